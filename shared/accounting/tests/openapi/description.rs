//! The vendor's description, made strict: it marks nothing nullable, and says of no model that it has no other fields.

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::recorder::Exchange;

pub struct Description {
    whole: Value,
    /// The models as JSON Schema, closed to fields that they do not name.
    closed: Value,
    /// The same, open.
    open: Value,
}

impl Description {
    pub fn read() -> Self {
        let whole: Value = serde_json::from_str(include_str!("../samples/tripletex/openapi.json")).unwrap();
        let models = |closed| {
            let models = whole["components"]["schemas"].as_object().unwrap();
            let models = models.iter().map(|(name, model)| (name.clone(), overlaid(model, closed)));
            json!({ "components": { "schemas": models.collect::<Map<_, _>>() } })
        };
        Self { closed: models(true), open: models(false), whole }
    }

    /// What a model of this name says against a value.
    pub fn complaints(&self, model: &str, value: &Value, closed: bool) -> Vec<String> {
        let schema = json!({ "$ref": format!("#/components/schemas/{model}") });
        self.against(&schema, value, closed)
    }

    fn against(&self, schema: &Value, value: &Value, closed: bool) -> Vec<String> {
        let mut document = if closed { self.closed.clone() } else { self.open.clone() };
        document["$ref"] = schema["$ref"].clone();
        if schema.get("$ref").is_none() {
            document = overlaid(schema, closed);
        }
        let validator: Validator = jsonschema::options().build(&document).unwrap();
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    /// The path and the operation of an exchange: the one with the fewest parameters that fits.
    fn operation(&self, exchange: &Exchange) -> Option<(Vec<(String, String)>, &Value)> {
        let paths = self.whole["paths"].as_object().unwrap();
        let fitting = paths.iter().filter_map(|(template, operations)| {
            Some((
                parameters(template, &exchange.path)?,
                operations.get(exchange.method.to_ascii_lowercase())?,
            ))
        });
        fitting.min_by_key(|(parameters, _)| parameters.len())
    }

    /// What is wrong with a request.
    pub fn request_complaints(&self, exchange: &Exchange) -> Vec<String> {
        let Some((in_path, operation)) = self.operation(exchange) else {
            return vec!["there is no such path and method".into()];
        };
        let mut complaints = Vec::new();
        let declared: Vec<&Value> = operation["parameters"].as_array().into_iter().flatten().collect();
        let find = |place: &str, name: &str| {
            declared.iter().find(|known| known["in"] == place && known["name"] == name).copied()
        };
        for (place, given) in [("path", &in_path), ("query", &exchange.query)] {
            for (name, value) in given {
                match find(place, name) {
                    None => complaints.push(format!("{place} {name} is not declared")),
                    Some(known) if !spells(&known["schema"], value) => {
                        complaints.push(format!("{place} {name} is not {}", known["schema"]));
                    }
                    Some(_) => {}
                }
            }
        }
        let needed = declared.iter().filter(|known| known["required"] == true && known["in"] == "query");
        let given = |name: &Value| exchange.query.iter().any(|(known, _)| known == name);
        complaints.extend(
            needed
                .filter(|known| !given(&known["name"]))
                .map(|known| format!("{} is missing", known["name"])),
        );
        let body =
            operation["requestBody"]["content"].as_object().and_then(|content| content.values().next());
        match (body, exchange.sent.is_empty()) {
            (None, true) => {}
            (None, false) => complaints.push("has a body that is not declared".into()),
            (Some(_), true) => complaints.push("has no body".into()),
            (Some(body), false) => {
                let sent = serde_json::from_slice(&exchange.sent).unwrap();
                complaints.extend(self.against(&body["schema"], &sent, true));
            }
        }
        complaints.extend(self.field_complaints(exchange, operation));
        complaints
    }

    /// Fields that are asked for and that the answer's model does not have.
    fn field_complaints(&self, exchange: &Exchange, operation: &Value) -> Vec<String> {
        let fields = exchange.query.iter().find(|(name, _)| name == "fields");
        let Some((_, fields)) = fields else { return vec![] };
        let answer = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let envelope = self.model(answer);
        let single = &envelope["properties"]["value"];
        let of = if single.is_object() { single } else { &envelope["properties"]["values"]["items"] };
        let mut path: Vec<&Value> = vec![self.model(of)];
        let mut complaints = Vec::new();
        let mut last = &Value::Null;
        for (name, next) in names(fields) {
            if !name.is_empty() && name != "*" {
                let properties = &path.last().unwrap()["properties"];
                last = &properties[name];
                if last.is_null() {
                    complaints.push(format!("field {name} is unknown"));
                }
            }
            match next {
                '(' => path.push(self.model(if last["items"].is_object() { &last["items"] } else { last })),
                ')' => _ = path.pop(),
                _ => {}
            }
        }
        complaints
    }

    fn model<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let pointer = schema["$ref"].as_str().and_then(|to| to.strip_prefix('#'));
        pointer.and_then(|to| self.whole.pointer(to)).unwrap_or(schema)
    }

    /// What is wrong with an answer.
    pub fn answer_complaints(&self, exchange: &Exchange) -> Vec<String> {
        if exchange.status >= 400 {
            let answer = exchange.answer();
            let mut complaints = self.complaints("ApiError", &answer, true);
            if answer["status"] != exchange.status {
                complaints.push("status in the body is another".into());
            }
            return complaints;
        }
        let Some((_, operation)) = self.operation(exchange) else { return vec![] };
        let answer = &operation["responses"][exchange.status.to_string()];
        if answer.is_null() {
            return vec!["status is not declared".into()];
        }
        if exchange.answered.is_empty() {
            let needs_none = exchange.status == 204;
            return if needs_none { vec![] } else { vec!["has no body".into()] };
        }
        let content = answer["content"].as_object().unwrap();
        let kind = exchange.content_type.split(';').next().unwrap_or_default();
        match content.iter().find(|(known, _)| known.split(';').next() == Some(kind)) {
            None => vec![format!("content type {kind} is not declared")],
            Some((_, content)) if content["schema"]["format"] == "binary" => vec![],
            Some((_, content)) => self.against(&content["schema"], &exchange.answer(), true),
        }
    }
}

/// Every schema nullable, 32-bit numbers bounded, and models closed but for those that the extract cut down.
fn overlaid(schema: &Value, closed: bool) -> Value {
    let Some(object) = schema.as_object() else { return schema.clone() };
    let mut object = object.clone();
    if let Some(Value::String(kind)) = object.get("type").cloned() {
        object.insert("type".into(), json!([kind, "null"]));
    }
    if let Some(Value::Array(words)) = object.get_mut("enum") {
        words.push(Value::Null);
    }
    if object.get("format") == Some(&json!("int32")) {
        object.entry("minimum").or_insert(json!(i32::MIN));
        object.entry("maximum").or_insert(json!(i32::MAX));
    }
    let is_stub = object.contains_key("x-reduced-stub");
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.values_mut().for_each(|property| *property = overlaid(property, closed));
        if closed && !is_stub {
            object.insert("additionalProperties".into(), json!(false));
        }
    }
    for inner in ["items", "additionalProperties"] {
        if let Some(schema) = object.get_mut(inner) {
            *schema = overlaid(schema, closed);
        }
    }
    Value::Object(object)
}

/// Whether a text spells a value of the schema's type.
fn spells(schema: &Value, text: &str) -> bool {
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("integer"), Some("int32")) => text.parse::<i32>().is_ok(),
        (Some("integer"), _) => text.parse::<i64>().is_ok(),
        (Some("number"), _) => !text.contains(['e', 'E']) && text.parse::<f64>().is_ok_and(f64::is_finite),
        (Some("boolean"), _) => matches!(text, "true" | "false"),
        _ => !text.is_empty(),
    }
}

/// The parameters of a path, if it fits the template.
fn parameters(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let mut found = Vec::new();
    for (wanted, part) in template.iter().zip(&path) {
        match wanted.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(name) => found.push((name.to_owned(), (*part).to_owned())),
            None if wanted != part => return None,
            None => {}
        }
    }
    (template.len() == path.len()).then_some(found)
}

/// The names of a filter, each with the sign that follows it.
fn names(fields: &str) -> Vec<(&str, char)> {
    let mut names = Vec::new();
    let mut rest = fields;
    while let Some(at) = rest.find([',', '(', ')']) {
        names.push((&rest[..at], char::from(rest.as_bytes()[at])));
        rest = &rest[at + 1..];
    }
    names.push((rest, ','));
    names
}

#[test]
fn the_published_samples_fit_their_models() {
    let description = Description::read();
    let samples: Vec<Value> =
        serde_json::from_str(include_str!("../samples/tripletex/samples.json")).unwrap();
    for sample in samples {
        let model = sample["schema"].as_str().unwrap();
        assert_eq!(description.complaints(model, &sample["sample"], false), [""; 0], "{model}");
    }
}

#[test]
fn the_description_would_complain() {
    let description = Description::read();
    let complains = |value: Value| !description.complaints("ResponseWrapperInvoice", &value, true).is_empty();
    assert!(!complains(json!({ "value": { "id": 2_147_600_142_i64, "kid": null, "currency": null } })));
    assert!(complains(json!({ "value": { "id": "2147600142" } })));
    assert!(complains(json!({ "value": { "version": 2_147_600_142_i64 } })));
    assert!(complains(json!({ "value": { "dueDate": "2026-11-01" } })));
    let asked = |target: &str| {
        let (path, query) = target.split_once('?').unwrap();
        let query = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let (method, content_type) = ("PUT".to_owned(), String::new());
        let (sent, answered, status) = (vec![], vec![], 200);
        Exchange { method, path: path.into(), query, sent, status, content_type, answered }
    };
    let complaints = |target: &str| description.request_complaints(&asked(target)).len();
    assert_eq!(complaints("/invoice/1/:payment?paymentDate=2026-11-01&paymentTypeId=1&paidAmount=10.50"), 0);
    assert_eq!(complaints("/invoice/x/:payment?paymentDate=2026-11-01&paymentTypeId=1&paidAmount=ten"), 2);
    assert_eq!(complaints("/invoice/1/:payment?paymentTypeId=1&paid=1"), 3);
    assert_eq!(complaints("/invoice/1/:pay?x=1"), 1);
}
