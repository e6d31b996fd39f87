//! A letter put together at the moment it leaves: every figure reckoned then, and frozen.

use jiff::civil::Date;

use super::ask::letter as lawful;
use super::because;
use super::letter::{Addressee, Creditor, Deduction, DeductionKind, InterestPeriod, Letter, LetterClaim};
use super::next_step::NextLetter;
use super::{
    Asked, ChargeKind, ClaimHistory, Forbidden, Granted, Ledger, LetterKind, Record, Rules, Stretch,
};
use crate::case::{CaseLetter, CollectionCase, LetterStanding, MovedMoney};
use crate::country::{Country, Language};
use crate::email_address::EmailAddress;
use crate::ids::{CaseId, LetterId};
use crate::money::{Currency, Money};
use crate::statutes::{Minor, Missing};
use crate::tenant::Tenant;

/// A letter, and what each of its cases keeps of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composed {
    pub letter: Letter,
    pub parts: Vec<(CaseId, CaseLetter)>,
}

/// What goes to whom.
pub struct Occasion<'a> {
    pub tenant: &'a Tenant,
    pub id: LetterId,
    pub today: Date,
    pub to: EmailAddress,
}

/// Puts the claims of one debtor into one letter, with one fee. At least one claim; all of them are letters of one kind.
///
/// # Errors
/// When one of the claims may not stand in such a letter today. `None`: there are no claims, or nowhere that answers go.
pub fn compose(
    occasion: &Occasion<'_>,
    claims: &[(&CollectionCase, NextLetter)],
    rules: &Rules,
) -> Result<Option<Composed>, Forbidden> {
    let Some((first, next)) = claims.first() else { return Ok(None) };
    let Some(creditor) = creditor(occasion.tenant) else { return Ok(None) };
    let mut parts = Vec::new();
    let mut told = Vec::new();
    let mut reasons = Vec::new();
    let mut fee: Minor = 0;
    for (case, next) in claims {
        // One letter is one reminder: its fee is borne by one of its claims, and counts for all of them.
        let asked = Asked { fee: next.asked.fee && fee == 0, ..next.asked };
        let shared = fee > 0 && next.asked.fee;
        let claim = claim_told(case, rules, next.kind, asked, occasion.today)?;
        fee += claim.granted.fee;
        reasons.extend(claim.because);
        told.push(LetterClaim { bears_fee: claim.granted.fee > 0, ..claim.told });
        parts.push((case.id.clone(), part(&occasion.id, occasion.today, next, asked, shared)));
    }
    let currency = first.principal.currency;
    let money = |minor: Minor| Money::new(narrow(minor), currency);
    let claimed: Minor = told.iter().map(|claim: &LetterClaim| Minor::from(claim.total.minor)).sum();
    let country = rules.country;
    let letter = Letter {
        id: occasion.id.clone(),
        tenant: occasion.tenant.id.clone(),
        kind: next.kind,
        number: number(first, next.kind, fee > 0, country),
        also_notice: is_both(next.kind, fee > 0, country),
        country,
        language: language(first, country),
        sent_on: occasion.today,
        pay_by: next.pay_by,
        creditor,
        debtor: Addressee {
            name: first.debtor.name.clone(),
            kind: first.debtor.kind,
            number: first.debtor.registration_number.clone(),
            address: first.debtor.address.clone(),
            email: occasion.to.clone(),
        },
        claims: told,
        currency,
        fee: money(fee),
        total: money(claimed + fee),
        because: reasons,
    };
    Ok(Some(Composed { letter, parts }))
}

struct ClaimTold {
    told: LetterClaim,
    granted: Granted,
    because: Vec<String>,
}

fn claim_told(
    case: &CollectionCase,
    rules: &Rules,
    kind: LetterKind,
    asked: Asked,
    today: Date,
) -> Result<ClaimTold, Forbidden> {
    let claim = case.history(rules.country);
    let caution = rules.caution();
    let granted = match case.chases_charges() {
        // Nothing is asked for that was not asked for before.
        true => Granted::default(),
        false => lawful(&claim, &rules.statutes, &caution, kind, asked, today)?.granted,
    };
    let record = Record::of(&claim, &rules.statutes, &caution, today);
    let new_compensation = match granted.compensation {
        0 => 0,
        amount => record.compensation_adds(rules.country, amount),
    };
    let told = claim_on(case, &claim, &record, rules, new_compensation, today)?;
    let mut because = because::letter(&claim, &rules.statutes, kind, today);
    because.extend(because::owed(&claim, &rules.statutes, &caution, today));
    Ok(ClaimTold { told, granted, because })
}

/// The four figures of a claim at the end of a day, with how they came about. `new_compensation` is asked for that day.
pub(super) fn claim_on(
    case: &CollectionCase,
    claim: &ClaimHistory,
    record: &Record,
    rules: &Rules,
    new_compensation: Minor,
    day: Date,
) -> Result<LetterClaim, Missing> {
    let ledger = record.ledger(claim, &rules.statutes, day)?;
    let money = |minor: Minor| Money::new(narrow(minor), case.principal.currency);
    let of_kind = |kind: ChargeKind| -> Minor {
        record.charges.iter().filter(|charge| charge.kind == kind).map(|charge| charge.adds).sum()
    };
    // Principal is paid first, then the costs: fees before compensation.
    let paid = ledger.charged - ledger.costs;
    let (charged_fees, charged_compensation) = (of_kind(ChargeKind::Fee), of_kind(ChargeKind::Compensation));
    let fees = (charged_fees - paid).max(0);
    let compensation =
        charged_compensation - (paid - charged_fees).clamp(0, charged_compensation) + new_compensation;
    Ok(LetterClaim {
        case: case.id.clone(),
        invoice_number: case.invoice_number.clone(),
        issue_date: case.issue_date,
        due_date: claim.due_date,
        effective_due: claim.effective_due(),
        what: None,
        principal: money(claim.principal),
        deductions: deductions(case),
        open_principal: money(ledger.principal),
        interest: interest_periods(&ledger, case.principal.currency),
        open_interest: money(ledger.interest),
        earlier_fees: money(fees),
        compensation: money(compensation),
        compensation_is_new: new_compensation > 0,
        total: money(ledger.principal + ledger.interest + fees + compensation),
        bears_fee: false,
        payment_reference: case.payment_reference.clone(),
    })
}

/// The days that bear interest, as they are told.
pub(crate) fn interest_periods(ledger: &Ledger, currency: Currency) -> Vec<InterestPeriod> {
    let money = |minor: Minor| Money::new(narrow(minor), currency);
    let told = |stretch: &Stretch| InterestPeriod {
        from: stretch.from,
        to: stretch.to,
        days: stretch.days.unsigned_abs(),
        rate: stretch.rate.to_string(),
        balance: money(stretch.balance),
        amount: money(stretch.amount()),
    };
    ledger.stretches.iter().map(told).collect()
}

/// What the letter is to one of its cases. `shared`: another claim bears the fee, which counts here too.
fn part(id: &LetterId, today: Date, next: &NextLetter, asked: Asked, shared: bool) -> CaseLetter {
    CaseLetter {
        id: id.clone(),
        kind: next.kind,
        step: next.step,
        on: today,
        pay_by: next.pay_by,
        asked,
        fee_elsewhere: shared,
        standing: LetterStanding::Sending,
    }
}

/// What was paid or credited since the case began. A payment that was taken back is none, and what the invoice rose by stands
/// in the principal.
pub(crate) fn deductions(case: &CollectionCase) -> Vec<Deduction> {
    let kind = |what| match what {
        MovedMoney::Paid | MovedMoney::Received => Some(DeductionKind::Payment),
        MovedMoney::Credited | MovedMoney::CreditedFromDate => Some(DeductionKind::CreditNote),
        MovedMoney::OwedMore => None,
    };
    let moves = case.dunning.moves_in_law().into_iter();
    moves
        .filter(|moved| moved.taken_back_on.is_none())
        .filter_map(|moved| {
            let amount = case.principal.with_minor(moved.minor);
            Some(Deduction { kind: kind(moved.what)?, on: moved.on, amount })
        })
        .collect()
}

/// A Danish notice that carries a fee is also the next reminder (renteloven § 9 b, inkassoloven § 10).
fn is_both(kind: LetterKind, fee: bool, country: Country) -> bool {
    kind == LetterKind::CollectionNotice && fee && country == Country::Denmark
}

fn number(case: &CollectionCase, kind: LetterKind, fee: bool, country: Country) -> Option<u8> {
    let numbered = kind == LetterKind::Reminder || is_both(kind, fee, country);
    let before = case.dunning.counted().filter(|letter| letter.kind == LetterKind::Reminder).count();
    let elsewhere = case.reminders_elsewhere.len();
    numbered.then(|| u8::try_from(before + elsewhere + 1).unwrap_or(u8::MAX))
}

/// By where the debtor lives; the creditor's country where that is not known.
fn language(case: &CollectionCase, country: Country) -> Language {
    let home = case.debtor.address.as_ref().and_then(|address| address.country.as_deref());
    match home.map(str::to_ascii_lowercase).as_deref() {
        Some("dk") => Language::Danish,
        Some("no") => Language::Norwegian,
        Some(_) => Language::English,
        None => country.language(),
    }
}

/// In whose name it is; `None` where there is nowhere that answers go.
pub(crate) fn creditor(tenant: &Tenant) -> Option<Creditor> {
    let letterhead = &tenant.letterhead;
    Some(Creditor {
        name: tenant.name.clone(),
        number: tenant.number.clone(),
        address: letterhead.address.clone(),
        reply_to: letterhead.reply_to.clone().or_else(|| tenant.mail_addresses.first().cloned())?,
        phone: letterhead.phone.clone(),
        account: letterhead.account.clone(),
    })
}

/// Amounts of invoices are far inside an i64, and no rate makes one leave it.
pub(crate) fn narrow(minor: Minor) -> i64 {
    i64::try_from(minor).unwrap_or(i64::MAX)
}
