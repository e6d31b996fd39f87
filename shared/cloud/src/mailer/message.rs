//! A mail as it goes over the wire: MIME with a text and an HTML part of the same content, and the files that come along.

use data_encoding::BASE32_NOPAD;
use jiff::Timestamp;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;
use sha2::{Digest, Sha256};
use workflows::ports::{Attachment, MailError, OutgoingMail};

use super::file_name::ascii;
use super::sender::Sender;

/// SES takes 10 MB by SendRawEmail, attachments encoded (SES quotas, message size).
const LARGEST: usize = 10_000_000;

/// The whole message. The same mail always has the same id, so one that is sent twice can be told as one.
pub(super) fn written(mail: &OutgoingMail, sender: &Sender, now: Timestamp) -> Result<Vec<u8>, MailError> {
    let digest = digest(mail);
    let to = mail.to.iter().map(|to| Address::new_address(None::<&str>, to.as_str())).collect();
    let name = mail.from_name.as_deref().map(one_line).filter(|name| !name.is_empty());
    let name = name.unwrap_or_else(|| sender.name.clone());
    let message = MessageBuilder::new()
        .message_id(format!("{digest}@{}", sender.address.domain()))
        .date(now.as_second())
        .from(Address::new_address(Some(name), sender.address.as_str()))
        .to(Address::new_list(to))
        .subject(one_line(&mail.subject))
        // RFC 3834: no automatic answers to an automatic mail.
        .header("Auto-Submitted", Raw::new("auto-generated"));
    let message = match &mail.reply_to {
        Some(reply_to) => message.reply_to(Address::new_address(None::<&str>, reply_to.as_str())),
        None => message,
    };
    let written = message
        .body(body(mail, &digest))
        .write_to_vec()
        .map_err(|_| MailError::Refused("the mail cannot be written down".to_owned()))?;
    match written.len() {
        bytes if bytes > LARGEST => Err(MailError::Refused(format!("the mail is too large: {bytes} bytes"))),
        _ => Ok(written),
    }
}

/// The boundaries follow from the mail, and none begins with another.
fn body<'m>(mail: &'m OutgoingMail, digest: &str) -> MimePart<'m> {
    let words = words(mail, digest);
    if mail.attachments.is_empty() {
        return words;
    }
    let content = ContentType::new("multipart/mixed").attribute("boundary", format!("=m{digest}="));
    let mut parts = vec![words];
    parts.extend(mail.attachments.iter().map(attached));
    MimePart::new(content, parts)
}

fn words<'m>(mail: &'m OutgoingMail, digest: &str) -> MimePart<'m> {
    let plain = MimePart::new("text/plain", mail.text.as_str());
    let Some(html) = &mail.html else { return plain };
    let content = ContentType::new("multipart/alternative").attribute("boundary", format!("={digest}="));
    MimePart::new(content, vec![plain, MimePart::new("text/html", html.as_str())])
}

/// Both ways of naming it: not every mailbox reads the same one.
fn attached(file: &Attachment) -> MimePart<'_> {
    let name = ascii(&file.file_name);
    let content = ContentType::new(file.content_type).attribute("name", name.clone());
    MimePart::new(content, &*file.bytes).attachment(name)
}

/// Names come from accounting systems: a line break in one must not start a header.
fn one_line(text: &str) -> String {
    text.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Of everything that makes a mail what it is; its tags name the letter, the batch or the case that it is about.
fn digest(mail: &OutgoingMail) -> String {
    let mut hash = Sha256::new();
    let tags = mail.tags.iter().flat_map(|tag| [tag.name, tag.value.as_str()]);
    let addresses = mail.to.iter().chain(&mail.reply_to).map(|address| address.as_str());
    let texts = [mail.subject.as_str(), mail.text.as_str()];
    let parts = tags.chain(addresses).chain(mail.from_name.as_deref()).chain(texts).map(str::as_bytes);
    let files = mail.attachments.iter().flat_map(|file| [file.file_name.as_bytes(), &file.bytes]);
    for part in parts.chain(files) {
        hash.update(part);
        hash.update([0x1f]);
    }
    BASE32_NOPAD.encode(&hash.finalize()[..15]).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use workflows::ports::{MAX_ATTACHED_BYTES, MailTag};

    fn mail(subject: &str) -> OutgoingMail {
        OutgoingMail {
            to: vec!["bogholder@smedjen.dk".parse().unwrap(), "post@rødgrød.dk".parse().unwrap()],
            from_name: None,
            reply_to: None,
            subject: subject.into(),
            html: Some("<p>Åse Ærø ApS skylder 1.250,00 kr. 🧾 <bdi>מרים</bdi></p>".into()),
            text: "Åse Ærø ApS skylder 1.250,00 kr. 🧾 \u{2068}מרים\u{2069}\n.\nEn linje for sig.".into(),
            attachments: vec![],
            tags: vec![MailTag { name: "tenant", value: "taaaaaaaaaaaa".into() }],
        }
    }

    fn pdf(file_name: &str, bytes: Vec<u8>) -> Attachment {
        Attachment { file_name: file_name.into(), content_type: "application/pdf", bytes: bytes.into() }
    }

    fn letter(id: &str) -> OutgoingMail {
        OutgoingMail {
            from_name: Some("Nordlys Træ & Tag ApS".into()),
            reply_to: Some("kontor@nordlys.example".parse().unwrap()),
            attachments: vec![
                pdf("Rykker 1 – faktura 1042.pdf", b"%PDF-1.7 the letter".to_vec()),
                pdf("Faktura-1042.pdf", (0..=255).collect()),
            ],
            tags: vec![MailTag { name: "letter", value: id.into() }],
            ..mail("Rykker: faktura 1042")
        }
    }

    fn raw(mail: &OutgoingMail) -> Result<String, MailError> {
        let sender = "Rykker på æøå 🔔 <rykker@example.test>".parse().unwrap();
        let now = "2026-11-18T08:00:00Z".parse().unwrap();
        written(mail, &sender, now).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    fn written_text(subject: &str) -> String {
        raw(&mail(subject)).unwrap()
    }

    #[test]
    fn a_mail_carries_every_script_in_headers_and_both_parts() {
        let text = written_text("3 nye sager: Åse Ærø, 🧾 og מרים בע״מ – svar inden fredag den 21. november");
        insta::assert_snapshot!(text.replace("\r\n", "\n"));
    }

    #[test]
    fn a_letter_comes_in_the_creditors_name_with_its_files() {
        let text = raw(&letter("taaaaaaaaaaaa-laaaaaaaaaaaaaaaaaaaaaaaa")).unwrap();
        assert!(text.is_ascii() && text.split("\r\n").all(|line| line.len() <= 998));
        insta::assert_snapshot!(text.replace("\r\n", "\n"));
    }

    #[test]
    fn two_letters_of_the_same_words_have_an_id_each() {
        let id = |letter: &OutgoingMail| {
            let text = raw(letter).unwrap();
            text.lines().find(|line| line.starts_with("Message-ID")).unwrap().to_owned()
        };
        assert_eq!(id(&letter("l1")), id(&letter("l1")));
        assert_ne!(id(&letter("l1")), id(&letter("l2")));
        let other_files = OutgoingMail { attachments: vec![], ..letter("l1") };
        assert_ne!(id(&letter("l1")), id(&other_files));
    }

    #[test]
    fn the_most_that_may_be_attached_fits_and_much_more_is_refused() {
        let with = |bytes| OutgoingMail { attachments: vec![pdf("a.pdf", vec![7; bytes])], ..letter("l1") };
        assert!(raw(&with(MAX_ATTACHED_BYTES)).is_ok());
        assert!(matches!(raw(&with(LARGEST * 3 / 4)), Err(MailError::Refused(_))));
    }

    #[test]
    fn a_line_break_in_a_creditors_name_starts_no_header() {
        let named = |name: &str| OutgoingMail { from_name: Some(name.into()), ..letter("l1") };
        let text = raw(&named("Nordlys\r\nBcc: tyv@example.test")).unwrap();
        assert!(!text.lines().any(|line| line.starts_with("Bcc")), "{text}");
        let nameless = raw(&named("\r\n")).unwrap();
        assert_eq!(
            nameless.lines().find(|line| line.starts_with("From")),
            written_text("a").lines().find(|line| line.starts_with("From"))
        );
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
