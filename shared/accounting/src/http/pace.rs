//! Not more requests in a minute than a system bears.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// At most so many requests in any minute of one connection.
///
/// A run of ordinary size never waits: the whole minute's worth may go at once. Counting every window, and not an
/// average with a burst on top, keeps below a limit that is counted by the clock's minute too.
pub(crate) struct Pace {
    most: usize,
    minute: Duration,
    sent: Mutex<VecDeque<Instant>>,
}

impl Pace {
    pub fn new(per_minute: usize, minute: Duration) -> Self {
        Self { most: per_minute.max(1), minute, sent: Mutex::new(VecDeque::new()) }
    }

    /// Waits until one more request may go, and counts it.
    pub async fn turn(&self) {
        while let Err(free_at) = self.take(Instant::now()) {
            sleep_until(free_at).await;
        }
    }

    /// Counts a request at `now`, or says when to ask again.
    fn take(&self, now: Instant) -> Result<(), Instant> {
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
}
