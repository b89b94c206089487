//! The front desk's search and its invitations, beside the rules on codes.

use portal_care::Action;
use portal_store::registry;
use portal_testkit::{Clinic, Database, both_databases, seconds, skipped};
use portal_types::account::Role;
use portal_types::notice::Letter;
use portal_types::registry::{Search, Way};

both_databases! {
    async fn r_2_8_the_same_mail_asked_for_twice_is_sent_once(clinic) {
        let desk = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
        let id = clinic.keeps(&clinic.record("Ada")).await;
        let invites = |to: &'static str| desk.invites(id, Way::Email, Some(to), clinic.cardiology.id);
        let (one, other) = tokio::join!(invites("ada@example.net"), invites("ada@example.net"));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!((one.sent_to, one.expires_at), (other.sent_to, other.expires_at), "one answer");
        invites("ada@example.net").await.unwrap();
        assert_eq!(clinic.letters_to("ada@example.net").await.len(), 1);
        assert_eq!(clinic.count("invitations").await, 1);
        let invited = "audit where action = 'invite-patient' and outcome";
        assert_eq!((clinic.count(&format!("{invited} = 'ok'")).await, clinic.count(&format!("{invited} = 'again'")).await), (1, 2));
        // Another address is another invitation, and so is the same one later.
        invites("ada@example.org").await.unwrap();
        assert_eq!(clinic.letters_to("ada@example.org").await.len(), 1);
        clinic.later(seconds(59));
        invites("ada@example.org").await.unwrap();
        assert!(clinic.letters_to("ada@example.org").await.is_empty(), "within a minute");
        clinic.later(seconds(1));
        invites("ada@example.org").await.unwrap();
        let letters = clinic.letters_to("ada@example.org").await;
        assert!(matches!(letters[..], [portal_testkit::Mail { letter: Letter::Invitation { .. }, .. }]));
        assert_eq!(clinic.count("invitations where ended is null").await, 1);
        // What was taken back does not work, so it is not the same.
        desk.revokes(id).await.unwrap();
        invites("ada@example.org").await.unwrap();
        assert_eq!(clinic.letters_to("ada@example.org").await.len(), 1);
    }

    async fn a_search_by_the_beginning_of_a_name_is_a_range_of_the_index_on_names(clinic) {
        let desk = clinic.staff(Role::Enrollment, &[]).await;
        many_records(&clinic).await;
        let plan = plan(&clinic, &desk.visitor(), "N12").await;
        assert!(plan.contains("patients_by_name") && !plan.contains("Seq Scan on patients"), "{plan}");
        assert!(!plan.contains("SCAN p"), "{plan}");
    }
}

/// Enough records that a database prefers an index.
async fn many_records(clinic: &Clinic) {
    let id = if clinic.db().is_postgres() { "gen_random_uuid()" } else { "randomblob(16)" };
    let many = format!(
        "with recursive counted(n) as (select 1 union all select n + 1 from counted where n < 4000)
         insert into patients (id, given, family, given_key, family_key, born, sex)
         select {id}, 'Ada', 'N' || n, 'ada', 'n' || n, '1980-05-17', 'female' from counted"
    );
    clinic.execute(&many, []).await;
    clinic.execute("analyze patients", []).await;
}

async fn plan(clinic: &Clinic, visitor: &portal_care::Visitor, name: &str) -> String {
    let search = Search::parse(name, "", "").unwrap();
    clinic
        .portal()
        .read(visitor, Action::FindRecord, async |call| {
            let key = call.actor().registry()?;
            Ok(registry::search_plan(call.db(), &key, &search).await?)
        })
        .await
        .unwrap()
}

/// In Danish "aa" is a letter of its own that comes after "z": a database of that order would not find it among the
/// names that begin with "a".
#[tokio::test]
async fn names_are_found_by_their_beginning_whatever_the_order_of_the_database() {
    let Some(clinic) = Clinic::open_ordered("da-DK").await else { return skipped() };
    let after_z: Vec<bool> = clinic.column("select 'aa' > 'z'").await;
    assert_eq!(after_z, [true], "this database orders like Danish");
    let desk = clinic.staff(Role::Enrollment, &[]).await;
    let mut record = clinic.record("Baard");
    record.family = "Kaarstad".into();
    clinic.keeps(&record).await;
    for name in ["Ka", "Kaa", "Kaarstad", "Kaa, B", "Ka, Ba"] {
        assert_eq!(desk.finds(name, "", "").await.unwrap().records.len(), 1, "{name}");
    }
    assert!(desk.finds("Kz", "", "").await.unwrap().records.is_empty());
    many_records(&clinic).await;
    let plan = plan(&clinic, &desk.visitor(), "N12").await;
    assert!(plan.contains("patients_by_name"), "{plan}");
    // The index on birth dates too is of that order, and finds who enrolls.
    let mut kaare = clinic.somebody();
    kaare.starts(&record.born).await.unwrap();
    kaare.details(&record).await.unwrap();
    assert!(clinic.code_to(&record.email()).await.is_some());
}

#[tokio::test]
async fn a_letter_on_paper_is_made_anew_each_time() {
    let clinic = Clinic::open_with(Database::Sqlite, |_| {}).await.unwrap();
    let desk = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
    let record = clinic.record("Ada");
    let id = clinic.keeps(&record).await;
    let first = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.unwrap().code.unwrap();
    let second = desk.invites(id, Way::Letter, None, clinic.cardiology.id).await.unwrap().code.unwrap();
    assert_ne!(first, second, "its code cannot be shown again");
    clinic.somebody().activates(&second, &record.born).await.unwrap();
}
