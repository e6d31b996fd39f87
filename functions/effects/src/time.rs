//! How much of a call is left, and for what.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use lambda_runtime::Context;
use tokio::time::{Instant, sleep_until};
use workflows::ports::TimeLimit;

/// Kept for what follows the reading: the claim, the mail and its answer, and the marks.
const KEPT: Duration = Duration::from_secs(60);

/// What each attempt has for reading. A letter about 30 invoices is 72 requests to a system that takes 50 a minute.
const TO_READ: Duration = Duration::from_secs(120);

/// Until the deadline that Lambda gives.
pub fn left(context: &Context, now: Timestamp) -> Duration {
    let now = u64::try_from(now.as_millisecond()).unwrap_or_default();
    Duration::from_millis(context.deadline.saturating_sub(now))
}

/// Whether another attempt fits.
pub fn is_enough(left: Duration) -> bool {
    left >= KEPT + TO_READ
}

/// The end of one attempt's reading.
pub struct ReadUntil(Instant);

impl ReadUntil {
    pub fn with(left: Duration) -> Self {
        Self(Instant::now() + time_to_read(left))
    }
}

fn time_to_read(left: Duration) -> Duration {
    left.saturating_sub(KEPT).max(TO_READ)
}

#[async_trait]
impl TimeLimit for ReadUntil {
    async fn over(&self) {
        sleep_until(self.0).await;
    }
}

#[cfg(test)]
mod tests {
    use domain::retry_plan::CLAIM_SECONDS;

    use super::*;

    const TEMPLATE: &str = include_str!("../../../infra/template.yaml");

    /// The first number after `name`, from where the template speaks of `of`.
    fn number(of: &str, name: &str) -> u64 {
        let (_, own) = TEMPLATE.split_once(of).unwrap();
        let (_, rest) = own.split_once(name).unwrap();
        let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    }

    fn of_a_call() -> Duration {
        Duration::from_secs(number("\n  Effects:\n", "Timeout:"))
    }

    #[test]
    fn whoever_finds_a_claim_or_a_message_again_knows_that_its_call_is_over() {
        let visibility = number("\n    Effects: {", "Visibility:");
        let call = of_a_call().as_secs();
        assert!(visibility >= call, "visible after {visibility} s of {call} s");
        assert!(u64::try_from(CLAIM_SECONDS).unwrap() > call, "claimed {CLAIM_SECONDS} s of {call} s");
    }

    #[test]
    fn an_attempt_ends_its_reading_before_the_deadline_and_none_begins_too_late() {
        let call = of_a_call();
        assert!(is_enough(call));
        for left in (1..=call.as_secs()).map(Duration::from_secs).filter(|left| is_enough(*left)) {
            assert_eq!(time_to_read(left) + KEPT, left);
        }
        assert!(!is_enough(Duration::from_secs(179)));
    }

    #[test]
    fn a_deadline_that_a_moved_clock_has_passed_leaves_nothing_for_another_attempt() {
        let now: Timestamp = "2026-11-21T06:00:00Z".parse().unwrap();
        let mut context = Context::default();
        context.deadline = u64::try_from(now.as_millisecond() - 5_000).unwrap();
        assert_eq!(left(&context, now), Duration::ZERO);
        assert_eq!(time_to_read(Duration::ZERO), TO_READ, "the one that is begun has its time");
    }
}
