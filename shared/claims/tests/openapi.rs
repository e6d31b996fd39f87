//! The document is good to build against: what the samples show fits it, and what does not fit is refused by it.

#![allow(clippy::unwrap_used)]

use claims::openapi::document;
use claims::samples::SAMPLES;
use serde_json::{Value, json};

/// The hand-over as its contract shows it, with its document cut short.
const CONTRACT: &str = include_str!("contract_sample.json");

/// What the document says of a request to the hand-over.
fn request_schema() -> Value {
    let document = document();
    let body = &document["paths"]["/webhooks/minuba/{connection}"]["post"]["requestBody"];
    let mut schema = body["content"]["application/json"]["schema"].clone();
    schema["components"] = document["components"].clone();
    schema
}

fn problems(schema: &Value, instance: &Value) -> Vec<String> {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    validator.iter_errors(instance).map(|error| error.to_string()).collect()
}

#[test]
fn the_contracts_own_sample_fits_the_document() {
    let sample: Value = serde_json::from_str(CONTRACT).unwrap();
    assert_eq!(problems(&request_schema(), &sample), Vec::<String>::new());
}

#[test]
fn every_sample_fits_the_document_as_exactly_one_event() {
    for (event_type, sample) in SAMPLES {
        let sample: Value = serde_json::from_str(sample).unwrap();
        assert_eq!(problems(&request_schema(), &sample), Vec::<String>::new(), "{event_type}");
    }
}

#[test]
fn the_document_asks_for_what_the_contract_requires() {
    for (pointer, wrong) in [
        ("/event_id", None),
        ("/occurred_at", Some(json!("yesterday"))),
        ("/creditor/address", None),
        ("/debtor/type", None),
        ("/debtor/address/city", None),
        ("/invoice/number", Some(json!("1".repeat(41)))),
        ("/invoice/due_date", Some(json!("31-08-2026"))),
        ("/invoice/outstanding_amount", Some(json!("15500,00"))),
        ("/invoice/currency", Some(json!("USD"))),
        ("/charges/0/kind", Some(json!("coffee"))),
        ("/documents/0/sha256", Some(json!("00"))),
        ("/event_type", Some(json!("invoice.eaten"))),
    ] {
        let mut sample: Value = serde_json::from_str(CONTRACT).unwrap();
        match wrong {
            Some(value) => *sample.pointer_mut(pointer).unwrap() = value,
            None => {
                let (parent, name) = pointer.rsplit_once('/').unwrap();
                sample.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
            }
        }
        assert_ne!(problems(&request_schema(), &sample), Vec::<String>::new(), "{pointer}");
    }
}

#[test]
fn the_examples_of_the_answers_fit_their_schemas() {
    let document = document();
    let responses =
        document["paths"]["/webhooks/minuba/{connection}"]["post"]["responses"].as_object().unwrap();
    let mut statuses: Vec<&str> = responses.keys().map(String::as_str).collect();
    statuses.sort_unstable();
    assert_eq!(
        statuses,
        ["200", "202", "204", "400", "401", "404", "409", "413", "415", "422", "429", "503"]
    );
    for (status, response) in responses {
        let Some(content) = response.pointer("/content/application~1json") else { continue };
        let mut schema = content["schema"].clone();
        schema["components"] = document["components"].clone();
        assert_eq!(problems(&schema, &content["example"]), Vec::<String>::new(), "{status}");
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = document();
    let mut open = vec![&document];
    let mut seen = 0;
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    seen += 1;
                    assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
                }
                open.extend(fields.values());
            }
            Value::Array(rows) => open.extend(rows),
            _ => {}
        }
    }
    assert!(seen > 20, "{seen}");
}
