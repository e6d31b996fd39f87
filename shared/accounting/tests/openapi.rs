//! Tripletex's own description holds for every request that the connector makes, and for every answer of the double.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "openapi/calls.rs"]
mod calls;
#[path = "openapi/description.rs"]
mod description;
#[path = "openapi/recorder.rs"]
mod recorder;
