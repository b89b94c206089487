//! Deleting what must not be kept, and how long each thing is.

use crate::accounts::QUESTION_MS;
use crate::accounts::ladder::OFF_AT;
use crate::accounts::security::REMEMBER_MS;
use crate::{CareError, Portal, enrollment, files, sending};
use portal_store::tidy::{self, Old};

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// Rows deleted in one transaction: nobody who writes waits longer than for these.
pub(crate) const BATCH: u32 = 500;

/// Batches of one thing in one round; what is left over is the next round's.
const BATCHES: u32 = 200;

/// Letters stay this long after they were sent or given up.
const LETTERS_MS: i64 = 30 * DAY;

/// A count is of an hour or a day; after two days nobody asks for it.
const COUNTS_MS: i64 = 2 * DAY;

/// Wrong passwords in a row are forgotten when for this long no other came. Long, so that nobody gains tries by
/// waiting; from [`OFF_AT`] on they stay until the account is recovered.
const WRONG_PASSWORDS_MS: i64 = 365 * DAY;

/// Sessions are known this long: who uses a device once a year is not told each time that it is new.
pub(crate) const SESSIONS_MS: i64 = 400 * DAY;

/// What is sent again after this long is taken for new: a browser that was away for a month has lost its draft as well.
const INTENTS_MS: i64 = 30 * DAY;

/// Half-written messages stay so long after they were last written at.
pub(crate) const DRAFTS_MS: i64 = 30 * DAY;

/// One thing to tidy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Enrollments that were abandoned, declined or finished.
    Enrollments,
    /// Letters that still wait and are worth nothing any more: they are given up, with or without a carrier.
    LateLetters,
    /// Letters that were sent or given up long ago.
    Letters,
    /// Counts of an hour or a day.
    Counts,
    /// Wrong passwords in a row.
    WrongPasswords,
    /// Links to a new password.
    Links,
    /// Contacts that were being added.
    ContactChecks,
    /// Questions to passkeys that nobody has answered.
    PasskeyQuestions,
    /// Links to set up a staff account.
    SetUps,
    /// Remembered devices.
    Devices,
    /// Sessions.
    Sessions,
    /// Notes that a look at a chart was audited.
    Views,
    /// Replies kept for what is sent twice.
    Intents,
    /// Half-written messages.
    Drafts,
    /// Files that were sent with nothing, or never whole.
    Files,
    /// Usernames that are free again.
    RetiredUsernames,
}

impl Task {
    /// All of them, in the order of a round.
    pub const ALL: [Self; 16] = [
        Self::Enrollments,
        Self::LateLetters,
        Self::Letters,
        Self::Counts,
        Self::WrongPasswords,
        Self::Links,
        Self::ContactChecks,
        Self::PasskeyQuestions,
        Self::SetUps,
        Self::Devices,
        Self::Sessions,
        Self::Views,
        Self::Intents,
        Self::Drafts,
        Self::Files,
        Self::RetiredUsernames,
    ];

    /// What is old, and since when.
    fn old(self, now: i64) -> Option<(Old, i64)> {
        match self {
            Self::Enrollments | Self::LateLetters | Self::Files => None,
            Self::Letters => Some((Old::Letters, now - LETTERS_MS)),
            Self::Counts => Some((Old::Counts, now - COUNTS_MS)),
            Self::WrongPasswords => Some((Old::WrongPasswords(OFF_AT), now - WRONG_PASSWORDS_MS)),
            // A link that has run out and one that never was have one answer: nothing is lost.
            Self::Links => Some((Old::Links, now - DAY)),
            // Codes sent are counted for a day.
            Self::ContactChecks => Some((Old::ContactChecks, now - DAY)),
            Self::PasskeyQuestions => Some((Old::PasskeyQuestions, now - QUESTION_MS)),
            Self::SetUps => Some((Old::SetUps, now)),
            Self::Devices => Some((Old::Devices, now - REMEMBER_MS)),
            Self::Sessions => Some((Old::Sessions, now - SESSIONS_MS)),
            // Asked for during VIEW_MS, minutes.
            Self::Views => Some((Old::Views, now - DAY)),
            Self::Intents => Some((Old::Intents, now - INTENTS_MS)),
            Self::Drafts => Some((Old::Drafts, now - DRAFTS_MS)),
            Self::RetiredUsernames => Some((Old::RetiredUsernames, now)),
        }
    }
}

/// Tidies one thing. Returns how many rows that were.
pub async fn tidy(portal: &Portal, task: Task) -> Result<u64, CareError> {
    let Some((old, before)) = task.old(portal.now()) else {
        return match task {
            Task::LateLetters => sending::give_up_late(portal).await,
            Task::Files => files::forget_old(portal).await,
            _ => enrollment::forget_old(portal).await,
        };
    };
    let mut batches = Batches::default();
    loop {
        let tx = portal.outside().db.begin().await?;
        let gone = tidy::delete(&tx, old, before, BATCH).await?;
        tx.commit().await?;
        if let Some(all) = batches.done(gone) {
            return Ok(all);
        }
    }
}

/// Counts batches until there was less to do than fits into one.
#[derive(Debug, Default)]
pub(crate) struct Batches {
    rows: u64,
    batches: u32,
}

impl Batches {
    /// One more was done; all rows together when it was the last one.
    pub(crate) fn done(&mut self, rows: u64) -> Option<u64> {
        self.rows += rows;
        self.batches += 1;
        (rows < u64::from(BATCH) || self.batches == BATCHES).then_some(self.rows)
    }
}
