//! Where one is signed in, which devices are remembered, and what happened.

use leptos::prelude::*;
use portal_api::security;
use portal_kit::boot::use_words;
use portal_kit::{Button, ButtonVariant, text};
use portal_types::moment::Moment;
use portal_types::security::{AccountView, Happened, HistoryView};
use portal_words::Words;

fn exact(w: &'static Words, at: Moment) -> String {
    w.patient_exact_time(text::date(w, at.day()), text::time_of(w, at))
}

/// A device by its kind, or by what its owner calls it.
pub(super) fn named(w: &Words, device: &str) -> String {
    if device.is_empty() { w.device_unknown() } else { device.to_owned() }
}

#[component]
pub(super) fn Devices(shown: AccountView, changed: Callback<()>) -> impl IntoView {
    let w = use_words();
    let end = ServerAction::<security::EndSessions>::new();
    let forget = ServerAction::<security::ForgetDevice>::new();
    Effect::new(move |_| {
        if end.value().with(Option::is_some) || forget.value().with(Option::is_some) {
            changed.run(());
        }
    });
    let others = shown.sessions.iter().any(|session| !session.this);
    let now = shown.now;
    view! {
        <section class="stack tight" aria-labelledby="sessions">
            <h2 id="sessions">{w.sessions_title()}</h2>
            <p class="soft">{w.leave_quickly_what()}</p>
            <ul class="stack tight" role="list">
                {shown
                    .sessions
                    .into_iter()
                    .map(|session| {
                        let id = session.session.to_string();
                        view! {
                            <li class="cluster apart">
                                <span>
                                    <strong>{named(w, &session.device)}</strong>
                                    " "
                                    <span class="soft small">
                                        {if session.this {
                                            w.sessions_this()
                                        } else {
                                            w.sessions_seen(text::when(w, session.seen, now))
                                        }}
                                    </span>
                                </span>
                                {(!session.this)
                                    .then(|| {
                                        view! {
                                            <ActionForm action=end>
                                                <input type="hidden" name="session" value=id autocomplete="off" />
                                                <Button
                                                    label=w.sessions_end()
                                                    variant=ButtonVariant::Secondary
                                                    busy=end.pending()
                                                />
                                            </ActionForm>
                                        }
                                    })}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            {others
                .then(|| {
                    view! {
                        <ActionForm action=end>
                            <Button
                                label=w.sessions_end_others()
                                variant=ButtonVariant::Secondary
                                busy=end.pending()
                            />
                        </ActionForm>
                    }
                })}
        </section>
        {(!shown.devices.is_empty())
            .then(|| {
                view! {
                    <section class="stack tight" aria-labelledby="devices">
                        <h2 id="devices">{w.devices_title()}</h2>
                        <p class="soft">{w.devices_text()}</p>
                        <ul class="stack tight" role="list">
                            {shown
                                .devices
                                .into_iter()
                                .map(|device| {
                                    let since = w.devices_since(text::date(w, device.since.day()));
                                    view! {
                                        <li class="cluster apart">
                                            <span>
                                                <strong>{named(w, &device.name)}</strong>
                                                " "
                                                <span class="soft small">{since}</span>
                                            </span>
                                            <ActionForm action=forget>
                                                <input
                                                    type="hidden"
                                                    name="device"
                                                    value=device.device.to_string()
                                                    autocomplete="off"
                                                />
                                                <Button
                                                    label=w.devices_forget()
                                                    variant=ButtonVariant::Secondary
                                                    busy=forget.pending()
                                                />
                                            </ActionForm>
                                        </li>
                                    }
                                })
                                .collect_view()}
                        </ul>
                    </section>
                }
            })}
    }
}

/// Today the hour, before that the day and the hour.
fn shown_when(w: &Words, at: Moment, now: Moment) -> String {
    let (when, time) = (text::when(w, at, now), text::time_of(w, at));
    if at.day() == now.day() { time } else { format!("{when}, {time}") }
}

fn said(w: &Words, what: Happened) -> String {
    match what {
        Happened::SignedIn => w.happened_signed_in(),
        Happened::Failed => w.happened_failed(),
        Happened::SignedOut => w.happened_signed_out(),
        Happened::Recovered => w.happened_recovered(),
        Happened::PasswordChanged => w.happened_password(),
        Happened::AuthenticatorChanged => w.happened_authenticator(),
        Happened::PasskeyChanged => w.happened_passkey(),
        Happened::RecoveryCodesMade => w.happened_codes(),
        Happened::ContactChanged => w.happened_contact(),
        Happened::SessionsEnded => w.happened_ended(),
    }
}

#[component]
pub(super) fn History(lines: Vec<HistoryView>, now: Moment) -> impl IntoView {
    let w = use_words();
    view! {
        <section class="stack tight" aria-labelledby="history">
            <h2 id="history">{w.history_title()}</h2>
            <p class="soft">{w.history_text()}</p>
            <ol class="history" role="list">
                {lines
                    .into_iter()
                    .map(|line| {
                        view! {
                            <li class="cluster apart">
                                <span>{said(w, line.what)}</span>
                                <time class="soft small" datetime=line.at.machine() title=exact(w, line.at)>
                                    {shown_when(w, line.at, now)}
                                </time>
                            </li>
                        }
                    })
                    .collect_view()}
            </ol>
        </section>
    }
}
