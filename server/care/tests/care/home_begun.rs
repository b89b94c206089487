//! What the first page of a chart says of requests that were begun and not sent.

use portal_care::asks::Form;
use portal_testkit::{Granted, Patient, both_databases};
use portal_types::account::Role;
use portal_types::ask::{AskDraft, AskKind};
use portal_types::home::HomeLine;
use portal_types::practice::Feature;
use portal_types::representative::{Capability, Right, Rights};

/// What stands in a form that is half filled in.
fn half() -> AskDraft {
    AskDraft::of([("reason".to_owned(), "My knee has hurt since".to_owned())])
}

/// What somebody has begun to ask for, as the first page of the chart that is open says it.
async fn begun(who: &Patient) -> Vec<AskKind> {
    let kind = |line: &HomeLine| match line {
        HomeLine::BegunAsk { kind, .. } => Some(*kind),
        HomeLine::Ask(_) | HomeLine::Thread { .. } | HomeLine::Begun { .. } => None,
    };
    who.home().await.unwrap().waits.lines.iter().filter_map(kind).collect()
}

both_databases! {
    async fn r_6_6_a_request_that_was_begun_is_a_line_of_the_first_page_until_it_is_sent_or_discarded(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        assert!(begun(&ada).await.is_empty());
        let new = clinic.world().new_visit(&clinic.cardiology, "My knee has hurt since summer.").await;
        let [renewal, referral] = std::array::from_fn(|_| clinic.world().intent());
        ada.half_asks(AskKind::Referral, half(), referral).await.unwrap();
        ada.half_asks(AskKind::Appointment, half(), new.intent).await.unwrap();
        ada.half_asks(AskKind::Renewal, half(), renewal).await.unwrap();
        let home = ada.home().await.unwrap();
        assert!(!home.is_quiet());
        let [HomeLine::BegunAsk { at: newest, .. }, HomeLine::BegunAsk { .. }, HomeLine::BegunAsk { at: oldest, .. }] =
            home.waits.lines.as_slice()
        else {
            panic!("{:?}", home.waits)
        };
        assert!(oldest < newest, "with when each was last written at");
        assert_eq!(begun(&ada).await, [AskKind::Renewal, AskKind::Appointment, AskKind::Referral]);

        // One that is written anew waits with its request; what is emptied or sent is no draft.
        let ask = ada.asks_for_a_visit(&clinic.cardiology, "My hand.").await.unwrap();
        let anew = Form { patient: ada.id, kind: AskKind::Appointment, ask: Some(ask) };
        ada.half_fills(anew, half(), clinic.world().intent()).await.unwrap();
        ada.half_asks(AskKind::Renewal, AskDraft::default(), renewal).await.unwrap();
        assert_eq!(begun(&ada).await, [AskKind::Appointment, AskKind::Referral]);
        ada.asks_for(new).await.unwrap();
        assert_eq!(begun(&ada).await, [AskKind::Referral]);
        clinic.outbox().await;
    }

    /// By the key of the form, and of the chart that it was begun about.
    async fn r_6_6_what_was_begun_is_its_writers_line_as_long_as_she_may_ask(clinic) {
        let (ada, june, _nurse) = (clinic.patient("Ada").await, clinic.patient("June").await, clinic.nurse().await);
        let grant = clinic.represents(&june, ada.id, Granted::consent(Rights::every())).await;
        let at = june.acting_for(ada.id);
        ada.half_asks(AskKind::Appointment, half(), clinic.world().intent()).await.unwrap();
        at.half_asks(AskKind::Renewal, half(), clinic.world().intent()).await.unwrap();
        assert_eq!(begun(&ada).await, [AskKind::Appointment], "not what somebody else has begun for her");
        assert_eq!(begun(&at).await, [AskKind::Renewal]);
        assert!(begun(&june).await.is_empty(), "it is about another chart");
        // Another kind does not open it, and seeing is not asking.
        let other = Rights::NONE.with(Capability::AskReferral, Right::Read).with(Capability::AskReferral, Right::Act);
        let seeing = Rights::NONE.with(Capability::AskRenewal, Right::Read);
        let set = "update grants set rights = $1 where id = $2";
        for (rights, there) in [(other, false), (seeing, false), (Rights::every(), true)] {
            clinic.execute(set, [rights.number().into(), grant.0.into()]).await;
            assert_eq!(!begun(&at).await.is_empty(), there, "{rights:?}");
        }
        // Who may write nothing but requests has them all the same.
        let asks = seeing.with(Capability::AskRenewal, Right::Act);
        clinic.execute(set, [asks.number().into(), grant.0.into()]).await;
        assert_eq!(begun(&at).await, [AskKind::Renewal]);
        clinic.outbox().await;
    }

    async fn r_7_2_what_nobody_can_be_asked_for_any_more_is_no_line_of_the_first_page(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        for kind in AskKind::ALL {
            ada.half_asks(kind, half(), clinic.world().intent()).await.unwrap();
        }
        assert_eq!(begun(&ada).await.len(), 3);
        for kind in AskKind::ALL {
            let on: Vec<Feature> = Feature::ALL.into_iter().filter(|on| *on != kind.feature()).collect();
            admin.switches(clinic.cardiology.id, &on, 3).await.unwrap();
            let there = begun(&ada).await;
            assert!(!there.contains(&kind) && there.len() == 2, "{kind:?} is off: {there:?}");
        }
        admin.switches(clinic.cardiology.id, &Feature::ALL, 3).await.unwrap();
        assert_eq!(begun(&ada).await.len(), 3, "it was kept");
        let gone = clinic.account_of(&nurse.username).await;
        clinic.execute("update accounts set state = 'suspended' where id = $1", [gone.0.into()]).await;
        assert!(begun(&ada).await.is_empty(), "nobody is there to answer");
        clinic.outbox().await;
    }
}
