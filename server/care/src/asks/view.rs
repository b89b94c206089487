//! From stored rows to what is shown.

use super::flow::{Ask, deeds, desk_moves};
use super::moves::{known, number};
use crate::Portal;
use crate::messages::{may_keep, new_intent, page};
use portal_access::{Limit, Standing, View};
use portal_store::asks::{DeskListed, Head, Keys, ListedAsk, Parts, StoredDrug, StoredEvent};
use portal_types::account::Role;
use portal_types::ask::{
    AskDeed, AskEvent, AskForm, AskHappened, AskRow, AskState, AskView, Authorization, DeskAskRow, DeskAskView,
    DrugOutcome, DrugView, Holder, Refusing, TimeView, VisitKind, VisitView, is_urgent,
};
use portal_types::day::Day;
use portal_types::file::FileView;
use portal_types::message::Side;
use uuid::Uuid;

/// Whether somebody who looks does not see what is written in something that another has asked for: a diagnosis stands
/// there, perhaps.
pub(super) fn hides(view: View, asker: Uuid) -> bool {
    view.limit() == Some(Limit::NoDiagnosis) && view.account().0 != asker
}

/// What a form says at once: the specialist of a referral.
fn specialist(form: Option<&str>) -> Option<String> {
    match form.and_then(|form| serde_json::from_str::<AskForm>(form).ok()) {
        Some(AskForm::Referral { specialist, .. }) => Some(specialist),
        Some(AskForm::Appointment { .. } | AskForm::Renewal { .. }) | None => None,
    }
}

/// An ask in the patient's list.
pub(crate) fn ask_row(portal: &Portal, keys: &Keys, row: ListedAsk) -> AskRow {
    let hidden = keys.view(row.kind).is_none_or(|view| hides(view, row.account));
    let what = row.drugs.or_else(|| specialist(row.form.as_deref())).filter(|_| !hidden);
    AskRow {
        ask: row.id,
        kind: row.kind,
        state: row.state,
        practice: row.practice,
        what: what.unwrap_or_default(),
        last_at: portal.moment(row.last_at),
        due: row.due_day.map(Day::from_epoch),
        news: row.news,
        for_other: row.for_other,
    }
}

/// An ask in the desk's list.
pub(super) fn desk_row(portal: &Portal, row: DeskListed, today: Day) -> DeskAskRow {
    let due = row.due_day.map(Day::from_epoch);
    DeskAskRow {
        ask: row.id,
        patient: row.name,
        kind: row.kind,
        state: row.state,
        practice: row.practice,
        due,
        late: due.is_some_and(|due| due < today),
        last_at: portal.moment(row.last_at),
        opened: row.opened_at.is_some(),
    }
}

/// Who looks at an ask.
#[derive(Clone, Copy)]
pub(super) enum Reader {
    /// Somebody of the team.
    Desk,
    /// The patient, or somebody for her.
    Side {
        /// How much of asks of this kind she sees.
        view: View,
        /// Whether she may also do something with them.
        acts: bool,
        /// How she stands to the chart.
        standing: Standing,
    },
}

impl Reader {
    /// Whether what is written is kept from her; `by` has written it.
    fn is_kept(self, head: &Head, by: Option<Uuid>) -> bool {
        match self {
            Self::Desk => false,
            Self::Side { view, .. } => hides(view, head.account) && by != Some(view.account().0),
        }
    }
}

fn outcome(drug: &StoredDrug) -> Option<DrugOutcome> {
    match drug.outcome.as_deref()? {
        "approved" => Some(DrugOutcome::Approved),
        _ => {
            let why = drug.why.as_deref().and_then(Refusing::from_code).unwrap_or(Refusing::Other);
            Some(DrugOutcome::Declined(why, drug.words.clone()))
        }
    }
}

fn drug_view(drug: StoredDrug) -> DrugView {
    DrugView {
        outcome: outcome(&drug),
        place: drug.place,
        drug: drug.drug,
        name: drug.name,
        days_left: drug.days_left.map(number),
    }
}

fn event_view(portal: &Portal, reader: Reader, head: &Head, event: StoredEvent) -> AskEvent {
    let words = if reader.is_kept(head, event.account) { String::new() } else { event.words };
    AskEvent {
        event: event.id,
        at: portal.moment(event.at),
        // What a newer version writes down that this one does not know was said by somebody, at least.
        what: AskHappened::from_code(&event.event).unwrap_or(AskHappened::Commented),
        before: AskState::from_code(&event.before),
        after: AskState::from_code(&event.after),
        side: if event.side == "team" { Side::Team } else { Side::Patient },
        author: event.author,
        role: event.role.as_deref().and_then(Role::from_code),
        for_other: event.for_other,
        reason: event.reason.as_deref().and_then(Refusing::from_code),
        words,
        due: event.due_day.map(Day::from_epoch),
    }
}

/// The times that can be taken now.
fn times(portal: &Portal, ask: &Ask, now: i64) -> Vec<TimeView> {
    if ask.state != AskState::NeedsInfo {
        return Vec::new();
    }
    let open = ask.offers.iter().filter(|time| time.starts_at > now);
    open.map(|time| TimeView {
        time: time.id,
        at: portal.moment(time.starts_at),
        minutes: time.minutes,
        way: time.way,
        place: time.place.clone(),
    })
    .collect()
}

/// An ask opened.
pub(super) fn ask_view(
    portal: &Portal,
    head: Head,
    (parts, sent): (Parts, Vec<FileView>),
    reader: Reader,
    now: i64,
) -> AskView {
    let ask = known(&head, &parts);
    let kept = reader.is_kept(&head, None);
    let (may, may_hide) = match reader {
        Reader::Side { acts: true, standing, .. } => {
            let mut may = deeds(&ask, now);
            // Who does not see what was written cannot write it anew.
            may.retain(|deed| !kept || *deed != AskDeed::Change);
            (may, may_keep(standing, !head.private))
        }
        Reader::Side { acts: false, .. } | Reader::Desk => (Vec::new(), false),
    };
    let refused = head.reason.as_deref().and_then(Refusing::from_code).filter(|_| head.state == AskState::Declined);
    let refused = refused.map(|why| (why, if kept { String::new() } else { head.reason_words.clone() }));
    let authorization = head.authorization.clone().map(|(auth_number, visits, from, to)| Authorization {
        number: auth_number,
        visits: number(visits),
        used: number(head.used),
        from,
        to,
    });
    let visit = head.visit.clone().map(|(at, minutes, way, place)| VisitView {
        at: portal.moment(at),
        minutes: number(minutes),
        way: VisitKind::from_code(&way).unwrap_or_default(),
        place,
    });
    let events = page(parts.events, |event| (event.at, event.id), |event| event_view(portal, reader, &head, event));
    AskView {
        ask: head.id,
        patient: head.patient,
        kind: head.kind,
        state: head.state,
        pool: head.pool,
        // What an older or newer version has kept and this one cannot read is not shown; all the rest is.
        form: serde_json::from_str(&head.form).ok().filter(|_| !kept),
        drugs: parts.drugs.into_iter().map(drug_view).collect(),
        times: times(portal, &ask, now),
        visit,
        authorization,
        refused,
        due: ask.due,
        late: ask.due.is_some_and(|due| due < portal.date(now)),
        holder: Holder::of(head.state),
        events,
        files: if kept { Vec::new() } else { sent },
        may,
        private: head.private,
        may_hide,
        for_other: head.for_other,
        version: head.version,
        intent: new_intent(portal, now),
        typed: None,
        now: portal.moment(now),
        practice: head.practice,
        phone: head.phone,
        provider: head.provider,
    }
}

/// Whether a form has words that routine asks do not have.
fn urgent(form: Option<&AskForm>) -> bool {
    match form {
        Some(AskForm::Appointment { reason, access, .. }) => is_urgent(reason) || is_urgent(access),
        Some(AskForm::Renewal { note, .. }) => is_urgent(note),
        Some(AskForm::Referral { reason, note, .. }) => is_urgent(reason) || is_urgent(note),
        None => false,
    }
}

/// An ask at the desk, for somebody of a role.
pub(super) fn desk_view(
    portal: &Portal,
    head: Head,
    (parts, sent): (Parts, Vec<FileView>),
    role: Role,
    now: i64,
) -> DeskAskView {
    let moves = desk_moves(&known(&head, &parts), role);
    let (name, born, mrn) = (head.name.clone(), head.born, head.mrn.clone());
    let view = ask_view(portal, head, (parts, sent), Reader::Desk, now);
    let late = view.late;
    let urgent = urgent(view.form.as_ref());
    DeskAskView { view, name, born, mrn, moves, late, urgent, claimed: None, typed: None }
}
