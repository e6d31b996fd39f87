//! Where a case stands for the one who owes, and what may still be answered.

use jiff::civil::Date;

use super::words::Words;
use crate::format::Locale;

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebtorStanding {
    Open,
    /// It rests until the creditor has decided.
    ObjectedOn(Date),
    /// The debtor says so; the creditor's books do not show it yet.
    SaidPaidOn(Date),
    /// Nothing more is asked for.
    Closed,
    /// With the creditor's agency: nothing is answered here any more.
    HandedOver {
        /// What the agency is called, where it is one of the table with a name of its own.
        agency: Option<&'static str>,
    },
}

/// What a posted answer came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    Objected,
    SaidPaid,
    /// The reason was left empty; nothing was changed.
    ReasonMissing,
    /// The date was left empty, is none, or has not come; nothing was changed.
    DateUnfit,
    /// The case was closed or handed over in the meantime; nothing was changed.
    TooLate,
}

impl Answered {
    pub(super) fn is_refusal(self) -> bool {
        !matches!(self, Answered::Objected | Answered::SaidPaid)
    }

    pub(super) fn text(self, words: &Words) -> &'static str {
        match self {
            Answered::Objected => words.objected,
            Answered::SaidPaid => words.said_paid,
            Answered::ReasonMissing => words.reason_missing,
            Answered::DateUnfit => words.date_unfit,
            Answered::TooLate => words.too_late,
        }
    }
}

impl DebtorStanding {
    /// Its name, and what it means. An open claim speaks for itself.
    pub(super) fn account(self, words: &Words, locale: &Locale) -> Option<(&'static str, String)> {
        match self {
            DebtorStanding::Open => None,
            DebtorStanding::ObjectedOn(date) => {
                Some((words.rests, (words.objected_on)(&locale.long_date(date))))
            }
            DebtorStanding::SaidPaidOn(date) => {
                Some((words.awaits, (words.said_paid_on)(&locale.long_date(date))))
            }
            DebtorStanding::Closed => Some((words.closed, words.nothing_more.to_owned())),
            DebtorStanding::HandedOver { agency } => Some((words.handed_over, (words.handed_to)(agency))),
        }
    }

    pub(super) fn asks_to_pay(self) -> bool {
        matches!(self, DebtorStanding::Open | DebtorStanding::ObjectedOn(_) | DebtorStanding::SaidPaidOn(_))
    }

    /// Who has paid is not told how to.
    pub(super) fn tells_how_to_pay(self) -> bool {
        self.asks_to_pay() && !matches!(self, DebtorStanding::SaidPaidOn(_))
    }

    /// An objection stops it: nobody is held to a date while it is looked at.
    pub(super) fn deadline_runs(self) -> bool {
        self.asks_to_pay() && !matches!(self, DebtorStanding::ObjectedOn(_))
    }

    pub(super) fn may_object(self) -> bool {
        matches!(self, DebtorStanding::Open | DebtorStanding::SaidPaidOn(_))
    }

    pub(super) fn may_say_paid(self) -> bool {
        matches!(self, DebtorStanding::Open | DebtorStanding::ObjectedOn(_))
    }
}
