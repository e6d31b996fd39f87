//! What a failed SDK call was, in words that are safe to log and to store.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

/// The error's code and nothing of its text: SES and others quote addresses and input in their messages.
pub(crate) fn why<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> String {
    match error {
        SdkError::ServiceError(context) => context.err().code().unwrap_or("unknown error").to_owned(),
        SdkError::TimeoutError(_) => "timeout".to_owned(),
        SdkError::DispatchFailure(_) => "no connection".to_owned(),
        SdkError::ResponseError(_) => "unreadable answer".to_owned(),
        SdkError::ConstructionFailure(_) => "request could not be built".to_owned(),
        _ => "unknown failure".to_owned(),
    }
}
