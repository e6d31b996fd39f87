//! Bank account numbers as they stand on letters: the Danish registration and account number, the Norwegian eleven digits.

use crate::country::Country;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("account: {expected}")]
pub struct BadAccount {
    expected: &'static str,
}

/// The account number as it is printed: `1234 0012345678`, `1503.40.12345`.
///
/// # Errors
/// When it is no account number of the country. Norwegian numbers carry a check digit (modulus 11).
pub fn parse(country: Country, text: &str) -> Result<String, BadAccount> {
    let separators = [' ', '.', '-', '\u{a0}'];
    let digits: String = text.chars().filter(|sign| !separators.contains(sign)).collect();
    let numeric = digits.bytes().all(|byte| byte.is_ascii_digit());
    match country {
        Country::Denmark if numeric && (5..=14).contains(&digits.len()) => {
            let (registration, account) = digits.split_at(4);
            Ok(format!("{registration} {account:0>10}"))
        }
        Country::Denmark => {
            Err(BadAccount { expected: "is a registration number of 4 digits and an account of at most 10" })
        }
        Country::Norway if numeric && digits.len() == 11 && has_check_digit(&digits) => {
            Ok(format!("{}.{}.{}", &digits[..4], &digits[4..6], &digits[6..]))
        }
        Country::Norway => {
            Err(BadAccount { expected: "is eleven digits, of which the last checks the others" })
        }
    }
}

fn has_check_digit(digits: &str) -> bool {
    const WEIGHTS: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum: u32 = digits.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    sum.is_multiple_of(11)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_in_any_spelling_and_printed_in_one() {
        let danish = |text| parse(Country::Denmark, text).unwrap();
        assert_eq!(danish("1234-12345678"), "1234 0012345678");
        assert_eq!(danish("1234 0012345678"), "1234 0012345678");
        let norwegian = |text| parse(Country::Norway, text).unwrap();
        assert_eq!(norwegian("86011117947"), "8601.11.17947");
        assert_eq!(norwegian("8601 11 17947"), "8601.11.17947");
    }

    #[test]
    fn what_is_no_account_of_the_country_is_refused() {
        for text in ["", "1234", "DK5000400440116243", "123412345678901"] {
            assert!(parse(Country::Denmark, text).is_err(), "{text}");
        }
        for text in ["86011117948", "8601111794", "8601111794x", ""] {
            assert!(parse(Country::Norway, text).is_err(), "{text}");
        }
    }
}
