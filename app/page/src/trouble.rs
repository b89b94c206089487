//! When something goes wrong: what is said, and the way on.

use crate::sentence;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::{Redirect, ServerRedirectFunction};
use leptos_router::hooks::use_location;
use portal_api::ApiError;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonKind, ButtonVariant, LinkButton, Notice, PageHead, Tone};
use portal_types::error::Refusal;
use portal_types::links;

/// The entrance that belongs to this page: staff have their own.
fn entrance() -> &'static str {
    let here = use_location().pathname.get_untracked();
    if here.starts_with(links::DESK) { links::STAFF_SIGN_IN } else { links::SIGN_IN }
}

/// Instead of a page that could not be loaded. `beside`: it is a part of a page whose head and title stand.
#[component]
pub fn Trouble(error: ApiError, retry: Callback<()>, #[prop(optional)] beside: bool) -> impl IntoView {
    let w = use_words();
    match error.refusal() {
        Some(Refusal::SignedOut) => {
            view! { <First page=entrance() title=w.signed_out_title() label=w.sign_in_to_go_on() beside /> }.into_any()
        }
        Some(Refusal::Unagreed) => {
            view! { <First page=links::TERMS_AGAIN title=w.again_title() label=w.again_read() beside /> }.into_any()
        }
        Some(Refusal::NeedsFactor) => {
            view! { <First page=links::ACCOUNT title=w.needs_factor_title() label=w.nav_account() beside /> }.into_any()
        }
        Some(Refusal::Locked) => {
            view! { <First page=links::STAFF_LOCKED title=w.locked_title() label=w.locked_button() beside /> }
                .into_any()
        }
        Some(Refusal::NotFound) if beside => {
            view! { <Notice title=w.not_here_title()><p>{w.not_here_text()}</p></Notice> }.into_any()
        }
        Some(Refusal::NotFound) => view! { <NotFound /> }.into_any(),
        _ => {
            let head = (!beside).then(|| {
                view! {
                    <Title text=w.trouble_title() />
                    <PageHead title=w.trouble_title() />
                }
            });
            view! {
                {head}
                <Notice tone=Tone::Caution title=sentence(w, &error)>
                    // Without the browser program the form loads the page anew; with it, only what is missing.
                    <form
                        method="get"
                        on:submit=move |submit| {
                            submit.prevent_default();
                            retry.run(());
                        }
                    >
                        <Button label=w.try_again() variant=ButtonVariant::Secondary />
                    </form>
                </Notice>
            }
            .into_any()
        }
    }
}

/// Whether nothing is there any more, or nothing that the visitor may see: what is shown must go.
pub(crate) fn is_gone(error: &ApiError) -> bool {
    matches!(error.refusal(), Some(Refusal::NotFound))
}

/// Takes a page away that was drawn from this resource, and says instead what it is called with.
pub fn goes<T: Send + Sync + 'static>(page: Resource<Result<T, ApiError>>) -> Callback<ApiError> {
    Callback::new(move |error| {
        if let Some(mut shown) = page.try_write() {
            *shown = Some(Err(error));
        }
    })
}

/// What follows when a page has asked anew and was refused: what is shown stays, and the trouble is said beside it. Where
/// nothing is there any more, the page goes.
pub fn not_anew(error: ApiError, trouble: RwSignal<Option<ApiError>>, goes: Callback<ApiError>) {
    if is_gone(&error) {
        goes.run(error);
    } else {
        trouble.set(Some(error));
    }
}

/// Something failed while the page stands: says so and keeps what is shown.
#[component]
pub fn Snag(#[prop(into)] error: Signal<Option<ApiError>>, retry: Callback<()>) -> impl IntoView {
    let w = use_words();
    let button = move |label: String, on_press: Callback<()>| {
        view! { <Button label variant=ButtonVariant::Secondary kind=ButtonKind::Button on_press /> }.into_any()
    };
    move || {
        error.get().map(|error| {
            let way_on = match error {
                ApiError::Refused(Refusal::SignedOut | Refusal::Unagreed | Refusal::NeedsFactor | Refusal::Locked) => {
                    view! { <InNewTab error=error.clone() /> }.into_any()
                }
                ApiError::Outdated => button(w.load_again(), Callback::new(|()| portal_browser::reload())),
                _ => button(w.try_again(), retry),
            };
            view! {
                <Notice tone=Tone::Caution title=sentence(w, &error) live=true>
                    <div>{way_on}</div>
                </Notice>
            }
        })
    }
}

/// Signing in again, or whatever else must come first, in another tab, so that what was typed in this one stays. Nothing
/// for every other trouble, which another tab does not mend.
#[component]
pub fn InNewTab(error: ApiError) -> impl IntoView {
    let w = use_words();
    let way_on = match error.refusal() {
        Some(Refusal::SignedOut) => Some((entrance(), w.sign_in_new_tab())),
        Some(Refusal::Unagreed) => Some((links::TERMS_AGAIN, w.again_new_tab())),
        Some(Refusal::NeedsFactor) => Some((links::ACCOUNT, w.nav_account())),
        Some(Refusal::Locked) => Some((links::STAFF_LOCKED, w.locked_button())),
        _ => None,
    };
    way_on.map(|(to, label)| {
        view! {
            <p>
                <a class="alone" href=to target="_blank" rel="external noopener">
                    {label}
                </a>
            </p>
        }
    })
}

/// What comes first, sign-in or new terms for example, is another page: on to it, and afterwards back to this one.
#[component]
fn First(page: &'static str, title: String, label: String, beside: bool) -> impl IntoView {
    let to = format!("{page}?next={}", use_location().pathname.get_untracked());
    if use_context::<ServerRedirectFunction>().is_some() {
        let _ = view! { <Redirect path=to.clone() /> };
    }
    let target = to.clone();
    // A full load: what was open before must not stay in memory.
    Effect::new(move |_| portal_browser::go(&target));
    let head = (!beside).then(|| {
        view! {
            <Title text=title.clone() />
            <PageHead title />
        }
    });
    view! {
        {head}
        <p>
            <a class="alone" href=to rel="external">
                {label}
            </a>
        </p>
    }
}

/// Nothing is here, or nothing that the visitor may see.
#[component]
pub fn NotFound() -> impl IntoView {
    let w = use_words();
    // What stood here before is closed: "back" must not find it as it was left.
    let lists = crate::use_lists();
    Effect::new(move |_| lists.forget());
    view! {
        <Title text=w.not_here_title() />
        <PageHead title=w.not_here_title() lead=w.not_here_text() />
        // Sign-in leads on to where the visitor is at home.
        <LinkButton href=links::SIGN_IN label=w.not_here_home() variant=ButtonVariant::Secondary />
    }
}
