//! The archive's files but its manifest: the records as they are kept, and what they amount to.

use domain::case::{DecisionTaken, TakenWhat, decisions};
use domain::dunning::DunningPlan;
use domain::ids::{BatchNumber, EffectId, RunId, TenantId};
use domain::moment::time_zone;
use domain::{Batch, CollectionCase, Effect, Outcome, RegistrationNumber, RunReport};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;

use super::account::Account;
use super::kept::{HANDOVER, Kept};
use super::{EvidenceError, Files, words};

#[derive(Serialize)]
struct CaseFile<'a> {
    number: String,
    creditor: CreditorFacts<'a>,
    /// The plan that rules the case now; each letter's own file has the figures of its day.
    plan: DunningPlan,
    case: &'a CollectionCase,
}

#[derive(Serialize)]
struct CreditorFacts<'a> {
    id: &'a TenantId,
    name: &'a str,
    number: &'a RegistrationNumber,
}

/// A decision with the mail that asked for it, or the push that brought it.
#[derive(Serialize)]
struct DecisionFile {
    #[serde(flatten)]
    decision: DecisionTaken,
    #[serde(skip_serializing_if = "Option::is_none")]
    asked: Option<Asked>,
    /// The id of the push that handed it over.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<String>,
}

#[derive(Serialize)]
struct Asked {
    mail: EffectId,
    run: RunId,
    mailed_at: Option<Timestamp>,
    decide_by: Option<Timestamp>,
}

/// What a run did, without what it found of other debtors.
#[derive(Serialize)]
struct RunFacts<'a> {
    run: &'a RunId,
    date: Date,
    at: Timestamp,
    outcome: Outcome,
    read: u32,
    new: u32,
    changed: u32,
    closed: u32,
    skipped: u32,
}

pub(super) fn of(kept: &Kept, today: Date) -> Result<Files, EvidenceError> {
    let account = Account::of(kept, today);
    let zone = time_zone(kept.tenant.country());
    let mut files = Files::new();
    let mut put = |name: &str, bytes: Vec<u8>| files.insert(name.to_owned(), bytes);
    put("case.json", json("case.json", &case_file(kept))?);
    put("timeline.json", json("timeline.json", &kept.trail)?);
    put("timeline.txt", words::timeline(kept, &zone).into_bytes());
    put("decisions.json", json("decisions.json", &decision_files(kept))?);
    put("batches.json", json("batches.json", &kept.batches)?);
    let runs: Vec<RunFacts<'_>> = kept.runs.iter().map(run_facts).collect();
    put("runs.json", json("runs.json", &runs)?);
    put("amounts.json", json("amounts.json", &account)?);
    put("amounts.txt", account.in_words(&kept.case).into_bytes());
    put("payments.json", json("payments.json", &kept.payments)?);
    if let Some(claim) = &kept.claim {
        let claim = json!({"pushed": claim, "reminders": kept.case.reminders_elsewhere});
        put("claim.json", json("claim.json", &claim)?);
    }
    if let Some(bytes) = kept.handover.as_ref().and_then(|claim| claim.bytes.clone()) {
        put(HANDOVER, bytes);
    }
    for letter in &kept.letters {
        if let Some(file) = &letter.file {
            let name = letter.json_name();
            put(&name, json(&name, file)?);
        }
        if let Some(pdf) = &letter.pdf {
            put(&letter.pdf_name(), pdf.clone());
        }
    }
    Ok(files)
}

/// For programs, and indented for people.
pub(super) fn json<T: Serialize>(name: &str, value: &T) -> Result<Vec<u8>, EvidenceError> {
    let mut bytes = serde_json::to_vec_pretty(value)
        .map_err(|problem| EvidenceError::Unwritable { file: name.to_owned(), problem })?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn case_file(kept: &Kept) -> CaseFile<'_> {
    let (tenant, case) = (&kept.tenant, &kept.case);
    CaseFile {
        number: case.id.number(),
        creditor: CreditorFacts { id: &tenant.id, name: &tenant.name, number: &tenant.number },
        plan: tenant.plan(case.debtor.kind),
        case,
    }
}

fn decision_files(kept: &Kept) -> Vec<DecisionFile> {
    let pushed = kept.claim.as_ref().and_then(|record| record.claim.as_ref());
    let told = |decision: DecisionTaken| {
        let asked = decision.by.batch().and_then(|number| asked(&kept.batches, number));
        let event = pushed.filter(|_| decision.what == TakenWhat::Pushed);
        DecisionFile { asked, event: event.map(|claim| claim.event.to_string()), decision }
    };
    decisions(&kept.trail).into_iter().map(told).collect()
}

fn asked(batches: &[Batch], number: BatchNumber) -> Option<Asked> {
    let batch = batches.iter().find(|batch| batch.number == number)?;
    let mail = Effect::RunMail { tenant: batch.tenant.clone(), batch: number, run: batch.run.clone() }.id();
    let run = batch.run.clone();
    Some(Asked { mail, run, mailed_at: batch.mailed_at, decide_by: batch.decide_by })
}

fn run_facts(report: &RunReport) -> RunFacts<'_> {
    RunFacts {
        run: &report.run,
        date: report.date,
        at: report.at,
        outcome: report.outcome,
        read: report.read,
        new: report.new,
        changed: report.changed,
        closed: report.closed,
        skipped: report.skipped_total(),
    }
}
