//! What happens: each workflow reads, asks the domain, and writes its answer in one transaction a step.
//!
//! The outside stands behind the traits in [`ports`]. No clock: every workflow is told the instant.
#![forbid(unsafe_code)]

pub mod ports;
