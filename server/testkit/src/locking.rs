//! Locking a session at a shared workstation, and proving once more who sits there.

use crate::people::Staff;
use portal_care::accounts::{self, security};
use portal_care::{Action, CareError};

impl Staff {
    /// Locks the session; answers with where the page goes.
    pub async fn locks(&self, next: Option<&str>) -> Result<String, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        let locked = portal.write(&visitor, Action::Lock, async |call| accounts::lock(call, next).await).await?;
        Ok(locked.to)
    }

    /// Enters a password at the locked page; answers with where the page goes.
    pub async fn unlocks(&self, password: &str, next: Option<&str>) -> Result<String, CareError> {
        self.world.tick();
        let opened = accounts::unlock(&self.world.portal, &self.visitor(), password, next).await?;
        Ok(opened.to)
    }

    /// Proves once more who sits there: password and code.
    pub async fn proves(&self, password: &str, code: &str) -> Result<(), CareError> {
        self.world.tick();
        security::prove(&self.world.portal, &self.visitor(), password, code).await
    }
}
