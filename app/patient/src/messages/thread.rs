//! One conversation.

use super::blocked::BlockedNotice;
use super::inbox::Left;
use super::privacy::Privacy;
use super::reply::ReplyForm;
use super::shelves::PutAway;
use crate::late::LateNotice;
use crate::limits::{Limits, Shown};
use crate::shared::writes;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, messages};
use portal_kit::boot::use_words;
use portal_kit::fresh;
use portal_kit::live::{self, append, hear, lay_over};
use portal_kit::{ButtonVariant, Icon, LinkButton, LinkItem, MoreLink, Notice, PageHead, Skeleton, text};
use portal_page::{Conversation, NotFound, Snag, Trouble, cursor, goes, not_anew, nothing_there, param, use_lists};
use portal_types::ids::{MessageId, PatientId, ThreadId};
use portal_types::links;
use portal_types::message::{Closed, ClosedWhy, REPLY_DAYS, Side, ThreadStatus, ThreadView};
use portal_types::page::{Cursor, Page};
use portal_words::Words;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    patient: Memo<Option<PatientId>>,
    before: Memo<Option<Cursor>>,
    thread: Resource<Result<ThreadView, ApiError>>,
}

impl Asked {
    fn new() -> Self {
        let (patient, before) = (param("patient"), cursor("before"));
        let thread = param::<ThreadId>("thread");
        let thread = Resource::new(
            move || (patient.get(), thread.get(), before.get()),
            |(patient, thread, before)| async move {
                let (Some(patient), Some(thread)) = (patient, thread) else { return Err(nothing_there()) };
                messages::thread(patient, thread, before).await
            },
        );
        Self { patient, before, thread }
    }
}

/// `/p/:patient/messages/:thread`, and with `?before=` an earlier part of it.
pub(crate) fn draw() -> AnyView {
    let Asked { patient, before, thread } = Asked::new();
    let w = use_words();
    let goes = goes(thread);
    let loading = move || {
        view! {
            <PageHead title=w.inbox_title() />
            <Skeleton label=w.thread_loading() count=8 />
        }
    };
    fresh(view! {
        // Never the subject: the tab's title shows on shared screens and stays in the browser's history.
        <Title text=w.inbox_title() />
        <Suspense fallback=loading>
            {move || {
                let (whose, earlier) = (patient.get(), before.get().is_some());
                Suspend::new(async move { fresh(match (whose, thread.await) {
                        (Some(patient), Ok(first)) => view! { <Opened patient first earlier goes /> }.into_any(),
                        (_, Err(error)) => {
                            let retry = Callback::new(move |()| thread.refetch());
                            view! { <Trouble error retry /> }.into_any()
                        }
                        (None, _) => view! { <NotFound /> }.into_any(),
                    }) })
            }}
        </Suspense>
    })
}

/// What stands under the last own message: how far it is, and by when an answer comes.
fn state(w: &'static Words, thread: &ThreadView) -> Option<(MessageId, String)> {
    let last = thread.messages.rows.iter().find(|message| message.side == Side::Patient)?;
    let by = thread.answer_by.map(|by| text::date(w, by));
    let words = match (thread.status, by) {
        // The day that was promised is over: it is no day to wait for any more.
        (ThreadStatus::Sent | ThreadStatus::Opened, Some(by)) if thread.late.is_some() => w.thread_late(by),
        (ThreadStatus::Sent, None) => w.thread_sent(),
        (ThreadStatus::Sent, Some(by)) => w.thread_sent_answer_by(by),
        (ThreadStatus::Opened, None) => w.thread_opened(),
        (ThreadStatus::Opened, Some(by)) => w.thread_opened_answer_by(by),
        (ThreadStatus::Answered, _) => w.thread_answered(),
        (ThreadStatus::Closed, _) => w.inbox_status_closed(),
    };
    Some((last.message, words))
}

/// The head, the conversation and the place to reply. `earlier`: only an earlier part is shown, to be read.
/// `goes`: nothing is there any more.
#[component]
fn Opened(patient: PatientId, first: ThreadView, earlier: bool, goes: Callback<ApiError>) -> impl IntoView {
    let w = use_words();
    let id = first.thread;
    let (subject, practice) = (first.subject.clone(), first.practice.clone());
    let lead = w.thread_lead(practice.clone(), text::topic(w, first.topic));
    let thread = RwSignal::new(first);
    let trouble = RwSignal::new(None::<ApiError>);
    let lists = use_lists();
    Effect::new(move |_| lists.keep(Left(id)));
    // Asked for, an answer counts as read.
    Effect::new(move |_| {
        thread.with(|thread| thread.messages.rows.len());
        live::Opened::tell();
    });
    let label = w.thread_label(practice.clone());
    let late = Memo::new(move |_| thread.with(|thread| thread.late.clone()));
    let state = Memo::new(move |_| thread.with(|thread| state(w, thread)));

    let refresh = Action::new(move |(): &()| messages::thread(patient, id, None));
    Effect::new(move |_| match refresh.value().get() {
        Some(Ok(mut fresh)) => {
            thread.update(|thread| {
                let shown = std::mem::replace(&mut thread.messages, Page { rows: Vec::new(), next: None });
                let newest = std::mem::replace(&mut fresh.messages, Page { rows: Vec::new(), next: None });
                fresh.messages = lay_over(shown, newest, |message| (message.at.ms, message.message));
                *thread = fresh;
            });
            trouble.set(None);
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    if !earlier {
        hear(move |nudge| {
            if nudge.is_none_or(|nudge| nudge.thread == id) {
                refresh.dispatch(());
            }
        });
    }
    let retry = Callback::new(move |()| {
        refresh.dispatch(());
    });

    view! {
        <PageHead title=subject lead back=LinkItem::new(links::messages(patient), w.thread_back()) />
        <div class="stack">
            <LateNotice late />
            <Follows patient thread />
            <Earlier patient thread trouble goes />
            <Conversation thread own=Side::Patient label state />
            <Snag error=trouble retry />
            {if earlier {
                view! {
                    <div>
                        <LinkButton
                            href=links::thread(patient, id)
                            label=w.thread_newest()
                            variant=ButtonVariant::Secondary
                        />
                    </div>
                }
                    .into_any()
            } else if writes(patient) {
                view! { <Answering patient thread sent=retry /> }.into_any()
            } else {
                ().into_any()
            }}
            <Privacy patient thread changed=retry />
            {writes(patient).then(|| view! { <PutAway patient thread changed=retry /> })}
            // Last: nothing of this conversation is left out.
            <Limits patient of=Shown::Conversation />
        </div>
    }
}

/// Which conversation this one goes on from, and which one goes on from this.
#[component]
fn Follows(patient: PatientId, thread: RwSignal<ThreadView>) -> impl IntoView {
    let w = use_words();
    let before = Memo::new(move |_| thread.with(|thread| thread.follows));
    // Of a conversation that is closed it is said where one would reply.
    let after = Memo::new(move |_| thread.with(|thread| thread.followed_by.filter(|_| thread.closed.is_none())));
    let line = move |words: String, to: ThreadId| {
        view! {
            <p>
                <a class="alone" href=links::thread(patient, to)>{words}</a>
            </p>
        }
    };
    view! {
        {move || before.get().map(|to| line(w.thread_follows(), to))}
        {move || after.get().map(|to| line(w.thread_followed_by(), to))}
    }
    .into_any()
}

/// The place to reply, while one may; else why one may not, and what to do instead: a conversation is no dead end.
#[component]
fn Answering(patient: PatientId, thread: RwSignal<ThreadView>, sent: Callback<()>) -> impl IntoView {
    let w = use_words();
    // What is half-written stays in sight when the conversation is closed meanwhile.
    let form = Memo::new(move |before: Option<&bool>| {
        before.copied().unwrap_or_default() || thread.with(|thread| thread.may_reply)
    });
    let closed = Memo::new(move |_| thread.with(|thread| thread.closed.map(|closed| (closed, thread.followed_by))));
    let blocked = Memo::new(move |_| {
        thread.with(|thread| thread.blocked.clone().map(|blocked| (w.blocked_title(&thread.practice), blocked)))
    });
    let over = move || {
        closed.get().map(|(closed, followed_by)| {
            let id = thread.with_untracked(|thread| thread.thread);
            view! { <Over patient thread=id closed followed_by /> }
        })
    };
    let refused = move || blocked.get().map(|(title, blocked)| view! { <BlockedNotice title blocked /> });
    view! {
        <div class="stack" aria-live="polite">
            {over}
            {refused}
        </div>
        <Show when=move || form.get()>
            <ReplyForm patient thread sent />
        </Show>
    }
    .into_any()
}

/// That the conversation is closed, why, and the way on.
#[component]
fn Over(patient: PatientId, thread: ThreadId, closed: Closed, followed_by: Option<ThreadId>) -> impl IntoView {
    let w = use_words();
    let why = match closed.why {
        ClosedWhy::Team => w.thread_closed_team(text::date_with_year(w, closed.at.day())),
        ClosedWhy::Time => w.thread_closed_time(REPLY_DAYS),
    };
    let (href, label) = match followed_by {
        Some(next) => (links::thread(patient, next), w.thread_followed_by()),
        None => (links::follow_up(patient, thread), w.thread_follow_up()),
    };
    view! {
        <Notice icon=Icon::Clock title=w.thread_closed_title()>
            <p>{why}</p>
            <div>
                <LinkButton href label variant=ButtonVariant::Secondary />
            </div>
        </Notice>
    }
    .into_any()
}

/// The way to what was said before; it adds on top, and the place of reading stays.
#[component]
fn Earlier(
    patient: PatientId,
    thread: RwSignal<ThreadView>,
    trouble: RwSignal<Option<ApiError>>,
    goes: Callback<ApiError>,
) -> impl IntoView {
    let w = use_words();
    let id = thread.with_untracked(|thread| thread.thread);
    let more = Action::new(move |before: &Cursor| messages::thread(patient, id, Some(*before)));
    Effect::new(move |_| match more.value().get() {
        Some(Ok(page)) => {
            thread.update(|thread| append(&mut thread.messages, page.messages, |message| message.message));
            trouble.set(None);
            if thread.with_untracked(|thread| thread.messages.next.is_none()) {
                // The link that had the focus is gone.
                portal_browser::focus("thread-beginning");
            }
        }
        Some(Err(error)) => not_anew(error, trouble, goes),
        None => {}
    });
    let next = Memo::new(move |_| thread.with(|thread| thread.messages.next));
    let short = next.get_untracked().is_none();
    let load = Callback::new(move |()| {
        if let (Some(before), false) = (next.get_untracked(), more.pending().get_untracked()) {
            more.dispatch(before);
        }
    });
    move || match next.get() {
        Some(before) => {
            view! { <MoreLink href=format!("?before={before}") label=w.thread_earlier() on_press=load /> }.into_any()
        }
        None if short => ().into_any(),
        None => view! {
            <p id="thread-beginning" tabindex="-1" class="soft small">
                {w.thread_beginning()}
            </p>
        }
        .into_any(),
    }
}
