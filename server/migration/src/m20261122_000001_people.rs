//! Practices, providers, patients, their contacts and their care teams.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261122_000001_people"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // FHIR Organization.
                "create table practices (
                    id {uuid} not null primary key,
                    fhir_id text unique,
                    name text not null,
                    phone text,
                    line text not null default '',
                    city text not null default '',
                    state text not null default '',
                    zip text not null default ''
                )",
                "create index practices_by_name on practices (name, id)",
                // FHIR Practitioner.
                "create table providers (
                    id {uuid} not null primary key,
                    fhir_id text unique,
                    npi text,
                    name text not null
                )",
                // FHIR Patient. `given_key` and `family_key` are the names as compared (types::field::name_key).
                "create table patients (
                    id {uuid} not null primary key,
                    fhir_id text unique,
                    mrn text unique,
                    given text not null,
                    family text not null,
                    given_key text not null,
                    family_key text not null,
                    born text not null,
                    sex text not null,
                    line text not null default '',
                    city text not null default '',
                    state text not null default '',
                    zip text not null default '',
                    lang text not null default 'en',
                    died_on text,
                    colour smallint not null default 0,
                    unread_threads bigint not null default 0
                )",
                // Finding a record by its details is one probe of this index.
                "create index patients_by_birth on patients (born, family_key)",
                // FHIR Patient.telecom: contacts on the record, the only ones a first code goes to.
                "create table patient_contacts (
                    patient_id {uuid} not null references patients (id),
                    channel text not null,
                    value text not null,
                    primary key (patient_id, channel, value)
                )",
                // Who saw the patient, where, and when last; derived from encounters.
                "create table care_team (
                    patient_id {uuid} not null references patients (id),
                    practice_id {uuid} not null references practices (id),
                    provider_id {uuid} not null references providers (id),
                    last_seen bigint not null,
                    visits bigint not null,
                    primary key (patient_id, practice_id, provider_id)
                )",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "drop table care_team",
                "drop table patient_contacts",
                "drop table patients",
                "drop table providers",
                "drop table practices",
            ],
        )
        .await
    }
}
