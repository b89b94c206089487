//! whoever looks at a chart or acts in it is shown to the patient, and a representative no more than is hers.

use portal_care::representatives::acted::acted;
use portal_care::{Action, CareError, record};
use portal_testkit::{Clinic, Granted, Item, Patient, both_databases};
use portal_types::account::Role;
use portal_types::ask::DeskAskMove;
use portal_types::ids::PatientId;
use portal_types::page::{Cursor, PAGE};
use portal_types::representative::{ActRow, Basis, Capability, Right, Rights};

async fn page(
    clinic: &Clinic,
    who: &Patient,
    of: PatientId,
    after: Option<Cursor>,
) -> Result<(Vec<ActRow>, Option<Cursor>), CareError> {
    let portal = clinic.portal();
    let page = portal.read(&who.visitor(), Action::ReadActed, async |call| acted(call, of, after).await).await?;
    Ok((page.rows, page.next))
}

/// Who did what, the newest first.
async fn told(clinic: &Clinic, who: &Patient, of: PatientId) -> Vec<(String, String)> {
    let (rows, _) = page(clinic, who, of, None).await.unwrap();
    rows.into_iter().map(|row| (row.who, row.what.0)).collect()
}

async fn looks_at_results(clinic: &Clinic, who: &Patient, of: PatientId) {
    let portal = clinic.portal();
    let page =
        portal.read(&who.visitor(), Action::ReadResults, async |call| record::results(call, of, None).await).await;
    page.unwrap();
}

both_databases! {
    async fn r_8_12_who_looked_and_acted_is_shown_to_whose_chart_it_is(clinic) {
        let (father, daughter) = (clinic.patient("Julio").await, clinic.patient("Elena").await);
        let nurse = clinic.nurse().await;
        let rights = Rights::NONE
            .with(Capability::Results, Right::Read)
            .with(Capability::Messages, Right::Read)
            .with(Capability::Messages, Right::Act);
        let grant = clinic.represents(&daughter, father.id, Granted::consent(rights)).await;
        clinic.charts(father.id, Item::result("Sodium", 140.0)).await;
        assert!(told(&clinic, &father, father.id).await.is_empty(), "what he did himself is not in it");
        looks_at_results(&clinic, &daughter, father.id).await;
        let sent = daughter.acting_for(father.id).writes_to(&clinic.cardiology, "May he travel?").await.unwrap();
        nurse.opens(sent.thread).await.unwrap();
        nurse.answers(sent.thread, "Yes.").await.unwrap();
        clinic.outbox().await;
        let (rows, next) = page(&clinic, &father, father.id, None).await.unwrap();
        let hers = format!("Elena {}", daughter.record.family);
        let by: Vec<(&str, &str, &str)> =
            rows.iter().map(|row| (row.who.as_str(), row.what.0.as_str(), row.what.1.as_str())).collect();
        let newest = by.first().map(|(who, what, _)| (*who, *what));
        assert_eq!(newest, Some((nurse.display_name.as_str(), "answer-thread")));
        assert!(by.contains(&(hers.as_str(), "start-thread", "messages")));
        assert_eq!(by.last(), Some(&(hers.as_str(), "read-results", "results")), "the oldest");
        assert!(next.is_none());
        for row in &rows {
            let representative = row.who == hers;
            assert_eq!(row.representative, representative);
            assert_eq!(row.role, (!representative).then_some(Role::PoolNurse));
            assert_eq!(row.grant, representative.then_some(grant));
        }
        // He looks, too, and what he does himself stays out of it.
        father.opens(sent.thread).await.unwrap();
        assert_eq!(page(&clinic, &father, father.id, None).await.unwrap().0.len(), rows.len());
    }

    async fn r_8_12_a_representative_of_an_adult_is_shown_her_own_steps(clinic) {
        let (father, daughter, son) =
            (clinic.patient("Julio").await, clinic.patient("Elena").await, clinic.patient("Luis").await);
        let results = Rights::NONE.with(Capability::Results, Right::Read);
        for child in [&daughter, &son] {
            clinic.represents(child, father.id, Granted::consent(results)).await;
            looks_at_results(&clinic, child, father.id).await;
        }
        assert_eq!(told(&clinic, &father, father.id).await.len(), 2);
        let hers = told(&clinic, &daughter, father.id).await;
        assert!(hers.iter().all(|(who, _)| who.starts_with("Elena")) && !hers.is_empty(), "{hers:?}");
        // Of a child all is shown: she is not there to look herself.
        let (_, theo) = clinic.keeps_one_born("Theo", "2024-11-17").await;
        for parent in [&daughter, &son] {
            clinic.represents(parent, theo, Granted::by(Basis::Parental)).await;
            looks_at_results(&clinic, parent, theo).await;
        }
        let seen = told(&clinic, &daughter, theo).await;
        assert!(seen.iter().any(|(who, _)| who.starts_with("Luis")), "{seen:?}");
        // Nobody else's chart is told of.
        assert!(matches!(page(&clinic, &son, daughter.id, None).await, Err(CareError::Denied)));
    }

    /// What staff do with a conversation that its patient keeps for herself would tell of it.
    async fn r_6_12_of_what_is_done_with_a_kept_conversation_no_representative_is_told(clinic) {
        let (mother, teen) = (clinic.patient("Elena").await, clinic.patient("Luis").await);
        let father = clinic.patient("Daniel").await;
        clinic.execute("update patients set born = '2011-06-01' where id = $1", [teen.id.0.into()]).await;
        clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        let fathers = clinic.represents(&father, teen.id, Granted::by(Basis::Parental)).await;
        let front = clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await;
        front.attests(teen.id).await.unwrap();
        let nurse = clinic.nurse().await;
        let nurses = async |who: &Patient| -> Vec<String> {
            let rows = told(&clinic, who, teen.id).await.into_iter();
            rows.filter(|(who, _)| *who == nurse.display_name).map(|(_, what)| what).collect()
        };
        let kept = teen.writes_to(&clinic.cardiology, "Between us").await.unwrap();
        nurse.opens(kept.thread).await.unwrap();
        nurse.answers(kept.thread, "Of course.").await.unwrap();
        nurse.sees_acting(kept.thread, None).await.unwrap();
        nurse.sets_aside_beside(kept.thread, fathers).await.unwrap();
        assert!(nurses(&mother).await.is_empty());
        for done in ["answer-thread", "read-thread-grants", "suspend-thread-grant"] {
            assert!(nurses(&teen).await.contains(&done.to_owned()), "{done}");
        }
        let open = mother.acting_for(teen.id).writes_to(&clinic.cardiology, "May he travel?").await.unwrap();
        nurse.answers(open.thread, "Yes.").await.unwrap();
        assert_eq!(nurses(&mother).await, ["answer-thread"]);
        clinic.outbox().await;
    }

    /// So would what they do with a request of that kind, or with one for something confidential.
    async fn r_6_12_of_what_is_done_with_a_kept_or_a_veiled_request_no_representative_is_told(clinic) {
        let (mother, teen) = (clinic.patient("Elena").await, clinic.patient("Luis").await);
        clinic.execute("update patients set born = '2011-06-01' where id = $1", [teen.id.0.into()]).await;
        clinic.represents(&mother, teen.id, Granted::by(Basis::Parental)).await;
        let front = clinic.staff(Role::FrontDesk, &[&clinic.family_medicine]).await;
        front.attests(teen.id).await.unwrap();
        let nurse = clinic.nurse().await;
        let nurses = async |who: &Patient| -> Vec<String> {
            let rows = told(&clinic, who, teen.id).await.into_iter();
            rows.filter(|(who, _)| *who == nurse.display_name).map(|(_, what)| what).collect()
        };
        let kept = teen.asks_for_a_visit(&clinic.cardiology, "Between us").await.unwrap();
        nurse.opens_desk_ask(kept).await.unwrap();
        nurse.moves_ask(kept, DeskAskMove::Review).await.unwrap();
        assert!(nurses(&mother).await.is_empty());
        assert!(nurses(&teen).await.contains(&"move-desk-ask".to_owned()));
        let open = mother.acting_for(teen.id).asks_for_a_visit(&clinic.cardiology, "A check-up").await.unwrap();
        nurse.moves_ask(open, DeskAskMove::Review).await.unwrap();
        assert_eq!(nurses(&mother).await, ["move-desk-ask"]);
        // Shown to her, as far as that goes; what it is for is not.
        let drug = clinic.prescribes(teen.id, "Lisinopril 10 MG", 30).await;
        let veiled = teen.renews(&clinic.cardiology, &[drug]).await.unwrap().ask;
        teen.keeps_ask_private(veiled, false).await.unwrap();
        clinic.keeps_from_representatives(teen.id, drug).await;
        nurse.moves_ask(veiled, DeskAskMove::NeedInfo("Which pharmacy?".into())).await.unwrap();
        assert_eq!(nurses(&mother).await, ["move-desk-ask"]);
        clinic.outbox().await;
    }

    async fn r_8_12_pages_go_on_where_they_ended_and_cost_the_same(clinic) {
        let (father, daughter) = (clinic.patient("Julio").await, clinic.patient("Elena").await);
        let results = Rights::NONE.with(Capability::Results, Right::Read);
        clinic.represents(&daughter, father.id, Granted::consent(results)).await;
        for _ in 0..45 {
            looks_at_results(&clinic, &daughter, father.id).await;
            // Else a look is written down once in ten minutes.
            clinic.execute("delete from chart_views", []).await;
        }
        page(&clinic, &father, father.id, None).await.unwrap();
        let (mut seen, mut after, mut costs) = (Vec::new(), None, Vec::new());
        loop {
            let before = clinic.statements();
            let (rows, next) = page(&clinic, &father, father.id, after).await.unwrap();
            costs.push(clinic.statements() - before);
            assert!(rows.len() <= PAGE as usize);
            seen.extend(rows.into_iter().map(|row| row.place));
            let Some(next) = next else { break };
            after = Some(next);
        }
        assert!(seen.is_sorted_by(|a, b| a > b), "the newest first, each once");
        assert_eq!((seen.len(), costs), (45, vec![2, 2, 2]), "the session, and the page");
    }
}
