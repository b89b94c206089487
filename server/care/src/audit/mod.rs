//! The audit trail's checkpoints, and finding out whether the trail was left alone.
//!
//! Entries are chained as they are written, by `store`. A chain alone does not tell that its end was cut off, or that
//! all of it was written anew; a checkpoint does: the heads of all chains, signed with a key that the database does not
//! have.

mod verify;

pub use verify::{Fault, Place, Report, verify};

use crate::{CareError, Portal};
use data_encoding::HEXLOWER;
use portal_gateways::Keys;
use portal_store::StoreError;
use portal_store::audit::chain::{Fields, Hash, Head};
use portal_store::audit::{self as stored, Older};
use serde::{Deserialize, Serialize};

/// New entries get a checkpoint after this long, milliseconds.
pub const CHECKPOINT_MS: i64 = 60_000;

/// Or when there are so many.
pub const CHECKPOINT_ENTRIES: i64 = 1_000;

/// The public half of the key that checkpoints are signed with, 64 hexadecimal digits.
pub fn public_key(keys: &Keys) -> String {
    HEXLOWER.encode(&keys.public_key())
}

/// A checkpoint, as its line has it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Checkpoint {
    /// Counted from 1 without gaps.
    no: i64,
    /// When, milliseconds UTC.
    at: i64,
    /// Entries that are older than the chains, and their greatest `seq`.
    older: (i64, i64),
    /// Shard, entries and hash of each chain.
    heads: Vec<(i16, i64, String)>,
    /// The public key, for the reader's convenience: a check goes by its own.
    key: String,
    /// Over [`Checkpoint::text`].
    signature: String,
}

impl Checkpoint {
    fn signed(keys: &Keys, no: i64, at: i64, older: &Older, heads: &[Head]) -> Self {
        let heads = heads.iter().map(|head| (head.shard, head.n, HEXLOWER.encode(&head.hash))).collect();
        let older = (older.entries, older.last_seq);
        let mut checkpoint = Self { no, at, older, heads, key: public_key(keys), signature: String::new() };
        checkpoint.signature = HEXLOWER.encode(&keys.sign(&checkpoint.text()));
        checkpoint
    }

    /// What is signed.
    fn text(&self) -> Vec<u8> {
        let fields = Fields::of("linden audit checkpoint 1").number(self.no).number(self.at);
        let fields = fields.number(self.older.0).number(self.older.1);
        let heads = self.heads.iter().fold(fields, |fields, (shard, n, hash)| {
            fields.number(i64::from(*shard)).number(*n).bytes(Some(hash.as_bytes()))
        });
        heads.done()
    }

    fn is_signed(&self, keys: &Keys) -> bool {
        let signature = HEXLOWER.decode(self.signature.as_bytes()).ok();
        let signature: Option<[u8; 64]> = signature.and_then(|bytes| bytes.try_into().ok());
        signature.is_some_and(|signature| keys.is_signed(&self.text(), &signature))
    }

    fn heads(&self) -> impl Iterator<Item = Option<Head>> {
        self.heads.iter().map(|(shard, n, hash)| {
            let hash: Hash = HEXLOWER.decode(hash.as_bytes()).ok()?.try_into().ok()?;
            Some(Head { shard: *shard, n: *n, hash })
        })
    }

    fn entries(&self) -> i64 {
        self.heads.iter().map(|head| head.1).sum()
    }
}

/// What became of a round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Round {
    /// Nothing new, or not enough for long enough.
    Nothing,
    /// A checkpoint was stored; this is its line.
    Written(String),
    /// A chain is shorter than it was: somebody has changed the trail, and it is not signed again.
    Shorter,
}

/// Signs the heads of all chains when it is time: a minute or a thousand entries after the last checkpoint, and never
/// when there is nothing new. Of several nodes that do it at one moment, one writes.
pub async fn checkpoint(portal: &Portal) -> Result<Round, CareError> {
    let outside = portal.outside();
    let (look, now) = (outside.db.look(), portal.now());
    // The heads are read after the last checkpoint: so they are never older than its own.
    let last = stored::last_checkpoint(&look).await?;
    let heads = stored::heads(&look).await?;
    let (number, last) = match last {
        Some((number, line)) => (number, Some(serde_json::from_str::<Checkpoint>(&line)?)),
        None => (0, None),
    };
    let before = last.as_ref().map_or(0, Checkpoint::entries);
    let new = heads.iter().map(|head| head.n).sum::<i64>() - before;
    let is_shorter = |&(shard, n, _): &(i16, i64, String)| !heads.iter().any(|head| head.shard == shard && head.n >= n);
    if last.as_ref().is_some_and(|last| last.heads.iter().any(is_shorter)) {
        return Ok(Round::Shorter);
    }
    let waited = now - last.as_ref().map_or(0, |last| last.at);
    if new == 0 || (waited < CHECKPOINT_MS && new < CHECKPOINT_ENTRIES) {
        return Ok(Round::Nothing);
    }
    let Some(older) = stored::older(&look).await? else {
        return Err(CareError::Internal("it is not known which audit entries are older than the chains".into()));
    };
    let checkpoint = Checkpoint::signed(&outside.keys, number + 1, now, &older, &heads);
    let line = serde_json::to_string(&checkpoint)?;
    let tx = outside.db.begin().await?;
    match stored::put_checkpoint(&tx, checkpoint.no, &line).await {
        Ok(()) => tx.commit().await?,
        Err(StoreError::Conflict) => return Ok(Round::Nothing),
        Err(error) => return Err(error.into()),
    }
    Ok(Round::Written(line))
}
