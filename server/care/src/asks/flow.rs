//! The life of an ask, pure: how it stands, what happens, and how it stands then.
//!
//! Nothing here asks a clock or a database. What has no line in [`advance`] does not happen: of two tabs, or of two people
//! at one moment, one is first, and the other sees what she did.

use crate::CareError;
use portal_types::account::Role;
use portal_types::ask::{
    Approval, AskDeed, AskHappened, AskKind, AskState, DeskMoveKind, DrugAnswer, Refusing, TIMES_MOST, VisitKind,
    Window,
};
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
    /// All visits that were allowed have been.
    Spent,
    /// Something in the form does not fit.
    Field(&'static str, Problem),
}

impl From<Refused> for CareError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::State(_) | Refused::Stale | Refused::Spent => Self::Conflict,
            Refused::NotTheirs => Self::Denied,
            Refused::Field(field, problem) => Self::field(field, problem),
        }
    }
}

/// The fields of the times of a proposal, by their places.
const TIMES: [&str; TIMES_MOST] = ["time1", "time2", "time3"];

/// Whether times can be proposed: one at least, none of them over, no two alike.
fn fits(times: &[Time], now: i64) -> Result<(), Refused> {
    if times.is_empty() {
        return Err(Refused::Field(TIMES[0], Problem::Missing));
    }
    for (place, time) in times.iter().enumerate() {
        let field = *TIMES.get(place).ok_or(Refused::Field(TIMES[0], Problem::NotAChoice))?;
        if time.starts_at <= now {
            return Err(Refused::Field(field, Problem::InThePast));
        }
        if times.iter().take(place).any(|other| other.starts_at == time.starts_at) {
            return Err(Refused::Field(field, Problem::SameAsOther));
        }
    }
    Ok(())
}

/// Whether answers are to all prescriptions, and each to one.
fn answers_all(drugs: &[i16], answers: &[DrugAnswer]) -> bool {
    let mut answered: Vec<i16> = answers.iter().map(|(place, _)| *place).collect();
    let mut asked = drugs.to_vec();
    answered.sort_unstable();
    asked.sort_unstable();
    !asked.is_empty() && answered == asked
}

/// Whether the patient can still take back what was approved: a visit that has not begun. What was prescribed or authorized
/// is on its way, and the office is to be told.
fn not_begun(ask: &Ask, now: i64) -> bool {
    ask.kind == AskKind::Appointment && ask.visit_at.is_none_or(|begins| begins > now)
}

/// What comes of an approval.
fn approved(ask: &Ask, approval: Approval, by: Role, moved: Moved) -> Result<Moved, Refused> {
    match (ask.kind, approval) {
        (AskKind::Appointment, Approval::Plain) => Ok(moved),
        // who prescribes decides about each of them.
        (AskKind::Renewal, Approval::Drugs(_)) if by != Role::Clinician => Err(Refused::NotTheirs),
        (AskKind::Renewal, Approval::Drugs(answers)) if answers_all(&ask.drugs, &answers) => {
            let no = answers.iter().map(|(_, why)| why.clone()).collect::<Option<Vec<_>>>();
            let moved = match no.and_then(|all| all.into_iter().next()) {
                // One yes is enough.
                None => moved,
                Some((reason, words)) => Moved {
                    what: AskHappened::Declined,
                    state: AskState::Declined,
                    reason: Some(reason),
                    words,
                    ..moved
                },
            };
            Ok(Moved { effect: Effect::Decided(answers), ..moved })
        }
        (AskKind::Renewal, Approval::Drugs(_)) => Err(Refused::Field("outcome[0]", Problem::NotAChoice)),
        (AskKind::Referral, Approval::Referral { number, visits, from, to }) => {
            if number.trim().is_empty() {
                Err(Refused::Field("number", Problem::Missing))
            } else if visits == 0 {
                Err(Refused::Field("visits", Problem::NotAChoice))
            } else if to < from {
                Err(Refused::Field("to", Problem::InThePast))
            } else {
                Ok(Moved { effect: Effect::Authorized { number, visits, from, to }, ..moved })
            }
        }
        (AskKind::Appointment | AskKind::Renewal | AskKind::Referral, _) => Err(Refused::State(ask.state)),
    }
}

/// What comes of an event.
pub fn advance(ask: &Ask, event: Event, by: By, facts: &Facts) -> Result<Moved, Refused> {
    use AskState::{Approved, Declined, Done, InReview, NeedsInfo, Submitted, Withdrawn};
    use By::{Patient, Team};
    // What she has read is not what is there: that says more than how it stands.
    if facts.version.is_some_and(|read| read != ask.version) {
        return Err(Refused::Stale);
    }
    let before = ask.state;
    // The patient's answer begins the clock anew; else it runs on as promised.
    let due = if before == NeedsInfo { Some(facts.due) } else { ask.due };
    let to = |what: AskHappened, state: AskState| Moved {
        what,
        before,
        state,
        due: due.filter(|_| state.waits_for() == Some(Side::Team)),
        reason: None,
        words: String::new(),
        times: if ask.offers.is_empty() || state == NeedsInfo { Times::Stay } else { Times::Passed },
        effect: Effect::Nothing,
        tells: Tells::Nothing,
    };
    let waits = before.is_open();
    match (event, by) {
        (Event::Change, Patient) if before == Submitted && !ask.opened => {
            Ok(Moved { effect: Effect::Rewritten, ..to(AskHappened::Changed, Submitted) })
        }
        (Event::Change, Patient) if before == Submitted => Err(Refused::Stale),
        (Event::Review, Team(_)) if matches!(before, Submitted | NeedsInfo) => Ok(to(AskHappened::Reviewed, InReview)),
        (Event::NeedInfo(words), Team(_)) if matches!(before, Submitted | InReview) => {
            if words.trim().is_empty() {
                return Err(Refused::Field("words", Problem::Missing));
            }
            Ok(Moved { words, tells: Tells::NeedsYou, ..to(AskHappened::NeedsInfo, NeedsInfo) })
        }
        (Event::Comment(words), _) if words.trim().is_empty() => Err(Refused::Field("words", Problem::Missing)),
        (Event::Comment(words), Patient) if waits => {
            let state = if before == NeedsInfo { InReview } else { before };
            Ok(Moved { words, ..to(AskHappened::Commented, state) })
        }
        (Event::Comment(words), Team(_)) if waits || before == Approved => {
            Ok(Moved { words, tells: Tells::News, ..to(AskHappened::Commented, before) })
        }
        (Event::Propose(times), Team(_)) if waits && ask.kind == AskKind::Appointment => {
            fits(&times, facts.now)?;
            let times = Times::Proposed { round: ask.round.saturating_add(1), times };
            Ok(Moved { times, tells: Tells::NeedsYou, ..to(AskHappened::Proposed, NeedsInfo) })
        }
        (Event::Choose(id), Patient) if before == NeedsInfo && !ask.offers.is_empty() => {
            let taken = ask.offers.iter().find(|time| time.id == id);
            let taken = taken.ok_or(Refused::Field("time", Problem::NotAChoice))?;
            if taken.starts_at <= facts.now {
                return Err(Refused::Field("time", Problem::InThePast));
            }
            Ok(Moved { times: Times::Taken(taken.clone()), ..to(AskHappened::Chosen, Approved) })
        }
        (Event::AskAgain { windows, words }, Patient) if before == NeedsInfo && !ask.offers.is_empty() => {
            Ok(Moved { words, effect: Effect::Windows(windows), ..to(AskHappened::AskedAgain, InReview) })
        }
        (Event::Approve(approval), Team(role)) if matches!(before, Submitted | InReview) => {
            let moved = Moved { tells: Tells::News, ..to(AskHappened::Approved, Approved) };
            approved(ask, approval, role, moved)
        }
        (Event::Decline(reason, words), Team(_)) if waits => {
            if reason.needs_words() && words.trim().is_empty() {
                return Err(Refused::Field("words", Problem::Missing));
            }
            Ok(Moved { reason: Some(reason), words, tells: Tells::News, ..to(AskHappened::Declined, Declined) })
        }
        (Event::CountVisit, Team(_)) if before == Approved && ask.kind == AskKind::Referral => {
            let (allowed, used) = ask.visits.unwrap_or_default();
            if used >= allowed {
                return Err(Refused::Spent);
            }
            Ok(Moved { effect: Effect::Counted(used + 1), ..to(AskHappened::VisitCounted, Approved) })
        }
        (Event::Done(words), Team(_)) if before == Approved => {
            Ok(Moved { words, tells: Tells::News, ..to(AskHappened::Done, Done) })
        }
        (Event::Withdraw, Patient) if waits || (before == Approved && not_begun(ask, facts.now)) => {
            Ok(to(AskHappened::Withdrawn, Withdrawn))
        }
        (Event::Change | Event::Choose(_) | Event::AskAgain { .. } | Event::Withdraw, Team(_)) => {
            Err(Refused::NotTheirs)
        }
        (
            Event::Review
            | Event::NeedInfo(_)
            | Event::Propose(_)
            | Event::Approve(_)
            | Event::Decline(..)
            | Event::CountVisit
            | Event::Done(_),
            Patient,
        ) => Err(Refused::NotTheirs),
        (_, Patient | Team(_)) => Err(Refused::State(before)),
    }
}

/// What the patient's side can do with an ask at a moment, as its page offers it: first what it waits for.
pub fn deeds(ask: &Ask, now: i64) -> Vec<AskDeed> {
    let waits = ask.state.is_open();
    let offered = ask.state == AskState::NeedsInfo && !ask.offers.is_empty();
    let all = [
        (AskDeed::Choose, offered && ask.offers.iter().any(|time| time.starts_at > now)),
        (AskDeed::AskAgain, offered),
        (AskDeed::Comment, waits),
        (AskDeed::Change, ask.state == AskState::Submitted && !ask.opened),
        (AskDeed::Withdraw, waits || (ask.state == AskState::Approved && not_begun(ask, now))),
        (AskDeed::FollowUp, ask.state.is_closed()),
    ];
    all.into_iter().filter(|(_, can)| *can).map(|(deed, _)| deed).collect()
}

/// What somebody of the team can do with an ask, as the desk offers it.
pub fn desk_moves(ask: &Ask, role: Role) -> Vec<DeskMoveKind> {
    use AskState::{Approved, InReview, NeedsInfo, Submitted};
    let (state, kind) = (ask.state, ask.kind);
    let can = |step: &DeskMoveKind| match step {
        DeskMoveKind::Review => matches!(state, Submitted | NeedsInfo),
        DeskMoveKind::NeedInfo => matches!(state, Submitted | InReview),
        DeskMoveKind::Propose => state.is_open() && kind == AskKind::Appointment,
        DeskMoveKind::Approve => {
            matches!(state, Submitted | InReview) && (kind != AskKind::Renewal || role == Role::Clinician)
        }
        DeskMoveKind::Decline => state.is_open(),
        DeskMoveKind::CountVisit => {
            state == Approved && kind == AskKind::Referral && ask.visits.is_some_and(|(allowed, used)| used < allowed)
        }
        DeskMoveKind::Done => state == Approved,
        DeskMoveKind::Comment => state.is_open() || state == Approved,
    };
    DeskMoveKind::ALL.into_iter().filter(can).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_795_305_600_000;
    const NURSE: By = By::Team(Role::PoolNurse);
    const CLINICIAN: By = By::Team(Role::Clinician);

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// Promised for Thursday; what comes in now is due on Friday.
    fn facts() -> Facts {
        Facts { now: NOW, due: day("2026-11-27"), version: None }
    }

    fn promised() -> Option<Day> {
        Some(day("2026-11-26"))
    }

    fn time(id: u64, after: i64) -> Time {
        Time {
            id: Uuid::from_u64_pair(0, id),
            starts_at: NOW + after,
            minutes: 20,
            way: VisitKind::InPerson,
            place: String::new(),
        }
    }

    /// An ask of a kind that stands like this, with all that such a one has.
    fn ask(kind: AskKind, state: AskState) -> Ask {
        let offered = kind == AskKind::Appointment && state == AskState::NeedsInfo;
        Ask {
            kind,
            state,
            version: 1,
            opened: state != AskState::Submitted,
            due: if state.waits_for() == Some(Side::Team) { promised() } else { None },
            drugs: if kind == AskKind::Renewal { vec![0, 1] } else { Vec::new() },
            round: i16::from(offered),
            offers: if offered { vec![time(1, 1), time(2, 2)] } else { Vec::new() },
            visit_at: None,
            visits: (kind == AskKind::Referral && state == AskState::Approved).then_some((2, 0)),
        }
    }

    fn yes(kind: AskKind) -> Approval {
        match kind {
            AskKind::Appointment => Approval::Plain,
            AskKind::Renewal => Approval::Drugs(vec![(0, None), (1, Some((Refusing::NeedsVisit, String::new())))]),
            AskKind::Referral => Approval::Referral {
                number: "A-1".to_owned(),
                visits: 6,
                from: day("2026-12-01"),
                to: day("2027-05-31"),
            },
        }
    }

    /// One event of every sort, each with all that it needs.
    fn events(kind: AskKind) -> Vec<(&'static str, Event)> {
        let words = || "Words.".to_owned();
        vec![
            ("change", Event::Change),
            ("review", Event::Review),
            ("need-info", Event::NeedInfo(words())),
            ("comment", Event::Comment(words())),
            ("propose", Event::Propose(vec![time(3, 3)])),
            ("choose", Event::Choose(time(1, 1).id)),
            ("ask-again", Event::AskAgain { windows: Vec::new(), words: words() }),
            ("approve", Event::Approve(yes(kind))),
            ("decline", Event::Decline(Refusing::TooEarly, String::new())),
            ("count-visit", Event::CountVisit),
            ("done", Event::Done(String::new())),
            ("withdraw", Event::Withdraw),
        ]
    }

    fn moved(ask: &Ask, event: Event, by: By) -> Moved {
        advance(ask, event, by, &facts()).ok().unwrap()
    }

    fn refused(ask: &Ask, event: Event, by: By) -> Refused {
        advance(ask, event, by, &facts()).err().unwrap()
    }

    /// all that can happen, written down once more: event, kinds, side, and from where to where.
    fn table() -> Vec<(&'static str, &'static [AskKind], Side, AskState, AskState)> {
        use AskKind::{Appointment, Referral};
        use AskState::{Approved, Declined, Done, InReview, NeedsInfo, Submitted, Withdrawn};
        const ALL: &[AskKind] = &AskKind::ALL;
        let (patient, team) = (Side::Patient, Side::Team);
        vec![
            ("change", ALL, patient, Submitted, Submitted),
            ("review", ALL, team, Submitted, InReview),
            ("review", ALL, team, NeedsInfo, InReview),
            ("need-info", ALL, team, Submitted, NeedsInfo),
            ("need-info", ALL, team, InReview, NeedsInfo),
            ("comment", ALL, patient, Submitted, Submitted),
            ("comment", ALL, patient, InReview, InReview),
            ("comment", ALL, patient, NeedsInfo, InReview),
            ("comment", ALL, team, Submitted, Submitted),
            ("comment", ALL, team, InReview, InReview),
            ("comment", ALL, team, NeedsInfo, NeedsInfo),
            ("comment", ALL, team, Approved, Approved),
            ("propose", &[Appointment], team, Submitted, NeedsInfo),
            ("propose", &[Appointment], team, InReview, NeedsInfo),
            ("propose", &[Appointment], team, NeedsInfo, NeedsInfo),
            ("choose", &[Appointment], patient, NeedsInfo, Approved),
            ("ask-again", &[Appointment], patient, NeedsInfo, InReview),
            ("approve", ALL, team, Submitted, Approved),
            ("approve", ALL, team, InReview, Approved),
            ("decline", ALL, team, Submitted, Declined),
            ("decline", ALL, team, InReview, Declined),
            ("decline", ALL, team, NeedsInfo, Declined),
            ("count-visit", &[Referral], team, Approved, Approved),
            ("done", ALL, team, Approved, Done),
            ("withdraw", ALL, patient, Submitted, Withdrawn),
            ("withdraw", ALL, patient, InReview, Withdrawn),
            ("withdraw", ALL, patient, NeedsInfo, Withdrawn),
            ("withdraw", &[Appointment], patient, Approved, Withdrawn),
        ]
    }

    #[test]
    fn r_7_1_nothing_happens_to_an_ask_but_what_the_table_says() {
        let table = table();
        let mut lines = 0;
        for kind in AskKind::ALL {
            for state in AskState::ALL {
                for (name, event) in events(kind) {
                    for by in [By::Patient, CLINICIAN] {
                        let ask = ask(kind, state);
                        let to = advance(&ask, event.clone(), by, &facts()).ok().map(|moved| moved.state);
                        let line = table.iter().find(|(of, kinds, side, from, _)| {
                            *of == name && kinds.contains(&kind) && *side == by.side() && *from == state
                        });
                        assert_eq!(to, line.map(|(.., to)| *to), "{name} of {kind:?} by {by:?} in {state:?}");
                        lines += usize::from(line.is_some());
                    }
                }
            }
        }
        let expected: usize = table.iter().map(|(_, kinds, ..)| kinds.len()).sum();
        assert_eq!(lines, expected, "every line of the table was met, and once");
    }

    #[test]
    fn r_7_1_what_is_done_by_the_wrong_side_is_not_theirs() {
        for kind in AskKind::ALL {
            for (name, event) in events(kind) {
                let patients = matches!(name, "change" | "choose" | "ask-again" | "withdraw");
                for by in [By::Patient, NURSE] {
                    if name != "comment" && (by == By::Patient) != patients {
                        for state in AskState::ALL {
                            assert_eq!(refused(&ask(kind, state), event.clone(), by), Refused::NotTheirs, "{name}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn r_7_1_what_waits_for_the_team_has_a_day_and_nothing_else_has() {
        for kind in AskKind::ALL {
            for state in AskState::ALL {
                for (name, event) in events(kind) {
                    for by in [By::Patient, CLINICIAN] {
                        let Ok(moved) = advance(&ask(kind, state), event.clone(), by, &facts()) else { continue };
                        let anew = state == AskState::NeedsInfo;
                        let due = if anew { Some(facts().due) } else { promised() };
                        let owed = moved.state.waits_for() == Some(Side::Team);
                        assert_eq!(moved.due, due.filter(|_| owed), "{name} of {kind:?} by {by:?} in {state:?}");
                        assert_eq!(moved.before, state);
                        let told = by != By::Patient && !matches!(name, "review" | "count-visit");
                        assert_eq!(moved.tells != Tells::Nothing, told, "{name}");
                        let asks = moved.tells == Tells::NeedsYou;
                        assert_eq!(asks, matches!(name, "propose" | "need-info"), "{name}: the patient's turn");
                        assert_eq!(moved.reason.is_some(), moved.state == AskState::Declined, "{name}");
                    }
                }
            }
        }
        assert_eq!(Tells::Nothing.letter(), None);
        assert_eq!(Tells::News.letter(), Some(Letter::AskNews));
        assert_eq!(Tells::NeedsYou.letter(), Some(Letter::AskNeedsYou));
    }

    #[test]
    fn r_7_1_what_is_offered_is_what_can_be_done() {
        let by_name = |name: &str| match name {
            "change" => Some(AskDeed::Change),
            "comment" => Some(AskDeed::Comment),
            "choose" => Some(AskDeed::Choose),
            "ask-again" => Some(AskDeed::AskAgain),
            "withdraw" => Some(AskDeed::Withdraw),
            _ => None,
        };
        let by_move = |name: &str| match name {
            "review" => Some(DeskMoveKind::Review),
            "need-info" => Some(DeskMoveKind::NeedInfo),
            "comment" => Some(DeskMoveKind::Comment),
            "propose" => Some(DeskMoveKind::Propose),
            "approve" => Some(DeskMoveKind::Approve),
            "decline" => Some(DeskMoveKind::Decline),
            "count-visit" => Some(DeskMoveKind::CountVisit),
            "done" => Some(DeskMoveKind::Done),
            _ => None,
        };
        for kind in AskKind::ALL {
            for state in AskState::ALL {
                let ask = ask(kind, state);
                for (name, event) in events(kind) {
                    if let Some(deed) = by_name(name) {
                        let can = advance(&ask, event.clone(), By::Patient, &facts()).is_ok();
                        assert_eq!(deeds(&ask, NOW).contains(&deed), can, "{name} of {kind:?} in {state:?}");
                    }
                    for role in [Role::PoolNurse, Role::Clinician] {
                        if let Some(step) = by_move(name) {
                            let can = advance(&ask, event.clone(), By::Team(role), &facts()).is_ok();
                            let offered = desk_moves(&ask, role).contains(&step);
                            assert_eq!(offered, can, "{name} of {kind:?} in {state:?} by {role:?}");
                        }
                    }
                }
                assert_eq!(deeds(&ask, NOW).contains(&AskDeed::FollowUp), state.is_closed());
            }
        }
    }

    #[test]
    fn r_7_1_an_ask_is_changed_while_nobody_has_opened_it() {
        let fresh = ask(AskKind::Referral, AskState::Submitted);
        assert!(moved(&fresh, Event::Change, By::Patient).effect == Effect::Rewritten);
        let opened = Ask { opened: true, ..fresh.clone() };
        assert_eq!(refused(&opened, Event::Change, By::Patient), Refused::Stale);
        assert!(!deeds(&opened, NOW).contains(&AskDeed::Change));
        // Whoever has read another version has not seen what is there.
        for by in [By::Patient, NURSE] {
            for read in [0, 2] {
                let facts = Facts { version: Some(read), ..facts() };
                for (name, event) in events(fresh.kind) {
                    assert_eq!(advance(&fresh, event, by, &facts).err(), Some(Refused::Stale), "{name}");
                }
            }
        }
        let facts = Facts { version: Some(1), ..facts() };
        assert!(advance(&fresh, Event::Review, NURSE, &facts).is_ok());
    }

    #[test]
    fn r_7_1_a_no_has_a_reason_that_says_something() {
        let asked = ask(AskKind::Appointment, AskState::Submitted);
        let no = |words: &str| Event::Decline(Refusing::Other, words.to_owned());
        assert_eq!(refused(&asked, no(" "), NURSE), Refused::Field("words", Problem::Missing));
        let said = moved(&asked, no("We have moved."), NURSE);
        assert_eq!((said.reason, said.words.as_str()), (Some(Refusing::Other), "We have moved."));
        for event in [Event::NeedInfo(" ".to_owned()), Event::Comment(String::new())] {
            assert_eq!(refused(&asked, event, NURSE), Refused::Field("words", Problem::Missing));
        }
    }

    #[test]
    fn times_are_proposed_taken_and_passed_over() {
        let asked = ask(AskKind::Appointment, AskState::InReview);
        for (times, field, problem) in [
            (vec![], "time1", Problem::Missing),
            (vec![time(1, 0)], "time1", Problem::InThePast),
            (vec![time(1, 1), time(2, -1)], "time2", Problem::InThePast),
            (vec![time(1, 1), time(2, 2), time(3, 1)], "time3", Problem::SameAsOther),
            (vec![time(1, 1), time(2, 2), time(3, 3), time(4, 4)], "time1", Problem::NotAChoice),
        ] {
            assert_eq!(refused(&asked, Event::Propose(times), NURSE), Refused::Field(field, problem));
        }
        let times = vec![time(1, 1), time(2, 2)];
        assert!(moved(&asked, Event::Propose(times.clone()), NURSE).times == Times::Proposed { round: 1, times });

        let offered = ask(AskKind::Appointment, AskState::NeedsInfo);
        let again = moved(&offered, Event::Propose(vec![time(3, 3)]), NURSE);
        assert!(again.times == Times::Proposed { round: 2, times: vec![time(3, 3)] });
        let taken = moved(&offered, Event::Choose(time(2, 2).id), By::Patient);
        assert!(taken.times == Times::Taken(time(2, 2)) && taken.due.is_none());
        // One that was passed over, or that somebody made up.
        let other = Event::Choose(time(3, 3).id);
        assert_eq!(refused(&offered, other, By::Patient), Refused::Field("time", Problem::NotAChoice));
        let late = Facts { now: NOW + 1, ..facts() };
        let over = advance(&offered, Event::Choose(time(1, 1).id), By::Patient, &late).err();
        assert_eq!(over, Some(Refused::Field("time", Problem::InThePast)));
        assert!(advance(&offered, Event::Choose(time(2, 2).id), By::Patient, &late).is_ok());
        assert!(deeds(&offered, NOW + 1).contains(&AskDeed::Choose));
        assert!(!deeds(&offered, NOW + 2).contains(&AskDeed::Choose), "all are over");
        assert!(deeds(&offered, NOW + 2).contains(&AskDeed::AskAgain));

        let windows = vec![Window { day: day("2026-12-01"), part: portal_types::ask::PartOfDay::Any }];
        let none = Event::AskAgain { windows: windows.clone(), words: String::new() };
        let none = moved(&offered, none, By::Patient);
        assert!(none.effect == Effect::Windows(windows) && none.times == Times::Passed);
        // Whatever else ends the patient's turn passes them over, too; what the office adds does not.
        for (event, by) in [
            (Event::Comment("May I come alone?".to_owned()), By::Patient),
            (Event::Review, NURSE),
            (Event::Decline(Refusing::Duplicate, String::new()), NURSE),
            (Event::Withdraw, By::Patient),
        ] {
            assert!(moved(&offered, event, by).times == Times::Passed);
        }
        assert!(moved(&offered, Event::Comment("Bring your card.".to_owned()), NURSE).times == Times::Stay);
        // What the office asks for without times is not answered by a time.
        let asked = Ask { offers: Vec::new(), ..offered };
        let state = Refused::State(AskState::NeedsInfo);
        assert_eq!(refused(&asked, Event::Choose(time(1, 1).id), By::Patient), state);
        let again = Event::AskAgain { windows: Vec::new(), words: String::new() };
        assert_eq!(refused(&asked, again, By::Patient), state);
    }

    #[test]
    fn r_7_7_who_prescribes_decides_about_each_prescription() {
        let asked = ask(AskKind::Renewal, AskState::InReview);
        let approve = |answers: &[DrugAnswer]| Event::Approve(Approval::Drugs(answers.to_vec()));
        let no = |reason: Refusing| Some((reason, "Words.".to_owned()));
        assert_eq!(refused(&asked, approve(&[(0, None), (1, None)]), NURSE), Refused::NotTheirs);
        for some in [&[(0, None)][..], &[(0, None), (0, None)], &[(0, None), (1, None), (2, None)], &[]] {
            let unfit = Refused::Field("outcome[0]", Problem::NotAChoice);
            assert_eq!(refused(&asked, approve(some), CLINICIAN), unfit, "all of them, each once");
        }
        let answers = [(1, None), (0, no(Refusing::NeedsVisit))];
        let one = moved(&asked, approve(&answers), CLINICIAN);
        assert_eq!((one.state, one.reason), (AskState::Approved, None), "one yes is enough");
        assert!(one.effect == Effect::Decided(answers.to_vec()));
        let answers = [(0, no(Refusing::NeedsVisit)), (1, no(Refusing::TooEarly))];
        let none = moved(&asked, approve(&answers), CLINICIAN);
        assert_eq!((none.state, none.what), (AskState::Declined, AskHappened::Declined));
        assert_eq!((none.reason, none.words.as_str()), (Some(Refusing::NeedsVisit), "Words."));
        assert!(none.effect == Effect::Decided(answers.to_vec()), "each with its own reason");
    }

    #[test]
    fn r_7_10_no_more_visits_are_counted_than_are_allowed() {
        let asked = ask(AskKind::Referral, AskState::Approved);
        assert!(moved(&asked, Event::CountVisit, NURSE).effect == Effect::Counted(1));
        let last = Ask { visits: Some((2, 1)), ..asked.clone() };
        assert!(moved(&last, Event::CountVisit, NURSE).effect == Effect::Counted(2));
        for spent in [Some((2, 2)), Some((2, 3)), None] {
            let spent = Ask { visits: spent, ..asked.clone() };
            assert_eq!(refused(&spent, Event::CountVisit, NURSE), Refused::Spent);
            assert!(!desk_moves(&spent, Role::PoolNurse).contains(&DeskMoveKind::CountVisit));
        }
        let asked = ask(AskKind::Referral, AskState::Submitted);
        let referral = |number: &str, visits, to: &str| {
            let (from, to) = (day("2026-12-01"), day(to));
            Event::Approve(Approval::Referral { number: number.to_owned(), visits, from, to })
        };
        for (event, field, problem) in [
            (referral(" ", 1, "2026-12-01"), "number", Problem::Missing),
            (referral("A", 0, "2026-12-01"), "visits", Problem::NotAChoice),
            (referral("A", 1, "2026-11-30"), "to", Problem::InThePast),
        ] {
            assert_eq!(refused(&asked, event, NURSE), Refused::Field(field, problem));
        }
        assert!(advance(&asked, referral("A", 1, "2026-12-01"), NURSE, &facts()).is_ok(), "for a day");
        // What is approved in another kind's words is not approved.
        let state = Refused::State(AskState::Submitted);
        assert_eq!(refused(&asked, Event::Approve(Approval::Plain), CLINICIAN), state);
    }

    #[test]
    fn r_7_1_a_visit_is_taken_back_before_it_begins() {
        let agreed = Ask { visit_at: Some(NOW + 1), ..ask(AskKind::Appointment, AskState::Approved) };
        assert_eq!(moved(&agreed, Event::Withdraw, By::Patient).state, AskState::Withdrawn);
        let begun = Ask { visit_at: Some(NOW), ..agreed };
        assert_eq!(refused(&begun, Event::Withdraw, By::Patient), Refused::State(AskState::Approved));
        assert!(!deeds(&begun, NOW).contains(&AskDeed::Withdraw));
    }
}
