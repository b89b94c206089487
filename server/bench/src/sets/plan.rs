//! Who writes how much to whom, and when: all of a set but its words. The same in every run, but for the moment.

use super::clinic::Clinic;
use super::thread::{DAY, State, Thread, id};
use crate::matching::mixed;
use uuid::Uuid;

/// How large a set is.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    /// How it is called.
    pub(crate) name: &'static str,
    pub(crate) patients: u32,
    pub(crate) messages: u32,
}

/// A town's practice.
pub(crate) const S: Size = Size { name: "S", patients: 1_000, messages: 20_000 };
/// A large clinic.
pub(crate) const M: Size = Size { name: "M", patients: 100_000, messages: 1_700_000 };

/// One in so many writes much; all of them together [`MUCH`] percent.
const BUSY: u32 = 20;
const MUCH: u64 = 30;
/// One in so many has a conversation of [`LONG`] messages besides; she is one of the busy.
const HOT: u32 = 1_000;
const LONG: u32 = 2_000;
/// The place of either among so many.
const PLACE: u32 = 7;
/// Conversations of one person: a message in four begins one, and a mailbox has an end.
const THREADS: u64 = 30;
/// The n-th conversation of somebody has a share of her messages as one through n to this.
const SKEW: f64 = 1.1;

/// Somebody who writes.
#[derive(Clone, Copy)]
pub(crate) struct Writer {
    /// Her first conversation, and how many they are; they lie together.
    pub(crate) first: u32,
    pub(crate) threads: u32,
    /// Those with something unread.
    pub(crate) unread: u32,
}

/// A set.
pub(crate) struct Plan {
    pub(crate) size: Size,
    pub(crate) clinic: Clinic,
    /// The moment at which it was made, milliseconds UTC.
    pub(crate) now: i64,
    pub(crate) writers: Vec<Writer>,
    pub(crate) threads: Vec<Thread>,
}

/// So many messages for each of those, as one has more than the other: all of them together are what there is.
fn shares(of: &[u32], messages: u64) -> Vec<u64> {
    let weight = |patient: &u32| 50 + mixed(u64::from(*patient) ^ 0x57) % 101;
    let whole: u64 = of.iter().map(weight).sum();
    let (mut sum, mut given) = (0, 0);
    of.iter()
        .map(|patient| {
            sum += weight(patient);
            let until = messages * sum / whole.max(1);
            let share = until - given;
            given = until;
            share
        })
        .collect()
}

/// How many messages each conversation of somebody has who has so many.
fn lengths(messages: u64) -> Vec<u32> {
    let threads = (messages / 4).clamp(1, THREADS);
    let whole: f64 = (1..=threads).map(|n| (n as f64).powf(-SKEW)).sum();
    // Two each, so that there is a question and an answer.
    let least = if messages >= 2 * threads { 2 } else { 1 };
    let more = messages.saturating_sub(least * threads);
    let mut lengths: Vec<u32> =
        (1..=threads).map(|n| (least as f64 + more as f64 * (n as f64).powf(-SKEW) / whole) as u32).collect();
    let given: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
    if let Some(longest) = lengths.first_mut() {
        *longest += messages.saturating_sub(given) as u32;
    }
    lengths
}

impl Plan {
    /// Makes it.
    pub(crate) fn new(size: Size, clinic: Clinic, now: i64) -> Self {
        let (busy, others): (Vec<u32>, Vec<u32>) = (0..size.patients).partition(|patient| patient % BUSY == PLACE);
        let is_hot = |patient: u32| patient % HOT == PLACE;
        let long: u64 = busy.iter().filter(|patient| is_hot(**patient)).map(|_| u64::from(LONG)).sum();
        let much = u64::from(size.messages) * MUCH / 100;
        let mut of = vec![0_u64; size.patients as usize];
        for (group, messages) in [(&busy, much.saturating_sub(long)), (&others, u64::from(size.messages) - much)] {
            for (patient, share) in group.iter().zip(shares(group, messages)) {
                of[*patient as usize] = share;
            }
        }
        let pools = clinic.pools.len().max(1) as u64;
        let (mut writers, mut threads) = (Vec::with_capacity(of.len()), Vec::new());
        for (patient, messages) in (0..size.patients).zip(of) {
            let mut writer = Writer { first: threads.len() as u32, threads: 0, unread: 0 };
            let long = is_hot(patient).then_some(LONG);
            for messages in long.into_iter().chain(lengths(messages)).filter(|messages| *messages > 0) {
                let thread = Thread::new(threads.len() as u32, patient, messages, (pools, now));
                writer.threads += 1;
                writer.unread += u32::from(thread.state == State::Unread);
                threads.push(thread);
            }
            writers.push(writer);
        }
        Self { size, clinic, now, writers, threads }
    }

    /// All messages in the order in which they were sent, as a conversation and the place in it.
    pub(crate) fn sent(&self) -> Vec<(i64, u32, u32)> {
        let of = |thread: &Thread| {
            let thread = *thread;
            (0..thread.messages).map(move |n| (thread.at(n), thread.number, n))
        };
        let mut sent: Vec<_> = self.threads.iter().flat_map(of).collect();
        sent.sort_unstable();
        sent
    }

    /// Conversations of which somebody looks at one: a tenth of those who look have a long one, a fifth write much. Of
    /// somebody's conversations the one of any message of hers.
    pub(crate) fn looked_at(&self, many: usize) -> Vec<&Thread> {
        let of = |n: usize| {
            let chance = mixed(n as u64 ^ 0x100c_ed00);
            let among = |each: u32| PLACE + each * (chance % u64::from((self.size.patients / each).max(1))) as u32;
            let patient = match n % 10 {
                0 => among(HOT),
                1 | 2 => among(BUSY),
                _ => (chance % u64::from(self.size.patients)) as u32,
            };
            let mine = self.of(patient);
            let all: u64 = mine.iter().map(|thread| u64::from(thread.messages)).sum();
            let mut place = mixed(chance) % all.max(1);
            mine.iter().find(|thread| {
                let here = place < u64::from(thread.messages);
                place = place.saturating_sub(u64::from(thread.messages));
                here
            })
        };
        (0..many).filter_map(of).collect()
    }

    /// The conversations of a patient.
    pub(crate) fn of(&self, patient: u32) -> &[Thread] {
        let Writer { first, threads, .. } = self.writers[patient as usize];
        &self.threads[first as usize..(first + threads) as usize]
    }

    /// One conversation each of so many people, such as it is asked for.
    pub(crate) fn one_each(&self, many: usize, such: impl Fn(&Thread) -> bool) -> Vec<&Thread> {
        (0..self.size.patients)
            .filter_map(|patient| self.of(patient).iter().find(|thread| such(thread)))
            .take(many)
            .collect()
    }

    /// Whether its patient may write in it today and for weeks.
    pub(crate) fn is_open(&self, thread: &Thread) -> bool {
        thread.state != State::Closed && thread.last_at > self.now - 30 * DAY
    }

    /// The names of a patient and of her account.
    pub(crate) fn ids(&self, patient: u32) -> (Uuid, Uuid) {
        let at = self.now - 900 * DAY;
        (id(1, at, u64::from(patient)), id(2, at, u64::from(patient)))
    }
}
