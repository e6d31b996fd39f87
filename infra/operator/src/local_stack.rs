//! Without settings of its own, the command works on the local stack: by that stack's addresses and its moved clock.

use std::collections::BTreeMap;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, bail};
use serde::Deserialize;

#[derive(Deserialize)]
struct Stack {
    /// What makes a program speak to this stack by this stack's clock.
    environment: BTreeMap<String, String>,
}

/// The setting that says that the command has been told what to work on.
const TOLD: &str = "TABLE";

/// Starts the command anew in the local stack's environment, unless it has been told another.
///
/// The clock is moved by a library that is loaded before the program, so it takes a new start.
///
/// # Errors
/// When nothing says what to work on.
pub fn enter() -> anyhow::Result<()> {
    if std::env::var_os(TOLD).is_some() {
        return Ok(());
    }
    let Some(file) = find() else {
        bail!(
            "nothing says which stack to work on: set {TOLD} and the other settings (see README), or start one with `make up`"
        );
    };
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let stack: Stack =
        serde_json::from_str(&text).with_context(|| format!("{} is not a stack", file.display()))?;
    if !stack.environment.contains_key(TOLD) {
        bail!("the stack of {} is not up yet", file.display());
    }
    let myself = std::env::current_exe().context("where this program stands is not known")?;
    let failed = Command::new(myself).args(std::env::args_os().skip(1)).envs(stack.environment).exec();
    Err(failed).context("the command cannot be started anew")
}

/// `RYKKER_STATE`, or `.local` here or in a folder above.
fn find() -> Option<PathBuf> {
    if let Some(state) = std::env::var_os("RYKKER_STATE") {
        return Some(PathBuf::from(state).join("stack.json")).filter(|file| file.exists());
    }
    let here = std::env::current_dir().ok()?;
    here.ancestors().map(|folder| folder.join(".local/stack.json")).find(|file| file.exists())
}
