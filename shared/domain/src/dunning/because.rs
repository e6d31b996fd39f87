//! What a figure rests on, in words: the statute rows and the rulings. Letters keep it, and operators read it.

use jiff::civil::Date;

use super::{Caution, ChargeKind, ClaimHistory, LetterKind, Record, StepKind, Stretch, grounds};
use crate::country::Country;
use crate::statutes::bank_days::{holiday, is_bank_day, next_bank_day};
use crate::statutes::{Limits, Minor, Statutes};

/// Why a date was moved on to the next bank day; nothing where it was not.
pub fn moved_on(country: Country, day: Date) -> Option<String> {
    if is_bank_day(country, day) {
        return None;
    }
    let why = holiday(country, day).map_or("the weekend", |row| row.name);
    Some(format!("{day} is no bank day ({why}); the next one is {}", next_bank_day(country, day)))
}

/// The fewest days that such a letter must leave.
pub fn least_days(country: Country, kind: LetterKind, sent: Date) -> String {
    let limits = Limits::on(country, sent);
    format!("at least {} days from sending ({})", limits.least_days(kind), limits.source)
}

/// The rates and charges behind what is owed.
pub fn owed(claim: &ClaimHistory, statutes: &Statutes, caution: &Caution, day: Date) -> Vec<String> {
    let mut reasons: Vec<String> = moved_on(claim.country, claim.due_date).into_iter().collect();
    let record = Record::of(claim, statutes, caution, day);
    for charge in &record.charges {
        let source = charge_source(claim, charge.kind, charge.on);
        let name = match charge.kind {
            ChargeKind::Fee => "fee",
            ChargeKind::Compensation => "compensation",
            ChargeKind::HandoverFee => "hand-over fee",
        };
        reasons.push(format!("{name} of {}: {} ({source})", charge.on, kroner(charge.adds)));
    }
    let stretches = record.ledger(claim, statutes, day).map(|ledger| ledger.stretches).unwrap_or_default();
    for stretch in stretches {
        let source = rate_source(claim.country, &stretch);
        reasons.push(format!(
            "{} to {}: {} days at {} % on {}, actual/365 ({source})",
            stretch.from,
            stretch.to,
            stretch.days,
            stretch.rate,
            kroner(stretch.balance)
        ));
    }
    reasons
}

/// What rules a letter of this kind on this day.
pub fn letter(claim: &ClaimHistory, statutes: &Statutes, kind: LetterKind, on: Date) -> Vec<String> {
    let limits = Limits::on(claim.country, on);
    let mut reasons = vec![format!(
        "at most {} letters with a fee, the first {} days after {} ({})",
        limits.fee_letters,
        limits.first_fee_after_days,
        claim.effective_due(),
        limits.source
    )];
    if let Ok(regime) = statutes.regime_on(claim.country, on) {
        reasons.push(format!("regime {} ({})", regime.name, regime.source));
    }
    if kind != LetterKind::FriendlyReminder {
        reasons.push(charge_source(claim, ChargeKind::Fee, on));
    }
    if claim.pays_compensation() {
        reasons.push(charge_source(claim, ChargeKind::Compensation, on));
    }
    if !claim.own_currency {
        reasons.push(
            "fees and compensation are fixed in the country's own currency: none here (ruling D31)".into(),
        );
    }
    reasons
}

/// What rules the first day of a step.
pub fn step(claim: &ClaimHistory, statutes: &Statutes, kind: StepKind, day: Option<Date>) -> Vec<String> {
    let mut reasons: Vec<String> = moved_on(claim.country, claim.due_date).into_iter().collect();
    match kind.letter() {
        Some(kind) => reasons.extend(letter(claim, statutes, kind, day.unwrap_or(claim.effective_due()))),
        None => reasons.push(
            "after the deadline of the latest valid collection notice and of a payment demand (ruling D11)"
                .into(),
        ),
    }
    reasons
}

pub fn cost_cap(country: Country) -> &'static str {
    match country {
        Country::Denmark => "BEK 601/2002 annex 1, as set by BEK 476/2016, excluding VAT",
        Country::Norway => "inkassoforskriften § 2-2, fractions of the inkassosats",
    }
}

/// The row that the rate of a stretch comes from.
pub fn rate_source(country: Country, stretch: &Stretch) -> String {
    let row = grounds::rate_row(country, stretch);
    row.map_or("added by the asker".to_owned(), |row| format!("{}; {}", row.tag.word(), row.source))
}

/// The row that a charge comes from.
pub fn charge_source(claim: &ClaimHistory, kind: ChargeKind, on: Date) -> String {
    let of = |what: &str, from: Date, source: &str| format!("{what} from {from}: {source}");
    let row = match kind {
        ChargeKind::Fee => grounds::fee_row(claim, on).map(|row| of("fees", row.from, row.source)),
        ChargeKind::Compensation => {
            grounds::compensation_row(claim).map(|row| of("compensation", row.from, row.source))
        }
        ChargeKind::HandoverFee => {
            grounds::handover_fee_row(claim.country, on).map(|row| of("hand-over fee", row.from, row.source))
        }
    };
    row.unwrap_or_else(|| "no row".into())
}

/// Major units with two decimals.
fn kroner(minor: Minor) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100)
}
