//! Who the patients are, for the desks that know people by their papers. Nothing clinical is asked for here.

use crate::db::{all, one};
use crate::practices::is_on;
use crate::{Reads, StoreError, Tx, accounts};
use portal_access::Registry;
use portal_types::account::Lang;
use portal_types::day::Day;
use portal_types::enrollment::{Channel, Sex};
use portal_types::field::name_key;
use portal_types::ids::{AccountId, PatientId, PracticeId};
use portal_types::practice::Feature;
use portal_types::registry::{Backing, RecordCard, Search};
use sea_orm::{FromQueryResult, Statement, Value};
use uuid::Uuid;

const COLUMNS: &str = "p.id, p.given, p.family, p.born, p.sex, p.zip, p.mrn, p.died_on, a.state as account_state";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    given: String,
    family: String,
    born: String,
    sex: String,
    zip: String,
    mrn: Option<String>,
    died_on: Option<String>,
    account_state: Option<String>,
}

impl Row {
    fn card(self) -> RecordCard {
        RecordCard {
            patient: self.id.into(),
            name: format!("{} {}", self.given, self.family),
            born: self.born.parse().unwrap_or(Day::from_epoch(0)),
            sex: Sex::from_code(&self.sex).unwrap_or(Sex::Unknown),
            zip: self.zip,
            mrn: self.mrn,
            died: self.died_on.is_some(),
            account: self.account_state.as_deref().map(accounts::state_of),
        }
    }
}

/// Restricts a query on `patients p` to those that a front desk's practices have seen; `$1` is the account.
const OWN: &str = "exists (select 1 from care_team t join practice_staff s on s.practice_id = t.practice_id
                           where t.patient_id = p.id and s.account_id = $1)";

/// What stands for `$1` where the key opens everybody.
fn of(key: &Registry) -> (Value, &'static str) {
    match key.of() {
        Some(account) => (account.0.into(), OWN),
        // Named, so that both forms have the same parameters.
        None => (Uuid::nil().into(), "$1 = $1"),
    }
}

/// A search shows at most so many records; who finds more asks more exactly.
pub const SEARCH_MOST: usize = 30;

/// The statement of a search, and its values.
fn asked(key: &Registry, search: &Search) -> (String, Vec<Value>) {
    let (account, own) = of(key);
    let mut values = vec![account];
    let mut asked = vec![own.to_owned()];
    let mut ask = |condition: &str, value: Value| {
        values.push(value);
        asked.push(condition.replace('?', &format!("${}", values.len())));
    };
    // A range instead of LIKE: the index on names serves it, and nothing typed is a pattern. On PostgreSQL too these
    // columns are ordered by their bytes, whatever the order of the database.
    let family = name_key(&search.family);
    if !family.is_empty() {
        ask("p.family_key >= ?", family.clone().into());
        ask("p.family_key < ?", format!("{family}\u{10ffff}").into());
    }
    let given = name_key(&search.given);
    if !given.is_empty() {
        ask("p.given_key >= ?", given.clone().into());
        ask("p.given_key < ?", format!("{given}\u{10ffff}").into());
    }
    if let Some(born) = search.born {
        ask("p.born = ?", born.to_string().into());
    }
    if let Some(mrn) = &search.mrn {
        ask("p.mrn = ?", mrn.clone().into());
    }
    let sql = format!(
        "select {COLUMNS} from patients p left join accounts a on a.patient_id = p.id
         where {} order by p.family_key, p.given_key, p.id limit {}",
        asked.join(" and "),
        SEARCH_MOST + 1
    );
    (sql, values)
}

/// Records that a search finds, by name; one more than [`SEARCH_MOST`], if there are more.
pub async fn search(db: &impl Reads, key: &Registry, search: &Search) -> Result<Vec<RecordCard>, StoreError> {
    let (sql, values) = asked(key, search);
    let rows: Vec<Row> = all(db, &sql, values).await?;
    Ok(rows.into_iter().map(Row::card).collect())
}

/// How the database would carry out a search, in its own words: tests look for the index in it.
pub async fn search_plan(db: &impl Reads, key: &Registry, search: &Search) -> Result<String, StoreError> {
    let (sql, values) = asked(key, search);
    let (explain, column) = match db.get_database_backend() {
        sea_orm::DbBackend::Postgres => ("explain", "QUERY PLAN"),
        _ => ("explain query plan", "detail"),
    };
    let statement = Statement::from_sql_and_values(db.get_database_backend(), format!("{explain} {sql}"), values);
    let mut plan = String::new();
    for row in db.query_all_raw(statement).await? {
        plan.push_str(&row.try_get::<String>("", column)?);
        plan.push('\n');
    }
    Ok(plan)
}

/// Holds a record until the transaction ends: of two that invite its owner at one moment, one sees what the other did.
pub async fn hold(tx: &Tx, record: &RecordCard) -> Result<(), StoreError> {
    // Changes nothing; on PostgreSQL it locks the row.
    tx.run("update patients set colour = colour where id = $1", [record.patient.0.into()]).await?;
    Ok(())
}

/// One record, if the key opens it.
pub async fn record(db: &impl Reads, key: &Registry, patient: PatientId) -> Result<Option<RecordCard>, StoreError> {
    let (account, own) = of(key);
    let sql = format!(
        "select {COLUMNS} from patients p left join accounts a on a.patient_id = p.id where {own} and p.id = $2"
    );
    let row: Option<Row> = one(db, &sql, [account, patient.0.into()]).await?;
    Ok(row.map(Row::card))
}

/// Contacts and language of a record that [`record`] gave.
pub async fn contacts(db: &impl Reads, record: &RecordCard) -> Result<(Vec<(Channel, String)>, Lang), StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        lang: String,
        channel: Option<String>,
        value: Option<String>,
    }
    let rows: Vec<Row> = all(
        db,
        "select p.lang, c.channel, c.value from patients p left join patient_contacts c on c.patient_id = p.id
         where p.id = $1 order by c.channel, c.value",
        [record.patient.0.into()],
    )
    .await?;
    let lang = rows.first().and_then(|row| Lang::from_code(&row.lang)).unwrap_or_default();
    let contacts = rows.into_iter().filter_map(|row| Some((Channel::from_code(&row.channel?)?, row.value?))).collect();
    Ok((contacts, lang))
}

/// The practices in whose name a desk may invite this patient: its own, of those that have seen her; for the enrollment
/// desk all that have. With each, whether its invitations are switched on.
pub async fn practices(
    db: &impl Reads,
    key: &Registry,
    record: &RecordCard,
) -> Result<Vec<(PracticeId, String, bool)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        name: String,
        invites: bool,
    }
    let (account, condition) = match key.of() {
        Some(account) => {
            (account.0, "exists (select 1 from practice_staff s where s.practice_id = o.id and s.account_id = $2)")
        }
        None => (Uuid::nil(), "$2 = $2"),
    };
    let sql = format!(
        "select o.id, o.name, {} as invites from practices o
         where exists (select 1 from care_team t where t.practice_id = o.id and t.patient_id = $1) and {condition}
         order by o.name, o.id limit 50",
        is_on(Feature::Invitations, "o.id")
    );
    let rows: Vec<Row> = all(db, &sql, [record.patient.0.into(), account.into()]).await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name, row.invites)).collect())
}

/// Who stands behind the account of somebody who is not of age.
pub async fn backing(db: &impl Reads, patient: PatientId) -> Result<Option<Backing>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        kind: String,
        name: String,
        relation: String,
    }
    let row: Option<Row> =
        one(db, "select kind, name, relation from backings where patient_id = $1", [patient.0.into()]).await?;
    Ok(row.map(|row| match row.kind.as_str() {
        "guardian" => Backing::Guardian { name: row.name, relation: row.relation },
        _ => Backing::Confidential { reason: row.name },
    }))
}

/// Records it; what was recorded before is replaced, the audit trail keeps that it was.
pub async fn set_backing(
    tx: &Tx,
    record: &RecordCard,
    backing: &Backing,
    by: AccountId,
    now: i64,
) -> Result<(), StoreError> {
    let (kind, name, relation) = match backing {
        Backing::Guardian { name, relation } => ("guardian", name.as_str(), relation.as_str()),
        Backing::Confidential { reason } => ("confidential", reason.as_str(), ""),
    };
    tx.run(
        "insert into backings (patient_id, kind, name, relation, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (patient_id) do update set kind = excluded.kind, name = excluded.name,
             relation = excluded.relation, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at",
        [record.patient.0.into(), kind.into(), name.into(), relation.into(), by.0.into(), now.into()],
    )
    .await?;
    Ok(())
}

/// Makes a staff account one of a practice's.
pub async fn employ(tx: &Tx, account: AccountId, practice: PracticeId) -> Result<(), StoreError> {
    tx.run(
        "insert into practice_staff (account_id, practice_id) values ($1, $2) on conflict do nothing",
        [account.0.into(), practice.0.into()],
    )
    .await?;
    Ok(())
}
