//! How an entry is hashed, and how a chain is recomputed. Pure: what the database holds comes in as values.

use sha2::{Digest, Sha256};
use uuid::Uuid;

/// Chains. A writer queues behind those of its own only.
pub const SHARDS: i16 = 16;

/// By which rules entries are hashed now.
pub const FORM: i16 = 1;

/// A SHA-256.
pub type Hash = [u8; 32];

/// What the first entry of a chain follows.
pub const START: Hash = [0; 32];

/// The end of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Which chain, from 0.
    pub shard: i16,
    /// Entries in it.
    pub n: i64,
    /// The hash of the last one, [`START`] where there is none.
    pub hash: Hash,
}

/// Writes fields so that no two lists of fields have the same bytes: a byte whether there is something, then its
/// length as four bytes, then itself. Numbers are eight bytes; all numbers begin with their highest byte.
#[derive(Debug)]
pub struct Fields(Vec<u8>);

impl Fields {
    /// Begins with what this is a list for.
    pub fn of(purpose: &str) -> Self {
        Self(Vec::with_capacity(256)).bytes(Some(purpose.as_bytes()))
    }

    /// A field of bytes or text.
    #[must_use]
    pub fn bytes(mut self, value: Option<&[u8]>) -> Self {
        match value {
            None => self.0.push(0),
            Some(value) => {
                self.0.push(1);
                // Nothing here is ever near four gigabytes; longer would be cut off in the length only.
                self.0.extend_from_slice(&(value.len() as u32).to_be_bytes());
                self.0.extend_from_slice(value);
            }
        }
        self
    }

    /// A field that is a number.
    #[must_use]
    pub fn number(self, value: i64) -> Self {
        self.bytes(Some(&value.to_be_bytes()))
    }

    fn id(self, value: Option<Uuid>) -> Self {
        self.bytes(value.as_ref().map(|id| id.as_bytes().as_slice()))
    }

    /// The bytes.
    pub fn done(self) -> Vec<u8> {
        self.0
    }
}

/// What is hashed of an entry: every column but `seq`, which the database gives when it is already hashed, and its own
/// hash.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the columns of the table, explained in the migrations")]
pub struct Content {
    pub shard: i16,
    pub n: i64,
    pub at: i64,
    pub kind: String,
    pub account: Option<Uuid>,
    pub session: Option<Uuid>,
    pub action: String,
    pub patient: Option<Uuid>,
    pub category: Option<String>,
    pub object: Option<Uuid>,
    pub outcome: String,
    pub origin: Option<String>,
}

/// The hash of an entry that follows another, by form 1.
pub fn hash(content: &Content, prev: &Hash) -> Hash {
    let text = |value: &Option<String>| value.as_ref().map(|t| t.as_bytes().to_vec());
    let fields = Fields::of("linden audit entry")
        .number(i64::from(FORM))
        .number(i64::from(content.shard))
        .number(content.n)
        .number(content.at)
        .bytes(Some(content.kind.as_bytes()))
        .id(content.account)
        .id(content.session)
        .bytes(Some(content.action.as_bytes()))
        .id(content.patient)
        .bytes(text(&content.category).as_deref())
        .id(content.object)
        .bytes(Some(content.outcome.as_bytes()))
        .bytes(text(&content.origin).as_deref())
        .bytes(Some(prev));
    Sha256::digest(fields.done()).into()
}

/// An entry as it was found in the table.
#[derive(Clone, Debug)]
pub struct Link {
    /// The database's own number of it.
    pub seq: i64,
    /// By which rules it was hashed.
    pub form: Option<i16>,
    /// What it says.
    pub content: Content,
    /// What it says it follows.
    pub prev: Option<Vec<u8>>,
    /// What it says its hash is.
    pub hash: Option<Vec<u8>>,
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The entry does not have the hash that it says it has.
    Changed,
    /// There is no entry of this number.
    Missing,
    /// The entry does not follow the one before it: it was put in or moved, or the one before was replaced.
    OutOfOrder,
    /// The end of the chain is not what its head says.
    Head,
    /// The entry is in no chain, and younger than the chains.
    Stray,
}

/// Where a chain breaks. A chain breaks once: what comes after is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Which chain, where the entry is in one.
    pub shard: Option<i16>,
    /// Its place there.
    pub n: Option<i64>,
    /// The row; for a missing one the row that was found after it; none at the end of a chain that has none.
    pub seq: Option<i64>,
    /// What is wrong.
    pub wrong: Wrong,
}

/// Goes along a chain from its beginning.
#[derive(Clone, Debug)]
pub struct Walk {
    head: Head,
    seq: i64,
}

impl Walk {
    /// Before the first entry of a chain.
    pub fn new(shard: i16) -> Self {
        Self { head: Head { shard, n: 0, hash: START }, seq: i64::MIN }
    }

    /// Where it has come to.
    pub fn head(&self) -> Head {
        self.head
    }

    /// The next entry, by its place and then by `seq`.
    pub fn step(&mut self, link: &Link) -> Result<(), Break> {
        let Head { shard, n, hash: before } = self.head;
        let breaks = |n, wrong| Err(Break { shard: Some(shard), n: Some(n), seq: Some(link.seq), wrong });
        let found = link.content.n;
        if found > n + 1 {
            return breaks(n + 1, Wrong::Missing);
        }
        // `seq` grows along a chain: a head is held until its transaction ends.
        if found <= n || link.seq <= self.seq || link.prev.as_deref() != Some(&before) {
            return breaks(found, Wrong::OutOfOrder);
        }
        let computed = hash(&link.content, &before);
        if link.form != Some(FORM) || link.hash.as_deref() != Some(&computed) || link.content.shard != shard {
            return breaks(found, Wrong::Changed);
        }
        (self.head.n, self.head.hash, self.seq) = (found, computed, link.seq);
        Ok(())
    }

    /// The end, with the head as the table of heads has it.
    pub fn end(&self, head: Option<&Head>) -> Result<(), Break> {
        if head == Some(&self.head) {
            return Ok(());
        }
        let Head { shard, n, .. } = self.head;
        let seq = (n > 0).then_some(self.seq);
        // The head says there is more: the next one is missing.
        let (n, wrong) = match head {
            Some(head) if head.n > n => (n + 1, Wrong::Missing),
            _ => (n, Wrong::Head),
        };
        Err(Break { shard: Some(shard), n: Some(n), seq, wrong })
    }
}

/// Recomputes a whole chain that is at hand: its entries in their order, and its head.
pub fn recompute(shard: i16, links: &[Link], head: Option<&Head>) -> Result<(), Break> {
    let mut walk = Walk::new(shard);
    links.iter().try_for_each(|link| walk.step(link))?;
    walk.end(head)
}

#[cfg(test)]
mod tests;
