//! Writes every mail and page, in every language, into a folder, to be looked at in a browser.
//!
//! `cargo run -p messages --example gallery -- FOLDER`

#[path = "../tests/samples/mod.rs"]
#[allow(dead_code, clippy::unwrap_used)]
mod samples;

use std::fs;
use std::path::Path;

use domain::Language;
use messages::debtor_letter::DebtorLetter;
use messages::problem_page;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("usage: gallery FOLDER");
        std::process::exit(2);
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for language in Language::ALL {
        for (name, mail) in samples::mails::all(language) {
            fs::write(folder.join(format!("mail_{name}.{language}.html")), mail.html)?;
            fs::write(folder.join(format!("mail_{name}.{language}.txt")), mail.text)?;
        }
        for (name, letter) in samples::letters::all(language) {
            let mail = DebtorLetter::of(&letter).mail(samples::letters::PAGE);
            fs::write(folder.join(format!("letter_{name}.{language}.html")), mail.html)?;
            fs::write(folder.join(format!("letter_{name}.{language}.txt")), mail.text)?;
        }
        let pages = samples::pages::all(language).into_iter();
        for (name, page) in pages.chain(samples::debtor_pages::all(language)) {
            fs::write(folder.join(format!("page_{name}.{language}.html")), page)?;
        }
    }
    let unknown = problem_page::render(None, &problem_page::Problem::Forged);
    fs::write(folder.join("page_problem_forged.any.html"), unknown)
}
