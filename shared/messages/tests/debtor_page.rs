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

const HANDED_OVER: DebtorStanding = DebtorStanding::HandedOver { agency: Some("Collectia A/S") };

#[test]
fn each_standing_offers_the_answers_that_still_mean_something() {
    let day = date(2026, 11, 23);
    let table: [(DebtorStanding, &[&str]); 5] = [
        (DebtorStanding::Open, &["paid", "object"]),
        (DebtorStanding::ObjectedOn(day), &["paid"]),
        (DebtorStanding::SaidPaidOn(day), &["object"]),
        (DebtorStanding::Closed, &[]),
        (HANDED_OVER, &[]),
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
        "10,00 % om året af 6.000,00 i 146 dage = 240,00",
        "Gebyrer fra tidligere breve",
        "200,00",
        "Kompensation for sen betaling (renteloven § 9 a)",
        "I alt at betale",
        "6.771,37 kr.",
        "5301 0001234567",
        "Rykker 1",
        "Rykker 2",
        "Sendt 23. nov. 2026, betalingsfrist 4. dec. 2026",
    ] {
        assert!(html.contains(told), "{told}\n{html}");
    }
    assert!(!html.contains("Gebyr for dette brev"), "no letter goes out with a page");
}

#[test]
fn a_closed_case_asks_for_nothing() {
    for standing in [DebtorStanding::Closed, HANDED_OVER] {
        let html = debtor_pages::page(Language::Danish, standing).render();
        assert!(!html.contains("At betale") && !html.contains("5301 0001234567"), "{standing:?}");
    }
}

#[test]
fn who_has_taken_over_the_claim_is_named_where_it_has_a_name() {
    let html = |agency| debtor_pages::page(Language::Danish, DebtorStanding::HandedOver { agency }).render();
    assert!(html(Some("Collectia A/S")).contains("Collectia A/S har overtaget kravet"));
    assert!(html(None).contains("Et inkassobureau har overtaget kravet"));
}

#[test]
fn who_says_that_it_has_paid_is_not_asked_to_pay_again() {
    let html = |standing| debtor_pages::page(Language::Danish, standing).render();
    assert!(html(DebtorStanding::Open).contains("Sådan betaler du"));
    let said_paid = html(DebtorStanding::SaidPaidOn(date(2026, 11, 20)));
    assert!(!said_paid.contains("Sådan betaler du") && !said_paid.contains("Eller med FIK"));
    assert!(said_paid.contains("Sådan er beløbet sat sammen"));
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
