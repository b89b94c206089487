//! What changes by itself on a day, exactly.

use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{Column, Table, text};
use portal_types::representative::{AccessView, ChangeView, ComingView, Right};
use portal_words::Words;

/// What a line is about. What is only done, is called so in its name.
fn what(w: &Words, change: &ChangeView) -> String {
    let part = text::capability(w, change.capability);
    match change.right {
        Right::Act => w.switches_do_of(part),
        Right::Read | Right::Whole => w.switches_see_of(part),
    }
}

/// The day, why, and a table of what was, and what will be.
#[component]
pub fn ComingChanges(coming: ComingView) -> impl IntoView {
    let w = use_words();
    let day = text::date_with_year(w, coming.on);
    let closes = coming.changes.iter().all(|change| change.to == AccessView::Nothing);
    let columns = vec![Column::words(w.coming_what()), Column::words(w.coming_now()), Column::words(w.coming_then())];
    let why = text::why(w, coming.why);
    let rows = coming
        .changes
        .into_iter()
        .map(|change| {
            view! {
                <tr>
                    <th scope="row">{what(w, &change)}</th>
                    <td>{text::access(w, change.from)}</td>
                    <td>{text::access(w, change.to)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack tight" id="coming" aria-labelledby="coming-title">
            <h2 id="coming-title">{w.coming_title(day)}</h2>
            <p>{why}</p>
            {closes.then(|| view! { <p>{w.coming_all_closed()}</p> })}
            <Table caption=w.coming_caption() columns>
                {rows}
            </Table>
        </section>
    }
    .into_any()
}
