//! A Danish debtor is charged three reminder fees for all of its unbroken arrears, however many invoices they are.

use std::ops::RangeInclusive;

use domain::moment::days_between;
use domain::{Country, Moment};
use jiff::civil::Date;
use workflows::forecast_tenant::foresee;

use crate::letters::chased;
use crate::office::{Office, day, morning};

/// The rates of the next year are not known yet.
const LAST_DAY: i32 = 43;

/// One debtor: its first invoice is chased, and another is due on day `due`.
async fn another_due_on(due: i32) -> Office {
    let office = chased().await;
    issue_another(&office, due);
    office
}

fn issue_another(office: &Office, due: i32) {
    office.books.issue(2, day(due));
    let first = crate::books::invoice(1, day(0)).debtor;
    office.books.edit(2, |invoice| invoice.debtor = first.clone());
}

/// Lives through the days; what nobody answers starts by silence.
async fn live(office: &Office, days: RangeInclusive<i32>) {
    for n in days {
        office.whole_day(n).await;
    }
}

/// The days on which a letter charged a fee, of both invoices together.
async fn fees(office: &Office) -> Vec<Date> {
    let mut days = Vec::new();
    for case in office.cases().await {
        days.extend(case.dunning.counted().filter(|letter| letter.asked.fee).map(|letter| letter.on));
    }
    days.sort_unstable();
    days
}

#[tokio::test]
async fn the_second_invoice_of_a_debtor_is_chased_without_fees_once_three_are_charged() {
    let office = another_due_on(20).await;
    live(&office, 2..=LAST_DAY).await;
    let fees = fees(&office).await;
    assert_eq!(fees.len(), 3, "{fees:?}");
    assert!(fees.windows(2).all(|two| days_between(two[0], two[1]) >= 10), "{fees:?}");
    let second = office.case(2).await;
    assert!(second.dunning.counted().count() >= 2, "it is chased all the same");
}

#[tokio::test]
async fn what_was_charged_counts_on_when_its_invoice_is_paid_and_no_more_once_nothing_was_owed() {
    let office = another_due_on(20).await;
    live(&office, 2..=30).await;
    office.books.pay_all(1);
    live(&office, 31..=LAST_DAY).await;
    assert_eq!(fees(&office).await.len(), 3);

    // Here nothing of the first is owed any more, with one fee, before the second is due.
    let office = chased().await;
    live(&office, 2..=6).await;
    office.books.void(1);
    live(&office, 7..=7).await;
    issue_another(&office, 7);
    live(&office, 8..=LAST_DAY).await;
    let fees = fees(&office).await;
    assert_eq!(fees.len(), 4, "{fees:?}");
}

#[tokio::test]
async fn the_forecast_counts_the_debtors_fees_as_the_letters_do() {
    let office = another_due_on(3).await;
    live(&office, 2..=12).await;
    let now = Moment::new(morning(13), Country::Denmark);
    let foreseen = foresee(&office.profile().await, &office.cases().await, now, day(LAST_DAY));
    let with_fee = foreseen.iter().filter(|line| line.amounts.fee_minor > Some(0));
    let mut foreseen: Vec<Date> = with_fee.filter_map(|line| line.on).collect();
    foreseen.sort_unstable();
    live(&office, 13..=LAST_DAY).await;
    let charged: Vec<Date> = fees(&office).await.into_iter().filter(|on| *on > day(12)).collect();
    assert_eq!(foreseen, charged);
}
