//! What leaves: every request to Debitura, every mail to an agency, and the claim as JSON.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "on_the_wire/claim_json.rs"]
mod claim_json;
#[path = "on_the_wire/debitura.rs"]
mod debitura;
#[path = "on_the_wire/mails.rs"]
mod mails;
