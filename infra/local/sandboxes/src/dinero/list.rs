//! What all lists of Dinero share: 0-based pages, changes, deleted rows, and `Pagination`.

use axum::response::{IntoResponse, Response};
use jiff::Timestamp;

use super::errors::Refusal;
use super::fields::{Projection, View};
use crate::json::record;
use crate::query::Query;

const LARGEST: usize = 1_000;

/// The part of a list that was asked for.
pub struct ListQuery {
    page: usize,
    size: usize,
    changes_since: Option<Timestamp>,
    deleted_only: bool,
}

impl ListQuery {
    /// Reads the parameters. A page too large is cut to the largest.
    pub fn read(query: &Query) -> Result<Self, Refusal> {
        let number = |name: &'static str, otherwise: usize| match query.get(name) {
            None => Ok(otherwise),
            Some(text) => text.parse().map_err(|_| Refusal::OutOfBounds(name)),
        };
        let since = query.get("changesSince").map(str::parse).transpose();
        let deleted = query.get("deletedOnly").map(|text| text.to_ascii_lowercase().parse()).transpose();
        let size = number("pageSize", 100)?;
        if size == 0 {
            return Err(Refusal::OutOfBounds("pageSize"));
        }
        Ok(Self {
            page: number("page", 0)?,
            size: size.min(LARGEST),
            changes_since: since
                .map_err(|_| Refusal::Invalid("changesSince", "It is no UTC time with a Z.".to_owned()))?,
            deleted_only: deleted
                .map_err(|_| Refusal::Invalid("deletedOnly", "It is neither true nor false.".to_owned()))?
                .unwrap_or_default(),
        })
    }

    /// Whether a row of this age is in the list.
    pub fn fits(&self, deleted: bool, updated: Timestamp) -> bool {
        deleted == self.deleted_only && self.changes_since.is_none_or(|since| updated >= since)
    }

    /// The page of `rows`; `all` is how many there would be without a filter.
    pub fn answer<T>(
        &self,
        view: &View<'_>,
        projection: &Projection<T>,
        rows: &[&T],
        all: usize,
    ) -> Response {
        let from = self.page.saturating_mul(self.size).min(rows.len());
        let here = &rows[from..(from + self.size).min(rows.len())];
        let collection: Vec<_> = here.iter().map(|row| projection.row(view, row)).collect();
        let mut body = record! { "Collection": collection };
        if view.ledger.switches.pagination {
            body.push(
                "Pagination",
                record! {
                    "MaxPageSizeAllowed": LARGEST, "PageSize": self.size, "Result": here.len(),
                    "ResultWithoutFilter": all, "Page": self.page,
                },
            );
        }
        axum::Json(body).into_response()
    }
}
