//! The table of what may happen: in which state, by whom, and how an ask stands then.

use super::approval::approved;
use super::times::fits;
use super::{Ask, By, Effect, Event, Facts, Moved, Refused, Since, Tells, Times};
use portal_types::ask::{AskHappened, AskKind, AskState};
use portal_types::field::Problem;
use portal_types::message::Side;

/// Whether the patient can still take back what was approved: a visit that has not begun. What was prescribed or authorized
/// is on its way, and the office is to be told.
pub(super) fn not_begun(ask: &Ask, now: i64) -> bool {
    ask.kind == AskKind::Appointment && ask.visit_at.is_none_or(|begins| begins > now)
}

/// What comes of an event.
pub fn advance(ask: &Ask, event: Event, by: By, facts: &Facts) -> Result<Moved, Refused> {
    // What she has read is not what is there: that says more than how it stands.
    if facts.since == Since::Patient || facts.version.is_some_and(|read| read != ask.version) {
        return Err(Refused::Stale);
    }
    let moved = allowed(ask, event, by, facts)?;
    // What cannot be done any more is not asked about.
    if facts.since == Since::Colleague { Err(Refused::Unsure) } else { Ok(moved) }
}

/// What comes of an event that nothing was written before.
fn allowed(ask: &Ask, event: Event, by: By, facts: &Facts) -> Result<Moved, Refused> {
    use AskState::{Approved, Declined, Done, InReview, NeedsInfo, Submitted, Withdrawn};
    use By::{Patient, Team};
    let before = ask.state;
    // The patient's answer begins the clock anew; else it runs on as promised.
    let due = if before == NeedsInfo { Some(facts.due) } else { ask.due };
    let to = |what: AskHappened, state: AskState| Moved {
        what,
        before,
        state,
        due: due.filter(|_| state.waits_for() == Some(Side::Team)),
        reason: None,
        words: String::new(),
        times: if ask.offers.is_empty() || state == NeedsInfo { Times::Stay } else { Times::Passed },
        effect: Effect::Nothing,
        tells: Tells::Nothing,
    };
    let waits = before.is_open();
    match (event, by) {
        (Event::Change, Patient) if before == Submitted && !ask.opened => {
            Ok(Moved { effect: Effect::Rewritten, ..to(AskHappened::Changed, Submitted) })
        }
        (Event::Change, Patient) if before == Submitted => Err(Refused::Stale),
        (Event::Review, Team(_)) if matches!(before, Submitted | NeedsInfo) => Ok(to(AskHappened::Reviewed, InReview)),
        (Event::NeedInfo(words), Team(_)) if matches!(before, Submitted | InReview) => {
            if words.trim().is_empty() {
                return Err(Refused::Field("words", Problem::Missing));
            }
            Ok(Moved { words, tells: Tells::NeedsYou, ..to(AskHappened::NeedsInfo, NeedsInfo) })
        }
        (Event::Comment(words), _) if words.trim().is_empty() => Err(Refused::Field("words", Problem::Missing)),
        (Event::Comment(words), Patient) if waits => {
            let state = if before == NeedsInfo { InReview } else { before };
            Ok(Moved { words, ..to(AskHappened::Commented, state) })
        }
        (Event::Comment(words), Team(_)) if waits || before == Approved => {
            Ok(Moved { words, tells: Tells::News, ..to(AskHappened::Commented, before) })
        }
        (Event::Propose(times), Team(_)) if waits && ask.kind == AskKind::Appointment => {
            fits(&times, facts.now)?;
            let times = Times::Proposed { round: ask.round.saturating_add(1), times };
            Ok(Moved { times, tells: Tells::NeedsYou, ..to(AskHappened::Proposed, NeedsInfo) })
        }
        (Event::Choose(id), Patient) if before == NeedsInfo && !ask.offers.is_empty() => {
            let taken = ask.offers.iter().find(|time| time.id == id);
            let taken = taken.ok_or(Refused::Field("time", Problem::NotAChoice))?;
            if taken.starts_at <= facts.now {
                return Err(Refused::Field("time", Problem::InThePast));
            }
            Ok(Moved { times: Times::Taken(taken.clone()), ..to(AskHappened::Chosen, Approved) })
        }
        (Event::AskAgain { windows, words }, Patient) if before == NeedsInfo && !ask.offers.is_empty() => {
            Ok(Moved { words, effect: Effect::Windows(windows), ..to(AskHappened::AskedAgain, InReview) })
        }
        (Event::Approve(approval), Team(role)) if matches!(before, Submitted | InReview) => {
            let moved = Moved { tells: Tells::News, ..to(AskHappened::Approved, Approved) };
            approved(ask, approval, role, moved)
        }
        (Event::Decline(reason, words), Team(_)) if waits => {
            if reason.needs_words() && words.trim().is_empty() {
                return Err(Refused::Field("words", Problem::Missing));
            }
            Ok(Moved { reason: Some(reason), words, tells: Tells::News, ..to(AskHappened::Declined, Declined) })
        }
        (Event::CountVisit, Team(_)) if before == Approved && ask.kind == AskKind::Referral => {
            let (allowed, used) = ask.visits.unwrap_or_default();
            if used >= allowed {
                return Err(Refused::Spent);
            }
            Ok(Moved { effect: Effect::Counted(used + 1), ..to(AskHappened::VisitCounted, Approved) })
        }
        (Event::Done(words), Team(_)) if before == Approved => {
            Ok(Moved { words, tells: Tells::News, ..to(AskHappened::Done, Done) })
        }
        (Event::Withdraw, Patient) if waits || (before == Approved && not_begun(ask, facts.now)) => {
            Ok(to(AskHappened::Withdrawn, Withdrawn))
        }
        (Event::Change | Event::Choose(_) | Event::AskAgain { .. } | Event::Withdraw, Team(_)) => {
            Err(Refused::NotTheirs)
        }
        (
            Event::Review
            | Event::NeedInfo(_)
            | Event::Propose(_)
            | Event::Approve(_)
            | Event::Decline(..)
            | Event::CountVisit
            | Event::Done(_),
            Patient,
        ) => Err(Refused::NotTheirs),
        (_, Patient | Team(_)) => Err(Refused::State(before)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asks::flow::given::{CLINICIAN, NURSE, ask, events, facts, moved, promised, refused};
    use portal_types::ask::Refusing;
    use portal_types::notice::Letter;

    /// all that can happen, written down once more: event, kinds, side, and from where to where.
    fn table() -> Vec<(&'static str, &'static [AskKind], Side, AskState, AskState)> {
        use AskKind::{Appointment, Referral};
        use AskState::{Approved, Declined, Done, InReview, NeedsInfo, Submitted, Withdrawn};
        const ALL: &[AskKind] = &AskKind::ALL;
        let (patient, team) = (Side::Patient, Side::Team);
        vec![
            ("change", ALL, patient, Submitted, Submitted),
            ("review", ALL, team, Submitted, InReview),
            ("review", ALL, team, NeedsInfo, InReview),
            ("need-info", ALL, team, Submitted, NeedsInfo),
            ("need-info", ALL, team, InReview, NeedsInfo),
            ("comment", ALL, patient, Submitted, Submitted),
            ("comment", ALL, patient, InReview, InReview),
            ("comment", ALL, patient, NeedsInfo, InReview),
            ("comment", ALL, team, Submitted, Submitted),
            ("comment", ALL, team, InReview, InReview),
            ("comment", ALL, team, NeedsInfo, NeedsInfo),
            ("comment", ALL, team, Approved, Approved),
            ("propose", &[Appointment], team, Submitted, NeedsInfo),
            ("propose", &[Appointment], team, InReview, NeedsInfo),
            ("propose", &[Appointment], team, NeedsInfo, NeedsInfo),
            ("choose", &[Appointment], patient, NeedsInfo, Approved),
            ("ask-again", &[Appointment], patient, NeedsInfo, InReview),
            ("approve", ALL, team, Submitted, Approved),
            ("approve", ALL, team, InReview, Approved),
            ("decline", ALL, team, Submitted, Declined),
            ("decline", ALL, team, InReview, Declined),
            ("decline", ALL, team, NeedsInfo, Declined),
            ("count-visit", &[Referral], team, Approved, Approved),
            ("done", ALL, team, Approved, Done),
            ("withdraw", ALL, patient, Submitted, Withdrawn),
            ("withdraw", ALL, patient, InReview, Withdrawn),
            ("withdraw", ALL, patient, NeedsInfo, Withdrawn),
            ("withdraw", &[Appointment], patient, Approved, Withdrawn),
        ]
    }

    #[test]
    fn r_7_1_nothing_happens_to_an_ask_but_what_the_table_says() {
        let table = table();
        let mut lines = 0;
        for kind in AskKind::ALL {
            for state in AskState::ALL {
                for (name, event) in events(kind) {
                    for by in [By::Patient, CLINICIAN] {
                        let ask = ask(kind, state);
                        let to = advance(&ask, event.clone(), by, &facts()).ok().map(|moved| moved.state);
                        let line = table.iter().find(|(of, kinds, side, from, _)| {
                            *of == name && kinds.contains(&kind) && *side == by.side() && *from == state
                        });
                        assert_eq!(to, line.map(|(.., to)| *to), "{name} of {kind:?} by {by:?} in {state:?}");
                        lines += usize::from(line.is_some());
                    }
                }
            }
        }
        let expected: usize = table.iter().map(|(_, kinds, ..)| kinds.len()).sum();
        assert_eq!(lines, expected, "every line of the table was met, and once");
    }

    #[test]
    fn r_7_1_what_is_done_by_the_wrong_side_is_not_theirs() {
        for kind in AskKind::ALL {
            for (name, event) in events(kind) {
                let patients = matches!(name, "change" | "choose" | "ask-again" | "withdraw");
                for by in [By::Patient, NURSE] {
                    if name != "comment" && (by == By::Patient) != patients {
                        for state in AskState::ALL {
                            assert_eq!(refused(&ask(kind, state), event.clone(), by), Refused::NotTheirs, "{name}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn r_7_1_what_waits_for_the_team_has_a_day_and_nothing_else_has() {
        for kind in AskKind::ALL {
            for state in AskState::ALL {
                for (name, event) in events(kind) {
                    for by in [By::Patient, CLINICIAN] {
                        let Ok(moved) = advance(&ask(kind, state), event.clone(), by, &facts()) else { continue };
                        let anew = state == AskState::NeedsInfo;
                        let due = if anew { Some(facts().due) } else { promised() };
                        let owed = moved.state.waits_for() == Some(Side::Team);
                        assert_eq!(moved.due, due.filter(|_| owed), "{name} of {kind:?} by {by:?} in {state:?}");
                        assert_eq!(moved.before, state);
                        let told = by != By::Patient && !matches!(name, "review" | "count-visit");
                        assert_eq!(moved.tells != Tells::Nothing, told, "{name}");
                        let asks = moved.tells == Tells::NeedsYou;
                        assert_eq!(asks, matches!(name, "propose" | "need-info"), "{name}: the patient's turn");
                        assert_eq!(moved.reason.is_some(), moved.state == AskState::Declined, "{name}");
                    }
                }
            }
        }
        assert_eq!(Tells::Nothing.letter(), None);
        assert_eq!(Tells::News.letter(), Some(Letter::AskNews));
        assert_eq!(Tells::NeedsYou.letter(), Some(Letter::AskNeedsYou));
    }

    /// over what the patient has written nothing is done unread, and over what a colleague has done only what still
    /// can be, and said so.
    #[test]
    fn r_7_1_what_has_happened_since_the_page_was_drawn_is_read_or_agreed_to() {
        for kind in AskKind::ALL {
            for state in AskState::ALL {
                for (name, event) in events(kind) {
                    let ask = ask(kind, state);
                    let after = |since| advance(&ask, event.clone(), CLINICIAN, &Facts { since, ..facts() }).err();
                    assert_eq!(after(Since::Patient), Some(Refused::Stale), "{name} of {kind:?} in {state:?}");
                    let plain = after(Since::Nothing);
                    let expected = Some(plain.unwrap_or(Refused::Unsure));
                    assert_eq!(after(Since::Colleague), expected, "{name} of {kind:?} in {state:?}");
                }
            }
        }
    }

    #[test]
    fn r_7_1_a_no_has_a_reason_that_says_something() {
        let asked = ask(AskKind::Appointment, AskState::Submitted);
        let no = |words: &str| Event::Decline(Refusing::Other, words.to_owned());
        assert_eq!(refused(&asked, no(" "), NURSE), Refused::Field("words", Problem::Missing));
        let said = moved(&asked, no("We have moved."), NURSE);
        assert_eq!((said.reason, said.words.as_str()), (Some(Refusing::Other), "We have moved."));
        for event in [Event::NeedInfo(" ".to_owned()), Event::Comment(String::new())] {
            assert_eq!(refused(&asked, event, NURSE), Refused::Field("words", Problem::Missing));
        }
    }
}
