//! The key to the registry: who the patients are, and nothing that happened to them.

use portal_types::ids::AccountId;

/// Opens names, birth dates, contacts and invitations of records: of all of them for the enrollment desk, for a front
/// desk of those that its own practices have seen. Only [`crate::Actor::registry`] makes it.
#[derive(Debug)]
pub struct Registry {
    of: Option<AccountId>,
}

impl Registry {
    pub(crate) fn new(of: Option<AccountId>) -> Self {
        Self { of }
    }

    /// Whose practices' patients it opens; `None` for everybody's.
    pub fn of(&self) -> Option<AccountId> {
        self.of
    }
}
