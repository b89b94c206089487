//! One reader for each type of resource that pages show. All other types are kept whole and have none.

mod care;
mod directory;
mod documents;
mod encounter;
mod medication;
mod money;
mod observation;
mod patient;

use crate::Fault;
use crate::draft::Draft;

/// Makes the rows of a resource.
pub(crate) fn rows(draft: &mut Draft<'_>) -> Result<(), Fault> {
    match draft.kind {
        "Organization" => directory::organization(draft),
        "Practitioner" => directory::practitioner(draft),
        "Location" | "PractitionerRole" => directory::identifiers(draft),
        "Patient" => patient::patient(draft),
        "Encounter" => encounter::encounter(draft),
        "Observation" => observation::observation(draft),
        "DiagnosticReport" => documents::report(draft),
        "DocumentReference" => documents::document(draft),
        "MedicationRequest" => medication::request(draft),
        "Immunization" => medication::immunization(draft),
        "AllergyIntolerance" => care::allergy(draft),
        "Condition" => care::condition(draft),
        "Procedure" => care::procedure(draft),
        "Claim" => money::claim(draft),
        "ExplanationOfBenefit" => money::explanation(draft),
        _ => Ok(()),
    }
}
