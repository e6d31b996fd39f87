//! A mail as blocks, written twice: as HTML and as plain text, so that both say the same.

mod footer;

use askama::Template;
use domain::Language;

pub(crate) use footer::footer;

use crate::Mail;
use crate::format::Name;
use crate::written::written;

/// What every mail to a tenant is made of.
pub(crate) struct Letter {
    pub language: Language,
    pub tenant: Name,
    /// Also the heading.
    pub subject: String,
    /// What a mailbox shows beside the subject.
    pub preheader: String,
    pub lead: String,
    pub blocks: Vec<Block>,
    pub footer: Vec<String>,
}

pub(crate) enum Block {
    /// What the reader must not miss.
    Callout {
        title: String,
        text: String,
    },
    /// The one big button.
    Action {
        label: &'static str,
        url: String,
    },
    Heading(String),
    Text(String),
    Rows(Vec<Row>),
    More {
        text: String,
        label: &'static str,
        link: Option<String>,
    },
    Steps(Vec<String>),
}

impl Block {
    /// Of what the reader must not miss.
    pub fn title(&self) -> Option<&str> {
        match self {
            Block::Callout { title, .. } => Some(title),
            _ => None,
        }
    }
}

/// A line with a figure at its end and smaller print below.
pub(crate) struct Row {
    pub title: Title,
    pub figure: String,
    /// Small print, piece by piece.
    pub details: Vec<String>,
}

pub(crate) enum Title {
    /// From outside.
    Name(Name),
    /// Ours.
    Words(String),
}

impl Title {
    fn as_str(&self) -> &str {
        match self {
            Title::Name(name) => name.as_str(),
            Title::Words(words) => words,
        }
    }

    /// Names are looked for, sentences are read.
    fn weight(&self) -> u16 {
        match self {
            Title::Name(_) => 600,
            Title::Words(_) => 400,
        }
    }
}

impl Row {
    /// `Jensen ApS: 1.234,50 kr.`, but `2 fakturaer: Stadig en kladde.`
    fn in_text(&self) -> String {
        match &self.title {
            Title::Name(name) if self.figure.is_empty() => name.isolated(),
            Title::Name(name) => format!("{}: {}", name.isolated(), self.figure),
            Title::Words(words) => format!("{}: {words}", self.figure),
        }
    }
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'a> {
    letter: &'a Letter,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct Text<'a> {
    letter: &'a Letter,
}

pub(crate) fn underline(heading: &str, with: &str) -> String {
    with.repeat(heading.chars().count().min(72))
}

impl Letter {
    pub fn into_mail(self) -> Mail {
        let html = written(&Html { letter: &self });
        let text = format!("{}\n", written(&Text { letter: &self }).trim());
        Mail { subject: self.subject, html, text }
    }
}
