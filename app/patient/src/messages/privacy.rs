//! Who sees a conversation.

use crate::private::Private;
use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::messages;
use portal_kit::boot::use_words;
use portal_page::{refused, when_done};
use portal_types::ids::PatientId;
use portal_types::message::ThreadView;

/// Who sees this conversation, for whoever may say so. `changed` is called when she has said it.
#[component]
pub(crate) fn Privacy(patient: PatientId, thread: RwSignal<ThreadView>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let id = thread.with_untracked(|thread| thread.thread);
    let set = ServerAction::<messages::SetPrivate>::new();
    let value = set.value();
    when_done(set, move |_| changed.run(()));
    let kept = Memo::new(move |_| thread.with(|thread| thread.may_hide.then_some(thread.private)));
    let form = move |end: AnyView| {
        view! {
            <ActionForm action=set>
                <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                <input type="hidden" name="thread" value=id.to_string() autocomplete="off" />
                {end}
            </ActionForm>
        }
        .into_any()
    };
    let texts = [w.thread_private_kept(), w.thread_private_shown()];
    let trouble = Signal::derive(move || value.with(refused));
    view! {
        <Private kept id="thread-private" title=w.thread_private_title() texts trouble busy=set.pending() form />
    }
    .into_any()
}
