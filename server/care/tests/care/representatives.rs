//! what opens to whom by a grant that is in force, through the portal's own calls; and what does not.

use portal_access::{Allergies, Immunizations, Limit, Messages, Results, Scope, Sharing};
use portal_care::messages::{self, Place};
use portal_care::{Action, CareError, accounts};
use portal_store::messages::miscounted;
use portal_testkit::{Clinic, Granted, Patient, both_databases, minutes};
use portal_types::account::{ChartCard, Who};
use portal_types::ids::{PatientId, ThreadId};
use portal_types::message::Draft;
use portal_types::notice::Letter;
use portal_types::representative::{Basis, Capability, GrantState, Right, Rights};
use uuid::Uuid;

/// Whether somebody may see something of a chart, and which part.
async fn sees<S: Scope>(clinic: &Clinic, who: &Patient, patient: PatientId) -> Option<Option<Limit>> {
    let asked = clinic
        .portal()
        .read(&who.visitor(), Action::ReadResults, async |call| Ok(call.chart::<S>(patient)?.view().limit()))
        .await;
    match asked {
        Ok(limit) => Some(limit),
        Err(CareError::Denied) => None,
        Err(error) => panic!("{error}"),
    }
}

/// The charts that pages are drawn with.
async fn charts(clinic: &Clinic, who: &Patient) -> Vec<ChartCard> {
    match accounts::me(clinic.portal(), &who.visitor()).await.unwrap().who {
        Who::Patient { charts, .. } => charts,
        other => panic!("a patient: {other:?}"),
    }
}

/// Sets the birth date of a record: nobody under 18 enrolls in the wizard.
async fn is_born(clinic: &Clinic, patient: PatientId, born: &str) {
    clinic.execute("update patients set born = $1 where id = $2", [born.into(), patient.0.into()]).await;
}

/// A teen of 15 with an account of her own, and her mother.
async fn teen_and_mother(clinic: &Clinic) -> (Patient, Patient) {
    let (teen, mother) = (clinic.patient("Theo").await, clinic.patient("Mara").await);
    is_born(clinic, teen.id, "2011-06-01").await;
    clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
    (teen, mother)
}

/// Goes on to a millisecond before midnight: it is nine o'clock in the morning when a test begins.
async fn until_midnight(clinic: &Clinic, who: &Patient) {
    let midnight = clinic.portal().midnight("2026-11-24".parse().unwrap());
    // Nobody's session lives that long.
    clinic.later(midnight - clinic.now() - minutes(1));
    who.signs_in().await.unwrap();
    clinic.later(midnight - 1 - clinic.now());
}

both_databases! {
    async fn r_3_9_at_13_less_is_open_from_midnight_on(clinic) {
        let mother = clinic.patient("Mara").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2013-11-24").await;
        clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        until_midnight(&clinic, &mother).await;
        assert_eq!(sees::<Results>(&clinic, &mother, theo).await, Some(None), "all of a child's");
        assert_eq!(sees::<Immunizations>(&clinic, &mother, theo).await, Some(None));
        clinic.later(1);
        assert_eq!(sees::<Results>(&clinic, &mother, theo).await, None);
        assert_eq!(sees::<Allergies>(&clinic, &mother, theo).await, Some(None));
        assert_eq!(sees::<Immunizations>(&clinic, &mother, theo).await, Some(Some(Limit::NoHiddenVaccines)));
        assert_eq!(sees::<Messages>(&clinic, &mother, theo).await, Some(Some(Limit::NoPrivateThreads)));
        assert_eq!(sees::<Sharing>(&clinic, &mother, theo).await, None, "who may act is not hers to say");
        let card = charts(&clinic, &mother).await.into_iter().find(|card| card.patient == theo).unwrap();
        assert!(!card.own && card.age == 13 && !card.sees.has(Capability::Results, Right::Read));
    }

    async fn r_3_10_at_18_nothing_is_open_from_midnight_on(clinic) {
        let mother = clinic.patient("Mara").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2008-11-24").await;
        clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        until_midnight(&clinic, &mother).await;
        assert!(sees::<Allergies>(&clinic, &mother, theo).await.is_some());
        assert_eq!(charts(&clinic, &mother).await.len(), 2);
        clinic.later(1);
        assert_eq!(sees::<Allergies>(&clinic, &mother, theo).await, None);
        assert!(mother.acting_for(theo).inbox().await.is_err());
        let left: Vec<PatientId> = charts(&clinic, &mother).await.iter().map(|card| card.patient).collect();
        assert_eq!(left, [mother.id], "her own");
    }

    async fn r_3_7_what_is_set_aside_opens_nothing_with_the_next_request(clinic) {
        let mother = clinic.patient("Mara").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        let grant = clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        assert!(mother.acting_for(theo).inbox().await.is_ok());
        for state in [GrantState::Suspended, GrantState::Inactive, GrantState::Rejected, GrantState::Proposed] {
            clinic.makes_it(grant, state).await;
            let gone = mother.acting_for(theo).inbox().await;
            let never = mother.acting_for(PatientId(Uuid::max())).inbox().await;
            assert!(matches!((gone, never), (Err(CareError::Denied), Err(CareError::Denied))), "{state:?}");
        }
        clinic.makes_it(grant, GrantState::Active).await;
        assert!(mother.acting_for(theo).inbox().await.is_ok());
        // A death ends it at once, whether or not anybody has written it down.
        clinic.execute("update patients set died_on = '2026-11-22' where id = $1", [theo.0.into()]).await;
        assert!(matches!(mother.acting_for(theo).inbox().await, Err(CareError::Denied)));
    }

    async fn r_3_8_a_consent_opens_what_it_says_to_its_last_day(clinic) {
        let (father, daughter) = (clinic.patient("Otto").await, clinic.patient("Ida").await);
        let rights = Rights::NONE.with(Capability::Messages, Right::Read);
        let today = clinic.portal().date(clinic.now());
        let granted = Granted { ends_on: Some(today), ..Granted::consent(rights) };
        clinic.represents(&daughter, father.id, granted).await;
        until_midnight(&clinic, &daughter).await;
        assert_eq!(sees::<Messages>(&clinic, &daughter, father.id).await, Some(None));
        assert_eq!(sees::<Results>(&clinic, &daughter, father.id).await, None, "no switch of hers is on for that");
        clinic.later(1);
        assert_eq!(sees::<Messages>(&clinic, &daughter, father.id).await, None);
    }

    /// To see and to do are two switches (F37).
    async fn r_4_1_who_may_only_read_messages_writes_none(clinic) {
        let (father, daughter) = (clinic.patient("Otto").await, clinic.patient("Ida").await);
        let nurse = clinic.nurse().await;
        let sent = father.writes_to(&clinic.cardiology, "May I travel?").await.unwrap();
        let reading = Rights::NONE.with(Capability::Messages, Right::Read);
        let grant = clinic.represents(&daughter, father.id, Granted::consent(reading)).await;
        let hers = daughter.acting_for(father.id);
        assert_eq!(hers.opens(sent.thread).await.unwrap().messages.rows.len(), 1);
        let writes = [
            hers.replies(sent.thread, "And by ship?").await.map(|_| ()),
            hers.writes_to(&clinic.cardiology, "May he swim?").await.map(|_| ()),
            hers.compose_options().await.map(|_| ()),
            hers.half_writes(Place::New(father.id), Draft::reply("May".into()), clinic.world().intent()).await,
        ];
        assert!(writes.iter().all(|write| matches!(write, Err(CareError::Denied))), "{writes:?}");

        let number = reading.with(Capability::Messages, Right::Act).number();
        clinic.execute("update grants set rights = $1 where id = $2", [number.into(), grant.0.into()]).await;
        hers.replies(sent.thread, "And by ship?").await.unwrap();
        let thread = nurse.opens(sent.thread).await.unwrap();
        let by: Vec<bool> = thread.messages.rows.iter().map(|message| message.for_other).collect();
        assert_eq!(by, [true, false], "the newest first: hers, and his own");
        let author = &thread.messages.rows[0].author;
        assert_eq!(*author, format!("{} {}", daughter.record.given, daughter.record.family), "her own name");
        // The trail says that it was somebody else, so that he can see who acted for him.
        let kinds: Vec<String> = clinic
            .column("select kind from audit where action = 'reply-to-thread' and outcome = 'ok' order by seq")
            .await;
        assert_eq!(kinds, ["representative"]);
        let his = "audit where action = 'start-thread' and kind = 'patient' and outcome = 'ok'";
        assert_eq!(clinic.count(his).await, 1);
        assert!(father.opens(sent.thread).await.unwrap().messages.rows[0].for_other);
    }

    async fn r_6_12_what_a_teen_keeps_for_herself_is_there_for_nobody_else(clinic) {
        let (teen, mother) = teen_and_mother(&clinic).await;
        let nurse = clinic.nurse().await;
        let hers = mother.acting_for(teen.id);
        let sent = teen.writes_to(&clinic.cardiology, "May I ask something?").await.unwrap();
        nurse.answers(sent.thread, "Of course.").await.unwrap();
        assert_eq!(clinic.letters_to(&teen.contact).await.len(), 1);
        assert!(clinic.outbox().await.is_empty(), "nobody else is told");
        let badge = async |who: &Patient| {
            charts(&clinic, who).await.into_iter().find(|card| card.patient == teen.id).unwrap().unread
        };
        assert_eq!((badge(&teen).await, badge(&mother).await), (1, 0));
        assert!(hers.inbox().await.unwrap().page.rows.is_empty());
        let (opened, never) = (hers.opens(sent.thread).await, hers.opens(ThreadId(Uuid::max())).await);
        assert!(matches!((opened, never), (Err(CareError::NotFound), Err(CareError::NotFound))));
        assert!(matches!(hers.replies(sent.thread, "Hello?").await, Err(CareError::NotFound)));
        let view = teen.opens(sent.thread).await.unwrap();
        assert!(view.private && view.may_hide && !view.for_other);

        // She shows it, and keeps it again. Nobody else does.
        let keeps = async |who: &Patient, private: bool| {
            clinic
                .portal()
                .write(&who.visitor(), Action::SetThreadPrivacy, async |call| {
                    messages::set_private(call, teen.id, sent.thread, private).await
                })
                .await
        };
        assert!(matches!(keeps(&mother, false).await, Err(CareError::Denied)));
        nurse.answers(sent.thread, "Anything else?").await.unwrap();
        clinic.outbox().await;
        keeps(&teen, false).await.unwrap();
        keeps(&teen, false).await.unwrap();
        assert_eq!(clinic.count("audit where action = 'set-thread-privacy' and outcome = 'again'").await, 1);
        assert_eq!((badge(&teen).await, badge(&mother).await), (1, 1));
        let view = hers.opens(sent.thread).await.unwrap();
        assert!(view.for_other && !view.private && !view.may_hide);
        assert_eq!(view.messages.rows.len(), 3);
        assert_eq!(badge(&teen).await, 1, "the mother's reading is not the teen's");
        keeps(&teen, true).await.unwrap();
        assert_eq!((badge(&teen).await, badge(&mother).await), (1, 0));
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());

        // What the mother begins is no secret before the teen.
        let begun = hers.writes_to(&clinic.cardiology, "A form for school").await.unwrap();
        assert!(!teen.opens(begun.thread).await.unwrap().private);
        keeps(&teen, true).await.unwrap();
        assert_eq!(hers.inbox().await.unwrap().page.rows.len(), 1);
    }

    async fn r_10_5_who_reads_for_a_patient_is_told_of_an_answer(clinic) {
        let mother = clinic.patient("Mara").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        let other = clinic.patient("Otto").await;
        let grant = clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        clinic.represents(&other, mother.id, Granted::consent(Rights::NONE)).await;
        let nurse = clinic.nurse().await;
        let sent = mother.acting_for(theo).writes_to(&clinic.cardiology, "May he swim?").await.unwrap();
        nurse.answers(sent.thread, "Yes.").await.unwrap();
        let letters = clinic.outbox().await;
        assert_eq!(letters.len(), 1, "a child has no account");
        assert_eq!((letters[0].to.as_str(), &letters[0].letter), (mother.contact.as_str(), &Letter::NewMessage));
        // Where nobody has an account of her own, the reader's reading is the patient's.
        mother.acting_for(theo).opens(sent.thread).await.unwrap();
        assert!(charts(&clinic, &mother).await.iter().all(|card| card.unread == 0));
        // What is not read is not told, and nothing is told by a grant that is set aside.
        let own = mother.writes_to(&clinic.cardiology, "May I run?").await.unwrap();
        nurse.answers(own.thread, "Yes.").await.unwrap();
        assert_eq!(clinic.outbox().await.iter().filter(|mail| mail.to == other.contact).count(), 0);
        clinic.makes_it(grant, GrantState::Suspended).await;
        nurse.answers(sent.thread, "And now?").await.unwrap();
        assert!(clinic.outbox().await.is_empty());
        assert!(miscounted(&clinic.db().look()).await.unwrap().is_empty());
    }

    /// whoever has something to do first opens nobody else's chart either.
    async fn r_1_2_who_owes_an_agreement_opens_no_chart_by_a_grant(clinic) {
        let mother = clinic.patient("Mara").await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        clinic.represents(&mother, theo, Granted::by(Basis::Parental)).await;
        let older = "update accounts set terms_version = 'older' where username = $1";
        clinic.execute(older, [mother.username.clone().into()]).await;
        assert!(matches!(mother.acting_for(theo).inbox().await, Err(CareError::Unagreed)));
        assert!(charts(&clinic, &mother).await.is_empty());
    }

    /// Rows of pools, looks and grants add up in the one statement that finds a session, and never multiply.
    async fn a_session_is_found_in_one_statement_whatever_it_opens(clinic) {
        let mother = clinic.patient("Mara").await;
        let children = async |born: &str| clinic.keeps_one_born("Theo", born).await.1;
        for born in ["2015-01-01", "2016-01-01", "2017-01-01", "2018-01-01", "2019-01-01", "2020-01-01"] {
            clinic.represents(&mother, children(born).await, Granted::by(Basis::Parental)).await;
        }
        let everybody = charts(&clinic, &mother).await;
        for card in &everybody {
            mother.acting_for(card.patient).inbox().await.unwrap();
        }
        let before = clinic.statements();
        assert_eq!(charts(&clinic, &mother).await.len(), 7);
        assert_eq!(clinic.statements() - before, 1);
        assert_eq!(clinic.count("audit where action = 'list-threads' and kind = 'representative'").await, 6);
    }

    /// What pages are drawn by tells a part from the whole: pages that are open are loaded anew when it changes.
    async fn r_3_7_what_a_teen_shows_whole_changes_what_open_pages_are_drawn_by(clinic) {
        let (teen, mother) = (clinic.patient("Theo").await, clinic.patient("Mara").await);
        is_born(&clinic, teen.id, "2011-06-01").await;
        let grant = clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        let seen = Rights::NONE.with(Capability::Immunizations, Right::Read);
        let mut cards = Vec::new();
        for rights in [seen, seen.with(Capability::Immunizations, Right::Whole)] {
            teen.switches(grant, rights).await.unwrap();
            let all = charts(&clinic, &mother).await;
            cards.extend(all.into_iter().filter(|card| card.patient == teen.id));
        }
        let [part, whole] = cards.as_slice() else { panic!("a card each time") };
        assert_eq!((part.sees, part.acts), (whole.sees, whole.acts), "the same is open");
        let is_whole = |card: &ChartCard| card.whole.has(Capability::Immunizations, Right::Read);
        assert!(!is_whole(part) && is_whole(whole));
        clinic.outbox().await;
    }

    /// Seven looks at once cost what one costs, and each has its entry.
    async fn looks_at_many_charts_are_noted_at_once(clinic) {
        let mother = clinic.patient("Mara").await;
        let looks = async || {
            let before = clinic.statements();
            let charts = clinic
                .portal()
                .read(&mother.visitor(), Action::ReadHousehold, async |call| {
                    Ok(call.charts::<Messages>()?.patients().count())
                })
                .await
                .unwrap();
            (charts, clinic.statements() - before)
        };
        let one = looks().await;
        assert_eq!(one.0, 1);
        for n in 0..6 {
            let (_, child) = clinic.keeps_one_born("Theo", &format!("201{n}-12-01")).await;
            clinic.represents(&mother, child, Granted::by(Basis::Parental)).await;
        }
        clinic.later(minutes(11));
        accounts::stay(clinic.portal(), &mother.visitor()).await.unwrap();
        let seven = looks().await;
        assert_eq!(seven, (7, one.1), "as many statements as for one");
        assert_eq!(clinic.count("audit where action = 'read-household' and category = 'messages'").await, 8);
        assert_eq!(looks().await, (7, 1), "and once in ten minutes");
        let report = portal_care::audit::verify(clinic.portal(), None::<std::iter::Empty<_>>).await.unwrap();
        assert!(report.is_good(), "{report:?}");
    }
}
