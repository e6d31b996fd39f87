//! Text becomes lines of a given width.

use crate::typeface::{Length, Run, Style, Type};

/// Breaks at blanks, and inside a word only where it is wider than a line. No-break spaces hold.
pub(crate) fn lines(text: &str, style: Style, width: Length, faces: &Type) -> Vec<Run> {
    let whole = faces.run(text, style);
    if whole.width <= width {
        return if text.trim().is_empty() { vec![] } else { vec![whole] };
    }
    let wide = |text: &str| faces.run(text, style).width;
    let blank = wide(" ");
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut taken) = (String::new(), 0);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let needed = wide(word);
        if !line.is_empty() && taken + blank + needed <= width {
            line.push(' ');
            line.push_str(word);
            taken += blank + needed;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while wide(rest) > width {
            let cut = prefix(rest, &|text| wide(text) <= width);
            lines.push(rest[..cut].to_owned());
            rest = &rest[cut..];
        }
        rest.clone_into(&mut line);
        taken = wide(rest);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines.iter().map(|line| faces.run(line, style)).collect()
}

/// How many bytes of the word fit: at least one character, so that it comes to an end.
fn prefix(word: &str, fits: &impl Fn(&str) -> bool) -> usize {
    let ends: Vec<usize> = word.char_indices().skip(1).map(|(at, _)| at).collect();
    let count = ends.partition_point(|end| fits(&word[..*end]));
    ends.get(count.saturating_sub(1)).copied().unwrap_or(word.len())
}

/// One line at most, with an ellipsis where it was cut.
pub(crate) fn shortened(text: &str, style: Style, width: Length, faces: &Type) -> Run {
    let whole = faces.run(text, style);
    if whole.width <= width {
        return whole;
    }
    let fits = |text: &str| faces.run(&format!("{text}…"), style).width <= width;
    faces.run(&format!("{}…", &text[..prefix(text, &fits)]), style)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typeface::{Weight, points};

    const STYLE: Style = Style { weight: Weight::Regular, size: points(10) };

    fn texts(text: &str, width: Length) -> Vec<String> {
        let faces = Type::load().unwrap();
        let runs = lines(text, STYLE, width, &faces);
        assert!(runs.iter().all(|run| run.width <= width));
        runs.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn a_line_breaks_at_blanks_but_never_at_a_no_break_space() {
        assert_eq!(
            texts("inden 12.\u{a0}december 2026", points(60)),
            ["inden", "12.\u{a0}decemb", "er 2026"]
        );
        assert_eq!(texts("inden 12.\u{a0}december 2026", points(80)), ["inden", "12.\u{a0}december", "2026"]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut_and_nothing_of_it_is_lost() {
        let word = "Værktøjsmagasinet".repeat(12);
        assert_eq!(texts(&word, points(100)).concat(), word);
    }

    #[test]
    fn what_must_keep_to_one_line_is_cut_with_an_ellipsis() {
        let faces = Type::load().unwrap();
        let run = shortened(&"Å".repeat(200), STYLE, points(50), &faces);
        assert!(run.width <= points(50) && run.text.ends_with('…'));
    }
}
