//! Not more requests in a minute than a system bears.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// At most so many requests in any minute of one connection.
///
/// A run of ordinary size never waits: the whole minute's worth may go at once. Counting every window, and not an
/// average with a burst on top, keeps below a limit that is counted by the clock's minute too.
pub struct Pace {
    most: usize,
    minute: Duration,
    sent: Mutex<VecDeque<Instant>>,
    told: Mutex<Told>,
}

/// What is left of a quota that all callers of a key share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    pub remaining: u64,
    pub resets_in: Duration,
}

/// What the system told of its quota last.
#[derive(Default)]
struct Told {
    resets_at: Option<Instant>,
    /// Nothing is sent before.
    held_until: Option<Instant>,
}

/// With fewer left than this, the rest is the tenant's other programs'.
const FEW_LEFT: u64 = 10;

impl Pace {
    pub fn new(per_minute: usize, minute: Duration) -> Self {
        Self { most: per_minute.max(1), minute, sent: Mutex::default(), told: Mutex::default() }
    }

    /// Waits until one more request may go, and counts it.
    pub async fn turn(&self) {
        while let Err(free_at) = self.take(Instant::now()) {
            sleep_until(free_at).await;
        }
    }

    /// Keeps to what the system says of its quota: with few left, the next request waits for new ones.
    pub fn heed(&self, quota: Quota, now: Instant) {
        // A longer period than any that is published would stop the run: the refusal itself is waited for then.
        let resets_at = now + quota.resets_in.min(self.minute);
        let held_until = (quota.remaining < FEW_LEFT).then_some(resets_at);
        *self.told() = Told { resets_at: Some(resets_at), held_until };
    }

    /// How long until the quota that was told last is new, if it is not yet.
    pub fn known_reset(&self, now: Instant) -> Option<Duration> {
        self.told().resets_at.map(|at| at.saturating_duration_since(now)).filter(|wait| !wait.is_zero())
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a request at `now`, or says when to ask again.
    fn take(&self, now: Instant) -> Result<(), Instant> {
        if let Some(until) = self.told().held_until.filter(|until| *until > now) {
            return Err(until);
        }
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        while sent.front().is_some_and(|first| *first + self.minute <= now) {
            sent.pop_front();
        }
        match sent.front() {
            Some(first) if sent.len() >= self.most => Err(*first + self.minute),
            _ => {
                sent.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minutes_worth_goes_at_once_and_never_more_in_any_minute() {
        let pace = Pace::new(3, Duration::from_secs(60));
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        assert_eq!([0, 10, 20].map(|second| pace.take(at(second))), [Ok(()); 3]);
        assert_eq!(pace.take(at(59)), Err(at(60)));
        assert_eq!(pace.take(at(60)), Ok(()));
        assert_eq!(pace.take(at(61)), Err(at(70)));
        assert_eq!(pace.take(at(70)), Ok(()));
    }
    #[test]
    fn with_few_left_of_the_quota_the_next_request_waits_for_new_ones() {
        let pace = Pace::new(100, Duration::from_secs(60));
        let start = Instant::now();
        let at = |seconds| start + Duration::from_secs(seconds);
        let told = |remaining| Quota { remaining, resets_in: Duration::from_secs(7) };
        pace.heed(told(10), start);
        assert_eq!((pace.take(at(1)), pace.known_reset(at(1))), (Ok(()), Some(Duration::from_secs(6))));
        pace.heed(told(9), start);
        assert_eq!((pace.take(at(1)), pace.take(at(7))), (Err(at(7)), Ok(())));
        assert_eq!(pace.known_reset(at(7)), None);
    }
}
