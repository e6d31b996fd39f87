//! The function from the event that API Gateway hands over to the answer, over the store's twin in memory.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod agency;
mod bed;
mod claims;
mod events;

/// The document in the repository is the one that the types make.
#[test]
fn the_openapi_document_is_up_to_date() {
    let made = serde_json::to_string_pretty(&::claims::openapi::document()).unwrap();
    assert!(
        crate::DOCUMENT.trim_end() == made,
        "run: cargo run -p claims --example openapi > functions/webhooks/openapi.json"
    );
}
