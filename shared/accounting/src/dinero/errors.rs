//! What Dinero's errors mean. Bodies of errors may be JSON, HTML or plain text (Dinero, error and status codes).

use std::time::Duration;

use super::NAME;
use crate::fields::Row;
use crate::http::{Code, ErrorTable, Rule, Verdict};

const NO_PRO: &str = "the company has no active Pro plan in Dinero";
/// "Wait a minute after a 429."
const A_MINUTE: Duration = Duration::from_secs(60);

/// An unknown guid of an invoice is a 400 and not a 404; a 404
/// without a code, such as a page for people, never says that an invoice is gone.
pub(super) static API: ErrorTable = ErrorTable {
    system: NAME,
    code: |body| Row::parse(body).ok()?.label("code").ok()?.map(Into::into),
    rules: &[
        Rule(401..=401, Code::Whatever, Verdict::KeyRefused),
        Rule(403..=403, Code::Is("48"), Verdict::Forbidden(NO_PRO)),
        Rule(403..=403, Code::Is("90"), Verdict::Forbidden(NO_PRO)),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden("the key does not open this")),
        Rule(400..=400, Code::Is("63"), Verdict::NoRecord),
        Rule(400..=400, Code::Is("65"), Verdict::NoRecord),
        Rule(404..=404, Code::Some, Verdict::NoRecord),
        Rule(480..=480, Code::Whatever, Verdict::Brownout),
    ],
    throttle_pause: A_MINUTE,
};

/// The token endpoint: `invalid_grant` is about the tenant's API key, a 401 about the app's own credentials.
pub(super) static TOKEN: ErrorTable = ErrorTable {
    system: NAME,
    code: |body| {
        ["invalid_grant", "invalid_client"].into_iter().find(|word| body.contains(word)).map(Into::into)
    },
    rules: &[
        Rule(400..=499, Code::Is("invalid_grant"), Verdict::Forbidden("the API key is not taken")),
        Rule(400..=499, Code::Is("invalid_client"), Verdict::NotUnderstood("the app's own credentials")),
        Rule(401..=401, Code::Whatever, Verdict::NotUnderstood("the app's own credentials")),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden(NO_PRO)),
        Rule(480..=480, Code::Whatever, Verdict::Brownout),
    ],
    throttle_pause: A_MINUTE,
};
