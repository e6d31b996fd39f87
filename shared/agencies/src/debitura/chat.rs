//! What Debitura's people are told in the case's chat: the only way for what the API has no call for.

use accounting::http::{Answer, Trouble};
use domain::handover::AgencyRef;
use domain::ids::EffectId;
use serde::Deserialize;
use workflows::ports::{AgencyError, RejectionReason};

use super::{Debitura, errors, refusal, requests};

#[derive(Deserialize)]
struct Chat {
    message: Option<String>,
}

/// Says it, unless the chat has it already: a message knows no idempotency key, so our id stands in its text.
pub(super) async fn say_once(
    debitura: &Debitura,
    agency_ref: &AgencyRef,
    id: &EffectId,
    text: &str,
) -> Result<Result<(), Vec<RejectionReason>>, AgencyError> {
    let mark = format!("[{id}]");
    if is_said(debitura, agency_ref, &mark).await.map_err(errors::of_reading)? {
        return Ok(Ok(()));
    }
    let ask = requests::new_chat(debitura, agency_ref, &format!("{text}\n{mark}"));
    let ask = ask.map_err(errors::of_writing)?;
    let read = |answer: &Answer| refusal::of(answer).map(|told| told.map(|_| ()));
    debitura.caller.ask_once(&ask, &errors::TABLE, read).await.map_err(errors::of_writing)
}

async fn is_said(debitura: &Debitura, agency_ref: &AgencyRef, mark: &str) -> Result<bool, Trouble> {
    let ask = requests::chats(debitura, agency_ref);
    let read = |answer: &Answer| {
        let chats: Result<Vec<Chat>, _> = serde_json::from_str(refusal::none(answer)?);
        let garbled =
            |_| Trouble::Garbled { field: "chats".into(), problem: "is no list of messages".into() };
        let chats = chats.map_err(garbled)?;
        Ok(chats.iter().filter_map(|chat| chat.message.as_deref()).any(|message| message.contains(mark)))
    };
    debitura.caller.ask(&ask, &errors::TABLE, read).await
}
