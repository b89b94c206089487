//! Moving an ask: the one way in which anything happens to it once it was made.
//!
//! Held by whoever calls, judged by [`super::flow`], saved, written down, audited; its people's pages look anew, and the
//! patient's side is told what it did not do itself. All of it in the transaction of the call.

use super::flow::{Ask, By, Effect, Event, Facts, Moved, Since, Time, Times, advance};
use crate::telling::{self, News, Unread};
use crate::{Call, CareError, business};
use portal_store::asks::{self, Head, NewTime, Parts, Saved};
use portal_store::messages::Author;
use portal_types::ask::{AskForm, AskSeen, AskState, VisitKind};
use portal_types::day::Day;
use portal_types::ids::{AccountId, ProviderId};
use portal_types::notice::{Letter, Nudge};

/// A stored number of days, minutes or visits.
pub(super) fn number(stored: i16) -> u16 {
    u16::try_from(stored).unwrap_or(0)
}

/// The times of the last round that nobody has answered.
fn offers(parts: &Parts) -> Vec<Time> {
    let open = parts.times.iter().filter(|time| time.outcome.is_none());
    open.map(|time| Time {
        id: time.id,
        starts_at: time.starts_at,
        minutes: number(time.minutes),
        way: VisitKind::from_code(&time.way).unwrap_or_default(),
        place: time.place.clone(),
    })
    .collect()
}

/// An ask as its rules see it.
pub(super) fn known(head: &Head, parts: &Parts) -> Ask {
    Ask {
        kind: head.kind,
        state: head.state,
        version: head.version,
        opened: head.opened_at.is_some(),
        due: head.due_day.map(Day::from_epoch),
        drugs: parts.drugs.iter().map(|drug| drug.place).collect(),
        round: parts.times.first().map_or(0, |time| time.round),
        offers: offers(parts),
        visit_at: head.visit.as_ref().map(|(at, ..)| *at),
        visits: head.authorization.as_ref().map(|(_, visits, ..)| (number(*visits), number(head.used))),
    }
}

/// Who does it, as it is written down.
fn author(call: &Call, head: &Head, by: By) -> Result<Author, CareError> {
    let (account, name) = (call.actor().own()?.account(), call.author_name());
    let for_other = match by {
        By::Patient => !call.actor().standing(head.patient).is_some_and(|standing| standing.is_own()),
        By::Team(_) => false,
    };
    Ok(Author { account, name, role: call.author_role(), for_other })
}

/// Tells those who may hear of it that something is new about an ask.
pub(super) fn nudge(call: &mut Call, head: &Head) {
    let hidden = head.private || head.veiled;
    let nudge = Nudge::of_ask(head.patient, head.pool, head.id, head.kind, hidden);
    call.nudge(nudge);
    if head.for_other {
        call.nudge_asker(AccountId(head.account), nudge);
    }
}

/// The row of a time in the table.
fn proposed(time: Time) -> NewTime {
    let Time { id, starts_at, minutes, way, place } = time;
    NewTime { id, starts_at, minutes, way, place }
}

/// The visit that a time becomes when it is taken.
fn visit(time: &Time) -> (i64, i16, String, String) {
    let minutes = i16::try_from(time.minutes).unwrap_or(i16::MAX);
    (time.starts_at, minutes, time.way.code().to_owned(), time.place.clone())
}

/// How the ask stands from now on, as it is saved.
fn saved(head: &Head, moved: &Moved, by: By) -> Saved {
    let over = matches!(moved.state, AskState::Withdrawn | AskState::Declined);
    let visit = match &moved.times {
        Times::Taken(time) => Some(visit(time)),
        // What was agreed is no visit to come any more. That it was is in the times and in the history.
        Times::Stay | Times::Passed | Times::Proposed { .. } => head.visit.clone().filter(|_| !over),
    };
    let authorization = match &moved.effect {
        Effect::Authorized { number, visits, from, to } => {
            Some((number.clone(), i16::try_from(*visits).unwrap_or(i16::MAX), *from, *to))
        }
        _ => head.authorization.clone(),
    };
    let used = match moved.effect {
        Effect::Counted(used) => i16::try_from(used).unwrap_or(i16::MAX),
        _ => head.used,
    };
    Saved {
        state: moved.state,
        due: moved.due,
        news: head.news || moved.tells.letter().is_some(),
        opened: head.opened_at.is_some() || matches!(by, By::Team(_)),
        refused: moved.reason.map(|reason| (reason, moved.words.clone())),
        visit,
        authorization,
        used,
    }
}

/// What is to be written besides.
async fn write(call: &Call, head: &Head, moved: &Moved) -> Result<(), CareError> {
    let (tx, now) = (call.tx(), call.now());
    match &moved.times {
        Times::Stay => {}
        Times::Passed => asks::settle_times(tx, head, None).await?,
        Times::Taken(time) => asks::settle_times(tx, head, Some(time.id)).await?,
        Times::Proposed { round, times } => {
            asks::settle_times(tx, head, None).await?;
            asks::propose(tx, head, *round, times.iter().cloned().map(proposed).collect()).await?;
        }
    }
    match &moved.effect {
        Effect::Decided(answers) => {
            for (place, why) in answers {
                if !asks::decide(tx, head, *place, why.as_ref(), now).await? {
                    return Err(CareError::Conflict);
                }
            }
        }
        Effect::Windows(others) => {
            let mut form: AskForm = serde_json::from_str(&head.form)?;
            if let AskForm::Appointment { windows, .. } = &mut form {
                windows.clone_from(others);
            }
            let provider: Option<ProviderId> = head.provider.as_ref().map(|(provider, _)| *provider);
            asks::rewrite(tx, head, serde_json::to_string(&form)?, provider).await?;
        }
        // What the patient wrote anew is written by who has read it.
        Effect::Nothing | Effect::Rewritten | Effect::Authorized { .. } | Effect::Counted(_) => {}
    }
    Ok(())
}

/// Appends to the history of an ask what has happened to it.
async fn note(call: &Call, head: &Head, moved: &Moved, by: By, at: i64) -> Result<(), CareError> {
    let event = asks::Event {
        id: call.id(),
        ask: head.id,
        patient: head.patient,
        what: moved.what,
        before: head.state,
        after: moved.state,
        side: by.side(),
        author: author(call, head, by)?,
        reason: moved.reason,
        words: moved.words.clone(),
        due: moved.due,
    };
    Ok(asks::append(call.tx(), event, at).await?)
}

/// What whoever does something with an ask has read of it, where that matters.
#[derive(Clone, Copy)]
pub(super) enum Read {
    /// It does not: what she does is hers to do however it stands.
    Whatever,
    /// This version.
    Version(i64),
    /// What a page of the desk showed.
    Desk(AskSeen),
}

/// What others have done with an ask that is held since the page of somebody of the team was drawn.
fn since(call: &Call, head: &Head, parts: &Parts, seen: AskSeen) -> Result<Since, CareError> {
    let me = call.actor().own()?.account();
    let mut colleague = head.claimed(me, call.now()).is_some();
    if let Some(last) = seen.last {
        let newer = parts.events.iter().position(|event| event.id == last);
        // It is none of this one's, or so much has happened since that it is not among the newest any more.
        let Some(newer) = newer else { return Ok(Since::Patient) };
        for event in parts.events.iter().take(newer) {
            match event.side.as_str() {
                "team" => colleague |= event.account != Some(me.0),
                _ => return Ok(Since::Patient),
            }
        }
    }
    Ok(if colleague && !seen.anyway { Since::Colleague } else { Since::Nothing })
}

/// Lets something happen to an ask that is held.
pub(super) async fn go(call: &mut Call, head: &Head, event: Event, by: By, read: Read) -> Result<Moved, CareError> {
    let of = head.kind.capability();
    call.about(head.patient, of.code());
    call.on(head.id);
    let parts = asks::parts(call.tx(), head, None).await?;
    let due = business::due(call, head.business_days).await?;
    let (version, since) = match read {
        Read::Whatever => (None, Since::Nothing),
        Read::Version(version) => (Some(version), Since::Nothing),
        Read::Desk(seen) => (Some(seen.version), since(call, head, &parts, seen)?),
    };
    let facts = Facts { now: call.now(), due, version, since };
    let moved = advance(&known(head, &parts), event, by, &facts)?;
    write(call, head, &moved).await?;
    let letter = moved.tells.letter();
    // Before it is saved: this is news itself.
    let unread: Unread = match &letter {
        Some(letter) => asks::unseen(call.tx(), head.patient, *letter == Letter::AskNeedsYou).await?.into(),
        None => Unread::default(),
    };
    // After all that has happened before it, however long it has waited for the ask: what somebody has not seen of it is
    // found by its place.
    let at = call.now().max(head.last_at.saturating_add(1));
    asks::save(call.tx(), head, saved(head, &moved, by), at).await?;
    note(call, head, &moved, by, at).await?;
    nudge(call, head);
    if let Some(letter) = letter {
        let (private, asker) = (head.private || head.veiled, Some(head.account.into()));
        let news = News { patient: head.patient, of, private, asker, unread };
        telling::news(call, &news, &letter).await?;
    }
    Ok(moved)
}
