//! Nudges to the live streams of this node. What other nodes publish is put in from the database's channel.

use portal_types::ids::AccountId;
use portal_types::notice::{About, Nudge};
use tokio::sync::broadcast::{Receiver, Sender, channel};

/// What a stream hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something is new.
    Nudge(Nudge),
    /// The same, to who has asked for what is new: she may be given no more of its kind.
    ToAsker(AccountId, Nudge),
    /// What an account may open has changed: its streams look anew at what they may hear.
    Rights(AccountId),
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

/// Of a nudge three ids, whether it is private, and what it is about.
fn words(nudge: &Nudge) -> String {
    let private = if nudge.private { PRIVATE } else { OPEN };
    let line = format!("{} {} {} {private}", nudge.patient, nudge.pool, nudge.thread);
    match nudge.about {
        // As nodes of the version before say it and hear it.
        About::Thread => line,
        about => format!("{line} {}", about.code()),
    }
}

/// What is heard as one line, to travel between nodes.
pub fn line(heard: &Heard) -> String {
    match heard {
        Heard::Nudge(nudge) => words(nudge),
        Heard::ToAsker(account, nudge) => format!("{ASKER} {account} {}", words(nudge)),
        Heard::Rights(account) => format!("{RIGHTS} {account}"),
        Heard::CatchUp => CATCH_UP.to_owned(),
    }
}

const PRIVATE: &str = "private";
const OPEN: &str = "open";
const ASKER: &str = "asker";
const RIGHTS: &str = "rights";
const CATCH_UP: &str = "catch-up";

/// Reads [`words`].
fn nudge(words: &[&str]) -> Option<Nudge> {
    let [patient, pool, thread, rest @ ..] = words else { return None };
    Some(Nudge {
        patient: patient.parse().ok()?,
        pool: pool.parse().ok()?,
        thread: thread.parse().ok()?,
        // One that does not say so is taken for private: it is heard by fewer.
        private: rest.first() != Some(&OPEN),
        // What is about something that we do not know is not heard: nobody here has a page of it.
        about: rest.get(1).map_or(Some(About::Thread), |about| About::from_code(about))?,
    })
}

/// Reads [`fn@line`].
pub fn heard(line: &str) -> Option<Heard> {
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        [CATCH_UP] => Some(Heard::CatchUp),
        [RIGHTS, account] => Some(Heard::Rights(account.parse().ok()?)),
        [ASKER, account, words @ ..] => Some(Heard::ToAsker(account.parse().ok()?, nudge(words)?)),
        words => nudge(words).map(Heard::Nudge),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::ask::AskKind;

    #[test]
    fn what_is_heard_goes_into_a_line_and_back() {
        let id = "01900000-0000-7000-8000-000000000009";
        let (patient, pool, thread) = (id.parse().unwrap(), id.parse().unwrap(), id.parse().unwrap());
        let nudge = |private, about| Heard::Nudge(Nudge { patient, pool, thread, private, about });
        for about in AskKind::ALL.map(About::Ask).into_iter().chain([About::Thread, About::Desk]) {
            for private in [true, false] {
                assert_eq!(heard(&line(&nudge(private, about))), Some(nudge(private, about)));
                let Heard::Nudge(same) = nudge(private, about) else { unreachable!("it is one") };
                let asker = Heard::ToAsker(id.parse().unwrap(), same);
                assert_eq!(heard(&line(&asker)), Some(asker));
            }
        }
        for one in [Heard::Rights(id.parse().unwrap()), Heard::CatchUp] {
            assert_eq!(heard(&line(&one)), Some(one));
        }
        assert_eq!(heard(&format!("{id} {id} {id}")), Some(nudge(true, About::Thread)), "heard by fewer");
        let unknown = format!("{id} {id} {id} open parking");
        for none in ["", "rights", "rights x", "asker", "asker x y z open", "x y z open", "nonsense", &unknown] {
            assert_eq!(heard(none), None, "{none}");
        }
    }

    /// While nodes of two versions run: the one before reads four words, and takes a line with five for private.
    #[test]
    fn a_thread_is_told_as_before() {
        let id = "01900000-0000-7000-8000-000000000009";
        let (patient, pool, thread) = (id.parse().unwrap(), id.parse().unwrap(), id.parse().unwrap());
        let nudge = Nudge { patient, pool, thread, private: false, about: About::Thread };
        assert_eq!(line(&Heard::Nudge(nudge)), format!("{id} {id} {id} open"));
        assert_eq!(heard(&format!("{id} {id} {id} open thread")), Some(Heard::Nudge(nudge)));
    }
}
