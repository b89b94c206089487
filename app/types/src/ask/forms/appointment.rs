//! The form for an appointment, and the one by which none of its times is taken.

use super::{DAYS_AHEAD, WORDS_MOST, optional};
use crate::ask::{AskForm, NewAsk, PartOfDay, TIMES_MOST, VisitKind, Window, is_urgent};
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{IntentKey, ProviderId};

/// Most characters of what is said about access.
const ACCESS_MOST: u32 = 500;

/// A window of time as it was typed. Has no `Debug`.
#[derive(Clone, Copy, Default)]
pub struct WindowTyped<'a> {
    /// Month, day, year: `window1_month`, `window1_day`, `window1_year`.
    pub day: [&'a str; 3],
    /// When on it: `window1_part`.
    pub part: &'a str,
}

/// The windows that are filled in; their fields are called `window1` to `window3`. There must be one.
fn windows(problems: &mut Problems, typed: &[WindowTyped<'_>; TIMES_MOST], today: Day) -> Option<Vec<Window>> {
    let mut read: Vec<Window> = Vec::new();
    let mut whole = true;
    for (place, window) in typed.iter().enumerate() {
        let name = format!("window{}", place + 1);
        let day = match field::day_in_parts(window.day) {
            Ok(None) => continue,
            Ok(Some(day)) if day <= today => Err(Problem::InThePast),
            Ok(Some(day)) if day.epoch() > today.epoch() + DAYS_AHEAD => Err(Problem::InTheFuture),
            Ok(Some(day)) => Ok(day),
            Err(problem) => Err(problem),
        };
        let part = match window.part.trim() {
            "" => Ok(PartOfDay::Any),
            word => PartOfDay::from_code(word).ok_or(Problem::NotAChoice),
        };
        let day = problems.check(&name, day);
        let part = problems.check(&format!("{name}_part"), part);
        match day.zip(part).map(|(day, part)| Window { day, part }) {
            Some(window) if read.contains(&window) => {
                whole = false;
                problems.check::<()>(&name, Err(Problem::SameAsOther));
            }
            Some(window) => read.push(window),
            None => whole = false,
        }
    }
    if whole && read.is_empty() {
        problems.check::<()>("window1", Err(Problem::Missing));
    }
    (whole && !read.is_empty()).then_some(read)
}

/// The form for an appointment as it was typed. Has no `Debug`: it never reaches a log.
#[derive(Clone, Copy)]
pub struct AppointmentTyped<'a> {
    /// `pool`.
    pub pool: &'a str,
    /// `provider`; empty for whoever it is.
    pub provider: &'a str,
    /// `reason`.
    pub reason: &'a str,
    /// `visit`: a word of [`VisitKind`].
    pub visit: &'a str,
    /// `window1` to `window3`.
    pub windows: [WindowTyped<'a>; TIMES_MOST],
    /// `interpreter`.
    pub interpreter: &'a str,
    /// `access`.
    pub access: &'a str,
    /// Whether `acknowledged` is ticked: that this is for nothing urgent.
    pub acknowledged: bool,
    /// Whether `urgent` is ticked, which stands there once urgent words were found.
    pub urgent: bool,
    /// `intent`.
    pub intent: &'a str,
}

impl NewAsk {
    /// Reads the form for an appointment; `today` is the clinic's. Urgent words must have been seen.
    pub fn appointment(form: &AppointmentTyped<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let agreed = |ticked: bool| if ticked { Ok(()) } else { Err(Problem::NotAgreed) };
        let acknowledged = problems.check("acknowledged", agreed(form.acknowledged));
        let pool = problems.check("pool", form.pool.parse().map_err(|_| Problem::NotAChoice));
        let provider = match form.provider.trim() {
            "" => Ok(None),
            id => id.parse::<ProviderId>().map(Some).map_err(|_| Problem::NotAChoice),
        };
        let provider = problems.check("provider", provider);
        let reason = problems.check("reason", field::long_text(form.reason, WORDS_MOST));
        let calm = !is_urgent(form.reason) && !is_urgent(form.access);
        let urgent = problems.check("urgent", agreed(form.urgent || calm));
        let visit = problems.check("visit", VisitKind::from_code(form.visit).ok_or(Problem::NotAChoice));
        let windows = windows(&mut problems, &form.windows, today);
        let interpreter = problems.check("interpreter", optional(field::label(form.interpreter)));
        let access = problems.check("access", optional(field::long_text(form.access, ACCESS_MOST)));
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            acknowledged?;
            urgent?;
            let form = AskForm::Appointment {
                reason: reason?,
                visit: visit?,
                windows: windows?,
                interpreter: interpreter.map(|language| (!language.is_empty()).then_some(language))?,
                access: access?,
            };
            Some(Self {
                pool: pool?,
                provider: provider?,
                form,
                drugs: Vec::new(),
                late: false,
                files: Vec::new(),
                intent: intent?,
            })
        })();
        problems.into_result(all)
    }
}

/// The form by which none of the times is taken, as it was typed. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct AgainTyped<'a> {
    /// `window1` to `window3`.
    pub windows: [WindowTyped<'a>; TIMES_MOST],
    /// `words`; may be empty.
    pub words: &'a str,
    /// `intent`.
    pub intent: &'a str,
}

/// Other windows of time, because none of the times suits. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct TimesAgain {
    /// When it would suit, the dearest first.
    pub windows: Vec<Window>,
    /// Something to be said with it; may be empty.
    pub words: String,
    /// Made once per answer.
    pub intent: IntentKey,
}

impl TimesAgain {
    /// Reads the form; `today` is the clinic's.
    pub fn parse(form: &AgainTyped<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let windows = windows(&mut problems, &form.windows, today);
        let words = problems.check("words", optional(field::long_text(form.words, WORDS_MOST)));
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { windows: windows?, words: words?, intent: intent? }))();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ask::forms::given::{INTENT, POOL, named, today, wrong};

    fn visit<'a>() -> AppointmentTyped<'a> {
        AppointmentTyped {
            pool: POOL,
            provider: "",
            reason: "My knee has hurt since summer.",
            visit: "in_person",
            windows: [
                WindowTyped { day: ["11", "30", "2026"], part: "morning" },
                WindowTyped::default(),
                WindowTyped { day: ["12", "1", "2026"], part: "" },
            ],
            interpreter: " Portuguese ",
            access: "",
            acknowledged: true,
            urgent: false,
            intent: INTENT,
        }
    }

    #[test]
    fn an_appointment_is_asked_for_with_windows_of_time() {
        let read = NewAsk::appointment(&visit(), today()).unwrap();
        let AskForm::Appointment { windows, interpreter, access, visit: way, .. } = read.form else {
            panic!("an appointment")
        };
        let parts: Vec<(String, PartOfDay)> = windows.iter().map(|w| (w.day.to_string(), w.part)).collect();
        assert_eq!(parts, [("2026-11-30".to_owned(), PartOfDay::Morning), ("2026-12-01".to_owned(), PartOfDay::Any)]);
        assert_eq!((interpreter.as_deref(), access.as_str(), way), (Some("Portuguese"), "", VisitKind::InPerson));
        assert!(read.provider.is_none() && read.drugs.is_empty());
        let named = NewAsk::appointment(&AppointmentTyped { provider: POOL, ..visit() }, today()).unwrap();
        assert_eq!(named.provider, POOL.parse().ok());
    }

    #[test]
    fn an_appointment_says_all_that_is_wrong_with_it_at_once() {
        let all = AppointmentTyped {
            pool: "x",
            provider: "x",
            reason: " ",
            visit: "",
            windows: [WindowTyped::default(); TIMES_MOST],
            interpreter: "x".repeat(61).leak(),
            access: "x".repeat(501).leak(),
            acknowledged: false,
            urgent: false,
            intent: "",
        };
        assert_eq!(
            wrong(NewAsk::appointment(&all, today())),
            named(&[
                ("acknowledged", Problem::NotAgreed),
                ("pool", Problem::NotAChoice),
                ("provider", Problem::NotAChoice),
                ("reason", Problem::Missing),
                ("visit", Problem::NotAChoice),
                ("window1", Problem::Missing),
                ("interpreter", Problem::TooLong(60)),
                ("access", Problem::TooLong(500)),
                ("intent", Problem::Missing),
            ])
        );
    }

    #[test]
    fn windows_are_from_tomorrow_to_a_year_ahead_and_no_two_alike() {
        let window = |month, day, year, part| WindowTyped { day: [month, day, year], part };
        let read = |windows| NewAsk::appointment(&AppointmentTyped { windows, ..visit() }, today());
        let none = WindowTyped::default;
        for (one, problem) in [
            (window("11", "23", "2026", ""), Problem::InThePast),
            (window("11", "25", "2027", ""), Problem::InTheFuture),
            (window("2", "30", "2027", ""), Problem::NotADate),
            (window("", "30", "2027", ""), Problem::NotADate),
        ] {
            assert_eq!(wrong(read([one, none(), none()])), named(&[("window1", problem)]));
        }
        assert!(read([none(), none(), window("11", "24", "2026", "any")]).is_ok(), "any of them will do");
        assert!(read([window("11", "24", "2027", ""), none(), none()]).is_ok());
        let twice = [window("12", "1", "2026", ""), window("12", "01", "2026", "any"), none()];
        assert_eq!(wrong(read(twice)), named(&[("window2", Problem::SameAsOther)]));
        let other = [window("12", "1", "2026", "morning"), window("12", "1", "2026", "afternoon"), none()];
        assert!(read(other).is_ok());
        let part = [window("12", "1", "2026", "noon"), none(), none()];
        assert_eq!(wrong(read(part)), named(&[("window1_part", Problem::NotAChoice)]));
    }

    #[test]
    fn r_7_4_urgent_words_must_have_been_seen() {
        let chest = AppointmentTyped { reason: "I have chest pain.", ..visit() };
        assert_eq!(wrong(NewAsk::appointment(&chest, today())), named(&[("urgent", Problem::NotAgreed)]));
        assert!(NewAsk::appointment(&AppointmentTyped { urgent: true, ..chest }, today()).is_ok());
    }
}
