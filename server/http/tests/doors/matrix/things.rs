//! What there is to aim at, and how it comes to be.

use portal_care::files::Place;
use portal_testkit::{Clinic, Granted, Item, Patient, Record, Staff};
use portal_types::ids::{AskId, CourtOrderId, FileId, PatientId, RepresentativeId, ThreadId};
use portal_types::representative::{Basis, Deed, GrantState, Rights};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

/// What never was.
pub(super) const RANDOM: &str = "01900000-0000-7000-8000-0000000000ff";

/// What stands for the targets of a request. "form@/api/forms/void" is the form of that function alone.
pub(super) type Ids = BTreeMap<&'static str, String>;

/// Things and more things; of two of one name the latter.
pub(super) fn with(ids: &Ids, more: impl IntoIterator<Item = (&'static str, String)>) -> Ids {
    ids.clone().into_iter().chain(more).collect()
}

/// What stands for a file that is not sent with anything.
pub(super) const UNSENT: &str = "file@/api/files/remove";

/// A file that was sent with the first message of a conversation.
pub(super) async fn sent_with(clinic: &Clinic, by: &Patient, thread: ThreadId) -> FileId {
    let file = by.attaches(Place::Reply(by.id, thread), "diary.txt", "hello").await.unwrap().file;
    let sent = "update files set place = null, sent_at = made_at,
                    message_id = (select m.id from messages m where m.thread_id = $1 order by m.at, m.id limit 1)
                where id = $2";
    clinic.execute(sent, [thread.0.into(), file.0.into()]).await;
    file
}

/// A patient's chart with something of everything.
pub(super) async fn chart(clinic: &Clinic, patient: PatientId, by: &Patient, grant: impl ToString) -> Ids {
    let thread = by.acting_for(patient).writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    let ask = by.acting_for(patient).asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
    let result = clinic.charts(patient, Item::result("Sodium", 140.0)).await;
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    let file = sent_with(clinic, &by.acting_for(patient), thread).await;
    let unsent = by.acting_for(patient).attaches(Place::Reply(patient, thread), "diary.txt", "hello").await.unwrap();
    Ids::from([
        ("file", file.to_string()),
        (UNSENT, unsent.file.to_string()),
        ("patient", patient.to_string()),
        ("thread", thread.to_string()),
        ("ask", ask.to_string()),
        ("result", result.to_string()),
        ("item", result.to_string()),
        ("grant", grant.to_string()),
        ("pool", pool.to_string()),
        ("practice", clinic.cardiology.id.to_string()),
    ])
}

/// Whatever kind of id it is: the tables keep them alike.
pub(super) fn any(id: impl ToString) -> PatientId {
    id.to_string().parse().unwrap()
}

/// Takes rows out of the tables, as if they had been there once.
pub(super) async fn delete(clinic: &Clinic, of: &[(&str, &str)], id: impl ToString) {
    let id = any(id);
    for (table, column) in of {
        clinic.execute(&format!("delete from {table} where {column} = $1"), [id.0.into()]).await;
    }
}

/// What else belongs to an account: a passkey, a remembered device, another session, another contact.
pub(super) async fn belongings(clinic: &Clinic, username: &str) -> Ids {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let account = clinic.account_of(username).await;
    let id = |kind: u32| any(format!("01900000-0000-7000-a000-{kind:04x}{n:08x}"));
    let (passkey, device, session) = (id(1), id(2), id(3));
    let now = clinic.now();
    let of = |id: PatientId| [id.0.into(), account.0.into(), id.to_string().into(), now.into()];
    clinic
        .execute(
            "insert into passkeys (id, account_id, credential, key, name, made_at)
             values ($1, $2, $3, '{}', 'Phone', $4)",
            of(passkey),
        )
        .await;
    clinic
        .execute(
            "insert into devices (id, account_id, token_hash, name, made_at, seen_at)
             values ($1, $2, $3, 'Phone', $4, $4)",
            of(device),
        )
        .await;
    clinic
        .execute(
            "insert into sessions (id, account_id, token_hash, created_at, seen_at)
             values ($1, $2, $3, $4, $4)",
            of(session),
        )
        .await;
    let reached = "insert into account_contacts (account_id, channel, value, proven_at) values ($1, 'email', $2, $3)";
    let contact = format!("second.{n}@example.org");
    clinic.execute(reached, [account.0.into(), contact.clone().into(), now.into()]).await;
    Ids::from([
        ("passkey", passkey.to_string()),
        ("device", device.to_string()),
        ("session", session.to_string()),
        ("value", contact.replace('@', "%40")),
    ])
}

/// A court order on a record, about somebody who does not act there.
pub(super) async fn ordered(clinic: &Clinic, desk: &Staff, patient: PatientId) -> String {
    desk.records_order(patient, "keep_away", None).await.unwrap();
    let newest = "select id from court_orders where patient_id = $1 order by recorded_at desc, id desc limit 1";
    let rows = clinic.rows(newest, [patient.0.into()]).await;
    CourtOrderId(rows[0].try_get("", "id").unwrap()).to_string()
}

/// Something that a patient has asked for once. What has a history stays for ever, so it has none.
pub(super) async fn asked_once(clinic: &Clinic, by: &Patient) -> AskId {
    let (ask, pool) = (AskId(clinic.world().intent().0), clinic.world().pool(clinic.cardiology.id).await);
    let account = clinic.account_of(&by.username).await;
    let insert = "insert into asks (id, patient_id, pool_id, kind, state, account_id, author, form, made_at, last_at,
                      first_due_day)
                  values ($1, $2, $3, 'appointment', 'submitted', $4, 'Ada', '{}', 0, 0, 0)";
    clinic.execute(insert, [ask.0.into(), by.id.0.into(), pool.0.into(), account.0.into()]).await;
    delete(clinic, &[("asks", "id")], ask).await;
    ask
}

/// Somebody on a form for a patient, who has no account.
pub(super) async fn is_named(clinic: &Clinic, patient: PatientId) -> (RepresentativeId, String) {
    let person = clinic.record("June");
    let representative = clinic.names(&person, &format!("june.{}", person.email()), None).await;
    let proposed = Granted { state: GrantState::Proposed, ..Granted::consent(Rights::every()) };
    let grant = clinic.grants(representative, patient, proposed).await;
    (representative, grant.to_string())
}

/// Somebody whom no code proves asks the enrollment desk; the record that she means.
pub(super) async fn asks_the_desk(clinic: &Clinic, given: &str) -> PatientId {
    let record = clinic.record(given);
    let patient = clinic.keeps(&record).await;
    let mut applicant = clinic.somebody();
    applicant.starts(&record.born).await.unwrap();
    let typed = Record { family: format!("{}x", record.family), ..record.clone() };
    applicant.details(&typed).await.unwrap();
    applicant.no_code(&format!("{}@example.net", given.to_lowercase())).await.unwrap();
    patient
}

/// Charts that somebody has opened and opens no longer, for every reason there is, with what she wrote there.
pub(super) async fn once_hers(
    clinic: &Clinic,
    front: &Staff,
    she: &Patient,
    ada: &Patient,
) -> Vec<(&'static str, Ids)> {
    let (parental, consent) = (Granted::by(Basis::Parental), Granted::consent(Rights::every()));
    let mut all = Vec::new();
    for (whose, born, granted) in [
        ("ended", "2020-01-01", parental),
        ("kept-away", "2020-01-01", parental),
        ("of-age", "2020-01-01", parental),
        ("expired", "1950-01-01", consent),
        ("over", "1950-01-01", consent),
        ("suspended", "", consent),
    ] {
        let patient = if whose == "suspended" { ada.id } else { clinic.keeps_one_born("Once", born).await.1 };
        let grant = clinic.represents(she, patient, granted).await;
        let ids = chart(clinic, patient, she, grant).await;
        match whose {
            "ended" => clinic.makes_it(grant, GrantState::Inactive).await,
            "kept-away" => front.records_order(patient, "keep_away", Some(grant)).await.unwrap(),
            // 18 today.
            "of-age" => {
                let sql = "update patients set born = '2008-11-23' where id = $1";
                clinic.execute(sql, [patient.0.into()]).await;
            }
            // Eighteen months ago today.
            "expired" => {
                let sql = "update grants set patient_signed_on = '2025-05-23' where id = $1";
                clinic.execute(sql, [grant.0.into()]).await;
            }
            "over" => {
                let sql = "update grants set ends_on = '2026-11-22' where id = $1";
                clinic.execute(sql, [grant.0.into()]).await;
            }
            _ => ada.does(grant, Deed::Suspend).await.unwrap(),
        }
        all.push((whose, ids));
    }
    all
}
