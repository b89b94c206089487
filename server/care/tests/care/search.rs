//! Looking for words in messages: what is found, by whom, and that what was looked for stays with who looked.

use portal_care::messages::{desk_open, index_older, open};
use portal_care::{Action, CareError, messages};
use portal_testkit::{Clinic, Granted, Patient, Staff, both_databases};
use portal_types::account::Role;
use portal_types::field::Problem;
use portal_types::ids::{MessageId, ThreadId};
use portal_types::message::{NewThread, Side, Topic};
use portal_types::page::PAGE;
use portal_types::representative::{Basis, Capability, GrantState, Right, Rights};
use portal_types::search::Found;

/// The conversations in which something was found, the newest first.
fn threads(found: &Found) -> Vec<ThreadId> {
    found.page.rows.iter().map(|row| row.thread).collect()
}

async fn finds(who: &Patient, words: &str) -> Vec<ThreadId> {
    threads(&who.finds_words(words).await.unwrap())
}

async fn desk_finds(who: &Staff, words: &str) -> Vec<ThreadId> {
    threads(&who.finds_words(words).await.unwrap())
}

/// A line with what was looked for in brackets.
fn line(found: &Found) -> String {
    let pieces = found.page.rows[0].pieces.iter();
    pieces.map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
}

/// A text, what is looked for, and whether it is found.
const CASES: [(&str, &str, bool); 60] = [
    ("My knee hurts", "knee", true),
    ("My knee hurts", "KNEE", true),
    ("My knee hurts", "knee hurts", true),
    ("My knee hurts", "hurts knee", true),
    ("My knee hurts", "kne", true),
    ("My knee hurts", "kne hurts", false),
    ("My knee hurts", "nee", false),
    ("My knee hurts", "knee ankle", false),
    ("My knee hurts", "m", true),
    ("My knee hurts", "my my my", true),
    ("Mañana por la mañana", "manana", true),
    ("Mañana por la mañana", "mañana", true),
    ("Manana", "mañana", true),
    ("El niño tiene tos", "nino tos", true),
    ("¿Cuándo?", "cuando", true),
    ("¡Gracias!", "gracias", true),
    ("pingüino", "pinguino", true),
    ("Straße", "strasse", false),
    ("Straße", "straße", true),
    ("Straße", "STRAẞE", true),
    ("Ærøskøbing", "ærøskøbing", true),
    ("Łódź", "łodz", true),
    ("İstanbul", "istanbul", true),
    ("ΑΘΗΝΑ", "αθηνα", true),
    ("Αθήνα", "αθηνα", true),
    ("Москва", "москва", true),
    ("МОСКВА", "моск", true),
    ("ﬁne", "fine", true),
    ("①", "1", true),
    ("x² + y", "x2", true),
    ("½ tablet", "1 2", true),
    ("38.5°C", "38", true),
    ("38.5°C", "38.5", true),
    ("38.5°C", "385", false),
    ("2026-11-20", "2026 11", true),
    ("413-555-0100", "555", true),
    ("A1c of 6.9", "a1c", true),
    ("COVID-19", "covid", true),
    ("COVID-19", "covid19", false),
    ("O'Brien", "brien", true),
    ("O'Brien", "o'brien", true),
    ("X-ray", "x-ray", true),
    ("X-ray", "xray", false),
    ("a_b", "a_b", true),
    ("say \"no\"", "\"no\"", true),
    ("say \"no\"", "no\" OR \"yes", false),
    ("this or that", "or", true),
    ("this and that", "and", true),
    ("not near", "not near", true),
    ("body text", "body:text", true),
    ("star*", "sta*", true),
    ("caret ^", "^caret", true),
    ("100%", "100%", true),
    ("semi; colon", "semi;", true),
    ("back\\slash", "back\\slash", true),
    ("paren (thesis)", "(thesis", true),
    ("dash — long", "dash long", true),
    ("smile 🦦 otter", "🦦 otter", true),
    ("two\n\nlines", "two lines", true),
    ("p01900000000070008000000000002710", "q0190", false),
];

both_databases! {
    /// Both databases find the same: what is looked for is the words that Rust has folded.
    async fn what_is_found_is_the_same_on_both_databases(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let mut sent: Vec<(&str, ThreadId)> = Vec::new();
        for (text, _, _) in CASES {
            if sent.iter().all(|(known, _)| *known != text) {
                sent.push((text, ada.writes_to(&clinic.cardiology, text).await.unwrap().thread));
            }
        }
        let mut wrong = Vec::new();
        for (text, words, expected) in CASES {
            let thread = sent.iter().find(|(known, _)| *known == text).unwrap().1;
            let (mut after, mut found) = (None, false);
            ada.looks_for(words).await.unwrap();
            loop {
                let page = ada.finds_after(after).await.unwrap();
                found |= threads(&page).contains(&thread);
                after = page.page.next;
                if after.is_none() {
                    break;
                }
            }
            if found != expected {
                wrong.push(format!("{text:?} by {words:?}: {found}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    async fn a_message_is_found_by_subject_text_writer_and_practice(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let new = clinic.world().new_thread(&clinic.cardiology, Topic::General, "May I travel by ship?");
        let first = ada.starts_thread(NewThread { subject: "Before my journey".into(), ..new }).await.unwrap();
        nurse.answers(first.thread, "Yes, on calm waters.").await.unwrap();
        let ids = |found: Found| found.page.rows.into_iter().map(|row| row.message).collect::<Vec<MessageId>>();
        assert_eq!(ids(ada.finds_words("journey").await.unwrap()), [first.message], "the first one of its conversation");
        assert_eq!(ids(ada.finds_words("journey ship").await.unwrap()), [first.message]);
        assert_eq!(ids(ada.finds_words("cardiology").await.unwrap()).len(), 2);
        let found = ada.finds_words("robin calm").await.unwrap();
        let row = &found.page.rows[0];
        assert_eq!((found.page.rows.len(), row.side, row.author.as_str()), (1, Side::Team, nurse.display_name.as_str()));
        assert_eq!((row.subject.as_str(), row.practice.as_str()), ("Before my journey", "Cardiology"));
        assert_eq!((row.patient.clone(), found.words.as_str()), (None, "robin calm"));
        assert_eq!(line(&found), "Yes, on [calm] waters.");
        assert!(ada.finds_words("ship calm").await.unwrap().page.rows.is_empty(), "not across messages");
        // At a desk it is said whose chart it is.
        let found = nurse.finds_words("journey").await.unwrap();
        let name = format!("Ada {}", ada.record.family);
        assert_eq!(found.page.rows[0].patient, Some((ada.id, name)));
        clinic.outbox().await;
    }

    async fn everybody_finds_what_is_open_to_her_and_nothing_else(clinic) {
        let (ada, eva, olga) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.patient("Olga").await);
        let nurse = clinic.nurse().await;
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let adas = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let evas = eva.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let other = ada.writes_to(&clinic.family_medicine, "May I travel?").await.unwrap().thread;
        assert_eq!(finds(&ada, "travel").await, [other, adas]);
        assert_eq!(finds(&eva, "travel").await, [evas]);
        assert_eq!(desk_finds(&nurse, "travel").await, [evas, adas]);
        assert_eq!(desk_finds(&elsewhere, "travel").await, [other]);
        // Not by the words for a chart or an inbox either.
        for word in [ada.id.0.simple().to_string(), format!("p{}", ada.id.0.simple())] {
            assert!(finds(&eva, &word).await.is_empty() && desk_finds(&nurse, &word).await.is_empty());
        }
        // Whoever may read messages for her, while she may.
        let reading = Rights::NONE.with(Capability::Messages, Right::Read);
        let grant = clinic.represents(&olga, ada.id, Granted::consent(reading)).await;
        let hers = olga.acting_for(ada.id);
        assert_eq!(finds(&hers, "travel").await, [other, adas]);
        assert!(olga.finds_after(None).await.unwrap().words.is_empty(), "in her own chart she has looked for nothing");
        clinic.makes_it(grant, GrantState::Suspended).await;
        assert!(matches!(hers.finds_after(None).await, Err(CareError::Denied)), "at once");
        assert!(matches!(hers.looks_for("travel").await, Err(CareError::Denied)));
        // And whoever answers a pool, while she does.
        clinic.execute("delete from pool_members", []).await;
        assert!(nurse.finds_after(None).await.unwrap().page.rows.is_empty());
        // Patients at the desk, staff at a chart.
        let portal = clinic.portal();
        let refused = portal
            .read(&ada.visitor(), Action::SearchDesk, async |call| messages::desk_found(call, None).await)
            .await;
        assert!(matches!(refused, Err(CareError::Denied)));
        let refused = portal
            .read(&nurse.visitor(), Action::SearchThreads, async |call| messages::found(call, ada.id, None).await)
            .await;
        assert!(matches!(refused, Err(CareError::Denied)));
    }

    /// not found, not counted, and with the same statements.
    async fn r_6_12_what_a_teen_keeps_is_found_by_no_representative(clinic) {
        let (teen, mother) = (clinic.patient("Tess").await, clinic.patient("Mara").await);
        let nurse = clinic.nurse().await;
        clinic.execute("update patients set born = '2011-12-13' where id = $1", [teen.id.0.into()]).await;
        clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        let hers = mother.acting_for(teen.id);
        let open = hers.writes_to(&clinic.cardiology, "May she travel?").await.unwrap().thread;
        hers.looks_for("travel").await.unwrap();
        let cost = async || {
            let before = clinic.statements();
            let found = hers.finds_after(None).await.unwrap();
            assert_eq!(threads(&found), [open]);
            assert_eq!(found.page.next, None);
            (clinic.statements() - before, serde_json::to_string(&found.page).unwrap())
        };
        cost().await;
        let before = cost().await;
        // More of them than a page has.
        for _ in 0..PAGE + 2 {
            teen.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        }
        assert_eq!(cost().await, before);
        assert_eq!(threads(&teen.finds_words("travel").await.unwrap()).len(), PAGE as usize);
        assert_eq!(desk_finds(&nurse, "travel").await.len(), PAGE as usize);
    }

    async fn a_long_list_goes_on_where_it_ended(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "Question 0").await.unwrap().thread;
        for n in 1..45 {
            ada.replies(thread, &format!("Question {n}")).await.unwrap();
        }
        ada.looks_for("question").await.unwrap();
        let (mut seen, mut after, mut costs): (Vec<(i64, MessageId)>, _, Vec<u64>) = (Vec::new(), None, Vec::new());
        ada.finds_after(None).await.unwrap();
        loop {
            let before = clinic.statements();
            let found = ada.finds_after(after).await.unwrap();
            costs.push(clinic.statements() - before);
            assert!(found.page.rows.len() <= PAGE as usize);
            seen.extend(found.page.rows.iter().map(|row| (row.at.ms, row.message)));
            after = found.page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(costs, [4, 4, 4], "the session, the words, the page, and on which page of its conversation each is");
        assert_eq!(seen.len(), 45);
        assert!(seen.windows(2).all(|two| two[0] > two[1]), "the newest first, each once");
        assert_eq!(nurse.finds_words("question 44").await.unwrap().page.rows.len(), 1);
    }

    /// Whoever follows what was found reads it there: on the newest page of its conversation, or on the one that has it.
    async fn what_is_found_says_on_which_page_of_its_conversation_it_is(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "Question zero").await.unwrap().thread;
        for n in 1..PAGE * 2 + 5 {
            ada.replies(thread, &format!("Question {n}, and the rest of it")).await.unwrap();
        }
        for words in ["zero", "1 rest", "24 rest", "25 rest", "44 rest"] {
            let ours = ada.finds_words(words).await.unwrap().page.rows.remove(0);
            let theirs = nurse.finds_words(words).await.unwrap().page.rows.remove(0);
            assert_eq!((ours.message, ours.page), (theirs.message, theirs.page), "{words}");
            let newest = ["25 rest", "44 rest"].contains(&words);
            assert_eq!(ours.page.is_none(), newest, "{words}");
            let shown = open(clinic.portal(), &ada.visitor(), ada.id, thread, ours.page).await.unwrap();
            assert!(shown.messages.rows.iter().any(|row| row.message == ours.message), "{words}");
            let shown = desk_open(clinic.portal(), &nurse.visitor(), thread, theirs.page).await.unwrap();
            assert!(shown.messages.rows.iter().any(|row| row.message == theirs.message), "{words}");
        }
    }

    async fn r_11_3_what_is_found_at_a_desk_is_a_look_at_each_chart(clinic) {
        let (ada, eva, nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        eva.writes_to(&clinic.cardiology, "May I swim?").await.unwrap();
        let looks = async |patient: portal_types::ids::PatientId| {
            let sql = "select seq from audit where action = 'search-desk' and patient_id = $1";
            clinic.rows(sql, [patient.0.into()]).await.len()
        };
        nurse.finds_words("travel").await.unwrap();
        assert_eq!((looks(ada.id).await, looks(eva.id).await), (1, 0), "of whose chart nothing was shown");
        ada.finds_words("swim").await.unwrap();
        let sql = "select seq from audit where action = 'search-threads' and patient_id = $1 and category = 'messages'";
        assert_eq!(clinic.rows(sql, [ada.id.0.into()]).await.len(), 1, "that she looked, whatever was found");
    }

    /// What is looked for is about health: it is with who looked for it, and nowhere else.
    async fn r_5_6_what_is_looked_for_is_kept_for_who_looks_and_for_nobody_else(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let doctor = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let entries = clinic.count("audit").await;
        ada.looks_for("  canaryword \n  may ").await.unwrap();
        assert_eq!(clinic.count("audit").await, entries, "that nobody sees it needs no entry");
        nurse.finds_words("canaryword").await.unwrap();
        let found = ada.finds_after(None).await.unwrap();
        assert_eq!((found.words.as_str(), found.page.rows.len()), ("canaryword may", 0), "on one line");
        assert!(doctor.finds_after(None).await.unwrap().words.is_empty());
        let elsewhere = clinic.everything_in(|table| table != "drafts").await;
        assert!(!elsewhere.contains("canaryword"));
        assert_eq!(clinic.count("drafts").await, 2);
        // Another device of hers, and the next words.
        let phone = ada.on_another_device();
        phone.signs_in().await.unwrap();
        assert_eq!(phone.finds_after(None).await.unwrap().words, "canaryword may");
        ada.looks_for("travel").await.unwrap();
        assert_eq!((phone.finds_after(None).await.unwrap().page.rows.len(), clinic.count("drafts").await), (1, 2));
        assert_eq!(ada.finds_half_written().await.unwrap(), None, "that is no message");
        clinic.outbox().await;
    }

    /// Many words that begin alike stand between those that are looked for.
    async fn r_6_10_a_beginning_is_found_behind_any_number_that_begin_alike(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "My medicine is used up").await.unwrap().thread;
        for _ in 0..170 {
            ada.replies(thread, "A medal").await.unwrap();
        }
        assert_eq!(finds(&ada, "used medic").await, [thread]);
        assert_eq!(finds(&ada, "medic").await, [thread]);
        assert_eq!(finds(&ada, "medal").await.len(), 20);
        assert!(finds(&ada, "meds").await.is_empty());
    }

    /// An upgrade: messages from before there was a search.
    async fn older_messages_are_put_into_the_index_at_a_start(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        ada.replies(thread, "And by ship?").await.unwrap();
        forgets_the_index(&clinic).await;
        assert!(finds(&ada, "travel").await.is_empty());
        let new = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        let (one, other) = tokio::join!(index_older(clinic.portal()), index_older(clinic.portal()));
        // Of two at once each may have seen both, and each message stands there once.
        assert!(one.unwrap() + other.unwrap() >= 2);
        assert_eq!((finds(&ada, "travel").await, finds(&ada, "ship").await), (vec![thread], vec![thread]));
        assert_eq!(finds(&ada, "question").await, [new, thread], "by the subject, once");
        assert_eq!(desk_finds(&nurse, "swim").await, [new]);
        assert_eq!(clinic.count("message_rows").await, 3);
        assert_eq!(index_older(clinic.portal()).await.unwrap(), 0);
        clinic.portal().begin().await.unwrap();
        assert_eq!(clinic.count("message_rows").await, 3);
    }
}

/// As if there had never been one.
async fn forgets_the_index(clinic: &Clinic) {
    if !clinic.db().is_postgres() {
        clinic.execute("insert into message_words (message_words) values ('delete-all')", []).await;
    }
    clinic.execute("delete from message_rows", []).await;
}

#[tokio::test]
async fn what_has_no_word_in_it_is_not_looked_for() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let long = "x".repeat(201);
    for (words, problem) in [
        ("", Problem::Missing),
        (" \n ", Problem::Missing),
        ("\"*\" …", Problem::Missing),
        (long.as_str(), Problem::TooLong(200)),
    ] {
        for refused in [ada.looks_for(words).await, nurse.finds_words(words).await.map(drop)] {
            assert!(
                matches!(&refused, Err(CareError::Invalid(all)) if all[0].field == "words" && all[0].problem == problem),
                "{words:?}"
            );
        }
    }
    assert_eq!(clinic.count("drafts").await, 0);
    let found = ada.finds_after(None).await.unwrap();
    assert!(found.words.is_empty() && found.page.rows.is_empty());
}
