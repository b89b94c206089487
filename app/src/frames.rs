//! The frames: before sign-in, a patient's pages, the desk.

use crate::session::SessionWatch;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use portal_api::ApiError;
use portal_api::accounts::{LeaveQuickly, Lock, SignOut, me};
use portal_entry::NotFoundPage;
use portal_kit::boot::{use_boot, use_charts, use_words};
use portal_kit::{
    Button, ButtonVariant, Frame, Icon, LanguageItem, LanguageSwitch, LinkItem, NavItem, Notice, Person, PublicFrame,
    SwitchItem, Switcher, Tone, text,
};
use portal_page::{Lists, use_lists};
use portal_types::account::{ChartCard, Lang, Me, Role, Who};
use portal_types::error::Refusal;
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::{Capability, Right, Rights};
use portal_words::{Words, words};
use std::cell::Cell;

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

/// The way out for who must not be seen here: ends the session, and leads to a page elsewhere that anybody could be reading
/// . The browser sends this form by itself, and so waits for nothing of ours, not even for what is half-written.
#[component]
fn WayOut() -> impl IntoView {
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

/// Whose chart a page is of: the one in its address, else one's own. None, where the address names a chart that is not
/// open to the visitor.
fn whose(charts: &[ChartCard], path: &str) -> Option<ChartCard> {
    let of = links::chart_of(path);
    charts.iter().find(|card| of.map_or(card.own, |of| card.patient == of)).cloned()
}

/// The places of a chart, by what of it may be seen; without one, the people. Then one's account, from which one goes on to
/// who acts for one: a phone has room for five places.
fn places(w: &'static Words, card: Option<ChartCard>, here: Memo<String>, unread: Memo<u32>) -> Vec<NavItem> {
    let sharing = card.as_ref().filter(|card| card.own).map(|card| links::sharing(card.patient));
    let at = move |to: String| Signal::derive(move || here.get() == to);
    let below = move |to: String| Signal::derive(move || here.get().starts_with(&to));
    let mut places = Vec::new();
    match card {
        Some(card) => {
            let (patient, sees) = (card.patient, card.sees);
            let home = links::home(patient);
            places.push(NavItem::new(home.clone(), w.nav_home(), Icon::Home, at(home)));
            if sees.has(Capability::Messages, Right::Read) {
                let to = links::messages(patient);
                let new = Signal::derive(move || Some(unread.get()).filter(|n| *n > 0));
                let place = NavItem::new(to.clone(), w.nav_messages(), Icon::Messages, below(to));
                places.push(place.badge(new, w.nav_new()));
            }
            if links::sees_asks(sees) {
                let to = links::asks(patient);
                places.push(NavItem::new(to.clone(), w.nav_asks(), Icon::Requests, below(to)));
            }
            if let Some(first) = links::first_of_record(patient, sees) {
                places.push(NavItem::new(first, w.nav_record(), Icon::Records, below(links::record(patient))));
            }
        }
        None => {
            let to = links::PEOPLE.to_owned();
            places.push(NavItem::new(to.clone(), w.nav_people(), Icon::Home, at(to)));
        }
    }
    let account = links::ACCOUNT.to_owned();
    let there = account.clone();
    let current = Signal::derive(move || {
        let here = here.get();
        here == there || sharing.as_ref().is_some_and(|sharing| here.starts_with(sharing))
    });
    places.push(NavItem::new(account, w.nav_account(), Icon::Person, current));
    places
}

/// The people to change to, each with the page that is open now, as far as it may be seen there.
fn people(w: &'static Words, charts: &[ChartCard], path: &str) -> Vec<SwitchItem> {
    let open = whose(charts, path).map(|card| card.patient);
    let item = |card: &ChartCard| SwitchItem {
        person: person(card),
        detail: if card.own { w.switch_you() } else { w.switch_age(card.age) },
        href: links::same_page(path, card.patient, card.sees),
        current: open == Some(card.patient),
    };
    charts.iter().map(item).collect()
}

/// What the pages of a chart are drawn by. With a birthday, or by a switch, parts of a chart may open whole, or in part
/// only, that were and stay open.
#[derive(Clone, Copy, Debug, PartialEq)]
struct DrawnBy {
    own: bool,
    age: i16,
    sees: Rights,
    acts: Rights,
    whole: Rights,
}

/// What the pages of this chart are drawn by; nothing, where it is not open to the visitor.
fn drawn_by(charts: &[ChartCard], patient: PatientId) -> Option<DrawnBy> {
    let card = charts.iter().find(|card| card.patient == patient)?;
    Some(DrawnBy { own: card.own, age: card.age, sees: card.sees, acts: card.acts, whole: card.whole })
}

/// The chart that the address names.
#[derive(Clone, Copy, PartialEq)]
struct Open {
    patient: PatientId,
    by: Option<DrawnBy>,
}

thread_local! {
    /// How often it was asked which charts are open, and the newest question that was answered. Only the browser asks.
    static ASKED: Cell<u32> = const { Cell::new(0) };
    static ANSWERED: Cell<u32> = const { Cell::new(0) };
}

/// Asks anew which charts are open to the visitor.
async fn learn(charts: RwSignal<Vec<ChartCard>>, lists: Lists) {
    let question = ASKED.get() + 1;
    ASKED.set(question);
    // While there is something to agree to or to set up first, nobody says which charts are open. What is shown waits,
    // and what was typed with it.
    let Ok(Me { who: Who::Patient { charts: now, owes: false, needs_factor: false, .. }, .. }) = me().await else {
        return;
    };
    // An answer that a later one has overtaken may be older.
    if question < ANSWERED.get() {
        return;
    }
    ANSWERED.set(question);
    let Some(before) = charts.try_get_untracked() else { return };
    if before == now {
        return;
    }
    // What was left of a chart that is closed by now, in whole or in part, must not stand there again.
    if before.iter().any(|card| drawn_by(&before, card.patient) != drawn_by(&now, card.patient)) {
        lists.forget();
    }
    charts.try_set(now);
}

/// Keeps no page of a chart open whose rights have changed, by a person, by a birthday or by the end of a grant:
/// it is out of sight at once, what is half-written is kept, and the server says what there is now. So it is with a chart
/// that has come: its page says for whom it is in every part, or in none. Returns whether the page is out of sight.
fn keep_no_closed_page(charts: RwSignal<Vec<ChartCard>>) -> RwSignal<bool> {
    let here = use_location().pathname;
    let open = Memo::new(move |_| {
        let patient = here.with(|path| links::chart_of(path))?;
        Some(Open { patient, by: charts.with(|charts| drawn_by(charts, patient)) })
    });
    let away = RwSignal::new(false);
    Effect::new(move |before: Option<Option<Open>>| {
        let now = open.get();
        match (before.flatten(), now) {
            (Some(before), Some(now)) if before.patient == now.patient => {
                // Loaded anew, the page is drawn by what is so now: this does not go on and on.
                if before.by != now.by {
                    away.set(true);
                    portal_page::keep_before(portal_browser::reload);
                }
            }
            _ => away.set(false),
        }
        now
    });
    away
}

/// Around a patient's pages. Whose chart it is stays in sight; changing to another one changes name, colour and places,
/// and is told to who does not see it.
#[component]
pub(crate) fn Patient() -> impl IntoView {
    let w = use_words();
    keep_focus_on_the_page();
    let boot = use_boot();
    let waits = match &boot.who {
        // Without a chart there are terms to agree to first, or a second factor to set up.
        Who::Patient { owes, needs_factor, .. } => {
            owes.then_some(links::TERMS_AGAIN).or(needs_factor.then_some(links::ACCOUNT))
        }
        _ => None,
    };
    let (charts, lists) = (use_charts(), use_lists());
    let several = Memo::new(move |_| charts.with(|charts| charts.len() > 1 || charts.iter().any(|card| !card.own)));
    let away = keep_no_closed_page(charts);
    let here = use_location().pathname;
    let card = Memo::new(move |_| here.with(|path| charts.with(|charts| whose(charts, path))));
    let unread = Memo::new(move |_| card.with(|card| card.as_ref().map_or(0, |card| card.unread)));
    // Without the number, so that what has arrived does not draw the places anew.
    let place = Memo::new(move |_| card.get().map(|card| ChartCard { unread: 0, ..card }));
    let count = move || leptos::task::spawn_local(learn(charts, lists));
    // What was read, has arrived or was closed since: asked for anew with every page, every nudge and everything opened.
    portal_kit::live::hear(move |_| count());
    let opened = portal_kit::live::Opened::provide();
    Effect::new(move |before: Option<()>| {
        here.track();
        opened.track();
        if before.is_some() {
            count();
        }
    });
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<Option<PatientId>>| {
        let now = place.get();
        let patient = now.as_ref().map(|card| card.patient);
        if let (Some(Some(before)), Some(now)) = (before, now) {
            if before != now.patient {
                said.set(w.switch_now(now.name));
            }
        }
        patient
    });
    let home = Signal::derive(move || match (waits, place.get()) {
        (Some(first), _) => first.to_owned(),
        (None, Some(card)) => links::home(card.patient),
        (None, None) => links::PEOPLE.to_owned(),
    });
    let nav = Signal::derive(move || match waits {
        Some(_) => {
            let account = links::ACCOUNT.to_owned();
            let at = account.clone();
            vec![NavItem::new(account, w.nav_account(), Icon::Person, Signal::derive(move || here.get() == at))]
        }
        None => places(w, place.get(), here, unread),
    });
    let items = Signal::derive(move || here.with(|path| charts.with(|charts| people(w, charts, path))));
    let switcher = move || {
        move || {
            several.get().then(|| {
                view! { <Switcher label=w.switch_person() items all=LinkItem::new(links::PEOPLE, w.switch_all()) /> }
            })
        }
    };
    view! {
        <Frame
            brand=boot.clinic.name.clone()
            home
            skip=w.skip_link()
            emergency=emergency()
            demo=demo()
            person=Signal::derive(move || place.get().as_ref().map(person))
            person_words=w.chart_of()
            person_href=links::PEOPLE
            switcher
            nav_label=w.nav_label()
            nav
            help=LinkItem::new(links::SUPPORT, w.help())
            at_hand=|| view! { <WayOut /> }
            footer=footer(false)
            utility=|| view! { <div class="cluster"><Languages /><Leave /></div> }
            away
        >
            <p class="hidden-word" role="status">
                {said}
            </p>
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
        Some(Role::FrontDesk) => vec![
            place(links::DESK_PATIENTS, w.nav_patients(), Icon::Person),
            place(links::DESK_FORMS, w.nav_forms(), Icon::Requests),
        ],
        Some(Role::Clinician | Role::PoolNurse) => vec![
            place(links::DESK_QUEUE, w.nav_queue(), Icon::Inbox),
            NavItem::new(
                links::DESK,
                w.nav_messages(),
                Icon::Messages,
                Signal::derive(move || {
                    let here = here.get();
                    let others = [links::DESK_QUEUE, links::DESK_ASKS, links::DESK_TEMPLATES, links::DESK_COVER];
                    !others.iter().any(|other| here.starts_with(other))
                }),
            ),
            place(links::DESK_ASKS, w.nav_asks(), Icon::Requests),
            place(links::DESK_TEMPLATES, w.nav_templates(), Icon::Records),
            place(links::DESK_COVER, w.nav_cover(), Icon::People),
        ],
        Some(Role::Support) => vec![place(links::DESK_SUPPORT, w.nav_tickets(), Icon::Inbox)],
        Some(Role::Admin) => vec![
            NavItem::new(
                links::DESK_ADMIN,
                w.nav_staff(),
                Icon::Person,
                Signal::derive(move || {
                    let here = here.get();
                    ![links::DESK_PRACTICES, links::DESK_POOLS, links::DESK_TERMS, links::DESK_HOLIDAYS]
                        .iter()
                        .any(|other| here.starts_with(other))
                }),
            ),
            place(links::DESK_PRACTICES, w.nav_practices(), Icon::Requests),
            place(links::DESK_POOLS, w.nav_pools(), Icon::Messages),
            place(links::DESK_TERMS, w.nav_terms(), Icon::Inbox),
            place(links::DESK_HOLIDAYS, w.nav_holidays(), Icon::Home),
        ],
        Some(Role::Billing) => vec![NavItem::new(links::DESK, w.nav_messages(), Icon::Inbox, Signal::derive(|| true))],
        None => Vec::new(),
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
            at_hand=|| view! { <LockUp /> }
            utility=|| view! { <div class="cluster"><Languages /><Leave /></div> }
            wide=true
        >
            <Offline />
            <Outlet />
        </Frame>
        <SessionWatch />
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::representative::{NextView, Why};

    fn card() -> ChartCard {
        ChartCard {
            patient: "01900000-0000-7000-8000-000000000009".parse().unwrap(),
            name: "Maya Example".to_owned(),
            given: "Maya".to_owned(),
            initials: "ME".to_owned(),
            colour: 0,
            unread: 0,
            age: 15,
            own: false,
            sees: Rights::NONE.with(Capability::Immunizations, Right::Read),
            acts: Rights::NONE,
            whole: Rights::NONE,
            next: None,
        }
    }

    #[test]
    fn r_3_7_an_open_page_is_loaded_anew_whatever_changes_of_the_rights_and_for_nothing_else() {
        let by = |card: &ChartCard| drawn_by(std::slice::from_ref(card), card.patient);
        let before = by(&card());
        let vaccines = Rights::NONE.with(Capability::Immunizations, Right::Read);
        let messages = Rights::NONE.with(Capability::Messages, Right::Act);
        let changed = [
            ChartCard { sees: Rights::NONE, ..card() },
            ChartCard { acts: messages, ..card() },
            // What was and stays open in part is open whole now.
            ChartCard { whole: vaccines, ..card() },
            ChartCard { age: 16, ..card() },
            ChartCard { own: true, ..card() },
        ];
        for card in changed {
            assert_ne!(by(&card), before);
        }
        let next = Some(NextView::Oneself { on: "2026-11-24".parse().unwrap(), why: Why::RunsOut });
        for card in [ChartCard { unread: 1, ..card() }, ChartCard { next, ..card() }] {
            assert_eq!(by(&card), before);
        }
        assert_eq!(drawn_by(&[], card().patient), None, "a chart that is closed");
    }
}
