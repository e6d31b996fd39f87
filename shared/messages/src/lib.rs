//! Mails and pages for tenants and their debtors, in Danish, Norwegian (bokmål) and English.
//!
//! Pure: a view goes in, text comes out. Whatever came from outside is escaped, kept to its line and to its direction.
#![forbid(unsafe_code)]

pub mod agency_words;
pub mod broken_connection;
pub mod claim_answer;
pub mod claim_received;
pub mod debtor_letter;
pub mod debtor_page;
pub mod decision_page;
pub mod format;
mod letter;
mod new_case;
pub mod page;
pub mod problem_page;
pub mod run_mail;
pub mod silence;
pub mod silent_start;
mod written;

pub use new_case::{LISTED, NewCase};

/// A mail, ready to be sent: the two bodies tell the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    pub subject: String,
    pub html: String,
    pub text: String,
}
