//! What happens: each workflow reads, asks the domain, and writes its answer in one transaction a step.
//!
//! The outside stands behind the traits in [`ports`]. No clock: every workflow is told the instant.
#![forbid(unsafe_code)]

#[cfg(any(test, feature = "contract"))]
pub mod agency_contract;
pub mod auto_activate;
pub mod case_evidence;
pub mod choose_agency;
pub mod choose_letterhead;
pub mod choose_plan;
pub mod connect;
pub mod connect_agency;
#[cfg(any(test, feature = "contract"))]
pub mod courier_contract;
pub mod debtor_desk;
pub mod decide_case;
pub mod deliver_effect;
pub mod disconnect_tenant;
#[cfg(any(test, feature = "contract"))]
pub mod documents_contract;
pub mod explain_credits;
pub mod fan_out;
pub mod forecast_tenant;
pub mod hear_from_agency;
pub mod links;
#[cfg(any(test, feature = "memory"))]
pub mod memory;
pub mod ports;
mod reading;
pub mod receive_claim;
pub mod record_letter_event;
pub mod record_mail_event;
pub mod record_payment;
pub mod register_tenant;
pub mod resolve_payment;
pub mod rewrite_letter;
pub mod run_tenant;
pub mod settle_letter;
mod step_writes;
#[cfg(any(test, feature = "contract"))]
pub mod store_contract;
mod tenant_writes;

pub use tenant_writes::NoSuchTenant;
