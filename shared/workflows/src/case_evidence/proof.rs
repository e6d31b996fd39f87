//! Proves an archive by itself, without asking anybody.

use std::collections::BTreeSet;
use std::fmt;

use domain::dunning::LetterFile;
use serde::Serialize;

use super::kept::HANDOVER;
use super::{Files, MANIFEST, Manifest};
use crate::ports::sha256;

/// What an archive says of itself, and what in it is otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    pub manifest: Manifest,
    /// Sorted by file; none where it is whole.
    pub differences: Vec<Difference>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    pub file: String,
    pub what: DifferenceKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// Listed, or belonging to what is listed, and not there.
    Missing,
    /// There, and not listed.
    Extra,
    /// Not what the list's hash says.
    Changed,
    /// Not what its letter's hash says was sent, or its case's hash says was handed over.
    NotAsSent,
    /// The list's own hash is not that of its lines.
    SumIsWrong,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.what {
            DifferenceKind::Missing => "is missing",
            DifferenceKind::Extra => "is not in the manifest",
            DifferenceKind::Changed => "was changed",
            DifferenceKind::NotAsSent => "is not what was sent",
            DifferenceKind::SumIsWrong => "does not sum up to its own hash",
        };
        write!(f, "{} {what}", self.file)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    #[error("it has no {MANIFEST}: it is no evidence of a case")]
    NoManifest,
    #[error("its {MANIFEST} cannot be read: {0}")]
    Unreadable(String),
}

/// Compares every file with the list, the list with its sum, each letter's PDF with the letter's hash, and the claim that was
/// handed over with its case's.
///
/// # Errors
/// When there is no list to compare with.
pub fn prove(files: &Files) -> Result<Proof, Unproven> {
    let listed = files.get(MANIFEST).ok_or(Unproven::NoManifest)?;
    let manifest: Manifest =
        serde_json::from_slice(listed).map_err(|problem| Unproven::Unreadable(problem.to_string()))?;
    let mut differences = BTreeSet::new();
    let mut note = |file: &str, what| differences.insert(Difference { file: file.to_owned(), what });
    if !manifest.sums_up() {
        note(MANIFEST, DifferenceKind::SumIsWrong);
    }
    let mut known: BTreeSet<&str> = BTreeSet::from([MANIFEST]);
    for file in &manifest.files {
        known.insert(&file.name);
        match files.get(&file.name) {
            None => note(&file.name, DifferenceKind::Missing),
            Some(bytes) if sha256(bytes) != file.sha256 => note(&file.name, DifferenceKind::Changed),
            Some(_) => false,
        };
    }
    for name in files.keys().filter(|name| !known.contains(name.as_str())) {
        note(name, DifferenceKind::Extra);
    }
    for (name, what) in letters(files) {
        note(&name, what);
    }
    if let Some(what) = claim(files) {
        note(HANDOVER, what);
    }
    // What was not kept in the first place has nothing here to be compared with.
    for flaw in &manifest.flaws {
        if !files.contains_key(&flaw.file) {
            note(&flaw.file, DifferenceKind::Missing);
        }
    }
    Ok(Proof { manifest, differences: differences.into_iter().collect() })
}

/// What is wrong with the letters' PDFs.
fn letters(files: &Files) -> Vec<(String, DifferenceKind)> {
    let stems = files.keys().filter(|name| name.starts_with("letters/"));
    let stems = stems.filter_map(|name| name.strip_suffix(".json"));
    let wrong = |stem: &str| {
        let (json, pdf) = (format!("{stem}.json"), format!("{stem}.pdf"));
        let Ok(letter) = serde_json::from_slice::<LetterFile>(files.get(&json)?) else {
            return Some((json, DifferenceKind::Changed));
        };
        match files.get(&pdf) {
            None => Some((pdf, DifferenceKind::Missing)),
            Some(bytes) if sha256(bytes) != letter.sha256 => Some((pdf, DifferenceKind::NotAsSent)),
            Some(_) => None,
        }
    };
    stems.filter_map(wrong).collect()
}

/// What is wrong with the claim as it was handed over.
fn claim(files: &Files) -> Option<DifferenceKind> {
    let case: serde_json::Value = serde_json::from_slice(files.get("case.json")?).ok()?;
    let expected = case.pointer("/case/handover/file")?.as_str()?;
    match files.get(HANDOVER) {
        None => Some(DifferenceKind::Missing),
        Some(bytes) if sha256(bytes) != expected => Some(DifferenceKind::NotAsSent),
        Some(_) => None,
    }
}
