//! The suite that every courier must pass, whatever its mails leave by.
#![allow(clippy::unwrap_used, reason = "a suite of tests: what fails here fails its test")]

use async_trait::async_trait;
use domain::ids::EffectId;

use crate::ports::{Attachment, Courier, CourierError, Parcel};

/// A courier, and the letter-box that its mails fall into.
#[async_trait]
pub trait CourierBed: Send + Sync {
    fn courier(&self) -> &dyn Courier;

    /// The subjects of the mails that left, in their order.
    async fn sent(&self) -> Vec<String>;

    /// Lets the next mail go wrong.
    async fn order(&self, trouble: CourierTrouble);
}

/// What becomes of the next mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CourierTrouble {
    Down,
    Refused,
    /// It leaves, and nobody hears of it.
    LostAnswer,
}

/// The `nth` parcel, with a paper.
pub fn parcel(nth: u32) -> Parcel {
    Parcel {
        id: EffectId::of(&["hand_over", "taaaaaaaaaaaa", &nth.to_string()]),
        to: "sager@inkasso.example".parse().unwrap(),
        reply_to: "bogholderi@nordlys.example".parse().unwrap(),
        subject: format!("Ny sag {nth}"),
        text: "Hermed overdrages kravet.".into(),
        attachments: vec![Attachment {
            file_name: "krav.json".into(),
            content_type: "application/json",
            bytes: b"{}".as_slice().into(),
        }],
    }
}

pub async fn a_parcel_leaves_once_however_often_it_is_handed_in(bed: &dyn CourierBed) {
    for _ in 0..3 {
        assert_eq!(bed.courier().send(&parcel(1)).await, Ok(()));
    }
    assert_eq!(bed.courier().send(&parcel(2)).await, Ok(()));
    assert_eq!(bed.sent().await, ["Ny sag 1", "Ny sag 2"]);
}

pub async fn what_certainly_did_not_leave_leaves_later(bed: &dyn CourierBed) {
    bed.order(CourierTrouble::Down).await;
    let down = bed.courier().send(&parcel(1)).await;
    assert!(matches!(down, Err(CourierError::Unavailable(_))), "{down:?}");
    bed.order(CourierTrouble::Refused).await;
    let refused = bed.courier().send(&parcel(1)).await;
    assert!(matches!(refused, Err(CourierError::Refused(_))), "{refused:?}");
    assert!(bed.sent().await.is_empty());
    assert_eq!(bed.courier().send(&parcel(1)).await, Ok(()));
    assert_eq!(bed.sent().await.len(), 1);
}

/// It may know that it left, or not; it never sends it again.
pub async fn what_may_have_left_is_never_sent_again(bed: &dyn CourierBed) {
    bed.order(CourierTrouble::LostAnswer).await;
    let lost = bed.courier().send(&parcel(1)).await;
    assert!(matches!(lost, Err(CourierError::OutcomeUnknown(_))), "{lost:?}");
    for _ in 0..2 {
        let again = bed.courier().send(&parcel(1)).await;
        assert!(matches!(again, Ok(()) | Err(CourierError::OutcomeUnknown(_))), "{again:?}");
    }
    assert_eq!(bed.sent().await.len(), 1);
}

pub async fn whether_a_parcel_left_is_told_and_asking_sends_nothing(bed: &dyn CourierBed) {
    let has_left = async |nth| bed.courier().has_left(&parcel(nth).id).await;
    assert_eq!(has_left(1).await, Ok(false));
    bed.order(CourierTrouble::Down).await;
    drop(bed.courier().send(&parcel(1)).await);
    assert_eq!(has_left(1).await, Ok(false));
    assert!(bed.sent().await.is_empty());
    assert_eq!(bed.courier().send(&parcel(1)).await, Ok(()));
    assert_eq!(has_left(1).await, Ok(true));
    bed.order(CourierTrouble::LostAnswer).await;
    drop(bed.courier().send(&parcel(2)).await);
    let lost = has_left(2).await;
    assert!(matches!(lost, Ok(true) | Err(CourierError::OutcomeUnknown(_))), "{lost:?}");
    assert_eq!(bed.sent().await.len(), 2);
}

/// One test per promise: `courier_contract!(Bed::new().await)`.
#[macro_export]
macro_rules! courier_contract {
    ($bed:expr) => {
        $crate::courier_contract!(@each $bed =>
            a_parcel_leaves_once_however_often_it_is_handed_in
            what_certainly_did_not_leave_leaves_later
            what_may_have_left_is_never_sent_again
            whether_a_parcel_left_is_told_and_asking_sends_nothing
        );
    };
    (@each $bed:expr => $($promise:ident)*) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let bed = $bed;
                $crate::courier_contract::$promise(&bed).await;
            }
        )*
    };
}
