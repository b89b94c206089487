//! What the first page of a chart says, and what the page of all people says of each; and R-6.14: that nobody is written to
//! of every single thing.

use portal_care::CareError;
use portal_care::messages::Place;
use portal_testkit::{Clinic, Granted, Item, Patient, both_databases, minutes};
use portal_types::account::Lang;
use portal_types::ask::{AskDraft, AskKind, AskState, DeskAskMove, Refusing, VisitKind};
use portal_types::day::Day;
use portal_types::home::{HOME_LINES, HomeLine};
use portal_types::ids::{AskId, PatientId};
use portal_types::message::Draft;
use portal_types::notice::Letter;
use portal_types::representative::{Basis, Capability, PersonRow, Right, Rights};

/// The requests among lines.
fn asks(lines: &[HomeLine]) -> Vec<AskId> {
    let ask = |line: &HomeLine| match line {
        HomeLine::Ask(row) => Some(row.ask),
        HomeLine::Thread { .. } | HomeLine::Begun { .. } | HomeLine::BegunAsk { .. } => None,
    };
    lines.iter().filter_map(ask).collect()
}

/// Somebody on a page of all people.
async fn card(who: &Patient, patient: PatientId) -> PersonRow {
    who.people().await.unwrap().people.into_iter().find(|person| person.patient == patient).unwrap()
}

/// What somebody was written.
async fn told(clinic: &Clinic, who: &Patient) -> Vec<Letter> {
    clinic.letters_to(&who.contact).await.into_iter().map(|mail| mail.letter).collect()
}

/// Sets the birth date of a record: nobody under 18 enrolls in the wizard.
async fn is_born(clinic: &Clinic, patient: PatientId, born: &str) {
    clinic.execute("update patients set born = $1 where id = $2", [born.into(), patient.0.into()]).await;
}

both_databases! {
    async fn the_first_page_says_what_waits_for_whom_and_until_when(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let quiet = ada.home().await.unwrap();
        assert!(quiet.is_quiet() && quiet.is_read());
        let waiting = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let answered = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        nurse.answers(answered, "Yes.").await.unwrap();
        let sent = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let asked = ada.asks_for_a_visit(&clinic.cardiology, "A hand.").await.unwrap();
        nurse.moves_ask(asked, DeskAskMove::NeedInfo("Which one?".into())).await.unwrap();
        let over = ada.asks_for_a_visit(&clinic.cardiology, "A cough.").await.unwrap();
        nurse.moves_ask(over, DeskAskMove::Decline(Refusing::NeedsVisit, String::new())).await.unwrap();
        let more = clinic.world().intent();
        for (place, intent) in [(Place::Reply(ada.id, waiting), more), (Place::New(ada.id), clinic.world().intent())] {
            ada.half_writes(place, Draft::reply("And".into()), intent).await.unwrap();
        }

        let home = ada.home().await.unwrap();
        let [HomeLine::Ask(needs), HomeLine::Begun { thread: None, .. }, HomeLine::Begun { thread: Some(begun), .. }] =
            home.waits.lines.as_slice()
        else {
            panic!("{:?}", home.waits)
        };
        assert_eq!((needs.ask, needs.state, needs.news, begun.thread), (asked, AskState::NeedsInfo, true, waiting));
        assert_eq!(needs.due, None, "it is her turn");
        let [HomeLine::Ask(first), HomeLine::Thread { row, due }] = home.owed.lines.as_slice() else {
            panic!("{:?}", home.owed)
        };
        assert_eq!((first.ask, row.thread), (sent, waiting));
        assert_eq!(first.due, ada.opens_ask(sent).await.unwrap().due);
        assert_eq!(*due, ada.opens(waiting).await.unwrap().answer_by);
        assert!(due.is_some() && !home.waits.more && !home.owed.more);
        let unread: Vec<_> = home.unread.iter().map(|row| row.thread).collect();
        let news: Vec<_> = home.answered.iter().map(|row| (row.ask, row.state)).collect();
        assert_eq!((unread, news), (vec![answered], vec![(over, AskState::Declined)]));
        let on_people = card(&ada, ada.id).await;
        assert_eq!((on_people.waits, on_people.due, on_people.unread), (1, *due, 1));

        // What is read, answered, sent or thrown away is there no more.
        ada.opens(answered).await.unwrap();
        ada.opens_ask(over).await.unwrap();
        assert!(ada.home().await.unwrap().is_read());
        ada.says(asked, "The left one.").await.unwrap();
        ada.replies_once(waiting, "By ship.", more).await.unwrap();
        let home = ada.home().await.unwrap();
        assert!(matches!(home.waits.lines.as_slice(), [HomeLine::Begun { thread: None, .. }]), "{:?}", home.waits);
        assert_eq!(asks(&home.owed.lines).len(), 2);
        clinic.execute("update threads set shelf = 'trash' where id = $1", [waiting.0.into()]).await;
        assert!(ada.home().await.unwrap().owed.lines.iter().all(|line| matches!(line, HomeLine::Ask(_))));
        assert_eq!(card(&ada, ada.id).await.waits, 0);
        clinic.outbox().await;
    }

    /// The first due first, and no more than a few lines.
    async fn a_list_is_short_and_says_that_there_is_more(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let mut sent = Vec::new();
        for n in 0..=HOME_LINES {
            sent.push(ada.asks_for_a_visit(&clinic.cardiology, &format!("Reason {n}.")).await.unwrap());
        }
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let today = clinic.world().day_in(0);
        let sooner = "update asks set due_day = $1 where id = $2";
        clinic.execute(sooner, [(today.epoch() - 1).into(), sent[3].0.into()]).await;
        let home = ada.home().await.unwrap();
        assert_eq!((home.owed.lines.len(), home.owed.more), (HOME_LINES, true));
        assert_eq!(home.owed.lines[0].due().map(Day::epoch), Some(today.epoch() - 1), "what is late stands first");
        assert_eq!(asks(&home.owed.lines[..1]), [sent[3]]);
        let due = card(&ada, ada.id).await.due;
        assert_eq!(due.map(Day::epoch), Some(today.epoch() - 1));
        clinic.execute("update threads set due_day = $1 where id = $2", [(today.epoch() - 5).into(), thread.0.into()]).await;
        assert_eq!(card(&ada, ada.id).await.due.map(Day::epoch), Some(today.epoch() - 5));
    }

    async fn the_next_visit_is_one_that_was_agreed_or_one_of_the_record(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let june = clinic.patient("June").await;
        let all = Rights::every();
        clinic.represents(&june, ada.id, Granted::consent(all)).await;
        let at = june.acting_for(ada.id);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::Propose(vec![clinic.world().time_in(9)])).await.unwrap();
        assert!(ada.home().await.unwrap().visit.is_none(), "nothing is agreed");
        let time = ada.opens_ask(ask).await.unwrap().times[0].time;
        ada.chooses(ask, time).await.unwrap();
        let visit = ada.home().await.unwrap().visit.unwrap();
        assert_eq!((visit.ask, visit.way, visit.timed), (Some(ask), Some(VisitKind::InPerson), true));
        assert_eq!((visit.place.as_str(), visit.practice.as_deref()), ("Room 4", Some("Cardiology")));
        // A sooner one of the record; not one that was called off.
        clinic.charts(ada.id, Item::visit(&clinic.family_medicine).status("cancelled").days_ago(-2)).await;
        let noted = clinic.charts(ada.id, Item::visit(&clinic.family_medicine).status("planned").days_ago(-3)).await;
        for who in [&ada, &at] {
            let visit = who.home().await.unwrap().visit.unwrap();
            assert_eq!((visit.ask, visit.practice.as_deref()), (None, Some("Family Medicine")));
        }
        clinic.keeps_from_representatives(ada.id, noted).await;
        assert_eq!(at.home().await.unwrap().visit.unwrap().ask, Some(ask), "the other one is confidential");
        assert_eq!(ada.home().await.unwrap().visit.unwrap().ask, None);
        ada.withdraws(ask).await.unwrap();
        assert!(at.home().await.unwrap().visit.is_none());
        clinic.outbox().await;
    }

    /// R-3.15, R-6.12: of each person the next visit, by the keys by which the chart's own first page has it; and who was
    /// shown it has looked at it.
    async fn r_3_14_the_page_of_all_people_says_the_next_visit_of_each(clinic) {
        let (june, maya, nurse) =
            (clinic.patient("June").await, clinic.patient("Maya").await, clinic.nurse().await);
        is_born(&clinic, maya.id, "2010-12-13").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        for child in [theo, maya.id] {
            clinic.represents(&june, child, Granted::by(Basis::Parental)).await;
        }
        let ada = clinic.patient("Ada").await;
        let granted = Rights::NONE.with(Capability::Messages, Right::Read);
        let grant = clinic.represents(&june, ada.id, Granted::consent(granted)).await;
        for who in [june.id, theo, maya.id, ada.id] {
            assert_eq!(card(&june, who).await.visit, None);
        }
        let looks = "audit where action = 'read-household' and category in ('appointments', 'ask_appointment')";
        assert_eq!(clinic.count(looks).await, 0, "nothing was shown");

        // One that is over, one that was called off, and two that are to come.
        clinic.charts(theo, Item::visit(&clinic.family_medicine).status("planned").days_ago(1)).await;
        clinic.charts(theo, Item::visit(&clinic.family_medicine).status("cancelled").days_ago(-1)).await;
        let first = clinic.charts(theo, Item::visit(&clinic.cardiology).status("planned").days_ago(-2)).await;
        clinic.charts(theo, Item::visit(&clinic.family_medicine).status("booked").days_ago(-3)).await;
        for who in [maya.id, ada.id] {
            clinic.charts(who, Item::visit(&clinic.family_medicine).status("planned").days_ago(-2)).await;
        }
        let seen = card(&june, theo).await.visit;
        assert_eq!(seen, june.acting_for(theo).home().await.unwrap().visit, "as its own first page");
        assert_eq!(seen.unwrap().practice.as_deref(), Some("Cardiology"));
        assert_eq!(clinic.count(looks).await, 1, "of Theo's, and of nobody else's");
        clinic.keeps_from_representatives(theo, first).await;
        let seen = card(&june, theo).await.visit.unwrap();
        assert_eq!(seen.practice.as_deref(), Some("Family Medicine"), "the other one is confidential");
        // Of a teen, and by a consent that does not name them, they are not hers to see.
        assert!(card(&june, maya.id).await.visit.is_none() && card(&june, ada.id).await.visit.is_none());
        assert!(card(&maya, maya.id).await.visit.is_some());

        // What was agreed on, by the key to what was asked for: of a teen what she has asked herself.
        let at = june.acting_for(maya.id);
        let (own, hers) = (
            maya.asks_for_a_visit(&clinic.cardiology, "It is private.").await.unwrap(),
            at.asks_for_a_visit(&clinic.cardiology, "A check-up.").await.unwrap(),
        );
        for ask in [own, hers] {
            nurse.moves_ask(ask, DeskAskMove::Propose(vec![clinic.world().time_in(9)])).await.unwrap();
        }
        maya.chooses(own, maya.opens_ask(own).await.unwrap().times[0].time).await.unwrap();
        assert!(card(&june, maya.id).await.visit.is_none(), "what she keeps for herself");
        at.chooses(hers, at.opens_ask(hers).await.unwrap().times[0].time).await.unwrap();
        let seen = card(&june, maya.id).await.visit.unwrap();
        assert_eq!((seen.ask, seen.way, seen.timed), (Some(hers), Some(VisitKind::InPerson), true));
        assert_eq!(seen.practice.as_deref(), Some("Cardiology"));
        let asking = Rights::NONE.with(Capability::Appointments, Right::Read).number();
        clinic.execute("update grants set rights = $1 where id = $2", [asking.into(), grant.0.into()]).await;
        assert_eq!(card(&june, ada.id).await.visit.unwrap().practice.as_deref(), Some("Family Medicine"));
        clinic.outbox().await;
    }

    /// Each part by its own key: what a key does not open is neither shown nor counted.
    async fn who_acts_for_somebody_sees_of_it_what_her_keys_open(clinic) {
        let (maya, mother, nurse) =
            (clinic.patient("Maya").await, clinic.patient("June").await, clinic.nurse().await);
        is_born(&clinic, maya.id, "2010-12-13").await;
        clinic.represents(&mother, maya.id, Granted::by(Basis::Parental)).await;
        let at = mother.acting_for(maya.id);
        let own = maya.asks_for_a_visit(&clinic.cardiology, "It is private.").await.unwrap();
        let hers = at.asks_for_a_visit(&clinic.cardiology, "A check-up.").await.unwrap();
        for ask in [own, hers] {
            nurse.moves_ask(ask, DeskAskMove::NeedInfo("When?".into())).await.unwrap();
        }
        let thread = maya.writes_to(&clinic.cardiology, "May I ask something?").await.unwrap().thread;
        assert_eq!(asks(&at.home().await.unwrap().waits.lines), [hers]);
        assert!(at.home().await.unwrap().owed.lines.is_empty());
        assert_eq!(asks(&maya.home().await.unwrap().waits.lines).len(), 2);
        let seen = card(&mother, maya.id).await;
        assert_eq!((seen.waits, seen.due), (1, None));
        let seen = card(&maya, maya.id).await;
        assert_eq!((seen.waits, seen.due.is_some()), (2, true));
        // What she begins to write in her own chart is hers.
        let draft = Draft::reply("And".into());
        maya.half_writes(Place::Reply(maya.id, thread), draft, clinic.world().intent()).await.unwrap();
        assert_eq!(at.home().await.unwrap().waits.lines.len(), 1);

        // Who is given nothing of all that has no first page, as of a chart that is not there.
        let (father, daughter) = (clinic.patient("Otto").await, clinic.patient("Ida").await);
        let results = Rights::NONE.with(Capability::Results, Right::Read);
        let grant = clinic.represents(&daughter, father.id, Granted::consent(results)).await;
        father.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        father.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let at = daughter.acting_for(father.id);
        assert!(matches!(at.home().await, Err(CareError::Denied)));
        assert!(matches!(mother.acting_for(father.id).home().await, Err(CareError::Denied)));
        let seen = card(&daughter, father.id).await;
        assert_eq!((seen.waits, seen.due), (0, None));
        let asking = Rights::NONE.with(Capability::AskAppointment, Right::Read).number();
        clinic.execute("update grants set rights = $1 where id = $2", [asking.into(), grant.0.into()]).await;
        assert_eq!(at.home().await.unwrap().owed.lines.len(), 1, "the request, and not the message");
        assert!(card(&daughter, father.id).await.due.is_some());
        clinic.outbox().await;
    }

    // --- letters ---

    async fn r_6_14_what_is_not_read_is_told_once_in_ten_minutes(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let first = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let second = ada.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        nurse.answers(first, "Yes.").await.unwrap();
        assert_eq!(told(&clinic, &ada).await, [Letter::NewMessage]);
        nurse.answers(second, "Yes.").await.unwrap();
        nurse.answers(first, "But not by air.").await.unwrap();
        assert!(clinic.outbox().await.is_empty());
        // Something of another kind is another letter, once.
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::Comment("We look for a time.".into())).await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::Comment("Still looking.".into())).await.unwrap();
        assert_eq!(told(&clinic, &ada).await, [Letter::AskNews]);
        nurse.moves_ask(ask, DeskAskMove::NeedInfo("Which knee?".into())).await.unwrap();
        assert_eq!(told(&clinic, &ada).await, [Letter::AskNeedsYou], "she is to do something");
        ada.says(ask, "The left one.").await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::NeedInfo("Since when?".into())).await.unwrap();
        assert_eq!(told(&clinic, &ada).await, [Letter::AskNeedsYou], "and has answered what was asked before");
        // What she has read is no reason to be silent.
        ada.opens(first).await.unwrap();
        nurse.answers(first, "By ship.").await.unwrap();
        assert!(clinic.outbox().await.is_empty(), "the other one is unread");
        ada.opens(first).await.unwrap();
        ada.opens(second).await.unwrap();
        nurse.answers(first, "Or by train.").await.unwrap();
        assert_eq!(told(&clinic, &ada).await, [Letter::NewMessage]);
        clinic.later(minutes(9));
        nurse.answers(first, "Or on foot.").await.unwrap();
        assert!(clinic.outbox().await.is_empty());
        clinic.later(minutes(1));
        nurse.answers(second, "Or not at all.").await.unwrap();
        assert_eq!(told(&clinic, &ada).await, [Letter::NewMessage]);
    }

    /// A chart is a chart, a reader a reader; and what is kept from somebody says nothing to her, not even by silence.
    async fn r_6_14_silence_is_for_the_same_chart_and_for_what_one_sees(clinic) {
        let (mother, maya, nurse) =
            (clinic.patient("June").await, clinic.patient("Maya").await, clinic.nurse().await);
        is_born(&clinic, maya.id, "2010-12-13").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        for child in [theo, maya.id] {
            clinic.represents(&mother, child, Granted::by(Basis::Parental)).await;
        }
        portal_care::accounts::set_language(clinic.portal(), &mother.visitor(), Lang::Es).await.unwrap();
        let of_theo = mother.acting_for(theo).writes_to(&clinic.cardiology, "May he swim?").await.unwrap().thread;
        let own = mother.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        for thread in [of_theo, own, of_theo, own] {
            nurse.answers(thread, "Yes.").await.unwrap();
        }
        let letters = clinic.letters_to(&mother.contact).await;
        assert_eq!(letters.len(), 2, "one of each chart");
        assert!(letters.iter().all(|mail| mail.lang == Lang::Es && mail.stored == r#"{"letter":"new_message"}"#));
        // Both are unread, and of neither was she told for ten minutes: that she is told of one does not silence the other.
        clinic.later(minutes(10));
        for thread in [own, of_theo, own, of_theo] {
            nurse.answers(thread, "And a diver too.").await.unwrap();
        }
        assert_eq!(told(&clinic, &mother).await, [Letter::NewMessage, Letter::NewMessage], "once more one of each");

        let open = mother.acting_for(maya.id).writes_to(&clinic.cardiology, "A form?").await.unwrap().thread;
        let kept = maya.writes_to(&clinic.cardiology, "May I ask something?").await.unwrap().thread;
        nurse.answers(open, "Yes.").await.unwrap();
        assert_eq!((told(&clinic, &mother).await.len(), told(&clinic, &maya).await.len()), (1, 1));
        maya.opens(open).await.unwrap();
        nurse.answers(kept, "Of course.").await.unwrap();
        assert_eq!((told(&clinic, &mother).await.len(), told(&clinic, &maya).await.len()), (0, 1));
        nurse.answers(open, "It is ready.").await.unwrap();
        assert_eq!((told(&clinic, &mother).await.len(), told(&clinic, &maya).await.len()), (1, 0));
    }
}

/// R-10.1: neither what is about the chart, nor whose it is, is in the letter; and each says the same of every chart.
#[tokio::test]
async fn r_10_1_a_letter_about_a_chart_does_not_say_whose() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let drug = clinic.prescribes(ada.id, "Canarycillin 5 MG", 30).await;
    let pool = clinic.world().pool(clinic.cardiology.id).await;
    let sent = ada.starts(pool, "canary-subject", "canary-body", clinic.world().intent()).await.unwrap();
    nurse.answers(sent.thread, "canary-answer").await.unwrap();
    let renewal = ada.renews(&clinic.cardiology, &[drug]).await.unwrap().ask;
    nurse.moves_ask(renewal, DeskAskMove::NeedInfo("canary-question".into())).await.unwrap();
    let referral = ada.refers(&clinic.cardiology, clinic.world().day_in(30)).await.unwrap();
    nurse.moves_ask(referral, DeskAskMove::Decline(Refusing::Other, "canary-reason".into())).await.unwrap();
    let mut stored: Vec<String> = clinic.outbox().await.into_iter().map(|mail| mail.stored).collect();
    stored.sort_unstable();
    let plain = ["ask_needs_you", "ask_news", "new_message"].map(|letter| format!(r#"{{"letter":"{letter}"}}"#));
    assert_eq!(stored, plain);
    assert_eq!(
        clinic.count("outbox where patient_id is not null").await,
        3,
        "the table knows, for the rule of ten minutes"
    );
}

#[tokio::test]
async fn the_first_page_keeps_to_its_statements_and_its_look_is_audited() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    nurse.answers(thread, "Yes.").await.unwrap();
    ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
    let draft = Draft::reply("And".into());
    ada.half_writes(Place::Reply(ada.id, thread), draft, clinic.world().intent()).await.unwrap();
    let draft = AskDraft::of([("reason".to_owned(), "A knee.".to_owned())]);
    ada.half_asks(AskKind::Appointment, draft, clinic.world().intent()).await.unwrap();
    assert_eq!(ada.home().await.unwrap().waits.lines.len(), 2);
    let seen: Vec<String> = clinic
        .column("select category from audit where action = 'read-home' and outcome = 'ok' order by category")
        .await;
    assert_eq!(seen, ["appointments", "ask_appointment", "ask_referral", "ask_renewal", "messages"]);
    let before = clinic.statements();
    ada.home().await.unwrap();
    assert!(clinic.statements() - before <= 6, "{}", clinic.statements() - before);
    clinic.outbox().await;
}
