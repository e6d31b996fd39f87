//! The debtor's page in each of its standings, and after each answer.

use domain::dunning::LetterKind;
use domain::dunning::letter::Letter;
use domain::{Country, Language, Money};
use jiff::civil::date;
use messages::debtor_letter::Titled;
use messages::debtor_page::{Answered, DebtorPage, DebtorStanding, SentLetter};

use super::letters;

/// The figures of today: what was a letter's fee stands with the claim.
pub fn figures(mut letter: Letter) -> Letter {
    if let Some(first) = letter.claims.first_mut() {
        first.earlier_fees.minor += letter.fee.minor;
    }
    letter.fee = Money::zero(letter.currency);
    letters::totalled(letter)
}

pub fn page(language: Language, standing: DebtorStanding) -> DebtorPage {
    let letter = letters::letter(language, Country::Denmark, LetterKind::Reminder);
    // The last letter's total is the page's: its figures are of the day on which that left.
    let sent = |number, sent_on, pay_by, minor| SentLetter {
        titled: Titled { kind: LetterKind::Reminder, number: Some(number), also_notice: false },
        sent_on,
        pay_by,
        total: Money::new(minor, letter.currency),
    };
    let letters = vec![
        sent(1, date(2026, 11, 2), date(2026, 11, 12), 663_685),
        sent(2, letter.sent_on, letter.pay_by, letter.total.minor),
    ];
    DebtorPage { figures: figures(letter), letters, standing, answered: None }
}

pub fn several(language: Language) -> DebtorPage {
    let figures = figures(letters::several(language, Country::Norway, 4));
    DebtorPage { figures, letters: vec![], ..page(language, DebtorStanding::Open) }
}

/// Each with a name of its own.
pub fn every(language: Language) -> Vec<(&'static str, DebtorPage)> {
    let at = |standing| page(language, standing);
    let objected = DebtorStanding::ObjectedOn(date(2026, 11, 23));
    let said_paid = DebtorStanding::SaidPaidOn(date(2026, 11, 20));
    let after = |answered, standing| DebtorPage { answered: Some(answered), ..at(standing) };
    vec![
        ("debtor_open", at(DebtorStanding::Open)),
        ("debtor_several", several(language)),
        ("debtor_objected", after(Answered::Objected, objected)),
        ("debtor_said_paid", after(Answered::SaidPaid, said_paid)),
        ("debtor_reason_missing", after(Answered::ReasonMissing, DebtorStanding::Open)),
        ("debtor_date_unfit", after(Answered::DateUnfit, DebtorStanding::Open)),
        ("debtor_closed", after(Answered::TooLate, DebtorStanding::Closed)),
        ("debtor_handed_over", at(DebtorStanding::HandedOver { agency: Some("Collectia A/S") })),
    ]
}

pub fn all(language: Language) -> Vec<(&'static str, String)> {
    every(language).into_iter().map(|(name, page)| (name, page.render())).collect()
}
