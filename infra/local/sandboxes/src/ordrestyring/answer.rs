//! Answers are bare: an array, or an object. Pages count from 1, and nothing says how many rows there are.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use super::errors::Refusal;
use super::switches::{OrdrestyringSwitches, UnknownInclude};
use crate::json::{Json, record};
use crate::query::Query;

/// Rows on a page that asks for no number of them. Not published: small, so that nobody counts on it.
const UNASKED: usize = 20;
/// The relations that `include` is seen to take.
const INCLUDES: &[&str] = &["contacts"];

/// Which page was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// 1-based.
    pub number: usize,
    size: usize,
}

impl Page {
    /// Reads `page` and `pagesize`, and looks at `include`.
    pub fn read(query: &Query, switches: &OrdrestyringSwitches) -> Result<Self, Refusal> {
        let read = |name: &'static str, otherwise: usize| match query.get(name).map(str::parse) {
            None => Ok(otherwise),
            Some(Ok(number)) if number > 0 => Ok(number),
            Some(_) => Err(Refusal::BadParameter(name)),
        };
        let mut includes =
            query.get("include").unwrap_or_default().split(',').filter(|name| !name.is_empty());
        if switches.unknown_include == UnknownInclude::ServerError
            && includes.any(|name| !INCLUDES.contains(&name))
        {
            return Err(Refusal::NoSuchColumn);
        }
        Ok(Self { number: read("page", 1)?, size: read("pagesize", UNASKED)? })
    }

    /// The part of `rows` on this page: past the end is an empty one.
    pub fn cut<'a, T>(&self, rows: &'a [T]) -> &'a [T] {
        let from = (self.number - 1).saturating_mul(self.size).min(rows.len());
        &rows[from..(from + self.size).min(rows.len())]
    }

    /// Whether a client that stops at a short page stops here.
    pub fn is_last(&self, all: usize) -> bool {
        self.number.saturating_mul(self.size) > all
    }
}

/// A list, bare or under `data`.
pub fn list(rows: Vec<Json>, switches: &OrdrestyringSwitches) -> Response {
    one(Json::List(rows), switches)
}

/// A row, bare or under `data`.
pub fn one(body: Json, switches: &OrdrestyringSwitches) -> Response {
    if switches.data_envelope { bare(&record! { "data": body }) } else { bare(&body) }
}

/// The body as it is.
pub fn bare(body: &Json) -> Response {
    ([(CONTENT_TYPE, "application/json")], body.text()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_exactly_full_is_followed_by_an_empty_one() {
        let rows: Vec<usize> = (0..4).collect();
        let page = |text: &str| Page::read(&Query::read(text), &OrdrestyringSwitches::default()).unwrap();
        assert_eq!(page("page=2&pagesize=2").cut(&rows), [2, 3]);
        assert!(!page("page=2&pagesize=2").is_last(4));
        assert!(page("page=3&pagesize=2").cut(&rows).is_empty());
        assert!(page("page=3&pagesize=2").is_last(4));
    }
}
