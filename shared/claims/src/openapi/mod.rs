//! The OpenAPI document of our webhooks, made of the types that read and answer them.

mod answers;
mod debitura;
mod tripletex;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::answer::{Accepted, Refused};
use crate::samples::SAMPLES;
use crate::signature;
use crate::wire::{
    CollectionWithdrawn, ConnectionActivated, ConnectionDeactivated, Credited, PaymentRegistered, Ping,
    SentToCollection,
};

const INTRODUCTION: &str = "\
Three systems call us by themselves. Minuba hands over invoices and tells what becomes of them; Tripletex, and Debitura \
of the cases that it has, tell that something may have changed, and we read it again.

**Delivery.** Send each event until it is answered with 2xx or with a 4xx other than 408 and 429. After 408, 429, 5xx or \
no answer, wait (`Retry-After` where it is given) and send the same bytes again under the same `webhook-id`, for about a \
day. The same event, or the same invoice with the same principal, is taken once: the answer says `duplicate`. Events may \
come in any order. An answer of 202 means that the event is kept for good.

**Signature.** Standard Webhooks: `webhook-signature` is `v1,` and the base64 of HMAC-SHA256 over \
`{webhook-id}.{webhook-timestamp}.{raw body}` with the connection's secret (`whsec_` and base64). Several signatures may \
stand there, parted by blanks; one that fits is enough. While a secret is changed, the old and the new one are both good. \
A delivery whose timestamp is more than 300 seconds from our clock is refused.";

/// The whole document.
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut schemas = settings.into_generator();
    let events = events(&mut schemas);
    let accepted = reference::<Accepted>(&mut schemas);
    let refused = reference::<Refused>(&mut schemas);
    let tripletex = tripletex::path(&mut schemas);
    let debitura = debitura::path(&mut schemas);
    let definitions: Map<String, Value> = schemas.take_definitions(true);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rykker webhooks",
            "version": crate::API_VERSION,
            "summary": "Overdue invoices handed over for collection, and what happens to them afterwards.",
            "description": INTRODUCTION,
        },
        "servers": [{
            "url": "https://{host}",
            "variables": {"host": {"default": "rykker.example", "description": "Told with the connection."}},
        }],
        "paths": {
            "/webhooks/minuba/{connection}": minuba(&events, &accepted, &refused),
            "/webhooks/tripletex/{connection}": tripletex,
            "/webhooks/debitura/{connection}": debitura,
            "/webhooks/openapi.json": itself(),
        },
        "components": {"schemas": definitions, "securitySchemes": security()},
    })
}

pub(crate) fn reference<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Value {
    schemas.subschema_for::<T>().into()
}

/// Each type of event with the reference to its schema.
fn events(schemas: &mut SchemaGenerator) -> Vec<(&'static str, Value)> {
    vec![
        ("invoice.sent_to_collection", reference::<SentToCollection<'static>>(schemas)),
        ("invoice.payment_registered", reference::<PaymentRegistered>(schemas)),
        ("invoice.credited", reference::<Credited>(schemas)),
        ("invoice.collection_withdrawn", reference::<CollectionWithdrawn>(schemas)),
        ("connection.activated", reference::<ConnectionActivated>(schemas)),
        ("connection.deactivated", reference::<ConnectionDeactivated>(schemas)),
        ("ping", reference::<Ping>(schemas)),
    ]
}

fn minuba(events: &[(&'static str, Value)], accepted: &Value, refused: &Value) -> Value {
    let one_of: Vec<&Value> = events.iter().map(|(_, schema)| schema).collect();
    let mapping: Map<String, Value> =
        events.iter().map(|(name, schema)| ((*name).to_owned(), schema["$ref"].clone())).collect();
    json!({
        "parameters": [connection()],
        "post": {
            "operationId": "receiveMinubaEvent",
            "summary": "An event of one creditor's account",
            "description": "The type of the event stands in its body. `event_id` there is the same as `webhook-id`.",
            "security": [{"standardWebhooks": []}],
            "parameters": [
                header(signature::ID, "Unique for an event, the same on every retry.", json!({"type": "string", "maxLength": 200})),
                header(signature::TIMESTAMP, "Unix seconds of this attempt.", json!({"type": "string", "pattern": "^[0-9]+$"})),
                header(
                    signature::SIGNATURE,
                    "`v1,` and the base64 of the HMAC; several, parted by blanks, while a secret is changed.",
                    json!({"type": "string"}),
                ),
            ],
            "requestBody": {
                "required": true,
                "description": "At most 6 MB with all documents.",
                "content": {"application/json": {
                    "schema": {"oneOf": one_of, "discriminator": {"propertyName": "event_type", "mapping": mapping}},
                    "examples": examples(),
                }},
            },
            "responses": answers::minuba(accepted, refused),
        },
    })
}

fn examples() -> Map<String, Value> {
    let example = |sample: &str| json!({"value": serde_json::from_str::<Value>(sample).unwrap_or_default()});
    SAMPLES.iter().map(|(name, sample)| ((*name).to_owned(), example(sample))).collect()
}

fn itself() -> Value {
    json!({
        "get": {
            "operationId": "readThisDocument",
            "summary": "This document",
            "responses": {"200": {
                "description": "OpenAPI 3.1",
                "content": {"application/json": {"schema": {"type": "object"}}},
            }},
        },
    })
}

pub(crate) fn connection() -> Value {
    json!({
        "name": "connection", "in": "path", "required": true,
        "description": "The connection's own unguessable id, told when it is made.",
        "schema": {"type": "string", "pattern": "^w[a-z2-7]{26}$"},
    })
}

pub(crate) fn header(name: &str, description: &str, schema: Value) -> Value {
    json!({"name": name, "in": "header", "required": true, "description": description, "schema": schema})
}

fn security() -> Value {
    json!({
        "standardWebhooks": {
            "type": "apiKey", "in": "header", "name": signature::SIGNATURE,
            "description": "Standard Webhooks 1.0.0, symmetric (HMAC-SHA256).",
        },
        "tripletexSignature": {
            "type": "apiKey", "in": "header", "name": "x-request-signature",
            "description": "Base64 of HMAC-SHA512 over the header `idempotency-key`, `&` and the raw body.",
        },
        "debituraSignature": {
            "type": "apiKey", "in": "header", "name": "x-debitura-signature",
            "description": "`t=` and Unix seconds, `,v1=` and the hex of HMAC-SHA256 over `{t}.{raw body}`, with the decoded base64 of the subscription's secret.",
        },
    })
}
