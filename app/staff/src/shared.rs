//! What every page here does alike: what it says when something goes wrong.

use leptos::prelude::*;
use leptos_router::components::{Redirect, ServerRedirectFunction};
use leptos_router::hooks::use_location;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonKind, ButtonVariant, LinkButton, Notice, Tone, text};
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem};
use portal_types::links;
use portal_words::Words;

/// The answer for an address that names nothing.
pub(crate) fn nothing_there() -> ApiError {
    ApiError::Refused(Refusal::NotFound)
}

/// The sentence for what went wrong.
pub(crate) fn sentence(w: &'static Words, error: &ApiError) -> String {
    match error {
        ApiError::Refused(refusal) => text::refusal(w, refusal),
        ApiError::Unreachable => w.unreachable(),
        ApiError::Outdated => w.outdated(),
    }
}

/// What the server wants to see again in one field.
pub(crate) fn problem_in(error: &ApiError, field: &str) -> Option<Problem> {
    match error.refusal() {
        Some(Refusal::Invalid(problems)) => problem_of(problems, field),
        _ => None,
    }
}

/// What is wrong with a field.
pub(crate) fn problem_of(problems: &[FieldProblem], field: &str) -> Option<Problem> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.problem)
}

/// Instead of a part of the page that could not be loaded.
#[component]
pub(crate) fn Trouble(error: ApiError, retry: Callback<()>) -> impl IntoView {
    let w = use_words();
    match error.refusal() {
        Some(Refusal::SignedOut) => view! { <ToSignIn /> }.into_any(),
        Some(Refusal::NotFound) => view! {
            <Notice title=w.desk_not_found_title()>
                <p>{w.desk_not_found_text()}</p>
                <div>
                    <LinkButton href=links::DESK label=w.desk_not_found_back() variant=ButtonVariant::Secondary />
                </div>
            </Notice>
        }
        .into_any(),
        _ => view! {
            <Notice tone=Tone::Caution title=sentence(w, &error)>
                // Without the browser program the form loads the page anew; with it, only what is missing.
                <form
                    method="get"
                    on:submit=move |submit| {
                        submit.prevent_default();
                        retry.run(());
                    }
                >
                    <Button label=w.desk_try_again() variant=ButtonVariant::Secondary />
                </form>
            </Notice>
        }
        .into_any(),
    }
}

/// Something failed while the page stands: says so and keeps what is shown.
#[component]
pub(crate) fn Snag(#[prop(into)] error: Signal<Option<ApiError>>, retry: Callback<()>) -> impl IntoView {
    let w = use_words();
    move || {
        error.get().map(|error| {
            let way_on = match error {
                ApiError::Refused(Refusal::SignedOut) => view! { <SignInBeside /> }.into_any(),
                ApiError::Outdated => view! {
                    <Button
                        label=w.load_again()
                        variant=ButtonVariant::Secondary
                        kind=ButtonKind::Button
                        on_press=Callback::new(|()| portal_browser::reload())
                    />
                }
                .into_any(),
                _ => view! {
                    <Button
                        label=w.desk_try_again()
                        variant=ButtonVariant::Secondary
                        kind=ButtonKind::Button
                        on_press=retry
                    />
                }
                .into_any(),
            };
            view! {
                <Notice tone=Tone::Caution title=sentence(w, &error) live=true>
                    <div>{way_on}</div>
                </Notice>
            }
        })
    }
}

/// Signing in again in another tab, so that what was typed in this one stays.
#[component]
pub(crate) fn SignInBeside() -> impl IntoView {
    let w = use_words();
    view! {
        <p>
            <a href=links::STAFF_SIGN_IN target="_blank" rel="external noopener">
                {w.desk_sign_in_new_tab()}
            </a>
        </p>
    }
}

/// Nobody is signed in: on to the staff entrance, and afterwards back to this page.
#[component]
fn ToSignIn() -> impl IntoView {
    let w = use_words();
    let to = format!("{}?next={}", links::STAFF_SIGN_IN, use_location().pathname.get_untracked());
    if use_context::<ServerRedirectFunction>().is_some() {
        let _ = view! { <Redirect path=to.clone() /> };
    }
    let target = to.clone();
    // A full load: what belonged to the session before must not stay in memory.
    Effect::new(move |_| portal_browser::go(&target));
    view! {
        <p>
            <a href=to rel="external">
                {w.desk_sign_in()}
            </a>
        </p>
    }
}
