//! Every answer of the hand-over, with an example.

use serde_json::{Map, Value, json};

use crate::answer::ErrorCode;

struct Row {
    code: ErrorCode,
    when: &'static str,
    /// What a Danish creditor reads; where an answer has no text, it tells nothing on purpose.
    message: Option<&'static str>,
}

const fn row(code: ErrorCode, when: &'static str, message: Option<&'static str>) -> Row {
    Row { code, when, message }
}

static REFUSALS: [Row; 8] = [
    row(ErrorCode::MalformedJson, "The body is no JSON object.", Some("Beskeden kunne ikke læses.")),
    row(ErrorCode::InvalidSignature, "The signature is missing, wrong or stale. Tells nothing more.", None),
    row(
        ErrorCode::InvoiceConflict,
        "The invoice was handed over with another principal, its case is closed, or the event's id was used for something else. Final; nothing was changed.",
        Some("Fakturaen er allerede sendt til inkasso med et andet beløb."),
    ),
    row(
        ErrorCode::PayloadTooLarge,
        "More than 6 MB. Send documents by `url`.",
        Some("Beskeden fylder mere end 6 MB."),
    ),
    row(
        ErrorCode::UnsupportedMediaType,
        "The content type is not application/json.",
        Some("Beskeden er ikke JSON."),
    ),
    row(
        ErrorCode::ValidationFailed,
        "Fields stand in the way, and all of them are listed. Final: send again only what has been changed.",
        Some("Fakturaen kan ikke sendes til inkasso endnu."),
    ),
    row(
        ErrorCode::TooManyRequests,
        "Too much at once about the same invoice. Try again.",
        Some("Prøv igen om lidt."),
    ),
    row(ErrorCode::Unavailable, "We cannot keep it right now. Try again.", Some("Prøv igen om lidt.")),
];

pub fn minuba(accepted: &Value, refused: &Value) -> Value {
    let taken = |duplicate: bool| {
        json!({
            "case_id": "t4k7m2q5xabcd-k7qm2xab5rtz6yhn", "case_number": "K7QM-2XAB", "status": "received",
            "duplicate": duplicate,
        })
    };
    let mut answers = Map::new();
    let mut put = |status: &str, answer: Value| answers.insert(status.to_owned(), answer);
    put("202", answer("Kept for good; the work goes on without the sender.", accepted, &taken(false)));
    put("200", answer("Taken before: the same event, or the same invoice again.", accepted, &taken(true)));
    put("204", json!({"description": "`ping`, or a type of event that is switched off for the connection."}));
    put("404", json!({"description": "No such connection."}));
    for row in &REFUSALS {
        put(&row.code.status().to_string(), refusal(row, refused));
    }
    Value::Object(answers)
}

fn refusal(row: &Row, schema: &Value) -> Value {
    let mut example = json!({"error": {"code": row.code}});
    if let Some(message) = row.message {
        example["error"]["message"] = json!(message);
    }
    if row.code == ErrorCode::ValidationFailed {
        let field = json!({"path": "invoice.due_date", "code": "not_overdue", "message": "Fakturaen er ikke forfalden endnu."});
        example["error"]["fields"] = json!([field]);
    }
    let mut answer = answer(row.when, schema, &example);
    if row.code.retry_after().is_some() {
        answer["headers"] =
            json!({"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}});
    }
    answer
}

fn answer(description: &str, schema: &Value, example: &Value) -> Value {
    json!({"description": description, "content": {"application/json": {"schema": schema, "example": example}}})
}
