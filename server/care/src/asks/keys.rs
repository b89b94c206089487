//! The keys to what is asked for in a chart: three, for each kind of ask is a row of the access matrix of its own. Whoever has
//! none of them is told what is told of a chart that is not there; one that opens a kind opens nothing of the others.

use crate::CareError;
use portal_access::{Actor, AppointmentAsks, ReferralAsks, RenewalAsks};
use portal_store::asks::{ActingKeys, Keys};
use portal_types::ids::PatientId;

/// The keys to see what was asked for in a chart.
pub(crate) fn opened(actor: &Actor, patient: PatientId) -> Result<Keys, CareError> {
    let appointment = actor.chart::<AppointmentAsks>(patient).ok();
    let renewal = actor.chart::<RenewalAsks>(patient).ok();
    let referral = actor.chart::<ReferralAsks>(patient).ok();
    Keys::of(appointment.as_ref(), renewal.as_ref(), referral.as_ref()).ok_or(CareError::Denied)
}

/// The keys to do something with it.
pub(crate) fn acting(actor: &Actor, patient: PatientId) -> Result<ActingKeys, CareError> {
    let appointment = actor.acting::<AppointmentAsks>(patient).ok();
    let renewal = actor.acting::<RenewalAsks>(patient).ok();
    let referral = actor.acting::<ReferralAsks>(patient).ok();
    ActingKeys::of(appointment.as_ref(), renewal.as_ref(), referral.as_ref()).ok_or(CareError::Denied)
}
