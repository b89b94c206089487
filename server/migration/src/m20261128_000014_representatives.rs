//! Representatives: the forms that name them, what lets them act for whom, and what has happened to that.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// See the module.
#[derive(Debug)]
pub struct Migration;

/// What is only ever appended to.
const APPENDED: [&str; 2] = ["grant_events", "grant_signatures"];

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261128_000014_representatives"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, TABLES).await?;
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        if postgres {
            crate::run(
                manager,
                &["create or replace function grants_append_only() returns trigger language plpgsql as
                   $$ begin raise exception 'what has happened to a grant is append-only'; end $$"],
            )
            .await?;
        }
        for table in APPENDED {
            let triggers = if postgres {
                vec![format!(
                    "create trigger {table}_append_only before update or delete or truncate on {table}
                     for each statement execute function grants_append_only()"
                )]
            } else {
                ["update", "delete"]
                    .map(|what| {
                        format!(
                            "create trigger {table}_no_{what} before {what} on {table}
                             begin select raise(abort, 'what has happened to a grant is append-only'); end"
                        )
                    })
                    .to_vec()
            };
            let triggers: Vec<&str> = triggers.iter().map(String::as_str).collect();
            crate::run(manager, &triggers).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        let mut statements: Vec<String> = ["representative_code_id", "representative_id"]
            .map(|column| format!("alter table enrollments drop column {column}"))
            .to_vec();
        statements.insert(0, "drop index enrollments_of_representative".into());
        for table in APPENDED {
            if postgres {
                statements.push(format!("drop trigger {table}_append_only on {table}"));
            } else {
                statements.extend(["update", "delete"].map(|what| format!("drop trigger {table}_no_{what}")));
            }
        }
        if postgres {
            statements.push("drop function grants_append_only()".into());
        }
        statements.extend(
            [
                "representative_codes",
                "grant_notices",
                "attestations",
                "court_orders",
                "grant_signatures",
                "grant_events",
                "grants",
                "grant_forms",
                "representatives",
            ]
            .map(|table| format!("drop table {table}")),
        );
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        crate::run(manager, &statements).await
    }
}

const TABLES: &[&str] = &[
    // A person who acts for others, as a signed form names her. Not the account: that is linked when there is one.
    // `contact_key` is the contact as compared (types::field::contact_key), `patient_id` her own record, if a desk knows
    // it. Without `made_by` a patient has named her.
    "create table representatives (
        id {uuid} not null primary key,
        given text not null,
        family text not null,
        given_key text not null,
        family_key text not null,
        born text not null,
        channel text not null,
        contact text not null,
        contact_key text not null,
        lang text not null,
        patient_id {uuid} references patients (id),
        account_id {uuid} references accounts (id),
        linked_at bigint,
        made_by {uuid} references accounts (id),
        made_at bigint not null
    )",
    // One person is one row; who enrolls is looked for here, too.
    "create unique index representatives_one on representatives (born, family_key, given_key, contact_key)",
    "create index representatives_of_account on representatives (account_id) where account_id is not null",
    "create index representatives_of_record on representatives (patient_id) where patient_id is not null",
    "create index representatives_by_contact on representatives (contact_key)",
    // A form: the desk's wizard while `status` is draft (`state`, `version`), what stands on it once it is signed. `origin`
    // is desk or portal, `paper_ref` where the paper or its scan is filed.
    "create table grant_forms (
        id {uuid} not null primary key,
        practice_id {uuid} not null references practices (id),
        representative_id {uuid} references representatives (id),
        origin text not null,
        status text not null,
        version bigint not null,
        state {json} not null,
        identity_kind text,
        identity_seen_by {uuid} references accounts (id),
        identity_seen_at bigint,
        paper_ref text,
        made_by {uuid} not null references accounts (id),
        made_at bigint not null,
        signed_at bigint
    )",
    "create index grant_forms_drafts on grant_forms (practice_id, made_at desc, id desc) where status = 'draft'",
    "create index grant_forms_of on grant_forms (representative_id) where representative_id is not null",
    // What lets somebody act for a patient. `rights` is null while nobody has set any; `grantor` has put it in force.
    "create table grants (
        id {uuid} not null primary key,
        patient_id {uuid} not null references patients (id),
        representative_id {uuid} not null references representatives (id),
        form_id {uuid} references grant_forms (id),
        practice_id {uuid} not null references practices (id),
        basis text not null,
        state text not null,
        signed_on text,
        patient_signed_on text,
        renewed_on text,
        ends_on text,
        held_by_patient boolean not null default false,
        held_by_staff boolean not null default false,
        rights bigint,
        grantor {uuid} references accounts (id),
        made_at bigint not null,
        activated_at bigint,
        changed_at bigint not null
    )",
    // At most one open grant between two people.
    "create unique index grants_one on grants (patient_id, representative_id)
     where state in ('proposed', 'active', 'suspended')",
    // What every request asks: the grants of the session's account.
    "create index grants_of_representative on grants (representative_id) where state = 'active'",
    // The same in all states, for desks and for the end of an account.
    "create index grants_given on grants (representative_id, made_at desc, id desc)",
    "create index grants_of_patient on grants (patient_id, made_at desc, id desc)",
    "create index grants_of_form on grants (form_id) where form_id is not null",
    // The daily round goes along it.
    "create index grants_open on grants (id) where state in ('proposed', 'active', 'suspended')",
    // Every change of a grant, with its reason.
    "create table grant_events (
        id {uuid} not null primary key,
        grant_id {uuid} not null references grants (id),
        patient_id {uuid} not null references patients (id),
        at bigint not null,
        event text not null,
        before text not null,
        after text not null,
        reason text not null,
        words text not null default '',
        by_kind text not null,
        by_account {uuid} references accounts (id),
        author text not null,
        rights_before bigint,
        rights_after bigint,
        day text
    )",
    "create index grant_events_of on grant_events (grant_id, at desc, id desc)",
    "create index grant_events_of_patient on grant_events (patient_id, at desc, id desc)",
    // `who` is representative or patient, `way` drawn, paper or account. The representative signs a form, a patient each
    // grant of hers.
    "create table grant_signatures (
        id {uuid} not null primary key,
        form_id {uuid} references grant_forms (id),
        grant_id {uuid} references grants (id),
        who text not null,
        way text not null,
        name text not null,
        signed_on text not null,
        strokes {json},
        at bigint not null,
        taken_by {uuid} references accounts (id)
    )",
    "create index grant_signatures_of on grant_signatures (form_id, at)",
    "create index grant_signatures_of_grant on grant_signatures (grant_id, at) where grant_id is not null",
    // `kind` is guardian or keep_away. Lifted, never deleted.
    "create table court_orders (
        id {uuid} not null primary key,
        patient_id {uuid} not null references patients (id),
        representative_id {uuid} references representatives (id),
        name text not null,
        kind text not null,
        court text not null,
        reference text not null,
        made_on text not null,
        until text,
        note text not null default '',
        recorded_by {uuid} not null references accounts (id),
        author text not null,
        recorded_at bigint not null,
        lifted_by {uuid} references accounts (id),
        lifted_at bigint,
        lifted_why text
    )",
    "create index court_orders_of on court_orders (patient_id, recorded_at desc, id desc)",
    // A clinician says that the patient lacks capacity.
    "create table attestations (
        id {uuid} not null primary key,
        patient_id {uuid} not null references patients (id),
        made_on text not null,
        clinician text not null,
        note text not null default '',
        recorded_by {uuid} not null references accounts (id),
        recorded_at bigint not null,
        ended_by {uuid} references accounts (id),
        ended_at bigint
    )",
    "create index attestations_of on attestations (patient_id, made_on desc, id desc)",
    // Who was told of what, each once: `side` is representative, patient or desk, `mark` how many days before.
    "create table grant_notices (
        grant_id {uuid} not null references grants (id),
        why text not null,
        on_day text not null,
        mark smallint not null,
        side text not null,
        at bigint not null,
        primary key (grant_id, why, on_day, mark, side)
    )",
    // Instructions with a code for a representative who is no patient: like `invitations`, which must name a patient.
    "create table representative_codes (
        id {uuid} not null primary key,
        representative_id {uuid} not null references representatives (id),
        practice_id {uuid} references practices (id),
        code_hash text not null unique,
        way text not null,
        sent_to text,
        lang text not null,
        made_by {uuid} not null references accounts (id),
        made_at bigint not null,
        expires_at bigint not null,
        ended text,
        ended_at bigint,
        wrong_births bigint not null default 0,
        wrong_hour bigint not null default 0,
        frozen boolean not null default false
    )",
    "create unique index representative_codes_open on representative_codes (representative_id) where ended is null",
    "create index representative_codes_of on representative_codes (representative_id, made_at desc, id desc)",
    "alter table enrollments add column representative_id {uuid} references representatives (id)",
    "alter table enrollments add column representative_code_id {uuid} references representative_codes (id)",
    "create index enrollments_of_representative on enrollments (representative_id, created_at)
     where representative_id is not null",
];
