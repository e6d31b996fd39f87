//! A claim's summary for an agency, set as PDF.

use agencies::summary::{Row, Section, Summary};
use letters::{Form, FormSection};

/// # Errors
/// What is wrong with it: a fault of ours.
pub fn render(summary: &Summary) -> Result<Vec<u8>, String> {
    let row = |row: &Row| (row.label.clone(), row.value.clone());
    let section = |section: &Section| FormSection {
        heading: section.heading.to_owned(),
        rows: section.rows.iter().map(row).collect(),
    };
    let form = Form {
        language: summary.language,
        title: summary.title.clone(),
        author: summary.creditor.clone(),
        id: summary.reference.clone(),
        date: summary.handed_over_on,
        sections: summary.sections.iter().map(section).collect(),
    };
    letters::form_pdf(&form).map_err(|problem| problem.to_string())
}
