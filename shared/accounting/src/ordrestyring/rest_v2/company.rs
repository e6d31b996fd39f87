//! Whose key it is. The base address says it, and nobody has written down in which fields: the likely ones are looked
//! through, the company's before the user's.

use super::envelope::text;
use crate::fields::{Row, object};
use crate::http::{Answer, Trouble};
use crate::system::Company;

/// The object that a field may stand in, `""` for the answer itself.
const NAMES: &[(&str, &str)] = &[
    ("company", "name"),
    ("company", "company_name"),
    ("", "company_name"),
    ("", "companyname"),
    ("", "company"),
    ("account", "name"),
    ("", "name"),
];
const NUMBERS: &[(&str, &str)] = &[
    ("company", "cvr"),
    ("company", "vat_number"),
    ("", "company_cvr"),
    ("", "cvr"),
    ("account", "cvr"),
    ("", "vat_number"),
];

/// An answer is proof enough that the key opens; what it does not tell stays empty.
pub(super) fn read(answer: &Answer) -> Result<Company, Trouble> {
    let body = object(answer)?;
    let body = body.row("data").ok().flatten().unwrap_or(body);
    let first =
        |fields: &[(&str, &str)]| fields.iter().find_map(|(within, field)| told(&body, within, field));
    Ok(Company { name: first(NAMES).unwrap_or_default(), registration_number: first(NUMBERS) })
}

fn told(body: &Row<'_>, within: &str, field: &str) -> Option<String> {
    if within.is_empty() {
        return text(body, field);
    }
    text(&body.row(within).ok().flatten()?, field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn company(body: &str) -> (String, Option<String>) {
        let answer = Answer::ok(body.as_bytes());
        let company = read(&answer).unwrap_or_else(|trouble| panic!("{trouble:?}"));
        (company.name, company.registration_number)
    }

    #[test]
    fn the_company_is_found_wherever_it_stands_and_before_the_user() {
        let nordlys = ("Nordlys".to_owned(), Some("24256790".to_owned()));
        for body in [
            r#"{"name":"Anna","company":{"name":"Nordlys","cvr":24256790}}"#,
            r#"{"name":"Anna","company_name":"Nordlys","cvr":"24256790"}"#,
            r#"{"data":{"user":{"name":"Anna"},"company":"Nordlys","company_cvr":"24256790"}}"#,
            r#"{"name":"Nordlys","cvr":"24256790"}"#,
        ] {
            assert_eq!(company(body), nordlys, "{body}");
        }
    }

    #[test]
    fn an_answer_that_names_nobody_still_proves_the_key() {
        assert_eq!(company(r#"{"user_id":12}"#), (String::new(), None));
    }
}
