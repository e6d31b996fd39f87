//! How many calls a key may make in ten seconds, and what each answer tells of it.

use std::collections::HashMap;

use axum::http::header::HeaderName;
use axum::http::{HeaderMap, HeaderValue};
use jiff::{SignedDuration, Timestamp};

const PERIOD: SignedDuration = SignedDuration::from_secs(10);
/// What is told where there is no limit.
const PLENTY: u32 = 1_000;

const LIMIT: HeaderName = HeaderName::from_static("x-rate-limit-limit");
const REMAINING: HeaderName = HeaderName::from_static("x-rate-limit-remaining");
/// Seconds, and not a moment.
const RESET: HeaderName = HeaderName::from_static("x-rate-limit-reset");

/// The present period of each key (index of its ledger): since when, and how many calls.
#[derive(Default)]
pub struct Limiter(HashMap<usize, (Timestamp, u32)>);

/// What is left of a period after a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    limit: u32,
    remaining: u32,
    reset: u32,
    pub is_over: bool,
}

impl Limiter {
    /// Counts a call.
    pub fn take(&mut self, key: usize, limit: u32, now: Timestamp) -> Quota {
        if limit == 0 {
            return Quota { limit: PLENTY, remaining: PLENTY, reset: 10, is_over: false };
        }
        let (since, calls) = self.0.entry(key).or_insert((now, 0));
        // A clock that was set back begins anew too.
        if now.duration_since(*since).abs() >= PERIOD {
            (*since, *calls) = (now, 0);
        }
        *calls = calls.saturating_add(1);
        let left = (PERIOD - now.duration_since(*since)).as_secs();
        Quota {
            limit,
            remaining: limit.saturating_sub(*calls),
            reset: u32::try_from(left).unwrap_or(1).max(1),
            is_over: *calls > limit,
        }
    }
}

impl Quota {
    /// Tells it in an answer; when to come again only if `with_reset`.
    pub fn tell(self, headers: &mut HeaderMap, with_reset: bool) {
        let told = [
            (LIMIT, Some(self.limit)),
            (REMAINING, Some(self.remaining)),
            (RESET, with_reset.then_some(self.reset)),
        ];
        for (name, value) in told {
            if let Some(value) = value {
                headers.insert(name, HeaderValue::from(value));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_seconds_after_the_first_call_there_is_room_again() {
        let mut limiter = Limiter::default();
        let start: Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
        let mut at = |seconds| limiter.take(0, 2, start + SignedDuration::from_secs(seconds));
        assert_eq!(at(0), Quota { limit: 2, remaining: 1, reset: 10, is_over: false });
        assert!(!at(3).is_over);
        assert_eq!(at(4), Quota { limit: 2, remaining: 0, reset: 6, is_over: true });
        assert!(!at(10).is_over);
        assert!(!limiter.take(0, 0, start).is_over, "0 is no limit");
    }
}
