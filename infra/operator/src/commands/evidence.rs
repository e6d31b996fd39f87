//! `rykker case evidence`: all that is kept of a case as one file, and the proof that such a file is whole.

mod zipped;

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use data_encoding::HEXLOWER;
use domain::ids::CaseId;
use jiff::Timestamp;
use serde_json::json;
use sha2::{Digest, Sha256};
use workflows::case_evidence::{case_evidence, prove};

use crate::arguments::EvidenceArguments;
use crate::output::Output;
use crate::outside::Outside;

/// Gathers what is kept of the case and writes it. What is not kept as it was sent is written as it is, and said.
pub async fn write(outside: &Outside, output: Output, wanted: &EvidenceArguments) -> anyhow::Result<()> {
    let case = wanted.case.as_ref().context("case: is missing")?;
    let evidence = case_evidence(&outside.store, outside.documents()?, case, Timestamp::now()).await?;
    let file = wanted.to.clone().unwrap_or_else(|| named_after(case));
    let bytes = zipped::pack(&evidence.files)?;
    put(&file, &bytes, wanted.force)?;
    let manifest = &evidence.manifest;
    let mut told = serde_json::to_value(manifest)?;
    told["file"] = json!(file);
    told["archive_sha256"] = json!(HEXLOWER.encode(&Sha256::digest(&bytes)));
    output.show(&told, |told| {
        let hash = told["archive_sha256"].as_str().unwrap_or_default();
        format!("{}: {} files, sha256 {hash}", file.display(), evidence.files.len())
    })?;
    let flaws: Vec<String> = manifest.flaws.iter().map(ToString::to_string).collect();
    if flaws.is_empty() { Ok(()) } else { bail!("not kept as it was sent: {}", flaws.join("; ")) }
}

/// Proves an archive by itself: nobody outside is asked.
pub fn verify(output: Output, file: &Path) -> anyhow::Result<()> {
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let archive = zipped::unpack(&bytes).with_context(|| format!("{} is no archive", file.display()))?;
    let proof = prove(&archive.files).with_context(|| format!("{} proves nothing", file.display()))?;
    let differences = archive.broken.into_iter().chain(proof.differences).collect::<Vec<_>>();
    let manifest = &proof.manifest;
    let hash = HEXLOWER.encode(&Sha256::digest(&bytes));
    let told = json!({
        "file": file,
        "case": manifest.case,
        "case_number": manifest.case_number,
        "on": manifest.on,
        "files": archive.files.len(),
        "archive_sha256": hash,
        "differences": differences,
    });
    output.show(&told, |_| {
        let (number, on, count) = (&manifest.case_number, manifest.on, archive.files.len());
        let whole = if differences.is_empty() { "all are as they were written" } else { "it is not whole" };
        format!("{}: case {number}, drawn up on {on}, {count} files: {whole}; sha256 {hash}", file.display())
    })?;
    let differences: Vec<String> = differences.iter().map(ToString::to_string).collect();
    if differences.is_empty() { Ok(()) } else { bail!("{}", differences.join("; ")) }
}

fn named_after(case: &CaseId) -> PathBuf {
    PathBuf::from(format!("evidence-{}.zip", case.number()))
}

/// An archive that says something else is not written over unless that is asked for: it may be all that is left of that day.
fn put(file: &Path, bytes: &[u8], over: bool) -> anyhow::Result<()> {
    let cannot = || format!("{} cannot be written", file.display());
    if over {
        return fs::write(file, bytes).with_context(cannot);
    }
    match fs::File::create_new(file) {
        Ok(mut new) => new.write_all(bytes).with_context(cannot),
        Err(problem) if problem.kind() == ErrorKind::AlreadyExists => {
            match fs::read(file).with_context(cannot)? == bytes {
                true => Ok(()),
                false => bail!("{} is there and says something else: --force writes over it", file.display()),
            }
        }
        Err(problem) => Err(problem).with_context(cannot),
    }
}
