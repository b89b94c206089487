//! What can be done with an ask, as its pages offer it. The tests compare it with the rules.

use super::Ask;
use super::rules::not_begun;
use portal_types::account::Role;
use portal_types::ask::{AskDeed, AskKind, AskState, DeskMoveKind};

/// What the patient's side can do with an ask at a moment, as its page offers it: first what it waits for.
pub fn deeds(ask: &Ask, now: i64) -> Vec<AskDeed> {
    let waits = ask.state.is_open();
    let offered = ask.state == AskState::NeedsInfo && !ask.offers.is_empty();
    let all = [
        (AskDeed::Choose, offered && ask.offers.iter().any(|time| time.starts_at > now)),
        (AskDeed::AskAgain, offered),
        (AskDeed::Comment, waits),
        (AskDeed::Change, ask.state == AskState::Submitted && !ask.opened),
        (AskDeed::Withdraw, waits || (ask.state == AskState::Approved && not_begun(ask, now))),
        (AskDeed::FollowUp, ask.state.is_closed()),
    ];
    all.into_iter().filter(|(_, can)| *can).map(|(deed, _)| deed).collect()
}

/// What somebody of the team can do with an ask, as the desk offers it.
pub fn desk_moves(ask: &Ask, role: Role) -> Vec<DeskMoveKind> {
    use AskState::{Approved, InReview, NeedsInfo, Submitted};
    let (state, kind) = (ask.state, ask.kind);
    let can = |step: &DeskMoveKind| match step {
        DeskMoveKind::Review => matches!(state, Submitted | NeedsInfo),
        DeskMoveKind::NeedInfo => matches!(state, Submitted | InReview),
        DeskMoveKind::Propose => state.is_open() && kind == AskKind::Appointment,
        DeskMoveKind::Approve => {
            matches!(state, Submitted | InReview) && (kind != AskKind::Renewal || role == Role::Clinician)
        }
        DeskMoveKind::Decline => state.is_open(),
        DeskMoveKind::CountVisit => {
            state == Approved && kind == AskKind::Referral && ask.visits.is_some_and(|(allowed, used)| used < allowed)
        }
        DeskMoveKind::Done => state == Approved,
        DeskMoveKind::Comment => state.is_open() || state == Approved,
    };
    DeskMoveKind::ALL.into_iter().filter(can).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asks::flow::given::{NOW, NURSE, ask, events, facts, moved, refused};
    use crate::asks::flow::{By, Effect, Event, Facts, Refused, advance};

    #[test]
    fn r_7_1_what_is_offered_is_what_can_be_done() {
        let by_name = |name: &str| match name {
            "change" => Some(AskDeed::Change),
            "comment" => Some(AskDeed::Comment),
            "choose" => Some(AskDeed::Choose),
            "ask-again" => Some(AskDeed::AskAgain),
            "withdraw" => Some(AskDeed::Withdraw),
            _ => None,
        };
        let by_move = |name: &str| match name {
            "review" => Some(DeskMoveKind::Review),
            "need-info" => Some(DeskMoveKind::NeedInfo),
            "comment" => Some(DeskMoveKind::Comment),
            "propose" => Some(DeskMoveKind::Propose),
            "approve" => Some(DeskMoveKind::Approve),
            "decline" => Some(DeskMoveKind::Decline),
            "count-visit" => Some(DeskMoveKind::CountVisit),
            "done" => Some(DeskMoveKind::Done),
            _ => None,
        };
        for kind in AskKind::ALL {
            for state in AskState::ALL {
                let ask = ask(kind, state);
                for (name, event) in events(kind) {
                    if let Some(deed) = by_name(name) {
                        let can = advance(&ask, event.clone(), By::Patient, &facts()).is_ok();
                        assert_eq!(deeds(&ask, NOW).contains(&deed), can, "{name} of {kind:?} in {state:?}");
                    }
                    for role in [Role::PoolNurse, Role::Clinician] {
                        if let Some(step) = by_move(name) {
                            let can = advance(&ask, event.clone(), By::Team(role), &facts()).is_ok();
                            let offered = desk_moves(&ask, role).contains(&step);
                            assert_eq!(offered, can, "{name} of {kind:?} in {state:?} by {role:?}");
                        }
                    }
                }
                assert_eq!(deeds(&ask, NOW).contains(&AskDeed::FollowUp), state.is_closed());
            }
        }
    }

    #[test]
    fn r_7_1_an_ask_is_changed_while_nobody_has_opened_it() {
        let fresh = ask(AskKind::Referral, AskState::Submitted);
        assert!(moved(&fresh, Event::Change, By::Patient).effect == Effect::Rewritten);
        let opened = Ask { opened: true, ..fresh.clone() };
        assert_eq!(refused(&opened, Event::Change, By::Patient), Refused::Stale);
        assert!(!deeds(&opened, NOW).contains(&AskDeed::Change));
        // Whoever has read another version has not seen what is there.
        for by in [By::Patient, NURSE] {
            for read in [0, 2] {
                let facts = Facts { version: Some(read), ..facts() };
                for (name, event) in events(fresh.kind) {
                    assert_eq!(advance(&fresh, event, by, &facts).err(), Some(Refused::Stale), "{name}");
                }
            }
        }
        let facts = Facts { version: Some(1), ..facts() };
        assert!(advance(&fresh, Event::Review, NURSE, &facts).is_ok());
    }

    #[test]
    fn r_7_1_a_visit_is_taken_back_before_it_begins() {
        let agreed = Ask { visit_at: Some(NOW + 1), ..ask(AskKind::Appointment, AskState::Approved) };
        assert_eq!(moved(&agreed, Event::Withdraw, By::Patient).state, AskState::Withdrawn);
        let begun = Ask { visit_at: Some(NOW), ..agreed };
        assert_eq!(refused(&begun, Event::Withdraw, By::Patient), Refused::State(AskState::Approved));
        assert!(!deeds(&begun, NOW).contains(&AskDeed::Withdraw));
    }
}
