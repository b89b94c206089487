//! One line for each page.

use crate::frames::Public;
use crate::lazy::{
    AccountPage, ActivatePage, ActivityPage, AdminHolidaysPage, AdminPoolsPage, AdminPracticesPage, AdminStaffPage,
    AdminTermsPage, AllergiesPage, AskFormPage, AskPage, AsksPage, ComposePage, CoverPage, DemoOutboxPage,
    DeskAccountPage, DeskAsksPage, DeskFrame, DeskGrantPage, DeskPage, DeskSearchPage, EnrollPage, ForgotPage,
    ForgotUsernamePage, FormsPage, FrontPage, GoodbyePage, GrantPage, HomePage, InboxPage, MedicinesPage, PatientFrame,
    PeoplePage, PracticesPage, PrivacyPage, QueuePage, RecordPage, RecoverPage, RequestsPage, ResultPage, ResultsPage,
    SearchPage, SecondPage, SharePage, SharingPage, SomeoneElsePage, StaffLockedPage, StaffSetUpPage, StaffSignInPage,
    StatusPage, SupportDeskPage, SupportPage, SupportSentPage, TemplatesPage, TermsAgainPage, TermsPage, ThreadPage,
    UnderAgePage, VaccinesPage,
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Outlet, ParentRoute, Route, Router, Routes};
use leptos_router::{Lazy, OptionalParamSegment, ParamSegment, SsrMode, StaticSegment};
use portal_entry::SignInPage;
use portal_types::account::Boot;
use std::sync::Arc;

/// The whole app. Pages are sent whole (`Async`): one flush, no streamed scripts, and a page that reads without
/// JavaScript.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    // Made by the server, carried in the page: the browser draws with exactly what the server drew with.
    let boot = SharedValue::new(|| use_context::<Arc<Boot>>().map_or_else(Boot::blank, |boot| Boot::clone(&boot)));
    provide_context(Arc::new(boot.into_inner()));
    portal_kit::boot::provide_charts();
    portal_kit::live::OnTheirWay::provide();
    portal_page::provide_lists();

    let w = portal_kit::boot::use_words();
    let portal = portal_kit::boot::use_boot().clinic.name.clone();
    view! {
        <Title formatter={move |page: String| w.page_title(page, &portal)} />
        <Router>
            <Routes fallback=|| view! { <crate::frames::Lost /> }>
                <ParentRoute path=StaticSegment("p") view=|| view! { <Outlet /> }>
                    <ParentRoute path=ParamSegment("patient") view={Lazy::<PatientFrame>::new()}>
                        <Route path=StaticSegment("") view={Lazy::<HomePage>::new()} ssr=SsrMode::Async />
                        <Route path=StaticSegment("messages") view={Lazy::<InboxPage>::new()} ssr=SsrMode::Async />
                        <Route
                            path=(StaticSegment("messages"), StaticSegment("new"))
                            view={Lazy::<ComposePage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("messages"), StaticSegment("search"))
                            view={Lazy::<SearchPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("messages"), ParamSegment("thread"))
                            view={Lazy::<ThreadPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route path=StaticSegment("requests") view={Lazy::<AsksPage>::new()} ssr=SsrMode::Async />
                        <Route
                            path=(StaticSegment("requests"), StaticSegment("new"))
                            view={Lazy::<AskFormPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("requests"), StaticSegment("new"), ParamSegment("kind"))
                            view={Lazy::<AskFormPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("requests"), ParamSegment("ask"))
                            view={Lazy::<AskPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route path=StaticSegment("record") view={Lazy::<RecordPage>::new()} ssr=SsrMode::Async />
                        <Route
                            path=(StaticSegment("record"), StaticSegment("vaccines"))
                            view={Lazy::<VaccinesPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("record"), StaticSegment("allergies"))
                            view={Lazy::<AllergiesPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("record"), StaticSegment("medicines"))
                            view={Lazy::<MedicinesPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("record"), StaticSegment("results"))
                            view={Lazy::<ResultsPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("record"), StaticSegment("results"), ParamSegment("result"))
                            view={Lazy::<ResultPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route path=StaticSegment("sharing") view={Lazy::<SharingPage>::new()} ssr=SsrMode::Async />
                        <Route
                            path=(StaticSegment("sharing"), StaticSegment("new"))
                            view={Lazy::<SharePage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route
                            path=(StaticSegment("sharing"), ParamSegment("grant"))
                            view={Lazy::<GrantPage>::new()}
                            ssr=SsrMode::Async
                        />
                        <Route path=StaticSegment("activity") view={Lazy::<ActivityPage>::new()} ssr=SsrMode::Async />
                    </ParentRoute>
                </ParentRoute>
                <ParentRoute path=StaticSegment("people") view={Lazy::<PatientFrame>::new()}>
                    <Route path=StaticSegment("") view={Lazy::<PeoplePage>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=StaticSegment("account") view={Lazy::<PatientFrame>::new()}>
                    <Route path=StaticSegment("") view={Lazy::<AccountPage>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=(StaticSegment("terms"), StaticSegment("again")) view={Lazy::<PatientFrame>::new()}>
                    <Route path=StaticSegment("") view={Lazy::<TermsAgainPage>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=StaticSegment("desk") view={Lazy::<DeskFrame>::new()}>
                    <Route
                        path=(StaticSegment("requests"), OptionalParamSegment("request"))
                        view={Lazy::<RequestsPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("patients"), OptionalParamSegment("patient"))
                        view={Lazy::<FrontPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("forms"), OptionalParamSegment("form"))
                        view={Lazy::<FormsPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("grants"), ParamSegment("grant"))
                        view={Lazy::<DeskGrantPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("support"), OptionalParamSegment("ticket"))
                        view={Lazy::<SupportDeskPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("admin"), StaticSegment("practices"), OptionalParamSegment("practice"))
                        view={Lazy::<AdminPracticesPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("admin"), StaticSegment("pools"), OptionalParamSegment("pool"))
                        view={Lazy::<AdminPoolsPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("admin"), StaticSegment("terms"), OptionalParamSegment("agreement"))
                        view={Lazy::<AdminTermsPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("admin"), StaticSegment("holidays"))
                        view={Lazy::<AdminHolidaysPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("admin"), OptionalParamSegment("account"))
                        view={Lazy::<AdminStaffPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("asks"), OptionalParamSegment("ask"))
                        view={Lazy::<DeskAsksPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("queue"), OptionalParamSegment("item"))
                        view={Lazy::<QueuePage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=StaticSegment("templates") view={Lazy::<TemplatesPage>::new()} ssr=SsrMode::Async />
                    <Route path=StaticSegment("cover") view={Lazy::<CoverPage>::new()} ssr=SsrMode::Async />
                    <Route path=StaticSegment("account") view={Lazy::<DeskAccountPage>::new()} ssr=SsrMode::Async />
                    <Route path=StaticSegment("search") view={Lazy::<DeskSearchPage>::new()} ssr=SsrMode::Async />
                    <Route path=OptionalParamSegment("thread") view={Lazy::<DeskPage>::new()} ssr=SsrMode::Async />
                </ParentRoute>
                <ParentRoute path=StaticSegment("") view=Public>
                    <Route path=StaticSegment("") view=SignInPage ssr=SsrMode::Async />
                    <Route path=StaticSegment("enroll") view={Lazy::<EnrollPage>::new()} ssr=SsrMode::Async />
                    <Route
                        path=(StaticSegment("enroll"), StaticSegment("code"))
                        view={Lazy::<ActivatePage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("enroll"), StaticSegment("status"))
                        view={Lazy::<StatusPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("enroll"), StaticSegment("someone-else"))
                        view={Lazy::<SomeoneElsePage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("enroll"), StaticSegment("under-18"))
                        view={Lazy::<UnderAgePage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=StaticSegment("forgot") view={Lazy::<ForgotPage>::new()} ssr=SsrMode::Async />
                    <Route
                        path=(StaticSegment("forgot"), StaticSegment("username"))
                        view={Lazy::<ForgotUsernamePage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=StaticSegment("recover") view={Lazy::<RecoverPage>::new()} ssr=SsrMode::Async />
                    <Route
                        path=(StaticSegment("sign-in"), StaticSegment("code"), OptionalParamSegment("by"))
                        view={Lazy::<SecondPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=StaticSegment("support") view={Lazy::<SupportPage>::new()} ssr=SsrMode::Async />
                    <Route
                        path=(StaticSegment("support"), StaticSegment("sent"))
                        view={Lazy::<SupportSentPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=StaticSegment("goodbye") view={Lazy::<GoodbyePage>::new()} ssr=SsrMode::Async />
                    <Route path=StaticSegment("practices") view={Lazy::<PracticesPage>::new()} ssr=SsrMode::Async />
                    <Route path=StaticSegment("terms") view={Lazy::<TermsPage>::new()} ssr=SsrMode::Async />
                    <Route path=StaticSegment("privacy") view={Lazy::<PrivacyPage>::new()} ssr=SsrMode::Async />
                    <Route path=StaticSegment("staff") view={Lazy::<StaffSignInPage>::new()} ssr=SsrMode::Async />
                    <Route
                        path=(StaticSegment("staff"), StaticSegment("locked"))
                        view={Lazy::<StaffLockedPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("staff"), StaticSegment("set-up"))
                        view={Lazy::<StaffSetUpPage>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route
                        path=(StaticSegment("demo"), StaticSegment("outbox"))
                        view={Lazy::<DemoOutboxPage>::new()}
                        ssr=SsrMode::Async
                    />
                </ParentRoute>
            </Routes>
        </Router>
    }
}
