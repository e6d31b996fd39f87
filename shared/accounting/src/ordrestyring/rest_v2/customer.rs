//! Who owes: a row of `/debtors`. The invoice itself has neither an e-mail address nor a currency.

use domain::Currency;
use domain::source_invoice::{AmountsProblem, Debtor};

use super::envelope::text;
use crate::debtor_facts::{address, first_email, kind, registration_number};
use crate::fields::Row;

/// A debtor, read once and used for all its invoices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Customer {
    pub debtor: Debtor,
    pub currency: Result<Currency, AmountsProblem>,
    /// The id of its payment terms.
    pub terms: Option<String>,
}

/// Country of a debtor that names none: the system is Danish, and so is the register that `cvr` names.
const HOME: &str = "DK";

/// Whom the invoices are sent to, before the customer as such.
const SETS: [&str; 2] = ["invoice", "customer"];

impl Customer {
    /// What can be read of it: a field of another type than it should have is as good as empty, for trouble with a
    /// debtor must not hide that an invoice was paid.
    ///
    /// Whether it is a company is nowhere said: one with a CVR number is.
    pub fn read(row: &Row<'_>, number: &str) -> Self {
        let of_set = |set: &str, field: &str| text(row, &format!("{set}_{field}"));
        let first_of = |field: &str| SETS.into_iter().find_map(|set| of_set(set, field));
        let cvr = text(row, "cvr");
        let kind =
            kind(cvr.as_deref().filter(|cvr| is_like_cvr(cvr)).map(|_| false), text(row, "ean").as_deref());
        let country = text(row, "invoice_countrycode");
        let address = SETS.into_iter().find_map(|set| {
            let [street, zip, city] = ["address", "postalcode", "city"].map(|field| of_set(set, field));
            address(street.as_deref(), zip.as_deref(), city.as_deref(), country.as_deref())
        });
        let email = SETS.into_iter().find_map(|set| first_email(&of_set(set, "email")?));
        let country = country.as_deref().unwrap_or(HOME);
        Self {
            debtor: Debtor {
                external_id: Some(number.to_owned()),
                name: first_of("name").unwrap_or_default(),
                email,
                kind,
                registration_number: registration_number(kind, Some(country), cvr.as_deref()),
                address,
            },
            currency: currency(text(row, "currency_id").as_deref()),
            terms: text(row, "termsofpayment_id"),
        }
    }
}

/// Eight digits, be their check digit right or not. Ten may be a personal id.
fn is_like_cvr(text: &str) -> bool {
    let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let digits =
        bare.get(..2).filter(|start| start.eq_ignore_ascii_case(HOME)).map_or(&*bare, |_| &bare[2..]);
    digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit())
}

/// None is kroner. What the ids stand for is not published: only one that is a code itself is known.
fn currency(id: Option<&str>) -> Result<Currency, AmountsProblem> {
    match id {
        None => Ok(Currency::DKK),
        Some(id) => id.parse().map_err(|_| {
            AmountsProblem::UnknownCurrency(format!(
                "currency_id {}",
                id.chars().take(16).collect::<String>()
            ))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::DebtorKind;

    fn customer(row: &str) -> Customer {
        Customer::read(&Row::parse(row).unwrap(), "2207")
    }

    #[test]
    fn where_the_invoices_go_comes_before_the_customer_as_such() {
        let both = customer(
            r#"{"invoice_name":"Administrator","customer_name":"Ejer","invoice_email":"ingen","customer_email":"ejer@x.example",
                "invoice_address":"","customer_address":"Granvej 3","customer_postalcode":7100,"customer_city":"Vejle"}"#,
        );
        assert_eq!(both.debtor.name, "Administrator");
        assert_eq!(both.debtor.email.unwrap().as_str(), "ejer@x.example");
        let address = both.debtor.address.unwrap();
        assert_eq!((address.street.as_str(), address.postal_code.as_str()), ("Granvej 3", "7100"));
    }

    #[test]
    fn who_has_a_cvr_number_is_a_company_and_who_has_an_ean_number_too_an_authority() {
        let kind = |fields: &str| customer(&format!("{{{fields}}}")).debtor.kind;
        assert_eq!(kind(r#""cvr":"99000011""#), DebtorKind::Company);
        assert_eq!(kind(r#""cvr":24256790"#), DebtorKind::Company);
        assert_eq!(kind(r#""cvr":"DK 24 25 67 90","ean":"5790000000000""#), DebtorKind::PublicAuthority);
        for unknown in
            [r#""cvr":"010190-1234""#, r#""cvr":"0101901234""#, r#""cvr":0"#, r#""ean":"5790000000000""#, ""]
        {
            assert_eq!(kind(unknown), DebtorKind::Unknown, "{unknown}");
        }
    }

    #[test]
    fn only_a_number_that_fits_its_register_is_kept() {
        let number = |fields: &str| customer(&format!("{{{fields}}}")).debtor.registration_number;
        assert_eq!(number(r#""cvr":"DK24256790""#).unwrap().digits(), "24256790");
        for none in
            [r#""cvr":"99000011""#, r#""cvr":"0101901234""#, r#""cvr":"24256790","invoice_countrycode":"SE""#]
        {
            assert_eq!(number(none), None, "{none}");
        }
    }

    #[test]
    fn no_currency_is_kroner_and_an_id_is_not_guessed_at() {
        let currency = |value: &str| customer(&format!(r#"{{"currency_id":{value}}}"#)).currency;
        for kroner in ["null", r#""""#, "0", r#""DKK""#] {
            assert_eq!(currency(kroner), Ok(Currency::DKK), "{kroner}");
        }
        assert_eq!(currency(r#""EUR""#), Ok(Currency::EUR));
        assert_eq!(currency("2"), Err(AmountsProblem::UnknownCurrency("currency_id 2".into())));
    }

    #[test]
    fn odd_fields_are_as_good_as_empty() {
        let odd =
            customer(r#"{"customer_name":{"x":1},"customer_email":["a@x.example"],"cvr":true,"ean":[]}"#);
        assert_eq!((odd.debtor.name.as_str(), odd.debtor.email, odd.debtor.address), ("", None, None));
    }
}
