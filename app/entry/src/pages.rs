//! The pages that come later than the first, each by a name that `app` has a route for.

use crate::activate::Activate;
use crate::enroll::someone_else::SomeoneElse;
use crate::enroll::under_18::UnderAge;
use crate::forgot::{Forgot, ForgotUsername};
use crate::goodbye::Goodbye;
use crate::privacy::Privacy;
use crate::recover::Recover;
use crate::request_status::Status;
use crate::second::Second;
use crate::staff_locked::Locked;
use crate::staff_set_up::SetUp;
use crate::support::Support;
use crate::terms::Terms;
use crate::ticket::Arrived;
use crate::{demo_outbox, enroll, practices, staff_sign_in};
use leptos::prelude::*;
use portal_kit::fresh;

/// A page that anybody may open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Enrolling oneself.
    Enroll,
    /// Enrolling with an activation code.
    Activate,
    /// How far a request is.
    Status,
    /// How to act for another person.
    SomeoneElse,
    /// What people do who are not of age.
    UnderAge,
    /// What to do when a password is forgotten.
    Forgot,
    /// What to do when a username is forgotten.
    ForgotUsername,
    /// A new password with a mailed link.
    Recover,
    /// The second step of a sign-in.
    Second,
    /// Technical Support: how to reach it, what it does, and writing to it.
    Support,
    /// What was sent to Technical Support has arrived.
    SupportSent,
    /// After closing one's account.
    Goodbye,
    /// All practices with their phones.
    Practices,
    /// The terms and conditions.
    Terms,
    /// The notice of privacy practices.
    Privacy,
    /// The newest notices, as people would have got them. Exists in the demo only.
    DemoOutbox,
}

/// Draws a page. Asks for what it shows.
pub fn draw(page: Page) -> AnyView {
    match page {
        Page::Enroll => enroll::draw(),
        Page::Activate => fresh(view! { <Activate /> }),
        Page::Status => fresh(view! { <Status /> }),
        Page::SomeoneElse => fresh(view! { <SomeoneElse /> }),
        Page::UnderAge => fresh(view! { <UnderAge /> }),
        Page::Forgot => fresh(view! { <Forgot /> }),
        Page::ForgotUsername => fresh(view! { <ForgotUsername /> }),
        Page::Recover => fresh(view! { <Recover /> }),
        Page::Second => fresh(view! { <Second /> }),
        Page::Support => fresh(view! { <Support /> }),
        Page::SupportSent => fresh(view! { <Arrived /> }),
        Page::Goodbye => fresh(view! { <Goodbye /> }),
        Page::Practices => practices::draw(),
        Page::Terms => fresh(view! { <Terms /> }),
        Page::Privacy => fresh(view! { <Privacy /> }),
        Page::DemoOutbox => demo_outbox::draw(),
    }
}

/// A door of the people who work here, which no patient needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffDoor {
    /// Signing in for the people who work here.
    SignIn,
    /// Setting up one's own staff account, by the link that was handed over.
    SetUp,
    /// A session that its staff member has locked.
    Locked,
}

/// Draws a door.
pub fn draw_staff_door(door: StaffDoor) -> AnyView {
    match door {
        StaffDoor::SignIn => staff_sign_in::draw(),
        StaffDoor::SetUp => fresh(view! { <SetUp /> }),
        StaffDoor::Locked => fresh(view! { <Locked /> }),
    }
}
