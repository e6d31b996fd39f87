//! What all lists share: pages, the envelope, and the most rows that a filter may match.

use axum::response::{IntoResponse, Response};

use super::errors::Refusal;
use super::fields::Filter;
use super::projection::{Model, Node, View, check};
use crate::json::record;
use crate::query::Query;

/// How many rows come when nothing is said.
const USUAL: usize = 1_000;
const NO_DIGEST: &str = "'If-None-Match' header not specified";

/// The part of a list that was asked for.
pub struct Part {
    from: usize,
    count: usize,
    filter: Filter,
}

impl Part {
    pub fn read(query: &Query, model: Model) -> Result<Self, Refusal> {
        let number = |name: &str, usual: usize| match query.get(name) {
            None => Ok(usual),
            Some(text) => text.parse().map_err(|_| Refusal::parameter(name, "Ugyldig verdi.")),
        };
        let filter = Filter::read(query.get("fields"))?;
        check(model, &filter)?;
        Ok(Self { from: number("from", 0)?, count: number("count", USUAL)?, filter })
    }

    /// The page of `rows`, which are all that match.
    pub fn answer(&self, view: &View<'_>, rows: &[Node]) -> Result<Response, Refusal> {
        let switches = &view.ledger.switches;
        if rows.len() > switches.list_limit {
            return Err(Refusal::new(422, 23_000, "Result set too large"));
        }
        let from = self.from.min(rows.len());
        let fits = if switches.page_limit == 0 { self.count } else { self.count.min(switches.page_limit) };
        let here = &rows[from..from.saturating_add(fits).min(rows.len())];
        let values: Vec<_> = here.iter().map(|node| view.record(*node, &self.filter)).collect();
        // No count of all: whether there is more, and no more than that.
        let size = rows.len().min(self.from.saturating_add(self.count).saturating_add(1));
        let body = record! {
            "fullResultSize": size, "from": self.from, "count": values.len(),
            "versionDigest": NO_DIGEST, "values": values,
        };
        Ok(axum::Json(body).into_response())
    }
}

/// One record in its envelope.
pub fn single(view: &View<'_>, model: Model, node: Node, fields: Option<&str>) -> Result<Response, Refusal> {
    let filter = Filter::read(fields)?;
    check(model, &filter)?;
    Ok(axum::Json(record! { "value": view.record(node, &filter) }).into_response())
}
