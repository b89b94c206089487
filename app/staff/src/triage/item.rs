//! What is open: a conversation or a request, with whose turn it is, who the patient is, and what colleagues say.

use super::about::About;
use super::assign::{Turn, Working};
use super::beside::{Beside, cares};
use super::notes::{Jotted, Notes};
use crate::asks::DeskAsk;
use crate::inbox::{DeskThread, Drafts};
use crate::opened::keep_fresh;
use crate::pulse::Pulse;
use crate::way::Way;
use leptos::prelude::*;
use portal_api::{ApiError, asks, staff, triage};
use portal_kit::{Notice, Tone};
use portal_page::Snag;
use portal_types::ask::DeskAskView;
use portal_types::ids::WorkId;
use portal_types::message::ThreadView;
use portal_types::page::{Cursor, Page};
use portal_types::representative::TeamGrant;
use portal_types::triage::{ContextView, ItemKind, ItemView, QueueFilter};
use serde::{Deserialize, Serialize};

/// A conversation with who can act for its patient, if the address asks for that, or a request.
#[derive(Clone, Serialize, Deserialize)]
pub(super) enum Work {
    Thread(Box<ThreadView>, Option<Result<Page<TeamGrant>, ApiError>>),
    Ask(Box<DeskAskView>),
}

/// What is open: what the desk knows of it, what it is, and what is known of its patient, if the address asks for that.
pub(super) type Opened = (ItemView, Work, Option<Result<ContextView, ApiError>>);

/// Asks for it: from where on messages or events, and notes, are shown; and whether it is asked what is known of the
/// patient, and who can act for her.
pub(super) async fn opened(
    item: WorkId,
    [before, notes]: [Option<Cursor>; 2],
    [about, acting]: [bool; 2],
) -> Result<Opened, ApiError> {
    let shown = triage::item(item, notes).await?;
    let work = match shown.kind {
        ItemKind::Thread => {
            let thread = staff::thread(item.thread(), before).await?;
            let acting = if acting { Some(staff::grants(item.thread(), None).await) } else { None };
            Work::Thread(Box::new(thread), acting)
        }
        ItemKind::Ask(_) => Work::Ask(Box::new(asks::desk_open(item.ask(), before).await?)),
    };
    let about = if about { Some(triage::context(item).await) } else { None };
    Ok((shown, work, about))
}

/// All of it. A nudge changes it in place.
#[component]
pub(super) fn Item(
    first: Opened,
    filter: QueueFilter,
    pulse: Pulse,
    drafts: Drafts,
    jotted: Jotted,
    typing: RwSignal<bool>,
    settled: RwSignal<bool>,
    /// What is said when it is not open any more.
    told: RwSignal<Option<String>>,
) -> impl IntoView {
    let (shown, work, about) = first;
    let item = shown.item;
    let way = Way::Queue(filter);
    let shown = RwSignal::new(shown);
    let trouble = RwSignal::new(None::<ApiError>);
    let said = RwSignal::new(None::<String>);

    let refresh = Action::new(move |(): &()| triage::item(item, None));
    let (changed, retry) = keep_fresh(shown, trouble, pulse, refresh);
    let gone = Callback::new(move |()| pulse.queue.update(|beat| *beat += 1));
    let working = Working { item, way, shown, said, told, changed, gone, typing };
    // A field may have had the focus when its part went.
    on_cleanup(move || {
        typing.try_set(false);
    });
    let top = view! {
        <div id="beside" tabindex="-1">
            {move || said.get().map(|said| view! { <Notice tone=Tone::Positive title=said live=true /> })}
        </div>
        <Snag error=trouble retry />
        <Turn working />
        {cares().then(|| view! { <About item way first=about /> })}
    }
    .into_any();
    let bottom = view! { <Notes working jotted /> }.into_any();
    let texts = Signal::derive(move || shown.with(|shown| shown.templates.clone()));
    let beside = Some(Beside { top, bottom, texts });
    match work {
        Work::Thread(first, acting) => {
            view! { <DeskThread first=*first acting way pulse drafts typing settled beside /> }.into_any()
        }
        Work::Ask(first) => view! { <DeskAsk first=*first way pulse typing settled beside /> }.into_any(),
    }
}
