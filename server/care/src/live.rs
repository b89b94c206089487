//! Who may hear which nudge.

use crate::{CareError, Portal, Visitor};
use portal_access::{Action, Actor};
pub use portal_gateways::Heard;
use portal_gateways::live;
use portal_store::Listener;
use portal_types::notice::Nudge;

/// What a stream may hear; asked for anew every thirty seconds, so that an ended session ends its streams.
pub struct Ear(Actor);

impl Ear {
    /// Whether this nudge is for this stream.
    pub fn hears(&self, nudge: &Nudge) -> bool {
        self.0.charts().contains(&nudge.patient) || self.0.pools().is_ok_and(|key| key.pools().contains(&nudge.pool))
    }
}

/// The ear of a visitor, while the session lives.
pub async fn ear(portal: &Portal, visitor: &Visitor) -> Result<Ear, CareError> {
    portal.read(visitor, Action::Listen, async |glance| Ok(Ear(glance.actor().clone()))).await
}

/// Passes nudges of all nodes to the streams of this one, for as long as the listener lives.
pub async fn relay(portal: &Portal, mut listener: Listener) -> Result<(), CareError> {
    loop {
        match listener.next().await? {
            Some(line) => {
                if let Some(nudge) = live::nudge(&line) {
                    portal.live().tell(Heard::Nudge(nudge));
                }
            }
            None => portal.live().tell(Heard::CatchUp),
        }
    }
}
