//! Every address that pages and notices share. No address carries health information.

use crate::account::Role;
use crate::ask::AskKind;
use crate::ids::{
    AccountId, AgreementId, AskId, EnrollmentId, FileId, FormId, GrantId, MessageId, PatientId, PoolId, PracticeId,
    ResultId, ThreadId, TicketId, WorkId,
};
use crate::message::InboxFilter;
use crate::representative::{Capability, Right, Rights};
use crate::search::FoundMessage;
use crate::triage::QueueFilter;
use uuid::Uuid;

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
/// The second step of an account that opens with its passkey.
pub const PASSKEY_STEP: &str = "/sign-in/code/passkey";
/// One's own account: signing in, contacts, devices.
pub const ACCOUNT: &str = "/account";
/// Everybody whose charts one may open: the home of who has no record here.
pub const PEOPLE: &str = "/people";
/// What to do when a password is forgotten.
pub const FORGOT: &str = "/forgot";
/// Technical Support, and writing to it.
pub const SUPPORT: &str = "/support";
/// What was sent to Technical Support has arrived: for browsers that sent the form by themselves.
pub const SUPPORT_SENT: &str = "/support/sent";
/// After one has closed one's account.
pub const GOODBYE: &str = "/goodbye";
/// Out of the portal, to a page elsewhere that says nothing of it: for who leaves quickly.
pub const AWAY: &str = "/away";
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
/// What was looked for in the messages of one's pools, and found.
pub const DESK_SEARCH: &str = "/desk/search";
/// What waits for one's pools, the first due first: home of who cares for patients.
pub const DESK_QUEUE: &str = "/desk/queue";
/// The texts that one's pools answer with.
pub const DESK_TEMPLATES: &str = "/desk/templates";
/// Who stands in for whom.
pub const DESK_COVER: &str = "/desk/cover";
/// One's own account, as somebody who works here.
pub const DESK_ACCOUNT: &str = "/desk/account";
/// The desk of what patients ask for.
pub const DESK_ASKS: &str = "/desk/asks";
/// The enrollment desk.
pub const DESK_REQUESTS: &str = "/desk/requests";
/// The front desk.
pub const DESK_PATIENTS: &str = "/desk/patients";
/// Forms by which somebody is to act for others, begun at the front desk.
pub const DESK_FORMS: &str = "/desk/forms";
/// The desk of Technical Support.
pub const DESK_SUPPORT: &str = "/desk/support";
/// The administration's desk, and its staff.
pub const DESK_ADMIN: &str = "/desk/admin";
/// What practices have switched on.
pub const DESK_PRACTICES: &str = "/desk/admin/practices";
/// The shared inboxes of practices.
pub const DESK_POOLS: &str = "/desk/admin/pools";
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

/// Where files are sent to.
pub const UPLOAD: &str = "/upload";

/// A file that was sent. Neither the address nor what it says of itself names whose it is.
pub fn file(file: FileId) -> String {
    format!("/file/{file}")
}

/// A patient's messages.
pub fn messages(patient: PatientId) -> String {
    format!("/p/{patient}/messages")
}

/// A part of a patient's messages.
pub fn messages_shown(patient: PatientId, filter: InboxFilter) -> String {
    match filter {
        InboxFilter::Inbox => messages(patient),
        _ => format!("/p/{patient}/messages?show={}", filter.code()),
    }
}

/// What was looked for in a patient's messages, and found. What it was is in no address.
pub fn search(patient: PatientId) -> String {
    format!("/p/{patient}/messages/search")
}

/// A new message that goes on from a conversation which is closed.
pub fn follow_up(patient: PatientId, thread: ThreadId) -> String {
    format!("/p/{patient}/messages/new?follows={thread}")
}

/// A new message of a patient.
pub fn compose(patient: PatientId) -> String {
    format!("/p/{patient}/messages/new")
}

/// One thread of a patient.
pub fn thread(patient: PatientId, thread: ThreadId) -> String {
    format!("/p/{patient}/messages/{thread}")
}

/// What a patient has asked for.
pub fn asks(patient: PatientId) -> String {
    format!("/p/{patient}/requests")
}

/// Asking for something: what it can be.
pub fn ask_new(patient: PatientId) -> String {
    format!("/p/{patient}/requests/new")
}

/// The form by which something is asked for.
pub fn ask_form(patient: PatientId, kind: AskKind) -> String {
    format!("/p/{patient}/requests/new/{}", kind.code())
}

/// One thing that a patient has asked for.
pub fn ask(patient: PatientId, ask: AskId) -> String {
    format!("/p/{patient}/requests/{ask}")
}

/// An agreed visit as a file for a calendar; no page, a door of its own.
pub fn visit_file(patient: PatientId, ask: AskId) -> String {
    format!("/file/visit/{patient}/{ask}")
}

/// Whether somebody may see what was asked for a chart, of any kind.
pub fn sees_asks(sees: Rights) -> bool {
    AskKind::ALL.into_iter().any(|kind| sees.has(kind.capability(), Right::Read))
}

/// A patient's record, and its first page: who she is.
pub fn record(patient: PatientId) -> String {
    format!("/p/{patient}/record")
}

/// The pages of a record: the last word of the address, and the row of the access matrix. The first has no word.
pub const RECORD_PAGES: [(&str, Capability); 5] = [
    ("", Capability::Demographics),
    ("vaccines", Capability::Immunizations),
    ("allergies", Capability::Allergies),
    ("medicines", Capability::Medications),
    ("results", Capability::Results),
];

/// A page of a record, by its word in [`RECORD_PAGES`].
pub fn record_page(patient: PatientId, page: &str) -> String {
    if page.is_empty() { record(patient) } else { format!("/p/{patient}/record/{page}") }
}

/// The first page of a record that somebody may see; none, if she may see nothing of it.
pub fn first_of_record(patient: PatientId, sees: Rights) -> Option<String> {
    let seen = RECORD_PAGES.iter().find(|(_, of)| sees.has(*of, Right::Read));
    seen.map(|(page, _)| record_page(patient, page))
}

/// The same page of another person's chart, as far as it may be seen there; else the first page of that chart. Of a
/// conversation or a result, which is one person's own, its list.
pub fn same_page(path: &str, patient: PatientId, sees: Rights) -> String {
    let mut parts = path.trim_matches('/').split('/').skip(2);
    let seen = |of: Capability, page: String| sees.has(of, Right::Read).then_some(page);
    let there = match (parts.next(), parts.next()) {
        (Some("messages"), _) => seen(Capability::Messages, messages(patient)),
        (Some("requests"), _) => sees_asks(sees).then(|| asks(patient)),
        (Some("activity"), _) => seen(Capability::AccessLog, activity(patient)),
        (Some("sharing"), _) => seen(Capability::Representatives, sharing(patient)),
        (Some("record"), page) => {
            let page = page.unwrap_or_default();
            let of = RECORD_PAGES.iter().find(|(word, _)| *word == page);
            of.and_then(|(page, of)| seen(*of, record_page(patient, page))).or_else(|| first_of_record(patient, sees))
        }
        _ => None,
    };
    there.filter(|_| chart_of(path).is_some()).unwrap_or_else(|| home(patient))
}

/// The vaccines of a record.
pub fn vaccines(patient: PatientId) -> String {
    format!("/p/{patient}/record/vaccines")
}

/// The allergies of a record.
pub fn allergies(patient: PatientId) -> String {
    format!("/p/{patient}/record/allergies")
}

/// The medicines of a record.
pub fn medicines(patient: PatientId) -> String {
    format!("/p/{patient}/record/medicines")
}

/// The test results of a record.
pub fn results(patient: PatientId) -> String {
    format!("/p/{patient}/record/results")
}

/// One test result.
pub fn result(patient: PatientId, result: ResultId) -> String {
    format!("/p/{patient}/record/results/{result}")
}

/// Who may act for a patient.
pub fn sharing(patient: PatientId) -> String {
    format!("/p/{patient}/sharing")
}

/// Naming somebody who is to act for a patient.
pub fn share(patient: PatientId) -> String {
    format!("/p/{patient}/sharing/new")
}

/// What one representative of a patient may see and do.
pub fn grant(patient: PatientId, grant: GrantId) -> String {
    format!("/p/{patient}/sharing/{grant}")
}

/// Who has looked at a chart and acted in it.
pub fn activity(patient: PatientId) -> String {
    format!("/p/{patient}/activity")
}

/// Whose chart a path is of.
pub fn chart_of(path: &str) -> Option<PatientId> {
    path.strip_prefix("/p/")?.split('/').next()?.parse().ok()
}

/// Whether a path names a chart, or something in it, by what is no id or no page: nothing can be there.
pub fn nonsense(path: &str) -> bool {
    let id = |text: &str| text.parse::<Uuid>().is_ok();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["p", patient, ..] if !id(patient) => true,
        ["p", _, "requests", "new", kind, ..] => AskKind::from_code(kind).is_none(),
        ["p", _, "messages", "search"] => false,
        ["p", _, "messages" | "sharing" | "requests", which, ..] => *which != "new" && !id(which),
        ["p", _, "record", "results", result, ..] => !id(result),
        ["p", _, "record", page, ..] => RECORD_PAGES.iter().all(|(word, _)| word != page),
        ["sign-in", "code", by, ..] => *by != "passkey",
        ["desk", "admin", "practices" | "pools" | "terms", which, ..] => !id(which),
        ["desk", "admin", "practices" | "pools" | "terms" | "holidays", ..] => false,
        ["desk", "admin" | "requests" | "patients" | "support" | "forms" | "grants" | "asks" | "queue", which, ..] => {
            !id(which)
        }
        ["desk", "admin" | "requests" | "patients" | "support" | "forms" | "asks" | "queue"] => false,
        ["desk", "search" | "templates" | "cover" | "account"] => false,
        ["desk", thread, ..] => !id(thread),
        _ => false,
    }
}

/// One request at the enrollment desk.
pub fn desk_request(request: EnrollmentId) -> String {
    format!("/desk/requests/{request}")
}

/// One thing that was asked of one's pools.
pub fn desk_ask(ask: AskId) -> String {
    format!("/desk/asks/{ask}")
}

/// One piece of work, beside what else waits.
pub fn desk_item(item: WorkId) -> String {
    format!("/desk/queue/{item}")
}

/// The same, with what of the queue is shown.
pub fn desk_item_shown(item: WorkId, filter: QueueFilter) -> String {
    match filter {
        QueueFilter::All => desk_item(item),
        filter => format!("{}?show={}", desk_item(item), filter.code()),
    }
}

/// One record at the front desk.
pub fn desk_patient(patient: PatientId) -> String {
    format!("/desk/patients/{patient}")
}

/// One form at the front desk.
pub fn desk_form(form: FormId) -> String {
    format!("/desk/forms/{form}")
}

/// One grant at a desk, with its history.
pub fn desk_grant(grant: GrantId) -> String {
    format!("/desk/grants/{grant}")
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

/// One inbox at the administration's desk.
pub fn desk_pool(pool: PoolId) -> String {
    format!("/desk/admin/pools/{pool}")
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
        Role::Clinician | Role::PoolNurse => DESK_QUEUE,
        Role::Billing => DESK,
    }
}

/// One thread as the staff see it.
pub fn desk_thread(thread: ThreadId) -> String {
    format!("/desk/{thread}")
}

/// The `id` of a message on the page of its conversation.
pub fn message_id(message: MessageId) -> String {
    format!("m-{message}")
}

/// Which message stands after "#" in an address.
pub fn message_of(fragment: &str) -> Option<MessageId> {
    fragment.trim_start_matches('#').strip_prefix("m-")?.parse().ok()
}

/// A message that was found, on that page of its conversation (`thread` is its address) which has it.
pub fn found(thread: &str, found: &FoundMessage) -> String {
    let page = found.page.map(|before| format!("?before={before}")).unwrap_or_default();
    format!("{thread}{page}#{}", message_id(found.message))
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
            format!("/p/{id}/messages/search"),
            format!("/p/{id}/record"),
            format!("/p/{id}/record/vaccines"),
            format!("/p/{id}/record/results/{id}"),
            format!("/p/{id}/sharing"),
            format!("/p/{id}/sharing/new"),
            format!("/p/{id}/sharing/{id}"),
            format!("/p/{id}/activity"),
            format!("/p/{id}/requests"),
            format!("/p/{id}/requests/new"),
            format!("/p/{id}/requests/new/renewal"),
            format!("/p/{id}/requests/{id}"),
            format!("/desk/{id}"),
            format!("/desk/asks/{id}"),
            format!("/desk/queue/{id}"),
            DESK_QUEUE.to_owned(),
            DESK_TEMPLATES.to_owned(),
            DESK_COVER.to_owned(),
            DESK_ACCOUNT.to_owned(),
            format!("/desk/forms/{id}"),
            format!("/desk/grants/{id}"),
            format!("/desk/admin/{id}"),
            format!("/desk/admin/practices/{id}"),
            format!("/desk/admin/pools/{id}"),
            format!("/desk/admin/terms/{id}"),
            DESK_ADMIN.to_owned(),
            DESK_PRACTICES.to_owned(),
            DESK_POOLS.to_owned(),
            DESK_SEARCH.to_owned(),
            DESK_TERMS.to_owned(),
            DESK_HOLIDAYS.to_owned(),
            DESK_FORMS.to_owned(),
            DESK_ASKS.to_owned(),
            PEOPLE.to_owned(),
            SECOND_STEP.to_owned(),
            PASSKEY_STEP.to_owned(),
        ]) {
            assert!(!nonsense(&there), "{there}");
        }
        for lost in ["/p/1", "/p/1/messages", "/desk/next", "/desk/support/1", "/desk/admin/1", "/desk/admin/terms/1"]
            .map(str::to_owned)
            .into_iter()
            .chain([format!("/p/{id}/messages/old"), format!("/p/{id}0"), format!("{DESK_PRACTICES}/1")])
            .chain([format!("{DESK_POOLS}/1"), format!("{DESK_SEARCH}/1"), format!("/p/{id}/messages/search/1")])
            .chain(["record/secrets", "record/results/1", "sharing/old"].map(|page| format!("/p/{id}/{page}")))
            .chain(["old", "renewal", "new/car"].map(|page| format!("/p/{id}/requests/{page}")))
            .chain(
                ["forms/1", "grants/1", "grants", "asks/1", "queue/1", "cover/1"].map(|page| format!("/desk/{page}")),
            )
            .chain([format!("{SECOND_STEP}/next")])
        {
            assert!(nonsense(&lost), "{lost}");
        }
    }

    #[test]
    fn another_persons_chart_opens_at_the_same_page_if_it_may_be_seen() {
        let id = "01900000-0000-7000-8000-000000000009";
        let theo: PatientId = "01900000-0000-7000-8000-00000000000a".parse().unwrap();
        let sees = |of: &[Capability]| of.iter().fold(Rights::NONE, |all, of| all.with(*of, Right::Read));
        let all = sees(&Capability::ALL);
        let some = sees(&[Capability::Allergies]);
        let one = sees(&[Capability::AskRenewal]);
        for path in [format!("/p/{id}/requests"), format!("/p/{id}/requests/new/renewal")] {
            assert_eq!(same_page(&path, theo, one), asks(theo), "one kind of them is enough: {path}");
        }
        for (path, with_all, with_some) in [
            (format!("/p/{id}/messages/{id}"), messages(theo), home(theo)),
            (search(id.parse().unwrap()), messages(theo), home(theo)),
            (format!("/p/{id}/record"), record(theo), allergies(theo)),
            (format!("/p/{id}/record/medicines"), medicines(theo), allergies(theo)),
            (format!("/p/{id}/record/results/{id}"), results(theo), allergies(theo)),
            (format!("/p/{id}/activity"), activity(theo), home(theo)),
            (format!("/p/{id}/requests/{id}"), asks(theo), home(theo)),
            (format!("/p/{id}"), home(theo), home(theo)),
            ("/account".to_owned(), home(theo), home(theo)),
            ("/a/b/messages".to_owned(), home(theo), home(theo)),
        ] {
            assert_eq!(same_page(&path, theo, all), with_all, "{path}");
            assert_eq!(same_page(&path, theo, some), with_some, "{path}");
        }
    }

    #[test]
    fn a_message_is_named_behind_the_address_of_its_page() {
        let message: MessageId = "01900000-0000-7000-8000-000000000009".parse().unwrap();
        assert_eq!(message_of(&format!("#{}", message_id(message))), Some(message));
        for none in ["", "#", "#main", "#m-", "#m-old"] {
            assert_eq!(message_of(none), None, "{none}");
        }
    }

    #[test]
    fn a_path_says_whose_chart_it_is_of() {
        let id = "01900000-0000-7000-8000-000000000009";
        let patient: PatientId = id.parse().unwrap();
        let form = ask_form(patient, AskKind::Referral);
        for of in [home(patient), messages(patient), results(patient), activity(patient), form] {
            assert_eq!(chart_of(&of), Some(patient), "{of}");
        }
        for none in ["/", "/people", "/p", "/p/", "/p/1", "/desk/p"] {
            assert_eq!(chart_of(none), None, "{none}");
        }
    }
}
