//! The frame around a patient's pages: whose chart it is, its places, and the people to change to.

use super::around::{Languages, Offline, demo, emergency, footer, keep_focus_on_the_page};
use super::charts::{keep_no_closed_page, learn};
use super::leaving::{Leave, WayOut};
use crate::session::SessionWatch;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use portal_kit::boot::{use_boot, use_charts, use_words};
use portal_kit::{Frame, Icon, LinkItem, NavItem, Person, SwitchItem, Switcher};
use portal_page::use_lists;
use portal_types::account::{ChartCard, Who};
use portal_types::ids::PatientId;
use portal_types::links;
use portal_types::representative::{Capability, Right};
use portal_words::Words;

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
            logo=boot.clinic.logo.clone()
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
