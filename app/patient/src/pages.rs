//! The pages, each by a name that `app` has a route for.

use crate::asks;
use crate::messages::{compose, inbox, search, thread};
use crate::record::{allergies, demographics, medicines, result, results, vaccines};
use crate::sharing::{grant, list, new};
use crate::{account, activity, home, people, terms_again};
use leptos::prelude::*;

/// A page of a signed-in patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/p/:patient`.
    Home,
    /// `/p/:patient/messages`, with `?show=` a part of them, and with `?after=` a later page.
    Inbox,
    /// `/p/:patient/messages/new`, with `?follows=` one that goes on from another.
    Compose,
    /// `/p/:patient/messages/search`, and with `?after=` a later page of what was found.
    Search,
    /// `/p/:patient/messages/:thread`, and with `?before=` an earlier part of it.
    Thread,
    /// `/p/:patient/requests`, and with `?after=` one of its later pages.
    Asks,
    /// `/p/:patient/requests/new` and `/p/:patient/requests/new/:kind`.
    AskForm,
    /// `/p/:patient/requests/:ask`, and with `?before=` an earlier part of what has happened.
    Ask,
    /// `/p/:patient/record`.
    Record,
    /// `/p/:patient/record/vaccines`, and with `?after=` one of its later pages.
    Vaccines,
    /// `/p/:patient/record/allergies`, and with `?after=` one of its later pages.
    Allergies,
    /// `/p/:patient/record/medicines`, and with `?after=` one of its later pages.
    Medicines,
    /// `/p/:patient/record/results`, and with `?after=` one of its later pages.
    Results,
    /// `/p/:patient/record/results/:result`.
    Result,
    /// `/p/:patient/sharing`, and with `?after=` one of its later pages.
    Sharing,
    /// `/p/:patient/sharing/new`, with `?set=`.
    Share,
    /// `/p/:patient/sharing/:grant`, with `?set=`.
    Grant,
    /// `/p/:patient/activity`, and with `?after=` one of its later pages.
    Activity,
    /// `/people`.
    People,
    /// `/account`.
    Account,
    /// `/terms/again`, with `?next=`.
    TermsAgain,
}

/// Draws a page. Asks for what it shows.
pub fn draw(page: Page) -> AnyView {
    match page {
        Page::Home => home::draw(),
        Page::Inbox => inbox::draw(),
        Page::Compose => compose::draw(),
        Page::Search => search::draw(),
        Page::Thread => thread::draw(),
        Page::Asks => asks::list::draw(),
        Page::AskForm => asks::new::draw(),
        Page::Ask => asks::one::draw(),
        Page::Record => demographics::draw(),
        Page::Vaccines => vaccines::draw(),
        Page::Allergies => allergies::draw(),
        Page::Medicines => medicines::draw(),
        Page::Results => results::draw(),
        Page::Result => result::draw(),
        Page::Sharing => list::draw(),
        Page::Share => new::draw(),
        Page::Grant => grant::draw(),
        Page::Activity => activity::draw(),
        Page::People => people::draw(),
        Page::Account => account::draw(),
        Page::TermsAgain => terms_again::draw(),
    }
}
