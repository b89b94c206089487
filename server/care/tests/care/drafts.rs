//! half-written messages are kept for their writer, at the place where they were begun, until they are sent.

use portal_care::messages::{self, Place};
use portal_care::tidying::{Task, tidy};
use portal_care::{Action, CareError, closing};
use portal_testkit::{Clinic, Database, Granted, PASSWORD, both_databases, days, minutes, new_version};
use portal_types::account::Role;
use portal_types::agreement::AgreementKind;
use portal_types::field::Problem;
use portal_types::ids::{IntentKey, ThreadId};
use portal_types::message::{Draft, Reply, Topic};
use portal_types::representative::{Capability, Right, Rights};
use sea_orm::{ConnectionTrait as _, Statement};
use std::time::Duration;
use uuid::Uuid;

const WORDS: &str = "May I travel, and if so, how";

/// A new message, with everything but its end.
fn begun(body: &str) -> Draft {
    let practice = "01900000-0000-7000-8000-000000000065".into();
    let (topic, subject) = ("medication".into(), "Before my trip".into());
    Draft { pool: String::new(), practice, topic, subject, body: body.into(), follows: None }
}

fn reply(body: &str) -> Draft {
    Draft::reply(body.into())
}

fn some(body: &str) -> Option<Draft> {
    Some(reply(body))
}

both_databases! {
    async fn r_5_6_what_is_half_written_is_there_again_after_the_end_and_on_another_device(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let thread = ada.writes_to(&clinic.cardiology, "A first question").await.unwrap().thread;
        let intent = || clinic.world().intent();
        assert_eq!(ada.finds_half_written().await.unwrap(), None);
        ada.half_writes(Place::New(ada.id), begun("May I"), intent()).await.unwrap();
        ada.half_writes(Place::New(ada.id), begun(WORDS), intent()).await.unwrap();
        ada.half_writes(Place::Reply(ada.id, thread), reply("One more\nthing: \0"), intent()).await.unwrap();
        nurse.half_writes(Place::Answer(thread), reply("Yes, but"), intent()).await.unwrap();
        assert_eq!(clinic.count("drafts").await, 3, "one for each place");

        clinic.later(minutes(15));
        assert!(matches!(ada.compose_options().await, Err(CareError::SignedOut)));
        let late = ada.half_writes(Place::New(ada.id), begun("Lost"), intent()).await;
        assert!(matches!(late, Err(CareError::SignedOut)));
        ada.signs_in().await.unwrap();
        let phone = ada.on_another_device();
        phone.signs_in().await.unwrap();
        let node = clinic.another_node().await;
        for browser in [&ada, &phone, &ada.at(&node)] {
            assert_eq!(browser.finds_half_written().await.unwrap(), Some(begun(WORDS)));
            assert_eq!(browser.finds_half_replied(thread).await.unwrap(), some("One more\nthing: \0"));
        }
        nurse.signs_in().await.unwrap();
        assert_eq!(nurse.finds_half_answered(thread).await.unwrap(), some("Yes, but"));
        // Nothing of it on an earlier page of the conversation, where nothing is written.
        let before = Some(portal_types::page::Cursor { at: clinic.now(), id: Uuid::max() });
        let earlier = messages::open(clinic.portal(), &ada.visitor(), ada.id, thread, before).await;
        assert_eq!(earlier.unwrap().draft, None);
        let earlier = messages::desk_open(clinic.portal(), &nurse.visitor(), thread, before).await;
        assert_eq!(earlier.unwrap().draft, None);
        clinic.outbox().await;
    }

    async fn r_5_6_a_lock_takes_nothing_that_was_half_written(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let thread = ada.writes_to(&clinic.cardiology, "A first question").await.unwrap().thread;
        nurse.half_writes(Place::Answer(thread), reply("Yes, but"), clinic.world().intent()).await.unwrap();
        nurse.locks(None).await.unwrap();
        let late = nurse.half_writes(Place::Answer(thread), reply("Anybody"), clinic.world().intent()).await;
        assert!(matches!(late, Err(CareError::Locked)));
        nurse.unlocks(PASSWORD, None).await.unwrap();
        assert_eq!(nurse.finds_half_answered(thread).await.unwrap(), some("Yes, but"));
    }

    async fn r_5_6_what_is_half_written_is_its_writers_only(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let nurse = clinic.nurse().await;
        let doctor = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let thread = ada.writes_to(&clinic.cardiology, "A first question").await.unwrap().thread;
        let intent = || clinic.world().intent();
        ada.half_writes(Place::New(ada.id), begun(WORDS), intent()).await.unwrap();
        nurse.half_writes(Place::Answer(thread), reply("Yes, but"), intent()).await.unwrap();
        assert_eq!(doctor.finds_half_answered(thread).await.unwrap(), None, "not a colleague's");
        assert_eq!(ada.finds_half_replied(thread).await.unwrap(), None, "nor the patient's");
        assert_eq!(eva.finds_half_written().await.unwrap(), None);
        let doctors = intent();
        doctor.half_writes(Place::Answer(thread), reply("No, because"), doctors).await.unwrap();
        ada.half_writes(Place::Reply(ada.id, thread), reply("One more thing"), intent()).await.unwrap();
        assert_eq!(nurse.finds_half_answered(thread).await.unwrap(), some("Yes, but"), "each has her own");
        assert_eq!(doctor.finds_half_answered(thread).await.unwrap(), some("No, because"));
        // Discarded, it is the writer's own that goes.
        doctor.half_writes(Place::Answer(thread), reply(""), doctors).await.unwrap();
        assert_eq!(doctor.finds_half_answered(thread).await.unwrap(), None);
        assert_eq!(nurse.finds_half_answered(thread).await.unwrap(), some("Yes, but"));
        doctor.answers(thread, "No.").await.unwrap();
        assert_eq!(nurse.finds_half_answered(thread).await.unwrap(), some("Yes, but"), "a colleague has answered");
        assert_eq!(ada.finds_half_replied(thread).await.unwrap(), some("One more thing"));
        clinic.outbox().await;
    }

    async fn r_5_6_only_where_somebody_may_write_is_something_kept(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let nurse = clinic.nurse().await;
        let other = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let front = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
        let adas = ada.writes_to(&clinic.cardiology, "A first question").await.unwrap().thread;
        let nowhere = ThreadId(Uuid::max());
        let intent = || clinic.world().intent();
        for (place, there) in [
            (Place::New(ada.id), false),
            (Place::Reply(ada.id, adas), false),
            (Place::Answer(adas), false),
            // Her own chart, and a thread that is not in it.
            (Place::Reply(eva.id, adas), true),
            (Place::Reply(eva.id, nowhere), true),
        ] {
            let refused = eva.half_writes(place, reply("Not mine"), intent()).await.unwrap_err();
            assert_eq!(matches!(refused, CareError::NotFound), there, "{place:?}: {refused:?}");
            assert_eq!(refused.refusal(), CareError::NotFound.refusal(), "from outside the same");
        }
        for place in [Place::Answer(adas), Place::Answer(nowhere)] {
            let refused = other.half_writes(place, reply("Not mine"), intent()).await;
            assert!(matches!(refused, Err(CareError::NotFound)), "{place:?}");
        }
        for staff in [&nurse, &front] {
            for place in [Place::New(ada.id), Place::Reply(ada.id, adas)] {
                let refused = staff.half_writes(place, reply("Not mine"), intent()).await;
                assert!(matches!(refused, Err(CareError::Denied)), "{:?}, {place:?}", staff.role);
            }
        }
        let refused = front.half_writes(Place::Answer(adas), reply("Not mine"), intent()).await;
        assert!(matches!(refused, Err(CareError::Denied)));
        assert_eq!(clinic.count("drafts").await, 0);
        // Who leaves the pool is out, and so is what she had begun.
        nurse.half_writes(Place::Answer(adas), reply("Yes, but"), intent()).await.unwrap();
        clinic.execute("delete from pool_members", []).await;
        assert!(matches!(nurse.opens(adas).await, Err(CareError::NotFound)));
        let refused = nurse.half_writes(Place::Answer(adas), reply("Yes, and"), intent()).await;
        assert!(matches!(refused, Err(CareError::NotFound)));
        clinic.outbox().await;
    }

    async fn r_5_6_it_goes_when_it_is_sent(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let first = ada.writes_to(&clinic.cardiology, "A first question").await.unwrap().thread;
        let intent = || clinic.world().intent();
        let [new, more, answer] = std::array::from_fn(|_| intent());
        for (place, intent) in [(Place::New(ada.id), new), (Place::Reply(ada.id, first), more)] {
            ada.half_writes(place, begun(WORDS), intent).await.unwrap();
        }
        nurse.half_writes(Place::Answer(first), reply("Yes, but"), answer).await.unwrap();
        // With other words than were kept last.
        ada.starts(pool, "Before my trip", "May I travel?", new).await.unwrap();
        assert_eq!(ada.finds_half_written().await.unwrap(), None);
        assert_eq!(clinic.count("drafts").await, 2, "those of other places stay");
        ada.replies_once(first, "One more thing", more).await.unwrap();
        assert_eq!(ada.finds_half_replied(first).await.unwrap(), None);
        nurse.answers_once(first, "Yes.", answer).await.unwrap();
        assert_eq!(nurse.finds_half_answered(first).await.unwrap(), None);
        assert_eq!(clinic.count("drafts").await, 0);
        // What was refused was not sent.
        ada.half_writes(Place::New(ada.id), begun(WORDS), intent()).await.unwrap();
        let dermatology = clinic.world().pool(clinic.dermatology.id).await;
        assert!(ada.starts(dermatology, "Before my trip", "May I travel?", intent()).await.is_err());
        assert_eq!(ada.finds_half_written().await.unwrap(), Some(begun(WORDS)));
        clinic.outbox().await;
    }

    async fn r_5_6_what_arrives_later_than_its_message_is_not_kept(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let [first, second, third, fourth] = std::array::from_fn(|_| clinic.world().intent());
        let thread = ada.starts(pool, "Before my trip", "May I travel?", first).await.unwrap().thread;
        let (pool, topic, subject) = (pool.to_string(), "general".into(), "Before my trip ".into());
        let sent = Draft { pool, topic, subject, body: "May I travel?\n".into(), ..Draft::default() };
        ada.half_writes(Place::New(ada.id), sent.clone(), first).await.unwrap();
        ada.replies_once(thread, "One more thing", second).await.unwrap();
        ada.half_writes(Place::Reply(ada.id, thread), reply("One more thing "), second).await.unwrap();
        nurse.answers_once(thread, "Yes, you may.", third).await.unwrap();
        nurse.half_writes(Place::Answer(thread), reply("Yes, you may."), third).await.unwrap();
        assert_eq!(clinic.count("drafts").await, 0, "it is in the chart");
        // What was begun since stays as it is, whatever comes late.
        ada.half_writes(Place::New(ada.id), begun("And then"), fourth).await.unwrap();
        for late in [sent, Draft::default()] {
            ada.half_writes(Place::New(ada.id), late, first).await.unwrap();
            assert_eq!(ada.finds_half_written().await.unwrap(), Some(begun("And then")));
        }
        // The same intent is somebody else's own.
        let eva = clinic.patient("Eva").await;
        eva.half_writes(Place::New(eva.id), begun(WORDS), first).await.unwrap();
        assert_eq!(eva.finds_half_written().await.unwrap(), Some(begun(WORDS)));
        clinic.outbox().await;
    }

    /// In a second tab, which was opened with what the first one has sent meanwhile: nobody is to believe that it is kept.
    async fn r_5_6_what_is_written_on_at_after_it_was_sent_is_kept_with_an_intent_of_its_own_or_refused(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let [first, second, third] = std::array::from_fn(|_| clinic.world().intent());
        let thread = ada.starts(pool, "Before my trip", "May I travel?", first).await.unwrap().thread;
        ada.replies_once(thread, "One more thing", second).await.unwrap();
        nurse.answers_once(thread, "Yes, you may.", third).await.unwrap();
        let before = clinic.count("audit").await;
        let (new, said) = (Place::New(ada.id), Place::Reply(ada.id, thread));
        // The same words about something else are others, too.
        for (place, words, intent) in [
            (new, begun(WORDS), first),
            (new, begun("May I travel?"), first),
            (new, Draft { subject: "Before my trip".into(), ..Draft::default() }, first),
            (said, reply("One more thing, and another one"), second),
            (said, reply("May I travel?"), first),
        ] {
            let refused = ada.half_writes(place, words, intent).await;
            assert!(matches!(refused, Err(CareError::Conflict)), "{place:?}: {refused:?}");
        }
        let refused = nurse.half_writes(Place::Answer(thread), reply("Yes, but"), third).await;
        assert!(matches!(refused, Err(CareError::Conflict)));
        assert_eq!((clinic.count("drafts").await, clinic.count("audit").await), (0, before));
        // With the intent that its page takes then it is a new message.
        let next = clinic.world().intent();
        ada.half_writes(said, reply("One more thing, and another one"), next).await.unwrap();
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!((shown.draft, shown.intent), (some("One more thing, and another one"), next));
        ada.replies_once(thread, "One more thing, and another one", next).await.unwrap();
        assert_eq!((clinic.count("messages").await, clinic.count("drafts").await), (4, 0));
        clinic.outbox().await;
    }

    async fn r_5_6_what_one_tab_sends_or_discards_leaves_what_another_has_kept(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let thread = ada.writes_to(&clinic.cardiology, "A first question").await.unwrap().thread;
        // Both were opened before anything was written: the place has what was kept last.
        for (place, words) in [(Place::New(ada.id), begun(WORDS)), (Place::Reply(ada.id, thread), reply("May I fly"))] {
            let [here, there] = std::array::from_fn(|_| clinic.world().intent());
            ada.half_writes(place, begun("May I swim"), here).await.unwrap();
            ada.half_writes(place, words.clone(), there).await.unwrap();
            match place {
                Place::New(_) => ada.starts(pool, "The lake", "May I swim?", here).await.unwrap(),
                _ => ada.replies_once(thread, "May I swim?", here).await.unwrap(),
            };
            ada.half_writes(place, Draft::default(), here).await.unwrap();
            let kept = match place {
                Place::New(_) => ada.finds_half_written().await.unwrap(),
                _ => ada.finds_half_replied(thread).await.unwrap(),
            };
            assert_eq!(kept, Some(words), "{place:?}");
            ada.half_writes(place, Draft::default(), there).await.unwrap();
        }
        let [here, there] = std::array::from_fn(|_| clinic.world().intent());
        nurse.half_writes(Place::Answer(thread), reply("No, because"), there).await.unwrap();
        nurse.answers_once(thread, "Yes.", here).await.unwrap();
        assert_eq!(nurse.finds_half_answered(thread).await.unwrap(), some("No, because"));
        nurse.answers_once(thread, "No, because of your ear.", there).await.unwrap();
        assert_eq!(clinic.count("drafts").await, 0);
        clinic.outbox().await;
    }

    async fn r_5_6_kept_and_sent_at_one_moment_it_is_sent(clinic) {
        let ada = clinic.patient("Ada").await;
        let _nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        for round in 0..12 {
            let intent = clinic.world().intent();
            let keep = ada.half_writes(Place::New(ada.id), begun(WORDS), intent);
            let send = ada.starts(pool, "Before my trip", "May I travel?", intent);
            let (kept, sent) = if round % 2 == 0 {
                tokio::join!(keep, send)
            } else {
                let (sent, kept) = tokio::join!(send, keep);
                (kept, sent)
            };
            // Late it is told that something else was sent.
            assert!(matches!(kept, Ok(()) | Err(CareError::Conflict)), "round {round}: {kept:?}");
            sent.unwrap();
            assert_eq!(ada.finds_half_written().await.unwrap(), None, "round {round}");
            assert_eq!(clinic.count("drafts").await, 0, "round {round}: nor does it lie where nobody finds it");
        }
        // As it may be where both were under way and neither has seen the other.
        let (sent, new) = (clinic.world().intent(), clinic.world().intent());
        ada.starts(pool, "Before my trip", "May I travel?", sent).await.unwrap();
        ada.half_writes(Place::New(ada.id), begun(WORDS), new).await.unwrap();
        assert_eq!(ada.finds_half_written().await.unwrap(), Some(begun(WORDS)));
        clinic.execute("update drafts set intent = $1", [sent.0.into()]).await;
        assert_eq!(ada.finds_half_written().await.unwrap(), None);
    }

    /// Sending holds the account from its last steps on.
    async fn r_5_6_what_is_kept_while_it_is_being_sent_waits_and_is_refused(clinic) {
        let ada = clinic.patient("Ada").await;
        let _nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let [first, intent] = std::array::from_fn(|_| clinic.world().intent());
        ada.starts(pool, "Before my trip", "May I travel?", first).await.unwrap();
        let tx = clinic.db().begin().await.unwrap();
        for (sql, values) in [
            ("update accounts set file_bytes = file_bytes", vec![]),
            ("update intents set intent = $1 where intent = $2", vec![intent.0.into(), first.0.into()]),
        ] {
            tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), sql, values)).await.unwrap();
        }
        let sends = async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            tx.commit().await.unwrap();
        };
        let (kept, ()) = tokio::join!(ada.half_writes(Place::New(ada.id), begun(WORDS), intent), sends);
        assert!(matches!(kept, Err(CareError::Conflict)), "{kept:?}");
        assert_eq!(clinic.count("drafts").await, 0);
    }

    /// Also where no file may go along.
    async fn r_5_6_what_is_kept_while_it_is_being_sent_by_who_may_not_upload_waits_and_is_refused(clinic) {
        let (father, daughter) = (clinic.patient("Otto").await, clinic.patient("Ida").await);
        let _nurse = clinic.nurse().await;
        let rights = Rights::NONE.with(Capability::Messages, Right::Read).with(Capability::Messages, Right::Act);
        clinic.represents(&daughter, father.id, Granted::consent(rights)).await;
        let hers = daughter.acting_for(father.id);
        let (visitor, sent) = (hers.visitor(), father.writes_to(&clinic.cardiology, "May I travel?").await.unwrap());
        let new = clinic.world().new_thread(&clinic.cardiology, Topic::General, "May he swim?");
        let answer = Reply { body: "And by ship?".into(), files: Vec::new(), intent: clinic.world().intent() };
        let (first, second) = (new.intent, answer.intent);
        let moment = Duration::from_millis(600);
        let starts = clinic.portal().write(&visitor, Action::StartThread, async |call| {
            let sent = messages::start(call, father.id, new).await?;
            // It is not durable yet.
            tokio::time::sleep(moment).await;
            Ok(sent)
        });
        let keeps = async |place: Place, intent: IntentKey| {
            tokio::time::sleep(moment / 2).await;
            hers.half_writes(place, reply(WORDS), intent).await
        };
        let (sends, kept) = tokio::join!(starts, keeps(Place::New(father.id), first));
        assert!(matches!(kept, Err(CareError::Conflict)), "{kept:?}");
        sends.unwrap();
        let replies = clinic.portal().write(&visitor, Action::ReplyToThread, async |call| {
            let sent = messages::reply(call, father.id, sent.thread, answer).await?;
            tokio::time::sleep(moment).await;
            Ok(sent)
        });
        let (sends, kept) = tokio::join!(replies, keeps(Place::Reply(father.id, sent.thread), second));
        assert!(matches!(kept, Err(CareError::Conflict)), "{kept:?}");
        sends.unwrap();
        assert_eq!(clinic.count("drafts").await, 0);
        clinic.outbox().await;
    }

    async fn r_5_6_it_goes_thirty_days_after_it_was_last_written_at(clinic) {
        let ada = clinic.patient("Ada").await;
        let intent = clinic.world().intent();
        ada.half_writes(Place::New(ada.id), begun("May I"), intent).await.unwrap();
        clinic.later(days(20));
        ada.signs_in().await.unwrap();
        ada.half_writes(Place::New(ada.id), begun(WORDS), intent).await.unwrap();
        clinic.later(days(30) - minutes(1));
        assert_eq!(tidy(clinic.portal(), Task::Drafts).await.unwrap(), 0, "not a minute too early");
        ada.signs_in().await.unwrap();
        assert_eq!(ada.finds_half_written().await.unwrap(), Some(begun(WORDS)));
        clinic.later(minutes(1));
        assert_eq!(tidy(clinic.portal(), Task::Drafts).await.unwrap(), 1);
        assert_eq!(ada.finds_half_written().await.unwrap(), None);
        clinic.outbox().await;
    }

    async fn r_5_6_what_is_not_written_is_not_kept(clinic) {
        let ada = clinic.patient("Ada").await;
        let place = Place::New(ada.id);
        let nothing = Draft { subject: "  ".into(), body: " \n".into(), ..begun("") };
        ada.half_writes(place, nothing.clone(), clinic.world().intent()).await.unwrap();
        assert_eq!(clinic.count("drafts").await, 0);
        let (subject, intent) = (Draft { subject: "My trip".into(), ..Draft::default() }, clinic.world().intent());
        ada.half_writes(place, subject.clone(), intent).await.unwrap();
        assert_eq!(ada.finds_half_written().await.unwrap(), Some(subject));
        ada.half_writes(place, nothing, intent).await.unwrap();
        assert_eq!(clinic.count("drafts").await, 0, "and what is discarded goes");
    }

    async fn r_1_6_what_was_half_written_goes_with_the_account(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        for who in [&ada, &eva] {
            who.half_writes(Place::New(who.id), begun(WORDS), clinic.world().intent()).await.unwrap();
        }
        ada.closes_the_account(true).await.unwrap();
        let late = ada.half_writes(Place::New(ada.id), begun("Lost"), clinic.world().intent()).await;
        assert!(matches!(late, Err(CareError::SignedOut)));
        clinic.later(days(30));
        assert_eq!(closing::erase_old(clinic.portal()).await.unwrap(), 1);
        assert_eq!(clinic.count("drafts").await, 1);
        eva.signs_in().await.unwrap();
        assert_eq!(eva.finds_half_written().await.unwrap(), Some(begun(WORDS)));
        clinic.outbox().await;
    }

    async fn r_1_2_who_must_agree_first_finds_what_she_had_begun_afterwards(clinic) {
        let ada = clinic.patient("Ada").await;
        let admin = clinic.staff(Role::Admin, &[]).await;
        ada.half_writes(Place::New(ada.id), begun(WORDS), clinic.world().intent()).await.unwrap();
        admin.puts(new_version(AgreementKind::Terms, "terms-2")).await.unwrap();
        assert!(matches!(ada.finds_half_written().await, Err(CareError::Unagreed)));
        let more = ada.half_writes(Place::New(ada.id), begun("More"), clinic.world().intent()).await;
        assert!(matches!(more, Err(CareError::Unagreed)));
        ada.agrees_to(["terms-2", ""], true, None).await.unwrap();
        assert_eq!(ada.finds_half_written().await.unwrap(), Some(begun(WORDS)));
    }
}

#[tokio::test]
async fn r_5_5_without_a_second_factor_that_is_asked_for_nothing_is_kept() {
    let clinic = Clinic::open_with(Database::Sqlite, |settings| settings.second_factor = true).await.unwrap();
    let ada = clinic.patient("Ada").await;
    let refused = ada.half_writes(Place::New(ada.id), begun(WORDS), clinic.world().intent()).await;
    assert!(matches!(refused, Err(CareError::NeedsFactor)));
    assert_eq!(clinic.count("drafts").await, 0);
}

#[tokio::test]
async fn r_5_6_twenty_thousand_characters_are_kept_and_one_more_is_not() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let place = Place::New(ada.id);
    let longest = "ñ".repeat(20_000);
    let [pool, practice, topic, subject] = std::array::from_fn(|_| longest.clone());
    let all = Draft { pool, practice, topic, subject, body: longest, follows: None };
    ada.half_writes(place, all.clone(), clinic.world().intent()).await.unwrap();
    let longer = "ñ".repeat(20_001);
    for draft in [
        Draft { pool: longer.clone(), ..begun("") },
        Draft { practice: longer.clone(), ..begun("") },
        Draft { topic: longer.clone(), ..begun("") },
        Draft { subject: longer.clone(), ..begun("") },
        begun(&longer),
    ] {
        let refused = ada.half_writes(place, draft, clinic.world().intent()).await.unwrap_err();
        // What may be sent is what she is told.
        assert!(
            matches!(refused, CareError::Invalid(p) if p[0].field == "body" && p[0].problem == Problem::TooLong(5_000))
        );
    }
    assert_eq!(ada.finds_half_written().await.unwrap(), Some(all), "what was kept before stays");
}

#[tokio::test]
async fn r_5_6_keeping_does_not_count_as_the_person() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let keeps = async || ada.half_writes(Place::New(ada.id), begun(WORDS), clinic.world().intent()).await;
    clinic.later(minutes(14));
    keeps().await.unwrap();
    clinic.later(minutes(1));
    assert!(matches!(keeps().await, Err(CareError::SignedOut)));
}

#[tokio::test]
async fn r_11_3_keeping_leaves_no_entry_and_trying_it_where_one_may_not_does() {
    let clinic = Clinic::open().await;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    let nurse = clinic.nurse().await;
    let thread = ada.writes_to(&clinic.cardiology, "A first question").await.unwrap().thread;
    let before = clinic.count("audit").await;
    for place in [Place::New(ada.id), Place::Reply(ada.id, thread)] {
        ada.half_writes(place, begun(WORDS), clinic.world().intent()).await.unwrap();
    }
    nurse.half_writes(Place::Answer(thread), reply("Yes, but"), clinic.world().intent()).await.unwrap();
    assert_eq!(clinic.count("audit").await, before, "nothing of a chart is shown or changed");
    for place in [Place::New(ada.id), Place::Reply(eva.id, thread)] {
        eva.half_writes(place, reply("Not mine"), clinic.world().intent()).await.unwrap_err();
    }
    let told: Vec<String> = clinic.column("select outcome from audit where action = 'keep-draft' order by seq").await;
    assert_eq!(told, ["denied", "not-found"]);
}
