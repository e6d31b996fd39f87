//! The suite that every keeper of documents must pass.
#![allow(clippy::unwrap_used, reason = "a suite of tests: what fails here fails its test")]

use domain::claim::{ContentType, EventId};
use domain::ids::TenantId;

use crate::ports::{DocumentKey, Documents};

fn tenant(n: u8) -> TenantId {
    TenantId::from_random([n; 8])
}

fn key(n: u8) -> DocumentKey {
    DocumentKey::document(&tenant(n), &"ab".repeat(32), ContentType::Pdf)
}

pub async fn what_is_kept_comes_back_to_the_last_byte(documents: &dyn Documents) {
    let bytes: Vec<u8> = (0..=255u8).cycle().take(300_000).collect();
    documents.keep(&key(1), "application/pdf", bytes.clone()).await.unwrap();
    assert_eq!(documents.read(&key(1)).await, Ok(Some(bytes)));
}

pub async fn what_was_never_kept_is_not_found(documents: &dyn Documents) {
    assert_eq!(documents.read(&key(9)).await, Ok(None));
}

pub async fn keeping_twice_is_keeping_once(documents: &dyn Documents) {
    for _ in 0..2 {
        documents.keep(&key(2), "application/pdf", b"%PDF-1.4".to_vec()).await.unwrap();
    }
    assert_eq!(documents.read(&key(2)).await, Ok(Some(b"%PDF-1.4".to_vec())));
}

pub async fn tenants_and_events_have_keys_of_their_own(documents: &dyn Documents) {
    let event: EventId = "../../01JB/æ".replace('æ', "x").parse().unwrap();
    let keys = [
        key(3),
        key(4),
        DocumentKey::event(&tenant(3), &event),
        DocumentKey::event(&tenant(4), &event),
        DocumentKey::letter(&tenant(3), &"ab".repeat(32)),
        DocumentKey::letter(&tenant(4), &"ab".repeat(32)),
    ];
    for (n, key) in keys.iter().enumerate() {
        assert!(!key.as_str().contains("..") && !key.as_str().contains("01JB"), "{key}");
        documents.keep(key, "application/json", vec![u8::try_from(n).unwrap()]).await.unwrap();
    }
    for (n, key) in keys.iter().enumerate() {
        assert_eq!(documents.read(key).await, Ok(Some(vec![u8::try_from(n).unwrap()])));
    }
}

/// One test per promise: `documents_contract!(MemoryDocuments::default())`.
#[macro_export]
macro_rules! documents_contract {
    ($documents:expr) => {
        $crate::documents_contract!(@each $documents =>
            what_is_kept_comes_back_to_the_last_byte
            what_was_never_kept_is_not_found
            keeping_twice_is_keeping_once
            tenants_and_events_have_keys_of_their_own
        );
    };
    (@each $documents:expr => $($promise:ident)*) => {
        $(
            #[tokio::test]
            async fn $promise() {
                let documents = $documents;
                $crate::documents_contract::$promise(&documents).await;
            }
        )*
    };
}
