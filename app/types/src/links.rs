//! Every address that pages and notices share. No address carries health information.

use crate::ids::{PatientId, ThreadId};

/// Sign-in, which is the front page.
pub const SIGN_IN: &str = "/";
/// Self-enrollment.
pub const ENROLL: &str = "/enroll";
/// What to do when a password is forgotten.
pub const FORGOT: &str = "/forgot";
/// Technical Support.
pub const SUPPORT: &str = "/support";
/// The public directory of practices.
pub const PRACTICES: &str = "/practices";
/// How to act for another person.
pub const FOR_OTHERS: &str = "/enroll/someone-else";
/// What people under 18 do.
pub const UNDER_18: &str = "/enroll/under-18";
/// Terms and conditions.
pub const TERMS: &str = "/terms";
/// Notice of privacy practices.
pub const PRIVACY: &str = "/privacy";
/// The staff entrance.
pub const STAFF_SIGN_IN: &str = "/staff";
/// The staff inbox.
pub const DESK: &str = "/desk";
/// What the demo would have sent.
pub const DEMO_OUTBOX: &str = "/demo/outbox";

/// A patient's own pages.
pub fn home(patient: PatientId) -> String {
    format!("/p/{patient}")
}

/// A patient's messages.
pub fn messages(patient: PatientId) -> String {
    format!("/p/{patient}/messages")
}

/// A new message of a patient.
pub fn compose(patient: PatientId) -> String {
    format!("/p/{patient}/messages/new")
}

/// One thread of a patient.
pub fn thread(patient: PatientId, thread: ThreadId) -> String {
    format!("/p/{patient}/messages/{thread}")
}

/// One thread as the staff see it.
pub fn desk_thread(thread: ThreadId) -> String {
    format!("/desk/{thread}")
}
