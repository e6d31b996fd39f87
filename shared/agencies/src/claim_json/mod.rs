//! A claim as JSON, for any agency's programs: what the published claim APIs of the field agree on.
//!
//! Field names are camelCase; words for kinds are snake_case; amounts are numbers in major units with the currency's
//! decimals, each by itself; dates are `YYYY-MM-DD`. [`schema`] is the same as a JSON schema.

mod papers;
mod parties;
mod scalars;

use domain::DebtorKind;
use domain::handover::{ClaimFile, ClaimLine, ClaimLineKind, ClaimedBy};
use schemars::JsonSchema;
use serde::Serialize;

use papers::{Deduction, Document, Letter, Notice};
use parties::{Creditor, Debtor};
pub(crate) use scalars::Amount;
use scalars::Day;

/// Raised when a field changes its meaning or goes away; new fields may come at any time.
const FORMAT: &str = "rykker-claim/1";

/// One claim.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(title = "A claim that is handed over for collection")]
pub struct ClaimJson<'a> {
    /// Always `rykker-claim/1`.
    format: &'static str,
    /// The reference to be used in every answer.
    own_reference: &'a str,
    handed_over_on: Day,
    creditor: Creditor<'a>,
    debtor: Debtor<'a>,
    invoice: Invoice<'a>,
    /// What is claimed, line by line; whoever claims a line keeps what comes in for it.
    claim_lines: Vec<Line<'a>>,
    /// What was paid or credited before, oldest first; the amounts still open already reflect it.
    deductions: Vec<Deduction>,
    /// The collection notice that the law asks for.
    collection_notice: Notice,
    /// Every letter that was sent, oldest first.
    letters: Vec<Letter<'a>>,
    /// The papers that come along.
    documents: Vec<Document<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Invoice<'a> {
    number: &'a str,
    invoice_date: Option<Day>,
    due_date: Day,
    /// What was delivered.
    description: Option<&'a str>,
    /// ISO 4217; of every amount here.
    currency: &'static str,
    /// With VAT, as issued.
    original_amount: Amount,
    /// What is left of it to collect, with VAT and without fees or interest.
    principal: Amount,
    /// FIK line or KID.
    payment_reference: Option<&'a str>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    kind: LineKind,
    claimed_by: Claimant,
    amount: Amount,
    open: Amount,
    date: Day,
    /// Of interest only: how it came about.
    #[serde(skip_serializing_if = "Option::is_none")]
    interest: Option<Interest<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Interest<'a> {
    /// The first day that bears interest.
    from: Day,
    periods: Vec<Period<'a>>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Period<'a> {
    from: Day,
    to: Day,
    days: u32,
    /// Percent a year, such as `9.75`.
    annual_rate_percent: &'a str,
    balance: Amount,
    /// For show: the sum that counts is the line's.
    amount: Amount,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum LineKind {
    Principal,
    ReminderFee,
    Compensation,
    HandoverFee,
    CollectionCost,
    LegalCost,
    Interest,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Claimant {
    Creditor,
    Service,
    Agency,
}

impl<'a> ClaimJson<'a> {
    pub fn of(file: &'a ClaimFile) -> Self {
        let invoice = &file.invoice;
        Self {
            format: FORMAT,
            own_reference: file.case.as_str(),
            handed_over_on: Day(file.handed_over_on),
            creditor: Creditor::of(file),
            debtor: Debtor::of(file),
            invoice: Invoice {
                number: &invoice.number,
                invoice_date: invoice.issue_date.map(Day),
                due_date: Day(invoice.due_date),
                description: invoice.what.as_deref(),
                currency: invoice.principal.currency.code(),
                original_amount: Amount(invoice.original),
                principal: Amount(invoice.principal),
                payment_reference: invoice.payment_reference.as_deref(),
            },
            claim_lines: file.lines.iter().map(Line::of).collect(),
            deductions: file.deductions.iter().map(Deduction::of).collect(),
            collection_notice: Notice::of(file.notice),
            letters: file.letters.iter().map(Letter::of).collect(),
            documents: file.documents.iter().map(Document::of).collect(),
        }
    }

    /// The document, for people and programs.
    ///
    /// # Errors
    /// Never in practice: every field is text or a plain number.
    pub fn written(&self) -> Result<Vec<u8>, serde_json::Error> {
        serde_json::to_vec_pretty(self)
    }
}

/// The JSON schema (2020-12) of a claim.
pub fn schema() -> schemars::Schema {
    schemars::SchemaGenerator::default().into_root_schema_for::<ClaimJson<'static>>()
}

impl<'a> Line<'a> {
    fn of(line: &'a ClaimLine) -> Self {
        let interest = line.interest.as_ref().map(|interest| Interest {
            from: Day(interest.from),
            periods: interest
                .periods
                .iter()
                .map(|period| Period {
                    from: Day(period.from),
                    to: Day(period.to),
                    days: period.days,
                    annual_rate_percent: &period.rate,
                    balance: Amount(period.balance),
                    amount: Amount(period.amount),
                })
                .collect(),
        });
        Self {
            kind: line.kind.into(),
            claimed_by: line.claimed_by.into(),
            amount: Amount(line.amount),
            open: Amount(line.open),
            date: Day(line.date),
            interest,
        }
    }
}

impl From<ClaimLineKind> for LineKind {
    fn from(kind: ClaimLineKind) -> Self {
        match kind {
            ClaimLineKind::Principal => LineKind::Principal,
            ClaimLineKind::ReminderFee => LineKind::ReminderFee,
            ClaimLineKind::Compensation => LineKind::Compensation,
            ClaimLineKind::HandoverFee => LineKind::HandoverFee,
            ClaimLineKind::CollectionCost => LineKind::CollectionCost,
            ClaimLineKind::LegalCost => LineKind::LegalCost,
            ClaimLineKind::Interest => LineKind::Interest,
        }
    }
}

impl From<ClaimedBy> for Claimant {
    fn from(by: ClaimedBy) -> Self {
        match by {
            ClaimedBy::Creditor => Claimant::Creditor,
            ClaimedBy::Service => Claimant::Service,
            ClaimedBy::Agency => Claimant::Agency,
        }
    }
}

/// Who owes, as a word.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum DebtorType {
    Company,
    Consumer,
    PublicAuthority,
    /// Treated as a consumer.
    Unknown,
}

impl From<DebtorKind> for DebtorType {
    fn from(kind: DebtorKind) -> Self {
        match kind {
            DebtorKind::Company => DebtorType::Company,
            DebtorKind::Consumer => DebtorType::Consumer,
            DebtorKind::PublicAuthority => DebtorType::PublicAuthority,
            DebtorKind::Unknown => DebtorType::Unknown,
        }
    }
}
