//! Writes every letter as PDF, in every language, into a folder, to be looked at.
//!
//! `cargo run -p letters --example sheets -- FOLDER`

#[path = "../../messages/tests/samples/mod.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod samples;

use std::fs;
use std::path::Path;

use domain::Language;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: sheets FOLDER");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for language in Language::ALL {
        for (name, letter) in samples::letters::all(language) {
            let file = letters::pdf(&letter).map_err(std::io::Error::other)?;
            fs::write(folder.join(format!("{name}.{language}.pdf")), file)?;
        }
    }
    Ok(())
}
