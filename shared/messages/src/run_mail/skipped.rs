//! What was read and left out, with the reason.

use super::RunMail;
use super::words::Words;
use crate::format::Name;
use crate::letter::{Block, Row, Title};

/// So many invoice numbers are named per reason.
const NAMED: usize = 5;

pub(super) fn blocks(mail: &RunMail, words: &Words) -> Vec<Block> {
    let rows: Vec<Row> = mail
        .skipped
        .iter()
        .map(|(code, count, numbers)| row(mail, words, (words.reason)(*code), *count, numbers))
        .collect();
    if rows.is_empty() {
        return vec![];
    }
    vec![Block::Heading(words.skipped_heading.to_owned()), Block::Rows(rows)]
}

fn row(mail: &RunMail, words: &Words, reason: &str, count: u32, numbers: &[String]) -> Row {
    let locale = mail.locale();
    let named: Vec<String> = numbers
        .iter()
        .filter(|number| !number.trim().is_empty())
        .take(NAMED)
        .map(|number| Name::new(number).isolated())
        .collect();
    let left = u64::from(count).saturating_sub(named.len() as u64);
    let details = match (named.is_empty(), left) {
        (true, _) => vec![],
        (false, 0) => vec![(words.numbers)(&locale.list(&named))],
        (false, left) => {
            let others = vec![locale.count(left, &words.others)];
            vec![(words.numbers)(&locale.list(&[named, others].concat()))]
        }
    };
    Row { title: Title::Words(reason.to_owned()), figure: locale.count(count, &words.invoices), details }
}
