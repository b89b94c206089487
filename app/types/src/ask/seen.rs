//! What somebody of an office knows of an ask when she does something with it.

use crate::field::{FieldProblem, Problem};
use uuid::Uuid;

/// What somebody of an office had before her when she did something with an ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskSeen {
    /// How often the patient had written it.
    pub version: i64,
    /// The newest line of its history; none on a page that was drawn by the version before.
    pub last: Option<Uuid>,
    /// Whether she does it although a colleague is at it, or was first.
    pub anyway: bool,
}

impl AskSeen {
    /// Reads the fields of a form: `version`, `seen` and `anyway`.
    pub fn parse(version: i64, seen: &str, anyway: bool) -> Result<Self, Vec<FieldProblem>> {
        let last = match seen.trim() {
            "" => None,
            id => Some(id.parse::<Uuid>().map_err(|_| vec![FieldProblem::new("seen", Problem::NotAChoice)])?),
        };
        Ok(Self { version, last, anyway })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_7_1_a_move_says_what_its_writer_had_seen_or_comes_from_a_page_of_before() {
        let line = "01900000-0000-7000-8000-000000000001";
        let seen = |seen: &str| AskSeen::parse(3, seen, true);
        assert_eq!(seen(line), Ok(AskSeen { version: 3, last: line.parse().ok(), anyway: true }));
        assert_eq!(seen(" "), Ok(AskSeen { version: 3, last: None, anyway: true }));
        assert_eq!(seen("x"), Err(vec![FieldProblem::new("seen", Problem::NotAChoice)]));
    }
}
