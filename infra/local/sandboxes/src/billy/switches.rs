//! Where recorded answers conflict, or a rare behaviour is wanted at will.

use serde::{Deserialize, Serialize};

use crate::json::Spelling;

/// How the `type` of a credit note is written; public clients disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CreditNoteSpelling {
    /// `creditNote`
    #[serde(rename = "creditNote")]
    Camel,
    /// `credit_note`
    #[serde(rename = "credit_note")]
    Snake,
}

/// What happens when `organizationId` is sent with a company token; public clients disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationIdRule {
    /// It is a filter like any other.
    Accept,
    /// 400 with "must not be set".
    Refuse,
}

/// When `meta.paging` has its four addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PagingUrls {
    /// With more than one page, as recorded.
    WhenMany,
    /// Always, as documented.
    Always,
    /// Never.
    Never,
}

/// How the double behaves towards one company.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BillySwitches {
    /// Whole amounts as `300` (recorded) or `300.0`.
    pub numbers: Spelling,
    /// Spelling of a credit note's `type`.
    pub credit_note_type: CreditNoteSpelling,
    /// Amounts of credit notes are below nothing.
    pub credit_notes_negative: bool,
    /// Answer to `organizationId`.
    pub organization_id: OrganizationIdRule,
    /// `invoiceNo` is a number.
    pub invoice_no_as_number: bool,
    /// Rows have `grossAmount`; they had not in 2016.
    pub gross_amount: bool,
    /// Answers of lists have `meta.paging`.
    pub paging: bool,
    /// When `meta.paging` has its four addresses.
    pub paging_urls: PagingUrls,
    /// Without `sortProperty`, rows come in another order each time.
    pub shuffle_unsorted: bool,
    /// How many more walks see an invoice of page 1 paid before page 2.
    pub pay_between_pages: u32,
}

impl Default for BillySwitches {
    fn default() -> Self {
        Self {
            numbers: Spelling::Shortest,
            credit_note_type: CreditNoteSpelling::Camel,
            credit_notes_negative: false,
            organization_id: OrganizationIdRule::Accept,
            invoice_no_as_number: false,
            gross_amount: true,
            paging: true,
            paging_urls: PagingUrls::WhenMany,
            shuffle_unsorted: true,
            pay_between_pages: 0,
        }
    }
}
