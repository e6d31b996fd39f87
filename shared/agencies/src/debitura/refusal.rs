//! How Debitura says no ("Error Handling", "Rate Limiting").

use std::time::Duration;

use accounting::http::{Answer, Trouble};
use serde::Deserialize;
use serde_json::{Map, Value};
use workflows::ports::RejectionReason;

/// The statuses that are read here whatever was asked: the wait stands in the body, not reliably in the header.
pub(super) const THROTTLED: &[u16] = &[429];
pub(super) const OR_NONE: &[u16] = &[404, 429];
pub(super) const TOLD: &[u16] = &[400, 422, 429];

/// The key was used for another body.
pub(super) const CONFLICT: &str = "IdempotencyConflict";

/// What a person can read of a reason.
const LONGEST_MESSAGE: usize = 1_000;
const MOST_REASONS: usize = 20;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    #[serde(default)]
    business_errors: Option<Vec<BusinessError>>,
    retry_after: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BusinessError {
    r#type: Option<String>,
    message: Option<String>,
    solution_url: Option<String>,
}

/// The body of a good answer, or why there is none.
pub(super) fn of(answer: &Answer) -> Result<Result<&str, Vec<RejectionReason>>, Trouble> {
    let text = answer.text();
    match answer.status {
        429 => {
            let body = text.ok().and_then(|text| serde_json::from_str::<Body>(text).ok());
            let told = body.and_then(|body| body.retry_after).map(Duration::from_secs);
            Err(Trouble::Throttled(told.or(answer.retry_after)))
        }
        400 | 422 => Ok(Err(reasons(text?)?)),
        _ => text.map(Ok),
    }
}

/// The body of a good answer to a question that no rule of business refuses.
pub(super) fn none(answer: &Answer) -> Result<&str, Trouble> {
    let refused =
        |_| Trouble::NotUnderstood { field: "status".into(), problem: format!("is {}", answer.status) };
    of(answer)?.map_err(refused)
}

/// The code of a refusal, for the table and the logs.
pub(super) fn code(body: &str) -> Option<String> {
    let body: Body = serde_json::from_str(body).ok()?;
    body.business_errors?.into_iter().find_map(|error| error.r#type)
}

/// A reason of our own.
pub(super) fn ours(code: &str, message: &str) -> RejectionReason {
    RejectionReason { code: code.to_owned(), message: message.to_owned(), solution_url: None }
}

/// 422 has `businessErrors`; 400 an object of field and messages, also within `errors`; older ones `error` and `message`.
fn reasons(text: &str) -> Result<Vec<RejectionReason>, Trouble> {
    let garbled = |_| Trouble::Garbled { field: "body".into(), problem: "is no refusal of its pages".into() };
    let fields: Map<String, Value> = serde_json::from_str(text).map_err(garbled)?;
    let business = serde_json::from_str::<Body>(text).ok().and_then(|body| body.business_errors);
    let business = business.unwrap_or_default().into_iter().map(|error| RejectionReason {
        code: error.r#type.unwrap_or_else(|| "unnamed".to_owned()),
        message: cut(&error.message.unwrap_or_default()),
        solution_url: error.solution_url.filter(|url| url.starts_with("https://")),
    });
    let inner = fields.get("errors").and_then(Value::as_object);
    let by_field = inner.unwrap_or(&fields).iter().flat_map(|(field, messages)| {
        let messages = messages.as_array().into_iter().flatten().filter_map(Value::as_str);
        messages.map(|message| ours(field, &cut(message)))
    });
    let told: Vec<_> = business.chain(by_field).take(MOST_REASONS).collect();
    if !told.is_empty() {
        return Ok(told);
    }
    let older = ["message", "error"].iter().find_map(|field| fields.get(*field)?.as_str());
    Ok(vec![ours("refused", &cut(older.unwrap_or("No reason was given.")))])
}

fn cut(message: &str) -> String {
    message.chars().take(LONGEST_MESSAGE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(body: &str) -> String {
        let reasons = reasons(body).unwrap();
        let told = reasons.iter().map(|reason| match &reason.solution_url {
            Some(url) => format!("{}: {} ({url})", reason.code, reason.message),
            None => format!("{}: {}", reason.code, reason.message),
        });
        told.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_form_of_a_refusal_is_read_as_reasons() {
        let bodies = [
            r#"{"businessErrors":[{"type":"MissingPowerOfAttorney","message":"Sign it first.",
                "solutionUrl":"https://app.debitura.example/sign"},{"type":"NoPartnerAvailable","message":"Nobody there.",
                "solutionUrl":"javascript:alert(1)"}],"error":"x","message":"y"}"#,
            r#"{"DueDate":["must not be in the future"],"Debtor.Name":["is missing","is too short"]}"#,
            r#"{"title":"One or more errors","errors":{"CurrencyCode":["is not known"]}}"#,
            r#"{"error":"Bad request","message":"Case is closed"}"#,
            r#"{}"#,
        ];
        insta::assert_snapshot!(bodies.map(told).join("\n\n"), @r"
        MissingPowerOfAttorney: Sign it first. (https://app.debitura.example/sign)
        NoPartnerAvailable: Nobody there.

        Debtor.Name: is missing
        Debtor.Name: is too short
        DueDate: must not be in the future

        CurrencyCode: is not known

        refused: Case is closed

        refused: No reason was given.
        ");
    }
}
