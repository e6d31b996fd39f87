//! The letter on its sheets: heads, the box with what to pay, the calculation, and what goes with it.

use messages::debtor_letter::{ClaimTold, DebtorLetter, Line, Notice, Party, Weight as LineWeight};

use crate::flow::{Flow, HEIGHT, Ink, LEFT, MEASURE, Page, RIGHT};
use crate::lines::{lines, shortened};
use crate::table::table;
use crate::typeface::{Length, Run, Style, Type, Weight, points};

const TEXT: Style = Style { weight: Weight::Regular, size: 9_800 };
const STRONG: Style = Style { weight: Weight::Bold, size: 9_800 };
const SMALL: Style = Style { weight: Weight::Regular, size: 8_200 };
const HEADING: Style = Style { weight: Weight::Bold, size: 11_000 };
const TITLE: Style = Style { weight: Weight::Bold, size: 19_000 };
const LEADING: Length = 14_200;
const SMALL_LEADING: Length = 11_400;

/// The window of a C5 or M65 envelope shows what stands from 50 mm down, at most 85 mm wide.
const WINDOW_TOP: Length = 141_732;
const WINDOW_WIDTH: Length = 226_772;
/// Where the creditor's block begins: 130 mm from the left.
const SENDER: Length = 368_504;
/// The letter itself begins below the window, 89 mm down.
const BODY_TOP: Length = 252_283;

pub(crate) fn set(letter: &DebtorLetter, faces: &Type) -> Vec<Page> {
    let mut sheet = Sheet { flow: Flow::new(), faces };
    sheet.head(letter);
    sheet.paragraph(&format!("{} {}", letter.opening, letter.if_paid), TEXT);
    sheet.paying(letter);
    sheet.sums(letter);
    if let Some(warning) = &letter.warning {
        sheet.notice(warning, 0);
    }
    // The greeting never stands alone on a page.
    sheet.notice(&letter.objecting, points(44));
    sheet.regards(letter);
    sheet.specification(letter);
    sheet.foot(letter);
    sheet.flow.pages
}

struct Sheet<'a> {
    flow: Flow,
    faces: &'a Type,
}

impl Sheet<'_> {
    fn head(&mut self, letter: &DebtorLetter) {
        let sender = self.party(&letter.creditor, SENDER, points(52), RIGHT - SENDER, SMALL);
        let to = self.party(&letter.debtor, LEFT, WINDOW_TOP, WINDOW_WIDTH, TEXT);
        self.flow.y = BODY_TOP.max(sender + points(24)).max(to + points(24));
        self.flow.y += points(14);
        let date = self.faces.run(&format!("{} {}", letter.date_label, letter.date), SMALL);
        let left = MEASURE - date.width - points(16);
        let title = lines(&letter.title, TITLE, left, self.faces);
        self.flow.put_right(RIGHT, self.flow.y, Ink::Soft, date);
        for (index, run) in title.into_iter().enumerate() {
            if index > 0 {
                self.flow.y += points(23);
            }
            self.flow.put(LEFT, self.flow.y, Ink::Text, run);
        }
        self.flow.y += points(8);
    }

    /// Says where the block ends.
    fn party(&mut self, party: &Party, x: Length, top: Length, width: Length, style: Style) -> Length {
        let leading = style.size * 14 / 10;
        let bold = Style { weight: Weight::Bold, ..style };
        let mut y = top;
        let name = lines(&party.name, bold, width, self.faces);
        let rest = party.address.iter().chain(&party.contact);
        let rest: Vec<Run> = rest.flat_map(|line| lines(line, style, width, self.faces)).collect();
        for run in name.into_iter().chain(rest) {
            y += leading;
            self.flow.put(x, y, Ink::Text, run);
        }
        y
    }

    fn paragraph(&mut self, text: &str, style: Style) {
        let runs = lines(text, style, MEASURE, self.faces);
        self.flow.need(height(runs.len(), LEADING));
        for run in runs {
            self.flow.y += LEADING;
            self.flow.put(LEFT, self.flow.y, Ink::Text, run);
        }
        self.flow.gap(points(8));
    }

    fn heading(&mut self, text: &str) {
        for run in lines(text, HEADING, MEASURE, self.faces) {
            self.flow.y += points(14);
            self.flow.put(LEFT, self.flow.y, Ink::Text, run);
        }
        self.flow.y += points(2);
    }

    /// Keeps together with so much of what follows.
    fn notice(&mut self, notice: &Notice, with: Length) {
        let rows = lines(&notice.text, TEXT, MEASURE, self.faces).len();
        self.flow.need(height(rows, LEADING) + points(22) + with);
        self.flow.gap(points(4));
        self.heading(notice.title);
        self.paragraph(&notice.text, TEXT);
    }

    fn paying(&mut self, letter: &DebtorLetter) {
        let paying = &letter.paying;
        let rows = [(&paying.total, true), (&paying.deadline, true)];
        let rows = rows.into_iter().chain(paying.how.iter().map(|how| (how, false)));
        let (label_x, value_x) = (LEFT + points(12), LEFT + points(140));
        let width = RIGHT - points(12) - value_x;
        let set: Vec<(Run, Vec<Run>)> = rows
            .map(|((label, value), strong)| {
                let style = if strong { Style { size: 11_500, ..STRONG } } else { TEXT };
                (self.faces.run(label, TEXT), lines(value, style, width, self.faces))
            })
            .collect();
        let leading = points(17);
        let rows: usize = set.iter().map(|(_, values)| values.len().max(1)).sum();
        let tall = height(rows, leading) + points(16);
        self.flow.need(tall + points(10));
        self.flow.y += points(2);
        self.flow.block(LEFT, self.flow.y, MEASURE, tall, Ink::Tint);
        let bottom = self.flow.y + tall;
        self.flow.y += points(4);
        for (label, values) in set {
            self.flow.put(label_x, self.flow.y + leading, Ink::Soft, label);
            for run in values {
                self.flow.y += leading;
                self.flow.put(value_x, self.flow.y, Ink::Text, run);
            }
        }
        self.flow.y = bottom + points(6);
    }

    /// The calculation that leads to the total; of a single invoice with what it is about.
    fn sums(&mut self, letter: &DebtorLetter) {
        let about = letter.only_claim().map(ClaimTold::in_one);
        let about: Vec<Run> = about.iter().flat_map(|text| self.small(text)).collect();
        self.flow.need(calculation_height(letter.sums.lines.len(), about.len()) + points(20));
        self.flow.gap(points(4));
        self.heading(letter.sums.heading);
        self.soft(about);
        self.calculation(&letter.sums.lines);
        self.flow.gap(points(8));
    }

    fn small(&self, text: &str) -> Vec<Run> {
        lines(text, SMALL, MEASURE, self.faces)
    }

    fn soft(&mut self, runs: Vec<Run>) {
        for run in runs {
            self.flow.y += SMALL_LEADING;
            self.flow.put(LEFT, self.flow.y, Ink::Soft, run);
        }
        self.flow.y += points(3);
    }

    /// Labels at the left, amounts at the right edge. Too long a label goes on below.
    fn calculation(&mut self, calculation: &[Line]) {
        for line in calculation {
            let style = match line.weight {
                LineWeight::Plain => TEXT,
                LineWeight::Sum => STRONG,
                LineWeight::Total => Style { size: 10_800, ..STRONG },
            };
            let amount = self.faces.run(&line.amount, style);
            let labels = lines(&line.label, style, MEASURE - amount.width - points(16), self.faces);
            self.flow.need(height(labels.len(), LEADING) + points(6));
            self.flow.put_right(RIGHT, self.flow.y + LEADING, Ink::Text, amount);
            for run in labels {
                self.flow.y += LEADING;
                self.flow.put(LEFT, self.flow.y, Ink::Text, run);
            }
            self.flow.y += points(3);
            self.flow.rule(self.flow.y);
            self.flow.y += 500;
        }
    }

    fn regards(&mut self, letter: &DebtorLetter) {
        let name = lines(&letter.creditor.name, STRONG, MEASURE, self.faces);
        self.flow.need(height(name.len() + 1, LEADING) + points(6));
        self.flow.gap(points(6));
        let regards = self.faces.run(letter.regards, TEXT);
        for run in std::iter::once(regards).chain(name) {
            self.flow.y += LEADING;
            self.flow.put(LEFT, self.flow.y, Ink::Text, run);
        }
        self.flow.gap(points(22));
    }

    /// What the sums rest on. What fits on one page is not torn apart.
    fn specification(&mut self, letter: &DebtorLetter) {
        let mut alone = Sheet { flow: Flow::new(), faces: self.faces };
        alone.reasons(letter);
        if alone.flow.pages.len() == 1 {
            self.flow.need(alone.flow.filled());
        }
        self.reasons(letter);
    }

    /// Each invoice, each deduction, each day of interest, and the law.
    fn reasons(&mut self, letter: &DebtorLetter) {
        match &letter.overview {
            Some(overview) => {
                table(&mut self.flow, overview, self.faces);
                self.flow.gap(points(16));
            }
            None if letter.claims.len() > 1 => {
                letter.claims.iter().for_each(|claim| self.claim(claim));
            }
            None => {}
        }
        for more in [&letter.deductions, &letter.interest].into_iter().flatten() {
            table(&mut self.flow, more, self.faces);
            self.flow.gap(points(16));
        }
        let bases: Vec<Run> = std::iter::once(&letter.sums.currency)
            .chain(&letter.bases)
            .flat_map(|basis| self.small(basis))
            .collect();
        self.flow.need(height(bases.len(), SMALL_LEADING));
        for run in bases {
            self.flow.y += SMALL_LEADING;
            self.flow.put(LEFT, self.flow.y, Ink::Soft, run);
        }
    }

    fn claim(&mut self, claim: &ClaimTold) {
        let reference = claim.reference.iter().flat_map(|text| self.small(text));
        let about: Vec<Run> = self.small(&claim.facts.join(" · ")).into_iter().chain(reference).collect();
        self.flow.need(calculation_height(claim.lines.len() + 1, about.len()) + points(22));
        self.heading(&claim.heading);
        self.soft(about);
        self.calculation(&claim.lines);
        self.calculation(std::slice::from_ref(&claim.total));
        self.flow.gap(points(16));
    }

    /// Whose letter it is, and which page, at the foot of each.
    fn foot(&mut self, letter: &DebtorLetter) {
        let count = self.flow.pages.len();
        let whose = format!("{} · {} · {}", letter.creditor.name, letter.title, letter.date);
        let pages = std::mem::take(&mut self.flow.pages);
        for (index, page) in pages.into_iter().enumerate() {
            self.flow.pages.push(page);
            let number = self.faces.run(&letter.page_of(index + 1, count), SMALL);
            let whose = shortened(&whose, SMALL, MEASURE - number.width - points(20), self.faces);
            let y = HEIGHT - points(34);
            self.flow.put(LEFT, y, Ink::Soft, whose);
            self.flow.put_right(RIGHT, y, Ink::Soft, number);
        }
    }
}

fn calculation_height(lines: usize, about: usize) -> Length {
    height(lines, points(18)) + height(about, SMALL_LEADING) + points(3)
}

fn height(rows: usize, leading: Length) -> Length {
    Length::try_from(rows).unwrap_or(Length::MAX / leading.max(1)).saturating_mul(leading)
}
