//! Pools, threads and messages.

use sea_orm_migration::prelude::*;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261122_000003_messages"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                // A practice's shared inbox. It takes messages while it has a member. `waiting` counts threads that
                // wait for an answer, kept in the same transaction as the threads.
                "create table pools (
                    id {uuid} not null primary key,
                    practice_id {uuid} not null unique references practices (id),
                    business_days smallint not null default 3,
                    waiting bigint not null default 0
                )",
                "create table pool_members (
                    account_id {uuid} not null references accounts (id),
                    pool_id {uuid} not null references pools (id),
                    primary key (account_id, pool_id)
                )",
                "create index pool_members_by_pool on pool_members (pool_id)",
                "create table threads (
                    id {uuid} not null primary key,
                    patient_id {uuid} not null references patients (id),
                    pool_id {uuid} not null references pools (id),
                    topic text not null,
                    subject text not null,
                    created_at bigint not null,
                    last_at bigint not null,
                    unread bigint not null default 0,
                    waiting boolean not null,
                    opened_at bigint,
                    answered_at bigint,
                    answer_by text
                )",
                // The patient's list, the pool's list and the pool's waiting list: each one range of one index.
                "create index threads_of_patient on threads (patient_id, last_at desc, id desc)",
                "create index threads_of_pool on threads (pool_id, last_at desc, id desc)",
                "create index threads_waiting on threads (pool_id, last_at desc, id desc) where waiting",
                "create table messages (
                    id {uuid} not null primary key,
                    thread_id {uuid} not null references threads (id),
                    side text not null,
                    account_id {uuid} not null references accounts (id),
                    author text not null,
                    role text,
                    body text not null,
                    at bigint not null
                )",
                "create index messages_of_thread on messages (thread_id, at desc, id desc)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &["drop table messages", "drop table threads", "drop table pool_members", "drop table pools"],
        )
        .await
    }
}
