//! Closing a conversation that is over. The patient goes on from it in a new one; an answer opens it again.

use leptos::prelude::*;
use portal_api::staff;
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Icon, Notice, text};
use portal_page::{Faults, Folded, Press, when_done};
use portal_types::message::ThreadView;

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// The form, folded away; or since when the conversation is closed. `changed` is called when it was closed.
#[component]
pub(super) fn Closing(thread: RwSignal<ThreadView>, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let id = thread.with_untracked(|thread| thread.thread);
    let action = ServerAction::<staff::Close>::new();
    let faults = Faults::of(action);
    when_done(action, move |_| {
        changed.run(());
        // The part that had the focus is gone.
        portal_browser::focus("desk-heading");
    });
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
            view! {
                <Folded title=w.desk_close() what=w.desk_close_text() faults id="close" page=HERE>
                    <ActionForm action>
                        <input type="hidden" name="thread" value=id.to_string() autocomplete="off" />
                        <Press label=w.desk_close() variant=ButtonVariant::Secondary busy />
                    </ActionForm>
                </Folded>
            }
            .into_any()
        }
    };
    view! { <div>{move || portal_kit::fresh(body())}</div> }.into_any()
}
