//! What answers are wrapped in.

use super::switches::Envelope;
use crate::json::{Json, record};

/// The words for one kind of record: `invoice`, `invoices`.
pub struct Words {
    /// One.
    pub one: &'static str,
    /// Many.
    pub many: &'static str,
}

impl Envelope {
    /// A list.
    pub fn list(self, words: &Words, rows: Vec<Json>) -> Json {
        self.wrap(words.many, Json::List(rows))
    }

    /// A single record.
    pub fn one(self, words: &Words, row: Json) -> Json {
        self.wrap(words.one, row)
    }

    fn wrap(self, word: &'static str, inside: Json) -> Json {
        let key = match self {
            Self::Bare => return inside,
            Self::Named => word.to_owned(),
            Self::Capitalised => {
                let (first, rest) = word.split_at(1);
                format!("{}{rest}", first.to_ascii_uppercase())
            }
            Self::Data => "data".to_owned(),
        };
        let mut whole = record! {};
        whole.push(key, inside);
        whole
    }
}
