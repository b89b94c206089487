//! What somebody between 13 and 18 keeps for herself, conversation by conversation.

use leptos::form::ActionForm;
use leptos::prelude::*;
use portal_api::messages;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, Notice, Tone};
use portal_page::sentence;
use portal_types::ids::PatientId;
use portal_types::message::ThreadView;

/// Who sees this conversation, for whoever may say so; works with and without the browser program. `changed` is called
/// when she has said it.
#[component]
pub(crate) fn Privacy(patient: PatientId, thread: RwSignal<ThreadView>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let id = thread.with_untracked(|thread| thread.thread);
    let set = ServerAction::<messages::SetPrivate>::new();
    Effect::new(move |_| {
        if set.value().with(|said| matches!(said, Some(Ok(())))) {
            changed.run(());
        }
    });
    let failed = move || {
        set.value().get().and_then(Result::err).map(|error| {
            view! {
                <Notice tone=Tone::Caution title=w.thread_private_failed() live=true>
                    <p>{sentence(w, &error)}</p>
                </Notice>
            }
        })
    };
    // Whether it is kept now, where there is something to say about it.
    let kept = Memo::new(move |_| thread.with(|thread| thread.may_hide.then_some(thread.private)));
    move || {
        kept.get().map(|kept| {
            let (words, label) = if kept {
                (w.thread_private_kept(), w.thread_private_show())
            } else {
                (w.thread_private_shown(), w.thread_private_keep())
            };
            view! {
                <section class="stack tight" aria-labelledby="thread-private">
                    <h2 id="thread-private">{w.thread_private_title()}</h2>
                    <p class="soft">{words}</p>
                    {failed}
                    <ActionForm action=set>
                        <input type="hidden" name="patient" value=patient.to_string() autocomplete="off" />
                        <input type="hidden" name="thread" value=id.to_string() autocomplete="off" />
                        <input type="hidden" name="private" value=(!kept).to_string() autocomplete="off" />
                        <Button label variant=ButtonVariant::Secondary busy=set.pending() />
                    </ActionForm>
                </section>
            }
        })
    }
}
