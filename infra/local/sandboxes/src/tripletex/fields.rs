//! `fields=id,customer(*,postalAddress(city))`: which fields come, and which references are followed.

use super::errors::Refusal;

/// The fields of one level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// All fields of the level.
    pub all: bool,
    /// Those that are named, some with fields of their own.
    pub named: Vec<(String, Option<Filter>)>,
}

impl Filter {
    /// Without one, all fields of the first level.
    pub fn read(text: Option<&str>) -> Result<Self, Refusal> {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
            return Ok(Self { all: true, named: Vec::new() });
        };
        let mut rest = text;
        let filter = level(&mut rest)?;
        if rest.is_empty() { Ok(filter) } else { Err(illegal(text)) }
    }

    /// What is asked of the field `name`: nothing, the field, or the field with fields of its own.
    pub fn of(&self, name: &str) -> Option<Option<&Filter>> {
        let named = self.named.iter().find(|(known, _)| known == name);
        named.map(|(_, inner)| inner.as_ref()).or(self.all.then_some(None))
    }
}

/// Reads up to the end, or up to the `)` that closes the level.
fn level(rest: &mut &str) -> Result<Filter, Refusal> {
    let mut filter = Filter::default();
    loop {
        let end = rest.find([',', '(', ')']).unwrap_or(rest.len());
        let name = rest[..end].trim();
        *rest = &rest[end..];
        let inner = match rest.strip_prefix('(') {
            None => None,
            Some(within) => {
                *rest = within;
                let inner = level(rest)?;
                *rest = rest.strip_prefix(')').ok_or_else(|| illegal(name))?;
                Some(inner)
            }
        };
        match name {
            "" => return Err(illegal("")),
            "*" => filter.all = true,
            name => filter.named.push((name.to_owned(), inner)),
        }
        match rest.strip_prefix(',') {
            Some(next) => *rest = next,
            None => return Ok(filter),
        }
    }
}

/// A name that the model of a level does not have.
pub fn unknown(name: &str, model: &str) -> Refusal {
    let message = format!(
        "Illegal field in fields filter: {name}. {name} does not match a field in the model: {model}"
    );
    Refusal::new(400, 11_000, &message)
}

fn illegal(what: &str) -> Refusal {
    Refusal::new(400, 11_000, &format!("Illegal fields filter: {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_nested_and_a_star_is_all_of_one() {
        let filter = Filter::read(Some("id, customer(*,postalAddress(city)),voucher")).unwrap();
        assert_eq!(filter.of("id"), Some(None));
        assert_eq!(filter.of("amount"), None);
        let customer = filter.of("customer").unwrap().unwrap();
        assert!(customer.all);
        assert_eq!(customer.of("postalAddress").unwrap().unwrap().of("city"), Some(None));
        assert_eq!(Filter::read(None).unwrap().of("anything"), Some(None));
    }

    #[test]
    fn what_does_not_close_is_refused() {
        for text in ["a(b", "a)", "a,,b", "a(b))", "(a)", "a()"] {
            assert!(Filter::read(Some(text)).is_err(), "{text}");
        }
    }
}
