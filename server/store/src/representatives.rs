//! Representatives: people who act for others, as signed forms name them, and the accounts they are linked to.

use crate::db::{all, one};
use crate::pools::places;
use crate::{Reads, StoreError, Tx};
use portal_access::Registry;
use portal_types::account::Lang;
use portal_types::day::Day;
use portal_types::enrollment::Channel;
use portal_types::field::{contact_key, name_key};
use portal_types::ids::{AccountId, GrantId, PatientId, RepresentativeId};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

/// Somebody whom a form names, to be kept. Has no `Debug`.
pub struct New {
    /// Its id, if nobody of the kind is there yet.
    pub id: RepresentativeId,
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date.
    pub born: Day,
    /// email or text.
    pub channel: Channel,
    /// The address or number.
    pub contact: String,
    /// Her language.
    pub lang: Lang,
    /// Her own record, if the desk knows it.
    pub patient: Option<PatientId>,
    /// Her account, if the desk has found it.
    pub account: Option<AccountId>,
    /// Who names her; a patient from her own account, where nobody does.
    pub made_by: Option<AccountId>,
}

/// Keeps somebody whom a form names, or finds her: one name, birth date and contact is one person. What is known of her
/// record and account is filled in, and never replaced.
pub async fn make_or_find(tx: &Tx, new: New, now: i64) -> Result<RepresentativeId, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let row: Option<Row> = one(
        tx,
        "insert into representatives (id, given, family, given_key, family_key, born, channel, contact, contact_key, lang,
             patient_id, account_id, linked_at, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $12 is null then null else $14 end, $13, $14)
         on conflict (born, family_key, given_key, contact_key) do update set
             patient_id = coalesce(representatives.patient_id, excluded.patient_id),
             account_id = coalesce(representatives.account_id, excluded.account_id),
             linked_at = coalesce(representatives.linked_at, excluded.linked_at)
         returning id",
        [
            new.id.0.into(),
            new.given.clone().into(),
            new.family.clone().into(),
            name_key(&new.given).into(),
            name_key(&new.family).into(),
            new.born.to_string().into(),
            new.channel.code().into(),
            new.contact.clone().into(),
            contact_key(&new.contact).into(),
            new.lang.code().into(),
            new.patient.map(|id| id.0).into(),
            new.account.map(|id| id.0).into(),
            new.made_by.map(|id| id.0).into(),
            now.into(),
        ],
    )
    .await?;
    Ok(row.map_or(new.id, |row| row.id.into()))
}

/// Who a form names by a name and a birth date, has neither record nor account, and has a grant that is not over: of
/// several nobody. For who enrolls without a record; whose record is known enrolls by that.
pub async fn of_person(
    db: &impl Reads,
    born: Day,
    family_key: &str,
    given_key: &str,
) -> Result<Option<RepresentativeId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let rows: Vec<Row> = all(
        db,
        "select r.id from representatives r
         where r.born = $1 and r.family_key = $2 and r.given_key = $3 and r.account_id is null
           and r.patient_id is null
           and exists (select 1 from grants g where g.representative_id = r.id
                       and g.state in ('proposed', 'active', 'suspended'))
         limit 2",
        [born.to_string().into(), family_key.into(), given_key.into()],
    )
    .await?;
    let [Row { id }] = rows[..] else { return Ok(None) };
    Ok(Some(id.into()))
}

/// The contact on somebody's form, with her language. Asked for nobody it does the same work.
pub async fn contact_of(
    db: &impl Reads,
    representative: Option<RepresentativeId>,
) -> Result<Option<(Channel, String, Lang)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        channel: String,
        contact: String,
        lang: String,
    }
    let id = representative.map_or(Uuid::nil(), |id| id.0);
    let sql = "select channel, contact, lang from representatives where id = $1";
    let row: Option<Row> = one(db, sql, [id.into()]).await?;
    Ok(row.and_then(|row| {
        let lang = Lang::from_code(&row.lang).unwrap_or_default();
        Some((Channel::from_code(&row.channel)?, row.contact, lang))
    }))
}

/// The name on the form of somebody who has just proven its contact: for the account that is being made.
pub async fn name_of_proven(tx: &Tx, representative: RepresentativeId) -> Result<Option<String>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        given: String,
        family: String,
    }
    let sql = "select given, family from representatives where id = $1";
    let row: Option<Row> = one(tx, sql, [representative.0.into()]).await?;
    Ok(row.map(|row| format!("{} {}", row.given, row.family)))
}

/// Who an account's person is, as compared. Has no `Debug`.
#[derive(Clone)]
pub struct Person {
    /// Given name as compared.
    pub given_key: String,
    /// Family name as compared.
    pub family_key: String,
    /// Birth date.
    pub born: Day,
}

/// Who an account's person is, by her record, or by the form that she is linked to; with the record, if she has one.
/// `None` where neither is known whole.
pub async fn person(db: &impl Reads, account: AccountId) -> Result<Option<(Option<PatientId>, Person)>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        patient_id: Option<Uuid>,
        given_key: String,
        family_key: String,
        born: String,
    }
    let row: Option<Row> = one(
        db,
        "select a.patient_id, p.given_key, p.family_key, p.born
         from accounts a join patients p on p.id = a.patient_id where a.id = $1
         union all
         select a.patient_id, r.given_key, r.family_key, r.born
         from accounts a join representatives r on r.account_id = a.id where a.id = $1 and a.patient_id is null
         limit 1",
        [account.0.into()],
    )
    .await?;
    Ok(row.and_then(|row| {
        let born = row.born.parse().ok()?;
        let person = Person { given_key: row.given_key, family_key: row.family_key, born };
        Some((row.patient_id.map(Into::into), person))
    }))
}

/// The grants of people on forms that open something to them, in order.
pub async fn in_force(tx: &Tx, of: &[RepresentativeId]) -> Result<Vec<GrantId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select id from grants where representative_id in {} and state = 'active' order by id",
        places(1, of.len())
    );
    let values: Vec<Value> = of.iter().map(|id| id.0.into()).collect();
    let grants: Vec<Row> = all(tx, &sql, values).await?;
    Ok(grants.into_iter().map(|row| row.id.into()).collect())
}

/// Links an account that was made of a form to its person, whatever contacts it has. Returns the grants that open something
/// to her from now on; `None` if another account was faster.
pub async fn link(
    tx: &Tx,
    representative: RepresentativeId,
    account: AccountId,
    now: i64,
) -> Result<Option<Vec<GrantId>>, StoreError> {
    let sql = "update representatives set account_id = $1, linked_at = $2 where id = $3 and account_id is null";
    let linked = tx.run(sql, [account.0.into(), now.into(), representative.0.into()]).await?;
    if linked == 1 { Ok(Some(in_force(tx, &[representative]).await?)) } else { Ok(None) }
}

/// Links an account to the forms that name its person and have no account yet: by her record, or by name, birth date and a
/// contact that she has proven. A form that names a record is of whose record it is, and of nobody else. Returns whom
/// it was linked to.
pub async fn attach(
    tx: &Tx,
    account: AccountId,
    patient: Option<PatientId>,
    person: &Person,
    contact_keys: &[String],
    now: i64,
) -> Result<Vec<RepresentativeId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let proven = if contact_keys.is_empty() {
        "false".to_owned()
    } else {
        format!("contact_key in {}", places(7, contact_keys.len()))
    };
    let sql = format!(
        "update representatives set account_id = $1, linked_at = $2, patient_id = coalesce(patient_id, $3)
         where account_id is null
           and (patient_id = $3
                or (patient_id is null and born = $4 and family_key = $5 and given_key = $6 and {proven}))
         returning id"
    );
    let mut values: Vec<Value> = vec![
        account.0.into(),
        now.into(),
        patient.map(|id| id.0).into(),
        person.born.to_string().into(),
        person.family_key.clone().into(),
        person.given_key.clone().into(),
    ];
    values.extend(contact_keys.iter().map(|key| Value::from(key.as_str())));
    let linked: Vec<Row> = all(tx, &sql, values).await?;
    Ok(linked.into_iter().map(|row| row.id.into()).collect())
}

/// The people on forms that a contact finds for the person of a record as soon as she has an account with it: those of
/// [`attach`] that do not name her record.
pub async fn found_by(
    db: &impl Reads,
    patient: PatientId,
    contact_key: &str,
) -> Result<Vec<RepresentativeId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let rows: Vec<Row> = all(
        db,
        "select r.id from patients p
         join representatives r on r.born = p.born and r.family_key = p.family_key and r.given_key = p.given_key
         where p.id = $1 and r.account_id is null and r.patient_id is null and r.contact_key = $2",
        [patient.0.into(), contact_key.into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// Open accounts whose person has the record, or the name and birth date, of somebody on a form who has no account yet: the
/// form may mean one of them. One that names a record means nobody else's.
pub async fn namesakes(tx: &Tx, representative: RepresentativeId) -> Result<Vec<AccountId>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
    }
    let rows: Vec<Row> = all(
        tx,
        "select a.id as id from representatives r
         join accounts a on a.patient_id = r.patient_id and a.state = 'active'
         where r.id = $1 and r.account_id is null
         union
         select a.id from representatives r
         join patients p on p.born = r.born and p.family_key = r.family_key and p.given_key = r.given_key
         join accounts a on a.patient_id = p.id and a.state = 'active'
         where r.id = $1 and r.account_id is null and r.patient_id is null
         union
         select a.id from representatives r
         join representatives o on o.born = r.born and o.family_key = r.family_key and o.given_key = r.given_key
         join accounts a on a.id = o.account_id and a.state = 'active'
         where r.id = $1 and r.account_id is null and r.patient_id is null
         order by 1 limit 20",
        [representative.0.into()],
    )
    .await?;
    Ok(rows.into_iter().map(|row| row.id.into()).collect())
}

/// By what a desk looks for the account of somebody who is to act for others.
#[derive(Clone, Copy)]
pub enum Sought<'a> {
    /// The exact username, as compared.
    Username(&'a str),
    /// A contact that the account has proven.
    Contact(&'a str),
    /// Her own record.
    Record(PatientId),
}

/// An account that a form may be linked to. Has no `Debug`.
#[derive(Clone)]
pub struct Candidate {
    /// Which.
    pub account: AccountId,
    /// Name as shown.
    pub name: String,
    /// Her birth date, if it is known whole.
    pub born: Option<Day>,
    /// Her own record, if she has one.
    pub patient: Option<PatientId>,
    /// Her language.
    pub lang: Lang,
}

/// Open accounts of patients and representatives that a desk finds; five at most.
pub async fn find_account(db: &impl Reads, _: &Registry, sought: Sought<'_>) -> Result<Vec<Candidate>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        id: Uuid,
        display_name: String,
        patient_id: Option<Uuid>,
        lang: String,
        born: Option<String>,
    }
    let (condition, value): (&str, Value) = match sought {
        Sought::Username(key) => ("a.username_key = $1", key.into()),
        Sought::Contact(contact) => {
            ("a.id in (select c.account_id from account_contacts c where c.value = $1)", contact.into())
        }
        Sought::Record(patient) => ("a.patient_id = $1", patient.0.into()),
    };
    let sql = format!(
        "select a.id, a.display_name, a.patient_id, a.lang,
                coalesce(p.born, (select min(r.born) from representatives r where r.account_id = a.id)) as born
         from accounts a left join patients p on p.id = a.patient_id
         where {condition} and a.role is null and a.state = 'active'
         order by a.display_name, a.id limit 5"
    );
    let rows: Vec<Row> = all(db, &sql, [value]).await?;
    Ok(rows
        .into_iter()
        .map(|row| Candidate {
            account: row.id.into(),
            name: row.display_name,
            born: row.born.and_then(|born| born.parse().ok()),
            patient: row.patient_id.map(Into::into),
            lang: Lang::from_code(&row.lang).unwrap_or_default(),
        })
        .collect())
}
