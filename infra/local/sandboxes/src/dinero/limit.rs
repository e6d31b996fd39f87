//! How many calls a minute an organization and client may make, over all callers together.

use std::collections::{HashMap, VecDeque};

use jiff::{SignedDuration, Timestamp};

/// The limit clients of personal integrations report.
pub const DOCUMENTED: u32 = 60;
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// Calls of the last minute, by ledger. There is one client, so it needs no name.
#[derive(Default)]
pub struct Limiter(HashMap<usize, VecDeque<Timestamp>>);

impl Limiter {
    /// Takes a call, or answers in how many seconds the next one will be taken.
    pub fn take(&mut self, company: usize, per_minute: u32, now: Timestamp) -> Result<(), u32> {
        if per_minute == 0 {
            return Ok(());
        }
        let calls = self.0.entry(company).or_default();
        // A clock set back leaves calls in the future: they are forgotten too.
        calls.retain(|at| now.duration_since(*at).abs() < WINDOW);
        if calls.len() < per_minute as usize {
            calls.push_back(now);
            return Ok(());
        }
        let oldest = calls.front().copied().unwrap_or(now);
        let left = (WINDOW - now.duration_since(oldest)).as_secs();
        Err(u32::try_from(left).unwrap_or(1).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_after_the_first_call_there_is_room_again() {
        let mut limiter = Limiter::default();
        let start: Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
        let at = |seconds: i64| start + SignedDuration::from_secs(seconds);
        for call in 0..60 {
            assert_eq!(limiter.take(0, 60, at(call / 10)), Ok(()));
        }
        assert_eq!(limiter.take(0, 60, at(10)), Err(50));
        assert_eq!(limiter.take(1, 60, at(10)), Ok(()), "another organization has its own limit");
        assert_eq!(limiter.take(0, 60, at(60)), Ok(()));
        assert_eq!(limiter.take(0, 0, at(60)), Ok(()), "0 is no limit");
    }
}
