//! Single fields: read, or noted with what is wrong with them.

use std::fmt::Display;

use domain::claim::{Fault, FaultCode};
use domain::money::{Currency, Money, MoneyError};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::wire::{Amount, Field, NotAnAmount};

pub const LONG_ID: usize = 200;
pub const SHORT_ID: usize = 100;
pub const LONG_NAME: usize = 200;

/// What this contract is made for (ISO 4217).
const CURRENCIES: [&str; 4] = ["DKK", "NOK", "SEK", "EUR"];

/// Takes fields in and remembers what was wrong.
#[derive(Default)]
pub struct Door(Vec<Fault>);

impl Door {
    pub fn fault(&mut self, path: impl Display, code: FaultCode) {
        self.0.push(Fault::new(path.to_string(), code));
    }

    pub fn is_quiet(&self) -> bool {
        self.0.is_empty()
    }

    pub fn faults(self) -> Vec<Fault> {
        self.0
    }

    /// A field that must be there.
    pub fn needed<'f, T>(
        &mut self,
        field: &'f Field<T>,
        path: impl Display,
        wrong: FaultCode,
    ) -> Option<&'f T> {
        if let Field::Missing = field {
            self.fault(&path, FaultCode::Missing);
        }
        self.wanted(field, path, wrong)
    }

    /// A field that may be there.
    pub fn wanted<'f, T>(
        &mut self,
        field: &'f Field<T>,
        path: impl Display,
        wrong: FaultCode,
    ) -> Option<&'f T> {
        match field {
            Field::Given(value) => Some(value),
            Field::Missing => None,
            Field::Wrong => {
                self.fault(path, wrong);
                None
            }
        }
    }

    /// A text on one line that must be there, at most `longest` characters.
    pub fn text(&mut self, field: &Field<String>, path: impl Display, longest: usize) -> Option<String> {
        let text = self.needed(field, &path, FaultCode::WrongType)?;
        if text.trim().is_empty() {
            self.fault(path, FaultCode::Missing);
            return None;
        }
        self.kept_short(text, path, longest)
    }

    /// A text on one line that may be there; blanks are nothing.
    pub fn text_if_any(
        &mut self,
        field: &Field<String>,
        path: impl Display,
        longest: usize,
    ) -> Option<String> {
        let text = self.wanted(field, &path, FaultCode::WrongType).filter(|text| !text.trim().is_empty())?;
        self.kept_short(text, path, longest)
    }

    fn kept_short(&mut self, text: &str, path: impl Display, longest: usize) -> Option<String> {
        if text.trim().chars().nth(longest).is_some() {
            self.fault(path, FaultCode::TooLong);
            return None;
        }
        let on_one_line = |c: char| if c.is_control() { ' ' } else { c };
        Some(text.trim().chars().map(on_one_line).collect())
    }

    pub fn date(&mut self, field: &Field<String>, path: impl Display) -> Option<Date> {
        let text = self.needed(field, &path, FaultCode::NotADate)?;
        self.parsed_date(text, path)
    }

    pub fn date_if_any(&mut self, field: &Field<String>, path: impl Display) -> Option<Date> {
        let text = self.wanted(field, &path, FaultCode::NotADate)?;
        self.parsed_date(text, path)
    }

    /// `YYYY-MM-DD` and nothing else: a time of day would ask for a time zone.
    fn parsed_date(&mut self, text: &str, path: impl Display) -> Option<Date> {
        let date = text.parse().ok().filter(|_| text.len() == "2026-08-17".len());
        if date.is_none() {
            self.fault(path, FaultCode::NotADate);
        }
        date
    }

    pub fn instant(&mut self, field: &Field<String>, path: impl Display) -> Option<Timestamp> {
        let instant = self.needed(field, &path, FaultCode::NotAnInstant)?.parse().ok();
        if instant.is_none() {
            self.fault(path, FaultCode::NotAnInstant);
        }
        instant
    }

    /// One of the currencies of the contract.
    pub fn currency(&mut self, field: &Field<String>, path: impl Display) -> Option<Currency> {
        let text = self.needed(field, &path, FaultCode::CurrencyNotSupported)?;
        let known = CURRENCIES.into_iter().find(|known| known == text);
        if known.is_none() {
            self.fault(path, FaultCode::CurrencyNotSupported);
        }
        known.and_then(|known| known.parse().ok())
    }

    /// An amount that must be there. Without a currency it is looked at all the same, and is no money.
    pub fn amount(
        &mut self,
        field: &Field<Amount>,
        path: impl Display,
        currency: Option<Currency>,
    ) -> Option<Money> {
        let amount = self.needed(field, &path, FaultCode::NotAnAmount)?;
        self.money(amount, path, currency)
    }

    pub fn amount_if_any(
        &mut self,
        field: &Field<Amount>,
        path: impl Display,
        currency: Option<Currency>,
    ) -> Option<Money> {
        let amount = self.wanted(field, &path, FaultCode::NotAnAmount)?;
        self.money(amount, path, currency)
    }

    fn money(&mut self, amount: &Amount, path: impl Display, currency: Option<Currency>) -> Option<Money> {
        let code = match amount.decimal() {
            Ok(value) => match Money::from_major(value, currency.unwrap_or(Currency::DKK)) {
                Ok(money) => return currency.map(|_| money),
                Err(MoneyError::TooLarge) => FaultCode::AmountTooLarge,
                Err(MoneyError::TooManyDecimals(_)) => FaultCode::TooManyDecimals,
            },
            Err(NotAnAmount::NotDigits) => FaultCode::NotAnAmount,
            Err(NotAnAmount::TooManyDecimals) => FaultCode::TooManyDecimals,
            Err(NotAnAmount::TooLarge) => FaultCode::AmountTooLarge,
        };
        self.fault(path, code);
        None
    }

    /// The rows of a list, each with its path; a list that is too long is not looked into.
    pub fn rows<'f, T>(
        &mut self,
        field: &'f Field<Vec<Field<T>>>,
        path: &str,
        most: usize,
    ) -> Vec<(String, &'f T)> {
        let rows = self.wanted(field, path, FaultCode::WrongType).map(Vec::as_slice).unwrap_or_default();
        if rows.len() > most {
            self.fault(path, FaultCode::TooMany);
            return Vec::new();
        }
        let mut read = Vec::with_capacity(rows.len());
        for (index, row) in rows.iter().enumerate() {
            let path = format!("{path}[{index}]");
            if let Some(row) = self.needed(row, &path, FaultCode::WrongType) {
                read.push((path, row));
            }
        }
        read
    }
}
