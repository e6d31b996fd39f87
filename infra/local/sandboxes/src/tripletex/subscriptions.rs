//! Who is told of what: subscriptions of a company.

use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};
use url::Url;

use super::Tripletex;
use super::access::Call;
use super::errors::Refusal;
use super::fields::Filter;
use super::list::{Part, single};
use super::projection::{Columns, Model, Node, Read, View, check};
use crate::json::{Json, record};

use Read::Plain;

/// The events that the double knows, with the model of what they carry.
pub const EVENTS: [(&str, Model); 3] = [
    ("invoice.charged", Model::Invoice),
    ("closeGroup.create", Model::CloseGroup),
    ("closeGroup.delete", Model::CloseGroup),
];

const STATUSES: [&str; 5] =
    ["ACTIVE", "DISABLED", "DISABLED_TOO_MANY_ERRORS", "DISABLED_RATE_LIMIT_EXCEEDED", "DISABLED_MISUSE"];

/// A subscription. What it is signed with is never shown.
#[derive(Clone, Debug)]
pub struct Subscription {
    pub id: i64,
    pub event: String,
    pub target: String,
    pub fields: String,
    pub status: &'static str,
    pub auth_header: Option<(String, String)>,
    pub secret: Option<String>,
    /// Deliveries that failed in a row.
    pub errors: u32,
}

pub const COLUMNS: Columns<usize> = &[
    ("id", Plain(|view, at| view.subscriptions[at].id.into())),
    ("version", Plain(|_, _| 0_i64.into())),
    ("url", Plain(|_, _| Json::Null)),
    ("event", Plain(|view, at| view.subscriptions[at].event.as_str().into())),
    ("targetUrl", Plain(|view, at| view.subscriptions[at].target.as_str().into())),
    ("fields", Plain(|view, at| view.subscriptions[at].fields.as_str().into())),
    ("status", Plain(|view, at| view.subscriptions[at].status.into())),
    (
        "authHeaderName",
        Plain(|view, at| view.subscriptions[at].auth_header.as_ref().map(|(name, _)| name.as_str()).into()),
    ),
];

/// `GET /event`: needs no session.
pub async fn events() -> Response {
    let described = EVENTS.map(|(name, _)| (name.into(), record! { "description": name }));
    axum::Json(record! { "value": Json::Record(described.to_vec()) }).into_response()
}

/// `GET /event/subscription`
pub async fn list(Shared(tripletex): Shared<Tripletex>, call: Call) -> Result<Response, Refusal> {
    let part = Part::read(&call.query, Model::Subscription)?;
    tripletex.view(call.company, |view| {
        let rows: Vec<_> = (0..view.subscriptions.len()).map(Node::Subscription).collect();
        part.answer(view, &rows)
    })
}

/// `GET /event/subscription/{id}`
pub async fn one(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<i64>,
    call: Call,
) -> Result<Response, Refusal> {
    tripletex.view(call.company, |view| shown(view, id, call.query.get("fields")))
}

/// `POST /event/subscription`
pub async fn add(Shared(tripletex): Shared<Tripletex>, call: Call, body: Bytes) -> Result<Response, Refusal> {
    let mut sent = Sent::read(&body)?;
    let missing =
        ["event", "targetUrl"].into_iter().filter(|name| sent.0.get(*name).is_none_or(Value::is_null));
    let missing: Vec<_> = missing
        .flat_map(|name| {
            ["Kan ikke være null.", "Kan ikke være tom."].map(|text| (name.to_owned(), text.to_owned()))
        })
        .collect();
    if !missing.is_empty() {
        return Err(Refusal::parameters(missing).with_code(18_000));
    }
    let new = Subscription {
        id: 0,
        event: String::new(),
        target: String::new(),
        fields: String::new(),
        status: "ACTIVE",
        auth_header: None,
        secret: None,
        errors: 0,
    };
    let new = sent.applied_to(new)?;
    // What happened before is nobody's news.
    tripletex.notice(call.company);
    let id = tripletex.desk().outbox.subscribe(call.company, new);
    Ok((StatusCode::CREATED, tripletex.view(call.company, |view| shown(view, id, None))?).into_response())
}

/// `PUT /event/subscription/{id}`: only the fields that change.
pub async fn change(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<i64>,
    call: Call,
    body: Bytes,
) -> Result<Response, Refusal> {
    let mut sent = Sent::read(&body)?;
    {
        let mut desk = tripletex.desk();
        let all = desk.outbox.subscriptions_mut(call.company);
        let known = all.iter_mut().find(|known| known.id == id).ok_or_else(Refusal::unknown)?;
        *known = sent.applied_to(known.clone())?;
        known.errors = 0;
    }
    tripletex.view(call.company, |view| shown(view, id, None))
}

/// `DELETE /event/subscription/{id}`
pub async fn end(
    Shared(tripletex): Shared<Tripletex>,
    Path(id): Path<i64>,
    call: Call,
) -> Result<StatusCode, Refusal> {
    let mut desk = tripletex.desk();
    let all = desk.outbox.subscriptions_mut(call.company);
    let at = all.iter().position(|known| known.id == id).ok_or_else(Refusal::unknown)?;
    all.remove(at);
    Ok(StatusCode::NO_CONTENT)
}

fn shown(view: &View<'_>, id: i64, fields: Option<&str>) -> Result<Response, Refusal> {
    let at = view.subscriptions.iter().position(|known| known.id == id).ok_or_else(Refusal::unknown)?;
    single(view, Model::Subscription, Node::Subscription(at), fields)
}

/// The fields of a body, taken out as they are read.
struct Sent(Map<String, Value>);

impl Sent {
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        let read =
            serde_json::from_slice(body).map_err(|_| Refusal::new(422, 22_000, "JSON could not be read"));
        read.map(Self)
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        match self.0.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::invalid(name, "Ugyldig verdi.")),
        }
    }

    /// A field that a subscription does not have is refused, as in all bodies.
    fn applied_to(&mut self, mut to: Subscription) -> Result<Subscription, Refusal> {
        if let Some(event) = self.text("event")? {
            let known = EVENTS.iter().any(|(known, _)| *known == event);
            to.event = known.then_some(event).ok_or_else(|| Refusal::invalid("event", "Finnes ikke."))?;
        }
        if let Some(target) = self.text("targetUrl")? {
            // Over there HTTPS is asked for; on one machine there is none.
            let url = Url::parse(&target).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
            to.target = url.ok_or_else(|| Refusal::invalid("targetUrl", "Ugyldig verdi."))?.to_string();
        }
        if let Some(fields) = self.text("fields")? {
            let filter = Filter::read(Some(&fields))?;
            let model = EVENTS.iter().find(|(event, _)| *event == to.event).map(|(_, model)| *model);
            model.map_or(Ok(()), |model| check(model, &filter))?;
            to.fields = fields;
        }
        if let Some(status) = self.text("status")? {
            let known = STATUSES.into_iter().find(|known| *known == status);
            to.status = known.ok_or_else(|| Refusal::invalid("status", "Ugyldig verdi."))?;
        }
        let header = self.text("authHeaderName")?.zip(self.text("authHeaderValue")?);
        to.auth_header = header.or(to.auth_header);
        to.secret = self.text("hmacSharedSecret")?.or(to.secret);
        for passed_over in ["id", "version", "url"] {
            self.0.remove(passed_over);
        }
        match self.0.keys().next() {
            None => Ok(to),
            Some(unknown) => Err(Refusal::invalid(unknown, "Request mapping failed").with_code(16_000)),
        }
    }
}
