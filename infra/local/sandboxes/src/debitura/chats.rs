//! The chat of a case: what creditor and agency write to each other.

use axum::Json as Body;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde_json::Value;

use super::creditor::guid;
use super::door::Caller;
use super::errors::Refusal;
use super::{Debitura, events, rejections};
use crate::admin::input::Input;
use crate::json::{Json, record};

const LONGEST: usize = 10_000;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// A GUID.
    pub id: String,
    /// What was written.
    pub message: String,
    /// Who wrote it.
    pub user_email: String,
    /// When.
    pub created: Timestamp,
}

impl Chat {
    pub(super) fn shown(&self) -> Json {
        record! {
            "id": self.id.as_str(),
            "dateCreated": self.created.to_string(),
            "role": 1_i64,
            "roleLabel": "Creditor",
            "message": self.message.as_str(),
            "isSeen": false,
            "user": record! { "email": self.user_email.as_str() },
        }
    }
}

/// `GET /cases/{id}/chats`
pub async fn list(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let chats = debitura.with(&creditor, |creditor| {
        creditor.case(&id).map(|case| case.chats.iter().map(Chat::shown).collect::<Vec<_>>())
    })??;
    Ok(Body(Json::List(chats)).into_response())
}

/// `POST /cases/{id}/chats`: `message` and `userEmail` (or the older `userId`). Knows no idempotency key. A closed case
/// takes no message any more; the pages do not say so.
pub async fn say(
    State(debitura): State<Debitura>,
    Caller(creditor): Caller,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Refusal> {
    let value: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let mut input = Input::read(value, "")?;
    let message = input.needed_text("message")?;
    let user = input.text("userEmail")?.or(input.text("userId")?);
    let user_email = user.ok_or_else(|| input.refuse("userEmail", "or userId is required"))?;
    if message.chars().count() > LONGEST {
        return Err(input.refuse("message", "must have at most 10000 characters").into());
    }
    let chat = Chat { id: guid(), message, user_email, created: debitura.clock.now() };
    let shown = chat.shown();
    let case = debitura.with(&creditor, |creditor| {
        if let Some(refusal) = rejections::take(&mut creditor.rejections, "chats") {
            return Err(refusal);
        }
        let case = creditor.case(&id)?;
        if case.is_closed() {
            return Err(Refusal::of_business("CaseClosed", "The case is closed.", None));
        }
        case.chats.push(chat);
        Ok(case.id.clone())
    })??;
    events::happened(&debitura, &creditor, &case, "chat.created");
    Ok(Body(shown).into_response())
}
