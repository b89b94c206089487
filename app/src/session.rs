//! The session's end: a warning two minutes before, extended by one press; a page that is left alone closes.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_api::accounts::{session, sign_out, stay};
use portal_browser::Left;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::live::until_gone;
use portal_kit::{Actions, Button, ButtonKind, ButtonVariant, Dialog};
use portal_types::account::SessionClock;
use portal_types::error::Refusal;
use portal_types::links;

/// Activity is told to the server at most this often.
const TELL_EVERY_MS: f64 = 60_000.0;

/// Points in the browser's time at which the session warns and ends.
#[derive(Clone, Copy)]
struct Ends {
    warn: f64,
    end: f64,
}

impl Ends {
    fn of(clock: SessionClock) -> Self {
        let now = portal_browser::now_ms();
        let end = f64::from(clock.idle_in.min(clock.absolute_in)) * 1000.0;
        let warn = f64::from(clock.warn_in.min(clock.absolute_in.saturating_sub(120))) * 1000.0;
        Self { warn: now + warn, end: now + end }
    }
}

/// Where the page of a session goes that has ended: to the entrance it came by, and after signing in back to where the
/// person was.
fn idle(here: &str) -> String {
    let entrance = if here.starts_with(links::DESK) { links::STAFF_SIGN_IN } else { links::SIGN_IN };
    format!("{entrance}?ended=idle&next={here}")
}

fn leave_idle(here: &str) {
    portal_browser::tell_idle();
    portal_browser::go(&idle(here));
}

/// Watches the session of a signed-in page.
#[component]
pub(crate) fn SessionWatch() -> impl IntoView {
    let w = use_words();
    let first = use_boot().session;
    let here = use_location().pathname;
    let ends = RwSignal::new(None::<Ends>);
    let warning = RwSignal::new(false);
    let asking = StoredValue::new(false);

    // Another idle period, because the person is here.
    let keep = move || {
        leptos::task::spawn_local(async move {
            match stay().await {
                Ok(clock) => {
                    ends.set(Some(Ends::of(clock)));
                    warning.set(false);
                }
                Err(error) if error.refusal() == Some(&Refusal::Locked) => portal_browser::reload(),
                Err(error) if error.refusal().is_some() => leave_idle(&here.get_untracked()),
                // No network: the next press or tick tries again.
                Err(_) => {}
            }
        });
    };

    Effect::new(move || {
        let Some(clock) = first else { return };
        ends.set(Some(Ends::of(clock)));

        let mut told = portal_browser::now_ms();
        until_gone(portal_browser::on_activity(move || {
            let now = portal_browser::now_ms();
            // Once the warning stands, only its own button counts.
            if !warning.get_untracked() && now - told > TELL_EVERY_MS {
                told = now;
                keep();
            }
        }));
        until_gone(portal_browser::on_left(move |left| match left {
            Left::SignedOut => portal_browser::go("/?ended=signed-out"),
            Left::Idle => portal_browser::go(&idle(&here.get_untracked())),
            // A locked page is the server's to replace: it knows the way back to it.
            Left::Locked => portal_browser::reload(),
            // Elsewhere, too: the entrance says whose portal this is. The session may not have ended yet, and "back" would
            // lead into it: whichever tab is first ends it.
            Left::Away => {
                portal_browser::vanish();
                leptos::task::spawn_local(async {
                    let _ = sign_out().await;
                    portal_browser::go(links::AWAY);
                });
            }
        }));
        // A page from the browser's memory may be of a session that is over.
        until_gone(portal_browser::on_restored(portal_browser::reload));

        let tick = move || {
            let Some(at) = ends.get_untracked() else { return };
            let now = portal_browser::now_ms();
            if now < at.warn || asking.get_value() {
                return;
            }
            asking.set_value(true);
            leptos::task::spawn_local(async move {
                // Another tab may have kept the session alive: ask before warning, and before leaving.
                match session().await {
                    Ok(clock) => {
                        let anew = Ends::of(clock);
                        ends.set(Some(anew));
                        warning.set(clock.warn_in == 0);
                    }
                    Err(error) if error.refusal() == Some(&Refusal::Locked) => portal_browser::reload(),
                    Err(error) if error.refusal().is_some() => leave_idle(&here.get_untracked()),
                    // Offline: what is on the screen must not outlive the session.
                    Err(_) if portal_browser::now_ms() >= at.end => leave_idle(&here.get_untracked()),
                    Err(_) => {}
                }
                asking.set_value(false);
            });
        };
        // Every five seconds is exact enough and costs nothing.
        until_gone(portal_browser::every(5_000, tick));
    });

    let leave_now = move |()| {
        portal_page::keep_before(|| {
            leptos::task::spawn_local(async {
                let _ = sign_out().await;
                portal_browser::tell_signed_out();
                portal_browser::go("/?ended=signed-out");
            });
        });
    };
    view! {
        <Dialog id="session" open=warning title=w.session_warning() on_close=Callback::new(move |()| keep())>
            <p>{w.session_warning_why()}</p>
            <Actions>
                <Button label=w.session_stay() kind=ButtonKind::Button on_press=Callback::new(move |()| keep()) />
                <Button
                    label=w.session_leave()
                    kind=ButtonKind::Button
                    variant=ButtonVariant::Secondary
                    on_press=Callback::new(leave_now)
                />
            </Actions>
        </Dialog>
    }
}
