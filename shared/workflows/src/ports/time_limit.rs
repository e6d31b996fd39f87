//! How long an attempt may read: workflows have no clock of their own.

use async_trait::async_trait;

#[async_trait]
pub trait TimeLimit: Send + Sync {
    /// Comes back when the time for reading is over.
    async fn over(&self);
}
