//! The times that an office proposes, and which of them can be.

use super::{Refused, Time};
use portal_types::ask::TIMES_MOST;
use portal_types::field::Problem;

/// The fields of the times of a proposal, by their places.
const TIMES: [&str; TIMES_MOST] = ["time1", "time2", "time3"];

/// Whether times can be proposed: one at least, none of them over, no two alike.
pub(super) fn fits(times: &[Time], now: i64) -> Result<(), Refused> {
    if times.is_empty() {
        return Err(Refused::Field(TIMES[0], Problem::Missing));
    }
    for (place, time) in times.iter().enumerate() {
        let field = *TIMES.get(place).ok_or(Refused::Field(TIMES[0], Problem::NotAChoice))?;
        if time.starts_at <= now {
            return Err(Refused::Field(field, Problem::InThePast));
        }
        if times.iter().take(place).any(|other| other.starts_at == time.starts_at) {
            return Err(Refused::Field(field, Problem::SameAsOther));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asks::flow::given::{NOW, NURSE, ask, day, facts, moved, refused, time};
    use crate::asks::flow::{Ask, By, Effect, Event, Facts, Times, advance, deeds};
    use portal_types::ask::{AskDeed, AskKind, AskState, Refusing, Window};

    #[test]
    fn times_are_proposed_taken_and_passed_over() {
        let asked = ask(AskKind::Appointment, AskState::InReview);
        for (times, field, problem) in [
            (vec![], "time1", Problem::Missing),
            (vec![time(1, 0)], "time1", Problem::InThePast),
            (vec![time(1, 1), time(2, -1)], "time2", Problem::InThePast),
            (vec![time(1, 1), time(2, 2), time(3, 1)], "time3", Problem::SameAsOther),
            (vec![time(1, 1), time(2, 2), time(3, 3), time(4, 4)], "time1", Problem::NotAChoice),
        ] {
            assert_eq!(refused(&asked, Event::Propose(times), NURSE), Refused::Field(field, problem));
        }
        let times = vec![time(1, 1), time(2, 2)];
        assert!(moved(&asked, Event::Propose(times.clone()), NURSE).times == Times::Proposed { round: 1, times });

        let offered = ask(AskKind::Appointment, AskState::NeedsInfo);
        let again = moved(&offered, Event::Propose(vec![time(3, 3)]), NURSE);
        assert!(again.times == Times::Proposed { round: 2, times: vec![time(3, 3)] });
        let taken = moved(&offered, Event::Choose(time(2, 2).id), By::Patient);
        assert!(taken.times == Times::Taken(time(2, 2)) && taken.due.is_none());
        // One that was passed over, or that somebody made up.
        let other = Event::Choose(time(3, 3).id);
        assert_eq!(refused(&offered, other, By::Patient), Refused::Field("time", Problem::NotAChoice));
        let late = Facts { now: NOW + 1, ..facts() };
        let over = advance(&offered, Event::Choose(time(1, 1).id), By::Patient, &late).err();
        assert_eq!(over, Some(Refused::Field("time", Problem::InThePast)));
        assert!(advance(&offered, Event::Choose(time(2, 2).id), By::Patient, &late).is_ok());
        assert!(deeds(&offered, NOW + 1).contains(&AskDeed::Choose));
        assert!(!deeds(&offered, NOW + 2).contains(&AskDeed::Choose), "all are over");
        assert!(deeds(&offered, NOW + 2).contains(&AskDeed::AskAgain));

        let windows = vec![Window { day: day("2026-12-01"), part: portal_types::ask::PartOfDay::Any }];
        let none = Event::AskAgain { windows: windows.clone(), words: String::new() };
        let none = moved(&offered, none, By::Patient);
        assert!(none.effect == Effect::Windows(windows) && none.times == Times::Passed);
        // Whatever else ends the patient's turn passes them over, too; what the office adds does not.
        for (event, by) in [
            (Event::Comment("May I come alone?".to_owned()), By::Patient),
            (Event::Review, NURSE),
            (Event::Decline(Refusing::Duplicate, String::new()), NURSE),
            (Event::Withdraw, By::Patient),
        ] {
            assert!(moved(&offered, event, by).times == Times::Passed);
        }
        assert!(moved(&offered, Event::Comment("Bring your card.".to_owned()), NURSE).times == Times::Stay);
        // What the office asks for without times is not answered by a time.
        let asked = Ask { offers: Vec::new(), ..offered };
        let state = Refused::State(AskState::NeedsInfo);
        assert_eq!(refused(&asked, Event::Choose(time(1, 1).id), By::Patient), state);
        let again = Event::AskAgain { windows: Vec::new(), words: String::new() };
        assert_eq!(refused(&asked, again, By::Patient), state);
    }
}
