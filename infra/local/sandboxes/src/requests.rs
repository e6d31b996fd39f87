//! Which requests came, so that a test or an operator can count calls.

use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

/// How many single requests are remembered; the counts know all.
const REMEMBERED: usize = 1_000;

/// One kind of request: what is counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RequestKind {
    /// Organization id, or `-` when the request named no known company.
    pub company: String,
    /// `GET`, `POST`, ...
    pub method: String,
    /// The path with its parameters as names, such as `/v2/invoices/{id}`; `(unknown)` when there
    /// is no such path.
    pub path: String,
}

/// One request and its answer.
#[derive(Clone, Debug, Serialize)]
pub struct SeenRequest {
    /// What it was.
    #[serde(flatten)]
    pub kind: RequestKind,
    /// Path and query as sent.
    pub target: String,
    /// Status of the answer.
    pub status: u16,
}

/// Counts of all requests since the last reset, and the latest ones in full.
#[derive(Debug, Default)]
pub struct RequestLog {
    counts: BTreeMap<RequestKind, u64>,
    latest: VecDeque<SeenRequest>,
}

impl RequestLog {
    /// Counts a request that came, answered or not.
    pub fn came(&mut self, kind: RequestKind) {
        *self.counts.entry(kind).or_default() += 1;
    }

    /// Remembers a request that was answered.
    pub fn answered(&mut self, request: SeenRequest) {
        if self.latest.len() == REMEMBERED {
            self.latest.pop_front();
        }
        self.latest.push_back(request);
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// How often each kind of request came.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<RequestKind, u64> {
        &self.counts
    }

    /// The latest answered requests, oldest first; at most a thousand.
    pub fn latest(&self) -> impl Iterator<Item = &SeenRequest> {
        self.latest.iter()
    }

    /// How often `method` on the path template `path` came, over all companies.
    #[must_use]
    pub fn count(&self, method: &str, path: &str) -> u64 {
        let of = |kind: &RequestKind| kind.method == method && kind.path == path;
        self.counts.iter().filter(|(kind, _)| of(kind)).map(|(_, count)| count).sum()
    }
}
