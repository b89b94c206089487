//! Grants, keys' views and the trail as the tables keep them, on both databases.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_access::{Action, Actor};
use portal_migration::{Migrator, MigratorTrait as _};
use portal_store::audit::{self, Entry};
use portal_store::grants::{self, Event, Moved};
use portal_store::representatives::{self, New};
use portal_store::{StoreError, capacity, sessions};
use portal_testkit::{Clinic, Granted, both_databases};
use portal_types::account::Lang;
use portal_types::day::Day;
use portal_types::enrollment::Channel;
use portal_types::ids::{GrantId, PatientId, RepresentativeId, SessionId};
use portal_types::representative::{Basis, GrantState, Reason, Rights};
use sea_orm::{ConnectionTrait as _, Database, Statement};
use uuid::Uuid;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Somebody whom a form names.
fn named(contact: &str) -> New {
    New {
        id: RepresentativeId(Uuid::from_u64_pair(7, contact.len() as u64)),
        given: "María".into(),
        family: "Núñez".into(),
        born: day("1980-02-29"),
        channel: Channel::Email,
        contact: contact.into(),
        lang: Lang::Es,
        patient: None,
        account: None,
        made_by: None,
    }
}

/// A grant of a form that waits, and something that has happened to it.
async fn proposed(clinic: &Clinic) -> (PatientId, RepresentativeId, GrantId) {
    let (_, patient) = clinic.keeps_one_born("Theo", "2013-11-24").await;
    let tx = clinic.db().begin().await.unwrap();
    let representative = representatives::make_or_find(&tx, named("maria@example.org"), 5).await.unwrap();
    let grant = GrantId(Uuid::from_u64_pair(8, 1));
    let practice = clinic.family_medicine.id;
    let new = grants::New { id: grant, patient, representative, form: None, practice, basis: Basis::Parental };
    grants::propose(&tx, new, 5).await.unwrap();
    let event = Event {
        id: Uuid::from_u64_pair(9, 1),
        grant,
        patient,
        event: "suspended",
        before: GrantState::Active,
        after: GrantState::Suspended,
        reason: Reason::Other,
        words: "in words".into(),
        by: "staff",
        account: None,
        author: "Robin Staff".into(),
        rights_before: None,
        rights_after: Some(Rights::NONE),
        day: None,
    };
    grants::append(&tx, event, 6).await.unwrap();
    tx.commit().await.unwrap();
    (patient, representative, grant)
}

fn moved(row: &grants::Row) -> Moved {
    Moved {
        state: row.state,
        signed_on: row.signed_on,
        patient_signed_on: row.patient_signed_on,
        renewed_on: row.renewed_on,
        ends_on: row.ends_on,
        held_by_patient: row.held_by_patient,
        held_by_staff: row.held_by_staff,
        rights: row.rights,
        activated_by: None,
    }
}

/// Refused or not, whatever the statement.
async fn works(clinic: &Clinic, sql: &str) -> bool {
    let tx = clinic.db().begin().await.unwrap();
    tx.execute_unprepared(sql).await.is_ok()
}

both_databases! {
    async fn r_3_5_what_has_happened_to_a_grant_is_neither_changed_nor_deleted(clinic) {
        let (.., grant) = proposed(&clinic).await;
        clinic
            .execute(
                "insert into grant_signatures (id, grant_id, who, way, name, signed_on, at)
                 values ($1, $2, 'patient', 'paper', 'Theo', '2026-11-23', 5)",
                [Uuid::from_u64_pair(9, 2).into(), grant.0.into()],
            )
            .await;
        for table in ["grant_events", "grant_signatures"] {
            assert!(!works(&clinic, &format!("update {table} set at = 1")).await, "{table}");
            assert!(!works(&clinic, &format!("delete from {table}")).await, "{table}");
            assert_eq!(clinic.count(table).await, 1);
        }
        let events = grants::events(&clinic.db().look(), grant, None).await.unwrap();
        let [event] = events.as_slice() else { panic!("one") };
        assert_eq!((event.event.as_str(), event.reason.as_str(), event.words.as_str()), ("suspended", "other", "in words"));
        assert_eq!((event.rights_before, event.rights_after), (None, Some(0)));
    }

    async fn one_person_on_two_forms_is_one_row(clinic) {
        let record = clinic.record("Maria");
        let patient = clinic.keeps(&record).await;
        let tx = clinic.db().begin().await.unwrap();
        let first = representatives::make_or_find(&tx, named("maria@example.org"), 5).await.unwrap();
        let again = New { given: "MARIA".into(), patient: Some(patient), ..named("Maria+forms@example.org") };
        assert_eq!(representatives::make_or_find(&tx, again, 6).await.unwrap(), first, "one name, birth date and inbox");
        let other = representatives::make_or_find(&tx, named("m@example.org"), 7).await.unwrap();
        assert_ne!(other, first, "another inbox may be another person's");
        tx.commit().await.unwrap();
        let rows = clinic.rows("select patient_id, contact from representatives order by made_at", []).await;
        assert_eq!(rows[0].try_get::<Option<Uuid>>("", "patient_id").unwrap(), Some(patient.0), "filled in");
        assert_eq!(rows[0].try_get::<String>("", "contact").unwrap(), "maria@example.org", "and nothing replaced");
    }

    async fn between_two_people_one_grant_is_open(clinic) {
        let (patient, representative, grant) = proposed(&clinic).await;
        let practice = clinic.family_medicine.id;
        let another = async |n: u64| {
            let tx = clinic.db().begin().await.unwrap();
            let id = GrantId(Uuid::from_u64_pair(8, n));
            let new = grants::New { id, patient, representative, form: None, practice, basis: Basis::Guardianship };
            let made = grants::propose(&tx, new, 7).await;
            if made.is_ok() {
                tx.commit().await.unwrap();
            }
            made
        };
        assert!(matches!(another(2).await, Err(StoreError::Conflict)));
        clinic.makes_it(grant, GrantState::Inactive).await;
        another(3).await.unwrap();
        assert_eq!(grants::open(&clinic.db().look(), None, 10).await.unwrap().len(), 1);
    }

    async fn a_grant_is_saved_over_what_was_read_of_it(clinic) {
        let (.., grant) = proposed(&clinic).await;
        let tx = clinic.db().begin().await.unwrap();
        let row = grants::hold(&tx, grant).await.unwrap().unwrap();
        assert_eq!((row.state, row.basis, row.rights), (GrantState::Proposed, Basis::Parental, None));
        assert_eq!((row.known.born, row.known.representative_born), (Some(day("2013-11-24")), day("1980-02-29")));
        assert!(row.known.patient_lives && !row.known.same_person && !row.known.order(day("2026-11-23")));
        let signed = Moved { signed_on: Some(day("2026-11-23")), rights: Some(Rights::every()), ..moved(&row) };
        grants::save(&tx, &row, &signed, 9).await.unwrap();
        assert!(matches!(grants::save(&tx, &row, &signed, 10).await, Err(StoreError::Conflict)), "it has changed since");
        tx.commit().await.unwrap();
        let saved = clinic.grant(grant).await;
        assert_eq!((saved.signed_on, saved.rights, saved.changed_at), (signed.signed_on, signed.rights, 9));
        assert_eq!((saved.activated_at, saved.grantor), (None, None));
    }

    /// What a number of switches says that is none of ours is nothing, and not "nobody has set any".
    async fn switches_that_nobody_knows_are_off(clinic) {
        let mother = clinic.patient("Mara").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2011-01-01").await;
        let grant = clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        assert_eq!(clinic.grant(grant).await.rights, None);
        clinic.execute("update grants set rights = $1 where id = $2", [i64::MAX.into(), grant.0.into()]).await;
        assert_eq!(clinic.grant(grant).await.rights, Some(Rights::NONE));
        assert!(mother.acting_for(theo).inbox().await.is_err(), "nor does her session open anything");
    }

    async fn r_3_13_orders_and_attestations_count_until_they_are_lifted(clinic) {
        use portal_store::registry;
        use portal_types::account::Role;
        use portal_types::grant_form::OrderKind;
        let (patient, representative, _) = proposed(&clinic).await;
        let desk = clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await;
        let by = clinic.account_of(&desk.username).await;
        let key = Actor::staff(by, SessionId(Uuid::nil()), Role::FrontDesk, vec![]).registry().unwrap();
        let tx = clinic.db().begin().await.unwrap();
        let record = registry::record(&tx, &key, patient).await.unwrap().unwrap();
        let known = async || capacity::known(&tx, patient, representative).await.unwrap().unwrap();
        assert_eq!((known().await.attested_on, known().await.guardian_until), (None, None));
        let attestation = |n: u64, on: &str| capacity::NewAttestation {
            id: Uuid::from_u64_pair(3, n).into(),
            made_on: day(on),
            clinician: "Dr. Sample".into(),
            note: String::new(),
            by,
        };
        for (n, on) in [(1, "2026-01-02"), (2, "2025-01-02")] {
            capacity::attest(&tx, &record, attestation(n, on), 5).await.unwrap();
        }
        assert_eq!(known().await.attested_on, Some(day("2026-01-02")), "the newest");
        assert!(capacity::end_attestation(&tx, &record, by, 6).await.unwrap());
        assert_eq!(known().await.attested_on, None);
        let order = |n: u64, kind, until: Option<&str>| capacity::NewOrder {
            id: Uuid::from_u64_pair(4, n).into(),
            representative: Some(representative),
            name: "María Núñez".into(),
            kind,
            court: "Probate and Family Court".into(),
            reference: "WO26P0001".into(),
            made_on: day("2026-01-01"),
            until: until.map(day),
            note: String::new(),
            by,
            author: "Robin Staff".into(),
        };
        for (n, kind, until) in [(1, OrderKind::Guardian, Some("2026-11-23")), (2, OrderKind::KeepAway, None)] {
            capacity::record_order(&tx, record.patient, order(n, kind, until), 5).await.unwrap();
        }
        let now = known().await;
        assert!(now.order(day("2026-11-23")) && !now.order(day("2026-11-24")), "to its last day");
        assert!(now.forbidden(day("9999-12-31")), "one without a last day has none");
        let second = Uuid::from_u64_pair(4, 2).into();
        assert!(capacity::lift_order(&tx, &record, second, by, "withdrawn", 7).await.unwrap());
        assert!(!capacity::lift_order(&tx, &record, second, by, "withdrawn", 8).await.unwrap(), "once");
        assert_eq!(known().await.forbidden_until, None);
        assert_eq!(capacity::orders(&tx, &record, None).await.unwrap().len(), 2, "and both are still there");
        assert_eq!(capacity::attestations(&tx, &record).await.unwrap().len(), 2);
        tx.commit().await.unwrap();
    }

    async fn looks_are_noted_in_one_statement_each_once(clinic) {
        let session = SessionId(Uuid::from_u64_pair(1, 1));
        let patient = |n| PatientId(Uuid::from_u64_pair(2, n));
        let note = async |views: &[(PatientId, &'static str)], since: i64, now: i64| {
            let tx = clinic.db().begin().await.unwrap();
            let before = clinic.statements();
            let noted = sessions::note_views(&tx, session, views, since, now).await.unwrap();
            let statements = clinic.statements() - before;
            tx.commit().await.unwrap();
            (noted, statements)
        };
        let (one, two, three) = ((patient(1), "messages"), (patient(1), "results"), (patient(2), "messages"));
        assert_eq!(note(&[three, one, one], 0, 10).await, (vec![one, three], 1));
        assert_eq!(note(&[one, two, three], 5, 20).await, (vec![two], 1), "the others were of late");
        assert_eq!(note(&[one, two, three], 10, 30).await, (vec![one, three], 1), "and now they are not");
        assert_eq!(note(&[], 10, 30).await, (Vec::new(), 0));
    }

    async fn r_11_4_entries_that_are_appended_together_are_a_chain(clinic) {
        let entries: Vec<Entry> = (0..5)
            .map(|n| Entry { object: Some(Uuid::from_u64_pair(5, n)), ..Entry::of(Action::Stay, "ok") })
            .collect();
        let tx = clinic.db().begin().await.unwrap();
        let before = clinic.statements();
        audit::append_all(&tx, &Actor::guest(), &entries, 5).await.unwrap();
        assert_eq!(clinic.statements() - before, 2, "the head, and all of them");
        audit::append_all(&tx, &Actor::guest(), &[], 5).await.unwrap();
        audit::append_all(&tx, &Actor::guest(), &entries[..2], 6).await.unwrap();
        assert_eq!(clinic.statements() - before, 3);
        tx.commit().await.unwrap();
        let look = clinic.db().look();
        let heads = audit::heads(&look).await.unwrap();
        let head = heads.iter().max_by_key(|head| head.n).unwrap();
        assert_eq!(head.n, 7);
        let links = audit::page(&look, head.shard, (0, 0), 100).await.unwrap();
        assert_eq!(audit::chain::recompute(head.shard, &links, Some(head)), Ok(()));
    }
}

/// Migrations before representatives.
const BEFORE: usize = 13;

/// Back and forth with rows in every table of representatives: what the portal before them had is as it was.
#[tokio::test]
async fn representatives_go_back_and_forth() {
    let clinic = Clinic::open().await;
    proposed(&clinic).await;
    let before = clinic.count("patients").await;
    let address = clinic.address().to_owned();
    let beside = Database::connect(format!("{address}?mode=rw")).await.unwrap();
    let later = u32::try_from(Migrator::migrations().len() - BEFORE).unwrap();
    Migrator::down(&beside, Some(later)).await.unwrap();
    let tables = clinic.counts().await;
    assert!(!tables.contains_key("grants") && !tables.contains_key("confidential"));
    Migrator::up(&beside, None).await.unwrap();
    assert_eq!((clinic.count("patients").await, clinic.count("grants").await), (before, 0));
    let unread = "select id from patients where unread_open <> unread_threads";
    let unread = Statement::from_string(beside.get_database_backend(), unread);
    assert!(beside.query_all_raw(unread).await.unwrap().is_empty());
    beside.close().await.unwrap();
}
