//! A mail as it goes over the wire: MIME with a text and an HTML part of the same content.

use data_encoding::BASE32_NOPAD;
use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use sha2::{Digest, Sha256};
use workflows::ports::{MailError, OutgoingMail};

use super::sender::Sender;

/// The whole message. The same mail always has the same id, so one that is sent twice can be told as one.
pub(super) fn written(mail: &OutgoingMail, sender: &Sender, now: Timestamp) -> Result<Vec<u8>, MailError> {
    let digest = digest(mail);
    let to = mail.to.iter().map(|to| Address::new_address(None::<&str>, to.as_str())).collect();
    let alternatives =
        vec![MimePart::new("text/plain", mail.text.as_str()), MimePart::new("text/html", mail.html.as_str())];
    let content = ContentType::new("multipart/alternative").attribute("boundary", format!("={digest}="));
    MessageBuilder::new()
        .message_id(format!("{digest}@{}", sender.address.domain()))
        .date(now.as_second())
        .from(Address::new_address(Some(sender.name.as_str()), sender.address.as_str()))
        .to(Address::new_list(to))
        .subject(one_line(&mail.subject))
        // RFC 3834: no automatic answers to an automatic mail.
        .header("Auto-Submitted", Raw::new("auto-generated"))
        .body(MimePart::new(content, alternatives))
        .write_to_vec()
        .map_err(|_| MailError::Refused("the mail cannot be written down".to_owned()))
}

/// Names in a subject come from accounting systems: a line break in one must not start a header.
fn one_line(subject: &str) -> String {
    subject.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn digest(mail: &OutgoingMail) -> String {
    let mut hash = Sha256::new();
    let tags = mail.tags.iter().flat_map(|tag| [tag.name, tag.value.as_str()]);
    let addresses = mail.to.iter().map(|to| to.as_str());
    for part in tags.chain(addresses).chain([mail.subject.as_str(), mail.text.as_str()]) {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    BASE32_NOPAD.encode(&hash.finalize()[..15]).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use workflows::ports::MailTag;

    fn mail(subject: &str) -> OutgoingMail {
        OutgoingMail {
            to: vec!["bogholder@smedjen.dk".parse().unwrap(), "post@rødgrød.dk".parse().unwrap()],
            subject: subject.into(),
            html: "<p>Åse Ærø ApS skylder 1.250,00 kr. 🧾 <bdi>מרים</bdi></p>".into(),
            text: "Åse Ærø ApS skylder 1.250,00 kr. 🧾 \u{2068}מרים\u{2069}\n.\nEn linje for sig.".into(),
            tags: vec![MailTag { name: "tenant", value: "taaaaaaaaaaaa".into() }],
        }
    }

    fn written_text(subject: &str) -> String {
        let sender = "Rykker på æøå 🔔 <rykker@example.test>".parse().unwrap();
        let now = "2026-11-18T08:00:00Z".parse().unwrap();
        String::from_utf8(written(&mail(subject), &sender, now).unwrap()).unwrap()
    }

    #[test]
    fn a_mail_carries_every_script_in_headers_and_both_parts() {
        let text = written_text("3 nye sager: Åse Ærø, 🧾 og מרים בע״מ – svar inden fredag den 21. november");
        insta::assert_snapshot!(text.replace("\r\n", "\n"));
    }

    #[test]
    fn every_line_of_a_mail_is_ascii_and_ends_as_smtp_wants_it() {
        let text = written_text("æøå");
        assert!(text.is_ascii());
        assert!(text.split("\r\n").all(|line| !line.contains('\n') && line.len() <= 998));
    }

    #[test]
    fn a_line_break_in_a_name_starts_no_header() {
        let text = written_text("Faktura\r\nBcc: tyv@example.test\u{0}");
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
    }

    #[test]
    fn the_same_mail_has_the_same_id_and_another_has_another() {
        assert_eq!(digest(&mail("a")), digest(&mail("a")));
        assert_ne!(digest(&mail("a")), digest(&mail("b")));
    }
}
