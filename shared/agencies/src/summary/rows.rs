//! The rows of a claim.

use domain::dunning::LetterKind;
use domain::handover::{ClaimFile, ClaimLine, LetterSent};
use domain::source_invoice::PostalAddress;
use messages::format::Locale;

use super::words::Words;
use super::{Row, Section, one_line};

pub(super) struct Writer<'a> {
    pub file: &'a ClaimFile,
    pub words: &'static Words,
    pub locale: &'static Locale,
}

impl<'a> Writer<'a> {
    pub fn of(file: &'a ClaimFile) -> Self {
        let language = file.country.language();
        Self { file, words: Words::of(language), locale: Locale::of(language) }
    }

    pub fn sections(&self) -> Vec<Section> {
        let words = self.words;
        vec![
            Section { heading: words.claim, rows: self.case() },
            Section { heading: words.creditor, rows: self.creditor() },
            Section { heading: words.debtor, rows: self.debtor() },
            Section { heading: words.invoice, rows: self.invoice() },
            Section {
                heading: words.lines,
                rows: self.file.lines.iter().map(|line| self.line(line)).collect(),
            },
            Section { heading: words.interest, rows: self.interest() },
            Section { heading: words.deductions, rows: self.deductions() },
            Section { heading: words.letters, rows: self.letters() },
            Section { heading: words.documents, rows: self.documents() },
        ]
    }

    fn case(&self) -> Vec<Row> {
        let (file, notice) = (self.file, self.file.notice);
        let [sent, deadline] = [notice.sent_on, notice.deadline].map(|day| self.locale.short_date(day));
        let notice = format!("{} {sent}, {} {deadline}", self.words.sent, self.words.pay_by);
        vec![
            row(self.words.case, &file.case.number()),
            row(self.words.reference, file.case.as_str()),
            row(self.words.handed_over, &self.locale.short_date(file.handed_over_on)),
            row((self.words.letter_kinds)(LetterKind::CollectionNotice), &notice),
        ]
    }

    fn creditor(&self) -> Vec<Row> {
        let (words, creditor) = (self.words, &self.file.creditor);
        let rows = [
            Some(row(words.name, &creditor.name)),
            Some(row(words.number, creditor.number.digits())),
            creditor.address.as_ref().map(|address| row(words.address, &written(address))),
            Some(row(words.email, creditor.reply_to.as_str())),
            creditor.phone.as_deref().map(|phone| row(words.phone, phone)),
            creditor.account.as_deref().map(|account| row(words.account, account)),
        ];
        rows.into_iter().flatten().collect()
    }

    fn debtor(&self) -> Vec<Row> {
        let (words, debtor) = (self.words, &self.file.debtor);
        let rows = [
            Some(row(words.name, &debtor.name)),
            Some(row(words.kind, (words.debtor_kinds)(debtor.kind))),
            debtor.number.as_ref().map(|number| row(words.number, number.digits())),
            debtor.address.as_ref().map(|address| row(words.address, &written(address))),
            Some(row(words.email, debtor.email.as_str())),
        ];
        rows.into_iter().flatten().collect()
    }

    fn invoice(&self) -> Vec<Row> {
        let (words, invoice, locale) = (self.words, &self.file.invoice, self.locale);
        let rows = [
            Some(row(words.invoice_number, &invoice.number)),
            invoice.issue_date.map(|date| row(words.issued, &locale.short_date(date))),
            Some(row(words.due, &locale.short_date(invoice.due_date))),
            invoice.what.as_deref().map(|what| row(words.what, what)),
            Some(row(words.original, &locale.money(invoice.original))),
            Some(row(words.to_collect, &locale.money(invoice.principal))),
            invoice.payment_reference.as_deref().map(|reference| row(words.payment_reference, reference)),
        ];
        rows.into_iter().flatten().collect()
    }

    fn line(&self, line: &ClaimLine) -> Row {
        let (label, date) = ((self.words.kinds)(line.kind), self.locale.short_date(line.date));
        let (open, amount) = (self.locale.money(line.open), self.locale.money(line.amount));
        let value = match line.open == line.amount {
            true => open,
            false => format!("{open} {} {amount}", self.words.open_of),
        };
        row(&format!("{label}, {date}"), &value)
    }

    fn interest(&self) -> Vec<Row> {
        let (words, locale) = (self.words, self.locale);
        let periods = self.file.lines.iter().filter_map(|line| line.interest.as_ref());
        let told = |period: &domain::dunning::letter::InterestPeriod| {
            let (from, to) = (locale.short_date(period.from), locale.short_date(period.to));
            let (balance, amount) = (locale.money(period.balance), locale.money(period.amount));
            // The decimal sign of both languages is a comma.
            let (days, rate) = (period.days, period.rate.replace('.', ","));
            let value = format!("{days} {} {rate} {} {balance} = {amount}", words.days_at, words.a_year_of);
            row(&format!("{from} – {to}"), &value)
        };
        periods.flat_map(|interest| &interest.periods).map(told).collect()
    }

    fn deductions(&self) -> Vec<Row> {
        let told = |deduction: &domain::dunning::letter::Deduction| {
            let kind = (self.words.deduction_kinds)(deduction.kind);
            let label = format!("{kind}, {}", self.locale.short_date(deduction.on));
            row(&label, &self.locale.money(deduction.amount))
        };
        self.file.deductions.iter().map(told).collect()
    }

    pub fn letters(&self) -> Vec<Row> {
        self.file.letters.iter().map(|letter| self.letter(letter)).collect()
    }

    fn letter(&self, letter: &LetterSent) -> Row {
        let (words, locale) = (self.words, self.locale);
        // A notice that is a reminder, too, is named as its debtor read it.
        let named = if letter.also_notice { LetterKind::Reminder } else { letter.kind };
        let kind = (words.letter_kinds)(named);
        let number = letter.number.map(|number| format!(" {number}")).unwrap_or_default();
        let also = if letter.also_notice { format!(" {}", words.also_notice) } else { String::new() };
        let (sent, pay_by) = (locale.short_date(letter.sent_on), locale.short_date(letter.pay_by));
        let delivery = match letter.delivery.at {
            Some(at) => format!("{} {}", words.delivered, locale.moment(at, self.file.country)),
            None => words.not_confirmed.to_owned(),
        };
        let id = letter.delivery.message_id.as_deref().map(|id| format!(", id {id}")).unwrap_or_default();
        let value = format!(
            "{} {sent}, {} {pay_by}, {delivery}{id}, SHA-256 {}",
            words.sent, words.pay_by, letter.sha256
        );
        row(&format!("{kind}{number}{also}"), &value)
    }

    fn documents(&self) -> Vec<Row> {
        let told = |(at, document): (usize, &domain::handover::FiledDocument)| {
            row(&(at + 1).to_string(), &document.name)
        };
        self.file.documents.iter().enumerate().map(told).collect()
    }
}

fn row(label: &str, value: &str) -> Row {
    Row { label: label.to_owned(), value: one_line(value) }
}

fn written(address: &PostalAddress) -> String {
    let place = format!("{} {}", address.postal_code, address.city);
    let country = address.country.as_deref().unwrap_or_default();
    let parts = [address.street.as_str(), place.trim(), country];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
