//! The queue of a desk: rows that grow and follow what happens, in place, so that neither the reader's place nor the focus
//! is lost.

use crate::keys::{Place, row_id};
use crate::pulse::{Pulse, at_beats};
use crate::way::Way;
use leptos::prelude::*;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::live::lay_on_top;
use portal_kit::{Due, EmptyState, Icon, MessageList, text};
use portal_page::{Growing, More, Rest, Snag};
use portal_types::day::Day;
use portal_types::ids::{PoolId, WorkId};
use portal_types::moment::Moment;
use portal_types::page::{Cursor, Page};
use portal_words::Words;
use std::fmt::Display;
use std::hash::Hash;

/// What waits in a queue, and what its row says.
pub(crate) trait Waits: Clone + PartialEq + Send + Sync + 'static {
    /// Tells it from the others.
    type Id: Copy + Eq + Hash + Display + Into<WorkId> + Send + Sync + 'static;

    /// Which it is.
    fn id(&self) -> Self::Id;

    /// Whose it is and what it is.
    fn title(&self, w: &Words) -> String;

    /// How it stands, in one line.
    fn context(&self, w: &Words) -> String;

    /// Whether it is to stand out: nobody of the team has looked at it yet.
    fn is_new(&self) -> bool;

    /// How near the day is by which it is to be answered.
    fn near(&self, today: Day) -> Due;

    /// When something last happened.
    fn last_at(&self) -> Moment;

    /// The rows as they are now, and of those that were loaded further down the ones that come after them.
    fn over(shown: Page<Self>, fresh: Page<Self>) -> Page<Self> {
        lay_on_top(shown, fresh, Self::id)
    }
}

/// What the server says about a queue.
#[derive(Clone)]
pub(crate) struct Answer<R> {
    /// The inboxes, each with the words for how much waits in it.
    pub(crate) pools: Vec<(PoolId, String)>,
    /// A page of it.
    pub(crate) page: Page<R>,
    /// The moment of the answer.
    pub(crate) now: Moment,
}

/// A queue that is shown.
pub(crate) struct Rows<R: 'static> {
    /// Its rows.
    pub(crate) list: Growing<R>,
    pools: RwSignal<Vec<(PoolId, String)>>,
    now: RwSignal<Moment>,
    later: bool,
    rest: Rest,
    retry: Callback<()>,
    said: RwSignal<String>,
}

impl<R> Clone for Rows<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Rows<R> {}

impl<R: Waits> Rows<R> {
    /// Begins with an answer. `later`: it is not of the first page, so nothing new can come in on top. `ask` asks for the
    /// first page, or for the one after a place; `added` says how many rows have come in at the end.
    pub(crate) fn new<F>(
        first: Answer<R>,
        later: bool,
        pulse: Pulse,
        ask: impl Fn(Option<Cursor>) -> F + Copy + Send + Sync + 'static,
        added: impl Fn(usize) -> String + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Answer<R>, ApiError>> + Send + 'static,
    {
        let more = move |after: Cursor| async move { ask(Some(after)).await.map(|answer| answer.page) };
        let list = Growing::new(first.page, R::id, more);
        let (pools, now) = (RwSignal::new(first.pools), RwSignal::new(first.now));
        let mut rest = list.rest;
        let refresh = Action::new(move |(): &()| ask(None));
        Effect::new(move |_| match refresh.value().get() {
            Some(Ok(fresh)) => {
                if !later {
                    if let Some(shown) = list.left() {
                        list.replace(R::over(shown, fresh.page));
                    }
                }
                pools.set(fresh.pools);
                now.set(fresh.now);
                rest.trouble.set(None);
            }
            Some(Err(error)) => rest.trouble.set(Some(error)),
            None => {}
        });
        at_beats(pulse.queue, move || {
            refresh.dispatch(());
        });
        let retry = Callback::new(move |()| {
            refresh.dispatch(());
        });
        let said = RwSignal::new(String::new());
        Effect::new(move |before: Option<()>| {
            let count = rest.added.get();
            if before.is_some() {
                said.set(added(count));
            }
        });
        let load = rest.load;
        // What was said is said anew, even in the same words.
        rest.load = Callback::new(move |()| {
            said.set(String::new());
            load.run(());
        });
        Self { list, pools, now, later, rest, retry, said }
    }

    /// Which rows there are, in the order shown.
    pub(crate) fn ids(self) -> Vec<R::Id> {
        self.list.with(|rows| rows.iter().map(R::id).collect())
    }

    /// A row as it is now, wherever it stands by then.
    pub(crate) fn newest(self, row: R) -> Memo<R> {
        let id = row.id();
        Memo::new(move |_| {
            let newest = self.list.with(|rows| rows.iter().find(|other| other.id() == id).cloned());
            newest.unwrap_or_else(|| row.clone())
        })
    }
}

/// What stands around the rows: which of them are shown, how much waits in each inbox, and the way to the others.
#[component]
pub(crate) fn Around<R>(
    rows: Rows<R>,
    /// What is shown.
    way: Way,
    /// The parts of the queue and what they are called: links, so that each has an address.
    parts: Vec<(Way, String)>,
    /// Names the way to where the queue begins.
    first: String,
    /// Names the way to more rows.
    more: String,
    /// What is known besides.
    #[prop(optional)]
    about: Option<AnyView>,
    /// What was done just now.
    #[prop(optional)]
    told: Option<AnyView>,
    /// The rows.
    children: Children,
) -> impl IntoView
where
    R: Waits,
{
    let w = use_words();
    let parts = parts
        .into_iter()
        .map(|(to, label)| {
            view! {
                <a class="tab" href=to.back() aria-current=(to == way).then_some("true")>
                    {label}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="cluster" aria-label=w.desk_filter()>
            {parts}
        </nav>
        <ul class="cluster small" role="list" aria-label=w.desk_pools()>
            <For each=move || rows.pools.get() key=|pool| pool.clone() let(pool)>
                <li class="tag">{pool.1}</li>
            </For>
        </ul>
        {about}
        <Snag error=rows.rest.trouble retry=rows.retry />
        {told}
        {rows
            .later
            .then(|| {
                view! {
                    <p>
                        <a href=way.back()>{first}</a>
                    </p>
                }
            })}
        {children()}
        <More rest=rows.rest to=way.later() label=more />
        <p class="hidden-word" role="status">
            {rows.said}
        </p>
    }
    .into_any()
}

/// The rows of a queue where each is nothing but its link, or what is said while there are none. The keyboard goes along
/// them.
#[component]
pub(crate) fn Links<R>(
    rows: Rows<R>,
    /// What is shown.
    way: Way,
    place: Place<R::Id>,
    /// A title and a text.
    empty: [String; 2],
) -> impl IntoView
where
    R: Waits,
{
    Effect::new(move |_| place.order.set(rows.ids()));
    let line = move |row: R| {
        let row = rows.newest(row);
        view! {
            <li>
                <Line rows row way place />
            </li>
        }
        .into_any()
    };
    let nothing = move || {
        let [title, text] = empty.clone();
        view! { <EmptyState icon=Icon::Inbox title text /> }
    };
    view! {
        <Show when=move || !rows.list.is_empty() fallback=nothing>
            <Lines rows line />
        </Show>
    }
    .into_any()
}

/// The rows, as `line` draws each.
#[component]
pub(crate) fn Lines<R, V>(rows: Rows<R>, line: V) -> impl IntoView
where
    R: Waits,
    V: Fn(R) -> AnyView + Clone + Send + 'static,
{
    let w = use_words();
    view! {
        <MessageList label=w.desk_queue() queue=true>
            <For each=move || rows.list.rows() key=R::id let(row)>
                {line(row)}
            </For>
        </MessageList>
    }
    .into_any()
}

/// The link of a row. It changes in place: redrawing it would take the focus away.
#[component]
pub(crate) fn Line<R>(
    rows: Rows<R>,
    /// The row as it is now.
    row: Memo<R>,
    way: Way,
    place: Place<R::Id>,
    /// What is said below the context.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView
where
    R: Waits,
{
    let w = use_words();
    let id = row.with_untracked(R::id);
    let near = Memo::new(move |_| row.with(|row| row.near(rows.now.get().day())));
    view! {
        <a
            class="row"
            class:unread=move || row.with(R::is_new)
            class:soon=move || near.get() == Due::Soon
            class:late=move || near.get() == Due::Late
            id=row_id(id)
            href=way.item(id.into())
            aria-current=move || (place.open.get() == Some(id)).then_some("true")
            on:focus=move |_| place.at.set(Some(id))
        >
            <span>
                <span class="title">{move || row.with(|row| row.title(w))}</span>
                <span class="context">{move || row.with(|row| row.context(w))}</span>
                {children.map(|children| children())}
            </span>
            <time datetime=move || row.with(|row| row.last_at().machine())>
                {move || row.with(|row| text::when(w, row.last_at(), rows.now.get()))}
            </time>
        </a>
    }
    .into_any()
}
