//! Enrollment: the steps as a browser sees them, and the answers it sends.
//!
//! The browser never computes the next step. It gets a [`Progress`], draws the step named there, sends one
//! answer, and gets the next [`Progress`].

use crate::day::Day;
use crate::field::{self, FieldProblem, Problem, Problems};
use serde::{Deserialize, Serialize};

/// The step that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// "Are you enrolling yourself?" and the birth date, which is judged before anything is saved.
    Start,
    /// Name, sex and ZIP code.
    Details,
    /// "If these details match one record, we have sent a code ..." The same for everyone.
    Code {
        /// Whether another code may be asked for now.
        can_resend: bool,
    },
    /// A contact of the person's own.
    Contact,
    /// The code sent to that contact.
    ContactCode {
        /// What was typed one step before, to check it by eye.
        sent_to: String,
    },
    /// Username and password.
    Credentials,
    /// The security question.
    Question,
    /// Terms and the notice of privacy practices.
    Terms,
    /// Nothing more to do here: the enrollment desk will be in touch.
    Waiting {
        /// The number by which the person can see how far it is, as printed.
        number: String,
    },
    /// Enrolled and signed in; the page goes on to the portal.
    Done,
}

/// Which step is open and how far along it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The open step.
    pub step: Step,
    /// Number of this step, from 1.
    pub number: u8,
    /// Steps in all.
    pub of: u8,
}

/// How a code or a notice reaches a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// An e-mail.
    Email,
    /// A text message.
    Text,
}

impl Channel {
    /// The word kept in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Text => "text",
        }
    }

    /// The channel of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "email" => Some(Self::Email),
            "text" => Some(Self::Text),
            _ => None,
        }
    }
}

/// Sex as recorded in the chart (FHIR `Patient.gender`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Other.
    Other,
    /// Unknown, or rather not said.
    Unknown,
}

impl Sex {
    /// The word of FHIR's AdministrativeGender.
    pub fn code(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Other => "other",
            Self::Unknown => "unknown",
        }
    }

    /// From FHIR's word.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Female, Self::Male, Self::Other, Self::Unknown].into_iter().find(|s| s.code() == code)
    }
}

/// The first answer: yourself, and when you were born.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Start {
    /// The birth date.
    pub born: Day,
}

impl Start {
    /// Reads the form; `today` is the clinic's.
    pub fn parse(month: &str, day: &str, year: &str, today: Day) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let born = problems.check("born", field::birth_date(year, month, day, today));
        problems.into_result(born.map(|born| Self { born }))
    }
}

/// The details that find a record.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Sex as recorded.
    pub sex: Sex,
    /// ZIP code of the home address.
    pub zip: String,
    /// A phone number the office may know, if it was given.
    #[serde(default)]
    pub phone: Option<String>,
    /// The medical record number, if it is known.
    #[serde(default)]
    pub mrn: Option<String>,
}

impl Details {
    /// Reads the form; phone and record number may be left out.
    pub fn parse([given, family, sex, zip, phone, mrn]: [&str; 6]) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let given = problems.check("given", field::person_name(given));
        let family = problems.check("family", field::person_name(family));
        let sex = problems.check("sex", Sex::from_code(sex).ok_or(Problem::NotAChoice));
        let zip = problems.check("zip", field::zip(zip));
        let phone = match field::phone(phone) {
            Err(Problem::Missing) => Some(None),
            other => problems.check("phone", other).map(Some),
        };
        let mrn = match field::record_number(mrn) {
            Err(Problem::Missing) => Some(None),
            other => problems.check("mrn", other).map(Some),
        };
        let all = (|| Some(Self { given: given?, family: family?, sex: sex?, zip: zip?, phone: phone?, mrn: mrn? }))();
        problems.into_result(all)
    }
}

/// A contact of the person's own, by e-mail or text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactAnswer {
    /// How.
    pub channel: Channel,
    /// The address or number, normalised.
    pub value: String,
}

impl ContactAnswer {
    /// Reads the form: the chosen channel's field counts, the other is ignored.
    pub fn parse(channel: &str, email: &str, phone: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let answer = match Channel::from_code(channel) {
            Some(Channel::Email) => {
                problems.check("email", field::email(email)).map(|value| Self { channel: Channel::Email, value })
            }
            Some(Channel::Text) => {
                problems.check("phone", field::phone(phone)).map(|value| Self { channel: Channel::Text, value })
            }
            None => {
                problems.check::<()>("channel", Err(Problem::NotAChoice));
                None
            }
        };
        problems.into_result(answer)
    }
}

/// Username and password. Has no `Debug`: a password never reaches a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// As typed, without outer spaces.
    pub username: String,
    /// In NFC.
    pub password: String,
}

impl Credentials {
    /// Reads the form.
    pub fn parse(username: &str, password: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let name = problems.check("username", field::username(username));
        let word = problems.check("password", field::new_password(password));
        if let (Some(name), Some(word)) = (&name, &word) {
            if name.to_lowercase() == word.to_lowercase() {
                problems.check::<()>("password", Err(Problem::SameAsOther));
            }
        }
        let all = (|| Some(Self { username: name?, password: word? }))();
        problems.into_result(all)
    }
}

/// The questions offered; the wording is in `words`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityQuestion {
    /// The first concert one went to.
    FirstConcert,
    /// A teacher one remembers.
    Teacher,
    /// The street of one's childhood.
    ChildhoodStreet,
    /// The first job.
    FirstJob,
    /// A toy one loved.
    Toy,
}

impl SecurityQuestion {
    /// All of them, in the order shown.
    pub const ALL: [Self; 5] = [Self::FirstConcert, Self::Teacher, Self::ChildhoodStreet, Self::FirstJob, Self::Toy];

    /// The word kept in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::FirstConcert => "first_concert",
            Self::Teacher => "teacher",
            Self::ChildhoodStreet => "childhood_street",
            Self::FirstJob => "first_job",
            Self::Toy => "toy",
        }
    }

    /// The question of a stored word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|q| q.code() == code)
    }
}

/// A security question and its answer. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct QuestionAnswer {
    /// Which question.
    pub question: SecurityQuestion,
    /// The answer as typed.
    pub answer: String,
}

impl QuestionAnswer {
    /// Reads the form.
    pub fn parse(question: &str, answer: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let question = problems.check("question", SecurityQuestion::from_code(question).ok_or(Problem::NotAChoice));
        let answer = problems.check("answer", field::security_answer(answer));
        let all = (|| Some(Self { question: question?, answer: answer? }))();
        problems.into_result(all)
    }
}
