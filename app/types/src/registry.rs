//! What the enrollment desk and the front desk see of records and requests.

use crate::account::{AccountState, Lang};
use crate::day::Day;
use crate::enrollment::{Channel, Sex};
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{EnrollmentId, InvitationId, PatientId, PracticeId};
use crate::moment::Moment;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// How near the day is by which something is owed: the left edge of a desk's row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Time enough.
    #[default]
    Calm,
    /// From the third business day on (R-2.5: amber).
    Soon,
    /// From the fifth business day on (R-2.5: red).
    Late,
}

/// A request in the enrollment desk's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestRow {
    /// Which.
    pub request: EnrollmentId,
    /// The name as it was typed.
    pub name: String,
    /// When it came.
    pub asked_at: Moment,
    /// The day by which it must be decided.
    pub due_on: Day,
    /// How near that is.
    pub urgency: Urgency,
    /// Whether the person can be reached.
    pub reachable: bool,
}

/// Which requests the desk looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RequestFilter {
    /// Those of people who wait for an answer.
    #[default]
    Waiting,
    /// Attempts that matched nothing and left no contact.
    Unreachable,
}

impl RequestFilter {
    /// The word in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Unreachable => "unreachable",
        }
    }

    /// From the word in an address.
    pub fn from_code(code: &str) -> Self {
        if code == "unreachable" { Self::Unreachable } else { Self::Waiting }
    }
}

/// A page of the queue, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestQueue {
    /// The requests.
    pub page: Page<RequestRow>,
    /// The moment of the reply.
    pub now: Moment,
}

/// What two records are compared in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Trait {
    /// Birth date.
    Born,
    /// Family name.
    Family,
    /// Given name.
    Given,
    /// Sex.
    Sex,
    /// ZIP code.
    Zip,
    /// Phone number.
    Phone,
    /// Medical record number.
    Mrn,
}

/// How well one trait agrees. Seen by the enrollment desk only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchPart {
    /// Which trait.
    pub of: Trait,
    /// Points it brought; below zero where it speaks against the match.
    pub points: i16,
    /// The most it could bring.
    pub most: i16,
}

/// A record that a request may belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordMatch {
    /// The record.
    pub record: RecordCard,
    /// The sum of the parts.
    pub score: i16,
    /// Trait by trait.
    pub parts: Vec<MatchPart>,
}

/// A record as desks that know people see it: who it is, nothing clinical.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordCard {
    /// Whose record.
    pub patient: PatientId,
    /// Name.
    pub name: String,
    /// Birth date.
    pub born: Day,
    /// Sex.
    pub sex: Sex,
    /// ZIP code.
    pub zip: String,
    /// Medical record number.
    pub mrn: Option<String>,
    /// Whether the patient has died.
    pub died: bool,
    /// The state of the account, if there is one.
    pub account: Option<AccountState>,
}

/// How identity was confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Called back at the phone number on the record.
    CalledRecord,
    /// Seen in person, with a photo identity document.
    InPerson,
    /// Identity documents were compared on a video call.
    Video,
    /// A colleague who knows the person has confirmed it.
    KnownToStaff,
}

impl Method {
    /// All of them, in the order offered.
    pub const ALL: [Self; 4] = [Self::CalledRecord, Self::InPerson, Self::Video, Self::KnownToStaff];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::CalledRecord => "called_record",
            Self::InPerson => "in_person",
            Self::Video => "video",
            Self::KnownToStaff => "known_to_staff",
        }
    }

    /// The method of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.code() == code)
    }
}

/// Why a request was declined. The person is told only that it could not be finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclineReason {
    /// No record of this clinic fits.
    NoRecord,
    /// Identity could not be confirmed.
    NotConfirmed,
    /// The person could not be reached.
    NotReached,
    /// The same person asked more than once.
    Duplicate,
    /// Something is wrong with this request.
    Suspicious,
}

impl DeclineReason {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] =
        [Self::NoRecord, Self::NotConfirmed, Self::NotReached, Self::Duplicate, Self::Suspicious];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoRecord => "no_record",
            Self::NotConfirmed => "not_confirmed",
            Self::NotReached => "not_reached",
            Self::Duplicate => "duplicate",
            Self::Suspicious => "suspicious",
        }
    }

    /// The reason of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// A line of a request's log: a call, or a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteView {
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: Moment,
    /// What.
    pub text: String,
}

/// A request, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// Which.
    pub request: EnrollmentId,
    /// Given name as typed.
    pub given: String,
    /// Family name as typed.
    pub family: String,
    /// Birth date as typed.
    pub born: Day,
    /// Sex as chosen.
    pub sex: Sex,
    /// ZIP code as typed.
    pub zip: String,
    /// Phone number as typed, if it was.
    pub phone: Option<String>,
    /// Medical record number as typed, if it was.
    pub mrn: Option<String>,
    /// Where the person can be reached.
    pub reach: Option<(Channel, String)>,
    /// The person's language.
    pub lang: Lang,
    /// When it came.
    pub asked_at: Moment,
    /// The day by which it must be decided.
    pub due_on: Day,
    /// How near that is.
    pub urgency: Urgency,
    /// Records it may belong to, the best first.
    pub matches: Vec<RecordMatch>,
    /// What was done so far.
    pub notes: Vec<NoteView>,
}

/// How a request stands, for the person who made it: no names, no health information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestState {
    /// When it came.
    pub asked_at: Moment,
    /// The day by which we decide or are in touch.
    pub due_on: Day,
    /// How far it is.
    pub stage: RequestStage,
}

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestStage {
    /// The enrollment desk has it.
    Waiting,
    /// A link was sent.
    Approved,
    /// It could not be finished.
    Declined,
    /// The account exists.
    Done,
    /// Technical Support has it.
    TicketWaiting,
    /// Technical Support has dealt with it.
    TicketClosed,
}

/// How an invitation reaches the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// A printed letter with a QR code.
    Letter,
    /// An e-mail.
    Email,
    /// A text message.
    Text,
}

impl Way {
    /// All of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::Letter, Self::Email, Self::Text];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Email => "email",
            Self::Text => "text",
        }
    }

    /// The way of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.code() == code)
    }

    /// The channel, unless it is paper.
    pub fn channel(self) -> Option<Channel> {
        match self {
            Self::Letter => None,
            Self::Email => Some(Channel::Email),
            Self::Text => Some(Channel::Text),
        }
    }
}

/// What has become of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum InvitationState {
    /// Its code works.
    Open,
    /// Frozen after five wrong birth dates.
    Frozen,
    /// Its time is over.
    Expired,
    /// An account came of it.
    Used,
    /// Staff took it back.
    Revoked,
    /// A newer one took its place.
    Replaced,
}

/// An invitation as the desks see it. The code itself is shown once, when it is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Which.
    pub invitation: InvitationId,
    /// How it went out.
    pub way: Way,
    /// To whom, if it was sent.
    pub sent_to: Option<String>,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: Moment,
    /// Until when its code works.
    pub expires_at: Moment,
    /// What has become of it.
    pub state: InvitationState,
}

/// Who stands behind the account of somebody who is not of age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Backing {
    /// A parent or guardian.
    Guardian {
        /// The name.
        name: String,
        /// "Mother", "guardian".
        relation: String,
    },
    /// A staff member has recorded why there is none: confidential care.
    Confidential {
        /// The reason, for staff only.
        reason: String,
    },
}

/// A record at the front desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontView {
    /// Whose.
    pub record: RecordCard,
    /// Age today, in whole years.
    pub age: i16,
    /// Contacts on the record, offered for sending.
    pub contacts: Vec<(Channel, String)>,
    /// The record's language.
    pub lang: Lang,
    /// Who stands behind it, for somebody who is not of age.
    pub backing: Option<Backing>,
    /// Whether a parent or guardian represents her, or is about to: then nobody else needs to stand behind it.
    pub represented: bool,
    /// Invitations, the newest first.
    pub invitations: Vec<InvitationView>,
    /// The practices in whose name this person may invite.
    pub practices: Vec<(PracticeId, String)>,
    /// Whether there is none only because invitations are switched off.
    pub invitations_off: bool,
    /// Whether there is an account that waits until who the person is was confirmed anew.
    pub reproof: bool,
}

/// What to look for at the front desk.
#[derive(Clone, PartialEq, Eq)]
pub struct Search {
    /// The beginning of a family name, as compared, or nothing.
    pub family: String,
    /// The beginning of a given name.
    pub given: String,
    /// A birth date.
    pub born: Option<Day>,
    /// A whole medical record number.
    pub mrn: Option<String>,
}

impl Search {
    /// Reads the form. Something must be asked for: two letters of a family name, a birth date, or a record number.
    pub fn parse(name: &str, born: &str, mrn: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let born = match born.trim() {
            "" => Some(None),
            text => problems.check("born", field::typed_date(text)).map(Some),
        };
        // "Family, Given" or "Given Family".
        let (given, family) = match name.split_once(',') {
            Some((family, given)) => (given.trim().to_owned(), family.trim().to_owned()),
            None => match name.trim().rsplit_once(char::is_whitespace) {
                Some((given, family)) => (given.trim().to_owned(), family.trim().to_owned()),
                None => (String::new(), name.trim().to_owned()),
            },
        };
        let mrn = Some(mrn.trim().to_owned()).filter(|mrn| !mrn.is_empty());
        let letters = family.chars().filter(|c| c.is_alphanumeric()).count();
        if letters < 2 && born == Some(None) && mrn.is_none() {
            problems.check::<()>("name", Err(if letters == 0 { Problem::Missing } else { Problem::TooShort(2) }));
        }
        problems.into_result(born.map(|born| Self { family, given, born, mrn }))
    }
}

/// What a search finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// The records, by name.
    pub records: Vec<RecordCard>,
    /// Whether there are more: ask more exactly.
    pub more: bool,
}

/// An invitation to be made.
#[derive(Clone, PartialEq, Eq)]
pub struct Invite {
    /// How it goes out.
    pub way: Way,
    /// The address or number, if it is sent.
    pub to: Option<String>,
    /// In which language.
    pub lang: Lang,
    /// In whose name.
    pub practice: PracticeId,
}

impl Invite {
    /// Reads the form: the chosen way's field counts, the others are ignored.
    pub fn parse(way: &str, email: &str, phone: &str, lang: &str, practice: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let way = problems.check("way", Way::from_code(way).ok_or(Problem::NotAChoice));
        let to = match way {
            Some(Way::Email) => problems.check("email", field::email(email)).map(Some),
            Some(Way::Text) => problems.check("phone", field::phone(phone)).map(Some),
            _ => Some(None),
        };
        let lang = problems.check("lang", Lang::from_code(lang).ok_or(Problem::NotAChoice));
        let practice = problems.check("practice", practice.parse().map_err(|_| Problem::NotAChoice));
        let all = (|| Some(Self { way: way?, to: to?, lang: lang?, practice: practice? }))();
        problems.into_result(all)
    }
}

/// An invitation that was just made. Has no `Debug`: for a letter it holds the code, this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The record's owner, for the letter.
    pub name: String,
    /// The practice that invites.
    pub practice: String,
    /// The code as printed, for a letter.
    pub code: Option<String>,
    /// The address behind the QR code, for a letter.
    pub link: Option<String>,
    /// The QR code's dark squares, row by row, for a letter.
    pub squares: Vec<Vec<bool>>,
    /// Where it was sent, if it was.
    pub sent_to: Option<String>,
    /// Until when the code works.
    pub expires_at: Moment,
    /// In which language the letter is.
    pub lang: Lang,
}
