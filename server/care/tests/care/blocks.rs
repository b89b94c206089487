//! an inbox takes no messages of somebody, says why and whom to call, and everything else stays open.

use portal_care::CareError;
use portal_care::live::Heard;
use portal_testkit::{Clinic, Granted, both_databases};
use portal_types::account::Role;
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::ids::BlockId;
use portal_types::message::Topic;
use portal_types::pool::{BlockReason, BlockWhom, Blocked, NewBlock, PoolKind};
use portal_types::representative::{Basis, Rights};
use uuid::Uuid;

fn is_blocked<T>(refused: &Result<T, CareError>, field: &str) -> bool {
    matches!(refused, Err(CareError::Invalid(all))
        if all.len() == 1 && all[0].field == field && all[0].problem == Problem::Blocked)
}

fn because(reason: BlockReason, until: Option<Day>) -> Option<Blocked> {
    Some(Blocked { reason, until, phone: Some("413-555-0100 x7".into()) })
}

both_databases! {
    async fn r_6_11_who_is_blocked_hears_why_and_whom_to_call(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        nurse.blocks(thread, BlockWhom::Writer).await.unwrap();
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!((shown.blocked, shown.may_reply), (because(BlockReason::TooMany, None), false));
        assert_eq!(shown.messages.rows.len(), 1, "what is there stays readable");
        assert!(shown.blocks.is_empty(), "who has said so is the desk's");
        let team = ada.compose_options().await.unwrap().teams.remove(0);
        assert!(team.lines.iter().all(|line| line.blocked == because(BlockReason::TooMany, None)));
        assert!(is_blocked(&ada.replies(thread, "And by ship?").await, "body"));
        assert!(is_blocked(&ada.writes_to(&clinic.cardiology, "May I swim?").await, "topic"));
        assert_eq!((clinic.count("messages").await, clinic.count("threads").await), (1, 1));
        // The desk writes all the same, and the trail says whose chart it was.
        nurse.answers(thread, "Please call.").await.unwrap();
        let id = ada.id.0;
        let noted = "select seq from audit where action = 'block-from-pool' and patient_id = $1 and outcome = 'ok'";
        assert_eq!(clinic.rows(noted, [id.into()]).await.len(), 1);
        clinic.outbox().await;
    }

    async fn r_6_11_other_inboxes_and_requests_stay_open(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.family_medicine]).await;
        let (_, tester) = clinic.answers_for(&clinic.cardiology, PoolKind::Tests, Role::Clinician).await;
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let other = ada.writes_to(&clinic.family_medicine, "And a refill?").await.unwrap().thread;
        nurse.blocks(thread, BlockWhom::Anybody).await.unwrap();
        ada.replies(other, "Soon?").await.unwrap();
        let test = ada.writes_about(&clinic.cardiology, Topic::Test, "What does it mean?").await.unwrap().thread;
        assert!(tester.opens(test).await.is_ok() && elsewhere.opens(other).await.is_ok());
        ada.asks_for_a_visit(&clinic.cardiology, "A knee that hurts.").await.unwrap();
        assert!(is_blocked(&ada.writes_about(&clinic.cardiology, Topic::Referral, "To whom?").await, "topic"));
        let eva = clinic.patient("Eva").await;
        eva.writes_to(&clinic.cardiology, "May I?").await.unwrap();
    }

    async fn r_6_11_a_person_is_blocked_about_a_chart_or_everybody_is(clinic) {
        let (ada, olga) = (clinic.patient("Ada").await, clinic.patient("Olga").await);
        let nurse = clinic.nurse().await;
        let (_, theo) = clinic.keeps_one_born("Theo", "2020-01-01").await;
        clinic.represents(&olga, ada.id, Granted::consent(Rights::every())).await;
        clinic.represents(&olga, theo, Granted::by(Basis::Parental)).await;
        let hers = olga.acting_for(ada.id);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        hers.replies(thread, "And I with her?").await.unwrap();
        nurse.answers(thread, "No.").await.unwrap();
        nurse.blocks(thread, BlockWhom::Writer).await.unwrap();
        let shown = nurse.opens(thread).await.unwrap().blocks;
        let name = format!("Olga {}", olga.record.family);
        assert_eq!(shown[0].whose.as_deref(), Some(name.as_str()), "of the patient's side the last one");
        assert!(is_blocked(&hers.replies(thread, "Why?").await, "body"));
        assert_eq!(hers.opens(thread).await.unwrap().blocked, because(BlockReason::TooMany, None));
        ada.replies(thread, "I see.").await.unwrap();
        assert_eq!(ada.opens(thread).await.unwrap().blocked, None);
        olga.acting_for(theo).writes_to(&clinic.cardiology, "May he swim?").await.unwrap();
        olga.writes_to(&clinic.cardiology, "May I swim?").await.unwrap();
        nurse.blocks(thread, BlockWhom::Anybody).await.unwrap();
        for who in [&ada, &hers] {
            assert!(is_blocked(&who.replies(thread, "Why?").await, "body"));
        }
        assert_eq!(nurse.opens(thread).await.unwrap().blocks.len(), 2);
        clinic.outbox().await;
    }

    async fn r_6_11_a_block_ends_after_its_last_day_or_when_it_is_lifted(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let until = Some(clinic.world().day_in(1));
        let block = NewBlock { whom: BlockWhom::Writer, reason: BlockReason::Conduct, until };
        nurse.blocks_as(thread, block.clone()).await.unwrap();
        assert_eq!(ada.opens(thread).await.unwrap().blocked, because(BlockReason::Conduct, until));
        clinic.days_later(1);
        ada.signs_in().await.unwrap();
        assert!(is_blocked(&ada.replies(thread, "Sorry.").await, "body"), "the last day");
        clinic.days_later(1);
        ada.signs_in().await.unwrap();
        nurse.signs_in().await.unwrap();
        let shown = ada.opens(thread).await.unwrap();
        assert_eq!((shown.blocked, shown.may_reply), (None, true));
        assert!(nurse.opens(thread).await.unwrap().blocks.is_empty());
        ada.replies(thread, "Sorry.").await.unwrap();

        nurse.blocks_as(thread, NewBlock { until: None, ..block }).await.unwrap();
        let standing = nurse.opens(thread).await.unwrap().blocks;
        assert_eq!((standing.len(), standing[0].author.as_str()), (1, nurse.display_name.as_str()));
        assert_eq!((standing[0].reason, standing[0].until), (BlockReason::Conduct, None));
        let of = standing[0].block;
        // Not by an inbox that it is not of.
        let elsewhere = clinic.staff(Role::PoolNurse, &[&clinic.dermatology]).await;
        assert!(matches!(elsewhere.unblocks(thread, of).await, Err(CareError::NotFound)));
        let eva = clinic.patient("Eva").await;
        let evas = eva.writes_to(&clinic.cardiology, "May I?").await.unwrap().thread;
        nurse.unblocks(evas, of).await.unwrap();
        nurse.unblocks(thread, BlockId(Uuid::max())).await.unwrap();
        assert!(is_blocked(&ada.replies(thread, "Please.").await, "body"), "it stands");
        for _ in 0..2 {
            nurse.unblocks(thread, of).await.unwrap();
        }
        ada.replies(thread, "Thank you.").await.unwrap();
        assert_eq!(clinic.count("pool_blocks where ended_at is not null").await, 2, "what has ended stays as a row");
        clinic.outbox().await;
    }

    async fn r_6_11_said_again_the_later_word_counts(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        nurse.blocks(thread, BlockWhom::Writer).await.unwrap();
        let until = Some(clinic.world().day_in(7));
        let block = NewBlock { whom: BlockWhom::Writer, reason: BlockReason::WrongUse, until };
        nurse.blocks_as(thread, block).await.unwrap();
        assert_eq!(nurse.opens(thread).await.unwrap().blocks.len(), 1);
        assert_eq!(ada.opens(thread).await.unwrap().blocked, because(BlockReason::WrongUse, until));
    }

    /// what is another's is like what is not there, also for whoever would be told that she is blocked.
    async fn r_6_11_nobody_learns_by_a_block_of_what_is_not_hers(clinic) {
        let (ada, eva) = (clinic.patient("Ada").await, clinic.patient("Eva").await);
        let nurse = clinic.nurse().await;
        let adas = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
        let evas = eva.writes_to(&clinic.cardiology, "May I swim?").await.unwrap().thread;
        nurse.blocks(evas, BlockWhom::Anybody).await.unwrap();
        nurse.blocks(adas, BlockWhom::Anybody).await.unwrap();
        assert!(matches!(eva.replies(adas, "Hello").await, Err(CareError::NotFound)));
        assert!(matches!(eva.acting_for(ada.id).writes_to(&clinic.cardiology, "Hello").await, Err(CareError::Denied)));
    }
}

#[tokio::test]
async fn r_6_11_open_pages_of_both_sides_look_anew() {
    let clinic = Clinic::open().await;
    let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
    let thread = ada.writes_to(&clinic.cardiology, "May I travel?").await.unwrap().thread;
    let mut stream = clinic.portal().live().listen();
    nurse.blocks(thread, BlockWhom::Writer).await.unwrap();
    let block = nurse.opens(thread).await.unwrap().blocks[0].block;
    nurse.unblocks(thread, block).await.unwrap();
    // The block, that the team has opened it, and its end.
    for _ in 0..3 {
        assert!(matches!(stream.try_recv(), Ok(Heard::Nudge(nudge)) if nudge.thread == thread));
    }
    nurse.unblocks(thread, block).await.unwrap();
    assert!(stream.try_recv().is_err(), "pressed again it is no news");
}
