//! The filters of the invoice list. Date ends are inclusive; a value that is none gives 404; unknown
//! parameters are ignored.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::Billy;
use super::errors::Refusal;
use super::periods;
use super::row::shown_due;
use super::switches::OrganizationIdRule;
use crate::books::{Invoice, Kind, Ledger, State};
use crate::json::{Json, Spelling};
use crate::query::Query;

/// What the list is asked for.
#[derive(Debug, Default)]
pub struct Filters {
    state: Option<State>,
    is_paid: Option<bool>,
    due: periods::Days,
    entry: periods::Days,
    entry_period: periods::Days,
    approved: (Option<Timestamp>, Option<Timestamp>),
    approved_period: periods::Days,
    organization: Option<String>,
    contact: Option<String>,
    credited: Option<String>,
    currency: Option<String>,
    invoice_no: Option<String>,
    external: Option<String>,
    amount: Option<String>,
    /// Recurring invoices and quotes do not exist here, so any id of one fits nothing.
    of_nothing: bool,
    text: Option<String>,
}

impl Filters {
    /// Reads the filters for `ledger`.
    pub fn read(query: &Query, ledger: &Ledger<Billy>) -> Result<Self, Refusal> {
        if query.get("organizationId").is_some()
            && ledger.switches.organization_id == OrganizationIdRule::Refuse
        {
            return Err(Refusal::OrganizationIdSet);
        }
        let own = |name: &str| query.get(name).map(str::to_owned);
        Ok(Self {
            state: read(query, "state", |text| match text {
                "draft" => Some(State::Draft),
                "approved" => Some(State::Approved),
                "voided" => Some(State::Voided),
                _ => None,
            })?,
            is_paid: parsed(query, "isPaid")?,
            due: (parsed(query, "minDueDate")?, parsed(query, "maxDueDate")?),
            entry: (parsed(query, "minEntryDate")?, parsed(query, "maxEntryDate")?),
            entry_period: read(query, "entryDatePeriod", periods::read)?.unwrap_or_default(),
            approved: (read(query, "minApprovedTime", moment)?, read(query, "maxApprovedTime", moment)?),
            approved_period: read(query, "approvedTimePeriod", periods::read)?.unwrap_or_default(),
            organization: own("organizationId"),
            contact: own("contactId"),
            credited: own("creditedInvoiceId"),
            currency: own("currencyId"),
            invoice_no: own("invoiceNo"),
            external: own("externalId"),
            amount: own("amount"),
            of_nothing: query.get("recurringInvoiceId").or(query.get("quoteId")).is_some(),
            text: own("q").map(|text| text.to_lowercase()),
        })
    }

    /// Whether a row is in the list.
    pub fn fit(&self, ledger: &Ledger<Billy>, invoice: &Invoice) -> bool {
        let credits = match &invoice.kind {
            Kind::CreditNote { of } => of.as_deref(),
            Kind::Invoice => None,
        };
        let is =
            |wanted: &Option<String>, value: Option<&str>| wanted.is_none() || wanted.as_deref() == value;
        let approved = (invoice.state != State::Draft).then_some(invoice.created);
        let approved_day = approved.map(|moment| moment.to_zoned(TimeZone::UTC).date());
        invoice.state != State::Deleted
            && !self.of_nothing
            && self.state.is_none_or(|state| invoice.state == state)
            && self.is_paid.is_none_or(|paid| invoice.is_settled() == paid)
            && within(&self.due, shown_due(invoice))
            && within(&self.entry, Some(invoice.issued))
            && within(&self.entry_period, Some(invoice.issued))
            && within(&self.approved, approved)
            && within(&self.approved_period, approved_day)
            && is(&self.organization, Some(&ledger.organization))
            && is(&self.contact, Some(&ledger.contact_of(invoice).id))
            && is(&self.credited, credits)
            && is(&self.currency, Some(&invoice.currency))
            && is(&self.external, invoice.external_reference.as_deref())
            && self.fit_as_text(ledger, invoice)
    }

    /// The filters on values that must be spelled first, which costs.
    fn fit_as_text(&self, ledger: &Ledger<Billy>, invoice: &Invoice) -> bool {
        let amount = |minor: i64| Json::amount(minor, Spelling::Shortest).text();
        let number = || (invoice.state != State::Draft).then(|| invoice.number.to_string());
        let has = |text: &String| {
            let places = [
                number().unwrap_or_default(),
                ledger.contact_of(invoice).debtor.name.to_lowercase(),
                invoice.description.to_lowercase(),
                amount(invoice.net),
                amount(invoice.gross()),
                amount(invoice.owed()),
            ];
            places.iter().any(|place| place.contains(text))
        };
        self.invoice_no.as_ref().is_none_or(|wanted| number().as_ref() == Some(wanted))
            && self.amount.as_ref().is_none_or(|wanted| amount(invoice.net) == *wanted)
            && self.text.as_ref().is_none_or(has)
    }
}

/// Whether `value` is between both ends, which are inside. Nothing is only within no ends at all.
fn within<T: PartialOrd>(ends: &(Option<T>, Option<T>), value: Option<T>) -> bool {
    match (ends, value) {
        ((None, None), _) => true,
        (_, None) => false,
        ((from, to), Some(value)) => {
            from.as_ref().is_none_or(|from| value >= *from) && to.as_ref().is_none_or(|to| value <= *to)
        }
    }
}

fn read<T>(query: &Query, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Refusal> {
    let refused = || Refusal::BadFilter(name.to_owned());
    query.get(name).map(|text| read(text).ok_or_else(refused)).transpose()
}

fn parsed<T: FromStr>(query: &Query, name: &str) -> Result<Option<T>, Refusal> {
    read(query, name, |text| text.parse().ok())
}

/// A moment in UTC, with a space or a `T`; a bare date is its midnight.
fn moment(text: &str) -> Option<Timestamp> {
    let at = text.parse::<DateTime>().or_else(|_| text.parse::<Date>().map(DateTime::from)).ok()?;
    Some(at.to_zoned(TimeZone::UTC).ok()?.timestamp())
}
