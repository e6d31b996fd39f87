//! What Tripletex delivers (Tripletex API 2.0, event subscriptions). Its shape is theirs; what we answer is ours.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Value, json};

use super::{connection, header, reference};

/// A hint that something changed. It is never believed: what it names is read again.
#[derive(JsonSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "described here, read by the connector")]
struct TripletexEvent {
    subscription_id: i64,
    /// Such as `invoice.charged` or `closeGroup.create`.
    event: String,
    /// Of what changed.
    id: i64,
    /// What it is now; null where it was deleted.
    value: Option<serde_json::Value>,
}

pub fn path(schemas: &mut SchemaGenerator) -> Value {
    let event = reference::<TripletexEvent>(schemas);
    json!({
        "parameters": [connection()],
        "post": {
            "operationId": "receiveTripletexEvent",
            "summary": "An event of one creditor's Tripletex company",
            "security": [{"tripletexSignature": []}],
            "parameters": [
                header("idempotency-key", "Unique for an event; part of what is signed.", json!({"type": "string"})),
                header("x-request-signature", "Base64 of the HMAC-SHA512.", json!({"type": "string"})),
            ],
            "requestBody": {
                "required": true,
                "content": {"application/json": {
                    "schema": event,
                    "example": {"subscriptionId": 4711, "event": "closeGroup.create", "id": 282_700_101, "value": null},
                }},
            },
            "responses": {
                "200": {"description": "Noted: what it names is read again soon."},
                "400": {"description": "Signed, and not an event."},
                "401": {"description": "The signature is missing or wrong. Tells nothing more."},
                "404": {"description": "No such connection."},
                "413": {"description": "More than 6 MB."},
                "503": {"description": "Cannot be noted right now. Try again."},
            },
        },
    })
}
