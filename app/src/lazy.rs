//! The lazy pieces of code: one for everybody before signing in, one for patients, one for the people who work here.
//!
//! Every lazy function is a piece, and what some of them share are further pieces, one for each way of sharing. With a
//! function for each page there were 330 pieces, of which a patient fetched about a hundred until the inbox: on a bad
//! network the requests cost more than the bytes. So whatever one kind of person opens is one function.

use crate::frames::{Desk, Patient};
use leptos::prelude::*;
use leptos_router::LazyRoute;
use portal_entry::StaffDoor;

/// Draws a page before signing in. Called with nothing it draws nothing; the code is here then, and that is what
/// preloading is. So do the two others.
#[lazy]
fn visitor(page: Option<portal_entry::Page>) -> AnyView {
    page.map_or_else(|| ().into_any(), portal_entry::draw)
}

/// What stands on a signed-in patient's screen.
#[derive(Clone, Copy)]
enum PatientPart {
    Frame,
    Page(portal_patient::Page),
}

#[lazy]
fn patient(part: Option<PatientPart>) -> AnyView {
    match part {
        None => ().into_any(),
        Some(PatientPart::Frame) => view! { <Patient /> }.into_any(),
        Some(PatientPart::Page(page)) => portal_patient::draw(page),
    }
}

/// What stands on the screen of somebody who works here.
#[derive(Clone, Copy)]
enum StaffPart {
    Door(StaffDoor),
    Frame,
    Page(portal_staff::Page),
}

#[lazy]
fn staff(part: Option<StaffPart>) -> AnyView {
    match part {
        None => ().into_any(),
        Some(StaffPart::Door(door)) => portal_entry::draw_staff_door(door),
        Some(StaffPart::Frame) => view! { <Desk /> }.into_any(),
        Some(StaffPart::Page(page)) => portal_staff::draw(page),
    }
}

/// Makes a route of each page that a lazy function draws.
macro_rules! routes {
    ($by:ident: $($route:ident => $part:expr;)*) => {$(
        pub(crate) struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_: Self) -> AnyView {
                $by(Some($part)).await
            }

            async fn preload() {
                drop($by(None).await);
            }
        }
    )*};
}

routes! { visitor:
    EnrollPage => portal_entry::Page::Enroll;
    ActivatePage => portal_entry::Page::Activate;
    StatusPage => portal_entry::Page::Status;
    SomeoneElsePage => portal_entry::Page::SomeoneElse;
    UnderAgePage => portal_entry::Page::UnderAge;
    ForgotPage => portal_entry::Page::Forgot;
    ForgotUsernamePage => portal_entry::Page::ForgotUsername;
    RecoverPage => portal_entry::Page::Recover;
    SecondPage => portal_entry::Page::Second;
    SupportPage => portal_entry::Page::Support;
    SupportSentPage => portal_entry::Page::SupportSent;
    GoodbyePage => portal_entry::Page::Goodbye;
    PracticesPage => portal_entry::Page::Practices;
    TermsPage => portal_entry::Page::Terms;
    PrivacyPage => portal_entry::Page::Privacy;
    DemoOutboxPage => portal_entry::Page::DemoOutbox;
}

routes! { patient:
    PatientFrame => PatientPart::Frame;
    HomePage => PatientPart::Page(portal_patient::Page::Home);
    InboxPage => PatientPart::Page(portal_patient::Page::Inbox);
    ComposePage => PatientPart::Page(portal_patient::Page::Compose);
    SearchPage => PatientPart::Page(portal_patient::Page::Search);
    ThreadPage => PatientPart::Page(portal_patient::Page::Thread);
    AsksPage => PatientPart::Page(portal_patient::Page::Asks);
    AskFormPage => PatientPart::Page(portal_patient::Page::AskForm);
    AskPage => PatientPart::Page(portal_patient::Page::Ask);
    RecordPage => PatientPart::Page(portal_patient::Page::Record);
    VaccinesPage => PatientPart::Page(portal_patient::Page::Vaccines);
    AllergiesPage => PatientPart::Page(portal_patient::Page::Allergies);
    MedicinesPage => PatientPart::Page(portal_patient::Page::Medicines);
    ResultsPage => PatientPart::Page(portal_patient::Page::Results);
    ResultPage => PatientPart::Page(portal_patient::Page::Result);
    SharingPage => PatientPart::Page(portal_patient::Page::Sharing);
    SharePage => PatientPart::Page(portal_patient::Page::Share);
    GrantPage => PatientPart::Page(portal_patient::Page::Grant);
    ActivityPage => PatientPart::Page(portal_patient::Page::Activity);
    PeoplePage => PatientPart::Page(portal_patient::Page::People);
    AccountPage => PatientPart::Page(portal_patient::Page::Account);
    TermsAgainPage => PatientPart::Page(portal_patient::Page::TermsAgain);
}

routes! { staff:
    StaffSignInPage => StaffPart::Door(StaffDoor::SignIn);
    StaffSetUpPage => StaffPart::Door(StaffDoor::SetUp);
    StaffLockedPage => StaffPart::Door(StaffDoor::Locked);
    DeskFrame => StaffPart::Frame;
    DeskPage => StaffPart::Page(portal_staff::Page::Inbox);
    FrontPage => StaffPart::Page(portal_staff::Page::Front);
    FormsPage => StaffPart::Page(portal_staff::Page::Forms);
    DeskGrantPage => StaffPart::Page(portal_staff::Page::Grant);
    RequestsPage => StaffPart::Page(portal_staff::Page::Requests);
    SupportDeskPage => StaffPart::Page(portal_staff::Page::Support);
    AdminStaffPage => StaffPart::Page(portal_staff::Page::AdminStaff);
    AdminPracticesPage => StaffPart::Page(portal_staff::Page::AdminPractices);
    AdminTermsPage => StaffPart::Page(portal_staff::Page::AdminTerms);
    AdminHolidaysPage => StaffPart::Page(portal_staff::Page::AdminHolidays);
    DeskAsksPage => StaffPart::Page(portal_staff::Page::Asks);
    DeskSearchPage => StaffPart::Page(portal_staff::Page::Search);
    AdminPoolsPage => StaffPart::Page(portal_staff::Page::AdminPools);
    QueuePage => StaffPart::Page(portal_staff::Page::Queue);
    TemplatesPage => StaffPart::Page(portal_staff::Page::Templates);
    CoverPage => StaffPart::Page(portal_staff::Page::Cover);
    DeskAccountPage => StaffPart::Page(portal_staff::Page::Account);
}
