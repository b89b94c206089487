//! What a patient's forms about representatives say, read and judged.

use super::Rights;
use crate::day::Day;
use crate::enrollment::ContactAnswer;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{IntentKey, PracticeId};

/// A day from three fields that may all be empty; one that is over is none.
fn coming_day(parts: [&str; 3], today: Day) -> Result<Option<Day>, Problem> {
    match field::day_in_parts(parts)? {
        Some(date) if date < today => Err(Problem::InThePast),
        date => Ok(date),
    }
}

/// The boxes of a form of switches.
fn boxes(rights: &[String]) -> Result<Rights, Problem> {
    Rights::parse(rights.iter().map(String::as_str)).ok_or(Problem::NotAChoice)
}

/// The form by which a patient names somebody, as it was typed. Has no `Debug`: it never reaches a log.
#[derive(Clone, Copy)]
pub struct GrantStart<'a> {
    /// Given name.
    pub given: &'a str,
    /// Family name.
    pub family: &'a str,
    /// Birth date: month, day, year.
    pub born: [&'a str; 3],
    /// E-mail or text.
    pub channel: &'a str,
    /// The address, if it is e-mail.
    pub email: &'a str,
    /// The number, if it is text.
    pub phone: &'a str,
    /// The practice whose office puts it in force.
    pub practice: &'a str,
    /// The boxes that are ticked.
    pub rights: &'a [String],
    /// The last day, or nothing: month, day, year.
    pub ends: [&'a str; 3],
    /// Made once per grant.
    pub intent: &'a str,
}

/// A grant that a patient begins. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct NewGrant {
    /// The representative's given name.
    pub given: String,
    /// The family name.
    pub family: String,
    /// The birth date.
    pub born: Day,
    /// How to reach her.
    pub reach: ContactAnswer,
    /// The practice whose office puts it in force.
    pub practice: PracticeId,
    /// The switches.
    pub rights: Rights,
    /// The last day.
    pub ends: Option<Day>,
    /// Made once per grant.
    pub intent: IntentKey,
}

impl NewGrant {
    /// Reads the form. A grant that gives nothing is none.
    pub fn parse(form: GrantStart<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let given = problems.check("given", field::person_name(form.given));
        let family = problems.check("family", field::person_name(form.family));
        let [month, day, year] = form.born;
        let born = problems.check("born", field::birth_date(year, month, day, today));
        let reach = problems.all(ContactAnswer::parse(form.channel, form.email, form.phone));
        let practice = problems.check("practice", form.practice.parse().map_err(|_| Problem::NotAChoice));
        let rights = boxes(form.rights);
        let rights = rights.and_then(|rights| if rights.is_empty() { Err(Problem::Missing) } else { Ok(rights) });
        let rights = problems.check("rights", rights);
        let ends = problems.check("ends", coming_day(form.ends, today));
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            Some(Self {
                given: given?,
                family: family?,
                born: born?,
                reach: reach?,
                practice: practice?,
                rights: rights?,
                ends: ends?,
                intent: intent?,
            })
        })();
        problems.into_result(all)
    }
}

/// Switches to be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switching {
    /// Those that are to be on.
    pub rights: Rights,
    /// Made once per change.
    pub intent: IntentKey,
}

impl Switching {
    /// Reads the form: the boxes that are ticked. None at all is an answer, too.
    pub fn parse(rights: &[String], intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let rights = problems.check("rights", boxes(rights));
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { rights: rights?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// A last day to be set, or to be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastDay(pub Option<Day>);

impl LastDay {
    /// Reads the form; `today` is the clinic's.
    pub fn parse(month: &str, day: &str, year: &str, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let last = problems.check("ends", coming_day([month, day, year], today));
        problems.into_result(last.map(Self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::representative::{Capability, Right};

    const INTENT: &str = "01900000-0000-7000-8000-000000000009";
    const PRACTICE: &str = "01900000-0000-7000-8000-000000000008";

    fn today() -> Day {
        "2026-11-23".parse().unwrap()
    }

    fn form(rights: &[String]) -> GrantStart<'_> {
        GrantStart {
            given: "June",
            family: "Rivera",
            born: ["5", "17", "1980"],
            channel: "email",
            email: "june@example.org",
            phone: "",
            practice: PRACTICE,
            rights,
            ends: ["", "", ""],
            intent: INTENT,
        }
    }

    #[test]
    fn a_new_grant_says_all_that_is_wrong_with_it_at_once() {
        let rights = ["messages.act".to_owned()];
        let Ok(new) = NewGrant::parse(form(&rights), today()) else { panic!("a whole form") };
        assert!(new.rights.has(Capability::Messages, Right::Read) && new.ends.is_none());
        let wrong = GrantStart {
            given: "",
            born: ["2", "30", "1980"],
            channel: "",
            practice: "x",
            rights: &[],
            ends: ["11", "22", "2026"],
            ..form(&rights)
        };
        let fields: Vec<String> =
            NewGrant::parse(wrong, today()).err().unwrap_or_default().into_iter().map(|p| p.field).collect();
        assert_eq!(fields, ["given", "born", "channel", "practice", "rights", "ends"]);
    }

    #[test]
    fn a_last_day_is_today_at_the_earliest_or_none() {
        assert_eq!(LastDay::parse("", " ", "", today()), Ok(LastDay(None)));
        assert_eq!(LastDay::parse("11", "23", "2026", today()), Ok(LastDay(Some(today()))));
        for (date, problem) in [(["11", "22", "2026"], Problem::InThePast), (["13", "1", "2027"], Problem::NotADate)] {
            let [month, day, year] = date;
            let told = LastDay::parse(month, day, year, today()).unwrap_err();
            assert_eq!((told[0].field.as_str(), told[0].problem), ("ends", problem));
        }
    }

    #[test]
    fn no_box_at_all_is_an_answer_and_a_box_of_nobody_is_none() {
        assert_eq!(Switching::parse(&[], INTENT).map(|s| s.rights), Ok(Rights::NONE));
        assert!(Switching::parse(&["secrets.read".to_owned()], INTENT).is_err());
    }
}
