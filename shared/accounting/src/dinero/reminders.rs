//! The reminders that Dinero sent with a fee.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::value::RawValue;

use crate::fields::{FieldError, Row};
use crate::http::{Answer, Trouble};

/// What one reminder claims on top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claimed {
    pub amount: Decimal,
    pub on: Option<Date>,
}

const PARTS: &[&str] = &["FeeAmount", "InterestAmount", "CompensationFeeAmount"];

/// What the standing reminders claim; a draft or deleted one claims nothing.
pub(super) fn read(answer: &Answer) -> Result<Result<Vec<Claimed>, FieldError>, Trouble> {
    let list: Vec<&RawValue> =
        serde_json::from_str(answer.text()?).map_err(|_| FieldError::new("reminders", "is not a list"))?;
    let one = |(at, raw): (usize, &&RawValue)| {
        Row::of(raw).and_then(|row| claimed(&row)).map_err(|error| error.under(format!("reminders[{at}]")))
    };
    let claims: Result<Vec<_>, _> = list.iter().enumerate().map(one).collect();
    Ok(claims.map(|claims| claims.into_iter().flatten().collect()))
}

fn claimed(row: &Row<'_>) -> Result<Option<Claimed>, FieldError> {
    if row.flag("IsDraft")? == Some(true) || row.flag("IsDeleted")? == Some(true) {
        return Ok(None);
    }
    let mut amount = Decimal::ZERO;
    for field in PARTS {
        let part = row.amount(field)?.unwrap_or_default();
        amount = amount.checked_add(part).ok_or_else(|| FieldError::new(*field, "is too large"))?;
    }
    Ok(Some(Claimed { amount, on: row.date("Date")? }).filter(|claimed| !claimed.amount.is_zero()))
}
