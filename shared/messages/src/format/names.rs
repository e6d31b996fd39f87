//! Names and numbers that came from outside, made fit to stand in a line of ours.

/// A name on one line: no control characters, no runs of blanks, no marks that turn the text around it, never endless.
///
/// Not yet escaped for HTML: the templates do that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

/// Longer names are cut: real ones are shorter, and a mail has a size.
const LONGEST: usize = 200;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// What a person wrote is shown in so many characters; the whole of it is kept with the case.
const EXCERPT: usize = 300;

impl Name {
    pub fn new(raw: &str) -> Self {
        Self::cut(raw, LONGEST)
    }

    /// The beginning of what a person wrote, on one line.
    pub fn excerpt(raw: &str) -> Self {
        Self::cut(raw, EXCERPT)
    }

    fn cut(raw: &str, longest: usize) -> Self {
        let blanks_for_controls: String = raw
            .chars()
            .filter(|c| !is_direction_control(*c))
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let squeezed = blanks_for_controls.split_whitespace().collect::<Vec<_>>().join(" ");
        Self(match squeezed.char_indices().nth(longest) {
            _ if squeezed.is_empty() => "–".to_owned(),
            Some((end, _)) => format!("{}…", &squeezed[..end]),
            None => squeezed,
        })
    }

    /// For a place of its own, such as a `<bdi>` element.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// For the middle of a sentence: a right-to-left name cannot move the amounts beside it.
    ///
    /// Names that run left to right have no marks put around them, so that they can be searched and copied.
    pub fn isolated(&self) -> String {
        if self.0.chars().any(may_turn_text) {
            format!("{FIRST_STRONG_ISOLATE}{}{POP_ISOLATE}", self.0)
        } else {
            self.0.clone()
        }
    }
}

/// Embeddings, overrides and isolates: unbalanced ones would reach beyond the name (Unicode Annex 9).
fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The blocks of right-to-left scripts, and the right-to-left marks.
fn may_turn_text(c: char) -> bool {
    matches!(c,
        '\u{0590}'..='\u{08ff}'
        | '\u{200f}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_to_one_line() {
        let name = Name::new("  Ørsted\r\nBcc: all@example.com\u{0}\u{2028}\tA/S  ");
        assert_eq!(name.as_str(), "Ørsted Bcc: all@example.com A/S");
    }

    #[test]
    fn a_name_cannot_turn_the_text_around_it() {
        assert_eq!(Name::new("abc\u{202e}def\u{2069}").as_str(), "abcdef");
        assert_eq!(Name::new("شركة النور").isolated(), "\u{2068}شركة النور\u{2069}");
        assert_eq!(Name::new("Blåbær ApS").isolated(), "Blåbær ApS");
    }

    #[test]
    fn an_endless_name_is_cut_between_characters() {
        let name = Name::new(&"å".repeat(5_000));
        assert_eq!(name.as_str().chars().count(), LONGEST + 1);
        assert_eq!(Name::new(&"å".repeat(LONGEST)).as_str().chars().count(), LONGEST);
    }

    #[test]
    fn an_empty_name_still_shows_that_something_is_there() {
        assert_eq!(Name::new(" \n").as_str(), "–");
    }
}
