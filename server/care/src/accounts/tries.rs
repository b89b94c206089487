//! The ladder carried out: one count for a username, whether the password or the second factor is tried, and at
//! whichever door.

use super::known;
use super::ladder::{self, Rung};
use crate::{CareError, Portal, Visitor};
use portal_gateways::Lane;
use portal_store::guesses::{self, Guesses};
use portal_store::outbox::{self, Notice};
use portal_store::{Reads, Tx, accounts};
use portal_types::account::Lang;
use portal_types::ids::AccountId;
use portal_types::notice::Letter;
use uuid::Uuid;

/// The count of a username, existing or not: one for all strangers, and one for each device that it was signed in with
/// on.
pub(crate) struct Tries {
    key: String,
    /// Kept once the person was told.
    told: String,
    /// Whether this is a known device's own count.
    known: bool,
}

/// A try that was counted.
#[derive(Clone, Copy)]
pub(super) struct Try {
    before: Guesses,
    at: i64,
}

impl Tries {
    /// What strangers have tried at a username, folded.
    pub(crate) fn of(portal: &Portal, username_key: &str) -> Self {
        let keys = &portal.outside().keys;
        Self { key: keys.name("guess", username_key), told: keys.name("guess-told", username_key), known: false }
    }

    /// The count that a visitor's tries at a username belong to.
    pub(crate) fn by(portal: &Portal, visitor: &Visitor, username_key: &str) -> Self {
        match known::device(portal, visitor, username_key) {
            Some(device) => {
                let keys = &portal.outside().keys;
                let subject = format!("{device} {username_key}");
                let (key, told) = (keys.name("known-guess", &subject), keys.name("known-guess-told", &subject));
                Self { key, told, known: true }
            }
            None => Self::of(portal, username_key),
        }
    }

    /// Whether the device is known: its password is hashed in a line of its own.
    pub(super) fn lane(&self) -> Lane {
        if self.known { Lane::Known } else { Lane::Strangers }
    }

    /// Counts one try before it is judged. The count is held until the transaction ends: of many tries at one moment,
    /// each has its own rung. `TooOften` while the ladder says wait; such a try is neither judged nor counted.
    pub(super) async fn count(&self, tx: &Tx, now: i64) -> Result<Try, CareError> {
        let before = guesses::hold(tx, &self.key).await?;
        if let Rung::Wait(seconds) = ladder::rung(before, now) {
            return Err(CareError::TooOften { seconds });
        }
        guesses::count_in_a_row(tx, &self.key, now).await?;
        Ok(Try { before, at: now })
    }

    /// The try was right, but is not all that is asked for. It leaves the person on her rung: neither higher, so that
    /// she may go on at once, nor down, so that who has half of the proofs cannot try the other half for ever.
    pub(super) async fn take_back(&self, tx: &Tx, tried: Try) -> Result<(), CareError> {
        Ok(guesses::take_back(tx, &self.key, tried.before, tried.at).await?)
    }

    /// Whether the ladder says wait.
    pub(crate) async fn waits(&self, db: &impl Reads, now: i64) -> Result<bool, CareError> {
        Ok(ladder::rung(guesses::read(db, &self.key).await?, now) != Rung::Free)
    }

    /// Begins the count anew where the ladder says wait; whether it did. Of two desks one does it.
    pub(crate) async fn unlock(&self, tx: &Tx, now: i64) -> Result<bool, CareError> {
        if ladder::rung(guesses::hold(tx, &self.key).await?, now) == Rung::Free {
            return Ok(false);
        }
        self.forget(tx).await?;
        Ok(true)
    }

    /// All proofs were right: the count begins anew.
    pub(crate) async fn forget(&self, tx: &Tx) -> Result<(), CareError> {
        guesses::forget(tx, &self.key).await?;
        Ok(guesses::forget(tx, &self.told).await?)
    }

    /// The try was wrong: from the tenth in a row on, the person is told, once. Not only at the tenth: a try that was
    /// counted may never have been judged. Nobody (an account that does not exist) takes the same steps.
    pub(super) async fn failed(
        &self,
        portal: &Portal,
        tx: &Tx,
        tried: Try,
        who: Option<(AccountId, Lang)>,
    ) -> Result<(), CareError> {
        if tried.before.fails + 1 < ladder::TELL_AT || !guesses::is_first(tx, &self.told, tried.at).await? {
            return Ok(());
        }
        let (account, lang) = who.unwrap_or((AccountId(Uuid::nil()), Lang::default()));
        for (channel, to) in accounts::contacts(tx, account).await? {
            let notice = Notice { channel, to, lang, letter: Letter::WrongPasswords };
            outbox::put(tx, portal.outside().chance.id(tried.at), &notice, tried.at).await?;
        }
        Ok(())
    }
}
