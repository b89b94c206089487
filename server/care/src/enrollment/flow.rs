//! The wizard, pure: a saved state and an answer give the next state and what is to be done about it.
//!
//! Nothing here asks a clock, a database or a mail server; what the outside knows comes in as facts, what the outside
//! must do goes out as effects. A stage holds just the data that exists at that stage, so a step cannot be skipped:
//! there is no way to speak of an enrollment that has credentials but no proven contact.

use portal_types::day::Day;
use portal_types::enrollment::{ContactAnswer, Details, Progress, SecurityQuestion, Step};
use portal_types::field::Problem;
use serde::{Deserialize, Serialize};

/// A check code is right this long (R-2.11: ten minutes).
pub const CODE_MS: i64 = 10 * 60_000;

/// Wrong tries a code survives.
pub const TRIES: u8 = 5;

/// Codes sent per check, the first included.
pub const SENDS: u8 = 3;

/// At least this long between two codes.
pub const RESEND_MS: i64 = 60_000;

/// A code that was sent, or would have been: for somebody who matched nothing it exists all the same and opens nothing.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Keyed hash of the code.
    pub hash: String,
    /// When it was sent, milliseconds UTC.
    pub sent_at: i64,
    /// Wrong tries so far.
    pub wrong: u8,
    /// Codes sent so far.
    pub sends: u8,
}

impl Check {
    fn new(hash: String, now: i64) -> Self {
        Self { hash, sent_at: now, wrong: 0, sends: 1 }
    }

    fn can_resend(&self) -> bool {
        self.sends < SENDS
    }

    /// Judges a code: right, or one wrong try more.
    fn judge(&mut self, hash: &str, now: i64) -> bool {
        let alive = self.wrong < TRIES && now - self.sent_at <= CODE_MS;
        if alive && self.hash == hash {
            return true;
        }
        self.wrong = self.wrong.saturating_add(1);
        false
    }

    fn resend(&mut self, hash: String, now: i64) -> Result<(), StepProblem> {
        if !self.can_resend() {
            return Err(StepProblem::NoMoreCodes);
        }
        let wait = self.sent_at + RESEND_MS - now;
        if wait > 0 {
            return Err(StepProblem::Wait { seconds: u32::try_from((wait + 999) / 1000).unwrap_or(60) });
        }
        *self = Self { hash, sent_at: now, wrong: 0, sends: self.sends + 1 };
        Ok(())
    }
}

/// Username and hash of the password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// As typed.
    pub username: String,
    /// Argon2id, encoded.
    pub password_hash: String,
}

/// Question and hash of the answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secured {
    /// Which question.
    pub question: SecurityQuestion,
    /// Argon2id, encoded.
    pub answer_hash: String,
}

/// Where an enrollment stands.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// The birth date is known and is an adult's.
    Details,
    /// Details were given; a code is asked for.
    Code {
        /// What was given.
        details: Details,
        /// The code.
        check: Check,
    },
    /// A contact on the record was proven: the person is who the record says.
    Contact,
    /// A contact of the person's own is being proven.
    ContactCode {
        /// That contact.
        contact: ContactAnswer,
        /// The code.
        check: Check,
    },
    /// The contact is proven.
    Credentials {
        /// That contact.
        contact: ContactAnswer,
    },
    /// Username and password are chosen.
    Question {
        /// The contact.
        contact: ContactAnswer,
        /// Username and password.
        chosen: Chosen,
    },
    /// All but the terms is there.
    Terms {
        /// The contact.
        contact: ContactAnswer,
        /// Username and password.
        chosen: Chosen,
        /// The question, where the operator asks one.
        secured: Option<Secured>,
    },
    /// A request waits for the enrollment desk.
    Waiting {
        /// What was given.
        details: Details,
        /// Where the person can be reached.
        reach: ContactAnswer,
        /// The request's number, as printed; older requests have none.
        #[serde(default)]
        number: String,
    },
    /// The account exists.
    Done,
}

/// How a person comes to the record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// By details that match one record, and a code to its contact.
    #[default]
    Matched,
    /// By an activation code on paper.
    Letter,
    /// By an activation code that was sent to a contact: using it proves that contact.
    Sent,
}

impl Path {
    /// The steps of this way, by the number each has.
    fn steps(self, asks_question: bool) -> Vec<Place> {
        use Place::*;
        let before: &[Place] = match self {
            Self::Matched => &[Start, Details, Code, Contact, ContactCode],
            Self::Letter => &[Start, Contact, ContactCode],
            Self::Sent => &[Start],
        };
        let mut steps = before.to_vec();
        steps.push(Credentials);
        if asks_question {
            steps.push(Question);
        }
        steps.push(Terms);
        steps
    }
}

/// A place on the way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Details,
    Code,
    Contact,
    ContactCode,
    Credentials,
    Question,
    Terms,
}

/// A saved enrollment.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// How the person came here.
    #[serde(default)]
    pub path: Path,
    /// Whether the security question is part of it, as it was when it began.
    pub asks_question: bool,
    /// The birth date, an adult's when it was given.
    pub born: Day,
    /// Where it stands.
    pub stage: Stage,
}

/// One answer, already parsed, hashed where it must be.
pub enum Answer {
    /// Name, sex, ZIP.
    Details(Details),
    /// A code, by its keyed hash.
    Code(String),
    /// Another code, please.
    Resend,
    /// No code came; here is how to reach me.
    NoCode(ContactAnswer),
    /// A contact of my own.
    Contact(ContactAnswer),
    /// Username and password.
    Credentials(Chosen),
    /// Question and answer.
    Question(Secured),
    /// I agree to the terms of this version, which are in force.
    Agree(String),
    /// One step back.
    Back,
}

/// What the outside knows for one answer.
pub struct Facts {
    /// Whether exactly one record, or one person on a form, matched, is open to enrolling and could be proven by a code.
    /// Never told.
    pub matched: bool,
    /// The keyed hash of a code that was drawn for this answer, used if a code is to be sent.
    pub fresh_code: String,
    /// Whether the username belongs to somebody.
    pub username_taken: bool,
    /// A number that was drawn for this answer, used if it becomes a request.
    pub fresh_number: String,
    /// Whether the contact that is being proven is one of somebody who represents this teen, or the other way round
    /// . Told only to who has just proven that the contact is hers.
    pub shared_contact: bool,
}

/// What is to be done, in the same transaction.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Send the fresh code to a contact on the record; where none matched, tell the enrollment desk instead.
    SendToRecord,
    /// Send the fresh code to the contact that was just given.
    SendToContact,
    /// Keep the request for the enrollment desk.
    KeepRequest,
    /// Create the account and sign the person in.
    CreateAccount,
}

/// Why a step was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepProblem {
    /// The answer is not of the step that is open (another tab was faster).
    OtherStep,
    /// A field is wrong.
    Field(&'static str, Problem),
    /// Another code can be asked for in so many seconds.
    Wait {
        /// Seconds.
        seconds: u32,
    },
    /// No more codes for this enrollment.
    NoMoreCodes,
}

impl Flow {
    /// Begins for an adult (R-2.1 was judged by the caller, before anything was kept).
    pub fn begin(born: Day, asks_question: bool) -> Self {
        Self { path: Path::Matched, asks_question, born, stage: Stage::Details }
    }

    /// Begins with an activation code and its birth date: who the person is stands fast. `proven` is the contact
    /// that the code was sent to.
    pub fn invited(born: Day, asks_question: bool, proven: Option<ContactAnswer>) -> Self {
        let (path, stage) = match proven {
            Some(contact) => (Path::Sent, Stage::Credentials { contact }),
            None => (Path::Letter, Stage::Contact),
        };
        Self { path, asks_question, born, stage }
    }

    /// The state when its person goes on at another device: as it was when who she is had just been proven. Contact,
    /// username, password and answer go, for whoever chose them may have been somebody else with the same proof.
    pub fn handed_over(self) -> Self {
        let stage = match (self.path, self.stage) {
            // The contact came with the code, nobody typed it.
            (
                Path::Sent,
                Stage::Credentials { contact } | Stage::Question { contact, .. } | Stage::Terms { contact, .. },
            ) => Stage::Credentials { contact },
            (
                _,
                Stage::Contact
                | Stage::ContactCode { .. }
                | Stage::Credentials { .. }
                | Stage::Question { .. }
                | Stage::Terms { .. },
            ) => Stage::Contact,
            // Nothing is proven yet, or all is done: there is nothing to hand over.
            (_, stage @ (Stage::Details | Stage::Code { .. } | Stage::Waiting { .. } | Stage::Done)) => stage,
        };
        Self { stage, ..self }
    }

    /// Whether somebody else's saved state is further on the same way: then a person who has proven the same on another
    /// device ends that one.
    pub fn is_behind(&self, other: &Self) -> bool {
        let far = |stage: &Stage| match stage {
            Stage::Details | Stage::Code { .. } | Stage::Waiting { .. } | Stage::Done => 0,
            Stage::Contact => 1,
            Stage::ContactCode { .. } => 2,
            Stage::Credentials { .. } => 3,
            Stage::Question { .. } => 4,
            Stage::Terms { .. } => 5,
        };
        self.path == other.path && self.born == other.born && far(&self.stage) < far(&other.stage)
    }

    /// What the browser is told.
    pub fn progress(&self) -> Progress {
        let steps = self.path.steps(self.asks_question);
        let (step, place) = match &self.stage {
            Stage::Details => (Step::Details, Place::Details),
            Stage::Code { check, .. } => (Step::Code { can_resend: check.can_resend() }, Place::Code),
            Stage::Contact => (Step::Contact, Place::Contact),
            Stage::ContactCode { contact, .. } => {
                (Step::ContactCode { sent_to: contact.value.clone() }, Place::ContactCode)
            }
            Stage::Credentials { .. } => (Step::Credentials, Place::Credentials),
            Stage::Question { .. } => (Step::Question, Place::Question),
            Stage::Terms { .. } => (Step::Terms, Place::Terms),
            Stage::Waiting { number, .. } => (Step::Waiting { number: number.clone() }, Place::Terms),
            Stage::Done => (Step::Done, Place::Terms),
        };
        let count = |n: usize| u8::try_from(n).unwrap_or(u8::MAX);
        let number = steps.iter().position(|at| *at == place).map_or(count(steps.len()), |at| count(at + 1));
        Progress { step, number, of: count(steps.len()) }
    }
}

/// Takes one step. A wrong code is a step too: the state that counts it comes back with the problem.
pub fn advance(flow: Flow, answer: Answer, facts: Facts, now: i64) -> (Flow, Result<Vec<Effect>, StepProblem>) {
    let Flow { path, asks_question, born, stage } = flow;
    let (stage, outcome) = step(stage, answer, facts, asks_question, now);
    // Whose contact came with the code and cannot be hers gives one of her own, like who came with a letter: on another
    // device it is not taken over.
    let path = if path == Path::Sent && stage == Stage::Contact { Path::Letter } else { path };
    (Flow { path, asks_question, born, stage }, outcome)
}

fn step(
    stage: Stage,
    answer: Answer,
    facts: Facts,
    asks_question: bool,
    now: i64,
) -> (Stage, Result<Vec<Effect>, StepProblem>) {
    use StepProblem::*;
    match (stage, answer) {
        (Stage::Details, Answer::Details(details)) => {
            let check = Check::new(facts.fresh_code, now);
            (Stage::Code { details, check }, Ok(vec![Effect::SendToRecord]))
        }
        (Stage::Code { details, mut check }, Answer::Code(hash)) => {
            // Judged in either case: what matched nothing must look the same.
            let right = check.judge(&hash, now);
            if right && facts.matched {
                (Stage::Contact, Ok(vec![]))
            } else {
                (Stage::Code { details, check }, Err(Field("code", Problem::WrongCode)))
            }
        }
        (Stage::Code { details, mut check }, Answer::Resend) => match check.resend(facts.fresh_code, now) {
            Ok(()) => (Stage::Code { details, check }, Ok(vec![Effect::SendToRecord])),
            Err(problem) => (Stage::Code { details, check }, Err(problem)),
        },
        (Stage::Code { details, .. }, Answer::NoCode(reach)) => {
            (Stage::Waiting { details, reach, number: facts.fresh_number }, Ok(vec![Effect::KeepRequest]))
        }
        (Stage::Contact, Answer::Contact(contact)) => {
            let check = Check::new(facts.fresh_code, now);
            (Stage::ContactCode { contact, check }, Ok(vec![Effect::SendToContact]))
        }
        (Stage::ContactCode { contact, mut check }, Answer::Code(hash)) => {
            if !check.judge(&hash, now) {
                (Stage::ContactCode { contact, check }, Err(Field("code", Problem::WrongCode)))
            } else if facts.shared_contact {
                // One step back she gives another one.
                (Stage::ContactCode { contact, check }, Err(Field("code", Problem::SharedContact)))
            } else {
                (Stage::Credentials { contact }, Ok(vec![]))
            }
        }
        (Stage::ContactCode { contact, mut check }, Answer::Resend) => match check.resend(facts.fresh_code, now) {
            Ok(()) => (Stage::ContactCode { contact, check }, Ok(vec![Effect::SendToContact])),
            Err(problem) => (Stage::ContactCode { contact, check }, Err(problem)),
        },
        (Stage::ContactCode { .. }, Answer::Back) => (Stage::Contact, Ok(vec![])),
        (Stage::Credentials { contact }, Answer::Credentials(chosen)) => {
            if facts.username_taken {
                return (Stage::Credentials { contact }, Err(Field("username", Problem::Taken)));
            }
            if asks_question {
                (Stage::Question { contact, chosen }, Ok(vec![]))
            } else {
                (Stage::Terms { contact, chosen, secured: None }, Ok(vec![]))
            }
        }
        (Stage::Question { contact, chosen }, Answer::Question(secured)) => {
            (Stage::Terms { contact, chosen, secured: Some(secured) }, Ok(vec![]))
        }
        (Stage::Question { contact, .. }, Answer::Back) => (Stage::Credentials { contact }, Ok(vec![])),
        (Stage::Terms { contact, chosen, secured }, Answer::Back) => match secured {
            Some(_) => (Stage::Question { contact, chosen }, Ok(vec![])),
            None => (Stage::Credentials { contact }, Ok(vec![])),
        },
        (Stage::Terms { contact, chosen, secured }, Answer::Agree(_)) => {
            if facts.username_taken {
                // Taken meanwhile: choose another, everything proven stays proven.
                return (Stage::Credentials { contact }, Err(Field("username", Problem::Taken)));
            }
            if facts.shared_contact {
                // Shared since it was proven, or sent there by the office: another one, what else is proven stays.
                return (Stage::Contact, Err(Field("contact", Problem::SharedContact)));
            }
            let stage = Stage::Terms { contact, chosen, secured };
            (stage, Ok(vec![Effect::CreateAccount]))
        }
        (stage, _) => (stage, Err(OtherStep)),
    }
}
