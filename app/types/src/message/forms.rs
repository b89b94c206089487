//! What a patient's forms say by which she writes, read and judged.

use super::Topic;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{FileId, IntentKey, MessageId, PoolId, PracticeId, ThreadId};
use serde::{Deserialize, Serialize};

/// To whom a new message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum To {
    /// A practice; the topic says to which of its inboxes.
    Practice(PracticeId),
    /// The practice of this inbox: so says a page that was drawn by the version before.
    Pool(PoolId),
}

impl To {
    /// The id that was sent: for what makes one intent differ from another.
    pub fn id(self) -> uuid::Uuid {
        match self {
            Self::Practice(practice) => practice.0,
            Self::Pool(pool) => pool.0,
        }
    }
}

/// A new conversation. Has no `Debug`: its text never reaches a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewThread {
    /// To whom.
    pub to: To,
    /// About what.
    pub topic: Topic,
    /// The subject line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// The conversation that it goes on from.
    pub follows: Option<ThreadId>,
    /// The files that its form lists: nothing else goes along. They are told beside what is read of the form.
    #[serde(default)]
    pub files: Vec<FileId>,
    /// Made once per intent by the browser or the page.
    pub intent: IntentKey,
}

impl NewThread {
    /// Reads the form; the emergency notice must have been acknowledged.
    pub fn parse(form: ThreadForm<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let to = match (form.practice, form.pool) {
            ("", pool) => pool.parse().map(To::Pool),
            (practice, _) => practice.parse().map(To::Practice),
        };
        let to = problems.check("practice", to.map_err(|_| Problem::NotAChoice));
        let topic = problems.check("topic", Topic::from_code(form.topic).ok_or(Problem::NotAChoice));
        let subject = problems.check("subject", field::subject(form.subject));
        let body = problems.check("body", field::body(form.body));
        let ack = problems.check("acknowledged", if form.acknowledged { Ok(()) } else { Err(Problem::NotAgreed) });
        let follows = match form.follows {
            "" => Ok(None),
            thread => thread.parse().map(Some).map_err(|_| Problem::NotAChoice),
        };
        let follows = problems.check("follows", follows);
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            ack?;
            let (to, topic, subject, body, follows) = (to?, topic?, subject?, body?, follows?);
            Some(Self { to, topic, subject, body, follows, files: Vec::new(), intent: intent? })
        })();
        problems.into_result(all)
    }
}

/// The form of a new conversation, as it was filled in. Has no `Debug`.
#[derive(Clone, Copy, Default)]
pub struct ThreadForm<'a> {
    /// The chosen practice.
    pub practice: &'a str,
    /// The chosen inbox, of a page that was drawn by the version before.
    pub pool: &'a str,
    /// The topic's word.
    pub topic: &'a str,
    /// The subject line.
    pub subject: &'a str,
    /// The text.
    pub body: &'a str,
    /// Whether the emergency notice was acknowledged.
    pub acknowledged: bool,
    /// The conversation that it goes on from, or nothing.
    pub follows: &'a str,
    /// The intent.
    pub intent: &'a str,
}

/// A reply. Has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The text.
    pub body: String,
    /// The files that its form lists: nothing else goes along. They are told beside what is read of the form.
    #[serde(default)]
    pub files: Vec<FileId>,
    /// Made once per intent.
    pub intent: IntentKey,
}

impl Reply {
    /// Reads the form.
    pub fn parse(body: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let body = problems.check("body", field::body(body));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { body: body?, files: Vec::new(), intent: intent? }))();
        problems.into_result(all)
    }
}

/// What a sender hears: the thread it went into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The thread.
    pub thread: ThreadId,
    /// The message.
    pub message: MessageId,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01900000-0000-7000-8000-000000000001";

    fn form() -> ThreadForm<'static> {
        ThreadForm {
            practice: ID,
            topic: "billing",
            subject: "S",
            body: "B",
            acknowledged: true,
            intent: ID,
            ..ThreadForm::default()
        }
    }

    fn fields(form: ThreadForm<'_>) -> Vec<String> {
        NewThread::parse(form).err().unwrap_or_default().into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn r_6_1_a_new_message_names_a_practice_or_as_before_one_of_its_inboxes() {
        let id = ID.parse().unwrap();
        let to = |form| NewThread::parse(form).ok().map(|thread| thread.to);
        assert_eq!(to(form()), Some(To::Practice(PracticeId(id))));
        assert_eq!(to(ThreadForm { practice: "", pool: ID, ..form() }), Some(To::Pool(PoolId(id))));
        assert_eq!(fields(ThreadForm { practice: "", ..form() }), ["practice"]);
        assert_eq!(fields(ThreadForm { practice: "x", pool: ID, ..form() }), ["practice"]);
        assert_eq!(fields(ThreadForm { follows: "x", ..form() }), ["follows"]);
        let all = fields(ThreadForm::default());
        assert_eq!(all, ["practice", "topic", "subject", "body", "acknowledged", "intent"]);
    }
}
