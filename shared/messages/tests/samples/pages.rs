//! One of each page, and of each state that a page can be in.

use domain::case::Refusal;
use domain::{Decision, Language, SilenceRule};
use jiff::ToSpan;
use jiff::civil::date;
use messages::decision_page::{
    BatchState, CaseRow, CaseStanding, DecisionPage, Ending, HandoverStage, Notice, Rest, Started, StartedBy,
};
use messages::problem_page::{self, FormFault, Problem};

use super::{RUN_DATE, TENANT, at, country, kroner, nasty_names, sums};

/// Every page by name, in one language.
pub fn all(language: Language) -> Vec<(&'static str, String)> {
    vec![
        ("decision_waiting", waiting(language).render()),
        ("decision_every_standing", every_standing(language).render()),
        ("decision_first_run_many", many(language).render()),
        ("decision_deadline_passed", deadline_passed(language).render()),
        ("decision_one", one(language).render()),
        ("decision_no_agency", no_agency(language).render()),
        ("problem_not_found", problem_page::render(Some(language), &Problem::NotFound)),
        ("problem_forged", problem_page::render(Some(language), &Problem::Forged)),
        ("problem_expired", problem_page::render(Some(language), &Problem::Expired)),
        ("problem_bad_form", problem_page::render(Some(language), &bad_form())),
        ("problem_try_later", problem_page::render(Some(language), &Problem::TryLater)),
    ]
}

pub fn bad_form() -> Problem {
    Problem::BadForm { field: "<decision>".to_owned(), reason: FormFault::Unknown }
}

pub fn waiting(language: Language) -> DecisionPage {
    let cases: Vec<CaseRow> = (0..)
        .zip(nasty_names())
        .map(|(index, name)| row(language, index, &name, CaseStanding::Waiting))
        .collect();
    DecisionPage {
        language,
        tenant_name: TENANT.to_owned(),
        zone: country(language),
        batch: BatchState {
            silence: SilenceRule::Starts,
            decide_by: Some(at("2026-11-24T05:05:00Z")),
            settled_at: None,
            mailed_at: Some(at("2026-11-21T05:05:00Z")),
        },
        run_date: RUN_DATE,
        total_cases: 6,
        waiting: 6,
        totals: sums(cases.iter().map(|case| case.outstanding)),
        cases,
        next: None,
        notice: None,
        agency: Some("Debitura"),
        now: at("2026-11-22T10:00:00Z"),
    }
}

pub fn one(language: Language) -> DecisionPage {
    DecisionPage {
        cases: vec![row(language, 0, "Birgitte Ågård", CaseStanding::Waiting)],
        total_cases: 1,
        waiting: 1,
        totals: vec![kroner(language, 37_440)],
        notice: Some(Notice::Refused(Refusal::Closed)),
        ..waiting(language)
    }
}

/// The plan is at its end, and no agency is chosen.
pub fn no_agency(language: Language) -> DecisionPage {
    let started = Some(Started { by: StartedBy::Silence, at: at("2026-09-24T05:05:00Z") });
    let standing = CaseStanding::Paused { rest: Rest::HandoverDue, started };
    let cases = vec![row(language, 0, "Birgitte Ågård", standing)];
    let notice = Some(Notice::Refused(Refusal::NoAgency));
    DecisionPage { cases, total_cases: 0, waiting: 0, notice, agency: None, ..waiting(language) }
}

pub fn every_standing(language: Language) -> DecisionPage {
    let names = nasty_names();
    let cases: Vec<CaseRow> = (0..)
        .zip(standings())
        .map(|(index, standing)| row(language, index, &names[index % 3], standing))
        .collect();
    let mut page = waiting(language);
    page.batch.settled_at = Some(at("2026-11-24T05:05:02Z"));
    DecisionPage {
        total_cases: u32::try_from(cases.len()).unwrap(),
        totals: sums(cases.iter().map(|case| case.outstanding)),
        waiting: 0,
        cases,
        notice: Some(Notice::Decided { decision: Decision::Decline, count: 1 }),
        now: at("2026-11-25T10:00:00Z"),
        ..page
    }
}

pub fn many(language: Language) -> DecisionPage {
    let mut page = waiting(language);
    page.batch.silence = SilenceRule::FirstRun;
    DecisionPage {
        total_cases: 2_500,
        waiting: 1_700,
        next: Some("CASE#abc/+ &\"<".to_owned()),
        notice: Some(Notice::PartlyDone { decision: Decision::Approve, count: 800, left: 1_700 }),
        ..page
    }
}

pub fn deadline_passed(language: Language) -> DecisionPage {
    DecisionPage {
        now: at("2026-11-24T06:00:00Z"),
        notice: Some(Notice::AlreadyDecided),
        ..waiting(language)
    }
}

fn standings() -> Vec<CaseStanding> {
    let by_link = Started { by: StartedBy::Link, at: at("2026-11-22T09:12:00Z") };
    let by_silence = Started { by: StartedBy::Silence, at: at("2026-11-24T05:05:00Z") };
    let later = at("2026-11-25T09:59:00Z");
    let until = date(2026, 12, 24);
    vec![
        CaseStanding::Started(by_link),
        CaseStanding::Started(by_silence),
        CaseStanding::LetterSent(by_link),
        CaseStanding::Declined { at: later, started_before: None },
        CaseStanding::Declined { at: later, started_before: Some(by_silence.at) },
        CaseStanding::Ended { ending: Ending::Paid, at: later, started: Some(by_silence) },
        CaseStanding::Ended { ending: Ending::Credited, at: later, started: None },
        CaseStanding::Ended { ending: Ending::Withdrawn, at: later, started: None },
        CaseStanding::Paused { rest: Rest::DueDate(until), started: None },
        CaseStanding::Paused { rest: Rest::DueDate(until), started: Some(by_link) },
        CaseStanding::Paused { rest: Rest::Credit, started: None },
        CaseStanding::Paused { rest: Rest::Credit, started: Some(by_link) },
        CaseStanding::Paused { rest: Rest::Missing, started: None },
        CaseStanding::Paused { rest: Rest::Postponed(until), started: Some(by_link) },
        CaseStanding::Paused { rest: Rest::Repayment, started: None },
        CaseStanding::Paused { rest: Rest::Factored, started: None },
        CaseStanding::Paused { rest: Rest::Objection, started: Some(by_silence) },
        CaseStanding::Paused { rest: Rest::Unconfirmed, started: Some(by_link) },
        CaseStanding::Paused { rest: Rest::SmallRest, started: Some(by_link) },
        CaseStanding::Paused { rest: Rest::HandoverDue, started: Some(by_silence) },
        CaseStanding::OnlyCharges(by_link),
        CaseStanding::Handover { stage: HandoverStage::OnItsWay, started: Some(by_link) },
        CaseStanding::Handover { stage: HandoverStage::Asks, started: Some(by_link) },
        CaseStanding::Handover { stage: HandoverStage::AtWork, started: Some(by_link) },
        CaseStanding::Handover { stage: HandoverStage::NotTaken, started: Some(by_link) },
        CaseStanding::Ended { ending: Ending::Agency, at: later, started: Some(by_link) },
    ]
}

fn row(language: Language, index: usize, debtor: &str, standing: CaseStanding) -> CaseRow {
    let owed = 37_440 + 654_321 * i64::try_from(index).unwrap();
    CaseRow {
        id: format!("tabcdefghijkl-abcdefghijklmn{:02}", index + 22),
        invoice_number: format!("{}", 1042 + index),
        debtor_name: debtor.to_owned(),
        due_date: date(2026, 11, 20) - i64::try_from(index).unwrap().days(),
        days_over: 1 + i32::try_from(index).unwrap(),
        outstanding: kroner(language, owed),
        principal: kroner(language, if index == 1 { owed + 100_000 } else { owed }),
        standing,
        // Which it has left since.
        went_to: matches!(standing, CaseStanding::Handover { .. }).then_some("Collectia A/S"),
        objection: matches!(standing, CaseStanding::Paused { rest: Rest::Objection, .. })
            .then(|| "The goods never came.\n<b>Nobody</b> answers the phone.".to_owned()),
    }
}
