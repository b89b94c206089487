//! what is later than promised is marked, told of once, and the patient reads whom to call.

use portal_care::triage::escalate::round;
use portal_care::{CareError, accounts};
use portal_testkit::{Clinic, Staff, both_databases, minutes};
use portal_types::account::Role;
use portal_types::administration::StaffAct;
use portal_types::ids::{AccountId, WorkId};
use portal_types::notice::{Change, Letter};
use portal_types::pool::PoolChange;
use portal_types::triage::{ItemMoved, QueueFilter};

/// Somebody of the staff gives her address, and enters the code that went there.
async fn reached(clinic: &Clinic, staff: &Staff, address: &str) -> AccountId {
    staff.begins_address(address).await.unwrap();
    let code = clinic.code_to(address).await.unwrap();
    staff.finishes_address(&code).await.unwrap();
    assert_eq!(changes(clinic, address).await, [Change::AddressAdded]);
    clinic.account_of(&staff.username).await
}

/// What somebody was told of her account, and nothing else.
async fn changes(clinic: &Clinic, address: &str) -> Vec<Change> {
    let letters = clinic.letters_to(address).await;
    let change = |letter: Letter| match letter {
        Letter::Security { change } => change,
        other => panic!("{other:?}"),
    };
    letters.into_iter().map(|mail| change(mail.letter)).collect()
}

async fn told(clinic: &Clinic, address: &str) -> usize {
    let letters = clinic.letters_to(address).await;
    assert!(letters.iter().all(|mail| mail.letter == Letter::DeskOverdue));
    letters.len()
}

both_databases! {
    async fn r_6_8_what_is_late_is_marked_and_its_lead_is_told_once(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let colleague = clinic.nurse().await;
        let lead = reached(&clinic, &nurse, "lead@example.org").await;
        reached(&clinic, &colleague, "other@example.org").await;
        clinic.execute("update pools set lead = $1, phone = '413-555-0177'", [lead.0.into()]).await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        let due = ada.opens(thread).await.unwrap().answer_by.unwrap();
        // On the day itself nothing is late.
        clinic.days_later(due.epoch() - clinic.portal().date(clinic.now()).epoch());
        assert_eq!(round(clinic.portal()).await.unwrap(), 0);
        ada.signs_in().await.unwrap();
        assert_eq!(ada.opens(thread).await.unwrap().late, None);
        clinic.days_later(1);
        nurse.signs_in().await.unwrap();
        ada.signs_in().await.unwrap();
        // The patient reads it whether or not anybody has looked.
        let late = ada.opens(thread).await.unwrap().late.unwrap();
        assert_eq!(late.phone.as_deref(), Some("413-555-0177"));
        assert!(ada.opens_ask(ask).await.unwrap().late);
        assert_eq!(nurse.waits(QueueFilter::Late).await.len(), 2);
        assert_eq!(round(clinic.portal()).await.unwrap(), 2);
        assert_eq!(round(clinic.portal()).await.unwrap(), 0, "each thing once");
        assert_eq!((told(&clinic, "lead@example.org").await, told(&clinic, "other@example.org").await), (1, 0));
        let moves = nurse.works_on(thread).await.unwrap().moves;
        assert_eq!((moves[0].what, moves[0].author.as_deref()), (ItemMoved::Escalated, None));
        assert!(nurse.queue(QueueFilter::All).await.unwrap().page.rows.iter().all(|row| row.late));
        let noted = "select seq from audit where action = 'escalate' and patient_id = $1 and outcome = 'ok'";
        assert_eq!(clinic.rows(noted, [ada.id.0.into()]).await.len(), 2);
        // What is answered is over; what is owed then is due and late anew.
        nurse.answers(thread, "Yes.").await.unwrap();
        assert_eq!(ada.opens(thread).await.unwrap().late, None);
        assert_eq!(nurse.waits(QueueFilter::Late).await, [WorkId::from(ask)]);
        ada.replies(thread, "And by ship?").await.unwrap();
        assert_eq!(round(clinic.portal()).await.unwrap(), 0);
        clinic.days_later(10);
        assert_eq!(round(clinic.portal()).await.unwrap(), 1);
        assert_eq!(told(&clinic, "lead@example.org").await, 1, "on another day");
        clinic.outbox().await;
    }

    async fn r_6_8_however_many_nodes_look_each_inbox_is_told_once(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        reached(&clinic, &nurse, "one@example.org").await;
        reached(&clinic, &elsewhere, "two@example.org").await;
        for body in ["May I travel?", "May I swim?", "May I run?"] {
            ada.writes_to(&clinic.cardiology, body).await.unwrap();
        }
        ada.writes_to(&clinic.family_medicine, "And a refill?").await.unwrap();
        clinic.days_later(10);
        let (two, three) = (clinic.another_node().await, clinic.another_node().await);
        let (a, b, c) = tokio::join!(round(clinic.portal()), round(&two.portal), round(&three.portal));
        assert_eq!(a.unwrap() + b.unwrap() + c.unwrap(), 4);
        assert_eq!(clinic.count("desk_moves where what = 'escalated'").await, 4);
        assert_eq!((told(&clinic, "one@example.org").await, told(&clinic, "two@example.org").await), (1, 1));
        clinic.outbox().await;
    }

    async fn r_6_8_where_nobody_leads_all_who_answer_are_told(clinic) {
        let ada = clinic.patient("Ada").await;
        let (one, two) = (clinic.nurse().await, clinic.nurse().await);
        let gone = clinic.nurse().await;
        reached(&clinic, &one, "one@example.org").await;
        reached(&clinic, &two, "two@example.org").await;
        let lead = reached(&clinic, &gone, "gone@example.org").await;
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        // Who leads it is not there any more.
        clinic.execute("update pools set lead = $1", [lead.0.into()]).await;
        clinic.execute("update accounts set state = 'suspended' where id = $1", [lead.0.into()]).await;
        clinic.days_later(10);
        round(clinic.portal()).await.unwrap();
        for (address, letters) in [("one@example.org", 1), ("two@example.org", 1), ("gone@example.org", 0)] {
            assert_eq!(told(&clinic, address).await, letters, "{address}");
        }
    }

    async fn r_6_8_who_works_here_gives_her_address_by_a_code_and_takes_it_away(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let address = "nurse@example.org";
        let given = async || nurse.own_account().await.unwrap().contacts.len();
        nurse.begins_address(address).await.unwrap();
        let code = clinic.code_to(address).await.unwrap();
        let wrong = if code == "12345678" { "87654321" } else { "12345678" };
        assert!(nurse.finishes_address(wrong).await.is_err());
        assert_eq!(given().await, 0, "it is hers when she has read the code there");
        nurse.finishes_address(&code).await.unwrap();
        assert!(nurse.finishes_address(&code).await.is_err(), "once");
        assert_eq!((given().await, changes(&clinic, address).await), (1, vec![Change::AddressAdded]));
        assert!(matches!(nurse.begins_address("second@example.org").await, Err(CareError::Conflict)));
        // It opens nothing.
        let stranger = clinic.visitor();
        accounts::forgot_password(clinic.portal(), &stranger, &nurse.username).await.unwrap();
        accounts::forgot_username(clinic.portal(), &stranger, ["email", address, ""]).await.unwrap();
        assert!(clinic.letters_to(address).await.is_empty());
        // Who sits there must have been proven of late.
        clinic.later(minutes(11));
        assert!(matches!(nurse.removes_address().await, Err(CareError::Unproven)));
        nurse.signs_in().await.unwrap();
        nurse.removes_address().await.unwrap();
        nurse.removes_address().await.unwrap();
        assert_eq!((given().await, changes(&clinic, address).await), (0, vec![Change::AddressRemoved]));
        clinic.days_later(10);
        assert_eq!(round(clinic.portal()).await.unwrap(), 1);
        assert_eq!(told(&clinic, address).await, 0, "the mark alone tells her");
    }

    async fn r_6_8_the_administration_sees_whom_no_letter_of_what_is_late_reaches(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (colleague, admin) = (clinic.nurse().await, clinic.staff(Role::Admin, &[]).await);
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let lead = clinic.account_of(&nurse.username).await;
        let other = reached(&clinic, &colleague, "other@example.org").await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let intent = clinic.world().intent();
        let change = PoolChange { business_days: 3, phone: None, members: vec![lead, other], lead: Some(lead), intent };
        admin.changes_pool(pool, change).await.unwrap();
        let reached_of = async |account: AccountId| {
            let members = admin.opens_pool(pool).await.unwrap().members;
            members.into_iter().find(|one| one.account == account).map(|one| (one.member, one.reached))
        };
        assert_eq!((reached_of(lead).await, reached_of(other).await), (Some((true, false)), Some((true, true))));
        // While the lead has none, the others are written to.
        clinic.days_later(10);
        round(clinic.portal()).await.unwrap();
        assert_eq!(told(&clinic, "other@example.org").await, 1);
        for somebody in [&nurse, &admin] {
            somebody.signs_in().await.unwrap();
        }
        reached(&clinic, &nurse, "lead@example.org").await;
        assert_eq!(reached_of(lead).await, Some((true, true)));
        // Who has left is written to no more, whatever she has given.
        admin.does(lead, StaffAct::Suspend).await.unwrap();
        assert_eq!(reached_of(lead).await, Some((true, false)));
        clinic.outbox().await;
    }

    async fn r_6_8_what_a_portal_of_the_version_before_has_written_is_in_the_queue_too(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let due = nurse.queue(QueueFilter::All).await.unwrap().page.rows[0].due;
        clinic.execute("update threads set due_day = null", []).await;
        round(clinic.portal()).await.unwrap();
        let queue = nurse.queue(QueueFilter::All).await.unwrap();
        assert_eq!((queue.page.rows[0].item, queue.page.rows[0].due), (thread.into(), due));
    }
}
