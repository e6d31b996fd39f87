//! One event on its way: how often it was tried, and what the receiver said.

use axum::body::Bytes;
use jiff::{Timestamp, ToSpan};

use super::event::EventKind;
use crate::json::{Json, record};

/// Seconds between one try and the next: eight tries in about a day.
pub const RETRY_DELAYS: [i64; 7] = [5, 120, 600, 3_600, 10_800, 28_800, 43_200];

/// How far a delivery has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It will be tried again at this time.
    Waiting {
        /// When.
        next: Timestamp,
    },
    /// The receiver took it.
    Delivered,
    /// The receiver does not want it, now or later.
    Refused,
    /// Tried often enough.
    GivenUp,
}

/// One try and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// Status of the answer; none when no answer came.
    pub status: Option<u16>,
    /// What the answer said, as the user sees it in the pop-up; or why there is none.
    pub body: String,
    /// Seconds that the answer asks to wait.
    pub retry_after: Option<i64>,
}

impl Attempt {
    fn is_taken(&self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    /// 5xx, 408, 429 and no answer at all.
    fn may_pass(&self) -> bool {
        self.status.is_none_or(|status| status >= 500 || status == 408 || status == 429)
    }
}

/// How a delivery is signed; what is not given is the company's own at the time of each try.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signing {
    /// `whsec_…`
    pub secret: Option<String>,
    /// The one before it.
    pub old_secret: Option<String>,
    /// With a secret that nobody knows.
    pub wrong: bool,
    /// Seconds that the time of the try is off.
    pub skew: i64,
}

/// An event and its tries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Organization id of the company that sends it.
    pub company: String,
    /// The same on every try.
    pub event_id: String,
    /// What it is.
    pub event: EventKind,
    /// Where it goes.
    pub url: String,
    /// The bytes, the same on every try.
    pub body: Bytes,
    /// How it is signed.
    pub signing: Signing,
    /// Oldest first.
    pub attempts: Vec<Attempt>,
    /// How far it has come.
    pub state: DeliveryState,
}

impl Delivery {
    /// Enters a try, and what follows from it.
    pub(super) fn tried(&mut self, attempt: Attempt) {
        let delay = RETRY_DELAYS.get(self.attempts.len()).copied();
        let wait = delay.map(|delay| delay.max(attempt.retry_after.unwrap_or_default()));
        self.state = match wait.and_then(|wait| attempt.at.checked_add(wait.seconds()).ok()) {
            _ if attempt.is_taken() => DeliveryState::Delivered,
            _ if !attempt.may_pass() => DeliveryState::Refused,
            Some(next) => DeliveryState::Waiting { next },
            None => DeliveryState::GivenUp,
        };
        self.attempts.push(attempt);
    }

    /// Whether its next try is due at `now`.
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        matches!(self.state, DeliveryState::Waiting { next } if next <= now)
    }

    /// As the admin paths show it.
    pub(super) fn shown(&self) -> Json {
        let (state, next) = match self.state {
            DeliveryState::Waiting { next } => ("waiting", Some(next.to_string())),
            DeliveryState::Delivered => ("delivered", None),
            DeliveryState::Refused => ("refused", None),
            DeliveryState::GivenUp => ("given_up", None),
        };
        let last = self.attempts.last();
        let attempts = self.attempts.iter().map(|attempt| {
            record! {
                "at": attempt.at.to_string(),
                "status": attempt.status.map(i64::from),
                "body": attempt.body.as_str(),
            }
        });
        record! {
            "event_id": self.event_id.as_str(),
            "event_type": self.event.name(),
            "url": self.url.as_str(),
            "bytes": self.body.len(),
            "state": state,
            "next_try": next,
            "status": last.and_then(|attempt| attempt.status).map(i64::from),
            "body": last.map(|attempt| attempt.body.as_str()),
            "attempts": attempts.collect::<Vec<_>>(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery() -> Delivery {
        Delivery {
            company: "c".into(),
            event_id: "e".into(),
            event: EventKind::Ping,
            url: String::new(),
            body: Bytes::new(),
            signing: Signing::default(),
            attempts: vec![],
            state: DeliveryState::Waiting { next: Timestamp::UNIX_EPOCH },
        }
    }

    fn attempt(at: Timestamp, status: Option<u16>) -> Attempt {
        Attempt { at, status, body: String::new(), retry_after: None }
    }

    #[test]
    fn what_may_pass_is_tried_eight_times_in_about_a_day() {
        for status in [None, Some(503), Some(429), Some(408), Some(500)] {
            let mut delivery = delivery();
            let mut at = Timestamp::UNIX_EPOCH;
            while let DeliveryState::Waiting { next } = delivery.state {
                at = next;
                delivery.tried(attempt(at, status));
            }
            assert_eq!((delivery.attempts.len(), delivery.state), (8, DeliveryState::GivenUp), "{status:?}");
            assert!((23..26).contains(&(at.as_second() / 3_600)), "{}", at.as_second());
        }
    }

    #[test]
    fn an_answer_that_is_final_is_not_asked_for_again() {
        for (status, state) in [
            (200, DeliveryState::Delivered),
            (202, DeliveryState::Delivered),
            (204, DeliveryState::Delivered),
            (307, DeliveryState::Refused),
            (401, DeliveryState::Refused),
            (409, DeliveryState::Refused),
            (422, DeliveryState::Refused),
        ] {
            let mut delivery = delivery();
            delivery.tried(attempt(Timestamp::UNIX_EPOCH, Some(status)));
            assert_eq!(delivery.state, state, "{status}");
        }
    }

    #[test]
    fn a_receiver_that_asks_for_time_gets_it() {
        let mut delivery = delivery();
        let asked = Attempt { retry_after: Some(90), ..attempt(Timestamp::UNIX_EPOCH, Some(503)) };
        delivery.tried(asked);
        assert!(!delivery.is_due(Timestamp::from_second(89).unwrap()));
        assert!(delivery.is_due(Timestamp::from_second(90).unwrap()));
    }
}
