//! The trail for people, in the words of the record: a new kind of happening needs no line here.

use domain::case::Happening;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use serde_json::{Map, Value};

use super::kept::Kept;

/// One line for each step, each mail that asked, and each thing that the mail service told of a letter; oldest first.
pub(super) fn timeline(kept: &Kept, zone: &TimeZone) -> String {
    let steps = kept.trail.iter().map(|entry| {
        let facts = vec![entry.status.replace('_', " "), entry.outstanding.to_string()];
        (entry.at, [facts, vec![happened(&entry.happening)]].concat())
    });
    let unchanged = |what: String| vec![String::new(), String::new(), what];
    let mails = kept.batches.iter().filter_map(|batch| {
        let decide_by = batch.decide_by.map(|by| format!(", to be answered by {}", clock(by, zone)));
        let what = format!("the mail of batch {} left{}", batch.number, decide_by.unwrap_or_default());
        Some((batch.mailed_at?, unchanged(what)))
    });
    let deliveries = kept.letters.iter().flat_map(|letter| {
        let events = letter.file.iter().flat_map(|file| &file.events);
        events.map(|event| {
            let what = format!("{}: the mail service says {}", letter.pdf_name(), word(&event.what));
            (event.at, unchanged(what))
        })
    });
    let mut lines: Vec<(Timestamp, Vec<String>)> = steps.chain(mails).chain(deliveries).collect();
    // Stable: of one instant, steps keep the order of their versions.
    lines.sort_by_key(|(at, _)| *at);
    let rows = lines.into_iter().map(|(at, facts)| [vec![clock(at, zone)], facts].concat());
    let (case, tenant) = (&kept.case, &kept.tenant);
    format!(
        "Case {} ({}): invoice {} of {}, {}\n\n{}",
        case.id.number(),
        case.id,
        case.invoice_number,
        tenant.name,
        tenant.number,
        table(&["when", "status", "outstanding", "what"], rows)
    )
}

/// The creditor's wall clock.
fn clock(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
}

fn happened(happening: &Happening) -> String {
    serde_json::to_value(happening).map_or_else(|problem| problem.to_string(), |value| said(&value))
}

/// `letter_claimed` with its fields as `letter claimed (kind reminder, pay by 2026-12-03)`.
fn said(value: &Value) -> String {
    match value {
        Value::Object(fields) => amount(fields).unwrap_or_else(|| thing(fields)),
        Value::Array(items) => items.iter().map(said).collect::<Vec<_>>().join(", "),
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

fn thing(fields: &Map<String, Value>) -> String {
    let is_name = |name: &str| ["what", "kind"].contains(&name);
    let tag = ["what", "kind"].iter().find_map(|name| fields.get(*name)).and_then(Value::as_str);
    let named_by_what = fields.contains_key("what");
    let rest = fields.iter().filter(|(name, _)| !is_name(name) || (named_by_what && *name == "kind"));
    let rest: Vec<String> =
        rest.map(|(name, value)| format!("{} {}", name.replace('_', " "), said(value))).collect();
    let tag = tag.unwrap_or_default().replace('_', " ");
    match rest.is_empty() {
        true => tag,
        false => format!("{tag} ({})", rest.join(", ")),
    }
}

fn amount(fields: &Map<String, Value>) -> Option<String> {
    let money: domain::Money = serde_json::from_value(Value::Object(fields.clone())).ok()?;
    Some(money.to_string())
}

/// The word on the wire, for people.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    let word = serde_json::to_value(value).ok();
    word.as_ref().and_then(Value::as_str).unwrap_or_default().replace('_', " ")
}

/// Columns side by side, two spaces apart.
pub(super) fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let header = header.iter().map(|title| (*title).to_owned()).collect();
    let rows: Vec<Vec<String>> = std::iter::once(header).chain(rows).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
            format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
        })
        .collect()
}
