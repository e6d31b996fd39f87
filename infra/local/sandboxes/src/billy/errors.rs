//! Billy's refusals. The envelope is that of recorded answers; the status decides, the code is extra.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::json::record;

/// Why Billy does not answer with data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// No token.
    NoKey,
    /// Unknown or deleted token.
    WrongKey,
    /// No such path.
    UnknownResource,
    /// Not with this method.
    MethodNotAllowed,
    /// No record of this kind with this id.
    NoRecord(&'static str, String),
    /// A filter with a value it does not take: recorded as 404, not 400.
    BadFilter(String),
    /// `organizationId` with a company token.
    OrganizationIdSet,
    /// A list that needs a filter.
    FilterNeeded(&'static str),
    /// An ordered fault, with a code that says nothing.
    Fault(StatusCode),
}

impl Refusal {
    fn parts(&self) -> (StatusCode, &'static str, String) {
        match self {
            Self::NoKey => (
                StatusCode::UNAUTHORIZED,
                "AUTHENTICATION_REQUIRED",
                "This resource requires authentication.".to_owned(),
            ),
            Self::WrongKey => (
                StatusCode::UNAUTHORIZED,
                "OAUTH_INVALID_ACCESS_TOKEN",
                "Invalid OAuth 2 access token.".to_owned(),
            ),
            Self::UnknownResource => {
                (StatusCode::NOT_FOUND, "UNKNOWN_RESOURCE", "The resource does not exist.".to_owned())
            }
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                "The method is not allowed.".to_owned(),
            ),
            Self::NoRecord(kind, id) => (
                StatusCode::NOT_FOUND,
                "RECORD_NOT_FOUND",
                format!("No `{kind}` record with id `{id}` was found."),
            ),
            Self::BadFilter(name) => {
                (StatusCode::NOT_FOUND, "RECORD_NOT_FOUND", format!("The value of `{name}` was not found."))
            }
            Self::OrganizationIdSet => {
                (StatusCode::BAD_REQUEST, "INVALID_REQUEST", "`organizationId` must not be set.".to_owned())
            }
            Self::FilterNeeded(name) => {
                (StatusCode::BAD_REQUEST, "INVALID_REQUEST", format!("`{name}` is required."))
            }
            Self::Fault(status) => (*status, "INTERNAL_ERROR", "Something went wrong.".to_owned()),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        let body = record! {
            "meta": record! { "statusCode": i64::from(status.as_u16()), "success": false },
            "errorMessage": message,
            "errorCode": code,
            "helpUrl": "https://www.billy.dk/support/",
        };
        (status, Json(body)).into_response()
    }
}
