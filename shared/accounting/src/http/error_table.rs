//! What an answer's status means, as a table per system.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::answer::Answer;
use super::trouble::Trouble;

/// How one system says that something went wrong.
pub struct ErrorTable {
    pub system: &'static str,
    /// The system's own error code out of a body; `None` when the body has none.
    pub code: fn(&str) -> Option<String>,
    /// The first that fits decides; then come the rules that hold everywhere.
    pub rules: &'static [Rule],
    /// How long to wait after a 429 that does not say.
    pub throttle_pause: Duration,
}

pub struct Rule(pub RangeInclusive<u16>, pub Code, pub Verdict);

/// Which error code a rule asks for.
#[derive(Clone, Copy)]
pub enum Code {
    Whatever,
    /// Any: the system itself answered, and not something in front of it.
    Some,
    Is(&'static str),
}

#[derive(Clone, Copy)]
pub enum Verdict {
    Down,
    Throttled,
    KeyRefused,
    Forbidden(&'static str),
    NoRecord,
    /// There is nothing behind that path, and there should be: taken down, or moved.
    SwitchedOff,
    /// About what was asked for, in whatever words.
    Refused,
    /// Our mistake, or theirs; named by what it is about.
    NotUnderstood(&'static str),
    /// The system warns that it will take the call away: an alarm, unless the next try goes through.
    Brownout,
}

const EVERYWHERE: &[Rule] = &[
    Rule(400..=400, Code::Whatever, Verdict::Refused),
    Rule(404..=404, Code::Whatever, Verdict::Refused),
    Rule(409..=410, Code::Whatever, Verdict::Refused),
    Rule(422..=422, Code::Whatever, Verdict::Refused),
    Rule(408..=408, Code::Whatever, Verdict::Down),
    Rule(429..=429, Code::Whatever, Verdict::Throttled),
    Rule(500..=599, Code::Whatever, Verdict::Down),
];

impl ErrorTable {
    /// What an answer that is not a success means. Says status and error code, never the rest of the body.
    pub fn judge(&self, answer: &Answer) -> Trouble {
        let code = answer.text().ok().and_then(self.code).map(|code| harmless(&code));
        let said = match &code {
            Some(code) => format!("{} {code}", answer.status),
            None => answer.status.to_string(),
        };
        let rules = self.rules.iter().chain(EVERYWHERE);
        let verdict = rules
            .filter(|Rule(statuses, wanted, _)| {
                statuses.contains(&answer.status) && fits(*wanted, code.as_deref())
            })
            .map(|Rule(_, _, verdict)| *verdict)
            .next();
        match verdict.unwrap_or(Verdict::NotUnderstood("status")) {
            Verdict::Down => Trouble::Down(format!("status {said}")),
            Verdict::Throttled => {
                let reset = answer.quota.map(|quota| quota.resets_in);
                Trouble::Throttled(answer.retry_after.or(reset))
            }
            Verdict::KeyRefused => Trouble::KeyRefused(format!("status {said}")),
            Verdict::Forbidden(why) => Trouble::Forbidden(format!("status {said}: {why}")),
            Verdict::NoRecord => Trouble::NoRecord,
            Verdict::SwitchedOff => Trouble::SwitchedOff(format!("status {said}")),
            Verdict::Refused => Trouble::Refused { status: answer.status, code, said },
            Verdict::NotUnderstood(field) => {
                Trouble::NotUnderstood { field: field.into(), problem: format!("is {said}") }
            }
            Verdict::Brownout => Trouble::Garbled {
                field: "status".into(),
                problem: format!("is {said}: this call is about to be taken away"),
            },
        }
    }
}

fn fits(wanted: Code, code: Option<&str>) -> bool {
    match wanted {
        Code::Whatever => true,
        Code::Some => code.is_some(),
        Code::Is(wanted) => code.is_some_and(|code| code.eq_ignore_ascii_case(wanted)),
    }
}

/// A code goes into errors and logs: letters, digits and `_`, and not many.
fn harmless(code: &str) -> String {
    code.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect()
}
