//! The frames: before sign-in, a patient's pages, the desk.

use crate::session::SessionWatch;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use portal_api::ApiError;
use portal_api::accounts::{Lock, SignOut, me};
use portal_entry::NotFoundPage;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{
    Button, ButtonVariant, Frame, Icon, LanguageItem, LanguageSwitch, LinkItem, NavItem, Notice, Person, PublicFrame,
    Tone, text,
};
use portal_types::account::{ChartCard, Lang, Role, Who};
use portal_types::error::Refusal;
use portal_types::links;
use portal_words::words;

/// The switch: links to this very page in each language.
#[component]
fn Languages() -> impl IntoView {
    let here = use_location().pathname;
    let current = use_boot().lang;
    let label = use_words().language_switch();
    move || {
        let items = Lang::ALL.map(|lang| LanguageItem {
            lang: lang.code().into(),
            label: words(lang).language_name(),
            href: format!("{}?lang={}", here.get(), lang.code()),
            current: lang == current,
        });
        view! { <LanguageSwitch label=label.clone() items=items.to_vec() /> }
    }
}

fn footer(staff_entrance: bool) -> Vec<LinkItem> {
    let w = use_words();
    let mut links = vec![
        LinkItem::new(links::SUPPORT, w.footer_support()),
        LinkItem::new(links::PRACTICES, w.footer_practices()),
        LinkItem::new(links::TERMS, w.footer_terms()),
        LinkItem::new(links::PRIVACY, w.footer_privacy()),
    ];
    if staff_entrance {
        links.push(LinkItem::new(links::STAFF_SIGN_IN, w.footer_staff()));
    }
    if use_boot().clinic.demo {
        links.push(LinkItem::new(links::DEMO_OUTBOX, w.footer_outbox()));
    }
    links
}

fn demo() -> Option<String> {
    use_boot().clinic.demo.then(|| use_words().demo_banner())
}

fn emergency() -> String {
    use_words().emergency_line(&use_boot().clinic.emergency)
}

/// Says that the network is away, and what can be done meanwhile. Not on the page that the server sends.
#[component]
fn Offline() -> impl IntoView {
    let w = use_words();
    let away = RwSignal::new(false);
    Effect::new(move |_| {
        portal_kit::live::until_gone(portal_browser::on_connection(move |online| {
            away.try_set(!online);
        }));
    });
    view! {
        <div role="status">
            {move || away.get().then(|| view! { <Notice tone=Tone::Caution>{w.offline_text()}</Notice> })}
        </div>
    }
}

/// After following a link, reading and Tab go on in the new page's content.
fn keep_focus_on_the_page() {
    let here = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = here.get();
        if before.as_ref() != Some(&now) {
            portal_browser::focus_page();
        }
        now
    });
}

/// Around the pages anybody may see.
#[component]
pub(crate) fn Public() -> impl IntoView {
    let w = use_words();
    keep_focus_on_the_page();
    view! {
        <PublicFrame
            brand=use_boot().clinic.name.clone()
            skip=w.skip_link()
            emergency=emergency()
            demo=demo()
            language=|| view! { <Languages /> }
            footer=footer(true)
        >
            <Offline />
            <Outlet />
        </PublicFrame>
    }
}

/// A page that does not exist.
#[component]
pub(crate) fn Lost() -> impl IntoView {
    let w = use_words();
    keep_focus_on_the_page();
    view! {
        <PublicFrame
            brand=use_boot().clinic.name.clone()
            skip=w.skip_link()
            emergency=emergency()
            demo=demo()
            language=|| view! { <Languages /> }
            footer=footer(true)
        >
            <NotFoundPage />
        </PublicFrame>
    }
}

/// Ends the session from any page; a plain form before the app has loaded. What is half-written is kept first.
#[component]
fn Leave() -> impl IntoView {
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

/// Locks the session at a shared workstation, from any page of the desks: by the button, or by the keys that lock a
/// screen elsewhere, which no browser uses.
#[component]
fn LockUp() -> impl IntoView {
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

fn person(card: &ChartCard) -> Person {
    Person { initials: card.initials.clone(), name: card.name.clone(), colour: card.colour }
}

/// Around a patient's pages. Whose chart it is stays in sight.
#[component]
pub(crate) fn Patient() -> impl IntoView {
    let w = use_words();
    keep_focus_on_the_page();
    let boot = use_boot();
    let card = match &boot.who {
        Who::Patient { charts, .. } => charts.first().cloned(),
        _ => None,
    };
    let here = use_location().pathname;
    let unread = RwSignal::new(card.as_ref().map_or(0, |c| c.unread));
    let count = move || {
        leptos::task::spawn_local(async move {
            if let Ok(me) = me().await {
                if let Who::Patient { charts, .. } = me.who {
                    unread.try_set(charts.first().map_or(0, |c| c.unread));
                }
            }
        });
    };
    // What was read or has arrived since: asked for anew with every page, every nudge and everything opened.
    portal_kit::live::hear(move |_| count());
    let opened = portal_kit::live::Opened::provide();
    Effect::new(move |before: Option<()>| {
        here.track();
        opened.track();
        if before.is_some() {
            count();
        }
    });
    let mut nav = card.as_ref().map_or_else(Vec::new, |card| {
        let (home, messages) = (links::home(card.patient), links::messages(card.patient));
        let (at_home, in_messages) = (home.clone(), messages.clone());
        vec![
            NavItem::new(home, w.nav_home(), Icon::Home, Signal::derive(move || here.get() == at_home)),
            NavItem::new(
                messages,
                w.nav_messages(),
                Icon::Messages,
                Signal::derive(move || here.get().starts_with(&in_messages)),
            )
            .badge(Signal::derive(move || Some(unread.get()).filter(|n| *n > 0)), w.nav_new()),
        ]
    });
    nav.push(NavItem::new(
        links::ACCOUNT,
        w.nav_account(),
        Icon::Person,
        Signal::derive(move || here.get() == links::ACCOUNT),
    ));
    // Without a chart there are terms to agree to first, or a second factor to set up.
    let first = match &boot.who {
        Who::Patient { owes: true, .. } => links::TERMS_AGAIN,
        _ => links::ACCOUNT,
    };
    let home = card.as_ref().map_or_else(|| first.to_owned(), |c| links::home(c.patient));
    view! {
        <Frame
            brand=boot.clinic.name.clone()
            home=home.clone()
            skip=w.skip_link()
            emergency=emergency()
            demo=demo()
            person=card.as_ref().map(person)
            person_words=w.chart_of()
            person_href=home
            nav_label=w.nav_label()
            nav=nav
            help=LinkItem::new(links::SUPPORT, w.help())
            footer=footer(false)
            utility=|| view! { <div class="cluster"><Languages /><Leave /></div> }
        >
            <Offline />
            <Outlet />
        </Frame>
        <SessionWatch />
    }
}

/// Around the desk.
#[component]
pub(crate) fn Desk() -> impl IntoView {
    let w = use_words();
    // From then on the desk moves the focus itself.
    Effect::new(|_| portal_browser::focus_page());
    let boot = use_boot();
    let here = use_location().pathname;
    let role = match &boot.who {
        Who::Staff { role, .. } => Some(*role),
        _ => None,
    };
    let place = move |to: &'static str, label: String, icon: Icon| {
        NavItem::new(to, label, icon, Signal::derive(move || here.get().starts_with(to)))
    };
    let nav = match role {
        Some(Role::Enrollment) => vec![
            place(links::DESK_REQUESTS, w.nav_requests(), Icon::Inbox),
            place(links::DESK_PATIENTS, w.nav_patients(), Icon::Person),
        ],
        Some(Role::FrontDesk) => vec![place(links::DESK_PATIENTS, w.nav_patients(), Icon::Person)],
        Some(Role::Clinician | Role::PoolNurse) => vec![place(links::DESK, w.nav_messages(), Icon::Inbox)],
        Some(Role::Support) => vec![place(links::DESK_SUPPORT, w.nav_tickets(), Icon::Inbox)],
        Some(Role::Admin) => vec![
            NavItem::new(
                links::DESK_ADMIN,
                w.nav_staff(),
                Icon::Person,
                Signal::derive(move || {
                    let here = here.get();
                    ![links::DESK_PRACTICES, links::DESK_TERMS, links::DESK_HOLIDAYS]
                        .iter()
                        .any(|other| here.starts_with(other))
                }),
            ),
            place(links::DESK_PRACTICES, w.nav_practices(), Icon::Requests),
            place(links::DESK_TERMS, w.nav_terms(), Icon::Inbox),
            place(links::DESK_HOLIDAYS, w.nav_holidays(), Icon::Home),
        ],
        Some(Role::Billing) | None => Vec::new(),
    };
    view! {
        <Frame
            brand=boot.clinic.name.clone()
            home=role.map_or(links::DESK, links::desk_of)
            skip=w.skip_link()
            emergency=emergency()
            demo=demo()
            nav_label=w.nav_label()
            nav=nav
            help=LinkItem::new(links::SUPPORT, w.help())
            footer=footer(false)
            utility=|| view! { <div class="cluster"><Languages /><LockUp /><Leave /></div> }
            wide=true
        >
            <Offline />
            <Outlet />
        </Frame>
        <SessionWatch />
    }
}
