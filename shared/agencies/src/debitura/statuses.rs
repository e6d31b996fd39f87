//! Debitura's words for how a case stands, as tables ("Case status definitions", "Case close codes").
//!
//! Lists use code names and cases carry texts for people, and those have been renamed: only letters and digits are compared,
//! and what no row has is kept as it came.

use domain::handover::{AgencyCloseReason as Reason, AgencyStatus as Status};

/// How a case stands.
pub(super) struct Standing {
    pub status: Status,
    pub close_reason: Option<Reason>,
    pub is_disputed: bool,
}

const LIFECYCLES: &[(&str, Status)] = &[
    ("pendingcontractsigning", Status::AwaitingApproval),
    ("pendingverificationinternal", Status::Submitted),
    ("pendingverification", Status::Submitted),
    ("moreinforequired", Status::InformationNeeded),
    ("needsadditionaldetails", Status::InformationNeeded),
    ("active", Status::InCollection),
    ("collectingquotes", Status::Legal),
    ("leads", Status::Legal),
    ("pendingquoteselection", Status::Legal),
    ("leadsquotegiven", Status::Legal),
    ("paused", Status::Paused),
    ("closed", Status::Closed),
    ("merged", Status::Closed),
];

/// A close code by how it begins, with what the case has come to. Whole words first: `paid` is not `partially paid`.
const CLOSE_CODES: &[(&str, Status, Reason)] = &[
    ("paid", Status::Closed, Reason::PaidInFull),
    ("partiallypaid", Status::Closed, Reason::PartiallyPaid),
    ("settlementrejectedbyclient", Status::Closed, Reason::SettlementRejected),
    ("withdrawnbyclient", Status::Closed, Reason::WithdrawnByCreditor),
    ("disputedlegalactiondeclinedbyclient", Status::Closed, Reason::Disputed),
    ("debtorinsolventbankrupt", Status::Closed, Reason::DebtorInsolvent),
    ("debtoruntraceable", Status::Closed, Reason::DebtorUntraceable),
    ("statuteoflimitationsexpired", Status::Closed, Reason::TimeBarred),
    ("uneconomicaltopursue", Status::Closed, Reason::Uneconomical),
    ("prelegalexhaustednopayment", Status::Closed, Reason::Exhausted),
    ("invalidcasedata", Status::Rejected, Reason::InvalidClaimData),
    ("unresponsiveclient", Status::Closed, Reason::InvalidClaimData),
    ("noquotesreceived", Status::Closed, Reason::DeclinedByAgency),
    ("quotesexpired", Status::Closed, Reason::DeclinedByAgency),
];

/// Two variants of it are known, told apart after these words.
const NEVER_STARTED: &str = "caseneverstarted";
const MERGED: &str = "merged";

pub(super) fn standing(lifecycle: &str, close_code: Option<&str>, dispute: Option<&str>) -> Standing {
    let stage = bare(lifecycle);
    let known = LIFECYCLES.iter().find(|(word, _)| *word == stage).map(|(_, status)| status.clone());
    let is_disputed = dispute.is_some_and(|text| bare(text).starts_with("yes"));
    let (status, close_reason) = match known {
        None => (Status::Other(lifecycle.to_owned()), None),
        Some(Status::Closed) if stage == MERGED => (Status::Closed, Some(Reason::Duplicate)),
        Some(Status::Closed) => close_code.map_or((Status::Closed, None), closed),
        Some(_) if is_disputed => (Status::Disputed, None),
        Some(status) => (status, None),
    };
    Standing { status, close_reason, is_disputed }
}

fn closed(close_code: &str) -> (Status, Option<Reason>) {
    let word = bare(close_code);
    if word.starts_with(NEVER_STARTED) {
        return (Status::Rejected, Some(Reason::DeclinedByAgency));
    }
    match CLOSE_CODES.iter().find(|(known, ..)| *known == word) {
        Some((_, status, reason)) => (status.clone(), Some(reason.clone())),
        None => (Status::Closed, Some(Reason::Other(close_code.to_owned()))),
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(lifecycle: &str, close_code: &str, dispute: Option<&str>) -> String {
        let standing = standing(lifecycle, Some(close_code).filter(|code| !code.is_empty()), dispute);
        format!("{lifecycle} {close_code} -> {:?} {:?}", standing.status, standing.close_reason)
    }

    #[test]
    fn every_word_of_the_pages_and_every_unknown_one_has_a_meaning() {
        let stages = [
            "Pending contract signing",
            "Pending Verification Internal",
            "PendingVerification",
            "More Info Required",
            "NeedsAdditionalDetails",
            "Active",
            "Collecting Quotes",
            "Pending Quote Selection",
            "LeadsQuoteGiven",
            "Paused",
            "Merged",
            "Awaiting moonrise",
        ];
        let codes = [
            "Paid",
            "Partially paid",
            "Settlement Rejected by Client",
            "Withdrawn by Client",
            "Disputed – Legal Action Declined by Client",
            "Debtor Insolvent/Bankrupt",
            "Debtor Untraceable",
            "Statute of Limitations Expired",
            "Uneconomical to Pursue",
            "Pre-Legal Exhausted – No Payment",
            "Invalid Case Data",
            "Unresponsive Client",
            "Case never started – Rejected by partner",
            "No Quotes Received",
            "Quotes Expired",
            "Other",
            "",
        ];
        let stages = stages.map(|stage| told(stage, "", None));
        let codes = codes.map(|code| told("Closed", code, None));
        let disputes = [
            told("Active", "", Some("Yes, the claim is disputed")),
            told("Active", "", Some("No, the claim is not disputed")),
            told("Closed", "Paid", Some("Yes, the claim is disputed")),
        ];
        insta::assert_snapshot!([&stages[..], &codes[..], &disputes[..]].concat().join("\n"));
    }
}
