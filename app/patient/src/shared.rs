//! What every page here does alike: whose page it is, and what it says when something goes wrong.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::{Redirect, ServerRedirectFunction};
use leptos_router::hooks::{use_location, use_params_map, use_query_map};
use portal_api::ApiError;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Button, ButtonKind, ButtonVariant, LinkButton, Notice, PageHead, Tone, text};
use portal_types::account::{ChartCard, Who};
use portal_types::error::Refusal;
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::moment::Moment;
use portal_types::page::Cursor;
use portal_words::Words;

/// The answer for an address that names nothing.
pub(crate) fn nothing_there() -> ApiError {
    ApiError::Refused(Refusal::NotFound)
}

/// An id from the address.
pub(crate) fn param<T>(name: &'static str) -> Memo<Option<T>>
where
    T: std::str::FromStr + PartialEq + Send + Sync + 'static,
{
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str(name).and_then(|id| id.parse().ok())))
}

/// Where a page of a list begins, from the query of the address.
pub(crate) fn cursor(name: &'static str) -> Memo<Option<Cursor>> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| query.get_str(name).and_then(|cursor| cursor.parse().ok())))
}

/// The card of a chart, if the visitor may open it.
pub(crate) fn chart(patient: PatientId) -> Option<ChartCard> {
    match &use_boot().who {
        Who::Patient { charts, .. } => charts.iter().find(|chart| chart.patient == patient).cloned(),
        _ => None,
    }
}

/// Date and time in full, for those who ask.
pub(crate) fn exact(w: &'static Words, at: Moment) -> String {
    w.patient_exact_time(text::date(w, at.day()), text::time_of(w, at))
}

/// The sentence for what went wrong.
pub(crate) fn sentence(w: &'static Words, error: &ApiError) -> String {
    match error {
        ApiError::Refused(refusal) => text::refusal(w, refusal),
        ApiError::Unreachable => w.unreachable(),
        ApiError::Outdated => w.outdated(),
    }
}

/// What is wrong with a field.
pub(crate) fn problem_of(problems: &[FieldProblem], field: &str) -> Option<Problem> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.problem)
}

/// The fields that the server wants to see again.
pub(crate) fn problems_in(error: &ApiError) -> Vec<FieldProblem> {
    match error.refusal() {
        Some(Refusal::Invalid(problems)) => problems.clone(),
        _ => Vec::new(),
    }
}

/// Says how many characters are left, but only once that matters.
pub(crate) fn left(w: &'static Words, most: u32) -> Callback<usize, String> {
    Callback::new(move |written: usize| {
        let left = i64::from(most) - i64::try_from(written).unwrap_or(i64::MAX);
        match left {
            0..=500 => w.patient_characters_left(left),
            ..0 => w.patient_characters_over(-left),
            _ => String::new(),
        }
    })
}

/// Instead of a page that could not be loaded.
#[component]
pub(crate) fn Trouble(error: ApiError, retry: Callback<()>) -> impl IntoView {
    let w = use_words();
    match error.refusal() {
        Some(Refusal::SignedOut) => view! { <ToSignIn /> }.into_any(),
        Some(Refusal::NotFound) => view! { <NotFound /> }.into_any(),
        _ => view! {
            <Title text=w.patient_trouble_title() />
            <PageHead title=w.patient_trouble_title() />
            <Notice tone=Tone::Caution title=sentence(w, &error)>
                // Without the browser program the form loads the page anew; with it, only what is missing.
                <form
                    method="get"
                    on:submit=move |submit| {
                        submit.prevent_default();
                        retry.run(());
                    }
                >
                    <Button label=w.patient_try_again() variant=ButtonVariant::Secondary />
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
                        label=w.patient_try_again()
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
            <a href=links::SIGN_IN target="_blank" rel="external noopener">
                {w.patient_sign_in_new_tab()}
            </a>
        </p>
    }
}

/// Nobody is signed in: on to sign-in, and afterwards back to this page.
#[component]
fn ToSignIn() -> impl IntoView {
    let w = use_words();
    let to = format!("{}?next={}", links::SIGN_IN, use_location().pathname.get_untracked());
    if use_context::<ServerRedirectFunction>().is_some() {
        let _ = view! { <Redirect path=to.clone() /> };
    }
    let target = to.clone();
    // A full load: what belonged to the session before must not stay in memory.
    Effect::new(move |_| portal_browser::go(&target));
    view! {
        <Title text=w.patient_signed_out_title() />
        <PageHead title=w.patient_signed_out_title() />
        <p>
            <a href=to rel="external">
                {w.patient_sign_in()}
            </a>
        </p>
    }
}

/// Nothing is here, or nothing that the visitor may see.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    let w = use_words();
    view! {
        <Title text=w.patient_not_found_title() />
        <PageHead title=w.patient_not_found_title() lead=w.patient_not_found_text() />
        <LinkButton href=links::SIGN_IN label=w.patient_not_found_home() variant=ButtonVariant::Secondary />
    }
}
