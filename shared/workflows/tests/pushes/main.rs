//! Invoices that are handed over by push: taken once, in whatever order and however often they come.
#![allow(clippy::unwrap_used)]

mod claims;
mod desk;
mod hints;
mod mails;
mod order;
mod services;
mod side_by_side;
