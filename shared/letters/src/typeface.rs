//! Text becomes glyphs: the two faces of the letters, and what a face does with letters it does not have.

use rustybuzz::{Direction, UnicodeBuffer};

use crate::PdfError;

static REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");

/// Thousandths of a point (1/72 inch): a layout in whole numbers is the same everywhere.
pub(crate) type Length = i32;

pub(crate) const fn points(points: Length) -> Length {
    points * 1_000
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// A weight and a size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    pub weight: Weight,
    pub size: Length,
}

/// A piece of text on one line, as glyphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub text: String,
    pub style: Style,
    pub glyphs: Vec<Glyph>,
    pub width: Length,
}

/// Advance and offsets are in units of the face.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub id: u32,
    /// The bytes of the text that it stands for.
    pub text: std::ops::Range<usize>,
    pub advance: i32,
    pub offset: (i32, i32),
}

pub(crate) struct Type {
    regular: Face,
    bold: Face,
}

pub(crate) struct Face {
    shaper: rustybuzz::Face<'static>,
    pub font: krilla::text::Font,
}

impl Face {
    fn load(bytes: &'static [u8]) -> Result<Face, PdfError> {
        let shaper = rustybuzz::Face::from_slice(bytes, 0).ok_or(PdfError::Font)?;
        let font = krilla::text::Font::new(bytes.into(), 0).ok_or(PdfError::Font)?;
        Ok(Face { shaper, font })
    }

    pub fn units_per_em(&self) -> i32 {
        self.shaper.units_per_em()
    }

    fn has(&self, c: char) -> bool {
        self.shaper.glyph_index(c).is_some()
    }

    /// What the face can show: another sign of the same use, or the one for "some letter".
    fn shown(&self, c: char) -> Option<char> {
        match c {
            _ if self.has(c) => Some(c),
            '\u{2212}' => Some('\u{2013}'),
            '\u{202f}' | '\u{2007}' => Some('\u{a0}'),
            _ if c.is_whitespace() => Some(' '),
            _ if is_mark(c) || c.is_control() => None,
            _ => Some('\u{fffd}'),
        }
    }
}

/// Marks that show nothing by themselves: combining ones, joiners, isolates, variation selectors.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e0fff}')
}

impl Type {
    pub fn load() -> Result<Type, PdfError> {
        Ok(Type { regular: Face::load(REGULAR)?, bold: Face::load(BOLD)? })
    }

    pub fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// One line, left to right: kerned, and with its accents put together.
    pub fn run(&self, text: &str, style: Style) -> Run {
        let face = self.face(style.weight);
        let text: String = text.chars().filter_map(|c| face.shown(c)).collect();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let shaped = rustybuzz::shape(&face.shaper, &[], buffer);
        let starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let end_of = |start: usize| starts.iter().copied().find(|next| *next > start).unwrap_or(text.len());
        let glyphs: Vec<Glyph> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .zip(&starts)
            .map(|((info, position), start)| Glyph {
                id: info.glyph_id,
                text: *start..end_of(*start),
                advance: position.x_advance,
                offset: (position.x_offset, position.y_offset),
            })
            .collect();
        let units: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        let width = units * i64::from(style.size) / i64::from(face.units_per_em());
        Run { text, style, glyphs, width: Length::try_from(width).unwrap_or(Length::MAX) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { weight: Weight::Regular, size: points(10) };

    fn run(text: &str) -> Run {
        Type::load().unwrap().run(text, STYLE)
    }

    #[test]
    fn the_letters_of_europe_are_all_there() {
        let european = "ÆØÅæøåÄÖÜäöüßÉéÈèÇçÑñŁłŚśŻżĄąĘęČčŠšŽžŘřĚěŮůÐðÞþĐđŐőŰűȘșȚțĢģĶķĻļŅņĪīŪūĖėŲųĦħŻżĠġ\
                        ΑΒΓΔαβγδώΆЖЩЫЯжщыяЄїҐ§€£–…’“”«»";
        for weight in [Weight::Regular, Weight::Bold] {
            let faces = Type::load().unwrap();
            let missing: Vec<char> = european.chars().filter(|c| !faces.face(weight).has(*c)).collect();
            assert!(missing.is_empty(), "{weight:?}: {missing:?}");
        }
        assert!(run(european).glyphs.iter().all(|glyph| glyph.id != 0));
    }

    #[test]
    fn a_letter_that_the_face_does_not_have_is_shown_as_one_and_breaks_nothing() {
        let strange = run("שלום 🫐👩\u{200d}🌾 中");
        assert!(strange.glyphs.iter().all(|glyph| glyph.id != 0));
        assert_eq!(strange.text, "\u{fffd}\u{fffd}\u{fffd}\u{fffd} \u{fffd}\u{fffd}\u{fffd} \u{fffd}");
    }

    #[test]
    fn an_accent_that_is_typed_apart_stands_on_its_letter() {
        assert_eq!(run("e\u{301}").glyphs.len(), run("é").glyphs.len());
        assert_eq!(run("A\u{30a}").width, run("Å").width);
    }

    #[test]
    fn all_figures_are_equally_wide() {
        let widths: Vec<Length> = ('0'..='9').map(|figure| run(&figure.to_string()).width).collect();
        assert!(widths.iter().all(|width| *width == widths[0]), "{widths:?}");
    }
}
