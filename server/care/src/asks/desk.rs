//! The team's side: what is asked of its pools, and what it does with it.

use super::drafts::{forget_move, typed};
use super::flow::{By, Event, Time};
use super::moves::{Read, go, nudge};
use super::view::{desk_row, desk_view};
use crate::messages::page;
use crate::once::once;
use crate::{Call, CareError, Glance, Portal, Visitor, files};
use portal_access::Action;
use portal_store::asks::{self, Head};
use portal_store::triage;
use portal_types::ask::{
    Approval, AskFilter, AskKind, AskPool, AskSeen, AuthorizationTyped, DeskAskMove, DeskAskView, DeskAsks,
    ProposedTime,
};
use portal_types::day::Day;
use portal_types::field::FieldProblem;
use portal_types::ids::{AskId, IntentKey};
use portal_types::page::Cursor;

/// The queue of all pools the staff member answers: what waits for the team by the day on which it is due. Whose asks are
/// listed is audited like a look at each chart.
pub async fn desk_list(call: &mut Glance, filter: AskFilter, after: Option<Cursor>) -> Result<DeskAsks, CareError> {
    let key = call.actor().pools()?;
    let pools = asks::pools(call.db(), &key).await?;
    let rows = asks::desk_list(call.db(), &key, filter, after).await?;
    for row in &rows {
        call.saw(row.patient, row.kind.capability().code());
    }
    let portal = call.portal().clone();
    let today = portal.date(call.now());
    Ok(DeskAsks {
        pools: pools
            .into_iter()
            .map(|of| AskPool { pool: of.pool, practice: of.practice, waiting: of.waiting })
            .collect(),
        page: page(rows, |row| row.place(filter), |row| desk_row(&portal, row, today)),
        now: portal.moment(call.now()),
    })
}

/// Opens an ask of one's pools. From now on the patient changes nothing of it, and sees that the team has it.
pub async fn desk_open(
    portal: &Portal,
    visitor: &Visitor,
    ask: AskId,
    before: Option<Cursor>,
) -> Result<DeskAskView, CareError> {
    let (mut head, parts, sent, role, at_it, half) = portal
        .read(visitor, Action::ReadDeskAsk, async |call| {
            let key = call.actor().pools()?;
            let role = call.found().and_then(|found| found.role).ok_or(CareError::Denied)?;
            let head = asks::desk_head(call.db(), &key, ask).await?.ok_or(CareError::NotFound)?;
            call.saw(head.patient, head.kind.capability().code());
            let parts = asks::parts(call.db(), &head, before).await?;
            let sent = files::of_ask(call.db(), &head).await?;
            let own = call.actor().own()?;
            let (at_it, half) = match before {
                None => {
                    let at_it = head.claimed(own.account(), call.now()).map(str::to_owned);
                    (at_it, typed(call.db(), &own, ask).await?)
                }
                Some(_) => (None, None),
            };
            Ok((head, parts, sent, role, at_it, half))
        })
        .await?;
    if head.opened_at.is_none() && before.is_none() {
        let read = &head;
        portal
            .write(visitor, Action::ReadDeskAsk, async |call| {
                let key = call.actor().pools()?;
                call.about(read.patient, read.kind.capability().code());
                call.on(ask);
                if asks::mark_opened(call.tx(), &key, ask, call.now()).await? {
                    nudge(call, read);
                }
                Ok(())
            })
            .await?;
        head.opened_at = Some(portal.now());
    }
    let shown = desk_view(portal, head, (parts, sent), role, portal.now());
    Ok(DeskAskView { claimed: at_it, typed: half, ..shown })
}

/// What a form of a yes says: to a referral with its authorization; where nothing of one is filled in, a plain yes.
pub fn approval(typed: &AuthorizationTyped<'_>, today: Day) -> Result<DeskAskMove, Vec<FieldProblem>> {
    let mut fields = [typed.number, typed.visits].into_iter().chain(typed.from).chain(typed.to);
    if fields.all(|field| field.trim().is_empty()) {
        return Ok(DeskAskMove::Approve(Approval::Plain));
    }
    DeskAskMove::authorize(typed, today)
}

/// The times of a proposal, as moments where the clinic is.
fn times(call: &Call, proposed: Vec<ProposedTime>) -> Vec<Time> {
    let time = |of: ProposedTime| Time {
        id: call.id(),
        starts_at: call.portal().instant(of.day, of.minute),
        minutes: of.minutes,
        way: of.way,
        place: of.place,
    };
    proposed.into_iter().map(time).collect()
}

/// What happens by a move of the desk.
fn event(call: &Call, head: &Head, step: DeskAskMove) -> Result<Event, CareError> {
    Ok(match step {
        DeskAskMove::Review => Event::Review,
        DeskAskMove::NeedInfo(words) => Event::NeedInfo(words),
        DeskAskMove::Decline(reason, words) => Event::Decline(reason, words),
        // Without a number a referral is not authorized: each field that is missing is named.
        DeskAskMove::Approve(Approval::Plain) if head.kind == AskKind::Referral => {
            let nothing = AuthorizationTyped { number: "", visits: "", from: [""; 3], to: [""; 3] };
            let today = call.portal().date(call.now());
            return Err(DeskAskMove::authorize(&nothing, today).err().map_or(CareError::Conflict, CareError::Invalid));
        }
        DeskAskMove::Approve(approval) => Event::Approve(approval),
        DeskAskMove::Done(words) => Event::Done(words),
        DeskAskMove::Comment(words) => Event::Comment(words),
        DeskAskMove::Propose(proposed) => Event::Propose(times(call, proposed)),
        DeskAskMove::CountVisit => Event::CountVisit,
    })
}

/// Everything that a move says, for the intent's fingerprint.
fn said(step: &DeskAskMove) -> Vec<String> {
    let mut said = vec![step.kind().code().to_owned()];
    match step {
        DeskAskMove::Review | DeskAskMove::CountVisit | DeskAskMove::Approve(Approval::Plain) => {}
        DeskAskMove::NeedInfo(words) | DeskAskMove::Done(words) | DeskAskMove::Comment(words) => {
            said.push(words.clone());
        }
        DeskAskMove::Decline(reason, words) => said.extend([reason.code().to_owned(), words.clone()]),
        DeskAskMove::Approve(Approval::Drugs(answers)) => {
            for (place, why) in answers {
                let (reason, words) = why.as_ref().map_or(("", ""), |(reason, words)| (reason.code(), words.as_str()));
                said.extend([place.to_string(), reason.to_owned(), words.to_owned()]);
            }
        }
        DeskAskMove::Approve(Approval::Referral { number, visits, from, to }) => {
            said.extend([number.clone(), visits.to_string(), from.to_string(), to.to_string()]);
        }
        DeskAskMove::Propose(times) => {
            for time in times {
                let when = format!("{} {} {}", time.day, time.minute, time.minutes);
                said.extend([when, time.way.code().to_owned(), time.place.clone()]);
            }
        }
    }
    said
}

/// Does something with an ask of one's pools, over what was read: whoever has not seen what the patient wrote last does
/// nothing, and who comes after a colleague, or while one is at it, does it only if she says so. Pressed twice it is done
/// once, whatever her page shows by then; of two people at one moment one does it, and the other sees that.
pub async fn desk_move(
    call: &mut Call,
    ask: AskId,
    step: DeskAskMove,
    seen: AskSeen,
    intent: IntentKey,
) -> Result<(), CareError> {
    let (key, own) = (call.actor().pools()?, call.actor().own()?);
    let role = call.author_role().ok_or(CareError::Denied)?;
    let mut parts = said(&step);
    parts.push(ask.to_string());
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    once(call, intent, "desk-ask", &parts, async |call| {
        let head = asks::desk_hold(call.tx(), &key, ask).await?.ok_or(CareError::NotFound)?;
        let event = event(call, &head, step)?;
        go(call, &head, event, By::Team(role), Read::Desk(seen)).await?;
        // Whoever has done something with it answers it no more.
        triage::release(call.tx(), &own, ask.into()).await?;
        forget_move(call, &own, ask).await
    })
    .await
}
