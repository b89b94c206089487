//! The ways out of a session, from any page: signing out, leaving quickly, locking.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_location;
use portal_api::ApiError;
use portal_api::accounts::{LeaveQuickly, Lock, SignOut};
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, Icon, text};
use portal_types::error::Refusal;

/// Ends the session from any page; a plain form before the app has loaded. What is half-written is kept first.
#[component]
pub(super) fn Leave() -> impl IntoView {
    let w = use_words();
    let leave = ServerAction::<SignOut>::new();
    let pending = leave.pending();
    Effect::new(move || {
        if let Some(Ok(next)) = leave.value().get() {
            portal_browser::tell_signed_out();
            portal_browser::go(&next.to);
        }
    });
    view! {
        <ActionForm
            action=leave
            on:submit:capture=move |submit| {
                submit.prevent_default();
                portal_page::keep_before(move || {
                    if pending.try_get_untracked() == Some(false) {
                        leave.dispatch(SignOut {});
                    }
                });
            }
        >
            <Button label=w.sign_out() variant=ButtonVariant::Quiet icon=Icon::SignOut busy=pending />
        </ActionForm>
    }
}

/// The way out for who must not be seen here: ends the session, and leads to a page elsewhere that anybody could be reading
/// . The browser sends this form by itself, and so waits for nothing of ours, not even for what is half-written.
#[component]
pub(super) fn WayOut() -> impl IntoView {
    let w = use_words();
    view! {
        <form
            method="post"
            action=LeaveQuickly::url()
            on:submit=|_| {
                portal_browser::tell_away();
                portal_browser::vanish();
            }
        >
            <Button label=w.leave_quickly() variant=ButtonVariant::Quiet />
        </form>
    }
}

/// Locks the session at a shared workstation, from any page of the desks: by the button, or by the keys that lock a
/// screen elsewhere, which no browser uses.
#[component]
pub(super) fn LockUp() -> impl IntoView {
    let w = use_words();
    let here = use_location().pathname;
    let lock = ServerAction::<Lock>::new();
    let value = lock.value();
    Effect::new(move || match value.get() {
        Some(Ok(next)) => {
            portal_browser::tell_locked();
            portal_browser::go(&next.to);
        }
        // Over, or locked in another tab: the server knows which page comes now.
        Some(Err(ApiError::Refused(Refusal::SignedOut | Refusal::Locked))) => portal_browser::reload(),
        Some(Err(_)) | None => {}
    });
    // Nobody may go away from a screen that she only thinks is locked.
    let failed = move || match value.get() {
        Some(Err(ApiError::Refused(refusal))) => Some(text::refusal(w, &refusal)),
        Some(Err(_)) => Some(w.unreachable()),
        Some(Ok(_)) | None => None,
    };
    let pending = lock.pending();
    // Nothing half-written is lost by it.
    let leave = move || {
        portal_page::keep_before(move || {
            if pending.try_get_untracked() == Some(false) {
                lock.dispatch(Lock { next: Some(here.get_untracked()) });
            }
        });
    };
    Effect::new(move |_| {
        let listener = window_event_listener(leptos::ev::keydown, move |press| {
            // By its place, so that Alt does not make another letter of it. Where AltGr is Ctrl and Alt, it is a letter.
            let keys = press.alt_key() && press.ctrl_key() && !press.get_modifier_state("AltGraph");
            if keys && press.code() == "KeyL" && !press.repeat() {
                press.prevent_default();
                leave();
            }
        });
        on_cleanup(move || listener.remove());
    });
    view! {
        <ActionForm
            action=lock
            on:submit:capture=move |submit| {
                submit.prevent_default();
                leave();
            }
        >
            <input
                type="hidden"
                name="next"
                prop:value=move || here.get()
                value=here.get_untracked()
                autocomplete="off"
            />
            <Button label=w.lock() variant=ButtonVariant::Quiet icon=Icon::Lock busy=pending />
        </ActionForm>
        {move || failed().map(|why| view! { <p role="alert">{why}</p> })}
    }
}
