//! One file into the database, in one transaction.

use crate::NewId;
use crate::report::Filed;
use crate::tables::{Tables, Target};
use portal_fhir::{Bundle, Cell, Fault, Link, Resource, What};
use portal_store::records::{self, Confidential, Known};
use portal_store::{Db, StoreError, Tx};
use std::collections::{BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// Stores a file: all of it or, with a fault, nothing.
pub(crate) async fn store(
    db: &Db,
    bundle: Bundle,
    now: i64,
    new_id: NewId<'_>,
    confidential: Option<&Confidential>,
) -> Result<Result<Filed, Fault>, StoreError> {
    let tx = db.begin().await?;
    let stored = Filing { tx: &tx, now, confidential }.file(bundle, new_id).await;
    match stored {
        Ok(filed) => {
            tx.commit().await?;
            Ok(Ok(filed))
        }
        Err(Stop::Fault(fault)) => Ok(Err(fault)),
        Err(Stop::Store(StoreError::Conflict)) => Ok(Err(Fault::new("the file", What::Clash))),
        Err(Stop::Store(error)) => Err(error),
    }
}

/// Why a file was not stored.
enum Stop {
    Fault(Fault),
    Store(StoreError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What happens to a resource.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    /// New here, but its person or practice has a row already.
    Adopted,
    Unchanged,
    Replaced,
    Older,
}

/// Resources of these types have a row in a table of people, which may be there before the resource is.
const PEOPLE: [(&str, &str); 3] =
    [("Patient", "patients"), ("Organization", "practices"), ("Practitioner", "providers")];

/// Rows of lists inside a resource: its type, the table, and the column with its id.
const LISTS: [(&str, &str, &str); 7] = [
    ("Patient", "patient_contacts", "patient_id"),
    ("Encounter", "encounter_providers", "encounter_id"),
    ("DiagnosticReport", "report_results", "report_id"),
    ("Organization", "resource_identifiers", "resource_id"),
    ("Practitioner", "resource_identifiers", "resource_id"),
    ("Location", "resource_identifiers", "resource_id"),
    ("PractitionerRole", "resource_identifiers", "resource_id"),
];

struct Filing<'a> {
    tx: &'a Tx,
    now: i64,
    confidential: Option<&'a Confidential>,
}

impl Filing<'_> {
    async fn file(&self, bundle: Bundle, new_id: NewId<'_>) -> Result<Filed, Stop> {
        let Bundle { resources, links, notes } = bundle;
        let known = self.known(&resources, &links).await?;
        let (ids, fates) = self.fates(&resources, &known, new_id).await?;
        let targets = self.targets(&resources, &links, &known, &ids).await?;
        self.check_numbers(&resources, &ids, &fates).await?;

        let mut filed = Filed { notes, ..Filed::default() };
        let (mut teams, mut changed) = (BTreeSet::new(), BTreeSet::new());
        let mut tables = Tables::default();
        let replaced: Vec<Uuid> = with(&ids, &fates, &[Fate::Replaced]).collect();
        records::archive(self.tx, &replaced, self.now).await?;
        for (kind, table, owner) in LISTS {
            let of_kind = resources.iter().zip(&ids).zip(&fates);
            let stale: Vec<Uuid> = of_kind
                .filter(|((r, _), fate)| r.kind == kind && matches!(fate, Fate::Replaced | Fate::Adopted))
                .map(|((_, id), _)| *id)
                .collect();
            records::clear(self.tx, table, owner, &stale).await?;
        }
        for ((resource, id), fate) in resources.into_iter().zip(ids).zip(fates) {
            let counts = filed.kinds.entry(resource.kind.clone()).or_default();
            counts.read += 1;
            *match fate {
                Fate::New | Fate::Adopted => &mut counts.new,
                Fate::Unchanged => &mut counts.unchanged,
                Fate::Replaced => &mut counts.replaced,
                Fate::Older => &mut counts.older,
            } += 1;
            let patient = whose(&resource, id, &targets);
            match fate {
                Fate::Unchanged => continue,
                Fate::Older => {
                    tables.add_version(id, &resource, self.now);
                    continue;
                }
                Fate::New | Fate::Adopted | Fate::Replaced => {}
            }
            changed.extend(patient);
            if resource.kind == "Encounter" {
                let before = known.get(&(resource.kind.clone(), resource.fhir_id.clone())).and_then(|k| k.patient_id);
                teams.extend([patient, before].into_iter().flatten());
            }
            tables.add(resource, id, patient, self.now, &targets)?;
        }
        tables.write(self.tx).await?;
        // Before anybody could see it: what is stored and what is kept from representatives is one transaction.
        if let Some(confidential) = self.confidential {
            for patient in changed {
                records::label(self.tx, patient.into(), confidential, self.now).await?;
            }
        }
        for patient in teams {
            records::rebuild_care_team(self.tx, patient.into()).await?;
        }
        Ok(filed)
    }

    /// What is stored already of what this file has or names.
    async fn known(
        &self,
        resources: &[Resource],
        links: &HashMap<String, Link>,
    ) -> Result<HashMap<(String, String), Known>, StoreError> {
        let own = resources.iter().map(|r| r.fhir_id.as_str());
        let named = links.values().filter_map(|link| match link {
            Link::Id { id, .. } => Some(id.as_str()),
            _ => None,
        });
        let wanted: BTreeSet<&str> = own.chain(named).collect();
        let rows = records::known(self.tx, &Vec::from_iter(wanted)).await?;
        Ok(rows.into_iter().map(|row| ((row.kind.clone(), row.fhir_id.clone()), row)).collect())
    }

    /// The id of every resource, and what happens to it.
    async fn fates(
        &self,
        resources: &[Resource],
        known: &HashMap<(String, String), Known>,
        new_id: NewId<'_>,
    ) -> Result<(Vec<Uuid>, Vec<Fate>), StoreError> {
        let of = |r: &Resource| known.get(&(r.kind.clone(), r.fhir_id.clone()));
        let changed: Vec<Uuid> =
            resources.iter().filter_map(|r| of(r).filter(|k| k.hash != r.hash)).map(|k| k.id).collect();
        let seen = records::seen_before(self.tx, &changed).await?;
        let mut people = HashMap::new();
        for (kind, table) in PEOPLE {
            let unknown = resources.iter().filter(|r| r.kind == kind && of(r).is_none()).map(|r| r.fhir_id.as_str());
            people.insert(kind, records::people_ids(self.tx, table, &Vec::from_iter(unknown)).await?);
        }
        let mut here: HashMap<(&str, &str), Uuid> = HashMap::new();
        let (mut ids, mut fates) = (Vec::with_capacity(resources.len()), Vec::with_capacity(resources.len()));
        for resource in resources {
            let key = (resource.kind.as_str(), resource.fhir_id.as_str());
            let row = people.get(key.0).and_then(|rows| rows.get(key.1));
            let (id, fate) = match (here.get(&key), of(resource), row) {
                // The same twice in one file (the reader has seen that it is the same).
                (Some(id), _, _) => (*id, Fate::Unchanged),
                (None, Some(k), _) if k.hash == resource.hash => (k.id, Fate::Unchanged),
                // What it was before and is no longer: the file is an old one.
                (None, Some(k), _) if seen.contains(&(k.id, resource.hash.clone())) => (k.id, Fate::Unchanged),
                (None, Some(k), _) if matches!((resource.updated, k.updated), (Some(a), Some(b)) if a < b) => {
                    (k.id, Fate::Older)
                }
                (None, Some(k), _) => (k.id, Fate::Replaced),
                (None, None, Some(id)) => (*id, Fate::Adopted),
                (None, None, None) => (new_id(), Fate::New),
            };
            here.insert(key, id);
            ids.push(id);
            fates.push(fate);
        }
        Ok((ids, fates))
    }

    /// What every reference leads to. One that leads nowhere is a fault of the file.
    async fn targets(
        &self,
        resources: &[Resource],
        links: &HashMap<String, Link>,
        known: &HashMap<(String, String), Known>,
        ids: &[Uuid],
    ) -> Result<HashMap<String, Target>, Stop> {
        let mut by_id: HashMap<&str, &Known> = HashMap::new();
        for k in known.values() {
            by_id.insert(&k.fhir_id, k);
        }
        let mut targets = HashMap::with_capacity(links.len());
        for (raw, link) in links {
            let found = match link {
                Link::Here(at) => Some((resources[*at].kind.clone(), ids[*at])),
                Link::Id { kind: None, id } => by_id.get(id.as_str()).map(|k| (k.kind.clone(), k.id)),
                Link::Id { kind: Some(kind), id } => {
                    known.get(&(kind.clone(), id.clone())).map(|k| (kind.clone(), k.id))
                }
                Link::Identifier { kind, system, value } => {
                    records::identified(self.tx, kind, system, value).await?.map(|id| (kind.clone(), id))
                }
            };
            if let Some((kind, id)) = found {
                targets.insert(raw.clone(), Target { kind, id });
            }
        }
        for resource in resources {
            if let Some(raw) = resource.references.iter().find(|raw| !targets.contains_key(*raw)) {
                return Err(resource.fault_at(raw, What::Dangling).into());
            }
        }
        Ok(targets)
    }

    /// No two patients have one medical record number.
    async fn check_numbers(&self, resources: &[Resource], ids: &[Uuid], fates: &[Fate]) -> Result<(), Stop> {
        let numbered: Vec<(&Resource, Uuid, &str)> = resources
            .iter()
            .zip(ids)
            .zip(fates)
            .filter(|((r, _), fate)| r.kind == "Patient" && !matches!(fate, Fate::Unchanged | Fate::Older))
            .filter_map(|((r, id), _)| match r.rows.first()?.get("mrn") {
                Some(Cell::Text(Some(mrn))) => Some((r, *id, mrn.as_str())),
                _ => None,
            })
            .collect();
        let numbers: Vec<&str> = numbered.iter().map(|(_, _, mrn)| *mrn).collect();
        let mut owners = records::mrn_owners(self.tx, &numbers).await?;
        for (resource, id, mrn) in numbered {
            if *owners.entry(mrn.to_owned()).or_insert(id) != id {
                return Err(resource.fault("identifier", What::MrnTaken).into());
            }
        }
        Ok(())
    }
}

fn with<'a>(ids: &'a [Uuid], fates: &'a [Fate], wanted: &'a [Fate]) -> impl Iterator<Item = Uuid> + 'a {
    ids.iter().zip(fates).filter(|(_, fate)| wanted.contains(fate)).map(|(id, _)| *id)
}

/// Whose a resource is: the one patient it refers to, or itself.
fn whose(resource: &Resource, id: Uuid, targets: &HashMap<String, Target>) -> Option<Uuid> {
    if resource.kind == "Patient" {
        return Some(id);
    }
    let patients: HashSet<Uuid> = resource
        .about
        .iter()
        .filter_map(|raw| targets.get(raw))
        .filter(|t| t.kind == "Patient")
        .map(|t| t.id)
        .collect();
    if patients.len() == 1 { patients.into_iter().next() } else { None }
}
