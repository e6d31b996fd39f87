//! What its errors mean (Ordrestyring API v2, errors).

use std::time::Duration;

use super::super::NAME;
use crate::error::AccountingError;
use crate::fields::Row;
use crate::http::{Code, ErrorTable, Rule, Trouble, Verdict};

/// A 404 with a message is a number that is not known; where there is no such path at all, the words are others.
///
/// A 500 may be a filter that the list does not take, and then it stays: it is told as "cannot be reached" all the same,
/// for nothing tells the two apart.
pub(super) static API: ErrorTable = ErrorTable {
    system: NAME,
    code,
    rules: &[
        Rule(401..=401, Code::Whatever, Verdict::KeyRefused),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden("the key does not open this")),
        Rule(404..=404, Code::Is(NO_PATH), Verdict::SwitchedOff),
        Rule(404..=404, Code::Is(MESSAGE), Verdict::NoRecord),
        Rule(410..=410, Code::Is(MESSAGE), Verdict::NoRecord),
        Rule(410..=410, Code::Whatever, Verdict::SwitchedOff),
        Rule(480..=480, Code::Whatever, Verdict::Brownout),
    ],
    throttle_pause: Duration::from_secs(10),
};

const NO_PATH: &str = "no_resource";
const MESSAGE: &str = "message";
const NO_PATH_WORDS: &str = "no resource found at this url";

/// There are no codes, only messages: which of the two kinds it is.
fn code(body: &str) -> Option<String> {
    if body.to_ascii_lowercase().contains(NO_PATH_WORDS) {
        return Some(NO_PATH.into());
    }
    Row::parse(body).ok()?.text("message").ok()?.map(|_| MESSAGE.into())
}

/// Trouble with an address that is there as long as the service is: the base address and the lists.
pub(super) fn of_what_must_be_there(trouble: Trouble) -> AccountingError {
    match trouble {
        Trouble::NoRecord => Trouble::SwitchedOff("status 404 or 410 for a list".into()),
        Trouble::Refused { status: 404, said, .. } => Trouble::SwitchedOff(format!("status {said}")),
        other => other,
    }
    .into_error(NAME)
}
