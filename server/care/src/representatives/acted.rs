//! Who has looked at a chart and acted in it: told from the audit trail, so that there is nothing to forget.

use crate::messages::page;
use crate::{CareError, Glance};
use portal_access::AccessLog;
use portal_access::birthday::Phase;
use portal_store::acted;
use portal_types::account::Role;
use portal_types::ids::PatientId;
use portal_types::page::{Cursor, Page};
use portal_types::representative::ActRow;
use uuid::Uuid;

/// A page of what others have looked at and done in a chart, the newest first; a representative is shown her own acts
/// where the matrix says no more, and of conversations and requests nothing that tells of one that is kept from her. The
/// trail has an order of its own: the place to go on from is a number in it.
pub async fn acted(call: &mut Glance, patient: PatientId, after: Option<Cursor>) -> Result<Page<ActRow>, CareError> {
    let chart = call.chart::<AccessLog>(patient)?;
    let portal = call.portal().clone();
    let grants = call.found().map(|found| found.grants.as_slice()).unwrap_or_default();
    // Of a child nothing is kept; whose birth date is not known is represented by nobody.
    let born = grants.iter().find(|granted| granted.patient == patient).and_then(|granted| granted.facts.born);
    let today = portal.date(call.now());
    let keeps = born.is_none_or(|born| Phase::on(born, portal.ages(), today) != Phase::Child);
    let rows = acted::page(call.db(), &chart, keeps, after.map(|after| after.at)).await?;
    let show = |row: acted::Act| ActRow {
        place: row.seq,
        at: portal.moment(row.at),
        // Erased with the account; the page says so.
        who: row.name.unwrap_or_default(),
        role: Role::from_code(&row.kind),
        representative: row.kind == "representative",
        what: (row.action, row.category.unwrap_or_default()),
        grant: row.grant_id.map(Into::into),
    };
    Ok(page(rows, |row| (row.seq, Uuid::nil()), show))
}
