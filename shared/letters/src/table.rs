//! A table on the sheet: columns as wide as they must be, figures at the right, the titles again on each page.

use messages::debtor_letter::{Column, Table, TableRow};

use crate::flow::{Flow, Ink, LEFT, MEASURE};
use crate::lines::lines;
use crate::typeface::{Length, Run, Style, Type, Weight, points};

/// Tried in turn until all columns fit beside each other.
const SIZES: [Length; 7] = [8_600, 8_000, 7_400, 6_800, 6_000, 5_000, 4_000];
const GAP: Length = points(9);
/// No column of text takes more, its cells go on below.
const WIDEST_TEXT: Length = points(150);

struct Layout<'a> {
    table: &'a Table,
    faces: &'a Type,
    size: Length,
    leading: Length,
    /// Left and right edge of each column.
    columns: Vec<(Length, Length)>,
}

/// A row whose text has become lines.
struct SetRow {
    cells: Vec<Vec<Run>>,
    detail: Vec<Run>,
    height: Length,
}

pub(crate) fn table(flow: &mut Flow, table: &Table, faces: &Type) {
    let layout = Layout::of(table, faces);
    let first = table.rows.first().map_or(0, |row| layout.set(row).height);
    flow.need(layout.head_height() + points(16) + first + layout.leading);
    let title = Style { weight: Weight::Bold, size: points(11) };
    flow.y += points(11);
    flow.put(LEFT, flow.y, Ink::Text, faces.run(&table.title, title));
    flow.y += points(7);
    layout.head(flow);
    for (index, row) in table.rows.iter().enumerate() {
        // The sum never stands alone on a page.
        let with_sum = if index + 1 == table.rows.len() { layout.leading + points(8) } else { 0 };
        let row = layout.set(row);
        if flow.need(row.height + with_sum) {
            layout.head(flow);
        }
        layout.row(flow, row);
    }
    layout.sum(flow);
    flow.gap(points(4));
    for note in &table.notes {
        let small = Style { weight: Weight::Regular, size: points(8) };
        for run in lines(note, small, MEASURE, faces) {
            flow.need(points(11));
            flow.y += points(11);
            flow.put(LEFT, flow.y, Ink::Soft, run);
        }
    }
}

impl<'a> Layout<'a> {
    fn of(table: &'a Table, faces: &'a Type) -> Layout<'a> {
        let gaps = GAP * count(table.columns.len().saturating_sub(1));
        let needs = needs(table, faces);
        // First with every title on one line, then with titles broken, then smaller.
        let tries = SIZES.into_iter().flat_map(|size| [(size, true), (size, false)]);
        let mut fitted = (SIZES[0], vec![]);
        for (size, whole_titles) in tries {
            fitted = (size, needs.iter().map(|need| need.at(size, whole_titles)).collect());
            if fitted.1.iter().sum::<Length>() + gaps <= MEASURE {
                break;
            }
        }
        let (size, widths) = fitted;
        let spare = (MEASURE - gaps - widths.iter().sum::<Length>()).max(0);
        let columns = spread(table, &widths, spare);
        Layout { table, faces, size, leading: size * 14 / 10, columns }
    }

    fn style(&self, weight: Weight) -> Style {
        Style { weight, size: self.size }
    }

    fn small(&self) -> Style {
        Style { weight: Weight::Regular, size: self.size * 9 / 10 }
    }

    /// The cells of a row as lines.
    fn cells(&self, cells: &[String], weight: Weight) -> Vec<Vec<Run>> {
        cells
            .iter()
            .zip(&self.columns)
            .map(|(cell, (left, right))| lines(cell, self.style(weight), right - left, self.faces))
            .collect()
    }

    fn depth(cells: &[Vec<Run>]) -> Length {
        Length::try_from(cells.iter().map(Vec::len).max().unwrap_or(1).max(1)).unwrap_or(1)
    }

    fn titles(&self) -> Vec<Vec<Run>> {
        let titles: Vec<String> = self.table.columns.iter().map(|column| column.title.to_owned()).collect();
        self.cells(&titles, Weight::Bold)
    }

    fn head_height(&self) -> Length {
        Self::depth(&self.titles()) * self.leading + points(5)
    }

    fn set(&self, row: &TableRow) -> SetRow {
        let cells = self.cells(&row.cells, Weight::Regular);
        let detail: Vec<Run> =
            row.detail.iter().flat_map(|detail| lines(detail, self.small(), MEASURE, self.faces)).collect();
        let height =
            Self::depth(&cells) * self.leading + count(detail.len()) * self.leading * 9 / 10 + points(5);
        SetRow { cells, detail, height }
    }

    fn draw(&self, flow: &mut Flow, cells: Vec<Vec<Run>>, ink: Ink) {
        let depth = Self::depth(&cells);
        for ((cell, (left, right)), column) in cells.into_iter().zip(&self.columns).zip(&self.table.columns) {
            let mut y = flow.y;
            for run in cell {
                y += self.leading;
                match column.figure {
                    true => flow.put_right(*right, y, ink, run),
                    false => flow.put(*left, y, ink, run),
                }
            }
        }
        flow.y += depth * self.leading;
    }

    fn head(&self, flow: &mut Flow) {
        self.draw(flow, self.titles(), Ink::Soft);
        flow.y += points(4);
        flow.rule(flow.y);
        flow.y += 1_000;
    }

    fn row(&self, flow: &mut Flow, row: SetRow) {
        self.draw(flow, row.cells, Ink::Text);
        for run in row.detail {
            flow.y += self.leading * 9 / 10;
            flow.put(LEFT, flow.y, Ink::Soft, run);
        }
        flow.y += points(4);
        flow.rule(flow.y);
        flow.y += 1_000;
    }

    /// Its first cell may run on over empty ones.
    fn sum(&self, flow: &mut Flow) {
        let Some(sum) = &self.table.sum else { return };
        flow.y += self.leading + 1_000;
        let style = self.style(Weight::Bold);
        for (index, (cell, (left, right))) in sum.iter().zip(&self.columns).enumerate() {
            let run = self.faces.run(cell, style);
            match index {
                0 => flow.put(*left, flow.y, Ink::Text, run),
                _ if !cell.is_empty() => flow.put_right(*right, flow.y, Ink::Text, run),
                _ => {}
            }
        }
        flow.y += points(4);
    }
}

/// Left and right edges. Words keep together at the left; what is to spare stands before the figures.
fn spread(table: &Table, widths: &[Length], spare: Length) -> Vec<(Length, Length)> {
    let figures = table.columns.iter().skip(1).filter(|column| column.figure).count();
    let texts = table.columns.len().saturating_sub(1 + figures);
    let before_text = (spare / count(texts + figures).max(1)).min(points(24));
    let before_figure = (spare - before_text * count(texts)) / count(figures).max(1);
    let mut right = LEFT;
    let placed = table.columns.iter().zip(widths).enumerate().map(|(index, (column, width))| {
        let left = match (index, column.figure) {
            (0, _) => LEFT,
            (_, true) => right + GAP + before_figure,
            (_, false) => right + GAP + before_text,
        };
        right = left + width;
        (left, right)
    });
    placed.collect()
}

fn count(columns: usize) -> Length {
    Length::try_from(columns).unwrap_or(0)
}

/// How wide a column must be, at [`SIZES`]' first size: widths grow with the size.
struct Need {
    title: Length,
    longest_word_of_title: Length,
    cells: Length,
    figure: bool,
}

impl Need {
    fn at(&self, size: Length, whole_title: bool) -> Length {
        let title = if whole_title { self.title } else { self.longest_word_of_title };
        let needed = i64::from(title.max(self.cells)) * i64::from(size) / i64::from(SIZES[0]) + 1;
        let needed = Length::try_from(needed).unwrap_or(Length::MAX / 64);
        if self.figure { needed } else { needed.min(WIDEST_TEXT) }
    }
}

/// What each column needs: its cells in one line, and its title. A sum's label may run on, so it needs nothing.
fn needs(table: &Table, faces: &Type) -> Vec<Need> {
    let wide = |text: &str, weight| faces.run(text, Style { weight, size: SIZES[0] }).width;
    let column = |(index, column): (usize, &Column)| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(index));
        let cells = cells.map(|cell| wide(cell, Weight::Regular)).max().unwrap_or(0);
        let sum = table.sum.as_ref().and_then(|sum| sum.get(index)).filter(|_| index > 0);
        Need {
            title: wide(column.title, Weight::Bold),
            longest_word_of_title: column
                .title
                .split(' ')
                .map(|word| wide(word, Weight::Bold))
                .max()
                .unwrap_or(0),
            cells: cells.max(sum.map_or(0, |cell| wide(cell, Weight::Bold))),
            figure: column.figure,
        }
    };
    table.columns.iter().enumerate().map(column).collect()
}
