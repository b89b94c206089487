//! what happens to an ask while others look on: two people at one moment, a press that comes twice, a day that moves.
//! What may happen at all is the table in `asks::flow`.

use portal_care::live::{Heard, ear};
use portal_care::{CareError, Portal, Visitor};
use portal_store::messages::miscounted;
use portal_testkit::{Clinic, both_databases, hours, seconds};
use portal_types::account::Role;
use portal_types::ask::{
    Approval, AskDeed, AskFilter, AskForm, AskHappened, AskKind, AskSeen, AskState, DeskAskMove, DeskMoveKind, Holder,
    NewAsk, Refusing,
};
use portal_types::field::Problem;
use portal_types::notice::{About, Nudge};
use uuid::Uuid;

fn has_problem<T>(refused: &Result<T, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(all)) if all.iter().any(|p| p.field == field && p.problem == problem))
}

fn no(reason: Refusing) -> DeskAskMove {
    DeskAskMove::Decline(reason, String::new())
}

async fn counts_are_right(clinic: &Clinic) {
    assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty(), "the pools count what waits");
}

both_databases! {
    // --- at one moment ---

    async fn r_7_1_of_two_nurses_at_one_moment_one_decides_and_the_other_sees_it(clinic) {
        let ada = clinic.patient("Ada").await;
        let (one, other) = (clinic.nurse().await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let (yes, no) = tokio::join!(
            one.moves_ask(ask, DeskAskMove::Approve(Approval::Plain)),
            other.moves_ask(ask, no(Refusing::TooEarly))
        );
        let state = ada.opens_ask(ask).await.unwrap().state;
        match (yes, no) {
            (Ok(()), Err(CareError::Conflict)) => assert_eq!(state, AskState::Approved),
            (Err(CareError::Conflict), Ok(())) => assert_eq!(state, AskState::Declined),
            both => panic!("{both:?}"),
        }
        assert_eq!(clinic.count("ask_events").await, 2);
        assert_eq!(clinic.outbox().await.len(), 1, "she is told once");
        counts_are_right(&clinic).await;
    }

    async fn r_7_1_of_a_yes_and_a_taking_back_at_one_moment_each_knows_what_it_did(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.refers(&clinic.cardiology, clinic.world().day_in(30)).await.unwrap();
        let (from, to) = (clinic.world().day_in(0), clinic.world().day_in(60));
        let yes = DeskAskMove::Approve(Approval::Referral { number: "A-1".into(), visits: 3, from, to });
        let (approved, withdrawn) = tokio::join!(nurse.moves_ask(ask, yes), ada.withdraws(ask));
        let view = ada.opens_ask(ask).await.unwrap();
        match (approved, withdrawn) {
            (Ok(()), Err(CareError::Conflict)) => assert_eq!(view.authorization.unwrap().number, "A-1"),
            (Err(CareError::Conflict), Ok(())) => {
                assert_eq!((view.state, view.authorization), (AskState::Withdrawn, None));
            }
            both => panic!("{both:?}"),
        }
        clinic.outbox().await;
        counts_are_right(&clinic).await;
    }

    // --- what was not seen ---

    async fn r_7_1_nothing_is_done_over_what_the_patient_has_written_since(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let world = clinic.world();
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let seen = world.ask_as_it_is(ask).await;
        ada.says(ask, "It hurts more now.").await.unwrap();
        for step in [
            DeskAskMove::Review,
            DeskAskMove::NeedInfo("Which knee?".into()),
            DeskAskMove::Propose(vec![world.time_in(3)]),
            DeskAskMove::Approve(Approval::Plain),
            DeskAskMove::Comment("We have it.".into()),
            no(Refusing::TooEarly),
        ] {
            for anyway in [false, true] {
                let over = AskSeen { anyway, ..seen };
                let late = nurse.moves_ask_seeing(ask, step.clone(), over, world.intent()).await;
                assert!(matches!(late, Err(CareError::Conflict)), "{:?}", step.kind());
            }
        }
        // Nor over a line that is none of its history.
        let other = AskSeen { last: Some(Uuid::nil()), ..seen };
        let late = nurse.moves_ask_seeing(ask, DeskAskMove::Review, other, world.intent()).await;
        assert!(matches!(late, Err(CareError::Conflict)));
        assert_eq!(clinic.count("ask_events").await, 2);
        // What was read is gone on with; and a press that comes twice is the same one, whatever its page shows by then.
        let (seen, intent) = (world.ask_as_it_is(ask).await, world.intent());
        nurse.moves_ask_seeing(ask, DeskAskMove::Review, seen, intent).await.unwrap();
        ada.says(ask, "And since Monday.").await.unwrap();
        for seen in [seen, world.ask_as_it_is(ask).await] {
            nurse.moves_ask_seeing(ask, DeskAskMove::Review, seen, intent).await.unwrap();
        }
        assert_eq!(clinic.count("ask_events").await, 4);
        // Of a version of before it is not said what its page shows.
        nurse.moves_ask_over(ask, DeskAskMove::Comment("We have it.".into()), 1, world.intent()).await.unwrap();
        clinic.outbox().await;
        counts_are_right(&clinic).await;
    }

    async fn r_6_9_who_moves_it_after_a_colleague_says_that_she_will_all_the_same(clinic) {
        let ada = clinic.patient("Ada").await;
        let (one, other) = (clinic.nurse().await, clinic.nurse().await);
        let world = clinic.world();
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let seen = world.ask_as_it_is(ask).await;
        let times = |days| DeskAskMove::Propose(vec![world.time_in(days)]);
        let offered = async || {
            let times = ada.opens_ask(ask).await.unwrap().times;
            times.iter().map(|time| time.at.day()).collect::<Vec<_>>()
        };
        one.moves_ask_seeing(ask, times(3), seen, world.intent()).await.unwrap();
        let intent = world.intent();
        let late = other.moves_ask_seeing(ask, times(9), seen, intent).await;
        assert!(has_problem(&late, "anyway", Problem::NotAgreed));
        assert_eq!(offered().await, [world.day_in(3)], "what the first has offered");
        // What one has done oneself is no news.
        one.moves_ask_seeing(ask, DeskAskMove::Comment("Either door.".into()), seen, world.intent()).await.unwrap();
        let sure = AskSeen { anyway: true, ..seen };
        for _ in 0..2 {
            other.moves_ask_seeing(ask, times(9), sure, intent).await.unwrap();
        }
        assert_eq!(offered().await, [world.day_in(9)]);
        assert_eq!(clinic.count("ask_events").await, 4);
        // Over what one has read nothing is asked, and what cannot be done any more is not asked about.
        one.moves_ask(ask, no(Refusing::TooEarly)).await.unwrap();
        let late = other.moves_ask_seeing(ask, times(12), seen, world.intent()).await;
        assert!(matches!(late, Err(CareError::Conflict)));
        clinic.outbox().await;
        counts_are_right(&clinic).await;
    }

    async fn r_6_9_who_moves_it_while_a_colleague_is_at_it_is_told_who(clinic) {
        let ada = clinic.patient("Ada").await;
        let (one, other) = (clinic.nurse().await, clinic.nurse().await);
        let world = clinic.world();
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let say = || DeskAskMove::Comment("We have it.".into());
        one.claims(ask).await.unwrap();
        assert_eq!(other.opens_desk_ask(ask).await.unwrap().claimed, Some(one.display_name.clone()));
        assert_eq!(one.opens_desk_ask(ask).await.unwrap().claimed, None, "it is no news to herself");
        let refused = other.moves_ask(ask, DeskAskMove::Review).await;
        assert!(has_problem(&refused, "anyway", Problem::NotAgreed));
        assert_eq!(clinic.count("ask_events").await, 1);
        let sure = AskSeen { anyway: true, ..world.ask_as_it_is(ask).await };
        other.moves_ask_seeing(ask, DeskAskMove::Review, sure, world.intent()).await.unwrap();
        // Her own move ends it, and so does time.
        one.moves_ask(ask, say()).await.unwrap();
        assert_eq!(other.opens_desk_ask(ask).await.unwrap().claimed, None);
        other.moves_ask(ask, say()).await.unwrap();
        one.claims(ask).await.unwrap();
        clinic.later(seconds(61));
        assert_eq!(other.opens_desk_ask(ask).await.unwrap().claimed, None);
        other.moves_ask(ask, say()).await.unwrap();
        clinic.outbox().await;
    }

    // --- pressed twice ---

    async fn r_7_1_what_is_pressed_twice_is_done_once(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let intent = clinic.world().intent();
        for _ in 0..2 {
            ada.says_once(ask, "The left one.", intent).await.unwrap();
        }
        assert!(matches!(ada.says_once(ask, "The right one.", intent).await, Err(CareError::Conflict)));
        let intent = clinic.world().intent();
        for _ in 0..2 {
            nurse.moves_ask_over(ask, DeskAskMove::Approve(Approval::Plain), 1, intent).await.unwrap();
        }
        let other = nurse.moves_ask_over(ask, DeskAskMove::Done(String::new()), 1, intent).await;
        assert!(matches!(other, Err(CareError::Conflict)), "the same key for something else");
        assert_eq!(clinic.count("ask_events").await, 3);
        assert_eq!(clinic.count("audit where outcome = 'again'").await, 2);
        assert_eq!(clinic.outbox().await.len(), 1);
    }

    // --- written anew ---

    async fn r_7_1_it_is_written_anew_until_somebody_has_opened_it(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "My left knee.").await.unwrap();
        let anew = async |words: &str| clinic.world().new_visit(&clinic.cardiology, words).await;
        let right = NewAsk { provider: Some(clinic.cardiology.provider), ..anew("My right knee.").await };
        ada.changes_ask(ask, 1, right.clone()).await.unwrap();
        ada.changes_ask(ask, 1, right).await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.version, view.state, view.due.unwrap().to_string().as_str()), (2, AskState::Submitted, "2026-11-26"));
        assert!(matches!(&view.form, Some(AskForm::Appointment { reason, .. }) if reason == "My right knee."));
        assert_eq!(view.provider.unwrap().0, clinic.cardiology.provider);
        assert_eq!(view.events.rows[0].what, AskHappened::Changed);
        // Another tab shows what it was before.
        let stale = ada.changes_ask(ask, 1, anew("My foot.").await).await;
        assert!(matches!(stale, Err(CareError::Conflict)));
        // It stays with its office, and what it is.
        let elsewhere = clinic.world().new_visit(&clinic.family_medicine, "My foot.").await;
        assert!(has_problem(&ada.changes_ask(ask, 2, elsewhere).await, "pool", Problem::NotAChoice));
        let other_kind = clinic.world().new_referral(&clinic.cardiology, clinic.world().day_in(30)).await;
        assert!(matches!(ada.changes_ask(ask, 2, other_kind).await, Err(CareError::NotFound)));
        // Whoever at the desk has read the first version has not read this one.
        let intent = clinic.world().intent();
        let over_the_first = nurse.moves_ask_over(ask, DeskAskMove::Review, 1, intent).await;
        assert!(matches!(over_the_first, Err(CareError::Conflict)));

        assert!(ada.opens_ask(ask).await.unwrap().may.contains(&AskDeed::Change));
        assert_eq!(nurse.opens_desk_ask(ask).await.unwrap().view.version, 2);
        assert!(!ada.opens_ask(ask).await.unwrap().may.contains(&AskDeed::Change));
        let late = ada.changes_ask(ask, 2, anew("My foot.").await).await;
        assert!(matches!(late, Err(CareError::Conflict)));
        assert_eq!(clinic.count("ask_events").await, 2);
    }

    /// Whoever acts on it has opened it, also without having looked.
    async fn r_7_1_what_the_team_has_touched_is_not_written_anew(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::Comment("We have it.".into())).await.unwrap();
        let new = clinic.world().new_visit(&clinic.cardiology, "My foot.").await;
        assert!(matches!(ada.changes_ask(ask, 1, new).await, Err(CareError::Conflict)));
        clinic.outbox().await;
    }

    // --- whose turn it is, and until when ---

    async fn r_7_1_the_day_rests_while_the_patient_is_asked_and_begins_anew_with_her_answer(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::Review).await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.state, view.due.unwrap().to_string().as_str()), (AskState::InReview, "2026-11-26"));
        nurse.moves_ask(ask, DeskAskMove::NeedInfo("Which knee?".into())).await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.state, view.holder, view.due), (AskState::NeedsInfo, Holder::You, None));
        assert_eq!(nurse.desk_asks(AskFilter::Waiting).await.unwrap().page.rows.len(), 1);
        // On Thursday, ten at night in New York: Friday already in London, and that is a business day too.
        clinic.days_later(3);
        ada.signs_in().await.unwrap();
        clinic.later(hours(13));
        ada.signs_in().await.unwrap();
        ada.says(ask, "The left one.").await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.state, view.holder), (AskState::InReview, Holder::Team));
        assert_eq!(view.due.unwrap().to_string(), "2026-12-01", "the weekend does not count, nor has Friday begun");
        assert_eq!(view.events.rows[0].due, view.due);
        nurse.signs_in().await.unwrap();
        assert!(!nurse.desk_asks(AskFilter::Due).await.unwrap().page.rows[0].late);
        clinic.days_later(6);
        nurse.signs_in().await.unwrap();
        let row = nurse.desk_asks(AskFilter::Due).await.unwrap().page.rows.remove(0);
        assert!(row.late, "{:?}", row.due);
        assert!(nurse.opens_desk_ask(ask).await.unwrap().late);
        clinic.outbox().await;
        counts_are_right(&clinic).await;
    }

    async fn r_7_1_times_are_proposed_taken_or_asked_for_again(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let world = clinic.world();
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let past = nurse.moves_ask(ask, DeskAskMove::Propose(vec![world.time_in(3), world.time_in(-1)])).await;
        assert!(has_problem(&past, "time2", Problem::InThePast));
        nurse.moves_ask(ask, DeskAskMove::Propose(vec![world.time_in(5), world.time_in(3)])).await.unwrap();
        let first = ada.opens_ask(ask).await.unwrap();
        let days: Vec<String> = first.times.iter().map(|time| time.at.day().to_string()).collect();
        assert_eq!(days, ["2026-11-26", "2026-11-28"], "the first one first");
        assert_eq!((first.times[0].at.hour(), first.times[0].at.minute(), first.times[0].place.as_str()), (9, 30, "Room 4"));
        assert!(has_problem(&ada.chooses(ask, Uuid::nil()).await, "time", Problem::NotAChoice));

        ada.asks_again(ask, 20, "Rather in the afternoon.").await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.state, view.times.len(), view.version), (AskState::InReview, 0, 2));
        let Some(AskForm::Appointment { windows, reason, .. }) = view.form else { panic!("an appointment") };
        assert_eq!((windows.len(), windows[0].day, reason.as_str()), (1, world.day_in(20), "A knee."));
        // Whoever has not read the other windows proposes nothing.
        let unread = DeskAskMove::Propose(vec![world.time_in(3)]);
        let unread = nurse.moves_ask_over(ask, unread, 1, world.intent()).await;
        assert!(matches!(unread, Err(CareError::Conflict)));
        nurse.moves_ask(ask, DeskAskMove::Propose(vec![world.time_in(20)])).await.unwrap();
        // One of the round before is none any more.
        assert!(has_problem(&ada.chooses(ask, first.times[0].time).await, "time", Problem::NotAChoice));
        let time = ada.opens_ask(ask).await.unwrap().times[0].clone();
        ada.chooses(ask, time.time).await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        let visit = view.visit.unwrap();
        assert_eq!((view.state, view.due, view.times.len()), (AskState::Approved, None, 0));
        assert_eq!((visit.at, visit.minutes, visit.way), (time.at, time.minutes, time.way));
        assert!(matches!(ada.chooses(ask, time.time).await, Err(CareError::Conflict)), "it is taken");
        let outcomes: Vec<String> =
            clinic.column("select coalesce(outcome, '-') from ask_times order by round, starts_at").await;
        assert_eq!(outcomes, ["passed", "passed", "taken"]);
        assert!(view.may.contains(&AskDeed::Withdraw));
        ada.withdraws(ask).await.unwrap();
        assert_eq!(ada.opens_ask(ask).await.unwrap().visit, None);
        clinic.outbox().await;
        counts_are_right(&clinic).await;
    }

    /// What the patient cannot take any more is not offered.
    async fn r_7_1_times_that_are_over_are_not_offered(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let world = clinic.world();
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::Propose(vec![world.time_in(1), world.time_in(2)])).await.unwrap();
        let times = ada.opens_ask(ask).await.unwrap().times;
        clinic.days_later(1);
        clinic.later(hours(1));
        ada.signs_in().await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!(view.times, times[1..]);
        assert!(has_problem(&ada.chooses(ask, times[0].time).await, "time", Problem::InThePast));
        clinic.days_later(1);
        ada.signs_in().await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert!(view.times.is_empty() && !view.may.contains(&AskDeed::Choose) && view.may.contains(&AskDeed::AskAgain));
        clinic.outbox().await;
    }

    // --- who may ---

    async fn r_7_1_what_the_desk_offers_is_what_somebody_of_that_role_can_do(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let clinician = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let drug = clinic.prescribes(ada.id, "Lisinopril 10 MG", 30).await;
        let ask = ada.renews(&clinic.cardiology, &[drug]).await.unwrap().ask;
        let approve = || DeskAskMove::Approve(Approval::Drugs(vec![(0, None)]));
        assert!(!nurse.opens_desk_ask(ask).await.unwrap().moves.contains(&DeskMoveKind::Approve));
        assert!(clinician.opens_desk_ask(ask).await.unwrap().moves.contains(&DeskMoveKind::Approve));
        assert!(matches!(nurse.moves_ask(ask, approve()).await, Err(CareError::Denied)), "she prescribes nothing");
        for (other, name) in [
            (DeskAskMove::Propose(vec![clinic.world().time_in(3)]), "times for a prescription"),
            (DeskAskMove::Approve(Approval::Plain), "a yes to no prescription"),
            (DeskAskMove::CountVisit, "a visit of nothing"),
            (DeskAskMove::Done(String::new()), "an end before the yes"),
        ] {
            assert!(matches!(clinician.moves_ask(ask, other).await, Err(CareError::Conflict)), "{name}");
        }
        let some = DeskAskMove::Approve(Approval::Drugs(Vec::new()));
        assert!(has_problem(&clinician.moves_ask(ask, some).await, "outcome[0]", Problem::NotAChoice));
        assert_eq!(clinic.count("ask_events").await, 1);
        clinician.moves_ask(ask, approve()).await.unwrap();
        clinic.outbox().await;
    }

    async fn who_leaves_a_pool_is_out_of_its_asks_with_the_next_request(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        nurse.opens_desk_ask(ask).await.unwrap();
        clinic.execute("delete from pool_members", []).await;
        assert!(matches!(nurse.opens_desk_ask(ask).await, Err(CareError::NotFound)));
        assert!(matches!(nurse.moves_ask(ask, DeskAskMove::Review).await, Err(CareError::NotFound)));
        assert!(nurse.desk_asks(AskFilter::Due).await.unwrap().page.rows.is_empty());
    }
}

async fn hears(portal: &Portal, visitor: &Visitor, nudge: &Nudge) -> bool {
    ear(portal, visitor).await.is_ok_and(|ear| ear.hears(nudge, portal.now()))
}

#[tokio::test]
async fn whatever_happens_to_an_ask_nudges_the_patient_and_the_pool_and_nobody_else() {
    let clinic = Clinic::open().await;
    let (ada, eva, nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
    let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
    let mut stream = clinic.portal().live().listen();
    let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
    let Ok(Heard::Nudge(nudge)) = stream.try_recv() else { panic!("a nudge") };
    assert_eq!((nudge.patient, nudge.ask(), nudge.about), (ada.id, ask, About::Ask(AskKind::Appointment)));
    assert!(!nudge.private);
    let portal = clinic.portal();
    assert!(hears(portal, &ada.visitor(), &nudge).await && hears(portal, &nurse.visitor(), &nudge).await);
    assert!(!hears(portal, &eva.visitor(), &nudge).await && !hears(portal, &elsewhere.visitor(), &nudge).await);
    // The desk's first look is news for the patient, who can change it no more; a second look is none.
    nurse.opens_desk_ask(ask).await.unwrap();
    assert_eq!(stream.try_recv().unwrap(), Heard::Nudge(nudge));
    nurse.opens_desk_ask(ask).await.unwrap();
    assert!(stream.try_recv().is_err());
    for _ in 0..2 {
        assert!(ada.chooses(ask, Uuid::nil()).await.is_err());
    }
    assert!(stream.try_recv().is_err(), "what was refused nudges nobody");
    nurse.moves_ask(ask, DeskAskMove::Review).await.unwrap();
    assert_eq!(stream.try_recv().unwrap(), Heard::Nudge(nudge));
    ada.withdraws(ask).await.unwrap();
    assert_eq!(stream.try_recv().unwrap(), Heard::Nudge(nudge));
}
