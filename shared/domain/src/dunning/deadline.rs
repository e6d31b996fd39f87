//! The last day to pay that a letter may print.

use jiff::civil::Date;

use super::{Forbidden, LetterKind};
use crate::country::Country;
use crate::moment::plus_days;
use crate::statutes::Limits;
use crate::statutes::bank_days::next_bank_day;

/// The last day to pay of a letter sent on `sent` that leaves `days` days, moved on to a bank day.
///
/// The day of sending is not counted. Denmark: inkassoloven § 10 (3). Norway: inkassoloven § 9, inkassoforskriften § 1-3.
///
/// # Errors
/// When the law asks for more days, or the country does not know this letter.
pub fn deadline(country: Country, kind: LetterKind, sent: Date, days: i32) -> Result<Date, Forbidden> {
    if !exists_in(kind, country) {
        return Err(Forbidden::StepNotInCountry);
    }
    let least_days = Limits::on(country, sent).least_days(kind);
    if days < i32::from(least_days) {
        return Err(Forbidden::DeadlineTooShort { least_days });
    }
    Ok(next_bank_day(country, plus_days(sent, days)))
}

/// Whether a creditor of this country sends such letters.
pub(super) fn exists_in(kind: LetterKind, country: Country) -> bool {
    kind != LetterKind::PaymentDemand || country == Country::Norway
}
