//! Letters to debtors: each kept once and for ever.

use domain::dunning::letter::{
    Addressee, Creditor, Deduction, DeductionKind, InterestPeriod, Letter, LetterClaim,
};
use domain::dunning::{LetterEvent, LetterFile, LetterKind, LetterState, MailFate};
use domain::ids::LetterId;
use domain::source_invoice::PostalAddress;
use domain::{Country, Currency, DebtorKind, Language, Money, Tenant};
use jiff::civil::date;

use super::fixtures::*;
use crate::ports::{CommitError, LetterPage, Store, Write};

/// DynamoDB takes no larger item (Service, account, and table quotas: 400 KB with names and keys).
const LARGEST_ITEM: usize = 400 * 1024;
/// For its keys, its version, and what the mail service tells later.
const BESIDE: usize = 4 * 1024;

fn dkk(minor: i64) -> Money {
    Money::new(minor, Currency::DKK)
}

fn address() -> PostalAddress {
    PostalAddress {
        street: "Gammel Køge Landevej 117, bygning B\n3. sal, dør 12".into(),
        postal_code: "2500".into(),
        city: "Valby".into(),
        country: Some("DK".into()),
    }
}

/// A tenant's letter of a day of December 2026.
pub fn letter(tenant: &Tenant, day: i8) -> LetterFile {
    let on = date(2026, 12, day);
    let id = LetterId::of(&tenant.id, &[&on.to_string()]);
    let creditor = Creditor {
        name: tenant.name.clone(),
        number: tenant.number.clone(),
        address: Some(address()),
        reply_to: "kontor@nordlys.example".parse().unwrap(),
        phone: Some("+45 33 12 34 56".into()),
        account: Some("9570 0012345678".into()),
    };
    let debtor = Addressee {
        name: "Åse Ærø 🧾 מרים".into(),
        kind: DebtorKind::Company,
        number: None,
        address: Some(address()),
        email: "bogholder@smedjen.example".parse().unwrap(),
    };
    let letter = Letter {
        id: id.clone(),
        tenant: tenant.id.clone(),
        kind: LetterKind::Reminder,
        number: Some(1),
        also_notice: false,
        country: Country::Denmark,
        language: Language::Danish,
        sent_on: on,
        pay_by: date(2026, 12, 31),
        creditor,
        debtor,
        claims: vec![claim(tenant, 1, 1)],
        currency: Currency::DKK,
        fee: dkk(10_000),
        total: dkk(135_000),
        because: vec!["renteloven § 9 b".into()],
    };
    LetterFile {
        id,
        tenant: tenant.id.clone(),
        cases: letter.claims.iter().map(|claim| claim.case.clone()).collect(),
        on,
        letter,
        sha256: "ab".repeat(32),
        state: LetterState::Sending { since: now() },
        message_id: None,
        events: vec![],
        version: 1,
    }
}

/// A claim with so many part payments, and a stretch of interest up to each.
fn claim(tenant: &Tenant, n: u32, payments: u8) -> LetterClaim {
    let on = date(2026, 11, 18);
    let period = InterestPeriod {
        from: date(2026, 11, 1),
        to: on,
        days: 18,
        rate: "9.75".into(),
        balance: dkk(125_000),
        amount: dkk(601),
    };
    LetterClaim {
        case: case(tenant, n).id,
        invoice_number: format!("2026-{n}"),
        issue_date: Some(date(2026, 10, 1)),
        due_date: date(2026, 10, 31),
        effective_due: date(2026, 11, 2),
        what: Some("Udskiftning af tagrender og nedløb på bygning B, inkl. stillads".into()),
        principal: dkk(125_000),
        deductions: (0..payments)
            .map(|_| Deduction { kind: DeductionKind::Payment, on, amount: dkk(100) })
            .collect(),
        open_principal: dkk(125_000),
        interest: (0..=payments).map(|_| period.clone()).collect(),
        open_interest: dkk(601),
        earlier_fees: dkk(0),
        bears_fee: false,
        compensation: dkk(31_000),
        compensation_is_new: true,
        total: dkk(156_601),
        payment_reference: Some("+71<000000000001234+12345678<".into()),
    }
}

fn put_letter(letter: &LetterFile) -> Write {
    Write::PutLetter(Box::new(letter.clone()))
}

fn accepted(letter: &LetterFile) -> LetterFile {
    letter.told(LetterEvent { what: MailFate::Accepted, at: now() }).unwrap()
}

async fn all_of(store: &dyn Store, tenant: &Tenant) -> Vec<LetterFile> {
    let LetterPage { mut letters, next } = store.letters_of_tenant(&tenant.id, None).await.unwrap();
    assert_eq!(next, None);
    letters.sort_by_key(|letter| letter.on);
    letters
}

pub async fn a_letter_is_found_by_its_id_and_listed_with_its_tenant(store: &dyn Store) {
    let (tenant, other) = (added(store, 0).await, added(store, 1).await);
    let [first, second] = [1, 2].map(|day| letter(&tenant, day));
    let others = letter(&other, 1);
    write(store, [&second, &first, &others].map(put_letter)).await;
    assert_eq!(store.letter(&first.id).await, Ok(Some(first.clone())));
    assert_eq!(store.letter(&letter(&tenant, 31).id).await, Ok(None));
    assert_eq!(all_of(store, &tenant).await, vec![first, second]);
    assert_eq!(all_of(store, &other).await, vec![others]);
    assert_eq!(store.standing(&tenant.id, None).await.unwrap().items.len(), 1, "no daily run meets it");
    assert_eq!(store.cases_of(&tenant.id, None).await.unwrap().cases, vec![]);
}

pub async fn letters_come_newest_last_each_once(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let letters: Vec<LetterFile> = (1..=12).map(|day| letter(&tenant, day)).collect();
    write(store, letters.iter().map(put_letter)).await;
    let mut ids: Vec<LetterId> = letters.iter().rev().map(|letter| letter.id.clone()).collect();
    ids.push(letter(&tenant, 31).id);
    ids.push(letters[3].id.clone());
    assert_eq!(store.letters(&ids).await, Ok(letters));
    assert_eq!(store.letters(&[]).await, Ok(vec![]));
}

pub async fn a_letter_is_not_overwritten_at_another_version(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let claimed = letter(&tenant, 1);
    write(store, [put_letter(&claimed)]).await;
    let conflict = Err(CommitError::Conflict(vec![0]));
    let second = store.commit(vec![put_letter(&claimed)].into()).await;
    assert_eq!(second, conflict, "whoever finds it is not the first");
    let sent = accepted(&claimed);
    write(store, [put_letter(&sent)]).await;
    assert_eq!(store.commit(vec![put_letter(&sent)].into()).await, conflict);
    let skipped = LetterFile { version: 4, ..sent.clone() };
    assert_eq!(store.commit(vec![put_letter(&skipped)].into()).await, conflict);
    let absent = accepted(&letter(&tenant, 2));
    assert_eq!(store.commit(vec![put_letter(&absent)].into()).await, conflict, "never claimed");
    assert_eq!(store.letter(&claimed.id).await, Ok(Some(sent)));
}

/// Each paid in part eight times.
pub async fn a_letter_of_forty_invoices_is_kept_whole(store: &dyn Store) {
    let tenant = added(store, 0).await;
    let mut long = letter(&tenant, 1);
    long.letter.claims = (0..40).map(|n| claim(&tenant, n, 8)).collect();
    long.cases = long.letter.claims.iter().map(|claim| claim.case.clone()).collect();
    let bytes = serde_json::to_vec(&long).unwrap().len();
    assert!(bytes + BESIDE <= LARGEST_ITEM, "{bytes} bytes");
    write(store, [put_letter(&long)]).await;
    assert_eq!(store.letter(&long.id).await, Ok(Some(long.clone())));
    assert_eq!(store.letters(std::slice::from_ref(&long.id)).await, Ok(vec![long]));
}
