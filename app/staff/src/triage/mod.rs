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
use crate::keys::{Also, Keys, Place, Reply};
use crate::pulse::Pulse;
use crate::split::{Address, Chosen, Pane, chosen, split};
use assign::ASSIGN;
use batch::Picked;
use item::{Item, Opened, opened};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use notes::{Jotted, NOTE};
use portal_api::{ApiError, triage};
use portal_kit::boot::use_words;
use portal_kit::{ButtonVariant, Icon, LinkButton, Notice, PageHead, Tone, fresh};
use portal_page::cursor;
use portal_types::ids::WorkId;
use portal_types::links;
use portal_types::page::Cursor;
use portal_types::triage::{CoverList, Queue, QueueFilter};
use queue::QueueList;

/// What the address says, and what was asked for it. Asked in the page's own piece of code, not in `data`: whatever
/// stands there is sent with the first page.
struct Asked {
    filter: Memo<QueueFilter>,
    after: Memo<Option<Cursor>>,
    /// With how many it was not done, where a browser has sent the form of several by itself.
    left: Memo<Option<u32>>,
    chosen: Memo<Chosen<WorkId>>,
    queue: Resource<Result<Queue, ApiError>>,
    covers: Resource<Result<CoverList, ApiError>>,
    open: Resource<Option<Result<Opened, ApiError>>>,
}

impl Asked {
    fn new() -> Self {
        let query = use_query_map();
        let filter = Memo::new(move |_| {
            query.with(|query| query.get_str("show").map(QueueFilter::from_code).unwrap_or_default())
        });
        let left = Memo::new(move |_| query.with(|query| query.get_str("left").and_then(|left| left.parse().ok())));
        let (after, before, notes) = (cursor("after"), cursor("before"), cursor("notes"));
        let about = Memo::new(move |_| query.with(|query| query.get_str("about").is_some()));
        let acting = Memo::new(move |_| query.with(|query| query.get_str("acting").is_some()));
        let chosen = chosen::<WorkId>("item");
        let queue = Resource::new(
            move || (filter.get(), after.get()),
            |(filter, after)| async move { triage::queue(filter, after).await },
        );
        let covers = Resource::new(|| (), |()| async move { triage::covers().await });
        let open = Resource::new(
            move || (chosen.get(), before.get(), notes.get(), about.get(), acting.get()),
            |(chosen, before, notes, about, acting)| {
                chosen.opened(move |item| opened(item, [before, notes], [about, acting]))
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
    let pulse = Pulse::hearing(move || chosen.get_untracked().one());
    let (drafts, jotted) = (Drafts::new(), Jotted::new());
    // What is opened later takes the focus; what the page came with does not.
    let settled = RwSignal::new(false);
    Effect::new(move |_| settled.set(true));
    // Whether somebody types: then letters are letters.
    let typing = RwSignal::new(false);
    let place = Place::new(Signal::derive(move || chosen.get().one()));
    let picked = Picked::new();
    // What was done with something that is not open any more.
    let told = RwSignal::new(None::<String>);
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
                if let Some(item) = place.at.get_untracked().or(place.open.get_untracked()) {
                    picked.turn(item, !picked.has_untracked(item));
                }
            }),
        },
    ];

    let again = Callback::new(move |()| queue.refetch());
    let waiting = move || async move { Ok::<_, ApiError>((queue.await?, covers.await.ok())) };
    let rows = move |(first, covers): (Queue, Option<CoverList>), filter: QueueFilter, later: bool| {
        view! { <QueueList filter first covers later pulse place picked typing /> }.into_any()
    };
    let shown = move |first: Opened, filter: QueueFilter| {
        view! { <Item first filter pulse drafts jotted typing settled told /> }.into_any()
    };
    let keys = view! { <Keys place typing reply also /> }.into_any();
    let pane = Pane {
        label: w.triage_open(),
        loading: w.triage_loading(),
        choose: w.triage_choose(),
        gone: [w.triage_gone_title(), w.triage_gone_text()],
        back: (links::DESK_QUEUE, w.desk_back()),
    };
    let address = Address { filter, after, chosen };
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
        {split(address, (waiting, again), rows, keys, open, shown, pane)}
    }
    .into_any()
}
