//! Pages become a PDF file.

use domain::Language;
use jiff::civil::Date;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};
use krilla::{Document, SerializeSettings};

use crate::PdfError;
use crate::flow::{HEIGHT, Ink, Item, Page, WIDTH, What};
use crate::typeface::{Length, Run, Type};

impl Ink {
    fn color(self) -> rgb::Color {
        match self {
            Ink::Text => rgb::Color::new(0x17, 0x1c, 0x21),
            Ink::Soft => rgb::Color::new(0x52, 0x5c, 0x66),
            Ink::Line => rgb::Color::new(0xd3, 0xd9, 0xde),
            Ink::Tint => rgb::Color::new(0xf1, 0xf4, 0xf6),
        }
    }
}

fn broken(error: impl std::fmt::Debug) -> PdfError {
    PdfError::Document(format!("{error:?}").chars().take(200).collect())
}

/// What a file says of itself.
pub(crate) struct About {
    pub title: String,
    pub author: String,
    pub language: Language,
    /// At midnight, and no other: nothing in a file depends on when it was made.
    pub date: Date,
    /// Its document id follows from this.
    pub id: String,
}

pub(crate) fn document(about: About, pages: &[Page], faces: &Type) -> Result<Vec<u8>, PdfError> {
    let configuration =
        ConfigurationBuilder::new().with_archival_validator(Archival::A2_B).finish().map_err(broken)?;
    let mut document =
        Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    document.set_metadata(metadata(about));
    let size = PageSettings::from_wh(unit(WIDTH), unit(HEIGHT));
    for page in pages {
        let mut sheet = document.start_page_with(size.clone().ok_or_else(|| broken("page size"))?);
        let mut surface = sheet.surface();
        for item in &page.items {
            paint(item, &mut surface, faces);
        }
        surface.finish();
        sheet.finish();
    }
    document.finish().map_err(broken)
}

fn metadata(about: About) -> Metadata {
    let day = about.date;
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(day.month().unsigned_abs())
        .day(day.day().unsigned_abs());
    Metadata::new()
        .title(about.title)
        .authors(vec![about.author])
        .language(about.language.code().to_owned())
        .creation_date(date)
        .document_id(about.id)
}

fn paint(item: &Item, surface: &mut Surface<'_>, faces: &Type) {
    surface.set_fill(Some(Fill { paint: item.ink.color().into(), ..Fill::default() }));
    match &item.what {
        What::Text(run) => text(run, item.x, item.y, surface, faces),
        What::Block { width, height } => {
            let rect = Rect::from_xywh(unit(item.x), unit(item.y), unit(*width), unit(*height));
            let mut path = PathBuilder::new();
            if let Some(rect) = rect {
                path.push_rect(rect);
            }
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}

fn text(run: &Run, x: Length, y: Length, surface: &mut Surface<'_>, faces: &Type) {
    let face = faces.face(run.style.weight);
    let em = |units: i32| ratio(units, face.units_per_em());
    let glyphs: Vec<KrillaGlyph> = run
        .glyphs
        .iter()
        .map(|glyph| {
            KrillaGlyph::new(
                GlyphId::new(glyph.id),
                em(glyph.advance),
                em(glyph.offset.0),
                em(glyph.offset.1),
                0.0,
                glyph.text.clone(),
                None,
            )
        })
        .collect();
    let start = Point::from_xy(unit(x), unit(y));
    surface.draw_glyphs(start, &glyphs, face.font.clone(), &run.text, unit(run.style.size), false);
}

/// A length in points.
fn unit(length: Length) -> f32 {
    ratio(length, 1_000)
}

/// Where the whole numbers of the layout end: PDF knows decimals only. No money comes here but as glyphs.
#[expect(clippy::float_arithmetic, reason = "the place of a glyph on the sheet, not an amount")]
fn ratio(part: i32, whole: i32) -> f32 {
    part as f32 / whole as f32
}
