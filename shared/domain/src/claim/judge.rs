//! Which pushed claims become cases: every rule is asked, so that all that stands in the way is told at once.

use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;

use super::command::{ChargeKind, ClaimDraft, RegisterClaim};
use super::fault::{Fault, FaultCode};
use super::legal_caps::{LIMITATION_YEARS, compensation_cap, letter_cap};
use super::record::ClaimsStanding;
use super::service::{CollectionService, Terms};
use crate::country::Country;
use crate::money::Money;
use crate::source_invoice::{DebtorKind, InvoiceState};

/// What a claim is held against.
#[derive(Debug, Clone, Copy)]
pub struct ClaimRules<'a> {
    pub service: &'static CollectionService,
    pub standing: &'a ClaimsStanding,
    pub country: Country,
    /// The tenant's civil date.
    pub today: Date,
    /// The instant of the click.
    pub sent_at: Timestamp,
}

type Breaks = fn(&ClaimDraft, &ClaimRules<'_>) -> bool;

/// A rule that is broken, and the field that it is told at. What could not be read breaks no rule: it is told as that.
const RULES: &[(FaultCode, &str, Breaks)] = &[
    (FaultCode::ConnectionInactive, "creditor", |_, rules| !rules.standing.active),
    (FaultCode::TermsNotAccepted, "terms_accepted", lacks_terms),
    (FaultCode::DraftInvoice, "invoice.state", |draft, _| draft.state == Some(InvoiceState::Draft)),
    (FaultCode::CreditNote, "invoice.gross_amount", |draft, _| {
        draft.gross.is_some_and(|gross| gross.minor < 0)
    }),
    (FaultCode::AmountNotPositive, "invoice.outstanding_amount", |draft, _| {
        draft.principal.is_some_and(|principal| principal.minor <= 0)
    }),
    (
        FaultCode::OutstandingExceedsGross,
        "invoice.outstanding_amount",
        |draft, _| matches!((draft.principal, draft.gross), (Some(owed), Some(gross)) if gross.minor >= 0 && owed.minor > gross.minor),
    ),
    (
        FaultCode::DueDateBeforeIssueDate,
        "invoice.due_date",
        |draft, _| matches!((draft.issue_date, draft.due_date), (Some(issued), Some(due)) if due < issued),
    ),
    (FaultCode::NotOverdue, "invoice.due_date", |draft, rules| {
        draft.due_date.is_some_and(|due| due >= rules.today)
    }),
    (FaultCode::TimeBarred, "invoice.due_date", |draft, rules| {
        draft.due_date.is_some_and(|due| last_day_to_claim(due) < rules.today)
    }),
    (FaultCode::RemindersPresent, "reminders", |draft, rules| {
        !rules.service.takes_reminders && !draft.reminders.is_empty()
    }),
];

/// Judges what could be read; `faults` are those that reading it has found.
///
/// # Errors
/// Every fault, in the order of their fields.
pub fn judge(
    draft: ClaimDraft,
    mut faults: Vec<Fault>,
    rules: &ClaimRules<'_>,
) -> Result<RegisterClaim, Vec<Fault>> {
    let broken = RULES.iter().filter(|(_, _, breaks)| breaks(&draft, rules));
    faults.extend(broken.map(|(code, path, _)| Fault::new(*path, *code)));
    faults.extend(charges_above_the_law(&draft, rules));
    faults.sort();
    faults.dedup();
    if !faults.is_empty() {
        return Err(faults);
    }
    draft.complete().ok_or_else(|| vec![Fault::new("invoice", FaultCode::Missing)])
}

fn lacks_terms(draft: &ClaimDraft, rules: &ClaimRules<'_>) -> bool {
    let mut accepted = rules.standing.terms.iter().chain(&draft.terms);
    rules.service.terms == Terms::AcceptedBefore && !accepted.any(|terms| terms.accepted_at <= rules.sent_at)
}

/// The last day of the limitation period, counted from the day that payment was due.
fn last_day_to_claim(due: Date) -> Date {
    due.checked_add(LIMITATION_YEARS.years()).unwrap_or(Date::MAX)
}

/// A cap is in kroner: a charge in another currency cannot be held against it, and is not taken over.
fn charges_above_the_law(draft: &ClaimDraft, rules: &ClaimRules<'_>) -> Vec<Fault> {
    let above = |amount: Money, cap: Option<Money>| {
        cap.is_none_or(|cap| amount.currency != cap.currency || amount.minor > cap.minor)
    };
    let fee_above =
        |amount: Money, day: Date| above(amount, letter_cap(rules.country, day).map(|cap| cap.fee));
    let is_business = draft
        .debtor
        .as_ref()
        .is_none_or(|debtor| matches!(debtor.kind, DebtorKind::Company | DebtorKind::PublicAuthority));
    let mut faults = Vec::new();
    for (index, charge) in draft.charges.iter().enumerate() {
        let wrong = match charge.kind {
            ChargeKind::ReminderFee => fee_above(charge.amount, charge.date),
            ChargeKind::CompensationFee => {
                !is_business || above(charge.amount, compensation_cap(rules.country, charge.date))
            }
            ChargeKind::Interest => false,
        };
        if wrong {
            faults.push(Fault::new(format!("charges[{index}].amount"), FaultCode::FeeAboveLegalCap));
        }
        if charge.kind == ChargeKind::ReminderFee && !rules.service.takes_reminders {
            faults.push(Fault::new(format!("charges[{index}].kind"), FaultCode::RemindersPresent));
        }
    }
    for (index, reminder) in draft.reminders.iter().enumerate() {
        if reminder.fee.is_some_and(|fee| fee.is_positive() && fee_above(fee, reminder.sent_on)) {
            faults.push(Fault::new(format!("reminders[{index}].fee"), FaultCode::FeeAboveLegalCap));
        }
    }
    let fees = draft.fees();
    let last = fees.iter().filter_map(|fee| fee.charged_on).max();
    let most = last.and_then(|day| letter_cap(rules.country, day)).map(|cap| cap.letters);
    let compensations = draft.charges.iter().filter(|charge| charge.kind == ChargeKind::CompensationFee);
    if most.is_some_and(|most| fees.len() > most) || compensations.count() > 1 {
        faults.push(Fault::new("charges", FaultCode::FeeAboveLegalCap));
    }
    faults
}
