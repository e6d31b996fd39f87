//! The workflows told as stories, on the store in memory and an accounting system that does what it is told.
//!
//! No clock and no sleep: every instant is an argument.

// A panic is how a test speaks.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod books;
mod cash_desk;
mod connection;
mod deeds;
mod office;
mod outside;
mod random_days;
mod records;
mod shaky_store;
mod tenants_hand;

mod bookings;
mod bookings_in_doubt;
mod budget;
mod choosing_an_agency;
mod claims_held_back;
mod claims_tried_again;
mod crashes;
mod crashes_of_effects;
mod dates;
mod debtors_hand;
mod end_state;
mod events;
mod evidence;
mod fees_of_debtors;
mod first_days;
mod forecasts;
mod handing_over;
mod held;
mod hints;
mod laws;
mod left_agencies;
mod letter_events;
mod letters;
mod letters_side_by_side;
mod links;
mod many_invoices;
mod many_letters;
mod outbox;
mod pauses;
mod side_by_side;
mod told_once;
mod trouble;
mod unclear;
