//! The key to shared inboxes.

use portal_types::ids::PoolId;

/// The key to the pools a staff member answers, and to who can act for the patients who have written there. Only
/// [`crate::Actor::pools`] makes it.
#[derive(Debug)]
pub struct PoolKey {
    pools: Vec<PoolId>,
}

impl PoolKey {
    pub(crate) fn new(pools: Vec<PoolId>) -> Self {
        Self { pools }
    }

    /// Which pools.
    pub fn pools(&self) -> &[PoolId] {
        &self.pools
    }
}
