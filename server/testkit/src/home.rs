//! The first page of a chart, and that of all people.

use crate::people::Patient;
use portal_care::representatives::household::household;
use portal_care::{Action, CareError, home};
use portal_types::home::HomeView;
use portal_types::representative::Household;

impl Patient {
    /// The first page of the chart that is open.
    pub async fn home(&self) -> Result<HomeView, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ReadHome, async |call| home::open(call, self.id).await).await
    }

    /// Everybody whose charts she may open.
    pub async fn people(&self) -> Result<Household, CareError> {
        self.world.tick();
        let (portal, visitor) = (&self.world.portal, self.visitor());
        portal.read(&visitor, Action::ReadHousehold, async |call| household(call).await).await
    }
}
