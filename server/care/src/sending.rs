//! Delivering what the outbox holds: which letters are due, and what becomes of each.
//!
//! Letters are written with the change that asks for them, in one transaction; a worker carries them later. It may die
//! at any moment: a letter is then tried again, so it may arrive twice, and never be lost. Two workers do not take the
//! same letter.

use crate::tidying::BATCH;
use crate::{CareError, Portal};
use portal_store::outbox::{self, Taken};

/// A worker that has taken letters has this long; then they are due again.
pub const LEASE_MS: i64 = 90_000;

/// Letters taken at a time.
const MOST: u32 = 10;

/// Why a letter that is worth nothing any more was given up.
pub const TOO_LATE: &str = "too late";

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The carrier has taken it over.
    Sent,
    /// It may work another time; a word for why.
    Later(&'static str),
    /// It will never work; a word for why.
    Never(&'static str),
}

/// Takes the letters that are due.
pub async fn take(portal: &Portal) -> Result<Vec<Taken>, CareError> {
    let outside = portal.outside();
    let tx = outside.db.begin().await?;
    let taken = outbox::take(&tx, portal.now(), LEASE_MS, MOST).await?;
    tx.commit().await?;
    Ok(taken)
}

/// How long until the next try, milliseconds: a minute, doubling up to an hour.
pub fn wait_ms(attempts: u32) -> i64 {
    let doublings = attempts.saturating_sub(1).min(6);
    (60_000i64 << doublings).min(3_600_000)
}

/// Notes what became of a letter. One that is worth nothing any more (its code has run out) is given up.
pub async fn settle(portal: &Portal, taken: &Taken, outcome: Outcome) -> Result<(), CareError> {
    let now = portal.now();
    let tx = portal.outside().db.begin().await?;
    match outcome {
        Outcome::Sent => outbox::sent(&tx, taken, now).await?,
        Outcome::Never(why) => outbox::give_up(&tx, taken, now, why).await?,
        Outcome::Later(why) => {
            let next = now + wait_ms(taken.attempts);
            if next - taken.created_at >= taken.notice.letter.worth_ms() {
                outbox::give_up(&tx, taken, now, why).await?;
            } else {
                outbox::postpone(&tx, taken, next, why).await?;
            }
        }
    }
    Ok(tx.commit().await?)
}

/// Gives up letters that wait and are worth nothing any more, though nobody may carry letters here: what is secret in them
/// goes. Returns how many.
pub(crate) async fn give_up_late(portal: &Portal) -> Result<u64, CareError> {
    let (now, db) = (portal.now(), &portal.outside().db);
    let (mut gone, mut after) = (0, None);
    loop {
        let (waiting, next) = outbox::waiting(&db.look(), now, after, BATCH).await?;
        let late: Vec<Taken> = waiting.into_iter().filter(|taken| !is_worth_it(portal, taken)).collect();
        if !late.is_empty() {
            let tx = db.begin().await?;
            for taken in &late {
                outbox::give_up(&tx, taken, now, TOO_LATE).await?;
            }
            tx.commit().await?;
        }
        gone += late.len() as u64;
        after = next;
        if after.is_none() {
            return Ok(gone);
        }
    }
}

/// Whether a letter is worth delivering still.
pub fn is_worth_it(portal: &Portal, taken: &Taken) -> bool {
    portal.now() - taken.created_at < taken.notice.letter.worth_ms()
}

#[cfg(test)]
mod tests {
    use super::wait_ms;

    #[test]
    fn waits_double_up_to_an_hour() {
        let minutes: Vec<i64> = (1..=8).map(|n| wait_ms(n) / 60_000).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 16, 32, 60, 60]);
    }
}
