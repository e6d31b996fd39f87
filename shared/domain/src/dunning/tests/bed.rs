//! Claims to put questions about.

use jiff::civil::{Date, date};

use crate::country::Country;
use crate::dunning::{
    Allocation, Asked, Caution, ClaimDeed, ClaimEvent, ClaimHistory, CreditEffect, Fate, LetterKind,
    SentLetter,
};
use crate::source_invoice::DebtorKind;
use crate::statutes::Minor;

/// Exactly what the law asks for.
pub const LAW: Caution = Caution { gap_days: 10, hold_to_bank_day: false, grace_bank_days: 0, floor: 0 };
pub const FEE: Asked = Asked { fee: true, compensation: false };
pub const FREE: Asked = Asked { fee: false, compensation: false };
pub const ALL: Asked = Asked { fee: true, compensation: true };

/// 10,000.00 in the country's currency, owed by a business, due on Tuesday 2026-09-01.
pub fn claim(country: Country) -> ClaimHistory {
    ClaimHistory {
        country,
        debtor: DebtorKind::Company,
        own_currency: true,
        principal: 1_000_000,
        due_date: date(2026, 9, 1),
        allocation: Allocation::PrincipalFirst,
        events: Vec::new(),
    }
}

impl ClaimHistory {
    pub fn due(mut self, day: Date) -> Self {
        self.due_date = day;
        self
    }

    pub fn by(mut self, debtor: DebtorKind) -> Self {
        self.debtor = debtor;
        self
    }

    pub fn costs_first(mut self) -> Self {
        self.allocation = Allocation::CostsInterestPrincipal;
        self
    }

    pub fn then(mut self, on: Date, what: ClaimDeed) -> Self {
        self.events.push(ClaimEvent { on, what });
        self
    }

    pub fn letter(self, on: Date, kind: LetterKind, deadline: Date, asked: Asked) -> Self {
        self.then(on, ClaimDeed::Letter(SentLetter { kind, deadline, asked, fate: Fate::Sent }))
    }

    pub fn reminder(self, on: Date, deadline: Date, asked: Asked) -> Self {
        self.letter(on, LetterKind::Reminder, deadline, asked)
    }

    pub fn notice(self, on: Date, deadline: Date, asked: Asked) -> Self {
        self.letter(on, LetterKind::CollectionNotice, deadline, asked)
    }

    pub fn payment(self, on: Date, amount: Minor) -> Self {
        self.then(on, ClaimDeed::Payment { amount, reversed_on: None })
    }

    pub fn credit(self, on: Date, amount: Minor, effect: CreditEffect) -> Self {
        self.then(on, ClaimDeed::Credit { amount, effect })
    }
}

/// A day of 2026.
pub fn day(month: i8, day: i8) -> Date {
    date(2026, month, day)
}
