//! Files that are sent with messages and requests.

use portal_care::files::{Place, scan};
use portal_care::messages::Place as Written;
use portal_care::tidying::{Task, tidy};
use portal_care::{Action, CareError, closing, messages};
use portal_gateways::{Verdict, eicar};
use portal_store::files::{miscounted, put};
use portal_testkit::{Clinic, Granted, Patient, both_databases, days, minutes, seconds};
use portal_types::account::Role;
use portal_types::ask::{AskKind, NewAsk};
use portal_types::field::Problem;
use portal_types::file::{ACCOUNT_MAX, FILE_MAX, FileProblem, FileState, FileView};
use portal_types::ids::FileId;
use portal_types::message::{NewThread, Reply, Topic};
use portal_types::representative::{Basis, Capability, GrantState, Right, Rights};
use portal_types::triage::Answer;
use std::time::Duration;

fn problem(refused: Result<FileView, CareError>) -> Option<FileProblem> {
    match refused {
        Err(CareError::Invalid(fields)) => match fields.as_slice() {
            [one] if one.field == "file" => match one.problem {
                Problem::File(problem) => Some(problem),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Whether a file is not there for somebody, in whichever way.
async fn is_nothing(who: &Patient, file: FileId) -> bool {
    matches!(who.reads_file(file).await, Err(CareError::NotFound | CareError::Denied))
}

async fn is_counted_right(clinic: &Clinic) {
    assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
}

both_databases! {
    async fn r_6_4_four_files_that_differ_and_no_more_than_an_account_may_keep(clinic) {
        let ada = clinic.patient("Ada").await;
        let place = Place::New(ada.id);
        let first = ada.attaches(place, "diary.txt", "a").await.unwrap();
        for name in ["b", "c"] {
            ada.attaches(place, "diary.txt", name).await.unwrap();
        }
        // As after a lost answer: it is the one that is there, whatever it is called now.
        assert_eq!(ada.attaches(place, "other.txt", "a").await.unwrap(), first);
        let noted = "audit where action = 'upload-file' and outcome = 'ok'";
        assert_eq!((clinic.count("files").await, clinic.count(noted).await), (3, 3));
        is_counted_right(&clinic).await;
        assert_eq!(problem(ada.attaches(place, "empty.txt", " \n").await), Some(FileProblem::Empty));
        assert_eq!(problem(ada.attaches(place, "page.txt", "<html>").await), Some(FileProblem::Kind));
        let last = ada.attaches(place, "diary.txt", "d").await.unwrap().file;
        assert_eq!(problem(ada.attaches(place, "diary.txt", "e").await), Some(FileProblem::TooMany));
        assert_eq!(ada.attaches(place, "diary.txt", "a").await.unwrap(), first, "it takes nobody's place");
        // At another place there is room; and here, when one is taken back.
        let visit = Place::Ask(ada.id, AskKind::Appointment);
        ada.attaches(visit, "diary.txt", "a").await.unwrap();
        assert_eq!(ada.takes_back(last).await.unwrap(), place);
        ada.attaches(place, "diary.txt", "e").await.unwrap();
        is_counted_right(&clinic).await;

        let account = clinic.account_of(&ada.username).await;
        let full = "update accounts set file_bytes = $1 where id = $2";
        let room = i64::try_from(ACCOUNT_MAX).unwrap() - 2;
        clinic.execute(full, [room.into(), account.0.into()]).await;
        assert_eq!(problem(ada.attaches(visit, "diary.txt", "abc").await), Some(FileProblem::NoRoom));
        let last = ada.attaches(visit, "diary.txt", "ab").await.unwrap();
        assert_eq!(ada.attaches(visit, "diary.txt", "ab").await.unwrap(), last, "nor any room");
        assert_eq!(clinic.count("files where state = 'receiving'").await, 0);
        clinic.outbox().await;
    }

    async fn r_6_4_all_together_have_25_mebibytes(clinic) {
        let ada = clinic.patient("Ada").await;
        let place = Place::New(ada.id);
        let large = |letter: &str, mebibytes: usize| letter.repeat(mebibytes * 1024 * 1024);
        for (letter, mebibytes) in [("a", 10), ("b", 10), ("c", 4)] {
            ada.attaches(place, "long.txt", &large(letter, mebibytes)).await.unwrap();
        }
        let more = format!("{}!", large("d", 1));
        assert_eq!(problem(ada.attaches(place, "long.txt", &more).await), Some(FileProblem::TooMuch));
        ada.attaches(place, "long.txt", &more[1..]).await.unwrap();
        is_counted_right(&clinic).await;
        clinic.outbox().await;
    }

    async fn r_6_4_what_is_sent_takes_what_lies_there_once(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let file = ada.attaches(Written::New(ada.id), "diary.txt", "Mon 7.1").await.unwrap().file;
        let elsewhere = ada.attaches(Place::Ask(ada.id, AskKind::Referral), "other.txt", "stays").await.unwrap().file;
        assert!(is_nothing(&ada, file).await, "it is sent with nothing yet");
        let thread = ada.writes_to(&clinic.cardiology, "See my diary.").await.unwrap().thread;
        assert_eq!(ada.reads_file(file).await.unwrap(), b"Mon 7.1");
        assert_eq!(nurse.reads_file(file).await.unwrap(), b"Mon 7.1");
        ada.writes_to(&clinic.cardiology, "Another question").await.unwrap();
        assert_eq!(clinic.count("files f join messages m on m.id = f.message_id").await, 1);
        assert!(matches!(ada.takes_back(file).await, Err(CareError::NotFound)), "it is sent");
        assert!(is_nothing(&ada, elsewhere).await);
        // The team's, and a reply's.
        let leaflet = nurse.attaches(Written::Answer(thread), "leaflet.txt", "Rest.").await.unwrap().file;
        nurse.answers(thread, "Read this.").await.unwrap();
        assert_eq!(ada.reads_file(leaflet).await.unwrap(), b"Rest.");
        let reply = ada.attaches(Written::Reply(ada.id, thread), "b.txt", "Thanks.").await.unwrap().file;
        ada.replies(thread, "I did.").await.unwrap();
        assert_eq!(nurse.reads_file(reply).await.unwrap(), b"Thanks.");
        is_counted_right(&clinic).await;
        clinic.outbox().await;
    }

    async fn r_6_4_nothing_goes_along_that_the_form_does_not_list(clinic) {
        let (ada, eva, nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
        let (world, place) = (clinic.world(), Place::New(ada.id));
        let listed = ada.attaches(place, "knee.txt", "It hurts.").await.unwrap();
        // Another tab is about something else; and somebody else's is nobody's to send.
        let private = ada.attaches(place, "private.txt", "Not for them.").await.unwrap();
        let evas = eva.attaches(Place::New(eva.id), "evas.txt", "Hers.").await.unwrap();
        let visit = Place::Ask(ada.id, AskKind::Appointment);
        let elsewhere = ada.attaches(visit, "visit.txt", "Another place.").await.unwrap();
        let new = world.new_thread(&clinic.cardiology, Topic::General, "See my knee.");
        let files = vec![listed.file, evas.file, elsewhere.file];
        let new = NewThread { files, ..new };
        let sent = ada.starts_thread(new.clone()).await.unwrap();
        let thread = sent.thread;
        assert_eq!(nurse.opens(thread).await.unwrap().messages.rows[0].files, [listed]);
        assert!(nurse.reads_file(private.file).await.is_err() && nurse.reads_file(evas.file).await.is_err());
        assert_eq!(ada.compose_options().await.unwrap().files, std::slice::from_ref(&private), "it stays");
        assert_eq!(ada.ask_options(AskKind::Appointment).await.unwrap().files, std::slice::from_ref(&elsewhere));
        // Which files are listed makes no other message of it, and what is sent twice takes nothing more.
        let again = NewThread { files: vec![private.file], ..new };
        assert_eq!(ada.starts_thread(again).await.unwrap(), sent);
        // A page of the version before lists nothing.
        let old = world.new_thread(&clinic.cardiology, Topic::General, "An older page.");
        ada.starts_thread(old).await.unwrap();
        assert_eq!(ada.compose_options().await.unwrap().files, std::slice::from_ref(&private));

        // So it is with a reply, an answer and a request.
        let written = Written::Reply(ada.id, thread);
        let (one, other) =
            (ada.attaches(written, "1.txt", "1").await.unwrap(), ada.attaches(written, "2.txt", "2").await.unwrap());
        let reply = Reply { body: "One of two.".into(), files: vec![one.file], intent: world.intent() };
        ada.replies_with(thread, reply).await.unwrap();
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!(shown.messages.rows[0].files, [one]);
        assert_eq!(shown.files, [other]);
        let written = Written::Answer(thread);
        let (one, other) = (
            nurse.attaches(written, "1.txt", "1").await.unwrap(),
            nurse.attaches(written, "2.txt", "2").await.unwrap(),
        );
        let (files, intent) = (vec![one.file], world.intent());
        let answer = Answer { body: "Read this.".into(), seen: None, anyway: false, files, intent };
        nurse.answers_with(thread, answer).await.unwrap();
        let shown = nurse.opens(thread).await.unwrap();
        assert_eq!(shown.messages.rows[0].files, [one]);
        assert_eq!(shown.files, [other]);
        let second = ada.attaches(visit, "more.txt", "More.").await.unwrap();
        let new = world.new_visit(&clinic.cardiology, "A knee that hurts.").await;
        let ask = ada.asks_for(NewAsk { files: vec![second.file], ..new }).await.unwrap().ask;
        assert_eq!(ada.opens_ask(ask).await.unwrap().files, [second]);
        assert_eq!(ada.ask_options(AskKind::Appointment).await.unwrap().files, [elsewhere]);
        is_counted_right(&clinic).await;
        clinic.outbox().await;
    }

    async fn r_6_4_whose_right_to_upload_was_ended_sends_what_she_writes_and_no_file(clinic) {
        let (ada, june, _nurse) = (clinic.patient("Ada").await, clinic.patient("June").await, clinic.nurse().await);
        let grant = clinic.represents(&june, ada.id, Granted::consent(Rights::every())).await;
        let her = june.acting_for(ada.id);
        let file = her.attaches(Place::New(ada.id), "a.txt", "a").await.unwrap().file;
        let messages = [Right::Read, Right::Act].into_iter().fold(Rights::NONE, |rights, right| {
            rights.with(Capability::Messages, right)
        });
        let set = "update grants set rights = $1 where id = $2";
        clinic.execute(set, [messages.number().into(), grant.0.into()]).await;
        assert_eq!(her.lists_files(Place::New(ada.id)).await, [file], "a page that was drawn before lists it");
        her.writes_to(&clinic.cardiology, "May she travel?").await.unwrap();
        assert_eq!((clinic.count("messages").await, clinic.count("files where place is not null").await), (1, 1));
        assert!(is_nothing(&june, file).await && is_nothing(&ada, file).await);
        // Given to her again it goes with the next one.
        clinic.execute(set, [Rights::every().number().into(), grant.0.into()]).await;
        her.writes_to(&clinic.cardiology, "This is what I meant.").await.unwrap();
        assert_eq!(ada.reads_file(file).await.unwrap(), b"a");
        clinic.outbox().await;
    }

    async fn r_6_6_what_lies_where_one_writes_is_shown_there_and_then_with_what_was_sent(clinic) {
        let (ada, june, nurse) = (clinic.patient("Ada").await, clinic.patient("June").await, clinic.nurse().await);
        let file = ada.attaches(Written::New(ada.id), "diary.txt", "Mon 7.1").await.unwrap();
        let options = ada.compose_options().await.unwrap();
        assert_eq!((options.files, options.may_attach), (vec![file.clone()], true));
        let thread = ada.writes_to(&clinic.cardiology, "See my diary.").await.unwrap().thread;
        assert!(ada.compose_options().await.unwrap().files.is_empty(), "it is sent");
        let reply = ada.attaches(Written::Reply(ada.id, thread), "b.txt", "Thanks.").await.unwrap();
        let leaflet = nurse.attaches(Written::Answer(thread), "leaflet.txt", "Rest.").await.unwrap();
        let (hers, ours) = (ada.opens(thread).await.unwrap(), nurse.opens(thread).await.unwrap());
        assert_eq!(hers.messages.rows[0].files, std::slice::from_ref(&file));
        assert_eq!(ours.messages.rows[0].files, [file]);
        // What somebody has put there is hers alone until it is sent.
        assert_eq!((hers.files, hers.may_attach), (vec![reply], true));
        assert_eq!((ours.files, ours.may_attach), (vec![leaflet], true));
        nurse.answers(thread, "Read this.").await.unwrap();
        let newest = ada.opens(thread).await.unwrap().messages.rows.remove(0);
        assert_eq!(newest.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(), ["leaflet.txt"]);
        // Who may write and not upload is offered no place for files, and finds none of Ada's.
        let messages = [Right::Read, Right::Act].into_iter().fold(Rights::NONE, |rights, right| {
            rights.with(Capability::Messages, right)
        });
        clinic.represents(&june, ada.id, Granted::consent(messages)).await;
        let shown = june.acting_for(ada.id).opens(thread).await.unwrap();
        assert!(shown.may_reply && !shown.may_attach && shown.files.is_empty());
        assert!(!june.acting_for(ada.id).compose_options().await.unwrap().may_attach);
        // A closed conversation takes nothing.
        nurse.closes_thread(thread).await.unwrap();
        assert!(!ada.opens(thread).await.unwrap().may_attach);
        clinic.outbox().await;
    }

    async fn r_6_4_a_request_takes_what_lies_at_its_form(clinic) {
        let (ada, eva, nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let place = Place::Ask(ada.id, AskKind::Appointment);
        let file = ada.attaches(place, "knee.txt", "It is this one.").await.unwrap();
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        assert_eq!(ada.opens_ask(ask).await.unwrap().files, std::slice::from_ref(&file));
        assert_eq!(nurse.opens_desk_ask(ask).await.unwrap().view.files, std::slice::from_ref(&file));
        assert_eq!(ada.reads_file(file.file).await.unwrap(), b"It is this one.");
        assert_eq!(nurse.reads_file(file.file).await.unwrap(), b"It is this one.");
        assert!(is_nothing(&eva, file.file).await);
        assert!(matches!(elsewhere.reads_file(file.file).await, Err(CareError::NotFound)));
        clinic.outbox().await;
    }

    async fn r_6_4_who_may_not_write_there_puts_nothing_there(clinic) {
        let (ada, eva, nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let replies = [ada.id, eva.id].map(|patient| Place::Reply(patient, thread));
        for place in replies.into_iter().chain([Place::New(ada.id), Place::Answer(thread)]) {
            let refused = eva.attaches(place, "a.txt", "a").await;
            assert!(matches!(refused, Err(CareError::NotFound | CareError::Denied)), "{place:?}");
        }
        assert!(elsewhere.attaches(Place::Answer(thread), "a.txt", "a").await.is_err());
        assert!(nurse.attaches(Place::Reply(ada.id, thread), "a.txt", "a").await.is_err());
        let front = clinic.staff(Role::FrontDesk, &[&clinic.cardiology]).await;
        assert!(front.attaches(Place::Answer(thread), "a.txt", "a").await.is_err());
        // Nor takes somebody else's back.
        let file = ada.attaches(Place::New(ada.id), "a.txt", "a").await.unwrap().file;
        assert!(matches!(eva.takes_back(file).await, Err(CareError::NotFound)));
        assert!(matches!(nurse.takes_back(file).await, Err(CareError::NotFound)));
        assert_eq!(clinic.count("files").await, 1);
        clinic.outbox().await;
    }

    async fn r_6_4_whoever_acts_for_somebody_uploads_if_that_is_granted_too(clinic) {
        let (ada, june, _nurse) = (clinic.patient("Ada").await, clinic.patient("June").await, clinic.nurse().await);
        let messages = [Right::Read, Right::Act].into_iter().fold(Rights::NONE, |rights, right| {
            rights.with(Capability::Messages, right)
        });
        let grant = clinic.represents(&june, ada.id, Granted::consent(messages)).await;
        let her = june.acting_for(ada.id);
        assert!(matches!(her.attaches(Place::New(ada.id), "a.txt", "a").await, Err(CareError::Denied)));
        let set = "update grants set rights = $1 where id = $2";
        clinic.execute(set, [Rights::every().number().into(), grant.0.into()]).await;
        let file = her.attaches(Place::New(ada.id), "a.txt", "a").await.unwrap().file;
        // What she has put there is hers: what Ada sends does not take it.
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        assert!(is_nothing(&ada, file).await);
        clinic.makes_it(grant, GrantState::Inactive).await;
        assert!(is_nothing(&june, file).await);
        assert!(her.takes_back(file).await.is_err());
        clinic.outbox().await;
    }

    async fn r_6_12_a_file_of_what_a_teen_keeps_is_there_for_nobody_else_of_her_side(clinic) {
        let (maya, june, nurse) = (clinic.patient("Maya").await, clinic.patient("June").await, clinic.nurse().await);
        clinic.execute("update patients set born = '2010-12-13' where id = $1", [maya.id.0.into()]).await;
        let grant = clinic.represents(&june, maya.id, Granted::by(Basis::Parental)).await;
        let file = maya.attaches(Place::New(maya.id), "a.txt", "Mine.").await.unwrap().file;
        let thread = maya.writes_to(&clinic.cardiology, "For me alone").await.unwrap().thread;
        assert_eq!(maya.reads_file(file).await.unwrap(), b"Mine.");
        assert_eq!(nurse.reads_file(file).await.unwrap(), b"Mine.");
        assert!(is_nothing(&june, file).await);
        clinic.execute("update threads set private = false where id = $1", [thread.0.into()]).await;
        assert_eq!(june.reads_file(file).await.unwrap(), b"Mine.");
        clinic.makes_it(grant, GrantState::Suspended).await;
        assert!(is_nothing(&june, file).await);
        clinic.outbox().await;
    }

    async fn r_6_6_what_comes_later_than_what_was_sent_is_not_kept(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let intent = clinic.world().intent();
        let place = Place::New(ada.id);
        let file = ada.attaches(place, "a.txt", "a").await.unwrap().file;
        // Somebody comes back after days: it lies there still, with what she had written.
        clinic.later(days(20));
        ada.signs_in().await.unwrap();
        ada.starts(pool, "My diary", "See what I have written.", intent).await.unwrap();
        assert_eq!(ada.reads_file(file).await.unwrap(), b"a");
        let late = clinic.world().uploads(&ada.visitor(), place, ("b.txt", b"b"), Some(intent)).await;
        assert!(matches!(late, Err(CareError::Conflict)));
        // Sent again, as after a lost answer, it is what it was.
        ada.starts(pool, "My diary", "See what I have written.", intent).await.unwrap();
        assert_eq!(clinic.count("files").await, 1);
        clinic.outbox().await;
    }

    async fn r_6_6_what_becomes_whole_while_its_form_is_sent_is_not_kept(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let (world, visitor, place) = (clinic.world(), ada.visitor(), Place::New(ada.id));
        let new = world.new_thread(&clinic.cardiology, Topic::General, "As I have said.");
        let intent = new.intent;
        // In forty pieces: it is on its way while the form is sent.
        let long = "x".repeat(FILE_MAX);
        let sends = async {
            while clinic.count("files where state = 'receiving'").await == 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            let sent = clinic.portal().write(&visitor, Action::StartThread, async |call| {
                let sent = messages::start(call, ada.id, new).await?;
                // It is not durable yet, and the file comes to its end.
                tokio::time::sleep(Duration::from_millis(600)).await;
                Ok(sent)
            });
            sent.await.unwrap();
        };
        let file = world.uploads(&visitor, place, ("long.txt", long.as_bytes()), Some(intent));
        let (file, ()) = tokio::join!(file, sends);
        assert!(matches!(file, Err(CareError::Conflict)), "its form was sent without it");
        assert_eq!((clinic.count("files").await, clinic.count("messages").await), (0, 1));
        is_counted_right(&clinic).await;
        clinic.outbox().await;
    }

    async fn r_6_6_what_was_cut_off_is_taken_up_again_at_once(clinic) {
        let ada = clinic.patient("Ada").await;
        let (place, visit) = (Place::New(ada.id), Place::Ask(ada.id, AskKind::Appointment));
        let account = clinic.account_of(&ada.username).await;
        let elsewhere = ada.attaches(visit, "a.txt", "Mon 7.1").await.unwrap();
        let mut last = ada.attaches(place, "a.txt", "Mon 7.1").await.unwrap().file;
        // At once, and when it is old; and there is room for it, where there is none for anything else.
        let most = i64::try_from(ACCOUNT_MAX).unwrap();
        let counted = "update accounts set file_bytes = $1 where id = $2";
        for (later, bytes) in [(seconds(1), 14), (minutes(6), 14), (seconds(1), most)] {
            clinic.execute("update files set state = 'receiving' where id = $1", [last.0.into()]).await;
            clinic.execute(counted, [bytes.into(), account.0.into()]).await;
            clinic.later(later);
            let again = ada.attaches(place, "a.txt", "Mon 7.1").await.unwrap();
            assert!(again.file != last && again.state == FileState::Ready);
            assert_eq!((clinic.count("files").await, clinic.count("file_chunks").await), (2, 2));
            let kept = clinic.column::<i64>("select file_bytes from accounts where patient_id is not null").await;
            assert_eq!(kept, [bytes]);
            // Who should be writing the older one still finds it gone.
            let tx = clinic.db().begin().await.unwrap();
            assert!(!put(&tx, last, 1, b"Tue 7.3").await.unwrap());
            drop(tx);
            last = again.file;
        }
        clinic.execute(counted, [14_i64.into(), account.0.into()]).await;
        // What is whole stays what it is, and what is at another place, too.
        assert_eq!(ada.attaches(place, "a.txt", "Mon 7.1").await.unwrap().file, last);
        assert_eq!(ada.attaches(visit, "a.txt", "Mon 7.1").await.unwrap(), elsewhere);
        // Of two at one moment one is kept; the other is told of it, or to come again.
        let (one, other) =
            tokio::join!(ada.attaches(place, "b.txt", "Tue 7.3"), ada.attaches(place, "b.txt", "Tue 7.3"));
        let (kept, other) = if one.is_ok() { (one, other) } else { (other, one) };
        let kept = kept.unwrap();
        assert!(matches!(&other, Ok(same) if *same == kept) || matches!(other, Err(CareError::Unavailable)));
        assert_eq!(ada.attaches(place, "b.txt", "Tue 7.3").await.unwrap(), kept);
        assert_eq!((clinic.count("files").await, clinic.count("file_chunks").await), (3, 3));
        is_counted_right(&clinic).await;
        clinic.outbox().await;
    }

    async fn r_6_6_what_lies_about_goes_after_thirty_days_and_with_its_account(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let sent = ada.attaches(Place::Ask(ada.id, AskKind::Appointment), "a.txt", "a").await.unwrap().file;
        ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        ada.attaches(Place::New(ada.id), "b.txt", "bb").await.unwrap();
        clinic.later(days(30) - minutes(1));
        assert_eq!(tidy(clinic.portal(), Task::Files).await.unwrap(), 0, "not a minute too early");
        clinic.later(minutes(2));
        assert_eq!(tidy(clinic.portal(), Task::Files).await.unwrap(), 1);
        is_counted_right(&clinic).await;
        // One that was never whole is gone after a day.
        ada.signs_in().await.unwrap();
        ada.attaches(Place::New(ada.id), "c.txt", "ccc").await.unwrap();
        clinic.execute("update files set state = 'receiving' where place is not null", []).await;
        clinic.later(days(1) + seconds(1));
        assert_eq!(tidy(clinic.portal(), Task::Files).await.unwrap(), 1);
        is_counted_right(&clinic).await;

        ada.signs_in().await.unwrap();
        assert_eq!(ada.reads_file(sent).await.unwrap(), b"a");
        ada.attaches(Place::New(ada.id), "d.txt", "dddd").await.unwrap();
        // Of what was harmful nothing is counted any more, and what never became whole is.
        ada.attaches(Place::New(ada.id), "e.txt", "eeeee").await.unwrap();
        clinic.execute("update files set state = 'infected' where name = 'e.txt'", []).await;
        clinic.execute("update accounts set file_bytes = file_bytes - 5 where file_bytes > 5", []).await;
        ada.attaches(Place::New(ada.id), "f.txt", "ffffff").await.unwrap();
        clinic.execute("update files set state = 'receiving' where name = 'f.txt'", []).await;
        is_counted_right(&clinic).await;
        ada.closes_the_account(true).await.unwrap();
        clinic.later(days(30));
        assert_eq!(closing::erase_old(clinic.portal()).await.unwrap(), 1);
        assert_eq!((clinic.count("files").await, clinic.count("file_chunks").await), (1, 1), "what was sent stays");
        assert_eq!(clinic.column::<i64>("select file_bytes from accounts where file_bytes <> 0").await, [1]);
        is_counted_right(&clinic).await;
        clinic.outbox().await;
    }
}

both_databases! {
    with |settings| settings.require_scanner = true;

    async fn r_6_5_nothing_is_opened_that_the_scanner_has_not_called_clean(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let place = Place::Ask(ada.id, AskKind::Appointment);
        let good = ada.attaches(place, "a.txt", "hello").await.unwrap();
        let bad = ada.attaches(place, "b.txt", &eicar()).await.unwrap();
        assert_eq!((good.state, bad.state), (FileState::Checking, FileState::Checking));
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        for file in [good.file, bad.file] {
            assert!(is_nothing(&ada, file).await && nurse.reads_file(file).await.is_err());
        }
        // Away, it is asked again later; what it says of half a file counts for nothing.
        clinic.scanner().says(&[Verdict::Down("unreachable"), Verdict::Down("hung up")]);
        assert_eq!(scan(clinic.portal()).await.unwrap(), 2);
        assert_eq!(scan(clinic.portal()).await.unwrap(), 0, "not at once");
        assert!(is_nothing(&ada, good.file).await);
        clinic.later(seconds(3));
        assert_eq!(scan(clinic.portal()).await.unwrap(), 2);
        assert_eq!(ada.reads_file(good.file).await.unwrap(), b"hello");
        assert!(is_nothing(&ada, bad.file).await && nurse.reads_file(bad.file).await.is_err());
        let shown = nurse.opens_desk_ask(ask).await.unwrap().view.files;
        let states: Vec<_> = shown.iter().map(|file| (file.name.as_str(), file.state)).collect();
        assert_eq!(states, [("a.txt", FileState::Ready), ("b.txt", FileState::Harmful)], "both sides are told");
        assert_eq!(clinic.count("file_chunks").await, 1, "and nothing else of it is left");
        assert_eq!(clinic.count("audit where action = 'judge-file' and outcome = 'harmful'").await, 1);
        is_counted_right(&clinic).await;
        assert_eq!(scan(clinic.portal()).await.unwrap(), 0);
        clinic.outbox().await;
    }

    async fn r_6_5_one_file_that_cannot_be_judged_keeps_no_other_waiting(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let place = Place::Ask(ada.id, AskKind::Appointment);
        let bad = ada.attaches(place, "a.txt", "one").await.unwrap().file;
        let good = ada.attaches(place, "b.txt", "two").await.unwrap().file;
        ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        let refuses: &[&str] = if clinic.db().is_postgres() {
            &[
                "create function refuses() returns trigger language plpgsql as $$ begin raise 'not this one'; end $$",
                "create trigger refuses before update on files for each row
                 when (new.state = 'clean' and new.name = 'a.txt') execute function refuses()",
            ]
        } else {
            &["create trigger refuses before update on files when new.state = 'clean' and new.name = 'a.txt'
               begin select raise(abort, 'not this one'); end"]
        };
        for sql in refuses {
            clinic.execute(sql, []).await;
        }
        assert_eq!(scan(clinic.portal()).await.unwrap(), 2);
        assert_eq!(ada.reads_file(good).await.unwrap(), b"two");
        assert!(is_nothing(&ada, bad).await);
        assert_eq!(scan(clinic.portal()).await.unwrap(), 0, "not at once");
        // Soon, and not when nobody else would have it any more.
        clinic.later(seconds(3));
        assert_eq!(scan(clinic.portal()).await.unwrap(), 1);
        let ends = if clinic.db().is_postgres() { "drop trigger refuses on files" } else { "drop trigger refuses" };
        clinic.execute(ends, []).await;
        clinic.later(seconds(5));
        assert_eq!(scan(clinic.portal()).await.unwrap(), 1);
        assert_eq!(ada.reads_file(bad).await.unwrap(), b"one");
        clinic.outbox().await;
    }

    async fn r_6_5_of_two_nodes_one_judges_and_both_serve(clinic) {
        let ada = clinic.patient("Ada").await;
        let other = clinic.another_node().await;
        let place = Place::Ask(ada.id, AskKind::Appointment);
        let file = ada.attaches(place, "a.txt", "hello").await.unwrap().file;
        let _nurse = clinic.nurse().await;
        ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        assert_eq!(scan(&other.portal).await.unwrap() + scan(clinic.portal()).await.unwrap(), 1);
        assert_eq!(ada.reads_file(file).await.unwrap(), b"hello");
        assert_eq!(other.reads_file(&ada.visitor(), file).await.unwrap(), b"hello");
        clinic.outbox().await;
    }
}

/// A picture is drawn anew, and a file of several pieces is read as it was.
#[tokio::test]
async fn r_6_5_a_picture_is_drawn_anew_and_the_rest_is_kept_as_it_is() {
    let clinic = Clinic::open().await;
    let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let home = portal_testkit::corpus::uploads().into_iter().find(|upload| upload.name == "home.jpg").unwrap();
    let place = Place::Ask(ada.id, AskKind::Appointment);
    let (world, visitor) = (clinic.world(), ada.visitor());
    let picture = world.uploads(&visitor, place, ("home.jpg", &home.bytes), None).await.unwrap().file;
    let long: String = (0..100_000).map(|n| format!("{n} ")).collect();
    let text = ada.attaches(place, "long.txt", &long).await.unwrap().file;
    ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
    let drawn = ada.reads_file(picture).await.unwrap();
    assert!(drawn.starts_with(b"\xFF\xD8\xFF") && drawn != home.bytes);
    let hidden = portal_testkit::corpus::HIDDEN.as_bytes();
    assert!(home.bytes.windows(hidden.len()).any(|part| part == hidden));
    assert!(!drawn.windows(hidden.len()).any(|part| part == hidden));
    assert_eq!(ada.reads_file(text).await.unwrap(), long.as_bytes());
    assert!(clinic.count("file_chunks").await >= 4);
    clinic.outbox().await;
}
