//! What a person will see: every mail and page, in every language.
#![allow(clippy::unwrap_used)]

mod samples;

use domain::Language;
use domain::claim::FaultCode;
use messages::claim_answer::{self, Refusal};
use messages::debtor_letter::DebtorLetter;
use messages::problem_page::{self, Problem};

#[test]
fn every_mail_reads_as_agreed_in_every_language() {
    for language in Language::ALL {
        for (name, mail) in samples::mails::all(language) {
            let text = format!("Subject: {}\n\n{}", mail.subject, mail.text);
            insta::assert_snapshot!(format!("mail_{name}.{language}.txt"), text);
            insta::assert_snapshot!(format!("mail_{name}.{language}.html"), mail.html);
        }
    }
}

/// The long ones are not read by anyone: what they hold is asserted elsewhere. HTML is the same for all but its parts.
#[test]
fn every_letter_to_a_debtor_reads_as_agreed_in_every_language() {
    let with_each_part = ["notice_dk", "bare_no", "three_dk", "nasty"];
    for language in Language::ALL {
        for (name, letter) in samples::letters::all(language) {
            let mail = DebtorLetter::of(&letter).mail(samples::letters::PAGE);
            if letter.claims.len() > 5 {
                continue;
            }
            let text = format!("Subject: {}\n\n{}", mail.subject, mail.text);
            insta::assert_snapshot!(format!("letter_{name}.{language}.txt"), text);
            if with_each_part.contains(&name) {
                insta::assert_snapshot!(format!("letter_{name}.{language}.html"), mail.html);
            }
        }
    }
}

#[test]
fn every_page_reads_as_agreed_in_every_language() {
    for language in Language::ALL {
        let pages = samples::pages::all(language).into_iter();
        for (name, page) in pages.chain(samples::debtor_pages::all(language)) {
            insta::assert_snapshot!(format!("page_{name}.{language}.html"), without_style(&page));
        }
    }
}

#[test]
fn a_problem_of_an_unknown_reader_is_told_in_all_three_languages() {
    let page = problem_page::render(None, &Problem::Forged);
    insta::assert_snapshot!("page_problem_forged.any.html", without_style(&page));
}

#[test]
fn every_answer_to_a_push_can_be_read_in_a_pop_up() {
    for language in Language::ALL {
        let refusals = Refusal::ALL.map(|why| format!("{why:?}: {}", claim_answer::refusal(language, why)));
        let faults =
            FaultCode::ALL.iter().map(|code| format!("{code:?}: {}", claim_answer::fault(language, *code)));
        let all: Vec<String> = refusals.into_iter().chain(faults).collect();
        insta::assert_snapshot!(format!("claim_answers.{language}.txt"), all.join("\n"));
        for text in all.iter().filter_map(|line| line.split_once(": ")).map(|(_, text)| text) {
            assert!(text.ends_with('.') && text.chars().count() <= 180, "{text}");
        }
    }
}

/// The style sheet is a file of its own, and would be in every snapshot.
fn without_style(page: &str) -> String {
    page.replace(messages::page::STYLE, "…")
}
