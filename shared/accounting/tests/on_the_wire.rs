//! What goes over the wire, and what happens when odd things come back.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "on_the_wire/minuba.rs"]
mod minuba;
#[path = "on_the_wire/missing_pieces.rs"]
mod missing_pieces;
#[path = "on_the_wire/odd_answers.rs"]
mod odd_answers;
#[path = "on_the_wire/ordrestyring.rs"]
mod ordrestyring;
#[path = "on_the_wire/requests.rs"]
mod requests;
#[path = "on_the_wire/stand_in.rs"]
mod stand_in;
#[path = "on_the_wire/tripletex.rs"]
mod tripletex;
#[path = "on_the_wire/tripletex_booking.rs"]
mod tripletex_booking;
