//! Several inboxes for a practice, shelves, closed conversations that others follow, blocks, and looking for words.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{DatabaseBackend, Statement};

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261201_000018_pools"
    }
}

fn is_postgres(manager: &SchemaManager<'_>) -> bool {
    manager.get_database_backend() == DatabaseBackend::Postgres
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if is_postgres(manager) {
            crate::run(manager, POOLS_OF_POSTGRES).await?;
        } else {
            crate::run(manager, &[&rebuilt(SEVERAL, OF_OLD)]).await?;
        }
        crate::run(manager, MORE).await?;
        let words: &[&str] = if is_postgres(manager) { WORDS_OF_POSTGRES } else { WORDS_OF_SQLITE };
        crate::run(manager, words).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // What was written to an inbox that the portal before does not know would be in none.
        let used = "select p.id from pools p where p.kind <> 'general'
                    and (exists (select 1 from threads t where t.pool_id = p.id)
                         or exists (select 1 from asks a where a.pool_id = p.id)) limit 1";
        let asked = Statement::from_string(manager.get_database_backend(), used);
        if manager.get_connection().query_one_raw(asked).await?.is_some() {
            return Err(DbErr::Custom(
                "an inbox other than the general one of its practice has been written to".into(),
            ));
        }
        if !is_postgres(manager) {
            crate::run(manager, &["drop table message_words"]).await?;
        }
        crate::run(
            manager,
            &[
                "drop table message_rows",
                "drop table pool_blocks",
                "drop index threads_following",
                "drop index threads_unread",
                "drop index threads_open_shelf",
                "drop index threads_on_shelf",
                "alter table threads drop column follows",
                "alter table threads drop column closed_by",
                "alter table threads drop column closed_at",
                "alter table threads drop column shelf",
                "delete from pool_members where pool_id in (select p.id from pools p where p.kind <> 'general')",
                "delete from pools where kind <> 'general'",
            ],
        )
        .await?;
        if is_postgres(manager) {
            crate::run(
                manager,
                &[
                    "alter table pools drop constraint pools_practice_id_kind_key",
                    "alter table pools drop column phone",
                    "alter table pools drop column lead",
                    "alter table pools drop column kind",
                    "alter table pools add constraint pools_practice_id_key unique (practice_id)",
                ],
            )
            .await
        } else {
            crate::run(manager, &[&rebuilt(ONE, "")]).await
        }
    }
}

/// `kind` is a word of types::pool::PoolKind. `lead` is told when an answer is late, `phone` counts instead of the
/// practice's own.
const POOLS_OF_POSTGRES: &[&str] = &[
    "alter table pools drop constraint pools_practice_id_key",
    "alter table pools add column kind text not null default 'general'",
    "alter table pools add column lead {uuid} references accounts (id)",
    "alter table pools add column phone text",
    "alter table pools add constraint pools_practice_id_kind_key unique (practice_id, kind)",
];

/// The same table for SQLite, which cannot take a constraint out of one; and the one that was before.
const SEVERAL: &str = "kind text not null default 'general',
    business_days smallint not null default 3,
    waiting bigint not null default 0,
    asks_waiting bigint not null default 0,
    lead {uuid} references accounts (id),
    phone text,
    unique (practice_id, kind)";
const ONE: &str = "business_days smallint not null default 3,
    waiting bigint not null default 0,
    asks_waiting bigint not null default 0,
    unique (practice_id)";

/// What each inbox of old becomes, as a column and its value.
const OF_OLD: &str = "general";

/// Makes the inboxes anew with these columns after the first two, and keeps what is in them. All of it is one string, for
/// that is carried out on one connection: the switch for foreign keys is a connection's, and does nothing inside of a
/// transaction. What names an inbox is looked at before anything is kept. The children go on naming `pools`: the new table
/// gets that name when nobody has it.
fn rebuilt(columns: &str, kind: &str) -> String {
    let (column, value) = if kind.is_empty() { ("", String::new()) } else { (", kind", format!(", '{kind}'")) };
    format!(
        "pragma foreign_keys = off;
         begin immediate;
         create table pools_anew (
             id {{uuid}} not null primary key,
             practice_id {{uuid}} not null references practices (id),
             {columns}
         );
         insert into pools_anew (id, practice_id, business_days, waiting, asks_waiting{column})
             select p.id, p.practice_id, p.business_days, p.waiting, p.asks_waiting{value} from pools p;
         drop table pools;
         alter table pools_anew rename to pools;
         create table pools_lost (lost bigint not null check (lost = 0));
         insert into pools_lost (lost) select count(*) from pragma_foreign_key_check('threads');
         insert into pools_lost (lost) select count(*) from pragma_foreign_key_check('asks');
         insert into pools_lost (lost) select count(*) from pragma_foreign_key_check('pool_members');
         drop table pools_lost;
         commit;
         pragma foreign_keys = on"
    )
}

const MORE: &[&str] = &[
    // Where a conversation lies on the patient's side (types::message::Shelf); no desk sees it. `closed_at`: the team has
    // closed it. `follows`: it goes on from another one.
    "alter table threads add column shelf text not null default 'inbox'",
    "alter table threads add column closed_at bigint",
    "alter table threads add column closed_by {uuid} references accounts (id)",
    "alter table threads add column follows {uuid} references threads (id)",
    // The patient's lists: what lies on a shelf, for her and for others, and what is unread, wherever it lies.
    "create index threads_on_shelf on threads (patient_id, shelf, last_at desc, id desc)",
    "create index threads_open_shelf on threads (patient_id, shelf, last_at desc, id desc) where not private",
    "create index threads_unread on threads (patient_id, last_at desc, id desc) where unread > 0",
    "create index threads_following on threads (follows, created_at desc) where follows is not null",
    // Whose messages an inbox does not take: those of an account about this chart, or anybody's about it. Days are
    // counted from 1970-01-01. What has ended stays as a row.
    "create table pool_blocks (
        id {uuid} not null primary key,
        pool_id {uuid} not null references pools (id),
        patient_id {uuid} not null references patients (id),
        account_id {uuid} references accounts (id),
        whose text,
        reason text not null,
        until_day bigint,
        made_by {uuid} not null references accounts (id),
        author text not null,
        made_at bigint not null,
        ended_by {uuid} references accounts (id),
        ended_at bigint
    )",
    "create index pool_blocks_of on pool_blocks (patient_id, pool_id) where ended_at is null",
    // Messages whose words can be looked for. What is looked for is the text as types::field::fold writes it, so that both
    // databases find the same; its owner and its inbox are words, too, so that a search begins with what is one's own.
    "create table message_rows (
        seq {seq},
        message_id {uuid} not null unique,
        thread_id {uuid} not null,
        at bigint not null
    )",
];

/// Words that stand between spaces and are taken as they are; the texts themselves stay in `messages`.
const WORDS_OF_SQLITE: &[&str] = &["create virtual table message_words using fts5 (
        owner, pool, subject, body, sender,
        content = '', detail = column, prefix = '2 3', tokenize = 'ascii'
    )"];

const WORDS_OF_POSTGRES: &[&str] = &[
    "alter table message_rows add column words tsvector not null",
    "create index message_rows_words on message_rows using gin (words)",
];
