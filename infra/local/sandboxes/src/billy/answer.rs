//! The envelope of Billy's answers: `meta`, then data under a name of its own, then sideloaded records.

use std::borrow::Cow;
use std::collections::HashSet;
use std::time::Instant;

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use crate::json::{Json, record};

/// A moment as Billy writes it: UTC, without zone or fraction.
pub fn time(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Records that come beside the data, each once.
#[derive(Default)]
pub struct Sideloads {
    lists: Vec<(&'static str, Vec<Json>)>,
    seen: HashSet<(&'static str, String)>,
}

impl Sideloads {
    /// Whether the record is not there yet; it counts as there from now on.
    pub fn is_new(&mut self, list: &'static str, id: &str) -> bool {
        self.seen.insert((list, id.to_owned()))
    }

    /// Adds a record to a root list.
    pub fn add(&mut self, list: &'static str, item: Json) {
        match self.lists.iter_mut().find(|(name, _)| *name == list) {
            Some((_, items)) => items.push(item),
            None => self.lists.push((list, vec![item])),
        }
    }
}

/// A good answer with `data` under `name`.
pub fn answer(
    started: Instant,
    paging: Option<Json>,
    name: impl Into<Cow<'static, str>>,
    data: Json,
    sideloads: Sideloads,
) -> Response {
    let mut meta = record! { "statusCode": 200_i64, "success": true };
    if let Some(paging) = paging {
        meta.push("paging", paging);
    }
    let took = started.elapsed();
    meta.push("time", Json::Number(format!("{}.{:06}", took.as_secs(), took.subsec_micros())));
    let mut body = record! { "meta": meta };
    body.push(name, data);
    for (list, items) in sideloads.lists {
        body.push(list, items);
    }
    ([(CONTENT_TYPE, "application/json")], body.text()).into_response()
}
