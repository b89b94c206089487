//! What somebody has begun to write.

use crate::ids::ThreadId;
use serde::{Deserialize, Serialize};

/// The longest text of a draft, in characters: more than any message may have, because a message is made shorter by
/// writing, too.
pub const DRAFT_MAX: usize = 20_000;

/// What somebody has begun to write and not sent. Its `Debug` shows nothing of it: its text never reaches a log.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The chosen inbox of a new message, as an older version kept it.
    pub pool: String,
    /// The chosen practice of a new message, as its form has it.
    pub practice: String,
    /// The chosen topic of a new message.
    pub topic: String,
    /// The subject line of a new message.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The conversation that a new message goes on from.
    pub follows: Option<ThreadId>,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Draft")
    }
}

impl Draft {
    /// A reply or an answer.
    pub fn reply(body: String) -> Self {
        Self { body, ..Self::default() }
    }

    /// Whether nothing is worth keeping: what is chosen and not written is chosen again.
    pub fn is_empty(&self) -> bool {
        self.subject.trim().is_empty() && self.body.trim().is_empty()
    }

    /// Whether it is longer than anything that is kept.
    pub fn is_too_long(&self) -> bool {
        let all = [&self.pool, &self.practice, &self.topic, &self.subject, &self.body];
        all.into_iter().any(|text| text.chars().count() > DRAFT_MAX)
    }
}
