//! Looking for words in messages.
//!
//! What is looked for is about health: it is in no address, and its `Debug` shows nothing of it.

use crate::field::{FieldProblem, Problem, Problems, fold};
use crate::ids::{MessageId, PatientId, ThreadId};
use crate::message::{Side, Topic};
use crate::moment::Moment;
use crate::page::{Cursor, Page};
use serde::{Deserialize, Serialize};

/// Most characters of what is looked for.
pub const WORDS_MAX: u32 = 200;

/// Most words that are looked for at once; what comes after them does not count.
pub const TERMS_MAX: usize = 8;

/// What was typed to be looked for, as it is kept and shown again: one line with something in it.
pub fn words(raw: &str) -> Result<String, Vec<FieldProblem>> {
    let mut problems = Problems::default();
    let line = raw.split_whitespace().collect::<Vec<_>>().join(" ");
    let length = line.chars().count() as u32;
    let read = if !line.chars().any(char::is_alphanumeric) {
        Err(Problem::Missing)
    } else if length > WORDS_MAX {
        Err(Problem::TooLong(WORDS_MAX))
    } else {
        Ok(line)
    };
    let words = problems.check("words", read);
    problems.into_result(words)
}

/// The words that a message must have, all of them; the last one may be the beginning of a word, for it may be half
/// typed. Letters and digits only, so that none of them means anything to a database.
#[derive(Clone, PartialEq, Eq)]
pub struct Terms(Vec<String>);

impl std::fmt::Debug for Terms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Terms")
    }
}

impl Terms {
    /// Reads what was typed; `None` if there is no word in it. For the server: see [`fold`].
    pub fn parse(words: &str) -> Option<Self> {
        let folded = fold(words);
        let terms: Vec<String> = folded.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let terms: Vec<String> = terms.into_iter().take(TERMS_MAX).collect();
        (!terms.is_empty()).then_some(Self(terms))
    }

    /// The words, as [`fold`] writes them.
    pub fn words(&self) -> &[String] {
        &self.0
    }

    /// Whether a word of a text is one of them; both as [`fold`] writes them.
    pub fn has(&self, word: &str) -> bool {
        let Some((last, whole)) = self.0.split_last() else { return false };
        whole.iter().any(|term| term == word) || word.starts_with(last.as_str())
    }
}

/// A piece of a text that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it is what was looked for.
    pub hit: bool,
}

/// A message that was found in a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundMessage {
    /// The conversation.
    pub thread: ThreadId,
    /// The message.
    pub message: MessageId,
    /// Whose chart, at a desk; `None` in the chart itself.
    pub patient: Option<(PatientId, String)>,
    /// The subject line.
    pub subject: String,
    /// The practice.
    pub practice: String,
    /// About what.
    pub topic: Topic,
    /// From which side.
    pub side: Side,
    /// Author's name.
    pub author: String,
    /// When it was sent.
    pub at: Moment,
    /// The place where it was found, a line.
    pub pieces: Vec<Piece>,
    /// Where the page of its conversation begins that has it; none, where the newest one has it.
    #[serde(default)]
    pub page: Option<Cursor>,
}

/// What was looked for, and a page of what was found, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What was typed; nothing, while nothing was.
    pub words: String,
    /// The messages.
    pub page: Page<FoundMessage>,
    /// The moment of the reply.
    pub now: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_a_few_plain_words() {
        let terms = |words: &str| Terms::parse(words).map(|terms| terms.words().join("|"));
        assert_eq!(terms(" Knee,  PAIN! ").as_deref(), Some("knee|pain"));
        assert_eq!(terms("\"* OR near(a b)").as_deref(), Some("or|near|a|b"));
        assert_eq!(terms("1 2 3 4 5 6 7 8 9").as_deref(), Some("1|2|3|4|5|6|7|8"));
        for none in ["", " ", "\"", "🦦", "…"] {
            assert_eq!(terms(none), None, "{none}");
            assert!(words(none).is_err(), "{none}");
        }
        assert_eq!(words("  two   words ").as_deref(), Ok("two words"));
        assert!(words(&"x".repeat(201)).is_err());
        let terms = Terms::parse("ñandú kne").unwrap();
        assert!(terms.has("nandu") && terms.has("knee") && !terms.has("nand") && !terms.has("ankle"));
        assert_eq!(format!("{terms:?}"), "Terms");
    }
}
