//! Everything that a run leaves behind, without the instants: two stories that end alike have equal end states.

use std::collections::BTreeMap;

use domain::BatchNumber;
use jiff::Timestamp;
use serde_json::{Value, json};
use workflows::ports::Store;

use crate::office::Office;

fn without_instants(value: Value) -> Value {
    match value {
        Value::String(text) if text.parse::<Timestamp>().is_ok() => "an instant".into(),
        Value::Array(items) => items.into_iter().map(without_instants).collect(),
        Value::Object(fields) => {
            fields.into_iter().map(|(name, field)| (name, without_instants(field))).collect()
        }
        other => other,
    }
}

impl Office {
    /// The table, as it stands.
    pub async fn end_state(&self) -> Value {
        let store = &self.store.memory;
        let profile = self.profile().await;
        let mut batches = Vec::new();
        for number in 1..=profile.open_batch.0 {
            let number = BatchNumber(number);
            let batch = store.batch(&self.tenant, number).await.unwrap();
            batches.push(json!({ "batch": batch, "news": store.news(&self.tenant, number).await.unwrap() }));
        }
        let mut cases = Vec::new();
        for case in self.cases().await {
            cases.push(json!({ "timeline": store.timeline(&case.id).await.unwrap(), "case": case }));
        }
        let reports = store.reports(&self.tenant, 100).await.unwrap();
        let undone = store.undone_effects().await.unwrap();
        without_instants(json!({
            "profile": profile, "batches": batches, "cases": cases, "reports": reports, "undone": undone,
        }))
    }

    /// Each different mail with how often it was sent.
    pub fn mails(&self) -> BTreeMap<(String, String), u32> {
        let mut mails = BTreeMap::new();
        for mail in self.mailbox.mails.lock().unwrap().iter() {
            *mails.entry((mail.subject.clone(), mail.text.clone())).or_insert(0) += 1;
        }
        mails
    }

    /// The same table, and the same mails, of which some may have come twice and none may be missing.
    pub async fn ends_like(&self, clean: &Office, story: &str) {
        let (mine, theirs) = (self.end_state().await, clean.end_state().await);
        for part in ["profile", "batches", "cases", "reports", "undone"] {
            similar(&mine[part], &theirs[part], &format!("{story}: {part}"));
        }
        let (mine, theirs) = (self.mails(), clean.mails());
        assert_eq!(mine.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{story}");
        assert!(mine.values().all(|times| *times <= 2), "{story}");
    }
}

/// Goes down to the smallest part that differs, so that a failure can be read.
fn similar(mine: &Value, theirs: &Value, path: &str) {
    match (mine, theirs) {
        (Value::Array(mine), Value::Array(theirs)) if mine.len() == theirs.len() => {
            for (index, (one, other)) in mine.iter().zip(theirs).enumerate() {
                similar(one, other, &format!("{path}[{index}]"));
            }
        }
        (Value::Object(mine), Value::Object(theirs)) => {
            assert_eq!(mine.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>(), "{path}");
            for (name, one) in mine {
                similar(one, &theirs[name], &format!("{path}.{name}"));
            }
        }
        _ => assert_eq!(mine, theirs, "{path}"),
    }
}
