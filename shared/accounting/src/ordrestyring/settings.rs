//! What Ordrestyring leaves open, and its tenants choose.

use rust_decimal::Decimal;

use crate::connection::{Connection, SettingRow};

/// Amounts are kroner with decimals wherever they were seen, and whole øre in the newer API of the same system.
pub(super) const MONEY_UNIT: SettingRow = SettingRow {
    name: "money-unit",
    default: Some(UNITS[0].0),
    expected: "kroner or oere",
    accepts: |text| unit(text).is_some(),
};

/// Firms book payments at different rhythms: so many working days after its due date an invoice is left alone.
pub(super) const GRACE: SettingRow = SettingRow {
    name: "grace-working-days",
    default: Some("0"),
    expected: "a number of working days, 0 to 30",
    accepts: |text| grace(text).is_some(),
};

/// How the key goes into HTTP Basic: all of these were seen to work.
pub(super) const AUTHENTICATION: SettingRow = SettingRow {
    name: "authentication",
    default: Some(FORMS[0].0),
    expected: "key:x, key:api, key:x: or key",
    accepts: |text| form(text).is_some(),
};

const UNITS: &[(&str, MoneyUnit)] = &[("kroner", MoneyUnit::Kroner), ("oere", MoneyUnit::Oere)];

/// The form, and what follows the key in it: the password after the first colon.
const FORMS: &[(&str, &str)] = &[("key:x", ":x"), ("key:api", ":api"), ("key:x:", ":x:"), ("key", ":")];

const MOST_GRACE: u8 = 30;

/// What an amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MoneyUnit {
    Kroner,
    Oere,
}

impl MoneyUnit {
    pub fn in_kroner(self, amount: Decimal) -> Decimal {
        match self {
            MoneyUnit::Kroner => amount,
            MoneyUnit::Oere => amount * Decimal::new(1, 2),
        }
    }
}

/// A connection's choices, read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Choices {
    pub unit: MoneyUnit,
    /// Working days.
    pub grace: u8,
    /// What follows the key in HTTP Basic.
    pub after_key: &'static str,
}

impl Choices {
    /// What was not chosen is as its row's default says.
    pub fn of(connection: &Connection<'_>) -> Self {
        let read = |row: &'static SettingRow| connection.setting(row).unwrap_or_default();
        Self {
            unit: unit(read(&MONEY_UNIT)).unwrap_or(UNITS[0].1),
            grace: grace(read(&GRACE)).unwrap_or_default(),
            after_key: form(read(&AUTHENTICATION)).unwrap_or(FORMS[0].1),
        }
    }
}

fn unit(text: &str) -> Option<MoneyUnit> {
    UNITS.iter().find(|(name, _)| *name == text).map(|(_, unit)| *unit)
}

fn grace(text: &str) -> Option<u8> {
    text.parse().ok().filter(|days| *days <= MOST_GRACE)
}

fn form(text: &str) -> Option<&'static str> {
    FORMS.iter().find(|(name, _)| *name == text).map(|(_, after_key)| *after_key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Credentials;

    #[test]
    fn every_default_is_taken_by_its_own_row_and_nothing_else_than_what_is_told() {
        for row in [MONEY_UNIT, GRACE, AUTHENTICATION] {
            assert!(row.default.is_some_and(row.accepts), "{}", row.name);
            for wrong in ["", "31", "-1", "Kroner", "ore", "bearer", "key:y", "1.5"] {
                assert!(!(row.accepts)(wrong), "{} {wrong}", row.name);
            }
        }
        assert!((GRACE.accepts)("30") && (AUTHENTICATION.accepts)("key:x:"));
    }

    #[test]
    fn what_is_not_chosen_is_kroner_no_grace_and_the_commonest_form() {
        let credentials = Credentials::default();
        let plain = Connection::plain(&credentials, jiff::Timestamp::UNIX_EPOCH);
        let expected = Choices { unit: MoneyUnit::Kroner, grace: 0, after_key: ":x" };
        assert_eq!(Choices::of(&plain), expected);
        let chosen = [("money-unit", "oere"), ("grace-working-days", "3"), ("authentication", "key")]
            .map(|(a, b)| (a.into(), b.into()));
        let settings = chosen.into_iter().collect();
        let expected = Choices { unit: MoneyUnit::Oere, grace: 3, after_key: ":" };
        assert_eq!(Choices::of(&Connection { settings: &settings, ..plain }), expected);
    }
}
