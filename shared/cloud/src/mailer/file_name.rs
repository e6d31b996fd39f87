//! Names of attached files that every mailbox can show and every disk can hold.

/// Enough to tell one file from another.
const LONGEST: usize = 80;

/// How letters outside ASCII are spelled without them.
const SPELLED: [(char, &str); 12] = [
    ('æ', "ae"),
    ('ø', "oe"),
    ('å', "aa"),
    ('Æ', "Ae"),
    ('Ø', "Oe"),
    ('Å', "Aa"),
    ('ä', "ae"),
    ('ö', "oe"),
    ('Ä', "Ae"),
    ('Ö', "Oe"),
    ('é', "e"),
    ('ü', "ue"),
];

/// In ASCII letters, digits, space, `.`, `_` and `-`; its end, which tells its kind, is kept.
pub(super) fn ascii(name: &str) -> String {
    let spelled: String = name.chars().map(spell).collect();
    let start = spelled.len().saturating_sub(LONGEST);
    spelled[start..].trim_start_matches(['.', ' ']).to_owned()
}

fn spell(letter: char) -> String {
    match SPELLED.iter().find(|(special, _)| *special == letter) {
        Some((_, plain)) => (*plain).to_owned(),
        None if letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-' | ' ') => {
            letter.to_string()
        }
        None => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_spelled_with_what_every_mailbox_knows() {
        let names = [
            ("Faktura-1042.pdf", "Faktura-1042.pdf"),
            ("Påmindelse Ærø.pdf", "Paamindelse Aeroe.pdf"),
            ("2026/17 \"a\"\r\nBcc: x.pdf", "2026-17 -a---Bcc- x.pdf"),
            ("../../etc", "-..-etc"),
            ("מרים.pdf", "----.pdf"),
        ];
        for (name, wanted) in names {
            assert_eq!(ascii(name), wanted);
        }
    }

    #[test]
    fn a_long_name_keeps_its_end() {
        let name = ascii(&format!("{}.pdf", "ø".repeat(300)));
        assert!(name.len() <= LONGEST && name.ends_with("oe.pdf"), "{name}");
    }
}
