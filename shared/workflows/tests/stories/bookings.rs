//! Payments that came to the service: recorded once, lowering the claim at once, and booked in the tenant's books.

use accounting::booking::Booking;
use domain::ids::PaymentId;
use domain::received_payment::{BookingState, NotWanted, Review};
use domain::{CloseReason, Decision, Money, ReceivedPayment, Tiding};
use jiff::{SignedDuration, Timestamp};
use workflows::decide_case::Chosen;
use workflows::deliver_effect::{Delivery, deliver_effect};
use workflows::ports::Store;
use workflows::record_payment::{NewPayment, RecordError, Recorded, record_payment};
use workflows::register_tenant::{Changes, change_tenant};
use workflows::resolve_payment::{Resolution, ResolveError, resolve_payment};

use crate::books::{Shape, dkk, invoice, invoice_id};
use crate::cash_desk::{Desk, Fate};
use crate::connection::credentials;
use crate::office::{KEY, Office, day, minutes_after, morning};

/// The afternoon of day 1.
pub fn afternoon() -> Timestamp {
    minutes_after(morning(1), 7 * 60)
}

/// Invoice 1 is a case, of a tenant whose books take payments.
pub async fn with_a_case(fates: impl IntoIterator<Item = Fate>) -> Office {
    let office = Office::settled(Shape::Whole).await;
    office.books.ledger().desk = Some(Desk { fates: fates.into_iter().collect(), ..Desk::default() });
    office.books.issue(1, day(0));
    office.morning(1).await;
    office
}

pub fn came(office: &Office, minor: i64, reference: &str) -> NewPayment {
    NewPayment { case: office.case_id(1), amount: dkk(minor), date: day(1), reference: reference.into() }
}

impl Office {
    pub async fn record(&self, new: &NewPayment) -> Result<Recorded, RecordError> {
        record_payment(self.run_ports(), new, afternoon()).await
    }

    pub async fn payment(&self, reference: &str) -> ReceivedPayment {
        let id = PaymentId::of(&self.tenant, &[reference]);
        self.store.memory.payment(&id).await.unwrap().expect("it was recorded")
    }

    pub async fn resolve(&self, reference: &str, how: Resolution) -> Result<ReceivedPayment, ResolveError> {
        let id = PaymentId::of(&self.tenant, &[reference]);
        resolve_payment(&self.store, &id, how, minutes_after(afternoon(), 60)).await
    }

    /// Carries out the bookings that wait, each as soon as it may be, until nothing is left that time alone brings on.
    /// Answers when that was.
    pub async fn work_off(&self, from: Timestamp) -> Timestamp {
        let mut now = from;
        for _ in 0..100 {
            let undone = self.store.memory.undone_effects().await.unwrap();
            let waiting = undone.iter().filter(|effect| effect.effect.kind() == "book_payment");
            let live = waiting.filter(|effect| effect.status != domain::effect::EffectStatus::Dead);
            let Some(next) = live.min_by_key(|effect| effect.not_before) else { return now };
            now = now.max(next.not_before.unwrap_or(now));
            // A table that fails now and then is asked again.
            drop(deliver_effect(self.effect_ports(), &next.id, now).await);
            now += SignedDuration::from_secs(1);
        }
        panic!("the bookings never come to an end")
    }

    pub fn booked(&self) -> Vec<Booking> {
        self.books.ledger().desk.as_ref().map(|desk| desk.booked.clone()).unwrap_or_default()
    }

    /// Outstanding, paid to the tenant, received by the service, booked.
    pub async fn figures(&self, number: u32) -> [i64; 4] {
        let case = self.case(number).await;
        [case.outstanding, case.paid, case.received(), case.booked()].map(|money| money.minor)
    }
}

#[tokio::test]
async fn a_payment_is_booked_once_and_never_taken_for_one_to_the_tenant() {
    let office = with_a_case([]).await;
    let recorded = office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    assert!(recorded.is_new && recorded.payment.booking == BookingState::Planned);
    assert_eq!(office.figures(1).await, [60_000, 0, 40_000, 0]);
    office.work_off(afternoon()).await;
    let booking = Booking { invoice: invoice_id(1), amount: dkk(40_000), date: day(1) };
    assert_eq!(office.booked(), [booking]);
    let posting = (Some("3850001042".to_owned()), Some("v3850001042".to_owned()));
    let booked = BookingState::Booked { posting: posting.0, voucher: posting.1 };
    assert_eq!(office.payment("bank 17").await.booking, booked);
    for n in 2..5 {
        office.morning(n).await;
        assert_eq!(office.figures(1).await, [60_000, 0, 40_000, 40_000]);
    }
    let told = office.news(2).await;
    assert_eq!(told.len(), 1, "told in the next mail, and once");
    assert_eq!(told[0].tidings, [Tiding::PaidToService { amount: dkk(40_000) }]);
    office.books.pay(1, 60_000);
    office.morning(5).await;
    assert_eq!(office.figures(1).await, [0, 60_000, 40_000, 40_000]);
}

#[tokio::test]
async fn four_identical_calls_are_one_payment_and_one_booking() {
    let office = with_a_case([]).await;
    for n in 0..4 {
        let recorded = office.record(&came(&office, 100_000, " bank 17 ")).await.unwrap();
        assert_eq!(recorded.is_new, n == 0);
        let undone = office.store.undone_effects().await.unwrap();
        for effect in undone.iter().filter(|effect| effect.effect.kind() == "book_payment") {
            for _ in 0..4 {
                deliver_effect(office.effect_ports(), &effect.id, afternoon()).await.unwrap();
            }
        }
    }
    assert_eq!(office.booked().len(), 1);
    assert_eq!(office.figures(1).await, [0, 0, 100_000, 100_000]);
    let case = office.case(1).await;
    assert_eq!(case.status.close_reason(), Some(CloseReason::PaidInFull));
    assert!(!case.is_followed());
}

#[tokio::test]
async fn two_deliveries_at_once_book_once() {
    for seed in 1..40 {
        let office = with_a_case([]).await;
        office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
        let undone = office.store.undone_effects().await.unwrap();
        let id = &undone.iter().find(|effect| effect.effect.kind() == "book_payment").unwrap().id;
        office.store.restless.store(seed, std::sync::atomic::Ordering::SeqCst);
        let one = || deliver_effect(office.effect_ports(), id, afternoon());
        let ends = tokio::join!(one(), one());
        office.work_off(afternoon()).await;
        assert_eq!(office.booked().len(), 1, "seed {seed}: {ends:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_a_payment_is_refused_by_its_field() {
    let office = Office::settled(Shape::Whole).await;
    office.books.put(domain::SourceInvoice { issue_date: Some(day(-20)), ..invoice(1, day(0)) });
    office.morning(1).await;
    let good = came(&office, 100, "bank 17");
    office.record(&good).await.unwrap();
    let nobody = domain::CaseId::of(&office.tenant, &domain::SystemName::known("billy"), &invoice_id(99));
    let refused = [
        NewPayment { case: nobody, reference: "x".into(), ..good.clone() },
        NewPayment { amount: Money::new(100, domain::Currency::NOK), ..came(&office, 1, "x") },
        came(&office, 0, "x"),
        came(&office, -100, "x"),
        NewPayment { date: day(2), ..came(&office, 1, "x") },
        NewPayment { date: day(-21), ..came(&office, 1, "x") },
        came(&office, 1, " "),
        came(&office, 1, "a\nb"),
        came(&office, 1, &"x".repeat(101)),
        came(&office, 101, "bank 17"),
        NewPayment { date: day(0), ..good },
    ];
    let mut said = Vec::new();
    for new in &refused {
        said.push(office.record(new).await.unwrap_err().to_string());
    }
    let ids = [office.case_id(99).to_string(), office.payment("bank 17").await.id.to_string()];
    let said = said.join("\n").replace(&ids[0], "CASE").replace(&ids[1], "PAYMENT");
    assert_eq!(said, REFUSALS.trim());
    assert_eq!(office.figures(1).await, [99_900, 0, 100, 0]);
}

const REFUSALS: &str = "
case: CASE does not exist
amount: NOK is not in the case's currency, DKK
amount: must be more than nothing
amount: must be more than nothing
date: 2026-11-20 has not come yet
date: 2026-10-28 is before the invoice was issued, on 2026-10-29
reference: must be 1 to 100 characters on one line
reference: must be 1 to 100 characters on one line
reference: must be 1 to 100 characters on one line
reference: PAYMENT was recorded under it with another amount
reference: PAYMENT was recorded under it with another date";

#[tokio::test]
async fn books_that_take_no_payments_are_left_alone_and_the_money_counts() {
    let office = with_a_case([]).await;
    office.books.ledger().desk = None;
    let recorded = office.record(&came(&office, 100_000, "bank 17")).await.unwrap();
    assert_eq!(recorded.payment.booking, BookingState::NotWanted { reason: NotWanted::NoBooks });
    assert_eq!(office.work_off(afternoon()).await, afternoon(), "nothing waits");
    for n in 2..4 {
        office.morning(n).await;
        assert_eq!(office.figures(1).await, [0, 0, 100_000, 0]);
    }
    office.books.pay_all(1);
    office.morning(4).await;
    assert_eq!(
        office.figures(1).await,
        [0, 0, 100_000, 0],
        "the tenant's own booking is not one more payment"
    );
}

#[tokio::test]
async fn the_tenants_own_booking_of_a_part_payment_closes_nothing_and_the_tenant_says_how_it_goes_on() {
    let office = with_a_case([]).await;
    office.books.ledger().desk = None;
    office.decide(1, 1, Decision::Approve).await.unwrap();
    office.record(&came(&office, 60_000, "bank 17")).await.unwrap();
    office.books.pay(1, 60_000);
    office.morning(2).await;
    assert_eq!(office.figures(1).await, [40_000, 0, 60_000, 60_000]);
    let told = office.news(2).await;
    assert_eq!(told.last().unwrap().tidings, [Tiding::Unconfirmed]);
    for n in 3..20 {
        office.morning(n).await;
        assert!(office.case(1).await.asks_the_tenant(), "neither closed nor chased, day {n}");
        assert_eq!(office.case(1).await.letters_sent, 0);
    }
    let booked = office.resolve("bank 17", Resolution::Booked).await.unwrap();
    assert_eq!((booked.booking.word(), office.figures(1).await[3]), ("booked", 60_000));
    let (case, then) = (office.case_id(1), minutes_after(morning(20), 60));
    office.press(2, Chosen::One(&case), Decision::Approve, then).await.unwrap();
    assert!(office.case(1).await.runs());
    office.books.pay_all(1);
    office.morning(21).await;
    assert_eq!(office.figures(1).await, [0, 40_000, 60_000, 60_000]);
    assert_eq!(office.status(1).await.close_reason(), Some(CloseReason::PaidInFull));
}

#[tokio::test]
async fn without_a_kind_of_payment_nothing_is_booked_until_it_is_chosen() {
    let office = with_a_case([]).await;
    let set = |obstacle| office.books.ledger().desk.as_mut().unwrap().obstacle = obstacle;
    set(Some("payment-type: no kind of payment is chosen"));
    let recorded = office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    let reason = recorded.payment.booking.reason();
    assert_eq!(reason.as_deref(), Some("payment-type: no kind of payment is chosen"));
    set(None);
    office.resolve("bank 17", Resolution::Again).await.unwrap();
    office.work_off(minutes_after(afternoon(), 60)).await;
    assert_eq!((office.booked().len(), office.payment("bank 17").await.booking.word()), (1, "booked"));
}

#[tokio::test]
async fn a_key_that_cannot_see_postings_turns_booking_off_and_a_new_key_turns_it_on() {
    let office = with_a_case([]).await;
    office.books.ledger().desk.as_mut().unwrap().postings_hidden = true;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    office.work_off(afternoon()).await;
    let hidden = BookingState::NotWanted { reason: NotWanted::PostingsHidden };
    assert_eq!(office.payment("bank 17").await.booking, hidden);
    assert_eq!(office.profile().await.booking_off, Some(NotWanted::PostingsHidden));
    let next = office.record(&came(&office, 1_000, "bank 18")).await.unwrap();
    assert_eq!((next.payment.booking, office.booked().len()), (hidden, 0));
    office.books.ledger().desk.as_mut().unwrap().postings_hidden = false;
    let changes = Changes { credentials: Some(credentials(KEY)), ..Changes::default() };
    change_tenant(office.run_ports(), &office.tenant, &changes, afternoon()).await.unwrap();
    assert_eq!(office.profile().await.booking_off, None);
    for reference in ["bank 17", "bank 18"] {
        office.resolve(reference, Resolution::Again).await.unwrap();
    }
    office.work_off(minutes_after(afternoon(), 60)).await;
    assert_eq!((office.booked().len(), office.figures(1).await), (2, [59_000, 0, 41_000, 41_000]));
}

#[tokio::test]
async fn what_came_beyond_what_was_owed_is_held_and_only_the_rest_is_ever_booked() {
    let office = with_a_case([]).await;
    let recorded = office.record(&came(&office, 130_000, "bank 17")).await.unwrap();
    let held = Review::Overpaid { surplus: dkk(30_000) };
    assert_eq!(recorded.payment.booking, BookingState::Review { reason: held });
    assert_eq!(recorded.case.status.close_reason(), Some(CloseReason::PaidInFull));
    office.resolve("bank 17", Resolution::Again).await.unwrap();
    office.work_off(minutes_after(afternoon(), 60)).await;
    assert_eq!(office.booked()[0].amount, dkk(100_000));
    let late = office.record(&came(&office, 500, "bank 18")).await.unwrap();
    assert_eq!(late.payment.counted, dkk(0));
    assert_eq!(office.resolve("bank 18", Resolution::Again).await, Err(ResolveError::NothingToBook));
    office.resolve("bank 18", Resolution::Dropped).await.unwrap();
    assert_eq!(office.figures(1).await, [0, 0, 100_000, 100_000]);
}

#[tokio::test]
async fn books_that_show_less_as_owed_are_left_alone() {
    let office = with_a_case([]).await;
    office.record(&came(&office, 80_000, "bank 17")).await.unwrap();
    office.books.pay(1, 30_000);
    office.work_off(afternoon()).await;
    let held = Review::LessIsOwed { outstanding: dkk(70_000) };
    assert_eq!(office.payment("bank 17").await.booking, BookingState::Review { reason: held });
    assert_eq!(office.books.ledger().desk.as_ref().unwrap().calls, 0);
    office.morning(2).await;
    assert_eq!(
        office.figures(1).await,
        [20_000, 0, 80_000, 30_000],
        "a payment, or the tenant's own booking"
    );
    assert!(office.case(1).await.asks_the_tenant());
    assert_eq!(office.resolve("bank 17", Resolution::Dropped).await.unwrap().booking.word(), "not_wanted");
}

#[tokio::test]
async fn a_refused_payment_is_held_with_the_field_and_one_that_is_throttled_goes_later() {
    let office = with_a_case([Fate::Refused]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    office.work_off(afternoon()).await;
    let reason = office.payment("bank 17").await.booking.reason();
    assert_eq!(reason.as_deref(), Some("the books did not take it: paymentDate: is in a closed period"));
    assert_eq!(office.case(1).await.service.in_flight, None);
    let office = with_a_case([Fate::Throttled, Fate::Throttled]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    office.work_off(afternoon()).await;
    assert_eq!((office.booked().len(), office.payment("bank 17").await.booking.word()), (1, "booked"));
}

#[tokio::test]
async fn payments_of_one_invoice_are_booked_one_after_the_other() {
    let office = with_a_case([Fate::AnswerLost]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    office.record(&came(&office, 40_000, "bank 18")).await.unwrap();
    let ends = office.deliver(afternoon()).await;
    assert!(ends.iter().all(|end| matches!(end, Delivery::Again { .. })), "{ends:?}");
    assert_eq!(office.booked().len(), 1, "the other one waits until it is known what became of the first");
    office.work_off(afternoon()).await;
    assert_eq!((office.booked().len(), office.figures(1).await), (2, [20_000, 0, 80_000, 80_000]));
}

#[tokio::test]
async fn only_what_is_held_or_in_doubt_is_resolved() {
    let office = with_a_case([]).await;
    office.record(&came(&office, 40_000, "bank 17")).await.unwrap();
    assert_eq!(office.resolve("bank 17", Resolution::Booked).await, Err(ResolveError::NotHeld("planned")));
    office.work_off(afternoon()).await;
    assert_eq!(office.resolve("bank 17", Resolution::Again).await, Err(ResolveError::NotHeld("booked")));
    let unknown = PaymentId::of(&office.tenant, &["bank 99"]);
    let none = resolve_payment(&office.store, &unknown, Resolution::Again, afternoon()).await;
    assert_eq!(none, Err(ResolveError::NoSuchPayment(unknown)));
}
