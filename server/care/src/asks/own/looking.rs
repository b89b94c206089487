//! Seeing what was asked for: the list, one ask, and the visit that has come of it.

use super::making::may_ask;
use crate::asks::drafts::refused;
use crate::asks::ics::{self, Visit};
use crate::asks::keys::{acting, opened};
use crate::asks::moves::number;
use crate::asks::view::{Reader, ask_row, ask_view};
use crate::messages::page;
use crate::{CareError, Glance, Portal, Visitor, files};
use portal_access::Action;
use portal_store::{asks, messages};
use portal_types::account::Lang;
use portal_types::ask::{AskList, AskView, VisitKind};
use portal_types::ids::{AskId, PatientId};
use portal_types::page::{Cursor, PAGE};

/// A page of what was asked for a chart, newest first, and on the first page what is open of it; and what the reader may ask
/// for, of what the patient's practices have switched on.
pub async fn list(call: &mut Glance, patient: PatientId, after: Option<Cursor>) -> Result<AskList, CareError> {
    call.owes_nothing()?;
    let keys = opened(call.actor(), patient)?;
    for kind in keys.kinds() {
        call.saw(patient, kind.capability().code());
    }
    let mut open = match after {
        None => asks::list(call.db(), &keys, true, None).await?,
        Some(_) => Vec::new(),
    };
    // Whoever has more of them finds the others among all.
    open.truncate(PAGE as usize);
    let rows = asks::list(call.db(), &keys, false, after).await?;
    let may = match acting(call.actor(), patient) {
        Ok(keys) => {
            let offered = asks::offered(call.db(), &keys).await?;
            offered.into_iter().filter(|kind| keys.view(*kind).is_some_and(may_ask)).collect()
        }
        Err(_) => Vec::new(),
    };
    let portal = call.portal().clone();
    let now = portal.moment(call.now());
    Ok(AskList {
        open: open.into_iter().map(|row| ask_row(&portal, &keys, row)).collect(),
        page: page(rows, |row| (row.last_at, row.id.0), |row| ask_row(&portal, &keys, row)),
        may,
        now,
    })
}

/// Opens an ask. What is new of it counts as seen from now on, unless somebody looks for a patient who has an account to look
/// herself; earlier parts of its history change nothing.
pub async fn open(
    portal: &Portal,
    visitor: &Visitor,
    patient: PatientId,
    ask: AskId,
    before: Option<Cursor>,
) -> Result<AskView, CareError> {
    let (head, parts, sent, reader, counts, typed) = portal
        .read(visitor, Action::ReadAsk, async |call| {
            call.owes_nothing()?;
            let keys = opened(call.actor(), patient)?;
            let standing = call.actor().standing(patient).ok_or(CareError::NotFound)?;
            let head = asks::head(call.db(), &keys, ask).await?.ok_or(CareError::NotFound)?;
            call.saw(patient, head.kind.capability().code());
            let parts = asks::parts(call.db(), &head, before).await?;
            let sent = files::of_ask(call.db(), &head).await?;
            let view = keys.view(head.kind).ok_or(CareError::NotFound)?;
            let acts = acting(call.actor(), patient).is_ok_and(|keys| keys.view(head.kind).is_some());
            let news = head.news && before.is_none();
            let counts = news && (standing.is_own() || messages::account_of(call.db(), patient).await?.is_none());
            let typed = match before {
                None if acts => refused(call.db(), &call.actor().own()?, ask).await?,
                _ => None,
            };
            Ok((head, parts, sent, Reader::Side { view, acts, standing }, counts, typed))
        })
        .await?;
    if counts {
        let category = head.kind.capability().code();
        portal
            .write(visitor, Action::ReadAsk, async |call| {
                call.owes_nothing()?;
                let keys = opened(call.actor(), patient)?;
                call.about(patient, category);
                call.on(ask);
                Ok(asks::mark_seen(call.tx(), &keys, ask).await?)
            })
            .await?;
    }
    Ok(AskView { typed, ..ask_view(portal, head, (parts, sent), reader, portal.now()) })
}

/// The word for a visit, as a calendar shows it to whoever looks.
fn summary(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Appointment",
        Lang::Es => "Cita",
    }
}

/// An agreed visit as a file for a calendar: when and where, and nothing else. It is not there before it is agreed.
pub async fn calendar(call: &mut Glance, patient: PatientId, ask: AskId) -> Result<String, CareError> {
    call.owes_nothing()?;
    let keys = opened(call.actor(), patient)?;
    let head = asks::head(call.db(), &keys, ask).await?.ok_or(CareError::NotFound)?;
    let (starts_at, minutes, way, place) = head.visit.clone().ok_or(CareError::NotFound)?;
    call.saw(patient, head.kind.capability().code());
    let at_the_office = VisitKind::from_code(&way).unwrap_or_default() == VisitKind::InPerson;
    let address = if at_the_office { head.address.as_str() } else { "" };
    let where_to: Vec<&str> =
        [place.as_str(), &head.practice, address].into_iter().filter(|part| !part.is_empty()).collect();
    let settings = &call.portal().outside().settings;
    let url = settings.public_url.as_str();
    let host = url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', ':']).next().unwrap_or_default();
    let visit = Visit {
        ask,
        host,
        starts_at,
        minutes: number(minutes),
        changed_at: head.last_at,
        summary: summary(call.found().map(|found| found.lang).unwrap_or_default()),
        location: &where_to.join(", "),
    };
    Ok(ics::event(&visit))
}
