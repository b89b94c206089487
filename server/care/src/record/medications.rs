//! Medicines.

use super::{dated, privacy, said};
use crate::messages::page;
use crate::{CareError, Glance};
use portal_access::Medications;
use portal_store::charts::medications as stored;
use portal_types::ids::PatientId;
use portal_types::page::{Cursor, Page};
use portal_types::record::{MedicationRow, MedicationStatus};

/// A page of the medicines, the newest prescription first.
pub async fn medications(
    call: &mut Glance,
    patient: PatientId,
    after: Option<Cursor>,
) -> Result<Page<MedicationRow>, CareError> {
    let chart = call.chart::<Medications>(patient)?;
    let rows = stored::page(call.db(), &chart, after).await?;
    let portal = call.portal().clone();
    let show = |row: stored::Medication| {
        let (at, grain) = dated(&portal, row.at, &row.grain);
        MedicationRow {
            id: row.id,
            name: said(row.display).unwrap_or_default(),
            directions: said(row.dose),
            as_needed: row.as_needed,
            status: row.status.as_deref().map_or(MedicationStatus::Unknown, MedicationStatus::from_code),
            reason: said(row.reason),
            prescriber: said(row.prescriber),
            at,
            grain,
            facility: said(row.facility),
            private: privacy(row.kept),
        }
    };
    Ok(page(rows, |row| (row.at, row.id), show))
}
