//! How a person proves who she is: what she has set up, on which devices, and how she comes back.

use crate::enrollment::{Channel, SecurityQuestion};
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{DeviceId, SessionId};
use crate::moment::Moment;
use crate::passkey::PasskeyView;
use serde::{Deserialize, Serialize};

/// Where signing in goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entered {
    /// Signed in: on to this address.
    In {
        /// The address.
        to: String,
    },
    /// The password was right; the second step is open.
    Second,
    /// The password was right, and does not open this account alone: a passkey does.
    Passkey,
}

/// What a new password by a mailed link needs besides the link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryNeeds {
    /// The code of the authenticator app will do.
    pub authenticator: bool,
    /// A recovery code will do.
    pub recovery_code: bool,
    /// The answer to this question will do.
    pub question: Option<SecurityQuestion>,
    /// There is a passkey: signing in with it needs no password, and a new one can be chosen then.
    pub passkey: bool,
}

impl RecoveryNeeds {
    /// Whether nothing is left but the desk.
    pub fn only_the_desk(&self) -> bool {
        !self.authenticator && !self.recovery_code && self.question.is_none() && !self.passkey
    }
}

/// The second proof of a recovery. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub enum Proof {
    /// The authenticator app's six digits.
    Authenticator(String),
    /// One of the recovery codes.
    RecoveryCode(String),
    /// The answer to the security question.
    Answer(String),
}

impl Proof {
    /// Reads the form: the chosen kind's field counts.
    pub fn parse(kind: &str, code: &str, answer: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let proof = match kind {
            "authenticator" => problems.check("code", authenticator_code(code)).map(Self::Authenticator),
            "recovery" => problems.check("code", recovery_code(code)).map(Self::RecoveryCode),
            "answer" => {
                let typed = answer.trim();
                let given = if typed.is_empty() { Err(Problem::Missing) } else { Ok(typed.to_owned()) };
                problems.check("answer", given).map(Self::Answer)
            }
            _ => problems.check("kind", Err(Problem::NotAChoice)),
        };
        problems.into_result(proof)
    }
}

/// Six digits of an authenticator app; spaces do not count.
pub fn authenticator_code(raw: &str) -> Result<String, Problem> {
    let digits: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.is_empty() {
        Err(Problem::Missing)
    } else if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
        Ok(digits)
    } else {
        Err(Problem::WrongCode)
    }
}

/// Characters of a recovery code (R-5.10: 80 bits).
pub const RECOVERY_CHARS: usize = 16;

/// A recovery code as compared: sixteen letters and digits of base 32; hyphens and spaces do not count.
pub fn recovery_code(raw: &str) -> Result<String, Problem> {
    let plain: String =
        raw.chars().filter(|c| !c.is_whitespace() && *c != '-').map(|c| c.to_ascii_lowercase()).collect();
    if plain.is_empty() {
        Err(Problem::Missing)
    } else if plain.len() == RECOVERY_CHARS && plain.bytes().all(|b| b.is_ascii_alphanumeric()) {
        Ok(plain)
    } else {
        Err(Problem::WrongCode)
    }
}

/// A new password beside the one before. Has no `Debug`.
pub fn new_password(raw: &str, again: &str) -> Result<String, Vec<FieldProblem>> {
    let mut problems = Problems::default();
    let password = problems.check("password", field::new_password(raw));
    if password.is_some() && !again.is_empty() && again != raw {
        problems.check::<()>("again", Err(Problem::NotTheSame));
    }
    problems.into_result(password)
}

/// Contacts of an account at most. A question after a forgotten password writes as many rows for everybody.
pub const MOST_CONTACTS: usize = 5;

/// One of one's contacts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// How.
    pub channel: Channel,
    /// The address or number.
    pub value: String,
}

/// One of one's open sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionView {
    /// Which.
    pub session: SessionId,
    /// "Chrome, Android"; empty where it is not known.
    pub device: String,
    /// Since when.
    pub since: Moment,
    /// When it was last used.
    pub seen: Moment,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// A device that needs no second step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// Which.
    pub device: DeviceId,
    /// "Chrome, Android".
    pub name: String,
    /// Since when.
    pub since: Moment,
    /// When it was last used.
    pub seen: Moment,
}

/// What happened to one's sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// Signed in.
    SignedIn,
    /// Somebody tried and failed.
    Failed,
    /// Signed out.
    SignedOut,
    /// A new password by a mailed link.
    Recovered,
    /// A new password.
    PasswordChanged,
    /// The authenticator was set up or removed.
    AuthenticatorChanged,
    /// New recovery codes.
    RecoveryCodesMade,
    /// A passkey was added or removed.
    PasskeyChanged,
    /// A contact was added or removed.
    ContactChanged,
    /// Sessions or devices were ended.
    SessionsEnded,
}

/// A line of one's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryView {
    /// When.
    pub at: Moment,
    /// What.
    pub what: Happened,
}

/// One's own account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// The username.
    pub username: String,
    /// Contacts, proven.
    pub contacts: Vec<ContactView>,
    /// When contacts can be changed, if not now: who the person is was confirmed anew within a day.
    pub contacts_from: Option<Moment>,
    /// Whether an authenticator app is set up.
    pub authenticator: bool,
    /// Recovery codes that are left.
    pub recovery_codes: u32,
    /// Passkeys, the oldest first.
    pub passkeys: Vec<PasskeyView>,
    /// Open sessions, the newest first.
    pub sessions: Vec<SessionView>,
    /// Remembered devices.
    pub devices: Vec<DeviceView>,
    /// The last sign-ins and changes.
    pub history: Vec<HistoryView>,
    /// Seconds for which nothing more must be proven before a change.
    pub proven_for: u32,
    /// Whether the clinic asks for a second factor and there is none yet: no chart opens before.
    pub needs_factor: bool,
    /// Whether the clinic asks for one, so that the last is not removed.
    pub factor_stays: bool,
    /// The moment of the reply.
    pub now: Moment,
}

/// An authenticator that is being set up. Has no `Debug`: it holds the secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthenticatorSetup {
    /// The secret as people type it.
    pub typed: String,
    /// The QR code's dark squares, row by row.
    pub squares: Vec<Vec<bool>>,
}

/// Recovery codes, shown this once. Has no `Debug`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// Ten codes, as printed.
    pub codes: Vec<String>,
}
