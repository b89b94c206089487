//! What somebody has begun to write about a chart and has not sent: messages, and requests.

use crate::asks::{acting, forms};
use crate::messages::{begun_at, replied_in};
use crate::{CareError, Glance};
use portal_access::Messages;
use portal_store::drafts;
use portal_types::ask::AskKind;
use portal_types::ids::{PatientId, ThreadId};

/// Something that somebody has begun to write.
#[derive(Clone, Copy)]
pub(super) enum Begun {
    /// A message that begins a conversation.
    Message,
    /// A reply in a conversation, of whatever chart.
    Reply(ThreadId),
    /// A new request. One that is written anew waits where it is: in its own line.
    Ask(AskKind),
}

/// The most of them that are looked at.
const MOST: u64 = 20;

/// What the caller has begun and may still send, each with when it was last written at, the newest first. Which of the
/// conversations are the chart's is for whoever has its key to ask.
pub(super) async fn begun(call: &Glance, patient: PatientId) -> Result<Vec<(Begun, i64)>, CareError> {
    let (new, reply) = begun_at(patient);
    let writes = call.actor().acting::<Messages>(patient).is_ok();
    let keys = acting(call.actor(), patient).ok();
    let forms = keys.as_ref().map(forms).unwrap_or_default();
    let messages = writes.then_some((new.as_str(), reply));
    let asks = keys.as_ref().map(|keys| (keys, forms.as_slice()));
    let kept = drafts::begun(call.db(), &call.actor().own()?, messages, asks, MOST).await?;
    let read = |place: &str| {
        if place == new.as_str() {
            return Some(Begun::Message);
        }
        let form = forms.iter().find(|(_, form)| form.as_str() == place);
        form.map(|(kind, _)| Begun::Ask(*kind)).or_else(|| replied_in(place).map(Begun::Reply))
    };
    Ok(kept.into_iter().filter_map(|kept| Some((read(&kept.place)?, kept.saved_at))).collect())
}
