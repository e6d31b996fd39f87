//! A batch: what one run's mail asks the tenant about, and when silence answers for it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::ids::{BatchNumber, RunId, TenantId};
use crate::moment::Moment;
use crate::money::Money;
use crate::tenant::AskFirst;

/// Whether silence may start this batch, and if not, why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SilenceRule {
    /// After the decision window, counted from the mail.
    Starts,
    FirstRun,
    Resumed,
    LongGap,
    /// The mail that asked came back: who was never asked has not agreed by silence.
    MailBounced,
}

impl From<Option<AskFirst>> for SilenceRule {
    fn from(ask: Option<AskFirst>) -> Self {
        match ask {
            None => SilenceRule::Starts,
            Some(AskFirst::FirstRun) => SilenceRule::FirstRun,
            Some(AskFirst::Resumed) => SilenceRule::Resumed,
            Some(AskFirst::LongGap) => SilenceRule::LongGap,
        }
    }
}

/// One closed batch. Cases are in it by their number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub tenant: TenantId,
    pub number: BatchNumber,
    /// The run whose mail tells of it.
    pub run: RunId,
    /// New cases in it.
    pub cases: u32,
    /// Outstanding of the new cases, one sum a currency.
    pub totals: Vec<Money>,
    pub silence: SilenceRule,
    pub decision_days: u16,
    /// When the mail left; the window runs from here, so a late mail leaves a whole window.
    pub mailed_at: Option<Timestamp>,
    pub decide_by: Option<Timestamp>,
    /// When silence was acted on: nothing is left to do for this batch.
    pub settled_at: Option<Timestamp>,
    /// How many cases silence started.
    #[serde(default)]
    pub started: u32,
    pub version: u64,
}

impl Batch {
    /// The mail that asks leaves now: the decision window runs from here.
    pub fn mailed(&self, now: Moment, country: Country) -> Batch {
        let decide_by = now.same_time_after(self.decision_days, country);
        Batch {
            mailed_at: self.mailed_at.or(Some(now.instant)),
            decide_by: self.decide_by.or(Some(decide_by)),
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// When silence will start it, if it may.
    pub fn starts_at(&self) -> Option<Timestamp> {
        match (self.silence, self.settled_at) {
            (SilenceRule::Starts, None) => self.decide_by.filter(|_| self.mailed_at.is_some()),
            _ => None,
        }
    }

    /// Whether silence has lasted long enough. "At least", never "equal": a missed day is caught up.
    pub fn silence_has_answered(&self, now: Timestamp) -> bool {
        self.starts_at().is_some_and(|at| now >= at)
    }

    /// Silence has been acted on.
    pub fn settled(&self, now: Timestamp, started: u32) -> Batch {
        Batch { settled_at: Some(now), started, version: self.version + 1, ..self.clone() }
    }

    /// The tenant paused fetching while the window ran: it decides each case itself from now on.
    pub fn held_by_pause(&self) -> Option<Batch> {
        self.held(SilenceRule::Resumed)
    }

    /// The mail came back from every address: only an explicit approval starts it now.
    pub fn bounced(&self) -> Option<Batch> {
        self.held(SilenceRule::MailBounced)
    }

    /// Takes the start by silence away, as long as there is one to take.
    fn held(&self, why: SilenceRule) -> Option<Batch> {
        let waits = self.silence == SilenceRule::Starts && self.settled_at.is_none();
        waits.then(|| Batch { silence: why, version: self.version + 1, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch() -> Batch {
        Batch {
            tenant: TenantId::from_random([1; 8]),
            number: BatchNumber::FIRST,
            run: "2026-11-18".parse().unwrap(),
            cases: 1,
            totals: vec![],
            silence: SilenceRule::Starts,
            decision_days: 3,
            mailed_at: None,
            decide_by: None,
            settled_at: None,
            started: 0,
            version: 1,
        }
    }

    fn at(text: &str) -> Moment {
        Moment::new(text.parse().unwrap(), Country::Denmark)
    }

    #[test]
    fn silence_never_answers_for_a_mail_that_was_not_sent() {
        let far = at("2027-01-01T00:00:00Z").instant;
        assert!(!batch().silence_has_answered(far));
    }

    #[test]
    fn the_window_runs_from_the_mail_and_not_from_the_run() {
        let late = batch().mailed(at("2026-11-20T08:00:00Z"), Country::Denmark);
        assert_eq!(late.starts_at(), Some(at("2026-11-23T08:00:00Z").instant));
        assert!(!late.silence_has_answered(at("2026-11-23T07:59:59Z").instant));
        assert!(late.silence_has_answered(at("2026-11-23T08:00:00Z").instant));
        assert!(late.silence_has_answered(at("2026-12-24T00:00:00Z").instant));
    }

    #[test]
    fn a_mail_sent_twice_does_not_move_the_deadline() {
        let once = batch().mailed(at("2026-11-18T08:00:00Z"), Country::Denmark);
        let twice = once.mailed(at("2026-11-18T09:00:00Z"), Country::Denmark);
        assert_eq!(once.decide_by, twice.decide_by);
    }

    #[test]
    fn what_asks_first_never_starts_by_silence() {
        let later = at("2027-01-01T00:00:00Z").instant;
        for why in [AskFirst::FirstRun, AskFirst::Resumed, AskFirst::LongGap] {
            let asks = Batch { silence: Some(why).into(), ..batch() };
            assert!(!asks.mailed(at("2026-11-18T08:00:00Z"), Country::Denmark).silence_has_answered(later));
        }
        let bounced = batch().mailed(at("2026-11-18T08:00:00Z"), Country::Denmark).bounced().unwrap();
        assert!(!bounced.silence_has_answered(later));
    }

    #[test]
    fn what_is_settled_is_settled_once() {
        let mailed = batch().mailed(at("2026-11-18T08:00:00Z"), Country::Denmark);
        let settled = mailed.settled(at("2026-11-21T08:00:00Z").instant, 1);
        assert!(!settled.silence_has_answered(at("2026-11-22T08:00:00Z").instant));
        assert_eq!(settled.bounced(), None);
    }
}
