//! What a patient's forms say, read and judged. The browser calls it before it sends, the server when it arrives.

use super::{
    AskForm, DRUGS_MOST, DrugWish, NewAsk, PartOfDay, Pharmacy, TIMES_MOST, VisitKind, Window, urgent::is_urgent,
};
use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{IntentKey, ProviderId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// For how many days ahead something can be asked.
const DAYS_AHEAD: i64 = 366;

/// For at most how many days there is something left.
const DAYS_LEFT_MOST: u16 = 365;

/// Most characters of a reason, a note, a comment.
const WORDS_MOST: u32 = 1_000;

/// Most characters of what is said about access.
const ACCESS_MOST: u32 = 500;

/// What need not be filled in.
fn optional<T: Default>(parsed: Result<T, Problem>) -> Result<T, Problem> {
    match parsed {
        Err(Problem::Missing) => Ok(T::default()),
        other => other,
    }
}

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

/// The form for prescriptions anew as it was typed. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct RenewalTyped<'a> {
    /// `pool`.
    pub pool: &'a str,
    /// `drugs[0]` and so on: the boxes that are ticked.
    pub drugs: &'a [String],
    /// `days[…]`: days left, by [`days_key`]; those of boxes that are not ticked say nothing.
    pub days: &'a BTreeMap<String, String>,
    /// `pharmacy_name`, `pharmacy_phone`, `pharmacy_line`.
    pub pharmacy: [&'a str; 3],
    /// `note`.
    pub note: &'a str,
    /// `intent`.
    pub intent: &'a str,
}

/// The form for a referral's authorization as it was typed. Has no `Debug`.
#[derive(Clone, Copy)]
pub struct ReferralTyped<'a> {
    /// `pool`.
    pub pool: &'a str,
    /// `specialist`.
    pub specialist: &'a str,
    /// `reason`.
    pub reason: &'a str,
    /// `plan`.
    pub plan: &'a str,
    /// Month, day, year: `visit_month`, `visit_day`, `visit_year`.
    pub visit: [&'a str; 3],
    /// `note`.
    pub note: &'a str,
    /// Whether `late` is ticked, which stands there once the visit comes too soon.
    pub late: bool,
    /// `intent`.
    pub intent: &'a str,
}

/// What stands for a drug in the brackets of `days[…]`. It begins with a letter: what begins with a digit is read as a
/// place in a list.
pub fn days_key(drug: Uuid) -> String {
    format!("of-{}", drug.hyphenated())
}

/// Days left of a medicine as they were typed.
fn days_left(typed: &str) -> Result<Option<u16>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        number => match number.parse::<u16>() {
            Ok(days) if days <= DAYS_LEFT_MOST => Ok(Some(days)),
            _ => Err(Problem::NotAChoice),
        },
    }
}

/// The prescriptions that are ticked, each once.
fn drugs(problems: &mut Problems, form: &RenewalTyped<'_>) -> Option<Vec<DrugWish>> {
    let mut ids: Vec<Uuid> = Vec::new();
    for word in form.drugs {
        match Uuid::try_parse(word.trim()) {
            Ok(id) if ids.contains(&id) => {}
            Ok(id) => ids.push(id),
            Err(_) => return problems.check("drugs", Err(Problem::NotAChoice)),
        }
    }
    if ids.is_empty() {
        return problems.check("drugs", Err(Problem::Missing));
    }
    if ids.len() > DRUGS_MOST {
        return problems.check("drugs", Err(Problem::NotAChoice));
    }
    let wishes: Vec<Option<DrugWish>> = ids
        .into_iter()
        .map(|drug| {
            let key = days_key(drug);
            let typed = form.days.get(&key).map(String::as_str).unwrap_or_default();
            let days_left = problems.check(&format!("days[{key}]"), days_left(typed))?;
            Some(DrugWish { drug, days_left })
        })
        .collect();
    wishes.into_iter().collect()
}

/// The pharmacy: nothing at all, or a name and what else is known of it.
fn pharmacy(problems: &mut Problems, [name, phone, line]: [&str; 3]) -> Option<Pharmacy> {
    let phone = problems.check("pharmacy_phone", optional(field::phone(phone)));
    let line = problems.check("pharmacy_line", optional(field::subject(line)));
    let named = match field::subject(name) {
        // Of a phone number alone nobody can tell whose it is.
        Err(Problem::Missing)
            if phone.as_ref().zip(line.as_ref()).is_some_and(|(p, l)| p.is_empty() && l.is_empty()) =>
        {
            Ok(String::new())
        }
        other => other,
    };
    let name = problems.check("pharmacy_name", named);
    Some(Pharmacy { name: name?, phone: phone?, line: line? })
}

/// The day of a visit that a referral is for: within a year, either way.
fn visit_day(parts: [&str; 3], today: Day) -> Result<Day, Problem> {
    let day = field::day_in_parts(parts)?.ok_or(Problem::Missing)?;
    match day.epoch() - today.epoch() {
        ahead if ahead > DAYS_AHEAD => Err(Problem::InTheFuture),
        ahead if ahead < -DAYS_AHEAD => Err(Problem::InThePast),
        _ => Ok(day),
    }
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

    /// Reads the form for prescriptions anew. Which of them can be had anew is for the server to say.
    pub fn renewal(form: &RenewalTyped<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let drugs = drugs(&mut problems, form);
        let pool = problems.check("pool", form.pool.parse().map_err(|_| Problem::NotAChoice));
        let pharmacy = pharmacy(&mut problems, form.pharmacy);
        let note = problems.check("note", optional(field::long_text(form.note, WORDS_MOST)));
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            let form = AskForm::Renewal { pharmacy: pharmacy?, note: note? };
            Some(Self {
                pool: pool?,
                provider: None,
                form,
                drugs: drugs?,
                late: false,
                files: Vec::new(),
                intent: intent?,
            })
        })();
        problems.into_result(all)
    }

    /// Reads the form for a referral's authorization; `today` is the clinic's. That a visit is over or today must be known
    /// whether it comes before the office's answer is for the server to ask, with [`NewAsk::must_know`].
    pub fn referral(form: &ReferralTyped<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let pool = problems.check("pool", form.pool.parse().map_err(|_| Problem::NotAChoice));
        let specialist = problems.check("specialist", field::subject(form.specialist));
        let reason = problems.check("reason", field::long_text(form.reason, WORDS_MOST));
        let plan = problems.check("plan", field::subject(form.plan));
        let visit_on = problems.check("visit", visit_day(form.visit, today));
        let known = form.late || visit_on.is_none_or(|day| TooSoon::of(day, today, today).is_none());
        let late = problems.check("late", if known { Ok(form.late) } else { Err(Problem::NotAgreed) });
        let note = problems.check("note", optional(field::long_text(form.note, WORDS_MOST)));
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            let form = AskForm::Referral {
                specialist: specialist?,
                reason: reason?,
                plan: plan?,
                visit_on: visit_on?,
                note: note?,
            };
            Some(Self {
                pool: pool?,
                provider: None,
                form,
                drugs: Vec::new(),
                late: late?,
                files: Vec::new(),
                intent: intent?,
            })
        })();
        problems.into_result(all)
    }
}

/// Why a visit comes too soon for an authorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TooSoon {
    /// It is over, or today: that is usually refused.
    Retroactive,
    /// It comes before the day by which the office answers.
    BeforeAnswer,
}

impl TooSoon {
    /// Of a visit; `due` is the day by which the office answers what is sent today.
    pub fn of(visit_on: Day, today: Day, due: Day) -> Option<Self> {
        if visit_on <= today {
            Some(Self::Retroactive)
        } else if visit_on < due {
            Some(Self::BeforeAnswer)
        } else {
            None
        }
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

/// Something said about an ask, from either side. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct AskComment {
    /// `words`: 1 to 1,000 characters.
    pub words: String,
    /// Made once per comment.
    pub intent: IntentKey,
}

impl AskComment {
    /// Reads the form.
    pub fn parse(words: &str, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let words = problems.check("words", field::long_text(words, WORDS_MOST));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { words: words?, intent: intent? }))();
        problems.into_result(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POOL: &str = "01900000-0000-7000-8000-000000000008";
    const INTENT: &str = "01900000-0000-7000-8000-000000000009";
    const DRUG: &str = "01900000-0000-7000-8000-00000000000a";

    fn today() -> Day {
        "2026-11-23".parse().unwrap()
    }

    fn wrong(read: Result<NewAsk, Vec<FieldProblem>>) -> Vec<(String, Problem)> {
        read.unwrap_err().into_iter().map(|p| (p.field, p.problem)).collect()
    }

    fn named(problems: &[(&str, Problem)]) -> Vec<(String, Problem)> {
        problems.iter().map(|(field, problem)| ((*field).to_owned(), *problem)).collect()
    }

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

    #[test]
    fn r_7_7_several_prescriptions_are_asked_for_at_once() {
        let other = "01900000-0000-7000-8000-00000000000b".to_owned();
        let drugs = [DRUG.to_owned(), other.clone(), DRUG.to_owned()];
        let key = |drug: &str| days_key(drug.parse().unwrap());
        let days = BTreeMap::from([(key(DRUG), " 12 ".to_owned()), ("never ticked".to_owned(), "x".to_owned())]);
        let form = RenewalTyped {
            pool: POOL,
            drugs: &drugs,
            days: &days,
            pharmacy: ["Mill Street Pharmacy", "413 555 0110", ""],
            note: "",
            intent: INTENT,
        };
        let read = NewAsk::renewal(&form).unwrap();
        let left: Vec<Option<u16>> = read.drugs.iter().map(|wish| wish.days_left).collect();
        assert_eq!(left, [Some(12), None], "each once");
        let pharmacy =
            Pharmacy { name: "Mill Street Pharmacy".to_owned(), phone: "4135550110".to_owned(), line: String::new() };
        assert!(read.form == AskForm::Renewal { pharmacy, note: String::new() });
        assert!(NewAsk::renewal(&RenewalTyped { pharmacy: ["", " ", ""], ..form }).is_ok(), "the office may know it");
        let days = BTreeMap::from([(key(&other), "366".to_owned())]);
        let left = format!("days[{}]", key(&other));
        let bad = RenewalTyped { days: &days, pharmacy: ["", "4135550110", ""], pool: "", ..form };
        assert_eq!(
            wrong(NewAsk::renewal(&bad)),
            named(&[
                (left.as_str(), Problem::NotAChoice),
                ("pool", Problem::NotAChoice),
                ("pharmacy_name", Problem::Missing),
            ])
        );
        assert_eq!(wrong(NewAsk::renewal(&RenewalTyped { drugs: &[], ..form })), named(&[("drugs", Problem::Missing)]));
        let many: Vec<String> = (0..21).map(|n| Uuid::from_u64_pair(1, n).to_string()).collect();
        let many = RenewalTyped { drugs: &many, ..form };
        assert_eq!(wrong(NewAsk::renewal(&many)), named(&[("drugs", Problem::NotAChoice)]));
    }

    #[test]
    fn r_7_9_a_visit_that_comes_too_soon_must_be_known() {
        let form = ReferralTyped {
            pool: POOL,
            specialist: "Dr. Amara Obi, cardiology",
            reason: "A second look at my heart.",
            plan: "Blue Plan 7",
            visit: ["11", "26", "2026"],
            note: "",
            late: false,
            intent: INTENT,
        };
        let due: Day = "2026-11-27".parse().unwrap();
        let soon = NewAsk::referral(&form, today()).unwrap();
        assert!(soon.must_know(today(), due) && !soon.must_know(today(), "2026-11-26".parse().unwrap()));
        assert!(!NewAsk::referral(&ReferralTyped { late: true, ..form }, today()).unwrap().must_know(today(), due));
        for over in [["11", "23", "2026"], ["11", "1", "2026"]] {
            let over = ReferralTyped { visit: over, ..form };
            assert_eq!(wrong(NewAsk::referral(&over, today())), named(&[("late", Problem::NotAgreed)]));
            assert!(NewAsk::referral(&ReferralTyped { late: true, ..over }, today()).is_ok());
        }
        let lacks = ReferralTyped { specialist: "", reason: "", plan: "", visit: ["", "", ""], ..form };
        assert_eq!(
            wrong(NewAsk::referral(&lacks, today())),
            named(&["specialist", "reason", "plan", "visit"].map(|field| (field, Problem::Missing)))
        );
        let day = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(TooSoon::of(today(), today(), due), Some(TooSoon::Retroactive));
        assert_eq!(TooSoon::of(day("2026-11-26"), today(), due), Some(TooSoon::BeforeAnswer));
        assert_eq!(TooSoon::of(due, today(), due), None);
    }
}
