//! `rykker statutes`: the law's dated data, and what of it will be missing soon.

use domain::Country;
use domain::moment::civil_date;
use domain::statutes::{LOOK_AHEAD_DAYS, RowInWords, Statutes, gaps, in_words};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use crate::output::{Output, table};

#[derive(Serialize)]
struct Told {
    rows: Vec<RowInWords>,
    /// What is missing today or within the next days.
    missing: Vec<Missing>,
}

#[derive(Serialize)]
struct Missing {
    country: &'static str,
    what: &'static str,
    from: Date,
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
    output.show(&Told { rows: in_words(), missing }, in_table)
}
