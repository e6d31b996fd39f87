//! What stands on the sheets, where, and that the file is always the same.
#![allow(clippy::unwrap_used)]

#[path = "../../messages/tests/samples/mod.rs"]
#[allow(dead_code)]
mod samples;

use domain::dunning::LetterKind;
use domain::dunning::letter::Letter;
use domain::{Country, Language};
use letters::Page;
use proptest::prelude::*;
use samples::letters as samples_of;
use samples::must_appear::{self, plain};
use sha2::{Digest, Sha256};

fn pages(letter: &Letter) -> Vec<Page> {
    letters::pages(letter).unwrap()
}

fn texts(page: &Page) -> Vec<&str> {
    page.items.iter().filter_map(|item| item.text()).collect()
}

/// All that can be read, in the order in which it was set.
fn read(letter: &Letter) -> String {
    plain(&pages(letter).iter().flat_map(texts).collect::<Vec<_>>().join(" "))
}

/// Everything worth trying: each sample in each language, and names and amounts at their largest.
fn every_letter() -> Vec<(String, Letter)> {
    let mut every: Vec<(String, Letter)> = Vec::new();
    for language in Language::ALL {
        let named = |(name, letter)| (format!("{name}.{language}"), letter);
        every.extend(samples_of::all(language).into_iter().map(named));
        every.push((format!("endless.{language}"), samples_of::nasty(language, &samples::endless())));
        every.push((format!("rich.{language}"), rich(language)));
    }
    every
}

/// A hundred million kroner an invoice, and everything on top.
fn rich(language: Language) -> Letter {
    let mut letter = samples_of::several(language, Country::Denmark, 5);
    for claim in &mut letter.claims {
        for money in [&mut claim.principal, &mut claim.open_principal, &mut claim.open_interest] {
            money.minor += 1_000_000_000_000;
        }
        claim.earlier_fees.minor = 20_000;
    }
    samples_of::totalled(letter)
}

#[test]
fn everything_that_must_appear_stands_on_the_sheets_of_each_kind() {
    for (name, letter, items) in must_appear::table() {
        let sheets = read(&letter);
        for (item, expected) in items {
            assert!(sheets.contains(expected), "{name}: {item} ({expected}) is missing:\n{sheets}");
        }
    }
}

#[test]
fn nothing_stands_over_an_edge_of_the_sheet() {
    const LEFT: i32 = 56_693;
    const RIGHT: i32 = 595_276 - LEFT;
    const BOTTOM: i32 = 841_890 - 30_000;
    for (name, letter) in every_letter() {
        for item in pages(&letter).iter().flat_map(|page| &page.items) {
            let (left, right, lower) = item.extent();
            assert!(left >= LEFT && right <= RIGHT && lower <= BOTTOM, "{name}: {:?}", item.text());
        }
    }
}

#[test]
fn no_text_stands_on_another() {
    for (name, letter) in every_letter() {
        for page in pages(&letter) {
            let placed: Vec<_> = page.items.iter().filter(|item| item.text().is_some()).collect();
            for (index, one) in placed.iter().enumerate() {
                for other in &placed[index + 1..] {
                    let ((a, b, y), (c, d, z)) = (one.extent(), other.extent());
                    let apart = b <= c || d <= a || (y - z).abs() > 3_500;
                    assert!(apart, "{name}: {:?} and {:?}", one.text(), other.text());
                }
            }
        }
    }
}

#[test]
fn what_the_reader_must_not_miss_is_on_the_first_sheet() {
    for (name, letter, items) in must_appear::table() {
        let first = plain(&texts(&pages(&letter)[0]).join(" "));
        for item in ["type", "total", "deadline", "account", "collection", "cost", "how to object"] {
            for (_, expected) in items.iter().filter(|(told, _)| *told == item) {
                assert!(first.contains(expected), "{name}: {item} ({expected})");
            }
        }
    }
}

#[test]
fn a_short_letter_is_one_sheet_and_a_long_one_says_which_of_how_many() {
    assert_eq!(pages(&samples_of::bare(Language::Danish, Country::Denmark)).len(), 1);
    let long = pages(&samples_of::several(Language::Norwegian, Country::Norway, 40));
    assert!((4..=7).contains(&long.len()), "{}", long.len());
    for (index, page) in long.iter().enumerate() {
        let number = format!("Side {} av {}", index + 1, long.len());
        assert_eq!(texts(page).iter().filter(|text| **text == number).count(), 1, "{number}");
    }
}

#[test]
fn the_titles_of_a_table_stand_again_on_each_sheet_that_it_runs_over() {
    let letter = samples_of::several(Language::Danish, Country::Denmark, 40);
    for page in &pages(&letter)[1..3] {
        assert_eq!(texts(page).first(), Some(&"Faktura"));
    }
    let sheets = read(&letter);
    assert!((1042..1082).all(|number| sheets.contains(&number.to_string())));
}

#[test]
fn the_figures_of_a_table_end_under_each_other() {
    let letter = samples_of::several(Language::Danish, Country::Denmark, 5);
    let pages = pages(&letter);
    let ends_of = |wanted: &str| -> Vec<i32> {
        let items = pages.iter().flat_map(|page| &page.items);
        items.filter(|item| item.text() == Some(wanted)).map(|item| item.extent().1).collect()
    };
    let compensations = ends_of("310,00");
    assert_eq!(compensations.len(), 5);
    assert!(compensations.iter().all(|end| *end == ends_of("Komp.")[0]));
}

#[test]
fn the_debtor_stands_in_the_window_of_the_envelope() {
    for (name, letter) in every_letter().iter().filter(|(name, _)| !name.starts_with("nasty")) {
        let pages = pages(letter);
        let debtor = pages[0].items.iter().find(|item| item.text() == Some(letter.debtor.name.as_str()));
        let Some(debtor) = debtor else {
            assert!(name.starts_with("endless"), "{name}");
            continue;
        };
        let (left, right, y) = debtor.extent();
        let millimetres = |length: i32| length / 2_835;
        assert!(millimetres(left) >= 19 && millimetres(right) <= 105, "{name}");
        assert!((48..=70).contains(&millimetres(y)), "{name}");
    }
}

#[test]
fn the_same_letter_is_the_same_file_to_the_byte() {
    let language = Language::English;
    let long = ("long", samples_of::several(language, Country::Denmark, 10));
    let nasty = ("nasty", samples_of::nasty(language, &samples::nasty_names().concat()));
    for (name, letter) in [long, nasty, ("foreign", samples_of::foreign(language))] {
        let once = letters::pdf(&letter).unwrap();
        assert!(once.starts_with(b"%PDF-1.7") && once.ends_with(b"%%EOF"), "{name}");
        assert!(once == letters::pdf(&letter.clone()).unwrap(), "{name}");
        let read_back: Letter = serde_json::from_str(&serde_json::to_string(&letter).unwrap()).unwrap();
        assert!(once == letters::pdf(&read_back).unwrap(), "{name}: as it was frozen");
    }
}

/// A new version of the PDF writer may change this: then see that the letters still look right, and take the new one.
#[test]
fn the_file_of_a_letter_is_known_by_its_hash() {
    let letter = samples_of::letter(Language::Danish, Country::Denmark, LetterKind::CollectionNotice);
    let hash = Sha256::digest(letters::pdf(&letter).unwrap());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    insta::assert_snapshot!(hash);
}

#[test]
fn another_letter_has_another_document_id_and_other_bytes() {
    let letter = samples_of::letter(Language::Danish, Country::Denmark, LetterKind::Reminder);
    let id = serde_json::from_str("\"tbe-lother\"").unwrap();
    let other = Letter { id, ..letter.clone() };
    assert_eq!(pages(&letter), pages(&other));
    assert_ne!(letters::pdf(&letter).unwrap(), letters::pdf(&other).unwrap());
}

#[test]
fn a_file_holds_only_the_letters_that_it_shows_of_its_type() {
    let short = samples_of::bare(Language::Danish, Country::Denmark);
    assert!(letters::pdf(&short).unwrap().len() < 40_000);
    let long = samples_of::several(Language::Danish, Country::Denmark, 40);
    assert!(letters::pdf(&long).unwrap().len() < 90_000);
}

#[test]
fn every_line_of_a_sheet_reads_as_agreed() {
    for (name, language) in
        [("notice_dk", Language::Danish), ("demand_no", Language::Norwegian), ("three_dk", Language::English)]
    {
        let (_, letter) = samples_of::all(language).into_iter().find(|(sample, _)| *sample == name).unwrap();
        let sheets: Vec<String> = pages(&letter).iter().map(|page| texts(page).join("\n")).collect();
        insta::assert_snapshot!(format!("{name}.{language}"), sheets.join("\n\n---\n\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// No name, address or number keeps a letter from being sent: also under the rules of PDF/A.
    #[test]
    fn whatever_text_comes_from_outside_a_file_comes_of_it(text in "\\PC{0,40}|.{0,40}|[\u{300}\u{fe0f}\u{200d}]{1,3}") {
        let file = letters::pdf(&samples_of::nasty(Language::Danish, &text));
        prop_assert!(file.is_ok(), "{:?}", file.err());
    }
}
