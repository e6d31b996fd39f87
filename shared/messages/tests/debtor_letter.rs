//! What a letter to a debtor says, and what it never says.
#![allow(clippy::unwrap_used)]

#[allow(dead_code)]
mod samples;

use domain::dunning::LetterKind;
use domain::dunning::letter::Letter;
use domain::{Country, Language, Money};
use messages::Mail;
use messages::debtor_letter::DebtorLetter;
use samples::letters::{self, PAGE};
use samples::must_appear::{self, plain};

fn mail(letter: &Letter) -> Mail {
    DebtorLetter::of(letter).mail(PAGE)
}

/// What a reader sees of the HTML: no tags, and its entities read.
fn seen(html: &str) -> String {
    let body = html.split("<body").nth(1).unwrap();
    let texts = body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text);
    plain(&texts.collect::<String>()).replace("&#38;", "&").replace("&#60;", "<").replace("&#62;", ">")
}

#[test]
fn everything_that_must_appear_stands_in_both_bodies_of_each_kind() {
    for (name, letter, items) in must_appear::table() {
        let mail = mail(&letter);
        let (text, html) = (plain(&mail.text), seen(&mail.html));
        for (item, expected) in items {
            assert!(text.contains(expected), "{name}: {item} ({expected}) is not in the text:\n{text}");
            assert!(html.contains(expected), "{name}: {item} ({expected}) is not in the HTML:\n{html}");
        }
        assert!(mail.text.lines().any(|line| line == PAGE) && mail.html.contains(PAGE), "{name}");
    }
}

#[test]
fn the_heading_and_the_subject_say_what_kind_of_letter_it_is() {
    let table = [
        ("friendly_dk", ["Betalingspåmindelse", "Betalingspåminnelse", "Friendly payment reminder"]),
        ("reminder_dk", ["Rykker 2", "Purring 2", "Reminder 2"]),
        ("notice_dk", ["Inkassovarsel", "Inkassovarsel", "Collection notice (inkassovarsel)"]),
        (
            "reminder_and_notice_dk",
            [
                "Rykker 3 og inkassovarsel",
                "Purring 3 og inkassovarsel",
                "Reminder 3 and collection notice (inkassovarsel)",
            ],
        ),
        ("notice_no", ["Inkassovarsel", "Inkassovarsel", "Collection notice (inkassovarsel)"]),
        (
            "demand_no",
            ["Betalingsopfordring", "Betalingsoppfordring", "Demand for payment (betalingsoppfordring)"],
        ),
        ("bare_no", ["Rykker 1", "Purring", "Reminder 1"]),
    ];
    for (name, titles) in table {
        for (language, title) in Language::ALL.into_iter().zip(titles) {
            let (_, letter) = letters::all(language).into_iter().find(|(sample, _)| *sample == name).unwrap();
            let words = DebtorLetter::of(&letter);
            assert_eq!(words.title, title);
            assert!(words.subject.starts_with(&format!("{title}: ")), "{}", words.subject);
        }
    }
}

#[test]
fn a_notice_is_one_from_whichever_side_it_is_looked_at() {
    let both = letters::both(Language::Danish);
    let other_way = Letter { kind: LetterKind::CollectionNotice, ..both.clone() };
    assert_eq!(mail(&both), mail(&other_way));
}

#[test]
fn a_subject_tells_no_amount_and_not_whom_it_is_for() {
    for language in Language::ALL {
        for (name, letter) in letters::all(language).into_iter().filter(|(name, _)| *name != "nasty") {
            let subject = mail(&letter).subject;
            assert!(!subject.contains(&letter.debtor.name) && !subject.contains(','), "{name}: {subject}");
        }
    }
}

/// Forsinkelsesrenteloven and the board: a timely objection can avoid the cost, so it never simply follows.
#[test]
fn a_norwegian_letter_never_has_cost_follow_in_every_case() {
    let certain = ["medfører", "medføre ", "brings further", "will lead", "fører til", "vil føre"];
    for language in Language::ALL {
        for kind in [LetterKind::CollectionNotice, LetterKind::PaymentDemand] {
            let text = plain(&mail(&letters::letter(language, Country::Norway, kind)).text);
            let may = ["kan medføre", "kan føre til", "may lead to"];
            assert!(may.iter().any(|words| text.contains(words)), "{text}");
            let rest = may.iter().fold(text, |text, words| text.replace(words, ""));
            assert!(!certain.iter().any(|words| rest.contains(words)), "{rest}");
        }
    }
}

#[test]
fn only_a_notice_and_a_demand_speak_of_an_agency() {
    for language in Language::ALL {
        for country in [Country::Denmark, Country::Norway] {
            for kind in [LetterKind::FriendlyReminder, LetterKind::Reminder] {
                let text = mail(&letters::letter(language, country, kind)).text.to_lowercase();
                let law = text.replace("inkassoforskriften", "");
                assert!(!law.contains("inkasso") && !law.contains("collection"), "{law}");
            }
        }
    }
}

#[test]
fn a_letter_is_the_creditors_own_and_names_no_other_sender() {
    for language in Language::ALL {
        let letter = letters::letter(language, Country::Norway, LetterKind::CollectionNotice);
        let mail = mail(&letter);
        for body in [mail.html, mail.text] {
            assert!(!body.replace(PAGE, "").to_lowercase().contains("rykker"), "{body}");
        }
    }
}

#[test]
fn how_to_pay_is_told_by_what_is_known() {
    type Change = fn(&mut Letter);
    let (danish, norwegian) = (Country::Denmark, Country::Norway);
    let table: [(Country, Change, &[&str]); 7] = [
        (
            danish,
            |_| {},
            &[
                "Bankkonto: 5301 0001234567, mærket faktura 1042",
                "Eller med FIK: +71<000000000010421+12345678<",
            ],
        ),
        (
            danish,
            |letter| letter.creditor.account = None,
            &["Indbetalingskort (FIK): +71<000000000010421+12345678<"],
        ),
        (
            danish,
            |letter| letter.claims[0].payment_reference = None,
            &["Bankkonto: 5301 0001234567", "Mærk betalingen: Fakturanummer 1042"],
        ),
        (
            danish,
            |letter| {
                letter.creditor.account = Some(" ".into());
                letter.claims[0].payment_reference = None;
            },
            &["Sådan betaler du: Som angivet på vedlagte faktura"],
        ),
        (
            norwegian,
            |letter| letter.creditor.account = None,
            &["Bankkonto: Som angivet på vedlagte faktura", "KID: 10421"],
        ),
        (
            norwegian,
            |letter| letter.claims.push(letter.claims[0].clone()),
            &["Bankkonto: 1503 11 22330", "KID: Står ved hver faktura"],
        ),
        (
            danish,
            |letter| {
                letter.claims = letters::several(Language::Danish, Country::Denmark, 5).claims;
                letter.claims.iter_mut().for_each(|claim| claim.payment_reference = None);
            },
            &["Bankkonto: 5301 0001234567", "Mærk betalingen: Fakturanummer 1042, 1043, 1044, …"],
        ),
    ];
    for (country, change, expected) in table {
        let mut letter = letters::letter(Language::Danish, country, LetterKind::Reminder);
        change(&mut letter);
        let text = mail(&letter).text;
        let told = text.lines().skip_while(|line| !line.starts_with("Betalingsfrist")).skip(1);
        let told: Vec<&str> = told.take_while(|line| !line.is_empty()).collect();
        assert_eq!(told, expected);
    }
}

/// The amounts of the lines between the first and the total, read back from the words.
fn figures(words: &DebtorLetter) -> Vec<i64> {
    let minor = |amount: &str| {
        let sign = if amount.starts_with('\u{2212}') { -1 } else { 1 };
        let digits: String = amount.chars().filter(char::is_ascii_digit).collect();
        sign * digits.parse::<i64>().unwrap()
    };
    words.sums.lines.iter().map(|line| minor(&line.amount)).collect()
}

#[test]
fn the_lines_of_a_calculation_add_up_also_when_payments_went_to_costs_first() {
    let letter = letters::costs_first(Language::Danish);
    let words = DebtorLetter::of(&letter);
    let labels: Vec<&str> = words.sums.lines.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Fakturabeløb (hovedstol)",
            "Betaling 30.\u{a0}jun.\u{a0}2026",
            "Kreditnota 15.\u{a0}jul.\u{a0}2026",
            "Brugt af betalingerne til renter og gebyrer",
            "Rest af hovedstolen",
            "Rente",
            "Gebyrer fra tidligere breve",
            "Kompensation for sen betaling (renteloven § 9 a), fra tidligere brev",
            "Gebyr for dette brev",
            "I alt at betale",
        ]
    );
    let figures = figures(&words);
    assert_eq!(figures[..4].iter().sum::<i64>(), figures[4]);
    assert_eq!(figures[4..9].iter().sum::<i64>(), figures[9]);
    assert_eq!(figures[9], letter.total.minor);
    assert_eq!(
        words.interest.unwrap().notes,
        ["Rente, der allerede er betalt, er ikke med i den samlede rente."]
    );
}

#[test]
fn the_sums_of_several_invoices_add_up_to_the_total_and_so_does_their_table() {
    for count in [2, 3, 4, 40] {
        let letter = letters::several(Language::Danish, Country::Denmark, count);
        let words = DebtorLetter::of(&letter);
        let figures = figures(&words);
        let (total, rest) = figures.split_last().unwrap();
        assert_eq!((rest.iter().sum::<i64>(), *total), (letter.total.minor, letter.total.minor));
        assert_eq!(words.overview.is_some(), count > 3);
        if let Some(table) = words.overview {
            assert_eq!(table.rows.len(), count as usize);
            let locale = messages::format::Locale::of(Language::Danish);
            assert_eq!(*table.sum.unwrap().last().unwrap(), locale.amount(letter.total));
            assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        }
    }
}

/// Whoever pays each invoice by its own reference has paid the letter.
#[test]
fn the_fee_of_a_shared_letter_is_paid_with_the_invoice_that_bears_it() {
    let letter = letters::several(Language::Danish, Country::Denmark, 3);
    let words = DebtorLetter::of(&letter);
    let fee = |at: usize| words.claims[at].lines.iter().any(|line| line.label == "Gebyr for dette brev");
    assert_eq!([fee(0), fee(1), fee(2)], [true, false, false]);
    let locale = messages::format::Locale::of(Language::Danish);
    for (claim, told) in letter.claims.iter().zip(&words.claims) {
        let fee = if claim.bears_fee { letter.fee.minor } else { 0 };
        assert_eq!(
            told.total.amount,
            locale.amount(Money { minor: claim.total.minor + fee, ..letter.total })
        );
    }
}

#[test]
fn a_column_of_zeros_is_left_out_of_the_table() {
    let mut letter = letters::several(Language::Danish, Country::Denmark, 4);
    let titles = |letter: &Letter| -> Vec<&str> {
        DebtorLetter::of(letter).overview.unwrap().columns.iter().map(|column| column.title).collect()
    };
    let all =
        ["Faktura", "Dato", "Forfald", "Hovedstol", "Fradrag", "Rest", "Rente", "Gebyrer", "Komp.", "I alt"];
    assert_eq!(titles(&letter), all);
    for claim in &mut letter.claims {
        claim.deductions.clear();
        claim.open_principal = claim.principal;
        claim.compensation.minor = 0;
    }
    letter.fee.minor = 0;
    assert_eq!(titles(&letter), ["Faktura", "Dato", "Forfald", "Hovedstol", "Rente", "I alt"]);
}

#[test]
fn interest_that_is_rounded_once_is_explained_where_its_rows_say_otherwise() {
    let mut letter = letters::letter(Language::Danish, Country::Denmark, LetterKind::Reminder);
    assert_eq!(DebtorLetter::of(&letter).interest.unwrap().notes, Vec::<String>::new());
    letter.claims[0].open_interest.minor += 1;
    let notes = DebtorLetter::of(&letter).interest.unwrap().notes;
    assert!(notes[0].contains("afrundet én gang"), "{notes:?}");
}

#[test]
fn no_interest_no_fee_and_a_debtor_without_an_address_are_said_plainly() {
    let text = mail(&letters::foreign(Language::Danish)).text;
    assert!(text.contains("Der er ikke beregnet rente i dette brev."));
    assert!(text.contains("Dette brev er uden gebyr."));
    assert!(text.contains("I alt at betale: 10.000,00\u{a0}EUR"));
    assert!(text.contains("Žižkova 12\n130 00 Praha 3\nCZ\n"), "{text}");
    let text = mail(&letters::bare(Language::Danish, Country::Denmark)).text;
    assert!(text.contains("Café Æblegården I/S\nE-mail bogholderi@blaabaer.example\n"), "{text}");
}

#[test]
fn a_mail_of_forty_invoices_is_short_enough_for_mailboxes_and_names_each() {
    for language in Language::ALL {
        let mail = mail(&letters::several(language, Country::Denmark, 40));
        assert!(mail.html.len() < 102_000, "longer mails are clipped by mailboxes: {}", mail.html.len());
        assert!((1042..1082).all(|number| mail.text.contains(&number.to_string())));
    }
}
