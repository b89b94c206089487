//! Carrying the letters of the outbox.

use portal_care::sending::{self, Outcome};
use portal_care::{CareError, Portal};
use portal_gateways::{Parcel, Post, Snag};
use portal_store::outbox::Taken;
use portal_words::letters;
use std::time::Duration;
use tokio::sync::watch;

/// How often the outbox is looked at when nothing was due.
const PAUSE: Duration = Duration::from_secs(1);

/// Hands one letter over.
async fn carry(portal: &Portal, post: &Post, url: &str, taken: &Taken) -> Outcome {
    if !sending::is_worth_it(portal, taken) {
        return Outcome::Never(sending::TOO_LATE);
    }
    let notice = &taken.notice;
    let Some(carrier) = post.carrier(notice.channel) else { return Outcome::Later("no carrier") };
    let written = letters::write(notice.lang, &notice.letter, &portal.clinic().name, url);
    let parcel = Parcel { id: taken.id, to: notice.to.clone(), subject: written.subject, text: written.text };
    match carrier.carry(&parcel).await {
        Ok(()) => Outcome::Sent,
        Err(Snag::Later(why)) => Outcome::Later(why),
        Err(Snag::Never(why)) => Outcome::Never(why),
    }
}

/// Carries what is due now, and tells how many letters that were. `url` is the portal's own address.
pub async fn round(portal: &Portal, post: &Post, url: &str) -> Result<usize, CareError> {
    let letters = sending::take(portal).await?;
    // At the same time: together they take no longer than the lease lasts, however slow a carrier is.
    let outcomes = futures::future::join_all(letters.iter().map(|taken| carry(portal, post, url, taken))).await;
    for (taken, outcome) in letters.iter().zip(outcomes) {
        match outcome {
            Outcome::Sent => {}
            Outcome::Later(why) => tracing::warn!(letter = %taken.id, attempts = taken.attempts, why, "a letter waits"),
            Outcome::Never(why) => {
                tracing::warn!(letter = %taken.id, attempts = taken.attempts, why, "a letter is given up")
            }
        }
        // Each for itself: what became of one is not lost because another's could not be noted. That one is due again when
        // its lease ends.
        if let Err(error) = sending::settle(portal, taken, outcome).await {
            tracing::error!(letter = %taken.id, cause = %error, "what became of a letter could not be noted");
        }
    }
    Ok(letters.len())
}

/// Waits until it is told to stop.
async fn told(stop: &mut watch::Receiver<bool>) {
    // Where nobody is left who could tell it, it is the end, too.
    let _ = stop.wait_for(|told| *told).await;
}

/// Carries letters until it is told to stop. What a carrier has by then is carried to its end, and what became of it noted:
/// else it would be carried once more after the next start.
pub async fn run(portal: Portal, post: Post, url: String, mut stop: watch::Receiver<bool>) {
    if post.is_closed() {
        return;
    }
    while !*stop.borrow() {
        let pause = match round(&portal, &post, &url).await {
            Ok(0) => PAUSE,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!(cause = %error, "letters could not be carried");
                10 * PAUSE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = told(&mut stop) => return,
        }
    }
}
