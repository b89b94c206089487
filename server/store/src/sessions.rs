//! Sessions: opened, looked up in one statement, ended.

use crate::db::all;
use crate::entity::session;
use crate::{Reads, StoreError, Tx};
use portal_access::Own;
use portal_types::account::{Lang, Role};
use portal_types::day::Day;
use portal_types::ids::{AccountId, PatientId, PoolId, SessionId};
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, FromQueryResult};
use uuid::Uuid;

/// A session that was found, with what the request needs to know of the account: one statement, no cache, so that
/// whatever was ended or revoked is so for the next request.
#[derive(Clone, Debug)]
pub struct Found {
    /// The session.
    pub session: SessionId,
    /// Whose.
    pub account: AccountId,
    /// Language of the account.
    pub lang: Lang,
    /// Name as shown.
    pub display_name: String,
    /// The role of a staff account.
    pub role: Option<Role>,
    /// The chart of a patient's account.
    pub patient: Option<PatientId>,
    /// The chart's colour in the switcher.
    pub colour: u8,
    /// Threads with something unread in that chart.
    pub unread: u32,
    /// The pools of a staff account.
    pub pools: Vec<PoolId>,
    /// When it was opened, milliseconds UTC.
    pub created_at: i64,
    /// When its person last did something.
    pub seen_at: i64,
    /// When its person last proved who she is.
    pub proven_at: i64,
    /// Whether terms or a notice came into force that the person has not agreed to. Staff agree to none.
    pub owes: bool,
    /// Whether the account has a second factor. What staff have is the administration's.
    pub second_factor: bool,
    /// Whether its person has locked it: it opens nothing until she has entered her password.
    pub locked: bool,
    /// Looks at charts that were audited of late, so that they need not be again.
    pub views: Vec<(PatientId, String)>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    account_id: Uuid,
    lang: String,
    display_name: String,
    role: Option<String>,
    patient_id: Option<Uuid>,
    colour: Option<i16>,
    unread: Option<i64>,
    pool_id: Option<Uuid>,
    created_at: i64,
    seen_at: i64,
    proven_at: i64,
    locked_at: Option<i64>,
    factors: i64,
    viewed: Option<Uuid>,
    category: Option<String>,
    terms_version: Option<String>,
    privacy_version: Option<String>,
    terms_now: Option<String>,
    privacy_now: Option<String>,
}

impl Row {
    fn owes(&self) -> bool {
        let owes = |now: &Option<String>, agreed: &Option<String>| now.is_some() && now != agreed;
        self.role.is_none()
            && (owes(&self.terms_now, &self.terms_version) || owes(&self.privacy_now, &self.privacy_version))
    }
}

/// The session of a secret, by its hash, if neither it nor its account has ended; with the looks at charts that were
/// audited since a moment, and whether something is in force today that the person has not agreed to.
pub async fn find(
    db: &impl Reads,
    token_hash: &str,
    views_since: i64,
    today: Day,
) -> Result<Option<Found>, StoreError> {
    let rows: Vec<Row> = all(
        db,
        "select s.id, s.account_id, s.created_at, s.seen_at, s.proven_at, s.locked_at, a.lang, a.display_name, a.role,
                a.patient_id, p.colour, p.unread_threads as unread, m.pool_id, v.patient_id as viewed, v.category,
                a.terms_version, a.privacy_version,
                cast(case when a.totp_sealed is null then 0 else 1 end as bigint)
                + (select count(*) from passkeys k where k.account_id = a.id and k.stopped_at is null) as factors,
                (select version from agreements where kind = 'terms' and from_day <= $3
                 order by no desc limit 1) as terms_now,
                (select version from agreements where kind = 'privacy' and from_day <= $3
                 order by no desc limit 1) as privacy_now
         from sessions s
         join accounts a on a.id = s.account_id
         left join patients p on p.id = a.patient_id
         left join pool_members m on m.account_id = a.id
         left join chart_views v on v.session_id = s.id and v.at > $2
         where s.token_hash = $1 and s.ended_at is null and a.state = 'active'",
        [token_hash.into(), views_since.into(), today.epoch().into()],
    )
    .await?;
    // The two lists come multiplied with each other.
    let mut pools: Vec<PoolId> = rows.iter().filter_map(|r| r.pool_id.map(PoolId)).collect();
    pools.sort_unstable();
    pools.dedup();
    let mut views: Vec<(PatientId, String)> =
        rows.iter().filter_map(|r| Some((r.viewed?.into(), r.category.clone()?))).collect();
    views.sort_unstable();
    views.dedup();
    Ok(rows.into_iter().next().map(|row| Found {
        owes: row.owes(),
        session: row.id.into(),
        account: row.account_id.into(),
        lang: Lang::from_code(&row.lang).unwrap_or_default(),
        display_name: row.display_name,
        role: row.role.as_deref().and_then(Role::from_code),
        patient: row.patient_id.map(Into::into),
        colour: row.colour.unwrap_or(0).clamp(0, 7) as u8,
        unread: row.unread.unwrap_or(0).clamp(0, i64::from(u32::MAX)) as u32,
        pools,
        created_at: row.created_at,
        seen_at: row.seen_at,
        proven_at: row.proven_at,
        second_factor: row.factors > 0,
        locked: row.locked_at.is_some(),
        views,
    }))
}

/// Opens a session. `proven_at`: when its person proved who she is with all that the account has, milliseconds UTC; 0 if
/// she has not yet.
pub async fn open(
    tx: &Tx,
    session: SessionId,
    token_hash: String,
    account: AccountId,
    device: &str,
    proven_at: i64,
    now: i64,
) -> Result<(), StoreError> {
    let row = session::ActiveModel {
        id: Set(session.0),
        token_hash: Set(token_hash),
        account_id: Set(account.0),
        created_at: Set(now),
        seen_at: Set(now),
        ended_at: Set(None),
        proven_at: Set(proven_at),
        device: Set(device.into()),
        locked_at: Set(None),
    };
    session::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether an account was signed in to before, but not on this kind of device, as far as sessions are known: an account
/// that is older than the oldest of them (`known_since`, milliseconds UTC) is taken to have been signed in to.
pub async fn is_new_device(tx: &Tx, account: AccountId, device: &str, known_since: i64) -> Result<bool, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        known: i64,
        before: i64,
    }
    let row: Option<Row> = crate::db::one(
        tx,
        "select coalesce(sum(case when device = $2 then 1 else 0 end), 0) as known,
                count(*) + (select count(*) from accounts where id = $1 and created_at < $3) as before
         from (select device from sessions where account_id = $1 order by created_at desc limit 100) as last",
        [account.0.into(), device.into(), known_since.into()],
    )
    .await?;
    Ok(row.is_some_and(|row| row.before > 0 && row.known == 0))
}

/// Notes that the person did something; not in a session that was locked meanwhile.
pub async fn seen(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set seen_at = $1 where id = $2 and ended_at is null and locked_at is null",
        [now.into(), own.session().0.into()],
    )
    .await?;
    Ok(())
}

/// Locks one's session; locked twice it stays locked since the first time.
pub async fn lock(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set locked_at = $1 where id = $2 and ended_at is null and locked_at is null",
        [now.into(), own.session().0.into()],
    )
    .await?;
    Ok(())
}

/// Opens one's locked session again; its person is here.
pub async fn unlock(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set locked_at = null, seen_at = $1 where id = $2 and ended_at is null",
        [now.into(), own.session().0.into()],
    )
    .await?;
    Ok(())
}

/// Ends one's session.
pub async fn end(tx: &Tx, own: &Own, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set ended_at = $1 where id = $2 and ended_at is null",
        [now.into(), own.session().0.into()],
    )
    .await?;
    Ok(())
}

/// Ends the session of a secret that was replaced by a new sign-in.
pub async fn end_by_token(tx: &Tx, token_hash: &str, now: i64) -> Result<(), StoreError> {
    tx.run(
        "update sessions set ended_at = $1 where token_hash = $2 and ended_at is null",
        [now.into(), token_hash.into()],
    )
    .await?;
    Ok(())
}

/// Notes a look at a chart; `false` if another request of the session noted one since that moment.
pub async fn note_view(
    tx: &Tx,
    session: SessionId,
    patient: PatientId,
    category: &str,
    since: i64,
    now: i64,
) -> Result<bool, StoreError> {
    let changed = tx
        .run(
            "insert into chart_views (session_id, patient_id, category, at) values ($1, $2, $3, $5)
             on conflict (session_id, patient_id, category) do update set at = excluded.at
             where chart_views.at <= $4",
            [session.0.into(), patient.0.into(), category.into(), since.into(), now.into()],
        )
        .await?;
    Ok(changed == 1)
}
