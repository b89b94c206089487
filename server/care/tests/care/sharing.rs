//! who acts for a patient, as she herself says it from her own account, and what the
//! other side and the desks may do about it.

use portal_care::live::Heard;
use portal_care::representatives::desk;
use portal_care::{Action, CareError};
use portal_testkit::{Clinic, Granted, Paperwork, Patient, Record, Staff, both_databases, minutes};
use portal_types::account::Role;
use portal_types::grant_form::{DeskMove, OrderKind, SuspendForm};
use portal_types::ids::{GrantId, PatientId, ThreadId};
use portal_types::notice::Letter;
use portal_types::page::PAGE;
use portal_types::representative::{Basis, Capability, Deed, GrantState, Happened, Reason, Right, Rights};

/// To read messages and results.
fn some() -> Rights {
    Rights::NONE.with(Capability::Messages, Right::Read).with(Capability::Results, Right::Read)
}

/// The fields that are wrong.
fn wrong<T>(answer: &Result<T, CareError>) -> Vec<&str> {
    match answer {
        Err(CareError::Invalid(fields)) => fields.iter().map(|field| field.field.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn unproven<T>(answer: &Result<T, CareError>) -> bool {
    matches!(answer, Err(CareError::Unproven))
}

async fn told(clinic: &Clinic, contact: &str) -> Vec<Letter> {
    clinic.letters_to(contact).await.into_iter().map(|mail| mail.letter).collect()
}

async fn front(clinic: &Clinic) -> Staff {
    clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await
}

async fn opens(who: &Patient, patient: PatientId) -> bool {
    who.acting_for(patient).inbox().await.is_ok()
}

both_databases! {
    async fn r_3_3_whom_a_patient_names_acts_once_the_office_has_a_signed_form(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let front = front(&clinic).await;
        let grant = ada.names_somebody(&june.record, &clinic.family_medicine, some()).await.unwrap();
        assert_eq!(told(&clinic, &june.record.email()).await, [Letter::SharingAsked]);
        assert_eq!(told(&clinic, &ada.contact).await, [Letter::SharingChanged], "nobody names somebody unseen");
        assert!(!opens(&june, ada.id).await, "nobody has signed it yet");
        assert_eq!(front.opens_grant(grant).await.unwrap().lacks, ["representative_signature"]);
        let early = front.moves(grant, DeskMove::Activate, Reason::FormSigned).await;
        assert_eq!(wrong(&early), ["representative_signature"]);

        let form = front.begins_form(ada.id, Some(grant)).await.unwrap();
        let paper = Paperwork {
            username: june.username.clone(),
            boxes: vec!["0.messages.read".into(), "0.results.read".into()],
            ..Paperwork::of(&june.record, Basis::Consent)
        };
        let at = front.fills(form, &paper).await.unwrap();
        let of = &at.view.patients[0];
        assert!(of.lacks.is_empty() && !of.must_sign, "she has signed at home: {:?}", of.lacks);
        let done = front.finishes_form(&at).await.unwrap().done.unwrap();
        assert!(done.linked);
        assert!(done.grants.len() == 1 && done.grants[0].grant == grant, "the one that she has begun");
        assert_eq!(done.grants[0].state, GrantState::Active);
        assert!(opens(&june, ada.id).await);
        for contact in [&ada.contact, &june.contact] {
            assert_eq!(told(&clinic, contact).await, [Letter::SharingBegun]);
        }
        let events: Vec<Happened> =
            ada.opens_grant(grant).await.unwrap().events.rows.iter().map(|event| event.event).collect();
        let all = [
            Happened::Activated,
            Happened::SignedByRepresentative,
            Happened::Switched,
            Happened::SignedByPatient,
            Happened::Proposed,
        ];
        assert_eq!(events, all, "the newest first");
        // Pressed again it is signed already.
        assert_eq!(front.finishes_form(&at).await.unwrap().done.unwrap(), done);
        assert_eq!(clinic.count("audit where action = 'activate-grant' and outcome = 'ok'").await, 1);
        assert_eq!(clinic.count("grant_signatures").await, 2);
    }

    async fn r_3_3_what_a_patient_narrows_before_it_is_signed_stays_narrow(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let front = front(&clinic).await;
        let grant = ada.names_somebody(&june.record, &clinic.family_medicine, some()).await.unwrap();
        let form = front.begins_form(ada.id, Some(grant)).await.unwrap();
        let paper = Paperwork {
            username: june.username.clone(),
            boxes: vec!["0.messages.read".into(), "0.results.read".into()],
            signed: vec![true],
            ..Paperwork::of(&june.record, Basis::Consent)
        };
        let at = front.fills(form, &paper).await.unwrap();
        let less = Rights::NONE.with(Capability::Results, Right::Read);
        ada.switches(grant, less).await.unwrap();
        let shown = front.sees_form(form).await.unwrap();
        assert_eq!(shown.view.patients[0].switches.as_ref().map(|switches| switches.on), Some(less));
        front.finishes_form(&at).await.unwrap();
        let row = clinic.grant(grant).await;
        assert_eq!((row.state, row.rights), (GrantState::Active, Some(less)));
        assert!(!opens(&june, ada.id).await);
        clinic.outbox().await;
    }

    async fn r_3_3_sent_twice_it_is_one_grant(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.record("June"));
        let intent = clinic.world().intent();
        let first = ada.names_once(&june, &clinic.family_medicine, some(), intent).await.unwrap();
        let again = ada.names_once(&june, &clinic.family_medicine, some(), intent).await.unwrap();
        assert_eq!(first, again);
        assert_eq!(clinic.count("grants").await, 1);
        // Another intent is another wish, and she is named already.
        let other = ada.names_somebody(&june, &clinic.family_medicine, some()).await;
        assert_eq!(wrong(&other), ["family"]);
        assert_eq!(told(&clinic, &june.email()).await.len(), 1);
        clinic.outbox().await;
    }

    async fn r_5_11_to_give_more_asks_for_a_proof_and_to_give_less_never_does(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
        let less = Rights::NONE.with(Capability::Results, Right::Read);
        let more = some().with(Capability::Notes, Right::Read);
        let today = clinic.portal().date(clinic.now());
        clinic.later(minutes(11));
        assert!(unproven(&ada.switches(grant, more).await));
        assert!(opens(&june, ada.id).await);
        ada.switches(grant, less).await.unwrap();
        assert!(!opens(&june, ada.id).await, "with the next request");
        assert!(unproven(&ada.switches(grant, some()).await), "what was given before is more again");
        ada.sets_last_day(grant, Some(today)).await.unwrap();
        assert!(unproven(&ada.sets_last_day(grant, None).await));
        assert!(unproven(&ada.does(grant, Deed::Renew).await));
        assert!(unproven(&ada.names_somebody(&clinic.record("Otto"), &clinic.family_medicine, less).await));
        ada.signs_in().await.unwrap();
        ada.sets_last_day(grant, None).await.unwrap();
        ada.switches(grant, some()).await.unwrap();
        assert!(opens(&june, ada.id).await);
        // What is not hers to give she does not give.
        let all = Rights::every();
        let too_much = ada.switches(grant, all).await;
        assert_eq!(wrong(&too_much), ["rights"]);
        for contact in [&ada.contact, &june.contact] {
            let letters = told(&clinic, contact).await;
            assert_eq!(letters.iter().filter(|letter| **letter == Letter::SharingChanged).count(), 4, "{letters:?}");
        }
        clinic.outbox().await;
    }

    async fn r_5_11_taking_up_again_and_saying_yes_ask_for_a_proof(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let teen = clinic.patient("Theo").await;
        clinic.execute("update patients set born = '2011-06-01' where id = $1", [teen.id.0.into()]).await;
        let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
        let of_teen = clinic.represents(&june, teen.id, Granted::by(Basis::Parental)).await;
        clinic.later(minutes(11));
        ada.does(grant, Deed::Suspend).await.unwrap();
        assert!(unproven(&ada.does(grant, Deed::Resume).await));
        assert!(!opens(&june, ada.id).await);
        assert!(unproven(&teen.does(of_teen, Deed::Assent).await));
        assert_eq!(clinic.grant(of_teen).await.patient_signed_on, None);
        ada.signs_in().await.unwrap();
        ada.does(grant, Deed::Resume).await.unwrap();
        assert!(opens(&june, ada.id).await);
        teen.signs_in().await.unwrap();
        teen.does(of_teen, Deed::Assent).await.unwrap();
        assert!(clinic.grant(of_teen).await.patient_signed_on.is_some());
        // To end it she need not have proven anything.
        clinic.later(minutes(11));
        ada.does(grant, Deed::End).await.unwrap();
        teen.does(of_teen, Deed::End).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_3_7_each_side_takes_up_what_it_has_set_aside_itself(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let front = front(&clinic).await;
        let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
        ada.does(grant, Deed::Suspend).await.unwrap();
        ada.does(grant, Deed::Suspend).await.unwrap();
        assert!(!opens(&june, ada.id).await);
        assert_eq!(clinic.count("grant_events").await, 1, "pressed twice, done once");
        assert!(matches!(front.moves(grant, DeskMove::Resume, Reason::Cleared).await, Err(CareError::Conflict)));
        front.moves(grant, DeskMove::Suspend, Reason::Safeguarding).await.unwrap();
        ada.does(grant, Deed::Resume).await.unwrap();
        assert!(!opens(&june, ada.id).await, "our staff have set it aside, too");
        assert!(matches!(ada.does(grant, Deed::Resume).await, Err(CareError::Conflict)));
        let shown = ada.opens_grant(grant).await.unwrap();
        assert!(shown.held_by_staff && !shown.held_by_patient);
        let why: Vec<Reason> = shown.events.rows.iter().map(|event| event.reason).collect();
        assert_eq!(why, [Reason::PatientRequest, Reason::Safeguarding, Reason::PatientRequest]);
        front.moves(grant, DeskMove::Resume, Reason::Cleared).await.unwrap();
        front.moves(grant, DeskMove::Resume, Reason::Cleared).await.unwrap();
        assert!(opens(&june, ada.id).await);
        front.moves(grant, DeskMove::End, Reason::Misuse).await.unwrap();
        front.moves(grant, DeskMove::End, Reason::Misuse).await.unwrap();
        assert!(matches!(front.moves(grant, DeskMove::Resume, Reason::Cleared).await, Err(CareError::Conflict)));
        for contact in [&ada.contact, &june.contact] {
            let letters = told(&clinic, contact).await;
            let all =
                [Letter::SharingSetAside, Letter::SharingSetAside, Letter::SharingBegun, Letter::SharingEnded];
            assert_eq!(letters, all);
        }
    }

    async fn r_3_7_the_care_team_sets_aside_from_a_conversation_and_does_no_more(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let front = front(&clinic).await;
        let nurse = clinic.nurse().await;
        let clinician = clinic.staff(Role::Clinician, &[&clinic.cardiology]).await;
        let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
        for state in [GrantState::Proposed, GrantState::Inactive, GrantState::Rejected] {
            let otto = clinic.names(&clinic.record("Otto"), &format!("{}@example.org", state.code()), None).await;
            clinic.grants(otto, ada.id, Granted { state, ..Granted::consent(some()) }).await;
        }
        let thread = ada.writes_to(&clinic.cardiology, "Please keep June out.").await.unwrap().thread;
        let rows = nurse.sees_acting(thread, None).await.unwrap().rows;
        assert_eq!(rows.len(), 1, "neither who is to act, nor who did");
        assert!(rows[0].name.starts_with("June") && rows[0].can_suspend);
        assert_eq!((rows[0].grant, rows[0].basis, rows[0].state), (grant, Basis::Consent, GrantState::Active));
        nurse.sets_aside_beside(thread, grant).await.unwrap();
        assert!(!opens(&june, ada.id).await);
        clinician.sets_aside_beside(thread, grant).await.unwrap();
        assert_eq!(clinic.count("grant_events").await, 1, "pressed twice, done once");
        let rows = clinician.sees_acting(thread, None).await.unwrap().rows;
        assert!(rows[0].state == GrantState::Suspended && !rows[0].can_suspend);
        let event = &ada.opens_grant(grant).await.unwrap().events.rows[0];
        assert_eq!((event.event, event.reason), (Happened::Suspended, Reason::Misuse));
        assert_eq!(event.author, nurse.display_name);
        for outcome in ["ok", "again"] {
            let about = format!("patient_id is not null and category = 'representatives' and outcome = '{outcome}'");
            assert_eq!(clinic.count(&format!("audit where action = 'suspend-thread-grant' and {about}")).await, 1);
        }
        // Taking it up again and ending it are the office's.
        for (deed, reason) in [(DeskMove::Resume, Reason::Cleared), (DeskMove::End, Reason::Misuse)] {
            for staff in [&nurse, &clinician] {
                assert!(matches!(staff.moves(grant, deed, reason).await, Err(CareError::Denied)), "{deed:?}");
            }
        }
        assert_eq!(clinic.grant(grant).await.state, GrantState::Suspended);
        front.moves(grant, DeskMove::Resume, Reason::Cleared).await.unwrap();
        assert!(opens(&june, ada.id).await);
        for contact in [&ada.contact, &june.contact] {
            assert_eq!(told(&clinic, contact).await, [Letter::SharingSetAside, Letter::SharingBegun]);
        }
        clinic.outbox().await;
    }

    async fn r_5_13_technical_support_records_that_a_court_keeps_somebody_away(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let front = front(&clinic).await;
        let support = clinic.staff(Role::Support, &[]).await;
        let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
        let other = clinic.represents(&ada, clinic.patient("Eva").await.id, Granted::consent(some())).await;
        june.writes_to_support().await.unwrap();
        let ticket = support.tickets().await.unwrap().page.rows[0].ticket;
        let intent = clinic.world().intent();
        let guardian = support.orders_once(ticket, grant, "guardian", intent).await;
        assert_eq!(wrong(&guardian), ["kind"], "what opens a chart is for the office to read");
        let elsewhere = support.orders_once(ticket, other, "keep_away", intent).await;
        assert!(matches!(elsewhere, Err(CareError::NotFound)), "not of this account");
        assert_eq!(clinic.count("court_orders").await, 0);

        support.orders_once(ticket, grant, "keep_away", intent).await.unwrap();
        assert!(!opens(&june, ada.id).await);
        support.orders_once(ticket, grant, "keep_away", intent).await.unwrap();
        let orders = front.papers_of(ada.id).await.unwrap().orders.rows;
        assert_eq!(orders.len(), 1, "sent twice it is one");
        assert!(orders[0].kind == OrderKind::KeepAway && orders[0].name.starts_with("June"));
        assert_eq!(orders[0].author, support.display_name);
        let log = support.opens_ticket(ticket).await.unwrap().notes;
        assert_eq!(log.len(), 1, "and the log says it once");
        let noted = "audit where action = 'record-account-order' and outcome = 'ok' and patient_id is not null
                     and category = 'representatives'";
        assert_eq!(clinic.count(noted).await, 1);
        let refused = front.moves(grant, DeskMove::Resume, Reason::Cleared).await;
        assert_eq!(wrong(&refused), ["court_order"]);

        // Lifting it is the office's.
        assert!(matches!(support.lifts_order(ada.id, orders[0].order).await, Err(CareError::Denied)));
        assert!(matches!(support.records_order(ada.id, "keep_away", Some(grant)).await, Err(CareError::Denied)));
        front.lifts_order(ada.id, orders[0].order).await.unwrap();
        front.moves(grant, DeskMove::Resume, Reason::Cleared).await.unwrap();
        assert!(opens(&june, ada.id).await);
        for contact in [&ada.contact, &june.contact] {
            assert_eq!(told(&clinic, contact).await, [Letter::SharingSetAside, Letter::SharingBegun]);
        }
        clinic.outbox().await;
    }

    async fn r_3_7_a_representative_gives_up_and_nobody_else_does_it_for_her(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let otto = clinic.patient("Otto").await;
        let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
        assert!(matches!(otto.gives_up(grant).await, Err(CareError::NotFound)));
        assert!(matches!(ada.gives_up(grant).await, Err(CareError::NotFound)), "she ends it from her own chart");
        june.gives_up(grant).await.unwrap();
        june.gives_up(grant).await.unwrap();
        assert!(!opens(&june, ada.id).await);
        let event = &ada.opens_grant(grant).await.unwrap().events.rows[0];
        assert_eq!((event.event, event.reason), (Happened::Ended, Reason::RepresentativeRequest));
        assert_eq!(clinic.count("grant_events").await, 1);
        for contact in [&ada.contact, &june.contact] {
            assert_eq!(told(&clinic, contact).await, [Letter::SharingEnded]);
        }
    }

    async fn r_3_11_a_teen_says_yes_to_what_is_older_than_her_say(clinic) {
        let (teen, mother) = (clinic.patient("Theo").await, clinic.patient("Mara").await);
        clinic.execute("update patients set born = '2011-06-01' where id = $1", [teen.id.0.into()]).await;
        let grant = clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        assert!(teen.opens_grant(grant).await.unwrap().can.contains(&Deed::Assent));
        teen.does(grant, Deed::Assent).await.unwrap();
        teen.does(grant, Deed::Assent).await.unwrap();
        let signed = clinic.grant(grant).await.patient_signed_on;
        assert_eq!(signed, Some(clinic.portal().date(clinic.now())));
        assert_eq!(clinic.count("grant_signatures where way = 'account'").await, 1);
        assert!(!teen.opens_grant(grant).await.unwrap().can.contains(&Deed::Assent));
        // She narrows and ends; a new representative of hers is the office's.
        teen.switches(grant, Rights::NONE).await.unwrap();
        let named = teen.names_somebody(&clinic.record("Otto"), &clinic.family_medicine, some()).await;
        assert!(matches!(named, Err(CareError::Denied)));
        teen.does(grant, Deed::End).await.unwrap();
        clinic.outbox().await;
    }

    async fn r_1_6_with_an_account_end_the_grants_of_both_sides(clinic) {
        let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        let for_ada = clinic.represents(&june, ada.id, Granted::consent(some())).await;
        let for_theo = clinic.represents(&june, theo, Granted::by(Basis::Parental)).await;
        let for_june = clinic.represents(&ada, june.id, Granted::consent(some())).await;
        let begun = Granted { state: GrantState::Proposed, ..Granted::by(Basis::Parental) };
        let (_, lena) = clinic.keeps_one_born("Lena", "2021-01-01").await;
        let waits = clinic.represents(&june, lena, begun).await;
        june.closes_the_account(true).await.unwrap();
        for (grant, state) in [
            (for_ada, GrantState::Inactive),
            (for_theo, GrantState::Inactive),
            (for_june, GrantState::Inactive),
            (waits, GrantState::Rejected),
        ] {
            assert_eq!(clinic.grant(grant).await.state, state);
        }
        assert!(!opens(&ada, june.id).await);
        let reasons: Vec<String> = clinic.column("select distinct reason from grant_events").await;
        assert_eq!(reasons, [Reason::AccountClosed.code()]);
        assert_eq!(clinic.count("audit where action = 'end-grant' and outcome = 'ok'").await, 4);
        assert_eq!(told(&clinic, &ada.contact).await, [Letter::SharingEnded, Letter::SharingEnded]);
        clinic.outbox().await;
    }
}

/// Each writes to an address that nobody has proven.
#[tokio::test]
async fn nobody_names_more_than_ten_people_in_a_day() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let names = async |who: &Record| ada.names_somebody(who, &clinic.family_medicine, some()).await;
    for _ in 0..10 {
        names(&clinic.record("June")).await.unwrap();
    }
    assert!(matches!(names(&clinic.record("June")).await, Err(CareError::TooOften { .. })));
    assert_eq!(clinic.count("grants").await, 10);
    clinic.days_later(1);
    ada.signs_in().await.unwrap();
    names(&clinic.record("June")).await.unwrap();
    clinic.outbox().await;
}

/// What stands in her way is said before anybody is written down, and to nobody else.
#[tokio::test]
async fn r_3_3_a_patient_names_an_adult_at_a_practice_that_has_seen_her() {
    let clinic = Clinic::open().await;
    let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
    let minor = Record { born: "2008-11-24".into(), ..clinic.record("Sara") };
    let wide = Rights::every();
    let refused = ada.names_somebody(&minor, &clinic.dermatology, wide).await;
    assert_eq!(wrong(&refused), ["practice", "born", "rights"], "all at once");
    assert_eq!(clinic.count("representatives").await, 0);
    let grant = ada.names_somebody(&clinic.record("June"), &clinic.family_medicine, some()).await.unwrap();
    assert!(matches!(eva.opens_grant(grant).await, Err(CareError::NotFound)));
    assert!(matches!(eva.does(grant, Deed::Suspend).await, Err(CareError::NotFound)));
    assert!(eva.grants().await.unwrap().rows.is_empty());
    assert_eq!(ada.grants().await.unwrap().rows.len(), 1);
    // She thinks better of it before anybody has signed.
    ada.does(grant, Deed::End).await.unwrap();
    assert_eq!(clinic.grant(grant).await.state, GrantState::Rejected);
    clinic.outbox().await;
}

// --- Technical Support ---

#[tokio::test]
async fn r_5_13_technical_support_sees_who_acts_for_whom_and_sets_aside_at_once() {
    let clinic = Clinic::open().await;
    let (ada, june, eva) = (clinic.patient("Ada").await, clinic.patient("June").await, clinic.patient("Eva").await);
    let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
    let other = clinic.represents(&june, eva.id, Granted::consent(some())).await;
    let support = clinic.staff(Role::Support, &[]).await;
    clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
    let ticket = support.tickets().await.unwrap().page.rows[0].ticket;
    assert!(support.account_grants(ticket).await.unwrap().rows.is_empty(), "whose account it is, is not known yet");
    assert!(matches!(support.sets_aside(ticket, grant).await, Err(CareError::Conflict)));
    support.finds_account(ticket, &ada.username).await.unwrap();
    let rows = support.account_grants(ticket).await.unwrap().rows;
    assert_eq!(rows.len(), 1);
    assert!(rows[0].can_suspend && rows[0].representative.starts_with("June") && rows[0].patient.starts_with("Ada"));
    assert!(matches!(support.sets_aside(ticket, other).await, Err(CareError::NotFound)), "not of this account");
    support.sets_aside(ticket, grant).await.unwrap();
    assert!(!opens(&june, ada.id).await);
    assert!(opens(&june, eva.id).await);
    let event = &ada.opens_grant(grant).await.unwrap().events.rows[0];
    assert_eq!((event.event, event.reason), (Happened::Suspended, Reason::Misuse));
    // Taking it up again is the office's.
    let tried = support.moves(grant, DeskMove::Resume, Reason::Cleared).await;
    assert!(matches!(tried, Err(CareError::Denied)));
    front(&clinic).await.moves(grant, DeskMove::Resume, Reason::Cleared).await.unwrap();
    assert!(opens(&june, ada.id).await);
    clinic.outbox().await;
}

#[tokio::test]
async fn r_5_13_technical_support_sees_what_has_happened_to_the_grants_of_an_account() {
    let clinic = Clinic::open().await;
    let (ada, june) = (clinic.patient("Ada").await, clinic.patient("June").await);
    let (front, support) = (front(&clinic).await, clinic.staff(Role::Support, &[]).await);
    let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
    let other = clinic.represents(&ada, clinic.patient("Eva").await.id, Granted::consent(some())).await;
    let why = SuspendForm { reason: Reason::Safeguarding, words: "She has told us.".into() };
    clinic
        .portal()
        .write(&front.visitor(), Action::DeskMoveGrant, async |call| {
            desk::act(call, grant, DeskMove::Suspend, why).await
        })
        .await
        .unwrap();
    front.moves(grant, DeskMove::Resume, Reason::Cleared).await.unwrap();
    clinic.world().writes_to_support(&clinic.visitor()).await.unwrap();
    let ticket = support.tickets().await.unwrap().page.rows[0].ticket;
    let early = support.account_history(ticket, grant).await;
    assert!(matches!(early, Err(CareError::NotFound)), "whose account it is, is not known yet");
    support.finds_account(ticket, &june.username).await.unwrap();
    let events = support.account_history(ticket, grant).await.unwrap().rows;
    let told: Vec<(Happened, Reason)> = events.iter().map(|event| (event.event, event.reason)).collect();
    assert_eq!(told, [(Happened::Resumed, Reason::Cleared), (Happened::Suspended, Reason::Safeguarding)]);
    assert!(events.iter().all(|event| event.author == front.display_name));
    assert_eq!(ada.opens_grant(grant).await.unwrap().events.rows[1].words, "She has told us.");
    assert!(events.iter().all(|event| event.words.is_empty()), "that is for the patient and the office");
    assert!(matches!(support.account_history(ticket, other).await, Err(CareError::NotFound)), "not of this account");
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Support) {
        let staff = clinic.staff(role, &[&clinic.family_medicine]).await;
        assert!(matches!(staff.account_history(ticket, grant).await, Err(CareError::Denied)), "{role:?}");
        let ordered = staff.orders_once(ticket, grant, "keep_away", clinic.world().intent()).await;
        assert!(matches!(ordered, Err(CareError::Denied)), "{role:?}");
    }
    clinic.outbox().await;
}

// --- the care team ---

#[tokio::test]
async fn r_3_7_a_conversation_of_another_pool_and_one_that_never_was_have_one_answer() {
    let clinic = Clinic::open().await;
    let (ada, june, eva) = (clinic.patient("Ada").await, clinic.patient("June").await, clinic.patient("Eva").await);
    let nurse = clinic.nurse().await;
    let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.dermatology]).await;
    let grant = clinic.represents(&june, ada.id, Granted::consent(some())).await;
    let other = clinic.represents(&june, eva.id, Granted::consent(some())).await;
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    let never: ThreadId = "01900000-0000-7000-8000-0000000000ff".parse().unwrap();
    let nothing: GrantId = "01900000-0000-7000-8000-0000000000ff".parse().unwrap();
    for (who, thread, grant) in [
        (&elsewhere, thread, grant),
        (&elsewhere, never, grant),
        (&nurse, never, grant),
        (&nurse, thread, other),
        (&nurse, thread, nothing),
    ] {
        assert!(matches!(who.sets_aside_beside(thread, grant).await, Err(CareError::NotFound)));
    }
    for thread in [thread, never] {
        assert!(matches!(elsewhere.sees_acting(thread, None).await, Err(CareError::NotFound)));
    }
    // Membership gives no other role a look.
    let clerk = clinic.staff(Role::Billing, &[&clinic.cardiology]).await;
    assert!(matches!(clerk.sees_acting(thread, None).await, Err(CareError::NotFound)), "whose inbox it is not");
    assert!(matches!(clerk.sets_aside_beside(thread, grant).await, Err(CareError::NotFound)));
    for role in [Role::FrontDesk, Role::Enrollment, Role::Support, Role::Admin] {
        let staff = clinic.staff(role, &[&clinic.cardiology]).await;
        assert!(matches!(staff.sees_acting(thread, None).await, Err(CareError::Denied)), "{role:?}");
        assert!(matches!(staff.sets_aside_beside(thread, grant).await, Err(CareError::Denied)), "{role:?}");
    }
    assert!(opens(&june, ada.id).await && opens(&june, eva.id).await);
    assert_eq!(clinic.count("grant_events").await, 0);
    let mut stream = clinic.portal().live().listen();
    nurse.sets_aside_beside(thread, grant).await.unwrap();
    let account = clinic.account_of(&june.username).await;
    assert!(matches!(stream.try_recv(), Ok(Heard::Rights(of)) if of == account), "open pages ask anew at once");
    assert!(!opens(&june, ada.id).await && opens(&june, eva.id).await);
    clinic.outbox().await;
}

#[tokio::test]
async fn r_3_7_the_care_team_s_list_goes_on_where_it_ended() {
    let clinic = Clinic::open().await;
    let ada = clinic.patient("Ada").await;
    let nurse = clinic.nurse().await;
    for n in 0..45 {
        clinic.later(1);
        let named = clinic.names(&clinic.record("June"), &format!("june.{n}@example.org"), None).await;
        clinic.grants(named, ada.id, Granted::consent(some())).await;
    }
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    nurse.sees_acting(thread, None).await.unwrap();
    let (mut seen, mut after, mut costs) = (Vec::new(), None, Vec::new());
    loop {
        let before = clinic.statements();
        let page = nurse.sees_acting(thread, after).await.unwrap();
        costs.push(clinic.statements() - before);
        assert!(page.rows.len() <= PAGE as usize);
        seen.extend(page.rows.into_iter().map(|row| row.grant));
        let Some(next) = page.next else { break };
        after = Some(next);
    }
    let all = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((seen.len(), all, costs), (45, 45, vec![3, 3, 3]), "the session, the conversation, and the page");
    clinic.outbox().await;
}
