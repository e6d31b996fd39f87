use domain::ids::BatchNumber;

use super::*;

fn bounce(kind: &str, sub: &str, tags: &str) -> String {
    format!(
        r#"{{"eventType":"Bounce","mail":{{"tags":{tags}}},"bounce":{{"bounceType":"{kind}","bounceSubType":"{sub}",
        "bouncedRecipients":[{{"emailAddress":"Kontor <kontor@nordlys.example>"}}]}}}}"#
    )
}

const TAGS: &str = r#"{"tenant":["t234567234567"],"batch":["3"]}"#;

#[test]
fn a_permanent_bounce_names_the_tenant_the_batch_and_the_address() {
    let told = parse(&bounce("Permanent", "General", TAGS)).unwrap();
    let Told::Failed(event) = told else { panic!("{told:?}") };
    assert_eq!((event.batch, event.why), (Some(BatchNumber(3)), Suppression::Bounced));
    assert_eq!(event.addresses[0].as_str(), "kontor@nordlys.example");
}

#[test]
fn a_mail_that_a_good_address_did_not_take_names_its_batch_and_no_address() {
    let lost = [
        ("Transient", "MailboxFull"),
        ("Transient", "MessageTooLarge"),
        ("Transient", "ContentRejected"),
        ("Undetermined", "Undetermined"),
    ];
    let wanted = NotDelivered { tenant: "t234567234567".parse().unwrap(), batch: BatchNumber(3) };
    for (kind, sub) in lost {
        assert_eq!(parse(&bounce(kind, sub, TAGS)).unwrap(), Told::NotDelivered(wanted.clone()), "{sub}");
    }
}

#[test]
fn an_answer_of_somebody_on_holiday_changes_nothing() {
    assert_eq!(parse(&bounce("Transient", "General", TAGS)).unwrap(), Told::NothingToDo);
}

#[test]
fn a_mail_to_an_agency_that_is_lost_is_named_by_its_effect() {
    let tags = r#"{"parcel":["hand_over-t234567234567-1"]}"#;
    let lost = Told::ParcelLost { parcel: "hand_over-t234567234567-1".to_owned() };
    assert_eq!(parse(&bounce("Permanent", "General", tags)).unwrap(), lost);
    assert_eq!(parse(&bounce("Transient", "MailboxFull", tags)).unwrap(), lost);
    let rejected =
        format!(r#"{{"eventType":"Reject","mail":{{"tags":{tags}}},"reject":{{"reason":"Bad content"}}}}"#);
    assert_eq!(parse(&rejected).unwrap(), lost);
    assert_eq!(parse(&bounce("Transient", "General", tags)).unwrap(), Told::NothingToDo);
    let forged = r#"{"parcel":["a@b.example"]}"#;
    assert_eq!(parse(&bounce("Permanent", "General", forged)).unwrap(), Told::NothingToDo);
}

#[test]
fn a_mail_without_our_tags_is_none_of_ours() {
    assert_eq!(parse(&bounce("Permanent", "General", "{}")).unwrap(), Told::NothingToDo);
    assert_eq!(parse(&bounce("Undetermined", "Undetermined", "{}")).unwrap(), Told::NothingToDo);
}

#[test]
fn a_lost_mail_that_asked_about_no_batch_holds_none() {
    let tags = r#"{"tenant":["t234567234567"]}"#;
    assert_eq!(parse(&bounce("Transient", "MailboxFull", tags)).unwrap(), Told::NothingToDo);
}

#[test]
fn other_events_change_nothing() {
    let events = [
        r#"{"eventType":"Open","open":{}}"#.to_owned(),
        format!(r#"{{"eventType":"Send","mail":{{"tags":{TAGS}}},"send":{{}}}}"#),
        format!(r#"{{"eventType":"Delivery","mail":{{"tags":{TAGS}}},"delivery":{{}}}}"#),
        format!(r#"{{"eventType":"Reject","mail":{{"tags":{TAGS}}},"reject":{{"reason":"Bad content"}}}}"#),
    ];
    for event in events {
        assert_eq!(parse(&event).unwrap(), Told::NothingToDo, "{event}");
    }
}

#[test]
fn what_is_not_of_ses_is_no_event() {
    let greeting = "Successfully validated SNS topic for Amazon SES event publishing.";
    for text in [greeting, "", "{}", "17"] {
        assert_eq!(parse(text).unwrap(), Told::NoEvent, "{text}");
    }
}

#[test]
fn a_bounce_that_cannot_be_read_is_an_error_and_not_dropped() {
    assert!(parse(r#"{"eventType":"Bounce","mail":{"tags":{}}}"#).is_err());
}

const LETTER: &str = "t234567234567-labcdefghijklmnopqrstuvwx";

/// An event of a letter, with what SES puts beside its mail.
fn of_letter(kind: &str, beside: &str) -> String {
    let mail = format!(
        r#"{{"timestamp":"2026-11-23T08:00:00.100Z","messageId":"0110018f-000000","tags":{{"letter":["{LETTER}"]}}}}"#
    );
    format!(r#"{{"eventType":"{kind}","mail":{mail},{beside}}}"#)
}

fn letter(what: MailFate, at: &str) -> Told {
    Told::Letter {
        letter: LETTER.parse().unwrap(),
        what,
        at: Some(at.parse().unwrap()),
        message_id: Some(MessageId("0110018f-000000".into())),
    }
}

fn letter_bounce(kind: &str, sub: &str, recipient: &str) -> String {
    let beside = format!(
        r#""bounce":{{"bounceType":"{kind}","bounceSubType":"{sub}","bouncedRecipients":[{recipient}],
        "timestamp":"2026-11-23T08:00:05Z"}}"#
    );
    of_letter("Bounce", &beside)
}

#[test]
fn each_event_of_a_letter_tells_its_fate_and_when() {
    let (sent, later) = ("2026-11-23T08:00:00.100Z", "2026-11-23T08:00:05Z");
    let at = format!(r#""timestamp":"{later}""#);
    let told = [
        ("Send", r#""send":{}"#.to_owned(), MailFate::Accepted, sent),
        ("Delivery", format!(r#""delivery":{{{at}}}"#), MailFate::Delivered, later),
        (
            "Complaint",
            format!(r#""complaint":{{"complainedRecipients":[],{at}}}"#),
            MailFate::Complained,
            later,
        ),
        ("Reject", r#""reject":{"reason":"Bad content"}"#.to_owned(), MailFate::Rejected, sent),
        ("Rendering Failure", r#""failure":{}"#.to_owned(), MailFate::Rejected, sent),
    ];
    for (kind, beside, what, at) in told {
        assert_eq!(parse(&of_letter(kind, &beside)).unwrap(), letter(what, at), "{kind}");
    }
}

#[test]
fn a_letter_that_did_not_reach_its_mailbox_came_back() {
    let unnamed = r#"{"emailAddress":"bogholder@smedjen.example"}"#;
    let failed = r#"{"emailAddress":"bogholder@smedjen.example","action":"failed","status":"4.4.7"}"#;
    let lost = [
        ("Permanent", "General", unnamed),
        ("Permanent", "Suppressed", unnamed),
        ("Undetermined", "Undetermined", unnamed),
        ("Transient", "MailboxFull", unnamed),
        ("Transient", "ContentRejected", unnamed),
        ("Transient", "General", failed),
    ];
    for (kind, sub, recipient) in lost {
        let told = parse(&letter_bounce(kind, sub, recipient)).unwrap();
        assert_eq!(told, letter(MailFate::Bounced, "2026-11-23T08:00:05Z"), "{kind} {sub}");
    }
    let holiday = letter_bounce("Transient", "General", unnamed);
    assert_eq!(parse(&holiday).unwrap(), Told::NothingToDo, "somebody on holiday has it");
}

#[test]
fn a_letter_is_never_taken_for_a_mail_to_its_tenant() {
    let tags = format!(r#"{{"tenant":["t234567234567"],"batch":["3"],"letter":["{LETTER}"]}}"#);
    let told = parse(&bounce("Permanent", "General", &tags)).unwrap();
    assert!(
        matches!(told, Told::Letter { what: MailFate::Bounced, at: None, message_id: None, .. }),
        "{told:?}"
    );
}

#[test]
fn an_event_of_a_letter_that_cannot_be_read_is_an_error_and_not_dropped() {
    assert!(parse(r#"{"eventType":"Delivery","delivery":{}}"#).is_err());
    assert!(parse(&of_letter("Delivery", r#""delivery":{"timestamp":"yesterday"}"#)).is_err());
}

/// The samples of `events/`, which the stories hand to the deployed function.
#[test]
fn the_samples_are_what_their_names_say() {
    let samples = [
        (include_str!("../../../../events/mail-events.letter-sent.json"), MailFate::Accepted),
        (include_str!("../../../../events/mail-events.letter-delivered.json"), MailFate::Delivered),
        (include_str!("../../../../events/mail-events.letter-bounced.json"), MailFate::Bounced),
        (include_str!("../../../../events/mail-events.letter-complained.json"), MailFate::Complained),
        (include_str!("../../../../events/mail-events.letter-rejected.json"), MailFate::Rejected),
        (include_str!("../../../../events/mail-events.letter-not-rendered.json"), MailFate::Rejected),
    ];
    for (sample, wanted) in samples {
        let sample: Value = serde_json::from_str(sample).unwrap();
        let told = parse(sample["Records"][0]["body"].as_str().unwrap()).unwrap();
        let Told::Letter { what, at, message_id, .. } = told else { panic!("{told:?}") };
        assert_eq!((what, at.is_some(), message_id.is_some()), (wanted, true, true));
    }
}
