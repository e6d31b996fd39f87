//! One claim and its whole history, as the law asks for it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::LetterKind;
use crate::country::Country;
use crate::source_invoice::DebtorKind;
use crate::statutes::Minor;
use crate::statutes::bank_days::next_bank_day;

/// In which order a payment covers the parts of the debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allocation {
    /// The invoice first, as accounting systems settle it; what is over pays costs, then interest.
    PrincipalFirst,
    CostsInterestPrincipal,
}

/// What is owed under one invoice, and everything that happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimHistory {
    pub country: Country,
    pub debtor: DebtorKind,
    /// The invoice is in the country's own currency; fees and compensation are fixed in that one only.
    pub own_currency: bool,
    /// The invoice amount, minor units.
    pub principal: Minor,
    /// As printed.
    pub due_date: Date,
    pub allocation: Allocation,
    /// Sorted by date; what is later than the question is not known yet.
    pub events: Vec<ClaimEvent>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimEvent {
    pub on: Date,
    pub what: ClaimDeed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimDeed {
    /// By its value date.
    Payment {
        amount: Minor,
        reversed_on: Option<Date>,
    },
    Credit {
        amount: Minor,
        effect: CreditEffect,
    },
    Letter(SentLetter),
    /// A letter with a fee on another claim of the same unbroken arrears (Denmark): it counts here too.
    FeeElsewhere,
    Handover,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreditEffect {
    /// The invoice was wrong: everything is reckoned anew on the lower amount.
    FromStart,
    /// Goodwill or a return: the principal falls on the day of the credit note.
    FromDate,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    pub kind: LetterKind,
    /// As printed.
    pub deadline: Date,
    pub asked: Asked,
    pub fate: Fate,
}

/// What a letter asks for on top of the claim. What of it is lawful is reckoned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub fee: bool,
    pub compensation: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Sent,
    Bounced,
    Voided,
}

impl ClaimHistory {
    /// The due date moved to the next bank day: interest, fees and letters count from here.
    pub fn effective_due(&self) -> Date {
        next_bank_day(self.country, self.due_date)
    }

    /// The debtor owes the fixed compensation: never a consumer, and an unknown debtor counts as one.
    pub fn pays_compensation(&self) -> bool {
        matches!(self.debtor, DebtorKind::Company | DebtorKind::PublicAuthority)
    }

    pub(super) fn known(&self, on: Date) -> impl Iterator<Item = &ClaimEvent> {
        self.events.iter().filter(move |event| event.on <= on)
    }

    /// What credit notes took from the invoice from the start, as known on this day.
    pub(super) fn credited_from_start(&self, on: Date) -> Minor {
        self.known(on)
            .map(|event| match event.what {
                ClaimDeed::Credit { amount, effect: CreditEffect::FromStart } => amount,
                _ => 0,
            })
            .sum()
    }

    /// The invoice was wrong as a whole: nothing of it was ever owed.
    pub(super) fn never_owed(&self, on: Date) -> bool {
        let credited = self.credited_from_start(on);
        credited > 0 && credited >= self.principal
    }
}
