//! Where nothing is published, clients disagree, or a rare behaviour is wanted at will.

use serde::{Deserialize, Serialize};

/// How an empty value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Empty {
    /// `null`
    Null,
    /// `""`
    Text,
    /// `0`
    Zero,
    /// The key is not there.
    Missing,
}

/// What customer numbers look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerNumbers {
    /// `2200`
    Number,
    /// `"2200"`
    Text,
    /// `"BF-77a1-0000"`, as one client makes them.
    Words,
    /// `"B/F 0000?"`, which must be escaped in a path.
    Signs,
}

/// What an unknown `include` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownInclude {
    /// It is passed over.
    Ignored,
    /// 500.
    ServerError,
}

/// How the double behaves towards one company.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OrdrestyringSwitches {
    /// Amounts are texts with two decimals.
    pub money_as_text: bool,
    /// Amounts are whole øre.
    pub money_in_oere: bool,
    /// Numbers of invoices are texts.
    pub invoice_numbers_as_text: bool,
    /// What customer numbers look like.
    pub customer_numbers: CustomerNumbers,
    /// How an empty value is written.
    pub empty: Empty,
    /// Rows are under `data`.
    pub data_envelope: bool,
    /// Credit notes are below nothing.
    pub credit_notes_negative: bool,
    /// A credit note that was set against its invoice counts as paid on it.
    pub credits_count_as_paid: bool,
    /// What came in is not shown: the ledger was not reconciled yet.
    pub paid_state_lags: bool,
    /// Debtors that were deleted in the books are 404 while their invoices are listed.
    pub deleted_debtors_are_gone: bool,
    /// The number of an invoice whose VAT is wrong by a krone; none at 0.
    pub wrong_vat_on: u64,
    /// The id of every debtor's payment terms.
    pub terms_id: i64,
    /// What an unknown `include` does.
    pub unknown_include: UnknownInclude,
    /// How many more walks over several pages see the first row change its place to the end, and all others move up.
    pub rows_move: u32,
    /// How many rows have changed places so far.
    pub rows_moved: usize,
    /// 404 whatever is asked for.
    pub switched_off: bool,
}

impl Default for OrdrestyringSwitches {
    fn default() -> Self {
        Self {
            money_as_text: false,
            money_in_oere: false,
            invoice_numbers_as_text: false,
            customer_numbers: CustomerNumbers::Number,
            empty: Empty::Null,
            data_envelope: false,
            credit_notes_negative: false,
            credits_count_as_paid: false,
            paid_state_lags: false,
            deleted_debtors_are_gone: false,
            wrong_vat_on: 0,
            terms_id: 3,
            unknown_include: UnknownInclude::Ignored,
            rows_move: 0,
            rows_moved: 0,
            switched_off: false,
        }
    }
}
