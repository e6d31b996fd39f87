//! What Minuba's user pushes, as a receiver gets it.
#![allow(clippy::unwrap_used)]

#[path = "minuba_push/contents.rs"]
mod contents;
#[path = "minuba_push/deliveries.rs"]
mod deliveries;
#[path = "minuba_push/receiver.rs"]
mod receiver;
