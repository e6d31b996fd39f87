//! Invoices for collection, and what becomes of them (Standard Webhooks).

use claims::answer::{Accepted, ErrorCode, Refused};
use claims::signature::{self, Secret, Signed};
use claims::{Paper, Unreadable};
use domain::Language;
use domain::claim::Fault;
use jiff::Timestamp;
use messages::claim_answer::{self, Refusal};
use workflows::receive_claim::{Attached, ClaimPorts, Incoming, NotReceived, Received, receive_claim};

use crate::answer::Answer;
use crate::desk::{Desk, Owner};
use crate::request::Push;

/// A synchronous call of a function takes no more (AWS Lambda quotas, invocation payload).
pub const LARGEST_BODY: usize = 6 * 1024 * 1024;

/// Nobody's: what comes to an address that nobody has is held against it, so that the answer takes as long.
const DUMMY: [u8; 32] = [0; 32];

pub async fn take(desk: &Desk, owner: Option<Owner>, push: Push, now: Timestamp) -> Answer {
    let secrets: Vec<Secret> = match &owner {
        Some(owner) => owner.secrets.iter().filter_map(|secret| Secret::parse(secret).ok()).collect(),
        None => vec![Secret::from_random(DUMMY)],
    };
    let signed = Signed {
        id: push.header(signature::ID),
        timestamp: push.header(signature::TIMESTAMP),
        signature: push.header(signature::SIGNATURE),
    };
    let verified = signature::verify(signed, &push.body, &secrets, now).map(str::to_owned);
    let Some(Owner { tenant, .. }) = owner else { return Answer::not_found() };
    let Ok(webhook_id) = verified else { return Answer::not_signed() };
    let language = Some(tenant.language);
    if push.body.len() > LARGEST_BODY {
        return refusal(language, ErrorCode::PayloadTooLarge);
    }
    if !push.header("content-type").is_some_and(is_json) {
        return refusal(language, ErrorCode::UnsupportedMediaType);
    }
    let read = match claims::read(&push.body, &webhook_id) {
        Ok(read) => read,
        Err(Unreadable::Malformed) => return refusal(language, ErrorCode::MalformedJson),
        Err(Unreadable::Faults(faults)) => return invalid(tenant.language, &faults),
    };
    let (event_type, event) = (read.event_type, read.event.clone());
    let incoming = Incoming {
        event: read.event,
        event_type,
        occurred_at: read.occurred_at,
        command: read.command,
        faults: read.faults,
        documents: read.papers.into_iter().map(attached).collect(),
        raw: push.body,
    };
    let (store, documents) = (desk.store.as_ref(), desk.documents.as_ref());
    let ports = ClaimPorts { store, documents, jobs: desk.jobs.as_ref() };
    match receive_claim(ports, &tenant, incoming, now).await {
        Ok(Received::Nothing) => Answer::nothing(),
        Ok(Received::Taken { case, duplicate }) => {
            let case_id = case.as_ref().map(domain::CaseId::as_str);
            tracing::info!(tenant = %tenant.id, case = case_id, %event, event_type, duplicate, "an event was taken");
            Answer::accepted(&Accepted::of(case, duplicate))
        }
        Err(why) => {
            // Fields and codes, never what was found there.
            tracing::warn!(tenant = %tenant.id, %event, event_type, why = ?why, "an event was not taken");
            refused(tenant.language, &why)
        }
    }
}

fn is_json(content_type: &str) -> bool {
    let name = content_type.split(';').next().unwrap_or_default();
    name.trim().eq_ignore_ascii_case("application/json")
}

fn attached(paper: Paper) -> Attached {
    Attached { content_type: paper.content_type, sha256: paper.sha256, bytes: paper.bytes }
}

fn refused(language: Language, why: &NotReceived) -> Answer {
    let (code, text) = match why {
        NotReceived::Invalid(faults) => return invalid(language, faults),
        NotReceived::OtherPrincipal => (ErrorCode::InvoiceConflict, Refusal::OtherPrincipal),
        NotReceived::CaseClosed => (ErrorCode::InvoiceConflict, Refusal::CaseClosed),
        NotReceived::EventReused => (ErrorCode::InvoiceConflict, Refusal::EventReused),
        NotReceived::Contended => (ErrorCode::TooManyRequests, Refusal::TooManyRequests),
        NotReceived::Store(_) | NotReceived::Commit(_) | NotReceived::Documents(_) | NotReceived::Jobs(_) => {
            (ErrorCode::Unavailable, Refusal::Unavailable)
        }
    };
    answer(language, code, text)
}

/// A refusal that has one text. Danish where it is not known whom we speak to.
pub fn refusal(language: Option<Language>, code: ErrorCode) -> Answer {
    let text = match code {
        ErrorCode::InvalidSignature => return Answer::not_signed(),
        ErrorCode::MalformedJson => Refusal::MalformedJson,
        ErrorCode::UnsupportedMediaType => Refusal::UnsupportedMediaType,
        ErrorCode::PayloadTooLarge => Refusal::PayloadTooLarge,
        ErrorCode::ValidationFailed => Refusal::ValidationFailed,
        ErrorCode::InvoiceConflict => Refusal::OtherPrincipal,
        ErrorCode::TooManyRequests => Refusal::TooManyRequests,
        ErrorCode::Unavailable => Refusal::Unavailable,
    };
    answer(language.unwrap_or(Language::Danish), code, text)
}

fn answer(language: Language, code: ErrorCode, text: Refusal) -> Answer {
    Answer::refused(&Refused::new(code, Some(claim_answer::refusal(language, text).to_owned())))
}

fn invalid(language: Language, faults: &[Fault]) -> Answer {
    let message = claim_answer::refusal(language, Refusal::ValidationFailed).to_owned();
    Answer::refused(&Refused::fields(message, faults, |code| claim_answer::fault(language, code).to_owned()))
}
