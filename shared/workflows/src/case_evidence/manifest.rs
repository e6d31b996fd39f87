//! What lists an archive's files with their hashes, and what is wrong with what was kept.

use std::fmt;

use domain::CollectionCase;
use domain::ids::{CaseId, LetterId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Files;
use crate::ports::sha256;

/// Its name in the archive.
pub const MANIFEST: &str = "manifest.json";
/// Raised when files get another meaning.
const FORMAT: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub case: CaseId,
    pub case_number: String,
    /// The civil date that it was drawn up on, in the creditor's country.
    pub on: Date,
    /// All files but this one, sorted by name.
    pub files: Vec<ListedFile>,
    /// Of the files' lines in the form of `sha256sum`: hash, two spaces, name, line end.
    pub sha256: String,
    /// Letters that are not kept as they were sent, and a claim that is not kept as it was handed over.
    pub flaws: Vec<Flaw>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedFile {
    pub name: String,
    pub bytes: u64,
    /// Lower-case hexadecimal.
    pub sha256: String,
}

/// A letter that is not kept as it was sent, or a claim that is not kept as it was handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flaw {
    /// Where it stands, or should stand.
    pub file: String,
    /// Which letter; a case has one claim.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<LetterId>,
    pub what: FlawKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FlawKind {
    /// The case names a letter of which nothing is kept.
    LetterNotKept,
    PdfNotKept,
    /// What is kept is not what its letter's hash says was sent.
    PdfNotAsSent,
    ClaimNotKept,
    /// What is kept is not what its case says was handed over.
    ClaimNotAsFrozen,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            FlawKind::LetterNotKept => "nothing is kept of it",
            FlawKind::PdfNotKept => "its PDF is not kept",
            FlawKind::PdfNotAsSent => "what is kept is not what was sent",
            FlawKind::ClaimNotKept => "the claim is not kept",
            FlawKind::ClaimNotAsFrozen => "what is kept is not what was handed over",
        };
        write!(f, "{}: {what}", self.file)?;
        self.letter.iter().try_for_each(|letter| write!(f, " (letter {letter})"))
    }
}

impl Manifest {
    pub(super) fn of(case: &CollectionCase, on: Date, files: &Files, flaws: Vec<Flaw>) -> Self {
        let files: Vec<ListedFile> = files
            .iter()
            .map(|(name, bytes)| ListedFile {
                name: name.clone(),
                bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
                sha256: sha256(bytes),
            })
            .collect();
        let sha256 = sum(&files);
        Self {
            format: FORMAT,
            case: case.id.clone(),
            case_number: case.id.number(),
            on,
            files,
            sha256,
            flaws,
        }
    }

    /// It speaks of these files and no others.
    pub(super) fn sums_up(&self) -> bool {
        self.format == FORMAT && self.sha256 == sum(&self.files)
    }
}

fn sum(files: &[ListedFile]) -> String {
    let lines: String = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
    sha256(lines.as_bytes())
}
