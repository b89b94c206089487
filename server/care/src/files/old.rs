//! Files that nobody has sent with anything.

use crate::tidying::{BATCH, Batches, DRAFTS_MS};
use crate::{CareError, Portal};
use portal_store::files;

/// A file that was never written to its end goes after a day.
const RECEIVING_MS: i64 = 86_400_000;

/// Takes away what lies somewhere for as long as half-written messages are kept, and what was never whole. Returns how many
/// files that were.
pub async fn forget_old(portal: &Portal) -> Result<u64, CareError> {
    let (now, db) = (portal.now(), &portal.outside().db);
    let mut batches = Batches::default();
    loop {
        let old = files::old(&db.look(), now - DRAFTS_MS, now - RECEIVING_MS, BATCH).await?;
        let found = u64::try_from(old.len()).unwrap_or(u64::MAX);
        for (account, file) in old {
            let tx = db.begin().await?;
            files::take_away(&tx, account, file).await?;
            tx.commit().await?;
        }
        if let Some(all) = batches.done(found) {
            return Ok(all);
        }
    }
}
