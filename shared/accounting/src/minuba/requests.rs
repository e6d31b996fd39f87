//! The requests. Resources are singular and in PascalCase.

use super::names::{CLIENT_RESOURCE, INVOICE_RESOURCE};
use super::session::Session;
use crate::http::Ask;

pub(super) fn invoice(session: &Session, id: &str) -> Ask {
    Ask::json("/Invoice/{id}", session.address(&[INVOICE_RESOURCE, id]))
}

pub(super) fn client(session: &Session, id: &str) -> Ask {
    Ask::json("/Client/{id}", session.address(&[CLIENT_RESOURCE, id]))
}

/// All clients: lists come whole.
pub(super) fn clients(session: &Session) -> Ask {
    Ask::json("/Client", session.address(&[CLIENT_RESOURCE]))
}
