//! The shared inboxes of practices, beside the one that is open, or beside the form that adds one.

use super::desk::{Desk, Done, NoPractices, Panes, Rows};
use super::pool::{Pool, sentence};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use portal_api::pools;
use portal_kit::boot::use_words;
use portal_kit::{Due, MessageRow, SelectField, SelectOption, fresh, text};
use portal_page::{Faults, FormErrors, Growing, SendButton, cursor, param, when_done};
use portal_types::ids::{IntentKey, PoolId};
use portal_types::links;
use portal_types::pool::{PoolKind, PoolList, PoolRow, PoolView, PracticePools};
use portal_words::Words;

/// `/desk/admin/pools` and `/desk/admin/pools/:pool`, with `?after=`.
pub(crate) fn draw() -> AnyView {
    fresh(view! { <Pools /> })
}

#[component]
fn Pools() -> impl IntoView {
    let w = use_words();
    let (after, chosen) = (cursor("after"), param::<PoolId>("pool"));
    let list = Resource::new(move || after.get(), |after| async move { pools::list(after).await });
    let open = Resource::new(move || chosen.get(), |chosen| async move { Some(pools::open(chosen?).await) });
    let done = RwSignal::new(None::<Done<PoolId>>);
    let rows = move |first: PoolList, later: bool| view! { <List first later chosen /> }.into_any();
    let shown = move |shown: PoolView| {
        let desk = Desk { done, on: Some(shown.pool) };
        view! { <Pool shown desk /> }.into_any()
    };
    let none = move |first: Option<PoolList>| {
        first.map(|first| view! { <Add practices=first.page.rows intent=first.intent done /> }).into_any()
    };
    let part = move || if chosen.get().is_some() { w.pool_open() } else { w.pool_add_title() };
    view! {
        <Panes
            title=w.pools_title()
            lead=w.pools_lead()
            label=w.pools_list()
            part=Signal::derive(part)
            after
            list
            rows
            chosen
            open
            shown
            none
            gone=w.pool_gone_title()
            back=links::DESK_POOLS
            back_label=w.pools_back()
            done
        />
    }
    .into_any()
}

/// How soon it answers, and whether somebody does.
fn context(w: &Words, row: &PoolRow) -> String {
    let answered = if row.answered { w.pool_answered() } else { w.pool_nobody() };
    format!("{} · {answered}", w.compose_answers_within(row.business_days))
}

#[component]
fn List(first: PoolList, later: bool, chosen: Memo<Option<PoolId>>) -> impl IntoView {
    let w = use_words();
    if first.page.rows.is_empty() && !later {
        return view! { <NoPractices /> }.into_any();
    }
    let list = Growing::new(
        first.page,
        |row| row.practice,
        |after| async move { pools::list(Some(after)).await.map(|more| more.page) },
    );
    let row = move |practice: &str, row: PoolRow| {
        let id = row.pool;
        let due = if row.answered { Due::Calm } else { Due::Soon };
        view! {
            <MessageRow
                href=links::desk_pool(id)
                title=format!("{practice} · {}", text::pool_kind(w, row.kind))
                context=context(w, &row)
                unread_word=String::new()
                current=Signal::derive(move || chosen.get() == Some(id))
                due
            />
        }
    };
    view! {
        <Rows
            rest=list.rest
            later
            home=links::DESK_POOLS
            first=w.admin_practices_first()
            label=w.pools_list()
            more=w.admin_practices_more()
        >
            <For each=move || list.rows() key=|row| row.practice let(of)>
                {of.pools.into_iter().map(|pool| row(&of.name, pool)).collect_view()}
            </For>
        </Rows>
    }
    .into_any()
}

/// An inbox that a practice is to have. What the practices have already is said when it is chosen.
#[component]
fn Add(practices: Vec<PracticePools>, intent: IntentKey, done: RwSignal<Option<Done<PoolId>>>) -> impl IntoView {
    let w = use_words();
    let action = ServerAction::<pools::Add>::new();
    let faults = Faults::worded(action, sentence);
    let navigate = use_navigate();
    when_done(action, move |pool| {
        Desk { done, on: Some(*pool) }.did(w.pool_added());
        navigate(&links::desk_pool(*pool), leptos_router::NavigateOptions::default());
    });
    let mut offered = vec![SelectOption::new("", w.details_choose())];
    offered.extend(
        practices
            .into_iter()
            .filter(|of| !of.lacks().is_empty())
            .map(|of| SelectOption::new(of.practice.to_string(), of.name)),
    );
    let mut kinds = vec![SelectOption::new("", w.details_choose())];
    kinds.extend(PoolKind::ALL.map(|kind| SelectOption::new(kind.code(), text::pool_kind(w, kind))));
    view! {
        <div class="stack">
            <h2>{w.pool_add_title()}</h2>
            <p>{w.pool_add_text()}</p>
            <FormErrors faults id="pool-add-error" page=links::DESK_POOLS />
            <ActionForm action attr:novalidate=true attr:class="stack tight">
                <input type="hidden" name="intent" value=intent.to_string() autocomplete="off" />
                <SelectField
                    label=w.pool_practice()
                    hint=w.pool_practice_hint()
                    name="practice"
                    id="practice"
                    options=offered
                    error=faults.at("practice")
                    required=true
                />
                <SelectField
                    label=w.pool_kind()
                    name="kind"
                    id="kind-1"
                    options=kinds
                    error=faults.at("kind")
                    required=true
                />
                <SendButton label=w.pool_add_button() busy=action.pending() />
            </ActionForm>
        </div>
    }
    .into_any()
}
