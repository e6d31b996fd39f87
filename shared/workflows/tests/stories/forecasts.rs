//! What would go out, foreseen on the tenant's own cases, and told in the mail that asks.

use domain::case::{MoneyMove, MovedMoney};
use domain::dunning::{Clientele, DunningPlan, StepKind};
use domain::ids::TenantId;
use domain::{Country, DebtorKind, Decision, Moment, RegistrationNumber, SystemName};
use workflows::choose_plan::{PlanError, choose_plan};
use workflows::forecast_tenant::{ForecastError, ForecastLine, forecast_tenant, foresee};
use workflows::ports::{Store, Write};
use workflows::register_tenant::{NewTenant, add_tenant};

use crate::books::Shape;
use crate::connection::SYSTEM;
use crate::office::{KEY, Office, day, minutes_after, morning, new_tenant};

async fn foreseen(office: &Office, n: i32, days: u16) -> Vec<ForecastLine> {
    forecast_tenant(&office.store, &office.tenant, morning(n), days).await.unwrap()
}

/// Day, invoice, step, what it charges, total.
fn lines(foreseen: &[ForecastLine]) -> Vec<(String, &str, StepKind, i128, i128)> {
    let line = |line: &'_ ForecastLine| {
        let on = line.on.map(|on| on.to_string()).unwrap_or_default();
        (on, line.step, line.amounts.charged(), line.amounts.total_minor.unwrap_or(0))
    };
    foreseen
        .iter()
        .map(|of| {
            let (on, step, charged, total) = line(of);
            (on, of.invoice_number.as_str(), step, charged, total)
        })
        .collect()
}

#[tokio::test]
async fn what_awaits_its_approval_is_foreseen_as_if_it_came_today_and_the_rest_as_it_runs() {
    let office = Office::open(Shape::Whole).await;
    (1..=3).for_each(|number| office.books.issue(number, day(-10)));
    office.morning(0).await;
    office.decide(1, 1, Decision::Approve).await.unwrap();
    office.decide(1, 3, Decision::Decline).await.unwrap();
    let foreseen = foreseen(&office, 1, 30).await;
    let marks: Vec<(&str, bool)> =
        foreseen.iter().map(|line| (line.invoice_number.as_str(), line.if_approved)).collect();
    assert_eq!(marks, [("1", false), ("2", true)].repeat(3));
    let first = &lines(&foreseen)[0];
    assert_eq!(
        *first,
        ("2026-11-20".into(), "1", StepKind::Reminder, 41_000, 141_301),
        "fee 100, compensation 310, and 10 % a year for eleven days: it fell due on a Sunday"
    );
}

#[tokio::test]
async fn letters_of_one_debtor_share_a_day_and_one_fee() {
    let office = Office::open(Shape::Whole).await;
    (1..=2).for_each(|number| office.books.issue(number, day(-10)));
    let address = "regnskab@debtor.example";
    for number in 1..=2 {
        office.books.edit(number, |invoice| {
            invoice.debtor.name = "Fælles ApS".into();
            invoice.debtor.email = Some(address.parse().unwrap());
        });
    }
    office.morning(0).await;
    let charged: Vec<i128> =
        foreseen(&office, 0, 1).await.iter().map(|line| line.amounts.charged()).collect();
    assert_eq!(charged, [41_000, 31_000], "the compensation is per invoice, the fee per letter");
}

#[tokio::test]
async fn what_the_law_does_not_know_has_its_name_and_no_figures() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    let far = 365 * 60;
    let foreseen = foreseen(&office, far, 365).await;
    let [refused] = foreseen.as_slice() else { panic!("{foreseen:?}") };
    let json = serde_json::to_value(refused).unwrap();
    assert_eq!((&json["refusal"], &json["step"]), (&"rate_missing".into(), &"reminder".into()));
    for field in ["on", "pay_by", "fee_minor", "compensation_minor", "principal_minor", "total_minor"] {
        assert!(json[field].is_null(), "{field}");
    }
}

#[tokio::test]
async fn a_refusal_stands_behind_everything_that_goes_out() {
    let office = Office::open(Shape::Whole).await;
    (1..=2).for_each(|number| office.books.issue(number, day(-10)));
    office.morning(0).await;
    let mut cases = office.cases().await;
    cases[0].dunning.moves =
        vec![MoneyMove { on: day(0), what: MovedMoney::Paid, minor: cases[0].principal.minor }];
    let foreseen =
        foresee(&office.profile().await, &cases, Moment::new(morning(0), Country::Denmark), day(3));
    let told: Vec<_> = foreseen.iter().map(|line| (line.case.clone(), line.on, line.refusal)).collect();
    let expected =
        [(cases[1].id.clone(), Some(day(1)), None), (cases[0].id.clone(), None, Some("principal_paid"))];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn what_rests_is_not_foreseen_nor_anything_of_nobody() {
    let office = Office::settled(Shape::Whole).await;
    office.books.issue(1, day(0));
    office.morning(1).await;
    office.books.move_due_date(1, day(20));
    office.morning(2).await;
    assert_eq!(foreseen(&office, 2, 365).await, []);
    let nobody = TenantId::from_random([9; 8]);
    let refused = forecast_tenant(&office.store, &nobody, morning(2), 30).await;
    assert_eq!(refused, Err(ForecastError::NoSuchTenant(nobody)));
}

#[tokio::test]
async fn the_mail_that_asks_first_shows_what_the_forecast_shows_and_reads_no_more_for_it() {
    let office = Office::open(Shape::Whole).await;
    (1..=3).for_each(|number| office.books.issue(number, day(-10)));
    office.books.edit(3, |invoice| invoice.debtor.kind = DebtorKind::Consumer);
    office.run(0).await;
    let sent = office.store.calls();
    office.deliver(minutes_after(morning(0), 1)).await;
    let calls_of_first = office.store.calls() - sent;
    let text = office.mailbox.last().text;
    let first: Vec<ForecastLine> =
        foreseen(&office, 0, 30).await.into_iter().filter(|line| line.on == Some(day(1))).collect();
    let charged: i128 = first.iter().map(|line| line.amounts.charged()).sum();
    assert_eq!((first.len(), charged), (3, 92_000));
    assert!(text.contains("- 3 letters: Reminder on 19\u{a0}Nov\u{a0}2026"), "{text}");
    assert!(text.contains("fees and compensation DKK\u{a0}920.00"), "{text}");

    let other = Office::settled(Shape::Whole).await;
    (1..=3).for_each(|number| other.books.issue(number, day(0)));
    other.run(1).await;
    let sent = other.store.calls();
    other.deliver(minutes_after(morning(1), 1)).await;
    assert!(!other.mailbox.last().text.contains("If you say yes"), "silence starts it");
    // That one schedules its start by silence on top: the mail itself reads the same.
    assert!(calls_of_first < other.store.calls() - sent);
}

#[tokio::test]
async fn a_lawful_plan_of_ones_own_rules_what_is_foreseen_until_the_standard_one_is_back() {
    let office = Office::open(Shape::Whole).await;
    office.books.issue(1, day(-10));
    office.morning(0).await;
    let standard = office.profile().await.plan_of(Clientele::Business);
    let mut soft = standard.clone();
    soft.steps[0].kind = StepKind::FriendlyReminder;
    (soft.steps[0].fee, soft.steps[0].compensation) = (false, false);
    let choose = |plan: Option<DunningPlan>| {
        let office = &office;
        async move {
            choose_plan(&office.store, &office.tenant, Clientele::Business, plan.as_ref()).await.unwrap()
        }
    };
    let version = office.profile().await.version;
    assert_eq!(choose(Some(soft.clone())).await.version, version + 1);
    assert_eq!(choose(Some(soft)).await.version, version + 1, "chosen already");
    let first = foreseen(&office, 0, 30).await.swap_remove(0);
    assert_eq!((first.step, first.amounts.charged()), (StepKind::FriendlyReminder, 0));
    choose(None).await;
    assert!(office.profile().await.plans.is_empty());
    let first = foreseen(&office, 0, 30).await.swap_remove(0);
    assert_eq!((first.step, first.amounts.charged()), (StepKind::Reminder, 41_000));
}

#[tokio::test]
async fn an_unlawful_plan_is_refused_with_step_field_and_paragraph_and_nothing_is_stored() {
    let office = Office::open(Shape::Whole).await;
    let before = office.profile().await;
    let mut sharp = DunningPlan::standard(before.country(), Clientele::Consumer, &SystemName::known(SYSTEM));
    sharp.steps[1].gap_days = 9;
    let refused = choose_plan(&office.store, &office.tenant, Clientele::Consumer, Some(&sharp)).await;
    let Err(problem @ PlanError::Unlawful(_)) = refused else { panic!("{refused:?}") };
    assert_eq!(
        problem.to_string(),
        "plan: step 2: gap_days: letters with a fee lie at least 10 days apart (renteloven § 9 b (2))"
    );
    assert_eq!(office.profile().await, before);
}

#[tokio::test]
async fn a_norwegian_plan_is_held_against_norwegian_law() {
    let office = Office::open(Shape::Whole).await;
    let number = RegistrationNumber::parse(Country::Norway, "974760673").unwrap();
    let new = NewTenant { number, ..new_tenant(2, "10150817", KEY) };
    let id = add_tenant(office.run_ports(), new, morning(-1)).await.unwrap().tenant.id;
    let (tenant, _) = office.store.memory.tenant(&id).await.unwrap().unwrap();
    let mut plan = tenant.plan_of(Clientele::Consumer);
    plan.steps[0].after_days = 13;
    let refused = choose_plan(&office.store, &id, Clientele::Consumer, Some(&plan)).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "plan: step 1: after_days: the first fee comes 14 days after the due date (inkassoforskriften § 1-2)"
    );
    plan.steps[0].after_days = 21;
    let chosen = choose_plan(&office.store, &id, Clientele::Consumer, Some(&plan)).await.unwrap();
    assert_eq!(chosen.plan(DebtorKind::Unknown), plan);
    assert_eq!(chosen.plan(DebtorKind::Company), tenant.plan(DebtorKind::Company));
}

#[tokio::test]
async fn a_plan_meets_a_tenant_that_changed_meanwhile_and_is_chosen_all_the_same() {
    let office = Office::open(Shape::Whole).await;
    let mut longer = office.profile().await.plan_of(Clientele::Business);
    longer.grace_bank_days = 5;
    let chosen = choose_plan(&office.store, &office.tenant, Clientele::Business, Some(&longer));
    let meanwhile = office.store.while_held_up(2, async {
        let (mut tenant, _) = office.store.memory.tenant(&office.tenant).await.unwrap().unwrap();
        tenant.version += 1;
        tenant.decision_days = 7;
        let write = Write::PutTenant { tenant: Box::new(tenant), secrets: vec![] };
        office.store.memory.commit(vec![write].into()).await.unwrap();
    });
    let ((), chosen) = tokio::join!(meanwhile, chosen);
    let chosen = chosen.unwrap();
    assert_eq!((chosen.plans.business.as_ref(), chosen.decision_days), (Some(&longer), 7));
    assert_eq!(office.profile().await, chosen);
}
