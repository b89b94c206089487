//! The pages, each by a name that `app` has a route for.

use crate::administration::{holidays, pools, practices, staff, terms};
use crate::{account, asks, cover, forms, front, grants, inbox, requests, search, support, templates, triage};
use leptos::prelude::*;

/// A page of the people who work here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/desk` and `/desk/:thread`: the shared inbox.
    Inbox,
    /// `/desk/search`, and with `?after=` a later page of what was found.
    Search,
    /// `/desk/patients` and `/desk/patients/:patient`: finding a record, inviting its owner.
    Front,
    /// `/desk/forms` with `?after=`, and `/desk/forms/:form`: forms by which somebody is to act for patients.
    Forms,
    /// `/desk/grants/:grant`: who acts for a patient, and what has happened to it.
    Grant,
    /// `/desk/requests` and `/desk/requests/:request`: enrollment requests.
    Requests,
    /// `/desk/support` and `/desk/support/:ticket`: tickets to Technical Support.
    Support,
    /// `/desk/admin` and `/desk/admin/:account`, with `?after=`.
    AdminStaff,
    /// `/desk/admin/practices` and `/desk/admin/practices/:practice`, with `?after=`.
    AdminPractices,
    /// `/desk/admin/pools` and `/desk/admin/pools/:pool`, with `?after=`: the shared inboxes of practices.
    AdminPools,
    /// `/desk/admin/terms` and `/desk/admin/terms/:agreement`, with `?after=`.
    AdminTerms,
    /// `/desk/admin/holidays`, with `?after=`.
    AdminHolidays,
    /// `/desk/asks` with `?show=` and `?after=`, and `/desk/asks/:ask`: what patients ask for.
    Asks,
    /// `/desk/queue` with `?show=` and `?after=`, and `/desk/queue/:item`: whatever waits, the first due first.
    Queue,
    /// `/desk/templates`: the texts that one's inboxes answer with.
    Templates,
    /// `/desk/cover`: who stands in for whom.
    Cover,
    /// `/desk/account`: one's own address, for letters of what is late.
    Account,
}

/// Draws a page. Asks for what it shows.
pub fn draw(page: Page) -> AnyView {
    match page {
        Page::Inbox => inbox::draw(),
        Page::Search => search::draw(),
        Page::Front => front::draw(),
        Page::Forms => forms::draw(),
        Page::Grant => grants::draw(),
        Page::Requests => requests::draw(),
        Page::Support => support::draw(),
        Page::AdminStaff => staff::draw(),
        Page::AdminPractices => practices::draw(),
        Page::AdminPools => pools::draw(),
        Page::AdminTerms => terms::draw(),
        Page::AdminHolidays => holidays::draw(),
        Page::Asks => asks::draw(),
        Page::Queue => triage::draw(),
        Page::Templates => templates::draw(),
        Page::Cover => cover::draw(),
        Page::Account => account::draw(),
    }
}
