//! What a collection agency may ask the debtor for, at most. For information only.

use jiff::civil::Date;

use super::rows::{COST_CAP_MULTIPLIERS, COST_CAPS, CostCapRow, REMINDER_FEES};
use super::{Minor, Missing};
use crate::country::Country;
use crate::source_invoice::DebtorKind;

/// How far Norwegian recovery has come: the cap doubles 28 days after the deadline of the agency's demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapPhase {
    Light,
    Heavy,
}

/// What the cap depends on. Denmark knows one band table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapQuestion {
    Denmark,
    Norway { date: Date, phase: CapPhase, debtor: DebtorKind, creditor_deducts_vat: bool },
}

/// Millionths, and millionths of a percent.
const MILLION: i128 = 1_000_000;

/// The cap on collection costs for a claim of `amount` (minor units), in minor units, excluding VAT.
///
/// Denmark: BEK 601/2002 annex 1. Norway: inkassoforskriften § 2-2. An amount between two bands belongs to the upper one.
///
/// # Errors
/// [`Missing::FeeRow`] for a Norwegian date without a known inkassosats.
pub fn cost_cap(amount: Minor, question: CapQuestion) -> Result<Minor, Missing> {
    let (country, sats, multipliers) = match question {
        CapQuestion::Denmark => (Country::Denmark, 0, Vec::new()),
        CapQuestion::Norway { date, phase, debtor, creditor_deducts_vat } => {
            let business = matches!(debtor, DebtorKind::Company | DebtorKind::PublicAuthority);
            let applying = [
                ("heavy", phase == CapPhase::Heavy),
                ("business", business),
                ("no_vat_deduction", !creditor_deducts_vat),
            ];
            let whens = applying.into_iter().filter(|(_, applies)| *applies).map(|(when, _)| when).collect();
            (Country::Norway, sats_on(date)?, whens)
        }
    };
    let band = COST_CAPS
        .iter()
        .find(|row| row.country == country && row.up_to.is_none_or(|up_to| amount <= up_to.into()));
    Ok(band.map_or(0, |row| capped(row, amount, sats, &multipliers)))
}

fn capped(row: &CostCapRow, amount: Minor, sats: Minor, multipliers: &[&str]) -> Minor {
    let flat = row.amount.map_or(0, Minor::from);
    let above = row.above.map_or(0, |above| (amount - Minor::from(above)).max(0));
    let share = above * row.percent_above.map_or(0, Minor::from);
    let mut of_sats = sats * row.factor.map_or(0, Minor::from);
    let mut parts = MILLION;
    for multiplier in COST_CAP_MULTIPLIERS.iter().filter(|row| multipliers.contains(&row.when)) {
        of_sats *= Minor::from(multiplier.factor);
        parts *= MILLION;
    }
    flat + rounded(share, 100 * MILLION) + rounded(of_sats, parts)
}

/// The yearly inkassosats for claims of today's bands, which came with the halving of 2020-10-01.
fn sats_on(date: Date) -> Result<Minor, Missing> {
    let row = REMINDER_FEES
        .iter()
        .find(|row| row.country == Country::Norway && row.due_from.is_some() && row.holds_for(date, date));
    row.and_then(|row| row.sats)
        .map(Minor::from)
        .ok_or(Missing::FeeRow { country: Country::Norway, day: date })
}

/// Half away from zero.
pub(crate) fn rounded(parts: i128, of: i128) -> i128 {
    let away = if parts < 0 { -of } else { of };
    (2 * parts + away) / (2 * of)
}
