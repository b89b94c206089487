//! Fills a clinic: so much that a database would rather not read it all, and one patient with more than anybody else.

use portal_store::search;
use portal_testkit::Clinic;
use portal_types::ids::{AccountId, PatientId};
use sea_orm::Value;
use uuid::Uuid;

/// Patients, things of each kind in their records, representatives, conversations.
const MANY: u32 = 2_000;
/// Conversations of one patient.
const LETTERS: u32 = 400;
/// Entries of the audit trail.
const ENTRIES: u32 = 20_000;

/// Of the others the one whose number is in a column; every one of them has one.
fn other(number: &str) -> String {
    format!("(select o.id from patients o where o.mrn = 'P' || (1 + {number} % {MANY}))")
}

/// What makes an id.
fn new_id(clinic: &Clinic) -> &'static str {
    if clinic.db().is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" }
}

/// Puts so many rows into a table: `select` is made of their number `n`, with `{id}` for an id.
async fn for_each(clinic: &Clinic, many: u32, insert: &str, select: &str, values: impl IntoIterator<Item = Value>) {
    let sql = format!(
        "with recursive counted(n) as (select 1 union all select n + 1 from counted where n < {many})
         insert into {insert} select {} from counted",
        select.replace("{id}", new_id(clinic))
    );
    clinic.execute(&sql, values).await;
}

/// Patients; and representatives, each with a grant on the chart of one patient that is over, and one on somebody else's.
pub async fn people(clinic: &Clinic, patient: PatientId) {
    for_each(
        clinic,
        MANY,
        "patients (id, mrn, given, family, given_key, family_key, born, sex)",
        "{id}, 'P' || n, 'Ada', 'N' || n, 'ada', 'n' || n, '1980-05-17', 'female'",
        [],
    )
    .await;
    for_each(
        clinic,
        MANY,
        "representatives (id, given, family, given_key, family_key, born, channel, contact, contact_key, lang,
             made_at)",
        "{id}, 'Ada', 'N' || n, 'ada', 'n' || n, '1980-05-17', 'email', 'n' || n, 'n' || n, 'en', n",
        [],
    )
    .await;
    let (id, theirs) = (new_id(clinic), other("r.made_at"));
    for (whose, basis, state) in [("$2", "consent", "inactive"), (theirs.as_str(), "parental", "active")] {
        let sql = format!(
            "insert into grants (id, patient_id, representative_id, practice_id, basis, state, made_at, changed_at)
             select {id}, {whose}, r.id, $1, '{basis}', '{state}', r.made_at, r.made_at from representatives r"
        );
        let practice = Value::from(clinic.family_medicine.id.0);
        let values = if whose == "$2" { vec![practice, patient.0.into()] } else { vec![practice] };
        clinic.execute(&sql, values).await;
    }
}

/// The visit of a row of `resources r`: the newest of its patient.
const VISIT: &str = "(select e.id from encounters e where e.patient_id = r.patient_id order by e.at desc limit 1)";

/// What records hold: of each kind every other thing in that of one patient. A few are marked; fewer than there are things
/// of any kind, as in a clinic, for PostgreSQL guesses by that how many are left.
pub async fn records(clinic: &Clinic, patient: PatientId) {
    let whose = format!("case when n % 2 = 0 then $1 else {} end", other("n"));
    for (table, kind, columns, values) in [
        ("encounters", "Encounter", "", String::new()),
        ("observations", "Observation", ", category, encounter_id", format!(", 'laboratory', {VISIT}")),
        ("diagnostic_reports", "DiagnosticReport", ", files, encounter_id", format!(", 0, {VISIT}")),
        ("conditions", "Condition", ", encounter_id", format!(", {VISIT}")),
        ("medication_requests", "MedicationRequest", ", as_needed, encounter_id", format!(", false, {VISIT}")),
        ("immunizations", "Immunization", ", encounter_id", format!(", {VISIT}")),
        ("allergies", "AllergyIntolerance", ", encounter_id", format!(", {VISIT}")),
    ] {
        let resource = format!("{{id}}, '{kind}', '{kind}' || n, {whose}, 'hash', '{{}}', n");
        let insert = "resources (id, type, fhir_id, patient_id, hash, body, imported_at)";
        for_each(clinic, MANY, insert, &resource, [patient.0.into()]).await;
        let sql = format!(
            "insert into {table} (id, patient_id, at, grain, status, code, display{columns})
             select r.id, r.patient_id, r.imported_at, 'day', 'final', '140', 'Name'{values}
             from resources r where r.type = '{kind}'"
        );
        clinic.execute(&sql, []).await;
    }
    let reported = "insert into report_results (report_id, place, observation_id)
         select d.id, 0, r.id from resources d
         join resources r on r.fhir_id = 'Observation' || d.imported_at and r.type = 'Observation'
         where d.type = 'DiagnosticReport'";
    clinic.execute(reported, []).await;
    let marked = "insert into confidential (item_id, patient_id, why, since)
         select r.id, r.patient_id, 'staff', 1 from resources r where r.type <> 'Encounter' and r.imported_at % 40 = 0";
    clinic.execute(marked, []).await;
}

/// A conversation of each patient, and a message in it.
pub async fn conversations(clinic: &Clinic, account: AccountId) {
    let pool = Uuid::from_u128(92);
    let opened = "insert into pools (id, practice_id) values ($1, $2)";
    clinic.execute(opened, [pool.into(), clinic.dermatology.id.0.into()]).await;
    let insert = "threads (id, patient_id, pool_id, topic, subject, created_at, last_at, unread, waiting)";
    let select = format!("{{id}}, {}, $1, 'general', 'A question', n, n, 1, false", other("n"));
    for_each(clinic, MANY, insert, &select, [pool.into()]).await;
    let written = format!(
        "insert into messages (id, thread_id, side, account_id, author, body, at)
         select {}, t.id, 'patient', $1, 'Ada', 'A question', t.last_at from threads t",
        new_id(clinic)
    );
    clinic.execute(&written, [account.0.into()]).await;
}

/// Conversations of one patient, as many on each shelf; some are private, and every other one has something unread. In one
/// of them a word stands that nobody else has written. All that is written can be looked for.
pub async fn letters(clinic: &Clinic, account: AccountId, patient: PatientId) {
    let insert =
        "threads (id, patient_id, pool_id, topic, subject, created_at, last_at, unread, waiting, shelf, private)";
    let select = "{id}, $1, $2, 'general', 'A question', n, n, n % 2, false,
         case n % 3 when 0 then 'inbox' when 1 then 'archive' else 'trash' end, n % 40 = 0";
    for_each(clinic, LETTERS, insert, select, [patient.0.into(), Uuid::from_u128(92).into()]).await;
    let written = format!(
        "insert into messages (id, thread_id, side, account_id, author, body, at)
         select {}, t.id, 'patient', $1, 'Ada', case t.last_at when 7 then 'A zebra' else 'A question' end, t.last_at
         from threads t where t.patient_id = $2",
        new_id(clinic)
    );
    clinic.execute(&written, [account.0.into(), patient.0.into()]).await;
    let tx = clinic.db().begin().await.unwrap();
    let mut after = Uuid::nil();
    loop {
        let some = search::unindexed(&tx, after, 500).await.unwrap();
        let Some(last) = some.last() else { break };
        after = last.id();
        search::index(&tx, &some).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// What an account has done in charts: a hundredth of it in that of one patient, half of that for her.
pub async fn trail(clinic: &Clinic, account: AccountId, patient: PatientId) {
    let insert = "audit (at, kind, account_id, action, patient_id, category, object_id, outcome)";
    let select = format!(
        "n, case when n % 200 = 0 then 'representative' else 'pool_nurse' end, $1, 'read-thread',
         case when n % 100 = 0 then $2 else {} end, 'messages', {{id}}, 'ok'",
        other("n")
    );
    for_each(clinic, ENTRIES, insert, &select, [account.0.into(), patient.0.into()]).await;
}
