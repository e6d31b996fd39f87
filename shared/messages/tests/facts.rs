//! What mails and pages say and offer, apart from how they look.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use domain::{Language, SilenceRule};
use messages::decision_page::{CaseRow, CaseStanding, DecisionPage, HandoverStage, Rest, Started, StartedBy};
use messages::page;
use messages::problem_page::Problem;
use messages::run_mail::RunMail;
use samples::{LINK, mails, pages};

#[test]
fn a_quiet_day_has_nothing_to_tell_even_when_invoices_were_skipped() {
    let busy = mails::run(Language::Danish);
    assert!(busy.has_something());
    assert!(mails::only_paid(Language::Danish).has_something());
    let quiet = RunMail { new_total: 0, news_total: 0, ..busy };
    assert!(!quiet.has_something());
}

#[test]
fn the_subject_tells_count_and_sum_or_what_was_paid() {
    let subject = |mail: RunMail| mail.render().subject.replace('\u{a0}', " ");
    assert_eq!(
        subject(mails::plain(Language::Danish)),
        "3 forfaldne fakturaer venter på dit svar – 112.234,23 kr."
    );
    assert_eq!(
        subject(mails::only_paid(Language::Norwegian)),
        "Betalt siden sist: 1\u{202f}260,50 kr på 2 fakturaer"
    );
    let cut_short = RunMail { news_total: 61, ..mails::only_paid(Language::English) };
    assert_eq!(subject(cut_short), "61 cases have changed since last time");
}

#[test]
fn both_bodies_of_a_mail_hold_the_same_figures_and_the_link() {
    for language in Language::ALL {
        let view = mails::plain(language);
        let mail = view.render();
        let locale = messages::format::Locale::of(language);
        for case in &view.new_cases {
            let sum = locale.money(case.outstanding);
            assert!(mail.html.contains(&sum) && mail.text.contains(&sum), "{sum}");
        }
        assert!(mail.text.lines().any(|line| line == LINK));
        assert!(mail.html.contains("https://rykker.example/a/AbC-123_xyz.~0?a=1&#38;b=2"));
    }
}

#[test]
fn a_mail_of_2500_cases_lists_50_and_says_how_many_more() {
    let mail = mails::many(Language::English).render();
    assert_eq!(mail.text.matches("\n- Kunde ").count(), 50);
    assert!(mail.text.contains("… and 2,450 more invoices\nSee all:\n"), "{}", mail.text);
    assert!(mail.html.len() < 102_000, "longer mails are clipped by mailboxes: {}", mail.html.len());
}

#[test]
fn a_deadline_is_only_told_where_silence_starts_something() {
    for rule in [SilenceRule::FirstRun, SilenceRule::Resumed, SilenceRule::LongGap, SilenceRule::MailBounced]
    {
        let mail = RunMail { silence: rule, ..mails::run(Language::Danish) }.render();
        assert!(mail.text.contains("Intet starter, før du har svaret."), "{rule:?}");
        assert!(!mail.text.contains("november 2026 kl."), "{rule:?}");
    }
    let text = mails::run(Language::Danish).render().text.replace('\u{a0}', " ");
    assert!(text.contains("starter rykkerproceduren af sig selv tirsdag 24. november 2026 kl. 06.05."));
}

/// The values of `case` and `decision` in the forms of a page.
fn forms(html: &str) -> Vec<(String, String)> {
    let value = |form: &str, name: &str| {
        let field = form.split(&format!(r#"name="{name}" value=""#)).nth(1).unwrap();
        field.split('"').next().unwrap().to_owned()
    };
    html.split("<form method=\"post\">")
        .skip(1)
        .map(|form| (value(form, "case"), value(form, "decision")))
        .collect()
}

#[test]
fn each_waiting_invoice_can_be_approved_or_declined_alone_or_with_all_others() {
    let view = pages::waiting(Language::English);
    let html = view.render();
    let mut expected =
        vec![("all".to_owned(), "approve".to_owned()), ("all".to_owned(), "decline".to_owned())];
    for case in &view.cases {
        expected.extend(["approve", "decline"].map(|decision| (case.id.clone(), decision.to_owned())));
    }
    assert_eq!(forms(&html), expected);
    assert!(html.contains("Send reminders for all 6"));
}

#[test]
fn what_was_started_can_be_stopped_after_letters_too_and_what_rests_for_an_answer_can_be_answered() {
    let view = pages::every_standing(Language::Danish);
    let buttons = |standing: &CaseStanding| match standing {
        CaseStanding::Paused {
            rest: Rest::Credit | Rest::Objection | Rest::Unconfirmed | Rest::SmallRest,
            ..
        } => vec!["approve", "decline"],
        CaseStanding::Paused { rest: Rest::HandoverDue, .. }
        | CaseStanding::Handover { stage: HandoverStage::NotTaken, .. } => vec!["hand_over", "decline"],
        CaseStanding::Started(_)
        | CaseStanding::LetterSent(_)
        | CaseStanding::OnlyCharges(_)
        | CaseStanding::Handover { .. }
        | CaseStanding::Paused { started: Some(_), .. } => vec!["decline"],
        _ => vec![],
    };
    let of_row = |case: &CaseRow| {
        let id = case.id.clone();
        buttons(&case.standing).into_iter().map(move |decision| (id.clone(), decision.to_owned()))
    };
    let mut expected: Vec<_> = view.cases.iter().flat_map(of_row).collect();
    let mut offered = forms(&view.render());
    expected.sort();
    offered.sort();
    assert_eq!(expected.len(), 23);
    assert_eq!(offered, expected);
}

#[test]
fn what_needs_an_answer_stands_first_and_what_is_over_last() {
    let view = pages::every_standing(Language::Danish);
    let html = view.render();
    let place = |case: &CaseRow| match &case.standing {
        CaseStanding::Waiting => 0,
        standing if standing.answers(true).len() > 1 => 0,
        CaseStanding::Ended { .. } | CaseStanding::Declined { .. } => 2,
        _ => 1,
    };
    let at = |case: &CaseRow| html.find(&format!("<bdi>{}</bdi>", case.invoice_number)).unwrap();
    let mut cases = view.cases.clone();
    cases.sort_by_key(at);
    let places: Vec<i32> = cases.iter().map(place).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn all_that_silence_started_can_be_stopped_at_once_and_what_was_approved_by_hand_only_alone() {
    let started = |by| {
        let at = "2026-11-24T05:05:00Z".parse().unwrap();
        let mut view = DecisionPage { waiting: 0, ..pages::waiting(Language::Danish) };
        view.cases.iter_mut().for_each(|case| case.standing = CaseStanding::Started(Started { by, at }));
        forms(&view.render())
    };
    let all = ("all".to_owned(), "decline".to_owned());
    assert!(started(StartedBy::Silence).contains(&all));
    assert!(!started(StartedBy::Link).contains(&all));
}

#[test]
fn the_last_waiting_invoice_on_another_page_can_still_be_decided_from_this_one() {
    let elsewhere = DecisionPage { waiting: 1, ..pages::every_standing(Language::Danish) };
    assert!(forms(&elsewhere.render()).contains(&("all".to_owned(), "approve".to_owned())));
    let here = pages::one(Language::Danish);
    assert!(!here.render().contains("value=\"all\""));
}

#[test]
fn a_page_has_no_style_that_its_policy_would_refuse_and_no_script() {
    for (name, html) in pages::all(Language::English) {
        let style = html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next());
        assert_eq!(style, Some(page::STYLE), "{name}");
        assert!(!html.contains(" style=") && !html.contains("<script"), "{name}");
    }
}

#[test]
fn what_happens_next_follows_the_batch() {
    type Change = fn(&mut DecisionPage);
    let waiting = pages::waiting(Language::English);
    let told = |change: Change| {
        let mut page = waiting.clone();
        change(&mut page);
        page.render().replace('\u{a0}', " ")
    };
    let table: [(Change, &str); 6] = [
        (|_| {}, "the reminder procedure starts by itself on Tuesday 24 November 2026 at 06:05."),
        (|page| page.now = page.batch.decide_by.unwrap(), "ran out on Tuesday 24 November 2026 at 06:05."),
        (|page| page.batch.mailed_at = None, "begins when the mail to you has been sent."),
        (|page| page.batch.settled_at = page.batch.decide_by, "Those that still wait do not start"),
        (|page| page.batch.silence = SilenceRule::MailBounced, "Nothing starts until you have answered."),
        (|page| page.waiting = 0, "There is nothing more to answer here."),
    ];
    for (change, expected) in table {
        let html = told(change);
        assert!(html.contains(expected), "{expected}");
    }
}

#[test]
fn a_problem_has_the_status_of_its_kind() {
    let statuses =
        [Problem::NotFound, Problem::Forged, Problem::Expired, pages::bad_form(), Problem::TryLater]
            .map(|problem| problem.status());
    assert_eq!(statuses, [404, 403, 410, 400, 503]);
}

#[test]
fn without_an_agency_a_case_cannot_be_handed_over_from_the_page() {
    let decisions: Vec<String> = forms(&pages::no_agency(Language::English).render())
        .into_iter()
        .map(|(_, decision)| decision)
        .collect();
    assert_eq!(decisions, ["decline"]);
}
