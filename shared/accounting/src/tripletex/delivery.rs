//! What Tripletex sends when something changed: whose it is, and which invoices to look at.

use std::borrow::Cow;

use data_encoding::BASE64;
use domain::ids::InvoiceId;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha512;

use super::is_id;
use crate::events::{Delivery, DeliveryError, Hint};
use crate::fields::Row;

/// Base64 of the HMAC-SHA512 over idempotency key, `&` and raw body (Tripletex API 2.0, webhooks).
const SIGNATURE: &str = "x-request-signature";
const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// What is subscribed to, with the fields that are asked for. A part payment brings none of these, so that they only
/// make the daily reading sooner.
pub(super) const EVENTS: &[(&str, &str)] =
    &[("invoice.charged", "id,creditedInvoice"), ("closeGroup.create", "id"), ("closeGroup.delete", "id")];

/// Checks the signature, then reads the hint.
pub(super) fn read(delivery: Delivery<'_>, secret: &str) -> Result<Hint, DeliveryError> {
    if !is_signed(delivery, secret) {
        return Err(DeliveryError::Forged);
    }
    let malformed = |field: &'static str| move |_| DeliveryError::Malformed { field };
    let body = std::str::from_utf8(delivery.body).map_err(|_| DeliveryError::Malformed { field: "body" })?;
    let body = Row::parse(body).map_err(malformed("body"))?;
    let event = body.needed_text("event").map_err(malformed("event"))?;
    match event.trim() {
        // Another invoice, or a credit note and the one that it credits.
        "invoice.charged" => charged(&body),
        // Postings name their invoices by number at most, and a group that was taken apart is told by its id alone.
        "closeGroup.create" | "closeGroup.delete" => Ok(Hint::Something),
        _ => Ok(Hint::Nothing),
    }
}

fn is_signed(delivery: Delivery<'_>, secret: &str) -> bool {
    let signature = delivery.header(SIGNATURE).and_then(|text| BASE64.decode(text.trim().as_bytes()).ok());
    let (Some(signature), Some(key)) = (signature, delivery.header(IDEMPOTENCY_KEY)) else { return false };
    // An empty secret would let everybody sign.
    let Some(mac) = (!secret.is_empty()).then(|| Hmac::<Sha512>::new_from_slice(secret.as_bytes())) else {
        return false;
    };
    let Ok(mac) = mac else { return false };
    let mac = mac.chain_update(key.as_bytes()).chain_update(b"&").chain_update(delivery.body);
    // Compared in constant time.
    mac.verify_slice(&signature).is_ok()
}

fn charged(body: &Row<'_>) -> Result<Hint, DeliveryError> {
    let malformed = |field: &'static str| move |_| DeliveryError::Malformed { field };
    let own = body.label("id").map_err(malformed("id"))?;
    let value = body.row("value").map_err(malformed("value"))?;
    let credited = value.map(|value| value.label("creditedInvoice").map(|id| id.map(Cow::into_owned)));
    let credited = credited.transpose().map_err(malformed("value.creditedInvoice"))?.flatten();
    let own = own.filter(|id| is_id(id)).ok_or(DeliveryError::Malformed { field: "id" })?.into_owned();
    let ids = [Some(own), credited.filter(|id| is_id(id))].into_iter().flatten();
    Ok(Hint::Invoices(ids.filter_map(|id| InvoiceId::parse(&id).ok()).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "eksempel-hemmelighet-1234";
    const KEY: &str = "0d9f2a52-6f5b-4c0e-9f0e-2f3f6f0b9a11";

    fn signed(body: &str, secret: &str) -> Vec<(String, String)> {
        let mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).unwrap();
        let mac = mac.chain_update(format!("{KEY}&{body}")).finalize().into_bytes();
        headers(&BASE64.encode(&mac))
    }

    fn headers(signature: &str) -> Vec<(String, String)> {
        [(IDEMPOTENCY_KEY, KEY), (SIGNATURE, signature)]
            .map(|(name, value)| (name.into(), value.into()))
            .into()
    }

    fn hint(body: &str) -> Result<Hint, DeliveryError> {
        read(Delivery { headers: &signed(body, SECRET), body: body.as_bytes() }, SECRET)
    }

    fn invoices(ids: &[&str]) -> Result<Hint, DeliveryError> {
        Ok(Hint::Invoices(ids.iter().map(|id| InvoiceId::parse(id).unwrap()).collect()))
    }

    #[test]
    fn a_delivery_that_was_signed_elsewhere_is_taken() {
        let body = r#"{"subscriptionId":4711,"event":"closeGroup.create","id":282700101}"#;
        let signature =
            "LSZCZKYy7iJYm6ccOtbYjReI1nrRMUxnpu0yd5bCcNFZbzx3WDH2rWg1NUNkqa9uzivbYIEsi9ZIp4gQO/X/FA==";
        let headers = headers(signature);
        let delivery = Delivery { headers: &headers, body: body.as_bytes() };
        assert_eq!(read(delivery, SECRET), Ok(Hint::Something));
        assert_eq!(read(Delivery { body: b"{}", ..delivery }, SECRET), Err(DeliveryError::Forged));
        assert_eq!(read(delivery, "another"), Err(DeliveryError::Forged));
    }

    #[test]
    fn an_unsigned_or_half_signed_delivery_is_forged_whatever_it_says() {
        let body = r#"{"event":"invoice.charged","id":1}"#;
        let good = signed(body, SECRET);
        for kept in [&[][..], &good[..1], &good[1..]] {
            assert_eq!(
                read(Delivery { headers: kept, body: body.as_bytes() }, SECRET),
                Err(DeliveryError::Forged)
            );
        }
        for signature in ["", "?", "AAAA"] {
            let headers = headers(signature);
            let delivery = Delivery { headers: &headers, body: body.as_bytes() };
            assert_eq!(read(delivery, SECRET), Err(DeliveryError::Forged));
        }
        let by_nobody = signed(body, "");
        assert_eq!(
            read(Delivery { headers: &by_nobody, body: body.as_bytes() }, ""),
            Err(DeliveryError::Forged)
        );
    }

    #[test]
    fn a_charged_invoice_is_looked_at_and_with_a_credit_note_the_one_that_it_credits() {
        let plain =
            r#"{"event":"invoice.charged","id":2147600203,"value":{"id":2147600203,"creditedInvoice":0}}"#;
        assert_eq!(hint(plain), invoices(&["2147600203"]));
        let credit = r#"{"event":"invoice.charged","id":2147600203,"value":{"creditedInvoice":2147600188}}"#;
        assert_eq!(hint(credit), invoices(&["2147600203", "2147600188"]));
        assert_eq!(hint(r#"{"event":"invoice.charged","id":7,"value":null}"#), invoices(&["7"]));
    }

    #[test]
    fn other_events_are_nothing_and_a_signed_muddle_is_named() {
        assert_eq!(hint(r#"{"event":"customer.update","id":7}"#), Ok(Hint::Nothing));
        assert_eq!(hint(r#"{"event":"closeGroup.delete","id":282700101,"value":null}"#), Ok(Hint::Something));
        let field = |body: &str| match hint(body) {
            Err(DeliveryError::Malformed { field }) => field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field("[]"), "body");
        assert_eq!(field(r#"{"id":7}"#), "event");
        assert_eq!(field(r#"{"event":"invoice.charged"}"#), "id");
        assert_eq!(field(r#"{"event":"invoice.charged","id":"x"}"#), "id");
        assert_eq!(field(r#"{"event":"invoice.charged","id":7,"value":3}"#), "value");
    }
}
