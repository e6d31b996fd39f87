//! The two ways in which the table is read: by key and by query.

use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::KeysAndAttributes;
use backon::{BackoffBuilder, ExponentialBuilder};
use workflows::ports::StoreError;

use super::item::{Attributes, text};
use super::page_token;
use crate::failure::why;

/// DynamoDB takes this many keys in one BatchGetItem.
const KEYS_AT_ONCE: usize = 100;

const FIRST_PAUSE: Duration = Duration::from_millis(50);
const PATIENCE: usize = 6;

pub(super) fn unavailable(code: String) -> StoreError {
    StoreError::Unavailable(code)
}

/// A key of the table: partition and sort key.
pub type Key = (String, String);

fn key_attributes((pk, sk): &Key) -> Attributes {
    [("pk".to_owned(), text(pk)), ("sk".to_owned(), text(sk))].into()
}

/// What a query asks for: one partition, sort keys that begin with `prefix` and come after `after`.
pub struct Asked<'a> {
    pub index: Option<&'static str>,
    /// The partition key's name and value.
    pub partition: (&'static str, &'a str),
    pub prefix: Option<&'a str>,
    pub newest_first: bool,
    pub limit: Option<usize>,
}

impl<'a> Asked<'a> {
    pub fn table(pk: &'a str, prefix: &'a str) -> Self {
        Self { index: None, partition: ("pk", pk), prefix: Some(prefix), newest_first: false, limit: None }
    }

    pub fn index(index: &'static str, partition: (&'static str, &'a str)) -> Self {
        Self { index: Some(index), partition, prefix: None, newest_first: false, limit: None }
    }
}

#[derive(Debug, Default)]
pub struct Page {
    pub items: Vec<Attributes>,
    pub next: Option<String>,
}

/// The table of one client.
#[derive(Debug, Clone)]
pub struct Reader {
    pub client: Client,
    pub table: String,
}

impl Reader {
    /// One item, as it stands now.
    pub async fn get(&self, pk: String, sk: impl Into<String>) -> Result<Option<Attributes>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key_attributes(&(pk, sk.into()))))
            .consistent_read(true)
            .send()
            .await
            .map_err(|error| unavailable(why(&error)))?;
        Ok(answer.item)
    }

    /// Those of the items that exist, as they stand now, in any order. No key may come twice.
    pub async fn get_all(&self, keys: &[Key]) -> Result<Vec<Attributes>, StoreError> {
        let mut items = Vec::with_capacity(keys.len());
        for some in keys.chunks(KEYS_AT_ONCE) {
            let mut wanted: Vec<Attributes> = some.iter().map(key_attributes).collect();
            let mut pauses = pauses().build();
            while !wanted.is_empty() {
                let (found, left) = self.get_some(wanted).await?;
                if found.is_empty() && !left.is_empty() {
                    // Throttled: not one of the keys was looked up.
                    let pause = pauses.next().ok_or_else(|| unavailable("UnprocessedKeys".to_owned()))?;
                    tokio::time::sleep(pause).await;
                }
                items.extend(found);
                wanted = left;
            }
        }
        Ok(items)
    }

    /// What was found, and the keys that were not looked up.
    async fn get_some(
        &self,
        wanted: Vec<Attributes>,
    ) -> Result<(Vec<Attributes>, Vec<Attributes>), StoreError> {
        let keys = KeysAndAttributes::builder()
            .set_keys(Some(wanted))
            .consistent_read(true)
            .build()
            .map_err(|problem| unavailable(problem.to_string()))?;
        let answer = self
            .client
            .batch_get_item()
            .request_items(&self.table, keys)
            .send()
            .await
            .map_err(|error| unavailable(why(&error)))?;
        let found = answer.responses.into_iter().flatten().flat_map(|(_, items)| items).collect();
        let left = answer.unprocessed_keys.into_iter().flatten().flat_map(|(_, left)| left.keys).collect();
        Ok((found, left))
    }

    /// A page of a query, from a token that an earlier page gave.
    pub async fn page(&self, asked: &Asked<'_>, from: Option<&str>) -> Result<Page, StoreError> {
        self.page_from(asked, page_token::start(from, asked.partition)?).await
    }

    /// A page of a query, from a key.
    pub async fn page_from(&self, asked: &Asked<'_>, from: Option<Attributes>) -> Result<Page, StoreError> {
        let (name, value) = asked.partition;
        let mut query = self
            .client
            .query()
            .table_name(&self.table)
            .set_index_name(asked.index.map(str::to_owned))
            // An index cannot be read consistently.
            .consistent_read(asked.index.is_none())
            .scan_index_forward(!asked.newest_first)
            .set_limit(asked.limit.and_then(|limit| i32::try_from(limit).ok()))
            .set_exclusive_start_key(from)
            .expression_attribute_names("#pk", name)
            .expression_attribute_values(":pk", text(value));
        query = match asked.prefix {
            None => query.key_condition_expression("#pk = :pk"),
            Some(prefix) => query
                .key_condition_expression("#pk = :pk AND begins_with(sk, :prefix)")
                .expression_attribute_values(":prefix", text(prefix)),
        };
        let answer = query.send().await.map_err(|error| unavailable(why(&error)))?;
        let next = page_token::after(answer.last_evaluated_key.as_ref());
        Ok(Page { items: answer.items.unwrap_or_default(), next })
    }

    /// Every page of a query: for what is known to be short.
    pub async fn all(&self, asked: &Asked<'_>) -> Result<Vec<Attributes>, StoreError> {
        let mut page = self.page(asked, None).await?;
        let mut items = std::mem::take(&mut page.items);
        while let Some(next) = page.next {
            page = self.page(asked, Some(&next)).await?;
            items.append(&mut page.items);
        }
        Ok(items)
    }
}

fn pauses() -> ExponentialBuilder {
    ExponentialBuilder::default().with_min_delay(FIRST_PAUSE).with_max_times(PATIENCE).with_jitter()
}
