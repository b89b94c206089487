//! Where a file lies until it is sent: where it is written what it goes with.

use crate::messages;
use crate::{Call, CareError};
use portal_access::{AppointmentAsks, Messages, ReferralAsks, RenewalAsks, Uploads};
use portal_store::messages::{desk_head, head};
use portal_types::ask::AskKind;
use portal_types::ids::{PatientId, ThreadId};
use portal_types::links;
use portal_types::representative::Capability;

/// A place at which files lie. Each is its sender's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A new message about a chart.
    New(PatientId),
    /// A reply in a conversation of a chart.
    Reply(PatientId, ThreadId),
    /// The team's answer in a conversation.
    Answer(ThreadId),
    /// A new request about a chart.
    Ask(PatientId, AskKind),
}

impl From<messages::Place> for Place {
    fn from(place: messages::Place) -> Self {
        match place {
            messages::Place::New(patient) => Self::New(patient),
            messages::Place::Reply(patient, thread) => Self::Reply(patient, thread),
            messages::Place::Answer(thread) => Self::Answer(thread),
        }
    }
}

impl Place {
    /// The word in the tables.
    pub fn key(self) -> String {
        match self {
            Self::New(patient) => format!("new {patient}"),
            Self::Reply(_, thread) => format!("reply {thread}"),
            Self::Answer(thread) => format!("answer {thread}"),
            Self::Ask(patient, kind) => format!("ask {} {patient}", kind.code()),
        }
    }

    /// The place of a word, about a chart.
    pub(super) fn read(key: &str, patient: PatientId) -> Option<Self> {
        match key.split(' ').collect::<Vec<_>>().as_slice() {
            ["new", _] => Some(Self::New(patient)),
            ["reply", thread] => Some(Self::Reply(patient, thread.parse().ok()?)),
            ["answer", thread] => Some(Self::Answer(thread.parse().ok()?)),
            ["ask", kind, _] => Some(Self::Ask(patient, AskKind::from_code(kind)?)),
            _ => None,
        }
    }

    /// The page on which it is.
    pub fn link(self) -> String {
        match self {
            Self::New(patient) => links::compose(patient),
            Self::Reply(patient, thread) => links::thread(patient, thread),
            Self::Answer(thread) => links::desk_thread(thread),
            Self::Ask(patient, kind) => links::ask_form(patient, kind),
        }
    }

    /// Whose chart it is in, where the place says so.
    pub(super) fn chart(self) -> Option<PatientId> {
        match self {
            Self::New(patient) | Self::Reply(patient, _) | Self::Ask(patient, _) => Some(patient),
            Self::Answer(_) => None,
        }
    }
}

/// Whose chart a place is about, for somebody who may put files there: who may write there, and, on a patient's side, may
/// upload. The audit entry of the call names the chart.
pub(super) async fn open_to(call: &mut Call, place: Place) -> Result<PatientId, CareError> {
    if let Some(patient) = place.chart() {
        call.acting::<Uploads>(patient)?;
    }
    match place {
        Place::New(patient) => {
            call.acting::<Messages>(patient)?;
            Ok(patient)
        }
        Place::Reply(patient, thread) => {
            let chart = call.acting::<Messages>(patient)?;
            head(call.tx(), &chart, thread).await?.ok_or(CareError::NotFound)?;
            Ok(patient)
        }
        Place::Answer(thread) => {
            let key = call.actor().pools()?;
            let head = desk_head(call.tx(), &key, thread).await?.ok_or(CareError::NotFound)?;
            let patient = head.patient_id.into();
            call.about(patient, Capability::Messages.code());
            Ok(patient)
        }
        Place::Ask(patient, kind) => {
            match kind {
                AskKind::Appointment => {
                    call.acting::<AppointmentAsks>(patient)?;
                }
                AskKind::Renewal => {
                    call.acting::<RenewalAsks>(patient)?;
                }
                AskKind::Referral => {
                    call.acting::<ReferralAsks>(patient)?;
                }
            }
            Ok(patient)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_back() {
        let patient: PatientId = "01900000-0000-7000-8000-000000000001".parse().unwrap();
        let thread: ThreadId = "01900000-0000-7000-8000-000000000002".parse().unwrap();
        let messages = [Place::New(patient), Place::Reply(patient, thread), Place::Answer(thread)];
        let asks = AskKind::ALL.map(|kind| Place::Ask(patient, kind));
        let all: Vec<Place> = messages.into_iter().chain(asks).collect();
        for (n, place) in all.iter().enumerate() {
            assert_eq!(Place::read(&place.key(), patient), Some(*place));
            assert!(all[..n].iter().all(|other| other.key() != place.key()));
        }
        for nonsense in ["", "new", "reply old", "ask visit 1", "search desk"] {
            assert_eq!(Place::read(nonsense, patient), None, "{nonsense}");
        }
    }
}
