//! Company registration numbers: the Danish CVR and the Norwegian organisasjonsnummer.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::country::Country;

/// How each register builds its numbers: length, and the weights of the modulus 11 check.
struct Register {
    scheme: &'static str,
    name: &'static str,
    weights: &'static [u32],
}

/// CVR: the weighted sum of all eight digits is divisible by 11.
/// Organisasjonsnummer: the same over nine digits, the last being the check digit (weight 1).
const CVR: Register = Register { scheme: "DK:CVR", name: "a CVR number", weights: &[2, 7, 6, 5, 4, 3, 2, 1] };
const ORGNR: Register =
    Register { scheme: "NO:ORGNR", name: "an organisasjonsnummer", weights: &[3, 2, 7, 6, 5, 4, 3, 2, 1] };

/// A registration number whose check digit has been verified.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RegistrationNumber {
    country: Country,
    digits: String,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistrationNumberError {
    #[error("number: {name} has {expected} digits, got {got}")]
    Length { name: &'static str, expected: usize, got: usize },
    #[error("number: {name} has digits only, got {found:?}")]
    NotDigits { name: &'static str, found: char },
    #[error("number: {digits} is not {name}: its check digit (modulus 11) does not fit")]
    CheckDigit { name: &'static str, digits: String },
}

impl RegistrationNumber {
    /// Parses a number as people write it: spaces and the country's prefix (`DK`, `NO`) or suffix (`MVA`) are allowed.
    ///
    /// # Errors
    /// Says which rule the number breaks: length, digits, or modulus 11.
    pub fn parse(country: Country, text: &str) -> Result<Self, RegistrationNumberError> {
        let register = register(country);
        let digits = bare(country, text);
        if let Some(found) = digits.chars().find(|c| !c.is_ascii_digit()) {
            return Err(RegistrationNumberError::NotDigits { name: register.name, found });
        }
        if digits.len() != register.weights.len() {
            return Err(RegistrationNumberError::Length {
                name: register.name,
                expected: register.weights.len(),
                got: digits.len(),
            });
        }
        let sum: u32 = digits
            .bytes()
            .zip(register.weights)
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        if !sum.is_multiple_of(11) || digits.starts_with('0') {
            return Err(RegistrationNumberError::CheckDigit { name: register.name, digits });
        }
        Ok(Self { country, digits })
    }

    pub fn digits(&self) -> &str {
        &self.digits
    }

    pub fn country(&self) -> Country {
        self.country
    }

    /// `DK:CVR` or `NO:ORGNR`.
    pub fn scheme(&self) -> &'static str {
        register(self.country).scheme
    }
}

fn register(country: Country) -> &'static Register {
    match country {
        Country::Denmark => &CVR,
        Country::Norway => &ORGNR,
    }
}

fn bare(country: Country, text: &str) -> String {
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '.').collect();
    let upper = squeezed.to_ascii_uppercase();
    let prefix = country.code().to_ascii_uppercase();
    let without = upper.strip_prefix(prefix.as_str()).unwrap_or(&upper);
    without.strip_suffix("MVA").unwrap_or(without).to_owned()
}

impl fmt::Display for RegistrationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits)
    }
}

impl fmt::Debug for RegistrationNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.scheme(), self.digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_real_cvr_and_a_real_orgnr_pass_their_own_modulus() {
        assert!(RegistrationNumber::parse(Country::Denmark, "24256790").is_ok()); // Novo Nordisk
        assert!(RegistrationNumber::parse(Country::Norway, "923609016").is_ok()); // Equinor
    }

    #[test]
    fn one_wrong_digit_is_refused() {
        for last in (b'0'..=b'9').filter(|digit| *digit != b'0') {
            let text = format!("2425679{}", char::from(last));
            assert!(RegistrationNumber::parse(Country::Denmark, &text).is_err(), "{text}");
        }
    }

    #[test]
    fn spaces_prefix_and_suffix_are_how_people_write_it() {
        let written = RegistrationNumber::parse(Country::Denmark, "DK 24 25 67 90").unwrap();
        assert_eq!(written.digits(), "24256790");
        let written = RegistrationNumber::parse(Country::Norway, "NO 923 609 016 MVA").unwrap();
        assert_eq!(written.digits(), "923609016");
    }

    #[test]
    fn the_error_names_the_rule_that_was_broken() {
        let short = RegistrationNumber::parse(Country::Denmark, "123").unwrap_err();
        assert_eq!(short.to_string(), "number: a CVR number has 8 digits, got 3");
        let letters = RegistrationNumber::parse(Country::Norway, "92360901X").unwrap_err();
        assert_eq!(letters.to_string(), "number: an organisasjonsnummer has digits only, got 'X'");
        let other_register = RegistrationNumber::parse(Country::Denmark, "12345678").unwrap_err();
        assert!(other_register.to_string().contains("modulus 11"), "{other_register}");
    }
}
