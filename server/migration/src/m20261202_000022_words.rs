//! What is looked for in one chart is looked for among the words of that chart: each word of a message stands in the index
//! a second time, behind the key of its chart. A search there reads what it finds, and nothing of anybody else's messages,
//! however many the clinic has and however common the word is.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// See the module.
#[derive(Debug)]
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m20261202_000022_words"
    }
}

/// Every message is put into the index anew after the next start, as those are that were sent before there was one.
const ANEW: &str = "delete from message_rows";

const GONE: &str = "drop table message_words";

/// `own`: words behind the key of the chart. The first letters of those are the key's, so what the index keeps of
/// beginnings is of use for the others alone.
const WORDS: &str = "create virtual table message_words using fts5 (
        own, pool, words,
        content = '', detail = column, prefix = '2 3', tokenize = 'ascii'
    )";

const WORDS_BEFORE: &str = "create virtual table message_words using fts5 (
        owner, pool, subject, body, sender,
        content = '', detail = column, prefix = '2 3', tokenize = 'ascii'
    )";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, &[ANEW]).await?;
        match manager.get_database_backend() {
            DatabaseBackend::Postgres => Ok(()),
            _ => crate::run(manager, &[GONE, WORDS]).await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, &[ANEW]).await?;
        match manager.get_database_backend() {
            DatabaseBackend::Postgres => Ok(()),
            _ => crate::run(manager, &[GONE, WORDS_BEFORE]).await,
        }
    }
}
