//! The one HTTP client of a process.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::redirect::{Attempt, Policy};

use super::patience::Patience;
use super::trouble::Trouble;

const MOST_REDIRECTS: usize = 3;
/// Idle connections are kept this long: a run asks one host again and again, the next run is a day away.
const KEEP_IDLE: Duration = Duration::from_secs(30);

/// The client with its patience. Clones share connections.
///
/// It is made when first asked for: loading the trusted certificates would slow down every cold start.
#[derive(Clone)]
pub struct Http(Arc<Shared>);

struct Shared {
    patience: Patience,
    client: OnceLock<Option<reqwest::Client>>,
}

impl Http {
    pub fn new(patience: Patience) -> Self {
        Self(Arc::new(Shared { patience, client: OnceLock::new() }))
    }

    pub fn patience(&self) -> &Patience {
        &self.0.patience
    }

    pub fn client(&self) -> Result<&reqwest::Client, Trouble> {
        self.0
            .client
            .get_or_init(|| build(&self.0.patience))
            .as_ref()
            .ok_or(Trouble::Down("no HTTPS client could be made on this machine".into()))
    }
}

fn build(patience: &Patience) -> Option<reqwest::Client> {
    reqwest::Client::builder()
        .user_agent(concat!("rykker/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(patience.connect)
        .timeout(patience.whole_request)
        .pool_idle_timeout(KEEP_IDLE)
        .redirect(Policy::custom(only_within_the_host))
        // Tries are counted in one place only, the caller.
        .retry(reqwest::retry::never())
        .build()
        .ok()
}

/// A key must never travel to another host.
fn only_within_the_host(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let same = attempt.previous().first().is_some_and(|first| first.origin() == attempt.url().origin());
    if same && attempt.previous().len() <= MOST_REDIRECTS { attempt.follow() } else { attempt.stop() }
}
