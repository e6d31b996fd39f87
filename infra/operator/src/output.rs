//! Answers for people as tables, for programs as JSON.

use std::io::{self, Write};

use comfy_table::Table;
use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use serde::Serialize;

#[derive(Clone, Copy)]
pub struct Output {
    pub json: bool,
}

impl Output {
    /// Prints `value` as JSON, or what `table` makes of it.
    pub fn show<T: Serialize>(self, value: &T, table: impl FnOnce(&T) -> String) -> anyhow::Result<()> {
        let text = match self.json {
            true => serde_json::to_string_pretty(value)?,
            false => table(value),
        };
        match writeln!(io::stdout(), "{text}") {
            // Whoever reads has had enough, such as `head`: that is no failure of the command.
            Err(problem) if problem.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            told => Ok(told?),
        }
    }
}

/// A table with a header; says so when it is empty.
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_style(UTF8_HORIZONTAL_ONLY).set_header(header.to_vec());
    let mut empty = true;
    for row in rows {
        empty = false;
        table.add_row(row);
    }
    match empty {
        true => "none".to_owned(),
        false => table.to_string(),
    }
}
