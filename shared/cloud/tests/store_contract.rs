//! DynamoDB keeps the store's promises. The table is the template's, in small.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what fails here fails its test")]

mod stack;
#[path = "stack/table.rs"]
mod table;

use cloud::DynamoStore;
use workflows::store_contract;

async fn empty_store() -> DynamoStore {
    let (client, table) = table::empty().await;
    DynamoStore::new(client, table)
}

store_contract!(empty_store().await);
