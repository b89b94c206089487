//! How a function is asked, what of a column there is to ask, and what is kept of it.

use super::cast::{Aim, Cast};
use super::table::Route;
use super::things::{Ids, any};
use crate::strangers::{ID, arguments};
use crate::{Ask, Reply};
use portal_care::Visitor;
use portal_types::ids::{IntentKey, PatientId};
use std::sync::atomic::Ordering;

/// The arguments that say what a request is aimed at; `value` is a contact.
pub(super) const TARGETS: [&str; 20] = [
    "patient",
    "thread",
    "ask",
    "result",
    "item",
    "grant",
    "form",
    "representative",
    "request",
    "ticket",
    "account",
    "agreement",
    "order",
    "passkey",
    "device",
    "session",
    "value",
    "pool",
    "practice",
    "file",
];
/// Those of which there are versions, and where they stand.
const VERSIONED: [(&str, &str); 2] = [("ask", "asks"), ("form", "grant_forms")];
/// Those by way of which somebody may be aimed at something else.
const WAYS: [&str; 2] = ["patient", "ticket"];

/// A form with something in the place of a target.
fn filled(form: &str, key: &str, id: &str) -> String {
    match key {
        "value" => form.replace("value=a%40example.org", &format!("value={id}")),
        "username" => form.replace("account=river.otter", &format!("account={id}")),
        _ => form
            .replace(&format!("{key}={ID}"), &format!("{key}={id}"))
            .replace(&format!("{key}s%5B0%5D={ID}"), &format!("{key}s%5B0%5D={id}")),
    }
}

/// Whether a form says a target.
pub(super) fn aims_at(form: &str, key: &str) -> bool {
    filled(form, key, "") != form
}

impl Cast {
    /// Asks a function, from an address and with an intent of its own, and of what has versions by the one that it has
    /// now: none of that is what is asked about.
    pub(super) async fn ask(&self, path: &str, arguments: &str, visitor: &Visitor, ids: &Ids) -> Reply {
        let n = self.asked.fetch_add(1, Ordering::Relaxed);
        let intent: IntentKey = format!("01900000-0000-7000-9000-{n:012x}").parse().unwrap();
        let mut form = arguments.replace(&format!("intent={ID}"), &format!("intent={intent}"));
        for (key, id) in ids {
            let here = ids.get(format!("{key}@{path}").as_str()).unwrap_or(id);
            // At a desk it is a conversation that is worked on, and no line of a record.
            let here = ids.get("thread").filter(|_| *key == "item" && path.starts_with("/api/triage/")).unwrap_or(here);
            if let Some((_, table)) = VERSIONED.into_iter().find(|(of, _)| of == key && aims_at(arguments, of)) {
                form = form.replace("version=1", &format!("version={}", self.version_of(table, here).await));
            }
            form = filled(&form, key, here);
        }
        let ask = Ask::post(path, &form).signed_in(visitor).from(&format!("198.{}.{}.7", 18 + n / 256, n % 256));
        self.house.ask(ask).await
    }

    /// The version of something; the first, if it is not there.
    async fn version_of(&self, table: &str, id: &str) -> i64 {
        let sql = format!("select version from {table} where id = $1");
        let rows = self.house.clinic.rows(&sql, [any(id).0.into()]).await;
        rows.first().map_or(1, |row| row.try_get("", "version").unwrap())
    }

    /// What must be so for somebody to be let in.
    pub(super) async fn prepare(&self, path: &str, aim: &Aim) {
        if let Some(state) = stands_for(path) {
            let sql = "update asks set state = $1, closed_at = null where id = $2";
            self.house.clinic.execute(sql, [state.into(), any(&aim.ids["ask"]).0.into()]).await;
        }
        match path {
            // An account waits until who its person is was confirmed anew.
            "/api/front/confirm" => {
                let sql = "update accounts set state = 'suspended', suspended_for = 'reproof' where patient_id = $1";
                self.house.clinic.execute(sql, [any(&aim.ids["patient"]).0.into()]).await;
            }
            // Somebody has gone back to the signatures.
            "/api/forms/finish" => {
                let signatures = "/api/forms/signatures";
                let arguments = arguments(signatures).unwrap();
                self.ask(signatures, &arguments, &aim.visitor, &aim.ids).await;
            }
            // The office has proposed times.
            "/api/asks/again" => {
                let propose = "/api/asks/desk-propose";
                let arguments = arguments(propose).unwrap();
                let nurse = self.callers.iter().find(|(kind, _)| *kind == "pool_nurse").unwrap();
                self.ask(propose, &arguments, &nurse.1, &aim.ids).await;
            }
            _ => {}
        }
    }

    /// What of a column there is to ask of a function.
    pub(super) fn aims<'a>(
        &'a self,
        route: &'a Route,
        arguments: &'a str,
        column: &'a str,
    ) -> impl Iterator<Item = &'a Aim> {
        let keys: Vec<&str> = TARGETS.into_iter().filter(|key| aims_at(arguments, key)).collect();
        let way = keys.iter().any(|key| WAYS.contains(key));
        let thing = keys.iter().any(|key| !WAYS.contains(key));
        self.aims.iter().filter(move |aim| {
            aim.column == column
                && route.lets_in(aim.kind)
                && keys.iter().all(|key| aim.ids.contains_key(key))
                && (!aim.is_through() || (way && thing))
        })
    }

    /// All that is kept, but for the trail: refusals of who is signed in are entries in it.
    pub(super) async fn all(&self) -> String {
        self.house.clinic.everything_in(|table| !table.starts_with("audit")).await
    }

    /// The number of the newest entry of the trail.
    pub(super) async fn newest_entry(&self) -> i64 {
        let newest: Vec<i64> = self.house.clinic.column("select coalesce(max(seq), 0) from audit").await;
        newest[0]
    }

    /// Whose charts what was done is about, according to the entries after one.
    pub(super) async fn noted_since(&self, entry: i64) -> Vec<PatientId> {
        let sql = "select patient_id from audit where seq > $1 and outcome = 'ok' and patient_id is not null";
        let rows = self.house.clinic.rows(sql, [entry.into()]).await;
        rows.iter().map(|row| PatientId(row.try_get("", "patient_id").unwrap())).collect()
    }
}

/// How an ask must stand for a function to do something with it.
fn stands_for(path: &str) -> Option<&'static str> {
    Some(match path {
        "/api/asks/withdraw" | "/api/asks/desk-review" => "submitted",
        "/api/asks/again"
        | "/api/asks/desk-comment"
        | "/api/asks/desk-need"
        | "/api/asks/desk-propose"
        | "/api/asks/desk-approve"
        | "/api/asks/desk-decline" => "in_review",
        "/api/asks/desk-done" => "approved",
        _ => return None,
    })
}
