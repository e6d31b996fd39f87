//! What Debitura, a collection agency, delivers (Debitura customer API, "Webhooks"). Its shape is theirs; what we answer is
//! ours.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use super::{connection, header, reference};

/// A hint that a case may have changed. Nothing in it is believed: the case that it names is read again.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "described here, read by the agency's module")]
struct DebituraEvent {
    /// The same on every try.
    id: String,
    /// Such as `case.updated`.
    event: String,
    timestamp: String,
    data: DebituraCase,
}

/// There are more fields; they are not read.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "described here, read by the agency's module")]
struct DebituraCase {
    case_id: String,
    /// Our reference of the case.
    creditor_reference: Option<String>,
}

pub fn path(schemas: &mut SchemaGenerator) -> Value {
    let event = reference::<DebituraEvent>(schemas);
    let example = json!({
        "id": "0d9f2a52-6f5b-4c0e-9f0e-2f3f6f0b9a11", "event": "case.updated", "timestamp": "2026-09-15T06:30:00Z",
        "data": {
            "caseId": "5b1e2c64-1111-4a6b-8c55-0a0b0c0d0e0f",
            "creditorReference": "taucqkbifaucq-2tc3243tumah44ky",
        },
    });
    json!({
        "parameters": [connection()],
        "post": {
            "operationId": "receiveDebituraEvent",
            "summary": "An event of one creditor's cases at Debitura",
            "security": [{"debituraSignature": []}],
            "parameters": [
                header("x-debitura-signature", "`t=…,v1=…`; a `t` more than 300 seconds from our clock is refused.", json!({"type": "string"})),
            ],
            "requestBody": {
                "required": true,
                "content": {"application/json": {"schema": event, "example": example}},
            },
            "responses": {
                "200": {"description": "Noted: the case is read again soon. Also where it is none of ours."},
                "400": {"description": "Signed, and not an event."},
                "401": {"description": "The signature is missing, wrong or stale. Tells nothing more."},
                "404": {"description": "No such connection."},
                "413": {"description": "More than 6 MB."},
                "503": {"description": "Cannot be noted right now. Try again."},
            },
        },
    })
}
