//! An invoice or credit note in the books.

use jiff::Timestamp;
use jiff::civil::Date;

/// How far an invoice is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Not sent, has no number.
    Draft,
    /// Approved (Billy) or booked (Dinero).
    Approved,
    /// Voided; only in Billy.
    Voided,
    /// Deleted: gone in Billy, kept as deleted in Dinero.
    Deleted,
}

/// Invoice or credit note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Something is owed.
    Invoice,
    /// Takes from what is owed.
    CreditNote {
        /// Id of the invoice it credits; a stand-alone one has none.
        of: Option<String>,
    },
}

/// What a settlement was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettlementKind {
    /// Money came in.
    Payment,
    /// The credit note with this id.
    Credit(String),
}

/// Something that took from what is owed.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// Record id.
    pub id: String,
    /// What it was.
    pub kind: SettlementKind,
    /// Day it counts from.
    pub date: Date,
    /// When it was entered.
    pub created: Timestamp,
    /// Hundredths of the invoice's currency.
    pub amount: i64,
    /// Taken back: the invoice is open again.
    pub voided: bool,
    /// The day that it was taken back.
    pub voided_on: Option<Date>,
}

/// A fee the accounting system itself charged with a reminder.
#[derive(Clone, Debug)]
pub struct Fee {
    /// Record id.
    pub id: String,
    /// Day of the reminder.
    pub date: Date,
    /// When it was entered.
    pub created: Timestamp,
    /// Hundredths of the invoice's currency.
    pub amount: i64,
}

/// An invoice or credit note. Amounts are hundredths of its currency.
#[derive(Clone, Debug)]
pub struct Invoice {
    /// Record id.
    pub id: String,
    /// Invoice or credit note.
    pub kind: Kind,
    /// State of life.
    pub state: State,
    /// Number; a draft has none to show.
    pub number: u64,
    /// Index of the contact in the ledger.
    pub contact: usize,
    /// Dinero: the row does not say which contact it belongs to.
    pub without_contact: bool,
    /// Day of issue.
    pub issued: Date,
    /// Last day to pay.
    pub due: Option<Date>,
    /// Without VAT.
    pub net: i64,
    /// VAT.
    pub vat: i64,
    /// ISO 4217.
    pub currency: String,
    /// Summary of what was sold.
    pub description: String,
    /// The seller's own reference.
    pub external_reference: Option<String>,
    /// Dinero: already handed to debt collection.
    pub sent_to_debt_collection: bool,
    /// Billy: the prices of the lines include VAT.
    pub prices_with_vat: bool,
    /// When it was entered.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// Payments and credit notes.
    pub settlements: Vec<Settlement>,
    /// Fees charged with reminders.
    pub fees: Vec<Fee>,
}

impl Invoice {
    /// Net and VAT.
    #[must_use]
    pub fn gross(&self) -> i64 {
        self.net + self.vat
    }

    /// All fees.
    #[must_use]
    pub fn fee_total(&self) -> i64 {
        self.fees.iter().map(|fee| fee.amount).sum()
    }

    /// Settlements that still count.
    pub fn standing(&self) -> impl Iterator<Item = &Settlement> {
        self.settlements.iter().filter(|settlement| !settlement.voided)
    }

    /// What is owed: gross and fees, less what was settled. Below nothing when too much was paid.
    #[must_use]
    pub fn owed(&self) -> i64 {
        let settled: i64 = self.standing().map(|settlement| settlement.amount).sum();
        self.gross() + self.fee_total() - settled
    }

    /// Whether it is an invoice and not a credit note.
    #[must_use]
    pub fn is_invoice(&self) -> bool {
        self.kind == Kind::Invoice
    }

    /// Approved with nothing left to pay. A credit note is settled when it was used.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.state == State::Approved && self.owed() <= 0
    }

    /// DKK for ten thousand of the invoice's currency, at a fixed made-up rate.
    #[must_use]
    pub fn rate(&self) -> i64 {
        const RATES: [(&str, i64); 4] = [("EUR", 74_600), ("USD", 69_000), ("NOK", 6_400), ("SEK", 6_600)];
        let found = RATES.iter().find(|(currency, _)| *currency == self.currency);
        found.map_or(10_000, |(_, rate)| *rate)
    }

    /// `minor` of this invoice's currency in hundredths of DKK, cut off.
    #[must_use]
    pub fn in_dkk(&self, minor: i64) -> i64 {
        minor * self.rate() / 10_000
    }
}
