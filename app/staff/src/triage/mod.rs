//! The queue: whatever waits for one's inboxes, the first due first, beside the one that is open and what colleagues
//! say about it.

mod about;
mod assign;
mod batch;
mod beside;
mod item;
mod notes;
mod queue;
mod said;
mod texts;

pub(crate) use beside::{Beside, InQueue};
pub(crate) use texts::Texts;

use crate::asks::MOVES;
use crate::inbox::{ANSWER, Drafts};
use crate::keys::{Also, Keys, Reply};
use crate::parts::Gone;
use crate::pulse::Pulse;
use assign::ASSIGN;
use batch::Picked;
use item::{Item, Opened, opened};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use notes::{Jotted, NOTE};
use portal_api::{ApiError, triage};
use portal_kit::boot::use_words;
use portal_kit::live::hear;
use portal_kit::{ButtonVariant, Icon, LinkButton, Notice, PageHead, Skeleton, SkeletonShape, Tone, fresh};
use portal_page::{Trouble, cursor, nothing_there};
use portal_types::ids::WorkId;
use portal_types::links;
use portal_types::notice::Nudge;
use portal_types::page::Cursor;
use portal_types::triage::{CoverList, Queue, QueueFilter};
use queue::QueueList;

/// Which piece of work an address means: none, one, or something that is none at all.
#[derive(Clone, Copy, PartialEq)]
enum Chosen {
    None,
    One(WorkId),
    Nonsense,
}

impl Chosen {
    fn item(self) -> Option<WorkId> {
        match self {
            Self::One(item) => Some(item),
            Self::None | Self::Nonsense => None,
        }
    }
}

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    filter: Memo<QueueFilter>,
    after: Memo<Option<Cursor>>,
    /// With how many it was not done, where a browser has sent the form of several by itself.
    left: Memo<Option<u32>>,
    chosen: Memo<Chosen>,
    queue: Resource<Result<Queue, ApiError>>,
    covers: Resource<Result<CoverList, ApiError>>,
    open: Resource<Option<Result<Opened, ApiError>>>,
}

impl Asked {
    fn new() -> Self {
        let (params, query) = (use_params_map(), use_query_map());
        let filter = Memo::new(move |_| {
            query.with(|query| query.get_str("show").map(QueueFilter::from_code).unwrap_or_default())
        });
        let left = Memo::new(move |_| query.with(|query| query.get_str("left").and_then(|left| left.parse().ok())));
        let (after, before, notes) = (cursor("after"), cursor("before"), cursor("notes"));
        let about = Memo::new(move |_| query.with(|query| query.get_str("about").is_some()));
        let acting = Memo::new(move |_| query.with(|query| query.get_str("acting").is_some()));
        let chosen = Memo::new(move |_| {
            params.with(|params| match params.get_str("item") {
                None | Some("") => Chosen::None,
                Some(id) => id.parse().map_or(Chosen::Nonsense, Chosen::One),
            })
        });
        let queue = Resource::new(
            move || (filter.get(), after.get()),
            |(filter, after)| async move { triage::queue(filter, after).await },
        );
        let covers = Resource::new(|| (), |()| async move { triage::covers().await });
        let open = Resource::new(
            move || (chosen.get(), before.get(), notes.get(), about.get(), acting.get()),
            |(chosen, before, notes, about, acting)| async move {
                match chosen {
                    Chosen::None => None,
                    Chosen::One(item) => Some(opened(item, [before, notes], [about, acting]).await),
                    Chosen::Nonsense => Some(Err(nothing_there())),
                }
            },
        );
        Self { filter, after, left, chosen, queue, covers, open }
    }
}

/// `/desk/queue` and `/desk/queue/:item`, with `?show=` and `?after=` for the list; `?before=` for what was said or
/// happened earlier, `?notes=` for earlier notes, `?about` for what is known of the patient, `?acting` for who can act
/// for her.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Desk /> })
}

#[component]
fn Desk() -> impl IntoView {
    let Asked { filter, after, left, chosen, queue, covers, open } = Asked::new();
    let w = use_words();
    let pulse = Pulse::new();
    hear(move |nudge| {
        pulse.news();
        let open = |nudge: Nudge| Some(WorkId::from(nudge.thread)) == chosen.get_untracked().item();
        if nudge.is_none_or(open) {
            pulse.open.update(|beat| *beat += 1);
        }
    });
    let (drafts, jotted) = (Drafts::new(), Jotted::new());
    // What is opened later takes the focus; what the page came with does not.
    let settled = RwSignal::new(false);
    Effect::new(move |_| settled.set(true));
    // Whether somebody types: then letters are letters.
    let typing = RwSignal::new(false);
    // The rows in the order shown, and the one the keyboard is at.
    let order = RwSignal::new(Vec::<WorkId>::new());
    let at = RwSignal::new(None::<WorkId>);
    let picked = Picked::new();
    // What was done with something that is not open any more.
    let told = RwSignal::new(None::<String>);
    let open_row = Signal::derive(move || chosen.get().item());
    let reply = Reply {
        ids: &[ANSWER, MOVES],
        does: w.triage_key_reply(),
        opens: w.triage_key_open(),
        leaves: w.triage_key_leave(),
    };
    let also = vec![
        Also {
            key: "a",
            does: w.triage_key_assign(),
            press: Callback::new(
                move |()| {
                    if picked.is_any() { picked.go("assign") } else { portal_browser::focus_now(ASSIGN) }
                },
            ),
        },
        Also {
            key: "d",
            does: w.triage_key_done(),
            press: Callback::new(move |()| {
                if picked.is_any() {
                    picked.go("done");
                } else {
                    // Of a conversation, and of what is asked for: one of them is there.
                    portal_browser::focus_now("close-step");
                    portal_browser::focus_now("done-step");
                }
            }),
        },
        Also { key: "n", does: w.triage_key_note(), press: Callback::new(move |()| portal_browser::focus_now(NOTE)) },
        Also {
            key: "x",
            does: w.triage_key_pick(),
            press: Callback::new(move |()| {
                if let Some(item) = at.get_untracked().or(chosen.get_untracked().item()) {
                    picked.turn(item, !picked.has_untracked(item));
                }
            }),
        },
    ];

    let rows = move || view! { <Skeleton label=w.desk_loading() count=8 shape=SkeletonShape::Rows /> };
    let lines = move || view! { <Skeleton label=w.triage_loading() count=8 /> };
    let not_done = move || left.get().map(|count| view! { <Notice tone=Tone::Caution title=w.triage_left(count) /> });
    view! {
        <Title text=w.triage_title() />
        <PageHead
            title=w.triage_title()
            action=move || {
                view! {
                    <LinkButton
                        href=links::DESK_SEARCH
                        label=w.search_messages()
                        icon=Icon::Search
                        variant=ButtonVariant::Secondary
                    />
                }
            }
        />
        <div id="told" tabindex="-1" class="said">
            {move || told.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
            {not_done}
        </div>
        <div class="split" class:reading=move || chosen.get() != Chosen::None>
            <section class="stack tight" aria-label=w.desk_queue()>
                <Suspense fallback=rows>
                    {move || {
                        let (filter, later) = (filter.get(), after.get().is_some());
                        Suspend::new(async move { fresh(match (queue.await, covers.await) {
                                (Ok(first), covers) => {
                                    let covers = covers.ok();
                                    view! {
                                        <QueueList
                                            filter
                                            first
                                            covers
                                            later
                                            chosen=open_row
                                            pulse
                                            order
                                            at
                                            picked
                                            typing
                                        />
                                    }
                                        .into_any()
                                }
                                (Err(error), _) => {
                                    let retry = Callback::new(move |()| queue.refetch());
                                    view! { <Trouble error retry beside=true /> }.into_any()
                                }
                            }) })
                    }}
                </Suspense>
                <Keys chosen=open_row typing order at reply also />
            </section>
            <section class="stack" aria-label=w.triage_open()>
                <Suspense fallback=lines>
                    {move || {
                        let filter = filter.get();
                        Suspend::new(async move { fresh(match open.await {
                                None => view! { <p class="soft">{w.triage_choose()}</p> }.into_any(),
                                Some(Ok(first)) => {
                                    view! { <Item first filter pulse drafts jotted typing settled told /> }.into_any()
                                }
                                Some(Err(error)) => {
                                    let retry = Callback::new(move |()| open.refetch());
                                    view! {
                                        <Gone
                                            error
                                            retry
                                            title=w.triage_gone_title()
                                            text=w.triage_gone_text()
                                            back=links::DESK_QUEUE
                                            label=w.desk_back()
                                        />
                                    }
                                        .into_any()
                                }
                            }) })
                    }}
                </Suspense>
            </section>
        </div>
    }
    .into_any()
}
