//! What goes back to the browser.

use std::collections::BTreeMap;

use messages::page::content_security_policy;
use serde::Serialize;

/// An answer of payload format 2.0.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    status_code: u16,
    headers: BTreeMap<&'static str, String>,
    body: String,
}

/// On every answer: nothing is kept, nothing is told on, nothing foreign is loaded.
const HEADERS: [(&str, &str); 6] = [
    ("cache-control", "no-store"),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-robots-tag", "noindex, nofollow"),
    ("strict-transport-security", "max-age=31536000"),
];

impl Answer {
    pub fn page(status_code: u16, body: String) -> Self {
        let mut headers = headers("text/html; charset=utf-8");
        headers.insert("content-security-policy", content_security_policy().to_owned());
        if status_code == 503 {
            headers.insert("retry-after", "30".to_owned());
        }
        Self { status_code, headers, body }
    }

    pub fn health() -> Self {
        Self { status_code: 200, headers: headers("text/plain; charset=utf-8"), body: "ok\n".into() }
    }

    pub fn status(&self) -> u16 {
        self.status_code
    }
}

fn headers(content_type: &str) -> BTreeMap<&'static str, String> {
    let fixed = HEADERS.into_iter().map(|(name, value)| (name, value.to_owned()));
    fixed.chain([("content-type", content_type.to_owned())]).collect()
}
