//! Whether a claim holds together. Nothing that does not is handed over.

use super::claim_file::{ClaimFile, FiledDocument};
use super::lines::{ClaimLine, ClaimLineKind};
use crate::dunning::LetterKind;

/// What is wrong with a claim; ours to mend, and told to the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    #[error("{field}: is in another currency than the invoice")]
    OtherCurrency { field: String },
    #[error("invoice.principal: is not above zero, or above what was invoiced")]
    NothingToCollect,
    #[error("lines: the principal stands there {0} times, and must once")]
    Principals(usize),
    #[error("lines: the open principal is not the invoice's")]
    PrincipalDiffers,
    #[error("lines.{0}: what is open of it is below zero or above its amount")]
    OpenAmount(usize),
    #[error("lines.{0}: interest must say how it came about, and nothing else may")]
    InterestPeriods(usize),
    #[error("deductions.{0}: is not above zero")]
    Deduction(usize),
    #[error("notice: its deadline is not after its sending, or has not passed")]
    NoticeRuns,
    #[error("notice: no letter of that day was a collection notice with that deadline")]
    NoticeNotSent,
    #[error("documents.{0}: its name, or its digest, is not one")]
    Document(usize),
    #[error("documents.{0}: its name is there already")]
    DocumentTwice(usize),
}

/// SHA-256 in hexadecimal.
const DIGEST_DIGITS: usize = 64;
const LONGEST_NAME: usize = 120;

impl ClaimFile {
    /// The claim, if it holds together.
    ///
    /// # Errors
    /// Everything that is wrong with it, by field. Never a value.
    pub fn checked(self) -> Result<Self, Vec<FileFault>> {
        let checks = [currencies, principal, amounts, notice, documents];
        let faults: Vec<FileFault> = checks.iter().flat_map(|check| check(&self)).collect();
        if faults.is_empty() { Ok(self) } else { Err(faults) }
    }
}

fn currencies(file: &ClaimFile) -> Vec<FileFault> {
    let own = file.invoice.principal.currency;
    let invoice = [("invoice.original".to_owned(), file.invoice.original)];
    let lines = file.lines.iter().enumerate().flat_map(|(at, line)| {
        [(format!("lines.{at}.amount"), line.amount), (format!("lines.{at}.open"), line.open)]
    });
    let deductions = file.deductions.iter().enumerate();
    let deductions = deductions.map(|(at, deduction)| (format!("deductions.{at}"), deduction.amount));
    let periods = file.lines.iter().enumerate().flat_map(|(at, line)| {
        let periods = line.interest.iter().flat_map(|interest| &interest.periods);
        let field = format!("lines.{at}.interest");
        periods.flat_map(move |period| [(field.clone(), period.balance), (field.clone(), period.amount)])
    });
    let all = invoice.into_iter().chain(lines).chain(periods).chain(deductions);
    all.filter(|(_, money)| money.currency != own)
        .map(|(field, _)| FileFault::OtherCurrency { field })
        .collect()
}

fn principal(file: &ClaimFile) -> Vec<FileFault> {
    let mut faults = Vec::new();
    let principal = file.invoice.principal.minor;
    if principal <= 0 || principal > file.invoice.original.minor {
        faults.push(FileFault::NothingToCollect);
    }
    let lines = || file.lines.iter().filter(|line| line.kind == ClaimLineKind::Principal);
    match lines().count() {
        1 if lines().all(|line| line.open.minor == principal) => {}
        1 => faults.push(FileFault::PrincipalDiffers),
        count => faults.push(FileFault::Principals(count)),
    }
    faults
}

fn amounts(file: &ClaimFile) -> Vec<FileFault> {
    let line_faults = |(at, line): (usize, &ClaimLine)| {
        let open = (!(0..=line.amount.minor).contains(&line.open.minor)).then_some(FileFault::OpenAmount(at));
        let explained = line.interest.as_ref().is_some_and(|interest| !interest.periods.is_empty());
        let differs = explained != (line.kind == ClaimLineKind::Interest);
        [open, differs.then_some(FileFault::InterestPeriods(at))]
    };
    let lines = file.lines.iter().enumerate().flat_map(line_faults).flatten();
    let deductions = file.deductions.iter().enumerate();
    let deductions = deductions.filter(|(_, deduction)| !deduction.amount.is_positive());
    lines.chain(deductions.map(|(at, _)| FileFault::Deduction(at))).collect()
}

fn notice(file: &ClaimFile) -> Vec<FileFault> {
    let notice = file.notice;
    let has_run = notice.sent_on < notice.deadline && notice.deadline < file.handed_over_on;
    let was_sent = file.letters.iter().any(|letter| {
        let is_notice = letter.kind == LetterKind::CollectionNotice || letter.also_notice;
        is_notice && letter.sent_on == notice.sent_on && letter.pay_by == notice.deadline
    });
    let faults = [(has_run, FileFault::NoticeRuns), (was_sent, FileFault::NoticeNotSent)];
    faults.into_iter().filter(|(holds, _)| !holds).map(|(_, fault)| fault).collect()
}

fn documents(file: &ClaimFile) -> Vec<FileFault> {
    let is_twice = |at: usize, document: &FiledDocument| {
        file.documents.iter().take(at).any(|before| before.name == document.name)
    };
    let fault = |(at, document): (usize, &FiledDocument)| match is_plain(document) {
        false => Some(FileFault::Document(at)),
        true => is_twice(at, document).then_some(FileFault::DocumentTwice(at)),
    };
    file.documents.iter().enumerate().filter_map(fault).collect()
}

/// A name that can stand in a header and in any folder, and a digest.
fn is_plain(document: &FiledDocument) -> bool {
    let of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let name = document.name.as_bytes();
    let named = (1..=LONGEST_NAME).contains(&name.len())
        && name.iter().copied().all(of_name)
        && name.first().is_some_and(|first| *first != b'.');
    let digest = document.sha256.as_bytes();
    let of_digest = |byte: &u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte);
    named && digest.len() == DIGEST_DIGITS && digest.iter().all(of_digest)
}
