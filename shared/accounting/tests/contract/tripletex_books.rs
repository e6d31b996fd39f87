//! Bookings in Tripletex: what the ledger shows after each way that one can go wrong.

use accounting::AccountingSystem;
use accounting::booking::{Booking, BookingError, InvoiceLedger};
use domain::ids::InvoiceId;
use domain::money::{Currency, Money};
use sandboxes::faults::{Fault, FaultKind};
use sandboxes::tripletex::Tripletex;

use crate::bed::{Bed, day};

const CHOSEN: &[(&str, &str)] = &[("payment-type", "33400003")];

struct Desk {
    bed: Bed<Tripletex>,
    system: Box<dyn AccountingSystem>,
    invoice: InvoiceId,
}

impl Desk {
    /// An invoice over 500 kroner, and the session made before any fault.
    async fn new() -> Self {
        let bed = Bed::<Tripletex>::new().await;
        let invoice = bed.add("2026-11-01", 50_000);
        let system = bed.with_choices(CHOSEN, None);
        system.sign_in().await.unwrap();
        Self { bed, system, invoice }
    }

    async fn ledger(&self) -> InvoiceLedger {
        self.system.books().unwrap().ledger(&self.invoice).await.unwrap().unwrap()
    }

    async fn book(&self, minor: i64) -> Result<(), BookingError> {
        let amount = Money::new(minor, Currency::NOK);
        let booking = Booking { invoice: self.invoice.clone(), amount, date: day("2026-11-20") };
        self.system.books().unwrap().book(&booking).await
    }

    fn asked(&self) -> u64 {
        self.bed.company.count("PUT", "/v2/invoice/{id}/:payment")
    }
}

#[tokio::test]
async fn a_booking_is_a_posting_more_on_a_voucher_of_its_own() {
    let desk = Desk::new().await;
    let before = desk.ledger().await;
    desk.book(20_000).await.unwrap();
    let after = desk.ledger().await;
    assert_eq!((before.outstanding.minor, after.outstanding.minor), (50_000, 30_000));
    let (before, after) = (before.postings.unwrap(), after.postings.unwrap());
    let new: Vec<_> = after.iter().filter(|posting| !before.contains(posting)).collect();
    let [new] = new[..] else { panic!("{new:?}") };
    assert_eq!((new.amount.minor, new.date), (-20_000, day("2026-11-20")));
    assert!(new.voucher.is_some() && new.voucher != before[0].voucher);
}

/// Each fault, and how many postings more there are after it.
const LOST: &[(FaultKind, usize)] = &[
    (FaultKind::LostAnswer, 1),
    (FaultKind::CutBody, 1),
    (FaultKind::CutJson, 1),
    (FaultKind::ErrorAfter, 1),
    (FaultKind::Closed, 0),
    (FaultKind::ServerError, 0),
    (FaultKind::BadGateway, 0),
];

#[tokio::test]
async fn a_lost_answer_leaves_open_what_was_booked_and_only_the_ledger_tells() {
    for (fault, booked) in LOST {
        let desk = Desk::new().await;
        desk.bed.company.set_fault(Fault::next(1, *fault).on(":payment"));
        let error = desk.book(20_000).await.unwrap_err();
        assert!(matches!(&error, BookingError::Unknown { .. }), "{fault:?}: {error:?}");
        assert_eq!(desk.ledger().await.postings.unwrap().len(), 1 + booked, "{fault:?}");
        assert_eq!(desk.asked(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn what_was_not_let_through_has_booked_nothing() {
    for fault in [FaultKind::Throttled, FaultKind::Forbidden] {
        let desk = Desk::new().await;
        desk.bed.company.set_fault(Fault::next(1, fault).on(":payment"));
        let error = desk.book(20_000).await.unwrap_err();
        assert!(matches!(&error, BookingError::NotNow(_)), "{fault:?}: {error:?}");
        assert_eq!((desk.ledger().await.outstanding.minor, desk.asked()), (50_000, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn a_session_that_died_is_replaced_and_the_payment_booked_once() {
    let desk = Desk::new().await;
    desk.bed.company.set_fault(Fault::next(1, FaultKind::Unauthorized).on(":payment"));
    desk.book(20_000).await.unwrap();
    assert_eq!((desk.ledger().await.outstanding.minor, desk.asked()), (30_000, 2));
}

#[tokio::test]
async fn what_the_books_do_not_take_is_named_by_its_field() {
    let desk = Desk::new().await;
    desk.bed.company.switch(|switches| switches.closed_before = Some(day("2026-12-01")));
    match desk.book(20_000).await.unwrap_err() {
        BookingError::Refused { field, .. } => assert_eq!(field, "date"),
        other => panic!("{other:?}"),
    }
    let outgoing = desk.bed.with_choices(&[("payment-type", "33400010")], None);
    let amount = Money::new(1, Currency::NOK);
    let booking = Booking { invoice: desk.invoice.clone(), amount, date: day("2026-12-02") };
    match outgoing.books().unwrap().book(&booking).await.unwrap_err() {
        BookingError::Refused { field, .. } => assert_eq!(field, "paymentTypeId"),
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.ledger().await.outstanding.minor, 50_000);
}

#[tokio::test]
async fn without_a_kind_of_payment_or_sight_of_postings_the_books_say_so() {
    let desk = Desk::new().await;
    assert!(desk.system.books().unwrap().obstacle().is_none());
    assert!(desk.bed.system.books().unwrap().obstacle().unwrap().contains("payment-type"));
    desk.bed.company.switch(|switches| switches.sees_postings = false);
    let ledger = desk.ledger().await;
    assert_eq!((ledger.postings, ledger.outstanding.minor), (None, 50_000));
    let names: Vec<_> = desk.system.books().unwrap().payment_types().await.unwrap();
    assert_eq!(
        names.iter().map(|kind| kind.name.as_str()).collect::<Vec<_>>(),
        ["Kontant", "Betalt til bank", "Innbetalt via inkasso"]
    );
}

#[tokio::test]
async fn a_credited_invoice_is_known_as_such_before_anything_is_booked() {
    let desk = Desk::new().await;
    desk.bed.company.credit(desk.invoice.as_str(), None).unwrap();
    assert!(desk.ledger().await.is_credited);
}
