//! The page for when a link or a form cannot be honoured: what is wrong, and what to do about it.

mod words;

use askama::Template;
use domain::Language;

use crate::format::Name;
use crate::written::written;
use words::Words;

/// Why the page that was asked for cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No such page, or nothing behind the link any more.
    NotFound,
    /// Not one of our links, cut short, or changed.
    Forged,
    /// One of our links, but too old.
    Expired,
    /// A form that no button of ours sends. Nothing was decided.
    BadForm { field: String, reason: FormFault },
    /// We cannot answer right now.
    TryLater,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormFault {
    Missing,
    /// It has a value that means nothing here.
    Unknown,
    /// It is longer than any form of ours sends.
    TooLong,
}

impl Problem {
    /// The HTTP status that goes with the page (RFC 9110).
    pub fn status(&self) -> u16 {
        match self {
            Problem::BadForm { .. } => 400,
            Problem::Forged => 403,
            Problem::NotFound => 404,
            Problem::Expired => 410,
            Problem::TryLater => 503,
        }
    }
}

/// The whole HTML document. Without a known language it says it in all three.
pub fn render(language: Option<Language>, problem: &Problem) -> String {
    let languages = match &language {
        Some(known) => std::slice::from_ref(known),
        None => &Language::ALL,
    };
    let tellings = languages.iter().map(|language| Telling::of(*language, problem)).collect();
    written(&Page { tellings })
}

struct Telling {
    language: Language,
    title: &'static str,
    what_to_do: &'static str,
    detail: Option<String>,
}

impl Telling {
    fn of(language: Language, problem: &Problem) -> Self {
        let words = Words::of(language);
        let (title, what_to_do) = words.about(problem);
        let detail = match problem {
            Problem::BadForm { field, reason } => {
                let field = Name::new(field).isolated();
                Some(match reason {
                    FormFault::Missing => (words.field_missing)(&field),
                    FormFault::Unknown => (words.field_unknown)(&field),
                    FormFault::TooLong => (words.field_too_long)(&field),
                })
            }
            _ => None,
        };
        Self { language, title, what_to_do, detail }
    }
}

#[derive(Template)]
#[template(path = "problem_page.html")]
struct Page {
    tellings: Vec<Telling>,
}

impl Page {
    fn code(&self) -> &'static str {
        self.tellings.first().map_or("en", |telling| telling.language.code())
    }

    fn title(&self) -> &'static str {
        self.tellings.first().map_or("Rykker", |telling| telling.title)
    }
}
