//! The questions that letters, forecasts and operators put to the law. All of them answer from the same record.

use jiff::civil::Date;

use super::history::{Asked, ClaimDeed, ClaimEvent, ClaimHistory};
use super::judge::{Case, granted, is_worth_chasing, may_be_handed_over, something_is_owed};
use super::ledger::Ledger;
use super::record::{Granted, Record};
use super::settings::Caution;
use super::{Forbidden, LetterKind};
use crate::statutes::{Minor, Missing, Statutes};

/// What is owed at the end of a day, with what is known then.
///
/// # Errors
/// When a rate is missing for a day on which principal was open.
pub fn owed(
    claim: &ClaimHistory,
    statutes: &Statutes,
    caution: &Caution,
    day: Date,
) -> Result<Ledger, Missing> {
    Record::of(claim, statutes, caution, day).ledger(claim, statutes, day)
}

/// A letter that may go, with what it may charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LawfulLetter {
    pub granted: Granted,
    /// All fees, compensation and hand-over fee so far with this letter's; payments not deducted.
    pub costs_after: Minor,
}

/// Whether a letter may go on this day, and what it may charge.
///
/// # Errors
/// When it may not, or not with what it asks for.
pub fn letter(
    claim: &ClaimHistory,
    statutes: &Statutes,
    caution: &Caution,
    kind: LetterKind,
    asked: Asked,
    on: Date,
) -> Result<LawfulLetter, Forbidden> {
    let record = Record::of(claim, statutes, caution, on);
    let case = Case { claim, statutes, caution, on };
    let granted = granted(&case, &record, kind, asked)?;
    let ledger = record.ledger(claim, statutes, on)?;
    something_is_owed(claim, &ledger, on)?;
    is_worth_chasing(&case, &ledger)?;
    let compensation = match granted.compensation {
        0 => 0,
        amount => record.compensation_adds(claim.country, amount),
    };
    Ok(LawfulLetter { granted, costs_after: ledger.charged + granted.fee + compensation })
}

/// The claim as it is once it goes to an agency on this day, with its record: the hand-over may charge a fee of its own.
///
/// # Errors
/// When it may not go.
pub fn handed_over(
    claim: &ClaimHistory,
    statutes: &Statutes,
    caution: &Caution,
    on: Date,
) -> Result<(ClaimHistory, Record), Forbidden> {
    let record = Record::of(claim, statutes, caution, on);
    may_be_handed_over(&Case { claim, statutes, caution, on }, &record)?;
    let mut handed = claim.clone();
    handed.events.push(ClaimEvent { on, what: ClaimDeed::Handover });
    let record = Record::of(&handed, statutes, caution, on);
    Ok((handed, record))
}
