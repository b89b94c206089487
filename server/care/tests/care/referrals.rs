//! authorizations of referrals. Warned of in time, and counted.

use portal_care::CareError;
use portal_testkit::{Clinic, both_databases};
use portal_types::account::Role;
use portal_types::ask::{Approval, AskFilter, AskKind, AskState, DeskAskMove, DeskMoveKind, NewAsk};
use portal_types::day::Day;
use portal_types::field::Problem;
use portal_types::practice::Feature;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn has_problem<T>(refused: &Result<T, CareError>, field: &str, problem: Problem) -> bool {
    matches!(refused, Err(CareError::Invalid(all)) if all.iter().any(|p| p.field == field && p.problem == problem))
}

/// The form for a visit on a day, and whether the box is ticked that says that she knows.
async fn form(clinic: &Clinic, visit_on: &str, late: bool) -> NewAsk {
    NewAsk { late, ..clinic.world().new_referral(&clinic.cardiology, day(visit_on)).await }
}

both_databases! {
    async fn r_7_9_a_visit_before_the_answer_must_be_known(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let admin = clinic.staff(Role::Admin, &[]).await;
        // Monday; answered by Thursday the 26th. The day itself is soon enough.
        for (visit_on, late, fits) in [
            ("2026-11-25", false, false),
            ("2026-11-25", true, true),
            ("2026-11-26", false, true),
            ("2026-11-27", false, true),
            // Over, or today: usually refused.
            ("2026-11-23", false, false),
            ("2026-11-20", false, false),
            ("2026-11-20", true, true),
        ] {
            let asked = ada.asks_for(form(&clinic, visit_on, late).await).await;
            assert_eq!(asked.is_ok(), fits, "{visit_on}, {late}");
            assert!(fits || has_problem(&asked, "late", Problem::NotAgreed), "{visit_on}");
        }
        // A holiday moves the day.
        admin.adds_holiday("11/24/2026", clinic.world().intent()).await.unwrap();
        let asked = ada.asks_for(form(&clinic, "2026-11-26", false).await).await;
        assert!(has_problem(&asked, "late", Problem::NotAgreed));
        let ask = ada.asks_for(form(&clinic, "2026-11-27", false).await).await.unwrap().ask;
        assert_eq!(ada.opens_ask(ask).await.unwrap().due, Some(day("2026-11-27")));
        let office = ada.ask_options(AskKind::Referral).await.unwrap().offices.remove(0);
        assert_eq!(office.due, day("2026-11-27"), "and the form says so before it is sent");
        // So does the practice's own number.
        admin.switches(clinic.cardiology.id, &Feature::ALL, 1).await.unwrap();
        assert!(ada.asks_for(form(&clinic, "2026-11-25", false).await).await.is_ok());
    }

    async fn r_7_9_one_that_is_written_anew_is_held_to_its_own_day(clinic) {
        let (ada, _nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.asks_for(form(&clinic, "2026-11-30", false).await).await.unwrap().ask;
        let sooner = ada.changes_ask(ask, 1, form(&clinic, "2026-11-25", false).await).await;
        assert!(has_problem(&sooner, "late", Problem::NotAgreed));
        ada.changes_ask(ask, 1, form(&clinic, "2026-11-25", true).await).await.unwrap();
        assert_eq!(ada.opens_ask(ask).await.unwrap().due, Some(day("2026-11-26")), "as promised");
    }

    async fn r_7_10_an_authorization_has_number_visits_and_days_and_no_more_are_counted(clinic) {
        let (ada, nurse) = (clinic.patient("Ada").await, clinic.nurse().await);
        let ask = ada.refers(&clinic.cardiology, day("2026-12-10")).await.unwrap();
        // Without what it is made of it is none: each field is named.
        let plain = nurse.moves_ask(ask, DeskAskMove::Approve(Approval::Plain)).await;
        for field in ["number", "visits", "from", "to"] {
            assert!(has_problem(&plain, field, Problem::Missing), "{field}");
        }
        let (from, to) = (day("2026-12-01"), day("2027-02-28"));
        let early = Approval::Referral { number: "A-1".into(), visits: 2, from, to: day("2026-11-30") };
        assert!(has_problem(&nurse.moves_ask(ask, DeskAskMove::Approve(early)).await, "to", Problem::InThePast));
        let approval = Approval::Referral { number: "A-1".into(), visits: 2, from, to };
        nurse.moves_ask(ask, DeskAskMove::Approve(approval)).await.unwrap();
        let view = ada.opens_ask(ask).await.unwrap();
        let authorization = view.authorization.unwrap();
        assert_eq!((view.state, authorization.number.as_str()), (AskState::Approved, "A-1"));
        assert_eq!((authorization.visits, authorization.used, authorization.left()), (2, 0, 2));
        assert_eq!((authorization.from, authorization.to), (from, to));
        assert!(nurse.desk_asks(AskFilter::Due).await.unwrap().page.rows.is_empty(), "it waits for nobody");

        for used in [1, 2] {
            assert!(nurse.opens_desk_ask(ask).await.unwrap().moves.contains(&DeskMoveKind::CountVisit));
            nurse.moves_ask(ask, DeskAskMove::CountVisit).await.unwrap();
            assert_eq!(ada.opens_ask(ask).await.unwrap().authorization.unwrap().used, used);
        }
        assert!(!nurse.opens_desk_ask(ask).await.unwrap().moves.contains(&DeskMoveKind::CountVisit));
        assert!(matches!(nurse.moves_ask(ask, DeskAskMove::CountVisit).await, Err(CareError::Conflict)));
        assert_eq!(ada.opens_ask(ask).await.unwrap().authorization.unwrap().left(), 0);
        clinic.outbox().await;
    }

    /// Of two who count the last visit at one moment, one does.
    async fn r_7_10_the_last_visit_is_counted_once(clinic) {
        let (ada, one, other) = (clinic.patient("Ada").await, clinic.nurse().await, clinic.nurse().await);
        let ask = ada.refers(&clinic.cardiology, day("2026-12-10")).await.unwrap();
        let (from, to) = (day("2026-12-01"), day("2027-02-28"));
        let approval = Approval::Referral { number: "A-1".into(), visits: 1, from, to };
        one.moves_ask(ask, DeskAskMove::Approve(approval)).await.unwrap();
        let (first, second) = tokio::join!(
            one.moves_ask(ask, DeskAskMove::CountVisit),
            other.moves_ask(ask, DeskAskMove::CountVisit)
        );
        assert!(first.is_ok() != second.is_ok());
        let lost = if first.is_ok() { second } else { first };
        assert!(matches!(lost, Err(CareError::Conflict)));
        assert_eq!(ada.opens_ask(ask).await.unwrap().authorization.unwrap().used, 1);
        clinic.outbox().await;
    }
}
