//! A case under the standard plans, day by day.

use jiff::civil::date;

use super::bed::day;
use crate::case::{CaseLetter, CollectionCase, LetterStanding};
use crate::country::Country;
use crate::dunning::{
    Clientele, DunningPlan, Forbidden, ForeseenStep, LetterKind, NextStep, Rules, forecast,
    forecast_together, next_step,
};
use crate::ids::{LetterId, SystemName};
use crate::money::{Currency, Money};
use crate::samples::approved;
use crate::source_invoice::{DebtorKind, FeeElsewhere};
use crate::statutes::Statutes;

fn plan(country: Country, clientele: Clientele, system: &'static str) -> DunningPlan {
    DunningPlan::standard(country, clientele, &SystemName::known(system))
}

/// 10,000.00, due on 2026-09-01, approved on the day after.
fn case(country: Country, kind: DebtorKind) -> CollectionCase {
    let amount = Money::new(1_000_000, country.currency());
    let mut case = approved();
    case.debtor.kind = kind;
    case.approval.as_mut().unwrap().at = "2026-09-02T08:00:00Z".parse().unwrap();
    (case.principal, case.outstanding) = (amount, amount);
    (case.paid, case.credited, case.owed_more) =
        (amount.with_minor(0), amount.with_minor(0), amount.with_minor(0));
    (case.due_date, case.opened_on) = (day(9, 1), day(9, 2));
    case
}

fn foreseen(country: Country, kind: DebtorKind, system: &'static str) -> Vec<(String, String, i128)> {
    let plan = plan(country, kind.into(), system);
    let statutes = Statutes::built_in();
    let rules = Rules { country, plan, statutes };
    forecast(&case(country, kind), &rules, day(9, 2), day(12, 31))
        .into_iter()
        .map(|step| {
            let (what, total) = match step.what {
                ForeseenStep::Letter { kind, figures, .. } => (format!("{kind:?}"), figures.total()),
                ForeseenStep::Handover { figures, .. } => ("Handover".into(), figures.total()),
                ForeseenStep::Held(why) => (why.code().into(), 0),
            };
            (step.on.to_string(), what, total)
        })
        .collect()
}

fn lines(steps: &[(&str, &str, i128)]) -> Vec<(String, String, i128)> {
    steps.iter().map(|(on, what, total)| ((*on).into(), (*what).into(), *total)).collect()
}

#[test]
fn a_danish_business_is_chased_by_the_cautious_schedule() {
    let expected = [
        ("2026-09-04", "Reminder", 1_041_822),
        ("2026-09-15", "Reminder", 1_054_836),
        ("2026-09-28", "CollectionNotice", 1_068_397),
        ("2026-10-13", "Handover", 1_082_507),
    ];
    assert_eq!(foreseen(Country::Denmark, DebtorKind::Company, "billy"), lines(&expected));
}

#[test]
fn a_danish_consumer_and_one_of_whom_nothing_is_known_never_owe_the_compensation() {
    let expected = [
        ("2026-09-04", "Reminder", 1_010_822),
        ("2026-09-15", "Reminder", 1_023_836),
        ("2026-09-28", "CollectionNotice", 1_037_397),
        ("2026-10-13", "Handover", 1_051_507),
    ];
    for kind in [DebtorKind::Consumer, DebtorKind::Unknown] {
        assert_eq!(foreseen(Country::Denmark, kind, "billy"), lines(&expected));
    }
}

#[test]
fn a_norwegian_consumer_is_chased_from_day_fourteen_with_grace_after_each_deadline() {
    let steps = foreseen(Country::Norway, DebtorKind::Consumer, "billy");
    let days: Vec<(&str, &str)> = steps.iter().map(|(on, what, _)| (on.as_str(), what.as_str())).collect();
    let expected = [
        ("2026-09-15", "Reminder"),
        ("2026-10-02", "CollectionNotice"),
        ("2026-10-20", "PaymentDemand"),
        ("2026-11-06", "Handover"),
    ];
    assert_eq!(days, expected);
    assert_eq!(steps[0].2, 1_008_499);
}

#[test]
fn a_tripletex_consumer_gets_the_notice_on_day_fifteen_and_the_demand_after_its_fourteen_days() {
    let steps = foreseen(Country::Norway, DebtorKind::Consumer, "tripletex");
    let days: Vec<(&str, &str)> = steps.iter().map(|(on, what, _)| (on.as_str(), what.as_str())).collect();
    let expected =
        [("2026-09-16", "CollectionNotice"), ("2026-10-01", "PaymentDemand"), ("2026-10-16", "Handover")];
    assert_eq!(days, expected);
}

#[test]
fn what_the_law_does_not_know_yet_stops_the_forecast_by_its_name() {
    let plan = plan(Country::Norway, Clientele::Consumer, "billy");
    let statutes = Statutes::built_in();
    let rules = Rules { country: Country::Norway, plan, statutes };
    let mut case = case(Country::Norway, DebtorKind::Consumer);
    case.due_date = day(12, 14);
    let steps = forecast(&case, &rules, day(12, 15), date(2027, 3, 1));
    assert_eq!(steps.len(), 2, "the purring of 28 December, and nothing after it");
    let ForeseenStep::Held(why) = &steps[1].what else { panic!("{steps:?}") };
    assert_eq!(why.code(), "regime_review_required");
}

#[test]
fn fees_of_others_take_ours_away() {
    let mut case = case(Country::Denmark, DebtorKind::Consumer);
    let fee = |on| FeeElsewhere { amount: Money::new(10_000, Currency::DKK), charged_on: Some(on) };
    case.fees_elsewhere = vec![fee(day(9, 2)), fee(day(9, 13)), fee(day(9, 24))];
    let plan = plan(Country::Denmark, Clientele::Consumer, "billy");
    let statutes = Statutes::built_in();
    let rules = Rules { country: Country::Denmark, plan, statutes };
    let NextStep::Letter(letter) = next_step(&case, &rules, day(9, 25)) else { panic!() };
    assert_eq!((letter.on, letter.asked.fee), (day(9, 25), false));
}

#[test]
fn a_letter_that_bounced_is_written_again_and_one_that_may_have_left_is_not() {
    let mut case = case(Country::Denmark, DebtorKind::Consumer);
    let plan = plan(Country::Denmark, Clientele::Consumer, "billy");
    let statutes = Statutes::built_in();
    let rules = Rules { country: Country::Denmark, plan, statutes };
    let NextStep::Letter(first) = next_step(&case, &rules, day(9, 4)) else { panic!() };
    for (standing, step, on) in [
        (LetterStanding::Bounced, 0, day(9, 7)),
        (LetterStanding::NotTaken, 0, day(9, 7)),
        (LetterStanding::Sending, 1, day(9, 15)),
        (LetterStanding::Sent, 1, day(9, 15)),
    ] {
        case.dunning.letters = vec![CaseLetter {
            id: LetterId::of(&case.tenant, &["1"]),
            kind: LetterKind::Reminder,
            step: 0,
            on: first.on,
            pay_by: first.pay_by,
            asked: first.asked,
            fee_elsewhere: false,
            standing,
        }];
        let NextStep::Letter(next) = next_step(&case, &rules, day(9, 7)) else { panic!() };
        assert_eq!((next.step, next.on), (step, on), "{standing:?}");
    }
}

#[test]
fn a_case_that_does_not_run_has_no_next_step_and_one_that_is_paid_is_held() {
    use crate::case::{CaseStatus, PauseReason};
    let plan = plan(Country::Denmark, Clientele::Consumer, "billy");
    let statutes = Statutes::built_in();
    let rules = Rules { country: Country::Denmark, plan, statutes };
    let mut paused = case(Country::Denmark, DebtorKind::Consumer);
    paused.status = CaseStatus::Paused { reason: PauseReason::Repayment, until: None };
    assert_eq!(next_step(&paused, &rules, day(9, 4)), NextStep::Nothing);
    let mut unclear = case(Country::Denmark, DebtorKind::Consumer);
    unclear.unclear = true;
    assert_eq!(next_step(&unclear, &rules, day(9, 4)), NextStep::Nothing);
    let mut paid = case(Country::Denmark, DebtorKind::Consumer);
    paid.dunning.moves.push(crate::case::MoneyMove {
        on: day(9, 3),
        what: crate::case::MovedMoney::Paid,
        minor: 1_000_000,
    });
    assert_eq!(next_step(&paid, &rules, day(9, 4)), NextStep::Held(Forbidden::PrincipalPaid));
}

#[test]
fn letters_of_one_debtor_and_day_carry_one_fee_and_each_its_own_compensation() {
    let plan = plan(Country::Denmark, Clientele::Business, "billy");
    let statutes = Statutes::built_in();
    let rules = Rules { country: Country::Denmark, plan, statutes };
    let case = case(Country::Denmark, DebtorKind::Company);
    let together =
        forecast_together(&[(&case, rules.clone()), (&case, rules.clone())], day(9, 2), day(12, 31));
    let charged = |foreseen: &[crate::dunning::Foreseen]| -> Vec<(jiff::civil::Date, i128, i128)> {
        let letter = |step: &crate::dunning::Foreseen| match step.what {
            ForeseenStep::Letter { fee, compensation, .. } => Some((step.on, fee, compensation)),
            _ => None,
        };
        foreseen.iter().filter_map(letter).collect()
    };
    let days = [day(9, 4), day(9, 15), day(9, 28)];
    assert_eq!(
        charged(&together[0]),
        [(days[0], 10_000, 31_000), (days[1], 10_000, 0), (days[2], 10_000, 0)]
    );
    assert_eq!(charged(&together[1]), [(days[0], 0, 31_000), (days[1], 0, 0), (days[2], 0, 0)]);
    assert_eq!(
        together[0],
        forecast(&case, &rules, day(9, 2), day(12, 31)),
        "whoever bears the fee stands as alone"
    );
}
