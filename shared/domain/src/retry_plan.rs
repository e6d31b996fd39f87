//! When an effect that failed is tried again, as data.

use jiff::{SignedDuration, Timestamp};

use crate::effect::{EffectStatus, QueuedEffect};

/// The pause after the first, second, ... failure. After the last one the effect is dead until an operator redrives it.
pub const RETRY_AFTER_SECONDS: [i64; 7] = [30, 120, 600, 1_800, 7_200, 21_600, 43_200];

/// How long a claim holds: longer than one attempt can take, for no call of the function that makes it lasts so long.
pub const CLAIM_SECONDS: i64 = 360;

/// What an attempt at claiming an effect finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    Taken(QueuedEffect),
    /// Done or dead: nothing to do.
    Over,
    /// Somebody else has it, or its pause is not over: look again then.
    NotBefore(Timestamp),
}

fn later(now: Timestamp, seconds: i64) -> Timestamp {
    now.checked_add(SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

impl QueuedEffect {
    /// Takes the effect for one attempt.
    pub fn claim(&self, now: Timestamp) -> Claim {
        match (self.status, self.not_before) {
            (EffectStatus::Done | EffectStatus::Dead, _) => Claim::Over,
            (_, Some(at)) if now < at => Claim::NotBefore(at),
            _ => Claim::Taken(QueuedEffect {
                status: EffectStatus::Sending,
                not_before: Some(later(now, CLAIM_SECONDS)),
                version: self.version + 1,
                ..self.clone()
            }),
        }
    }

    pub fn done(&self) -> QueuedEffect {
        QueuedEffect {
            status: EffectStatus::Done,
            not_before: None,
            last_error: None,
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// The attempt failed in a way that may pass: back to the queue, or dead when the plan is used up.
    pub fn failed(&self, why: &str, now: Timestamp) -> QueuedEffect {
        match RETRY_AFTER_SECONDS.get(usize::from(self.attempts)) {
            None => self.given_up(why),
            Some(pause) => QueuedEffect {
                status: EffectStatus::Queued,
                attempts: self.attempts + 1,
                not_before: Some(later(now, *pause)),
                last_error: Some(why.into()),
                version: self.version + 1,
                ..self.clone()
            },
        }
    }

    /// The attempt found that it is not time yet. Its plan stays whole.
    pub fn waits_until(&self, at: Timestamp, why: &str) -> QueuedEffect {
        QueuedEffect {
            status: EffectStatus::Queued,
            not_before: Some(at),
            last_error: Some(why.into()),
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// The attempt failed in a way that will not pass.
    pub fn given_up(&self, why: &str) -> QueuedEffect {
        QueuedEffect {
            status: EffectStatus::Dead,
            attempts: self.attempts.saturating_add(1),
            not_before: None,
            last_error: Some(why.into()),
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// An operator asks for a dead effect to be tried anew, with a whole plan.
    pub fn redriven(&self) -> Option<QueuedEffect> {
        (self.status == EffectStatus::Dead).then(|| QueuedEffect {
            status: EffectStatus::Queued,
            attempts: 0,
            not_before: None,
            version: self.version + 1,
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effect::Effect;
    use crate::ids::{BatchNumber, TenantId};

    fn now() -> Timestamp {
        "2026-11-21T05:00:00Z".parse().unwrap()
    }

    fn queued() -> QueuedEffect {
        let tenant = TenantId::from_random([3; 8]);
        QueuedEffect::new(Effect::SilentStartMail { tenant, batch: BatchNumber::FIRST }, now())
    }

    #[test]
    fn two_workers_never_hold_the_same_effect() {
        let Claim::Taken(taken) = queued().claim(now()) else { panic!("free") };
        assert!(matches!(taken.claim(now()), Claim::NotBefore(_)));
        assert!(
            matches!(taken.claim(later(now(), CLAIM_SECONDS)), Claim::Taken(_)),
            "a crashed worker's claim runs out"
        );
    }

    #[test]
    fn the_plan_runs_out_and_an_operator_gives_it_a_whole_one() {
        let mut effect = queued();
        for pause in RETRY_AFTER_SECONDS {
            effect = effect.failed("ses did not answer", now());
            assert_eq!((effect.status, effect.not_before), (EffectStatus::Queued, Some(later(now(), pause))));
        }
        effect = effect.failed("ses did not answer", now());
        assert_eq!((effect.status, effect.claim(now())), (EffectStatus::Dead, Claim::Over));
        let again = effect.redriven().unwrap();
        assert_eq!((again.status, again.attempts), (EffectStatus::Queued, 0));
        assert_eq!(again.redriven(), None, "only what is dead is redriven");
    }

    #[test]
    fn waiting_uses_up_nothing_of_the_plan() {
        let waiting = queued().failed("ses did not answer", now()).waits_until(later(now(), 200), "not yet");
        assert_eq!((waiting.attempts, waiting.status), (1, EffectStatus::Queued));
        assert_eq!(waiting.claim(later(now(), 199)), Claim::NotBefore(later(now(), 200)));
        assert!(matches!(waiting.claim(later(now(), 200)), Claim::Taken(_)));
    }

    #[test]
    fn what_is_done_stays_done() {
        assert_eq!(queued().done().claim(later(now(), 1_000_000)), Claim::Over);
    }
}
