//! Moving a grant: the one way in which anything happens to it.
//!
//! Held, judged by [`super::life`], saved, written down with its reason, audited, told to both sides; and whoever acts by it
//! notices with the next request, open pages at once. All of it in the transaction of the call.

use super::life::{By, Event, Known, Refused, advance};
use super::{guard, view};
use crate::{Call, CareError};
use portal_access::Action;
use portal_store::audit::Entry;
use portal_store::grants::{self, Moved, Row};
use portal_store::outbox::{self, Notice};
use portal_store::shared_contacts::{self, Whose};
use portal_store::{Reads, accounts, capacity, pairs, security};
use portal_types::day::Day;
use portal_types::field::{FieldProblem, Problem};
use portal_types::ids::{AccountId, GrantId, PatientId};
use portal_types::notice::Letter;
use portal_types::representative::{Capability, GrantState, Happened, Reason};

/// The word of the audit trail for who may act for whom.
pub(crate) fn category() -> &'static str {
    Capability::Representatives.code()
}

/// What an event is called where it is written down.
fn happened(event: Event) -> Happened {
    match event {
        Event::SignAsRepresentative { .. } => Happened::SignedByRepresentative,
        Event::SignAsPatient { .. } => Happened::SignedByPatient,
        Event::Activate => Happened::Activated,
        Event::Reject => Happened::Rejected,
        Event::Suspend => Happened::Suspended,
        Event::Resume => Happened::Resumed,
        Event::End => Happened::Ended,
        Event::SetRights(_) => Happened::Switched,
        Event::SetEnd(_) => Happened::LastDay,
        Event::Renew => Happened::Renewed,
        Event::Settle => Happened::Settled,
    }
}

/// The day that an event is about.
fn day_of(event: Event) -> Option<Day> {
    match event {
        Event::SignAsRepresentative { on } | Event::SignAsPatient { on } => Some(on),
        Event::SetEnd(last) => last,
        _ => None,
    }
}

/// Whether what was refused is so already: pressed twice, done once.
fn is_so(refused: &Refused, event: Event) -> bool {
    match (refused, event) {
        (Refused::Already, _) => true,
        (Refused::State(state), Event::Activate | Event::Resume) => *state == GrantState::Active,
        (Refused::State(state), Event::End) => *state == GrantState::Inactive,
        (Refused::State(state), Event::Reject) => *state == GrantState::Rejected,
        _ => false,
    }
}

/// What the caller hears of a refusal.
fn told(refused: Refused, event: Event, today: Day) -> CareError {
    match refused {
        // What the page offered is not possible any more.
        Refused::State(_) | Refused::NotTheirs | Refused::NoSwitches | Refused::Already => CareError::Conflict,
        Refused::Lacks(lacks) => {
            CareError::Invalid(lacks.into_iter().map(|lack| FieldProblem::new(lack.code(), Problem::Missing)).collect())
        }
        Refused::TooMuch => CareError::field("rights", Problem::NotAChoice),
        Refused::Day => {
            let past = day_of(event).is_some_and(|day| day < today);
            CareError::field("ends", if past { Problem::InThePast } else { Problem::NotAChoice })
        }
        Refused::Over => CareError::Expired,
    }
}

/// What both sides are told of an event. Before a grant is in force there is nothing to tell yet.
fn letter(event: Event, before: GrantState, after: GrantState) -> Option<Letter> {
    if before == GrantState::Proposed && after != GrantState::Active {
        return None;
    }
    match event {
        Event::Activate => Some(Letter::SharingBegun),
        Event::Resume if after == GrantState::Active => Some(Letter::SharingBegun),
        Event::Suspend => Some(Letter::SharingSetAside),
        Event::End | Event::Settle => Some(Letter::SharingEnded),
        Event::SetRights(_) | Event::SetEnd(_) | Event::Renew | Event::SignAsPatient { .. } => {
            Some(Letter::SharingChanged)
        }
        Event::Resume | Event::Reject | Event::SignAsRepresentative { .. } => None,
    }
}

/// Tells every contact of an account.
pub(crate) async fn tell(call: &Call, account: AccountId, letter: &Letter) -> Result<(), CareError> {
    let Some(factors) = security::factors(call.tx(), account).await? else { return Ok(()) };
    for (channel, to) in accounts::contacts(call.tx(), account).await? {
        let notice = Notice { channel, to, lang: factors.lang, letter: letter.clone() };
        outbox::put(call.tx(), call.id(), &notice, call.now()).await?;
    }
    Ok(())
}

/// Tells both sides, as far as they have accounts.
async fn tell_both(call: &Call, row: &Row, letter: &Letter) -> Result<(), CareError> {
    for account in [row.account, row.patient_account].into_iter().flatten() {
        tell(call, account, letter).await?;
    }
    Ok(())
}

/// What keeps a whole form from being put in force besides: a contact that a teen would share, and a grant that
/// the same account has on the chart already, by another form.
async fn hindered(call: &Call, row: &Row) -> Result<Vec<FieldProblem>, CareError> {
    let mut problems = Vec::new();
    if guard::patient_shares(call, row.patient).await? {
        problems.push(FieldProblem::new("shared_contact", Problem::SharedContact));
    }
    if pairs::has_another(call.tx(), row).await? {
        problems.push(FieldProblem::new("another_grant", Problem::Taken));
    }
    Ok(problems)
}

/// What is known of the two people of a grant today; a court order that has only a name counts, too.
pub(crate) async fn known_today(db: &impl Reads, row: &Row, today: Day) -> Result<Known, CareError> {
    let known = view::known(&row.known, today);
    let forbidden = known.forbidden || capacity::kept_away_by_name(db, row.patient, row.representative, today).await?;
    Ok(Known { forbidden, ..known })
}

/// Holds a patient's record until the transaction ends: whoever puts a grant in force sees what another has just recorded,
/// linked or put in force there.
pub(crate) async fn hold_record(call: &Call, patient: PatientId) -> Result<(), CareError> {
    Ok(shared_contacts::hold(call.tx(), Whose { patient: Some(patient), ..Whose::default() }).await?)
}

/// Notes that something happened to a grant. `place`: how many things before it in this call, so that the history shows
/// them in their order.
pub(crate) async fn note(
    call: &Call,
    row: &Row,
    (event, day, place): (Happened, Option<Day>, i64),
    (by, reason, words): (By, Reason, &str),
    [before, after]: [super::life::Grant; 2],
) -> Result<(), CareError> {
    let event = grants::Event {
        // Rows of one moment are ordered by their ids, and those begin with a time.
        id: call.portal().outside().chance.id(call.now() + place),
        grant: row.id,
        patient: row.patient,
        event: event.code(),
        before: before.state,
        after: after.state,
        reason,
        words: words.to_owned(),
        by: by.code(),
        account: call.actor().account(),
        author: call.author_name(),
        rights_before: before.rights,
        rights_after: after.rights,
        day,
    };
    Ok(grants::append(call.tx(), event, call.now()).await?)
}

/// Names the grant, and whose chart it is about, in the audit entry of this call.
pub(crate) fn on(call: &mut Call, row: &Row) {
    call.about(row.patient, category());
    call.on(row.id);
}

/// A grant, held until the transaction ends.
pub(crate) async fn held(call: &mut Call, grant: GrantId) -> Result<Row, CareError> {
    grants::hold(call.tx(), grant).await?.ok_or(CareError::NotFound)
}

/// Lets things happen to a grant that is held, one after the other; all of them or none. What is so already is done once.
pub(crate) async fn steps(
    call: &mut Call,
    row: &Row,
    events: &[Event],
    by: By,
    reason: Reason,
    words: &str,
) -> Result<(), CareError> {
    let portal = call.portal().clone();
    let (rules, today) = (&portal.outside().settings.rules, portal.date(call.now()));
    // What lets somebody act is judged by what is so once the record is held.
    let lets_act = by == By::Staff && events.iter().any(|event| matches!(event, Event::Activate | Event::Resume));
    let fresh = if lets_act {
        hold_record(call, row.patient).await?;
        Some(grants::find(call.tx(), row.id).await?.ok_or(CareError::NotFound)?)
    } else {
        None
    };
    let row = fresh.as_ref().unwrap_or(row);
    let known = if lets_act { known_today(call.tx(), row, today).await? } else { view::known(&row.known, today) };
    let first = view::grant(row);
    let (mut grant, mut said, mut activated_by) = (first, None, None);
    for (event, place) in events.iter().copied().zip(1..) {
        let mut problems = Vec::new();
        if event == Event::Activate && grant.state == GrantState::Proposed {
            problems = hindered(call, row).await?;
            activated_by = call.actor().account();
        }
        let next = match advance(grant, event, by, &known, rules) {
            Ok(next) => next,
            Err(refused) if is_so(&refused, event) => continue,
            Err(refused) => match told(refused, event, today) {
                // All that is missing is named at once.
                CareError::Invalid(mut missing) => {
                    missing.append(&mut problems);
                    return Err(CareError::Invalid(missing));
                }
                error => return Err(error),
            },
        };
        if !problems.is_empty() {
            return Err(CareError::Invalid(problems));
        }
        if next == grant {
            continue;
        }
        note(call, row, (happened(event), day_of(event), place), (by, reason, words), [grant, next]).await?;
        said = letter(event, grant.state, next.state).or(said);
        grant = next;
    }
    if grant == first {
        call.outcome("again");
        return Ok(());
    }
    let moved = Moved {
        state: grant.state,
        signed_on: grant.signed_on,
        patient_signed_on: grant.patient_signed_on,
        renewed_on: grant.renewed_on,
        ends_on: grant.ends_on,
        held_by_patient: grant.held_by_patient,
        held_by_staff: grant.held_by_staff,
        rights: grant.rights,
        activated_by: activated_by.filter(|_| grant.state == GrantState::Active),
    };
    grants::save(call.tx(), row, &moved, call.now()).await?;
    if let Some(account) = row.account {
        call.rights(account);
    }
    match said {
        Some(said) => tell_both(call, row, &said).await,
        None => Ok(()),
    }
}

/// An account was closed: nobody acts by it any more, nor on its chart.
pub(crate) async fn account_closed(call: &mut Call, account: AccountId) -> Result<(), CareError> {
    let patient = security::factors(call.tx(), account).await?.and_then(|factors| factors.patient);
    for grant in grants::end_of_account(call.tx(), account, patient).await? {
        let row = held(call, grant).await?;
        // Ended by somebody else while we waited for it: there is nothing left to do.
        if !row.state.is_open() {
            continue;
        }
        let (event, by) = match row.state {
            // What never came about does not end.
            GrantState::Proposed => (Event::Reject, By::Staff),
            _ => (Event::End, By::Portal),
        };
        steps(call, &row, &[event], by, Reason::AccountClosed, "").await?;
        // The call itself is about the account; each grant has an entry of its own.
        call.also(Entry {
            patient: Some(row.patient),
            category: Some(category()),
            object: Some(row.id.0),
            ..Entry::of(Action::EndGrant, "ok")
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::representatives::signing::Lack;

    #[test]
    fn r_3_5_pressed_twice_is_done_once() {
        let so = |refused, event| is_so(&refused, event);
        assert!(so(Refused::State(GrantState::Active), Event::Activate));
        assert!(so(Refused::State(GrantState::Inactive), Event::End));
        assert!(so(Refused::State(GrantState::Rejected), Event::Reject));
        assert!(so(Refused::Already, Event::Suspend));
        assert!(!so(Refused::State(GrantState::Inactive), Event::Activate));
        assert!(!so(Refused::NotTheirs, Event::Suspend));
    }

    #[test]
    fn r_3_5_what_is_missing_is_named_at_once() {
        let today: Day = "2026-11-23".parse().unwrap();
        let lacks = Refused::Lacks(vec![Lack::PatientSignature, Lack::CourtOrder]);
        let CareError::Invalid(fields) = told(lacks, Event::Activate, today) else { panic!("fields") };
        let names: Vec<String> = fields.into_iter().map(|field| field.field).collect();
        assert_eq!(names, ["patient_signature", "court_order"]);
    }

    #[test]
    fn nothing_is_told_of_what_is_not_in_force_yet() {
        use GrantState::{Active, Inactive, Proposed, Rejected, Suspended};
        assert_eq!(letter(Event::Reject, Proposed, Rejected), None);
        assert_eq!(letter(Event::Activate, Proposed, Active), Some(Letter::SharingBegun));
        assert_eq!(letter(Event::Resume, Suspended, Suspended), None, "the other side has not taken it up");
        assert_eq!(letter(Event::Settle, Active, Inactive), Some(Letter::SharingEnded));
    }
}
