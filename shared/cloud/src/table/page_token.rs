//! Where the next page starts, for the caller to carry without looking into it.

use aws_sdk_dynamodb::types::AttributeValue;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use workflows::ports::StoreError;

use super::item::{Attributes, find, text};

/// The last item's key in the table. The partition of an index is not in it: whoever asks names that anew, so a token
/// never leads into another tenant's page.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LastKey {
    pk: String,
    sk: String,
}

/// The token after `last`, DynamoDB's LastEvaluatedKey.
pub fn after(last: Option<&Attributes>) -> Option<String> {
    let last = last?;
    let key = LastKey { pk: find(last, "pk")?.to_owned(), sk: find(last, "sk")?.to_owned() };
    serde_json::to_vec(&key).ok().map(|json| BASE64URL_NOPAD.encode(&json))
}

/// The ExclusiveStartKey of a token for a query of `partition`: the name of the partition key and its value.
///
/// # Errors
/// When the token is not one of ours.
pub fn start(token: Option<&str>, partition: (&str, &str)) -> Result<Option<Attributes>, StoreError> {
    let Some(token) = token else { return Ok(None) };
    let bad = |problem: &str| StoreError::Unreadable { key: "page".to_owned(), problem: problem.to_owned() };
    let json = BASE64URL_NOPAD.decode(token.as_bytes()).map_err(|_| bad("its token is not base64"))?;
    let key: LastKey = serde_json::from_slice(&json).map_err(|_| bad("its token holds no key"))?;
    let (name, value) = partition;
    if name == "pk" && key.pk != value {
        return Err(bad("its token is of another partition"));
    }
    let parts: [(&str, AttributeValue); 3] =
        [("pk", text(key.pk)), ("sk", text(key.sk)), (name, text(value))];
    Ok(Some(parts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last() -> Attributes {
        ["pk", "sk", "open_pk"].into_iter().map(|name| (name.to_owned(), text(format!("{name}1")))).collect()
    }

    #[test]
    fn a_token_brings_its_key_back_in_the_partition_that_is_asked_for() {
        let token = after(Some(&last())).unwrap();
        let start = start(Some(&token), ("open_pk", "other")).unwrap().unwrap();
        assert_eq!(find(&start, "sk"), Some("sk1"));
        assert_eq!(find(&start, "open_pk"), Some("other"));
        assert_eq!(after(None), None);
    }

    #[test]
    fn a_token_that_is_not_ours_is_refused() {
        let token = after(Some(&last())).unwrap();
        for bad in ["", "x", "e30", &token[1..], &BASE64URL_NOPAD.encode(br#"{"pk":"a","sk":"b","c":1}"#)] {
            assert!(start(Some(bad), ("open_pk", "t")).is_err(), "{bad}");
        }
        assert!(start(Some(&token), ("pk", "another tenant's")).is_err());
    }
}
