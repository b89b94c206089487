//! the operator's holidays, and whom they make wait.

use portal_care::CareError;
use portal_care::profile::Profile;
use portal_testkit::{Clinic, Database, both_databases};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::field::Problem;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

both_databases! {
    async fn r_6_8_a_holiday_that_is_added_moves_the_day_of_the_answer(clinic) {
        let (ada, admin) = (clinic.patient("Ada").await, clinic.staff(Role::Admin, &[]).await);
        let _nurse = clinic.nurse().await;
        let due = async || {
            let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
            ada.opens(sent.thread).await.unwrap().answer_by
        };
        // A Monday: three business days later is Thursday.
        assert_eq!(due().await, Some(day("2026-11-26")));
        admin.adds_holiday("11/26/2026", clinic.world().intent()).await.unwrap();
        assert_eq!(due().await, Some(day("2026-11-27")));
        admin.removes_holiday(day("2026-11-26")).await.unwrap();
        assert_eq!(due().await, Some(day("2026-11-26")));
    }

    async fn r_2_5_of_two_who_add_one_day_one_does(clinic) {
        let (one, other) = (clinic.staff(Role::Admin, &[]).await, clinic.staff(Role::Admin, &[]).await);
        let (a, b) = (clinic.world().intent(), clinic.world().intent());
        let (first, second) = tokio::join!(one.adds_holiday("12/25/2026", a), other.adds_holiday("12/25/2026", b));
        match (&first, &second) {
            (Ok(()), Err(CareError::Invalid(p))) | (Err(CareError::Invalid(p)), Ok(())) => {
                assert_eq!((p[0].field.as_str(), p[0].problem), ("day", Problem::Taken));
            }
            both => panic!("{both:?}"),
        }
        // The same press again is no error.
        let again = if first.is_ok() { one.adds_holiday("12/25/2026", a) } else { other.adds_holiday("12/25/2026", b) };
        again.await.unwrap();
        let (first, second) =
            tokio::join!(one.removes_holiday(day("2026-12-25")), other.removes_holiday(day("2026-12-25")));
        assert!(first.is_ok() && second.is_ok());
        let entries = async |outcome: &str| {
            clinic.count(&format!("audit where action = 'change-holidays' and outcome = '{outcome}'")).await
        };
        assert_eq!((entries("added").await, entries("removed").await, entries("again").await), (1, 1, 2), "once each");
        assert!(one.holidays().await.unwrap().page.rows.is_empty());
        one.adds_holiday("12/25/2026", clinic.world().intent()).await.unwrap();
        assert_eq!(one.holidays().await.unwrap().page.rows.len(), 1, "and it can come back");
    }
}

#[tokio::test]
async fn r_2_5_the_settings_bring_holidays_and_never_one_that_was_taken_out() {
    let christmas = day("2026-12-25");
    let clinic = Clinic::open_with(Database::Sqlite, |settings| settings.holidays = vec![christmas]).await.unwrap();
    let admin = clinic.staff(Role::Admin, &[]).await;
    let listed = async || admin.holidays().await.unwrap().page.rows.len();
    assert_eq!(listed().await, 1);
    clinic.portal().begin().await.unwrap();
    assert_eq!(listed().await, 1);
    admin.removes_holiday(christmas).await.unwrap();
    clinic.portal().begin().await.unwrap();
    assert_eq!(listed().await, 0);
}

#[tokio::test]
async fn r_2_5_the_places_legal_holidays_are_holidays_from_the_start() {
    let legal = Profile::built_in().unwrap().holidays.value;
    let clinic = Clinic::open_with(Database::Sqlite, |settings| settings.legal_holidays = legal).await.unwrap();
    let admin = clinic.staff(Role::Admin, &[]).await;
    // It is Monday, November 23, 2026.
    let rows = admin.holidays().await.unwrap().page.rows;
    let first: Vec<_> = rows.iter().take(2).map(|row| (row.day.to_string(), row.name.as_str())).collect();
    assert_eq!(first, [("2026-11-26".into(), "Thanksgiving Day"), ("2026-12-25".into(), "Christmas Day")]);
    admin.removes_holiday(day("2026-11-26")).await.unwrap();
    clinic.portal().begin().await.unwrap();
    let rows = admin.holidays().await.unwrap().page.rows;
    assert_eq!(rows[0].name, "Christmas Day", "a clinic that works on that day says so once");
}

#[tokio::test]
async fn r_2_5_holidays_are_the_administrations_and_come() {
    let clinic = Clinic::open().await;
    let support = clinic.staff(Role::Support, &[]).await;
    let intent = clinic.world().intent();
    assert!(matches!(support.adds_holiday("12/25/2026", intent).await, Err(CareError::Denied)));
    assert!(matches!(support.removes_holiday(day("2026-12-25")).await, Err(CareError::Denied)));
    let admin = clinic.staff(Role::Admin, &[]).await;
    let refused = admin.adds_holiday("11/22/2026", intent).await;
    assert!(matches!(refused, Err(CareError::Invalid(p)) if p[0].problem == Problem::InThePast));
    // A page holds twenty; the next begins after its last day.
    for n in 1..=25 {
        admin.adds_holiday(&format!("12/{n}/2026"), clinic.world().intent()).await.unwrap();
    }
    let first = admin.holidays().await.unwrap().page;
    assert_eq!((first.rows.len(), first.rows[0].day), (20, day("2026-12-01")));
    let next = clinic
        .portal()
        .read(&admin.visitor(), portal_care::Action::ListHolidays, async |call| {
            portal_care::holidays::list(call, first.next).await
        })
        .await
        .unwrap();
    assert_eq!((next.page.rows.len(), next.page.rows[0].day, next.page.next), (5, day("2026-12-21"), None));
}
