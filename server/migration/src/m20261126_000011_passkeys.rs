//! Passkeys, and what their owners are asked when they use one.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261126_000011_passkeys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // The public half of a key, by the name that its authenticator has given it. One that may have been copied
                // is stopped: it stays for its owner to see, and opens nothing.
                "create table passkeys (
                    id {uuid} not null primary key,
                    account_id {uuid} not null references accounts (id),
                    credential text not null unique,
                    key {json} not null,
                    name text not null,
                    made_at bigint not null,
                    used_at bigint,
                    stopped_at bigint
                )",
                "create index passkeys_of_account on passkeys (account_id, made_at)",
                // What was asked and not answered yet, by the hash of a secret that only the asked browser has. Of a
                // session where a new passkey is made; of nobody where somebody signs in.
                "create table passkey_questions (
                    token_hash text not null primary key,
                    session_id {uuid},
                    state {json} not null,
                    made_at bigint not null
                )",
                "create index passkey_questions_old on passkey_questions (made_at)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, &["drop table passkey_questions", "drop table passkeys"]).await
    }
}
