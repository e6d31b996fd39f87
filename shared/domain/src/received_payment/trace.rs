//! What the tenant's books show of a payment that was sent to them, and how it goes on.

use jiff::{SignedDuration, Timestamp};

use super::{BookingState, Review};

/// Before a payment that left no trace is sent again: so many readings of the books, the last of them so long after it was
/// sent (Tripletex API 2.0, `PUT /invoice/{id}/:payment`: the same call twice books twice).
pub(super) const READS_BEFORE_AGAIN: u8 = 3;
const LEAST_WAIT: SignedDuration = SignedDuration::from_mins(10);
const PAUSE_BETWEEN_READS: SignedDuration = SignedDuration::from_secs(200);

/// What is new in the books since before the payment was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trace {
    /// One posting, of its amount and date.
    Booked { posting: String, voucher: Option<String> },
    /// Nothing.
    None,
    /// So many postings, and not just this payment.
    NotClear { new: usize },
}

/// How it goes on after a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AfterReading {
    Settled(BookingState),
    /// Look again then.
    ReadAgain(BookingState, Timestamp),
}

/// The books said that they took it, and were read.
pub fn confirmed(before: Vec<String>, since: Timestamp, trace: Trace, now: Timestamp) -> AfterReading {
    match trace.settles() {
        Some(settled) => AfterReading::Settled(settled),
        // They do not show it yet: it is looked for, and not sent again before.
        None => lost_sight(before, since, now),
    }
}

/// Nobody knows what became of what was sent at `since`.
pub fn lost_sight(before: Vec<String>, since: Timestamp, now: Timestamp) -> AfterReading {
    read_again(before, since, 0, now)
}

/// A further reading, after `reads` that showed no trace. After enough of them it is safe to send it again.
pub fn looked_for(
    before: Vec<String>,
    since: Timestamp,
    reads: u8,
    trace: Trace,
    now: Timestamp,
) -> AfterReading {
    let reads = reads.saturating_add(1);
    match trace.settles() {
        Some(settled) => AfterReading::Settled(settled),
        None if reads >= READS_BEFORE_AGAIN && now.duration_since(since) >= LEAST_WAIT => {
            AfterReading::Settled(BookingState::Planned)
        }
        None => read_again(before, since, reads, now),
    }
}

impl Trace {
    fn settles(self) -> Option<BookingState> {
        match self {
            Trace::Booked { posting, voucher } => {
                Some(BookingState::Booked { posting: Some(posting), voucher })
            }
            Trace::NotClear { new } => Some(BookingState::Review { reason: Review::NotClear { new } }),
            Trace::None => None,
        }
    }
}

fn read_again(before: Vec<String>, since: Timestamp, reads: u8, now: Timestamp) -> AfterReading {
    let at = now.checked_add(PAUSE_BETWEEN_READS).unwrap_or(Timestamp::MAX);
    AfterReading::ReadAgain(BookingState::Unknown { before, since, reads }, at)
}
