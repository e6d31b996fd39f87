//! A walk over numbered pages that notices when the list shifted under its feet, and starts over.

use std::collections::HashMap;

use async_trait::async_trait;
use domain::ids::InvoiceId;
use sha2::{Digest, Sha256};
use tracing::debug;

use crate::error::AccountingError;
use crate::system::{Listed, Unreadable, Walk};

/// A list that is asked for page by page.
#[async_trait]
pub(crate) trait Pages: Send + Sync {
    fn system(&self) -> &'static str;

    /// The page at `index`, counted from 0.
    async fn page(&self, index: u32) -> Result<Page, AccountingError>;
}

pub(crate) struct Page {
    pub rows: Vec<Listed>,
    /// No page comes after it.
    pub is_last: bool,
    /// How many rows the system counts over all pages, where it tells.
    pub total: Option<u64>,
}

const MOST_WALKS: u8 = 3;
/// A list with more pages than this does not end.
const MOST_PAGES: u32 = 5_000;

/// When the end is certain:
/// - the system counts its rows: as many different rows were seen in one walk, and the count never changed on the way;
/// - it does not, and there was one page only;
/// - it does not, and there were several: a row that was paid in mid-walk moves a later one to a page that was already
///   read, so the list is walked again until a walk finds nothing new. What one walk missed stands a place further up
///   in the next, so two walks cannot miss the same row unless a whole page of rows was paid in between.
pub(crate) struct SteadyWalk<P> {
    pages: P,
    next_page: u32,
    walk: u8,
    /// Each row that was handed out, with the last walk that saw it: 17 bytes a row, whatever the row holds.
    seen: HashMap<RowKey, u8>,
    seen_in_this_walk: u64,
    new_in_this_walk: u64,
    total: Option<u64>,
    alike: AllAlike,
    is_done: bool,
}

type RowKey = [u8; 16];

impl<P: Pages> SteadyWalk<P> {
    pub fn new(pages: P) -> Self {
        Self {
            pages,
            next_page: 0,
            walk: 1,
            seen: HashMap::new(),
            seen_in_this_walk: 0,
            new_in_this_walk: 0,
            total: None,
            alike: AllAlike::default(),
            is_done: false,
        }
    }

    /// Takes in a page: what is new in it, and nothing twice.
    fn take(&mut self, index: u32, page: Page) -> Result<Vec<Listed>, AccountingError> {
        let system = self.pages.system();
        let (before, had_rows) = (self.seen_in_this_walk, !page.rows.is_empty());
        // A page without a count says nothing of the others.
        let moved = index > 0 && self.total.zip(page.total).is_some_and(|(before, now)| before != now);
        self.total = page.total.or(self.total);
        let mut new = Vec::with_capacity(page.rows.len());
        for (place, row) in page.rows.into_iter().enumerate() {
            match self.seen.insert(key_of(&row, index, place), self.walk) {
                None => {
                    self.alike.count(Some(&row));
                    new.push(row);
                    self.seen_in_this_walk += 1;
                    self.new_in_this_walk += 1;
                }
                Some(walk) if walk != self.walk => self.seen_in_this_walk += 1,
                Some(_) => {}
            }
        }
        let brought_nothing = had_rows && self.seen_in_this_walk == before;
        if (brought_nothing && !page.is_last) || index >= MOST_PAGES {
            let problem = "brings the rows of an earlier page again".to_owned();
            return Err(AccountingError::NotUnderstood {
                system,
                field: format!("page {}", index + 1),
                problem,
            });
        }
        match (moved, page.is_last) {
            (true, _) => self.start_over()?,
            (false, false) => self.next_page = index + 1,
            (false, true) if self.is_whole(index) => {
                self.alike.refuse(system)?;
                self.is_done = true;
            }
            (false, true) => self.start_over()?,
        }
        Ok(new)
    }

    /// Whether the walk that ended with the page at `index` is sure to have seen every row.
    fn is_whole(&self, index: u32) -> bool {
        match self.total {
            Some(total) => total == self.seen_in_this_walk,
            None => index == 0 || (self.walk > 1 && self.new_in_this_walk == 0),
        }
    }

    fn start_over(&mut self) -> Result<(), AccountingError> {
        let system = self.pages.system();
        debug!(system, walk = self.walk, "the list is walked again");
        if self.walk == MOST_WALKS {
            return Err(AccountingError::Unsteady { system });
        }
        self.walk += 1;
        (self.next_page, self.seen_in_this_walk, self.new_in_this_walk) = (0, 0, 0);
        self.total = None;
        Ok(())
    }
}

#[async_trait]
impl<P: Pages> Walk for SteadyWalk<P> {
    async fn next_page(&mut self) -> Result<Option<Vec<Listed>>, AccountingError> {
        while !self.is_done {
            let index = self.next_page;
            let page = self.pages.page(index).await?;
            let new = self.take(index, page)?;
            if !new.is_empty() {
                return Ok(Some(new));
            }
        }
        Ok(None)
    }
}

/// So few bad rows may be a small company's bad luck; from here on it is the system.
pub(crate) const FEW: usize = 5;

/// One bad row is skipped; when every row of a walk is bad in the same way, the system has changed and not the rows.
#[derive(Default)]
pub(crate) struct AllAlike {
    rows: usize,
    /// How many of them are bad like the first.
    bad: usize,
    first: Option<(String, String)>,
}

impl AllAlike {
    /// Counts a row, also one that is good and not handed out.
    pub fn count(&mut self, row: Option<&Listed>) {
        self.rows += 1;
        if let Some(Listed::Unreadable(Unreadable { field, problem, .. })) = row {
            let (first, _) = self.first.get_or_insert_with(|| (field.clone(), problem.clone()));
            self.bad += usize::from(first == field);
        }
    }

    pub fn refuse(&self, system: &'static str) -> Result<(), AccountingError> {
        match &self.first {
            Some((field, problem)) if self.rows >= FEW && self.bad == self.rows => {
                let problem = format!("{problem}, in every row");
                Err(AccountingError::NotUnderstood { system, field: field.clone(), problem })
            }
            _ => Ok(()),
        }
    }
}

/// By its id; a row without one by where it stands.
fn key_of(row: &Listed, page: u32, place: usize) -> RowKey {
    let of_id = |id: &InvoiceId| Sha256::digest(id.as_str());
    let digest = match row {
        Listed::Whole(invoice) => of_id(&invoice.id),
        Listed::Outline(outline) => of_id(&outline.id),
        Listed::Credit(credit) => of_id(&credit.id),
        Listed::Unreadable(Unreadable { id: Some(id), .. }) => of_id(id),
        Listed::Unreadable(_) => Sha256::digest(format!("\u{1f}{page}\u{1f}{place}")),
    };
    let mut key = RowKey::default();
    key.copy_from_slice(&digest[..16]);
    key
}

#[cfg(test)]
mod tests;
