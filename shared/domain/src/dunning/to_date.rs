//! A letter's claims as they stand on a later day: what its debtor sees of them.

use jiff::civil::Date;

use super::compose::{claim_on, narrow};
use super::letter::{Letter, LetterClaim};
use super::{Record, Rules};
use crate::case::CollectionCase;
use crate::money::Money;
use crate::statutes::{Minor, Missing};
use crate::tenant::Tenant;

/// The letter with the figures of `day`: what was asked for in letters so far stands with its claim, and nothing is new.
///
/// `cases` are those of its claims that are told of. `sent_on` is the day for which the figures hold, and `pay_by` the last
/// deadline that was given. With no statute row for that day the figures stay those of the letter's own day.
pub fn to_date(letter: &Letter, cases: &[&CollectionCase], tenant: &Tenant, day: Date) -> Letter {
    let as_sent = as_sent(letter);
    let claims: Result<Vec<LetterClaim>, Missing> =
        cases.iter().map(|case| claim_of(case, &Rules::of(tenant, case), day)).collect();
    let Ok(claims) = claims else { return as_sent };
    let given = cases.iter().flat_map(|case| case.dunning.counted()).map(|letter| letter.pay_by).max();
    let total: Minor = claims.iter().map(|claim| Minor::from(claim.total.minor)).sum();
    Letter {
        sent_on: day,
        pay_by: given.unwrap_or(letter.pay_by),
        claims,
        total: Money::new(narrow(total), letter.currency),
        ..as_sent
    }
}

fn claim_of(case: &CollectionCase, rules: &Rules, day: Date) -> Result<LetterClaim, Missing> {
    let claim = case.history(rules.country);
    let record = Record::of(&claim, &rules.statutes, &rules.caution(), day);
    claim_on(case, &claim, &record, rules, 0, day)
}

/// The letter's own figures, its fee among those that were asked for.
fn as_sent(letter: &Letter) -> Letter {
    let mut sent = letter.clone();
    if let Some(first) = sent.claims.first_mut() {
        first.earlier_fees.minor += letter.fee.minor;
        first.total.minor += letter.fee.minor;
    }
    sent.fee = Money::zero(letter.currency);
    sent
}
