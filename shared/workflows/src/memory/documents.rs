//! The documents' twin in memory.

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;

use super::locked;
use crate::ports::{DocumentKey, Documents, DocumentsError};

/// Documents that are forgotten when it is dropped.
#[derive(Debug, Default)]
pub struct MemoryDocuments {
    kept: Mutex<BTreeMap<DocumentKey, Vec<u8>>>,
    is_down: Mutex<bool>,
}

impl MemoryDocuments {
    /// Every key under which something is kept.
    pub fn keys(&self) -> Vec<DocumentKey> {
        locked(&self.kept).keys().cloned().collect()
    }

    /// Whether it answers from now on.
    pub fn set_down(&self, is_down: bool) {
        *locked(&self.is_down) = is_down;
    }

    fn answers(&self) -> Result<(), DocumentsError> {
        match *locked(&self.is_down) {
            true => Err(DocumentsError("told to be down".into())),
            false => Ok(()),
        }
    }
}

#[async_trait]
impl Documents for MemoryDocuments {
    async fn keep(&self, key: &DocumentKey, _: &str, bytes: Vec<u8>) -> Result<(), DocumentsError> {
        self.answers()?;
        locked(&self.kept).insert(key.clone(), bytes);
        Ok(())
    }

    async fn read(&self, key: &DocumentKey) -> Result<Option<Vec<u8>>, DocumentsError> {
        self.answers()?;
        Ok(locked(&self.kept).get(key).cloned())
    }
}

#[cfg(test)]
mod contract {
    crate::documents_contract!(super::MemoryDocuments::default());
}
