//! Whatever an accounting system holds, it stays text: in HTML, in plain text and in a subject.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use domain::case::DebtorWords;
use domain::{Language, News, Tiding};
use messages::debtor_letter::DebtorLetter;
use messages::decision_page::DecisionPage;
use messages::run_mail::RunMail;
use messages::{Mail, NewCase};
use proptest::prelude::*;
use samples::{RUN_DATE, letters, mails, pages};

/// Names made of what breaks documents, mails and lines, with ordinary characters between.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<".to_owned()),
        Just("</bdi>".to_owned()),
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just("&amp;".to_owned()),
        Just("\r\n".to_owned()),
        Just("\u{202e}".to_owned()),
        Just("\u{2069}".to_owned()),
        Just("שלום".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn language() -> impl Strategy<Value = Language> {
    prop::sample::select(Language::ALL.to_vec())
}

/// The run's mail with this text wherever text comes from outside.
fn mail_with(language: Language, text: &str) -> Mail {
    let sample = mails::run(language);
    let own = || text.to_owned();
    let named = |case: NewCase| NewCase { invoice_number: own(), debtor_name: own(), ..case };
    let told = |news: News| {
        let reason = DebtorWords::new(text);
        let tidings = vec![
            Tiding::Objection { reason: reason.clone() },
            Tiding::SaidPaid { on: RUN_DATE, note: reason },
        ];
        News { invoice_number: own(), debtor_name: own(), tidings, ..news }
    };
    RunMail {
        tenant_name: own(),
        system_title: own(),
        link: Some(own()),
        new_cases: sample.new_cases.into_iter().map(named).collect(),
        news: sample.news.into_iter().map(told).collect(),
        skipped: sample
            .skipped
            .into_iter()
            .map(|(code, count, _)| (code, count, vec![own(), own()]))
            .collect(),
        ..sample
    }
    .render()
}

fn page_with(language: Language, text: &str) -> String {
    let mut page: DecisionPage = pages::every_standing(language);
    page.tenant_name = text.to_owned();
    page.next = Some(text.to_owned());
    for case in &mut page.cases {
        case.id = text.to_owned();
        case.debtor_name = text.to_owned();
        case.invoice_number = text.to_owned();
        case.objection = Some(text.to_owned());
    }
    page.render()
}

/// A letter to a debtor with this text wherever text comes from outside. Only a street may have several lines.
fn letter_with(language: Language, text: &str) -> Mail {
    let one_line = text.replace('\n', " ");
    DebtorLetter::of(&letters::nasty(language, &one_line)).mail(letters::PAGE)
}

/// Every tag with its attributes' names but without their values: what a browser takes for structure.
fn structure(html: &str) -> String {
    let mut kept = String::new();
    let (mut in_tag, mut quoted) = (false, false);
    for c in html.chars() {
        match (in_tag, quoted, c) {
            (false, _, '<') => in_tag = true,
            (true, false, '>') => {
                in_tag = false;
                kept.push('\n');
            }
            (true, _, '"') => quoted = !quoted,
            _ => {}
        }
        if in_tag && !quoted {
            kept.push(c);
        }
    }
    kept
}

fn lines(text: &str) -> usize {
    text.lines().count()
}

proptest! {
    #[test]
    fn a_name_never_becomes_a_part_of_a_mails_structure(language in language(), name in nasty()) {
        let plain = mail_with(language, "Jensen");
        // An empty number is left out with its line, so there is always a letter.
        let nasty = mail_with(language, &format!("J{name}"));
        prop_assert!(structure(&nasty.html) == structure(&plain.html), "{}", nasty.html);
    }

    #[test]
    fn a_name_never_becomes_a_part_of_a_letters_structure(language in language(), name in nasty()) {
        let plain = letter_with(language, "Jensen");
        let nasty = letter_with(language, &format!("J{name}"));
        prop_assert!(structure(&nasty.html) == structure(&plain.html), "{}", nasty.html);
        prop_assert_eq!(lines(&nasty.text), lines(&plain.text));
        prop_assert!(!nasty.subject.chars().any(char::is_control), "{:?}", nasty.subject);
    }

    #[test]
    fn a_name_never_becomes_a_part_of_a_pages_structure(language in language(), name in nasty()) {
        let nasty = page_with(language, &name);
        prop_assert!(structure(&nasty) == structure(&page_with(language, "Jensen")), "{}", nasty);
    }

    #[test]
    fn a_name_keeps_to_its_line_and_direction_in_plain_text(language in language(), name in nasty()) {
        let linked = |mail: RunMail| RunMail { link: None, ..mail };
        let mut mail = linked(mails::run(language));
        let expected = lines(&mail.render().text);
        for case in &mut mail.new_cases {
            case.debtor_name.clone_from(&name);
        }
        let text = mail.render().text;
        prop_assert_eq!(lines(&text), expected);
        let isolates = |mark: char| text.chars().filter(|c| *c == mark).count();
        prop_assert_eq!(isolates('\u{2068}'), isolates('\u{2069}'));
        prop_assert_eq!(isolates('\u{202e}'), 0);
    }

    #[test]
    fn a_subject_is_one_line(language in language(), name in nasty()) {
        let mut broken = mails::broken(language, "Billy");
        broken.system_title = name;
        let subject = broken.render().subject;
        prop_assert!(!subject.chars().any(char::is_control), "{:?}", subject);
    }
}
