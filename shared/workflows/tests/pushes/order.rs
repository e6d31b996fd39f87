//! Events come in any order, and more than once.

use domain::claim::{Change, ClaimDraft, Command, FaultCode};
use domain::{CloseReason, Currency, Money, Tiding};
use proptest::prelude::*;
use workflows::ports::Store;
use workflows::receive_claim::NotReceived;

use crate::desk::*;

#[tokio::test]
async fn a_payment_before_its_invoice_waits_and_counts_when_the_invoice_comes() {
    let desk = Desk::new().await;
    assert_eq!(desk.push(report(paid(500_000), "p-1")).await, taken(&desk));
    assert_eq!(desk.cases().await.len(), 0);
    assert_eq!(desk.push(register(draft())).await, taken(&desk));
    let case = desk.case().await;
    assert_eq!((case.outstanding, case.paid), (dkk(1_050_000), dkk(500_000)));
    assert_eq!(desk.push(report(paid(500_000), "p-1")).await, known(&desk));
    assert_eq!(desk.case().await.outstanding, dkk(1_050_000));
}

#[tokio::test]
async fn the_same_payment_under_another_event_counts_once_and_another_amount_is_refused() {
    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    assert_eq!(desk.push_as("a", report(paid(100_000), "p-1")).await, taken(&desk));
    assert_eq!(desk.push_as("a", report(paid(100_000), "p-1")).await, known(&desk));
    assert_eq!(desk.push_as("b", report(paid(100_000), "p-1")).await, known(&desk));
    assert_eq!(desk.push_as("c", report(paid(200_000), "p-1")).await, Err(NotReceived::EventReused));
    // A credit note of the same id is another thing.
    assert_eq!(desk.push_as("d", report(credited(100_000), "p-1")).await, taken(&desk));
    assert_eq!(desk.case().await.outstanding, dkk(1_350_000));
}

#[tokio::test]
async fn what_is_paid_or_credited_to_the_end_closes_with_its_reason() {
    for (change, reason) in [
        (paid(1_550_000), CloseReason::PaidInFull),
        (paid(2_000_000), CloseReason::PaidInFull),
        (credited(1_550_000), CloseReason::Credited),
        (Change::Withdrawn, CloseReason::WithdrawnByCreditor),
    ] {
        for before in [true, false] {
            let desk = Desk::new().await;
            let pushes = [report(change, "x"), register(draft())];
            let order: Vec<Command> = if before { pushes.into() } else { pushes.into_iter().rev().collect() };
            for command in order {
                assert_eq!(desk.push(command).await, taken(&desk));
            }
            let case = desk.case().await;
            assert_eq!(case.status.close_reason(), Some(reason), "{change:?} before: {before}");
        }
    }
}

#[tokio::test]
async fn the_next_mail_tells_what_was_pushed() {
    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    desk.push(report(paid(100_000), "p-1")).await.unwrap();
    desk.push(report(Change::Withdrawn, "")).await.unwrap();
    let news = desk.store.news(&desk.tenant.id, desk.tenant.open_batch).await.unwrap();
    let told: Vec<Tiding> = news.into_iter().flat_map(|news| news.tidings).collect();
    assert_eq!(told, [Tiding::PartPaid { amount: dkk(100_000) }, Tiding::Withdrawn]);
}

#[tokio::test]
async fn money_of_another_currency_is_refused() {
    let desk = Desk::new().await;
    desk.push(register(draft())).await.unwrap();
    let euro = Change::Paid { amount: Money::new(100, Currency::EUR) };
    assert_eq!(codes(desk.push(report(euro, "p-1")).await), [FaultCode::CurrencyMismatch]);
    assert_eq!(desk.case().await.outstanding, dkk(1_550_000));
}

#[tokio::test]
async fn one_invoice_has_an_end_to_its_events() {
    let desk = Desk::new().await;
    for n in 0..200 {
        desk.push(report(paid(1), &n.to_string())).await.unwrap();
    }
    assert_eq!(codes(desk.push(report(paid(1), "last")).await), [FaultCode::TooMany]);
}

fn some_events() -> impl Strategy<Value = Vec<(u8, u8)>> {
    proptest::collection::vec((0..5u8, 0..4u8), 1..14)
}

fn name((kind, id): (u8, u8)) -> String {
    format!("{kind}.{id}")
}

fn command((kind, id): (u8, u8)) -> Command {
    let minor = 400_000 + i64::from(id) * 50_000;
    match kind {
        0 => register(draft()),
        1 => register(ClaimDraft { principal: Some(dkk(minor)), ..draft() }),
        2 => report(paid(minor), &id.to_string()),
        3 => report(credited(minor), &id.to_string()),
        _ => report(Change::Withdrawn, ""),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_in_whatever_order_money_is_conserved_and_nothing_counts_twice(events in some_events()) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let desk = Desk::new().await;
            for event in &events {
                let _ = desk.push_as(&name(*event), command(*event)).await;
                let _ = desk.push_as(&name(*event), command(*event)).await;
                let _ = desk.push(command(*event)).await;
            }
            // `cases` itself asserts conservation.
            let cases = desk.cases().await;
            prop_assert!(cases.len() <= 1);
            prop_assert_eq!(desk.mails().await.len(), cases.len());
            let Some(case) = cases.first() else { return Ok(()) };
            let mut told: Vec<(u8, u8)> = events.iter().filter(|(kind, _)| (2..4).contains(kind)).copied().collect();
            told.sort_unstable();
            told.dedup();
            let sum: i64 = told.iter().map(|(_, id)| 400_000 + i64::from(*id) * 50_000).sum();
            prop_assert_eq!(case.paid.minor + case.credited.minor, sum.min(case.principal.minor));
            Ok(())
        })?;
    }
}
