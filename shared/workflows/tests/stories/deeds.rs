//! What people do to the books and to their cases, at random.

use domain::Decision;
use proptest::prelude::*;
use workflows::decide_case::Chosen;

use crate::books::invoice_id;
use crate::office::{Office, day, minutes_after, morning};

/// So few that they meet each other often.
const INVOICES: u32 = 6;

#[derive(Debug, Clone)]
pub enum Deed {
    Issue { number: u32, days_over: i32 },
    Pay { number: u32, minor: i64 },
    PayAll(u32),
    Credit { number: u32, minor: i64 },
    Void(u32),
    Delete(u32),
    MoveDueDate { number: u32, days: i32 },
    Garble(u32),
    Clear(u32),
    Decide { number: u32, decision: Decision },
    DecideAll { batch: u32, decision: Decision },
    LoseSchedules,
}

pub fn deed() -> impl Strategy<Value = Deed> {
    let number = || 1..=INVOICES;
    let minor = || prop_oneof![Just(100_000i64), 1i64..60_000];
    let decision = || prop_oneof![Just(Decision::Approve), Just(Decision::Decline)];
    prop_oneof![
        6 => (number(), -3..5i32).prop_map(|(number, days_over)| Deed::Issue { number, days_over }),
        3 => (number(), prop_oneof![minor(), -30_000i64..-1]).prop_map(|(number, minor)| Deed::Pay { number, minor }),
        2 => number().prop_map(Deed::PayAll),
        2 => (number(), minor()).prop_map(|(number, minor)| Deed::Credit { number, minor }),
        1 => number().prop_map(Deed::Void),
        1 => number().prop_map(Deed::Delete),
        2 => (number(), -4..6i32).prop_map(|(number, days)| Deed::MoveDueDate { number, days }),
        1 => number().prop_map(Deed::Garble),
        1 => number().prop_map(Deed::Clear),
        2 => (number(), decision()).prop_map(|(number, decision)| Deed::Decide { number, decision }),
        1 => (1..6u32, decision()).prop_map(|(batch, decision)| Deed::DecideAll { batch, decision }),
        1 => Just(Deed::LoseSchedules),
    ]
}

impl Office {
    /// Does it in the early hours of day `n`.
    pub async fn act(&self, n: i32, deed: &Deed) {
        let books = &self.books;
        match *deed {
            Deed::Issue { number, days_over } => {
                let is_known = books.ledger().invoices.contains_key(&invoice_id(number));
                if !is_known {
                    books.issue(number, day(n - days_over));
                }
            }
            Deed::Pay { number, minor } => books.pay(number, minor),
            Deed::PayAll(number) => books.pay_all(number),
            Deed::Credit { number, minor } => books.credit(number, minor),
            Deed::Void(number) => books.void(number),
            Deed::Delete(number) => books.delete(number),
            Deed::MoveDueDate { number, days } => books.move_due_date(number, day(n + days)),
            Deed::Garble(number) => books.garble(number),
            Deed::Clear(number) => books.clear(number),
            Deed::Decide { number, decision } => {
                if let Some(case) = self.cases().await.iter().find(|case| case.id == self.case_id(number)) {
                    drop(self.decide(case.batch.0, number, decision).await);
                }
            }
            Deed::DecideAll { batch, decision } => {
                let now = minutes_after(morning(n), -60);
                drop(self.press(batch, Chosen::All, decision, now).await);
            }
            Deed::LoseSchedules => self.calendar.lose_everything(),
        }
    }
}
