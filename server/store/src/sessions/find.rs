//! Who a request is: the session of a secret, with all that decides what it opens, in one statement.

use crate::capacity::{attested, ordered};
use crate::db::all;
use crate::grants::{day, rights};
use crate::{Reads, StoreError};
use portal_access::Facts;
use portal_types::account::{Lang, Role};
use portal_types::day::Day;
use portal_types::grant_form::OrderKind;
use portal_types::ids::{AccountId, GrantId, PatientId, PoolId, SessionId};
use portal_types::representative::Basis;
use sea_orm::FromQueryResult;
use std::sync::LazyLock;
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
    /// The given name on that chart.
    pub given: String,
    /// The birth date on that chart, if it is known whole.
    pub born: Option<Day>,
    /// The chart's colour in the switcher.
    pub colour: u8,
    /// Threads with something unread in that chart.
    pub unread: u32,
    /// The day it was looked for.
    pub today: Day,
    /// The grants of a representative that are in force: what each opens today is for `portal_access` to say.
    pub grants: Vec<FoundGrant>,
    /// What decides about others' grants on that chart that are in force: for what its first page says, and for no key.
    pub others: Vec<Facts>,
    /// The pools of a staff account that its role answers.
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

/// A grant of the session's account, with what the frame shows of its patient.
#[derive(Clone, Debug)]
pub struct FoundGrant {
    /// Which.
    pub grant: GrantId,
    /// Whose chart.
    pub patient: PatientId,
    /// What decides how the account stands to it.
    pub facts: Facts,
    /// The patient's name.
    pub name: String,
    /// Her given name.
    pub given: String,
    /// The chart's colour in the switcher.
    pub colour: u8,
    /// Threads with something unread that she does not keep for herself.
    pub unread: u32,
}

/// A row of any of the five kinds: the session with its account and own chart, a pool, a look at a chart, a grant, and
/// another's grant on one's own chart.
#[derive(FromQueryResult)]
struct Row {
    what: String,
    id: Option<Uuid>,
    account_id: Option<Uuid>,
    patient_id: Option<Uuid>,
    created_at: Option<i64>,
    seen_at: Option<i64>,
    proven_at: Option<i64>,
    locked_at: Option<i64>,
    factors: Option<i64>,
    lang: Option<String>,
    display_name: Option<String>,
    role: Option<String>,
    terms_version: Option<String>,
    privacy_version: Option<String>,
    terms_now: Option<String>,
    privacy_now: Option<String>,
    category: Option<String>,
    given: Option<String>,
    family: Option<String>,
    born: Option<String>,
    died_on: Option<String>,
    colour: Option<i16>,
    unread: Option<i64>,
    basis: Option<String>,
    patient_signed_on: Option<String>,
    renewed_on: Option<String>,
    ends_on: Option<String>,
    rights: Option<i64>,
    attested_on: Option<String>,
    guardian_until: Option<String>,
    representative_died_on: Option<String>,
}

/// The columns of a row after `what`, with their types. They are named in every part of the union, so that neither
/// database has to guess one.
const COLUMNS: [(&str, &str); 30] = [
    ("id", "uuid"),
    ("account_id", "uuid"),
    ("patient_id", "uuid"),
    ("created_at", "bigint"),
    ("seen_at", "bigint"),
    ("proven_at", "bigint"),
    ("locked_at", "bigint"),
    ("factors", "bigint"),
    ("lang", "text"),
    ("display_name", "text"),
    ("role", "text"),
    ("terms_version", "text"),
    ("privacy_version", "text"),
    ("terms_now", "text"),
    ("privacy_now", "text"),
    ("category", "text"),
    ("given", "text"),
    ("family", "text"),
    ("born", "text"),
    ("died_on", "text"),
    ("colour", "smallint"),
    ("unread", "bigint"),
    ("basis", "text"),
    ("patient_signed_on", "text"),
    ("renewed_on", "text"),
    ("ends_on", "text"),
    ("rights", "bigint"),
    ("attested_on", "text"),
    ("guardian_until", "text"),
    ("representative_died_on", "text"),
];

/// One part of the union: rows of a kind, with the columns that it has.
fn part(what: &str, has: &[(&str, &str)], from: &str) -> String {
    let columns = COLUMNS.map(|(name, kind)| match has.iter().find(|(of, _)| *of == name) {
        Some((_, column)) => format!("{column} as {name}"),
        None => format!("cast(null as {kind}) as {name}"),
    });
    format!("select '{what}' as what, {} {from}", columns.join(", "))
}

/// Rows of each kind add up; joined, pools, looks and grants would be multiplied with each other.
static FIND: LazyLock<String> = LazyLock::new(|| {
    let own = [
        "id",
        "account_id",
        "patient_id",
        "created_at",
        "seen_at",
        "proven_at",
        "locked_at",
        "factors",
        "lang",
        "display_name",
        "role",
        "terms_version",
        "privacy_version",
        "terms_now",
        "privacy_now",
        "given",
        "born",
        "colour",
        "unread",
    ]
    .map(|name| (name, name));
    let attested = attested("g.patient_id");
    let guardian = ordered(OrderKind::Guardian, "g.patient_id", "r.id");
    let facts = [
        ("basis", "g.basis"),
        ("patient_signed_on", "g.patient_signed_on"),
        ("renewed_on", "g.renewed_on"),
        ("ends_on", "g.ends_on"),
        ("rights", "g.rights"),
        ("born", "p.born"),
        ("died_on", "p.died_on"),
        ("attested_on", attested.as_str()),
        ("guardian_until", guardian.as_str()),
        ("representative_died_on", "(select h.died_on from patients h where h.id = r.patient_id)"),
    ];
    let shown = [
        ("id", "g.id"),
        ("patient_id", "g.patient_id"),
        ("given", "p.given"),
        ("family", "p.family"),
        ("colour", "p.colour"),
        ("unread", "p.unread_open"),
    ];
    let granted: Vec<(&str, &str)> = facts.into_iter().chain(shown).collect();
    format!(
        "with s as (
             select s.id, s.account_id, s.created_at, s.seen_at, s.proven_at, s.locked_at, a.lang, a.display_name, a.role,
                    a.patient_id, a.terms_version, a.privacy_version, p.given, p.born, p.colour,
                    p.unread_threads as unread,
                    cast(case when a.totp_sealed is null then 0 else 1 end as bigint)
                    + (select count(*) from passkeys k where k.account_id = a.id and k.stopped_at is null) as factors,
                    (select version from agreements where kind = 'terms' and from_day <= $3
                     order by no desc limit 1) as terms_now,
                    (select version from agreements where kind = 'privacy' and from_day <= $3
                     order by no desc limit 1) as privacy_now
             from sessions s
             join accounts a on a.id = s.account_id
             left join patients p on p.id = a.patient_id
             where s.token_hash = $1 and s.ended_at is null and a.state = 'active'
         )
         {}
         union all {}
         union all {}
         union all {}
         union all {}",
        part("session", &own, "from s"),
        // Whoever is a member: bills are for billing clerks, and nothing else is. No other role has a key to a pool.
        part(
            "pool",
            &[("id", "m.pool_id")],
            "from s join pool_members m on m.account_id = s.account_id
             join pools o on o.id = m.pool_id and ((o.kind = 'billing') = (s.role = 'billing'))"
        ),
        part(
            "look",
            &[("patient_id", "v.patient_id"), ("category", "v.category")],
            "from s join chart_views v on v.session_id = s.id and v.at > $2"
        ),
        part(
            "grant",
            &granted,
            // The account as one value, so that no plan begins with all grants that are in force.
            "from representatives r
             join grants g on g.representative_id = r.id and g.state = 'active'
             join patients p on p.id = g.patient_id
             where r.account_id = (select s.account_id from s)"
        ),
        part(
            "other",
            &facts,
            "from grants g
             join representatives r on r.id = g.representative_id
             join patients p on p.id = g.patient_id
             where g.patient_id = (select s.patient_id from s) and g.state = 'active'"
        ),
    )
});

impl Row {
    fn owes(&self) -> bool {
        let owes = |now: &Option<String>, agreed: &Option<String>| now.is_some() && now != agreed;
        self.role.is_none()
            && (owes(&self.terms_now, &self.terms_version) || owes(&self.privacy_now, &self.privacy_version))
    }

    fn colour(&self) -> u8 {
        self.colour.unwrap_or(0).clamp(0, 7) as u8
    }

    fn unread(&self) -> u32 {
        self.unread.unwrap_or(0).clamp(0, i64::from(u32::MAX)) as u32
    }

    /// What decides how the account stands to the chart; `None` where a word of ours or a day of ours cannot be read, for
    /// then no limit can be drawn.
    fn facts(&self) -> Option<Facts> {
        let signed = day(self.patient_signed_on.as_deref()).ok()?;
        Some(Facts {
            basis: Basis::from_code(self.basis.as_deref()?)?,
            active: true,
            // A record's birth date may be known in part only: what that means is for the standing to say.
            born: self.born.as_deref().and_then(|born| born.parse().ok()),
            lives: self.died_on.is_none() && self.representative_died_on.is_none(),
            consented_on: day(self.renewed_on.as_deref()).ok()?.or(signed),
            assented: signed.is_some(),
            order_until: day(self.guardian_until.as_deref()).ok()?,
            attested_on: day(self.attested_on.as_deref()).ok()?,
            ends_on: day(self.ends_on.as_deref()).ok()?,
            rights: rights(self.rights),
        })
    }

    fn grant(self) -> Option<FoundGrant> {
        let (facts, colour, unread) = (self.facts()?, self.colour(), self.unread());
        let (given, family) = (self.given?, self.family?);
        Some(FoundGrant {
            grant: self.id?.into(),
            patient: self.patient_id?.into(),
            facts,
            name: format!("{given} {family}"),
            given,
            colour,
            unread,
        })
    }

    /// The session itself, without its lists.
    fn session(self, today: Day) -> Option<Found> {
        Some(Found {
            today,
            owes: self.owes(),
            colour: self.colour(),
            unread: self.unread(),
            session: self.id?.into(),
            account: self.account_id?.into(),
            lang: self.lang.as_deref().and_then(Lang::from_code).unwrap_or_default(),
            display_name: self.display_name?,
            role: self.role.as_deref().and_then(Role::from_code),
            patient: self.patient_id.map(Into::into),
            given: self.given.unwrap_or_default(),
            born: self.born.and_then(|born| born.parse().ok()),
            grants: Vec::new(),
            others: Vec::new(),
            pools: Vec::new(),
            created_at: self.created_at?,
            seen_at: self.seen_at?,
            proven_at: self.proven_at?,
            second_factor: self.factors? > 0,
            locked: self.locked_at.is_some(),
            views: Vec::new(),
        })
    }
}

/// The session of a secret, by its hash, if neither it nor its account has ended; with the looks at charts that were
/// audited since a moment, whether something is in force today that the person has not agreed to, the grants that let
/// her act for others, and what is known of those that let others act for her.
pub async fn find(
    db: &impl Reads,
    token_hash: &str,
    views_since: i64,
    today: Day,
) -> Result<Option<Found>, StoreError> {
    let rows: Vec<Row> = all(db, &FIND, [token_hash.into(), views_since.into(), today.epoch().into()]).await?;
    let (mut found, mut pools, mut views) = (None, Vec::new(), Vec::new());
    let (mut grants, mut others) = (Vec::new(), Vec::new());
    for row in rows {
        match row.what.as_str() {
            "session" => found = row.session(today),
            "pool" => pools.extend(row.id.map(PoolId)),
            "look" => views.extend(row.patient_id.map(PatientId).zip(row.category)),
            "grant" => grants.extend(row.grant()),
            // What opens nothing stands last: a kind that nobody knows is taken for it.
            _ => others.extend(row.facts()),
        }
    }
    pools.sort_unstable();
    views.sort_unstable();
    // Of two grants for one chart the first counts, at every request the same one.
    grants.sort_unstable_by_key(|grant: &FoundGrant| grant.grant);
    Ok(found.map(|found| Found { pools, views, grants, others, ..found }))
}
