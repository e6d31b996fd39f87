//! What API Gateway hands over (HTTP API, payload format 2.0), parsed at the door.

use data_encoding::BASE64;
use messages::decision_page::NEXT;
use serde::Deserialize;
use url::form_urlencoded;

/// The parts of the event that decide.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpEvent {
    raw_path: String,
    #[serde(default)]
    raw_query_string: String,
    request_context: RequestContext,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    is_base64_encoded: bool,
}

#[derive(Deserialize)]
struct RequestContext {
    http: Http,
}

#[derive(Deserialize)]
struct Http {
    method: String,
}

/// Fields of the tenant's form, as they were sent: the last of each name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub decision: Option<String>,
    pub case: Option<String>,
}

/// Fields of the debtor's form, as they were sent: the last of each name.
#[derive(Default, PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub struct AnswerForm {
    pub answer: Option<String>,
    pub reason: Option<String>,
    pub paid_on: Option<String>,
    pub note: Option<String>,
}

/// A longer body is none of our forms: the longest reason, each letter of it written as six characters, is shorter.
const LONGEST_BODY: usize = 16 * 1024;

/// The body is longer than any form of ours.
#[derive(Debug, PartialEq, Eq)]
pub struct TooLong;

#[derive(PartialEq, Eq)]
#[cfg_attr(test, derive(Debug))]
pub enum Asked<'e> {
    Health,
    Show {
        token: &'e str,
        from: Option<String>,
    },
    Decide {
        token: &'e str,
        from: Option<String>,
        form: Form,
    },
    /// The debtor's page of a letter.
    ShowLetter {
        token: &'e str,
    },
    AnswerLetter {
        token: &'e str,
        form: Result<AnswerForm, TooLong>,
    },
    Other,
}

pub fn parse(event: &HttpEvent) -> Asked<'_> {
    let method = event.request_context.http.method.as_str();
    if event.raw_path == "/healthz" {
        return Asked::Health;
    }
    let token_after = |page: &str| {
        event.raw_path.strip_prefix(page).filter(|token| !token.is_empty() && !token.contains('/'))
    };
    match (method, token_after("/a/"), token_after("/d/")) {
        ("GET" | "HEAD", Some(token), _) => Asked::Show { token, from: from(event) },
        ("POST", Some(token), _) => Asked::Decide { token, from: from(event), form: form(event) },
        ("GET" | "HEAD", _, Some(token)) => Asked::ShowLetter { token },
        ("POST", _, Some(token)) => Asked::AnswerLetter { token, form: answer_form(event) },
        _ => Asked::Other,
    }
}

fn from(event: &HttpEvent) -> Option<String> {
    let pairs = form_urlencoded::parse(event.raw_query_string.as_bytes());
    pairs.filter(|(name, _)| name == NEXT).map(|(_, value)| value.into_owned()).last()
}

/// A body that cannot be read is a form without fields: the page then names the field that is missing.
fn form(event: &HttpEvent) -> Form {
    let mut form = Form::default();
    for (name, value) in form_urlencoded::parse(&body(event)) {
        match name.as_ref() {
            "decision" => form.decision = Some(value.into_owned()),
            "case" => form.case = Some(value.into_owned()),
            _ => {}
        }
    }
    form
}

fn answer_form(event: &HttpEvent) -> Result<AnswerForm, TooLong> {
    let body = body(event);
    if body.len() > LONGEST_BODY {
        return Err(TooLong);
    }
    let mut form = AnswerForm::default();
    for (name, value) in form_urlencoded::parse(&body) {
        let field = match name.as_ref() {
            "answer" => &mut form.answer,
            "reason" => &mut form.reason,
            "paid_on" => &mut form.paid_on,
            "note" => &mut form.note,
            _ => continue,
        };
        *field = Some(value.into_owned());
    }
    Ok(form)
}

fn body(event: &HttpEvent) -> Vec<u8> {
    let text = event.body.as_deref().unwrap_or_default();
    match event.is_base64_encoded {
        true => BASE64.decode(text.as_bytes()).unwrap_or_default(),
        false => text.as_bytes().to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn event(method: &str, path: &str, query: &str, body: Option<&str>) -> HttpEvent {
        let event = json!({
            "rawPath": path, "rawQueryString": query, "requestContext": {"http": {"method": method}},
            "body": body, "isBase64Encoded": body.is_some(),
        });
        serde_json::from_value(event).unwrap()
    }

    #[test]
    fn a_scanner_that_asks_for_the_head_only_is_shown_the_page_and_decides_nothing() {
        let head = event("HEAD", "/a/token", "", None);
        assert_eq!(parse(&head), Asked::Show { token: "token", from: None });
    }

    #[test]
    fn a_form_is_read_out_of_its_base64() {
        let body = BASE64.encode(b"decision=approve&case=all&more=x");
        let post = event("POST", "/a/token", "next=abc", Some(&body));
        let form = Form { decision: Some("approve".into()), case: Some("all".into()) };
        assert_eq!(parse(&post), Asked::Decide { token: "token", from: Some("abc".into()), form });
    }

    #[test]
    fn a_body_that_is_no_form_decides_nothing() {
        let post = event("POST", "/a/token", "", Some("%%%"));
        assert_eq!(parse(&post), Asked::Decide { token: "token", from: None, form: Form::default() });
    }

    fn sample(text: &str) -> HttpEvent {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_samples_of_the_debtors_page_are_understood() {
        let get = sample(include_str!("../../../events/action-links.letter-get.json"));
        assert_eq!(parse(&get), Asked::ShowLetter { token: "sample-token" });
        let post = sample(include_str!("../../../events/action-links.letter-post.json"));
        let form = AnswerForm {
            answer: Some("object".into()),
            reason: Some("Varen kom aldrig.\r\nRing til mig.".into()),
            ..AnswerForm::default()
        };
        assert_eq!(parse(&post), Asked::AnswerLetter { token: "sample-token", form: Ok(form) });
    }

    #[test]
    fn a_scanner_that_follows_a_letters_link_answers_nothing() {
        for method in ["GET", "HEAD"] {
            let event = event(method, "/d/token", "answer=object&reason=x", None);
            assert_eq!(parse(&event), Asked::ShowLetter { token: "token" });
        }
    }

    #[test]
    fn a_body_longer_than_any_form_of_ours_is_not_read() {
        let body = |length: usize| BASE64.encode(format!("reason={}", "x".repeat(length - 7)).as_bytes());
        let form = |length| {
            let body = body(length);
            match parse(&event("POST", "/d/token", "", Some(&body))) {
                Asked::AnswerLetter { form, .. } => form.map(|form| form.reason.map(|text| text.len())),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(form(LONGEST_BODY), Ok(Some(LONGEST_BODY - 7)));
        assert_eq!(form(LONGEST_BODY + 1), Err(TooLong));
    }

    #[test]
    fn other_paths_and_methods_are_not_ours() {
        for (method, path) in [
            ("DELETE", "/d/token"),
            ("GET", "/d/"),
            ("DELETE", "/a/token"),
            ("GET", "/a/"),
            ("GET", "/a/x/y"),
            ("GET", "/"),
        ] {
            assert_eq!(parse(&event(method, path, "", None)), Asked::Other, "{method} {path}");
        }
        assert_eq!(parse(&event("GET", "/healthz", "", None)), Asked::Health);
    }
}
