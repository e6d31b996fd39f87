use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::samples::*;

fn after(seconds: i64) -> Timestamp {
    morning().instant + SignedDuration::from_secs(seconds)
}

fn look(reads: u8, trace: Trace, seconds: i64) -> AfterReading {
    looked_for(vec!["1".into()], after(0), reads, trace, after(seconds))
}

fn settled(after: AfterReading) -> Option<BookingState> {
    match after {
        AfterReading::Settled(state) => Some(state),
        AfterReading::ReadAgain(..) => None,
    }
}

#[test]
fn without_a_trace_it_is_sent_again_only_after_three_readings_and_ten_minutes() {
    assert_eq!(settled(look(0, Trace::None, 1_000)), None, "one reading");
    assert_eq!(settled(look(1, Trace::None, 1_000)), None, "two readings");
    assert_eq!(settled(look(2, Trace::None, 599)), None, "too early");
    assert_eq!(settled(look(9, Trace::None, 599)), None, "too early, however often");
    assert_eq!(settled(look(2, Trace::None, 600)), Some(BookingState::Planned));
}

#[test]
fn the_readings_are_spread_so_that_the_third_comes_after_ten_minutes() {
    let mut now = after(0);
    let mut end = lost_sight(vec![], after(0), now);
    let mut readings = 0;
    while let AfterReading::ReadAgain(BookingState::Unknown { before, since, reads }, at) = end {
        assert_eq!(since, after(0));
        now = at;
        readings += 1;
        end = looked_for(before, since, reads, Trace::None, now);
    }
    assert_eq!((readings, now), (3, after(600)));
    assert_eq!(settled(end), Some(BookingState::Planned));
}

#[test]
fn one_posting_of_its_own_settles_it_and_anything_else_is_for_an_operator() {
    let trace = || Trace::Booked { posting: "2".into(), voucher: Some("7".into()) };
    let booked = BookingState::Booked { posting: Some("2".into()), voucher: Some("7".into()) };
    assert_eq!(settled(look(0, trace(), 1)), Some(booked.clone()));
    assert_eq!(settled(confirmed(vec![], after(0), trace(), after(1))), Some(booked));
    let review = BookingState::Review { reason: Review::NotClear { new: 2 } };
    assert_eq!(settled(look(2, Trace::NotClear { new: 2 }, 900)), Some(review));
}

#[test]
fn what_the_books_confirmed_and_do_not_show_is_looked_for_and_not_sent_again_at_once() {
    let end = confirmed(vec!["1".into()], after(0), Trace::None, after(2));
    let unknown = BookingState::Unknown { before: vec!["1".into()], since: after(0), reads: 0 };
    assert_eq!(end, AfterReading::ReadAgain(unknown, after(202)));
}

const REASONS: &str = "
not_wanted: the accounting system takes no payments
not_wanted: payment-type: not chosen
not_wanted: the key cannot see postings, so nothing can be booked safely
not_wanted: the invoice was credited; the payment is the debtor's to get back
not_wanted: the tenant is disconnected
not_wanted: an operator decided that it is not booked
planned
sending
booked
unknown: the books did not answer clearly; read 1 of 3 times since, without a trace of it
review: 50.50 DKK more came than was owed; it is the debtor's to get back
review: the books show only 1.00 DKK as owed
review: the invoice is credited in the books
review: the books have no such invoice
review: the books have the invoice in another currency
review: the books did not take it: paymentDate: is in a closed period
review: it may be booked or not: 2 new postings, and not just this payment";

#[test]
fn reasons_are_for_people_to_read() {
    let states = [
        BookingState::NotWanted { reason: NotWanted::NoBooks },
        BookingState::NotWanted {
            reason: NotWanted::NotSetUp { problem: "payment-type: not chosen".into() },
        },
        BookingState::NotWanted { reason: NotWanted::PostingsHidden },
        BookingState::NotWanted { reason: NotWanted::CaseCredited },
        BookingState::NotWanted { reason: NotWanted::Disconnected },
        BookingState::NotWanted { reason: NotWanted::Dropped },
        BookingState::Planned,
        BookingState::Sending { before: vec![], since: after(0) },
        BookingState::Booked { posting: None, voucher: None },
        BookingState::Unknown { before: vec![], since: after(0), reads: 1 },
        BookingState::Review { reason: Review::Overpaid { surplus: dkk(5_050) } },
        BookingState::Review { reason: Review::LessIsOwed { outstanding: dkk(100) } },
        BookingState::Review { reason: Review::InvoiceCredited },
        BookingState::Review { reason: Review::InvoiceGone },
        BookingState::Review { reason: Review::OtherCurrency },
        BookingState::Review {
            reason: Review::Refused { field: "paymentDate".into(), problem: "is in a closed period".into() },
        },
        BookingState::Review { reason: Review::NotClear { new: 2 } },
    ];
    for state in &states {
        let stored = serde_json::to_value(state).unwrap();
        assert_eq!(stored["state"], state.word());
        assert!(BookingState::WORDS.contains(&state.word()));
        assert_eq!(serde_json::from_value::<BookingState>(stored).unwrap(), *state);
    }
    let line = |state: &BookingState| match state.reason() {
        Some(reason) => format!("{}: {reason}", state.word()),
        None => state.word().to_owned(),
    };
    let lines: Vec<String> = states.iter().map(line).collect();
    assert_eq!(lines.join("\n"), REASONS.trim());
}
