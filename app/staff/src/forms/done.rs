//! What came of a form: who acts for whom now, and how somebody without an account gets one.

use super::HEADING;
use super::code::CodeForm;
use leptos::prelude::*;
use portal_kit::boot::use_words;
use portal_kit::{LinkButton, Notice, Tone, text};
use portal_types::grant_form::FormDone;
use portal_types::links;

#[component]
pub(super) fn DoneStep(done: Option<FormDone>) -> impl IntoView {
    let w = use_words();
    let Some(done) = done else {
        return view! {
            <div class="stack">
                <h1 id=HEADING tabindex="-1">
                    {w.forms_voided_title()}
                </h1>
                <p>{w.forms_voided_text()}</p>
                <div>
                    <LinkButton href=links::DESK_FORMS label=w.forms_back() />
                </div>
            </div>
        }
        .into_any();
    };
    let lines = done
        .grants
        .iter()
        .map(|grant| {
            view! {
                <li>
                    <a href=links::desk_grant(grant.grant)>{grant.name.clone()}</a>
                    {format!(" · {}", text::grant_state(w, grant.state))}
                </li>
            }
        })
        .collect_view();
    let linked = done.linked;
    view! {
        <div class="stack">
            <h1 id=HEADING tabindex="-1">
                {w.forms_done()}
            </h1>
            <p>{w.forms_done_for(&done.name)}</p>
            <ul>{lines}</ul>
            {if linked {
                view! { <Notice tone=Tone::Positive>{w.forms_done_linked()}</Notice> }.into_any()
            } else if !done.invites {
                view! { <Notice>{w.forms_done_no_code()}</Notice> }.into_any()
            } else {
                view! { <CodeForm done /> }.into_any()
            }}
            <p>
                <a href=links::DESK_FORMS>{w.forms_back()}</a>
            </p>
        </div>
    }
    .into_any()
}
