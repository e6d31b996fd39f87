//! Empty values: `null`, `""`, `0` or no key at all. All are met.

use super::switches::Empty;
use crate::json::Json;

/// The row with its empty values written in one way.
pub fn written(row: Json, empty: Empty) -> Json {
    let Json::Record(fields) = row else { return row };
    let is_kept = |value: &Json| empty != Empty::Missing || *value != Json::Null;
    let fields = fields.into_iter().filter(|(_, value)| is_kept(value)).map(|(key, value)| match value {
        Json::Null => (key, of(empty)),
        value => (key, value),
    });
    Json::Record(fields.collect())
}

fn of(empty: Empty) -> Json {
    match empty {
        Empty::Null | Empty::Missing => Json::Null,
        Empty::Text => Json::Text(String::new()),
        Empty::Zero => Json::from(0_i64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::record;

    #[test]
    fn nothing_is_written_in_four_ways() {
        for (empty, text) in [
            (Empty::Null, r#"{"a":null,"b":1}"#),
            (Empty::Text, r#"{"a":"","b":1}"#),
            (Empty::Zero, r#"{"a":0,"b":1}"#),
            (Empty::Missing, r#"{"b":1}"#),
        ] {
            assert_eq!(written(record! { "a": Json::Null, "b": 1_i64 }, empty).text(), text);
        }
    }
}
