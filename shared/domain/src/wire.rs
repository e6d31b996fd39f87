//! What is stored reads back as it was, and its words are the glossary's.

use std::collections::BTreeSet;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::case::{
    Approval, ApprovalKind, CaseStatus, CloseReason, DebtorWords, Happening, PauseReason, TimelineEntry,
};
use crate::dunning::CreditEffect;
use crate::effect::{AgencyReport, EffectStatus, QueuedEffect};
use crate::eligibility::ReasonCode;
use crate::handover::{AgencyChoice, AgencyRef, AgencyStatus};
use crate::ids::{BatchNumber, ConnectionId, PaymentId};
use crate::news::{HandoverHold, Tiding};
use crate::run_report::Outcome;
use crate::samples::*;
use crate::source_invoice::{AmountsProblem, DocumentKind, InvoiceState, PostalAddress};
use crate::tenant::{AskFirst, ConnectionState, FeePolicy, Fetching, SuppressedAddress, Suppression};
use crate::{
    Batch, CaseEvent, ChangeMark, Country, DebtorKind, Decision, Effect, Language, RunId, RunReport,
    SilenceRule, SourceInvoice, Tenant,
};

fn reads_back<T: Serialize + DeserializeOwned + PartialEq + Debug>(stored: &T) -> Value {
    let text = serde_json::to_string(stored).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), stored, "{text}");
    serde_json::from_str(&text).unwrap()
}

fn word<T: Serialize + DeserializeOwned + PartialEq + Debug>(stored: T) -> String {
    reads_back(&stored).as_str().unwrap().to_owned()
}

fn words<T: Serialize + DeserializeOwned + PartialEq + Debug>(
    all: impl IntoIterator<Item = T>,
) -> Vec<String> {
    all.into_iter().map(word).collect()
}

#[test]
fn a_case_reads_back_at_every_point_of_its_life() {
    let paused = SourceInvoice { due_date: Some(days_later(9).today), ..owed(60_000, 10_000) };
    let stopped = step(&approved(), CaseEvent::Decided(Decision::Decline), days_later(1));
    let steps = [
        step(&waiting(), CaseEvent::SilenceAnswered { batch: FIRST }, days_later(3)),
        step(&waiting(), read(paused), days_later(1)),
        step(&waiting(), read(owed(0, 0)), days_later(1)),
        step(&waiting(), CaseEvent::SourceGone { open_batch: SECOND }, days_later(1)),
        stopped,
    ];
    for step in steps {
        reads_back(&step.case);
        reads_back(&step.entry);
        step.news.iter().for_each(|news| drop(reads_back(news)));
    }
    let stored = reads_back(&waiting());
    assert_eq!(stored["status"], json!({"status": "awaiting_approval"}));
    assert_eq!(stored["outstanding"], json!({"minor": 100_000, "currency": "DKK"}));
    assert_eq!((&stored["due_date"], &stored["batch"]), (&json!("2026-11-11"), &json!(1)));
    assert_eq!(stored["debtor"]["kind"], json!("company"));
}

#[test]
fn statuses_are_stored_under_the_word_they_are_called_by() {
    let at = morning().instant;
    let statuses = [
        (CaseStatus::AwaitingApproval, "awaiting_approval"),
        (CaseStatus::Scheduled, "scheduled"),
        (CaseStatus::Paused { reason: PauseReason::DueDateMoved, until: Some(today()) }, "paused"),
        (CaseStatus::Disputed, "disputed"),
        (CaseStatus::Submitted, "submitted"),
        (CaseStatus::InformationNeeded, "information_needed"),
        (CaseStatus::Rejected, "rejected"),
        (CaseStatus::InCollection, "in_collection"),
        (CaseStatus::Legal, "legal"),
        (CaseStatus::Surveillance, "surveillance"),
        (CaseStatus::Closed { reason: CloseReason::PaidInFull, at }, "closed"),
    ];
    for (status, expected) in statuses {
        assert_eq!(reads_back(&status)["status"], json!(expected));
        assert_eq!(status.word(), expected);
    }
    let reasons = [
        (CloseReason::PaidInFull, "paid_in_full"),
        (CloseReason::Credited, "credited"),
        (CloseReason::WithdrawnByCreditor, "withdrawn_by_creditor"),
        (CloseReason::DeclinedByCreditor, "declined_by_creditor"),
        (CloseReason::Disputed, "disputed"),
        (CloseReason::PaidBeforeHandover, "paid_before_handover"),
        (CloseReason::PartiallyPaid, "partially_paid"),
        (CloseReason::Settled, "settled"),
        (CloseReason::SettlementRejected, "settlement_rejected"),
        (CloseReason::ReturnedToCreditor, "returned_to_creditor"),
        (CloseReason::DebtorInsolvent, "debtor_insolvent"),
        (CloseReason::DebtorDeceased, "debtor_deceased"),
        (CloseReason::DebtorUntraceable, "debtor_untraceable"),
        (CloseReason::DebtorNotLiable, "debtor_not_liable"),
        (CloseReason::TimeBarred, "time_barred"),
        (CloseReason::Uneconomical, "uneconomical"),
        (CloseReason::Exhausted, "exhausted"),
        (CloseReason::InvalidClaimData, "invalid_claim_data"),
        (CloseReason::Duplicate, "duplicate"),
        (CloseReason::DeclinedByAgency, "declined_by_agency"),
        (CloseReason::Other, "other"),
    ];
    for (reason, expected) in reasons {
        assert_eq!((word(reason), reason.word()), (expected.to_owned(), expected));
    }
}

#[test]
fn approvals_are_stored_with_the_glossarys_words() {
    let kinds = [ApprovalKind::Approved, ApprovalKind::Declined, ApprovalKind::AutoApproved];
    assert_eq!(words(kinds), ["approved", "declined", "auto_approved"]);
    let plain = Approval { kind: ApprovalKind::Approved, at: morning().instant, approved_before: None };
    assert_eq!(reads_back(&plain), json!({"kind": "approved", "at": "2026-11-21T06:00:00Z"}));
}

#[test]
fn tenants_and_their_settings_read_back() {
    let since = morning().instant;
    let address = tenant().mail_addresses[0].clone();
    let address_of_agency = [("address".to_owned(), "sager@inkasso.example".to_owned())].into();
    let agency = AgencyChoice::parse("collectia", Country::Denmark, address_of_agency, []).unwrap();
    let full = Tenant {
        start_date: Some(today()),
        connection: ConnectionState::Broken { since },
        suppressed: vec![SuppressedAddress { address, why: Suppression::Complained, at: since }],
        last_success: Some(since),
        agency: Some(agency.clone().numbered(2)),
        former_agencies: vec![agency],
        agency_connection: Some(ConnectionId::from_random([7; 16])),
        ..tenant()
    };
    assert_eq!(reads_back(&full)["connection"]["state"], json!("broken"));
    let stored = reads_back(&tenant());
    assert_eq!((&stored["language"], &stored["ask_first"]), (&json!("da"), &json!("first_run")));
    assert_eq!(stored["number"], json!({"country": "dk", "digits": "24256790"}));
    assert_eq!(words([Fetching::Automatic, Fetching::Paused]), ["automatic", "paused"]);
    assert_eq!(
        words([FeePolicy::PursueDebtor, FeePolicy::ChargeCreditor]),
        ["pursue_debtor", "charge_creditor"]
    );
    assert_eq!(
        words([AskFirst::FirstRun, AskFirst::Resumed, AskFirst::LongGap]),
        ["first_run", "resumed", "long_gap"]
    );
    assert_eq!(words(Language::ALL), ["da", "nb", "en"]);
    assert_eq!(words([Country::Denmark, Country::Norway]), ["dk", "no"]);
}

#[test]
fn the_words_of_settings_are_those_the_operator_types() {
    for text in ["automatic", "paused"] {
        assert_eq!(word(text.parse::<Fetching>().unwrap()), text);
    }
    for text in ["pursue_debtor", "charge_creditor"] {
        assert_eq!(word(text.parse::<FeePolicy>().unwrap()), text);
    }
    for text in ["da", "nb", "en"] {
        assert_eq!(word(text.parse::<Language>().unwrap()), text);
    }
    let wrong = "later".parse::<Fetching>().unwrap_err();
    assert_eq!(wrong.to_string(), "fetching: \"later\" is not one of automatic, paused");
}

#[test]
fn invoices_read_back() {
    let address =
        PostalAddress { street: "Åvej 1\n2. tv".into(), country: Some("DK".into()), ..Default::default() };
    let mut full = invoice();
    full.debtor.address = Some(address);
    full.mark = ChangeMark::from_bits(u64::MAX);
    reads_back(&full);
    reads_back(&SourceInvoice { amounts: Err(AmountsProblem::UnknownCurrency("XTS".into())), ..invoice() });
    assert_eq!(
        words([InvoiceState::Draft, InvoiceState::Approved, InvoiceState::Voided]),
        ["draft", "approved", "voided"]
    );
    assert_eq!(words([DocumentKind::Invoice, DocumentKind::CreditNote]), ["invoice", "credit_note"]);
    let kinds = [DebtorKind::Company, DebtorKind::Consumer, DebtorKind::PublicAuthority, DebtorKind::Unknown];
    assert_eq!(words(kinds), ["company", "consumer", "public_authority", "unknown"]);
}

#[test]
fn batches_read_back_with_what_silence_may_do() {
    let batch = Batch {
        tenant: tenant_id(),
        number: FIRST,
        run: RunId::morning(today()),
        cases: 2,
        totals: vec![dkk(100_000)],
        silence: SilenceRule::Starts,
        decision_days: 3,
        mailed_at: None,
        decide_by: None,
        settled_at: None,
        started: 0,
        version: 1,
    };
    reads_back(&batch);
    reads_back(&batch.mailed(morning(), Country::Denmark).settled(days_later(3).instant, 2));
    let rules = [
        SilenceRule::Starts,
        SilenceRule::FirstRun,
        SilenceRule::Resumed,
        SilenceRule::LongGap,
        SilenceRule::MailBounced,
    ];
    assert_eq!(words(rules), ["starts", "first_run", "resumed", "long_gap", "mail_bounced"]);
}

#[test]
fn a_run_report_with_skipped_invoices_reads_back() {
    let run = RunId::morning(today());
    let mut report = RunReport::new(tenant_id(), billy(), run, today(), morning().instant);
    for code in ReasonCode::ALL {
        report.skip(Some(&invoice().id), "1042", code);
    }
    report.skip(None, "", ReasonCode::Unreadable);
    let stored = reads_back(&report);
    assert_eq!(stored["skipped"].as_array().unwrap().len(), 20);
    assert_eq!(stored["skipped_counts"]["unreadable"], json!(2));
    let outcomes = [Outcome::Ok, Outcome::BrokenConnection, Outcome::Unreachable, Outcome::NotUnderstood];
    assert_eq!(words(outcomes), ["ok", "broken_connection", "unreachable", "not_understood"]);
}

#[test]
fn every_reason_code_has_a_word_of_its_own() {
    let all: BTreeSet<String> = words(ReasonCode::ALL).into_iter().collect();
    assert_eq!(all.len(), ReasonCode::ALL.len());
    assert!(["not_overdue", "already_a_case", "no_debtor_contact"].iter().all(|code| all.contains(*code)));
}

#[test]
fn effects_are_stored_under_the_kind_they_are_listed_by() {
    let (tenant, batch, at) = (tenant_id(), FIRST, morning().instant);
    let payment = PaymentId::of(&tenant, &["1"]);
    let (whose, case) = (tenant.clone(), waiting().id);
    let told = |number, report| Effect::TellAgency {
        tenant: whose.clone(),
        case: case.clone(),
        version: 7,
        number,
        round: Some(1),
        report,
    };
    let effects = [
        Effect::RunMail { tenant: tenant.clone(), batch, run: RunId::morning(today()) },
        Effect::SilentStart { tenant: tenant.clone(), batch, at },
        Effect::SilentStartMail { tenant: tenant.clone(), batch },
        Effect::BrokenConnectionMail { tenant: tenant.clone(), since: at },
        Effect::ClaimReceivedMail { tenant: tenant.clone(), case: waiting().id },
        Effect::BookPayment { tenant: tenant.clone(), payment: payment.clone(), round: 1 },
        Effect::BookPayment { tenant: tenant.clone(), payment, round: 2 },
        Effect::HandOver { tenant: tenant.clone(), case: waiting().id, round: 1 },
        Effect::HandOver { tenant: tenant.clone(), case: waiting().id, round: 2 },
        told(0, AgencyReport::Withdrawn),
        told(1, AgencyReport::Withdrawn),
        Effect::Subscribe { tenant: tenant.clone(), at },
        Effect::Unsubscribe { tenant: tenant.clone(), at },
        Effect::AskAgency { tenant: tenant.clone(), case: waiting().id, event: "{5b1e2c64}".into() },
        Effect::AskAgency { tenant, case: waiting().id, event: "æ".repeat(100) },
    ];
    let ids: BTreeSet<_> = effects.iter().map(Effect::id).collect();
    assert_eq!(ids.len(), effects.len());
    for effect in effects {
        assert_eq!(reads_back(&effect)["kind"], json!(effect.kind()));
        assert_eq!(effect.id().as_str().parse(), Ok(effect.id()));
        reads_back(&QueuedEffect::new(effect, at).failed("ses did not answer", at));
    }
    let statuses = [EffectStatus::Queued, EffectStatus::Sending, EffectStatus::Done, EffectStatus::Dead];
    assert_eq!(words(statuses), ["queued", "sending", "done", "dead"]);
}

#[test]
fn a_report_that_names_no_hand_over_is_read_and_keeps_its_id() {
    let report = AgencyReport::Withdrawn;
    let (tenant, case) = (tenant_id(), waiting().id);
    let told = Effect::TellAgency { tenant, case, version: 7, number: 0, round: Some(2), report };
    let mut stored = serde_json::to_value(&told).unwrap();
    assert_eq!(stored.as_object_mut().unwrap().remove("round"), Some(json!(2)));
    let before: Effect = serde_json::from_value(stored.clone()).unwrap();
    assert!(matches!(before, Effect::TellAgency { round: None, .. }), "{before:?}");
    assert_eq!((before.id(), serde_json::to_value(&before).unwrap()), (told.id(), stored));
}

#[test]
fn tidings_and_happenings_read_back_with_their_words() {
    let amount = dkk(1);
    let tidings = [
        (Tiding::PaidInFull { amount }, "paid_in_full"),
        (Tiding::PartPaid { amount }, "part_paid"),
        (Tiding::CreditedInFull { amount }, "credited_in_full"),
        (Tiding::PartCredited { amount }, "part_credited"),
        (Tiding::PaidToService { amount }, "paid_to_service"),
        (Tiding::BookingTakenBack { amount }, "booking_taken_back"),
        (Tiding::OwedMore { amount }, "owed_more"),
        (Tiding::DueDateMoved { from: today(), to: today() }, "due_date_moved"),
        (Tiding::Voided, "voided"),
        (Tiding::Withdrawn, "withdrawn"),
        (Tiding::Gone, "gone"),
        (Tiding::Missing, "missing"),
        (Tiding::UnlinkedCredit { number: "K7".into(), amount: Some(amount) }, "unlinked_credit"),
        (Tiding::Objection { reason: DebtorWords::new("No.") }, "objection"),
        (Tiding::SaidPaid { on: today(), note: DebtorWords::default() }, "said_paid"),
        (Tiding::Postponed { until: today() }, "postponed"),
        (Tiding::Repayment, "repayment"),
        (Tiding::Factored, "factored"),
        (Tiding::InCollectionElsewhere, "in_collection_elsewhere"),
        (Tiding::OverdueAgain, "overdue_again"),
        (Tiding::Unconfirmed, "unconfirmed"),
        (Tiding::RestIsSmall, "rest_is_small"),
        (Tiding::Overpaid { amount }, "overpaid"),
        (Tiding::ChargesPursued { amount }, "charges_pursued"),
        (Tiding::ChargesBorne { amount }, "charges_borne"),
        (Tiding::ChargesPaid { amount }, "charges_paid"),
        (Tiding::ChargesGivenUp { amount }, "charges_given_up"),
        (Tiding::HandoverDue, "handover_due"),
        (Tiding::HandedOver, "handed_over"),
        (Tiding::HandoverRejected { reasons: vec!["No.".into()] }, "handover_rejected"),
        (Tiding::AgencyKeyRefused, "agency_key_refused"),
        (Tiding::HandoverHeld { why: HandoverHold::NoNotice }, "handover_held"),
        (Tiding::AgencyStatus { status: AgencyStatus::Other("Moon".into()) }, "agency_status"),
        (Tiding::ClosedByAgency, "closed_by_agency"),
    ];
    for (tiding, expected) in &tidings {
        assert_eq!(reads_back(tiding)["kind"], json!(expected));
    }
    let changed =
        Happening::SourceChanged { tidings: tidings.into_iter().map(|(tiding, _)| tiding).collect() };
    let payment = PaymentId::of(&tenant_id(), &["1"]);
    let happenings = [
        (Happening::Opened { principal: amount }, "opened"),
        (changed, "source_changed"),
        (Happening::Received { principal: amount, tidings: vec![] }, "received"),
        (Happening::Reported { tidings: vec![] }, "reported"),
        (Happening::FactsUpdated, "facts_updated"),
        (Happening::SourceUnclear, "source_unclear"),
        (Happening::ApprovedByLink, "approved_by_link"),
        (Happening::DeclinedByLink, "declined_by_link"),
        (Happening::StoppedByLink, "stopped_by_link"),
        (Happening::ApprovedBySilence, "approved_by_silence"),
        (Happening::ResumedByLink, "resumed_by_link"),
        (Happening::Asked { reason: PauseReason::HandoverDue }, "asked"),
        (Happening::ChargesGivenUp { amount }, "charges_given_up"),
        (Happening::FeesOfDebtor { days: vec![today()] }, "fees_of_debtor"),
        (Happening::CreditsExplained { effect: CreditEffect::FromDate }, "credits_explained"),
        (Happening::HandoverOrdered { agency: "mail".into() }, "handover_ordered"),
        (Happening::HandoverSubmitted { file: "ab".repeat(32) }, "handover_submitted"),
        (Happening::HandoverAccepted { agency_ref: AgencyRef::parse("a-1").ok() }, "handover_accepted"),
        (Happening::HandoverNotTaken { code: "rejected".into(), reasons: vec![] }, "handover_not_taken"),
        (Happening::AgencyTold { status: AgencyStatus::Legal, reason: None }, "agency_told"),
        (Happening::Objected { reason: DebtorWords::new("No.") }, "objected"),
        (Happening::SaidPaid { on: today(), note: DebtorWords::new("Yes.") }, "said_paid"),
        (
            Happening::PaymentReceived { payment: payment.clone(), amount, counted: amount },
            "payment_received",
        ),
        (Happening::BookingStarted { payment: payment.clone() }, "booking_started"),
        (Happening::BookingDone { payment: payment.clone(), amount }, "booking_done"),
        (Happening::BookingCalledOff { payment: payment.clone() }, "booking_called_off"),
        (Happening::BookingHeld { payment, in_doubt: true }, "booking_held"),
    ];
    for (happening, expected) in happenings {
        let entry = TimelineEntry {
            case: waiting().id,
            version: 1,
            at: morning().instant,
            status: "closed".into(),
            outstanding: amount,
            batch: BatchNumber::FIRST,
            happening,
        };
        assert_eq!(reads_back(&entry)["happening"]["what"], json!(expected));
    }
}
