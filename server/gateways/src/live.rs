//! Nudges to the live streams of this node. What other nodes publish is put in from the database's channel.

use portal_types::notice::Nudge;
use tokio::sync::broadcast::{Receiver, Sender, channel};

/// What a stream hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something is new.
    Nudge(Nudge),
    /// Something may have been missed.
    CatchUp,
}

/// The channel. A stream that lags behind is told to catch up, never kept in memory.
#[derive(Clone, Debug)]
pub struct Live(Sender<Heard>);

impl Default for Live {
    fn default() -> Self {
        Self(channel(1024).0)
    }
}

impl Live {
    /// Tells every stream of this node.
    pub fn tell(&self, heard: Heard) {
        // Nobody listening is fine.
        let _ = self.0.send(heard);
    }

    /// A new stream.
    pub fn listen(&self) -> Receiver<Heard> {
        self.0.subscribe()
    }
}

/// A nudge as one line: three ids, divided by spaces.
pub fn line(nudge: &Nudge) -> String {
    format!("{} {} {}", nudge.patient, nudge.pool, nudge.thread)
}

/// Reads [`fn@line`].
pub fn nudge(line: &str) -> Option<Nudge> {
    let mut ids = line.split(' ');
    Some(Nudge {
        patient: ids.next()?.parse().ok()?,
        pool: ids.next()?.parse().ok()?,
        thread: ids.next()?.parse().ok()?,
    })
}
