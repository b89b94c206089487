//! which inbox a message goes to, who reads it there, by when, and who says so.

use portal_care::{CareError, live};
use portal_store::messages::miscounted;
use portal_testkit::{Clinic, Staff, both_databases};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::ids::{AccountId, PoolId, ThreadId};
use portal_types::message::{ComposeOptions, Line, NewThread, TeamOption, To, Topic};
use portal_types::notice::{About, Nudge};
use portal_types::pool::{BlockWhom, NewPool, PoolChange, PoolKind};
use portal_types::staff::DeskFilter;
use uuid::Uuid;

fn has_problem<T>(refused: &Result<T, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(all)) if all.iter().any(|p| p.field == field && p.problem == problem))
}

/// What is offered of cardiology, the only practice where somebody answers.
fn cardiology(options: ComposeOptions) -> TeamOption {
    options.teams.into_iter().find(|team| team.name == "Cardiology").unwrap()
}

fn line(team: &TeamOption, topic: Topic) -> Line {
    team.line(topic).unwrap().clone()
}

/// The conversations that somebody's desk lists.
async fn listed(staff: &Staff) -> Vec<ThreadId> {
    staff.inbox(DeskFilter::All).await.unwrap().page.rows.into_iter().map(|row| row.thread).collect()
}

async fn account(clinic: &Clinic, staff: &Staff) -> AccountId {
    clinic.account_of(&staff.username).await
}

both_databases! {
    async fn r_6_2_a_topic_goes_to_its_inbox_and_else_to_the_general_one(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (pool, tester) = clinic.answers_for(&clinic.cardiology, PoolKind::Tests, Role::Clinician).await;
        let team = cardiology(ada.compose_options().await.unwrap());
        let of_tests = line(&team, Topic::Test);
        assert_eq!((of_tests.pool, of_tests.kind, of_tests.readers), (pool, PoolKind::Tests, vec![Role::Clinician]));
        let general = line(&team, Topic::Referral);
        assert_eq!((general.kind, general.readers), (PoolKind::General, vec![Role::PoolNurse]));

        let test = ada.writes_about(&clinic.cardiology, Topic::Test, "What does it mean?").await.unwrap().thread;
        let referral = ada.writes_about(&clinic.cardiology, Topic::Referral, "To whom?").await.unwrap().thread;
        assert_eq!((listed(&tester).await, listed(&nurse).await), (vec![test], vec![referral]));
        assert!(matches!(nurse.opens(test).await, Err(CareError::NotFound)));
        let shown = tester.opens(test).await.unwrap();
        assert_eq!((shown.kind, shown.topic), (PoolKind::Tests, Topic::Test));
        assert_eq!(ada.opens(referral).await.unwrap().kind, PoolKind::General);
        let card = tester.inbox(DeskFilter::All).await.unwrap().pools.remove(0);
        assert_eq!((card.kind, card.practice.as_str(), card.waiting), (PoolKind::Tests, "Cardiology", 1));

        // Nobody answers it any more: what is new goes to the general one, what is there stays.
        let gone = account(&clinic, &tester).await;
        clinic.execute("update accounts set state = 'suspended' where id = $1", [gone.0.into()]).await;
        assert_eq!(line(&cardiology(ada.compose_options().await.unwrap()), Topic::Test).kind, PoolKind::General);
        let later = ada.writes_about(&clinic.cardiology, Topic::Test, "And this one?").await.unwrap().thread;
        assert_eq!(listed(&nurse).await, [later, referral]);
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
    }

    async fn r_6_2_bills_go_to_clerks_or_nowhere_and_a_phone_is_named(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        let team = cardiology(ada.compose_options().await.unwrap());
        assert_eq!(team.lines.len(), Topic::ALL.len() - 1);
        let by_phone: Vec<(Topic, Option<&str>)> =
            team.by_phone.iter().map(|of| (of.topic, of.phone.as_deref())).collect();
        assert_eq!(by_phone, [(Topic::Billing, Some("413-555-0100 x7"))]);
        let refused = ada.writes_about(&clinic.cardiology, Topic::Billing, "What is this for?").await;
        assert!(has_problem(&refused, "topic", Problem::Taken), "it is a topic, and answered by phone");
        // An inbox that nobody answers has a number of its own.
        let pool = admin.adds_pool(clinic.cardiology.id, PoolKind::Billing).await.unwrap();
        let intent = clinic.world().intent();
        let phone = Some("4135550199".to_owned());
        let change = PoolChange { business_days: 5, phone, members: Vec::new(), lead: None, intent };
        admin.changes_pool(pool, change).await.unwrap();
        let team = cardiology(ada.compose_options().await.unwrap());
        assert_eq!(team.by_phone[0].phone.as_deref(), Some("4135550199"));
        assert!(ada.writes_about(&clinic.cardiology, Topic::Billing, "What is this for?").await.is_err());
        assert_eq!(clinic.count("threads").await, 0);

        let clerk = clinic.staff(Role::Billing, &[]).await;
        admin.sets_pool(pool, &[account(&clinic, &clerk).await], 5).await.unwrap();
        let team = cardiology(ada.compose_options().await.unwrap());
        assert_eq!((line(&team, Topic::Billing).readers, team.by_phone.len()), (vec![Role::Billing], 0));
        let bill = ada.writes_about(&clinic.cardiology, Topic::Billing, "What is this for?").await.unwrap().thread;
        assert_eq!(listed(&clerk).await, [bill]);
        clerk.answers(bill, "For the visit in October.").await.unwrap();
        assert_eq!(ada.opens(bill).await.unwrap().messages.rows[0].role, Some(Role::Billing));
        clinic.outbox().await;
    }

    async fn r_6_1_before_she_sends_she_is_told_who_reads_it_and_by_when(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        let doctor = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let pool = admin.adds_pool(clinic.cardiology.id, PoolKind::Tests).await.unwrap();
        admin.sets_pool(pool, &[account(&clinic, &doctor).await], 1).await.unwrap();
        let team = cardiology(ada.compose_options().await.unwrap());
        let topics: Vec<Topic> = team.lines.iter().map(|line| line.topic).collect();
        assert_eq!(topics, Topic::ALL[..6], "in the order shown");
        let general = line(&team, Topic::General);
        assert_eq!(general.readers, [Role::Clinician, Role::PoolNurse], "each role once");
        // Monday morning.
        assert_eq!((general.business_days, general.due.to_string().as_str()), (3, "2026-11-26"));
        let test = line(&team, Topic::Test);
        assert_eq!((test.business_days, test.due.to_string().as_str()), (1, "2026-11-24"));
        let sent = ada.writes_about(&clinic.cardiology, Topic::Test, "What does it mean?").await.unwrap();
        assert_eq!(ada.opens(sent.thread).await.unwrap().answer_by, Some(test.due), "as she was told");
    }

    /// while nodes of two versions run, a page says which inbox; that one's practice is meant.
    async fn r_6_1_an_inbox_that_is_named_stands_for_its_practice(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (pool, tester) = clinic.answers_for(&clinic.cardiology, PoolKind::Tests, Role::PoolNurse).await;
        let new = clinic.world().new_thread(&clinic.cardiology, Topic::General, "May I travel?");
        let sent = ada.starts_thread(NewThread { to: To::Pool(pool), ..new }).await.unwrap();
        assert!(nurse.opens(sent.thread).await.is_ok(), "by its topic");
        assert!(matches!(tester.opens(sent.thread).await, Err(CareError::NotFound)));
        let new = clinic.world().new_thread(&clinic.cardiology, Topic::General, "May I travel?");
        let refused = ada.starts_thread(NewThread { to: To::Pool(PoolId(Uuid::nil())), ..new }).await;
        assert!(has_problem(&refused, "practice", Problem::NotAChoice));
    }

    async fn r_6_8_each_inbox_answers_in_its_own_days(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        let pool = admin.adds_pool(clinic.cardiology.id, PoolKind::Medication).await.unwrap();
        let me = account(&clinic, &nurse).await;
        admin.sets_pool(pool, &[me], 2).await.unwrap();
        let medicine = ada.writes_about(&clinic.cardiology, Topic::Medication, "How many?").await.unwrap().thread;
        let other = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let due = async |thread: ThreadId| ada.opens(thread).await.unwrap().answer_by.unwrap().to_string();
        assert_eq!((due(medicine).await, due(other).await), ("2026-11-25".to_owned(), "2026-11-26".to_owned()));
        nurse.answers(medicine, "Two.").await.unwrap();
        ada.replies(medicine, "In the morning?").await.unwrap();
        assert_eq!(due(medicine).await, "2026-11-25", "a reply, too");
        // Who leads it is one of those who answer it.
        let intent = clinic.world().intent();
        let change = PoolChange { business_days: 2, phone: None, members: vec![me], lead: Some(me), intent };
        admin.changes_pool(pool, change).await.unwrap();
        let shown = admin.opens_pool(pool).await.unwrap();
        assert_eq!((shown.lead, shown.business_days, shown.waiting), (Some(me), 2, 1));
        clinic.outbox().await;
    }

    async fn r_11_1_a_clerk_opens_no_conversation_about_care_and_a_nurse_none_about_a_bill(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (bills, clerk) = clinic.answers_for(&clinic.cardiology, PoolKind::Billing, Role::Billing).await;
        let general = clinic.world().pool(clinic.cardiology.id).await;
        let care = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let bill = ada.writes_about(&clinic.cardiology, Topic::Billing, "May I pay later?").await.unwrap().thread;
        // Nor by membership, however that came about.
        for membership in [false, true] {
            if membership {
                clinic.joins_pool(account(&clinic, &clerk).await, general).await;
                clinic.joins_pool(account(&clinic, &nurse).await, bills).await;
            }
            for (who, own, other) in [(&clerk, bill, care), (&nurse, care, bill)] {
                assert_eq!(listed(who).await, [own], "{membership}");
                assert_eq!(who.inbox(DeskFilter::All).await.unwrap().pools.len(), 1);
                assert!(who.opens(own).await.is_ok());
                assert!(matches!(who.opens(other).await, Err(CareError::NotFound)));
                assert!(matches!(who.answers(other, "Yes").await, Err(CareError::NotFound)));
                assert!(matches!(who.closes_thread(other).await, Err(CareError::NotFound)));
                assert!(matches!(who.blocks(other, BlockWhom::Anybody).await, Err(CareError::NotFound)));
                assert!(matches!(who.sees_acting(other, None).await, Err(CareError::NotFound)));
                let found = who.finds_words("may").await.unwrap().page.rows;
                assert_eq!(found.iter().map(|of| of.thread).collect::<Vec<_>>(), [own]);
                let ear = live::ear(clinic.portal(), &who.visitor()).await.unwrap();
                for (pool, thread, hears) in [(general, care, own == care), (bills, bill, own == bill)] {
                    let nudge = Nudge { patient: ada.id, pool, thread, private: false, about: About::Thread };
                    assert_eq!(ear.hears(&nudge, clinic.now()), hears);
                }
            }
            assert_eq!(clinic.count("messages").await, 2);
        }
        // A member of the wrong role is nobody who answers.
        clinic.execute("update accounts set state = 'suspended' where role = 'billing'", []).await;
        let team = cardiology(ada.compose_options().await.unwrap());
        assert!(team.line(Topic::Billing).is_none());
        // What is asked of the office is not the clerks' either.
        let other = clinic.staff(Role::Billing, &[&clinic.cardiology]).await;
        let asks = other.desk_asks(portal_types::ask::AskFilter::Due).await;
        assert!(matches!(asks, Err(CareError::Denied)));
    }

    async fn r_11_1_an_inbox_is_made_and_changed_once_however_often_it_is_pressed(clinic) {
        let admin = clinic.staff(Role::Admin, &[]).await;
        let (one, other) = (clinic.nurse().await, clinic.nurse().await);
        let new = NewPool { practice: clinic.cardiology.id, kind: PoolKind::Tests, intent: clinic.world().intent() };
        let (a, b) = tokio::join!(admin.adds_pool_once(new), admin.adds_pool_once(new));
        let pool = a.unwrap();
        assert_eq!(b.unwrap(), pool);
        // From another page: the one that there is.
        assert_eq!(admin.adds_pool(clinic.cardiology.id, PoolKind::Tests).await.unwrap(), pool);
        assert_eq!(clinic.count("pools where kind = 'tests'").await, 1);
        let (one, other) = (account(&clinic, &one).await, account(&clinic, &other).await);
        let intent = clinic.world().intent();
        let change = |members: Vec<AccountId>| PoolChange { business_days: 2, phone: None, members, lead: None, intent };
        let (a, b) =
            tokio::join!(admin.changes_pool(pool, change(vec![one])), admin.changes_pool(pool, change(vec![one])));
        assert!(a.is_ok() && b.is_ok());
        assert_eq!(clinic.count("audit where action = 'change-pool' and outcome = 'again'").await, 2);
        assert!(matches!(admin.changes_pool(pool, change(vec![other])).await, Err(CareError::Conflict)));
        let members = |view: portal_types::pool::PoolView| {
            view.members.into_iter().filter(|of| of.member).map(|of| of.account).collect::<Vec<_>>()
        };
        assert_eq!(members(admin.opens_pool(pool).await.unwrap()), [one]);
        // Of two at one moment one decides all of it.
        let (ones, others) = ([one], [other]);
        let (a, b) = tokio::join!(admin.sets_pool(pool, &ones, 4), admin.sets_pool(pool, &others, 7));
        assert!(a.is_ok() && b.is_ok());
        let shown = admin.opens_pool(pool).await.unwrap();
        let (days, members) = (shown.business_days, members(shown));
        assert!([(4, vec![one]), (7, vec![other])].contains(&(days, members)), "{days}");
    }
}

#[tokio::test]
async fn r_11_1_who_leaves_an_inbox_is_out_with_the_next_request() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let admin = clinic.staff(Role::Admin, &[]).await;
    let doctor = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    assert!(doctor.opens(thread).await.is_ok() && nurse.opens(thread).await.is_ok());
    let mut stream = clinic.portal().live().listen();
    let (stays, leaves) = (account(&clinic, &nurse).await, account(&clinic, &doctor).await);
    admin.sets_pool(pool, &[stays], 3).await.unwrap();
    assert!(matches!(doctor.opens(thread).await, Err(CareError::NotFound)));
    assert!(nurse.opens(thread).await.is_ok());
    assert_eq!(stream.try_recv().ok(), Some(live::Heard::Rights(leaves)), "her open pages ask anew");
    assert!(stream.try_recv().is_err(), "and nobody else's");
}

#[tokio::test]
async fn r_11_1_inboxes_are_the_administrations_and_answered_by_role_and_practice() {
    let clinic = Clinic::open().await;
    let nurse = clinic.nurse().await;
    let admin = clinic.staff(Role::Admin, &[]).await;
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Admin) {
        let other = clinic.staff(role, &[&clinic.cardiology]).await;
        assert!(matches!(other.pools(None).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.opens_pool(pool).await, Err(CareError::Denied)), "{role:?}");
        let added = other.adds_pool(clinic.cardiology.id, PoolKind::Tests).await;
        assert!(matches!(added, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(other.sets_pool(pool, &[], 1).await, Err(CareError::Denied)), "{role:?}");
    }
    let nowhere = PoolId(Uuid::max());
    assert!(matches!(admin.opens_pool(nowhere).await, Err(CareError::NotFound)));
    assert!(matches!(admin.sets_pool(nowhere, &[], 1).await, Err(CareError::NotFound)));
    let refused = admin.adds_pool(Uuid::max().into(), PoolKind::Tests).await;
    assert!(has_problem(&refused, "practice", Problem::NotAChoice));

    // Whom it is offered: who cares for patients there; of a bill's inbox, clerks.
    let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.dermatology]).await;
    let clerk = clinic.staff(Role::Billing, &[]).await;
    let bills = admin.adds_pool(clinic.cardiology.id, PoolKind::Billing).await.unwrap();
    for (pool, stranger) in [(pool, &elsewhere), (pool, &clerk), (bills, &nurse)] {
        let stranger = account(&clinic, stranger).await;
        let refused = admin.sets_pool(pool, &[stranger], 3).await;
        assert!(has_problem(&refused, "members", Problem::NotAChoice));
        assert!(admin.opens_pool(pool).await.unwrap().members.iter().all(|of| of.account != stranger));
    }
    assert!(nurse.inbox(DeskFilter::All).await.unwrap().pools.len() == 1, "and nothing has changed");
    admin.sets_pool(bills, &[account(&clinic, &clerk).await], 3).await.unwrap();
    let practices = admin.pools(None).await.unwrap().page.rows;
    let shown = practices.iter().find(|of| of.practice == clinic.cardiology.id).unwrap();
    let pools: Vec<(PoolKind, bool)> = shown.pools.iter().map(|of| (of.kind, of.answered)).collect();
    assert_eq!(pools, [(PoolKind::General, true), (PoolKind::Billing, true)], "the general one first");
    assert_eq!(shown.lacks().len(), 5);
    let none = practices.iter().find(|of| of.practice == clinic.womens_health.id).unwrap();
    assert!(none.pools.is_empty(), "a practice without one is listed, too");
}

#[tokio::test]
async fn choosing_whom_to_write_to_keeps_to_its_statements() {
    let clinic = Clinic::open().await;
    let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    // Looked at once before, so that no look is noted while it is counted.
    ada.compose_options().await.unwrap();
    let mut costs = Vec::new();
    for kind in PoolKind::ALL {
        let role = if kind == PoolKind::Billing { Role::Billing } else { Role::Clinician };
        clinic.answers_for(&clinic.cardiology, kind, role).await;
        let before = clinic.statements();
        ada.compose_options().await.unwrap();
        costs.push(clinic.statements() - before);
    }
    assert!(
        costs.iter().all(|cost| *cost == costs[0] && *cost <= 6),
        "session, care team, inboxes, holidays, draft, files: {costs:?}"
    );
}
