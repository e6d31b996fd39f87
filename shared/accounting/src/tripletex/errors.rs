//! What Tripletex's errors mean: status, `code` and the field, never the texts, which are in the key's language
//! (Tripletex API 2.0, error codes). Some of its failures come as a page for people.

use std::borrow::Cow;
use std::time::Duration;

use super::NAME;
use crate::fields::Row;
use crate::http::{Code, ErrorTable, Rule, Verdict};

const NO_RIGHT: &str = "the key does not open this, or a module is missing";
/// Answers to too many requests are seen without a word of when to come again.
const A_WHILE: Duration = Duration::from_secs(10);

/// More matches than are ever listed, however small the page.
pub(super) const TOO_MANY: &str = "23000";

pub(super) static API: ErrorTable = ErrorTable {
    system: NAME,
    code,
    rules: &[
        Rule(401..=401, Code::Whatever, Verdict::KeyRefused),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden(NO_RIGHT)),
        Rule(404..=404, Code::Is("6000"), Verdict::NoRecord),
        // An unknown path, or a word that is none: our mistake.
        Rule(404..=404, Code::Is("21000"), Verdict::NotUnderstood("status")),
        Rule(400..=400, Code::Is("11000"), Verdict::NotUnderstood("fields")),
        BROWNOUT,
    ],
    throttle_pause: A_WHILE,
};

/// The session call: the employee token is the tenant's, the consumer token is ours.
pub(super) static SESSION: ErrorTable = ErrorTable {
    system: NAME,
    code: |body| {
        let fields = fields(body);
        // Where both are named, ours comes first: a tenant cannot mend it.
        let mut known = ["consumerToken", "employeeToken"].into_iter();
        let named = known.find(|name| fields.iter().any(|field| field.strip_prefix("arg:") == Some(name)));
        named.map(Into::into).or_else(|| code(body))
    },
    rules: &[
        Rule(422..=422, Code::Is("employeeToken"), Verdict::Forbidden("the employee token is not taken")),
        Rule(422..=422, Code::Is("consumerToken"), Verdict::NotUnderstood("the app's own consumer token")),
        Rule(401..=401, Code::Whatever, Verdict::Forbidden("the tokens are not taken")),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden(NO_RIGHT)),
        Rule(405..=405, Code::Whatever, Verdict::Refused),
        BROWNOUT,
    ],
    throttle_pause: A_WHILE,
};

/// A booking: what is refused is named by its field, for that is what a person can mend.
pub(super) static BOOKING: ErrorTable = ErrorTable {
    system: NAME,
    code: |body| fields(body).into_iter().find(|field| !field.is_empty()).or_else(|| code(body)),
    rules: &[
        Rule(401..=401, Code::Whatever, Verdict::KeyRefused),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden(NO_RIGHT)),
        Rule(404..=404, Code::Is("6000"), Verdict::NoRecord),
        Rule(405..=405, Code::Whatever, Verdict::Refused),
    ],
    throttle_pause: A_WHILE,
};

/// No page of Tripletex's tells of it; other systems warn so of what they are about to take away.
const BROWNOUT: Rule = Rule(480..=480, Code::Whatever, Verdict::Brownout);

fn code(body: &str) -> Option<String> {
    Row::parse(body).ok()?.label("code").ok()?.map(Cow::into_owned)
}

/// The fields that `validationMessages` name; one may be empty, or several names in one.
fn fields(body: &str) -> Vec<String> {
    let named = |row: &Row<'_>| Ok(row.label("field")?.map(Cow::into_owned).unwrap_or_default());
    let messages = Row::parse(body).and_then(|row| row.each("validationMessages", named));
    messages.ok().flatten().unwrap_or_default()
}
