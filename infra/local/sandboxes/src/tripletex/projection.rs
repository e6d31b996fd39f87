//! Records as they are asked for: each model is a table of columns, and a reference is followed only when its own fields
//! are named.

use super::errors::Refusal;
use super::fields::{Filter, unknown};
use super::lines::Line;
use super::subscriptions::Subscription;
use super::{Tripletex, identities, invoice_columns, ledger_columns, people_columns};
use crate::books::{Invoice, Ledger};
use crate::json::{Json, record};

/// What records are read from.
pub struct View<'a> {
    pub ledger: &'a Ledger<Tripletex>,
    pub subscriptions: &'a [Subscription],
}

/// A record of one of the models, by its place in the books.
#[derive(Clone, Copy, Debug)]
pub enum Node {
    Invoice(usize),
    Posting(usize, Line),
    Voucher(usize, Line),
    CloseGroup(usize),
    /// Invoice, and its fee at this place.
    Reminder(usize, usize),
    Currency(usize),
    Customer(usize),
    /// Of the customer at this place.
    Address(usize),
    Country(usize),
    Company,
    PaymentType(usize),
    Account(usize),
    Subscription(usize),
}

/// The models, for filters that name fields where there is no record to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    Invoice,
    Posting,
    Voucher,
    CloseGroup,
    Reminder,
    Remark,
    Currency,
    Customer,
    Address,
    Country,
    Company,
    PaymentType,
    Account,
    Subscription,
}

/// How a field is read.
pub enum Read<T> {
    Plain(fn(&View<'_>, T) -> Json),
    One(Model, fn(&View<'_>, T) -> Option<Node>),
    Many(Model, fn(&View<'_>, T) -> Vec<Node>),
}

/// The fields of a model, in their order.
pub type Columns<T> = &'static [(&'static str, Read<T>)];

impl View<'_> {
    pub fn invoice(&self, at: usize) -> &Invoice {
        &self.ledger.invoices[at]
    }

    pub fn amount(&self, minor: i64) -> Json {
        Json::amount(minor, self.ledger.switches.numbers)
    }

    /// The record with the fields that are asked for. The filter was checked before.
    pub fn record(&self, node: Node, filter: &Filter) -> Json {
        match node {
            Node::Invoice(at) => self.project(invoice_columns::INVOICE, at, node, filter),
            Node::Reminder(at, fee) => self.project(invoice_columns::REMINDER, (at, fee), node, filter),
            Node::Currency(at) => self.project(invoice_columns::CURRENCY, at, node, filter),
            Node::Posting(at, line) => self.project(ledger_columns::POSTING, (at, line), node, filter),
            Node::Voucher(at, line) => self.project(ledger_columns::VOUCHER, (at, line), node, filter),
            Node::CloseGroup(at) => self.project(ledger_columns::CLOSE_GROUP, at, node, filter),
            Node::PaymentType(at) => self.project(ledger_columns::PAYMENT_TYPE, at, node, filter),
            Node::Account(at) => self.project(ledger_columns::ACCOUNT, at, node, filter),
            Node::Customer(at) => self.project(people_columns::CUSTOMER, at, node, filter),
            Node::Address(at) => self.project(people_columns::ADDRESS, at, node, filter),
            Node::Country(at) => self.project(people_columns::COUNTRY, at, node, filter),
            Node::Company => self.project(people_columns::COMPANY, (), node, filter),
            Node::Subscription(at) => self.project(super::subscriptions::COLUMNS, at, node, filter),
        }
    }

    fn project<T: Copy>(&self, columns: Columns<T>, of: T, node: Node, filter: &Filter) -> Json {
        let mut fields = record! {};
        for (name, read) in columns {
            let Some(inner) = filter.of(name) else { continue };
            // What the key may not see is left out without a word.
            if *name == "postings" && !self.ledger.switches.sees_postings {
                continue;
            }
            let follow = |node: Node| match inner {
                Some(inner) => self.record(node, inner),
                None => record! { "id": self.id(node), "url": self.url(node) },
            };
            fields.push(
                *name,
                match read {
                    _ if *name == "url" => self.url(node).into(),
                    Read::Plain(read) => read(self, of),
                    Read::One(_, read) => read(self, of).map(follow).into(),
                    Read::Many(_, read) => read(self, of).into_iter().map(follow).collect::<Vec<_>>().into(),
                },
            );
        }
        fields
    }

    pub fn id(&self, node: Node) -> i64 {
        match node {
            Node::Invoice(at) => identities::number(&self.invoice(at).id),
            Node::Posting(at, line) => line.posting_id(self.invoice(at)),
            Node::Voucher(at, line) => line.voucher_id(self.invoice(at)),
            Node::CloseGroup(at) => ledger_columns::close_group_id(self, at),
            Node::Reminder(at, fee) => identities::number(&self.invoice(at).fees[fee].id),
            Node::Currency(at) => invoice_columns::currency_id(&self.invoice(at).currency),
            Node::Customer(at) => identities::number(&self.ledger.contacts[at].id),
            Node::Address(at) => identities::number(&self.ledger.contacts[at].id) - 1_700_000_000,
            Node::Country(at) => people_columns::country_id(self, at),
            Node::Company => identities::number(&self.ledger.organization),
            Node::PaymentType(at) => ledger_columns::payment_type_id(at),
            Node::Account(at) => ledger_columns::account_id(at),
            Node::Subscription(at) => self.subscriptions[at].id,
        }
    }

    /// Host and path, without a scheme.
    fn url(&self, node: Node) -> String {
        let path = match node {
            Node::Invoice(_) => "invoice",
            Node::Posting(..) => "ledger/posting",
            Node::Voucher(..) => "ledger/voucher",
            Node::CloseGroup(_) => "ledger/closeGroup",
            Node::Reminder(..) => "reminder",
            Node::Currency(_) => "currency",
            Node::Customer(_) => "customer",
            Node::Address(_) => "address",
            Node::Country(_) => "country",
            Node::Company => "company",
            Node::PaymentType(_) => "invoice/paymentType",
            Node::Account(_) => "ledger/account",
            Node::Subscription(_) => "event/subscription",
        };
        format!("tripletex.no/v2/{path}/{}", self.id(node))
    }
}

/// Refuses a filter that names what the model does not have.
pub fn check(model: Model, filter: &Filter) -> Result<(), Refusal> {
    match model {
        Model::Invoice => check_names(invoice_columns::INVOICE, "InvoiceDTO", filter),
        Model::Reminder => check_names(invoice_columns::REMINDER, "ReminderDTO", filter),
        Model::Remark => check_names(invoice_columns::REMARK, "InvoiceRemarkDTO", filter),
        Model::Currency => check_names(invoice_columns::CURRENCY, "CurrencyDTO", filter),
        Model::Posting => check_names(ledger_columns::POSTING, "PostingDTO", filter),
        Model::Voucher => check_names(ledger_columns::VOUCHER, "VoucherDTO", filter),
        Model::CloseGroup => check_names(ledger_columns::CLOSE_GROUP, "CloseGroupDTO", filter),
        Model::PaymentType => check_names(ledger_columns::PAYMENT_TYPE, "PaymentTypeDTO", filter),
        Model::Account => check_names(ledger_columns::ACCOUNT, "AccountDTO", filter),
        Model::Customer => check_names(people_columns::CUSTOMER, "CustomerDTO", filter),
        Model::Address => check_names(people_columns::ADDRESS, "AddressDTO", filter),
        Model::Country => check_names(people_columns::COUNTRY, "CountryDTO", filter),
        Model::Company => check_names(people_columns::COMPANY, "CompanyDTO", filter),
        Model::Subscription => check_names(super::subscriptions::COLUMNS, "SubscriptionDTO", filter),
    }
}

fn check_names<T>(columns: Columns<T>, dto: &str, filter: &Filter) -> Result<(), Refusal> {
    for (name, inner) in &filter.named {
        let column = columns.iter().find(|(known, _)| known == name);
        let (_, read) = column.ok_or_else(|| unknown(name, dto))?;
        match (inner, read) {
            (None, _) => {}
            (Some(inner), Read::One(model, _) | Read::Many(model, _)) => check(*model, inner)?,
            (Some(_), Read::Plain(_)) => return Err(unknown(name, dto)),
        }
    }
    Ok(())
}
