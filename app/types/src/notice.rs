//! Notices that leave the portal, and the nudges that stay inside it.

use crate::ask::AskKind;
use crate::day::Day;
use crate::enrollment::Channel;
use crate::ids::{AskId, PatientId, PoolId, ThreadId, WorkId};
use crate::moment::Moment;
use crate::representative::Why;
use serde::{Deserialize, Serialize};

/// What is new: who may hear of it depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum About {
    /// A conversation.
    Thread,
    /// Something that a patient asks for.
    Ask(AskKind),
    /// What only the team sees of it: who answers it, or a note.
    Desk,
}

impl About {
    /// The word between nodes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Thread => "thread",
            Self::Ask(kind) => kind.code(),
            Self::Desk => "desk",
        }
    }

    /// What a word stands for.
    pub fn from_code(code: &str) -> Option<Self> {
        let plain = [Self::Thread, Self::Desk].into_iter().find(|about| about.code() == code);
        plain.or_else(|| AskKind::from_code(code).map(Self::Ask))
    }
}

/// Something new, without any content: who may hear it refetches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nudge {
    /// The chart it concerns.
    pub patient: PatientId,
    /// The pool it concerns.
    pub pool: PoolId,
    /// The thread to look at again; of an ask its id ([`Nudge::ask`]). An id is of one thing only, so that a page compares
    /// it with what it shows, whatever that is.
    pub thread: ThreadId,
    /// Whether its patient keeps it from representatives. Browsers are not told.
    pub private: bool,
    /// What it is about. Browsers are not told.
    pub about: About,
}

impl Nudge {
    /// That there is something new about an ask.
    pub fn of_ask(patient: PatientId, pool: PoolId, ask: AskId, kind: AskKind, private: bool) -> Self {
        Self { patient, pool, thread: ThreadId(ask.0), private, about: About::Ask(kind) }
    }

    /// That there is something new about a piece of work that only the team sees.
    pub fn of_desk(patient: PatientId, pool: PoolId, item: WorkId) -> Self {
        Self { patient, pool, thread: ThreadId(item.0), private: true, about: About::Desk }
    }

    /// The ask to look at again, if it is one: a browser does not know, and compares.
    pub fn ask(&self) -> AskId {
        AskId(self.thread.0)
    }
}

/// What a notice says. The sentences are in `words`; no letter ever carries health information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Letter {
    /// The check code of an enrollment, to a contact on the record.
    EnrollCode {
        /// Eight digits.
        code: String,
    },
    /// The check code to a contact somebody just typed.
    ContactCode {
        /// Eight digits.
        code: String,
    },
    /// An account has become active.
    Enrolled,
    /// Somebody has tried to sign in with wrong passwords ten times in a row.
    WrongPasswords,
    /// A care team has answered.
    NewMessage,
    /// Something about what was asked for is new.
    AskNews,
    /// An office needs something, to go on with what was asked for.
    AskNeedsYou,
    /// To who leads an inbox, or to all who answer it: something there is late.
    DeskOverdue,
    /// To the enrollment desk: a request waits.
    EnrollmentRequest,
    /// To the enrollment desk: somebody tries birth dates against a code, which is frozen now.
    CodeFrozen,
    /// An invitation from the office, with its activation code.
    Invitation {
        /// Ten characters.
        code: String,
    },
    /// A request has come in; its number shows how far it is.
    RequestReceived {
        /// Ten characters.
        number: String,
    },
    /// The enrollment desk has said yes: the code goes on at the step left open.
    RequestApproved {
        /// Ten characters.
        code: String,
    },
    /// The enrollment desk could not confirm the request.
    RequestDeclined,
    /// The way to a new password.
    PasswordLink {
        /// The link's code.
        code: String,
    },
    /// Somebody asked for the username of this contact's account.
    UsernameReminder {
        /// The username.
        username: String,
    },
    /// Something about signing in has changed.
    Security {
        /// What.
        change: Change,
    },
    /// A code that the person reads back to Technical Support, to prove that this contact is hers.
    SupportCode {
        /// Eight digits.
        code: String,
    },
    /// Something about acting for somebody will change by itself.
    SharingChanges {
        /// Why.
        why: Why,
        /// From the midnight of this day on.
        on: Day,
        /// The reader's own chart, where it is about who acts in it: the letter leads to that page. An older letter has
        /// none.
        #[serde(default)]
        chart: Option<PatientId>,
    },
    /// Somebody has named the reader as her representative: the office signs the form.
    SharingAsked,
    /// A representative was put in force, or taken up again.
    SharingBegun,
    /// What a representative may see or do was changed, or for how long.
    SharingChanged,
    /// A representative was set aside.
    SharingSetAside,
    /// A representative's time is over for good.
    SharingEnded,
    /// Instructions for a representative who has no account yet, with an activation code.
    RepresentativeCode {
        /// Ten characters.
        code: String,
    },
}

/// What has changed about an account's sign-in. Told to every contact, the old and the new; cannot be turned off
///
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A new password.
    Password,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// A passkey may have been copied, and opens nothing any more.
    PasskeyStopped,
    /// An authenticator app was set up.
    AuthenticatorAdded,
    /// The authenticator app was removed.
    AuthenticatorRemoved,
    /// Recovery codes were made anew.
    RecoveryCodes,
    /// A recovery code was used.
    RecoveryCodeUsed,
    /// A contact was added.
    ContactAdded,
    /// A contact was removed.
    ContactRemoved,
    /// Somebody who works here has given her address.
    AddressAdded,
    /// Her address was taken away.
    AddressRemoved,
    /// The account was signed in to on a new device.
    NewDevice,
    /// The account was cancelled.
    Cancelled,
    /// The account was taken up again within its days of grace.
    Restored,
    /// Staff have set the account aside.
    Suspended,
    /// Staff have opened it again.
    Resumed,
    /// Technical Support has forgotten the wrong passwords.
    Unlocked,
    /// Nobody signs in until the enrollment desk has confirmed who the person is.
    Reproof,
}

impl Change {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Password,
        Self::PasskeyAdded,
        Self::PasskeyRemoved,
        Self::PasskeyStopped,
        Self::AuthenticatorAdded,
        Self::AuthenticatorRemoved,
        Self::RecoveryCodes,
        Self::RecoveryCodeUsed,
        Self::ContactAdded,
        Self::ContactRemoved,
        Self::AddressAdded,
        Self::AddressRemoved,
        Self::NewDevice,
        Self::Cancelled,
        Self::Restored,
        Self::Suspended,
        Self::Resumed,
        Self::Unlocked,
        Self::Reproof,
    ];

    /// Whether nobody can sign in after it.
    pub fn shuts(self) -> bool {
        matches!(self, Self::Cancelled | Self::Suspended | Self::Reproof)
    }

    /// Whether it is about the account of somebody who works here, whose page is another one.
    pub fn at_a_desk(self) -> bool {
        matches!(self, Self::AddressAdded | Self::AddressRemoved)
    }
}

/// Milliseconds in a minute.
const MINUTE: i64 = 60_000;

impl Letter {
    /// For how long it is worth sending, milliseconds from when it was written: a code that has run out is not.
    pub fn worth_ms(&self) -> i64 {
        match self {
            Self::EnrollCode { .. } | Self::ContactCode { .. } | Self::SupportCode { .. } => 10 * MINUTE,
            Self::PasswordLink { .. } => 60 * MINUTE,
            _ => 3 * 24 * 60 * MINUTE,
        }
    }

    /// The letter without what it was a secret for: what stays when it has been sent.
    pub fn spent(self) -> Self {
        let gone = String::new;
        match self {
            Self::EnrollCode { .. } => Self::EnrollCode { code: gone() },
            Self::ContactCode { .. } => Self::ContactCode { code: gone() },
            Self::Invitation { .. } => Self::Invitation { code: gone() },
            Self::RequestReceived { .. } => Self::RequestReceived { number: gone() },
            Self::RequestApproved { .. } => Self::RequestApproved { code: gone() },
            Self::PasswordLink { .. } => Self::PasswordLink { code: gone() },
            Self::UsernameReminder { .. } => Self::UsernameReminder { username: gone() },
            Self::SupportCode { .. } => Self::SupportCode { code: gone() },
            Self::RepresentativeCode { .. } => Self::RepresentativeCode { code: gone() },
            plain @ (Self::Enrolled
            | Self::WrongPasswords
            | Self::NewMessage
            | Self::AskNews
            | Self::AskNeedsYou
            | Self::DeskOverdue
            | Self::EnrollmentRequest
            | Self::CodeFrozen
            | Self::RequestDeclined
            | Self::Security { .. }
            | Self::SharingChanges { .. }
            | Self::SharingAsked
            | Self::SharingBegun
            | Self::SharingChanged
            | Self::SharingSetAside
            | Self::SharingEnded) => plain,
        }
    }
}

/// What the demo would have sent, as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoMail {
    /// To whom.
    pub to: String,
    /// How.
    pub channel: Channel,
    /// In which language.
    pub lang: crate::account::Lang,
    /// What.
    pub letter: Letter,
    /// When.
    pub at: Moment,
}
