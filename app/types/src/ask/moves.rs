//! What an office does with an ask, and the forms by which it does so.

use super::{Refusing, TIMES_MOST, VisitKind};
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use serde::{Deserialize, Serialize};

/// Most characters of what is written to a patient.
const WORDS_MOST: u32 = 1_000;

/// The most visits that an authorization allows.
const VISITS_MOST: u16 = 999;

/// For how many days ahead times are proposed and authorizations hold.
const DAYS_AHEAD: i64 = 2 * 366;

/// A time that an office proposes, on the clinic's wall clock.
#[derive(Clone, PartialEq, Eq)]
pub struct ProposedTime {
    /// The day.
    pub day: Day,
    /// The minute of the day, 0 to 1,439.
    pub minute: u16,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// How to meet.
    pub way: VisitKind,
    /// Where, or by which number or link it is begun; may be empty.
    pub place: String,
}

/// The answer to a prescription, by its place: a reason and words where it is a no.
pub type DrugAnswer = (i16, Option<(Refusing, String)>);

/// What an office says yes to. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub enum Approval {
    /// To an appointment as it was asked for: the office calls.
    Plain,
    /// To prescriptions: each has its own answer.
    Drugs(Vec<DrugAnswer>),
    /// To a referral, with its authorization.
    Referral {
        /// The number of the authorization.
        number: String,
        /// How many visits it allows.
        visits: u16,
        /// The first day.
        from: Day,
        /// The last day.
        to: Day,
    },
}

/// What an office does with an ask. Has no `Debug`: its words never reach a log.
#[derive(Clone, PartialEq, Eq)]
pub enum DeskAskMove {
    /// Takes it in hand.
    Review,
    /// Asks the patient for something.
    NeedInfo(String),
    /// Says no, with a reason that the patient reads, and words that may be empty.
    Decline(Refusing, String),
    /// Says yes.
    Approve(Approval),
    /// What was asked for has happened; words may be empty.
    Done(String),
    /// Says something.
    Comment(String),
    /// Proposes times for an appointment.
    Propose(Vec<ProposedTime>),
    /// Counts a visit of an authorization.
    CountVisit,
}

impl DeskAskMove {
    /// Which of them.
    pub fn kind(&self) -> DeskMoveKind {
        match self {
            Self::Review => DeskMoveKind::Review,
            Self::NeedInfo(_) => DeskMoveKind::NeedInfo,
            Self::Decline(..) => DeskMoveKind::Decline,
            Self::Approve(_) => DeskMoveKind::Approve,
            Self::Done(_) => DeskMoveKind::Done,
            Self::Comment(_) => DeskMoveKind::Comment,
            Self::Propose(_) => DeskMoveKind::Propose,
            Self::CountVisit => DeskMoveKind::CountVisit,
        }
    }

    /// Reads the form by which the patient is asked for something: `words`.
    pub fn need_info(words: &str) -> Result<Self, Vec<FieldProblem>> {
        said(words, false).map(Self::NeedInfo)
    }

    /// Reads the form by which something is said: `words`.
    pub fn comment(words: &str) -> Result<Self, Vec<FieldProblem>> {
        said(words, false).map(Self::Comment)
    }

    /// Reads the form by which it is closed: `words`, which may be empty.
    pub fn done(words: &str) -> Result<Self, Vec<FieldProblem>> {
        said(words, true).map(Self::Done)
    }

    /// Reads the form of a no: `reason` and `words`.
    pub fn decline(reason: &str, words: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let why = refusing(&mut problems, ["reason", "words"], reason, words);
        problems.into_result(why.map(|(reason, words)| Self::Decline(reason, words)))
    }

    /// Reads the form of times: `time1` to `time3`, of which there must be one. `today` is the clinic's; whether a time of
    /// today is over is for the server to say.
    pub fn propose(typed: &[TimeTyped<'_>; TIMES_MOST], today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let filled = typed.iter().enumerate().filter(|(_, time)| !time.is_empty());
        let read: Vec<Option<ProposedTime>> =
            filled.map(|(place, time)| time.parse(&mut problems, &format!("time{}", place + 1), today)).collect();
        if read.is_empty() {
            problems.check::<()>("time1", Err(Problem::Missing));
        }
        problems.into_result(read.into_iter().collect::<Option<Vec<ProposedTime>>>().map(Self::Propose))
    }

    /// Reads the form of an authorization.
    pub fn authorize(typed: &AuthorizationTyped<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let number = problems.check("number", field::label(typed.number));
        let visits = match typed.visits.trim() {
            "" => Err(Problem::Missing),
            number => match number.parse::<u16>() {
                Ok(visits) if (1..=VISITS_MOST).contains(&visits) => Ok(visits),
                _ => Err(Problem::NotAChoice),
            },
        };
        let visits = problems.check("visits", visits);
        let day = |parts: [&str; 3]| match field::day_in_parts(parts) {
            Ok(Some(day)) if day.epoch() > today.epoch() + DAYS_AHEAD => Err(Problem::InTheFuture),
            Ok(day) => day.ok_or(Problem::Missing),
            Err(problem) => Err(problem),
        };
        let from = problems.check("from", day(typed.from));
        let to = match day(typed.to) {
            Ok(last) if last < today || from.is_some_and(|first| last < first) => Err(Problem::InThePast),
            other => other,
        };
        let to = problems.check("to", to);
        let all =
            (|| Some(Self::Approve(Approval::Referral { number: number?, visits: visits?, from: from?, to: to? })))();
        problems.into_result(all)
    }

    /// Reads the form of prescriptions: for each an answer, and where it is a no, why. Whether these are all of them is for
    /// the server to say.
    pub fn decide(typed: &DrugsTyped<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let of = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
        let mut read: Vec<Option<DrugAnswer>> = Vec::new();
        for (place, outcome) in typed.outcomes.iter().enumerate() {
            let number = i16::try_from(place).unwrap_or(i16::MAX);
            let names = [format!("why[{place}]"), format!("words[{place}]")];
            read.push(match outcome.as_str() {
                "approved" => Some((number, None)),
                "declined" => {
                    let (why, words) = (of(typed.whys, place), of(typed.words, place));
                    let why = refusing(&mut problems, [&names[0], &names[1]], &why, &words);
                    why.map(|why| (number, Some(why)))
                }
                _ => problems.check(&format!("outcome[{place}]"), Err(Problem::NotAChoice)),
            });
        }
        if read.is_empty() {
            problems.check::<()>("outcome[0]", Err(Problem::NotAChoice));
        }
        let all = read.into_iter().collect::<Option<Vec<_>>>();
        problems.into_result(all.map(|drugs| Self::Approve(Approval::Drugs(drugs))))
    }
}

/// Words to a patient, in a field of that name.
fn said(words: &str, may_be_empty: bool) -> Result<String, Vec<FieldProblem>> {
    match field::long_text(words, WORDS_MOST) {
        Err(Problem::Missing) if may_be_empty => Ok(String::new()),
        other => other.map_err(|problem| vec![FieldProblem::new("words", problem)]),
    }
}

/// A reason and its words, by the names of their fields.
fn refusing(problems: &mut Problems, names: [&str; 2], reason: &str, words: &str) -> Option<(Refusing, String)> {
    let reason = problems.check(names[0], Refusing::from_code(reason).ok_or(Problem::NotAChoice));
    let words = match field::long_text(words, WORDS_MOST) {
        Err(Problem::Missing) if !reason.is_some_and(Refusing::needs_words) => Ok(String::new()),
        other => other,
    };
    let words = problems.check(names[1], words);
    reason.zip(words)
}

/// A time as it was typed. Has no `Debug`.
#[derive(Clone, Copy, Default)]
pub struct TimeTyped<'a> {
    /// Month, day, year: `time1_month`, `time1_day`, `time1_year`.
    pub day: [&'a str; 3],
    /// `time1_clock`: `14:30` as an input of type `time` sends it, or `2:30 pm` as it is typed where there is none.
    pub clock: &'a str,
    /// `time1_minutes`.
    pub minutes: &'a str,
    /// `time1_way`: a word of [`VisitKind`].
    pub way: &'a str,
    /// `time1_place`; may be empty.
    pub place: &'a str,
}

/// How long a visit takes at least and at most, in minutes.
const MINUTES: std::ops::RangeInclusive<u16> = 5..=480;

/// The minute of a day, from what was typed as a time.
fn minute_of_day(typed: &str) -> Result<u16, Problem> {
    let typed = typed.trim().to_ascii_lowercase();
    if typed.is_empty() {
        return Err(Problem::Missing);
    }
    let letters: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let (digits, half) = match (letters.strip_suffix("am"), letters.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        (None, None) => (letters.as_str(), None),
    };
    // An input of type `time` may send seconds, too.
    let mut parts = digits.split(':');
    let mut number = |default: Option<u16>| match parts.next() {
        Some(part) if (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()) => part.parse().ok(),
        Some(_) => None,
        None => default,
    };
    // "2 pm" is a time; "2" is none.
    let (hour, minute, second) = (number(None), number(half.map(|_| 0)), number(Some(0)));
    if parts.next().is_some() {
        return Err(Problem::NotAChoice);
    }
    let hour = match (hour, half) {
        (Some(hour), Some(half)) if (1..=12).contains(&hour) => Some(hour % 12 + half),
        (Some(hour), None) if hour < 24 => Some(hour),
        _ => None,
    };
    let minute = minute.filter(|minute| *minute < 60 && second.is_some_and(|second| second < 60));
    hour.zip(minute).map(|(hour, minute)| hour * 60 + minute).ok_or(Problem::NotAChoice)
}

impl TimeTyped<'_> {
    /// Whether neither a day nor a time was typed: the others may have a first choice.
    fn is_empty(&self) -> bool {
        self.day.iter().all(|part| part.trim().is_empty()) && self.clock.trim().is_empty()
    }

    fn parse(&self, problems: &mut Problems, name: &str, today: Day) -> Option<ProposedTime> {
        let day = match field::day_in_parts(self.day) {
            Ok(None) => Err(Problem::Missing),
            Ok(Some(day)) if day < today => Err(Problem::InThePast),
            Ok(Some(day)) if day.epoch() > today.epoch() + DAYS_AHEAD => Err(Problem::InTheFuture),
            Ok(Some(day)) => Ok(day),
            Err(problem) => Err(problem),
        };
        let day = problems.check(name, day);
        let minute = problems.check(&format!("{name}_clock"), minute_of_day(self.clock));
        let minutes = match self.minutes.trim().parse::<u16>() {
            Ok(minutes) if MINUTES.contains(&minutes) => Ok(minutes),
            _ => Err(Problem::NotAChoice),
        };
        let minutes = problems.check(&format!("{name}_minutes"), minutes);
        let way = problems.check(&format!("{name}_way"), VisitKind::from_code(self.way).ok_or(Problem::NotAChoice));
        let place = match field::subject(self.place) {
            Err(Problem::Missing) => Ok(String::new()),
            other => other,
        };
        let place = problems.check(&format!("{name}_place"), place);
        Some(ProposedTime { day: day?, minute: minute?, minutes: minutes?, way: way?, place: place? })
    }
}

/// The form of an authorization as it was typed. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct AuthorizationTyped<'a> {
    /// `number`.
    pub number: &'a str,
    /// `visits`.
    pub visits: &'a str,
    /// Month, day, year: `from_month`, `from_day`, `from_year`.
    pub from: [&'a str; 3],
    /// Month, day, year: `to_month`, `to_day`, `to_year`.
    pub to: [&'a str; 3],
}

/// The answers to prescriptions as they were typed, in the order of their places. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct DrugsTyped<'a> {
    /// `outcome[0]` and so on: `approved` or `declined`.
    pub outcomes: &'a [String],
    /// `why[0]` and so on: words of [`Refusing`].
    pub whys: &'a [String],
    /// `words[0]` and so on.
    pub words: &'a [String],
}

/// What can be done with an ask at the desk, as its page offers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskMoveKind {
    /// Take it in hand.
    Review,
    /// Ask the patient for something.
    NeedInfo,
    /// Propose times.
    Propose,
    /// Say yes.
    Approve,
    /// Say no.
    Decline,
    /// Count a visit of an authorization.
    CountVisit,
    /// Close it: what was asked for has happened.
    Done,
    /// Say something.
    Comment,
}

impl DeskMoveKind {
    /// All of them, in the order offered.
    pub const ALL: [Self; 8] = [
        Self::Review,
        Self::NeedInfo,
        Self::Propose,
        Self::Approve,
        Self::Decline,
        Self::CountVisit,
        Self::Done,
        Self::Comment,
    ];

    /// The word by which a page names it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::NeedInfo => "need_info",
            Self::Propose => "propose",
            Self::Approve => "approve",
            Self::Decline => "decline",
            Self::CountVisit => "count_visit",
            Self::Done => "done",
            Self::Comment => "comment",
        }
    }

    /// The move of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-23".parse().unwrap()
    }

    fn wrong(read: Result<DeskAskMove, Vec<FieldProblem>>) -> Vec<(String, Problem)> {
        read.err().unwrap_or_default().into_iter().map(|p| (p.field, p.problem)).collect()
    }

    fn one(field: &str, problem: Problem) -> Vec<(String, Problem)> {
        vec![(field.to_owned(), problem)]
    }

    #[test]
    fn r_7_1_a_no_has_a_reason_and_where_that_says_nothing_words() {
        assert!(DeskAskMove::decline("needs_visit", "").is_ok());
        assert!(DeskAskMove::decline("other", "We have moved.").is_ok());
        assert_eq!(wrong(DeskAskMove::decline("other", " ")), one("words", Problem::Missing));
        assert_eq!(wrong(DeskAskMove::decline("", "")), one("reason", Problem::NotAChoice));
        assert_eq!(wrong(DeskAskMove::need_info("")), one("words", Problem::Missing));
        assert_eq!(wrong(DeskAskMove::comment(" ")), one("words", Problem::Missing));
        assert!(DeskAskMove::done("").is_ok());
        assert_eq!(wrong(DeskAskMove::done(&"x".repeat(1_001))), one("words", Problem::TooLong(1_000)));
    }

    #[test]
    fn times_of_day_are_read_as_people_type_them() {
        for (typed, minute) in [
            ("14:30", 870),
            ("14:30:00", 870),
            ("2:30 pm", 870),
            ("2:30 P.M.", 870),
            ("2 pm", 840),
            ("12 am", 0),
            ("12:05 pm", 725),
            ("00:00", 0),
            ("9:05", 545),
            ("23:59", 1_439),
        ] {
            assert_eq!(minute_of_day(typed), Ok(minute), "{typed}");
        }
        assert_eq!(minute_of_day(" "), Err(Problem::Missing));
        for typed in
            ["2", "24:00", "13 pm", "0 am", "9:60", "9:05:60", "9:5:5:5", "noon", "9:5x", "-1:00", "123:00", "pm"]
        {
            assert_eq!(minute_of_day(typed), Err(Problem::NotAChoice), "{typed}");
        }
    }

    #[test]
    fn an_office_proposes_up_to_three_times() {
        let time = TimeTyped {
            day: ["11", "30", "2026"],
            clock: "9:30",
            minutes: "20",
            way: "video",
            place: " A  link follows ",
        };
        // What is chosen at first in a row that nobody has filled in is no time.
        let empty = TimeTyped { minutes: "30", way: "in_person", ..TimeTyped::default() };
        let Ok(DeskAskMove::Propose(read)) = DeskAskMove::propose(&[empty, time, empty], today()) else {
            panic!("one time")
        };
        assert_eq!((read.len(), read[0].minute, read[0].place.as_str()), (1, 570, "A link follows"));
        assert_eq!(wrong(DeskAskMove::propose(&[empty; 3], today())), one("time1", Problem::Missing));
        let past = TimeTyped { day: ["11", "22", "2026"], ..time };
        assert_eq!(wrong(DeskAskMove::propose(&[time, past, empty], today())), one("time2", Problem::InThePast));
        let bad = TimeTyped { clock: "", minutes: "4", way: "", ..time };
        let fields: Vec<String> =
            wrong(DeskAskMove::propose(&[bad, empty, empty], today())).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["time1_clock", "time1_minutes", "time1_way"]);
    }

    #[test]
    fn r_7_10_an_authorization_has_number_visits_and_days() {
        let typed =
            AuthorizationTyped { number: "A-1", visits: "6", from: ["11", "1", "2026"], to: ["11", "23", "2026"] };
        assert!(DeskAskMove::authorize(&typed, today()).is_ok());
        for visits in ["0", "1000", "-1", "many"] {
            let typed = AuthorizationTyped { visits, ..typed };
            assert_eq!(wrong(DeskAskMove::authorize(&typed, today())), one("visits", Problem::NotAChoice), "{visits}");
        }
        for to in [["10", "31", "2026"], ["11", "22", "2026"]] {
            let typed = AuthorizationTyped { to, ..typed };
            assert_eq!(wrong(DeskAskMove::authorize(&typed, today())), one("to", Problem::InThePast), "{to:?}");
        }
        let empty = AuthorizationTyped { number: "", visits: "", from: ["", "", ""], to: ["", "", ""] };
        let fields: Vec<String> =
            wrong(DeskAskMove::authorize(&empty, today())).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["number", "visits", "from", "to"]);
    }

    #[test]
    fn r_7_7_each_prescription_has_its_own_answer() {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let (outcomes, whys) = (list(&["approved", "declined"]), list(&["", "needs_visit"]));
        let typed = DrugsTyped { outcomes: &outcomes, whys: &whys, words: &[] };
        let Ok(DeskAskMove::Approve(Approval::Drugs(read))) = DeskAskMove::decide(&typed) else {
            panic!("two answers")
        };
        assert!(read == [(0, None), (1, Some((Refusing::NeedsVisit, String::new())))]);
        let (outcomes, whys) = (list(&["", "declined", "declined"]), list(&["", "", "other"]));
        let bad = DrugsTyped { outcomes: &outcomes, whys: &whys, words: &[] };
        let fields: Vec<String> = wrong(DeskAskMove::decide(&bad)).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["outcome[0]", "why[1]", "words[2]"]);
        assert!(DeskAskMove::decide(&DrugsTyped { outcomes: &[], whys: &[], words: &[] }).is_err());
    }
}
