//! A request, described.

use reqwest::header::{HeaderName, HeaderValue};
use url::Url;
use zeroize::Zeroizing;

/// The largest answer that is read, in bytes. A list page of 1000 rows is 1 to 3 MB.
const LARGEST_JSON: usize = 16 * 1024 * 1024;
const LARGEST_DOCUMENT: usize = 10 * 1024 * 1024;

/// A request that changes nothing over there, so that it may be sent again.
#[derive(Clone)]
pub(crate) struct Ask {
    /// The path with its parameters as names: what logs may tell of the request.
    pub template: &'static str,
    pub url: Url,
    pub accept: &'static str,
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// Posted as a form where there is one (the token of an app); otherwise the request is a GET.
    pub form: Option<Vec<(&'static str, Zeroizing<String>)>>,
    pub largest: usize,
}

impl Ask {
    pub fn json(template: &'static str, url: Url) -> Self {
        Self { template, url, accept: "application/json", headers: vec![], form: None, largest: LARGEST_JSON }
    }

    pub fn document(template: &'static str, url: Url, accept: &'static str) -> Self {
        Self { template, url, accept, headers: vec![], form: None, largest: LARGEST_DOCUMENT }
    }

    pub fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    pub fn with_form(mut self, form: Vec<(&'static str, Zeroizing<String>)>) -> Self {
        self.form = Some(form);
        self
    }

    pub fn with_query(mut self, pairs: &[(&str, &str)]) -> Self {
        self.url.query_pairs_mut().extend_pairs(pairs);
        self
    }
}

/// The address of a path below `base`; each segment is escaped.
pub(crate) fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    // Endpoints are http or https, checked when they are set, and those have paths.
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// A header value that is never printed; `None` when the text cannot stand in a header.
pub(crate) fn secret(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
