//! when a conversation is closed, what follows it, and what opens it again.

use portal_care::CareError;
use portal_care::messages::Place;
use portal_store::messages::miscounted;
use portal_testkit::{Clinic, Granted, both_databases, days, minutes};
use portal_types::field::Problem;
use portal_types::ids::ThreadId;
use portal_types::message::{ClosedWhy, Draft, Followed, ThreadStatus, Topic};
use portal_types::representative::{Basis, GrantState};
use portal_types::staff::DeskFilter;
use portal_types::triage::Seen;
use uuid::Uuid;

fn has_problem<T>(refused: &Result<T, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(all)) if all.iter().any(|p| p.field == field && p.problem == problem))
}

async fn counts_are_right(clinic: &Clinic) {
    assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty(), "the pools count what waits");
}

both_databases! {
    async fn r_6_7_forty_five_days_after_its_last_message_nothing_is_added(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        nurse.answers(thread, "Yes.").await.unwrap();
        clinic.later(days(45) - minutes(1));
        ada.signs_in().await.unwrap();
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!((shown.status, shown.closed, shown.may_reply), (ThreadStatus::Answered, None, true));
        ada.replies(thread, "And by ship?").await.unwrap();
        clinic.later(days(45) - minutes(1));
        ada.signs_in().await.unwrap();
        assert!(ada.opens(thread).await.unwrap().may_reply, "each message counts anew");
        clinic.later(minutes(1));
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!((shown.status, shown.may_reply, shown.messages.rows.len()), (ThreadStatus::Closed, false, 3));
        assert_eq!(shown.closed.unwrap().why, ClosedWhy::Time);
        assert_eq!(ada.inbox().await.unwrap().page.rows[0].status, ThreadStatus::Closed);
        assert!(matches!(ada.replies(thread, "And by train?").await, Err(CareError::Expired)));
        assert_eq!(clinic.count("messages").await, 3);
        // What somebody types there is kept: she may take it along.
        let intent = clinic.world().intent();
        ada.half_writes(Place::Reply(ada.id, thread), Draft::reply("And by".into()), intent).await.unwrap();
        // To the desk it is open, and an answer opens it to the patient.
        nurse.signs_in().await.unwrap();
        let shown = nurse.opens(thread).await.unwrap();
        assert_eq!((shown.closed, shown.may_reply), (None, true));
        nurse.answers(thread, "By ship, too.").await.unwrap();
        assert_eq!(ada.opens(thread).await.unwrap().status, ThreadStatus::Answered);
        ada.replies(thread, "And by train?").await.unwrap();
        counts_are_right(&clinic).await;
        clinic.outbox().await;
    }

    async fn r_6_7_what_the_team_closes_is_closed_at_once_and_an_answer_opens_it(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        assert!(ada.opens(thread).await.unwrap().answer_by.is_some());
        nurse.closes_thread(thread).await.unwrap();
        nurse.closes_thread(thread).await.unwrap();
        let said: Vec<String> =
            clinic.column("select outcome from audit where action = 'close-thread' order by seq").await;
        assert_eq!(said, ["ok", "again"]);
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!((shown.status, shown.answer_by, shown.may_reply), (ThreadStatus::Closed, None, false));
        assert_eq!(shown.closed.unwrap().why, ClosedWhy::Team);
        assert!(matches!(ada.replies(thread, "And by ship?").await, Err(CareError::Expired)));
        let queue = nurse.inbox(DeskFilter::Waiting).await.unwrap();
        assert_eq!((queue.page.rows.len(), queue.pools[0].waiting), (0, 0), "nothing is owed in it");
        let shown = nurse.opens(thread).await.unwrap();
        assert_eq!((shown.status, shown.closed.unwrap().why), (ThreadStatus::Closed, ClosedWhy::Team));
        assert!(shown.may_reply);
        assert!(clinic.outbox().await.is_empty(), "that is no message");
        nurse.answers(thread, "One thing more: yes.").await.unwrap();
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!((shown.status, shown.closed, shown.may_reply), (ThreadStatus::Answered, None, true));
        ada.replies(thread, "Thank you.").await.unwrap();
        counts_are_right(&clinic).await;
        clinic.outbox().await;
    }

    async fn r_6_7_what_is_new_goes_into_one_that_follows(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_about(&clinic.cardiology, Topic::Medication, "How many?").await.unwrap().thread;
        // What can be gone on with is gone on with.
        let refused = ada.follows_up(&clinic.cardiology, thread, "And at night?").await;
        assert!(has_problem(&refused, "follows", Problem::NotAChoice));
        nurse.closes_thread(thread).await.unwrap();
        let options = ada.compose_after(Some(thread)).await.unwrap();
        let (subject, practice) = ("A question".to_owned(), clinic.cardiology.id);
        assert_eq!(options.follows, Some(Followed { thread, subject, practice, topic: Topic::Medication }));
        let next = ada.follows_up(&clinic.cardiology, thread, "And at night?").await.unwrap().thread;
        assert_eq!(ada.opens(next).await.unwrap().follows, Some(thread), "it leads back");
        assert_eq!(ada.opens(thread).await.unwrap().followed_by, Some(next), "and the old one on");
        let shown = nurse.opens(next).await.unwrap();
        assert_eq!((shown.follows, shown.followed_by), (Some(thread), None));
        // Of several the newest.
        let last = ada.follows_up(&clinic.cardiology, thread, "And at noon?").await.unwrap().thread;
        assert_eq!(nurse.opens(thread).await.unwrap().followed_by, Some(last));
        // The same sent twice is one.
        let new = clinic.world().new_thread(&clinic.cardiology, Topic::General, "And then?");
        let new = portal_types::message::NewThread { follows: Some(thread), ..new };
        let first = ada.starts_thread(new.clone()).await.unwrap();
        assert_eq!(ada.starts_thread(new.clone()).await.unwrap(), first);
        let other = portal_types::message::NewThread { follows: None, ..new };
        assert!(matches!(ada.starts_thread(other).await, Err(CareError::Conflict)));
    }

    async fn r_6_7_only_a_conversation_of_the_chart_is_followed(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let nurse = clinic.nurse().await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        nurse.closes_thread(thread).await.unwrap();
        for nothing in [thread, ThreadId(Uuid::max())] {
            assert_eq!(eva.compose_after(Some(nothing)).await.unwrap().follows, None);
            let refused = eva.follows_up(&clinic.cardiology, nothing, "And I?").await;
            assert!(has_problem(&refused, "follows", Problem::NotAChoice));
        }
        assert_eq!(clinic.count("threads").await, 1);
        // A pool that does not read the first one is not told which it was.
        let (_, other) = clinic
            .answers_for(&clinic.cardiology, portal_types::pool::PoolKind::Tests, portal_types::account::Role::PoolNurse)
            .await;
        let new = clinic.world().new_thread(&clinic.cardiology, Topic::Test, "And the test?");
        let new = portal_types::message::NewThread { follows: Some(thread), ..new };
        let next = ada.starts_thread(new).await.unwrap().thread;
        assert_eq!(other.opens(next).await.unwrap().follows, None);
        assert_eq!(ada.opens(next).await.unwrap().follows, Some(thread));
    }

    /// nor does what follows tell of it.
    async fn r_6_12_what_follows_a_conversation_that_is_kept_is_kept(clinic) {
        let (teen, mother) = (clinic.patient("Tess").await, clinic.patient("Mara").await);
        let nurse = clinic.nurse().await;
        clinic.execute("update patients set born = '2011-12-13' where id = $1", [teen.id.0.into()]).await;
        let grant = clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        let hers = mother.acting_for(teen.id);
        let kept = teen.writes_to(&clinic.cardiology, "canary-kept").await.unwrap().thread;
        nurse.closes_thread(kept).await.unwrap();
        assert_eq!(hers.compose_after(Some(kept)).await.unwrap().follows, None);
        let refused = hers.follows_up(&clinic.cardiology, kept, "And she?").await;
        assert!(has_problem(&refused, "follows", Problem::NotAChoice));
        // Of age she keeps nothing new; what follows from then is kept all the same.
        clinic.execute("update patients set born = '2006-12-13' where id = $1", [teen.id.0.into()]).await;
        clinic.makes_it(grant, GrantState::Inactive).await;
        let rights = portal_types::representative::Rights::every();
        clinic.represents(&mother, teen.id, Granted::consent(rights)).await;
        let next = teen.follows_up(&clinic.cardiology, kept, "canary-next").await.unwrap().thread;
        assert!(teen.opens(next).await.unwrap().private);
        assert!(matches!(hers.opens(next).await, Err(CareError::NotFound)));
        // She shows the second one: it does not lead her mother to the first.
        clinic.execute("update threads set private = false where id = $1", [next.0.into()]).await;
        assert_eq!(hers.opens(next).await.unwrap().follows, None);
        assert_eq!(teen.opens(next).await.unwrap().follows, Some(kept));
    }

    async fn r_6_12_what_was_begun_for_a_conversation_that_is_kept_is_never_gone_on_with_in_the_open(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let kept = ada.writes_to(&clinic.cardiology, "canary-kept").await.unwrap().thread;
        let shown = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        for thread in [kept, shown] {
            nurse.closes_thread(thread).await.unwrap();
        }
        clinic.execute("update threads set private = true where id = $1", [kept.0.into()]).await;
        let intent = clinic.world().intent();
        let half_writes = async |follows| {
            let draft = Draft { follows, ..Draft::reply("And then".into()) };
            ada.half_writes(Place::New(ada.id), draft, intent).await.unwrap();
        };
        let goes_on = async |named| ada.compose_after(named).await.unwrap().follows.map(|follows| follows.thread);
        half_writes(Some(kept)).await;
        for named in [None, Some(kept), Some(shown), Some(ThreadId(Uuid::max()))] {
            assert_eq!(goes_on(named).await, Some(kept), "{named:?}");
        }
        // Of two that are as open the address counts.
        half_writes(Some(shown)).await;
        assert_eq!((goes_on(None).await, goes_on(Some(kept)).await), (Some(shown), Some(kept)));
        half_writes(None).await;
        assert_eq!((goes_on(None).await, goes_on(Some(shown)).await), (None, Some(shown)));
        // Another's is none.
        let eva = clinic.patient("Eva").await;
        let draft = Draft { follows: Some(kept), ..Draft::reply("And I".into()) };
        eva.half_writes(Place::New(eva.id), draft, clinic.world().intent()).await.unwrap();
        assert_eq!(eva.compose_options().await.unwrap().follows, None);
    }

    async fn r_6_7_what_was_begun_for_a_conversation_that_is_open_again_keeps_nobody_from_writing(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let begins = async |kept: bool| {
            let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
            nurse.closes_thread(thread).await.unwrap();
            clinic.execute("update threads set private = $1 where id = $2", [kept.into(), thread.0.into()]).await;
            let draft = Draft { follows: Some(thread), ..Draft::reply("And then".into()) };
            ada.half_writes(Place::New(ada.id), draft, clinic.world().intent()).await.unwrap();
            assert_eq!(ada.compose_options().await.unwrap().follows.map(|follows| follows.thread), Some(thread));
            nurse.answers(thread, "One thing more: yes.").await.unwrap();
            (thread, ada.compose_options().await.unwrap())
        };
        let (thread, options) = begins(false).await;
        assert_eq!(options.follows, None);
        assert_eq!(options.draft.unwrap().body, "And then", "what was written stays");
        // Who says that it goes on from there is told to reply there.
        let refused = ada.follows_up(&clinic.cardiology, thread, "And at night?").await;
        assert!(has_problem(&refused, "follows", Problem::NotAChoice));
        // What was begun for one that is kept goes on from it: then it is sent, and kept, too.
        let (thread, options) = begins(true).await;
        assert_eq!(options.follows.map(|follows| follows.thread), Some(thread));
        let next = ada.follows_up(&clinic.cardiology, thread, "And at night?").await.unwrap().thread;
        assert!(ada.opens(next).await.unwrap().private);
        clinic.outbox().await;
    }

    async fn r_6_7_closed_and_replied_to_at_one_moment_it_is_one_after_the_other(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        for round in 0..8 {
            let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
            let seen = Seen::To(nurse.opens(thread).await.unwrap().messages.rows[0].message);
            let (replied, closed) = tokio::join!(ada.replies(thread, "Well?"), nurse.closes_seen(thread, seen));
            assert!(
                matches!(replied, Ok(_) | Err(CareError::Expired | CareError::Conflict)),
                "round {round}: {:?}",
                replied.err()
            );
            assert!(matches!(closed, Ok(()) | Err(CareError::Conflict)), "round {round}: {closed:?}");
            assert!(closed.is_ok() != replied.is_ok(), "round {round}: whoever is first keeps the other from it");
            assert_eq!(ada.opens(thread).await.unwrap().may_reply, replied.is_ok(), "round {round}");
            counts_are_right(&clinic).await;
        }
    }

    async fn r_6_7_what_the_patient_has_written_unseen_is_not_closed_away(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let first = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let thread = first.thread;
        nurse.opens(thread).await.unwrap();
        let second = ada.replies(thread, "canary: my chest hurts.").await.unwrap().message;
        let owed = ada.opens(thread).await.unwrap().answer_by;
        // A page of the version before does not say what it shows: nobody has opened it since.
        for seen in [Seen::To(first.message), Seen::Untold] {
            let refused = nurse.closes_seen(thread, seen).await;
            assert!(matches!(refused, Err(CareError::Conflict)), "{seen:?}: {refused:?}");
        }
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!((shown.status, shown.answer_by, shown.may_reply), (ThreadStatus::Sent, owed, true));
        assert_eq!(nurse.inbox(DeskFilter::Waiting).await.unwrap().pools[0].waiting, 1);
        // A message of another conversation is none that she has seen here.
        let other = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap();
        assert!(matches!(nurse.closes_seen(thread, Seen::To(other.message)).await, Err(CareError::Conflict)));
        counts_are_right(&clinic).await;
        // What a colleague has answered meanwhile is no message that waits.
        nurse.opens(thread).await.unwrap();
        nurse.answers(thread, "Call 911.").await.unwrap();
        nurse.closes_seen(thread, Seen::To(second)).await.unwrap();
        nurse.closes_seen(thread, Seen::To(first.message)).await.unwrap();
        let said: Vec<String> =
            clinic.column("select outcome from audit where action = 'close-thread' order by seq").await;
        assert_eq!(said.iter().filter(|outcome| *outcome == "ok").count(), 1);
        assert_eq!(said.last().map(String::as_str), Some("again"), "what is closed is closed");
        // Read by a colleague, a page of the version before closes it as it did.
        nurse.opens(other.thread).await.unwrap();
        nurse.closes_seen(other.thread, Seen::Untold).await.unwrap();
        counts_are_right(&clinic).await;
        clinic.outbox().await;
    }

    /// The reply was lost on its way back: sent again after the conversation was closed it is the same one.
    async fn r_6_7_what_was_sent_before_is_answered_as_it_was(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let intent = clinic.world().intent();
        let sent = ada.replies_once(thread, "And by ship?", intent).await.unwrap();
        nurse.closes_thread(thread).await.unwrap();
        assert_eq!(ada.replies_once(thread, "And by ship?", intent).await.unwrap(), sent);
        assert_eq!(clinic.count("messages").await, 2);
    }
}

#[tokio::test]
async fn opened_conversations_keep_to_their_statements() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    ada.opens(thread).await.unwrap();
    nurse.opens(thread).await.unwrap();
    let before = clinic.statements();
    ada.opens(thread).await.unwrap();
    assert_eq!(clinic.statements() - before, 5, "session, head, messages, draft, files");
    let before = clinic.statements();
    nurse.opens(thread).await.unwrap();
    assert_eq!(clinic.statements() - before, 7, "and the blocks, and who else answers");
}
