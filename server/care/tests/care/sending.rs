//! Messages under way: each is sent once, counters equal what they count, lists and budgets hold.

use portal_care::messages::desk_inbox;
use portal_care::{Action, CareError, messages};
use portal_gateways::Chance;
use portal_store::messages as stored;
use portal_testkit::{Clinic, Patient, Staff, both_databases, minutes};
use portal_types::account::Role;
use portal_types::ids::ThreadId;
use portal_types::staff::DeskFilter;

// --- intents: sent twice, done once ---

both_databases! {
    async fn a_message_sent_twice_is_one_message_and_the_same_reply(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let intent = clinic.world().intent();
        let first = ada.starts(pool, "Travel", "May I travel?", intent).await.unwrap();
        clinic.later(minutes(5));
        let again = ada.starts(pool, "Travel", "May I travel?", intent).await.unwrap();
        assert_eq!(first, again);
        // The same key with anything else in it is another message, and refused.
        for (subject, body) in [("Travel", "May I fly?"), ("Flying", "May I travel?"), ("TravelMay", " I travel?")] {
            assert!(matches!(ada.starts(pool, subject, body, intent).await, Err(CareError::Conflict)), "{subject}");
        }
        assert!(matches!(ada.replies_once(first.thread, "May I travel?", intent).await, Err(CareError::Conflict)));

        let intent = clinic.world().intent();
        let reply = ada.replies_once(first.thread, "I mean by ship.", intent).await.unwrap();
        assert_eq!(ada.replies_once(first.thread, "I mean by ship.", intent).await.unwrap(), reply);
        let intent = clinic.world().intent();
        let answer = nurse.answers_once(first.thread, "Yes.", intent).await.unwrap();
        assert_eq!(nurse.answers_once(first.thread, "Yes.", intent).await.unwrap(), answer);
        assert!(matches!(nurse.answers_once(first.thread, "No.", intent).await, Err(CareError::Conflict)));
        // A key is somebody's own: the same one from another account is another message.
        ada.replies_once(first.thread, "Thank you.", intent).await.unwrap();
        assert_eq!((clinic.count("threads").await, clinic.count("messages").await), (1, 4));
        assert_eq!(clinic.outbox().await.len(), 1, "one letter for one answer");
        // The trail has one "ok" for each message; a form that came again is there as what it was.
        let sent = "audit where action in ('start-thread', 'reply-to-thread', 'answer-thread') and outcome";
        assert_eq!(clinic.count(&format!("{sent} = 'ok'")).await, 4);
        assert_eq!(clinic.count(&format!("{sent} = 'again'")).await, 3);
    }

    async fn two_tabs_that_send_at_once_send_once(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        for n in 1..=5 {
            let intent = clinic.world().intent();
            let send = || ada.starts(pool, "Travel", "May I travel?", intent);
            let (a, b, c) = tokio::join!(send(), send(), send());
            let (a, b, c) = (a.unwrap(), b.unwrap(), c.unwrap());
            assert!(a == b && b == c, "all three get the same reply");
            assert_eq!(clinic.count("messages").await, n);
            let answer = || nurse.answers_once(a.thread, "Yes.", intent);
            let (x, y) = tokio::join!(answer(), answer());
            assert_eq!(x.unwrap(), y.unwrap());
            // While it is unread she would not be told of the next one.
            ada.opens(a.thread).await.unwrap();
            clinic.execute("delete from messages where side = 'team'", []).await;
        }
        assert!(stored::miscounted(&clinic.db().look()).await.unwrap().is_empty());
        assert_eq!(clinic.outbox().await.len(), 5);
    }

    async fn two_tabs_with_one_key_and_two_texts_send_one_of_them(clinic) {
        let ada = clinic.patient("Ada").await;
        let _nurse = clinic.nurse().await;
        let pool = clinic.world().pool(clinic.cardiology.id).await;
        let intent = clinic.world().intent();
        let (a, b) = tokio::join!(
            ada.starts(pool, "Travel", "May I travel?", intent),
            ada.starts(pool, "Travel", "May I fly?", intent)
        );
        let refused = [&a, &b].into_iter().filter(|o| matches!(o, Err(CareError::Conflict))).count();
        assert_eq!((refused, clinic.count("messages").await), (1, 1));
    }
}

// --- counters ---

/// One random thing that somebody of the clinic does.
async fn something(
    chance: &Chance,
    patients: &[Patient],
    staff: &[Staff],
    threads: &mut Vec<(usize, usize, ThreadId)>,
    clinic: &Clinic,
) {
    let [kind, who, which, ..]: [u8; 8] = chance.bytes();
    let patient = usize::from(who) % patients.len();
    if kind % 6 == 0 || threads.is_empty() {
        let practice = usize::from(which) % 2;
        let to = [&clinic.cardiology, &clinic.family_medicine][practice];
        let sent = patients[patient].writes_to(to, "A question").await.unwrap();
        threads.push((patient, practice, sent.thread));
        return;
    }
    let (patient, practice, thread) = threads[usize::from(which) % threads.len()];
    match kind % 6 {
        1 => drop(patients[patient].replies(thread, "One more thing").await.unwrap()),
        2 | 3 => drop(staff[practice].answers(thread, "An answer").await.unwrap()),
        4 => drop(patients[patient].opens(thread).await.unwrap()),
        _ => drop(staff[practice].opens(thread).await.unwrap()),
    }
}

both_databases! {
    async fn counters_equal_what_they_count_after_any_history(clinic) {
        let patients = [clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.patient("Ida").await];
        let staff = [
            clinic.nurse().await,
            clinic.staff(Role::Clinician, &[&clinic.family_medicine]).await,
        ];
        let chance = Chance::seeded(42);
        let mut threads = Vec::new();
        for n in 0..300 {
            something(&chance, &patients, &staff, &mut threads, &clinic).await;
            if n % 25 == 0 {
                assert!(stored::miscounted(&clinic.db().look()).await.unwrap().is_empty(), "after {n} operations");
            }
        }
        assert!(stored::miscounted(&clinic.db().look()).await.unwrap().is_empty());
        assert!(threads.len() > 20);
        // What is counted is also what is shown.
        for (n, patient) in patients.iter().enumerate() {
            let mut unread = 0;
            for (owner, _, thread) in &threads {
                if *owner == n {
                    unread += u32::from(shows_unread(&clinic, *thread).await);
                }
            }
            let me = portal_care::accounts::me(clinic.portal(), &patient.visitor()).await.unwrap();
            let portal_types::account::Who::Patient { charts, .. } = me.who else { panic!("a patient") };
            assert_eq!(charts[0].unread, unread);
        }
        clinic.outbox().await;
    }

    /// Two sides at once: the patient reads and writes while the team answers.
    async fn counters_hold_while_both_sides_act_at_once(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let other = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        for n in 0..40 {
            let (a, b, c, d) = tokio::join!(
                nurse.answers(sent.thread, "Yes."),
                ada.opens(sent.thread),
                other.answers(sent.thread, "Indeed."),
                async {
                    if n % 2 == 0 { ada.replies(sent.thread, "And by ship?").await.map(|_| ()) } else { Ok(()) }
                }
            );
            a.unwrap();
            b.unwrap();
            c.unwrap();
            d.unwrap();
            assert!(stored::miscounted(&clinic.db().look()).await.unwrap().is_empty(), "round {n}");
            // Whoever wrote last decides whether an answer is owed.
            let last: Vec<String> =
                clinic.column("select side from messages order by at desc, id desc limit 1").await;
            let waiting = clinic.count("threads where waiting").await == 1;
            assert!(!waiting || last[0] == "patient" || n % 2 == 0, "round {n}");
        }
        clinic.outbox().await;
    }
}

async fn shows_unread(clinic: &Clinic, thread: ThreadId) -> bool {
    let id = thread.0;
    let rows = clinic.rows("select unread from threads where id = $1", [id.into()]).await;
    let unread: i64 = rows[0].try_get("", "unread").unwrap();
    unread > 0
}

/// A patient's message is never left without a flag: if the answer was on its way while she wrote, her message still
/// waits for the next one.
#[tokio::test]
async fn a_message_that_comes_while_an_answer_is_sent_is_not_lost_from_the_queue() {
    let Some(clinic) = Clinic::open_on(portal_testkit::Database::Postgres).await else {
        return portal_testkit::skipped();
    };
    let ada = clinic.patient("Ada").await;
    let nurse = clinic.nurse().await;
    let sent = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
    let other_node = clinic.another_node().await;
    let nurse = nurse.at(&other_node);
    for n in 0..60 {
        let (answered, replied) =
            tokio::join!(nurse.answers(sent.thread, "Yes."), ada.replies(sent.thread, "And by ship?"));
        answered.unwrap();
        replied.unwrap();
        // Whichever transaction came last decides, and the trail says which it was.
        let last: Vec<String> = clinic
            .column("select action from audit where action in ('answer-thread', 'reply-to-thread') order by seq desc limit 1")
            .await;
        let waiting = clinic.count("threads where waiting").await == 1;
        assert_eq!(waiting, last[0] == "reply-to-thread", "round {n}");
        assert!(stored::miscounted(&clinic.db().look()).await.unwrap().is_empty(), "round {n}");
    }
    clinic.outbox().await;
}

// --- budgets of statements ---

both_databases! {
    async fn pages_keep_to_their_budget_of_statements_whatever_there_is(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let first = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        // The first look of ten minutes is audited: three statements more, one of them takes the chain's head.
        let count = clinic.statements();
        ada.inbox().await.unwrap();
        assert_eq!(clinic.statements() - count, 5, "the first look");
        for rows in [1, 40] {
            for _ in 1..rows {
                ada.writes_to(&clinic.cardiology, "Another question").await.unwrap();
                ada.replies(first.thread, "One more thing").await.unwrap();
            }
            // Two statements of a thread, and two of the form, are for what was half-written there and for files; two more of
            // the form are for the inboxes and the holidays: she is told who reads it, and by when.
            for (what, most) in [("inbox", 3), ("thread", 5), ("compose", 6)] {
                let count = clinic.statements();
                match what {
                    "inbox" => drop(ada.inbox().await.unwrap()),
                    "thread" => drop(ada.opens(first.thread).await.unwrap()),
                    _ => drop(ada.compose_options().await.unwrap()),
                }
                let statements = clinic.statements() - count;
                assert!(statements <= most, "{what}: {statements} statements with {rows} threads");
            }
            nurse.inbox(DeskFilter::All).await.unwrap();
            nurse.opens(first.thread).await.unwrap();
            // Two more statements of a thread at a desk are for who else answers it, and for its blocks.
            for (what, most) in [("desk", 3), ("desk thread", 7)] {
                let count = clinic.statements();
                match what {
                    "desk" => drop(nurse.inbox(DeskFilter::All).await.unwrap()),
                    _ => drop(nurse.opens(first.thread).await.unwrap()),
                }
                let statements = clinic.statements() - count;
                assert!(statements <= most, "{what}: {statements} statements with {rows} threads");
            }
        }
    }

    async fn lists_come_in_pages_without_gaps_or_repeats(clinic) {
        let ada = clinic.patient("Ada").await;
        let nurse = clinic.nurse().await;
        let mut written = Vec::new();
        for _ in 0..45 {
            written.push(ada.writes_to(&clinic.cardiology, "A question").await.unwrap().thread);
        }
        written.reverse();
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        let (mut after, mut desk_after) = (None, None);
        for page in 1..=3 {
            let inbox = clinic
                .portal()
                .read(&ada.visitor(), Action::ListThreads, async |call| messages::inbox(call, ada.id, after).await)
                .await
                .unwrap();
            mine.extend(inbox.page.rows.iter().map(|r| r.thread));
            after = inbox.page.next;
            assert_eq!(after.is_none(), page == 3);
            let queue = clinic
                .portal()
                .read(&nurse.visitor(), Action::ListDesk, async |call| {
                    desk_inbox(call, DeskFilter::Waiting, desk_after).await
                })
                .await
                .unwrap();
            theirs.extend(queue.page.rows.iter().map(|r| r.thread));
            desk_after = queue.page.next;
        }
        assert_eq!(mine, written);
        assert_eq!(theirs, written);
        for n in 0..45 {
            ada.replies(written[0], &format!("Message {n}")).await.unwrap();
        }
        let (mut bodies, mut before) = (Vec::new(), None);
        loop {
            let view = messages::open(clinic.portal(), &ada.visitor(), ada.id, written[0], before).await.unwrap();
            bodies.extend(view.messages.rows.into_iter().map(|m| m.body));
            before = view.messages.next;
            if before.is_none() {
                break;
            }
        }
        let mut expected: Vec<String> = (0..45).rev().map(|n| format!("Message {n}")).collect();
        expected.push("A question".into());
        assert_eq!(bodies, expected);
    }
}
