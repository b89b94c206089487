//! Several pieces of work, and what is done with them at once.

use super::optional;
use crate::field::{FieldProblem, Problem, Problems};
use crate::ids::{AccountId, WorkId};
use serde::{Deserialize, Serialize};

/// The most pieces of work that are done together.
pub const BATCH_MOST: usize = 50;

/// What is done with several pieces of work at once. What has to be read first, or decided one by one, is not among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchDeed {
    /// Taking what nobody has.
    Take,
    /// Giving it to a colleague.
    Assign(AccountId),
    /// Closing conversations that need no answer.
    Done,
}

/// How a piece of work stood when it was ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stood {
    /// When something had last happened, milliseconds UTC.
    pub last_at: i64,
    /// To whom it was assigned.
    pub was: Option<AccountId>,
}

/// A row that is ticked. Written as the box sends it: the id, the moment, and to whom it was assigned, with dots between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticked {
    /// Which.
    pub item: WorkId,
    /// How it stood; not said on a page that was drawn by the version before.
    pub stood: Option<Stood>,
}

impl From<WorkId> for Ticked {
    fn from(item: WorkId) -> Self {
        Self { item, stood: None }
    }
}

impl std::fmt::Display for Ticked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.item)?;
        match self.stood {
            None => Ok(()),
            Some(Stood { last_at, was: None }) => write!(f, ".{last_at}."),
            Some(Stood { last_at, was: Some(was) }) => write!(f, ".{last_at}.{was}"),
        }
    }
}

impl std::str::FromStr for Ticked {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let (item, rest) = raw.split_once('.').map_or((raw, None), |(item, rest)| (item, Some(rest)));
        let item = item.parse().map_err(|_| Problem::NotAChoice)?;
        let Some(rest) = rest else { return Ok(Self { item, stood: None }) };
        let (last_at, was) = rest.split_once('.').ok_or(Problem::NotAChoice)?;
        let last_at = last_at.parse().map_err(|_| Problem::NotAChoice)?;
        Ok(Self { item, stood: Some(Stood { last_at, was: optional(was)? }) })
    }
}

/// Several pieces of work, and what is done with each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Which, each once, in the order of their ids.
    pub items: Vec<Ticked>,
    /// What.
    pub deed: BatchDeed,
}

impl Batch {
    /// Reads the form: the boxes that are ticked, the word of the deed, and to whom it is assigned.
    pub fn parse(items: &[String], deed: &str, to: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let read = items.iter().map(|item| item.parse::<Ticked>());
        let listed = read.collect::<Result<Vec<_>, _>>().and_then(|mut items| {
            items.sort_unstable();
            items.dedup_by_key(|ticked| ticked.item);
            if items.is_empty() {
                Err(Problem::Missing)
            } else if items.len() > BATCH_MOST {
                Err(Problem::NotAChoice)
            } else {
                Ok(items)
            }
        });
        let items = problems.check("items", listed);
        let (field, read) = match deed {
            "take" => ("deed", Ok(BatchDeed::Take)),
            "done" => ("deed", Ok(BatchDeed::Done)),
            "assign" => ("to", to.parse().map(BatchDeed::Assign).map_err(|_| Problem::NotAChoice)),
            _ => ("deed", Err(Problem::NotAChoice)),
        };
        let deed = problems.check(field, read);
        let all = (|| Some(Self { items: items?, deed: deed? }))();
        problems.into_result(all)
    }
}

/// Why something was not done with a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchWhy {
    /// It is not there any more.
    Gone,
    /// Somebody else has it.
    Taken,
    /// The colleague does not answer its inbox.
    NotTheirs,
    /// It has to be decided by itself.
    ByItself,
    /// Somebody is answering it.
    Claimed,
    /// The patient has written since its row was ticked.
    New,
    /// It could not be done just now.
    Failed,
}

/// A piece of work with which something was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchFailed {
    /// Which.
    pub item: WorkId,
    /// Why.
    pub why: BatchWhy,
}

/// What became of several pieces of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchDone {
    /// With how many it was done.
    pub done: u32,
    /// With which it was not.
    pub failed: Vec<BatchFailed>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triage::tests::{ONE, TWO, said};
    use uuid::Uuid;

    #[test]
    fn a_batch_has_each_item_once_and_not_too_many() {
        let items = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let batch = Batch::parse(&items(&[TWO, ONE, TWO]), "take", "").unwrap();
        assert_eq!(batch.items, [ONE, TWO].map(|id| Ticked::from(id.parse::<WorkId>().unwrap())));
        assert_eq!(Batch::parse(&items(&[ONE]), "assign", TWO).unwrap().deed, BatchDeed::Assign(TWO.parse().unwrap()));
        assert_eq!(said(Batch::parse(&[], "take", "")), [("items".to_owned(), Problem::Missing)]);
        assert_eq!(said(Batch::parse(&items(&[ONE]), "assign", "")), [("to".to_owned(), Problem::NotAChoice)]);
        assert_eq!(said(Batch::parse(&items(&[ONE]), "approve", "")), [("deed".to_owned(), Problem::NotAChoice)]);
        let many: Vec<String> = (0..=BATCH_MOST as u128).map(|n| Uuid::from_u128(n).to_string()).collect();
        assert_eq!(said(Batch::parse(&many, "done", "")), [("items".to_owned(), Problem::NotAChoice)]);
    }

    #[test]
    fn a_ticked_row_says_how_it_stood_or_comes_from_a_page_of_before() {
        let item: WorkId = ONE.parse().unwrap();
        for stood in [
            None,
            Some(Stood { last_at: 1_795_327_800_000, was: None }),
            Some(Stood { last_at: -1, was: Some(TWO.parse().unwrap()) }),
        ] {
            let ticked = Ticked { item, stood };
            assert_eq!(ticked.to_string().parse::<Ticked>(), Ok(ticked));
        }
        assert_eq!(ONE.parse::<Ticked>(), Ok(Ticked::from(item)));
        for bad in ["", ".", "x", "-.", "-.7", "-.x.", "-.7.x"] {
            let bad = bad.replace('-', ONE);
            assert_eq!(bad.parse::<Ticked>(), Err(Problem::NotAChoice), "{bad}");
        }
        // Ticked twice it is one.
        let twice = [format!("{ONE}.7."), format!("{ONE}.8.{TWO}")];
        assert_eq!(Batch::parse(&twice, "done", "").unwrap().items, [twice[0].parse::<Ticked>().unwrap()]);
    }
}
