#![doc = include_str!("../README.md")]
// View types nest deeply; a page of a few components passes the default of 128.
#![recursion_limit = "512"]

mod activate;
mod asking;
mod demo_outbox;
mod enroll;
mod forgot;
mod form;
mod goodbye;
mod not_found;
mod passkey;
mod practices;
mod privacy;
mod reading;
mod recover;
mod request_status;
mod second;
mod sign_in;
mod staff_set_up;
mod staff_sign_in;
mod support;
mod terms;
mod ticket;

pub use asking::{
    ActivatePage, ForgotPage, ForgotUsernamePage, RecoverPage, SecondPage, StaffSetUpPage, StatusPage, SupportPage,
    SupportSentPage,
};
pub use demo_outbox::DemoOutboxPage;
pub use enroll::EnrollPage;
pub use not_found::NotFoundPage;
pub use practices::PracticesPage;
pub use reading::{GoodbyePage, PrivacyPage, SomeoneElsePage, TermsPage, UnderAgePage};
pub use sign_in::SignInPage;
pub use staff_sign_in::StaffSignInPage;
