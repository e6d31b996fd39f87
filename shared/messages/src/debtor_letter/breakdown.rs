//! The tables of a long letter: the invoices side by side, what was deducted, and the days that bear interest.

use domain::Money;
use domain::dunning::letter::{Letter, LetterClaim};

use super::claim::{Line, Telling, minus, not_off_principal};
use super::law::Law;
use super::table::{Column, Table, TableRow, figure, text};
use crate::format::Name;

type Figure = fn(&Telling<'_>, &LetterClaim) -> Money;

fn deducted(claim: &LetterClaim) -> Money {
    let left = claim.open_principal.minor.saturating_sub(claim.principal.minor);
    claim.principal.with_minor(left)
}

impl Telling<'_> {
    fn summed(&self, figure: Figure) -> Money {
        let Letter { claims, currency, .. } = self.letter;
        claims.iter().fold(Money::zero(*currency), |sum, claim| {
            sum.with_minor(sum.minor.saturating_add(figure(self, claim).minor))
        })
    }

    /// Each kind of money of the whole letter on its own line, down to the total.
    pub fn sums(&self) -> Vec<Line> {
        let (words, locale, letter) = (self.words, self.locale, self.letter);
        let law = Law::of(letter.country);
        let amount = |figure: Figure| self.summed(figure);
        let optional = [
            (words.earlier_fees.to_owned(), amount(|_, claim| claim.earlier_fees)),
            ((words.compensation)(law.compensation), amount(|_, claim| claim.compensation)),
        ];
        let mut lines = vec![
            Line::plain(words.open_principal, locale.amount(amount(|_, claim| claim.open_principal))),
            Line::plain(words.interest, locale.amount(amount(|_, claim| claim.open_interest))),
        ];
        lines.extend(
            optional
                .into_iter()
                .filter(|(_, sum)| sum.minor != 0)
                .map(|(label, sum)| Line::plain(label, locale.amount(sum))),
        );
        lines.extend(self.closing());
        lines
    }

    /// What every calculation ends with: this letter's fee, and everything.
    pub fn closing(&self) -> [Line; 2] {
        let (words, locale) = (self.words, self.locale);
        [
            Line::plain(words.this_fee, locale.amount(self.letter.fee)),
            Line::total(words.total, locale.money(self.letter.total)),
        ]
    }

    /// One row an invoice; a column that holds only zeros is left out.
    pub fn overview(&self) -> Table {
        let (words, locale, letter) = (self.words, self.locale, self.letter);
        let every: [(&'static str, Figure, bool); 7] = [
            (words.principal_column, |_, claim| claim.principal, true),
            (words.deducted_column, |_, claim| deducted(claim), false),
            (words.open_column, |_, claim| claim.open_principal, false),
            (words.interest_column, |_, claim| claim.open_interest, true),
            (words.fees_column, |telling, claim| telling.fees(claim), false),
            (words.compensation_column, |_, claim| claim.compensation, false),
            (words.sum_column, |telling, claim| telling.with_fee(claim), true),
        ];
        let differs = letter.claims.iter().any(|claim| deducted(claim).minor != 0);
        let figures: Vec<(&'static str, Figure)> = every
            .into_iter()
            .filter(|(title, figure, always)| {
                let used = letter.claims.iter().any(|claim| figure(self, claim).minor != 0);
                *always || if *title == words.open_column { differs } else { used }
            })
            .map(|(title, figure, _)| (title, figure))
            .collect();
        let dates = [text(words.invoice_column), text(words.issued_column), text(words.due_column)];
        let row = |claim: &LetterClaim| {
            let mut cells = vec![
                Name::new(&claim.invoice_number).isolated(),
                claim.issue_date.map_or_else(|| "–".to_owned(), |date| locale.short_date(date)),
                locale.short_date(claim.due_date),
            ];
            cells.extend(figures.iter().map(|(_, figure)| locale.amount(figure(self, claim))));
            let counted = (claim.effective_due != claim.due_date)
                .then(|| (words.counted_from)(&locale.short_date(claim.effective_due)));
            let details: Vec<String> =
                [self.what(claim), counted, self.reference(claim)].into_iter().flatten().collect();
            TableRow { cells, detail: (!details.is_empty()).then(|| details.join(" · ")) }
        };
        let mut sum = vec![words.total_row.to_owned(), String::new(), String::new()];
        sum.extend(figures.iter().map(|(_, figure)| locale.amount(self.summed(*figure))));
        Table {
            title: words.invoices_heading.to_owned(),
            columns: dates.into_iter().chain(figures.iter().map(|(title, _)| figure(title))).collect(),
            rows: letter.claims.iter().map(row).collect(),
            sum: Some(sum),
            notes: vec![],
        }
    }

    /// Payments and credit notes, where there are any.
    pub fn deductions(&self) -> Option<Table> {
        let (words, locale) = (self.words, self.locale);
        let rows = self.letter.claims.iter().flat_map(|claim| {
            let invoice = Name::new(&claim.invoice_number).isolated();
            let elsewhere = not_off_principal(claim);
            let paid = claim.deductions.iter().map(|deduction| {
                let what = (self.deduction(deduction.kind))(&locale.short_date(deduction.on));
                (what, minus(deduction.amount))
            });
            let paid: Vec<_> = paid
                .chain((elsewhere.minor != 0).then(|| (self.elsewhere(elsewhere).to_owned(), elsewhere)))
                .collect();
            paid.into_iter().map(move |(what, amount)| TableRow {
                cells: vec![invoice.clone(), what, locale.amount(amount)],
                detail: None,
            })
        });
        let rows: Vec<TableRow> = rows.collect();
        (!rows.is_empty()).then(|| Table {
            title: words.deductions_heading.to_owned(),
            columns: vec![text(words.invoice_column), text(""), figure(words.amount_column)],
            rows,
            sum: None,
            notes: vec![],
        })
    }

    /// The days that bear interest, where there are any.
    pub fn interest(&self) -> Option<Table> {
        let (words, locale, letter) = (self.words, self.locale, self.letter);
        let several = letter.claims.len() > 1;
        let rows: Vec<TableRow> = letter
            .claims
            .iter()
            .flat_map(|claim| claim.interest.iter().map(move |period| (claim, period)))
            .map(|(claim, period)| {
                let cells = [
                    locale.short_date(period.from),
                    locale.short_date(period.to),
                    locale.number(period.days.into()),
                    locale.percent(&period.rate),
                    locale.amount(period.balance),
                    locale.amount(period.amount),
                ];
                let invoice = several.then(|| Name::new(&claim.invoice_number).isolated());
                TableRow { cells: invoice.into_iter().chain(cells).collect(), detail: None }
            })
            .collect();
        if rows.is_empty() {
            return None;
        }
        let columns: Vec<Column> = several
            .then(|| text(words.invoice_column))
            .into_iter()
            .chain([
                text(words.from_column),
                text(words.to_column),
                figure(words.days_column),
                figure(words.rate_column),
                figure(words.balance_column),
                figure(words.interest_column),
            ])
            .collect();
        let owed = self.summed(|_, claim| claim.open_interest);
        let mut sum = vec![String::new(); columns.len()];
        sum[0] = words.interest_sum.to_owned();
        if let Some(last) = sum.last_mut() {
            *last = locale.amount(owed);
        }
        Some(Table {
            title: words.interest_heading.to_owned(),
            columns,
            rows,
            sum: Some(sum),
            notes: self.interest_notes(owed),
        })
    }

    /// Why the sum may differ from its rows: each row is rounded for show, and what was paid is not owed any more.
    fn interest_notes(&self, owed: Money) -> Vec<String> {
        let periods = self.letter.claims.iter().flat_map(|claim| &claim.interest);
        let (rows, shown) = periods.fold((0i64, 0i64), |(rows, shown), period| {
            (rows + 1, shown.saturating_add(period.amount.minor))
        });
        let off = shown.saturating_sub(owed.minor);
        if off == 0 {
            vec![]
        } else if off.saturating_abs() <= rows {
            vec![self.words.rounded_once.to_owned()]
        } else {
            vec![self.words.interest_paid_off.to_owned()]
        }
    }
}
