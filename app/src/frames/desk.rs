//! The frame around the desks, with the places of each kind of work.

use super::around::{Languages, Offline, demo, emergency, footer};
use super::leaving::{Leave, LockUp};
use crate::session::SessionWatch;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Frame, Icon, LinkItem, NavItem};
use portal_types::account::{Role, Who};
use portal_types::links;

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
                    let others = [
                        links::DESK_QUEUE,
                        links::DESK_ASKS,
                        links::DESK_TEMPLATES,
                        links::DESK_COVER,
                        links::DESK_ACCOUNT,
                    ];
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
        Some(Role::Billing) => vec![NavItem::new(
            links::DESK,
            w.nav_messages(),
            Icon::Inbox,
            Signal::derive(move || here.get() != links::DESK_ACCOUNT),
        )],
        None => Vec::new(),
    };
    // The places above are those of the work; one's own account is looked at once.
    let mut below = footer(false);
    below.insert(0, LinkItem::new(links::DESK_ACCOUNT, w.nav_account()));
    view! {
        <Frame
            brand=boot.clinic.name.clone()
            logo=boot.clinic.logo.clone()
            home=role.map_or(links::DESK, links::desk_of)
            skip=w.skip_link()
            emergency=emergency()
            demo=demo()
            nav_label=w.nav_label()
            nav=nav
            help=LinkItem::new(links::SUPPORT, w.help())
            footer=below
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
