//! Closing a conversation that is over. The patient goes on from it in a new one; an answer opens it again.

use leptos::prelude::*;
use portal_api::staff;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Icon, Notice, text};
use portal_page::{Faults, Folded, Press, refused, when_done};
use portal_types::error::Refusal;
use portal_types::message::ThreadView;
use portal_words::Words;

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// The form, folded away; or since when the conversation is closed. `changed` is called when it was closed, and when it was
/// not because the patient has written: then that shows.
#[component]
pub(super) fn Closing(thread: RwSignal<ThreadView>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let id = thread.with_untracked(|thread| thread.thread);
    let action = ServerAction::<staff::Close>::new();
    let faults = Faults::of(action).conflict(Words::desk_close_conflict);
    when_done(action, move |_| {
        changed.run(());
        // The part that had the focus is gone.
        portal_browser::focus("desk-heading");
    });
    let value = action.value();
    Effect::new(move |_| {
        let new = value.with(refused).is_some_and(|error| error.refusal() == Some(&Refusal::Conflict));
        if new {
            changed.run(());
        }
    });
    let seen = move || {
        let newest = thread.with(|thread| thread.messages.rows.first().map(|message| message.message));
        newest.map(|message| message.to_string()).unwrap_or_default()
    };
    let since = Memo::new(move |_| thread.with(|thread| thread.closed.map(|closed| closed.at)));
    let body = move || match since.get() {
        Some(at) => {
            let title = w.desk_closed_since(text::date_with_year(w, at.day()));
            view! {
                <Notice icon=Icon::Check title>
                    <p>{w.desk_closed_text()}</p>
                </Notice>
            }
            .into_any()
        }
        None => {
            let busy: Signal<bool> = action.pending().into();
            // Without the browser program the page comes anew: why it was not closed is not folded away.
            let open = untrack(move || faults.any());
            view! {
                <Folded title=w.desk_close() what=w.desk_close_text() faults id="close" page=HERE open>
                    <ActionForm action>
                        <input type="hidden" name="thread" value=id.to_string() autocomplete="off" />
                        <input type="hidden" name="seen" value=seen autocomplete="off" />
                        <Press label=w.desk_close() variant=ButtonVariant::Secondary busy />
                    </ActionForm>
                </Folded>
            }
            .into_any()
        }
    };
    view! { <div>{move || portal_kit::fresh(body())}</div> }.into_any()
}
