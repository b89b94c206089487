//! The life of an ask, pure: how it stands, what happens, and how it stands then.
//!
//! Nothing here asks a clock or a database. What has no line in [`advance`] does not happen: of two tabs, or of two people
//! at one moment, one is first, and the other sees what she did.

mod approval;
#[cfg(test)]
mod given;
mod offered;
mod rules;
mod times;

pub use offered::{deeds, desk_moves};
pub use rules::advance;

use crate::CareError;
use portal_types::account::Role;
use portal_types::ask::{Approval, AskHappened, AskKind, AskState, DrugAnswer, Refusing, VisitKind, Window};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::message::Side;
use portal_types::notice::Letter;
use uuid::Uuid;

/// A time that is proposed for an appointment. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Time {
    /// Which.
    pub id: Uuid,
    /// When it begins, milliseconds UTC.
    pub starts_at: i64,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// How to meet.
    pub way: VisitKind,
    /// Where; may be empty.
    pub place: String,
}

/// An ask as it is kept, as far as its rules ask. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Ask {
    /// What is asked for.
    pub kind: AskKind,
    /// How it stands.
    pub state: AskState,
    /// How often the patient has written it.
    pub version: i64,
    /// Whether somebody of the team has opened it.
    pub opened: bool,
    /// The day by which it is answered, while it is the team's turn.
    pub due: Option<Day>,
    /// The places of its prescriptions.
    pub drugs: Vec<i16>,
    /// The number of the last round of times; 0, if there was none.
    pub round: i16,
    /// The times of that round of which nothing has become yet.
    pub offers: Vec<Time>,
    /// When the visit begins that is agreed, milliseconds UTC.
    pub visit_at: Option<i64>,
    /// How many visits its authorization allows, and how many have been.
    pub visits: Option<(u16, u16)>,
}

/// What is known besides, at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The moment, milliseconds UTC.
    pub now: i64,
    /// The day by which the pool answers what comes to it now.
    pub due: Day,
    /// The version that whoever does it has read; `None`, where it does not matter.
    pub version: Option<i64>,
    /// What has happened since her page was drawn; nothing, where that does not matter.
    pub since: Since,
}

/// What others have done with an ask since the page of somebody of the team was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Since {
    /// Nothing that she must know of.
    Nothing,
    /// A colleague has done something with it, or is about to: she is to say that she does it all the same.
    Colleague,
    /// The patient has written, or somebody for her: that is read first.
    Patient,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The patient, or somebody for her.
    Patient,
    /// Somebody of the team.
    Team(Role),
}

impl By {
    /// From which side.
    pub fn side(self) -> Side {
        match self {
            Self::Patient => Side::Patient,
            Self::Team(_) => Side::Team,
        }
    }
}

/// What happens. Has no `Debug`: its words never reach a log.
#[derive(Clone, PartialEq, Eq)]
pub enum Event {
    /// The patient writes it anew.
    Change,
    /// The team takes it in hand.
    Review,
    /// The team asks the patient for something.
    NeedInfo(String),
    /// Somebody says something.
    Comment(String),
    /// The team proposes times.
    Propose(Vec<Time>),
    /// The patient takes one of them.
    Choose(Uuid),
    /// She takes none of them.
    AskAgain {
        /// When it would suit.
        windows: Vec<Window>,
        /// What she says with it; may be empty.
        words: String,
    },
    /// The team says yes.
    Approve(Approval),
    /// The team says no.
    Decline(Refusing, String),
    /// A visit of an authorization was.
    CountVisit,
    /// What was asked for has happened.
    Done(String),
    /// The patient takes it back.
    Withdraw,
}

/// What becomes of the times that are proposed. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub enum Times {
    /// They stay.
    Stay,
    /// They are passed over.
    Passed,
    /// One is taken, the others are passed over.
    Taken(Time),
    /// They are passed over, and there are others.
    Proposed {
        /// In which round, from 1.
        round: i16,
        /// Which.
        times: Vec<Time>,
    },
}

/// What is to be written besides state and history. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    Nothing,
    /// What the patient wrote anew.
    Rewritten,
    /// Her other windows of time.
    Windows(Vec<Window>),
    /// The answers to prescriptions.
    Decided(Vec<DrugAnswer>),
    /// An authorization.
    Authorized {
        /// Its number.
        number: String,
        /// How many visits it allows.
        visits: u16,
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
    /// How many visits have been.
    Counted(u16),
}

/// What the patient's side is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tells {
    /// Nothing: she did it herself, or it asks nothing of her and decides nothing.
    Nothing,
    /// That there is something new.
    News,
    /// That the office needs something from her.
    NeedsYou,
}

impl Tells {
    /// The letter that says so.
    pub fn letter(self) -> Option<Letter> {
        match self {
            Self::Nothing => None,
            Self::News => Some(Letter::AskNews),
            Self::NeedsYou => Some(Letter::AskNeedsYou),
        }
    }
}

/// What has come of an event. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Moved {
    /// What happened.
    pub what: AskHappened,
    /// How it stood.
    pub before: AskState,
    /// How it stands.
    pub state: AskState,
    /// The day by which it is answered, while it is the team's turn.
    pub due: Option<Day>,
    /// Why it was declined.
    pub reason: Option<Refusing>,
    /// What was said; may be empty.
    pub words: String,
    /// What becomes of its times.
    pub times: Times,
    /// What is to be written besides.
    pub effect: Effect,
    /// What the patient's side is told.
    pub tells: Tells,
}

/// Why something does not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// An ask that stands like this, or that is of this kind, has no such event.
    State(AskState),
    /// It is not theirs to do.
    NotTheirs,
    /// Somebody has changed or opened it meanwhile.
    Stale,
    /// A colleague is at it or was first, and it is not said that it is to be done all the same.
    Unsure,
    /// All visits that were allowed have been.
    Spent,
    /// Something in the form does not fit.
    Field(&'static str, Problem),
}

impl From<Refused> for CareError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::State(_) | Refused::Stale | Refused::Spent => Self::Conflict,
            Refused::Unsure => Self::field("anyway", Problem::NotAgreed),
            Refused::NotTheirs => Self::Denied,
            Refused::Field(field, problem) => Self::field(field, problem),
        }
    }
}
