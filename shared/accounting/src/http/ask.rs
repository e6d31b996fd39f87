//! A request, described.

use std::sync::Arc;

use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use url::Url;
use zeroize::Zeroizing;

/// The largest answer that is read, in bytes. A list page of 1000 rows is 1 to 3 MB.
const LARGEST_JSON: usize = 16 * 1024 * 1024;
const LARGEST_DOCUMENT: usize = 10 * 1024 * 1024;

/// A request. One that changes something over there is sent by [`super::Caller::ask_once`]; any other may be sent again.
#[derive(Clone)]
pub struct Ask {
    /// The path with its parameters as names: what logs may tell of the request.
    pub template: &'static str,
    pub url: Url,
    pub accept: &'static str,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    pub method: Method,
    pub body: Body,
    pub largest: usize,
    /// Statuses beside the good ones whose answers the reader is given too: refusals that say why.
    pub told: &'static [u16],
}

#[derive(Clone)]
pub enum Body {
    None,
    Form(Vec<(&'static str, Zeroizing<String>)>),
    /// The text of a JSON document.
    Json(Zeroizing<String>),
    /// A form with files (RFC 7578).
    Parts(Vec<Part>),
}

/// A field of a form with files.
#[derive(Clone)]
pub struct Part {
    pub name: &'static str,
    /// Of a file, its name and media type.
    pub file: Option<(String, &'static str)>,
    pub bytes: Arc<[u8]>,
}

impl Ask {
    pub fn json(template: &'static str, url: Url) -> Self {
        Self { largest: LARGEST_JSON, ..Self::document(template, url, "application/json") }
    }

    pub fn document(template: &'static str, url: Url, accept: &'static str) -> Self {
        let (method, body) = (Method::GET, Body::None);
        Self { template, url, accept, headers: vec![], method, body, largest: LARGEST_DOCUMENT, told: &[] }
    }

    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    pub fn with_method(self, method: Method) -> Self {
        Self { method, ..self }
    }

    /// Posted as a form.
    pub fn with_form(self, form: Vec<(&'static str, Zeroizing<String>)>) -> Self {
        Self { method: Method::POST, body: Body::Form(form), ..self }
    }

    /// Sent as a JSON document.
    pub fn with_json(self, method: Method, document: Zeroizing<String>) -> Self {
        Self { method, body: Body::Json(document), ..self }
    }

    /// Sent as a form with files.
    pub fn with_parts(self, parts: Vec<Part>) -> Self {
        Self { method: Method::POST, body: Body::Parts(parts), ..self }
    }

    /// The reader is given answers of these statuses too.
    pub fn told(self, statuses: &'static [u16]) -> Self {
        Self { told: statuses, ..self }
    }

    pub fn with_query(mut self, pairs: &[(&str, &str)]) -> Self {
        self.url.query_pairs_mut().extend_pairs(pairs);
        self
    }
}

/// The address of a path below `base`; each segment is escaped.
pub fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    // Endpoints are http or https, checked when they are set, and those have paths.
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// A header value that is never printed; `None` when the text cannot stand in a header.
pub fn secret(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
