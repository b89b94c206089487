//! staff accounts at the administration's desk.

use data_encoding::BASE32_NOPAD;
use portal_care::{CareError, accounts, closing, staff};
use portal_gateways::Totp;
use portal_testkit::{Clinic, PASSWORD, Staff, both_databases, days, hours, minutes, seconds};
use portal_types::account::{AccountState, Role};
use portal_types::administration::{HandedOver, StaffAct};
use portal_types::field::Problem;
use portal_types::ids::AccountId;
use portal_types::notice::{Change, Letter};
use portal_types::staff::DeskFilter;

/// The account of a colleague, as the desk finds it.
async fn account_of(admin: &Staff, of: &Staff) -> AccountId {
    let rows = admin.colleagues().await.unwrap().page.rows;
    rows.iter().find(|row| row.name == of.display_name).unwrap().account
}

fn code_of(handed: &HandedOver) -> String {
    handed.link.as_deref().unwrap().split_once('#').unwrap().1.to_owned()
}

/// What an authenticator shows now.
fn shows(clinic: &Clinic, typed: &str) -> String {
    Totp::new(&BASE32_NOPAD.decode(typed.as_bytes()).unwrap(), "", "test").unwrap().code(clinic.now())
}

async fn finishes(clinic: &Clinic, link: &str, password: &str, code: &str) -> Result<(), CareError> {
    staff::finish(clinic.portal(), &clinic.visitor(), link, [password, ""], code).await
}

fn has_problem(refused: Result<impl Sized, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(p)) if p.iter().any(|p| p.field == field && p.problem == problem))
}

both_databases! {
    async fn r_5_12_who_has_looked_at_the_link_before_has_another_secret(clinic) {
        let admin = clinic.staff(Role::Admin, &[]).await;
        let intent = clinic.world().intent();
        let handed = admin.invites_colleague("nora.ortiz", Role::Support, vec![], intent).await.unwrap();
        let link = code_of(&handed);
        let looked = staff::look(clinic.portal(), &clinic.visitor(), &link).await.ok().unwrap();
        let shown = staff::look(clinic.portal(), &clinic.visitor(), &link).await.ok().unwrap();
        assert_ne!(looked.typed, shown.typed);
        let early = finishes(&clinic, &link, PASSWORD, &shows(&clinic, &looked.typed)).await;
        assert!(has_problem(early, "code", Problem::WrongCode));
        finishes(&clinic, &link, PASSWORD, &shows(&clinic, &shown.typed)).await.unwrap();
        assert_eq!(clinic.count("audit where action = 'set-up-staff' and outcome = 'begun'").await, 2, "each look");
    }

    async fn r_5_12_the_command_line_makes_links_and_no_passwords(clinic) {
        let fields = ["first.admin", "Nora Ortiz", "admin"];
        let link = code_of(&staff::invite_at_command_line(clinic.portal(), fields, vec![]).await.unwrap());
        let shown = staff::look(clinic.portal(), &clinic.visitor(), &link).await.ok().unwrap();
        finishes(&clinic, &link, PASSWORD, &shows(&clinic, &shown.typed)).await.unwrap();
        // She has lost everything, and has no colleague.
        let again = staff::reset_at_command_line(clinic.portal(), "First.Admin").await.unwrap();
        let enters = async |typed: &str| {
            clinic.later(seconds(31));
            let code = shows(&clinic, typed);
            accounts::staff_sign_in(clinic.portal(), &clinic.visitor(), "first.admin", PASSWORD, &code, None).await
        };
        assert!(enters(&shown.typed).await.is_err(), "what she had is worth nothing");
        let link = code_of(&again);
        let shown = staff::look(clinic.portal(), &clinic.visitor(), &link).await.ok().unwrap();
        finishes(&clinic, &link, PASSWORD, &shows(&clinic, &shown.typed)).await.unwrap();
        assert!(enters(&shown.typed).await.is_ok());
        let unknown = staff::reset_at_command_line(clinic.portal(), "nobody").await;
        assert!(has_problem(unknown, "username", Problem::NotAChoice));
        let ada = clinic.patient("Ada").await;
        let patients = staff::reset_at_command_line(clinic.portal(), &ada.username).await;
        assert!(has_problem(patients, "username", Problem::NotAChoice), "no patient's");
    }

    async fn r_5_12_an_account_set_aside_or_set_up_anew_has_no_address_any_more(clinic) {
        let admin = clinic.staff(Role::Admin, &[]).await;
        let (given, begun) = ("given@example.org", "begun@example.org");
        for act in [StaffAct::Suspend, StaffAct::Reset] {
            let (one, other, third) = (clinic.nurse().await, clinic.nurse().await, clinic.nurse().await);
            for (who, address) in [(&one, given), (&third, "third@example.org")] {
                who.begins_address(address).await.unwrap();
                who.finishes_address(&clinic.code_to(address).await.unwrap()).await.unwrap();
                clinic.outbox().await;
            }
            other.begins_address(begun).await.unwrap();
            let code = clinic.code_to(begun).await.unwrap();
            let (first, second) = (clinic.account_of(&one.username).await, clinic.account_of(&other.username).await);
            for account in [first, second] {
                admin.does(account, act).await.unwrap();
            }
            for table in ["account_contacts", "contact_checks"] {
                let sql = format!("select account_id from {table} where account_id in ($1, $2)");
                assert!(clinic.rows(&sql, [first.0.into(), second.0.into()]).await.is_empty(), "{act:?}, {table}");
            }
            // The address is told, once; one that was never confirmed is nobody's.
            let letters: Vec<Letter> = clinic.outbox().await.into_iter().map(|mail| mail.letter).collect();
            assert_eq!(letters, [Letter::Security { change: Change::AddressRemoved }], "{act:?}");
            assert_eq!(third.own_account().await.unwrap().contacts.len(), 1, "nobody else's");
            if act == StaffAct::Suspend {
                // Opened again, it has none, and the code is worth nothing.
                for account in [first, second] {
                    admin.does(account, StaffAct::Resume).await.unwrap();
                }
                one.signs_in().await.unwrap();
                other.signs_in().await.unwrap();
                assert!(one.own_account().await.unwrap().contacts.is_empty());
                assert!(matches!(other.finishes_address(&code).await, Err(CareError::Conflict)));
                one.begins_address(given).await.unwrap();
                one.finishes_address(&clinic.code_to(given).await.unwrap()).await.unwrap();
                assert_eq!(one.own_account().await.unwrap().contacts.len(), 1, "given anew");
                one.removes_address().await.unwrap();
                third.removes_address().await.unwrap();
                clinic.outbox().await;
            }
        }
    }

    async fn r_5_12_the_command_line_takes_the_address_away_too(clinic) {
        let (admin, address) = (clinic.staff(Role::Admin, &[]).await, "admin@example.org");
        admin.begins_address(address).await.unwrap();
        admin.finishes_address(&clinic.code_to(address).await.unwrap()).await.unwrap();
        clinic.outbox().await;
        staff::reset_at_command_line(clinic.portal(), &admin.username).await.unwrap();
        assert_eq!(clinic.count("account_contacts").await, 0);
        let letters: Vec<Letter> = clinic.letters_to(address).await.into_iter().map(|mail| mail.letter).collect();
        assert_eq!(letters, [Letter::Security { change: Change::AddressRemoved }]);
    }

    async fn r_5_12_a_colleague_sets_up_her_own_account_by_a_link_once(clinic) {
        let admin = clinic.staff(Role::Admin, &[]).await;
        let intent = clinic.world().intent();
        let practices = vec![clinic.cardiology.id];
        let invite = async || {
            admin.invites_colleague("nora.ortiz", Role::PoolNurse, practices.clone(), intent).await.unwrap()
        };
        let (one, other) = tokio::join!(invite(), invite());
        assert_eq!(one.account, other.account, "pressed twice, made once");
        assert_eq!(one.link.is_some() as u8 + other.link.is_some() as u8, 1, "and shown once");
        let handed = if one.link.is_some() { one } else { other };
        let link = code_of(&handed);
        assert_eq!(link.replace('-', "").len(), 26, "125 bits, five a character, and one that checks them");
        let all = clinic.everything().await;
        assert!(!all.contains(&link) && !all.contains(&link.replace('-', "")), "the link is kept nowhere");
        assert_eq!(admin.opens_colleague(handed.account).await.unwrap().state, AccountState::Invited);

        let shown = staff::look(clinic.portal(), &clinic.visitor(), &link).await.ok().unwrap();
        assert_eq!(shown.username, "nora.ortiz");
        let code = shows(&clinic, &shown.typed);
        assert!(has_problem(finishes(&clinic, &link, "short", &code).await, "password", Problem::TooShort(15)));
        assert!(has_problem(finishes(&clinic, &link, "nora.ortiz.nora.ortiz", &code).await, "password", Problem::TooCommon));
        let wrong = if code == "123456" { "654321" } else { "123456" };
        assert!(has_problem(finishes(&clinic, &link, PASSWORD, wrong).await, "code", Problem::WrongCode));
        let (a, b) = tokio::join!(
            finishes(&clinic, &link, PASSWORD, &code),
            finishes(&clinic, &link, "another kettle over a bridge", &code),
        );
        assert_eq!([a, b].iter().filter(|done| done.is_ok()).count(), 1, "of two at one moment one");
        assert!(matches!(staff::look(clinic.portal(), &clinic.visitor(), &link).await, Err(CareError::Expired)));
        assert_eq!(admin.opens_colleague(handed.account).await.unwrap().state, AccountState::Active);
        assert_eq!(clinic.count("audit where action = 'set-up-staff' and outcome = 'ok'").await, 1);
        // The code that ended the set-up opens nothing more; a later one does.
        let visitor = clinic.visitor();
        let mut entered = 0;
        for password in [PASSWORD, "another kettle over a bridge"] {
            let again = accounts::staff_sign_in(clinic.portal(), &visitor, "nora.ortiz", password, &code, None).await;
            assert!(matches!(again, Err(CareError::WrongCredentials)));
        }
        for password in [PASSWORD, "another kettle over a bridge"] {
            clinic.later(seconds(60));
            let code = shows(&clinic, &shown.typed);
            let opened = accounts::staff_sign_in(clinic.portal(), &visitor, "nora.ortiz", password, &code, None).await;
            entered += opened.is_ok() as u8;
        }
        assert_eq!(entered, 1);
    }

    async fn r_11_1_of_two_administrators_who_set_each_other_aside_one_does(clinic) {
        let (one, other) = (clinic.staff(Role::Admin, &[]).await, clinic.staff(Role::Admin, &[]).await);
        let (first, second) = (account_of(&one, &one).await, account_of(&one, &other).await);
        let (a, b) =
            tokio::join!(one.does(second, StaffAct::Suspend), other.does(first, StaffAct::Suspend));
        assert_eq!([&a, &b].iter().filter(|done| done.is_ok()).count(), 1);
        let refused = if a.is_ok() { b } else { a };
        assert!(matches!(refused, Err(CareError::SignedOut)));
        assert_eq!(clinic.count("accounts where role = 'admin' and state = 'active'").await, 1);
    }

    async fn r_11_1_of_two_who_set_one_aside_one_does(clinic) {
        let (one, other) = (clinic.staff(Role::Admin, &[]).await, clinic.staff(Role::Admin, &[]).await);
        let nurse = account_of(&one, &clinic.nurse().await).await;
        let (a, b) =
            tokio::join!(one.does(nurse, StaffAct::Suspend), other.does(nurse, StaffAct::Suspend));
        assert_eq!([&a, &b].iter().filter(|done| done.is_ok()).count(), 1);
        assert!([a, b].iter().any(|done| matches!(done, Err(CareError::Conflict))));
        assert_eq!(clinic.count("audit where action = 'suspend-staff' and outcome = 'ok'").await, 1);
        // The same press twice is done once and is no error.
        let intent = clinic.world().intent();
        let again = async || one.does_once(nurse, StaffAct::Resume, intent, true).await;
        let (a, b) = tokio::join!(again(), again());
        assert!(a.is_ok() && b.is_ok());
        assert_eq!(clinic.count("accounts where role = 'pool_nurse' and state = 'active'").await, 1);
    }

    async fn r_11_1_a_role_is_another_at_once(clinic) {
        let (admin, nurse) = (clinic.staff(Role::Admin, &[]).await, clinic.nurse().await);
        let account = account_of(&admin, &nurse).await;
        assert!(nurse.inbox(DeskFilter::All).await.is_ok());
        admin.changes(account, Role::PoolNurse, vec![clinic.family_medicine.id]).await.unwrap();
        let pools = nurse.inbox(DeskFilter::All).await.unwrap().pools;
        assert_eq!(pools.iter().map(|pool| pool.practice.as_str()).collect::<Vec<_>>(), ["Family Medicine"]);
        admin.changes(account, Role::FrontDesk, vec![clinic.cardiology.id]).await.unwrap();
        assert!(matches!(nurse.inbox(DeskFilter::All).await, Err(CareError::SignedOut)), "her sessions have ended");
        nurse.signs_in().await.unwrap();
        assert!(matches!(nurse.inbox(DeskFilter::All).await, Err(CareError::Denied)));
        assert_eq!(clinic.count("pool_members").await, 0);
        let elsewhere = admin.changes(account, Role::FrontDesk, vec![uuid::Uuid::max().into()]).await;
        assert!(has_problem(elsewhere, "practices", Problem::NotAChoice));
        assert_eq!(clinic.count("practice_staff").await, 1, "what was refused changed nothing");
        assert_eq!(clinic.count("audit where action = 'change-staff' and outcome = 'ok'").await, 2);
    }
}

#[tokio::test]
async fn r_11_1_nobody_takes_the_administration_from_herself_and_one_is_left() {
    let clinic = Clinic::open().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    let own = account_of(&admin, &admin).await;
    for act in StaffAct::ALL {
        assert!(has_problem(admin.does(own, act).await, "sure", Problem::NotAChoice), "{act:?}");
    }
    assert!(has_problem(admin.changes(own, Role::Support, vec![]).await, "sure", Problem::NotAChoice));
    assert_eq!(clinic.count("accounts where role = 'admin' and state = 'active'").await, 1);
    // Another one is set aside and demoted like anybody; she cannot do it back.
    let other = clinic.staff(Role::Admin, &[]).await;
    let second = account_of(&admin, &other).await;
    assert!(has_problem(
        admin.does_once(second, StaffAct::Suspend, clinic.world().intent(), false).await,
        "sure",
        Problem::NotAgreed
    ));
    admin.does(second, StaffAct::Suspend).await.unwrap();
    assert!(matches!(other.colleagues().await, Err(CareError::SignedOut)));
    assert!(matches!(other.signs_in().await, Err(CareError::WrongCredentials)));
    admin.does(second, StaffAct::Resume).await.unwrap();
    admin.changes(second, Role::Support, vec![]).await.unwrap();
    other.signs_in().await.unwrap();
    assert!(matches!(other.colleagues().await, Err(CareError::Denied)));
}

#[tokio::test]
async fn r_5_12_a_reset_takes_the_old_ways_in_and_its_link_is_the_only_new_one() {
    let clinic = Clinic::open().await;
    let (admin, nurse) = (clinic.staff(Role::Admin, &[]).await, clinic.nurse().await);
    let account = account_of(&admin, &nurse).await;
    let first = code_of(&admin.does(account, StaffAct::Reset).await.unwrap().unwrap());
    assert!(matches!(nurse.inbox(DeskFilter::All).await, Err(CareError::SignedOut)));
    assert!(matches!(nurse.signs_in().await, Err(CareError::WrongCredentials)));
    let second = admin.does(account, StaffAct::Reset).await.unwrap().unwrap();
    assert!(
        matches!(staff::look(clinic.portal(), &clinic.visitor(), &first).await, Err(CareError::Expired)),
        "replaced by the next"
    );
    let link = code_of(&second);
    clinic.later(hours(24) - minutes(1));
    assert!(staff::look(clinic.portal(), &clinic.visitor(), &link).await.is_ok());
    clinic.later(minutes(1));
    assert!(
        matches!(staff::look(clinic.portal(), &clinic.visitor(), &link).await, Err(CareError::Expired)),
        "over after a day"
    );
    admin.signs_in().await.unwrap();
    let link = code_of(&admin.does(account, StaffAct::Reset).await.unwrap().unwrap());
    let shown = staff::look(clinic.portal(), &clinic.visitor(), &link).await.ok().unwrap();
    // Set aside, it is set up by nobody.
    admin.does(account, StaffAct::Suspend).await.unwrap();
    let code = shows(&clinic, &shown.typed);
    assert!(matches!(finishes(&clinic, &link, PASSWORD, &code).await, Err(CareError::Expired)));
    admin.does(account, StaffAct::Resume).await.unwrap();
    assert_eq!(admin.opens_colleague(account).await.unwrap().state, AccountState::Invited);
    assert!(matches!(staff::look(clinic.portal(), &clinic.visitor(), &link).await, Err(CareError::Expired)));
    assert!(matches!(staff::look(clinic.portal(), &clinic.visitor(), "ABC").await, Err(CareError::Invalid(_))));
}

#[tokio::test]
async fn r_1_7_no_colleague_gets_a_cancelled_username() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    ada.closes_the_account(true).await.unwrap();
    clinic.later(days(30));
    assert_eq!(closing::erase_old(clinic.portal()).await.unwrap(), 1);
    let admin = clinic.staff(Role::Admin, &[]).await;
    let invite = async || {
        admin.invites_colleague(&ada.username.to_uppercase(), Role::Admin, vec![], clinic.world().intent()).await
    };
    assert!(has_problem(invite().await, "username", Problem::Taken));
    clinic.later(days(335));
    admin.signs_in().await.unwrap();
    assert!(invite().await.is_ok());
    clinic.outbox().await;
}

#[tokio::test]
async fn r_5_4_an_account_that_is_set_up_anew_has_a_clean_count() {
    let clinic = Clinic::open().await;
    let (admin, nurse) = (clinic.staff(Role::Admin, &[]).await, clinic.nurse().await);
    let account = account_of(&admin, &nurse).await;
    for _ in 0..10 {
        clinic.later(hours(1));
        let refused = nurse.signs_in_with("somebody's guess at it", &nurse.code()).await;
        assert!(matches!(refused, Err(CareError::WrongCredentials)));
    }
    assert!(matches!(nurse.signs_in().await, Err(CareError::TooOften { .. })));
    admin.signs_in().await.unwrap();
    let link = code_of(&admin.does(account, StaffAct::Reset).await.unwrap().unwrap());
    let shown = staff::look(clinic.portal(), &clinic.visitor(), &link).await.ok().unwrap();
    finishes(&clinic, &link, PASSWORD, &shows(&clinic, &shown.typed)).await.unwrap();
    clinic.later(seconds(60));
    let (visitor, code) = (clinic.visitor(), shows(&clinic, &shown.typed));
    let opened = accounts::staff_sign_in(clinic.portal(), &visitor, &nurse.username, PASSWORD, &code, None).await;
    assert!(opened.is_ok());
}

#[tokio::test]
async fn r_11_1_other_desks_know_nothing_of_staff_accounts() {
    let clinic = Clinic::open().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    let own = account_of(&admin, &admin).await;
    for role in [Role::Clinician, Role::FrontDesk, Role::Enrollment, Role::Billing, Role::Support] {
        let other = clinic.staff(role, &[&clinic.cardiology]).await;
        assert!(matches!(other.colleagues().await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.opens_colleague(own).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.does(own, StaffAct::Suspend).await, Err(CareError::Denied)), "{role:?}");
        let invited = other.invites_colleague("nora.ortiz", Role::Admin, vec![], clinic.world().intent()).await;
        assert!(matches!(invited, Err(CareError::Denied)), "{role:?}");
    }
    // A patient's account is none of the desk's.
    let _ada = clinic.patient("Ada").await;
    let patients = clinic.column::<uuid::Uuid>("select id from accounts where role is null").await[0];
    assert!(matches!(admin.opens_colleague(patients.into()).await, Err(CareError::NotFound)));
    assert!(matches!(admin.does(patients.into(), StaffAct::Suspend).await, Err(CareError::NotFound)));
    let taken = admin.invites_colleague(&admin.username, Role::Admin, vec![], clinic.world().intent()).await;
    assert!(has_problem(taken, "username", Problem::Taken));
    let rows = admin.colleagues().await.unwrap().page.rows;
    assert_eq!((rows.len(), rows[5].account), (6, own), "the newest first");
}
