//! What a failed call to SES means for the mail: refused, certainly not sent, or nobody knows.

use std::error::Error;

use aws_sdk_ses::config::http::HttpResponse;
use aws_sdk_ses::error::{ProvideErrorMetadata, SdkError};
use hyper_util::client::legacy;
use workflows::ports::MailError;

use crate::failure::why;

/// Codes that say that this very mail, or the account as it is set up, will be refused again.
const REFUSALS: &[&str] = &[
    "MessageRejected",
    "MailFromDomainNotVerified",
    "MailFromDomainNotVerifiedException",
    "ConfigurationSetDoesNotExist",
    "ConfigurationSetDoesNotExistException",
    "InvalidParameterValue",
    "ValidationError",
];

/// An answer of whoever stands between, who cannot know (RFC 9110, section 15.5.9).
const REQUEST_TIMEOUT: u16 = 408;

/// A letter to a debtor is never sent twice, so only what proves that SES did not take the mail counts as not sent: an
/// answer that lays the fault on the caller (throttling, too), or that no connection came about. What SES answers of
/// trouble of its own, and every silence, leaves it open.
pub(super) fn mail_error<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> MailError {
    let why = why(error);
    match error {
        SdkError::ServiceError(context) => {
            let refused = context.err().code().is_some_and(|code| REFUSALS.contains(&code));
            let status = context.raw().status();
            match (refused, status.is_client_error() && status.as_u16() != REQUEST_TIMEOUT) {
                (true, _) => MailError::Refused(why),
                (false, true) => MailError::Unavailable(why),
                (false, false) => MailError::Unknown(why),
            }
        }
        SdkError::ConstructionFailure(_) => MailError::Refused(why),
        SdkError::DispatchFailure(failure)
            if failure.as_connector_error().is_some_and(|error| never_connected(error)) =>
        {
            MailError::Unavailable(why)
        }
        _ => MailError::Unknown(why),
    }
}

/// Whether it failed before there was a connection to ask over: not one byte of the mail was sent.
fn never_connected(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<legacy::Error>().is_some_and(legacy::Error::is_connect) {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests;
