//! One conversation of a set: how long it is, how it stands, and when what was said in it. All of it comes from its
//! number.

use super::clinic::Pool;
use super::words;
use crate::matching::mixed;
use portal_care::due_date;
use portal_types::day::Day;
use uuid::Uuid;

/// So many in a thousand wait for an answer, of those that are not long.
const WAITING: u64 = 30;
const SHORT: u32 = 12;

const HOUR: i64 = 3_600_000;
pub(crate) const DAY: i64 = 24 * HOUR;
/// The clinic's distance from UTC, for its days.
const OFFSET: i64 = -5 * HOUR;

/// The day of the clinic.
fn day(ms: i64) -> Day {
    Day::from_epoch((ms + OFFSET).div_euclid(DAY))
}

/// A name as the portal makes them, version 7: the time first. `kind` keeps apart what has one number.
pub(crate) fn id(kind: u64, at: i64, number: u64) -> Uuid {
    let (high, low) = (mixed(number ^ (kind << 48)), mixed(mixed(number) ^ kind));
    Uuid::from_u64_pair((at.max(0).cast_unsigned() << 16) | 0x7000 | (high & 0xfff), 0x8000_0000_0000_0000 | (low >> 2))
}

/// How a conversation stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// The patient has written last.
    Waiting,
    /// The team has, and she has not read it.
    Unread,
    /// The team has, and she has read it.
    Read,
    /// The same, and the team has closed it.
    Closed,
}

/// A conversation.
#[derive(Clone, Copy)]
pub(crate) struct Thread {
    pub(crate) number: u32,
    pub(crate) patient: u32,
    /// Which of the clinic's.
    pub(crate) pool: usize,
    pub(crate) messages: u32,
    /// From the first message to the last, milliseconds.
    lasts: i64,
    pub(crate) last_at: i64,
    pub(crate) state: State,
}

impl Thread {
    /// One of so many messages, with one of so many inboxes, as it stands now.
    pub(crate) fn new(number: u32, patient: u32, messages: u32, (pools, now): (u64, i64)) -> Self {
        let mut thread = Self { number, patient, pool: 0, messages, lasts: 0, last_at: now, state: State::Read };
        let hours = |chance: u64, most: u64| (chance % (most * 3_600_000)).cast_signed() + HOUR / 2;
        thread.pool = (thread.chance(1) % pools) as usize;
        thread.state = match thread.chance(2) % 1_000 {
            n if n < WAITING && messages <= SHORT => State::Waiting,
            n if n < 180 => State::Unread,
            n if n < 240 => State::Closed,
            _ => State::Read,
        };
        // One message has no answer: it waits, or the team has closed it.
        if messages == 1 && thread.state != State::Waiting {
            thread.state = State::Closed;
        }
        if thread.state == State::Waiting {
            thread.last_at = now - hours(thread.chance(3), 54);
            thread.lasts = i64::from(messages - 1) * hours(thread.chance(4), 20);
        } else {
            // The newer the more.
            let share = (thread.chance(3) >> 11) as f64 / (1_u64 << 53) as f64;
            thread.last_at = now - 3 * DAY - (share * share * 640.0 * DAY as f64) as i64;
            thread.lasts = (i64::from(messages - 1) * hours(thread.chance(4), 40)).min(200 * DAY);
        }
        thread
    }

    /// Chance of its own for each use.
    pub(crate) fn chance(&self, what: u64) -> u64 {
        mixed((u64::from(self.number) << 24) ^ mixed(what))
    }

    /// Its name.
    pub(crate) fn id(&self) -> Uuid {
        id(3, self.at(0), u64::from(self.number))
    }

    /// The name of a message of it.
    pub(crate) fn message(&self, n: u32) -> Uuid {
        id(4, self.at(n), (u64::from(self.number) << 16) | u64::from(n))
    }

    /// When its n-th message was sent: each later than the one before.
    pub(crate) fn at(&self, n: u32) -> i64 {
        let last = i64::from(self.messages.max(1) - 1);
        if i64::from(n) >= last {
            return self.last_at;
        }
        let step = (self.lasts / last).max(4);
        let off = self.chance(u64::from(n) + 1_000) % (step / 2).cast_unsigned();
        self.last_at - step * (last - i64::from(n)) + off.cast_signed()
    }

    /// Whether the team has written its n-th message: never the first, and the last one as it stands.
    pub(crate) fn by_team(&self, n: u32) -> bool {
        if n == 0 {
            return false;
        }
        if n + 1 == self.messages {
            return self.state != State::Waiting;
        }
        self.chance(u64::from(n) + 100_000) % 20 < 9
    }

    /// The first of the messages at its end that are all of one side.
    fn turned(&self) -> u32 {
        let side = self.by_team(self.messages - 1);
        (0..self.messages).rev().take_while(|n| self.by_team(*n) == side).last().unwrap_or(0)
    }

    /// When the team last answered.
    pub(crate) fn answered_at(&self) -> Option<i64> {
        (0..self.messages).rev().find(|n| self.by_team(*n)).map(|n| self.at(n))
    }

    /// When the team opened it, since the patient last wrote.
    pub(crate) fn opened_at(&self) -> Option<i64> {
        match self.state {
            State::Waiting => None,
            State::Unread | State::Read | State::Closed => Some(self.at(self.turned())),
        }
    }

    /// By when an answer is expected, while one is owed: counted from when the patient began to wait.
    pub(crate) fn due(&self, pool: &Pool) -> Option<Day> {
        (self.state == State::Waiting).then(|| due_date(day(self.at(self.turned())), pool.business_days, &[]))
    }

    /// When its inbox was told that it is late, if it is.
    pub(crate) fn escalated_at(&self, pool: &Pool, now: i64) -> Option<i64> {
        let due = self.due(pool)?;
        (due < day(now)).then(|| ((due.epoch() + 1) * DAY - OFFSET + HOUR / 4).min(now))
    }

    /// What its n-th message says, and the subject if it is the first.
    pub(crate) fn text(&self, n: u32) -> (String, String) {
        let subject = if n == 0 { self.subject() } else { String::new() };
        (words::body(self.chance(u64::from(n) + 10_000_000)), subject)
    }

    /// What it is about.
    pub(crate) fn subject(&self) -> String {
        words::subject(self.chance(5))
    }
}
