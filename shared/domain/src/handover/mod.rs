//! The hand-over of a claim to a collection agency: the claim as it is handed over, and whom it may be given to.

mod agencies;
mod agency_case;
mod check;
pub(crate) mod choice;
mod claim_file;
mod compose;
mod lines;
#[cfg(test)]
mod tests;

pub use agencies::{AGENCIES, AgencyRow, AgencySetting, Capabilities, Channel, find};
pub use agency_case::{AgencyCase, AgencyCloseReason, AgencyRef, AgencyStatus, Balances};
pub use check::FileFault;
pub use choice::{AgencyChoice, ChoiceError};
pub use claim_file::{ClaimFile, ClaimedInvoice, Delivered, FiledDocument, LetterSent, NoticeGiven, Paper};
pub use compose::{HandoverOf, NotComposed, compose};
pub use lines::{ClaimLine, ClaimLineKind, ClaimedBy, InterestClaim};
