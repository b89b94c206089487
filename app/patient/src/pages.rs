//! The pages, each by a name that `app` has a route for.

use crate::messages::{compose, inbox, thread};
use crate::{account, home, terms_again};
use leptos::prelude::*;

/// A page of a signed-in patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// `/p/:patient`.
    Home,
    /// `/p/:patient/messages`, and with `?after=` one of its later pages.
    Inbox,
    /// `/p/:patient/messages/new`.
    Compose,
    /// `/p/:patient/messages/:thread`, and with `?before=` an earlier part of it.
    Thread,
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
        Page::Thread => thread::draw(),
        Page::Account => account::draw(),
        Page::TermsAgain => terms_again::draw(),
    }
}
