//! What of a demo a set is put beside: its inboxes with who answers them, and an account whose password is everybody's.

use crate::Failure;
use sea_orm::{DatabaseConnection, FromQueryResult, Statement};
use uuid::Uuid;

/// Somebody who answers an inbox.
pub(crate) struct Member {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) role: String,
}

/// An inbox.
pub(crate) struct Pool {
    pub(crate) id: Uuid,
    /// The name of its practice.
    pub(crate) practice: String,
    /// Within so many it answers.
    pub(crate) business_days: u8,
    pub(crate) members: Vec<Member>,
}

/// What all accounts have of one.
#[derive(Debug, FromQueryResult)]
pub(crate) struct Like {
    pub(crate) password_hash: String,
    pub(crate) state: String,
    pub(crate) terms_version: Option<String>,
    pub(crate) privacy_version: Option<String>,
    pub(crate) agreed_at: Option<i64>,
    pub(crate) created_at: i64,
}

/// What a set begins with.
pub(crate) struct Clinic {
    pub(crate) pools: Vec<Pool>,
    pub(crate) like: Like,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    practice: String,
    business_days: i16,
    member: Uuid,
    name: String,
    role: String,
}

impl Clinic {
    /// Reads it; `like`: the username of the account.
    pub(crate) async fn read(conn: &DatabaseConnection, like: &str) -> Result<Self, Failure> {
        let backend = conn.get_database_backend();
        let sql = "select p.id, o.name as practice, p.business_days, a.id as member, a.display_name as name, a.role
                   from pools p join practices o on o.id = p.practice_id join pool_members m on m.pool_id = p.id
                   join accounts a on a.id = m.account_id
                   where p.kind = 'general' and a.state = 'active' and a.role in ('clinician', 'pool_nurse')
                   order by o.name, p.id, a.display_name";
        let mut pools: Vec<Pool> = Vec::new();
        for row in Row::find_by_statement(Statement::from_string(backend, sql)).all(conn).await? {
            let member = Member { id: row.member, name: row.name, role: row.role };
            match pools.last_mut().filter(|pool| pool.id == row.id) {
                Some(pool) => pool.members.push(member),
                None => pools.push(Pool {
                    id: row.id,
                    practice: row.practice,
                    business_days: u8::try_from(row.business_days)?.clamp(1, 30),
                    members: vec![member],
                }),
            }
        }
        let sql = "select password_hash, state, terms_version, privacy_version, agreed_at, created_at
                   from accounts where username = $1";
        let statement = Statement::from_sql_and_values(backend, sql, [like.into()]);
        let like = Like::find_by_statement(statement).one(conn).await?.ok_or("the demo's patient has no account")?;
        if pools.is_empty() {
            return Err("nobody in the demo answers messages".into());
        }
        Ok(Self { pools, like })
    }
}
