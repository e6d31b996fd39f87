//! Turns the statutes' data files into tables of the program: a wrong date, amount or word in them does not compile.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use toml::Value;

/// How a field is written in the file, and what it becomes.
#[derive(Clone, Copy)]
enum Form {
    /// `"dk"` → `Country::Denmark`.
    Country,
    /// `2026-07-01` → a civil date.
    Date,
    /// `"100.00"` → minor units.
    Amount,
    /// `"9.75"` → millionths of a percent, or of a factor.
    Millionths,
    Number,
    Yes,
    Text,
    /// `"law_reported"` → `Tag::LawReported`.
    Tag,
}

struct Field {
    name: &'static str,
    form: Form,
    optional: bool,
}

const fn given(name: &'static str, form: Form) -> Field {
    Field { name, form, optional: false }
}

const fn perhaps(name: &'static str, form: Form) -> Field {
    Field { name, form, optional: true }
}

struct Table {
    file: &'static str,
    row: &'static str,
    fields: &'static [Field],
}

const COUNTRY: Field = given("country", Form::Country);
const FROM: Field = given("from", Form::Date);
const TAG: Field = given("tag", Form::Tag);
const SOURCE: Field = given("source", Form::Text);

const TABLES: &[Table] = &[
    Table {
        file: "late_interest",
        row: "LateInterestRow",
        fields: &[
            COUNTRY,
            FROM,
            perhaps("reference", Form::Millionths),
            given("rate", Form::Millionths),
            TAG,
            SOURCE,
        ],
    },
    Table {
        file: "compensation",
        row: "CompensationRow",
        fields: &[
            COUNTRY,
            FROM,
            perhaps("amount", Form::Amount),
            given("half_yearly", Form::Yes),
            TAG,
            SOURCE,
        ],
    },
    Table {
        file: "reminder_fees",
        row: "ReminderFeeRow",
        fields: &[
            COUNTRY,
            FROM,
            perhaps("until", Form::Date),
            perhaps("due_from", Form::Date),
            perhaps("due_until", Form::Date),
            given("reminder", Form::Amount),
            perhaps("demand", Form::Amount),
            perhaps("sats", Form::Amount),
            TAG,
            SOURCE,
        ],
    },
    Table {
        file: "handover_fees",
        row: "HandoverFeeRow",
        fields: &[COUNTRY, FROM, given("amount", Form::Amount), TAG, SOURCE],
    },
    Table {
        file: "limits",
        row: "LimitsRow",
        fields: &[
            COUNTRY,
            FROM,
            given("fee_letters", Form::Number),
            given("fee_gap_days", Form::Number),
            given("first_fee_after_days", Form::Number),
            perhaps("restart_months", Form::Number),
            given("notice_days", Form::Number),
            given("letter_days", Form::Number),
            TAG,
            SOURCE,
        ],
    },
    Table {
        file: "regimes",
        row: "RegimeRow",
        fields: &[
            COUNTRY,
            given("name", Form::Text),
            FROM,
            perhaps("reviewed_through", Form::Date),
            TAG,
            SOURCE,
        ],
    },
    Table {
        file: "bank_holidays",
        row: "BankHolidayRow",
        fields: &[
            COUNTRY,
            given("name", Form::Text),
            perhaps("month", Form::Number),
            perhaps("day", Form::Number),
            perhaps("easter", Form::Number),
            perhaps("last_year", Form::Number),
        ],
    },
    Table {
        file: "cost_caps",
        row: "CostCapRow",
        fields: &[
            COUNTRY,
            perhaps("up_to", Form::Amount),
            perhaps("amount", Form::Amount),
            perhaps("factor", Form::Millionths),
            perhaps("above", Form::Amount),
            perhaps("percent_above", Form::Millionths),
        ],
    },
    Table {
        file: "cost_cap_multipliers",
        row: "CostCapMultiplierRow",
        fields: &[COUNTRY, given("when", Form::Text), given("factor", Form::Millionths)],
    },
];

/// A decimal with at most `decimals` places as a whole number of its smallest part.
fn scaled(text: &str, decimals: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = fraction.bytes().all(|byte| byte.is_ascii_digit()) && fraction.len() <= decimals;
    digits.then(|| format!("{whole}{fraction:0<decimals$}").parse().ok()).flatten()
}

fn written(form: Form, value: &Value) -> Option<String> {
    match form {
        Form::Country => match value.as_str()? {
            "dk" => Some("Country::Denmark".into()),
            "no" => Some("Country::Norway".into()),
            _ => None,
        },
        Form::Date => {
            let date = value.as_datetime()?.date?;
            Some(format!("jiff::civil::date({}, {}, {})", date.year, date.month, date.day))
        }
        Form::Amount => Some(scaled(value.as_str()?, 2)?.to_string()),
        Form::Millionths => Some(scaled(value.as_str()?, 6)?.to_string()),
        Form::Number => Some(value.as_integer()?.to_string()),
        Form::Yes => Some(value.as_bool()?.to_string()),
        Form::Text => Some(format!("{:?}", value.as_str()?)),
        Form::Tag => match value.as_str()? {
            "law" => Some("Tag::Law".into()),
            "law_reported" => Some("Tag::LawReported".into()),
            "official_page" => Some("Tag::OfficialPage".into()),
            "vendor_page" => Some("Tag::VendorPage".into()),
            "assumed" => Some("Tag::Assumed".into()),
            _ => None,
        },
    }
}

fn rust_of(table: &Table, folder: &Path) -> String {
    let file = folder.join(format!("{}.toml", table.file));
    println!("cargo::rerun-if-changed={}", file.display());
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let parsed: toml::Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let rows =
        parsed.get("row").and_then(Value::as_array).unwrap_or_else(|| panic!("{}: no [[row]]", table.file));
    let mut rust = format!("pub(super) static {}: &[{}] = &[\n", table.file.to_uppercase(), table.row);
    for (number, row) in rows.iter().enumerate() {
        let at = format!("{}.toml, row {}", table.file, number + 1);
        let row = row.as_table().unwrap_or_else(|| panic!("{at}: is not a table"));
        if let Some(unknown) = row.keys().find(|name| table.fields.iter().all(|field| field.name != *name)) {
            panic!("{at}: unknown field {unknown:?}");
        }
        let _ = writeln!(rust, "    {} {{", table.row);
        for field in table.fields {
            let value = row.get(field.name).map(|value| {
                written(field.form, value)
                    .unwrap_or_else(|| panic!("{at}: {} cannot be {value:?}", field.name))
            });
            let value = match (value, field.optional) {
                (Some(value), false) => value,
                (Some(value), true) => format!("Some({value})"),
                (None, true) => "None".into(),
                (None, false) => panic!("{at}: {} is missing", field.name),
            };
            let _ = writeln!(rust, "        {}: {value},", field.name);
        }
        rust.push_str("    },\n");
    }
    rust.push_str("];\n");
    rust
}

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|error| panic!("CARGO_MANIFEST_DIR: {error}"));
    let out = env::var("OUT_DIR").unwrap_or_else(|error| panic!("OUT_DIR: {error}"));
    let folder = Path::new(&root).join("statutes");
    let rust: String = TABLES.iter().map(|table| rust_of(table, &folder)).collect();
    fs::write(Path::new(&out).join("statutes.rs"), rust)
        .unwrap_or_else(|error| panic!("statutes.rs: {error}"));
}
