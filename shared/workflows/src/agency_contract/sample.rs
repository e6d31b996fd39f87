//! A claim that holds together, with its papers.

use domain::claim::ContentType;
use domain::dunning::LetterKind;
use domain::dunning::letter::{Addressee, Creditor, Deduction, DeductionKind, InterestPeriod};
use domain::handover::{
    ClaimFile, ClaimLine, ClaimLineKind, ClaimedBy, ClaimedInvoice, Delivered, FiledDocument, InterestClaim,
    LetterSent, NoticeGiven, Paper,
};
use domain::ids::{CaseId, InvoiceId, LetterId, SystemName, TenantId};
use domain::source_invoice::{DebtorKind, PostalAddress};
use domain::{Country, Currency, Money, RegistrationNumber};
use jiff::civil::{Date, date};

use crate::ports::{Submission, sha256};

const INVOICE: &[u8] = b"%PDF-1.4 the invoice\n%%EOF\n";
const REMINDER: &[u8] = b"%PDF-1.4 the reminder\n%%EOF\n";
const NOTICE: &[u8] = b"%PDF-1.4 the notice\n%%EOF\n";

fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::DKK)
}

/// What the debtor paid to the creditor after the hand-over.
pub fn payment() -> Deduction {
    Deduction { kind: DeductionKind::Payment, on: date(2026, 10, 14), amount: dkk(400_000) }
}

/// The `nth` claim, Danish.
pub fn submission(nth: u32) -> Submission {
    let contents = [INVOICE, REMINDER, NOTICE].map(<[u8]>::to_vec).into();
    Submission::new(file(nth).checked().unwrap(), contents).unwrap()
}

/// The `nth` claim, Danish: a reminder, a notice, a part payment.
pub fn file(nth: u32) -> ClaimFile {
    let tenant = TenantId::from_random([7; 8]);
    let number = format!("{}", 10_411 + nth);
    let system = SystemName::known("billy");
    ClaimFile {
        case: CaseId::of(&tenant, &system, &InvoiceId::parse(&number).unwrap()),
        country: Country::Denmark,
        handed_over_on: date(2026, 10, 10),
        creditor: Creditor {
            name: "Nordlys Tømrer ApS".into(),
            number: RegistrationNumber::parse(Country::Denmark, "24256790").unwrap(),
            address: Some(address("Værkstedsvej 3", "4000", "Roskilde")),
            reply_to: "bogholderi@nordlys.example".parse().unwrap(),
            phone: Some("+45 00 00 00 00".into()),
            account: Some("1234 0001234567".into()),
        },
        debtor: Addressee {
            name: "Fjordgaarden Ejendomme ApS".into(),
            kind: DebtorKind::Company,
            number: Some(RegistrationNumber::parse(Country::Denmark, "10150817").unwrap()),
            address: Some(address("Havnegade 14, 2.", "8000", "Aarhus C")),
            email: "faktura@fjordgaarden.example".parse().unwrap(),
        },
        invoice: ClaimedInvoice {
            number,
            issue_date: Some(date(2026, 8, 17)),
            due_date: date(2026, 8, 31),
            what: Some("Udskiftning af pumpe".into()),
            original: dkk(2_000_000),
            principal: dkk(1_550_000),
            payment_reference: Some("+71<000000000104127+12345678<".into()),
        },
        lines: lines(),
        deductions: vec![Deduction {
            kind: DeductionKind::Payment,
            on: date(2026, 9, 15),
            amount: dkk(450_000),
        }],
        letters: vec![
            letter(&tenant, LetterKind::Reminder, Some(1), date(2026, 9, 10), date(2026, 9, 20), REMINDER),
            letter(&tenant, LetterKind::CollectionNotice, None, date(2026, 9, 25), date(2026, 10, 9), NOTICE),
        ],
        notice: NoticeGiven { sent_on: date(2026, 9, 25), deadline: date(2026, 10, 9) },
        documents: vec![
            document(Paper::Invoice, "faktura-10412.pdf", INVOICE),
            document(
                Paper::Letter { letter: letter_id(&tenant, date(2026, 9, 10)) },
                "rykker-1.pdf",
                REMINDER,
            ),
            document(
                Paper::Letter { letter: letter_id(&tenant, date(2026, 9, 25)) },
                "inkassovarsel.pdf",
                NOTICE,
            ),
        ],
    }
}

fn address(street: &str, postal_code: &str, city: &str) -> PostalAddress {
    let country = Some("DK".to_owned());
    PostalAddress { street: street.into(), postal_code: postal_code.into(), city: city.into(), country }
}

fn lines() -> Vec<ClaimLine> {
    let line = |kind, amount, open, date| ClaimLine {
        kind,
        claimed_by: ClaimedBy::Creditor,
        amount: dkk(amount),
        open: dkk(open),
        date,
        interest: None,
    };
    let period = |from, to, days, balance, amount| InterestPeriod {
        from,
        to,
        days,
        rate: "9.75".into(),
        balance: dkk(balance),
        amount: dkk(amount),
    };
    let (from, to) = (date(2026, 9, 1), date(2026, 10, 10));
    let interest = InterestClaim {
        from,
        periods: vec![
            period(from, date(2026, 9, 15), 15, 2_000_000, 8_014),
            period(date(2026, 9, 16), to, 25, 1_550_000, 10_351),
        ],
    };
    vec![
        line(ClaimLineKind::Principal, 2_000_000, 1_550_000, date(2026, 8, 31)),
        line(ClaimLineKind::ReminderFee, 10_000, 10_000, date(2026, 9, 10)),
        line(ClaimLineKind::Compensation, 31_000, 31_000, date(2026, 9, 10)),
        ClaimLine { interest: Some(interest), ..line(ClaimLineKind::Interest, 18_365, 18_365, to) },
    ]
}

fn letter_id(tenant: &TenantId, sent_on: Date) -> LetterId {
    LetterId::of(tenant, &["letter", &sent_on.to_string()])
}

fn letter(
    tenant: &TenantId,
    kind: LetterKind,
    number: Option<u8>,
    sent_on: Date,
    pay_by: Date,
    content: &[u8],
) -> LetterSent {
    let delivery = Delivered {
        message_id: Some(format!("0102019a-{sent_on}")),
        at: format!("{sent_on}T08:00:07Z").parse().ok(),
    };
    let (id, sha256) = (letter_id(tenant, sent_on), sha256(content));
    LetterSent { id, kind, number, also_notice: false, sent_on, pay_by, sha256, delivery }
}

fn document(paper: Paper, name: &str, content: &[u8]) -> FiledDocument {
    let sha256 = sha256(content);
    let key = format!("t/documents/{sha256}.pdf");
    FiledDocument { paper, name: name.into(), media_type: ContentType::Pdf, sha256, key }
}
