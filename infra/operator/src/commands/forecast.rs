//! `rykker forecast`: what would go out when, and with which amounts, if nobody paid.

use domain::ids::TenantId;
use domain::statutes::Minor;
use domain::{Currency, Money};
use jiff::Timestamp;
use workflows::forecast_tenant::{ForecastLine, forecast_tenant};

use super::tenant::word;
use crate::output::{Output, table};
use crate::outside::Outside;

pub async fn carry_out(
    outside: &Outside,
    output: Output,
    tenant: &TenantId,
    days: u16,
) -> anyhow::Result<()> {
    let lines = forecast_tenant(&outside.store, tenant, Timestamp::now(), days).await?;
    output.show(&lines, |lines| as_text(lines))
}

const HEADER: [&str; 11] = [
    "on",
    "debtor",
    "invoice",
    "step",
    "pay by",
    "fee",
    "compensation",
    "principal",
    "interest",
    "costs",
    "total",
];

/// A table of what goes out, with a sum a day; what is refused stands below it.
fn as_text(lines: &[ForecastLine]) -> String {
    let (refused, coming): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.on.is_none());
    let mut rows = Vec::new();
    for day in coming.chunk_by(|one, other| one.on == other.on) {
        for letter in day.chunk_by(|one, other| one.whom == other.whom) {
            rows.extend(letter.iter().enumerate().map(|(place, line)| row(line, place == 0)));
        }
        rows.extend(sums(day));
    }
    let mut text = table(&HEADER, rows);
    for line in refused {
        let why = line.why.as_deref().unwrap_or_default();
        text = format!("{text}\ninvoice {}: no {}: {why}", line.invoice_number, word(&line.step));
    }
    if lines.iter().any(|line| line.if_approved) {
        text.push_str("\n* if it is approved today");
    }
    text
}

/// A letter's day and debtor stand at its first invoice.
fn row(line: &ForecastLine, first: bool) -> Vec<String> {
    let mark = if line.if_approved { " *" } else { "" };
    let shown = |text: String| if first { text } else { String::new() };
    let amount = |minor| money(minor, line.currency);
    let amounts = &line.amounts;
    vec![
        shown(day(line)),
        shown(line.debtor.clone()),
        format!("{}{mark}", line.invoice_number),
        word(&line.step),
        line.pay_by.map_or("–".into(), |by| by.to_string()),
        amount(amounts.fee_minor),
        amount(amounts.compensation_minor),
        amount(amounts.principal_minor),
        amount(amounts.interest_minor),
        amount(amounts.costs_minor),
        amount(amounts.total_minor),
    ]
}

/// One row a currency.
fn sums(day_lines: &[&ForecastLine]) -> Vec<Vec<String>> {
    let mut currencies: Vec<Currency> = day_lines.iter().map(|line| line.currency).collect();
    currencies.sort();
    currencies.dedup();
    let of = |currency: Currency| {
        let lines = || day_lines.iter().filter(move |line| line.currency == currency);
        let sum = |what: fn(&ForecastLine) -> Option<Minor>| {
            money(Some(lines().filter_map(|line| what(line)).sum()), currency)
        };
        vec![
            day_lines.first().map(|line| day(line)).unwrap_or_default(),
            "in all".into(),
            lines().count().to_string(),
            String::new(),
            String::new(),
            sum(|line| line.amounts.fee_minor),
            sum(|line| line.amounts.compensation_minor),
            sum(|line| line.amounts.principal_minor),
            sum(|line| line.amounts.interest_minor),
            sum(|line| line.amounts.costs_minor),
            sum(|line| line.amounts.total_minor),
        ]
    };
    currencies.into_iter().map(of).collect()
}

fn day(line: &ForecastLine) -> String {
    line.on.map(|on| on.to_string()).unwrap_or_default()
}

fn money(minor: Option<Minor>, currency: Currency) -> String {
    let written = |minor| Money::new(i64::try_from(minor).unwrap_or(i64::MAX), currency).to_string();
    minor.map_or("–".into(), written)
}

#[cfg(test)]
mod tests {
    use domain::case::{MoneyMove, MovedMoney};
    use jiff::civil::date;
    use workflows::forecast_tenant::foresee;

    use super::*;
    use crate::commands::bed::{approved, case, noon, tenant};

    /// Two invoices of one debtor, one of another that awaits its approval, and one that is paid and not read yet.
    fn foreseen() -> Vec<ForecastLine> {
        let mut paid = approved(case(1041, "Café Æble"));
        let (on, what) = (date(2026, 12, 1), MovedMoney::Paid);
        paid.dunning.moves = vec![MoneyMove { on, what, minor: 1_000_000 }];
        let running = [case(1042, "Jensen ApS"), case(1043, "Jensen ApS")].map(approved);
        let cases = [vec![paid], running.to_vec(), vec![case(1044, "Ågård")]].concat();
        foresee(&tenant(), &cases, noon(date(2026, 12, 1)), date(2026, 12, 31))
    }

    #[test]
    fn the_table_sums_up_each_day_and_says_what_stands_against_a_step() {
        insta::assert_snapshot!(as_text(&foreseen()));
    }

    #[test]
    fn programs_read_a_line_a_step_in_minor_units_and_words() {
        let lines = foreseen();
        let told = [lines.first(), lines.last()];
        insta::assert_snapshot!(serde_json::to_string_pretty(&told).unwrap());
    }

    #[test]
    fn a_tenant_without_open_cases_has_nothing_to_come() {
        assert_eq!(as_text(&[]), "none");
    }
}
