//! What goes back to the sender.

use domain::claim::{Fault, FaultCode};
use domain::ids::CaseId;
use schemars::JsonSchema;
use serde::Serialize;

/// An event was taken, now or before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Accepted {
    /// The case of the event's invoice. Absent where an event has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub case_id: Option<CaseId>,
    /// The same for people: short enough to be read out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_number: Option<String>,
    #[schemars(extend("const" = "received"))]
    pub status: &'static str,
    /// Taken before: nothing was done this time.
    pub duplicate: bool,
}

/// An event was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Refused {
    pub error: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Problem {
    pub code: ErrorCode,
    /// For the person in front of the screen, in the creditor's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// With `validation_failed`: every field that stands in the way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub fields: Vec<BadField>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BadField {
    /// Such as `invoice.due_date` or `charges[1].amount`.
    pub path: String,
    #[schemars(with = "String", extend("enum" = fault_codes()))]
    pub code: FaultCode,
    /// For the person in front of the screen, in the creditor's language.
    pub message: String,
}

/// Why an event was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    MalformedJson,
    InvalidSignature,
    InvoiceConflict,
    PayloadTooLarge,
    UnsupportedMediaType,
    ValidationFailed,
    TooManyRequests,
    Unavailable,
}

impl ErrorCode {
    pub const ALL: [ErrorCode; 8] = [
        ErrorCode::MalformedJson,
        ErrorCode::InvalidSignature,
        ErrorCode::InvoiceConflict,
        ErrorCode::PayloadTooLarge,
        ErrorCode::UnsupportedMediaType,
        ErrorCode::ValidationFailed,
        ErrorCode::TooManyRequests,
        ErrorCode::Unavailable,
    ];

    pub fn status(self) -> u16 {
        match self {
            ErrorCode::MalformedJson => 400,
            ErrorCode::InvalidSignature => 401,
            ErrorCode::InvoiceConflict => 409,
            ErrorCode::PayloadTooLarge => 413,
            ErrorCode::UnsupportedMediaType => 415,
            ErrorCode::ValidationFailed => 422,
            ErrorCode::TooManyRequests => 429,
            ErrorCode::Unavailable => 503,
        }
    }

    /// Seconds after which the sender may try again; `None` where trying again changes nothing.
    pub fn retry_after(self) -> Option<u16> {
        match self {
            ErrorCode::TooManyRequests => Some(5),
            ErrorCode::Unavailable => Some(30),
            _ => None,
        }
    }
}

impl Accepted {
    pub fn of(case: Option<CaseId>, duplicate: bool) -> Self {
        let case_number = case.as_ref().map(CaseId::number);
        Self { case_id: case, case_number, status: "received", duplicate }
    }
}

impl Refused {
    pub fn new(code: ErrorCode, message: Option<String>) -> Self {
        Self { error: Problem { code, message, fields: Vec::new() } }
    }

    /// `text` writes what a person reads of a code.
    pub fn fields(message: String, faults: &[Fault], text: impl Fn(FaultCode) -> String) -> Self {
        let field = |fault: &Fault| BadField {
            path: fault.path.clone(),
            code: fault.code,
            message: text(fault.code),
        };
        let fields = faults.iter().map(field).collect();
        Self { error: Problem { code: ErrorCode::ValidationFailed, message: Some(message), fields } }
    }
}

/// The words of all fault codes, for the document.
fn fault_codes() -> Vec<serde_json::Value> {
    FaultCode::ALL.iter().filter_map(|code| serde_json::to_value(code).ok()).collect()
}
