//! who is under 18 does not enroll, and leaves no trace.

use portal_care::{CareError, enrollment};
use portal_testkit::{Clinic, Database, both_databases, hours, minutes};
use portal_types::enrollment::Step;

both_databases! {
    /// Today is 23 November 2026.
    async fn r_2_1_a_day_before_the_18th_birthday_nothing_is_stored(clinic) {
        let before = clinic.everything().await;
        let mut teen = clinic.somebody();
        assert!(matches!(teen.starts("2008-11-24").await, Err(CareError::Minor)));
        assert!(matches!(teen.starts("2024-02-29").await, Err(CareError::Minor)));
        assert!(matches!(teen.starts("2026-11-23").await, Err(CareError::Minor)));
        assert_eq!(clinic.everything().await, before, "nothing was stored");
        assert!(teen.visitor().enrollment.is_none(), "nothing was kept in the browser");
    }
}

#[tokio::test]
async fn r_2_1_who_turns_18_today_may_enroll() {
    let clinic = Clinic::open().await;
    let progress = clinic.somebody().starts("2008-11-23").await.unwrap();
    assert_eq!(progress.step, Step::Details);
}

#[tokio::test]
async fn r_2_1_the_birthday_begins_at_midnight_of_the_clinic() {
    let clinic = Clinic::open().await;
    let mut teen = clinic.somebody();
    // Nine in the morning in New York; midnight comes in fifteen hours, when it is five o'clock in London.
    clinic.later(hours(15) - minutes(1));
    assert!(matches!(teen.starts("2008-11-24").await, Err(CareError::Minor)));
    clinic.later(minutes(1));
    assert!(teen.starts("2008-11-24").await.is_ok());
}

#[tokio::test]
async fn r_2_1_born_on_29_february_is_18_on_1_march() {
    let clinic = Clinic::open().await;
    // A year without the 29th: 7 days of November, 31 and 31, 28, and three years with one leap day.
    clinic.days_later(7 + 31 + 31 + 28 + 365 * 3 + 1);
    assert_eq!(clinic.portal().date(clinic.now()).to_string(), "2030-02-28");
    let mut teen = clinic.somebody();
    assert!(matches!(teen.starts("2012-02-29").await, Err(CareError::Minor)));
    clinic.days_later(1);
    assert!(teen.starts("2012-02-29").await.is_ok());
}

#[tokio::test]
async fn r_2_1_a_representative_is_shown_a_page_and_nothing_is_stored() {
    let clinic = Clinic::open().await;
    let before = clinic.everything().await;
    let visitor = clinic.visitor();
    let stepped = enrollment::start(clinic.portal(), &visitor, "other", ["", "", ""]).await.ok().unwrap();
    assert_eq!(stepped.elsewhere, Some("/enroll/someone-else"));
    assert!(stepped.token.is_none());
    assert_eq!(clinic.everything().await, before);
}

#[tokio::test]
async fn a_birth_date_that_cannot_be_is_told_and_nothing_is_stored() {
    let clinic = Clinic::open_on(Database::Sqlite).await.unwrap();
    let before = clinic.everything().await;
    for born in ["2027-01-01", "1899-12-31", "2001-02-29", "abcd-01-01", "--", "1990-13-01"] {
        let told = clinic.somebody().starts(born).await;
        assert!(matches!(told, Err(CareError::Invalid(_))), "{born}");
    }
    assert_eq!(clinic.everything().await, before);
}
