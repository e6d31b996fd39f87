//! Invoices as an admin request describes them.

use super::input::Input;
use crate::books::{Company, Generate, Kind, NewDebtor, NewInvoice, Refused, State, System};

const STATES: [(&str, State); 5] = [
    ("draft", State::Draft),
    ("approved", State::Approved),
    ("booked", State::Approved),
    ("voided", State::Voided),
    ("deleted", State::Deleted),
];

/// Reads an invoice. Amounts are `amount_minor` (gross, a fifth of it VAT) or `net_minor` and
/// `vat_minor`; each also as a decimal text without `_minor`.
pub fn invoice<S: System>(mut input: Input, company: &Company<S>) -> Result<NewInvoice, Refused> {
    let due = input.date("due")?;
    let issued = input.date("issued")?;
    let (net, vat) = amounts(&mut input)?;
    let sample = NewInvoice::due_on(due.or(issued).unwrap_or_default(), 0);
    let new = NewInvoice {
        number: input.parsed("number", "a whole number")?,
        kind: kind(&mut input, company)?,
        state: input.word("state", &STATES)?.unwrap_or(State::Approved),
        debtor: match input.inner("debtor")? {
            Some(debtor) => self::debtor(debtor)?,
            None => return Err(input.refuse("debtor", "is missing")),
        },
        issued,
        due,
        net,
        vat,
        currency: input.text("currency")?.unwrap_or(sample.currency),
        description: input.text("description")?.unwrap_or(sample.description),
        external_reference: input.text("external_reference")?,
        late_fee: input.amount("late_fee")?.unwrap_or_default(),
        paid: input.amount("paid")?.unwrap_or_default(),
        sent_to_debt_collection: input.flag("sent_to_debt_collection")?,
        without_contact: input.flag("without_contact")?,
        prices_with_vat: input.flag("prices_with_vat")?,
        created: input.parsed("created", "a time such as 2026-09-01T07:12:44Z")?,
    };
    input.finish()?;
    Ok(new)
}

fn amounts(input: &mut Input) -> Result<(i64, i64), Refused> {
    let gross = input.amount("amount")?;
    let (net, vat) = (input.amount("net")?, input.amount("vat")?);
    match (gross, net, vat) {
        (Some(gross), None, None) => Ok((gross - gross / 5, gross / 5)),
        (None, Some(net), vat) => Ok((net, vat.unwrap_or_default())),
        (None, None, _) => Err(input.refuse("amount_minor", "is missing")),
        (Some(_), ..) => Err(input.refuse("amount_minor", "does not go with net_minor or vat_minor")),
    }
}

/// `kind`, and with a credit note `credits`: id or number of the invoice it credits.
fn kind<S: System>(input: &mut Input, company: &Company<S>) -> Result<Kind, Refused> {
    let is_note = input.word("kind", &[("invoice", false), ("credit_note", true)])?.unwrap_or(false);
    let credits = input.text("credits")?;
    match (is_note, credits) {
        (false, None) => Ok(Kind::Invoice),
        (false, Some(_)) => Err(input.refuse("credits", "goes only with kind credit_note")),
        (true, None) => Ok(Kind::CreditNote { of: None }),
        (true, Some(name)) => Ok(Kind::CreditNote { of: Some(company.invoice(&name)?.id) }),
    }
}

fn debtor(mut input: Input) -> Result<NewDebtor, Refused> {
    let debtor = NewDebtor {
        name: input.needed_text("name")?,
        email: input.text("email")?,
        contact_person: input.text("contact_person")?,
        cvr: input.text("cvr")?,
        ean: input.text("ean")?,
        person: input.flag("person")?,
        street: input.text("street")?,
        zip: input.text("zip")?,
        city: input.text("city")?,
        country: input.text("country")?,
        city_by_id: input.flag("city_by_id")?,
        archived: input.flag("archived")?,
        deleted: input.flag("deleted")?,
    };
    input.finish()?;
    Ok(debtor)
}

/// Reads `{count, first_due, last_due?, amount_minor?, debtors?}`.
pub fn generate(mut input: Input) -> Result<Generate, Refused> {
    let missing = |input: &Input, name: &str| input.refuse(name, "is missing");
    let generate = Generate {
        count: input.parsed("count", "a whole number")?.ok_or_else(|| missing(&input, "count"))?,
        first_due: input.date("first_due")?.ok_or_else(|| missing(&input, "first_due"))?,
        last_due: input.date("last_due")?,
        gross: input.amount("amount")?.unwrap_or(125_000),
        debtors: input.parsed("debtors", "a whole number")?.unwrap_or(20),
    };
    input.finish()?;
    Ok(generate)
}
