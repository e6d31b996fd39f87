//! Minuba's pushes, from the bytes to the answer.

use ::claims::signature::Secret;
use data_encoding::{BASE64, HEXLOWER};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::bed::{Bed, body, now, sample_event, sample_secret};

const CLAIM: &str = "invoice.sent_to_collection";
const SAMPLE: &str = include_str!("../../../../events/webhooks.minuba.json");

fn claim(changes: &[(&str, Value)]) -> Value {
    body(CLAIM, changes)
}

#[tokio::test]
async fn the_sample_event_becomes_a_case_and_is_answered_202() {
    let bed = Bed::new().await;
    let (status, answer) = bed.take(sample_event(SAMPLE)).await;
    let case = bed.cases().await.remove(0);
    assert_eq!(status, 202);
    let expected = json!({
        "case_id": case.id, "case_number": case.id.number(), "status": "received", "duplicate": false,
    });
    assert_eq!(answer, expected);
    assert_eq!(bed.documents.keys().len(), 2);
}

#[tokio::test]
async fn minuba_stands_in_the_table_of_systems_as_one_that_pushes() {
    let bed = Bed::new().await;
    assert_eq!(bed.take_by_name(sample_event(SAMPLE)).await.0, 202);
}

#[tokio::test]
async fn twice_is_once_and_says_so() {
    let bed = Bed::new().await;
    let (_, first) = bed.push(&claim(&[])).await;
    let again = bed.push(&claim(&[])).await;
    let other_id = bed.push(&claim(&[("/event_id", json!("other"))])).await;
    for (status, answer) in [again, other_id] {
        assert_eq!(
            (status, &answer["case_id"], &answer["duplicate"]),
            (200, &first["case_id"], &json!(true))
        );
    }
    assert_eq!(bed.cases().await.len(), 1);
}

#[tokio::test]
async fn a_wrong_amount_the_second_time_is_a_conflict_that_can_be_read() {
    let bed = Bed::new().await;
    bed.push(&claim(&[])).await;
    let other = [("/event_id", json!("other")), ("/invoice/outstanding_amount", json!("9000.00"))];
    let (status, answer) = bed.push(&claim(&other)).await;
    assert_eq!((status, &answer["error"]["code"]), (409, &json!("invoice_conflict")));
    assert!(answer["error"]["message"].as_str().unwrap().starts_with("Fakturaen er allerede sendt"));
    assert_eq!(bed.cases().await[0].outstanding.minor, 1_550_000);
}

#[tokio::test]
async fn a_payment_that_came_first_counts() {
    let bed = Bed::new().await;
    let (status, early) = bed.push(&body("invoice.payment_registered", &[])).await;
    assert_eq!(status, 202);
    let (_, late) = bed.push(&claim(&[])).await;
    assert_eq!(early["case_id"], late["case_id"]);
    assert_eq!(bed.cases().await[0].outstanding.minor, 1_050_000);
}

#[tokio::test]
async fn forged_stale_and_changed_deliveries_are_refused_without_a_word() {
    let bed = Bed::new().await;
    let bytes = claim(&[]).to_string().into_bytes();
    let signed = |secret: &Secret, seconds: i64| {
        bed.signed_with(
            secret,
            now() + SignedDuration::from_secs(seconds),
            bytes.clone(),
            "01JB3Q9W7Y2K8M4T5V6X7Z8A9B",
        )
    };
    let forged = signed(&Secret::from_random([1; 32]), 0);
    let mut changed = signed(&sample_secret(), 0);
    changed.body.push(b' ');
    let mut unsigned = signed(&sample_secret(), 0);
    unsigned.headers.retain(|(name, _)| name != "webhook-signature");
    let refused = [forged, changed, unsigned, signed(&sample_secret(), -301), signed(&sample_secret(), 301)];
    for push in refused {
        assert_eq!(bed.take(push).await, (401, json!({"error": {"code": "invalid_signature"}})));
    }
    assert_eq!((bed.cases().await.len(), bed.documents.keys().len()), (0, 0));
    assert_eq!(bed.take(signed(&sample_secret(), -300)).await.0, 202);
}

#[tokio::test]
async fn while_a_secret_is_changed_the_old_and_the_new_one_are_good() {
    let bed = Bed::new().await;
    let (old, new) = (sample_secret(), Secret::from_random([9; 32]));
    bed.set_secrets(&[("current", &new), ("previous", &old)]).await;
    let ping = body("ping", &[]).to_string().into_bytes();
    let signed = |secret: &Secret| bed.signed_with(secret, now(), ping.clone(), "01JB3Q9W7Y2K8M4T5V6X7Z8A9H");
    for secret in [&old, &new] {
        assert_eq!(bed.take(signed(secret)).await, (204, Value::Null));
    }
    bed.set_secrets(&[("current", &new)]).await;
    assert_eq!(bed.take(signed(&old)).await.0, 401);
}

#[tokio::test]
async fn nobodys_address_and_another_systems_are_not_found() {
    let bed = Bed::new().await;
    for connection in ["wbbbbbbbbbbbbbbbbbbbbbbbbbb", "x", "../a", ""] {
        let mut push = bed.signed(&claim(&[]));
        push.connection = connection.to_owned();
        assert_eq!(bed.take(push).await, (404, Value::Null), "{connection}");
    }
    let mut push = bed.signed(&claim(&[]));
    push.system = "tripletex".to_owned();
    assert_eq!(bed.take(push).await, (404, Value::Null));
    let mut push = bed.signed(&claim(&[]));
    push.system = "nobody".to_owned();
    assert_eq!(bed.take_by_name(push).await, (404, Value::Null));
}

#[tokio::test]
async fn everything_that_stands_in_the_way_is_told_in_the_tenants_language() {
    let bed = Bed::new().await;
    let wrong = [
        ("/invoice/due_date", json!("2026-10-01")),
        ("/invoice/outstanding_amount", json!(0)),
        ("/debtor/cvr", Value::Null),
        ("/debtor/address/city", json!("")),
        ("/charges/0/amount", json!(150)),
        ("/terms_accepted", Value::Null),
    ];
    let (status, answer) = bed.push(&claim(&wrong)).await;
    assert_eq!(status, 422);
    let lines: Vec<String> = answer["error"]["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| format!("{} | {} | {}", field["path"], field["code"], field["message"]))
        .collect();
    insta::assert_snapshot!(format!("{}\n{}", answer["error"]["message"], lines.join("\n")));
}

#[tokio::test]
async fn what_is_no_json_or_too_large_or_of_another_type_has_its_own_answer() {
    let bed = Bed::new().await;
    let signed = |bytes: Vec<u8>| bed.signed_with(&bed.secret, now(), bytes, "1");
    let told = |(status, answer): (u16, Value)| {
        (status, answer["error"]["code"].as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(told(bed.take(signed(b"{".to_vec())).await), (400, "malformed_json".into()));
    let large = signed(vec![b' '; 6 * 1024 * 1024 + 1]);
    assert_eq!(told(bed.take(large).await), (413, "payload_too_large".into()));
    let mut form = signed(b"{}".to_vec());
    form.headers[0].1 = "application/x-www-form-urlencoded".into();
    assert_eq!(told(bed.take(form).await), (415, "unsupported_media_type".into()));
}

#[tokio::test]
async fn what_cannot_be_kept_is_to_be_sent_again() {
    let bed = Bed::new().await;
    bed.documents.set_down(true);
    let (status, answer) = bed.push(&claim(&[])).await;
    assert_eq!((status, &answer["error"]["code"]), (503, &json!("unavailable")));
    bed.documents.set_down(false);
    bed.store.fail_at(vec![bed.store.calls() + 1]);
    assert_eq!(bed.push(&claim(&[])).await.0, 503);
    assert_eq!(bed.push(&claim(&[])).await.0, 202);
}

#[tokio::test]
async fn a_pdf_of_four_megabytes_comes_through_whole() {
    let bed = Bed::new().await;
    let pdf: Vec<u8> = b"%PDF-1.4\n".iter().copied().chain((0..=255u8).cycle()).take(4_000_000).collect();
    let digest = HEXLOWER.encode(&Sha256::digest(&pdf));
    let changes =
        [("/documents/0/content_base64", json!(BASE64.encode(&pdf))), ("/documents/0/sha256", json!(digest))];
    assert_eq!(bed.push(&claim(&changes)).await.0, 202);
    let key = bed.documents.keys().into_iter().find(|key| key.as_str().contains(&digest)).unwrap();
    let kept = workflows::ports::Documents::read(bed.documents.as_ref(), &key).await.unwrap();
    assert!(kept.is_some_and(|bytes| bytes == pdf));
}
