//! Trouble that can be ordered: the next requests of a company are answered wrongly, late or not at
//! all.

mod carry_out;

use axum::response::Response;
use tokio::sync::watch;

pub(crate) use carry_out::{carry_out, html};

use crate::books::System;

/// How a double says no when it is told to.
pub trait Answers {
    /// The answer to a caller above its limit, without `Retry-After`.
    fn throttled() -> Response;

    /// The answer when the system itself fails.
    fn server_error() -> Response;

    /// A refusal in the system's own shape, with the error code of a fault when it has one.
    fn refused(status: u16, code: Option<u32>) -> Response;
}

impl<S: System> Answers for S {
    fn throttled() -> Response {
        <S as System>::throttled()
    }

    fn server_error() -> Response {
        <S as System>::server_error()
    }

    fn refused(status: u16, code: Option<u32>) -> Response {
        <S as System>::refused(status, code)
    }
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// 429, with `Retry-After` when set.
    Throttled,
    /// 500 with the system's JSON error.
    ServerError,
    /// 502 with an HTML page.
    BadGateway,
    /// 503 with an HTML page.
    Unavailable,
    /// 200 with an HTML page.
    HtmlAnswer,
    /// 404 with an HTML page.
    HtmlNotFound,
    /// 480, the early warning of an endpoint's removal.
    Brownout,
    /// 403; in Dinero with error code 48 or 90: no active Pro plan.
    Forbidden,
    /// 400; in Dinero with error code 63: no result.
    BadRequest,
    /// 401 although the key is good.
    Unauthorized,
    /// 200 whose `meta.success` is false.
    Unsuccessful,
    /// A line of text before the JSON.
    TextBeforeJson,
    /// A complete answer whose JSON stops half way.
    CutJson,
    /// The connection closes half way through the body.
    CutBody,
    /// The second half of the body comes late, or without a delay when faults are cleared.
    SlowBody,
    /// The whole answer comes late, or without a delay when faults are cleared.
    SlowAnswer,
    /// The connection closes without an answer.
    Closed,
    /// A field has a value of another type.
    WrongType,
    /// What was asked is done, and the connection closes without an answer.
    LostAnswer,
    /// What was asked is done, and the answer comes late, or without a delay when faults are cleared.
    LateAnswer,
    /// What was asked is done, and the answer is 500 all the same.
    ErrorAfter,
}

impl FaultKind {
    /// All kinds with their names on the wire and what they do.
    pub const ALL: [(Self, &'static str, &'static str); 21] = [
        (Self::Throttled, "throttled", "429, too many requests"),
        (Self::ServerError, "server_error", "500 with JSON"),
        (Self::BadGateway, "bad_gateway", "502 with HTML"),
        (Self::Unavailable, "unavailable", "503 with HTML"),
        (Self::HtmlAnswer, "html_answer", "200 with HTML"),
        (Self::HtmlNotFound, "html_not_found", "404 with HTML"),
        (Self::Brownout, "brownout", "480, endpoint about to go"),
        (Self::Forbidden, "forbidden", "403, no access or no plan"),
        (Self::BadRequest, "bad_request", "400"),
        (Self::Unauthorized, "unauthorized", "401, although the key is good"),
        (Self::Unsuccessful, "unsuccessful", "200 that says it failed"),
        (Self::TextBeforeJson, "text_before_json", "a log line before the JSON"),
        (Self::CutJson, "cut_json", "JSON that stops half way"),
        (Self::CutBody, "cut_body", "connection closed in the body"),
        (Self::SlowBody, "slow_body", "second half late or held"),
        (Self::SlowAnswer, "slow_answer", "answer late or held"),
        (Self::Closed, "closed", "connection closed unanswered"),
        (Self::WrongType, "wrong_type", "a field of the wrong type"),
        (Self::LostAnswer, "lost_answer", "done, and closed unanswered"),
        (Self::LateAnswer, "late_answer", "done, and answered late or held"),
        (Self::ErrorAfter, "error_after", "done, and answered 500"),
    ];

    /// The kind with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(kind, ..)| *kind)
    }

    /// Its name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, name, _)| name)
    }
}

/// An ordered fault.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// How many requests it strikes; until cleared when `None`.
    pub times: Option<u32>,
    /// Only requests whose path and query contain this.
    pub path: Option<String>,
    /// `Retry-After` in seconds, with `Throttled`.
    pub retry_after: Option<u32>,
    /// With slow faults: how late. As late as faults are cleared, when `None`.
    pub delay_ms: Option<u64>,
    /// With `WrongType`: which field. The first row that has it is struck.
    pub field: Option<String>,
    /// With `WrongType`: strike the field in every row.
    pub every_row: bool,
    /// With refusals: the system's own error code.
    pub code: Option<u32>,
    /// Set when it strikes: changes when faults are cleared.
    pub cleared: Option<watch::Receiver<()>>,
}

impl Fault {
    /// Strikes every request until cleared.
    #[must_use]
    pub fn always(kind: FaultKind) -> Self {
        Self {
            kind,
            times: None,
            path: None,
            retry_after: None,
            delay_ms: None,
            field: None,
            every_row: false,
            code: None,
            cleared: None,
        }
    }

    /// Strikes the next `times` requests.
    #[must_use]
    pub fn next(times: u32, kind: FaultKind) -> Self {
        Self { times: Some(times), ..Self::always(kind) }
    }

    /// Only on requests whose path and query contain `path`.
    #[must_use]
    pub fn on(self, path: &str) -> Self {
        Self { path: Some(path.to_owned()), ..self }
    }
}

/// The faults ordered for one company; the first that fits a request strikes.
#[derive(Clone, Debug, Default)]
pub struct FaultBoard {
    ordered: Vec<Fault>,
    cleared: watch::Sender<()>,
}

impl FaultBoard {
    /// Adds a fault behind those already there.
    pub fn set(&mut self, fault: Fault) {
        self.ordered.push(fault);
    }

    /// Takes all away, and lets go whatever they hold.
    pub fn clear(&mut self) {
        self.ordered.clear();
        self.cleared.send_replace(());
    }

    /// What is ordered.
    #[must_use]
    pub fn ordered(&self) -> &[Fault] {
        &self.ordered
    }

    /// The fault that strikes a request to `target` (path and query), counted down.
    pub fn take(&mut self, target: &str) -> Option<Fault> {
        let fits = |fault: &Fault| fault.path.as_deref().is_none_or(|path| target.contains(path));
        self.ordered.retain(|fault| fault.times != Some(0));
        let fault = self.ordered.iter_mut().find(|fault| fits(fault))?;
        fault.times = fault.times.map(|times| times - 1);
        Some(Fault { cleared: Some(self.cleared.subscribe()), ..fault.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_as_often_as_ordered_and_only_on_its_path() {
        let mut board = FaultBoard::default();
        board.set(Fault::next(2, FaultKind::CutJson).on("page=2"));
        board.set(Fault::always(FaultKind::Closed).on("/contacts"));
        assert!(board.take("/v2/invoices?page=1").is_none());
        let struck = |board: &mut FaultBoard| board.take("/v2/invoices?page=2").map(|fault| fault.kind);
        assert_eq!(struck(&mut board), Some(FaultKind::CutJson));
        assert_eq!(struck(&mut board), Some(FaultKind::CutJson));
        assert_eq!(struck(&mut board), None);
        assert_eq!(board.take("/v2/contacts").map(|fault| fault.kind), Some(FaultKind::Closed));
        board.clear();
        assert!(board.take("/v2/contacts").is_none());
    }

    #[test]
    fn clearing_tells_whoever_a_fault_still_holds() {
        let mut board = FaultBoard::default();
        board.set(Fault::always(FaultKind::SlowAnswer));
        let held = board.take("/v2/invoices").and_then(|fault| fault.cleared);
        let told = |held: &Option<watch::Receiver<()>>| {
            held.as_ref().is_some_and(|held| held.has_changed().unwrap_or(true))
        };
        assert!(!told(&held));
        board.clear();
        assert!(told(&held));
    }

    #[test]
    fn every_kind_is_found_by_its_name() {
        for (kind, name, _) in FaultKind::ALL {
            assert_eq!(FaultKind::named(name), Some(kind));
            assert_eq!(kind.name(), name);
        }
    }
}
