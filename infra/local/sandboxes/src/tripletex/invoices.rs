//! `GET /invoice`: charged invoices and credit notes of a range of days. There is no filter for what is due or unpaid.

use std::cmp::Ordering;

use axum::extract::{Path, State as Shared};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;

use super::access::Call;
use super::errors::Refusal;
use super::lines::is_charged;
use super::list::{Part, single};
use super::projection::{Model, Node, View};
use super::{Tripletex, identities};
use crate::books::{Invoice, Ledger, State};
use crate::pdf;
use crate::query::Query;

/// The place of the invoice with this id.
pub fn find(ledger: &Ledger<Tripletex>, id: &str) -> Result<usize, Refusal> {
    if id.parse::<i64>().is_err() {
        return Err(Refusal::no_such_path());
    }
    let found = ledger.invoices.iter().position(|invoice| invoice.id == id);
    found.filter(|at| ledger.invoices[*at].state != State::Deleted).ok_or_else(Refusal::unknown)
}

/// `GET /invoice`
pub async fn list(Shared(tripletex): Shared<Tripletex>, call: Call) -> Result<Response, Refusal> {
    let days = Days::read(&call.query)?;
    let wanted = Wanted::read(&call.query)?;
    let part = Part::read(&call.query, Model::Invoice)?;
    let order = order(&call.query)?;
    tripletex.view(call.company, |view| {
        let invoices = view.ledger.invoices.iter().enumerate();
        let fits = |(_, invoice): &(usize, &Invoice)| {
            is_charged(invoice) && days.hold(invoice.issued) && wanted.holds(view, invoice)
        };
        let mut rows: Vec<_> = invoices.filter(fits).collect();
        rows.sort_by(|(_, a), (_, b)| {
            order.iter().fold(Ordering::Equal, |so_far, by| so_far.then_with(|| by(a, b)))
        });
        let rows: Vec<_> = rows.into_iter().map(|(at, _)| Node::Invoice(at)).collect();
        part.answer(view, &rows)
    })
}

/// `GET /invoice/{id}`
pub async fn one(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    tripletex.view(call.company, |view| {
        let at = find(view.ledger, &id)?;
        single(view, Model::Invoice, Node::Invoice(at), call.query.get("fields"))
    })
}

/// `GET /invoice/{id}/pdf`
pub async fn pdf(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<String>,
    call: Call,
) -> Result<Response, Refusal> {
    tripletex.view(call.company, |view| {
        let invoice = view.invoice(find(view.ledger, &id)?);
        let file = pdf::of_invoice(&view.ledger.name, &view.ledger.contact_of(invoice).debtor, invoice);
        Ok(([(CONTENT_TYPE, "application/pdf")], file).into_response())
    })
}

/// `invoiceDateFrom` and `invoiceDateTo`, which is not one of the days. Both are needed, beside ids too.
struct Days {
    from: Date,
    before: Date,
}

impl Days {
    fn read(query: &Query) -> Result<Self, Refusal> {
        let mut wrong = Vec::new();
        let mut date = |name: &str| {
            let day = query.get(name).map(str::parse::<Date>);
            let message = match day {
                Some(Ok(day)) => return Some(day),
                Some(Err(_)) => "Ugyldig dato.",
                None => "Kan ikke være null.",
            };
            wrong.push((name.to_owned(), message.to_owned()));
            None
        };
        match (date("invoiceDateFrom"), date("invoiceDateTo")) {
            (Some(from), Some(before)) if from < before => Ok(Self { from, before }),
            (Some(_), Some(_)) => Err(Refusal::parameter("invoiceDateFrom", "Må være før invoiceDateTo.")),
            _ => Err(Refusal::parameters(wrong)),
        }
    }

    fn hold(&self, day: Date) -> bool {
        self.from <= day && day < self.before
    }
}

/// The filters; parameters of other names are passed over.
struct Wanted {
    ids: Option<Vec<i64>>,
    number: Option<String>,
    kid: Option<String>,
    customer: Option<i64>,
}

impl Wanted {
    fn read(query: &Query) -> Result<Self, Refusal> {
        let number = |text: &str| text.trim().parse::<i64>().ok().filter(|number| *number > 0);
        let refused = |name: &str| {
            let fields = vec![(name.to_owned(), "Må være positive heltall.".to_owned())];
            let refusal = Refusal::parameters(fields);
            refusal.with_code(12_000)
        };
        let numbers = |name: &str| {
            let text = query.get(name);
            let read = text.map(|text| {
                text.split(',').map(number).collect::<Option<Vec<_>>>().ok_or_else(|| refused(name))
            });
            read.transpose()
        };
        let owned = |name: &str| query.get(name).map(str::to_owned);
        Ok(Self {
            ids: numbers("id")?,
            number: owned("invoiceNumber"),
            kid: owned("kid"),
            customer: numbers("customerId")?.and_then(|ids| ids.first().copied()),
        })
    }

    fn holds(&self, view: &View<'_>, invoice: &Invoice) -> bool {
        let is =
            |wanted: &Option<String>, value: String| wanted.as_ref().is_none_or(|wanted| *wanted == value);
        let customer = || view.id(Node::Customer(invoice.contact));
        self.ids.as_ref().is_none_or(|ids| ids.contains(&identities::number(&invoice.id)))
            && is(&self.number, invoice.number.to_string())
            && is(&self.kid, identities::kid(invoice.number))
            && self.customer.is_none_or(|wanted| wanted == customer())
    }
}

type By = Box<dyn Fn(&Invoice, &Invoice) -> Ordering + Send>;

/// `sorting=invoiceDate,-id`. Without one the latest come first: no order is promised.
fn order(query: &Query) -> Result<Vec<By>, Refusal> {
    let key = |text: &str| -> Result<By, Refusal> {
        let (name, backwards) =
            text.trim().strip_prefix('-').map_or((text.trim(), false), |name| (name, true));
        let by: fn(&Invoice, &Invoice) -> Ordering = match name {
            "id" => |a, b| identities::number(&a.id).cmp(&identities::number(&b.id)),
            "invoiceDate" => |a, b| a.issued.cmp(&b.issued),
            "invoiceNumber" => |a, b| a.number.cmp(&b.number),
            "invoiceDueDate" => |a, b| a.due.cmp(&b.due),
            _ => return Err(Refusal::new(422, 17_000, &format!("Illegal sorting: {name}"))),
        };
        Ok(Box::new(move |a, b| if backwards { by(b, a) } else { by(a, b) }))
    };
    query.get("sorting").unwrap_or("-id").split(',').map(key).collect()
}
