//! What changed on cases since the last mail, and what the fee policy makes of the payments among it.

use domain::tenant::FeePolicy;
use domain::{Language, Money, News, Tiding};

use super::words::Words;
use super::{RunMail, procedure};
use crate::format::{Locale, Name};
use crate::letter::{Block, Row, Title};
use crate::new_case::{InvoiceWords, LISTED};

/// Payments among the news.
pub(super) struct Payments {
    pub invoices: u32,
    /// One sum a currency.
    pub sums: Vec<Money>,
}

fn payment(tiding: &Tiding) -> Option<Money> {
    match tiding {
        Tiding::PaidInFull { amount } | Tiding::PartPaid { amount } => Some(*amount),
        _ => None,
    }
}

/// `None` when nothing was paid, or when not all news is at hand: a sum of some would be a wrong sum.
pub(super) fn payments(mail: &RunMail) -> Option<Payments> {
    let mut paid = Payments { invoices: 0, sums: vec![] };
    for news in &mail.news {
        let mut amounts = news.tidings.iter().filter_map(payment).peekable();
        paid.invoices += u32::from(amounts.peek().is_some());
        amounts.for_each(|amount| add(&mut paid.sums, amount));
    }
    let complete = mail.news.len() as u64 == u64::from(mail.news_total);
    (complete && paid.invoices > 0).then_some(paid)
}

fn add(sums: &mut Vec<Money>, amount: Money) {
    match sums.iter_mut().find(|sum| sum.currency == amount.currency) {
        Some(sum) => sum.minor = sum.minor.saturating_add(amount.minor),
        None => sums.push(amount),
    }
}

pub(super) fn blocks(mail: &RunMail, words: &Words) -> Vec<Block> {
    if mail.news.is_empty() {
        return vec![];
    }
    let locale = mail.locale();
    let rows: Vec<Row> = mail.news.iter().take(LISTED).map(|news| row(mail, news, words)).collect();
    let left = u64::from(mail.news_total).saturating_sub(rows.len() as u64);
    let mut blocks = vec![Block::Heading(words.since_last.to_owned()), Block::Rows(rows)];
    if left > 0 {
        let invoice = InvoiceWords::of(mail.language);
        let text = (invoice.and_more)(&locale.count(left, &words.more_changes));
        blocks.push(Block::More { text, label: invoice.see_all, link: None });
    }
    if mail.news.iter().flat_map(|news| &news.tidings).any(|tiding| payment(tiding).is_some()) {
        blocks.push(Block::Text(fees(mail.fee_policy, words).to_owned()));
    }
    blocks
}

fn fees(policy: FeePolicy, words: &Words) -> &'static str {
    match policy {
        FeePolicy::PursueDebtor => words.fees_pursued,
        FeePolicy::ChargeCreditor => words.fees_covered,
    }
}

fn row(mail: &RunMail, news: &News, words: &Words) -> Row {
    let locale = mail.locale();
    let invoice = InvoiceWords::of(mail.language).invoice;
    let told = news.tidings.iter().map(|tiding| told(tiding, mail.language, words, locale));
    let rest = match news.closed {
        true => Some(words.case_closed.to_owned()),
        // Of an invoice that is paid, the line itself says what is left.
        false if news.outstanding.minor == 0 => None,
        false => Some((words.outstanding)(&locale.money(news.outstanding))),
    };
    let details = [invoice(&Name::new(&news.invoice_number).isolated())].into_iter().chain(told).chain(rest);
    let details = details.collect();
    Row { title: Title::Name(Name::new(&news.debtor_name)), figure: figure(news, locale), details }
}

/// What came in; empty when nothing did.
fn figure(news: &News, locale: &Locale) -> String {
    let mut sums = vec![];
    news.tidings.iter().filter_map(payment).for_each(|amount| add(&mut sums, amount));
    locale.sums(&sums)
}

fn told(tiding: &Tiding, language: Language, words: &Words, locale: &Locale) -> String {
    let money = |write: fn(&str) -> String, amount: &Money| write(&locale.money(*amount));
    match tiding {
        Tiding::PaidInFull { .. } => words.paid_in_full.to_owned(),
        Tiding::PartPaid { .. } => words.part_paid.to_owned(),
        Tiding::CreditedInFull { amount } => money(words.credited_in_full, amount),
        Tiding::PartCredited { amount } => money(words.part_credited, amount),
        Tiding::PaidToService { amount } => money(words.paid_to_service, amount),
        Tiding::BookingTakenBack { amount } => money(words.booking_taken_back, amount),
        Tiding::OwedMore { amount } => money(words.owed_more, amount),
        Tiding::DueDateMoved { from, to } => {
            (words.due_date_moved)(&locale.short_date(*from), &locale.short_date(*to))
        }
        Tiding::Voided => words.voided.to_owned(),
        Tiding::Withdrawn => words.withdrawn.to_owned(),
        Tiding::Gone => words.gone.to_owned(),
        Tiding::Missing => words.missing.to_owned(),
        Tiding::AddressLost { bounced: true } => words.letter_bounced.to_owned(),
        Tiding::AddressLost { bounced: false } => words.complained.to_owned(),
        Tiding::UnlinkedCredit { number, amount } => {
            let number = Name::new(number).isolated();
            match amount {
                None => (words.unlinked_credit)(&number),
                Some(amount) => (words.unlinked_credit_of)(&number, &locale.money(*amount)),
            }
        }
        Tiding::Objection { reason } => (words.objection)(&Name::excerpt(reason.as_str()).isolated()),
        Tiding::SaidPaid { on, note } if note.is_empty() => (words.said_paid)(&locale.short_date(*on)),
        Tiding::SaidPaid { on, note } => {
            (words.said_paid_and)(&locale.short_date(*on), &Name::excerpt(note.as_str()).isolated())
        }
        Tiding::Postponed { until } => (words.postponed)(&locale.short_date(*until)),
        Tiding::Repayment => words.repayment.to_owned(),
        Tiding::Factored => words.factored.to_owned(),
        Tiding::InCollectionElsewhere => words.in_collection_elsewhere.to_owned(),
        Tiding::OverdueAgain => words.overdue_again.to_owned(),
        other => procedure::told(other, language).unwrap_or_default(),
    }
}
