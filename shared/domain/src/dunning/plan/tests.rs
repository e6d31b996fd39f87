use super::*;
use crate::ids::SystemName;

const SYSTEMS: [&str; 5] = ["billy", "dinero", "ordrestyring", "tripletex", "minuba"];

fn standard(country: Country, clientele: Clientele) -> DunningPlan {
    DunningPlan::standard(country, clientele, &SystemName::known("billy"))
}

#[test]
fn every_standard_plan_is_lawful_and_ends_with_the_hand_over() {
    for system in SYSTEMS {
        for country in [Country::Denmark, Country::Norway] {
            for clientele in [Clientele::Business, Clientele::Consumer] {
                let plan = DunningPlan::standard(country, clientele, &SystemName::known(system));
                assert_eq!(plan.check(country, clientele), Ok(()), "{system} {country:?} {clientele:?}");
                assert_eq!(plan.steps.last().map(|step| step.kind), Some(StepKind::Handover));
            }
        }
    }
}

#[test]
fn tripletex_users_begin_with_the_notice_on_day_fifteen() {
    let plan = DunningPlan::standard(Country::Norway, Clientele::Consumer, &SystemName::known("tripletex"));
    assert_eq!((plan.steps[0].kind, plan.steps[0].after_days), (StepKind::CollectionNotice, 15));
    assert_eq!((plan.steps[1].kind, plan.steps[1].gap_days), (StepKind::PaymentDemand, 14));
}

#[test]
fn an_unknown_debtor_has_the_consumers_plan() {
    assert_eq!(Clientele::from(DebtorKind::Unknown), Clientele::Consumer);
    assert_eq!(Clientele::from(DebtorKind::PublicAuthority), Clientele::Business);
}

/// A change to a standard plan, and the paragraph that forbids it.
type Change = fn(&mut DunningPlan);

#[test]
fn what_the_law_forbids_is_refused_with_its_paragraph() {
    use Clientele::{Business, Consumer};
    use Country::{Denmark, Norway};
    let forbidden: [(Country, Clientele, Change, usize, &str); 12] = [
        (Denmark, Business, |plan| plan.steps.clear(), 0, "plan"),
        (Denmark, Business, |plan| plan.steps[1].gap_days = 9, 2, "renteloven § 9 b (2)"),
        (Denmark, Business, |plan| plan.steps[2].deadline_days = 9, 3, "inkassoloven § 10 (3)"),
        (
            Denmark,
            Business,
            |plan| {
                plan.steps.remove(2);
            },
            3,
            "inkassoloven § 10 (1)",
        ),
        (Denmark, Consumer, |plan| plan.steps[0].compensation = true, 1, "BEK 601/2002 § 2 (3)"),
        (Denmark, Business, |plan| plan.steps.insert(1, plan.steps[1]), 4, "renteloven § 9 b (2)"),
        (Denmark, Business, |plan| plan.steps[1].kind = StepKind::PaymentDemand, 2, "inkassoloven 1988 § 10"),
        (Norway, Consumer, |plan| plan.steps[0].after_days = 13, 1, "inkassoforskriften § 1-2"),
        (
            Norway,
            Consumer,
            |plan| plan.steps[1].deadline_days = 13,
            2,
            "inkassoloven 1988 § 9, inkassoforskriften § 1-3",
        ),
        (Norway, Consumer, |plan| plan.steps.insert(1, plan.steps[0]), 3, "inkassoforskriften § 1-3"),
        (Norway, Business, |plan| plan.steps[1].fee = true, 1, "inkassoforskriften § 1-5"),
        (Norway, Consumer, |plan| plan.steps.swap(1, 2), 2, "inkassoloven 1988 §§ 9, 10"),
    ];
    for (country, clientele, change, step, paragraph) in forbidden {
        let mut plan = standard(country, clientele);
        change(&mut plan);
        let fault = plan.check(country, clientele).unwrap_err();
        assert_eq!((fault.step, fault.paragraph), (step, paragraph), "{fault}");
    }
}

#[test]
fn a_tenant_may_shorten_soften_and_extend() {
    let allowed: [Change; 5] = [
        |plan| {
            plan.steps.remove(1);
        },
        |plan| plan.steps[0].fee = false,
        |plan| plan.steps[1].gap_days = 30,
        |plan| plan.steps.truncate(1),
        |plan| {
            let friendly = DunningStep { kind: StepKind::FriendlyReminder, fee: false, ..plan.steps[1] };
            plan.steps.insert(0, friendly);
        },
    ];
    for change in allowed {
        let mut plan = standard(Country::Denmark, Clientele::Consumer);
        change(&mut plan);
        assert_eq!(plan.check(Country::Denmark, Clientele::Consumer), Ok(()));
    }
}
