//! `rykker payments`: what came to the service, and what became of it in the tenants' books.

use anyhow::{Context, bail};
use domain::ids::{CaseId, PaymentId, TenantId};
use domain::received_payment::BookingState;
use domain::{Money, ReceivedPayment};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use workflows::ports::Store;
use workflows::record_payment::{NewPayment, Recorded, record_payment};
use workflows::resolve_payment::{Resolution, resolve_payment};

use crate::arguments::PaymentsCommand;
use crate::commands::chosen;
use crate::output::{Output, table};
use crate::outside::Outside;

/// The setting that names the kind of payment that is booked.
const PAYMENT_TYPE: &str = "payment-type";

pub async fn carry_out(outside: &Outside, output: Output, command: PaymentsCommand) -> anyhow::Result<()> {
    match command {
        PaymentsCommand::Record { case, amount, date, reference } => {
            record(outside, output, case, &amount, date, reference).await
        }
        PaymentsCommand::List { tenant, state } => list(outside, output, tenant, state.as_deref()).await,
        PaymentsCommand::Resolve { payment, how } => resolve(outside, output, &payment, how).await,
        PaymentsCommand::Types { tenant } => types(outside, output, &tenant).await,
    }
}

async fn record(
    outside: &Outside,
    output: Output,
    id: CaseId,
    amount: &str,
    date: Date,
    reference: String,
) -> anyhow::Result<()> {
    let Some(case) = outside.store.cases(std::slice::from_ref(&id)).await?.pop() else {
        bail!("case: {id} does not exist")
    };
    let amount = Money::from_written(amount, case.principal.currency).context("amount")?;
    let new = NewPayment { case: id, amount, date, reference };
    let recorded = record_payment(outside.connect_ports(), &new, Timestamp::now()).await?;
    let mut value = as_json(&recorded.payment);
    value["is_new"] = json!(recorded.is_new);
    value["outstanding_minor"] = json!(recorded.case.outstanding.minor);
    output.show(&value, |_| recorded_line(&recorded))
}

fn recorded_line(recorded: &Recorded) -> String {
    let Recorded { payment, case, is_new } = recorded;
    let done = if *is_new { "recorded" } else { "recorded before, nothing changed:" };
    let standing = standing(&payment.booking);
    format!("{done} {}\n{} outstanding on the case\nbooking: {standing}", payment.id, case.outstanding)
}

/// `review: the books have no such invoice`.
fn standing(booking: &BookingState) -> String {
    match booking.reason() {
        Some(reason) => format!("{}: {reason}", booking.word()),
        None => booking.word().to_owned(),
    }
}

async fn list(
    outside: &Outside,
    output: Output,
    tenant: Option<TenantId>,
    state: Option<&str>,
) -> anyhow::Result<()> {
    let mut payments = Vec::new();
    for id in chosen(&outside.store, tenant).await? {
        let mut from = None;
        loop {
            let page = outside.store.payments_of(&id, from).await?;
            let wanted =
                |payment: &ReceivedPayment| state.is_none_or(|state| state == payment.booking.word());
            payments.extend(page.payments.into_iter().filter(wanted));
            from = page.next;
            if from.is_none() {
                break;
            }
        }
    }
    payments.sort_by(|one, other| (one.recorded_at, &one.id).cmp(&(other.recorded_at, &other.id)));
    let values: Vec<Value> = payments.iter().map(as_json).collect();
    output.show(&values, |_| as_table(&payments))
}

fn as_table(payments: &[ReceivedPayment]) -> String {
    table(
        &["payment", "case", "date", "amount", "reference", "booking"],
        payments.iter().map(|payment| {
            vec![
                payment.id.to_string(),
                payment.case.to_string(),
                payment.date.to_string(),
                payment.amount.to_string(),
                payment.reference.clone(),
                standing(&payment.booking),
            ]
        }),
    )
}

fn as_json(payment: &ReceivedPayment) -> Value {
    let (posting, voucher) = match &payment.booking {
        BookingState::Booked { posting, voucher } => (posting.as_deref(), voucher.as_deref()),
        _ => (None, None),
    };
    json!({
        "id": payment.id,
        "tenant": payment.tenant,
        "case": payment.case,
        "currency": payment.amount.currency,
        "amount_minor": payment.amount.minor,
        "counted_minor": payment.counted.minor,
        "overpaid_minor": payment.surplus().minor,
        "amount": payment.amount.to_string(),
        "date": payment.date,
        "reference": payment.reference,
        "recorded_at": payment.recorded_at,
        "state": payment.booking.word(),
        "reason": payment.booking.reason(),
        "posting": posting,
        "voucher": voucher,
        "round": payment.round,
    })
}

async fn resolve(outside: &Outside, output: Output, id: &PaymentId, how: Resolution) -> anyhow::Result<()> {
    let payment = resolve_payment(&outside.store, id, how, Timestamp::now()).await?;
    output.show(&as_json(&payment), |_| format!("{id} is {}", standing(&payment.booking)))
}

async fn types(outside: &Outside, output: Output, id: &TenantId) -> anyhow::Result<()> {
    let Some((tenant, secrets)) = outside.store.tenant(id).await? else {
        bail!("tenant: {id} does not exist")
    };
    let source = outside.connect_ports().signed_in(&tenant, &secrets, Timestamp::now()).await?;
    let Some(books) = source.books() else { bail!("tenant: {} takes no payments", tenant.system) };
    let types = books.payment_types().await?;
    let chosen = tenant.settings.get(PAYMENT_TYPE);
    let is_chosen = |id: &String| chosen == Some(id);
    let values: Vec<Value> = types
        .iter()
        .map(|kind| json!({"id": kind.id, "name": kind.name, "chosen": is_chosen(&kind.id)}))
        .collect();
    output.show(&values, |_| {
        table(
            &["id", "name", "chosen"],
            types.iter().map(|kind| {
                let mark = if is_chosen(&kind.id) { "yes" } else { "" };
                vec![kind.id.clone(), kind.name.clone(), mark.to_owned()]
            }),
        )
    })
}

#[cfg(test)]
mod tests {
    use domain::Currency;
    use domain::received_payment::{NotWanted, Review};

    use super::*;

    fn payment(reference: &str, minor: i64, booking: BookingState) -> ReceivedPayment {
        let tenant: TenantId = "taeaqcaibaeaq".parse().unwrap();
        let amount = Money::new(minor, Currency::NOK);
        ReceivedPayment {
            id: PaymentId::of(&tenant, &[reference]),
            case: format!("{tenant}-aaaaaaaaaaaaaaaa").parse().unwrap(),
            tenant,
            amount,
            counted: Money::new(minor.min(50_000), Currency::NOK),
            date: jiff::civil::date(2026, 11, 20),
            reference: reference.into(),
            recorded_at: "2026-11-20T09:00:00Z".parse().unwrap(),
            booking,
            round: 1,
            version: 1,
        }
    }

    fn held() -> ReceivedPayment {
        let reason = Review::Overpaid { surplus: Money::new(7_550, Currency::NOK) };
        payment("bank 18", 57_550, BookingState::Review { reason })
    }

    #[test]
    fn the_list_says_why_a_payment_is_held() {
        let (posting, voucher) = (Some("3850001043".to_owned()), Some("199-2026".to_owned()));
        let all = [
            payment("bank 17", 50_000, BookingState::Booked { posting, voucher }),
            held(),
            payment("bank 19", 100, BookingState::NotWanted { reason: NotWanted::PostingsHidden }),
            payment("bank 20", 100, BookingState::Planned),
        ];
        insta::assert_snapshot!(as_table(&all));
    }

    #[test]
    fn programs_read_a_payment_in_minor_units_and_words() {
        insta::assert_snapshot!(serde_json::to_string_pretty(&as_json(&held())).unwrap());
    }
}
