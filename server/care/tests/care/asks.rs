//! R-7.1 to R-7.4: what a patient asks of an office, who has it, by when it is answered, and who sees it.

use portal_care::{Action, CareError, asks};
use portal_store::messages::miscounted;
use portal_testkit::{Clinic, Granted, Patient, both_databases};
use portal_types::account::Role;
use portal_types::administration::StaffAct;
use portal_types::ask::{
    Approval, AskDeed, AskFilter, AskForm, AskHappened, AskKind, AskState, Asked, DeskAskMove, Holder, NewAsk,
    Pharmacy, Refusing,
};
use portal_types::field::Problem;
use portal_types::ids::{AskId, PatientId};
use portal_types::message::Side;
use portal_types::notice::Letter;
use portal_types::practice::Feature;
use portal_types::representative::{Basis, Capability, Right, Rights};
use uuid::Uuid;

fn has_problem<T>(refused: &Result<T, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(all)) if all.iter().any(|p| p.field == field && p.problem == problem))
}

/// What somebody was written.
async fn told(clinic: &Clinic, contact: &str) -> Vec<Letter> {
    clinic.letters_to(contact).await.into_iter().map(|mail| mail.letter).collect()
}

/// An ask that never was.
fn nowhere() -> AskId {
    AskId(Uuid::from_u64_pair(0x0190_9999_9999_7999, 0x8999_9999_9999_9999))
}

/// Sets the birth date of a record: nobody under 18 enrolls in the wizard.
async fn is_born(clinic: &Clinic, patient: PatientId, born: &str) {
    clinic.execute("update patients set born = $1 where id = $2", [born.into(), patient.0.into()]).await;
}

async fn counts_are_right(clinic: &Clinic) {
    assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty(), "the pools count what waits");
}

// --- R-7.1: what a request is ---

both_databases! {
    async fn r_7_1_a_request_has_type_patient_actor_office_day_state_and_a_reason_of_a_no(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "My knee has hurt since summer.").await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.kind, view.patient, view.practice.as_str()), (AskKind::Appointment, ada.id, "Cardiology"));
        assert_eq!((view.state, view.holder), (AskState::Submitted, Holder::Team));
        // Monday morning; three business days.
        assert_eq!(view.due.unwrap().to_string(), "2026-11-26");
        let made = &view.events.rows[0];
        assert_eq!((made.what, made.side, made.role), (AskHappened::Made, Side::Patient, None));
        assert_eq!((made.author.clone(), made.due), (format!("Ada {}", ada.record.family), view.due));
        assert_eq!(view.may, [AskDeed::Comment, AskDeed::Change, AskDeed::Withdraw]);
        let list = ada.asks().await.unwrap();
        assert_eq!((list.open.len(), list.page.rows.len()), (1, 1));
        assert_eq!((list.open[0].ask, list.open[0].due, list.open[0].news), (ask, view.due, false));

        let queue = nurse.desk_asks(AskFilter::Due).await.unwrap();
        assert_eq!((queue.pools[0].waiting, queue.page.rows.len()), (1, 1));
        let row = &queue.page.rows[0];
        assert_eq!((row.ask, row.patient.clone(), row.due), (ask, format!("Ada {}", ada.record.family), view.due));
        assert!(!row.late && !row.opened);
        let at_the_desk = nurse.opens_desk_ask(ask).await.unwrap();
        assert_eq!(at_the_desk.born.unwrap().to_string(), "1980-05-17");
        assert!(at_the_desk.view.may.is_empty() && !at_the_desk.moves.is_empty());
        assert!(nurse.desk_asks(AskFilter::Due).await.unwrap().page.rows[0].opened);

        let no = DeskAskMove::Decline(Refusing::NeedsVisit, "Please come in first.".into());
        nurse.moves_ask(ask, no).await.unwrap();
        assert!(ada.asks().await.unwrap().page.rows[0].news);
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.state, view.holder, view.due), (AskState::Declined, Holder::Nobody, None));
        assert_eq!(view.refused, Some((Refusing::NeedsVisit, "Please come in first.".into())));
        let said = &view.events.rows[0];
        assert_eq!((said.what, said.side, said.role), (AskHappened::Declined, Side::Team, Some(Role::PoolNurse)));
        assert_eq!((said.author.as_str(), said.reason), (nurse.display_name.as_str(), Some(Refusing::NeedsVisit)));
        assert_eq!((said.before, said.after), (AskState::Submitted, AskState::Declined));
        assert_eq!(view.may, [AskDeed::FollowUp]);
        let list = ada.asks().await.unwrap();
        assert!(list.open.is_empty() && !list.page.rows[0].news, "she has seen it");
        let queue = nurse.desk_asks(AskFilter::Due).await.unwrap();
        assert_eq!((queue.pools[0].waiting, queue.page.rows.len()), (0, 0));
        assert_eq!(nurse.desk_asks(AskFilter::Over).await.unwrap().page.rows[0].state, AskState::Declined);
        assert_eq!(told(&clinic, &ada.contact).await, [Letter::AskNews]);
        counts_are_right(&clinic).await;
    }

    /// R-10.1: and no letter has a word of it.
    async fn r_7_1_whatever_happens_leaves_a_line_an_entry_in_the_trail_and_no_word_in_a_letter(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let clinician = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let drug = clinic.prescribes(ada.id, "Canarycillin 5 MG", 30).await;
        let visit = ada.asks_for_a_visit(&clinic.cardiology, "canary-reason").await.unwrap();
        let renewal = ada.renews(&clinic.cardiology, &[drug]).await.unwrap().ask;
        let referral = ada.refers(&clinic.cardiology, clinic.world().day_in(30)).await.unwrap();
        assert!(clinic.outbox().await.is_empty(), "what the patient does herself is told to nobody");
        nurse.moves_ask(visit, DeskAskMove::Review).await.unwrap();
        assert!(clinic.outbox().await.is_empty(), "nor that somebody works on it");
        nurse.moves_ask(visit, DeskAskMove::NeedInfo("canary-question".into())).await.unwrap();
        ada.says(visit, "canary-answer").await.unwrap();
        nurse.moves_ask(visit, DeskAskMove::Propose(vec![clinic.world().time_in(9)])).await.unwrap();
        ada.asks_again(visit, 12, "canary-other").await.unwrap();
        nurse.moves_ask(visit, DeskAskMove::Propose(vec![clinic.world().time_in(12)])).await.unwrap();
        let time = ada.opens_ask(visit).await.unwrap().times[0].time;
        ada.chooses(visit, time).await.unwrap();
        nurse.moves_ask(visit, DeskAskMove::Comment("canary-comment".into())).await.unwrap();
        nurse.moves_ask(visit, DeskAskMove::Done(String::new())).await.unwrap();
        clinician.moves_ask(renewal, DeskAskMove::Approve(Approval::Drugs(vec![(0, None)]))).await.unwrap();
        let (from, to) = (clinic.world().day_in(0), clinic.world().day_in(90));
        let approval = Approval::Referral { number: "canary-number".into(), visits: 2, from, to };
        nurse.moves_ask(referral, DeskAskMove::Approve(approval)).await.unwrap();
        nurse.moves_ask(referral, DeskAskMove::CountVisit).await.unwrap();
        let late = ada.withdraws(renewal).await;
        assert!(matches!(late, Err(CareError::Conflict)), "what was prescribed is on its way");

        assert_eq!(clinic.count("ask_events").await, 15);
        let visits: Vec<String> = clinic
            .column(&format!("select event from ask_events where ask_id = {} order by at, id", literal(&clinic, visit)))
            .await;
        assert_eq!(
            visits,
            [
                "made", "reviewed", "needs_info", "commented", "proposed", "asked_again", "proposed", "chosen",
                "commented", "done"
            ]
        );
        let entries = clinic
            .count(
                "audit where outcome = 'ok' and object_id is not null and action in ('make-ask', 'move-desk-ask',
                     'comment-ask', 'choose-time', 'approve-renewal')",
            )
            .await;
        assert_eq!(entries, 15);
        let category: Vec<String> =
            clinic.column("select distinct category from audit where action = 'approve-renewal'").await;
        assert_eq!(category, ["ask_renewal"]);
        for mail in clinic.outbox().await {
            let plain = [r#"{"letter":"ask_news"}"#, r#"{"letter":"ask_needs_you"}"#];
            assert!(plain.contains(&mail.stored.as_str()) && mail.to == ada.contact, "{}", mail.stored);
        }
        counts_are_right(&clinic).await;
    }

    /// What a key does not open is not there: another's chart, another's pool, and what never was.
    async fn anothers_ask_is_like_one_that_does_not_exist(clinic) {
        let (ada, eva, nurse) = (clinic.patient("Ada").await, clinic.patient("Eva").await, clinic.nurse().await);
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        for which in [ask, nowhere()] {
            assert!(matches!(eva.opens_ask(which).await, Err(CareError::NotFound)));
            assert!(matches!(eva.says(which, "Hello").await, Err(CareError::NotFound)));
            assert!(matches!(eva.withdraws(which).await, Err(CareError::NotFound)));
            assert!(matches!(eva.visit_file(which).await, Err(CareError::NotFound)));
            assert!(matches!(elsewhere.opens_desk_ask(which).await, Err(CareError::NotFound)));
            assert!(matches!(elsewhere.moves_ask(which, DeskAskMove::Review).await, Err(CareError::NotFound)));
            let in_adas_chart = eva.acting_for(ada.id).opens_ask(which).await;
            assert!(matches!(in_adas_chart, Err(CareError::Denied)));
            assert!(matches!(eva.acting_for(ada.id).withdraws(which).await, Err(CareError::Denied)));
        }
        assert!(matches!(eva.acting_for(ada.id).asks().await, Err(CareError::Denied)));
        let new = clinic.world().new_visit(&clinic.cardiology, "Not mine.").await;
        assert!(matches!(eva.acting_for(ada.id).asks_for(new).await, Err(CareError::Denied)));
        assert!(elsewhere.desk_asks(AskFilter::Due).await.unwrap().page.rows.is_empty());
        let queue = clinic
            .portal()
            .read(&ada.visitor(), Action::ListDeskAsks, async |call| {
                asks::desk_list(call, AskFilter::Due, None).await.map(drop)
            })
            .await;
        assert!(matches!(queue, Err(CareError::Denied)), "a patient at the desk");
        assert!(ada.opens_ask(ask).await.is_ok() && nurse.opens_desk_ask(ask).await.is_ok());
        assert_eq!(clinic.count("ask_events").await, 1);
    }
}

/// A uuid as both databases write it down in a statement.
fn literal(clinic: &Clinic, ask: AskId) -> String {
    if clinic.db().is_postgres() { format!("'{}'", ask.0) } else { format!("x'{}'", ask.0.simple()) }
}

#[tokio::test]
async fn nobody_who_is_not_signed_in_asks_or_sees() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
    ada.signs_out().await.unwrap();
    nurse.signs_out().await.unwrap();
    assert!(matches!(ada.asks().await, Err(CareError::SignedOut)));
    assert!(matches!(ada.opens_ask(ask).await, Err(CareError::SignedOut)));
    assert!(matches!(ada.ask_options(AskKind::Referral).await, Err(CareError::SignedOut)));
    assert!(matches!(ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await, Err(CareError::SignedOut)));
    assert!(matches!(nurse.opens_desk_ask(ask).await, Err(CareError::SignedOut)));
    assert!(matches!(nurse.moves_ask(ask, DeskAskMove::Review).await, Err(CareError::SignedOut)));
}

#[tokio::test]
async fn r_7_1_the_same_form_sent_twice_is_one_request() {
    let clinic = Clinic::open().await;
    let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let new = clinic.world().new_visit(&clinic.cardiology, "A knee.").await;
    let first = ada.asks_for(new.clone()).await.unwrap();
    assert_eq!(ada.asks_for(new.clone()).await.unwrap(), first);
    // The same key with another text is something else, and so is one with another clinician.
    let other = clinic.world().new_visit(&clinic.cardiology, "Another knee.").await;
    let changed = NewAsk { intent: new.intent, ..other };
    assert!(matches!(ada.asks_for(changed).await, Err(CareError::Conflict)));
    let named = NewAsk { provider: Some(clinic.cardiology.provider), ..new };
    assert!(matches!(ada.asks_for(named).await, Err(CareError::Conflict)));
    assert_eq!(clinic.count("asks").await, 1);
    counts_are_right(&clinic).await;
}

#[tokio::test]
async fn a_clinician_is_asked_for_by_name_where_she_has_seen_the_patient() {
    let clinic = Clinic::open().await;
    let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let new = clinic.world().new_visit(&clinic.cardiology, "A knee.").await;
    let elsewhere = NewAsk { provider: Some(clinic.family_medicine.provider), ..new.clone() };
    assert!(has_problem(&ada.asks_for(elsewhere).await, "provider", Problem::NotAChoice));
    let ask = ada.asks_for(NewAsk { provider: Some(clinic.cardiology.provider), ..new }).await.unwrap().ask;
    let (provider, name) = ada.opens_ask(ask).await.unwrap().provider.unwrap();
    assert_eq!((provider, name.as_str()), (clinic.cardiology.provider, "Dr. Cardiology Sample"));
}

// --- R-7.2: what a practice has switched on ---

both_databases! {
    async fn r_7_2_what_is_switched_off_is_hidden_a_form_from_before_is_refused_and_what_has_begun_goes_on(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        assert_eq!(ada.asks().await.unwrap().may, AskKind::ALL, "on until somebody switches it off");
        let begun = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let before = clinic.world().new_visit(&clinic.cardiology, "Another knee.").await;

        let all_but = |off: Feature| Feature::ALL.into_iter().filter(|on| *on != off).collect::<Vec<_>>();
        for kind in AskKind::ALL {
            admin.switches(clinic.cardiology.id, &all_but(kind.feature()), 3).await.unwrap();
            let may = ada.asks().await.unwrap().may;
            assert!(!may.contains(&kind) && may.len() == 2, "{kind:?} is not there: {may:?}");
            let options = ada.ask_options(kind).await.unwrap();
            assert!(options.offices.is_empty());
            let silent = options.silent.iter().find(|of| of.practice == "Cardiology").unwrap();
            assert_eq!(silent.phone.as_deref(), Some("413-555-0100 x7"), "a number to call instead");
        }
        admin.switches(clinic.cardiology.id, &all_but(Feature::Appointments), 3).await.unwrap();
        assert!(has_problem(&ada.asks_for(before.clone()).await, "pool", Problem::NotAChoice));
        assert_eq!((clinic.count("asks").await, clinic.count("intents where route = 'ask'").await), (1, 1));

        nurse.moves_ask(begun, DeskAskMove::Propose(vec![clinic.world().time_in(9)])).await.unwrap();
        let time = ada.opens_ask(begun).await.unwrap().times[0].time;
        ada.chooses(begun, time).await.unwrap();
        assert_eq!(ada.opens_ask(begun).await.unwrap().state, AskState::Approved);
        admin.switches(clinic.cardiology.id, &Feature::ALL, 3).await.unwrap();
        ada.asks_for(before).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_7_2_only_a_practice_that_has_seen_her_and_answers_can_be_asked(clinic) {
        let ada = clinic.patient("Ada").await;
        assert!(ada.asks().await.unwrap().may.is_empty(), "nobody is there to answer");
        let _nurse = clinic.nurse().await;
        let _other = clinic.staff(Role::PoolNurse, &[&clinic.dermatology]).await;
        for practice in [&clinic.dermatology, &clinic.womens_health, &clinic.family_medicine] {
            let answer = ada.asks_for_a_visit(practice, "A knee.").await;
            assert!(has_problem(&answer, "pool", Problem::NotAChoice), "{}", practice.name);
        }
        let options = ada.ask_options(AskKind::Appointment).await.unwrap();
        let offices: Vec<&str> = options.offices.iter().map(|office| office.practice.as_str()).collect();
        let silent: Vec<&str> = options.silent.iter().map(|of| of.practice.as_str()).collect();
        assert_eq!((offices, silent), (vec!["Cardiology"], vec!["Family Medicine", "Women's Health"]));
        let office = &options.offices[0];
        assert_eq!(office.providers, [(clinic.cardiology.provider, "Dr. Cardiology Sample".to_owned())]);
        assert_eq!((office.business_days, office.due.to_string().as_str()), (3, "2026-11-26"));
        assert_eq!(options.today.to_string(), "2026-11-23");
    }

    async fn r_7_2_a_form_from_when_somebody_was_there_is_refused_once_nobody_is(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        let before = clinic.world().new_visit(&clinic.cardiology, "A knee.").await;
        let rows = admin.colleagues().await.unwrap().page.rows;
        let account = rows.iter().find(|row| row.name == nurse.display_name).unwrap().account;
        admin.does(account, StaffAct::Suspend).await.unwrap();
        let options = ada.ask_options(AskKind::Appointment).await.unwrap();
        assert!(options.offices.is_empty() && options.silent.iter().any(|of| of.practice == "Cardiology"));
        assert!(has_problem(&ada.asks_for(before.clone()).await, "pool", Problem::NotAChoice));
        assert_eq!((clinic.count("asks").await, clinic.count("intents where route = 'ask'").await), (0, 0));
        // She is back, and so is the choice.
        admin.does(account, StaffAct::Resume).await.unwrap();
        ada.asks_for(before).await.unwrap();
        clinic.outbox().await;
    }

    // --- R-7.3: what a form begins with ---

    async fn r_7_3_forms_begin_with_preferences_and_record_as_far_as_they_may_be_seen(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let _nurse = clinic.nurse().await;
        assert_eq!(ada.ask_options(AskKind::Appointment).await.unwrap().interpreter, None);
        clinic.execute("update patients set lang = 'es' where id = $1", [ada.id.0.into()]).await;
        let interpreter = ada.ask_options(AskKind::Appointment).await.unwrap().interpreter;
        assert_eq!(interpreter.as_deref(), Some("Español"));

        let drug = clinic.prescribes(ada.id, "Lisinopril 10 MG", 30).await;
        assert_eq!(ada.ask_options(AskKind::Renewal).await.unwrap().pharmacy, None);
        let renewal = ada.renews(&clinic.cardiology, &[drug]).await.unwrap().ask;
        let pharmacy = ada.ask_options(AskKind::Renewal).await.unwrap().pharmacy.unwrap();
        assert_eq!((pharmacy.name.as_str(), pharmacy.line.as_str()), ("Mill Street Pharmacy", "1 Mill Street"));
        // Written anew, it names another one; but not once nobody else is to know of it.
        let anew = async |version: i64, name: &str| {
            let pharmacy = Pharmacy { name: name.into(), ..Pharmacy::default() };
            let new = clinic.world().new_renewal(&clinic.cardiology, &[drug]).await;
            let form = AskForm::Renewal { pharmacy, note: String::new() };
            ada.changes_ask(renewal, version, NewAsk { form, ..new }).await.unwrap();
            ada.ask_options(AskKind::Renewal).await.unwrap().pharmacy.unwrap().name
        };
        assert_eq!(anew(1, "Elm Street Pharmacy").await, "Elm Street Pharmacy");
        clinic.keeps_from_representatives(ada.id, drug).await;
        assert_eq!(anew(2, "Oak Street Pharmacy").await, "Elm Street Pharmacy");

        assert_eq!(ada.ask_options(AskKind::Referral).await.unwrap().plan, None);
        let old = insures(&clinic, ada.id, 20, "Blue Plan 7").await;
        let newer = insures(&clinic, ada.id, 10, "Green Plan 9").await;
        insures(&clinic, ada.id, 1, "NO_INSURANCE").await;
        let plan = async |who: &Patient| who.ask_options(AskKind::Referral).await.unwrap().plan;
        assert_eq!(plan(&ada).await.as_deref(), Some("Green Plan 9"), "the newest that says something");
        // Somebody who asks for her and sees neither name nor insurance is not told who pays; nor what is confidential.
        let asks = Rights::NONE.with(Capability::AskReferral, Right::Read).with(Capability::AskReferral, Right::Act);
        let grant = clinic.represents(&eva, ada.id, Granted::consent(asks)).await;
        let for_ada = eva.acting_for(ada.id);
        assert_eq!(plan(&for_ada).await, None);
        let wider = asks.with(Capability::Demographics, Right::Read);
        let set = "update grants set rights = $1 where id = $2";
        clinic.execute(set, [wider.number().into(), grant.0.into()]).await;
        assert_eq!(plan(&for_ada).await.as_deref(), Some("Green Plan 9"));
        clinic.keeps_from_representatives(ada.id, newer).await;
        assert_eq!(plan(&for_ada).await.as_deref(), Some("Blue Plan 7"));
        clinic.keeps_from_representatives(ada.id, old).await;
        assert_eq!((plan(&for_ada).await, plan(&ada).await.is_some()), (None, true));
        clinic.outbox().await;
    }
}

/// A bill that an insurer got, so many days ago.
async fn insures(clinic: &Clinic, patient: PatientId, days_ago: i64, insurer: &str) -> Uuid {
    let id = Uuid::from_u64_pair(0x0190_8888_0000_7000, days_ago.unsigned_abs());
    clinic
        .execute(
            "insert into resources (id, type, fhir_id, patient_id, hash, body, imported_at)
             values ($1, 'Claim', $2, $3, 'hash', '{}', 0)",
            [id.into(), id.to_string().into(), patient.0.into()],
        )
        .await;
    let at = clinic.now() - portal_testkit::days(days_ago);
    let sql =
        "insert into claims (id, patient_id, at, grain, status, insurer) values ($1, $2, $3, 'day', 'active', $4)";
    clinic.execute(sql, [id.into(), patient.0.into(), at.into(), insurer.into()]).await;
    id
}

// --- R-7.4: for what is not urgent ---

/// The form asks for a box where urgent words stand (`types::ask`); who reads it sees that they are there.
#[tokio::test]
async fn r_7_4_whoever_reads_it_sees_that_it_has_urgent_words() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let calm = ada.asks_for_a_visit(&clinic.cardiology, "My knee has hurt since summer.").await.unwrap();
    let chest = ada.asks_for_a_visit(&clinic.cardiology, "I have chest pain when I climb stairs.").await.unwrap();
    assert!(!nurse.opens_desk_ask(calm).await.unwrap().urgent);
    assert!(nurse.opens_desk_ask(chest).await.unwrap().urgent);
}

// --- who sees it for whom ---

both_databases! {
    async fn r_6_12_what_a_teen_asks_for_is_not_there_for_her_mother_until_she_shows_it(clinic) {
        let (maya, mother) = (clinic.patient("Maya").await, clinic.patient("June").await);
        let _nurse = clinic.nurse().await;
        is_born(&clinic, maya.id, "2010-12-13").await;
        clinic.represents(&mother, maya.id, Granted::by(Basis::Parental)).await;
        let at = mother.acting_for(maya.id);
        let hers = maya.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        let referral = maya.refers(&clinic.cardiology, clinic.world().day_in(30)).await.unwrap();
        assert!(maya.opens_ask(hers).await.unwrap().private, "hers until she says otherwise");
        assert!(at.asks().await.unwrap().page.rows.is_empty());
        for ask in [hers, referral, nowhere()] {
            assert!(matches!(at.opens_ask(ask).await, Err(CareError::NotFound)));
            assert!(matches!(at.says(ask, "Hello").await, Err(CareError::NotFound)));
            assert!(matches!(at.keeps_ask_private(ask, false).await, Err(CareError::Denied)));
        }
        for ask in [hers, referral] {
            maya.keeps_ask_private(ask, false).await.unwrap();
            maya.keeps_ask_private(ask, false).await.unwrap();
        }
        // She may ask for appointments, and see what she has asked herself; of referrals not what they are for.
        assert!(matches!(at.opens_ask(hers).await, Err(CareError::NotFound)));
        let seen = at.opens_ask(referral).await.unwrap();
        assert!(seen.form.is_none() && seen.state == AskState::Submitted && seen.due.is_some());
        let rows = at.asks().await.unwrap().page.rows;
        assert_eq!((rows.len(), rows[0].ask, rows[0].what.as_str()), (1, referral, ""));
        let own = at.asks_for_a_visit(&clinic.cardiology, "A check-up before camp.").await.unwrap();
        let view = at.opens_ask(own).await.unwrap();
        assert!(view.form.is_some() && view.for_other && !view.private);
        assert_eq!(view.events.rows[0].author, format!("June {}", mother.record.family));
        assert_eq!(at.asks().await.unwrap().page.rows.len(), 2);
        assert_eq!(maya.asks().await.unwrap().page.rows.len(), 3, "and hers are all of them");
        // R-7.7: no medicine is marked for her.
        let drug = clinic.prescribes(maya.id, "Lisinopril 10 MG", 30).await;
        let options = at.ask_options(AskKind::Renewal).await.unwrap();
        assert!(options.drugs.is_empty() && options.pharmacy.is_none());
        assert_eq!(at.asks().await.unwrap().may, [AskKind::Appointment, AskKind::Referral]);
        let renewed = at.renews(&clinic.cardiology, &[drug]).await;
        assert!(has_problem(&renewed, "drugs", Problem::NotAChoice));
        assert!(clinic.outbox().await.is_empty());
    }

    async fn r_6_12_what_is_said_about_anothers_referral_is_not_shown_without_the_diagnosis(clinic) {
        let (maya, mother, nurse) =
            (clinic.patient("Maya").await, clinic.patient("June").await, clinic.nurse().await);
        is_born(&clinic, maya.id, "2010-12-13").await;
        clinic.represents(&mother, maya.id, Granted::by(Basis::Parental)).await;
        let at = mother.acting_for(maya.id);
        let hers = maya.refers(&clinic.cardiology, clinic.world().day_in(30)).await.unwrap();
        maya.keeps_ask_private(hers, false).await.unwrap();
        maya.says(hers, "It is my heart.").await.unwrap();
        at.says(hers, "She has a cold, too.").await.unwrap();
        nurse.moves_ask(hers, DeskAskMove::Decline(Refusing::NotCovered, "Not for this heart.".into())).await.unwrap();
        let view = at.opens_ask(hers).await.unwrap();
        let words: Vec<&str> = view.events.rows.iter().map(|event| event.words.as_str()).collect();
        assert_eq!(words, ["", "She has a cold, too.", "", ""], "her own words only");
        assert_eq!(view.refused, Some((Refusing::NotCovered, String::new())));
        let view = maya.opens_ask(hers).await.unwrap();
        assert_eq!(view.events.rows[0].words, "Not for this heart.");
        assert_eq!(view.refused.unwrap().1, "Not for this heart.");
        // What her mother has asked herself she sees whole.
        let own = at.refers(&clinic.cardiology, clinic.world().day_in(30)).await.unwrap();
        assert!(matches!(at.opens_ask(own).await.unwrap().form, Some(AskForm::Referral { .. })));
        assert_eq!(at.asks().await.unwrap().page.rows[0].what, "Dr. Amara Obi");
        clinic.outbox().await;
    }

    async fn r_10_5_who_sees_an_ask_for_the_patient_is_told_of_it_and_nobody_else(clinic) {
        let nurse = clinic.nurse().await;
        let (mother, aunt, father) =
            (clinic.patient("June").await, clinic.patient("Olga").await, clinic.patient("Otto").await);
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        let asks = Rights::NONE.with(Capability::AskAppointment, Right::Read);
        let messages = Rights::NONE.with(Capability::Messages, Right::Read);
        clinic.represents(&mother, father.id, Granted::consent(asks)).await;
        clinic.represents(&aunt, father.id, Granted::consent(messages)).await;

        let for_theo = mother.acting_for(theo).asks_for_a_visit(&clinic.cardiology, "A cough.").await.unwrap();
        nurse.moves_ask(for_theo, DeskAskMove::NeedInfo("Since when?".into())).await.unwrap();
        assert_eq!(told(&clinic, &mother.contact).await, [Letter::AskNeedsYou]);
        let fathers = father.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        nurse.moves_ask(fathers, DeskAskMove::Approve(Approval::Plain)).await.unwrap();
        for contact in [&mother.contact, &father.contact] {
            assert_eq!(told(&clinic, contact).await, [Letter::AskNews]);
        }
        assert!(clinic.outbox().await.is_empty(), "whoever reads messages is told of messages");
        // She sees, and does nothing.
        let view = mother.acting_for(father.id).opens_ask(fathers).await.unwrap();
        assert!(view.may.is_empty() && view.form.is_some());
        let tried = mother.acting_for(father.id).says(fathers, "Hello").await;
        assert!(matches!(tried, Err(CareError::Denied)));
        // What her daughter has looked at is still news to who has an account; of a child who has none it is seen.
        assert!(father.asks().await.unwrap().page.rows[0].news);
        father.opens_ask(fathers).await.unwrap();
        assert!(!father.asks().await.unwrap().page.rows[0].news);
        assert!(mother.acting_for(theo).asks().await.unwrap().page.rows[0].news);
        mother.acting_for(theo).opens_ask(for_theo).await.unwrap();
        assert!(!mother.acting_for(theo).asks().await.unwrap().page.rows[0].news);
    }

    /// A teen's mother who has asked for her is told, though she is shown no more than what she has asked.
    async fn r_10_5_who_has_asked_is_told_what_came_of_it(clinic) {
        let (maya, mother, nurse) =
            (clinic.patient("Maya").await, clinic.patient("June").await, clinic.nurse().await);
        is_born(&clinic, maya.id, "2010-12-13").await;
        clinic.represents(&mother, maya.id, Granted::by(Basis::Parental)).await;
        let ask = mother.acting_for(maya.id).asks_for_a_visit(&clinic.cardiology, "A check-up.").await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::Propose(vec![clinic.world().time_in(9)])).await.unwrap();
        for contact in [&mother.contact, &maya.contact] {
            assert_eq!(told(&clinic, contact).await, [Letter::AskNeedsYou]);
        }
        // The teen keeps it for herself now: then not.
        maya.keeps_ask_private(ask, true).await.unwrap();
        nurse.moves_ask(ask, DeskAskMove::Comment("Bring your card.".into())).await.unwrap();
        assert_eq!(told(&clinic, &maya.contact).await, [Letter::AskNews]);
        assert!(clinic.outbox().await.is_empty());
        assert!(matches!(mother.acting_for(maya.id).opens_ask(ask).await, Err(CareError::NotFound)));
    }

    // --- lists ---

    async fn lists_are_pages_that_lead_on_to_the_next(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let mut asked: Vec<AskId> = Vec::new();
        for n in 0..23 {
            asked.push(ada.asks_for_a_visit(&clinic.cardiology, &format!("Reason {n}.")).await.unwrap());
        }
        let first = ada.asks().await.unwrap();
        assert_eq!((first.page.rows.len(), first.open.len()), (20, 20));
        let second = ada.asks_after(first.page.next).await.unwrap();
        assert!(second.open.is_empty() && second.page.next.is_none());
        let newest: Vec<AskId> =
            first.page.rows.iter().chain(&second.page.rows).map(|row| row.ask).collect();
        assert_eq!(newest, asked.iter().rev().copied().collect::<Vec<_>>());

        // At the desk what is due first stands first, of one day in one order.
        clinic.days_later(1);
        ada.signs_in().await.unwrap();
        nurse.signs_in().await.unwrap();
        asked.push(ada.asks_for_a_visit(&clinic.cardiology, "Later.").await.unwrap());
        let mut queue = nurse.desk_asks(AskFilter::Due).await.unwrap();
        let mut due: Vec<AskId> = queue.page.rows.iter().map(|row| row.ask).collect();
        queue = nurse.desk_asks_after(AskFilter::Due, queue.page.next).await.unwrap();
        due.extend(queue.page.rows.iter().map(|row| row.ask));
        assert_eq!((due, queue.page.next, queue.pools[0].waiting), (asked.clone(), None, 24));

        for ask in &asked[..22] {
            nurse.moves_ask(*ask, DeskAskMove::NeedInfo("Which knee?".into())).await.unwrap();
        }
        let waiting = nurse.desk_asks(AskFilter::Waiting).await.unwrap();
        assert_eq!((waiting.page.rows.len(), waiting.page.rows[0].ask), (20, asked[21]));
        let rest = nurse.desk_asks_after(AskFilter::Waiting, waiting.page.next).await.unwrap();
        assert_eq!(rest.page.rows.iter().map(|row| row.ask).collect::<Vec<_>>(), [asked[1], asked[0]]);
        assert_eq!(nurse.desk_asks(AskFilter::Due).await.unwrap().page.rows.len(), 2);
        for ask in &asked[..21] {
            ada.withdraws(*ask).await.unwrap();
        }
        let over = nurse.desk_asks(AskFilter::Over).await.unwrap();
        assert_eq!((over.page.rows.len(), over.page.rows[0].ask), (20, asked[20]));
        clinic.outbox().await;
        counts_are_right(&clinic).await;
    }

    async fn a_long_history_is_read_in_pages(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "A knee.").await.unwrap();
        for n in 0..22 {
            ada.says(ask, &format!("And {n}.")).await.unwrap();
        }
        let view = ada.opens_ask(ask).await.unwrap();
        assert_eq!((view.events.rows.len(), view.events.rows[0].words.as_str()), (20, "And 21."));
        let earlier = asks::open(clinic.portal(), &ada.visitor(), ada.id, ask, view.events.next).await.unwrap();
        let last = earlier.events.rows.last().unwrap();
        assert_eq!((earlier.events.rows.len(), last.what, earlier.events.next), (3, AskHappened::Made, None));
        let desk = asks::desk_open(clinic.portal(), &nurse.visitor(), ask, view.events.next).await.unwrap();
        assert_eq!(desk.view.events.rows.len(), 3);
        assert!(ada.opens_ask(ask).await.unwrap().may.contains(&AskDeed::Change), "reading back opens nothing");
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
async fn pages_of_asks_keep_to_their_statements() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let drug = clinic.prescribes(ada.id, "Lisinopril 10 MG", 30).await;
    let ask = ada.renews(&clinic.cardiology, &[drug]).await.unwrap().ask;
    // Looked at once before, so that no look is noted while it is counted.
    ada.asks().await.unwrap();
    ada.opens_ask(ask).await.unwrap();
    for kind in AskKind::ALL {
        ada.ask_options(kind).await.unwrap();
    }
    nurse.desk_asks(AskFilter::Due).await.unwrap();
    nurse.opens_desk_ask(ask).await.unwrap();
    assert!(cost(&clinic, ada.asks()).await <= 3);
    // One of them asks what a form without our code was refused with, here and at the desk.
    assert!(cost(&clinic, ada.opens_ask(ask)).await <= 4);
    for kind in AskKind::ALL {
        assert!(cost(&clinic, ada.ask_options(kind)).await <= 6, "{kind:?}");
    }
    assert!(cost(&clinic, nurse.desk_asks(AskFilter::Due)).await <= 3);
    assert!(cost(&clinic, nurse.opens_desk_ask(ask)).await <= 4);
}

#[tokio::test]
async fn an_agreed_visit_is_a_file_for_a_calendar_without_what_it_is_for() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    clinic
        .execute(
            "update practices set line = '1 Mill Street', city = 'Ayer', state = 'MA', zip = '01432' where id = $1",
            [clinic.cardiology.id.0.into()],
        )
        .await;
    let ask = ada.asks_for_a_visit(&clinic.cardiology, "canary-reason").await.unwrap();
    assert!(matches!(ada.visit_file(ask).await, Err(CareError::NotFound)), "nothing is agreed yet");
    nurse.moves_ask(ask, DeskAskMove::Propose(vec![clinic.world().time_in(7)])).await.unwrap();
    assert!(matches!(ada.visit_file(ask).await, Err(CareError::NotFound)));
    let time = ada.opens_ask(ask).await.unwrap().times[0].time;
    ada.chooses(ask, time).await.unwrap();
    let file = ada.visit_file(ask).await.unwrap();
    // Half past nine in New York.
    for line in [
        "DTSTART:20261130T143000Z",
        "DTEND:20261130T145000Z",
        "SUMMARY:Appointment",
        "LOCATION:Room 4\\, Cardiology\\, 1 Mill Street\\, Ayer\\, MA 01432",
    ] {
        assert!(file.contains(&format!("{line}\r\n")), "{line}: {file}");
    }
    assert!(file.contains(&format!("UID:{ask}@portal.example.org")) && !file.contains("canary"), "{file}");
    ada.withdraws(ask).await.unwrap();
    assert!(matches!(ada.visit_file(ask).await, Err(CareError::NotFound)), "it is off");
    clinic.outbox().await;
}

/// A reply that is kept for a form that is sent again stays readable.
#[test]
fn the_reply_to_a_form_is_read_from_what_an_older_version_kept() {
    let kept = format!(r#"{{"ask":"{}"}}"#, nowhere().0);
    let read: Asked = serde_json::from_str(&kept).unwrap();
    assert_eq!((read.ask, read.failed.len()), (nowhere(), 0));
}
