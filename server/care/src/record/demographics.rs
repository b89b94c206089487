//! Who somebody is.

use super::said;
use crate::{CareError, Glance};
use portal_access::Demographics;
use portal_store::charts::demographics as stored;
use portal_types::account::Lang;
use portal_types::enrollment::Sex;
use portal_types::ids::PatientId;
use portal_types::record::DemographicsView;

/// Who the patient is, how the clinic reaches her, and which practices her record is from.
pub async fn demographics(call: &mut Glance, patient: PatientId) -> Result<DemographicsView, CareError> {
    let chart = call.chart::<Demographics>(patient)?;
    let person = stored::page(call.db(), &chart).await?.ok_or(CareError::NotFound)?;
    let facilities = stored::facilities(call.db(), &chart).await?;
    let town = [person.city, format!("{} {}", person.state, person.zip).trim().to_owned()];
    let town = town.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    Ok(DemographicsView {
        name: format!("{} {}", person.given, person.family),
        // "2013" is no birth date to count an age from.
        born: person.born.parse().ok(),
        sex: Sex::from_code(&person.sex).unwrap_or(Sex::Unknown),
        number: said(person.mrn),
        address: [person.line, town].into_iter().filter(|line| !line.trim().is_empty()).collect(),
        contacts: person.contacts,
        lang: Lang::from_code(&person.lang).unwrap_or_default(),
        facilities,
    })
}
