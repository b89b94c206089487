//! What the administration's desk sees of the staff, and does with their accounts.

use crate::account::{AccountState, Role};
use crate::field::{self, FieldProblem, Problem, Problems};
use crate::ids::{AccountId, IntentKey, PracticeId};
use crate::moment::Moment;
use crate::page::Page;
use serde::{Deserialize, Serialize};

/// A colleague in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRow {
    /// Which account.
    pub account: AccountId,
    /// Name as patients see it.
    pub name: String,
    /// What the person does.
    pub role: Role,
    /// How the account stands: active, suspended, or invited until it was set up.
    pub state: AccountState,
    /// When it was made.
    pub made_at: Moment,
}

/// A page of the staff, the newest first, and what the form of an invitation begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffList {
    /// The colleagues.
    pub page: Page<StaffRow>,
    /// All practices, by name.
    pub practices: Vec<(PracticeId, String)>,
    /// Seconds for which nothing more must be proven before a change.
    pub proven_for: u32,
    /// The moment of the reply.
    pub now: Moment,
    /// The intent of the form.
    pub intent: IntentKey,
}

/// A colleague's account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffView {
    /// Which account.
    pub account: AccountId,
    /// Name as patients see it.
    pub name: String,
    /// Username.
    pub username: String,
    /// What the person does.
    pub role: Role,
    /// How the account stands.
    pub state: AccountState,
    /// When it was made.
    pub made_at: Moment,
    /// When it was last signed in to.
    pub last_sign_in: Option<Moment>,
    /// Open sessions.
    pub sessions: u32,
    /// Until when the link works by which it is set up, if one is out.
    pub set_up_until: Option<Moment>,
    /// All practices, by name, and whether this person is of them.
    pub practices: Vec<(PracticeId, String, bool)>,
    /// Whether it is the account of who asks: nobody sets herself aside or takes her own role away.
    pub own: bool,
    /// Seconds for which nothing more must be proven before a change.
    pub proven_for: u32,
    /// The intent of the forms.
    pub intent: IntentKey,
}

/// What can be done with a colleague's account besides giving it another role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffAct {
    /// Set it aside.
    Suspend,
    /// Open it again.
    Resume,
    /// End its sessions.
    EndSessions,
    /// Have password and authenticator set up anew, by a link that is handed over.
    Reset,
}

impl StaffAct {
    /// All of them, in the order offered.
    pub const ALL: [Self; 4] = [Self::EndSessions, Self::Reset, Self::Suspend, Self::Resume];

    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::EndSessions => "end_sessions",
            Self::Reset => "reset",
        }
    }

    /// The act of a word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }

    /// Whether it makes sense for an account in a state, of somebody else.
    pub fn fits(self, state: AccountState) -> bool {
        match self {
            Self::Suspend => matches!(state, AccountState::Active | AccountState::Invited),
            Self::Resume => state == AccountState::Suspended,
            Self::EndSessions => state == AccountState::Active,
            Self::Reset => matches!(state, AccountState::Active | AccountState::Invited),
        }
    }
}

/// A colleague to be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewColleague {
    /// Username.
    pub username: String,
    /// Name as patients see it.
    pub name: String,
    /// What the person does.
    pub role: Role,
    /// The practices the person works for.
    pub practices: Vec<PracticeId>,
    /// Made once per invitation.
    pub intent: IntentKey,
}

/// The role of a form, and the practices that belong to it.
fn duties(problems: &mut Problems, role: &str, practices: Vec<PracticeId>) -> Option<(Role, Vec<PracticeId>)> {
    let role = problems.check("role", Role::from_code(role).ok_or(Problem::NotAChoice))?;
    let mut practices = if role.works_for_practices() { practices } else { Vec::new() };
    // In one order, and each once: of two who do this at one moment neither waits for the other for ever.
    practices.sort_unstable();
    practices.dedup();
    if role.works_for_practices() && practices.is_empty() {
        return problems.check("practices", Err(Problem::NotAChoice));
    }
    Some((role, practices))
}

impl NewColleague {
    /// Reads the form.
    pub fn parse(
        username: &str,
        name: &str,
        role: &str,
        practices: Vec<PracticeId>,
        intent: &str,
    ) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let name = problems.check("name", field::person_name(name));
        let username = problems.check("username", field::username(username));
        let duties = duties(&mut problems, role, practices);
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            let (role, practices) = duties?;
            Some(Self { username: username?, name: name?, role, practices, intent: intent? })
        })();
        problems.into_result(all)
    }
}

/// Another role, other practices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duties {
    /// What the person does from now on.
    pub role: Role,
    /// The practices the person works for.
    pub practices: Vec<PracticeId>,
    /// Made once per change.
    pub intent: IntentKey,
}

impl Duties {
    /// Reads the form.
    pub fn parse(role: &str, practices: Vec<PracticeId>, intent: &str) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Problems::default();
        let duties = duties(&mut problems, role, practices);
        let intent = problems.check("intent", intent.parse().map_err(|_| Problem::Missing));
        let all = (|| {
            let (role, practices) = duties?;
            Some(Self { role, practices, intent: intent? })
        })();
        problems.into_result(all)
    }
}

/// What came of an invitation or a reset. Has no `Debug`: it holds a secret, this once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Whose account.
    pub account: AccountId,
    /// The address to hand over; nothing if this was sent before: it is shown once.
    pub link: Option<String>,
    /// Until when it works.
    pub until: Moment,
}

/// What the link of a set-up shows. Has no `Debug`: it holds a secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffSetUp {
    /// The username to sign in with.
    pub username: String,
    /// The authenticator's secret, to be typed.
    pub typed: String,
    /// The QR code's dark squares, row by row.
    pub squares: Vec<Vec<bool>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_works_for_practices_has_one() {
        let intent = "01900000-0000-7000-8000-000000000001";
        let practice: PracticeId = intent.parse().unwrap();
        let asked =
            |role: &str, practices| NewColleague::parse("robin.staff", "Robin Staff, RN", role, practices, intent);
        let problems = asked("pool_nurse", Vec::new()).unwrap_err();
        assert_eq!((problems[0].field.as_str(), problems[0].problem), ("practices", Problem::NotAChoice));
        assert_eq!(asked("pool_nurse", vec![practice]).unwrap().practices, [practice]);
        assert!(asked("admin", vec![practice]).unwrap().practices.is_empty(), "the others serve the whole clinic");
        let problems = NewColleague::parse("rob", "", "boss", Vec::new(), intent).unwrap_err();
        assert_eq!(problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), ["name", "username", "role"]);
    }
}
