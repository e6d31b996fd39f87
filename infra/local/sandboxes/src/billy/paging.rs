//! Pages: the first is 1, a page holds at most 1000 rows, and past the end is an empty page.

use super::errors::Refusal;
use super::switches::{BillySwitches, PagingUrls};
use crate::json::{Json, record};
use crate::query::Query;

/// Both the largest page and the one given when none is asked for.
const LARGEST: usize = 1_000;

/// Which page was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// 1-based.
    pub number: usize,
    /// Rows on a page; more than the largest is cut to it.
    pub size: usize,
}

impl Page {
    /// Reads `page` and `pageSize`.
    pub fn read(query: &Query) -> Result<Self, Refusal> {
        let read = |name: &str, otherwise: usize| match query.get(name) {
            None => Ok(otherwise),
            Some(text) => match text.parse() {
                Ok(number) if number > 0 => Ok(number),
                _ => Err(Refusal::BadFilter(name.to_owned())),
            },
        };
        Ok(Self { number: read("page", 1)?, size: read("pageSize", LARGEST)?.min(LARGEST) })
    }

    /// The part of `rows` on this page.
    pub fn cut<'a, T>(&self, rows: &'a [T]) -> &'a [T] {
        let from = (self.number - 1).saturating_mul(self.size).min(rows.len());
        &rows[from..(from + self.size).min(rows.len())]
    }

    /// `meta.paging` of a list of `total` rows at `address`; `None` when it is switched off. The
    /// addresses forget filters, as the documented sample does.
    pub fn meta(&self, address: &str, total: usize, switches: &BillySwitches) -> Option<Json> {
        let count = total.div_ceil(self.size).max(1);
        let mut meta = record! {
            "page": self.number, "pageCount": count, "pageSize": self.size, "total": total,
        };
        let with_urls = match switches.paging_urls {
            PagingUrls::WhenMany => count > 1,
            PagingUrls::Always => true,
            PagingUrls::Never => false,
        };
        if with_urls {
            let to = |page: usize| match page {
                1 => format!("{address}?pageSize={}", self.size),
                _ => format!("{address}?page={page}&pageSize={}", self.size),
            };
            meta.push("firstUrl", to(1));
            meta.push("previousUrl", (self.number > 1).then(|| to(self.number - 1)));
            meta.push("nextUrl", (self.number < count).then(|| to(self.number + 1)));
            meta.push("lastUrl", to(count));
        }
        switches.paging.then_some(meta)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_page_is_one_and_past_the_end_is_empty() {
        let rows: Vec<usize> = (0..5).collect();
        let page = |text: &str| Page::read(&Query::read(text)).unwrap();
        assert_eq!(page("pageSize=2").cut(&rows), [0, 1]);
        assert_eq!(page("page=3&pageSize=2").cut(&rows), [4]);
        assert!(page("page=4&pageSize=2").cut(&rows).is_empty());
        assert_eq!(page("pageSize=5000").size, 1_000);
        assert!(Page::read(&Query::read("page=0")).is_err());
    }

    #[test]
    fn the_address_of_the_first_page_leaves_the_page_out() {
        let page = Page { number: 2, size: 2 };
        let meta = page.meta("http://x/v2/invoices", 5, &BillySwitches::default()).unwrap().text();
        assert!(meta.contains(r#""firstUrl":"http://x/v2/invoices?pageSize=2""#), "{meta}");
        assert!(meta.contains(r#""nextUrl":"http://x/v2/invoices?page=3&pageSize=2""#), "{meta}");
    }
}
