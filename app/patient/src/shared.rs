//! What every page here does alike.

use portal_kit::boot::use_boot;
use portal_kit::text;
use portal_types::account::{ChartCard, Who};
use portal_types::ids::PatientId;
use portal_types::moment::Moment;
use portal_words::Words;

/// The card of a chart, if the visitor may open it.
pub(crate) fn chart(patient: PatientId) -> Option<ChartCard> {
    match &use_boot().who {
        Who::Patient { charts, .. } => charts.iter().find(|chart| chart.patient == patient).cloned(),
        _ => None,
    }
}

/// Date and time in full, for those who ask.
pub(crate) fn exact(w: &'static Words, at: Moment) -> String {
    w.patient_exact_time(text::date(w, at.day()), text::time_of(w, at))
}
