//! Rows on sheets: nothing is lost, nothing runs over the edge, and the same form is the same file.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use domain::Language;
use letters::{Form, FormSection, Page, form_pages, form_pdf};

fn form(sections: usize, rows: usize) -> Form {
    let row = |row: usize| {
        let digest = "6545a6881546d6319a0e86c25245f01d2dc16bcc5ec9196546267c1f81694056";
        (
            format!("Rykker {row}"),
            format!("sendt 10. sep. 2026, leveret torsdag 10. september, SHA-256 {digest}"),
        )
    };
    let section = |nth: usize| FormSection {
        heading: format!("Sendte breve {nth}"),
        rows: (0..rows).map(row).collect(),
    };
    Form {
        language: Language::Danish,
        title: "Inkassosag 3YGR-RKE7".into(),
        author: "Nordlys Tømrer ApS".into(),
        id: "ta4dqobyha4dq-3ygrrke7gfffedco".into(),
        date: "2026-10-10".parse().unwrap(),
        sections: (0..sections).map(section).collect(),
    }
}

fn texts(page: &Page) -> Vec<&str> {
    page.items.iter().filter_map(|item| item.text()).collect()
}

#[test]
fn every_row_is_there_and_nothing_leaves_the_sheet() {
    let pages = form_pages(&form(3, 20)).unwrap();
    assert!(pages.len() > 1);
    let all: Vec<&str> = pages.iter().flat_map(texts).collect();
    assert_eq!(all.iter().filter(|text| text.starts_with("Rykker ")).count(), 60);
    // A4, 210 by 297 mm, in thousandths of a point.
    for item in pages.iter().flat_map(|page| &page.items) {
        let (left, right, lower) = item.extent();
        assert!(left >= 0 && right <= 595_276 && lower <= 841_890, "{:?}", item.text());
    }
}

#[test]
fn a_heading_has_a_row_below_it_on_its_page() {
    for rows in 1..12 {
        for page in form_pages(&form(9, rows)).unwrap() {
            let texts = texts(&page);
            let last = texts.len() - 2;
            assert!(!texts[last - 1].starts_with("Sendte breve"), "{rows} rows: {texts:?}");
        }
    }
}

#[test]
fn the_same_form_is_the_same_file() {
    let file = form_pdf(&form(2, 3)).unwrap();
    assert!(file.starts_with(b"%PDF-"));
    assert_eq!(form_pdf(&form(2, 3)).unwrap(), file);
    assert_ne!(form_pdf(&Form { id: "other".into(), ..form(2, 3) }).unwrap(), file);
}
