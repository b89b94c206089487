//! The place in a message where something was found, as a line with the words marked. Pure.

use portal_types::field::fold;
use portal_types::search::{Piece, Terms};

/// So many characters of a message are shown.
const SHOWN: usize = 160;

/// So many of them may stand before the first word that was found.
const BEFORE: usize = 40;

/// Whether a character is part of a word, as [`fold`] parts them.
fn joins(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    // A mark that stands for itself belongs to the letter before it.
    c.is_alphanumeric() || !fold(&format!("a{c}a")).contains(' ')
}

/// A text in words and what stands between them, and which of these words was looked for.
fn parts(line: &str, terms: &Terms) -> Vec<Piece> {
    let mut parts: Vec<(String, bool)> = Vec::new();
    for c in line.chars() {
        let word = joins(c);
        match parts.last_mut() {
            Some((text, same)) if *same == word => text.push(c),
            _ => parts.push((c.to_string(), word)),
        }
    }
    let is_hit = |text: &str| fold(text).split(' ').any(|word| !word.is_empty() && terms.has(word));
    parts.into_iter().map(|(text, word)| Piece { hit: word && is_hit(&text), text }).collect()
}

/// The line around the first word that was found; the beginning of the text, if it was found by its subject or its writer.
pub(super) fn pieces(body: &str, terms: &Terms) -> Vec<Piece> {
    let line = body.split_whitespace().collect::<Vec<_>>().join(" ");
    let parts = parts(&line, terms);
    let length = |piece: &Piece| piece.text.chars().count();
    let first = parts.iter().position(|piece| piece.hit).unwrap_or(0);
    // Back from there, by whole words.
    let (mut begins, mut before) = (first, 0);
    while let Some(piece) = begins.checked_sub(1).and_then(|at| parts.get(at)) {
        before += length(piece);
        if before > BEFORE {
            break;
        }
        begins -= 1;
    }
    let mut shown: Vec<Piece> = Vec::new();
    let mut add = |text: &str, hit: bool| match shown.last_mut() {
        Some(last) if last.hit == hit => last.text.push_str(text),
        _ => shown.push(Piece { text: text.to_owned(), hit }),
    };
    if begins > 0 {
        add("…", false);
    }
    let (mut left, mut cut) = (SHOWN, false);
    for piece in parts.iter().skip(begins) {
        let fits: String = piece.text.chars().take(left).collect();
        cut = fits.len() < piece.text.len();
        left -= fits.chars().count();
        if !fits.is_empty() {
            add(&fits, piece.hit);
        }
        if cut {
            break;
        }
    }
    if cut {
        add("…", false);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line, with what was found in brackets.
    fn line(body: &str, words: &str) -> String {
        let terms = Terms::parse(words).unwrap();
        let shown = pieces(body, &terms);
        assert!(shown.windows(2).all(|two| two[0].hit != two[1].hit), "{shown:?}");
        shown.into_iter().map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text }).collect()
    }

    #[test]
    fn words_are_marked_as_they_were_written() {
        assert_eq!(line("My  KNEE hurts.\nThe other knee, too.", "knee"), "My [KNEE] hurts. The other [knee], too.");
        assert_eq!(line("Mañana, señor", "manana"), "[Mañana], señor");
        assert_eq!(line("Man\u{303}ana", "mañana"), "[Man\u{303}ana]", "however it is written");
        assert_eq!(line("Knees and kneecaps", "pain knee"), "[Knees] and [kneecaps]", "the last word by its beginning");
        assert_eq!(line("Knees and kneecaps", "knee pain"), "Knees and kneecaps", "the others whole");
        assert_eq!(line("<b>knee</b>", "knee"), "<b>[knee]</b>", "a text is a text");
        assert_eq!(line("🦦 x", "x"), "🦦 [x]");
        assert_eq!(line("", "x"), "");
    }

    #[test]
    fn a_long_message_is_cut_around_the_first_word_that_was_found() {
        let long = format!("{}knee {}", "word ".repeat(100), "word ".repeat(100));
        let shown = line(&long, "knee");
        assert!(shown.starts_with("…") && shown.ends_with('…') && shown.contains("[knee]"), "{shown}");
        assert!(shown.chars().count() <= SHOWN + 4, "{shown}");
        let before = shown.split('[').next().unwrap();
        assert!(before.chars().count() <= BEFORE + 1 && before.ends_with("word "), "{shown}");
        // Found by its subject, it is shown from its beginning.
        let shown = line(&long, "subject");
        assert!(shown.starts_with("word word") && shown.ends_with('…'), "{shown}");
        // One word without an end.
        let shown = line(&"ñ".repeat(5_000), "n");
        assert!(shown.starts_with("[ñ") && shown.ends_with("]…"), "{shown}");
        assert_eq!(shown.chars().count(), SHOWN + 3);
    }
}
