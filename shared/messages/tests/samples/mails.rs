//! One of each mail.

use domain::case::DebtorWords;
use domain::dunning::StepKind;
use domain::handover::AgencyStatus;
use domain::news::HandoverHold;
use domain::tenant::FeePolicy;
use domain::{
    BatchNumber, CaseId, CloseReason, Country, InvoiceId, Language, News, ReasonCode, SilenceRule, SystemName,
};
use domain::{TenantId, Tiding};
use jiff::civil::date;
use messages::broken_connection::BrokenConnection;
use messages::claim_received::ClaimReceived;
use messages::run_mail::{Outlook, OutlookLine, RunMail};
use messages::silent_start::SilentStart;
use messages::{Mail, NewCase};

use super::{LINK, RUN_DATE, TENANT, at, country, kroner, nasty_cases, nasty_names, new_case, sums};

/// Every mail by name, in one language.
pub fn all(language: Language) -> Vec<(&'static str, Mail)> {
    vec![
        ("run", run(language).render()),
        ("run_quiet_but_paid", only_paid(language).render()),
        ("run_resting", resting(language).render()),
        ("run_answered", answered(language).render()),
        ("run_asks", asks(language).render()),
        ("run_ends", ends(language).render()),
        ("run_no_agency", no_agency(language).render()),
        ("run_paid_to_service", paid_to_service(language).render()),
        ("run_first", first(language).render()),
        ("run_first_many", first_of_many(language).render()),
        ("run_many", many(language).render()),
        ("run_plain", plain(language).render()),
        ("silent_start", silent_start(language).render()),
        ("claim_received", claim_received(language).render()),
        ("claim_received_first", claim_with_agreement(language).render()),
        ("claim_received_paid", paid_claim(language).render()),
        ("broken_billy", broken(language, "Billy").render()),
        ("broken_dinero", broken(language, "Dinero").render()),
    ]
}

/// New cases, news of every kind and skipped invoices, all with nasty names.
pub fn run(language: Language) -> RunMail {
    RunMail {
        language,
        tenant_name: TENANT.to_owned(),
        system_title: "Billy".to_owned(),
        run_date: RUN_DATE,
        zone: country(language),
        new_cases: nasty_cases(language),
        new_total: 6,
        totals: sums(nasty_cases(language).iter().map(|case| case.outstanding)),
        silence: SilenceRule::Starts,
        decide_by: Some(at("2026-11-24T05:05:00Z")),
        decision_days: 3,
        outlook: None,
        link: Some(LINK.to_owned()),
        news: every_kind_of_news(language),
        news_total: 10,
        fee_policy: FeePolicy::PursueDebtor,
        agency: Some("Debitura"),
        skipped: vec![
            (ReasonCode::NoDebtorContact, 2, vec!["1031".to_owned(), "<b>1032</b>".to_owned()]),
            (ReasonCode::BelowMinimumDays, 1_312, (1..=5).map(|n| format!("99{n}")).collect()),
            (ReasonCode::Unreadable, 1, vec![String::new()]),
        ],
    }
}

/// What most mornings look like.
pub fn plain(language: Language) -> RunMail {
    let names = ["Jensen & Søn ApS", "Birgitte Ågård", "Café Æblegården"];
    let new_cases: Vec<NewCase> =
        (0..).zip(names).map(|(index, name)| new_case(language, index * 3, name.to_owned())).collect();
    RunMail {
        new_total: 3,
        totals: sums(new_cases.iter().map(|case| case.outstanding)),
        new_cases,
        news: vec![news(language, 1, 0, Tiding::PaidInFull { amount: kroner(language, 125_000) })],
        news_total: 1,
        skipped: vec![(ReasonCode::NoDebtorContact, 1, vec!["1031".to_owned()])],
        ..run(language)
    }
}

pub fn only_paid(language: Language) -> RunMail {
    RunMail {
        new_cases: vec![],
        new_total: 0,
        totals: vec![],
        link: None,
        news: vec![
            news(language, 1, 0, Tiding::PaidInFull { amount: kroner(language, 125_000) }),
            news(language, 2, 50_000, Tiding::PartPaid { amount: kroner(language, 1_050) }),
        ],
        news_total: 2,
        fee_policy: FeePolicy::ChargeCreditor,
        skipped: vec![],
        ..run(language)
    }
}

/// Nothing new, and cases that rest until the tenant has answered, or for another reason.
pub fn resting(language: Language) -> RunMail {
    let until = date(2026, 12, 1);
    let credit = |amount| Tiding::UnlinkedCredit { number: "K-17".to_owned(), amount };
    let tidings =
        [credit(Some(kroner(language, 25_000))), credit(None), Tiding::Missing, Tiding::Postponed { until }]
            .into_iter()
            .chain([Tiding::Repayment, Tiding::Factored]);
    let told: Vec<_> =
        (1..).zip(tidings).map(|(step, tiding)| news(language, step, 50_000, tiding)).collect();
    RunMail { link: Some(LINK.to_owned()), news_total: 6, news: told, ..only_paid(language) }
}

/// What debtors answered: an objection, and that it has been paid, with a note and without.
pub fn answered(language: Language) -> RunMail {
    let reason = DebtorWords::new("The goods never came.\nAnd <b>nobody</b> answers the phone.");
    let paid = |note| Tiding::SaidPaid { on: date(2026, 11, 19), note: DebtorWords::new(note) };
    let tidings = [Tiding::Objection { reason }, paid("from my wife's account"), paid("")];
    let told: Vec<_> =
        (1..).zip(tidings).map(|(step, tiding)| news(language, step, 50_000, tiding)).collect();
    RunMail { link: Some(LINK.to_owned()), news_total: 3, news: told, ..only_paid(language) }
}

/// What only the tenant can say.
pub fn asks(language: Language) -> RunMail {
    let reasons = vec!["The power of attorney is missing.".to_owned()];
    let tidings = [
        Tiding::Unconfirmed,
        Tiding::RestIsSmall,
        Tiding::HandoverDue,
        Tiding::HandoverRejected { reasons },
        Tiding::AgencyKeyRefused,
        Tiding::HandoverHeld { why: HandoverHold::AgencyChanged },
        Tiding::HandoverHeld { why: HandoverHold::NoNotice },
        Tiding::HandoverHeld { why: HandoverHold::DeadlineRuns },
        Tiding::HandoverHeld { why: HandoverHold::StatuteMissing },
        Tiding::HandoverHeld { why: HandoverHold::Otherwise },
    ];
    told(language, tidings, 50_000)
}

/// What became of charges, and of what an agency has.
pub fn ends(language: Language) -> RunMail {
    let amount = kroner(language, 41_301);
    let tidings = [
        Tiding::ChargesPursued { amount },
        Tiding::ChargesBorne { amount },
        Tiding::ChargesPaid { amount },
        Tiding::ChargesGivenUp { amount },
        Tiding::Overpaid { amount },
        Tiding::HandedOver,
        Tiding::AgencyStatus { status: AgencyStatus::Legal },
        Tiding::AgencyStatus { status: AgencyStatus::Other("Awaiting <b>moon</b>".to_owned()) },
        Tiding::ClosedByAgency,
    ];
    told(language, tidings, 0)
}

pub fn no_agency(language: Language) -> RunMail {
    RunMail { agency: None, ..told(language, [Tiding::HandoverDue], 50_000) }
}

fn told(language: Language, tidings: impl IntoIterator<Item = Tiding>, outstanding: i64) -> RunMail {
    let news: Vec<_> =
        (1..).zip(tidings).map(|(step, tiding)| news(language, step, outstanding, tiding)).collect();
    let news_total = u32::try_from(news.len()).unwrap();
    RunMail { link: Some(LINK.to_owned()), news_total, news, ..only_paid(language) }
}

/// What came to the service: part of it, all of it, and what no longer stands in the tenant's books.
pub fn paid_to_service(language: Language) -> RunMail {
    let amount = kroner(language, 125_050);
    let told = vec![
        news(language, 1, 50_000, Tiding::PaidToService { amount }),
        news(language, 2, 0, Tiding::PaidToService { amount }),
        news(language, 3, 50_000, Tiding::BookingTakenBack { amount }),
    ];
    RunMail { link: Some(LINK.to_owned()), news_total: 3, news: told, ..only_paid(language) }
}

pub fn first(language: Language) -> RunMail {
    RunMail {
        silence: SilenceRule::FirstRun,
        decide_by: None,
        outlook: Some(outlook(language, 4)),
        news: vec![],
        news_total: 0,
        ..plain(language)
    }
}

/// More than it lists, with more to come than it shows.
pub fn first_of_many(language: Language) -> RunMail {
    let outlook = Outlook { of_listed: true, ..outlook(language, 11) };
    let shown = many(language).new_cases.into_iter().take(3).collect();
    RunMail { new_cases: shown, new_total: 2_500, outlook: Some(outlook), ..first(language) }
}

fn outlook(language: Language, lines: u32) -> Outlook {
    let steps = match country(language) {
        Country::Denmark => [
            (StepKind::FriendlyReminder, 0),
            (StepKind::Reminder, 41_000),
            (StepKind::CollectionNotice, 10_000),
            (StepKind::Handover, 0),
        ],
        Country::Norway => [
            (StepKind::Reminder, 3_800),
            (StepKind::CollectionNotice, 3_800),
            (StepKind::PaymentDemand, 11_400),
            (StepKind::Handover, 0),
        ],
    };
    let line = |(number, (step, charge)): (u32, (StepKind, i64))| OutlookLine {
        on: RUN_DATE
            .saturating_add(jiff::ToSpan::days(2 + 11 * i64::from(number % 4) + i64::from(number / 4))),
        step,
        count: 3,
        charges: kroner(language, charge * 3),
    };
    Outlook {
        days: 30,
        of_listed: false,
        lines: (0..lines).zip(steps.into_iter().cycle()).map(line).collect(),
    }
}

pub fn many(language: Language) -> RunMail {
    RunMail {
        new_cases: (0..50).map(|index| new_case(language, index, format!("Kunde {index}"))).collect(),
        new_total: 2_500,
        totals: vec![kroner(language, 987_654_321)],
        decide_by: None,
        news: (0..50)
            .map(|step| news(language, step, 0, Tiding::PaidInFull { amount: kroner(language, 100) }))
            .collect(),
        news_total: 61,
        ..run(language)
    }
}

pub fn silent_start(language: Language) -> SilentStart {
    SilentStart {
        language,
        tenant_name: TENANT.to_owned(),
        started: 6,
        cases: nasty_cases(language),
        totals: sums(nasty_cases(language).iter().map(|case| case.outstanding)),
        link: Some(LINK.to_owned()),
    }
}

/// Handed over with its reminders.
pub fn claim_received(language: Language) -> ClaimReceived {
    ClaimReceived {
        language,
        tenant_name: TENANT.to_owned(),
        system_title: "Minuba".to_owned(),
        service_title: "Advokaternes Inkasso Service".to_owned(),
        case_number: "K7QM-2XAB".to_owned(),
        case: new_case(language, 3, nasty_names()[0].clone()),
        fees_elsewhere: vec![kroner(language, 10_000); 2],
        reminders_elsewhere: 3,
        made_agreement: false,
        closed: None,
    }
}

pub fn claim_with_agreement(language: Language) -> ClaimReceived {
    ClaimReceived {
        service_title: "Collectia".to_owned(),
        fees_elsewhere: vec![],
        reminders_elsewhere: 0,
        made_agreement: true,
        ..claim_received(language)
    }
}

pub fn paid_claim(language: Language) -> ClaimReceived {
    ClaimReceived { closed: Some(CloseReason::PaidInFull), ..claim_received(language) }
}

pub fn broken(language: Language, system: &str) -> BrokenConnection {
    BrokenConnection {
        language,
        tenant_name: nasty_names()[2].clone(),
        system_title: system.to_owned(),
        since: at("2026-11-21T05:00:00Z"),
        zone: country(language),
    }
}

fn every_kind_of_news(language: Language) -> Vec<News> {
    let amount = kroner(language, 125_050);
    let moved = Tiding::DueDateMoved { from: date(2026, 11, 1), to: date(2026, 12, 1) };
    vec![
        news(language, 1, 0, Tiding::PaidInFull { amount }),
        news(language, 2, 50_000, Tiding::PartPaid { amount }),
        news(language, 3, 0, Tiding::CreditedInFull { amount }),
        news(language, 4, 50_000, Tiding::PartCredited { amount }),
        news(language, 5, 175_050, Tiding::OwedMore { amount }),
        news(language, 6, 50_000, moved),
        news(language, 7, 0, Tiding::Voided),
        news(language, 8, 0, Tiding::Gone),
        news(language, 9, 50_000, Tiding::OverdueAgain),
        news(language, 10, 0, Tiding::Withdrawn),
    ]
}

fn news(language: Language, step: u64, outstanding: i64, tiding: Tiding) -> News {
    let names = nasty_names();
    let invoice = InvoiceId::parse(&format!("inv-{step}")).unwrap();
    // Charges are still asked for, and an agency is at work.
    let goes_on =
        matches!(tiding, Tiding::ChargesPursued { .. } | Tiding::HandedOver | Tiding::AgencyStatus { .. });
    let closed = outstanding == 0 && !goes_on;
    News {
        case: CaseId::of(&TenantId::from_random([1; 8]), &SystemName::known("billy"), &invoice),
        batch: BatchNumber::FIRST,
        version: step,
        invoice_number: format!("{}", 900 + step),
        debtor_name: names[usize::try_from(step).unwrap() % names.len()].clone(),
        outstanding: kroner(language, outstanding),
        closed,
        tidings: vec![tiding],
    }
}
