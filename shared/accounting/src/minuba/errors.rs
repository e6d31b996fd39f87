//! What Minuba's errors mean. Their bodies are JSON or plain text, of no published form.

use std::time::Duration;

use super::NAME;
use crate::fields::Row;
use crate::http::{Code, ErrorTable, Rule, Verdict};

/// Limits are not published, nor how long one waits after a 429.
const THROTTLE_PAUSE: Duration = Duration::from_secs(30);

/// A 404 in Minuba's own words says that there is no such record; a page for people in front of it says nothing of one.
pub(super) static API: ErrorTable = ErrorTable {
    system: NAME,
    code: |body| Some(word(body).unwrap_or_else(|| "text".into())),
    rules: &[
        Rule(401..=401, Code::Whatever, Verdict::KeyRefused),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden("the app may not see this")),
        Rule(404..=404, Code::Some, Verdict::NoRecord),
        Rule(480..=480, Code::Whatever, Verdict::Brownout),
    ],
    throttle_pause: THROTTLE_PAUSE,
};

/// The token endpoint (RFC 6749 § 5.2). The app's credentials are the tenant's too, so both are for the tenant to mend.
pub(super) static TOKEN: ErrorTable = ErrorTable {
    system: NAME,
    code: word,
    rules: &[
        Rule(400..=401, Code::Is("invalid_grant"), Verdict::Forbidden("Minuba must be connected anew")),
        Rule(
            400..=401,
            Code::Is("invalid_client"),
            Verdict::Forbidden("the client id or secret is not taken"),
        ),
        Rule(401..=401, Code::Whatever, Verdict::Forbidden("the client id or secret is not taken")),
        Rule(403..=403, Code::Whatever, Verdict::Forbidden("the app may not sign in")),
        Rule(480..=480, Code::Whatever, Verdict::Brownout),
    ],
    throttle_pause: THROTTLE_PAUSE,
};

/// The error's word, such as `invalid_grant`. A sentence may hold anything and is not repeated.
fn word(body: &str) -> Option<String> {
    let row = Row::parse(body).ok()?;
    let word = ["error", "code"].iter().find_map(|field| row.label(field).ok()?)?;
    let is_word = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (is_word && word.len() <= 40).then(|| word.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_of_an_error_is_told_and_never_a_sentence() {
        assert_eq!(word(r#"{"error":"invalid_grant"}"#).as_deref(), Some("invalid_grant"));
        assert_eq!(word(r#"{"code":404}"#).as_deref(), Some("404"));
        assert_eq!(word(r#"{"error":"No invoice for Jens Hansen"}"#), None);
        assert_eq!(word("Not found"), None);
    }
}
