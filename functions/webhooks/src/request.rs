//! What API Gateway hands over (HTTP API, payload format 2.0), parsed at the door.

use std::collections::HashMap;

use data_encoding::BASE64;
use serde::Deserialize;

/// The parts of the event that decide.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HttpEvent {
    raw_path: String,
    request_context: RequestContext,
    #[serde(default)]
    headers: HashMap<String, String>,
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

#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    Document,
    Push(Push),
    Other,
}

/// One delivery of a system to a connection, as it came.
#[derive(Debug, PartialEq, Eq)]
pub struct Push {
    pub system: String,
    pub connection: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The raw bytes, as they were signed.
    pub body: Vec<u8>,
}

impl Push {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

const DOCUMENT_PATH: &str = "/webhooks/openapi.json";

pub fn parse(event: HttpEvent) -> Asked {
    let method = event.request_context.http.method.as_str();
    if matches!(method, "GET" | "HEAD") && event.raw_path == DOCUMENT_PATH {
        return Asked::Document;
    }
    let named = event.raw_path.strip_prefix("/webhooks/").and_then(|rest| rest.split_once('/'));
    match (method, named) {
        ("POST", Some((system, connection))) if !system.is_empty() && !connection.contains('/') => {
            let headers = event.headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value));
            Asked::Push(Push {
                system: system.to_owned(),
                connection: connection.to_owned(),
                headers: headers.collect(),
                body: bytes(event.body, event.is_base64_encoded),
            })
        }
        _ => Asked::Other,
    }
}

/// Decoded once. What is no base64 after all was signed by nobody.
fn bytes(body: Option<String>, is_base64_encoded: bool) -> Vec<u8> {
    let text = body.unwrap_or_default();
    match is_base64_encoded {
        true => BASE64.decode(text.as_bytes()).unwrap_or_default(),
        false => text.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(method: &str, path: &str) -> Asked {
        let event = json!({
            "rawPath": path, "requestContext": {"http": {"method": method}},
            "headers": {"Webhook-Id": "1"}, "body": "aGVq", "isBase64Encoded": true,
        });
        parse(serde_json::from_value(event).unwrap())
    }

    #[test]
    fn a_delivery_is_taken_apart_and_its_body_decoded() {
        let Asked::Push(push) = asked("POST", "/webhooks/minuba/wabc") else { panic!() };
        assert_eq!(
            (push.system.as_str(), push.connection.as_str(), push.body.as_slice()),
            ("minuba", "wabc", &b"hej"[..])
        );
        assert_eq!(push.header("webhook-id"), Some("1"));
    }

    #[test]
    fn other_paths_and_methods_are_not_ours() {
        assert_eq!(asked("GET", "/webhooks/openapi.json"), Asked::Document);
        for (method, path) in [
            ("GET", "/webhooks/minuba/wabc"),
            ("POST", "/webhooks/minuba"),
            ("POST", "/webhooks//x"),
            ("POST", "/webhooks/minuba/a/b"),
            ("POST", "/a/token"),
        ] {
            assert_eq!(asked(method, path), Asked::Other, "{method} {path}");
        }
    }
}
