//! Allergies.

use super::{dated, privacy, said};
use crate::messages::page;
use crate::{CareError, Glance};
use portal_access::Allergies;
use portal_store::charts::allergies as stored;
use portal_types::ids::PatientId;
use portal_types::page::{Cursor, Page};
use portal_types::record::{AllergyRow, Severity};

/// A page of the allergies, newest first.
pub async fn allergies(
    call: &mut Glance,
    patient: PatientId,
    after: Option<Cursor>,
) -> Result<Page<AllergyRow>, CareError> {
    let chart = call.chart::<Allergies>(patient)?;
    let rows = stored::page(call.db(), &chart, after).await?;
    let portal = call.portal().clone();
    let show = |row: stored::Allergy| {
        let (at, grain) = dated(&portal, row.at, &row.grain);
        AllergyRow {
            id: row.id,
            name: said(row.display).unwrap_or_default(),
            reaction: said(row.reaction),
            severity: row.severity.as_deref().and_then(Severity::from_code),
            // Of which nobody has said that it is over.
            current: !matches!(row.status.as_deref(), Some("inactive" | "resolved")),
            at,
            grain,
            facility: said(row.facility),
            private: privacy(row.kept),
        }
    };
    Ok(page(rows, |row| (row.at, row.id), show))
}
