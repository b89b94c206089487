//! What is typed in the steps of a form, read and judged. Kept as it is in a draft.

use super::{Identity, Needs, NewAttestation, NewOrder, OrderForm, OrderKind, PATIENTS_MAX};
use crate::account::Lang;
use crate::day::Day;
use crate::enrollment::ContactAnswer;
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::PatientId;
use crate::registry::Way;
use crate::representative::{Basis, Rights};
use serde::{Deserialize, Serialize};

/// A day as a desk types it, today at the latest.
pub(super) fn past_day(raw: &str, today: Day) -> Result<Day, Problem> {
    if raw.trim().is_empty() {
        return Err(Problem::Missing);
    }
    let day = field::typed_date(raw)?;
    if day > today { Err(Problem::InTheFuture) } else { Ok(day) }
}

/// A day as a desk types it that may be left out, today at the earliest.
pub(super) fn coming_day(raw: &str, today: Day) -> Result<Option<Day>, Problem> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    let day = field::typed_date(raw)?;
    if day < today { Err(Problem::InThePast) } else { Ok(Some(day)) }
}

/// Who is to act, as it was typed. Has no `Debug`: it never reaches a log.
#[derive(Clone, Copy)]
pub struct PersonForm<'a> {
    /// Given name.
    pub given: &'a str,
    /// Family name.
    pub family: &'a str,
    /// Birth date, as a desk types it.
    pub born: &'a str,
    /// E-mail or text.
    pub channel: &'a str,
    /// The address, if it is e-mail.
    pub email: &'a str,
    /// The number, if it is text.
    pub phone: &'a str,
    /// The person's language.
    pub lang: &'a str,
    /// The username, if the person has an account.
    pub username: &'a str,
    /// The record number, if the person is a patient here.
    pub mrn: &'a str,
}

/// Who is to act. Has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonAnswer {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date.
    pub born: Day,
    /// How to reach her.
    pub reach: ContactAnswer,
    /// Her language.
    pub lang: Lang,
    /// Her username, if she has an account.
    pub username: Option<String>,
    /// Her record number, if she is a patient here.
    pub mrn: Option<String>,
}

impl PersonAnswer {
    /// Reads the form; username and record number may be left out.
    pub fn parse(form: PersonForm<'_>, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let given = problems.check("given", field::person_name(form.given));
        let family = problems.check("family", field::person_name(form.family));
        let born = past_day(form.born, today);
        let born = born.and_then(|day| if day.year() < 1900 { Err(Problem::TooLongAgo) } else { Ok(day) });
        let born = problems.check("born", born);
        let reach = problems.all(ContactAnswer::parse(form.channel, form.email, form.phone));
        let lang = problems.check("lang", Lang::from_code(form.lang).ok_or(Problem::NotAChoice));
        let username = Some(form.username.trim().to_owned()).filter(|name| !name.is_empty());
        let mrn = match field::record_number(form.mrn) {
            Err(Problem::Missing) => Some(None),
            other => problems.check("mrn", other).map(Some),
        };
        let all = (|| {
            Some(Self { given: given?, family: family?, born: born?, reach: reach?, lang: lang?, username, mrn: mrn? })
        })();
        problems.into_result(all)
    }
}

/// For whom: those that stay on the form, and the record number of one more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientsAnswer {
    /// Those whose boxes are ticked.
    pub patients: Vec<PatientId>,
    /// One more: then the step stays open.
    pub add: Option<String>,
}

impl PatientsAnswer {
    /// Reads the form.
    pub fn parse(patients: Vec<PatientId>, add: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let mut ticked: Vec<PatientId> = Vec::new();
        for patient in patients {
            if !ticked.contains(&patient) {
                ticked.push(patient);
            }
        }
        let add = match field::record_number(add) {
            Err(Problem::Missing) => Some(None),
            other => problems.check("add", other).map(Some),
        };
        let several = ticked.len() + usize::from(matches!(add, Some(Some(_))));
        if several == 0 {
            problems.check::<()>("add", Err(Problem::Missing));
        } else if several > PATIENTS_MAX {
            problems.check::<()>("add", Err(Problem::TooLong(PATIENTS_MAX as u32)));
        }
        problems.into_result(add.map(|add| Self { patients: ticked, add }))
    }
}

/// On what ground, for each patient in the order of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroundsAnswer(pub Vec<Basis>);

/// The names of the questions, by the patient's place on the form.
pub const BASIS_FIELDS: [&str; PATIENTS_MAX] =
    ["basis-1", "basis-2", "basis-3", "basis-4", "basis-5", "basis-6", "basis-7", "basis-8"];

impl GroundsAnswer {
    /// Reads the form of so many patients.
    pub fn parse(chosen: &[String], patients: usize) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let grounds: Option<Vec<Basis>> = BASIS_FIELDS
            .iter()
            .take(patients)
            .enumerate()
            .map(|(n, name)| {
                let basis = chosen.get(n).and_then(|code| Basis::from_code(code));
                problems.check(name, basis.ok_or(Problem::NotAChoice))
            })
            // Not at the first that is missing: all are told at once.
            .collect::<Vec<_>>()
            .into_iter()
            .collect();
        problems.into_result(grounds.map(Self))
    }
}

/// What was seen at the desk. Has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PapersAnswer {
    /// How it is known who the representative is.
    pub identity: Identity,
    /// Where the paper or its scan is filed.
    pub filed: String,
    /// The court order.
    pub order: Option<NewOrder>,
    /// The attestation.
    pub attestation: Option<NewAttestation>,
}

impl PapersAnswer {
    /// Reads the form. What nobody on the form needs is read only if something of it was typed.
    pub fn parse(
        [identity, filed]: [&str; 2],
        [court, reference, order_on, order_until]: [&str; 4],
        [clinician, attested_on]: [&str; 2],
        needs: Needs,
        today: Day,
    ) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let identity = problems.check("identity", Identity::from_code(identity).ok_or(Problem::NotAChoice));
        let filed = problems.check("filed", field::label(filed));
        let typed = |fields: &[&str]| fields.iter().any(|field| !field.trim().is_empty());
        let order = if needs.order || typed(&[court, reference, order_on, order_until]) {
            let form = OrderForm {
                kind: OrderKind::Guardian.code(),
                grant: "",
                name: "-",
                court,
                reference,
                made_on: order_on,
                until: order_until,
                note: "",
            };
            problems.all(NewOrder::parse(form, today)).map(Some)
        } else {
            Some(None)
        };
        let attestation = if needs.attestation || typed(&[clinician, attested_on]) {
            problems.all(NewAttestation::read("attested_on", attested_on, clinician, "", today)).map(Some)
        } else {
            Some(None)
        };
        let all = (|| Some(Self { identity: identity?, filed: filed?, order: order?, attestation: attestation? }))();
        problems.into_result(all)
    }
}

/// The switches of each patient in the order of the form, and the last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchesAnswer {
    /// The switches; of who has none it says nothing.
    pub rights: Vec<Rights>,
    /// The last day, for adults.
    pub ends: Option<Day>,
}

impl SwitchesAnswer {
    /// Reads the form of so many patients. A box says whose it is first: `0.results.read`.
    pub fn parse(boxes: &[String], ends: &str, patients: usize, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let mut of: Vec<Vec<&str>> = vec![Vec::new(); patients];
        let mut strange = false;
        for ticked in boxes {
            let place = ticked.split_once('.').and_then(|(n, which)| Some((n.parse::<usize>().ok()?, which)));
            let Some((n, which)) = place else {
                strange = true;
                continue;
            };
            match of.get_mut(n) {
                Some(these) => these.push(which),
                None => strange = true,
            }
        }
        let rights: Option<Vec<Rights>> = of.into_iter().map(Rights::parse).collect();
        let rights = problems.check("rights", rights.filter(|_| !strange).ok_or(Problem::NotAChoice));
        let ends = problems.check("ends", coming_day(ends, today));
        let all = (|| Some(Self { rights: rights?, ends: ends? }))();
        problems.into_result(all)
    }
}

/// Reads the form of instructions for somebody who has no account yet: how they go out, to whom, in which language.
pub fn instructed(
    way: &str,
    email: &str,
    phone: &str,
    lang: &str,
) -> Result<(Way, Option<String>, Lang), Vec<FieldProblem>> {
    let mut problems = Problems::default();
    let way = problems.check("way", Way::from_code(way).ok_or(Problem::NotAChoice));
    let to = match way {
        Some(Way::Email) => problems.check("email", field::email(email)).map(Some),
        Some(Way::Text) => problems.check("phone", field::phone(phone)).map(Some),
        Some(Way::Letter) | None => Some(None),
    };
    let lang = problems.check("lang", Lang::from_code(lang).ok_or(Problem::NotAChoice));
    let all = (|| Some((way?, to?, lang?)))();
    problems.into_result(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::representative::{Capability, Right};

    fn today() -> Day {
        "2026-11-23".parse().unwrap()
    }

    fn fields<T>(read: Result<T, Vec<FieldProblem>>) -> Vec<String> {
        read.err().unwrap_or_default().into_iter().map(|p| p.field).collect()
    }

    #[test]
    fn a_person_is_named_whole() {
        let form = PersonForm {
            given: "June",
            family: "Rivera",
            born: "5/17/1980",
            channel: "text",
            email: "",
            phone: "413 555 0110",
            lang: "en",
            username: " ",
            mrn: "",
        };
        let Ok(read) = PersonAnswer::parse(form, today()) else { panic!("a whole form") };
        assert!(read.username.is_none() && read.mrn.is_none());
        let wrong = PersonForm { born: "5/17/2080", phone: "1", lang: "", mrn: "%", ..form };
        assert_eq!(fields(PersonAnswer::parse(wrong, today())), ["born", "phone", "lang", "mrn"]);
    }

    #[test]
    fn eight_patients_at_most_each_once() {
        let id = |n: u64| PatientId(uuid::Uuid::from_u64_pair(1, n));
        let twice = PatientsAnswer::parse(vec![id(1), id(2), id(1)], "").unwrap();
        assert_eq!(twice.patients, [id(1), id(2)]);
        assert_eq!(fields(PatientsAnswer::parse(Vec::new(), " ")), ["add"]);
        assert_eq!(PatientsAnswer::parse(Vec::new(), "MRN-1").unwrap().add.as_deref(), Some("MRN-1"));
        let eight: Vec<PatientId> = (0..8).map(id).collect();
        assert!(PatientsAnswer::parse(eight.clone(), "").is_ok());
        assert_eq!(fields(PatientsAnswer::parse(eight, "MRN-9")), ["add"]);
    }

    #[test]
    fn every_patient_has_a_ground_and_all_that_lack_one_are_named() {
        let chosen = ["parental".to_owned(), String::new(), "nonsense".to_owned()];
        assert_eq!(fields(GroundsAnswer::parse(&chosen, 3)), ["basis-2", "basis-3"]);
        assert_eq!(GroundsAnswer::parse(&chosen, 1), Ok(GroundsAnswer(vec![Basis::Parental])));
    }

    #[test]
    fn papers_are_asked_for_where_they_are_needed() {
        let read = |order: [&str; 4], attestation: [&str; 2], needs| {
            PapersAnswer::parse(["passport", "Binder 4"], order, attestation, needs, today())
        };
        let nothing = Needs::default();
        assert!(read(["", "", "", ""], ["", ""], nothing).is_ok_and(|p| p.order.is_none()));
        let both = Needs { order: true, attestation: true, switches: false };
        let missing = fields(read(["", "", "", ""], ["", ""], both));
        assert_eq!(missing, ["court", "reference", "made_on", "attested_on", "clinician"]);
        assert_eq!(fields(read(["Probate Court", "", "", ""], ["", ""], nothing)), ["reference", "made_on"]);
    }

    #[test]
    fn boxes_say_whose_they_are() {
        let boxes = ["1.results.read".to_owned(), "0.messages.act".to_owned()];
        let read = SwitchesAnswer::parse(&boxes, "", 2, today()).unwrap();
        assert!(
            read.rights[0].has(Capability::Messages, Right::Act)
                && !read.rights[0].has(Capability::Results, Right::Read)
        );
        assert!(read.rights[1].has(Capability::Results, Right::Read) && read.ends.is_none());
        assert_eq!(fields(SwitchesAnswer::parse(&boxes, "1/1/2020", 1, today())), ["rights", "ends"]);
    }
}
