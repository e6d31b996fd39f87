//! A case, and how it is told.

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;

use super::chats::Chat;
use super::door::Caller;
use super::errors::Refusal;
use super::files::CaseFile;
use super::{Creditor, Debitura};
use crate::books::Refused;
use crate::json::{Json, Spelling, record};

/// A case and everything of it.
#[derive(Debug, Clone, Default)]
pub struct Case {
    /// A GUID.
    pub id: String,
    /// What people call it by.
    pub reference: String,
    /// The creditor's own reference; empty where it gave none.
    pub creditor_reference: String,
    /// The text for people: `Pending Verification`, `Active`, `Closed`.
    pub lifecycle: String,
    /// Only a closed one has this.
    pub close_code: Option<String>,
    /// `Yes, the claim is disputed`
    pub dispute_status: Option<String>,
    /// ISO 4217.
    pub currency: String,
    /// In hundredths, as what follows.
    pub gross: i64,
    /// What is left of it.
    pub remainder: i64,
    /// Interest that the agency claims.
    pub interest_fees: i64,
    /// Reminder fees that it claims.
    pub reminder_fees: i64,
    /// Its own costs.
    pub collection_fees: i64,
    /// Nobody pursues it.
    pub is_test: bool,
    /// Of the invoice.
    pub date: Option<Date>,
    /// Of the invoice.
    pub due_date: Option<Date>,
    /// What is claimed.
    pub claim_description: String,
    /// What the creditor says beside.
    pub comments: String,
    /// `Company` or `Person`.
    pub debtor_type: String,
    /// Who owes.
    pub debtor_name: String,
    /// Two letters.
    pub debtor_country: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it became active.
    pub started: Option<Timestamp>,
    /// When it was closed.
    pub finished: Option<Timestamp>,
    /// Oldest first.
    pub files: Vec<CaseFile>,
    /// Oldest first.
    pub chats: Vec<Chat>,
}

impl Case {
    /// Closed, or merged into another.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        matches!(self.lifecycle.as_str(), "Closed" | "Merged")
    }

    /// Moves it on.
    pub fn set(&mut self, lifecycle: &str, close_code: Option<&str>, now: Timestamp) {
        self.lifecycle = lifecycle.to_owned();
        self.close_code = close_code.map(str::to_owned);
        if lifecycle == "Active" {
            self.started = self.started.or(Some(now));
        }
        self.finished = self.is_closed().then_some(now);
    }

    pub(super) fn shown(&self) -> Json {
        let amount = |minor| Json::amount(minor, Spelling::Decimal);
        let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
        let day = |date: Option<Date>| date.map(|date| format!("{date}T00:00:00Z"));
        record! {
            "id": self.id.as_str(),
            "dateCreated": self.created.to_string(),
            "reference": self.reference.as_str(),
            "creditorReference": Some(self.creditor_reference.as_str()).filter(|text| !text.is_empty()),
            "creditorComments": self.comments.as_str(),
            "claimDescription": self.claim_description.as_str(),
            "grossAmount": amount(self.gross),
            "remainder": amount(self.remainder),
            "interestFees": amount(self.interest_fees),
            "reminderFees": amount(self.reminder_fees),
            "collectionFees": amount(self.collection_fees),
            "totalAddedFees": amount(self.interest_fees + self.reminder_fees + self.collection_fees),
            "currency": self.currency.as_str(),
            "isTestCase": self.is_test,
            "lifecycle": self.lifecycle.as_str(),
            "closeCode": self.close_code.clone(),
            "date": day(self.date),
            "dueDate": day(self.due_date),
            "dateCollectionStarted": time(self.started),
            "dateFinished": time(self.finished),
            "disputeStatus": self.dispute_status.clone(),
            "debtor": record! {
                "type": self.debtor_type.as_str(),
                "name": self.debtor_name.as_str(),
                "countryAlpha2": self.debtor_country.as_str(),
            },
        }
    }
}

/// `GET /cases/{id}`
pub async fn one(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = |creditor: &mut Creditor| {
        let found = creditor.cases.iter().find(|case| case.id == id);
        found.map(Case::shown).ok_or_else(|| Refused::Unknown { what: "case", name: id.clone() })
    };
    Ok(Body(debitura.with(&creditor, found)??).into_response())
}

/// `GET /cases/by-creditor-reference/{reference}`: the first one made with it.
pub async fn by_creditor_reference(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    Path(reference): Path<String>,
) -> Result<Response, Refusal> {
    let found = |creditor: &mut Creditor| {
        let found = creditor.cases.iter().find(|case| case.creditor_reference == reference);
        found.map(Case::shown).ok_or_else(|| Refused::Unknown { what: "case", name: reference.clone() })
    };
    Ok(Body(debitura.with(&creditor, found)??).into_response())
}
