//! What comes of a yes: of an appointment nothing more, of prescriptions an answer to each, of a referral its
//! authorization.

use super::{Ask, Effect, Moved, Refused};
use portal_types::account::Role;
use portal_types::ask::{Approval, AskHappened, AskKind, AskState, DrugAnswer};
use portal_types::field::Problem;

/// Whether answers are to all prescriptions, and each to one.
fn answers_all(drugs: &[i16], answers: &[DrugAnswer]) -> bool {
    let mut answered: Vec<i16> = answers.iter().map(|(place, _)| *place).collect();
    let mut asked = drugs.to_vec();
    answered.sort_unstable();
    asked.sort_unstable();
    !asked.is_empty() && answered == asked
}

/// What comes of an approval.
pub(super) fn approved(ask: &Ask, approval: Approval, by: Role, moved: Moved) -> Result<Moved, Refused> {
    match (ask.kind, approval) {
        (AskKind::Appointment, Approval::Plain) => Ok(moved),
        // who prescribes decides about each of them.
        (AskKind::Renewal, Approval::Drugs(_)) if by != Role::Clinician => Err(Refused::NotTheirs),
        (AskKind::Renewal, Approval::Drugs(answers)) if answers_all(&ask.drugs, &answers) => {
            let no = answers.iter().map(|(_, why)| why.clone()).collect::<Option<Vec<_>>>();
            let moved = match no.and_then(|all| all.into_iter().next()) {
                // One yes is enough.
                None => moved,
                Some((reason, words)) => Moved {
                    what: AskHappened::Declined,
                    state: AskState::Declined,
                    reason: Some(reason),
                    words,
                    ..moved
                },
            };
            Ok(Moved { effect: Effect::Decided(answers), ..moved })
        }
        (AskKind::Renewal, Approval::Drugs(_)) => Err(Refused::Field("outcome[0]", Problem::NotAChoice)),
        (AskKind::Referral, Approval::Referral { number, visits, from, to }) => {
            if number.trim().is_empty() {
                Err(Refused::Field("number", Problem::Missing))
            } else if visits == 0 {
                Err(Refused::Field("visits", Problem::NotAChoice))
            } else if to < from {
                Err(Refused::Field("to", Problem::InThePast))
            } else {
                Ok(Moved { effect: Effect::Authorized { number, visits, from, to }, ..moved })
            }
        }
        (AskKind::Appointment | AskKind::Renewal | AskKind::Referral, _) => Err(Refused::State(ask.state)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asks::flow::given::{CLINICIAN, NURSE, ask, day, facts, moved, refused};
    use crate::asks::flow::{Event, advance, desk_moves};
    use portal_types::ask::{DeskMoveKind, Refusing};

    #[test]
    fn r_7_7_who_prescribes_decides_about_each_prescription() {
        let asked = ask(AskKind::Renewal, AskState::InReview);
        let approve = |answers: &[DrugAnswer]| Event::Approve(Approval::Drugs(answers.to_vec()));
        let no = |reason: Refusing| Some((reason, "Words.".to_owned()));
        assert_eq!(refused(&asked, approve(&[(0, None), (1, None)]), NURSE), Refused::NotTheirs);
        for some in [&[(0, None)][..], &[(0, None), (0, None)], &[(0, None), (1, None), (2, None)], &[]] {
            let unfit = Refused::Field("outcome[0]", Problem::NotAChoice);
            assert_eq!(refused(&asked, approve(some), CLINICIAN), unfit, "all of them, each once");
        }
        let answers = [(1, None), (0, no(Refusing::NeedsVisit))];
        let one = moved(&asked, approve(&answers), CLINICIAN);
        assert_eq!((one.state, one.reason), (AskState::Approved, None), "one yes is enough");
        assert!(one.effect == Effect::Decided(answers.to_vec()));
        let answers = [(0, no(Refusing::NeedsVisit)), (1, no(Refusing::TooEarly))];
        let none = moved(&asked, approve(&answers), CLINICIAN);
        assert_eq!((none.state, none.what), (AskState::Declined, AskHappened::Declined));
        assert_eq!((none.reason, none.words.as_str()), (Some(Refusing::NeedsVisit), "Words."));
        assert!(none.effect == Effect::Decided(answers.to_vec()), "each with its own reason");
    }

    #[test]
    fn r_7_10_no_more_visits_are_counted_than_are_allowed() {
        let asked = ask(AskKind::Referral, AskState::Approved);
        assert!(moved(&asked, Event::CountVisit, NURSE).effect == Effect::Counted(1));
        let last = Ask { visits: Some((2, 1)), ..asked.clone() };
        assert!(moved(&last, Event::CountVisit, NURSE).effect == Effect::Counted(2));
        for spent in [Some((2, 2)), Some((2, 3)), None] {
            let spent = Ask { visits: spent, ..asked.clone() };
            assert_eq!(refused(&spent, Event::CountVisit, NURSE), Refused::Spent);
            assert!(!desk_moves(&spent, Role::PoolNurse).contains(&DeskMoveKind::CountVisit));
        }
        let asked = ask(AskKind::Referral, AskState::Submitted);
        let referral = |number: &str, visits, to: &str| {
            let (from, to) = (day("2026-12-01"), day(to));
            Event::Approve(Approval::Referral { number: number.to_owned(), visits, from, to })
        };
        for (event, field, problem) in [
            (referral(" ", 1, "2026-12-01"), "number", Problem::Missing),
            (referral("A", 0, "2026-12-01"), "visits", Problem::NotAChoice),
            (referral("A", 1, "2026-11-30"), "to", Problem::InThePast),
        ] {
            assert_eq!(refused(&asked, event, NURSE), Refused::Field(field, problem));
        }
        assert!(advance(&asked, referral("A", 1, "2026-12-01"), NURSE, &facts()).is_ok(), "for a day");
        // What is approved in another kind's words is not approved.
        let state = Refused::State(AskState::Submitted);
        assert_eq!(refused(&asked, Event::Approve(Approval::Plain), CLINICIAN), state);
    }
}
