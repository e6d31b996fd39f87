//! What the debtor's page shows, and which answers it takes.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use domain::Language;
use jiff::civil::date;
use messages::debtor_page::{DebtorPage, DebtorStanding};
use messages::page;
use samples::debtor_pages::{self, every};
use samples::{letters, must_appear};

/// The values of `answer` in the forms of a page.
fn answers(html: &str) -> Vec<&str> {
    html.split(r#"name="answer" value=""#).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn each_standing_offers_the_answers_that_still_mean_something() {
    let day = date(2026, 11, 23);
    let table: [(DebtorStanding, &[&str]); 5] = [
        (DebtorStanding::Open, &["paid", "object"]),
        (DebtorStanding::ObjectedOn(day), &["paid"]),
        (DebtorStanding::SaidPaidOn(day), &["object"]),
        (DebtorStanding::Closed, &[]),
        (DebtorStanding::HandedOver, &[]),
    ];
    for (standing, expected) in table {
        let html = debtor_pages::page(Language::Danish, standing).render();
        assert_eq!(answers(&html), expected, "{standing:?}");
    }
}

/// A scanner follows links and loads pages; it does not press buttons.
#[test]
fn nothing_on_the_page_can_be_answered_by_looking_at_it() {
    for language in Language::ALL {
        for (name, page) in every(language) {
            let html = page.render();
            let forms = html.matches("<form").count();
            assert_eq!(forms, html.matches(r#"<form method="post">"#).count(), "{name}");
            assert!(!html.contains("<a ") && !html.contains("<img") && !html.contains("<script"), "{name}");
        }
    }
}

#[test]
fn the_page_has_no_style_that_its_policy_would_refuse() {
    for (name, view) in every(Language::English) {
        let html = view.render();
        let style = html.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next());
        assert_eq!(style, Some(page::STYLE), "{name}");
        assert!(!html.contains(" style="), "{name}");
    }
}

#[test]
fn what_is_owed_is_told_line_by_line_with_how_to_pay_and_the_letters_so_far() {
    let html = must_appear::plain(&debtor_pages::page(Language::Danish, DebtorStanding::Open).render());
    for told in [
        "Faktura 1042",
        "10.000,00",
        "Betaling 30. jun. 2026",
        "Rest af hovedstolen",
        "146 dage, 10,00 % af 6.000,00 = 240,00",
        "Gebyrer fra tidligere breve",
        "200,00",
        "Kompensation for sen betaling (renteloven § 9 a)",
        "I alt at betale",
        "6.771,37 kr.",
        "5301 0001234567",
        "Rykker 1",
        "Rykker 3 og inkassovarsel",
        "Sendt 19. nov. 2026, betalingsfrist 29. nov. 2026",
    ] {
        assert!(html.contains(told), "{told}\n{html}");
    }
    assert!(!html.contains("Gebyr for dette brev"), "no letter goes out with a page");
}

#[test]
fn a_closed_case_asks_for_nothing() {
    for standing in [DebtorStanding::Closed, DebtorStanding::HandedOver] {
        let html = debtor_pages::page(Language::Danish, standing).render();
        assert!(!html.contains("At betale") && !html.contains("5301 0001234567"), "{standing:?}");
    }
}

#[test]
fn no_deadline_runs_while_an_objection_is_looked_at() {
    let shows = |standing| debtor_pages::page(Language::Danish, standing).render().contains("Betalingsfrist");
    assert!(shows(DebtorStanding::Open));
    assert!(!shows(DebtorStanding::ObjectedOn(date(2026, 11, 23))));
}

#[test]
fn text_from_outside_stays_text() {
    let figures = debtor_pages::figures(letters::nasty(Language::English, "</bdi><script>x</script>\"'"));
    let page = DebtorPage { figures, ..debtor_pages::page(Language::English, DebtorStanding::Open) };
    let html = page.render();
    assert!(!html.contains("<script") && html.contains("&#60;script&#62;"));
}
