//! A table of the template, in small.

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection,
    ProjectionType, ScalarAttributeType,
};

use crate::stack::{clients, unique};

/// Each index with its partition key and what it carries (infra/template.yaml, Table).
const INDEXES: [(&str, &str, &[&str]); 3] = [
    ("open", "open_pk", &["profile", "batch", "news", "known"]),
    ("shard", "shard_pk", &["fan", "effect"]),
    ("by_batch", "batch_pk", &[]),
];

fn keys(partition: &str) -> Vec<KeySchemaElement> {
    [(partition, KeyType::Hash), ("sk", KeyType::Range)]
        .into_iter()
        .map(|(name, kind)| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap())
        .collect()
}

fn index((name, partition, carried): (&str, &str, &[&str])) -> GlobalSecondaryIndex {
    let projection = match carried {
        [] => Projection::builder().projection_type(ProjectionType::KeysOnly),
        carried => Projection::builder()
            .projection_type(ProjectionType::Include)
            .set_non_key_attributes(Some(carried.iter().map(|name| (*name).to_owned()).collect())),
    };
    GlobalSecondaryIndex::builder()
        .index_name(name)
        .set_key_schema(Some(keys(partition)))
        .projection(projection.build())
        .build()
        .unwrap()
}

async fn create_table(client: &Client, name: &str) {
    let text = |name: &str| {
        AttributeDefinition::builder()
            .attribute_name(name)
            .attribute_type(ScalarAttributeType::S)
            .build()
            .unwrap()
    };
    let attributes = ["pk", "sk"].into_iter().chain(INDEXES.iter().map(|(_, partition, _)| *partition));
    client
        .create_table()
        .table_name(name)
        .billing_mode(BillingMode::PayPerRequest)
        .set_attribute_definitions(Some(attributes.map(text).collect()))
        .set_key_schema(Some(keys("pk")))
        .set_global_secondary_indexes(Some(INDEXES.into_iter().map(index).collect()))
        .send()
        .await
        .unwrap();
}

/// An empty one, and its client.
pub async fn empty() -> (Client, String) {
    let (client, table) = (clients().dynamodb(), unique("table"));
    create_table(&client, &table).await;
    (client, table)
}
