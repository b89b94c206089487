//! How staff look at things and do things, whichever desk they sit at.

use crate::people::Staff;
use portal_care::{Action, Call, CareError, Glance};

impl Staff {
    /// Looks at something, as a page would.
    pub(crate) async fn looking<T>(
        &self,
        action: Action,
        look: impl AsyncFnOnce(&mut Glance) -> Result<T, CareError>,
    ) -> Result<T, CareError> {
        self.world.tick();
        self.world.portal.read(&self.visitor(), action, look).await
    }

    /// Does something that is written, as a page's form would.
    pub(crate) async fn working<T>(
        &self,
        action: Action,
        act: impl AsyncFnOnce(&mut Call) -> Result<T, CareError>,
    ) -> Result<T, CareError> {
        self.world.tick();
        self.world.portal.write(&self.visitor(), action, act).await
    }
}
