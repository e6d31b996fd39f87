//! The time both doubles live in: the system clock, unless a test sets another.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Danish civil time as a POSIX rule, so that no time zone database is needed.
pub(crate) const COPENHAGEN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

/// A clock shared by all that hold a copy of it.
#[derive(Clone, Debug, Default)]
pub struct Clock(Arc<Mutex<Option<Timestamp>>>);

impl Clock {
    /// The clock of the machine, read anew each time.
    #[must_use]
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still at `now` until it is set again.
    #[must_use]
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Some(now))))
    }

    /// Lets the clock stand still at `now`.
    pub fn set(&self, now: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(now);
    }

    /// This moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let set = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        set.unwrap_or_else(Timestamp::now)
    }

    /// The date in Denmark.
    #[must_use]
    pub fn today(&self) -> Date {
        self.in_denmark().date()
    }

    /// This moment as Denmark's clocks show it, by RFC 3339: `2026-09-15T08:30:00+02:00`.
    #[must_use]
    pub fn local_time(&self) -> String {
        self.in_denmark().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    fn in_denmark(&self) -> Zoned {
        let zone = TimeZone::posix(COPENHAGEN).unwrap_or(TimeZone::UTC);
        self.now().to_zoned(zone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_in_the_utc_evening_it_is_tomorrow_in_denmark() {
        let winter = Clock::at("2026-11-20T23:30:00Z".parse().unwrap());
        assert_eq!(winter.today().to_string(), "2026-11-21");
        let summer = Clock::at("2026-07-20T22:30:00Z".parse().unwrap());
        assert_eq!(summer.today().to_string(), "2026-07-21");
        assert_eq!(summer.local_time(), "2026-07-21T00:30:00+02:00");
    }
}
