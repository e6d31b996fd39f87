//! Claims that come by push: an invoice that its creditor hands over by a click, and what is told of it afterwards.
//!
//! Unlike a fetched invoice, nobody is asked about it any more: the click was the decision.

mod command;
mod fault;
mod judge;
mod legal_caps;
mod record;
mod service;
#[cfg(test)]
mod tests;

pub use command::{
    Change, Charge, ChargeKind, ClaimDocument, ClaimDraft, Command, ContentType, DocumentRole, RegisterClaim,
    ReminderElsewhere, ReminderKind, Report, Switch, TermsAccepted,
};
pub use fault::{Fault, FaultCode};
pub use judge::{ClaimRules, judge};
pub use legal_caps::{LIMITATION_YEARS, LetterCap, compensation_cap, letter_cap};
pub use record::{ClaimRecord, ClaimsStanding, EventId, InboundEvent, ReceivedClaim, Reported};
pub use service::{CollectionService, DEFAULT_SERVICE, SERVICE_SETTING, SERVICES, Terms, service_of};
