//! A table in words: the letter decides what stands in it, the sheet how wide it is.

/// One row of titles, rows of cells, and perhaps a sum below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub title: String,
    pub columns: Vec<Column>,
    pub rows: Vec<TableRow>,
    /// As many cells as there are columns.
    pub sum: Option<Vec<String>>,
    /// Small print below.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: &'static str,
    /// Figures end at the right, and never break.
    pub figure: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// As many as there are columns.
    pub cells: Vec<String>,
    /// Small print over the whole width, below the cells.
    pub detail: Option<String>,
}

pub(super) fn text(title: &'static str) -> Column {
    Column { title, figure: false }
}

pub(super) fn figure(title: &'static str) -> Column {
    Column { title, figure: true }
}
