//! Who calls, and the keys this gives.

use crate::administration::Administration;
use crate::chart::{Acting, Chart, Charts, Scope, View};
use crate::matrix::Matrix;
use crate::pool::PoolKey;
use crate::registry::Registry;
use crate::standing::Standing;
use crate::support::Support;
use crate::{Action, Denied, Kind, policy};
use portal_types::account::Role;
use portal_types::ids::{AccountId, GrantId, PatientId, PoolId, SessionId};
use portal_types::representative::Right;
use std::sync::Arc;

/// A chart that an account may open, and how it stands to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Whose chart.
    pub patient: PatientId,
    /// How the account stands to it, today.
    pub standing: Standing,
    /// By which grant; by none, if it is the account's own.
    pub grant: Option<GrantId>,
}

/// Who calls: made once per request from the session, never kept beyond it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor(Inner);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Inner {
    Guest,
    Patient { account: AccountId, session: SessionId, matrix: Arc<Matrix>, held: Vec<Held> },
    Staff { account: AccountId, session: SessionId, role: Role, pools: Vec<PoolId> },
    Locked { account: AccountId, session: SessionId },
    Operator,
}

impl Actor {
    /// Nobody is signed in.
    pub fn guest() -> Self {
        Self(Inner::Guest)
    }

    /// A patient's account, or a representative's: there is one kind. `held` are the charts it opens, its own first, and
    /// `matrix` says what of them. None while its person has to do something else first: agree to new terms, or
    /// set up a second factor.
    pub fn patient(account: AccountId, session: SessionId, matrix: Arc<Matrix>, held: Vec<Held>) -> Self {
        Self(Inner::Patient { account, session, matrix, held })
    }

    /// A staff account with the pools that it is a member of and that its role answers.
    pub fn staff(account: AccountId, session: SessionId, role: Role, pools: Vec<PoolId>) -> Self {
        Self(Inner::Staff { account, session, role, pools })
    }

    /// A staff member's session that is locked: it can be opened again or ended, and opens nothing.
    pub fn locked(account: AccountId, session: SessionId) -> Self {
        Self(Inner::Locked { account, session })
    }

    /// The person at the command line of the server.
    pub fn operator() -> Self {
        Self(Inner::Operator)
    }

    /// What kind of caller this is.
    pub fn kind(&self) -> Kind {
        match &self.0 {
            Inner::Guest => Kind::Guest,
            Inner::Patient { .. } => Kind::Patient,
            Inner::Staff { role, .. } => Kind::Staff(*role),
            Inner::Locked { .. } => Kind::Locked,
            Inner::Operator => Kind::Operator,
        }
    }

    /// The account, for the audit trail.
    pub fn account(&self) -> Option<AccountId> {
        match &self.0 {
            Inner::Patient { account, .. } | Inner::Staff { account, .. } | Inner::Locked { account, .. } => {
                Some(*account)
            }
            Inner::Guest | Inner::Operator => None,
        }
    }

    /// The session, for the audit trail.
    pub fn session(&self) -> Option<SessionId> {
        match &self.0 {
            Inner::Patient { session, .. } | Inner::Staff { session, .. } | Inner::Locked { session, .. } => {
                Some(*session)
            }
            Inner::Guest | Inner::Operator => None,
        }
    }

    /// May this actor ask for this action at all?
    pub fn may(&self, action: Action) -> Result<(), Denied> {
        if policy::permits(self.kind(), action) { Ok(()) } else { Err(Denied) }
    }

    /// The charts this account may open at all, its own first, and how it stands to each.
    pub fn held(&self) -> &[Held] {
        match &self.0 {
            Inner::Patient { held, .. } => held,
            _ => &[],
        }
    }

    /// How this caller stands to a chart; not at all, if it holds none of the kind.
    pub fn standing(&self, patient: PatientId) -> Option<Standing> {
        // Of two grants for one chart the first counts: the desk puts no second one in force.
        self.held().iter().find(|held| held.patient == patient).map(|held| held.standing)
    }

    /// What a chart that is held opens of a scope.
    fn opened<S: Scope>(&self, patient: PatientId, right: Right) -> Result<View, Denied> {
        match (&self.0, self.standing(patient)) {
            (Inner::Patient { account, matrix, .. }, Some(standing)) => {
                let access = matrix.access(standing, S::OF, right);
                View::of(standing, access, *account).ok_or(Denied)
            }
            _ => Err(Denied),
        }
    }

    /// The key to see one scope of a patient's chart.
    pub fn chart<S: Scope>(&self, patient: PatientId) -> Result<Chart<S>, Denied> {
        Ok(Chart::new(patient, self.opened::<S>(patient, Right::Read)?))
    }

    /// The key to do something in one scope of a patient's chart. What may not be seen is not acted in.
    pub fn acting<S: Scope>(&self, patient: PatientId) -> Result<Acting<S>, Denied> {
        self.opened::<S>(patient, Right::Read)?;
        Ok(Acting::new(patient, self.opened::<S>(patient, Right::Act)?))
    }

    /// The key to see one scope of all charts that open it; it may be empty.
    pub fn charts<S: Scope>(&self) -> Charts<S> {
        let mut of: Vec<(PatientId, View)> = Vec::new();
        for Held { patient, .. } in self.held() {
            if let Ok(view) = self.opened::<S>(*patient, Right::Read)
                && !of.iter().any(|(seen, _)| seen == patient)
            {
                of.push((*patient, view));
            }
        }
        Charts::new(of)
    }

    /// The word in the audit trail for what this caller is when something is about a patient: a patient's account that
    /// acts on another's chart is a representative, so that who acted for somebody is one range of the trail.
    pub fn acts_as(&self, patient: Option<PatientId>) -> &'static str {
        let own = |patient: PatientId| self.held().iter().any(|held| held.standing.is_own() && held.patient == patient);
        match patient {
            Some(patient) if self.kind() == Kind::Patient && !own(patient) => "representative",
            _ => self.kind().code(),
        }
    }

    /// The key to the pools a staff member answers; refused to roles that answer nobody.
    pub fn pools(&self) -> Result<PoolKey, Denied> {
        match &self.0 {
            Inner::Staff { pools, .. } if policy::permits(self.kind(), Action::ListDesk) => {
                Ok(PoolKey::new(pools.clone()))
            }
            _ => Err(Denied),
        }
    }

    /// The key to the registry, for desks that know people by their papers.
    pub fn registry(&self) -> Result<Registry, Denied> {
        match &self.0 {
            Inner::Staff { role: Role::Enrollment, .. } => Ok(Registry::new(None)),
            Inner::Staff { role: Role::FrontDesk, account, .. } => Ok(Registry::new(Some(*account))),
            _ => Err(Denied),
        }
    }

    /// The key to what Technical Support sees of accounts.
    pub fn support(&self) -> Result<Support, Denied> {
        match &self.0 {
            Inner::Staff { role: Role::Support, .. } => Ok(Support::new()),
            _ => Err(Denied),
        }
    }

    /// The key to staff accounts and to what the clinic decides for all.
    pub fn administration(&self) -> Result<Administration, Denied> {
        match &self.0 {
            // Whoever runs the machine makes the first administrator.
            Inner::Staff { role: Role::Admin, .. } | Inner::Operator => Ok(Administration::new()),
            _ => Err(Denied),
        }
    }

    /// The key to one's own account.
    pub fn own(&self) -> Result<Own, Denied> {
        match &self.0 {
            Inner::Patient { account, session, .. }
            | Inner::Staff { account, session, .. }
            | Inner::Locked { account, session } => Ok(Own { account: *account, session: *session }),
            Inner::Guest | Inner::Operator => Err(Denied),
        }
    }
}

/// The key to one's own account and session.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    account: AccountId,
    session: SessionId,
}

impl Own {
    /// The account.
    pub fn account(&self) -> AccountId {
        self.account
    }

    /// The session that asks.
    pub fn session(&self) -> SessionId {
        self.session
    }
}
