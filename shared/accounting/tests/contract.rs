//! What every connector keeps, proven against the double of its system.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "contract/bed.rs"]
mod bed;
#[path = "contract/faults.rs"]
mod faults;
#[path = "contract/minuba.rs"]
mod minuba;
#[path = "contract/ordrestyring.rs"]
mod ordrestyring;
#[path = "contract/readings.rs"]
mod readings;
#[path = "contract/tripletex.rs"]
mod tripletex;
#[path = "contract/tripletex_books.rs"]
mod tripletex_books;
#[path = "contract/tripletex_events.rs"]
mod tripletex_events;
#[path = "contract/walks.rs"]
mod walks;
