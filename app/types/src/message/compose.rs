//! Whom a patient may write to, and who reads it there.

use super::{Draft, Topic};
use crate::account::Role;
use crate::day::Day;
use crate::file::FileView;
use crate::ids::{IntentKey, PoolId, PracticeId, ThreadId};
use crate::pool::{Blocked, PoolKind};
use serde::{Deserialize, Serialize};

/// A practice a patient may write to: never a bare inbox address. Which inbox a message goes to follows from its topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamOption {
    /// Which practice.
    pub practice: PracticeId,
    /// Its name.
    pub name: String,
    /// Clinicians of this practice who saw the patient, most recent first, at most three.
    pub providers: Vec<String>,
    /// Who reads what, in the order of [`Topic::ALL`].
    pub lines: Vec<Line>,
    /// Topics that nobody reads online there, in the same order, with the number to call instead.
    pub by_phone: Vec<ByPhone>,
}

impl TeamOption {
    /// Who reads a message about a topic.
    pub fn line(&self, topic: Topic) -> Option<&Line> {
        self.lines.iter().find(|line| line.topic == topic)
    }
}

/// Who reads a message about a topic, and by when it is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The topic.
    pub topic: Topic,
    /// The inbox.
    pub pool: PoolId,
    /// What it is for: the general one stands in for others.
    pub kind: PoolKind,
    /// Who answers it, each role once, in the order of [`Role::ALL`].
    pub readers: Vec<Role>,
    /// Business days within which an answer is expected.
    pub business_days: u8,
    /// The day by which what is sent now is answered.
    pub due: Day,
    /// Why nothing can be sent there, and what to do instead.
    pub blocked: Option<Blocked>,
}

/// A topic that nobody reads online.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByPhone {
    /// The topic.
    pub topic: Topic,
    /// The number to call.
    pub phone: Option<String>,
}

/// A practice that saw the patient and takes no messages online, with the number to call instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilentPractice {
    /// Its name.
    pub practice: String,
    /// Its phone.
    pub phone: Option<String>,
}

/// Whom a patient may write to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComposeOptions {
    /// Teams that answer.
    pub teams: Vec<TeamOption>,
    /// Practices of hers without messaging.
    pub silent: Vec<SilentPractice>,
    /// The conversation that the new one goes on from, if the address names one that she may see.
    pub follows: Option<Followed>,
    /// What she had begun to write.
    pub draft: Option<Draft>,
    /// The files that lie with it.
    #[serde(default)]
    pub files: Vec<FileView>,
    /// Whether she may send files with it.
    #[serde(default)]
    pub may_attach: bool,
    /// The intent of the form that shows these options.
    pub intent: IntentKey,
}

/// A conversation that a new one goes on from: its form begins with what is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// Which.
    pub thread: ThreadId,
    /// Its subject.
    pub subject: String,
    /// Its practice.
    pub practice: PracticeId,
    /// Its topic.
    pub topic: Topic,
}
