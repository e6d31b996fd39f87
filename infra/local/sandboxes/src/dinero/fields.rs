//! `fields=Guid,number`: only what was asked for comes, under the key as it was spelled in the asking.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Dinero;
use super::errors::Refusal;
use crate::books::Ledger;
use crate::json::Json;

/// What a column is read from, beside the record itself.
pub struct View<'a> {
    /// The books.
    pub ledger: &'a Ledger<Dinero>,
    /// The date in Denmark.
    pub today: Date,
}

impl View<'_> {
    /// An amount in the spelling switched on.
    pub fn amount(&self, minor: i64) -> Json {
        Json::amount(minor, self.ledger.switches.numbers)
    }
}

/// Reads one field of a record.
pub type Column<T> = fn(&View<'_>, &T) -> Json;

/// The fields asked for, in that order.
pub struct Projection<T: 'static> {
    fields: Vec<(String, Column<T>)>,
    emptied: &'static [&'static str],
}

impl<T> Projection<T> {
    /// Reads `fields`; `otherwise` holds when it was not sent. Names count without regard to case. What
    /// the real system does with an unknown name is not published; here it is refused.
    pub fn read(
        fields: Option<&str>,
        otherwise: &str,
        columns: &'static [(&'static str, Column<T>)],
    ) -> Result<Self, Refusal> {
        let names = fields.unwrap_or(otherwise).split(',').map(str::trim);
        let column = |name: &str| match columns.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some((_, column)) => Ok((name.to_owned(), *column)),
            None => Err(Refusal::Invalid("fields", format!("There is no field {name}."))),
        };
        names.map(column).collect::<Result<_, _>>().map(|fields| Self { fields, emptied: &[] })
    }

    /// Shows nothing as `""` in these fields.
    pub fn emptied(self, fields: &'static [&'static str]) -> Self {
        Self { emptied: fields, ..self }
    }

    /// The record with only these fields.
    pub fn row(&self, view: &View<'_>, record: &T) -> Json {
        let field = |(name, column): &(String, Column<T>)| {
            let is_emptied = || self.emptied.iter().any(|known| known.eq_ignore_ascii_case(name));
            let value = match column(view, record) {
                Json::Null if is_emptied() => "".into(),
                value => value,
            };
            (name.clone().into(), value)
        };
        Json::Record(self.fields.iter().map(field).collect())
    }
}

/// A moment as Dinero writes it: UTC without saying so, and as many digits of the second as it has.
pub fn time(moment: Timestamp) -> String {
    let text = moment.strftime("%Y-%m-%dT%H:%M:%S.%3f").to_string();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_have_up_to_three_digits_more() {
        for (moment, text) in [
            ("2026-10-01T03:02:04.12Z", "2026-10-01T03:02:04.12"),
            ("2026-10-01T03:02:05.357Z", "2026-10-01T03:02:05.357"),
            ("2026-10-01T03:02:00Z", "2026-10-01T03:02:00"),
        ] {
            assert_eq!(time(moment.parse().unwrap()), text);
        }
    }
}
