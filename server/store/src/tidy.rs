//! Deleting what is past any use, a batch at a time, so that no transaction is long. Each batch is one range of one index.

use crate::{StoreError, Tx};

/// What grows old. Which age that is, is said in `care`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Old {
    /// Letters, by when they were sent or given up.
    Letters,
    /// Counts of an hour or a day, by when something was last counted.
    Counts,
    /// Wrong passwords in a row, fewer than this, by when the last one came.
    WrongPasswords(i64),
    /// Links to a new password, by when they ran out.
    Links,
    /// Contacts that were being added, by when their code was sent.
    ContactChecks,
    /// Questions to passkeys that nobody has answered, by when they were asked.
    PasskeyQuestions,
    /// Links to set up a staff account, by when they ran out.
    SetUps,
    /// Remembered devices, by when they were remembered.
    Devices,
    /// Sessions, by when they were opened. The audit entries stay.
    Sessions,
    /// Notes that a look at a chart was audited, by when.
    Views,
    /// Replies kept for what is sent twice, by when it was first sent.
    Intents,
    /// Half-written messages, by when they were last kept.
    Drafts,
    /// Usernames of erased accounts, by when somebody may have them.
    RetiredUsernames,
}

impl Old {
    /// Table, key, and which rows; `$1` is the moment, `$3` the bound.
    fn parts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Letters => ("outbox", "id", "coalesce(sent_at, given_up_at) < $1"),
            Self::Counts => ("guesses", "key", "not in_a_row and last_at < $1"),
            Self::WrongPasswords(_) => ("guesses", "key", "in_a_row and last_at < $1 and fails < $3"),
            Self::Links => ("recoveries", "id", "expires_at < $1"),
            Self::ContactChecks => ("contact_checks", "account_id", "sent_at < $1"),
            Self::PasskeyQuestions => ("passkey_questions", "token_hash", "made_at < $1"),
            Self::SetUps => ("staff_set_ups", "account_id", "expires_at < $1"),
            Self::Devices => ("devices", "id", "made_at < $1"),
            Self::Sessions => ("sessions", "id", "created_at < $1"),
            Self::Views => ("chart_views", "session_id, patient_id, category", "at < $1"),
            Self::Intents => ("intents", "account_id, intent", "created_at < $1"),
            Self::Drafts => ("drafts", "account_id, place", "saved_at < $1"),
            Self::RetiredUsernames => ("retired_usernames", "name", "free_at < $1"),
        }
    }
}

/// Passes over rows that somebody holds, where the database lets two write at once: the next round finds them again.
pub(crate) fn lock(tx: &Tx) -> &'static str {
    if tx.is_postgres() { "for update skip locked" } else { "" }
}

/// Deletes at most so many rows that are older than a moment (milliseconds UTC). Returns how many.
pub async fn delete(tx: &Tx, old: Old, before: i64, most: u32) -> Result<u64, StoreError> {
    let (table, key, condition) = old.parts();
    let mut values = vec![before.into(), i64::from(most).into()];
    if let Old::WrongPasswords(fewer_than) = old {
        values.push(fewer_than.into());
    }
    let rows = format!("select {key} from {table} where {condition} limit $2");
    tx.run(&format!("delete from {table} where ({key}) in ({rows} {})", lock(tx)), values).await
}
