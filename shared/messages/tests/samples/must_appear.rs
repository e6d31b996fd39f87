//! What the law and our standard want in a letter: section 4.1 of the dunning rules, as the words of the samples.

use domain::dunning::letter::Letter;
use domain::{Country, Language};

/// An item of the table, and what it reads as in a sample of [`super::letters`] with a single invoice.
pub type Item = (&'static str, &'static str);

const DENMARK: &[Item] = &[
    ("creditor's name", "Nordlys VVS & Sønner ApS"),
    ("creditor's street", "Værkstedsvej 12"),
    ("creditor's town", "8000 Aarhus C"),
    ("creditor's CVR", "CVR-nr. 24256790"),
    ("creditor's mail", "regnskab@nordlys.example"),
    ("creditor's telephone", "86 12 34 56"),
    ("debtor's name", "Café Æblegården I/S"),
    ("debtor's street", "Åboulevarden 101, 2. th."),
    ("debtor's town", "8260 Viby J"),
    ("what was delivered", "Montering af varmtvandsbeholder"),
    ("legal basis of interest", "renteloven § 5"),
    ("convention of interest", "efter det faktiske antal dage og 365 dage om året"),
    ("account", "5301 0001234567"),
    ("FIK", "+71<000000000010421+12345678<"),
];

const NORWAY: &[Item] = &[
    ("creditor's name", "Fjellheim Rør AS"),
    ("creditor's street", "Storgata 7"),
    ("creditor's town", "9008 Tromsø"),
    ("creditor's org.nr.", "Org.nr. 923 609 016"),
    ("creditor's mail", "regnskap@fjellheim.example"),
    ("creditor's telephone", "77 61 23 45"),
    ("debtor's name", "Blåbær Bakeri AS"),
    ("debtor's street", "Sjøgata 15 B"),
    ("debtor's town", "9405 Harstad"),
    ("what was delivered", "Montering av varmtvannsbereder"),
    ("legal basis of interest", "forsinkelsesrenteloven § 3"),
    ("convention of interest", "etter det faktiske antall dager og 365 dager i året"),
    ("account", "1503 11 22330"),
    ("KID", "10421"),
];

const DANISH_FIGURES: &[Item] = &[
    ("invoice number", "Faktura 1042"),
    ("letter date", "mandag 23. november 2026"),
    ("invoice date", "6. jun. 2026"),
    ("due date", "20. jun. 2026"),
    ("counted from", "22. jun. 2026"),
    ("principal", "10.000,00"),
    ("payment", "Betaling 30. jun. 2026"),
    ("payment's amount", "4.000,00"),
    ("open principal", "6.000,00"),
    ("interest", "261,37"),
    ("first rate", "9,75 %"),
    ("second rate", "10,00 %"),
    ("interest from", "23. jun. 2026"),
    ("days", "146"),
    ("this letter's fee", "Gebyr for dette brev"),
    ("deadline", "fredag 4. december 2026"),
    ("how to object", "Skriv til regnskab@nordlys.example"),
    ("ignore if paid", "kan du se bort fra dette brev"),
];

const NORWEGIAN_FIGURES: &[Item] = &[
    ("invoice number", "Faktura 1042"),
    ("letter date", "mandag 23. november 2026"),
    ("invoice date", "6. juni 2026"),
    ("due date", "20. juni 2026"),
    ("counted from", "22. juni 2026"),
    ("principal", "10 000,00"),
    ("payment", "Betaling 30. juni 2026"),
    ("payment's amount", "4 000,00"),
    ("open principal", "6 000,00"),
    ("interest", "320,30"),
    ("first rate", "12,00 %"),
    ("second rate", "12,25 %"),
    ("interest from", "23. juni 2026"),
    ("days", "146"),
    ("this letter's fee", "Gebyr for dette brevet"),
    ("deadline", "mandag 7. desember 2026"),
    ("how to object", "Skriv til regnskap@fjellheim.example"),
    ("ignore if paid", "kan du se bort fra dette brevet"),
];

const DANISH_CHARGES: &[Item] = &[
    ("this letter's fee", "Gebyr for dette brev"),
    ("fee's basis", "Gebyret for dette brev følger renteloven § 9 b"),
    ("earlier fees", "Gebyrer fra tidligere breve"),
    ("compensation with its basis", "Kompensation for sen betaling (renteloven § 9 a)"),
    ("compensation", "310,00"),
    ("total", "6.771,37 kr."),
];

const DANISH_NOTICE: &[Item] = &[
    ("collection", "sender vi kravet til inkasso"),
    ("cost", "Det medfører yderligere omkostninger"),
    ("what stops it", "Betaler du inden fristen, undgår du dem"),
];

/// What differs from kind to kind.
const OF_A_KIND: &[(&str, &[&[Item]])] = &[
    (
        "friendly_dk",
        &[&[("type", "Betalingspåmindelse"), ("total", "6.261,37 kr."), ("no fee", "uden gebyr")]],
    ),
    ("reminder_dk", &[DANISH_CHARGES, &[("type", "Rykker 2")]]),
    ("notice_dk", &[DANISH_CHARGES, DANISH_NOTICE, &[("type", "Inkassovarsel")]]),
    ("reminder_and_notice_dk", &[DANISH_CHARGES, DANISH_NOTICE, &[("type", "Rykker 3 og inkassovarsel")]]),
    (
        "friendly_no",
        &[&[("type", "Betalingspåminnelse"), ("total", "6 320,30 kr"), ("no fee", "uten gebyr")]],
    ),
    (
        "reminder_no",
        &[&[
            ("type", "Purring 2"),
            ("earlier fees", "Gebyrer fra tidligere brev"),
            ("fee", "38,00"),
            ("fee's basis", "Gebyret for dette brevet følger inkassoforskriften § 1-2"),
            ("total", "6 396,30 kr"),
        ]],
    ),
    (
        "notice_no",
        &[&[
            ("type", "Inkassovarsel"),
            ("compensation with its basis", "Standardkompensasjon (forsinkelsesrenteloven § 3 a)"),
            ("compensation", "430,00"),
            ("total", "6 750,30 kr"),
            ("collection", "sender vi kravet til inkasso"),
            ("cost", "Det kan føre til ytterligere kostnader"),
        ]],
    ),
    (
        "demand_no",
        &[&[
            ("type", "Betalingsoppfordring"),
            ("fee", "113,00"),
            ("earlier fees", "76,00"),
            ("total", "6 509,30 kr"),
            (
                "what may come",
                "kan kravet bli overført til et inkassoforetak eller brakt inn for forliksrådet",
            ),
            ("cost", "Det kan føre til ytterligere kostnader"),
        ]],
    ),
];

/// The samples of the table, each with everything that must appear in it. In the language of its country.
pub fn table() -> Vec<(&'static str, Letter, Vec<Item>)> {
    let samples = |language| super::letters::all(language);
    OF_A_KIND
        .iter()
        .map(|(name, own)| {
            let (language, country) = match name.ends_with("_no") {
                true => (Language::Norwegian, Country::Norway),
                false => (Language::Danish, Country::Denmark),
            };
            let letter = samples(language).into_iter().find(|(sample, _)| sample == name).unwrap().1;
            assert_eq!(letter.country, country);
            let (parties, figures) = match country {
                Country::Denmark => (DENMARK, DANISH_FIGURES),
                Country::Norway => (NORWAY, NORWEGIAN_FIGURES),
            };
            let items = parties.iter().chain(figures).chain(own.iter().copied().flatten()).copied().collect();
            (*name, letter, items)
        })
        .collect()
}

/// With ordinary blanks, and the minus of the letters' type: as one compares.
pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\n'], " ")
}
