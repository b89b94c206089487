//! Imported records: every FHIR resource as it came, its former versions, and what pages read in columns.
//!
//! The row of a resource in a table of its own has the id of the resource. Common columns:
//!
//! * `at`, milliseconds UTC: the date that matters to a patient; 0 where the resource has none. Lists are keyset pages
//!   over `(patient_id, at desc, id desc)`.
//! * `grain`: how exact `at` is: `time`, `day`, `month`, `year` or `none`. Anything but `time` is a date of the calendar
//!   (midnight UTC) and must not be moved into a time zone.
//! * `code` and `display`: the first coding's code, and the words for it.
//! * `status`: FHIR's word.
//! * `encounter_id`, `practice_id`, `provider_id`: ids of `encounters`, `practices`, `providers`. Resolved by the
//!   importer; no foreign keys, because an organization that is no practice (an insurer) has no row in `practices`.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261122_000004_records"
    }
}

/// Tables with a row per resource: name, and the columns besides the common ones.
const TABLES: &[(&str, &str)] = &[
    // `at` is the start; `class` is AMB, EMER, IMP, VR ...; `provider_id` the first clinician who took part.
    ("encounters", "ended bigint, class text, reason text, place text, practice_id {uuid}, provider_id {uuid}"),
    // One of `value_number` (with `comparator`, < or > ...) and `value_text`. `components` is a JSON list of objects with
    // code, display, number, comparator, text, unit, low, high, range and interpretation (blood pressure has two).
    (
        "observations",
        "issued bigint, category text, value_number double precision, comparator text, value_text text, unit text,
         ref_low double precision, ref_high double precision, ref_text text, interpretation text, absent text,
         note text, components {json}, encounter_id {uuid}, practice_id {uuid}, provider_id {uuid}",
    ),
    // Results are in `report_results`; `files` counts the documents inside the original.
    (
        "diagnostic_reports",
        "issued bigint, category text, conclusion text, files bigint not null, encounter_id {uuid}, practice_id {uuid},
         provider_id {uuid}",
    ),
    // `starts` and `ends` are ISO dates of the dosage's bounds; `provider_id` asked for it.
    (
        "medication_requests",
        "intent text, dose text, as_needed boolean not null, reason text, refills bigint, quantity text, starts text,
         ends text, encounter_id {uuid}, provider_id {uuid}",
    ),
    // `code` is the CVX code, where there is one.
    (
        "immunizations",
        "dose_number text, lot text, expires text, maker text, site text, route text, encounter_id {uuid},
         practice_id {uuid}, provider_id {uuid}",
    ),
    // `status` is the clinical one.
    (
        "allergies",
        "verification text, category text, criticality text, reaction text, severity text, encounter_id {uuid}",
    ),
    // `status` is the clinical one; `ended` the abatement.
    ("conditions", "verification text, category text, recorded bigint, ended bigint, encounter_id {uuid}"),
    ("procedures", "ended bigint, reason text, encounter_id {uuid}, practice_id {uuid}, provider_id {uuid}"),
    // The bytes stay in the original; `url` is where they are if not inside.
    (
        "documents",
        "title text, category text, content_type text, size bigint, url text, inside boolean not null,
         encounter_id {uuid}, practice_id {uuid}, provider_id {uuid}",
    ),
    // Sums are cents. `kind` is institutional, pharmacy ...; `code` and `display` are of the first item.
    (
        "claims",
        "ended bigint, created bigint, kind text, total_cents bigint, currency text, insurer text,
         encounter_id {uuid}, practice_id {uuid}, provider_id {uuid}",
    ),
    // `total_cents` was submitted, `allowed_cents` agreed to, `paid_cents` paid by the insurer, `owed_cents` is the
    // patient's share (coinsurance, copay and deductible); null where the resource does not say.
    (
        "explanations_of_benefit",
        "ended bigint, created bigint, kind text, outcome text, total_cents bigint, allowed_cents bigint,
         paid_cents bigint, owed_cents bigint, currency text, insurer text, claim_id {uuid}, encounter_id {uuid},
         practice_id {uuid}, provider_id {uuid}",
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // `body` is the original without what may not be kept; `hash` its SHA-256 in hex; `updated` the
                // source's own time of change (meta.lastUpdated).
                "create table resources (
                    id {uuid} not null primary key,
                    type text not null,
                    fhir_id text not null,
                    patient_id {uuid} references patients (id),
                    hash text not null,
                    body {json} not null,
                    updated bigint,
                    imported_at bigint not null,
                    unique (fhir_id, type)
                )",
                "create index resources_of_patient on resources (patient_id, type)",
                // What a resource was before. Content that came once is never taken for news again.
                "create table resource_versions (
                    resource_id {uuid} not null references resources (id),
                    hash text not null,
                    body {json} not null,
                    updated bigint,
                    imported_at bigint not null,
                    replaced_at bigint not null,
                    primary key (resource_id, hash)
                )",
                // Business identifiers of organizations, practitioners and locations, for references that name one.
                // None of patients.
                "create table resource_identifiers (
                    resource_id {uuid} not null references resources (id),
                    type text not null,
                    system text not null,
                    value text not null,
                    primary key (type, system, value, resource_id)
                )",
                "create index resource_identifiers_of on resource_identifiers (resource_id)",
            ],
        )
        .await?;
        for (table, columns) in TABLES {
            let create = format!(
                "create table {table} (
                    id {{uuid}} not null primary key references resources (id),
                    patient_id {{uuid}} not null references patients (id),
                    at bigint not null,
                    grain text not null,
                    status text,
                    code text,
                    display text,
                    {columns}
                )"
            );
            let index = format!("create index {table}_of_patient on {table} (patient_id, at desc, id desc)");
            crate::run(manager, &[&create, &index]).await?;
        }
        crate::run(
            manager,
            &[
                // One measurement over time, and one category newest first.
                "create index observations_by_code on observations (patient_id, code, at desc, id desc)",
                "create index observations_by_category on observations (patient_id, category, at desc, id desc)",
                // Every clinician who took part in an encounter; care teams come from here.
                "create table encounter_providers (
                    encounter_id {uuid} not null references encounters (id),
                    provider_id {uuid} not null references providers (id),
                    primary key (encounter_id, provider_id)
                )",
                // The observations of a report, in its order.
                "create table report_results (
                    report_id {uuid} not null references diagnostic_reports (id),
                    place bigint not null,
                    observation_id {uuid} not null references observations (id),
                    primary key (report_id, place)
                )",
                "create index report_results_by_observation on report_results (observation_id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, &["drop table report_results", "drop table encounter_providers"]).await?;
        for (table, _) in TABLES.iter().rev() {
            crate::run(manager, &[&format!("drop table {table}")]).await?;
        }
        crate::run(
            manager,
            &["drop table resource_identifiers", "drop table resource_versions", "drop table resources"],
        )
        .await
    }
}
