//! A DynamoDB table in memory, as far as a worker's run needs one: it stores what it is told and checks no condition.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::{Context, bail};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

/// Attribute values stay as they were written (`{"S": "…"}`).
type Item = BTreeMap<String, Box<RawValue>>;
/// Partition and sort key.
type Key = (String, String);

/// DynamoDB ends a page of a query after so many bytes of items.
const PAGE_BYTES: usize = 1024 * 1024;

/// What the index `open` holds of an item, as the template projects it.
const OPEN: [&str; 7] = ["pk", "sk", "open_pk", "profile", "batch", "news", "known"];

/// Items as JSON; those of the index also by its key.
#[derive(Clone, Default)]
pub struct Table {
    items: BTreeMap<Key, Arc<str>>,
    open: BTreeMap<Key, Projected>,
}

#[derive(Clone)]
struct Projected {
    pk: String,
    text: Arc<str>,
    bytes: usize,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Transaction {
    transact_items: Vec<Action>,
}

#[derive(Deserialize)]
enum Action {
    Put {
        #[serde(rename = "Item")]
        item: Item,
    },
    Update(Update),
    ConditionCheck(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Update {
    key: Item,
    update_expression: String,
    expression_attribute_names: BTreeMap<String, String>,
    expression_attribute_values: BTreeMap<String, Value>,
}

#[derive(Deserialize)]
struct Get {
    #[serde(rename = "Key")]
    key: Item,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct BatchGet {
    request_items: BTreeMap<String, Keys>,
}

#[derive(Deserialize)]
struct Keys {
    #[serde(rename = "Keys")]
    keys: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Query {
    index_name: Option<String>,
    expression_attribute_values: BTreeMap<String, Text>,
    exclusive_start_key: Option<BTreeMap<String, Text>>,
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

fn text(item: &Item, name: &str) -> anyhow::Result<String> {
    let raw = item.get(name).with_context(|| format!("no {name}"))?;
    Ok(serde_json::from_str::<Text>(raw.get())?.text)
}

fn key(item: &Item) -> anyhow::Result<Key> {
    Ok((text(item, "pk")?, text(item, "sk")?))
}

impl Table {
    pub fn write(&mut self, body: &[u8]) -> anyhow::Result<String> {
        let transaction: Transaction = serde_json::from_slice(body)?;
        for action in transaction.transact_items {
            match action {
                Action::Put { item } => self.put(&item)?,
                Action::Update(update) => self.update(&update)?,
                Action::ConditionCheck(_) => {}
            }
        }
        Ok("{}".to_owned())
    }

    fn put(&mut self, item: &Item) -> anyhow::Result<()> {
        let key = key(item)?;
        if item.contains_key("open_pk") {
            let projected: BTreeMap<_, _> =
                item.iter().filter(|(name, _)| OPEN.contains(&name.as_str())).collect();
            // `{"S":""}` around a value is not counted.
            let bytes =
                projected.iter().map(|(name, value)| name.len() + value.get().len().saturating_sub(8)).sum();
            let text_of = serde_json::to_string(&projected)?.into();
            let at = (text(item, "open_pk")?, key.1.clone());
            self.open.insert(at, Projected { pk: key.0.clone(), text: text_of, bytes });
        }
        self.items.insert(key, serde_json::to_string(item)?.into());
        Ok(())
    }

    /// `SET #a.#b = :c, #d = :e`
    fn update(&mut self, update: &Update) -> anyhow::Result<()> {
        let stands = self.items.get(&key(&update.key)?).context("there is no such item")?;
        let mut item: Map<String, Value> = serde_json::from_str(stands)?;
        let sets = update.update_expression.strip_prefix("SET ").context("only SET is played here")?;
        for set in sets.split(", ") {
            let (path, value) = set.split_once(" = ").context("not a = b")?;
            let names: Option<Vec<_>> =
                path.split('.').map(|name| update.expression_attribute_names.get(name)).collect();
            let value = update.expression_attribute_values.get(value).context("an unknown value")?.clone();
            match names.as_deref() {
                Some([name]) => drop(item.insert((*name).clone(), value)),
                Some([outer, inner]) => item[*outer]["M"][*inner] = value,
                _ => bail!("a path that is not played here: {path}"),
            }
        }
        self.put(&serde_json::from_value(Value::Object(item))?)
    }

    pub fn get(&self, body: &[u8]) -> anyhow::Result<String> {
        let get: Get = serde_json::from_slice(body)?;
        let found = self.items.get(&key(&get.key)?);
        Ok(found.map_or_else(|| "{}".to_owned(), |item| format!(r#"{{"Item":{item}}}"#)))
    }

    pub fn batch_get(&self, body: &[u8]) -> anyhow::Result<String> {
        let get: BatchGet = serde_json::from_slice(body)?;
        let (name, keys) = get.request_items.into_iter().next().context("no keys")?;
        let keys: Vec<Key> = keys.keys.iter().map(key).collect::<Result<_, _>>()?;
        let found: Vec<&str> = keys.iter().filter_map(|key| self.items.get(key)).map(AsRef::as_ref).collect();
        Ok(format!(r#"{{"Responses":{{{}:[{}]}}}}"#, json!(name), found.join(",")))
    }

    /// A page of a partition of the index `open`.
    pub fn query(&self, body: &[u8]) -> anyhow::Result<String> {
        let query: Query = serde_json::from_slice(body)?;
        if query.index_name.as_deref() != Some("open") {
            bail!("only the index `open` is played here");
        }
        let partition = &query.expression_attribute_values.get(":pk").context("no :pk")?.text;
        let after = query.exclusive_start_key.and_then(|mut key| key.remove("sk")).map(|sk| sk.text);
        let from = (partition.clone(), after.clone().unwrap_or_default());
        let (mut items, mut bytes, mut last) = (Vec::new(), 0, None);
        for ((at, sk), item) in self.open.range(from..) {
            if at != partition {
                break;
            }
            if after.as_ref() == Some(sk) {
                continue;
            }
            if bytes + item.bytes > PAGE_BYTES {
                break;
            }
            bytes += item.bytes;
            items.push(item.text.as_ref());
            last = Some((sk, item));
        }
        let more = last.filter(|(sk, _)| {
            let next = self.open.range((partition.clone(), format!("{sk}\u{0}"))..).next();
            next.is_some_and(|((at, _), _)| at == partition)
        });
        let next = more.map(|(sk, item)| {
            json!({ "pk": { "S": item.pk }, "sk": { "S": sk }, "open_pk": { "S": partition } }).to_string()
        });
        let next = next.map(|key| format!(r#","LastEvaluatedKey":{key}"#)).unwrap_or_default();
        Ok(format!(r#"{{"Count":{0},"ScannedCount":{0},"Items":[{1}]{next}}}"#, items.len(), items.join(",")))
    }
}
