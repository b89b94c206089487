//! The triage desk: one queue, whose turn each is, what colleagues say to each other, and that nobody answers
//! over somebody else's answer.

use portal_care::CareError;
use portal_care::live::{Heard, ear};
use portal_store::messages::miscounted;
use portal_testkit::{Clinic, Item, Staff, both_databases, seconds};
use portal_types::account::{Lang, Role};
use portal_types::ask::{AskKind, AskState};
use portal_types::field::Problem;
use portal_types::ids::{AccountId, MessageId, PoolId, ThreadId, WorkId};
use portal_types::message::Topic;
use portal_types::notice::About;
use portal_types::pool::PoolKind;
use portal_types::triage::{BatchDeed, BatchWhy, ItemKind, ItemMoved, NewNote, NewTemplate, QueueFilter, Seen, Ticked};
use sea_orm::{ConnectionTrait as _, Statement};
use std::time::Duration;
use uuid::Uuid;

/// Whether a field of a form has a problem, and no other one has.
fn says<T>(refused: &Result<T, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(all))
        if all.len() == 1 && all[0].field == field && all[0].problem == problem)
}

async fn account(clinic: &Clinic, staff: &Staff) -> AccountId {
    clinic.account_of(&staff.username).await
}

/// The newest message that somebody sees.
async fn newest(staff: &Staff, thread: ThreadId) -> MessageId {
    staff.opens(thread).await.unwrap().messages.rows[0].message
}

both_databases! {
    async fn r_6_8_conversations_and_requests_are_one_list_by_the_day_on_which_they_are_due(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        clinic.execute("update asks set due_day = due_day + 1", []).await;
        let first = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let other = ada.writes_to(&clinic.family_medicine, "And a refill?").await.unwrap().thread;
        let queue = nurse.queue(QueueFilter::All).await.unwrap();
        let [thread, wish] = queue.page.rows.as_slice() else { panic!("what is hers, and nothing else") };
        assert_eq!((thread.item, thread.kind, thread.thread()), (first.into(), ItemKind::Thread, Some(first)));
        assert_eq!((thread.subject.as_deref(), thread.topic), (Some("A question"), Some(Topic::General)));
        assert_eq!((wish.item, wish.kind), (ask.into(), ItemKind::Ask(AskKind::Appointment)));
        assert_eq!((wish.subject.as_deref(), wish.state), (None, Some(AskState::Submitted)));
        assert!(thread.due < wish.due && !thread.late && !thread.opened && thread.assigned.is_none());
        assert_eq!((queue.pools[0].waiting, queue.pools[0].asks), (1, 1));
        assert_eq!(elsewhere.waits(QueueFilter::All).await, [WorkId::from(other)]);
        // What is answered is not there any more, and what is written then is.
        nurse.answers(first, "Yes.").await.unwrap();
        assert_eq!(nurse.waits(QueueFilter::All).await, [WorkId::from(ask)]);
        ada.replies(first, "And by ship?").await.unwrap();
        assert_eq!(nurse.waits(QueueFilter::All).await, [WorkId::from(first), ask.into()]);
        nurse.closes_thread(first).await.unwrap();
        assert_eq!(nurse.waits(QueueFilter::All).await, [WorkId::from(ask)]);
        let seen = "select seq from audit where action = 'read-queue' and patient_id = $1 and outcome = 'ok'";
        assert!(!clinic.rows(seen, [ada.id.0.into()]).await.is_empty(), "whoever sees the list has looked at a chart");
        clinic.outbox().await;
    }

    async fn r_6_8_whose_turn_something_is_is_said_once_and_seen_by_colleagues_only(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let colleague = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let (me, hers, theirs) = (
            account(&clinic, &nurse).await,
            account(&clinic, &colleague).await,
            account(&clinic, &elsewhere).await,
        );
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let before = ada.opens(thread).await.unwrap();
        let mut stream = clinic.portal().live().listen();
        nurse.assigns(thread, Some(me)).await.unwrap();
        if !clinic.db().is_postgres() {
            let Ok(Heard::Nudge(nudge)) = stream.try_recv() else { panic!("a nudge") };
            assert_eq!(nudge.about, About::Desk);
            let portal = clinic.portal();
            assert!(ear(portal, &colleague.visitor()).await.unwrap().hears(&nudge, portal.now()));
            assert!(!ear(portal, &ada.visitor()).await.unwrap().hears(&nudge, portal.now()), "the patient hears nothing");
        }
        let shown = colleague.queue(QueueFilter::All).await.unwrap().page.rows[0].assigned.clone().unwrap();
        assert_eq!((shown.account, shown.name, shown.mine), (me, nurse.display_name.clone(), false));
        assert_eq!(nurse.waits(QueueFilter::Mine).await, [WorkId::from(thread)]);
        assert!(colleague.waits(QueueFilter::Mine).await.is_empty());
        assert!(colleague.waits(QueueFilter::Unassigned).await.is_empty());
        // Who had not seen it changes nothing; pressed twice it is done once.
        let over = colleague.assigns_over(thread, Some(hers), None).await;
        assert!(matches!(over, Err(CareError::Conflict)), "{over:?}");
        nurse.assigns(thread, Some(me)).await.unwrap();
        colleague.assigns(thread, Some(hers)).await.unwrap();
        assert!(says(&nurse.assigns(thread, Some(theirs)).await, "to", Problem::NotAChoice));
        nurse.assigns(thread, None).await.unwrap();
        assert_eq!(nurse.waits(QueueFilter::Unassigned).await, [WorkId::from(thread)]);
        let moves = nurse.works_on(thread).await.unwrap().moves;
        let what: Vec<ItemMoved> = moves.iter().map(|moved| moved.what).collect();
        assert_eq!(what, [ItemMoved::PutBack, ItemMoved::Taken, ItemMoved::Taken]);
        assert_eq!(moves[1].author.as_ref(), Some(&colleague.display_name));
        assert!(matches!(elsewhere.assigns_over(thread, None, None).await, Err(CareError::NotFound)));
        // Whatever was said, the patient sees the same.
        let after = ada.opens(thread).await.unwrap();
        assert_eq!((after.status, after.messages), (before.status, before.messages));
        let noted = "select seq from audit where action = 'assign-item' and patient_id = $1 and outcome = 'ok'";
        assert_eq!(clinic.rows(noted, [ada.id.0.into()]).await.len(), 3);
    }

    async fn r_6_8_of_two_who_take_something_at_one_moment_one_has_it(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let colleague = clinic.nurse().await.at(&clinic.another_node().await);
        let (me, hers) = (account(&clinic, &nurse).await, account(&clinic, &colleague).await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let (one, other) = tokio::join!(
            nurse.assigns_over(thread, Some(me), None),
            colleague.assigns_over(thread, Some(hers), None)
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert!([one, other].into_iter().any(|done| matches!(done, Err(CareError::Conflict))));
        assert_eq!(clinic.count("desk_moves").await, 1);
    }

    async fn r_6_8_what_is_handed_over_lies_in_another_inbox_of_the_practice(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (tests, tester) = clinic.answers_for(&clinic.cardiology, PoolKind::Tests, Role::Clinician).await;
        let (bills, _clerk) = clinic.answers_for(&clinic.cardiology, PoolKind::Billing, Role::Billing).await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let me = account(&clinic, &nurse).await;
        nurse.assigns(thread, Some(me)).await.unwrap();
        let view = nurse.works_on(thread).await.unwrap();
        assert_eq!(view.pools.iter().map(|other| other.pool).collect::<Vec<_>>(), [tests], "bills are the clerks'");
        let elsewhere = clinic.world().pool(clinic.family_medicine.id).await;
        for pool in [bills, elsewhere, clinic.world().pool(clinic.cardiology.id).await] {
            assert!(says(&nurse.hands_over(thread, pool).await, "pool", Problem::NotAChoice));
        }
        nurse.hands_over(thread, tests).await.unwrap();
        assert!(matches!(nurse.opens(thread).await, Err(CareError::NotFound)));
        assert!(nurse.waits(QueueFilter::All).await.is_empty());
        let there = tester.queue(QueueFilter::All).await.unwrap().page.rows.remove(0);
        assert_eq!((there.item, there.pool, there.assigned), (thread.into(), tests, None));
        assert_eq!(Some(there.due), view.due, "what was promised stays");
        assert_eq!(tester.works_on(thread).await.unwrap().moves[0].to_pool, Some(PoolKind::Tests));
        assert_eq!(tester.finds_words("travel").await.unwrap().page.rows.len(), 1);
        assert!(nurse.finds_words("travel").await.unwrap().page.rows.is_empty());
        tester.answers(thread, "Yes.").await.unwrap();
        assert_eq!(tester.finds_words("yes").await.unwrap().page.rows.len(), 1);
        assert_eq!(miscounted(&clinic.db().look()).await.unwrap(), Vec::<Uuid>::new());
        // A request goes where such are asked for, and nowhere else.
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        assert!(nurse.works_on(ask).await.unwrap().pools.is_empty());
        let (visits, desk) = clinic.answers_for(&clinic.cardiology, PoolKind::Appointments, Role::PoolNurse).await;
        nurse.hands_over(ask, visits).await.unwrap();
        assert!(desk.opens_desk_ask(ask).await.is_ok() && nurse.opens_desk_ask(ask).await.is_err());
        assert_eq!(miscounted(&clinic.db().look()).await.unwrap(), Vec::<Uuid>::new());
        clinic.outbox().await;
    }

    async fn r_6_8_who_is_away_has_somebody_who_stands_in_and_never_two(clinic) {
        let ada = clinic.patient("Ada").await;
        let (away, second, third) = (clinic.nurse().await, clinic.nurse().await, clinic.nurse().await);
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let [a, b, c, d] = [&away, &second, &third, &elsewhere];
        let (a, b, c, d) = (
            account(&clinic, a).await,
            account(&clinic, b).await,
            account(&clinic, c).await,
            account(&clinic, d).await,
        );
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        away.assigns(thread, Some(a)).await.unwrap();
        assert!(says(&away.is_away(b, c, (0, 1)).await, "away", Problem::NotAChoice), "not hers to say");
        assert!(says(&away.is_away(a, d, (0, 1)).await, "by", Problem::NotAChoice), "she could open nothing");
        away.is_away(a, b, (0, 1)).await.unwrap();
        second.is_away(b, c, (0, 1)).await.unwrap();
        assert!(says(&away.is_away(a, c, (1, 3)).await, "from", Problem::Taken));
        assert_eq!(second.waits(QueueFilter::Mine).await, [WorkId::from(thread)]);
        assert!(away.waits(QueueFilter::Mine).await.is_empty() && third.waits(QueueFilter::Mine).await.is_empty());
        let shown = third.queue(QueueFilter::All).await.unwrap().page.rows[0].assigned.clone().unwrap();
        assert_eq!((shown.account, shown.cover), (a, Some(second.display_name.clone())));
        let list = away.covers().await.unwrap();
        let mine = list.covers.iter().find(|cover| cover.mine).unwrap();
        assert!(mine.now && mine.may_end && list.away[0].account == a);
        assert!(matches!(third.ends_cover(mine.cover).await, Err(CareError::NotFound)));
        // It ends by itself: nothing was handed over, so nothing has to be handed back.
        clinic.days_later(2);
        for staff in [&away, &second] {
            staff.signs_in().await.unwrap();
        }
        assert_eq!(away.waits(QueueFilter::Mine).await, [WorkId::from(thread)]);
        assert!(second.waits(QueueFilter::Mine).await.is_empty());
        // Who leads an inbox says it for those who answer it.
        clinic.execute("update pools set lead = $1", [b.0.into()]).await;
        second.is_away(a, c, (0, 1)).await.unwrap();
        let cover = second.covers().await.unwrap().covers[0].cover;
        second.ends_cover(cover).await.unwrap();
        second.ends_cover(cover).await.unwrap();
        assert_eq!(away.waits(QueueFilter::Mine).await, [WorkId::from(thread)]);
    }

    async fn r_6_8_what_is_with_somebody_who_has_left_is_nobodys(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let colleague = clinic.nurse().await;
        let hers = account(&clinic, &colleague).await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        nurse.assigns(thread, Some(hers)).await.unwrap();
        assert!(nurse.waits(QueueFilter::Unassigned).await.is_empty());
        clinic.execute("delete from pool_members where account_id = $1", [hers.0.into()]).await;
        assert_eq!(nurse.waits(QueueFilter::Unassigned).await, [WorkId::from(thread)]);
        let view = nurse.works_on(thread).await.unwrap();
        assert_eq!((view.assigned, view.was), (None, Some(hers)));
        nurse.assigns(thread, Some(account(&clinic, &nurse).await)).await.unwrap();
        assert_eq!(nurse.waits(QueueFilter::Mine).await, [WorkId::from(thread)]);
    }

    async fn r_6_9_notes_are_for_colleagues_and_for_ever(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let colleague = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let intent = clinic.world().intent();
        for _ in 0..2 {
            let note = NewNote { words: "She fainted on the last flight".into(), intent };
            nurse.notes_once(thread, note).await.unwrap();
        }
        let notes = colleague.works_on(thread).await.unwrap().notes.rows;
        assert_eq!(notes.len(), 1, "sent twice it is one");
        assert_eq!((notes[0].author.as_str(), notes[0].role), (nurse.display_name.as_str(), Some(Role::PoolNurse)));
        assert!(matches!(elsewhere.notes_on(thread, "Hm").await, Err(CareError::NotFound)));
        let seen = serde_json::to_string(&ada.opens(thread).await.unwrap()).unwrap();
        assert!(!seen.contains("fainted"));
        assert!(ada.finds_words("fainted").await.unwrap().page.rows.is_empty());
        assert!(nurse.finds_words("fainted").await.unwrap().page.rows.is_empty(), "a note is no message");
        assert!(clinic.outbox().await.is_empty(), "nobody is written to");
        // Beside a request, too.
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        nurse.notes_on(ask, "Call first").await.unwrap();
        assert_eq!(colleague.works_on(ask).await.unwrap().notes.rows.len(), 1);
        let seen = serde_json::to_string(&ada.opens_ask(ask).await.unwrap()).unwrap();
        assert!(!seen.contains("Call first"));
    }

    async fn r_6_9_nobody_answers_over_an_answer_that_she_has_not_seen(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let colleague = clinic.nurse().await.at(&clinic.another_node().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let seen = newest(&nurse, thread).await;
        assert_eq!(newest(&colleague, thread).await, seen);
        // What the patient adds keeps nobody from answering.
        ada.replies(thread, "By ship.").await.unwrap();
        let (one, other) = tokio::join!(
            nurse.answers_seen(thread, "Yes.", (seen, false)),
            colleague.answers_seen(thread, "No.", (seen, false))
        );
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert!([one, other].into_iter().any(|sent| matches!(sent, Err(CareError::Conflict))));
        assert_eq!(clinic.count("messages").await, 3);
        let again = colleague.answers_seen(thread, "No.", (seen, true)).await;
        assert!(matches!(again, Err(CareError::Conflict)), "nor if she says that she knows of the other: {again:?}");
        // A message of another conversation is none that she has seen here.
        let other = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap();
        let strange = nurse.answers_seen(thread, "Yes.", (other.message, false)).await;
        assert!(matches!(strange, Err(CareError::Conflict)));
        let seen = newest(&colleague, thread).await;
        colleague.answers_seen(thread, "Have a good trip.", (seen, false)).await.unwrap();
        assert_eq!(clinic.count("messages where side = 'team'").await, 2);
        clinic.outbox().await;
    }

    async fn r_6_8_an_answer_ends_the_wait_only_of_what_its_writer_had_seen(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let seen = newest(&nurse, thread).await;
        clinic.days_later(1);
        ada.signs_in().await.unwrap();
        nurse.signs_in().await.unwrap();
        let second = ada.replies(thread, "canary: my chest hurts.").await.unwrap().message;
        let owed = ada.opens(thread).await.unwrap().answer_by;
        assert!(owed.is_some());
        let sent = nurse.answers_seen(thread, "Yes.", (seen, false)).await.unwrap();
        assert_eq!(ada.opens(thread).await.unwrap().messages.rows.len(), 3, "it is sent");
        let waits = async || {
            let queue = nurse.queue(QueueFilter::All).await.unwrap();
            queue.page.rows.first().map(|row| (row.thread(), Some(row.due), row.opened))
        };
        assert_eq!(waits().await, Some((Some(thread), owed, false)), "as it was promised, and new");
        // Nor has who answers once more before her page has shown it.
        nurse.answers_seen(thread, "Have a good trip.", (sent.message, false)).await.unwrap();
        assert_eq!(waits().await, Some((Some(thread), owed, false)));
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
        let shown = nurse.opens(thread).await.unwrap();
        assert_eq!(shown.answer_by, owed);
        let order: Vec<MessageId> = shown.messages.rows.iter().map(|row| row.message).collect();
        assert_eq!(order[2..], [second, seen]);
        nurse.answers_seen(thread, "Call 911.", (order[0], false)).await.unwrap();
        assert_eq!(waits().await, None, "what she has seen is answered");
        assert_eq!(ada.opens(thread).await.unwrap().answer_by, None);
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
        clinic.outbox().await;
    }

    async fn r_6_8_what_is_done_while_it_is_handed_over_is_done_where_it_lies_then(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (tests, tester) = clinic.answers_for(&clinic.cardiology, PoolKind::Tests, Role::Clinician).await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        nurse.answers(thread, "Yes.").await.unwrap();
        // It is handed over, but that is not durable yet.
        let moves = async |to: PoolId| {
            let tx = clinic.db().begin().await.unwrap();
            let sql = "update threads set pool_id = $1 where id = $2";
            let values = [to.0.into(), thread.0.into()];
            tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await.unwrap();
            tx
        };
        let tx = moves(tests).await;
        let later = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            tx.commit().await.unwrap();
        };
        let (replied, ()) = tokio::join!(ada.replies(thread, "My chest hurts."), later);
        replied.unwrap();
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty(), "it is counted where it lies");
        assert_eq!(tester.waits(QueueFilter::All).await, [WorkId::from(thread)]);
        assert!(nurse.waits(QueueFilter::All).await.is_empty());
        assert_eq!(tester.finds_words("chest").await.unwrap().page.rows.len(), 1, "and found there");
        assert!(nurse.finds_words("chest").await.unwrap().page.rows.is_empty(), "and nowhere else");
        // Nor does somebody close it who does not answer it any more.
        let general = clinic.world().pool(clinic.cardiology.id).await;
        let newest = newest(&tester, thread).await;
        let tx = moves(general).await;
        let later = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            tx.commit().await.unwrap();
        };
        let (closed, ()) = tokio::join!(tester.closes_seen(thread, Seen::To(newest)), later);
        assert!(matches!(closed, Err(CareError::NotFound)), "{closed:?}");
        assert!(ada.opens(thread).await.unwrap().may_reply);
        clinic.outbox().await;
    }

    async fn r_6_9_who_begins_to_answer_is_seen_for_a_minute(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let colleague = clinic.nurse().await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let seen = newest(&colleague, thread).await;
        assert_eq!(nurse.claims(thread).await.unwrap().by, None);
        assert_eq!(nurse.claims(thread).await.unwrap().by, None, "it goes on being hers");
        let name = Some(nurse.display_name.clone());
        assert_eq!(colleague.claims(thread).await.unwrap().by, name);
        assert_eq!(colleague.opens(thread).await.unwrap().claimed, name);
        assert_eq!(colleague.works_on(thread).await.unwrap().claimed, name);
        assert_eq!(colleague.queue(QueueFilter::All).await.unwrap().page.rows[0].claimed, name);
        assert_eq!(nurse.opens(thread).await.unwrap().claimed, None, "it is no news to herself");
        let sent = colleague.answers_seen(thread, "Yes.", (seen, false)).await;
        assert!(says(&sent, "claimed", Problem::NotAgreed));
        colleague.answers_seen(thread, "Yes.", (seen, true)).await.unwrap();
        // Her own answer ends it, and so do leaving and time.
        let seen = newest(&nurse, thread).await;
        nurse.answers_seen(thread, "And a blanket.", (seen, false)).await.unwrap();
        assert_eq!(colleague.claims(thread).await.unwrap().by, None);
        colleague.releases(thread).await.unwrap();
        assert_eq!(nurse.claims(thread).await.unwrap().by, None);
        clinic.later(seconds(61));
        assert_eq!(colleague.claims(thread).await.unwrap().by, None);
        // None of it is in the trail, nor does the patient hear of it.
        assert_eq!(clinic.count("audit where action = 'claim-item'").await, 0);
        assert_eq!(ada.opens(thread).await.unwrap().claimed, None);
        clinic.outbox().await;
    }

    async fn r_6_8_several_at_once_are_each_by_itself(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let colleague = clinic.nurse().await;
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let (hers, theirs) = (account(&clinic, &colleague).await, account(&clinic, &elsewhere).await);
        let taken = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let free = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        let other = ada.writes_to(&clinic.family_medicine, "And a refill?").await.unwrap().thread;
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        nurse.assigns(taken, Some(hers)).await.unwrap();
        let all: [WorkId; 5] = [taken.into(), free.into(), other.into(), ask.into(), WorkId(Uuid::max())];
        let why = |done: &portal_types::triage::BatchDone, item: WorkId| {
            done.failed.iter().find(|failed| failed.item == item).map(|failed| failed.why)
        };
        let done = nurse.does_with(&all, BatchDeed::Take).await.unwrap();
        assert_eq!((done.done, done.failed.len()), (2, 3));
        assert_eq!(why(&done, taken.into()), Some(BatchWhy::Taken));
        assert_eq!(why(&done, other.into()), Some(BatchWhy::Gone), "not hers and not there are the same");
        assert_eq!(why(&done, WorkId(Uuid::max())), Some(BatchWhy::Gone));
        let done = nurse.does_with(&all[..2], BatchDeed::Assign(theirs)).await.unwrap();
        assert_eq!((done.done, why(&done, free.into())), (0, Some(BatchWhy::NotTheirs)));
        let done = nurse.does_with(&all[..2], BatchDeed::Assign(hers)).await.unwrap();
        assert_eq!((done.done, done.failed.len()), (2, 0));
        colleague.claims(taken).await.unwrap();
        let done = nurse.does_with(&all, BatchDeed::Done).await.unwrap();
        assert_eq!((done.done, why(&done, ask.into())), (1, Some(BatchWhy::ByItself)), "nobody decides unread");
        assert_eq!(why(&done, taken.into()), Some(BatchWhy::Claimed));
        let noted = "select seq from audit where action = 'batch-items' and object_id = $1 and outcome = 'ok'";
        assert_eq!(clinic.rows(noted, [free.0.into()]).await.len(), 3, "each with its own entry");
    }

    async fn r_6_8_several_at_once_are_closed_and_assigned_as_they_stood_when_they_were_ticked(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (colleague, third) = (clinic.nurse().await, clinic.nurse().await);
        let [me, hers, theirs] =
            [account(&clinic, &nurse).await, account(&clinic, &colleague).await, account(&clinic, &third).await];
        let quiet = ada.writes_to(&clinic.cardiology, "Thank you.").await.unwrap().thread;
        let grown = ada.writes_to(&clinic.cardiology, "Thank you, too.").await.unwrap().thread;
        let both: [WorkId; 2] = [quiet.into(), grown.into()];
        let ticked = nurse.ticks(&both).await.unwrap();
        let why = |done: &portal_types::triage::BatchDone, item: WorkId| {
            done.failed.iter().find(|failed| failed.item == item).map(|failed| failed.why)
        };
        // While they are ticked, a colleague takes one and the patient writes in it.
        colleague.assigns(grown, Some(hers)).await.unwrap();
        ada.replies(grown, "canary: my chest hurts.").await.unwrap();
        let done = nurse.does_with_ticked(ticked.clone(), BatchDeed::Assign(theirs)).await.unwrap();
        assert_eq!((done.done, why(&done, grown.into())), (1, Some(BatchWhy::Taken)), "it is not taken from her");
        assert_eq!(nurse.works_on(grown).await.unwrap().was, Some(hers));
        let done = nurse.does_with_ticked(ticked, BatchDeed::Done).await.unwrap();
        assert_eq!((done.done, why(&done, grown.into())), (1, Some(BatchWhy::New)));
        assert_eq!(nurse.waits(QueueFilter::All).await, [WorkId::from(grown)]);
        assert!(ada.opens(grown).await.unwrap().may_reply && !ada.opens(quiet).await.unwrap().may_reply);
        // A page of the version before does not say how they stood: it closes nothing that nobody has opened, and takes
        // nothing from a colleague.
        let untold = vec![Ticked::from(both[1])];
        let done = nurse.does_with_ticked(untold.clone(), BatchDeed::Done).await.unwrap();
        assert_eq!(why(&done, grown.into()), Some(BatchWhy::ByItself));
        let done = nurse.does_with_ticked(untold, BatchDeed::Assign(me)).await.unwrap();
        assert_eq!(why(&done, grown.into()), Some(BatchWhy::Taken));
        // As it stands now it is given to somebody else, and closed.
        assert_eq!(nurse.does_with(&both[1..], BatchDeed::Assign(theirs)).await.unwrap().done, 1);
        assert_eq!(nurse.works_on(grown).await.unwrap().was, Some(theirs));
        assert_eq!(nurse.does_with(&both[1..], BatchDeed::Done).await.unwrap().done, 1);
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
        clinic.outbox().await;
    }

    async fn texts_to_answer_with_are_an_inboxs_own(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let text = |name: &str, lang| NewTemplate {
            template: None,
            pool,
            name: name.into(),
            lang,
            body: "Dear {patient}, {me} of {practice}".into(),
            intent: clinic.world().intent(),
        };
        let kept = nurse.keeps_template(text("Greeting", Lang::En)).await.unwrap();
        nurse.keeps_template(text("A greeting", Lang::Es)).await.unwrap();
        assert!(says(&elsewhere.keeps_template(text("Ours", Lang::En)).await, "pool", Problem::NotAChoice));
        assert!(elsewhere.templates().await.unwrap().templates.is_empty());
        let names = |list: &portal_types::triage::TemplateList| {
            list.templates.iter().map(|text| text.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names(&nurse.templates().await.unwrap()), ["A greeting", "Greeting"]);
        let change = NewTemplate { template: Some(kept), name: "Hello".into(), ..text("", Lang::En) };
        assert_eq!(nurse.keeps_template(change).await.unwrap(), kept);
        // Beside a message, in the patient's language first, with the names in it.
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let view = nurse.works_on(thread).await.unwrap();
        let filled = &view.templates[0];
        assert_eq!((filled.name.as_str(), filled.lang), ("Hello", Lang::En));
        assert!(filled.body.starts_with("Dear Ada") && filled.body.contains(&nurse.display_name), "{}", filled.body);
        let pools_own = NewTemplate { template: Some(kept), ..text("Theirs", Lang::En) };
        let theirs = clinic.world().pool(clinic.family_medicine.id).await;
        let stolen = elsewhere.keeps_template(NewTemplate { pool: theirs, ..pools_own }).await;
        assert!(matches!(stolen, Err(CareError::NotFound)));
        nurse.retires(kept).await.unwrap();
        nurse.retires(kept).await.unwrap();
        assert_eq!(names(&nurse.templates().await.unwrap()), ["A greeting"]);
    }

    async fn r_6_8_beside_a_message_stands_what_a_team_wants_to_know(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let clerk = clinic.answers_for(&clinic.cardiology, PoolKind::Billing, Role::Billing).await.1;
        let visit = clinic.charts(ada.id, Item::visit(&clinic.cardiology).days_ago(30)).await;
        clinic.charts(ada.id, Item::medicine("Lisinopril 10 MG")).await;
        let secret = clinic.charts(ada.id, Item::medicine("Something Else")).await;
        clinic.keeps_from_representatives(ada.id, secret).await;
        clinic.charts(ada.id, Item::medicine("Long ago").status("stopped")).await;
        clinic.charts(ada.id, Item::allergy("Penicillin").at(visit)).await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let other = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        let known = nurse.knows(thread).await.unwrap();
        assert_eq!((known.patient, known.lang.as_str(), known.age.is_some()), (ada.id, "en", true));
        let mut medicines: Vec<(&str, bool)> =
            known.medicines.iter().map(|line| (line.name.as_str(), line.kept)).collect();
        medicines.sort_unstable();
        assert_eq!(medicines, [("Lisinopril 10 MG", false), ("Something Else", true)]);
        assert_eq!(known.allergies.len(), 1);
        assert_eq!(known.visits[0].practice.as_deref(), Some(clinic.cardiology.name));
        assert_eq!(known.others.iter().map(|of| of.item).collect::<Vec<_>>(), [WorkId::from(other)]);
        assert!(known.writer.is_some_and(|(name, for_other)| name.starts_with("Ada") && !for_other));
        let parts: Vec<String> = clinic
            .column("select distinct category from audit where action = 'read-context' order by category")
            .await;
        for part in ["allergies", "demographics", "medications", "messages"] {
            assert!(parts.iter().any(|of| of == part), "{part} of {parts:?}");
        }
        // Bills are no care.
        assert!(matches!(clerk.knows(thread).await, Err(CareError::Denied)));
    }
}

// --- what it costs ---

/// Statements besides that for the session.
async fn cost<T>(clinic: &Clinic, page: impl Future<Output = Result<T, CareError>>) -> u64 {
    let before = clinic.statements();
    assert!(page.await.is_ok());
    clinic.statements() - before - 1
}

#[tokio::test]
async fn pages_of_the_queue_keep_to_their_statements() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
    // Looked at once before, so that no look is noted while it is counted.
    nurse.queue(QueueFilter::All).await.unwrap();
    nurse.works_on(thread).await.unwrap();
    nurse.knows(thread).await.unwrap();
    for filter in QueueFilter::ALL {
        assert!(cost(&clinic, nurse.queue(filter)).await <= 3, "{filter:?}");
    }
    assert!(cost(&clinic, nurse.works_on(thread)).await <= 7);
    assert!(cost(&clinic, nurse.knows(thread)).await <= 4);
}
