//! Having files judged, in the background.

use crate::{CareError, Portal};
use portal_access::{Action, Actor};
use portal_gateways::Verdict;
use portal_store::files::{self, State, Taken};
use portal_types::notice::{About, Nudge};
use portal_types::representative::Capability;

/// Files taken in one go: a few, for each is in memory while it is judged.
const MOST: u32 = 8;

/// For so long a file is nobody else's; the scanner takes half a minute at most for each.
const LEASE_MS: i64 = 10 * 60_000;

/// The longest time between two tries, milliseconds.
const LONGEST_PAUSE_MS: i64 = 5 * 60_000;

/// When a file is tried again that could not be judged: soon, and then less and less often.
fn pause(tries: i64) -> i64 {
    let doubled = 1_000_i64.checked_shl(u32::try_from(tries.clamp(0, 20)).unwrap_or(20)).unwrap_or(LONGEST_PAUSE_MS);
    doubled.min(LONGEST_PAUSE_MS)
}

/// Everything in a file, as the pieces in which it is kept.
async fn pieces(portal: &Portal, taken: &Taken) -> Result<Vec<Vec<u8>>, CareError> {
    let look = portal.outside().db.look();
    let mut all = Vec::new();
    for no in 0..i16::MAX {
        match files::piece(&look, taken.found(), no).await? {
            Some(piece) => all.push(piece),
            None => break,
        }
    }
    Ok(all)
}

/// Writes a verdict down. Pages on which the file is look anew.
async fn settle(portal: &Portal, taken: &Taken, state: State) -> Result<(), CareError> {
    let file = taken.found().file();
    let settled = portal
        .write_as(Actor::operator(), None, Action::JudgeFile, portal.now(), async |call| {
            call.on(file.id);
            call.about(file.patient_id.into(), Capability::Uploads.code());
            if !files::judged(call.tx(), taken, state, call.now()).await? {
                return Err(CareError::Conflict);
            }
            if state == State::Infected {
                call.outcome("harmful");
            }
            if let Some((pool, thread, private)) = files::thread_of(call.tx(), file).await? {
                let (patient, pool, thread) = (file.patient_id.into(), pool.into(), thread.into());
                call.nudge(Nudge { patient, pool, thread, private, about: About::Thread });
            }
            Ok(())
        })
        .await;
    match settled {
        // Taken back meanwhile.
        Err(CareError::Conflict) => Ok(()),
        other => other,
    }
}

/// Has files judged that are due. Returns how many it has taken. What cannot be judged stays held, and is never opened; each
/// for itself: it is tried again later, and the others are judged.
pub async fn scan(portal: &Portal) -> Result<usize, CareError> {
    let outside = portal.outside();
    let nobody_looks = outside.scanner.is_none();
    if nobody_looks && outside.settings.require_scanner {
        return Ok(0);
    }
    let now = portal.now();
    let tx = outside.db.begin().await?;
    let taken = files::take(&tx, now, LEASE_MS, MOST).await?;
    tx.commit().await?;
    let mut failed = None;
    for one in &taken {
        // What fails for one of them is no reason to leave the others, which are nobody else's for so long.
        if let Err(error) = judge(portal, one, nobody_looks).await {
            tracing::error!(file = %one.found().file().id, tries = one.tries, cause = %error, "a file could not be judged");
            if let Err(error) = postpone(portal, one).await {
                failed = Some(error);
            }
        }
    }
    match failed {
        None => Ok(taken.len()),
        Some(error) => Err(error),
    }
}

/// Has one file judged. `nobody_looks`: it is held by a scanner that the operator has done without since.
async fn judge(portal: &Portal, one: &Taken, nobody_looks: bool) -> Result<(), CareError> {
    let verdict = match nobody_looks {
        true => Verdict::Clean,
        false => portal.outside().scanner.judge(&pieces(portal, one).await?).await,
    };
    match verdict {
        Verdict::Clean => settle(portal, one, State::Clean).await,
        Verdict::Infected(name) => {
            tracing::warn!(file = %one.found().file().id, name, "something harmful was in a file");
            settle(portal, one, State::Infected).await
        }
        Verdict::Down(why) => {
            tracing::warn!(file = %one.found().file().id, tries = one.tries, why, "a file could not be judged");
            postpone(portal, one).await
        }
    }
}

/// A file is tried again after a while.
async fn postpone(portal: &Portal, one: &Taken) -> Result<(), CareError> {
    let tx = portal.outside().db.begin().await?;
    files::postpone(&tx, one, portal.now() + pause(one.tries)).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scanner_that_is_away_is_asked_less_and_less_often() {
        assert_eq!([1, 2, 3].map(pause), [2_000, 4_000, 8_000]);
        assert_eq!([9, 20, 1_000, i64::MAX].map(pause), [LONGEST_PAUSE_MS; 4]);
        assert_eq!(pause(-1), 1_000);
    }
}
