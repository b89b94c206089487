//! terms and notices in versions, and agreeing to one that came into force since.

use portal_care::{CareError, agreements};
use portal_testkit::{Clinic, Patient, both_databases, new_version};
use portal_types::account::{Lang, Role, Who};
use portal_types::agreement::{AgreementForm, AgreementKind, Standing};
use portal_types::field::Problem;
use portal_types::links;

/// No chart opens to her, whatever she asks of it.
async fn is_kept_out(clinic: &Clinic, ada: &Patient) {
    assert!(matches!(ada.inbox().await, Err(CareError::Unagreed)));
    assert!(matches!(ada.compose_options().await, Err(CareError::Unagreed)));
    let wrote = ada.writes_to(&clinic.cardiology, "May I travel?").await;
    assert!(matches!(wrote, Err(CareError::Unagreed)));
    // Another's chart is told nothing else.
    let me = portal_care::accounts::me(clinic.portal(), &ada.visitor()).await.unwrap();
    assert!(matches!(me.who, Who::Patient { charts, owes: true, .. } if charts.is_empty()));
    assert_eq!(clinic.count("messages").await, 0);
}

async fn may_come_in(clinic: &Clinic, ada: &Patient) {
    assert!(ada.inbox().await.is_ok());
    let me = portal_care::accounts::me(clinic.portal(), &ada.visitor()).await.unwrap();
    assert!(matches!(me.who, Who::Patient { charts, owes: false, .. } if charts.len() == 1));
}

both_databases! {
    async fn r_1_2_nobody_opens_a_chart_before_agreeing_to_the_terms_in_force(clinic) {
        let (ada, admin) = (clinic.patient("Ada").await, clinic.staff(Role::Admin, &[]).await);
        let _nurse = clinic.nurse().await;
        may_come_in(&clinic, &ada).await;
        admin.puts(new_version(AgreementKind::Terms, "terms-2")).await.unwrap();
        is_kept_out(&clinic, &ada).await;
        // Signing in anew changes nothing.
        ada.signs_in().await.unwrap();
        is_kept_out(&clinic, &ada).await;
        let ear = portal_care::live::ear(clinic.portal(), &ada.visitor()).await.ok().unwrap();
        let nudge = portal_types::notice::Nudge {
            patient: ada.id,
            pool: uuid::Uuid::nil().into(),
            thread: uuid::Uuid::nil().into(),
            private: false,
            about: portal_types::notice::About::Thread,
        };
        assert!(!ear.hears(&nudge, clinic.now()), "nor does the live stream");

        let due = ada.due().await.unwrap();
        assert_eq!(due.len(), 1, "the notice is the same");
        assert_eq!((due[0].kind, due[0].agreement.version.as_str()), (AgreementKind::Terms, "terms-2"));
        assert_eq!(due[0].agreement.summary, ["Be kinder."]);
        let refused = ada.agrees_to(["terms-2", ""], false, None).await;
        assert!(matches!(refused, Err(CareError::Invalid(p)) if p[0].problem == Problem::NotAgreed));
        let unseen = ada.agrees_to(["terms-1", ""], true, None).await;
        assert!(matches!(unseen, Err(CareError::Conflict)), "nobody agrees to what she has not seen");
        is_kept_out(&clinic, &ada).await;
        assert_eq!(clinic.count("agreed").await, 2, "what she agreed to when she enrolled");

        let next = links::messages(ada.id);
        assert_eq!(ada.agrees_to(["terms-2", ""], true, Some(&next)).await.unwrap(), next);
        may_come_in(&clinic, &ada).await;
        assert!(ada.due().await.unwrap().is_empty());
        assert_eq!(clinic.count("agreed").await, 3);
        assert_eq!(clinic.count("audit where action = 'agree-anew' and outcome = 'ok'").await, 1);
    }

    async fn r_1_2_agreeing_twice_is_agreeing_once(clinic) {
        let (ada, admin) = (clinic.patient("Ada").await, clinic.staff(Role::Admin, &[]).await);
        admin.puts(new_version(AgreementKind::Terms, "terms-2")).await.unwrap();
        admin.puts(new_version(AgreementKind::Privacy, "privacy-2")).await.unwrap();
        assert_eq!(ada.due().await.unwrap().len(), 2);
        let seen = ["terms-2", "privacy-2"];
        let (one, other) = tokio::join!(ada.agrees_to(seen, true, None), ada.agrees_to(seen, true, None));
        assert_eq!((one.unwrap(), other.unwrap()), (links::home(ada.id), links::home(ada.id)));
        assert_eq!(clinic.count("agreed").await, 4);
        let entries = async |outcome: &str| {
            clinic.count(&format!("audit where action = 'agree-anew' and outcome = '{outcome}'")).await
        };
        assert_eq!((entries("ok").await, entries("again").await), (1, 1));
        // Where to go on is a page of hers, never another's.
        for next in ["https://evil.example", "//evil.example", "/desk"] {
            assert_eq!(ada.agrees_to(seen, true, Some(next)).await.unwrap(), links::home(ada.id), "{next}");
        }
    }

    async fn r_1_2_of_two_administrators_who_follow_one_version_one_does(clinic) {
        let (one, other) = (clinic.staff(Role::Admin, &[]).await, clinic.staff(Role::Admin, &[]).await);
        let (first, second) = tokio::join!(
            one.puts(new_version(AgreementKind::Terms, "terms-2")),
            other.puts(new_version(AgreementKind::Terms, "terms-two")),
        );
        match (&first, &second) {
            (Ok(_), Err(CareError::Conflict)) | (Err(CareError::Conflict), Ok(_)) => {}
            both => panic!("{both:?}"),
        }
        assert_eq!(clinic.count("agreements where kind = 'terms'").await, 2);
        // Pressed twice it is one; under a name that is taken it is none.
        let intent = clinic.world().intent().to_string();
        let form = AgreementForm { newest: [2, 1], intent: &intent, ..new_version(AgreementKind::Terms, "terms-3") };
        let (a, b) = tokio::join!(one.puts(form), one.puts(form));
        assert_eq!(a.unwrap(), b.unwrap());
        let taken = AgreementForm { newest: [3, 1], ..new_version(AgreementKind::Terms, "terms-1") };
        let refused = one.puts(taken).await;
        assert!(matches!(refused, Err(CareError::Invalid(p)) if p[0].field == "version" && p[0].problem == Problem::Taken));
        assert_eq!(clinic.count("audit where action = 'put-agreement' and outcome = 'ok'").await, 2);
    }
}

#[tokio::test]
async fn r_1_2_a_version_counts_from_its_day_on() {
    let clinic = Clinic::open().await;
    let (ada, admin) = (clinic.patient("Ada").await, clinic.staff(Role::Admin, &[]).await);
    // Tests begin on 23 November.
    let form = AgreementForm { from: "11/25/2026", ..new_version(AgreementKind::Privacy, "privacy-2") };
    let made = admin.puts(form).await.unwrap();
    let standing = async || admin.opens_version(made).await.unwrap().standing;
    assert_eq!(standing().await, Standing::Coming);
    may_come_in(&clinic, &ada).await;
    clinic.days_later(2);
    admin.signs_in().await.unwrap();
    ada.signs_in().await.unwrap();
    assert_eq!(standing().await, Standing::InForce);
    is_kept_out(&clinic, &ada).await;
    ada.agrees_to(["", "privacy-2"], true, None).await.unwrap();
    may_come_in(&clinic, &ada).await;
    let view = admin.opens_version(made).await.unwrap();
    assert_eq!((view.agreed, view.made_by.as_deref(), view.texts.len()), (1, Some(admin.display_name.as_str()), 2));
    let rows = admin.versions().await.unwrap().page.rows;
    let mut told: Vec<_> = rows.iter().map(|row| (row.version.as_str(), row.standing)).collect();
    // The first two were kept at one moment.
    told[1..].sort_unstable_by_key(|(version, _)| *version);
    assert_eq!(told, [("privacy-2", Standing::InForce), ("privacy-1", Standing::Past), ("terms-1", Standing::InForce)]);
    let notice = agreements::in_force(clinic.portal(), AgreementKind::Privacy, Lang::Es).await.unwrap();
    assert_eq!(notice.paragraphs, ["Sea más amable que antes."]);
    clinic.outbox().await;
}

#[tokio::test]
async fn r_1_2_what_is_not_about_a_chart_stays_open_to_who_has_not_agreed() {
    let clinic = Clinic::open().await;
    let (ada, admin) = (clinic.patient("Ada").await, clinic.staff(Role::Admin, &[]).await);
    admin.puts(new_version(AgreementKind::Terms, "terms-2")).await.unwrap();
    assert!(ada.account().await.is_ok());
    assert!(ada.writes_to_support().await.is_ok());
    ada.closes_the_account(true).await.unwrap();
    assert_eq!(clinic.count("accounts where state = 'cancelled'").await, 1);
    let eva = clinic.patient("Eva").await;
    may_come_in(&clinic, &eva).await;
    eva.signs_out().await.unwrap();
    clinic.outbox().await;
}

#[tokio::test]
async fn r_1_2_the_wizard_agrees_to_what_is_in_force_at_its_end() {
    let clinic = Clinic::open().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    admin.puts(new_version(AgreementKind::Terms, "terms-2")).await.unwrap();
    let ada = clinic.patient("Ada").await;
    may_come_in(&clinic, &ada).await;
    let agreed = clinic.column::<String>("select terms_version from accounts where role is null").await;
    assert_eq!(agreed, ["terms-2"]);
}

/// What the settings say is the first version, and never again.
#[tokio::test]
async fn r_1_2_the_settings_only_begin() {
    let clinic = Clinic::open().await;
    let before = clinic.everything().await;
    clinic.another_node().await.portal.begin().await.unwrap();
    assert_eq!(clinic.everything().await, before);
    let ada = clinic.patient("Ada").await;
    // An account from before the versions were kept: it has agreed to the text of that name, and to no other.
    clinic.execute("delete from agreed", []).await;
    clinic.execute("delete from agreement_texts", []).await;
    clinic.execute("delete from agreements", []).await;
    clinic.portal().begin().await.unwrap();
    may_come_in(&clinic, &ada).await;
    assert_eq!(clinic.count("agreed").await, 2);
    clinic.execute("update accounts set terms_version = 'terms-0'", []).await;
    is_kept_out(&clinic, &ada).await;
}

#[tokio::test]
async fn r_1_2_only_administrators_put_texts_in_force() {
    let clinic = Clinic::open().await;
    for role in [Role::Support, Role::Enrollment, Role::Clinician] {
        let other = clinic.staff(role, &[]).await;
        let put = other.puts(new_version(AgreementKind::Terms, "terms-2")).await;
        assert!(matches!(put, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.versions().await, Err(CareError::Denied)), "{role:?}");
    }
    let admin = clinic.staff(Role::Admin, &[]).await;
    let late = AgreementForm { from: "11/22/2026", ..new_version(AgreementKind::Terms, "terms-2") };
    let refused = admin.puts(late).await;
    assert!(
        matches!(refused, Err(CareError::Invalid(p)) if p[0].field == "from" && p[0].problem == Problem::InThePast)
    );
    assert_eq!(clinic.count("agreements").await, 2);
}
