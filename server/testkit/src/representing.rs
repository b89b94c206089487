//! Acting for others, as it stands in the tables: for tests that are about something else than how it came about.

use crate::clinic::{Clinic, Record};
use crate::people::Patient;
use portal_store::grants::Row;
use portal_types::day::Day;
use portal_types::field::{contact_key, name_key};
use portal_types::ids::{AccountId, GrantId, PatientId, RepresentativeId};
use portal_types::representative::{Basis, GrantState, Rights};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// A grant to be put into the tables; change what the test is about.
#[derive(Clone, Copy, Debug)]
pub struct Granted {
    /// On what ground.
    pub basis: Basis,
    /// How it stands.
    pub state: GrantState,
    /// The day on which the patient signed; today, if she has to and it is not said.
    pub patient_signed_on: Option<Day>,
    /// The last day.
    pub ends_on: Option<Day>,
    /// The switches.
    pub rights: Option<Rights>,
}

impl Granted {
    /// One that is in force, on some ground.
    pub fn by(basis: Basis) -> Self {
        Self { basis, state: GrantState::Active, patient_signed_on: None, ends_on: None, rights: None }
    }

    /// An adult's consent from today, with some switches.
    pub fn consent(rights: Rights) -> Self {
        Self { rights: Some(rights), ..Self::by(Basis::Consent) }
    }
}

/// An id of a row that a test puts in.
fn id() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u64_pair(0x0190_2222_0000_7000, 0x8000_0000_0000_0000 + NEXT.fetch_add(1, Ordering::Relaxed))
}

impl Clinic {
    /// Puts a record into the chart of somebody born on a day.
    pub async fn keeps_one_born(&self, given: &str, born: &str) -> (Record, PatientId) {
        let record = Record { born: born.into(), ..self.record(given) };
        let patient = self.keeps(&record).await;
        (record, patient)
    }

    /// Somebody acts for a patient from now on, with the account that she has.
    pub async fn represents(&self, who: &Patient, patient: PatientId, granted: Granted) -> GrantId {
        let account = self.account_of(&who.username).await;
        let known = self
            .rows("select id from representatives where account_id = $1 order by id", [account.0.into()])
            .await
            .first()
            .map(|row| RepresentativeId(row.try_get("", "id").expect("an id")));
        let representative = match known {
            Some(known) => known,
            None => self.names(&who.record, &who.contact, Some(account)).await,
        };
        self.grants(representative, patient, granted).await
    }

    /// A form names somebody, with a contact; and an account, if she has one.
    pub async fn names(&self, record: &Record, contact: &str, account: Option<AccountId>) -> RepresentativeId {
        let representative = RepresentativeId(id());
        self.execute(
            "insert into representatives (id, given, family, given_key, family_key, born, channel, contact, contact_key,
                 lang, account_id, linked_at, made_at)
             values ($1, $2, $3, $4, $5, $6, 'email', $7, $8, $9, $10, $11, $12)",
            [
                representative.0.into(),
                record.given.clone().into(),
                record.family.clone().into(),
                name_key(&record.given).into(),
                name_key(&record.family).into(),
                record.born.clone().into(),
                contact.into(),
                contact_key(contact).into(),
                record.lang.code().into(),
                account.map(|account| account.0).into(),
                account.map(|_| self.now()).into(),
                self.now().into(),
            ],
        )
        .await;
        representative
    }

    /// Somebody on a form acts for a patient from now on.
    pub async fn grants(&self, representative: RepresentativeId, patient: PatientId, granted: Granted) -> GrantId {
        let (grant, today) = (GrantId(id()), self.portal().date(self.now()));
        let adults = matches!(granted.basis, Basis::Consent | Basis::PowerOfAttorney);
        let signed = granted.patient_signed_on.or(adults.then_some(today));
        self.execute(
            "insert into grants (id, patient_id, representative_id, practice_id, basis, state, signed_on,
                 patient_signed_on, ends_on, rights, made_at, activated_at, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $11)",
            [
                grant.0.into(),
                patient.0.into(),
                representative.0.into(),
                self.family_medicine.id.0.into(),
                granted.basis.code().into(),
                granted.state.code().into(),
                today.to_string().into(),
                signed.map(|day| day.to_string()).into(),
                granted.ends_on.map(|day| day.to_string()).into(),
                granted.rights.map(Rights::number).into(),
                self.now().into(),
            ],
        )
        .await;
        grant
    }

    /// A grant stands otherwise from now on, however that came about.
    pub async fn makes_it(&self, grant: GrantId, state: GrantState) {
        let sql = "update grants set state = $1, changed_at = $2 where id = $3";
        self.execute(sql, [state.code().into(), self.now().into(), grant.0.into()]).await;
    }

    /// A grant as it stands.
    pub async fn grant(&self, grant: GrantId) -> Row {
        portal_store::grants::find(&self.db().look(), grant).await.expect("a query that works").expect("a grant")
    }

    /// The account of a username.
    pub async fn account_of(&self, username: &str) -> AccountId {
        let rows = self.rows("select id from accounts where username = $1", [username.into()]).await;
        AccountId(rows[0].try_get("", "id").expect("an id"))
    }
}

impl Patient {
    /// The same person at the chart of somebody for whom she acts.
    pub fn acting_for(&self, patient: PatientId) -> Self {
        Self {
            world: self.world.clone(),
            visitor: Mutex::new(self.visitor()),
            id: patient,
            record: self.record.clone(),
            username: self.username.clone(),
            contact: self.contact.clone(),
        }
    }
}
