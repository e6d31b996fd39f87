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

/// Fields of the form, as they were sent: the last of each name.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Form {
    pub decision: Option<String>,
    pub case: Option<String>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Asked<'e> {
    Health,
    Show { token: &'e str, from: Option<String> },
    Decide { token: &'e str, from: Option<String>, form: Form },
    Other,
}

pub fn parse(event: &HttpEvent) -> Asked<'_> {
    let method = event.request_context.http.method.as_str();
    if event.raw_path == "/healthz" {
        return Asked::Health;
    }
    let token = event.raw_path.strip_prefix("/a/").filter(|token| !token.is_empty() && !token.contains('/'));
    match (method, token) {
        ("GET" | "HEAD", Some(token)) => Asked::Show { token, from: from(event) },
        ("POST", Some(token)) => Asked::Decide { token, from: from(event), form: form(event) },
        _ => Asked::Other,
    }
}

fn from(event: &HttpEvent) -> Option<String> {
    let pairs = form_urlencoded::parse(event.raw_query_string.as_bytes());
    pairs.filter(|(name, _)| name == NEXT).map(|(_, value)| value.into_owned()).last()
}

/// A body that cannot be read is a form without fields: the page then names the field that is missing.
fn form(event: &HttpEvent) -> Form {
    let text = event.body.as_deref().unwrap_or_default();
    let bytes = match event.is_base64_encoded {
        true => BASE64.decode(text.as_bytes()).unwrap_or_default(),
        false => text.as_bytes().to_vec(),
    };
    let mut form = Form::default();
    for (name, value) in form_urlencoded::parse(&bytes) {
        match name.as_ref() {
            "decision" => form.decision = Some(value.into_owned()),
            "case" => form.case = Some(value.into_owned()),
            _ => {}
        }
    }
    form
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

    #[test]
    fn other_paths_and_methods_are_not_ours() {
        for (method, path) in [("DELETE", "/a/token"), ("GET", "/a/"), ("GET", "/a/x/y"), ("GET", "/")] {
            assert_eq!(parse(&event(method, path, "", None)), Asked::Other, "{method} {path}");
        }
        assert_eq!(parse(&event("GET", "/healthz", "", None)), Asked::Health);
    }
}
