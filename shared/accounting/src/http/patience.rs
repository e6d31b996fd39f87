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

impl Patience {
    pub const PRODUCTION: Patience = Patience {
        connect: Duration::from_secs(5),
        whole_request: Duration::from_secs(30),
        tries: 3,
        first_pause: Duration::from_millis(800),
        longest_pause: Duration::from_secs(60),
        minute: Duration::from_secs(60),
    };

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
