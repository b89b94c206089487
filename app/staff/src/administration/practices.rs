//! The practices by name, beside the one that is open.

use super::gone::Gone;
use super::practice::Practice;
use crate::parts::focus_opened;
use leptos::prelude::*;
use leptos_meta::Title;
use portal_api::{ApiError, practices};
use portal_kit::boot::use_words;
use portal_kit::{
    Due, EmptyState, Icon, MessageList, MessageRow, Notice, PageHead, Skeleton, SkeletonShape, Tone, fresh,
};
use portal_page::{Growing, More, Snag, Trouble, cursor, param};
use portal_types::ids::PracticeId;
use portal_types::links;
use portal_types::page::Page;
use portal_types::practice::{Feature, PracticeRow, PracticeView};
use portal_words::Words;

/// `/desk/admin/practices` and `/desk/admin/practices/:practice`, with `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Practices /> })
}

#[component]
fn Practices() -> impl IntoView {
    let w = use_words();
    let (after, chosen) = (cursor("after"), param::<PracticeId>("practice"));
    let list = Resource::new(move || after.get(), |after| async move { practices::list(after).await });
    let open: Resource<Option<Result<PracticeView, ApiError>>> = Resource::new(
        move || chosen.get(),
        |chosen| async move {
            match chosen {
                Some(practice) => Some(practices::open(practice).await),
                None => None,
            }
        },
    );
    // The practice that was changed just now; list and form show anew beside what is said.
    let done = RwSignal::new(None::<PracticeId>);
    Effect::new(move |_| {
        if done.with(Option::is_some) {
            list.refetch();
            open.refetch();
            portal_browser::focus("done");
        }
    });
    focus_opened(move || chosen.get());
    let rows = move || view! { <Skeleton label=w.desk_loading() count=8 shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.loading() count=8 /> };
    view! {
        <Title text=w.admin_practices_title() />
        <PageHead title=w.admin_practices_title() lead=w.admin_practices_lead() />
        <div class="split" class:reading=move || chosen.get().is_some()>
            <section class="stack tight" aria-label=w.admin_practices_list()>
                <Suspense fallback=rows>
                    {move || {
                        let later = after.get().is_some();
                        Suspend::new(async move {
                            fresh(match list.await {
                                Ok(first) => view! { <List first later chosen /> }.into_any(),
                                Err(error) => {
                                    let retry = Callback::new(move |()| list.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
            <section class="stack" id="beside" tabindex="-1" aria-label=w.admin_practice()>
                <div id="done" tabindex="-1">
                    {move || {
                        (done.get().is_some() && done.get() == chosen.get())
                            .then(|| view! { <Notice tone=Tone::Positive title=w.admin_changed() live=true /> })
                    }}
                </div>
                <Suspense fallback=lines>
                    {move || {
                        Suspend::new(async move {
                            fresh(match open.await {
                                None => view! { <p class="soft">{w.admin_practices_choose()}</p> }.into_any(),
                                Some(Ok(shown)) => view! { <Practice shown done /> }.into_any(),
                                Some(Err(error)) => {
                                    let retry = Callback::new(move |()| open.refetch());
                                    view! {
                                        <Gone
                                            error
                                            retry
                                            title=w.admin_practice_gone_title()
                                            back=links::DESK_PRACTICES
                                            label=w.admin_practices_back()
                                        />
                                    }
                                        .into_any()
                                }
                            })
                        })
                    }}
                </Suspense>
            </section>
        </div>
    }
    .into_any()
}

/// What a practice offers, in one line.
fn offers(w: &Words, row: &PracticeRow) -> String {
    let messages = match (row.on.contains(&Feature::Messages), row.answered) {
        (true, true) => w.admin_messages_on(),
        (true, false) => w.admin_messages_nobody(),
        (false, _) => w.admin_messages_off(),
    };
    let invitations =
        if row.on.contains(&Feature::Invitations) { w.admin_invitations_on() } else { w.admin_invitations_off() };
    format!("{messages} · {invitations}")
}

#[component]
fn List(first: Page<PracticeRow>, later: bool, chosen: Memo<Option<PracticeId>>) -> impl IntoView {
    let w = use_words();
    if first.rows.is_empty() && !later {
        return view! {
            <EmptyState
                icon=Icon::Inbox
                title=w.admin_practices_empty()
                text=w.admin_practices_empty_text()
            />
        }
        .into_any();
    }
    let list = Growing::new(first, |row| row.practice, |after| practices::list(Some(after)));
    let row = move |row: PracticeRow| {
        let id = row.practice;
        let due = if row.on.len() < Feature::ALL.len() { Due::Soon } else { Due::Calm };
        let context = offers(w, &row);
        view! {
            <MessageRow
                href=links::desk_practice(id)
                title=row.name
                context
                unread_word=String::new()
                current=Signal::derive(move || chosen.get() == Some(id))
                due
            />
        }
    };
    view! {
        <Snag error=list.rest.trouble retry=list.rest.load />
        {later
            .then(|| {
                view! {
                    <p>
                        <a href=links::DESK_PRACTICES>{w.admin_practices_first()}</a>
                    </p>
                }
            })}
        <MessageList label=w.admin_practices_list() queue=true>
            <For each=move || list.rows() key=|row| row.practice let(shown)>
                {row(shown)}
            </For>
        </MessageList>
        <More rest=list.rest to=format!("{}?after=", links::DESK_PRACTICES) label=w.admin_practices_more() />
    }
    .into_any()
}
