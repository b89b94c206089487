//! What a team's forms beside one piece of work say, read and judged: an answer, whose turn it is, a note.

use super::optional;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{AccountId, FileId, IntentKey, MessageId, PoolId};

/// The answer of a team, as it is sent. Has no `Debug`: its text never reaches a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// The text.
    pub body: String,
    /// The newest message that its writer had before her; none on a page that was drawn by the version before.
    pub seen: Option<MessageId>,
    /// Whether she sends it although somebody else is answering, too.
    pub anyway: bool,
    /// The files that its form lists: nothing else goes along. They are told beside what is read of the form.
    pub files: Vec<FileId>,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl Answer {
    /// Reads the form.
    pub fn parse(body: &str, seen: &str, anyway: bool, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let body = problems.check("body", field::body(body));
        let seen = problems.check("seen", optional(seen));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { body: body?, seen: seen?, anyway, files: Vec::new(), intent: intent? }))();
        problems.into_result(all)
    }
}

/// How far somebody has read a conversation who does something with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// As far as this message.
    To(MessageId),
    /// What was written until then, milliseconds UTC: so a row of a list says it.
    Until(i64),
    /// It is not said: so a page that was drawn by the version before.
    Untold,
}

impl Seen {
    /// Reads the field of a form.
    pub fn parse(seen: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let read = problems.check("seen", optional(seen));
        problems.into_result(read.map(|seen| seen.map_or(Self::Untold, Self::To)))
    }
}

/// A note that may be left out.
fn words_or_nothing(raw: &str) -> Result<String, Problem> {
    if raw.trim().is_empty() { Ok(String::new()) } else { field::note(raw) }
}

/// To whom something is assigned from now on. Has no `Debug`: its words are about somebody's health.
#[derive(Clone, PartialEq, Eq)]
pub struct Assignment {
    /// To whom; `None`: to nobody.
    pub to: Option<AccountId>,
    /// To whom it was assigned as far as the sender knew.
    pub was: Option<AccountId>,
    /// What is said with it; may be empty.
    pub words: String,
}

impl Assignment {
    /// Reads the form.
    pub fn parse(to: &str, was: &str, words: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let to = problems.check("to", optional(to));
        let was = problems.check("was", optional(was));
        let words = problems.check("words", words_or_nothing(words));
        let all = (|| Some(Self { to: to?, was: was?, words: words? }))();
        problems.into_result(all)
    }
}

/// To which inbox something is handed over. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Which.
    pub pool: PoolId,
    /// What is said with it; may be empty.
    pub words: String,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl HandOver {
    /// Reads the form.
    pub fn parse(pool: &str, words: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let pool = problems.check("pool", pool.parse().map_err(|_| Problem::NotAChoice));
        let words = problems.check("words", words_or_nothing(words));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { pool: pool?, words: words?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// A note for colleagues. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct NewNote {
    /// The note.
    pub words: String,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl NewNote {
    /// Reads the form.
    pub fn parse(words: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let words = problems.check("words", field::note(words));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { words: words?, intent: intent? }))();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::tests::{ONE, TWO, said};

    #[test]
    fn an_answer_says_what_its_writer_had_seen_or_comes_from_a_page_of_before() {
        let seen = |seen: &str| Answer::parse("B", seen, false, ONE).map(|answer| answer.seen);
        assert_eq!(seen(TWO).ok(), Some(TWO.parse().ok()));
        assert_eq!(seen("").ok(), Some(None));
        assert_eq!(said(seen("x")), [("seen".to_owned(), Problem::NotAChoice)]);
    }

    #[test]
    fn what_somebody_has_read_is_a_message_or_is_not_said() {
        assert_eq!(Seen::parse("").unwrap(), Seen::Untold);
        assert_eq!(Seen::parse(TWO).unwrap(), Seen::To(TWO.parse().unwrap()));
        assert_eq!(said(Seen::parse("x")), [("seen".to_owned(), Problem::NotAChoice)]);
    }
}
