//! How long an accounting system is waited for.

use std::time::Duration;

/// Every wait there is, so that tests need not wait for real.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until a connection stands.
    pub connect: Duration,
    /// From sending a request to the last byte of its answer.
    pub whole_request: Duration,
    /// How often a request is sent at most; only what changes nothing there is sent again.
    pub tries: usize,
    /// Before the second try. Doubles each time, with up to as much again at random.
    pub first_pause: Duration,
    /// The longest `Retry-After` that is waited for within a run; a longer one is handed to the caller.
    pub longest_pause: Duration,
    /// What the systems' limits per minute count as a minute.
    pub minute: Duration,
}

/// Ten minutes: no run lives longer.
const LONGEST_MS: u64 = 10 * 60 * 1000;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: is not a number of milliseconds within ten minutes")]
pub struct BadPatience {
    pub setting: &'static str,
}

impl Patience {
    pub const PRODUCTION: Patience = Patience {
        connect: Duration::from_secs(5),
        whole_request: Duration::from_secs(30),
        tries: 3,
        first_pause: Duration::from_millis(800),
        longest_pause: Duration::from_secs(60),
        minute: Duration::from_secs(60),
    };

    /// [`Patience::PRODUCTION`] with what the settings change of it: `REQUEST_MS` is [`Patience::whole_request`] and
    /// `FIRST_PAUSE_MS` is [`Patience::first_pause`], both in milliseconds.
    ///
    /// # Errors
    /// Names the setting that is not a whole number of milliseconds, from one to those of ten minutes.
    pub fn from_settings(setting_of: impl Fn(&str) -> Option<String>) -> Result<Self, BadPatience> {
        let wait = |setting, default: Duration| match setting_of(setting)
            .filter(|text| !text.trim().is_empty())
        {
            None => Ok(default),
            Some(text) => {
                let milliseconds = text.trim().parse().ok().filter(|wait| (1..=LONGEST_MS).contains(wait));
                milliseconds.map(Duration::from_millis).ok_or(BadPatience { setting })
            }
        };
        let Self { whole_request, first_pause, .. } = Self::PRODUCTION;
        Ok(Self {
            whole_request: wait("REQUEST_MS", whole_request)?,
            first_pause: wait("FIRST_PAUSE_MS", first_pause)?,
            ..Self::PRODUCTION
        })
    }

    /// The same for a function that serves many tenants one after another, and is called again for what fails: one that
    /// hangs is given up before it takes the time of the others. What is shorter already stays so.
    #[must_use]
    pub fn brief(self) -> Self {
        Self {
            whole_request: self.whole_request.min(Duration::from_secs(15)),
            tries: self.tries.min(2),
            longest_pause: self.longest_pause.min(Duration::from_secs(10)),
            ..self
        }
    }

    /// For tests on one machine: the same order of things in a fraction of the time.
    pub const SHORT: Patience = Patience {
        connect: Duration::from_millis(500),
        whole_request: Duration::from_millis(800),
        tries: 3,
        first_pause: Duration::from_millis(5),
        longest_pause: Duration::from_secs(2),
        minute: Duration::from_millis(50),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_change_the_waits_they_name_and_no_others() {
        let patience = Patience::from_settings(|name| (name == "FIRST_PAUSE_MS").then(|| " 20 ".to_owned()));
        let first_pause = Duration::from_millis(20);
        assert_eq!(patience, Ok(Patience { first_pause, ..Patience::PRODUCTION }));
        assert_eq!(Patience::from_settings(|_| Some(" ".to_owned())), Ok(Patience::PRODUCTION));
    }

    #[test]
    fn a_brief_patience_is_never_longer_than_what_is_set() {
        let set = |milliseconds: &str| {
            let settings = |name: &str| (name == "REQUEST_MS").then(|| milliseconds.to_owned());
            Patience::from_settings(settings).unwrap().brief()
        };
        let brief = Patience::PRODUCTION.brief();
        assert_eq!(set("30000"), brief, "what production sets is too long for it");
        assert_eq!(set("5000"), Patience { whole_request: Duration::from_secs(5), ..brief });
        let hanging = brief.whole_request * 2 + brief.first_pause * 2;
        assert!(hanging < Duration::from_secs(40), "{hanging:?}");
    }

    #[test]
    fn a_wait_that_is_none_is_named() {
        for bad in ["0", "-1", "1.5", "2 s", "600001"] {
            let told = Patience::from_settings(|name| (name == "REQUEST_MS").then(|| bad.to_owned()));
            assert_eq!(told, Err(BadPatience { setting: "REQUEST_MS" }), "{bad}");
        }
    }
}
