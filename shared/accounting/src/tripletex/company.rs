//! Whose books the key opens.

use std::borrow::Cow;

use super::{Tripletex, requests};
use crate::fields::{FieldError, object};
use crate::http::{Answer, Trouble};
use crate::system::Company;

/// An accountant's key opens its clients' books, and its own company's only by name.
const ACCOUNTANT: &str = "an accountant's key opens nothing without the setting client-company";

pub(super) async fn check(tripletex: &Tripletex) -> Result<Company, Trouble> {
    let own = tripletex.session.ask(requests::who_am_i(&tripletex.session), own_company).await?;
    let chosen = tripletex.client_company.as_deref();
    let ask = requests::company(&tripletex.session, chosen.unwrap_or(&own));
    match tripletex.session.ask(ask, |answer| company(answer, chosen.is_some())).await {
        // The key has just said whose it is: this is what such keys are refused for.
        Err(Trouble::Forbidden(said)) if chosen.is_none() => {
            Err(Trouble::Forbidden(format!("{said}; {ACCOUNTANT}")))
        }
        Err(Trouble::NoRecord) => Err(Trouble::Forbidden("the key does not open the company".into())),
        other => other,
    }
}

fn own_company(answer: &Answer) -> Result<String, Trouble> {
    let value = object(answer)?.needed_row("value")?;
    let id = value.label("companyId").map_err(|error| error.under("value"))?;
    let missing = || FieldError::new("value.companyId", "is missing");
    Ok(id.map(Cow::into_owned).ok_or_else(missing)?)
}

fn company(answer: &Answer, is_chosen: bool) -> Result<Company, Trouble> {
    let under = |error: FieldError| error.under("value");
    let value = object(answer)?.needed_row("value")?;
    if !is_chosen && value.flag("accountantOrSimilar").map_err(under)? == Some(true) {
        return Err(Trouble::Forbidden(ACCOUNTANT.into()));
    }
    let name = value.needed_text("name").map_err(under)?.into_owned();
    let number = value.label("organizationNumber").map_err(under)?;
    Ok(Company { name, registration_number: number.map(Cow::into_owned) })
}
