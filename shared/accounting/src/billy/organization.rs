//! Whose access token it is.

use super::answers::envelope;
use crate::http::{Answer, Trouble};
use crate::system::Company;

/// A locked or terminated company is as good as a refused key: its books are not kept any more.
const CLOSED: &[(&str, &str)] =
    &[("isTerminated", "the company is terminated in Billy"), ("isLocked", "the company is locked in Billy")];

pub(super) fn read(answer: &Answer) -> Result<Company, Trouble> {
    let body = envelope(answer)?;
    let organization = body.needed_row("organization")?;
    for (field, why) in CLOSED {
        if organization.flag(field).map_err(|error| error.under("organization"))? == Some(true) {
            return Err(Trouble::Forbidden((*why).into()));
        }
    }
    let name = organization.needed_text("name").map_err(|error| error.under("organization"))?;
    let number = organization.label("registrationNo").map_err(|error| error.under("organization"))?;
    Ok(Company { name: name.into_owned(), registration_number: number.map(Into::into) })
}
