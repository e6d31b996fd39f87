//! A case, as Debitura tells it.

use accounting::http::Trouble;
use domain::handover::{AgencyCase, AgencyRef, Balances};
use domain::{Currency, Money};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::statuses;

/// The fields that are read; there are many more.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Told<'a> {
    id: Option<String>,
    reference: Option<String>,
    creditor_reference: Option<String>,
    lifecycle: Option<String>,
    close_code: Option<String>,
    currency: Option<String>,
    #[serde(borrow)]
    gross_amount: Option<&'a RawValue>,
    #[serde(borrow)]
    remainder: Option<&'a RawValue>,
    #[serde(borrow)]
    interest_fees: Option<&'a RawValue>,
    #[serde(borrow)]
    reminder_fees: Option<&'a RawValue>,
    #[serde(borrow)]
    collection_fees: Option<&'a RawValue>,
    date_finished: Option<String>,
    dispute_status: Option<String>,
}

fn told(body: &str) -> Result<Told<'_>, Trouble> {
    serde_json::from_str(body)
        .map_err(|_| Trouble::Garbled { field: "case".into(), problem: "is no case of its pages".into() })
}

fn id(told: &Told<'_>) -> Result<AgencyRef, Trouble> {
    let parsed = told.id.as_deref().map(AgencyRef::parse);
    parsed.and_then(Result::ok).ok_or_else(|| bad("id", "is missing or no id"))
}

/// The id alone.
pub(super) fn reference(body: &str) -> Result<AgencyRef, Trouble> {
    id(&told(body)?)
}

/// # Errors
/// Names the field that is not what the pages say.
pub(super) fn read(body: &str) -> Result<AgencyCase, Trouble> {
    let told = told(body)?;
    let lifecycle = told.lifecycle.as_deref().ok_or_else(|| bad("lifecycle", "is missing"))?;
    let standing = statuses::standing(lifecycle, told.close_code.as_deref(), told.dispute_status.as_deref());
    Ok(AgencyCase {
        agency_ref: id(&told)?,
        reference: told.reference.clone(),
        case: told.creditor_reference.as_deref().and_then(|reference| reference.parse().ok()),
        status: standing.status,
        close_reason: standing.close_reason,
        is_disputed: standing.is_disputed,
        closed_at: told.date_finished.as_deref().map(instant).transpose()?,
        balances: balances(&told)?,
    })
}

/// Each figure by itself; `totalAddedFees` is their sum, and is not read.
fn balances(told: &Told<'_>) -> Result<Balances, Trouble> {
    let Some(code) = &told.currency else { return Ok(Balances::default()) };
    let currency: Currency = code.parse().map_err(|_| bad("currency", "is not known"))?;
    let money = |field: &'static str, raw: Option<&RawValue>| {
        let digits = raw.map(RawValue::get).filter(|digits| *digits != "null");
        digits
            .map(|digits| amount(digits, currency).ok_or_else(|| bad(field, "is not an amount")))
            .transpose()
    };
    Ok(Balances {
        principal: money("grossAmount", told.gross_amount)?,
        remaining_principal: money("remainder", told.remainder)?,
        interest: money("interestFees", told.interest_fees)?,
        reminder_fees: money("reminderFees", told.reminder_fees)?,
        collection_costs: money("collectionFees", told.collection_fees)?,
    })
}

fn amount(digits: &str, currency: Currency) -> Option<Money> {
    let decimal = Decimal::from_str_exact(digits).ok()?;
    Money::from_major(decimal, currency).ok()
}

/// RFC 3339; a time without a zone is UTC.
fn instant(text: &str) -> Result<Timestamp, Trouble> {
    let zoneless = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp());
    text.parse().ok().or_else(zoneless).ok_or_else(|| bad("dateFinished", "is not a time"))
}

fn bad(field: &str, problem: &str) -> Trouble {
    Trouble::BadField { field: field.into(), problem: problem.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASE: &str = r#"{ "id": "5b1e2c64-1111-4a6b-8c55-0a0b0c0d0e0f", "reference": "K7QX29AB",
        "creditorReference": "taaaaaaaaaaaa-aaaaaaaaaaaaaaaa", "lifecycle": "Closed", "closeCode": "Paid",
        "grossAmount": 15500.00, "remainder": 0, "interestFees": 212.33, "reminderFees": 200.00,
        "collectionFees": null, "totalAddedFees": 412.33, "currency": "DKK", "isTestCase": true,
        "dateFinished": "2026-12-01T09:00:00", "disputeStatus": null, "aFieldOfTomorrow": {"x": [1]} }"#;

    #[test]
    fn a_case_is_read_with_each_figure_by_itself() {
        insta::assert_debug_snapshot!(read(CASE).unwrap());
    }

    #[test]
    fn a_wrong_field_is_named_without_its_value() {
        for (was, is, field) in [
            ("15500.00", "15500.005", "grossAmount"),
            ("212.33", "\"plenty\"", "interestFees"),
            ("\"DKK\"", "\"XXX\"", "currency"),
            ("2026-12-01T09:00:00", "yesterday", "dateFinished"),
            ("5b1e2c64-1111-4a6b-8c55-0a0b0c0d0e0f", "../x", "id"),
        ] {
            let spoiled = CASE.replace(was, is);
            match read(&spoiled) {
                Err(Trouble::BadField { field: named, problem }) => {
                    assert_eq!(named, field);
                    assert!(!problem.contains(is), "{problem}");
                }
                other => panic!("{field}: {other:?}"),
            }
        }
    }
}
