//! Who can act for the patient of the conversation that is open, and setting one of them aside at once.

use crate::deeds::{DeedFields, sentence, words};
use crate::unfolding::{Part, unfolding};
use leptos::prelude::*;
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::{Notice, Tone, text};
use portal_page::{Faults, Folded, Growing, MoreHere, when_done};
use portal_types::grant_form::DeskMove;
use portal_types::ids::{GrantId, ThreadId};
use portal_types::page::Page;
use portal_types::representative::TeamGrant;
use portal_words::Words;

/// This very page, without what its address asks for.
const HERE: &str = "?";

/// How a grant stands, on what ground, and until when.
fn context(w: &Words, row: &TeamGrant) -> String {
    let parts = [
        Some(text::grant_state(w, row.state)),
        Some(text::basis(w, row.basis)),
        row.ends_on.map(|day| w.grant_ends(text::date_with_year(w, day))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Folded away, below what was done here just now.
#[component]
pub(super) fn Acting(
    thread: ThreadId,
    /// The way to it without the browser program.
    to: String,
    /// Who can, if the address asks for that.
    first: Option<Result<Page<TeamGrant>, ApiError>>,
    typing: RwSignal<bool>,
) -> impl IntoView {
    let w = use_words();
    let said = RwSignal::new(None::<String>);
    let part = Part { title: w.team_grants(), to, first };
    let list = unfolding(
        part,
        move || staff::grants(thread, None),
        move |first, again| {
            let done = Callback::new(move |told: String| {
                said.set(Some(told));
                again.run(());
                portal_browser::focus("done");
            });
            view! { <List thread first typing done /> }.into_any()
        },
    );
    view! {
        <div id="done" tabindex="-1">
            {move || said.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
        </div>
        {list}
    }
    .into_any()
}

/// The grants, the newest first.
#[component]
fn List(thread: ThreadId, first: Page<TeamGrant>, typing: RwSignal<bool>, done: Callback<String>) -> impl IntoView {
    let w = use_words();
    let list = Growing::new(
        first,
        |row: &TeamGrant| row.grant,
        move |after| async move { staff::grants(thread, Some(after)).await },
    );
    let nothing = move || view! { <p class="soft">{w.team_grants_none()}</p> };
    view! {
        <Show when=move || !list.is_empty() fallback=nothing>
            <p class="soft">{w.team_grants_text()}</p>
            <ul class="stack tight" role="list" aria-label=w.team_grants()>
                <For each=move || list.rows() key=|row| row.grant let(row)>
                    <li>
                        <p>
                            <strong>{row.name.clone()}</strong>
                            " · "
                            {context(w, &row)}
                        </p>
                        {row.can_suspend.then(|| view! { <SetAside thread grant=row.grant typing done /> })}
                    </li>
                </For>
            </ul>
        </Show>
        <MoreHere rest=list.rest label=w.front_grants_more() />
    }
    .into_any()
}

/// Opening it changes nothing yet. While somebody types why, letters are letters.
#[component]
fn SetAside(thread: ThreadId, grant: GrantId, typing: RwSignal<bool>, done: Callback<String>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<staff::SuspendGrant>::new();
    let faults = Faults::worded(action, sentence);
    let [title, _, said] = words(w, DeskMove::Suspend);
    when_done(action, move |_| done.run(said.clone()));
    // Several on a page: each part has ids of its own.
    let id = format!("suspend-{grant}");
    let prefix = format!("{id}-");
    let busy: Signal<bool> = action.pending().into();
    // The field may have had the focus when its part went.
    on_cleanup(move || {
        typing.try_set(false);
    });
    view! {
        <Folded title what=w.move_suspend_office_text() faults id page=HERE>
            <div on:focusin=move |_| typing.set(true) on:focusout=move |_| typing.set(false)>
                <ActionForm action attr:class="stack tight">
                    <input type="hidden" name="thread" value=thread.to_string() autocomplete="off" />
                    <input type="hidden" name="grant" value=grant.to_string() autocomplete="off" />
                    <DeedFields deed=DeskMove::Suspend prefix faults busy />
                </ActionForm>
            </div>
        </Folded>
    }
    .into_any()
}
