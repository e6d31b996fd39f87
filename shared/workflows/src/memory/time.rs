//! Time without end, until a test ends it.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;

use crate::ports::TimeLimit;

#[derive(Debug, Default)]
pub struct MemoryTime(AtomicBool);

impl MemoryTime {
    /// Whoever still waits from now on has waited too long.
    pub fn end(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[async_trait]
impl TimeLimit for MemoryTime {
    async fn over(&self) {
        std::future::poll_fn(|_| match self.0.load(Ordering::SeqCst) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        })
        .await;
    }
}
