//! Whatever happens in whatever order: what holds after every step of a case's life.

use proptest::prelude::*;

use crate::case::{
    ApprovalKind, CaseLetter, CaseStatus, DebtorWords, Happening, LetterStanding, NotTaken, PaidClaim,
    PauseReason, Step, Terms, TimelineEntry, advance, is_conserved,
};
use crate::dunning::{Asked, CreditEffect, LetterKind};
use crate::handover::{AgencyCase, AgencyRef, AgencyStatus, Balances};
use crate::ids::{BatchNumber, LetterId, PaymentId};
use crate::news::Tiding;
use crate::samples::*;
use crate::source_invoice::{Amounts, AmountsProblem, DocumentKind, InvoiceState};
use crate::tenant::FeePolicy;
use crate::{
    CaseEvent, ChangeMark, CollectionCase, Country, Currency, Decision, Moment, Money, SourceInvoice,
};

fn any_amounts() -> impl Strategy<Value = Result<Amounts, AmountsProblem>> {
    let minor = prop_oneof![Just(0i64), Just(100_000), -50_000i64..150_000];
    let credited = prop_oneof![1 => Just(None), 4 => (0i64..120_000).prop_map(Some)];
    let currency = prop_oneof![9 => Just(Currency::DKK), 1 => Just(Currency::NOK)];
    let fees = prop_oneof![3 => Just(0i64), 1 => Just(10_000)];
    let known = (minor, credited, currency, fees).prop_map(|(minor, credited, currency, fees)| {
        let money = |minor| Money::new(minor, currency);
        let fee = crate::source_invoice::FeeElsewhere { amount: money(fees), charged_on: None };
        Ok(Amounts {
            gross: money(100_000),
            outstanding: money(minor + fees),
            fees_elsewhere: if fees > 0 { vec![fee] } else { vec![] },
            credited: credited.map(money),
        })
    });
    prop_oneof![12 => known, 1 => Just(Err(AmountsProblem::Inconsistent("balance".into())))]
}

fn any_reading() -> impl Strategy<Value = SourceInvoice> {
    let state = prop_oneof![
        12 => Just(InvoiceState::Approved), 1 => Just(InvoiceState::Voided), 1 => Just(InvoiceState::Draft)
    ];
    let kind = prop_oneof![15 => Just(DocumentKind::Invoice), 1 => Just(DocumentKind::CreditNote)];
    let due = prop_oneof![1 => Just(None), 8 => (-30i64..40).prop_map(|days| Some(days_later(days).today))];
    (any_amounts(), state, kind, due, 0u64..3).prop_map(|(amounts, state, kind, due_date, mark)| {
        let mark = ChangeMark::from_bits(mark);
        SourceInvoice { amounts, state, kind, due_date, mark, ..invoice() }
    })
}

fn any_event() -> impl Strategy<Value = CaseEvent> {
    let batch = (1u32..4).prop_map(BatchNumber);
    prop_oneof![
        6 => (any_reading(), any_terms()).prop_map(|(invoice, terms)| CaseEvent::SourceRead {
            invoice: Box::new(invoice),
            terms
        }),
        1 => batch.clone().prop_map(|open_batch| CaseEvent::SourceGone { open_batch }),
        1 => Just(CaseEvent::Decided(Decision::Approve)),
        1 => Just(CaseEvent::Decided(Decision::Decline)),
        2 => batch.prop_map(|batch| CaseEvent::SilenceAnswered { batch }),
        3 => any_payment(),
        2 => any_letter(),
        1 => any_answer(),
        2 => any_question(),
        2 => any_word_of_the_agency(),
    ]
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let policy = prop_oneof![Just(FeePolicy::PursueDebtor), Just(FeePolicy::ChargeCreditor)];
    (1u32..4, policy).prop_map(|(batch, fee_policy)| Terms {
        open_batch: BatchNumber(batch),
        fee_policy,
        ..TERMS
    })
}

/// What the run asks the tenant, and what follows from it.
fn any_question() -> impl Strategy<Value = CaseEvent> {
    prop_oneof![
        Just(CaseEvent::ConfirmationDue { open_batch: SECOND }),
        Just(CaseEvent::RestIsSmall { open_batch: SECOND }),
        Just(CaseEvent::ChargesGivenUp { open_batch: SECOND }),
        Just(CaseEvent::CreditsExplained { effect: CreditEffect::FromDate }),
        Just(CaseEvent::HandoverDue { open_batch: SECOND }),
        Just(CaseEvent::HandoverOrdered { agency: "mail".into(), number: 1 }),
    ]
}

fn any_word_of_the_agency() -> impl Strategy<Value = CaseEvent> {
    let agency_ref = || AgencyRef::parse("a-1").unwrap();
    let told = move |status| AgencyCase {
        agency_ref: agency_ref(),
        reference: None,
        case: None,
        status,
        close_reason: None,
        closed_at: None,
        is_disputed: false,
        balances: Balances::default(),
    };
    let tells = move |status| CaseEvent::AgencyTold { told: Box::new(told(status)), open_batch: SECOND };
    prop_oneof![
        2 => Just(CaseEvent::HandoverSubmitting { file: "f".repeat(64) }),
        2 => any::<bool>().prop_map(move |began| CaseEvent::HandoverAccepted {
            agency_ref: began.then(agency_ref),
            began,
            open_batch: SECOND,
        }),
        1 => Just(CaseEvent::HandoverNotTaken { why: NotTaken::KeyRefused, open_batch: SECOND }),
        1 => Just(CaseEvent::HandoverCalledOff),
        2 => prop_oneof![
            Just(AgencyStatus::InformationNeeded),
            Just(AgencyStatus::Legal),
            Just(AgencyStatus::Rejected),
            Just(AgencyStatus::Closed),
        ].prop_map(tells),
    ]
}

/// One of three letters: it is about to leave, and what becomes of it.
fn any_letter() -> impl Strategy<Value = CaseEvent> {
    (0u8..3, 0u8..4).prop_map(|(step, what)| {
        let id = LetterId::of(&tenant_id(), &[&step.to_string()]);
        let settled = |standing| CaseEvent::LetterSettled { letter: id.clone(), standing };
        match what {
            0 => settled(LetterStanding::Sent),
            1 => settled(LetterStanding::NotTaken),
            _ => CaseEvent::LetterClaimed(Box::new(CaseLetter {
                id,
                kind: LetterKind::Reminder,
                step,
                on: today(),
                pay_by: days_later(10).today,
                asked: Asked { fee: true, compensation: false },
                fee_elsewhere: false,
                standing: LetterStanding::Sending,
            })),
        }
    })
}

/// What the debtor answers.
fn any_answer() -> impl Strategy<Value = CaseEvent> {
    any::<bool>().prop_map(|objects| match objects {
        true => CaseEvent::Objected { reason: DebtorWords::new("no"), open_batch: SECOND },
        false => CaseEvent::SaidPaid(Box::new(PaidClaim {
            paid_on: today(),
            note: DebtorWords::default(),
            country: Country::Denmark,
            open_batch: SECOND,
        })),
    })
}

fn is_of_a_letter(event: &CaseEvent) -> bool {
    matches!(event, CaseEvent::LetterClaimed(_) | CaseEvent::LetterSettled { .. })
}

/// One of three payments that came to the service, and what becomes of it.
fn any_payment() -> impl Strategy<Value = CaseEvent> {
    let payment = (0u8..3).prop_map(|n| PaymentId::of(&tenant_id(), &[&n.to_string()]));
    let minor = prop_oneof![Just(100_000i64), 1i64..60_000];
    (payment, minor, 0u8..6).prop_map(|(payment, minor, what)| match what {
        0 => CaseEvent::BookingStarted { payment },
        1 => CaseEvent::BookingDone { payment, amount: dkk(minor) },
        2 => CaseEvent::BookingCalledOff { payment },
        3 => CaseEvent::BookingHeld { payment, in_doubt: minor % 2 == 0 },
        _ => CaseEvent::PaymentReceived { payment, amount: dkk(minor), on: today(), terms: TERMS },
    })
}

/// What is told once of a payment; its item sees to it.
fn is_told_once(event: &CaseEvent) -> bool {
    matches!(
        event,
        CaseEvent::PaymentReceived { .. }
            | CaseEvent::BookingDone { .. }
            | CaseEvent::BookingHeld { .. }
            | CaseEvent::BookingCalledOff { .. }
    )
}

/// Events, each so many days after the one before.
fn any_life() -> impl Strategy<Value = Vec<(CaseEvent, i64)>> {
    prop::collection::vec((any_event(), 0i64..5), 1..40)
}

fn is_approval(entry: &TimelineEntry) -> bool {
    matches!(entry.happening, Happening::ApprovedByLink | Happening::ApprovedBySilence)
}

fn holds_of_every_case(case: &CollectionCase, now: Moment) {
    assert!(is_conserved(case));
    for part in [case.outstanding, case.paid, case.credited, case.owed_more, case.received(), case.booked()] {
        assert!(part.minor >= 0 && part.currency == case.principal.currency);
    }
    assert!(case.service.booked <= case.service.received);
    assert_eq!(case.is_followed(), case.is_open() || case.owed_at_source);
    if case.is_open() {
        let owed = case.outstanding.is_positive() && case.owed_at_source;
        assert!(owed || case.chases_charges(), "nothing owed is nothing to chase");
    }
    assert!(!(case.runs() && case.has_left()), "it is the agency's");
    let approved = case.approval.is_some_and(|approval| approval.kind != ApprovalKind::Declined);
    match case.status {
        CaseStatus::Scheduled | CaseStatus::Reminding | CaseStatus::NoticeSent => assert!(approved),
        CaseStatus::AwaitingApproval => assert_eq!(case.approval, None),
        CaseStatus::Paused { reason: PauseReason::DueDateMoved, until } => {
            assert_eq!(until, Some(case.due_date));
        }
        CaseStatus::Paused { until, .. } => {
            assert!(until.is_none() && (approved || case.asks_the_tenant()));
        }
        CaseStatus::Disputed => {}
        CaseStatus::Submitted
        | CaseStatus::InformationNeeded
        | CaseStatus::Rejected
        | CaseStatus::InCollection
        | CaseStatus::Legal
        | CaseStatus::Surveillance => assert!(approved && case.handover.is_some()),
        CaseStatus::Closed { at, .. } => assert!(at <= now.instant),
    }
    let disputed = case.status == CaseStatus::Disputed;
    let objects = case.is_open() && case.answers.open_objection().is_some();
    assert_eq!(disputed, objects, "nothing goes on until the tenant has decided");
}

fn holds_of_every_step(before: &CollectionCase, event: &CaseEvent, step: &Step, now: Moment) {
    let after = &step.case;
    assert_eq!(after.version, before.version + 1);
    assert_eq!((step.entry.version, step.entry.at), (after.version, now.instant));
    assert_eq!(
        (step.entry.status.as_str(), step.entry.outstanding),
        (after.status.word(), after.outstanding)
    );
    assert_eq!(
        (&after.id, after.principal, after.opened_on),
        (&before.id, before.principal, before.opened_on),
    );
    assert!(is_of_a_letter(event) || after.letters_sent == before.letters_sent);
    if let Some(news) = &step.news {
        assert_eq!((news.version, news.closed), (after.version, !after.is_open()));
        assert!(!news.tidings.is_empty() && !before.was_declined());
        let told = match &step.entry.happening {
            // What comes for charges is told whole.
            Happening::PaymentReceived { amount, counted, .. } => {
                let told = if before.chases_charges() { amount } else { counted };
                vec![Tiding::PaidToService { amount: *told }]
            }
            Happening::SourceChanged { tidings } => tidings.clone(),
            Happening::Objected { reason } => vec![Tiding::Objection { reason: reason.clone() }],
            Happening::SaidPaid { on, note } => vec![Tiding::SaidPaid { on: *on, note: note.clone() }],
            _ => vec![],
        };
        // What is left of the charges is told with the payment.
        assert!(news.tidings.starts_with(&told));
    }
    if before.was_declined() {
        assert_eq!((&after.status, after.approval), (&before.status, before.approval));
    }
    if step.entry.happening == Happening::ApprovedBySilence {
        assert!(before.awaits_approval() && before.due_date < now.today);
        assert_eq!(*event, CaseEvent::SilenceAnswered { batch: before.batch });
    }
    if after.batch != before.batch {
        let asks = after.awaits_approval() || after.asks_the_tenant() || after.can_be_handed_over();
        let asks = asks || after.chases_charges();
        assert!(asks, "a case changes its batch only to be asked about anew");
    }
}

proptest! {
    #[test]
    fn a_case_keeps_what_it_promises_whatever_happens(life in any_life()) {
        let mut case = waiting();
        let mut timeline = Vec::new();
        let mut day = 0;
        for (event, pause) in life {
            day += pause;
            let now = days_later(day);
            if let Ok(Some(step)) = advance(&case, &event, now) {
                holds_of_every_step(&case, &event, &step, now);
                timeline.push(step.entry);
                case = step.case;
                let again = advance(&case, &event, now);
                prop_assert!(is_told_once(&event) || !matches!(again, Ok(Some(_))), "{:?} changed it a second time: {:?}", event, again);
            }
            holds_of_every_case(&case, now);
        }
        prop_assert!(timeline.iter().filter(|entry| is_approval(entry)).count() <= 1);
    }

    #[test]
    fn silence_never_starts_what_was_declined_or_belongs_to_another_batch(life in any_life(), fired in 1u32..4) {
        let mut case = waiting();
        for (event, day) in life {
            if let Ok(Some(step)) = advance(&case, &event, days_later(day)) {
                case = step.case;
            }
        }
        let fired = BatchNumber(fired);
        let silence = CaseEvent::SilenceAnswered { batch: fired };
        let started = advance(&case, &silence, days_later(1_000)).unwrap();
        prop_assert_eq!(started.is_some(), case.awaits_approval() && case.batch == fired && !case.unclear);
    }

    #[test]
    fn payments_and_credit_notes_are_split_to_the_oere(
        moves in prop::collection::vec((0i64..30_000, 0i64..30_000), 1..12)
    ) {
        let (mut case, mut paid, mut credited) = (waiting(), 0, 0);
        for (day, (payment, credit)) in (1..).zip(moves) {
            // The debtor pays at most what is owed once the credit note stands.
            credited += credit.min(100_000 - paid - credited);
            paid += payment.min(100_000 - paid - credited);
            let reading = read(owed(100_000 - paid - credited, credited));
            if let Ok(Some(step)) = advance(&case, &reading, days_later(day)) {
                case = step.case;
            }
            prop_assert_eq!((case.paid, case.credited, case.owed_more), (dkk(paid), dkk(credited), dkk(0)));
            prop_assert_eq!(case.outstanding, dkk(100_000 - paid - credited));
            prop_assert_eq!(case.is_open(), paid + credited < 100_000);
        }
    }
}
