//! Rules of business that are ordered to be broken: no contract, no power of attorney, no partner, a withdrawal refused.

use super::errors::Refusal;

/// A refusal that the next commands get.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Where: `cases`, `files` or `chats`.
    pub on: String,
    /// `MissingPowerOfAttorney`
    pub kind: String,
    /// For people.
    pub message: String,
    /// Where it can be mended.
    pub solution_url: Option<String>,
    /// How often it still strikes; until it is taken away when `None`.
    pub times: Option<u32>,
}

impl Rejection {
    /// The next command there is refused with this.
    #[must_use]
    pub fn next(on: &str, kind: &str, message: &str) -> Self {
        let [on, kind, message] = [on, kind, message].map(str::to_owned);
        Self { on, kind, message, solution_url: None, times: Some(1) }
    }
}

/// The refusal that strikes a command at `on`, counted down.
pub fn take(ordered: &mut Vec<Rejection>, on: &str) -> Option<Refusal> {
    ordered.retain(|rejection| rejection.times != Some(0));
    let rejection = ordered.iter_mut().find(|rejection| rejection.on == on)?;
    rejection.times = rejection.times.map(|times| times - 1);
    Some(Refusal::of_business(&rejection.kind, &rejection.message, rejection.solution_url.as_deref()))
}
