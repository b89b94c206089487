//! Every address that pages and notices share. No address carries health information.

use crate::account::Role;
use crate::ids::{AccountId, AgreementId, EnrollmentId, PatientId, PracticeId, ThreadId, TicketId};

/// Sign-in, which is the front page.
pub const SIGN_IN: &str = "/";
/// Self-enrollment.
pub const ENROLL: &str = "/enroll";
/// Enrolling with an activation code. The code of a link stands after "#", which browsers keep to themselves.
pub const ACTIVATE: &str = "/enroll/code";
/// How far a request to the enrollment desk is; its number after "#".
pub const REQUEST_STATUS: &str = "/enroll/status";
/// Choosing a new password with a mailed link; its code after "#".
pub const RECOVER: &str = "/recover";
/// What to do when a username is forgotten.
pub const FORGOT_USERNAME: &str = "/forgot/username";
/// The second step of a sign-in.
pub const SECOND_STEP: &str = "/sign-in/code";
/// One's own account: signing in, contacts, devices.
pub const ACCOUNT: &str = "/account";
/// What to do when a password is forgotten.
pub const FORGOT: &str = "/forgot";
/// Technical Support, and writing to it.
pub const SUPPORT: &str = "/support";
/// What was sent to Technical Support has arrived: for browsers that sent the form by themselves.
pub const SUPPORT_SENT: &str = "/support/sent";
/// After one has closed one's account.
pub const GOODBYE: &str = "/goodbye";
/// The public directory of practices.
pub const PRACTICES: &str = "/practices";
/// How to act for another person.
pub const FOR_OTHERS: &str = "/enroll/someone-else";
/// What people do who are not of age.
pub const UNDER_18: &str = "/enroll/under-18";
/// Terms and conditions.
pub const TERMS: &str = "/terms";
/// New terms, to be agreed to before a chart opens.
pub const TERMS_AGAIN: &str = "/terms/again";
/// Notice of privacy practices.
pub const PRIVACY: &str = "/privacy";
/// The staff entrance.
pub const STAFF_SIGN_IN: &str = "/staff";
/// A session that its staff member has locked.
pub const STAFF_LOCKED: &str = "/staff/locked";
/// Setting up one's own staff account; the link's code after "#".
pub const STAFF_SET_UP: &str = "/staff/set-up";
/// The staff inbox.
pub const DESK: &str = "/desk";
/// The enrollment desk.
pub const DESK_REQUESTS: &str = "/desk/requests";
/// The front desk.
pub const DESK_PATIENTS: &str = "/desk/patients";
/// The desk of Technical Support.
pub const DESK_SUPPORT: &str = "/desk/support";
/// The administration's desk, and its staff.
pub const DESK_ADMIN: &str = "/desk/admin";
/// What practices have switched on.
pub const DESK_PRACTICES: &str = "/desk/admin/practices";
/// The texts that people agree to.
pub const DESK_TERMS: &str = "/desk/admin/terms";
/// The holidays.
pub const DESK_HOLIDAYS: &str = "/desk/admin/holidays";
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

/// Whether a path names a chart or a conversation by something that is no id: nothing can be there.
pub fn nonsense(path: &str) -> bool {
    let id = |text: &str| text.parse::<uuid::Uuid>().is_ok();
    let mut parts = path.trim_matches('/').split('/');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some("p"), Some(patient), _, _) if !id(patient) => true,
        (Some("p"), _, Some("messages"), Some(thread)) => thread != "new" && !id(thread),
        (Some("desk"), Some("admin"), Some("practices" | "terms"), which) => which.is_some_and(|which| !id(which)),
        (Some("desk"), Some("admin"), Some("holidays"), _) => false,
        (Some("desk"), Some("admin" | "requests" | "patients" | "support"), which, _) => {
            which.is_some_and(|which| !id(which))
        }
        (Some("desk"), Some(thread), _, _) => !id(thread),
        _ => false,
    }
}

/// One request at the enrollment desk.
pub fn desk_request(request: EnrollmentId) -> String {
    format!("/desk/requests/{request}")
}

/// One record at the front desk.
pub fn desk_patient(patient: PatientId) -> String {
    format!("/desk/patients/{patient}")
}

/// One ticket at the desk of Technical Support.
pub fn desk_ticket(ticket: TicketId) -> String {
    format!("/desk/support/{ticket}")
}

/// One colleague at the administration's desk.
pub fn desk_colleague(account: AccountId) -> String {
    format!("/desk/admin/{account}")
}

/// One practice at the administration's desk.
pub fn desk_practice(practice: PracticeId) -> String {
    format!("/desk/admin/practices/{practice}")
}

/// One version of terms or notice at the administration's desk.
pub fn desk_agreement(agreement: AgreementId) -> String {
    format!("/desk/admin/terms/{agreement}")
}

/// Where a role is at home.
pub fn desk_of(role: Role) -> &'static str {
    match role {
        Role::Enrollment => DESK_REQUESTS,
        Role::FrontDesk => DESK_PATIENTS,
        Role::Support => DESK_SUPPORT,
        Role::Admin => DESK_ADMIN,
        Role::Clinician | Role::PoolNurse | Role::Billing => DESK,
    }
}

/// One thread as the staff see it.
pub fn desk_thread(thread: ThreadId) -> String {
    format!("/desk/{thread}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_without_an_id_where_one_belongs_is_nonsense() {
        let id = "01900000-0000-7000-8000-000000000009";
        for there in ["/", "/p", "/desk", "/practices"].map(str::to_owned).into_iter().chain([
            format!("/p/{id}"),
            format!("/p/{id}/messages"),
            format!("/p/{id}/messages/new"),
            format!("/p/{id}/messages/{id}"),
            format!("/desk/{id}"),
            format!("/desk/admin/{id}"),
            format!("/desk/admin/practices/{id}"),
            format!("/desk/admin/terms/{id}"),
            DESK_ADMIN.to_owned(),
            DESK_PRACTICES.to_owned(),
            DESK_TERMS.to_owned(),
            DESK_HOLIDAYS.to_owned(),
        ]) {
            assert!(!nonsense(&there), "{there}");
        }
        for lost in ["/p/1", "/p/1/messages", "/desk/next", "/desk/support/1", "/desk/admin/1", "/desk/admin/terms/1"]
            .map(str::to_owned)
            .into_iter()
            .chain([format!("/p/{id}/messages/old"), format!("/p/{id}0"), format!("{DESK_PRACTICES}/1")])
        {
            assert!(nonsense(&lost), "{lost}");
        }
    }
}
