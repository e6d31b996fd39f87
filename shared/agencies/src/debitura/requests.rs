//! What Debitura is asked for.

use accounting::http::{Ask, Part, Trouble, below};
use domain::CaseId;
use domain::handover::{AgencyRef, ClaimFile};
use domain::ids::EffectId;
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Serialize;
use url::Url;
use zeroize::Zeroizing;

use super::Debitura;
use super::new_case::NewCase;
use super::refusal;

const API_KEY: HeaderName = HeaderName::from_static("xapikey");
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

fn ask(debitura: &Debitura, template: &'static str, url: Url) -> Ask {
    Ask::json(template, url).with(API_KEY, debitura.key.clone()).told(refusal::THROTTLED)
}

pub(super) fn case_by_our_reference(debitura: &Debitura, case: &CaseId) -> Ask {
    let url = below(&debitura.base, &["cases", "by-creditor-reference", case.as_str()]);
    ask(debitura, "/cases/by-creditor-reference/{creditorReference}", url).told(refusal::OR_NONE)
}

pub(super) fn case(debitura: &Debitura, agency_ref: &AgencyRef) -> Ask {
    ask(debitura, "/cases/{id}", below(&debitura.base, &["cases", agency_ref.as_str()]))
}

pub(super) fn new_case(debitura: &Debitura, id: &EffectId, file: &ClaimFile) -> Result<Ask, Trouble> {
    let body = document(&NewCase::of(file, debitura.test_cases))?;
    let not_a_header = |_| unwritable("Idempotency-Key");
    let key = HeaderValue::from_str(id.as_str()).map_err(not_a_header)?;
    let ask = ask(debitura, "/cases", below(&debitura.base, &["cases"])).with_json(Method::POST, body);
    Ok(ask.with(IDEMPOTENCY_KEY, key).told(refusal::TOLD))
}

pub(super) fn files(debitura: &Debitura, agency_ref: &AgencyRef) -> Ask {
    ask(debitura, "/cases/{id}/files", below(&debitura.base, &["cases", agency_ref.as_str(), "files"]))
}

pub(super) fn new_file(debitura: &Debitura, agency_ref: &AgencyRef, parts: Vec<Part>) -> Ask {
    files(debitura, agency_ref).with_parts(parts).told(refusal::TOLD)
}

pub(super) fn chats(debitura: &Debitura, agency_ref: &AgencyRef) -> Ask {
    ask(debitura, "/cases/{id}/chats", below(&debitura.base, &["cases", agency_ref.as_str(), "chats"]))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct NewChat<'a> {
    message: &'a str,
    user_email: &'a str,
}

pub(super) fn new_chat(debitura: &Debitura, agency_ref: &AgencyRef, message: &str) -> Result<Ask, Trouble> {
    let body = document(&NewChat { message, user_email: debitura.user.as_str() })?;
    Ok(chats(debitura, agency_ref).with_json(Method::POST, body).told(refusal::TOLD))
}

fn document(body: &impl Serialize) -> Result<Zeroizing<String>, Trouble> {
    serde_json::to_string(body).map(Zeroizing::new).map_err(|_| unwritable("body"))
}

fn unwritable(field: &str) -> Trouble {
    Trouble::NotUnderstood { field: field.into(), problem: "cannot be written".into() }
}
