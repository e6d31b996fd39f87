//! Whether the API key opens the organization that the tenant named.

use serde_json::value::RawValue;

use crate::fields::{FieldError, Row};
use crate::http::{Answer, Trouble};
use crate::system::Company;

/// Out of a bare list, unlike Dinero's other lists.
pub(super) fn read(answer: &Answer, organization: &str) -> Result<Company, Trouble> {
    let list: Vec<&RawValue> = serde_json::from_str(answer.text()?)
        .map_err(|_| FieldError::new("organizations", "is not a list"))?;
    for (at, raw) in list.into_iter().enumerate() {
        let under = |error: FieldError| error.under(format!("organizations[{at}]"));
        let row = Row::of(raw).map_err(under)?;
        if row.label("id").map_err(under)?.as_deref() != Some(organization) {
            continue;
        }
        if row.flag("isPro").map_err(under)? == Some(false) {
            return Err(Trouble::Forbidden("the company has no active Pro plan in Dinero".into()));
        }
        let name = row.needed_text("name").map_err(under)?.into_owned();
        return Ok(Company { name, registration_number: None });
    }
    Err(Trouble::Forbidden("the API key does not open the organization that was named".into()))
}
