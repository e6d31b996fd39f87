//! Documents: decoded, held against their digest, and taken out of the body.

use data_encoding::{BASE64, HEXLOWER};
use domain::claim::{ClaimDocument, ContentType, FaultCode};
use sha2::{Digest, Sha256};
use url::Url;

use super::door::{Door, LONG_NAME, SHORT_ID};
use crate::wire::{Document, Field, LongText};

/// A document that came along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub content_type: ContentType,
    /// Of the bytes, lower-case hexadecimal.
    pub sha256: String,
    pub bytes: Vec<u8>,
}

pub const MOST_DOCUMENTS: usize = 20;
const LONGEST_URL: usize = 2_000;

pub fn read(path: &str, document: &Document<'_>, door: &mut Door) -> Option<(ClaimDocument, Option<Paper>)> {
    let at = |field: &str| format!("{path}.{field}");
    let role = door.needed(&document.kind, at("kind"), FaultCode::UnknownValue).copied();
    let file_name = door.text(&document.file_name, at("file_name"), LONG_NAME);
    let content_type =
        door.needed(&document.content_type, at("content_type"), FaultCode::UnknownValue).copied();
    let sha256 = door.text(&document.sha256, at("sha256"), SHORT_ID).map(|text| text.to_ascii_lowercase());
    let sha256 = sha256.filter(|text| HEXLOWER.decode(text.as_bytes()).is_ok_and(|bytes| bytes.len() == 32));
    if sha256.is_none() && matches!(document.sha256, Field::Given(_)) {
        door.fault(at("sha256"), FaultCode::ChecksumMismatch);
    }
    let bytes = match (&document.content_base64, &document.url) {
        (Field::Given(LongText(text)), _) => {
            let bytes = BASE64.decode(text.as_bytes()).ok();
            if bytes.is_none() {
                door.fault(at("content_base64"), FaultCode::NotBase64);
            }
            Some(bytes?)
        }
        (Field::Missing, Field::Given(url)) => {
            check_address(url, at("url"), door);
            None
        }
        (Field::Missing, Field::Missing) => {
            door.fault(path, FaultCode::ContentMissing);
            None
        }
        (content, url) => {
            door.wanted(content, at("content_base64"), FaultCode::WrongType);
            door.wanted(url, at("url"), FaultCode::WrongType);
            None
        }
    };
    let (role, file_name, content_type, sha256) = (role?, file_name?, content_type?, sha256?);
    let paper = match bytes {
        None => None,
        Some(bytes) => Some(checked(bytes, content_type, &sha256, path, door)?),
    };
    let is_kept = paper.is_some();
    Some((ClaimDocument { role, file_name, content_type, sha256, is_kept }, paper))
}

/// The bytes are those that the sender meant, and what it says they are.
fn checked(
    bytes: Vec<u8>,
    content_type: ContentType,
    sha256: &str,
    path: &str,
    door: &mut Door,
) -> Option<Paper> {
    if HEXLOWER.encode(&Sha256::digest(&bytes)) != sha256 {
        door.fault(format!("{path}.sha256"), FaultCode::ChecksumMismatch);
        return None;
    }
    if !bytes.starts_with(content_type.magic()) {
        door.fault(format!("{path}.content_type"), FaultCode::ContentTypeMismatch);
        return None;
    }
    Some(Paper { content_type, sha256: sha256.to_owned(), bytes })
}

fn check_address(url: &str, path: String, door: &mut Door) {
    let is_address = Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.host().is_some());
    if url.len() > LONGEST_URL {
        door.fault(path, FaultCode::TooLong);
    } else if !is_address {
        door.fault(path, FaultCode::NotAnAddress);
    }
}
