//! The company's credit notes. Dinero keeps them apart from invoices, lists them without saying what they are for,
//! and says that of a single one only.

use std::collections::HashMap;

use domain::money::Currency;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::value::RawValue;
use tokio::sync::Mutex;

use super::outline::collection;
use super::requests;
use super::session::Session;
use crate::fields::{FieldError, Row, object};
use crate::http::Trouble;

/// The booked credit notes by their debtor, with what single reads have told of them.
pub(super) struct CreditNotes {
    by_debtor: HashMap<String, Vec<Note>>,
    credited_by: Mutex<HashMap<String, Option<String>>>,
}

/// More pages than this do not end.
const MOST_PAGES: u32 = 500;

struct Note {
    guid: String,
    date: Option<Date>,
    currency: String,
    total: Decimal,
}

/// Which invoice's credit notes are looked for.
pub(super) struct Credited<'a> {
    pub guid: &'a str,
    pub debtor: &'a str,
    pub currency: Currency,
    pub issued: Option<Date>,
}

impl CreditNotes {
    /// Lists them; a note that cannot be read is left out. `None` when the list itself cannot be had: what an invoice
    /// still owes does not hang on it.
    pub async fn list(session: &Session) -> Result<Option<Self>, Trouble> {
        unless_unknown(Self::whole_list(session).await)
    }

    async fn whole_list(session: &Session) -> Result<Self, Trouble> {
        let mut by_debtor: HashMap<String, Vec<Note>> = HashMap::new();
        for page in 0..MOST_PAGES {
            let ask = requests::credit_notes(session, page);
            let read = session.ask(ask, |answer| {
                let (rows, is_last) = collection(answer)?;
                let notes: Vec<_> = rows.into_iter().filter_map(|raw| note(raw).ok().flatten()).collect();
                Ok((notes, is_last))
            });
            let (rows, is_last) = read.await?;
            for (debtor, note) in rows {
                let notes = by_debtor.entry(debtor).or_default();
                if notes.iter().all(|known| known.guid != note.guid) {
                    notes.push(note);
                }
            }
            if is_last {
                return Ok(Self { by_debtor, credited_by: Mutex::default() });
            }
        }
        Err(Trouble::NotUnderstood { field: "creditnotes".into(), problem: "has pages without end".into() })
    }

    /// The sum credited on an invoice; `None` when a credit note does not tell what it is for. Reads each credit note of its debtor that may be for it, once per connection.
    pub async fn sum(&self, session: &Session, wanted: &Credited<'_>) -> Result<Option<Decimal>, Trouble> {
        let notes = self.by_debtor.get(&wanted.debtor.to_ascii_lowercase()).map_or(&[][..], Vec::as_slice);
        let mut sum = Decimal::ZERO;
        for note in notes.iter().filter(|note| note.may_be_for(wanted)) {
            let Some(credited) = unless_unknown(self.credited_by(session, note).await)? else {
                return Ok(None);
            };
            if credited.is_some_and(|guid| guid.eq_ignore_ascii_case(wanted.guid)) {
                // Totals are positive as far as is known; either sign takes off.
                sum = sum
                    .checked_add(note.total.abs())
                    .ok_or_else(|| FieldError::new("creditnotes.TotalInclVat", "is too large"))?;
            }
        }
        Ok(Some(sum))
    }

    /// The guid of the invoice that a credit note is for.
    async fn credited_by(&self, session: &Session, note: &Note) -> Result<Option<String>, Trouble> {
        let mut known = self.credited_by.lock().await;
        if let Some(credited) = known.get(&note.guid) {
            return Ok(credited.clone());
        }
        let ask = requests::credit_note(session, &note.guid);
        let credited = session.ask(ask, |answer| {
            let row = object(answer)?;
            let credited = row.text("CreditNoteFor").map_err(|error| error.under("creditnote"))?;
            Ok(credited.map(|guid| guid.trim().to_owned()))
        });
        let credited = match credited.await {
            // Deleted since the list was read.
            Err(Trouble::NoRecord) => None,
            other => other?,
        };
        known.insert(note.guid.clone(), credited.clone());
        Ok(credited)
    }
}

/// Credit notes only tell a payment from a credit: what may pass or is about the token stays trouble, anything else
/// about them makes them unknown and nothing more.
fn unless_unknown<T>(read: Result<T, Trouble>) -> Result<Option<T>, Trouble> {
    match read {
        Ok(read) => Ok(Some(read)),
        Err(trouble @ (Trouble::Down(_) | Trouble::Throttled(_) | Trouble::KeyRefused(_))) => Err(trouble),
        Err(_) => Ok(None),
    }
}

impl Note {
    fn may_be_for(&self, wanted: &Credited<'_>) -> bool {
        let not_before = self.date.zip(wanted.issued).is_none_or(|(date, issued)| date >= issued);
        not_before && self.currency.eq_ignore_ascii_case(wanted.currency.code())
    }
}

/// A booked credit note under its debtor; `None` for a draft or deleted one.
fn note(raw: &RawValue) -> Result<Option<(String, Note)>, FieldError> {
    let row = Row::of(raw)?;
    let is_draft = row.text("Status")?.is_some_and(|word| word.trim().eq_ignore_ascii_case("draft"));
    if is_draft || row.label("DeletedAt")?.is_some() {
        return Ok(None);
    }
    let note = Note {
        guid: row.needed_text("Guid")?.to_ascii_lowercase(),
        date: row.date("Date")?,
        currency: row.text("Currency")?.map_or_else(|| "DKK".into(), |code| code.trim().to_owned()),
        total: row.needed_amount("TotalInclVat")?,
    };
    Ok(Some((row.text("ContactGuid")?.unwrap_or_default().trim().to_ascii_lowercase(), note)))
}
