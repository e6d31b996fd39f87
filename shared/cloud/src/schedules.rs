//! One-time schedules of EventBridge Scheduler.

use std::time::Duration;

use async_trait::async_trait;
use aws_sdk_scheduler::Client;
use aws_sdk_scheduler::error::SdkError;
use aws_sdk_scheduler::operation::create_schedule::CreateScheduleError;
use aws_sdk_scheduler::types::{
    ActionAfterCompletion, DeadLetterConfig, FlexibleTimeWindow, FlexibleTimeWindowMode, RetryPolicy, Target,
};
use data_encoding::HEXLOWER;
use domain::EffectId;
use jiff::Timestamp;
use serde::Serialize;
use sha2::{Digest, Sha256};
use workflows::ports::{ScheduleError, Schedules, SilentStartCall};

use crate::Clock;
use crate::failure::why;
use crate::jobs::EffectJob;
use crate::settings::ScheduleSettings;

/// An instant that has passed is moved this far into the future: whether the scheduler takes the past is not written.
const SOON: Duration = Duration::from_secs(5);

/// How long the scheduler tries to hand the call over. Lambda is called asynchronously, so this covers the delivery
/// alone (EventBridge Scheduler user guide, "Retry policy"): when the function of a silent start itself fails for good,
/// the daily run finds the batch unsettled and acts on it.
const RETRY_SECONDS: i32 = 21_600;
const RETRIES: i32 = 24;

/// [`Schedules`] that call one target and delete themselves.
pub struct OneTimeSchedules {
    client: Client,
    settings: ScheduleSettings,
    clock: Clock,
}

impl OneTimeSchedules {
    pub fn new(client: Client, settings: ScheduleSettings, clock: Clock) -> Self {
        Self { client, settings, clock }
    }
}

fn earliest(at: Timestamp, now: Timestamp) -> Timestamp {
    at.max(now.checked_add(SOON).unwrap_or(Timestamp::MAX))
}

/// `at(2026-11-21T08:00:00)` in UTC. A part of a second is rounded up: a call that comes before the window has run out
/// finds nothing to do, and nobody calls again.
fn expression(at: Timestamp) -> String {
    let whole = if at.subsec_nanosecond() > 0 { at.as_second().saturating_add(1) } else { at.as_second() };
    let at = Timestamp::from_second(whole).unwrap_or(at);
    format!("at({})", at.strftime("%Y-%m-%dT%H:%M:%S"))
}

impl OneTimeSchedules {
    /// Puts the effect on its queue at an instant; the target of these settings is that queue. Asked twice, it does so once.
    ///
    /// # Errors
    /// When the schedule cannot be made.
    pub async fn wake(&self, effect: &EffectId, at: Timestamp) -> Result<(), ScheduleError> {
        let job = EffectJob { effect: effect.clone() };
        self.make(&name_of_wake(effect, at), &job, at).await
    }

    /// Makes the schedule, or leaves the one of the same name as it is.
    async fn make<I: Serialize + Sync>(
        &self,
        name: &str,
        input: &I,
        at: Timestamp,
    ) -> Result<(), ScheduleError> {
        let built = |problem: aws_sdk_scheduler::error::BuildError| ScheduleError(problem.to_string());
        let input = serde_json::to_string(input).map_err(|problem| ScheduleError(problem.to_string()))?;
        let retries = RetryPolicy::builder()
            .maximum_event_age_in_seconds(RETRY_SECONDS)
            .maximum_retry_attempts(RETRIES)
            .build();
        let target = Target::builder()
            .arn(&self.settings.target_arn)
            .role_arn(&self.settings.role_arn)
            .retry_policy(retries)
            .set_dead_letter_config(self.settings.dead_letters_arn.as_ref().map(dead_letters))
            .input(input)
            .build()
            .map_err(built)?;
        let exactly =
            FlexibleTimeWindow::builder().mode(FlexibleTimeWindowMode::Off).build().map_err(built)?;
        let made = self
            .client
            .create_schedule()
            .name(name)
            .group_name(&self.settings.group)
            .schedule_expression(expression(earliest(at, (self.clock)())))
            .schedule_expression_timezone("UTC")
            .flexible_time_window(exactly)
            .action_after_completion(ActionAfterCompletion::Delete)
            .target(target)
            .send()
            .await;
        match made {
            Ok(_) => Ok(()),
            Err(error) if is_there_already(&error) => Ok(()),
            Err(error) => Err(ScheduleError(why(&error))),
        }
    }
}

fn dead_letters(arn: &String) -> DeadLetterConfig {
    DeadLetterConfig::builder().arn(arn).build()
}

/// An effect's id may be longer than a schedule's name; the same effect may wait again, for another instant.
fn name_of_wake(effect: &EffectId, at: Timestamp) -> String {
    let digest = HEXLOWER.encode(&Sha256::digest(format!("{effect} {}", at.as_second())));
    format!("wake-{}", &digest[..40])
}

#[async_trait]
impl Schedules for OneTimeSchedules {
    async fn silent_start(&self, call: &SilentStartCall, at: Timestamp) -> Result<(), ScheduleError> {
        self.make(&call.schedule_name(), call, at).await
    }
}

fn is_there_already<R>(error: &SdkError<CreateScheduleError, R>) -> bool {
    error.as_service_error().is_some_and(CreateScheduleError::is_conflict_exception)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_schedule_never_fires_before_its_instant() {
        assert_eq!(expression(at("2026-11-21T08:00:00Z")), "at(2026-11-21T08:00:00)");
        assert_eq!(expression(at("2026-11-21T08:00:00.000000001Z")), "at(2026-11-21T08:00:01)");
        assert_eq!(expression(at("2026-12-31T23:59:59.5Z")), "at(2027-01-01T00:00:00)");
    }

    #[test]
    fn each_wait_of_an_effect_has_a_name_that_the_scheduler_takes() {
        let effect = |text: &str| EffectId::of(&["send_letter", text]);
        let (one, other) = (at("2026-11-21T08:00:00Z"), at("2026-11-22T08:00:00Z"));
        let name = name_of_wake(&effect("1"), one);
        assert_eq!(name, name_of_wake(&effect("1"), one));
        assert_ne!(name, name_of_wake(&effect("1"), other));
        assert_ne!(name, name_of_wake(&effect("2"), one));
        assert!(name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    }

    #[test]
    fn an_instant_that_has_passed_fires_soon() {
        let now = at("2026-11-21T08:00:00Z");
        assert_eq!(earliest(at("2026-11-20T08:00:00Z"), now), at("2026-11-21T08:00:05Z"));
        assert_eq!(earliest(at("2026-11-24T08:00:00Z"), now), at("2026-11-24T08:00:00Z"));
    }
}
