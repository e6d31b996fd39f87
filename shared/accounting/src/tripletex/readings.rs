//! Invoices read by their ids, one by one or many at once.

use std::collections::HashMap;

use domain::ids::InvoiceId;
use serde_json::value::RawValue;

use super::{Tripletex, invoice, is_id, requests};
use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Trouble};
use crate::system::Reading;

/// A charged invoice cannot be deleted in Tripletex. One that is not found is another company's, or the key was made
/// anew elsewhere: [`Reading::Missing`], for the tenant to say.
pub(super) async fn read(tripletex: &Tripletex, id: &InvoiceId) -> Result<Reading, Trouble> {
    if !is_id(id.as_str()) {
        return Ok(Reading::Missing(id.clone()));
    }
    let ask = requests::invoice(&tripletex.session, id.as_str());
    match tripletex.session.ask(ask, |answer| one(answer, id)).await {
        Err(Trouble::NoRecord) => Ok(Reading::Missing(id.clone())),
        Err(trouble) => {
            let error = FieldError::try_from(trouble)?;
            Ok(Reading::Unreadable(invoice::unreadable(None, Some(id), error)))
        }
        found => found,
    }
}

/// One request for all; what its answer does not hold is read by itself.
pub(super) async fn read_together(tripletex: &Tripletex, ids: &[InvoiceId]) -> Result<Vec<Reading>, Trouble> {
    // One that is no number would spoil the request for the others.
    let numbers: Vec<&str> = ids.iter().map(InvoiceId::as_str).filter(|id| is_id(id)).collect();
    let mut found = match numbers.len() {
        0 | 1 => HashMap::new(),
        _ => {
            let ask = requests::invoices_by_id(&tripletex.session, &numbers);
            match tripletex.session.ask(ask, many).await {
                Err(Trouble::Refused { .. }) => HashMap::new(),
                answered => answered?,
            }
        }
    };
    let mut readings = Vec::with_capacity(ids.len());
    for id in ids {
        readings.push(match found.remove(id) {
            Some(reading) => reading,
            None => read(tripletex, id).await?,
        });
    }
    Ok(readings)
}

fn one(answer: &Answer, asked: &InvoiceId) -> Result<Reading, Trouble> {
    let body = object(answer)?;
    let row = body.needed_row("value")?;
    if row.label("id").map_err(|error| error.under("value"))?.as_deref() != Some(asked.as_str()) {
        return Err(FieldError::new("value.id", "is not the one that was asked for").into());
    }
    Ok(reading(&row, asked))
}

fn many(answer: &Answer) -> Result<HashMap<InvoiceId, Reading>, Trouble> {
    let body = object(answer)?;
    let with_id = |raw: &RawValue| {
        let row = Row::of(raw).ok()?;
        let id = invoice::id(&row).ok()?;
        Some((id.clone(), reading(&row, &id)))
    };
    Ok(body.needed_list("values")?.into_iter().filter_map(with_id).collect())
}

fn reading(row: &Row<'_>, id: &InvoiceId) -> Reading {
    match invoice::read(row) {
        Ok(invoice) => Reading::Found(Box::new(invoice)),
        Err(error) => Reading::Unreadable(invoice::unreadable(Some(row), Some(id), error)),
    }
}
