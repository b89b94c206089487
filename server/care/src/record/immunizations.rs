//! Vaccines.

use super::{dated, privacy, said};
use crate::messages::page;
use crate::{CareError, Glance};
use portal_access::Immunizations;
use portal_store::charts::immunizations as stored;
use portal_types::ids::PatientId;
use portal_types::page::{Cursor, Page};
use portal_types::record::ImmunizationRow;

/// A page of the vaccines, newest first. From representatives of teens the profile may hide some (2.4).
pub async fn immunizations(
    call: &mut Glance,
    patient: PatientId,
    after: Option<Cursor>,
) -> Result<Page<ImmunizationRow>, CareError> {
    let chart = call.chart::<Immunizations>(patient)?;
    let portal = call.portal().clone();
    let unseen = &portal.outside().settings.hidden_vaccines;
    let rows = stored::page(call.db(), &chart, unseen, after).await?;
    let show = |row: stored::Immunization| {
        let (at, grain) = dated(&portal, row.at, &row.grain);
        ImmunizationRow {
            id: row.id,
            name: said(row.display).unwrap_or_default(),
            given: row.status.as_deref() != Some("not-done"),
            dose: said(row.dose_number),
            at,
            grain,
            facility: said(row.facility),
            lot: said(row.lot),
            private: privacy(row.kept),
        }
    };
    Ok(page(rows, |row| (row.at, row.id), show))
}
