//! A claim put together on the day that it goes to the agency: every figure reckoned then, and frozen.

use jiff::civil::Date;

use super::FileFault;
use super::claim_file::{ClaimFile, ClaimedInvoice, Delivered, FiledDocument, LetterSent, NoticeGiven};
use super::lines::{ClaimLine, ClaimLineKind, ClaimedBy, InterestClaim};
use crate::case::CollectionCase;
use crate::dunning::compose::{creditor, deductions, interest_periods, narrow};
use crate::dunning::letter::Addressee;
use crate::dunning::{Charge, ChargeKind, Forbidden, Ledger, LetterFile, MailFate, Rules, handed_over};
use crate::ids::LetterId;
use crate::money::Money;
use crate::source_invoice::SourceInvoice;
use crate::statutes::Minor;
use crate::tenant::Tenant;

/// Everything that a claim is made of.
pub struct HandoverOf<'a> {
    pub tenant: &'a Tenant,
    pub case: &'a CollectionCase,
    /// Of the case, in any order; those that do not count are left out.
    pub letters: &'a [LetterFile],
    /// What its invoice was read as just now; `None` where it cannot be read, and the tenant's word stands for it.
    pub read: Option<&'a SourceInvoice>,
    /// Of the invoice, where the accounting system or a push tells it.
    pub what: Option<String>,
    pub documents: Vec<FiledDocument>,
    pub today: Date,
}

/// Why nothing can be handed over today.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotComposed {
    /// The tenant is told.
    #[error("{0}")]
    Forbidden(#[from] Forbidden),
    /// No letter has left that names the debtor's address, or nowhere that answers go.
    #[error("a party has no address")]
    NoAddress,
    /// It does not hold together: ours to mend.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Faults(Vec<FileFault>),
}

/// The whole claim, checked.
///
/// # Errors
/// When the law lets it not go, or it does not hold together.
pub fn compose(of: HandoverOf<'_>) -> Result<ClaimFile, NotComposed> {
    let HandoverOf { tenant, case, today, .. } = of;
    let rules = Rules::of(tenant, case);
    let history = case.history(rules.country);
    let (history, record) = handed_over(&history, &rules.statutes, &rules.caution(), today)?;
    let ledger = record.ledger(&history, &rules.statutes, today).map_err(Forbidden::from)?;
    let notice = record.notices.last().ok_or(Forbidden::NoValidNotice)?;
    let notice = NoticeGiven { sent_on: notice.on, deadline: notice.deadline };
    let letters = letters(case, of.letters);
    let money = |minor: Minor| Money::new(narrow(minor), case.principal.currency);
    let file = ClaimFile {
        case: case.id.clone(),
        country: rules.country,
        handed_over_on: today,
        creditor: creditor(tenant).ok_or(NotComposed::NoAddress)?,
        debtor: debtor(case, of.letters).ok_or(NotComposed::NoAddress)?,
        invoice: ClaimedInvoice {
            number: case.invoice_number.clone(),
            issue_date: case.issue_date,
            due_date: case.counted_due(),
            what: of.what,
            original: original(case, of.read, money(history.principal)),
            principal: money(ledger.principal),
            payment_reference: case.payment_reference.clone(),
        },
        lines: lines(case, history.principal, &record.charges, &ledger, today),
        deductions: deductions(case),
        letters,
        notice,
        documents: of.documents,
    };
    file.checked().map_err(NotComposed::Faults)
}

impl ClaimFile {
    /// Nothing was paid, credited or added since it was put together.
    pub fn is_still_owed(&self, case: &CollectionCase) -> bool {
        let principal = self.lines.iter().find(|line| line.kind == ClaimLineKind::Principal);
        let owed = narrow(case.history(self.country).principal);
        self.deductions == deductions(case) && principal.is_some_and(|line| line.amount.minor == owed)
    }
}

/// As issued: what the books say, and never less than what the case began with.
fn original(case: &CollectionCase, read: Option<&SourceInvoice>, claimed: Money) -> Money {
    let gross = read.and_then(|invoice| invoice.amounts.as_ref().ok()).map(|amounts| amounts.gross);
    let same = gross.filter(|gross| gross.currency == case.principal.currency);
    same.filter(|gross| gross.minor > claimed.minor).unwrap_or(claimed)
}

/// Where the letters went, when the case knows no address any more.
fn debtor(case: &CollectionCase, letters: &[LetterFile]) -> Option<Addressee> {
    let last = letters.iter().max_by_key(|file| file.on).map(|file| file.letter.debtor.email.clone());
    Some(Addressee {
        name: case.debtor.name.clone(),
        kind: case.debtor.kind,
        number: case.debtor.registration_number.clone(),
        address: case.debtor.address.clone(),
        email: case.debtor.email.clone().or(last)?,
    })
}

/// Those that have left, or may have, oldest first.
fn letters(case: &CollectionCase, files: &[LetterFile]) -> Vec<LetterSent> {
    let file_of = |id: &LetterId| files.iter().find(|file| file.id == *id);
    case.dunning.counted().filter_map(|letter| file_of(&letter.id)).map(sent).collect()
}

fn sent(file: &LetterFile) -> LetterSent {
    let delivered = file.events.iter().find(|event| event.what == MailFate::Delivered);
    LetterSent {
        id: file.id.clone(),
        kind: file.letter.kind,
        number: file.letter.number,
        also_notice: file.letter.also_notice,
        sent_on: file.letter.sent_on,
        pay_by: file.letter.pay_by,
        sha256: file.sha256.clone(),
        delivery: Delivered { message_id: file.message_id.clone(), at: delivered.map(|event| event.at) },
    }
}

fn lines(
    case: &CollectionCase,
    claimed: Minor,
    charges: &[Charge],
    ledger: &Ledger,
    today: Date,
) -> Vec<ClaimLine> {
    let money = |minor: Minor| Money::new(narrow(minor), case.principal.currency);
    let line = |kind, amount: Minor, open: Minor, date| ClaimLine {
        kind,
        claimed_by: ClaimedBy::Creditor,
        amount: money(amount),
        open: money(open),
        date,
        interest: None,
    };
    let mut lines = vec![line(ClaimLineKind::Principal, claimed, ledger.principal, case.counted_due())];
    // What was paid of the costs covers fees before the compensation, as in the letters, and the hand-over's own fee last.
    let mut paid = ledger.charged - ledger.costs;
    for kind in [ChargeKind::Fee, ChargeKind::Compensation, ChargeKind::HandoverFee] {
        for charge in charges.iter().filter(|charge| charge.kind == kind && charge.adds > 0) {
            let covered = paid.min(charge.adds);
            paid -= covered;
            lines.push(line(kind_of(kind), charge.adds, charge.adds - covered, charge.on));
        }
    }
    let periods = interest_periods(ledger, case.principal.currency);
    if let Some(from) = periods.first().map(|period| period.from).filter(|_| ledger.accrued_interest > 0) {
        let interest = Some(InterestClaim { from, periods });
        let all = line(ClaimLineKind::Interest, ledger.accrued_interest, ledger.interest, today);
        lines.push(ClaimLine { interest, ..all });
    }
    lines
}

fn kind_of(charge: ChargeKind) -> ClaimLineKind {
    match charge {
        ChargeKind::Fee => ClaimLineKind::ReminderFee,
        ChargeKind::Compensation => ClaimLineKind::Compensation,
        ChargeKind::HandoverFee => ClaimLineKind::HandoverFee,
    }
}
