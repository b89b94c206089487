//! The audit trail in chains: append-only, each entry bound to the one before it, heads signed now and then.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// See the module.
#[derive(Debug)]
pub struct Migration;

/// What is only ever appended to.
const APPENDED: [&str; 3] = ["audit", "audit_older", "audit_checkpoints"];

/// The columns of an entry in a chain, in both spellings of bytes.
const COLUMNS: [(&str, &str); 6] = [
    // Where the request came from: a keyed name of the network address.
    ("origin", "text"),
    // By which rules the hash was made, so that they can change.
    ("form", "smallint"),
    ("shard", "smallint"),
    ("n", "bigint"),
    ("prev", "{bytes}"),
    ("hash", "{bytes}"),
];

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261124_000008_audit_chain"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        let (bytes, zeros) =
            if postgres { ("bytea", "decode(repeat('00', 32), 'hex')") } else { ("blob", "zeroblob(32)") };
        let mut statements: Vec<String> = COLUMNS
            .iter()
            .map(|(name, kind)| format!("alter table audit add column {name} {}", kind.replace("{bytes}", bytes)))
            .collect();
        statements.extend([
            // One chain for each shard, so that nodes do not queue behind one row. Older entries are in none.
            "create unique index audit_chain on audit (shard, n)".into(),
            format!(
                "create table audit_heads (
                    shard smallint not null primary key,
                    n bigint not null,
                    hash {bytes} not null
                )"
            ),
            format!(
                "with recursive shards(shard) as (select 0 union all select shard + 1 from shards where shard < 15)
                 insert into audit_heads (shard, n, hash) select shard, 0, {zeros} from shards"
            ),
            // What was there before the chains: set aside by number, so that nobody can add to it.
            "create table audit_older (entries bigint not null, last_seq bigint not null)".into(),
            "insert into audit_older (entries, last_seq) select count(*), coalesce(max(seq), 0) from audit".into(),
            // Signed heads. The number is the key: of two nodes that sign at one moment, one writes.
            "create table audit_checkpoints (no bigint not null primary key, line text not null)".into(),
        ]);
        if postgres {
            statements.push(
                "create or replace function audit_append_only() returns trigger language plpgsql as
                 $$ begin raise exception 'the audit trail is append-only'; end $$"
                    .into(),
            );
        }
        for table in APPENDED {
            if postgres {
                statements.push(format!(
                    "create trigger {table}_append_only before update or delete or truncate on {table}
                     for each statement execute function audit_append_only()"
                ));
                continue;
            }
            for (name, what) in [("no_update", "update"), ("no_delete", "delete")] {
                statements.push(format!(
                    "create trigger {table}_{name} before {what} on {table}
                     begin select raise(abort, 'the audit trail is append-only'); end"
                ));
            }
        }
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        crate::run(manager, &statements).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DatabaseBackend::Postgres;
        let mut statements: Vec<String> = Vec::new();
        for table in APPENDED {
            if postgres {
                statements.push(format!("drop trigger {table}_append_only on {table}"));
            } else {
                statements.extend(["no_update", "no_delete"].map(|name| format!("drop trigger {table}_{name}")));
            }
        }
        if postgres {
            statements.push("drop function audit_append_only()".into());
        }
        statements.extend(
            [
                "drop table audit_checkpoints",
                "drop table audit_older",
                "drop table audit_heads",
                "drop index audit_chain",
            ]
            .map(String::from),
        );
        statements.extend(COLUMNS.iter().rev().map(|(name, _)| format!("alter table audit drop column {name}")));
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        crate::run(manager, &statements).await
    }
}
