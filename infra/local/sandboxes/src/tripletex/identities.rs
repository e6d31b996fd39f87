//! Ids. The books name a record by one number; Tripletex's ids of its voucher, posting and close group follow from it.

use std::sync::atomic::{AtomicI64, Ordering};

/// Ids of invoices are beyond 32 bits.
const RECORDS: i64 = 2_147_600_000;
const POSTINGS: i64 = 3_850_000_000;
const VOUCHERS: i64 = 608_800_000;
const CLOSE_GROUPS: i64 = 282_700_000;

static LAST: AtomicI64 = AtomicI64::new(RECORDS);

pub fn next_record() -> String {
    (LAST.fetch_add(1, Ordering::Relaxed) + 1).to_string()
}

/// The id as a number; the books hold it as text.
pub fn number(record: &str) -> i64 {
    record.parse().unwrap_or_default()
}

/// The id of a posting on the customer's account: of the record itself, or of what takes it back.
pub fn posting(record: &str, reversal: bool) -> i64 {
    POSTINGS + 4 * (number(record) - RECORDS) + i64::from(reversal)
}

pub fn voucher(record: &str, reversal: bool) -> i64 {
    VOUCHERS + 2 * (number(record) - RECORDS) + i64::from(reversal)
}

/// The running number of a voucher.
pub fn voucher_number(record: &str, reversal: bool) -> i64 {
    voucher(record, reversal) - VOUCHERS
}

/// The record behind a voucher's id, and whether it is the one that takes it back.
pub fn record_of_voucher(id: i64) -> (String, bool) {
    let nth = id - VOUCHERS;
    ((RECORDS + nth.div_euclid(2)).to_string(), nth.rem_euclid(2) == 1)
}

/// A group is named by what closed it.
pub fn close_group(record: &str) -> i64 {
    CLOSE_GROUPS + number(record) - RECORDS
}

/// The reference that a debtor pays with: a number with its check digit (modulus 10).
pub fn kid(number: u64) -> String {
    let digits = format!("{number:09}");
    let weighed = digits.bytes().rev().enumerate().map(|(place, digit)| {
        let digit = u64::from(digit - b'0');
        let doubled = if place % 2 == 0 { digit * 2 } else { digit };
        doubled / 10 + doubled % 10
    });
    format!("{digits}{}", (10 - weighed.sum::<u64>() % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voucher_leads_back_to_its_record() {
        let record = next_record();
        for reversal in [false, true] {
            assert_eq!(record_of_voucher(voucher(&record, reversal)), (record.clone(), reversal));
        }
        assert_ne!(posting(&record, false), posting(&record, true));
        assert!(number(&record) > i64::from(i32::MAX));
    }

    #[test]
    fn a_reference_has_its_check_digit() {
        assert_eq!(kid(1_234), "0000012344");
        assert_eq!(kid(7_992_739_871), "79927398713");
    }
}
