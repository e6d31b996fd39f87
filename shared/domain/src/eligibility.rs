//! Which fetched invoices become cases: a table of reason codes, the first that fits decides.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::moment::days_between;
use crate::source_invoice::{
    Amounts, AmountsProblem, DocumentKind, Hold, InvoiceOutline, InvoiceState, SourceInvoice,
};

/// Why an invoice that was read is not a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonCode {
    /// The row could not be understood; the field is named in the run's log.
    Unreadable,
    CreditNote,
    Draft,
    Voided,
    UnknownCurrency,
    InconsistentAmounts,
    NothingOutstanding,
    NoDueDate,
    /// By the tenant's civil date; the due date itself is on time.
    NotOverdue,
    /// The creditor has already handed it to debt collection elsewhere.
    InCollectionElsewhere,
    /// The debtor's invoices are sold to a factor.
    Factored,
    /// The creditor has put its reminders off.
    Postponed,
    /// The creditor is paying money back to the debtor.
    RepaymentOpen,
    BeforeStartDate,
    /// Fell due longer before the connection than its look-back reaches.
    BeyondLookBack,
    BelowMinimumDays,
    /// The debtor has no e-mail address in the accounting system.
    NoDebtorContact,
    FetchingPaused,
    /// It is, or has been, a case: what was declined or closed does not start again by itself.
    AlreadyACase,
}

impl ReasonCode {
    pub const ALL: [ReasonCode; 19] = [
        ReasonCode::Unreadable,
        ReasonCode::CreditNote,
        ReasonCode::Draft,
        ReasonCode::Voided,
        ReasonCode::UnknownCurrency,
        ReasonCode::InconsistentAmounts,
        ReasonCode::NothingOutstanding,
        ReasonCode::NoDueDate,
        ReasonCode::NotOverdue,
        ReasonCode::InCollectionElsewhere,
        ReasonCode::Factored,
        ReasonCode::Postponed,
        ReasonCode::RepaymentOpen,
        ReasonCode::BeforeStartDate,
        ReasonCode::BeyondLookBack,
        ReasonCode::BelowMinimumDays,
        ReasonCode::NoDebtorContact,
        ReasonCode::FetchingPaused,
        ReasonCode::AlreadyACase,
    ];
}

/// The tenant's rules that an invoice is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirements {
    /// At least this many days past due; 1 is "overdue at all".
    pub min_days_overdue: u16,
    /// Invoices that fell due before this date are left alone.
    pub start_date: Option<Date>,
    /// How far back the connection reaches: due dates before this are never fetched.
    pub reaches_back_to: Date,
    pub fetching_paused: bool,
}

impl Requirements {
    /// No invoice that fell due before this is wanted.
    pub fn oldest_due_date(&self) -> Date {
        self.start_date.map_or(self.reaches_back_to, |start| start.max(self.reaches_back_to))
    }
}

/// What is known of an invoice when it is judged; `None` is "not known yet" and never a reason to skip.
struct Glance<'a> {
    kind: DocumentKind,
    state: InvoiceState,
    due_date: Option<Date>,
    amounts: Option<&'a Result<Amounts, AmountsProblem>>,
    has_contact: Option<bool>,
    in_collection_elsewhere: bool,
    hold: Option<Hold>,
}

type Check = fn(&Glance<'_>, &Requirements, Date) -> bool;

/// In the order in which a person would want to hear it: what it is, what it says, whether it is time, whether we can.
const CHECKS: &[(ReasonCode, Check)] = &[
    (ReasonCode::CreditNote, |seen, _, _| seen.kind == DocumentKind::CreditNote),
    (ReasonCode::Draft, |seen, _, _| seen.state == InvoiceState::Draft),
    (ReasonCode::Voided, |seen, _, _| seen.state == InvoiceState::Voided),
    (ReasonCode::UnknownCurrency, |seen, _, _| {
        matches!(seen.amounts, Some(Err(AmountsProblem::UnknownCurrency(_))))
    }),
    (ReasonCode::InconsistentAmounts, |seen, _, _| {
        matches!(seen.amounts, Some(Err(AmountsProblem::Inconsistent(_))))
    }),
    (
        ReasonCode::NothingOutstanding,
        |seen, _, _| matches!(seen.amounts, Some(Ok(amounts)) if !amounts.principal_outstanding().is_positive()),
    ),
    // Only an invoice that was read whole is sure to have none: a list row may just not tell it.
    (ReasonCode::NoDueDate, |seen, _, _| seen.due_date.is_none() && seen.amounts.is_some()),
    (ReasonCode::NotOverdue, |seen, _, today| seen.due_date.is_some_and(|due| due >= today)),
    (ReasonCode::InCollectionElsewhere, |seen, _, _| seen.in_collection_elsewhere),
    (ReasonCode::Factored, |seen, _, _| seen.hold == Some(Hold::Factored)),
    (
        ReasonCode::Postponed,
        |seen, _, today| matches!(seen.hold, Some(hold @ Hold::Postponed { .. }) if hold.holds_on(today)),
    ),
    (ReasonCode::RepaymentOpen, |seen, _, _| seen.hold == Some(Hold::Repayment)),
    (
        ReasonCode::BeforeStartDate,
        |seen, rules, _| matches!((seen.due_date, rules.start_date), (Some(due), Some(start)) if due < start),
    ),
    (ReasonCode::BeyondLookBack, |seen, rules, _| {
        seen.due_date.is_some_and(|due| due < rules.reaches_back_to)
    }),
    (ReasonCode::BelowMinimumDays, |seen, rules, today| {
        seen.due_date.is_some_and(|due| days_between(due, today) < i32::from(rules.min_days_overdue))
    }),
    (ReasonCode::FetchingPaused, |_, rules, _| rules.fetching_paused),
    (ReasonCode::NoDebtorContact, |seen, _, _| seen.has_contact == Some(false)),
];

fn first_that_fits(seen: &Glance<'_>, rules: &Requirements, today: Date) -> Result<(), ReasonCode> {
    match CHECKS.iter().find(|(_, fits)| fits(seen, rules, today)) {
        Some((code, _)) => Err(*code),
        None => Ok(()),
    }
}

/// Whether an invoice becomes a case today.
///
/// # Errors
/// The reason code under which it is counted instead.
pub fn judge(invoice: &SourceInvoice, rules: &Requirements, today: Date) -> Result<(), ReasonCode> {
    let seen = Glance {
        kind: invoice.kind,
        state: invoice.state,
        due_date: invoice.due_date,
        amounts: Some(&invoice.amounts),
        has_contact: Some(invoice.debtor.email.is_some()),
        in_collection_elsewhere: invoice.in_collection_elsewhere,
        hold: invoice.hold,
    };
    first_that_fits(&seen, rules, today)
}

/// The same table for a list row that does not tell everything: a code that is certain already saves the request for the rest.
///
/// # Errors
/// The reason code; `Ok` means only that the invoice is worth reading whole.
pub fn judge_outline(outline: &InvoiceOutline, rules: &Requirements, today: Date) -> Result<(), ReasonCode> {
    let seen = Glance {
        kind: outline.kind,
        state: outline.state,
        due_date: outline.due_date,
        amounts: None,
        has_contact: None,
        in_collection_elsewhere: false,
        hold: None,
    };
    first_that_fits(&seen, rules, today)
}

#[cfg(test)]
mod tests;
