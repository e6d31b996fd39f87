//! One invoice, whole: itself, and the client that owes it.

use domain::ids::InvoiceId;
use domain::source_invoice::{Debtor, DebtorKind};

use super::invoice::Invoice;
use super::{Minuba, answers, debtor, names, requests};
use crate::fields::FieldError;
use crate::http::Trouble;
use crate::system::{Reading, Unreadable};

pub(super) async fn read(minuba: &Minuba, id: &InvoiceId) -> Result<Reading, Trouble> {
    let unreadable = |number: String, FieldError { path: field, problem }| {
        Reading::Unreadable(Unreadable { id: Some(id.clone()), number, field, problem })
    };
    let ask = requests::invoice(&minuba.session, id.as_str());
    let answer = minuba.session.ask(ask, |answer| {
        let row = answers::one(answer, names::INVOICES)?;
        Ok(Invoice::read(&row, id))
    });
    let invoice = match answer.await {
        Ok(Ok(invoice)) => invoice,
        Ok(Err(error)) => return Ok(unreadable(String::new(), error)),
        // Whether it was deleted or the app may not see it any more, nothing published tells.
        Err(Trouble::NoRecord) => return Ok(Reading::Missing(id.clone())),
        Err(trouble) => return Ok(unreadable(String::new(), FieldError::try_from(trouble)?)),
    };
    match debtor(minuba, &invoice).await? {
        Ok(debtor) => Ok(Reading::Found(Box::new(invoice.owed_by(debtor, id.clone())))),
        Err(error) => Ok(unreadable(invoice.number, error)),
    }
}

/// Who owes it. Nobody is written to about an invoice whose debtor cannot be read; one that is settled needs none.
async fn debtor(minuba: &Minuba, invoice: &Invoice) -> Result<Result<Debtor, FieldError>, Trouble> {
    let found = match &invoice.client {
        Some(client) => client_of(minuba, client).await?,
        None => None,
    };
    Ok(match found {
        Some(debtor) => Ok(debtor),
        None if invoice.is_settled() => Ok(nobody(invoice.client.clone())),
        None => {
            Err(FieldError::new(names::likeliest(names::invoice::CLIENT), "names no client that can be read"))
        }
    })
}

/// The client, asked for once per connection; `None` when there is none that can be read.
async fn client_of(minuba: &Minuba, id: &str) -> Result<Option<Debtor>, Trouble> {
    let mut known = minuba.debtors.lock().await;
    if let Some(debtor) = known.get(id) {
        return Ok(debtor.clone());
    }
    let ask = requests::client(&minuba.session, id);
    let answer = minuba.session.ask(ask, |answer| {
        let row = answers::one(answer, names::CLIENTS)?;
        Ok(debtor::read(&row, id))
    });
    let debtor = match answer.await {
        Ok(debtor) => Some(debtor).filter(|debtor| !debtor.name.is_empty()),
        Err(trouble) => FieldError::try_from(trouble).map(|_| None)?,
    };
    known.insert(id.to_owned(), debtor.clone());
    Ok(debtor)
}

fn nobody(external_id: Option<String>) -> Debtor {
    Debtor {
        external_id,
        name: String::new(),
        email: None,
        kind: DebtorKind::Unknown,
        registration_number: None,
        address: None,
    }
}
