//! What stands where: items run down a page, and over to the next one.

use crate::typeface::{Length, Run, points};

/// A4 (ISO 216), 210 by 297 mm.
pub(crate) const WIDTH: Length = 595_276;
pub(crate) const HEIGHT: Length = 841_890;
/// 20 mm, where the window of an envelope begins.
pub(crate) const LEFT: Length = 56_693;
pub(crate) const RIGHT: Length = WIDTH - LEFT;
pub(crate) const MEASURE: Length = RIGHT - LEFT;
const TOP: Length = 56_693;
const BOTTOM: Length = HEIGHT - points(52);

/// How dark something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Text,
    Soft,
    Line,
    Tint,
}

/// Something on a page. Lengths are thousandths of a point from the upper left corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub(crate) x: Length,
    /// The line that letters stand on; the upper edge of anything else.
    pub(crate) y: Length,
    pub(crate) ink: Ink,
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum What {
    Text(Run),
    Block { width: Length, height: Length },
}

impl Item {
    /// The text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.what {
            What::Text(run) => Some(&run.text),
            What::Block { .. } => None,
        }
    }

    /// Left, right and lower edge, in thousandths of a point.
    pub fn extent(&self) -> (i32, i32, i32) {
        match &self.what {
            What::Text(run) => (self.x, self.x + run.width, self.y),
            What::Block { width, height } => (self.x, self.x + width, self.y + height),
        }
    }
}

/// One page, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    pub items: Vec<Item>,
}

/// The pages as they are filled.
pub(crate) struct Flow {
    pub pages: Vec<Page>,
    /// Where the next thing begins.
    pub y: Length,
}

impl Flow {
    pub fn new() -> Flow {
        Flow { pages: vec![Page::default()], y: TOP }
    }

    pub fn put(&mut self, x: Length, y: Length, ink: Ink, run: Run) {
        self.item(Item { x, y, ink, what: What::Text(run) });
    }

    /// So that it ends at `right`.
    pub fn put_right(&mut self, right: Length, y: Length, ink: Ink, run: Run) {
        self.put(right - run.width, y, ink, run);
    }

    pub fn block(&mut self, x: Length, y: Length, width: Length, height: Length, ink: Ink) {
        self.item(Item { x, y, ink, what: What::Block { width, height } });
    }

    /// A hairline over the measure.
    pub fn rule(&mut self, y: Length) {
        self.block(LEFT, y, MEASURE, 500, Ink::Line);
    }

    fn item(&mut self, item: Item) {
        if let Some(page) = self.pages.last_mut() {
            page.items.push(item);
        }
    }

    /// How much of the page is filled.
    pub fn filled(&self) -> Length {
        self.y - TOP
    }

    pub fn fits(&self, height: Length) -> bool {
        self.y + height <= BOTTOM
    }

    /// Goes on to the next page unless so much fits here. Says whether it went.
    pub fn need(&mut self, height: Length) -> bool {
        let turns = !self.fits(height) && self.y > TOP;
        if turns {
            self.turn();
        }
        turns
    }

    pub fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    pub fn gap(&mut self, height: Length) {
        if self.y > TOP {
            self.y += height;
        }
    }
}
