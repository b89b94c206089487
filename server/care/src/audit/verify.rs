//! Was the trail left alone?

use super::Checkpoint;
use crate::{CareError, Portal};
use portal_store::Look;
use portal_store::audit::chain::{Break, Head, SHARDS, START, Walk, Wrong};
use portal_store::audit::{self as stored, Older};
use std::collections::HashMap;
use std::fmt;

/// Entries read at a time.
const PAGE: u32 = 1_000;

/// Checkpoints looked at at a time.
const CHECKPOINTS: usize = 100;

/// What was looked at, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Entries that are in chains and good.
    pub entries: u64,
    /// Entries that are older than the chains: nothing tells whether they were changed.
    pub older: i64,
    /// Checkpoints in the database.
    pub checkpoints: u64,
    /// Checkpoints in the file.
    pub lines: u64,
    /// What is wrong: of each chain the first break, of database and file the first bad checkpoint.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A chain breaks.
    Chain(Break),
    /// There are fewer (or more) entries older than the chains than there were.
    Older {
        /// Then; `None` if the table of it was emptied.
        then: Option<i64>,
        /// Now.
        now: i64,
    },
    /// A checkpoint cannot be read: its line was changed, or is only half there.
    Unreadable(Place),
    /// A checkpoint was not signed with this key file, or was changed afterwards.
    Forged(Place),
    /// A checkpoint of this number is missing.
    Gap(Place),
    /// A chain is not as the checkpoint saw it: its end was cut off, or it was written anew.
    OffChain {
        /// Which checkpoint.
        place: Place,
        /// Which chain.
        shard: i16,
        /// How many entries it had then.
        n: i64,
    },
    /// Another count of older entries than the checkpoint saw.
    OtherOlder(Place),
}

/// Where a checkpoint is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the database, by its number.
    Stored(i64),
    /// In the file, by its line, from 1.
    Line(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stored(no) => write!(f, "checkpoint {no}"),
            Self::Line(line) => write!(f, "line {line} of the file"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Chain(Break { shard, n, seq, wrong }) => {
                let number = |value: Option<i64>| value.map_or("none".into(), |value| value.to_string());
                let shard = number(shard.map(i64::from));
                write!(f, "shard {shard}, n {}, seq {}: ", number(*n), number(*seq))?;
                f.write_str(match wrong {
                    Wrong::Changed => "the entry was changed",
                    Wrong::Missing => "the entry is missing (seq is that of its neighbour)",
                    Wrong::OutOfOrder => "the entry is out of order: it does not follow the one before it",
                    Wrong::Head => "the head of the chain does not match its last entry",
                    Wrong::Stray => "the entry is in no chain, and younger than the chains",
                })
            }
            Self::Older { then: Some(then), now } => {
                write!(f, "{now} entries are older than the chains, and there were {then}")
            }
            Self::Older { then: None, .. } => f.write_str("it is not known which entries are older than the chains"),
            Self::Unreadable(place) => write!(f, "{place}: cannot be read"),
            Self::Forged(place) => write!(f, "{place}: not signed with this key file, or changed afterwards"),
            Self::Gap(place) => write!(f, "{place}: missing"),
            Self::OffChain { place, shard, n } => write!(
                f,
                "{place}: shard {shard} had {n} entries with another hash, its end was cut off or it was written anew"
            ),
            Self::OtherOlder(place) => write!(f, "{place}: saw another number of entries older than the chains"),
        }
    }
}

/// Recomputes all chains, page by page, and checks every checkpoint; those of a file too, where its lines are given.
/// The portal may go on writing meanwhile.
pub async fn verify(
    portal: &Portal,
    file: Option<impl Iterator<Item = std::io::Result<String>>>,
) -> Result<Report, CareError> {
    let look = portal.outside().db.look();
    let mut report = Report::default();
    for shard in 0..SHARDS {
        report.entries += walk(&look, shard, &mut report.faults).await?;
    }
    let older = stored::older(&look).await?;
    report.older = older.map_or(0, |older| older.counted);
    if older.is_none_or(|older| older.counted != older.entries) {
        report.faults.push(Fault::Older { then: older.map(|older| older.entries), now: report.older });
    }
    for (seq, shard, n) in stored::strays(&look, older.map_or(0, |older| older.last_seq), 1).await? {
        report.faults.push(Fault::Chain(Break { shard, n, seq: Some(seq), wrong: Wrong::Stray }));
    }

    let mut checks = Checks::new(portal, &look, older);
    let mut no = 0;
    loop {
        let page = stored::checkpoints(&look, no, CHECKPOINTS as u32).await?;
        let Some(last) = page.last() else { break };
        report.checkpoints += page.len() as u64;
        // They are counted without gaps.
        let gap = (no + 1..).zip(&page).find(|(expected, (found, _))| expected != found);
        if let Some((missing, _)) = gap {
            checks.fault.get_or_insert(Fault::Gap(Place::Stored(missing)));
        }
        no = last.0;
        checks.some(page.into_iter().map(|(no, line)| (Place::Stored(no), line)).collect()).await?;
        if checks.fault.is_some() {
            break;
        }
    }
    report.faults.extend(checks.fault.take());

    let Some(file) = file else { return Ok(report) };
    let mut checks = Checks::new(portal, &look, older);
    let mut some = Vec::new();
    for line in file {
        report.lines += 1;
        let place = Place::Line(report.lines);
        let Ok(line) = line else {
            checks.fault.get_or_insert(Fault::Unreadable(place));
            break;
        };
        some.push((place, line));
        if some.len() == CHECKPOINTS {
            checks.some(std::mem::take(&mut some)).await?;
        }
    }
    checks.some(some).await?;
    report.faults.extend(checks.fault);
    Ok(report)
}

/// Goes along one chain, and tells how many of its entries are good.
async fn walk(look: &Look, shard: i16, faults: &mut Vec<Fault>) -> Result<u64, CareError> {
    let mut walk = Walk::new(shard);
    // Before the first place there is: an entry of place 0 or less must not be passed over.
    let mut after = (i64::MIN, i64::MIN);
    let mut head = None;
    let ended = 'chain: loop {
        let links = stored::page(look, shard, after, PAGE).await?;
        for link in &links {
            if let Err(broken) = walk.step(link) {
                break 'chain Err(broken);
            }
            after = (link.content.n, link.seq);
        }
        if links.is_empty() {
            // Entries come with their head, in one transaction: with the same head before and after an empty page,
            // nothing was written in between.
            let now = stored::heads(look).await?.into_iter().find(|head| head.shard == shard);
            if now == head || now.is_none() {
                break walk.end(now.as_ref());
            }
            head = now;
        }
    };
    faults.extend(ended.err().map(Fault::Chain));
    Ok(walk.head().n.unsigned_abs())
}

/// Checks checkpoints, in the order they were made in.
struct Checks<'a> {
    portal: &'a Portal,
    look: &'a Look,
    older: Option<Older>,
    /// The heads that were found on the chains last: most of the next are the same.
    known: HashMap<i16, Head>,
    /// The first bad one.
    fault: Option<Fault>,
}

impl<'a> Checks<'a> {
    fn new(portal: &'a Portal, look: &'a Look, older: Option<Older>) -> Self {
        Self { portal, look, older, known: HashMap::new(), fault: None }
    }

    /// Checks some more, unless one was bad before.
    async fn some(&mut self, lines: Vec<(Place, String)>) -> Result<(), CareError> {
        if self.fault.is_some() {
            return Ok(());
        }
        let mut heads = Vec::new();
        for (place, line) in lines {
            match self.read(place, &line) {
                Ok(some) => heads.extend(some.into_iter().map(|head| (place, head))),
                Err(fault) => {
                    // Those before it are looked at still: one of them may be bad too, and comes first.
                    self.fault = Some(fault);
                    break;
                }
            }
        }
        // What is new against the one before.
        heads.retain(|(_, head)| head.n != 0 && self.known.insert(head.shard, *head) != Some(*head));
        let places: Vec<(i16, i64)> = heads.iter().map(|(_, head)| (head.shard, head.n)).collect();
        let found = stored::hashes(self.look, &places).await?;
        let off = heads.iter().find(|(_, head)| found.get(&(head.shard, head.n)) != Some(&head.hash));
        if let Some((place, Head { shard, n, .. })) = off {
            self.fault = Some(Fault::OffChain { place: *place, shard: *shard, n: *n });
        }
        Ok(())
    }

    /// The heads of a checkpoint, if it is what it says it is.
    fn read(&self, place: Place, line: &str) -> Result<Vec<Head>, Fault> {
        let checkpoint: Checkpoint = serde_json::from_str(line).map_err(|_| Fault::Unreadable(place))?;
        if !checkpoint.is_signed(&self.portal.outside().keys) {
            return Err(Fault::Forged(place));
        }
        if matches!(place, Place::Stored(no) if no != checkpoint.no) {
            return Err(Fault::Forged(place));
        }
        if self.older.is_none_or(|older| (older.entries, older.last_seq) != checkpoint.older) {
            return Err(Fault::OtherOlder(place));
        }
        let heads: Option<Vec<Head>> = checkpoint.heads().collect();
        let heads = heads.filter(|heads| heads.iter().all(|head| head.n != 0 || head.hash == START));
        heads.ok_or(Fault::Unreadable(place))
    }
}
