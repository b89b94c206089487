//! Technical Support: what people ask for, and what its desk sees of their accounts. Nothing clinical, nothing of bills
//!

use crate::account::{AccountState, Lang};
use crate::day::Day;
use crate::enrollment::{Channel, ContactAnswer};
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{IntentKey, TicketId};
use crate::moment::Moment;
use crate::page::Page;
use crate::registry::{NoteView, Urgency};
use serde::{Deserialize, Serialize};

/// What a ticket is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketCategory {
    /// Enrolling does not go on.
    Enrolling,
    /// Signing in does not work.
    SigningIn,
    /// A page does not work.
    Page,
    /// The account is to be closed.
    Close,
    /// Anything else.
    Other,
}

impl TicketCategory {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] = [Self::Enrolling, Self::SigningIn, Self::Page, Self::Close, Self::Other];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Enrolling => "enrolling",
            Self::SigningIn => "signing_in",
            Self::Page => "page",
            Self::Close => "close",
            Self::Other => "other",
        }
    }

    /// The category of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.code() == code)
    }
}

/// Most characters of what happened.
pub const TICKET_MAX: u32 = 2_000;

/// What happened: 1 to 2,000 characters, line breaks kept.
pub fn ticket_text(raw: &str) -> Result<String, Problem> {
    match field::body(raw) {
        Err(Problem::TooLong(_)) => Err(Problem::TooLong(TICKET_MAX)),
        Ok(text) if text.chars().count() as u32 > TICKET_MAX => Err(Problem::TooLong(TICKET_MAX)),
        other => other,
    }
}

/// The fields of the form as they were typed. Has no `Debug`: they never reach a log.
#[derive(Clone, Copy)]
pub struct TicketForm<'a> {
    /// Whether the page knew who writes: then name and contact are the account's.
    pub known: bool,
    /// What it is about.
    pub category: &'a str,
    /// What happened.
    pub text: &'a str,
    /// The name.
    pub name: &'a str,
    /// E-mail or text.
    pub channel: &'a str,
    /// The address, if it is e-mail.
    pub email: &'a str,
    /// The number, if it is text.
    pub phone: &'a str,
    /// Made once per ticket.
    pub intent: &'a str,
}

/// Who somebody that is not signed in says to be. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name.
    pub name: String,
    /// How to reach back.
    pub reach: ContactAnswer,
}

/// A ticket to be. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct NewTicket {
    /// What it is about.
    pub category: TicketCategory,
    /// What happened.
    pub text: String,
    /// Who writes; `None` where the account says it.
    pub sender: Option<Sender>,
    /// Made once per ticket.
    pub intent: IntentKey,
}

impl NewTicket {
    /// Reads the form.
    pub fn parse(form: TicketForm<'_>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let category = TicketCategory::from_code(form.category).ok_or(Problem::NotAChoice);
        let category = problems.check("category", category);
        let text = problems.check("text", ticket_text(form.text));
        let sender = if form.known {
            Some(None)
        } else {
            let name = problems.check("name", field::person_name(form.name));
            let reach = problems.all(ContactAnswer::parse(form.channel, form.email, form.phone));
            name.zip(reach).map(|(name, reach)| Some(Sender { name, reach }))
        };
        let intent = problems.check("intent", form.intent.parse().map_err(|_| Problem::Missing));
        let all = (|| Some(Self { category: category?, text: text?, sender: sender?, intent: intent? }))();
        problems.into_result(all)
    }
}

/// A ticket that has arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketSent {
    /// Its number, as printed.
    pub number: String,
    /// The day by which Technical Support calls back.
    pub call_by: Day,
}

/// What the form of a new ticket begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketStart {
    /// The intent of this form.
    pub intent: IntentKey,
}

/// A ticket in the desk's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    /// Which.
    pub ticket: TicketId,
    /// Its number, as printed.
    pub number: String,
    /// What it is about.
    pub category: TicketCategory,
    /// The name of who wrote it.
    pub name: String,
    /// When it came.
    pub asked_at: Moment,
    /// The day by which to call back.
    pub due_on: Day,
    /// How near that is.
    pub urgency: Urgency,
}

/// A page of the queue, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketQueue {
    /// The tickets.
    pub page: Page<TicketRow>,
    /// The moment of the reply.
    pub now: Moment,
}

/// How it is known that a ticket is the account's own person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proven {
    /// It is not.
    No,
    /// It was sent signed in.
    SignedIn,
    /// The person has read back a code that went to the account's contacts.
    ByCode,
}

impl Proven {
    /// Whether it is known.
    pub fn is(self) -> bool {
        self != Self::No
    }
}

/// A ticket, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketView {
    /// Which.
    pub ticket: TicketId,
    /// Its number, as printed.
    pub number: String,
    /// What it is about.
    pub category: TicketCategory,
    /// What happened.
    pub text: String,
    /// Who wrote it.
    pub name: String,
    /// How to reach back.
    pub reach: Option<(Channel, String)>,
    /// The person's language.
    pub lang: Lang,
    /// When it came.
    pub asked_at: Moment,
    /// The day by which to call back.
    pub due_on: Day,
    /// How near that is.
    pub urgency: Urgency,
    /// Whether it is known who asks.
    pub proven: Proven,
    /// Whether a code is out that can be read back now.
    pub code_out: bool,
    /// The account, if it is known or was found.
    pub account: Option<AccountFacts>,
    /// What was done so far.
    pub notes: Vec<NoteView>,
}

/// What Technical Support sees of an account, and all it sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountFacts {
    /// The username.
    pub username: String,
    /// Its state.
    pub state: AccountState,
    /// Whether it waits for the enrollment desk to confirm who the person is.
    pub reproof: bool,
    /// When it was made.
    pub created_at: Moment,
    /// When it was last signed in to.
    pub last_sign_in: Option<Moment>,
    /// Contacts, masked.
    pub contacts: Vec<(Channel, String)>,
    /// Whether an authenticator app is set up.
    pub authenticator: bool,
    /// How many passkeys there are.
    pub passkeys: u32,
    /// Open sessions.
    pub sessions: u32,
    /// Whether wrong passwords make it wait.
    pub locked: bool,
    /// When it was cancelled: the first day on which it may be erased.
    pub erased_on: Option<Day>,
}

impl AccountFacts {
    /// What may be done in this state.
    pub fn acts(&self) -> Vec<Act> {
        let unlock = self.locked.then_some(Act::Unlock);
        let by_state: &[Act] = match self.state {
            AccountState::Active => &[Act::Resend, Act::Reproof, Act::Suspend, Act::Cancel],
            AccountState::Suspended if self.reproof => &[Act::Cancel],
            AccountState::Suspended => &[Act::Resume, Act::Cancel],
            AccountState::Cancelled => &[Act::Restore],
            _ => &[],
        };
        unlock.into_iter().chain(by_state.iter().copied()).collect()
    }
}

/// What Technical Support may do with an account: this and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Forget the wrong passwords.
    Unlock,
    /// Send a link to a new password to the account's contacts.
    Resend,
    /// Set the account aside until the enrollment desk has confirmed who the person is.
    Reproof,
    /// Set it aside.
    Suspend,
    /// Open it again.
    Resume,
    /// End it, with days of grace.
    Cancel,
    /// Take it up again within the days of grace.
    Restore,
}

impl Act {
    /// Whether it must be known who asks. A link goes to the account's own contacts only, and proving anew is what is left
    /// for those who cannot prove anything else.
    pub fn needs_proof(self) -> bool {
        !matches!(self, Self::Resend | Self::Reproof)
    }
}

/// What came of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketOutcome {
    /// It works now.
    Solved,
    /// The person was sent to somebody else.
    Referred,
    /// The person could not be reached.
    NotReached,
    /// It could not be proven who asks.
    NotProven,
    /// There is another ticket about it.
    Duplicate,
}

impl TicketOutcome {
    /// All of them, in the order offered.
    pub const ALL: [Self; 5] = [Self::Solved, Self::Referred, Self::NotReached, Self::NotProven, Self::Duplicate];

    /// The word in tables and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Solved => "solved",
            Self::Referred => "referred",
            Self::NotReached => "not_reached",
            Self::NotProven => "not_proven",
            Self::Duplicate => "duplicate",
        }
    }

    /// The outcome of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// A contact of which only so much is shown that its owner knows it: `e•••@example.org`, `•••-•••-0110`.
pub fn masked(channel: Channel, value: &str) -> String {
    match channel {
        Channel::Email => match value.split_once('@') {
            Some((local, host)) => format!("{}•••@{host}", local.chars().next().unwrap_or('•')),
            None => "•••".to_owned(),
        },
        Channel::Text => {
            let last: Vec<char> = value.chars().rev().take(4).collect();
            format!("•••-•••-{}", last.into_iter().rev().collect::<String>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTENT: &str = "01900000-0000-7000-8000-000000000009";

    fn form<'a>() -> TicketForm<'a> {
        TicketForm {
            known: false,
            category: "page",
            text: "It stays white.",
            name: "Ada Example",
            channel: "text",
            email: "",
            phone: "413 555 0110",
            intent: INTENT,
        }
    }

    #[test]
    fn a_ticket_says_all_that_is_wrong_with_it_at_once() {
        let Ok(read) = NewTicket::parse(form()) else { panic!("a whole form") };
        assert_eq!(read.sender.map(|s| s.reach.value).as_deref(), Some("4135550110"));
        let wrong = TicketForm { category: "", text: " ", name: "", phone: "12", intent: "x", ..form() };
        let fields: Vec<String> =
            NewTicket::parse(wrong).err().unwrap_or_default().into_iter().map(|p| p.field).collect();
        assert_eq!(fields, ["category", "text", "name", "phone", "intent"]);
        let known = TicketForm { known: true, name: "", channel: "", phone: "", ..form() };
        assert!(NewTicket::parse(known).is_ok_and(|ticket| ticket.sender.is_none()));
    }

    #[test]
    fn what_happened_has_two_thousand_characters_at_most() {
        assert_eq!(ticket_text(&"é".repeat(2_000)), Ok("é".repeat(2_000)));
        for long in [2_001, 6_000] {
            assert_eq!(ticket_text(&"x".repeat(long)), Err(Problem::TooLong(2_000)));
        }
        assert_eq!(ticket_text("  "), Err(Problem::Missing));
    }

    #[test]
    fn r_5_13_contacts_are_masked() {
        assert_eq!(masked(Channel::Email, "elena.rivers@example.org"), "e•••@example.org");
        assert_eq!(masked(Channel::Email, "x"), "•••");
        assert_eq!(masked(Channel::Text, "4135550110"), "•••-•••-0110");
    }
}
