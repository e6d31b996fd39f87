//! Items of the table: written and read attribute by attribute.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use workflows::ports::StoreError;

pub type Attributes = HashMap<String, AttributeValue>;

pub fn text(value: impl Into<String>) -> AttributeValue {
    AttributeValue::S(value.into())
}

pub fn number(value: impl ToString) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

/// An entity as one attribute: what it is made of is the domain's business, not the table's.
#[expect(
    clippy::expect_used,
    reason = "entities have derived serializers and text keys: JSON takes them all"
)]
pub fn json<T: Serialize>(entity: &T) -> AttributeValue {
    text(serde_json::to_string(entity).expect("an entity is written as JSON"))
}

/// Seconds since 1970, when DynamoDB may delete the item.
pub fn days_after(at: Timestamp, days: i64) -> AttributeValue {
    let then = at.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MAX);
    number(then.as_second())
}

/// A new item under its key.
pub struct Item(Attributes);

impl Item {
    pub fn new(pk: String, sk: impl Into<String>) -> Self {
        Self(HashMap::from([("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))]))
    }

    pub fn with(mut self, name: &str, value: AttributeValue) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }

    pub fn with_if(self, condition: bool, name: &str, value: impl FnOnce() -> AttributeValue) -> Self {
        if condition { self.with(name, value()) } else { self }
    }

    pub fn into_attributes(self) -> Attributes {
        self.0
    }
}

/// A text attribute, if the item has it.
pub fn find<'i>(item: &'i Attributes, name: &str) -> Option<&'i str> {
    item.get(name).and_then(|value| value.as_s().ok()).map(String::as_str)
}

/// `TENANT#t… CASE#…`: ids only.
fn key_of(item: &Attributes) -> String {
    format!("{} {}", find(item, "pk").unwrap_or("?"), find(item, "sk").unwrap_or("?"))
}

pub fn unreadable(item: &Attributes, problem: impl Into<String>) -> StoreError {
    StoreError::Unreadable { key: key_of(item), problem: problem.into() }
}

/// Reads the entity out of one attribute. A problem is told by its place, never by the value found there.
pub fn entity<T: DeserializeOwned>(item: &Attributes, name: &str) -> Result<T, StoreError> {
    let text = find(item, name).ok_or_else(|| unreadable(item, format!("it has no {name}")))?;
    parse(item, name, text)
}

/// Reads the entity out of a text of the item.
pub fn parse<T: DeserializeOwned>(item: &Attributes, name: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|problem| {
        let what = problem.classify();
        unreadable(item, format!("{name} is not what it should be ({what:?}, column {})", problem.column()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_by_its_key_and_never_by_its_value() {
        let item = Item::new("TENANT#t1".into(), "CASE#c1").with("case_doc", text(r#"{"id": "hemmelig"}"#));
        let error = entity::<domain::CollectionCase>(&item.into_attributes(), "case_doc").unwrap_err();
        let said = error.to_string();
        assert!(said.contains("TENANT#t1 CASE#c1") && said.contains("case_doc"), "{said}");
        assert!(!said.contains("hemmelig"), "{said}");
    }
}
