//! A transaction as the worker once sent it, read back from its request's body.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, ConditionCheck, Put, TransactWriteItem};
use lambda_runtime::Error;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Sent {
    transact_items: Vec<Action>,
}

#[derive(Deserialize)]
enum Action {
    Put(Written),
    ConditionCheck(Written),
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Written {
    table_name: String,
    #[serde(alias = "Key")]
    item: HashMap<String, Attribute>,
    condition_expression: Option<String>,
    expression_attribute_names: Option<HashMap<String, String>>,
    expression_attribute_values: Option<HashMap<String, Attribute>>,
}

/// The kinds of attribute that a new case is made of.
#[derive(Deserialize)]
enum Attribute {
    S(String),
    N(String),
}

impl From<Attribute> for AttributeValue {
    fn from(attribute: Attribute) -> Self {
        match attribute {
            Attribute::S(text) => AttributeValue::S(text),
            Attribute::N(digits) => AttributeValue::N(digits),
        }
    }
}

fn attributes(from: HashMap<String, Attribute>) -> HashMap<String, AttributeValue> {
    from.into_iter().map(|(name, value)| (name, value.into())).collect()
}

fn action(action: Action) -> Result<TransactWriteItem, Error> {
    let built = match action {
        Action::Put(sent) => TransactWriteItem::builder().put(
            Put::builder()
                .table_name(sent.table_name)
                .set_item(Some(attributes(sent.item)))
                .set_condition_expression(sent.condition_expression)
                .set_expression_attribute_names(sent.expression_attribute_names)
                .set_expression_attribute_values(sent.expression_attribute_values.map(attributes))
                .build()?,
        ),
        Action::ConditionCheck(sent) => TransactWriteItem::builder().condition_check(
            ConditionCheck::builder()
                .table_name(sent.table_name)
                .set_key(Some(attributes(sent.item)))
                .set_condition_expression(sent.condition_expression)
                .set_expression_attribute_names(sent.expression_attribute_names)
                .set_expression_attribute_values(sent.expression_attribute_values.map(attributes))
                .build()?,
        ),
    };
    Ok(built.build())
}

/// # Errors
/// When the file is not a request that writes new cases.
pub fn read(file: &str) -> Result<Vec<TransactWriteItem>, Error> {
    let sent: Sent = serde_json::from_slice(&std::fs::read(file)?)?;
    sent.transact_items.into_iter().map(action).collect()
}
