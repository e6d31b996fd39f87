//! `rykker statutes`: the law's dated data, and what of it will be missing soon.

use domain::Country;
use domain::moment::civil_date;
use domain::statutes::{LOOK_AHEAD_DAYS, Rate, Statutes, Tag, gaps};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::output::{Output, table};

#[derive(Serialize)]
struct Told {
    rows: Vec<Row>,
    /// What is missing today or within the next days.
    missing: Vec<Missing>,
}

#[derive(Serialize)]
struct Row {
    country: &'static str,
    what: &'static str,
    from: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Percent for rates, major units for amounts.
    value: String,
    sure: &'static str,
    source: &'static str,
}

#[derive(Serialize)]
struct Missing {
    country: &'static str,
    what: &'static str,
    from: Date,
}

fn row(
    country: Country,
    what: &'static str,
    from: Date,
    value: String,
    tag: Tag,
    source: &'static str,
) -> Row {
    Row { country: country.code(), what, from, until: None, value, sure: tag.word(), source }
}

fn kroner(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn rows() -> Vec<Row> {
    let interest = Statutes::late_interest().iter().map(|of| {
        let rate = format!("{} %", Rate::from_millionths(of.rate));
        row(of.country, "late interest", of.from, rate, of.tag, of.source)
    });
    let fees = Statutes::reminder_fees().iter().map(|of| {
        let demand = of.demand.map(|demand| format!(", demand {}", kroner(demand))).unwrap_or_default();
        let due = match (of.due_from, of.due_until) {
            (Some(from), _) => format!(", due from {from}"),
            (_, Some(until)) => format!(", due until {until}"),
            _ => String::new(),
        };
        let value = format!("{}{demand}{due}", kroner(of.reminder));
        Row { until: of.until, ..row(of.country, "reminder fee", of.from, value, of.tag, of.source) }
    });
    let compensations = Statutes::compensations().iter().map(|of| {
        let value = of.amount.map_or("not found".to_owned(), kroner);
        row(of.country, "compensation", of.from, value, of.tag, of.source)
    });
    let handovers = Statutes::handover_fees()
        .iter()
        .map(|of| row(of.country, "hand-over fee", of.from, kroner(of.amount), of.tag, of.source));
    let limits = Statutes::limit_rows().iter().map(|of| {
        let value = format!(
            "{} fees, first after {} days, {} days apart, notice {} days, letters {} days",
            of.fee_letters, of.first_fee_after_days, of.fee_gap_days, of.notice_days, of.letter_days
        );
        row(of.country, "limits", of.from, value, of.tag, of.source)
    });
    let regimes = Statutes::regimes().iter().map(|of| Row {
        until: of.reviewed_through,
        ..row(of.country, "regime", of.from, of.name.to_owned(), of.tag, of.source)
    });
    interest.chain(fees).chain(compensations).chain(handovers).chain(limits).chain(regimes).collect()
}

fn in_table(told: &Told) -> String {
    let cells = told.rows.iter().map(|row| {
        let until = row.until.map(|until| until.to_string()).unwrap_or_default();
        let sure = format!("{}: {}", row.sure, row.source);
        vec![
            row.country.to_owned(),
            row.what.to_owned(),
            row.from.to_string(),
            until,
            row.value.clone(),
            sure,
        ]
    });
    let all = table(&["country", "what", "from", "until", "value", "source"], cells);
    let missing: Vec<String> = told
        .missing
        .iter()
        .map(|gap| format!("missing from {}: {} ({})", gap.from, gap.what, gap.country))
        .collect();
    match missing.is_empty() {
        true => format!("{all}\nnothing is missing within {LOOK_AHEAD_DAYS} days"),
        false => format!("{all}\n{}", missing.join("\n")),
    }
}

/// Prints every row, then what is missing within the next 45 days.
pub fn carry_out(output: Output) -> anyhow::Result<()> {
    let today = civil_date(Timestamp::now(), Country::Denmark);
    let missing = gaps(&Statutes::built_in(), today)
        .into_iter()
        .map(|gap| Missing { country: gap.country.code(), what: gap.what, from: gap.from })
        .collect();
    output.show(&Told { rows: rows(), missing }, in_table)
}
