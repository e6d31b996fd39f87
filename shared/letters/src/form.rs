//! Plain rows on sheets: a label and a value, under headings. What a claim's summary for an agency is set as.

use domain::Language;
use jiff::civil::Date;

use crate::PdfError;
use crate::flow::{Flow, HEIGHT, Ink, LEFT, MEASURE, Page, RIGHT};
use crate::lines::{lines, shortened};
use crate::paint::{self, About};
use crate::typeface::{Length, Run, Style, Type, Weight, points};

const TEXT: Style = Style { weight: Weight::Regular, size: 9_400 };
const SMALL: Style = Style { weight: Weight::Regular, size: 8_200 };
const HEADING: Style = Style { weight: Weight::Bold, size: 11_000 };
const TITLE: Style = Style { weight: Weight::Bold, size: 19_000 };
const LEADING: Length = 13_400;
/// Where values begin.
const VALUE: Length = LEFT + points(170);
const GUTTER: Length = points(12);

/// A document of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub language: Language,
    pub title: String,
    /// In whose name it is, at the foot of each page.
    pub author: String,
    /// What makes it one of a kind: the same form is the same file.
    pub id: String,
    /// Its only date.
    pub date: Date,
    pub sections: Vec<FormSection>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormSection {
    pub heading: String,
    /// Label and value, each on as many lines as it needs.
    pub rows: Vec<(String, String)>,
}

/// The form as a PDF file (PDF/A-2b, ISO 19005-2).
///
/// # Errors
/// See [`PdfError`].
pub fn form_pdf(form: &Form) -> Result<Vec<u8>, PdfError> {
    let faces = Type::load()?;
    let about = About {
        title: form.title.clone(),
        author: form.author.clone(),
        language: form.language,
        date: form.date,
        id: form.id.clone(),
    };
    paint::document(about, &set(form, &faces), &faces)
}

/// Where everything stands, page by page: what [`form_pdf`] paints.
///
/// # Errors
/// See [`PdfError`].
pub fn form_pages(form: &Form) -> Result<Vec<Page>, PdfError> {
    Ok(set(form, &Type::load()?))
}

fn set(form: &Form, faces: &Type) -> Vec<Page> {
    let mut flow = Flow::new();
    for run in lines(&form.title, TITLE, MEASURE, faces) {
        flow.y += points(23);
        flow.put(LEFT, flow.y, Ink::Text, run);
    }
    flow.gap(points(10));
    for section in &form.sections {
        heading(&mut flow, section, faces);
        section.rows.iter().for_each(|row| put(&mut flow, &set_row(row, faces)));
        flow.gap(points(12));
    }
    foot(&mut flow, form, faces);
    flow.pages
}

/// A label and its value, broken into lines.
struct SetRow {
    label: Vec<Run>,
    value: Vec<Run>,
}

impl SetRow {
    fn height(&self) -> Length {
        let rows = self.label.len().max(self.value.len());
        Length::try_from(rows).unwrap_or(1).saturating_mul(LEADING) + points(3)
    }
}

fn set_row((label, value): &(String, String), faces: &Type) -> SetRow {
    let label = lines(label, TEXT, VALUE - LEFT - GUTTER, faces);
    SetRow { label, value: lines(value, TEXT, RIGHT - VALUE, faces) }
}

/// A heading never stands alone at the foot of a page.
fn heading(flow: &mut Flow, section: &FormSection, faces: &Type) {
    let first = section.rows.first().map_or(0, |row| set_row(row, faces).height());
    flow.need(points(22) + first);
    for run in lines(&section.heading, HEADING, MEASURE, faces) {
        flow.y += points(14);
        flow.put(LEFT, flow.y, Ink::Text, run);
    }
    flow.y += points(4);
    flow.rule(flow.y);
    flow.y += points(2);
}

fn put(flow: &mut Flow, row: &SetRow) {
    flow.need(row.height());
    let top = flow.y;
    for (column, ink, runs) in [(LEFT, Ink::Soft, &row.label), (VALUE, Ink::Text, &row.value)] {
        let mut y = top;
        for run in runs {
            y += LEADING;
            flow.put(column, y, ink, run.clone());
        }
    }
    flow.y = top + row.height();
}

/// Whose it is, and which page, at the foot of each.
fn foot(flow: &mut Flow, form: &Form, faces: &Type) {
    let count = flow.pages.len();
    let whose = format!("{} · {}", form.author, form.title);
    let pages = std::mem::take(&mut flow.pages);
    for (index, page) in pages.into_iter().enumerate() {
        flow.pages.push(page);
        let number = faces.run(&format!("{} / {count}", index + 1), SMALL);
        let whose = shortened(&whose, SMALL, MEASURE - number.width - points(20), faces);
        let y = HEIGHT - points(34);
        flow.put(LEFT, y, Ink::Soft, whose);
        flow.put_right(RIGHT, y, Ink::Soft, number);
    }
}
