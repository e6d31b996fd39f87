use super::*;
use crate::keyring::tests::{FIRST, ROTATED, TestSecret};
use data_encoding::BASE64URL_NOPAD;
use domain::ids::{BatchNumber, LetterId, TenantId};

fn links(secret: &str) -> SignedLinks {
    SignedLinks::new(
        Keyring::new(TestSecret::holding(secret), "links"),
        "https://a1b2c3d4e5.execute-api.eu-north-1.amazonaws.com",
    )
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn claims() -> LinkClaims {
    LinkClaims {
        tenant: TenantId::from_random([3; 8]),
        batch: BatchNumber(17),
        expires: at("2026-12-18T08:00:00Z"),
    }
}

async fn token(links: &SignedLinks) -> String {
    links.address(&claims()).await.unwrap().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_says_what_it_was_made_for_and_is_short_enough_for_a_mail() {
    let links = links(FIRST);
    let address = links.address(&claims()).await.unwrap();
    assert!(address.len() < 120, "{} characters", address.len());
    let read = links.verify(&token(&links).await, at("2026-12-18T07:59:59Z")).await;
    assert_eq!(read, Ok(claims()));
}

#[tokio::test]
async fn a_link_holds_until_its_end_and_then_says_what_it_was_for() {
    let links = links(FIRST);
    let read = links.verify(&token(&links).await, at("2026-12-18T08:00:00Z")).await;
    assert_eq!(read, Err(LinkError::Expired(claims())));
}

#[tokio::test]
async fn every_single_byte_changed_is_forged() {
    let links = links(FIRST);
    let good = token(&links).await;
    let now = at("2026-11-21T08:00:00Z");
    for place in 0..good.len() {
        for byte in 0..=127u8 {
            let mut changed = good.clone().into_bytes();
            if changed[place] == byte {
                continue;
            }
            changed[place] = byte;
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(links.verify(&changed, now).await, Err(LinkError::Forged), "{changed}");
        }
    }
}

#[tokio::test]
async fn what_is_cut_short_padded_or_nothing_at_all_is_forged() {
    let links = links(FIRST);
    let good = token(&links).await;
    let now = at("2026-11-21T08:00:00Z");
    let longer = ["=", "A", "AAAA", "%3D", " ", "æ"].map(|tail| format!("{good}{tail}"));
    let shorter = (0..good.len()).map(|end| good[..end].to_owned());
    let others = ["x".repeat(5_000), good.to_lowercase(), format!(" {good}")];
    for changed in longer.into_iter().chain(shorter).chain(others) {
        assert_eq!(links.verify(&changed, now).await, Err(LinkError::Forged), "{changed}");
    }
}

fn spliced(claims: &str, signature: &str) -> String {
    let bytes = |token: &str| BASE64URL_NOPAD.decode(token.as_bytes()).unwrap();
    let (claims, signature) = (bytes(claims), bytes(signature));
    let end = claims.len() - 16;
    BASE64URL_NOPAD.encode(&[&claims[..end], &signature[end..]].concat())
}

#[tokio::test]
async fn links_of_other_tenants_batches_and_ends_share_no_token() {
    let links = links(FIRST);
    let good = token(&links).await;
    let others = [
        LinkClaims { tenant: TenantId::from_random([4; 8]), ..claims() },
        LinkClaims { batch: BatchNumber(18), ..claims() },
        LinkClaims { expires: at("2026-12-18T08:00:01Z"), ..claims() },
    ];
    for other in others {
        let address = links.address(&other).await.unwrap();
        // A signature of one put under the claims of the other is no link.
        let spliced = spliced(address.rsplit('/').next().unwrap(), &good);
        let read = links.verify(&spliced, at("2026-11-21T08:00:00Z")).await;
        assert_eq!(read, Err(LinkError::Forged), "{spliced}");
    }
}

#[tokio::test]
async fn a_rotation_leaves_links_alive_until_their_key_leaves_the_ring() {
    let now = at("2026-11-21T08:00:00Z");
    let old = token(&links(FIRST)).await;
    assert_eq!(links(ROTATED).verify(&old, now).await, Ok(claims()));
    let new = token(&links(ROTATED)).await;
    assert_ne!(old, new);
    assert_eq!(links(FIRST).verify(&new, now).await, Err(LinkError::Forged));
}

#[tokio::test]
async fn a_link_signed_by_another_key_of_the_same_id_is_forged() {
    let stranger = r#"{"current":"1","1":"another secret of enough characters"}"#;
    let read = links(FIRST).verify(&token(&links(stranger)).await, at("2026-11-21T08:00:00Z")).await;
    assert_eq!(read, Err(LinkError::Forged));
}

fn letter_claims() -> LetterLinkClaims {
    let letter = LetterId::of(&TenantId::from_random([3; 8]), &["debtor", "1", "2026-11-23"]);
    LetterLinkClaims { letter, expires: at("2027-12-28T08:00:00Z") }
}

async fn letter_token(links: &SignedLinks) -> String {
    links.letter_address(&letter_claims()).await.unwrap().rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_letters_link_speaks_for_its_letter_until_its_end() {
    let links = links(FIRST);
    let address = links.letter_address(&letter_claims()).await.unwrap();
    let start = "https://a1b2c3d4e5.execute-api.eu-north-1.amazonaws.com/d/";
    assert!(address.starts_with(start) && address.len() < 160, "{} characters", address.len());
    let token = letter_token(&links).await;
    assert_eq!(links.verify_letter(&token, at("2027-12-28T07:59:59Z")).await, Ok(letter_claims()));
    let late = links.verify_letter(&token, at("2027-12-28T08:00:00Z")).await;
    assert_eq!(late, Err(LinkError::Expired(letter_claims())));
}

#[tokio::test]
async fn a_letters_link_with_any_byte_changed_is_forged() {
    let links = links(FIRST);
    let good = letter_token(&links).await;
    let now = at("2026-11-21T08:00:00Z");
    for place in 0..good.len() {
        for byte in b"A_z0=" {
            let mut changed = good.clone().into_bytes();
            if changed[place] == *byte {
                continue;
            }
            changed[place] = *byte;
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(links.verify_letter(&changed, now).await, Err(LinkError::Forged), "{changed}");
        }
    }
}

/// The same token with another version: what it speaks for cannot be taken for the other kind, nor its signature.
fn as_version(token: &str, version: u8) -> String {
    let mut bytes = BASE64URL_NOPAD.decode(token.as_bytes()).unwrap();
    bytes[0] = version;
    BASE64URL_NOPAD.encode(&bytes)
}

#[tokio::test]
async fn a_link_of_one_kind_is_never_one_of_the_other() {
    let links = links(FIRST);
    let now = at("2026-11-21T08:00:00Z");
    let (tenants, debtors) = (token(&links).await, letter_token(&links).await);
    assert_eq!(links.verify_letter(&tenants, now).await, Err(LinkError::Forged));
    assert_eq!(links.verify(&debtors, now).await, Err(LinkError::Forged));
    assert_eq!(links.verify_letter(&as_version(&tenants, 2), now).await, Err(LinkError::Forged));
    assert_eq!(links.verify(&as_version(&debtors, 1), now).await, Err(LinkError::Forged));
}

#[tokio::test]
async fn a_tenants_link_keeps_its_spelling() {
    insta::assert_snapshot!(token(&links(FIRST)).await);
}
