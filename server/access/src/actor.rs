//! Who calls, and the keys this gives.

use crate::administration::Administration;
use crate::chart::{Chart, Scope};
use crate::pool::PoolKey;
use crate::registry::Registry;
use crate::support::Support;
use crate::{Action, Denied, Kind, policy};
use portal_types::account::Role;
use portal_types::ids::{AccountId, PatientId, PoolId, SessionId};

/// Who calls: made once per request from the session, never kept beyond it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor(Inner);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Inner {
    Guest,
    Patient { account: AccountId, session: SessionId, own: Option<PatientId> },
    Staff { account: AccountId, session: SessionId, role: Role, pools: Vec<PoolId> },
    Locked { account: AccountId, session: SessionId },
    Operator,
}

impl Actor {
    /// Nobody is signed in.
    pub fn guest() -> Self {
        Self(Inner::Guest)
    }

    /// A patient's account; `own` is the chart it opens. None while its person has to do something else first: agree to new
    /// terms, or set up a second factor.
    pub fn patient(account: AccountId, session: SessionId, own: Option<PatientId>) -> Self {
        Self(Inner::Patient { account, session, own })
    }

    /// A staff account with the pools it is a member of.
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

    /// The key to a patient's chart for one scope.
    pub fn chart<S: Scope>(&self, patient: PatientId) -> Result<Chart<S>, Denied> {
        match &self.0 {
            Inner::Patient { own: Some(own), .. } if *own == patient => Ok(Chart::new(patient)),
            _ => Err(Denied),
        }
    }

    /// The charts this account may open at all, its own first.
    pub fn charts(&self) -> Vec<PatientId> {
        match &self.0 {
            Inner::Patient { own, .. } => own.iter().copied().collect(),
            _ => Vec::new(),
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
