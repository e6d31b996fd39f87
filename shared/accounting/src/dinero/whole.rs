//! One invoice of Dinero, put together from what its several addresses tell.

use std::sync::Arc;

use domain::ids::InvoiceId;
use domain::source_invoice::{Amounts, AmountsProblem, Debtor, InvoiceOutline, InvoiceState, SourceInvoice};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::amounts::{Invoiced, settled_by_status};
use super::contact::{Contact, as_printed};
use super::credit_notes::{CreditNotes, Credited};
use super::payments::Payments;
use super::reminders::{self, Claimed};
use super::session::Session;
use super::{Dinero, outline, requests};
use crate::fields::{FieldError, Row};
use crate::http::{Answer, Ask, Trouble};
use crate::system::Reading;

/// The single invoice.
struct Single {
    outline: InvoiceOutline,
    invoiced: Invoiced,
    issue_date: Option<Date>,
    contact: Option<String>,
    as_printed: Debtor,
    fik: Option<String>,
    in_collection: bool,
    is_deleted: bool,
    /// The last thing that went out was a reminder that may have cost something; `PreReminder` is the free one.
    was_reminded: bool,
}

/// Why a reading is not whole: the way there failed, or a field was wrong.
enum Halt {
    Trouble(Trouble),
    Field(FieldError),
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Halt::Trouble(trouble)
    }
}

impl From<FieldError> for Halt {
    fn from(error: FieldError) -> Self {
        Halt::Field(error)
    }
}

pub(super) async fn read(dinero: &Dinero, id: &InvoiceId) -> Result<Reading, Trouble> {
    let ask = requests::invoice(&dinero.session, id.as_str());
    let single = match record(&dinero.session, ask, Single::read).await {
        Ok(single) if single.is_deleted => return Ok(Reading::Gone(id.clone())),
        Ok(single) => single,
        Err(Halt::Trouble(Trouble::NoRecord)) => return Ok(Reading::Gone(id.clone())),
        Err(Halt::Trouble(trouble)) => return Err(trouble),
        Err(Halt::Field(error)) => {
            return Ok(Reading::Unreadable(outline::unreadable(None, Some(id), error)));
        }
    };
    if !single.outline.id.as_str().eq_ignore_ascii_case(id.as_str()) {
        return Err(FieldError::new("Guid", "is not the one that was asked for").into());
    }
    let number = single.outline.number.clone();
    match whole(dinero, id, single).await {
        Ok(invoice) => Ok(Reading::Found(Box::new(invoice))),
        Err(Halt::Trouble(trouble)) => Err(trouble),
        Err(Halt::Field(error)) => {
            let unreadable = outline::unreadable(None, Some(id), error);
            Ok(Reading::Unreadable(crate::system::Unreadable { number, ..unreadable }))
        }
    }
}

async fn whole(dinero: &Dinero, id: &InvoiceId, single: Single) -> Result<SourceInvoice, Halt> {
    let amounts = amounts(dinero, id, &single).await?;
    let debtor = match &single.contact {
        Some(guid) => contact(dinero, guid).await?.map(|contact| contact.debtor.clone()),
        None => None,
    };
    let printed = single.as_printed;
    let debtor = match debtor {
        Some(debtor) if debtor.name.is_empty() => Debtor { name: printed.name, ..debtor },
        Some(debtor) => debtor,
        None => printed,
    };
    let InvoiceOutline { number, kind, state, due_date, mark, .. } = single.outline;
    Ok(SourceInvoice {
        id: id.clone(),
        number,
        kind,
        state,
        issue_date: single.issue_date,
        due_date,
        amounts,
        debtor,
        payment_reference: single.fik,
        in_collection_elsewhere: single.in_collection,
        mark,
    })
}

async fn amounts(
    dinero: &Dinero,
    id: &InvoiceId,
    single: &Single,
) -> Result<Result<Amounts, AmountsProblem>, Halt> {
    let invoiced = &single.invoiced;
    if single.outline.state != InvoiceState::Approved {
        // Nothing is owed of a draft, and it has no payments to ask for.
        let untouched = Payments::none(invoiced.total);
        return Ok(invoiced
            .figures(&untouched, &[])
            .and_then(|figures| figures.amounts(Some(Decimal::ZERO))));
    }
    let ask = requests::payments(&dinero.session, id.as_str());
    let payments = record(&dinero.session, ask, Payments::read).await.map_err(|halt| match halt {
        Halt::Field(error) => Halt::Field(error.under("payments")),
        trouble => trouble,
    })?;
    let has_fees = payments.total_with_fees.is_some_and(|total| total != invoiced.total);
    let claimed = if has_fees || single.was_reminded { claimed(dinero, id).await? } else { vec![] };
    let figures = match invoiced.figures(&payments, &claimed) {
        Ok(figures) => figures,
        Err(problem) => return Ok(Err(problem)),
    };
    let mut credited = Decimal::ZERO;
    if figures.leave_credits_open() {
        let notes = dinero.credit_notes.get_or_try_init(|| CreditNotes::list(&dinero.session)).await?;
        let wanted = Credited {
            guid: id.as_str(),
            debtor: single.contact.as_deref().unwrap_or_default(),
            currency: figures.currency,
            issued: single.issue_date,
        };
        credited = notes.sum(&dinero.session, &wanted).await?;
    }
    Ok(figures.amounts(Some(credited)))
}

/// What reminders claim. An invoice without any is a list without rows, or a 404.
async fn claimed(dinero: &Dinero, id: &InvoiceId) -> Result<Vec<Claimed>, Halt> {
    let ask = requests::reminders(&dinero.session, id.as_str());
    match dinero.session.ask(ask, reminders::read).await {
        Ok(claimed) => Ok(claimed?),
        Err(Trouble::NoRecord) => Ok(vec![]),
        Err(trouble) => Err(trouble.into()),
    }
}

/// The contact, asked for once per connection; `None` when Dinero has none by that guid.
async fn contact(dinero: &Dinero, guid: &str) -> Result<Option<Arc<Contact>>, Halt> {
    let mut known = dinero.contacts.lock().await;
    if let Some(contact) = known.get(guid) {
        return Ok(contact.clone());
    }
    let ask = requests::contact(&dinero.session, guid);
    let contact = match record(&dinero.session, ask, Contact::read).await {
        Ok(contact) => Some(Arc::new(contact)),
        Err(Halt::Trouble(Trouble::NoRecord)) => None,
        Err(Halt::Field(error)) => return Err(error.under("contact").into()),
        Err(trouble) => return Err(trouble),
    };
    known.insert(guid.to_owned(), contact.clone());
    Ok(contact)
}

/// One record: an answer that is not an object may be asked for again, a wrong field in it is the record's own.
async fn record<T>(
    session: &Session,
    ask: Ask,
    read: impl Fn(&Row<'_>) -> Result<T, FieldError> + Sync,
) -> Result<T, Halt> {
    let parse = |answer: &Answer| {
        let row = Row::parse(answer.text()?).map_err(|error| error.under("body"))?;
        Ok(read(&row))
    };
    Ok(session.ask(ask, parse).await??)
}

impl Single {
    fn read(row: &Row<'_>) -> Result<Self, FieldError> {
        let (name, block) = (row.text("ContactName")?, row.text("Address")?);
        let reminded = |word: &str| word.trim().eq_ignore_ascii_case("Reminder");
        Ok(Self {
            outline: outline::read(row)?,
            invoiced: Invoiced {
                currency: row.text("Currency")?.map_or_else(|| "DKK".into(), |code| code.into_owned()),
                total: row.needed_decimal("TotalInclVat")?,
                is_settled: settled_by_status(row.text("PaymentStatus")?.as_deref()),
            },
            issue_date: row.date("Date")?,
            contact: row.text("ContactGuid")?.map(|guid| guid.into_owned()),
            as_printed: as_printed(name.as_deref(), block.as_deref()),
            fik: row.text("FikCode")?.map(|fik| fik.trim().to_owned()),
            in_collection: row.flag("IsSentToDebtCollection")? == Some(true),
            is_deleted: row.label("DeletedAt")?.is_some(),
            was_reminded: row.text("LatestMailOutType")?.is_some_and(|word| reminded(&word)),
        })
    }
}
