//! Setting somebody aside beside what she has done.

use super::done::Done;
use super::{HERE, sentence};
use leptos::prelude::*;
use portal_api::representatives;
use portal_kit::ButtonVariant;
use portal_kit::boot::use_words;
use portal_page::{Faults, Folded, Press, when_done};
use portal_types::ids::{GrantId, PatientId};

/// What it means, and the button. Opening it changes nothing yet. `line` tells it apart from others on the page; `aside` are
/// the grants that were set aside from it: this one is one of them when it was done.
#[component]
pub(crate) fn SetAside(
    patient: PatientId,
    grant: GrantId,
    name: String,
    line: i64,
    aside: RwSignal<Vec<GrantId>>,
    done: Done,
) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<representatives::Suspend>::new();
    let faults = Faults::worded(action, sentence);
    when_done(action, move |_| {
        aside.update(|aside| aside.push(grant));
        done.did(w.grant_suspended());
    });
    let (title, what) = (w.activity_aside(name.clone()), w.grant_suspend_text(name));
    view! {
        <Folded title what faults id=format!("aside-{line}") page=HERE>
            <ActionForm action attr:class="stack tight">
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                <Press label=w.grant_suspend() variant=ButtonVariant::Danger busy=action.pending() />
            </ActionForm>
        </Folded>
    }
    .into_any()
}
