//! Who may hear which nudge.

use crate::{CareError, Portal, Visitor};
use portal_access::{Action, Actor, AppointmentAsks, Limit, Messages, ReferralAsks, RenewalAsks, View};
pub use portal_gateways::Heard;
use portal_gateways::live;
use portal_store::Listener;
use portal_types::ask::AskKind;
use portal_types::ids::AccountId;
use portal_types::notice::{About, Nudge};

/// What a stream may hear. It is asked for anew every thirty seconds, so that an ended session ends its streams; at once
/// when somebody changes what its account may open; and when a birthday or an end date does.
pub struct Ear {
    actor: Actor,
    until: i64,
}

impl Ear {
    /// Whether this nudge is for this stream, at a moment.
    pub fn hears(&self, nudge: &Nudge, now: i64) -> bool {
        // What a patient keeps for herself is not there for others, nor are parts that nobody has drawn.
        let chart = match nudge.about {
            // What only the team sees is news to nobody else.
            About::Desk => false,
            About::Thread => self.actor.chart::<Messages>(nudge.patient).is_ok_and(|chart| {
                let view = chart.view();
                view.own() || (!nudge.private && matches!(view.limit(), None | Some(Limit::NoPrivateThreads)))
            }),
            // Whether it is in the part of who sees only what she has asked for herself, a nudge does not say: see
            // `hears_of_own`.
            About::Ask(kind) => self.asked(nudge, kind).is_some_and(|view| {
                view.own() || (!nudge.private && matches!(view.limit(), None | Some(Limit::NoDiagnosis)))
            }),
        };
        let pool = self.actor.pools().is_ok_and(|key| key.pools().contains(&nudge.pool));
        now < self.until && (chart || pool)
    }

    /// Whether this nudge about what an account has asked for is for this stream, at a moment: one of hers that may see that
    /// alone. Whoever may see more hears the nudge to everybody.
    pub fn hears_of_own(&self, asker: AccountId, nudge: &Nudge, now: i64) -> bool {
        let About::Ask(kind) = nudge.about else { return false };
        let part = |view: View| !view.own() && matches!(view.limit(), Some(Limit::AskingOnly | Limit::MarkedDrugs));
        now < self.until && !nudge.private && self.is_of(asker) && self.asked(nudge, kind).is_some_and(part)
    }

    /// How much is open to it of what is asked for a chart.
    fn asked(&self, nudge: &Nudge, kind: AskKind) -> Option<View> {
        let (actor, patient) = (&self.actor, nudge.patient);
        match kind {
            AskKind::Appointment => actor.chart::<AppointmentAsks>(patient).map(|chart| chart.view()).ok(),
            AskKind::Renewal => actor.chart::<RenewalAsks>(patient).map(|chart| chart.view()).ok(),
            AskKind::Referral => actor.chart::<ReferralAsks>(patient).map(|chart| chart.view()).ok(),
        }
    }

    /// Until when it may hear what it may hear now, milliseconds UTC: then it is to be asked for anew.
    pub fn until(&self) -> i64 {
        self.until
    }

    /// The same, hearing nothing: what it may hear has changed, and nobody can say yet to what.
    #[must_use]
    pub fn deaf(self) -> Self {
        Self { until: i64::MIN, ..self }
    }

    /// Whether it is an account's.
    pub fn is_of(&self, account: AccountId) -> bool {
        self.actor.account() == Some(account)
    }
}

/// The ear of a visitor, while the session lives.
pub async fn ear(portal: &Portal, visitor: &Visitor) -> Result<Ear, CareError> {
    portal
        .read(visitor, Action::Listen, async |glance| {
            let until = glance.found().map_or(i64::MAX, |found| portal.holds_until(found));
            Ok(Ear { actor: glance.actor().clone(), until })
        })
        .await
}

/// Passes nudges of all nodes to the streams of this one, for as long as the listener lives.
pub async fn relay(portal: &Portal, mut listener: Listener) -> Result<(), CareError> {
    loop {
        match listener.next().await? {
            Some(line) => {
                if let Some(heard) = live::heard(&line) {
                    portal.live().tell(heard);
                }
            }
            None => portal.live().tell(Heard::CatchUp),
        }
    }
}
