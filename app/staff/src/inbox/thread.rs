//! The conversation that is open: about whom, who can act for her, how far it is, what was said, and the answer.

use super::acting::Acting;
use super::answer::{AnswerForm, Drafts};
use super::blocks::Blocks;
use super::closing::Closing;
use crate::opened::{add_earlier, keep_fresh};
use crate::parts::OpenHead;
use crate::pulse::Pulse;
use crate::triage::{Beside, InQueue};
use crate::way::Way;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use portal_api::{ApiError, staff};
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, LinkButton, MoreLink, text};
use portal_page::{Conversation, Snag};
use portal_types::message::{Side, ThreadStatus, ThreadView};
use portal_types::page::{Cursor, Page};
use portal_types::pool::PoolKind;
use portal_types::representative::TeamGrant;
use portal_words::Words;

/// What the team still owes.
fn state(w: &'static Words, thread: &ThreadView) -> String {
    match (thread.status, thread.answer_by) {
        (ThreadStatus::Answered, _) => w.desk_status_answered(),
        (ThreadStatus::Closed, _) => w.desk_status_closed(),
        (_, Some(by)) if thread.late.is_some() => w.requests_late(text::date(w, by)),
        (_, Some(by)) => w.desk_answer_by(text::date(w, by)),
        (_, None) => w.desk_status_opened(),
    }
}

/// Whether the team owes nothing.
fn is_done(thread: &ThreadView) -> bool {
    matches!(thread.status, ThreadStatus::Answered | ThreadStatus::Closed)
}

/// Everything about one conversation. A nudge changes it in place.
#[component]
pub(crate) fn DeskThread(
    first: ThreadView,
    /// Who can act for the patient, if the address asks for that.
    acting: Option<Result<Page<TeamGrant>, ApiError>>,
    /// The list it was opened from.
    way: Way,
    pulse: Pulse,
    drafts: Drafts,
    typing: RwSignal<bool>,
    settled: RwSignal<bool>,
    /// What colleagues say about it, and their texts, in the queue.
    #[prop(optional_no_strip)]
    beside: Option<Beside>,
) -> impl IntoView {
    let w = use_words();
    let id = first.thread;
    if settled.get_untracked() {
        Effect::new(|_| portal_browser::focus("desk-heading"));
    }
    let born = first.patient_born.map(|born| w.desk_born(text::date_with_year(w, born)));
    let patient = first.patient_name.clone();
    let subject = first.subject.clone();
    let inbox = Some(first.kind).filter(|kind| *kind != PoolKind::General).map(|kind| text::pool_kind(w, kind));
    let about: Vec<String> =
        [Some(first.practice.clone()), inbox, Some(text::topic(w, first.topic))].into_iter().flatten().collect();
    let about = about.join(" · ");
    let linked = [(first.follows, w.desk_follows()), (first.followed_by, w.desk_followed_by())];
    let thread = RwSignal::new(first);
    let trouble = RwSignal::new(None::<ApiError>);

    // An earlier part is there to be read: it is answered and closed, and grows, where the newest messages are.
    let before: Option<Cursor> = use_query_map().with_untracked(|query| query.get_str("before")?.parse().ok());
    let earlier = before.is_some();
    let refresh = Action::new(move |(): &()| staff::thread(id, before));
    let (sent, retry) = keep_fresh(thread, trouble, pulse, refresh);
    let (top, bottom, texts) = match beside {
        Some(Beside { top, bottom, texts }) => (Some(top), Some(bottom), Some(texts)),
        None => (None, None, None),
    };

    view! {
        <OpenHead back=way.back() label=w.desk_back() title=subject>
            <p>
                <strong>{patient}</strong>
                " "
                {born}
            </p>
            <p class="cluster small">
                <span class="soft">{about}</span>
                <span
                    class="tag"
                    class:good=move || thread.with(is_done)
                    class:late=move || thread.with(|thread| !is_done(thread) && thread.late.is_some())
                >
                    {move || thread.with(|thread| state(w, thread))}
                </span>
            </p>
            {linked
                .into_iter()
                .filter_map(|(to, words)| Some((to?, words)))
                .map(|(to, words)| {
                    view! {
                        <p class="small">
                            <a href=way.item(to.into())>{words}</a>
                        </p>
                    }
                })
                .collect_view()}
            <InQueue way item=id.into() />
        </OpenHead>
        {top}
        <Acting thread=id to=format!("{}?acting=1", way.place(id.into())) first=acting typing />
        <Earlier thread trouble way />
        <Conversation thread own=Side::Team label=w.desk_conversation() />
        <Snag error=trouble retry />
        {if earlier {
            view! {
                <div>
                    <LinkButton
                        href=way.item(id.into())
                        label=w.thread_newest()
                        variant=ButtonVariant::Secondary
                    />
                </div>
            }
                .into_any()
        } else {
            view! { <AnswerForm thread drafts typing sent way texts /> }.into_any()
        }}
        {bottom}
        {(!earlier).then(|| view! { <Closing thread changed=sent /> })}
        <Blocks thread typing changed=retry />
    }
}

/// The way to what was said before; it adds on top, and the place of reading stays.
#[component]
fn Earlier(thread: RwSignal<ThreadView>, trouble: RwSignal<Option<ApiError>>, way: Way) -> impl IntoView {
    let w = use_words();
    let id = thread.with_untracked(|thread| thread.thread);
    let more = Action::new(move |before: &Cursor| staff::thread(id, Some(*before)));
    let (next, load) = add_earlier(thread, trouble, more);
    move || {
        next.get().map(|before| {
            view! {
                <MoreLink href=format!("{}?before={before}", way.place(id.into())) label=w.desk_earlier() on_press=load />
            }
        })
    }
}
