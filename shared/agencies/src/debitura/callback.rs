//! What Debitura sends when a case changed ("Webhooks"): whose it is, and which case to read again.

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use domain::handover::AgencyRef;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use workflows::ports::{Callback, CallbackError, CaseHint};
use zeroize::Zeroizing;

/// `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 over `{t}.{body}`.
const SIGNATURE: &str = "x-debitura-signature";
/// A delivery may be this much older or younger than our clock, in seconds.
const WINDOW: i64 = 300;
const MOST_SIGNATURES: usize = 4;

/// The subscription's secret: its base64 decoded, wiped when dropped, never printed.
pub(super) struct WebhookKey(Zeroizing<Vec<u8>>);

impl WebhookKey {
    /// `None` where the text is no base64, or of nothing: an empty key would let everybody sign.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(BASE64.decode(text.trim().as_bytes()).ok()?);
        (!bytes.is_empty()).then_some(Self(bytes))
    }
}

#[derive(Deserialize)]
struct Event {
    id: Option<String>,
    data: Option<Data>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    case_id: Option<String>,
    creditor_reference: Option<String>,
}

/// Checks the signature, then reads which case it is about. What it says of the case is not believed.
pub(super) fn read(callback: Callback<'_>, key: &WebhookKey) -> Result<CaseHint, CallbackError> {
    if !is_signed(callback, key) {
        return Err(CallbackError::Forged);
    }
    let malformed = |field| CallbackError::Malformed { field };
    let event: Event = serde_json::from_slice(callback.body).map_err(|_| malformed("body"))?;
    let event_id = event.id.filter(|id| (1..=100).contains(&id.len())).ok_or(malformed("id"))?;
    let data = event.data.ok_or(malformed("data"))?;
    let agency_ref = data.case_id.as_deref().map(AgencyRef::parse).and_then(Result::ok);
    Ok(CaseHint {
        event_id,
        agency_ref: agency_ref.ok_or(malformed("data.caseId"))?,
        case: data.creditor_reference.and_then(|reference| reference.parse().ok()),
    })
}

fn is_signed(callback: Callback<'_>, key: &WebhookKey) -> bool {
    let pairs = callback.header(SIGNATURE).unwrap_or_default().split(',');
    let pairs: Vec<_> = pairs.filter_map(|pair| pair.trim().split_once('=')).collect();
    let Some((_, time)) = pairs.iter().find(|(name, _)| *name == "t") else { return false };
    let Ok(sent) = time.parse::<i64>() else { return false };
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(&key.0) else { return false };
    let mac = mac.chain_update(time.as_bytes()).chain_update(b".").chain_update(callback.body);
    let codes = pairs.iter().filter(|(name, _)| *name == "v1").take(MOST_SIGNATURES);
    let codes = codes.filter_map(|(_, code)| HEXLOWER_PERMISSIVE.decode(code.as_bytes()).ok());
    // `verify_slice` compares in constant time; each code is compared, whatever became of the one before.
    let signed = codes.fold(false, |signed, code| signed | mac.clone().verify_slice(&code).is_ok());
    let now = callback.now.as_second();
    signed && (now - WINDOW..=now + WINDOW).contains(&sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "ZWtzZW1wZWwtaGVtbWVsaWdoZWQ=";
    const AT: i64 = 1_795_000_000;
    const BODY: &str = r#"{"id":"ev1","event":"case.updated","timestamp":"2026-11-19T08:26:40Z","data":{
        "caseId":"5b1e2c64-1111-4a6b-8c55-0a0b0c0d0e0f","creditorReference":"taaaaaaaaaaaa-aaaaaaaaaaaaaaaa"}}"#;

    fn code(secret: &str, time: i64, body: &str) -> String {
        let mac = Hmac::<Sha256>::new_from_slice(&BASE64.decode(secret.as_bytes()).unwrap()).unwrap();
        let mac = mac.chain_update(format!("{time}.{body}"));
        HEXLOWER_PERMISSIVE.encode(&mac.finalize().into_bytes())
    }

    fn hint(header: &str, body: &str, now: i64) -> Result<CaseHint, CallbackError> {
        let headers = [(SIGNATURE.to_owned(), header.to_owned())];
        let now = jiff::Timestamp::from_second(now).unwrap();
        let callback = Callback { headers: &headers, body: body.as_bytes(), now };
        read(callback, &WebhookKey::parse(SECRET).unwrap())
    }

    fn signed(body: &str) -> String {
        format!("t={AT},v1={}", code(SECRET, AT, body))
    }

    #[test]
    fn a_signed_event_names_its_case_and_nothing_else_is_taken_from_it() {
        let hint = hint(&signed(BODY), BODY, AT).unwrap();
        assert_eq!(hint.event_id, "ev1");
        assert_eq!(hint.agency_ref.as_str(), "5b1e2c64-1111-4a6b-8c55-0a0b0c0d0e0f");
        assert_eq!(hint.case.unwrap().as_str(), "taaaaaaaaaaaa-aaaaaaaaaaaaaaaa");
    }

    #[test]
    fn five_minutes_of_clock_skew_are_borne_both_ways_and_no_more() {
        for (now, fresh) in [(AT + 300, true), (AT - 300, true), (AT + 301, false), (AT - 301, false)] {
            assert_eq!(hint(&signed(BODY), BODY, now).is_ok(), fresh, "{now}");
        }
    }

    #[test]
    fn whatever_was_not_signed_with_the_secret_is_forged() {
        let other = BASE64.encode(b"another secret");
        let good = code(SECRET, AT, BODY);
        let undecoded = {
            let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
            HEXLOWER_PERMISSIVE.encode(&mac.chain_update(format!("{AT}.{BODY}")).finalize().into_bytes())
        };
        for header in [
            String::new(),
            good.clone(),
            format!("v1={good}"),
            format!("t={AT}"),
            format!("t={AT},v1="),
            format!("t={AT},v0={good}"),
            format!("t={},v1={good}", AT + 1),
            format!("t={AT},v1={}", code(&other, AT, BODY)),
            format!("t={AT},v1={undecoded}"),
            format!("t={AT},v1={}", &good[2..]),
        ] {
            assert_eq!(hint(&header, BODY, AT), Err(CallbackError::Forged), "{header}");
        }
        assert_eq!(hint(&signed(BODY), &BODY.replace("ev1", "ev2"), AT), Err(CallbackError::Forged));
        let both = format!("t={AT},v1={},v1={good}", code(&other, AT, BODY));
        assert!(hint(&both, BODY, AT).is_ok(), "one of several is enough");
    }

    #[test]
    fn a_signed_event_of_another_form_is_named_by_its_field() {
        for (body, field) in [
            ("[]", "body"),
            ("{}", "id"),
            (r#"{"id":"e"}"#, "data"),
            (r#"{"id":"e","data":{"caseId":"../x"}}"#, "data.caseId"),
        ] {
            assert_eq!(hint(&signed(body), body, AT), Err(CallbackError::Malformed { field }), "{body}");
        }
    }

    #[test]
    fn a_secret_of_another_form_is_refused() {
        for bad in ["", "not base64!", "AAA"] {
            assert!(WebhookKey::parse(bad).is_none(), "{bad}");
        }
    }
}
