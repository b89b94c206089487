//! A grant, as whoever acts by it sees it: by what she acts, until when, what is open and why not more.

use super::closed_parts::names;
use crate::facts::Facts;
use leptos::prelude::*;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Column, Table, text};
use portal_types::links;
use portal_types::representative::{AccessView, ActingView, GrantState, OpenView, Stands};
use portal_words::Words;

/// How it stands, on what ground, and until when.
fn facts(w: &Words, acting: &ActingView) -> Vec<(String, Option<String>)> {
    let since = acting.since.map(|at| w.grant_since(text::date_with_year(w, at.day())));
    let over = acting.over.map(|at| w.grant_since(text::date_with_year(w, at.day())));
    let state = [Some(text::grant_state(w, acting.state)), since, over].into_iter().flatten();
    let mut facts = vec![
        (w.grant_state(), Some(state.collect::<Vec<_>>().join(" · "))),
        (w.grant_ground(), Some(text::basis(w, acting.basis))),
    ];
    if let Some(last) = acting.ends_on {
        facts.push((w.grant_last_day(), Some(text::date_with_year(w, last))));
    }
    if let Some(day) = acting.runs_out {
        facts.push((w.basis_consent(), Some(w.acting_runs_out(text::date_with_year(w, day), &acting.name))));
    }
    facts
}

/// Why what is closed is closed.
fn why(w: &Words, acting: &ActingView, limited: u8, parts: String) -> String {
    match acting.column {
        Some(Stands::OfTeen) => w.closed_teen(&acting.name, limited, parts),
        Some(Stands::OfAdult) => w.closed_adult(&acting.name, parts),
        Some(Stands::OfChild) | None => w.closed_office(parts),
    }
}

/// Part by part what is open. A page may show several such tables: each says whose it is.
#[component]
fn Open(opens: Vec<OpenView>, caption: String) -> impl IntoView {
    let w = use_words();
    let columns = vec![Column::words(w.coming_what()), Column::words(w.acting_see()), Column::words(w.acting_do())];
    let rows = opens
        .into_iter()
        .map(|open| {
            let act = open.act.unwrap_or(AccessView::Nothing);
            view! {
                <tr>
                    <th scope="row">{text::capability(w, open.capability)}</th>
                    <td>{text::access(w, open.see)}</td>
                    <td>{text::access(w, act)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption columns>
            {rows}
        </Table>
    }
    .into_any()
}

/// On the card of another's chart, folded away: what one may see and do there, by what, until when, and why not more.
#[component]
pub(crate) fn ActingFor(acting: ActingView) -> impl IntoView {
    let w = use_words();
    let limited = use_boot().clinic.ages.limited;
    let facts = facts(w, &acting);
    let (closed, open): (Vec<OpenView>, Vec<OpenView>) = acting.opens.iter().copied().partition(|of| of.is_closed());
    let why =
        (!closed.is_empty()).then(|| why(w, &acting, limited, names(w, closed.into_iter().map(|of| of.capability))));
    let (title, private) = (w.acting_title(&acting.name), w.acting_private(&acting.name));
    let caption = w.acting_caption(&acting.name);
    view! {
        <details>
            <summary>{title}</summary>
            <div class="stack tight">
                <Facts facts />
                <Open opens=open caption />
                {why.map(|why| view! { <p>{why}</p> })}
                <p class="soft small">{private}</p>
            </div>
        </details>
    }
    .into_any()
}

/// What is to be done where nothing is open.
fn what_now(w: &Words, acting: &ActingView) -> String {
    match acting.state {
        GrantState::Suspended => w.acting_aside(&acting.name),
        GrantState::Inactive | GrantState::Rejected => w.acting_over(&acting.name),
        GrantState::Active | GrantState::Proposed => w.acting_nothing(&acting.name),
    }
}

/// Under the cards: whom one cannot act for now, or acts for no longer, and what to do. Nothing of their charts but the
/// name, and not who has set it aside.
#[component]
pub(crate) fn ClosedGrants(closed: Signal<Vec<ActingView>>) -> impl IntoView {
    let w = use_words();
    let any = Memo::new(move |_| closed.with(|closed| !closed.is_empty()));
    let line = move |acting: ActingView| {
        let (facts, what) = (facts(w, &acting), what_now(w, &acting));
        view! {
            <li class="stack tight">
                <h3>{acting.name}</h3>
                <Facts facts />
                <p>{what}</p>
            </li>
        }
    };
    view! {
        <Show when=move || any.get()>
            <section class="stack" aria-labelledby="acting-closed">
                <h2 id="acting-closed">{w.acting_closed_title()}</h2>
                <ul class="stack" role="list">
                    <For each=move || closed.get() key=|acting| (acting.grant, acting.state) let(acting)>
                        {line(acting)}
                    </For>
                </ul>
                <p>
                    <a class="alone" href=links::PRACTICES>{w.home_practices()}</a>
                </p>
            </section>
        </Show>
    }
    .into_any()
}
