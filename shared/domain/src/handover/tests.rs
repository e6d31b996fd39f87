use std::collections::BTreeMap;

use jiff::civil::date;

use super::*;
use crate::claim::ContentType;
use crate::dunning::LetterKind;
use crate::dunning::letter::{Addressee, Creditor, Deduction, DeductionKind, InterestPeriod};
use crate::ids::{CaseId, InvoiceId, LetterId, SystemName, TenantId};
use crate::money::{Currency, Money};
use crate::registration_number::RegistrationNumber;
use crate::source_invoice::DebtorKind;
use crate::{Country, EmailAddress};

fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::DKK)
}

fn line(kind: ClaimLineKind, minor: i64) -> ClaimLine {
    let (amount, open, date) = (dkk(minor), dkk(minor), date(2026, 9, 10));
    ClaimLine { kind, claimed_by: ClaimedBy::Creditor, amount, open, date, interest: None }
}

fn interest() -> ClaimLine {
    let (from, to) = (date(2026, 9, 1), date(2026, 10, 10));
    let period = InterestPeriod {
        from,
        to,
        days: 40,
        rate: "9.75".into(),
        balance: dkk(1_550_000),
        amount: dkk(16_562),
    };
    let interest = InterestClaim { from, periods: vec![period] };
    ClaimLine { interest: Some(interest), ..line(ClaimLineKind::Interest, 16_562) }
}

fn file() -> ClaimFile {
    let tenant = TenantId::from_random([7; 8]);
    let mail = |text: &str| text.parse::<EmailAddress>().unwrap();
    let number = RegistrationNumber::parse(Country::Denmark, "24256790").unwrap();
    let letter = LetterId::of(&tenant, &["notice"]);
    ClaimFile {
        case: CaseId::of(&tenant, &SystemName::known("billy"), &InvoiceId::parse("1").unwrap()),
        country: Country::Denmark,
        handed_over_on: date(2026, 10, 10),
        creditor: Creditor {
            name: "Nordlys Tømrer ApS".into(),
            number,
            address: None,
            reply_to: mail("post@nordlys.example"),
            phone: None,
            account: None,
        },
        debtor: Addressee {
            name: "Fjordgaarden ApS".into(),
            kind: DebtorKind::Company,
            number: None,
            address: None,
            email: mail("faktura@fjordgaarden.example"),
        },
        invoice: ClaimedInvoice {
            number: "10412".into(),
            issue_date: Some(date(2026, 8, 17)),
            due_date: date(2026, 8, 31),
            what: None,
            original: dkk(2_000_000),
            principal: dkk(1_550_000),
            payment_reference: None,
        },
        lines: vec![
            line(ClaimLineKind::Principal, 1_550_000),
            line(ClaimLineKind::ReminderFee, 10_000),
            interest(),
        ],
        deductions: vec![Deduction {
            kind: DeductionKind::Payment,
            on: date(2026, 9, 15),
            amount: dkk(450_000),
        }],
        letters: vec![LetterSent {
            id: letter.clone(),
            kind: LetterKind::CollectionNotice,
            number: None,
            also_notice: false,
            sent_on: date(2026, 9, 25),
            pay_by: date(2026, 10, 9),
            sha256: "ab".repeat(32),
            delivery: Delivered::default(),
        }],
        notice: NoticeGiven { sent_on: date(2026, 9, 25), deadline: date(2026, 10, 9) },
        documents: vec![FiledDocument {
            paper: Paper::Letter { letter },
            name: "inkassovarsel.pdf".into(),
            media_type: ContentType::Pdf,
            sha256: "ab".repeat(32),
            key: "t/documents/ab.pdf".into(),
        }],
    }
}

fn faults(spoil: impl FnOnce(&mut ClaimFile)) -> Vec<FileFault> {
    let mut file = file();
    spoil(&mut file);
    file.checked().err().unwrap_or_default()
}

#[test]
fn a_claim_that_holds_together_reads_back_as_it_was_handed_over() {
    let file = file().checked().unwrap();
    let text = serde_json::to_string(&file).unwrap();
    assert_eq!(serde_json::from_str::<ClaimFile>(&text).unwrap(), file);
    assert!(text.contains(r#""kind":"reminder_fee","claimed_by":"creditor""#), "{text}");
}

#[test]
fn kinds_of_claims_are_told_apart_and_never_added_up() {
    let mut file = file();
    file.lines.push(line(ClaimLineKind::ReminderFee, 10_000));
    assert_eq!(file.open(ClaimLineKind::ReminderFee), dkk(20_000));
    assert_eq!(file.open(ClaimLineKind::Principal), dkk(1_550_000));
    assert_eq!(file.open(ClaimLineKind::Compensation), dkk(0));
}

#[test]
fn the_principal_stands_there_once_and_is_the_invoices() {
    assert_eq!(faults(|file| file.lines[0].open = dkk(1)), [FileFault::PrincipalDiffers]);
    assert_eq!(faults(|file| drop(file.lines.remove(0))), [FileFault::Principals(0)]);
    let nothing = |file: &mut ClaimFile| {
        file.invoice.principal = dkk(0);
        file.lines[0].open = dkk(0);
    };
    assert_eq!(faults(nothing), [FileFault::NothingToCollect]);
    assert_eq!(faults(|file| file.invoice.original = dkk(1_549_999)), [FileFault::NothingToCollect]);
}

#[test]
fn no_amount_is_of_another_currency_below_zero_or_more_than_was_claimed() {
    let kroner = Money::new(10_000, Currency::NOK);
    let other = faults(|file| file.lines[1].amount = kroner);
    assert_eq!(other, [FileFault::OtherCurrency { field: "lines.1.amount".into() }]);
    let balance = |file: &mut ClaimFile| {
        if let Some(interest) = &mut file.lines[2].interest {
            interest.periods[0].balance = kroner;
        }
    };
    assert_eq!(faults(balance), [FileFault::OtherCurrency { field: "lines.2.interest".into() }]);
    assert_eq!(faults(|file| file.lines[1].open = dkk(10_001)), [FileFault::OpenAmount(1)]);
    assert_eq!(faults(|file| file.lines[1].open = dkk(-1)), [FileFault::OpenAmount(1)]);
    assert_eq!(faults(|file| file.deductions[0].amount = dkk(0)), [FileFault::Deduction(0)]);
}

#[test]
fn interest_says_how_it_came_about() {
    assert_eq!(faults(|file| file.lines[2].interest = None), [FileFault::InterestPeriods(2)]);
    assert_eq!(faults(|file| file.lines[1].interest = interest().interest), [FileFault::InterestPeriods(1)]);
}

#[test]
fn nothing_is_handed_over_while_the_notice_runs_or_without_one() {
    assert_eq!(faults(|file| file.handed_over_on = date(2026, 10, 9)), [FileFault::NoticeRuns]);
    assert_eq!(faults(|file| file.letters.clear()), [FileFault::NoticeNotSent]);
    assert_eq!(
        faults(|file| file.letters[0].kind = LetterKind::Reminder),
        [FileFault::NoticeNotSent],
        "a reminder is no notice unless it says so"
    );
    assert_eq!(
        faults(|file| {
            file.letters[0].kind = LetterKind::Reminder;
            file.letters[0].also_notice = true;
        }),
        []
    );
}

#[test]
fn a_paper_has_a_plain_name_of_its_own_and_a_digest() {
    for name in ["", "../x.pdf", "a\r\nb.pdf", "æ.pdf", ".pdf"] {
        assert_eq!(faults(|file| file.documents[0].name = name.into()), [FileFault::Document(0)], "{name:?}");
    }
    assert_eq!(faults(|file| file.documents[0].sha256 = "AB".repeat(32)), [FileFault::Document(0)]);
    let twice = faults(|file| file.documents.push(file.documents[0].clone()));
    assert_eq!(twice, [FileFault::DocumentTwice(1)]);
}

fn chosen(agency: &str, country: Country, settings: &[(&str, &str)], credentials: &[&str]) -> String {
    let settings: BTreeMap<_, _> =
        settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    match AgencyChoice::parse(agency, country, settings, credentials.iter().copied()) {
        Ok(choice) => {
            choice.row().map_or("no row".to_owned(), |row| format!("{}: {:?}", row.title, row.channel))
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_choice_that_cannot_work_is_refused_with_what_it_lacks() {
    use Country::{Denmark, Norway};
    let address = [("address", "sager@inkasso.example")];
    let user = [("user-email", "ida@nordlys.example")];
    let told = [
        chosen("advokaternes", Denmark, &address, &[]),
        chosen("collectia", Denmark, &address, &[]),
        chosen("mail", Norway, &address, &[]),
        chosen("debitura", Norway, &user, &["api-key", "webhook-secret"]),
        chosen("collectia", Norway, &address, &[]),
        chosen("advokaternes", Denmark, &[], &[]),
        chosen("mail", Denmark, &[("address", "inkasso")], &[]),
        chosen("mail", Denmark, &address, &["api-key"]),
        chosen("debitura", Denmark, &user, &[]),
        chosen("debitura", Denmark, &address, &["api-key"]),
        chosen("kravia", Denmark, &[], &[]),
    ];
    let expected = [
        "Advokaternes Inkasso Service: Mail",
        "Collectia A/S: Mail",
        "An agency, by mail: Mail",
        "Debitura: Api",
        "agency: collectia takes no claims of this country",
        "setting: advokaternes needs address, the e-mail address that the agency takes claims at",
        "setting: address is not the e-mail address that the agency takes claims at",
        "credential: mail does not know \"api-key\"; it takes none",
        "credential: debitura needs api-key",
        "setting: debitura does not know \"address\"; it takes user-email, test-cases",
        "agency: \"kravia\" is not one of advokaternes, collectia, mail, debitura",
    ];
    assert_eq!(told, expected);
}

#[test]
fn an_agencys_id_can_stand_in_an_address() {
    assert!(AgencyRef::parse("5b1e2c64-1111-4a6b-8c55-0a0b0c0d0e0f").is_ok());
    for bad in ["", "..", "a/b", "a b", "æ", &"a".repeat(101)] {
        assert!(AgencyRef::parse(bad).is_err(), "{bad}");
    }
}
