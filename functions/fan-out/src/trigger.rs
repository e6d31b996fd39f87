//! What fan-out is asked for, by its queue or by hand.

use aws_lambda_events::sqs::SqsEvent;
use serde::Deserialize;
use serde_json::Value;
use workflows::ports::ShardPage;

/// A message of the queue. The calendar sends `{"morning": true}` and `{"count": true}`, fan-out itself the further pages.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Order {
    Page(ShardPage),
    Morning {
        #[serde(rename = "morning")]
        _so: True,
    },
    Count {
        #[serde(rename = "count")]
        _so: True,
    },
}

/// The word `true`, and no other value.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "bool")]
pub struct True;

impl TryFrom<bool> for True {
    type Error = &'static str;

    fn try_from(value: bool) -> Result<Self, Self::Error> {
        if value { Ok(Self) } else { Err("only true can be ordered") }
    }
}

/// The orders of an event. One without records was sent by hand and means the morning.
///
/// # Errors
/// When a message is none of [`Order`]'s.
pub fn orders(event: Value) -> Result<Vec<Order>, serde_json::Error> {
    if event.get("Records").is_none() {
        return Ok(vec![Order::Morning { _so: True }]);
    }
    let event: SqsEvent = serde_json::from_value(event)?;
    event
        .records
        .iter()
        .map(|record| serde_json::from_str(record.body.as_deref().unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of_body(body: &str) -> Result<Vec<Order>, serde_json::Error> {
        orders(json!({"Records": [{"messageId": "1", "body": body}]}))
    }

    #[test]
    fn the_calendar_orders_the_morning_and_the_count() {
        assert_eq!(of_body(r#"{"morning": true}"#).unwrap(), [Order::Morning { _so: True }]);
        assert_eq!(of_body(r#"{"count": true}"#).unwrap(), [Order::Count { _so: True }]);
    }

    #[test]
    fn a_further_page_is_ordered_by_its_shard_and_run() {
        let page = ShardPage { shard: 3, run: "2026-11-21".parse().unwrap(), from: Some("here".to_owned()) };
        assert_eq!(of_body(&serde_json::to_string(&page).unwrap()).unwrap(), [Order::Page(page)]);
    }

    #[test]
    fn an_event_without_records_is_the_morning() {
        assert_eq!(orders(json!({})).unwrap(), [Order::Morning { _so: True }]);
    }

    #[test]
    fn what_nobody_orders_is_an_error_and_never_the_morning() {
        for body in ["", "{}", r#"{"morning": false}"#, r#"{"shard": 3}"#] {
            assert!(of_body(body).is_err(), "{body}");
        }
    }
}
