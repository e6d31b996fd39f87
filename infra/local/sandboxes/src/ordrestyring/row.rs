//! A row of `/debtor-invoices`.

use std::sync::LazyLock;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Ordrestyring;
use super::debtors::customer_number;
use super::empties::written;
use crate::books::{Invoice, Ledger, SettlementKind};
use crate::clock::COPENHAGEN;
use crate::json::{Json, Spelling, record};

static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::posix(COPENHAGEN).unwrap_or(TimeZone::UTC));

/// Midnight of a day in Copenhagen, in unix seconds.
pub fn midnight(day: Date) -> i64 {
    day.to_zoned(ZONE.clone()).map(|midnight| midnight.timestamp().as_second()).unwrap_or_default()
}

/// 1 for an invoice, 2 for a credit note.
pub fn kind(invoice: &Invoice) -> i64 {
    if invoice.is_invoice() { 1 } else { 2 }
}

/// What the ledger told of payments: how much, and the day when nothing was left.
pub fn payed(ledger: &Ledger<Ordrestyring>, invoice: &Invoice) -> (Option<i64>, Option<Date>) {
    if ledger.switches.paid_state_lags || !invoice.is_invoice() {
        return (None, None);
    }
    let counts =
        |kind: &SettlementKind| ledger.switches.credits_count_as_paid || *kind == SettlementKind::Payment;
    let counted: Vec<_> = invoice.standing().filter(|settled| counts(&settled.kind)).collect();
    let settled: i64 = invoice.standing().map(|settled| settled.amount).sum();
    let day = counted.iter().map(|settled| settled.date).max();
    let sum: i64 = counted.iter().map(|settled| settled.amount).sum();
    (Some(sum).filter(|sum| *sum != 0), day.filter(|_| settled >= invoice.gross()))
}

/// The row as it goes out.
pub fn invoice_record(ledger: &Ledger<Ordrestyring>, invoice: &Invoice) -> Json {
    let switches = &ledger.switches;
    let sign = if !invoice.is_invoice() && switches.credit_notes_negative { -1 } else { 1 };
    let amount = |minor: i64| match (switches.money_in_oere, switches.money_as_text) {
        (true, false) => Json::from(sign * minor),
        (true, true) => Json::Text((sign * minor).to_string()),
        (false, false) => Json::amount(sign * minor, Spelling::Shortest),
        (false, true) => Json::Text(with_decimals(sign * minor)),
    };
    let vat_off = if switches.wrong_vat_on == invoice.number { 100 } else { 0 };
    let number = match switches.invoice_numbers_as_text {
        true => Json::Text(invoice.number.to_string()),
        false => Json::Number(invoice.number.to_string()),
    };
    let debtor = &ledger.contact_of(invoice).debtor;
    let (payed_amount, payed_date) = payed(ledger, invoice);
    let text = |text: &Option<String>| Json::from(text.clone());
    let fik = invoice.is_invoice().then(|| format!("+71<{:015}+99000011<", invoice.number));
    let mut row = record! {
        "invoice_number": number,
        "type": kind(invoice),
        "status": 2_i64,
        "customer_number": customer_number(invoice.contact, switches.customer_numbers),
        "case_number": 5_000 + invoice.contact,
        "department": Json::Null,
    };
    for (set, attention) in [("invoice", text(&debtor.contact_person)), ("cust", Json::Null)] {
        row.push(format!("{set}_name"), debtor.name.as_str());
        row.push(format!("{set}_address"), text(&debtor.street));
        row.push(format!("{set}_postalcode"), text(&debtor.zip));
        row.push(format!("{set}_city"), text(&debtor.city));
        row.push(format!("{set}_att"), attention);
    }
    let rest: [(&'static str, Json); 19] = [
        ("cust_cvr", text(&debtor.cvr)),
        ("del_name", Json::Null),
        ("del_address", Json::Null),
        // The books' own text would tell which invoice a credit note is of.
        ("header", if invoice.is_invoice() { invoice.description.as_str() } else { "Kreditnota" }.into()),
        ("text", Json::Null),
        ("ref", text(&invoice.external_reference)),
        ("rek", Json::Null),
        ("made_by", Json::from(12_i64)),
        ("date", midnight(invoice.issued).into()),
        ("payment_date", invoice.due.map(midnight).into()),
        ("amount", amount(invoice.net)),
        ("vat", amount(invoice.vat + vat_off)),
        ("amount_vat", amount(invoice.gross())),
        ("payed_date", payed_date.map(midnight).into()),
        ("payed_amount", payed_amount.map(amount).into()),
        ("fi_number", fik.into()),
        ("use_skattered", Json::from(0_i64)),
        ("created_at", invoice.created.as_second().into()),
        ("updated_at", invoice.updated.as_second().into()),
    ];
    for (key, value) in rest {
        row.push(key, value);
    }
    written(row, switches.empty)
}

/// Hundredths with both decimals.
fn with_decimals(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.unsigned_abs() / 100, minor.unsigned_abs() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_its_midnight_in_copenhagen() {
        assert_eq!(midnight("2026-08-31".parse().unwrap()), 1_788_127_200);
        assert_eq!(midnight("2026-11-21".parse().unwrap()), 1_795_215_600);
    }

    #[test]
    fn texts_of_amounts_have_both_decimals() {
        assert_eq!([1_550_000, 5, -1_250].map(with_decimals), ["15500.00", "0.05", "-12.50"]);
    }
}
