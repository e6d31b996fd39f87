//! One invoice of Dinero, put together from what its several addresses tell.

use std::sync::Arc;

use domain::ids::InvoiceId;
use domain::source_invoice::{
    Amounts, AmountsProblem, Debtor, DocumentKind, InvoiceOutline, InvoiceState, SourceInvoice,
};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::amounts::{Invoiced, settled_by_status};
use super::contact::{Contact, as_printed};
use super::credit_notes::{CreditNotes, Credited};
use super::payments::Payments;
use super::reminders::{self, Claimed};
use super::session::Session;
use super::{Dinero, outline, requests};
use crate::fields::{FieldError, Row, object};
use crate::http::{Answer, Ask, Trouble};
use crate::system::{Reading, Unreadable};

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
    /// Nothing but the invoice itself went out last. What is not told, and any other word, may hide a reminder; so may a
    /// later mailing, which is why the figures are looked at too.
    is_unreminded: bool,
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

impl Halt {
    /// The field that is wrong, where the trouble is the record's own.
    fn field(self) -> Result<FieldError, Trouble> {
        match self {
            Halt::Field(error) => Ok(error),
            Halt::Trouble(trouble) => FieldError::try_from(trouble),
        }
    }

    /// An invoice that cannot be read, or trouble that is not about it.
    fn told_of(self, id: &InvoiceId, number: String) -> Result<Reading, Trouble> {
        let unreadable = outline::unreadable(None, Some(id), self.field()?);
        Ok(Reading::Unreadable(Unreadable { number, ..unreadable }))
    }
}

pub(super) async fn read(dinero: &Dinero, id: &InvoiceId) -> Result<Reading, Trouble> {
    let ask = requests::invoice(&dinero.session, id.as_str());
    let single = match record(&dinero.session, ask, Single::read).await {
        Ok(single) if single.is_deleted => return Ok(Reading::Gone(id.clone())),
        Ok(single) => single,
        Err(Halt::Trouble(Trouble::NoRecord)) => return Ok(Reading::Gone(id.clone())),
        Err(halt) => return halt.told_of(id, String::new()),
    };
    if !single.outline.id.as_str().eq_ignore_ascii_case(id.as_str()) {
        let another = FieldError::new("Guid", "is not the one that was asked for");
        return Halt::Field(another).told_of(id, String::new());
    }
    let number = single.outline.number.clone();
    match whole(dinero, id, single).await {
        Ok(invoice) => Ok(Reading::Found(Box::new(invoice))),
        Err(halt) => halt.told_of(id, number),
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
        hold: None,
        mark,
    })
}

async fn amounts(
    dinero: &Dinero,
    id: &InvoiceId,
    single: &Single,
) -> Result<Result<Amounts, AmountsProblem>, Halt> {
    let invoiced = &single.invoiced;
    if single.outline.state != InvoiceState::Approved || single.outline.kind != DocumentKind::Invoice {
        // Nothing is owed of a draft or a credit note, and it has no payments to ask for.
        let untouched = Payments::none(invoiced.total);
        return Ok(invoiced
            .figures(&untouched, &[])
            .and_then(|figures| figures.amounts(Some(Decimal::ZERO))));
    }
    let ask = requests::payments(&dinero.session, id.as_str());
    let payments = record(&dinero.session, ask, Payments::read).await;
    let payments = payments.map_err(|halt| match halt.field() {
        Ok(error) => Halt::Field(error.under("payments")),
        Err(trouble) => Halt::Trouble(trouble),
    })?;
    let has_fees = payments.total_with_fees.is_some_and(|total| total != invoiced.total);
    let is_plain = single.is_unreminded && !has_fees && !payments.exceed(invoiced.total);
    let claimed =
        if is_plain || invoiced.is_settled_by(&payments) { vec![] } else { claimed(dinero, id).await? };
    let figures = match invoiced.figures(&payments, &claimed) {
        Ok(figures) => figures,
        Err(problem) => return Ok(Err(problem)),
    };
    let mut credited = Some(Decimal::ZERO);
    if figures.leave_credits_open() {
        let notes = dinero.credit_notes.get_or_try_init(|| CreditNotes::list(&dinero.session)).await?;
        let wanted = Credited {
            guid: id.as_str(),
            debtor: single.contact.as_deref().unwrap_or_default(),
            currency: figures.currency,
            issued: single.issue_date,
        };
        credited = match notes {
            Some(notes) => notes.sum(&dinero.session, &wanted).await?,
            None => None,
        };
    }
    Ok(figures.amounts(credited))
}

/// What reminders claim. An invoice without any is a list without rows, or a 404.
async fn claimed(dinero: &Dinero, id: &InvoiceId) -> Result<Vec<Claimed>, Halt> {
    let ask = requests::reminders(&dinero.session, id.as_str());
    match dinero.session.ask(ask, reminders::read).await {
        Ok(claimed) => Ok(claimed?),
        Err(trouble) if trouble.is_missing() => Ok(vec![]),
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
    let contact = match dinero.session.ask(ask, |answer| Ok(Contact::read(&object(answer)?))).await {
        Ok(contact) => Some(Arc::new(contact)),
        Err(trouble) => FieldError::try_from(trouble).map(|_| None).map_err(Halt::Trouble)?,
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
        let row = object(answer)?;
        Ok(read(&row))
    };
    session.ask(ask, parse).await.map_err(Halt::Trouble)?.map_err(Halt::Field)
}

impl Single {
    fn read(row: &Row<'_>) -> Result<Self, FieldError> {
        let text = |field| row.text(field).ok().flatten();
        let (name, block) = (text("ContactName"), text("Address"));
        let is_mailout = |word: &str| word.trim().eq_ignore_ascii_case("Mailout");
        let last_mail = row.label("LatestMailOutType").ok().flatten();
        Ok(Self {
            outline: outline::read(row)?,
            invoiced: Invoiced {
                currency: row.text("Currency")?.map_or_else(|| "DKK".into(), |code| code.into_owned()),
                total: row.needed_amount("TotalInclVat")?,
                is_settled: settled_by_status(row.text("PaymentStatus")?.as_deref()),
            },
            issue_date: row.date("Date")?,
            contact: text("ContactGuid").map(|guid| guid.into_owned()),
            as_printed: as_printed(name.as_deref(), block.as_deref()),
            fik: row.text("FikCode")?.map(|fik| fik.trim().to_owned()),
            in_collection: row.flag("IsSentToDebtCollection")? == Some(true),
            is_deleted: row.label("DeletedAt")?.is_some(),
            is_unreminded: row.has("LatestMailOutType") && last_mail.is_none_or(|word| is_mailout(&word)),
        })
    }
}
