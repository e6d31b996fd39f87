use axum::Router;
use crate::books::{Books, System};
pub fn router<S: System>(_books: Books<S>) -> Router { Router::new() }
