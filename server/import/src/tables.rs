//! Rows of a file, gathered by table.

use portal_fhir::{Cell, Fault, Resource, What};
use portal_store::{StoreError, Tx, records};
use std::collections::HashMap;
use uuid::Uuid;

/// Tables others refer to come first.
const FIRST: [&str; 4] = ["practices", "providers", "patients", "resources"];

/// What a reference leads to.
pub(crate) struct Target {
    pub(crate) kind: String,
    pub(crate) id: Uuid,
}

/// Rows to be written, by table.
#[derive(Default)]
pub(crate) struct Tables(Vec<Table>);

struct Table {
    name: &'static str,
    list: bool,
    columns: Vec<&'static str>,
    rows: Vec<Vec<records::Cell>>,
}

const RESOURCE: [&str; 8] = ["id", "type", "fhir_id", "patient_id", "hash", "body", "updated", "imported_at"];
const VERSION: [&str; 6] = ["resource_id", "hash", "body", "updated", "imported_at", "replaced_at"];

impl Tables {
    fn push(&mut self, name: &'static str, list: bool, columns: &[&'static str], row: Vec<records::Cell>) {
        let at = self.0.iter().position(|t| t.name == name).unwrap_or_else(|| {
            self.0.push(Table { name, list, columns: columns.to_vec(), rows: Vec::new() });
            self.0.len() - 1
        });
        debug_assert_eq!(self.0[at].columns, columns, "rows of one table have the same columns");
        self.0[at].rows.push(row);
    }

    /// Takes the rows of a resource.
    pub(crate) fn add(
        &mut self,
        resource: Resource,
        id: Uuid,
        patient: Option<Uuid>,
        now: i64,
        targets: &HashMap<String, Target>,
    ) -> Result<(), Fault> {
        for row in &resource.rows {
            let mut cells = Vec::with_capacity(row.cells.len());
            let mut astray = false;
            for (_, cell) in &row.cells {
                cells.push(match cell {
                    Cell::Own => records::Cell::Id(Some(id)),
                    Cell::Patient(raw, field) => match targets.get(raw) {
                        Some(target) if target.kind == "Patient" => records::Cell::Id(Some(target.id)),
                        _ => return Err(resource.fault(field, What::WrongTarget("Patient"))),
                    },
                    Cell::Link(raws, kind) => {
                        let found = raws.iter().filter_map(|raw| targets.get(raw)).find(|t| t.kind == *kind);
                        astray |= found.is_none();
                        records::Cell::Id(found.map(|t| t.id))
                    }
                    Cell::Text(v) => records::Cell::Text(v.clone()),
                    Cell::Int(v) => records::Cell::Int(*v),
                    Cell::Small(v) => records::Cell::Small(Some(*v)),
                    Cell::Number(v) => records::Cell::Number(*v),
                    Cell::Flag(v) => records::Cell::Flag(Some(*v)),
                });
            }
            if !(astray && row.owner.is_some()) {
                let columns: Vec<&'static str> = row.cells.iter().map(|(column, _)| *column).collect();
                self.push(row.table, row.owner.is_some(), &columns, cells);
            }
        }
        let Resource { kind, fhir_id, hash, body, updated, .. } = resource;
        let row = vec![
            records::Cell::Id(Some(id)),
            records::Cell::Text(Some(kind)),
            records::Cell::Text(Some(fhir_id)),
            records::Cell::Id(patient),
            records::Cell::Text(Some(hash)),
            records::Cell::Text(Some(body)),
            records::Cell::Int(updated),
            records::Cell::Int(Some(now)),
        ];
        self.push("resources", false, &RESOURCE, row);
        Ok(())
    }

    /// Takes a resource as a former version of itself.
    pub(crate) fn add_version(&mut self, id: Uuid, resource: &Resource, now: i64) {
        let row = vec![
            records::Cell::Id(Some(id)),
            records::Cell::Text(Some(resource.hash.clone())),
            records::Cell::Text(Some(resource.body.clone())),
            records::Cell::Int(resource.updated),
            records::Cell::Int(Some(now)),
            records::Cell::Int(Some(now)),
        ];
        self.push("resource_versions", true, &VERSION, row);
    }

    /// Writes everything, tables that others refer to first and lists last.
    pub(crate) async fn write(mut self, tx: &Tx) -> Result<(), StoreError> {
        self.0.sort_by_key(|t| (t.list, FIRST.iter().position(|first| *first == t.name).unwrap_or(FIRST.len())));
        for Table { name, list, columns, rows } in self.0 {
            let key: Vec<&'static str> = match name {
                "report_results" => vec!["report_id", "place"],
                "resource_versions" => vec!["resource_id", "hash"],
                _ if list => columns.clone(),
                _ => vec!["id"],
            };
            records::put(tx, name, &key, &columns, rows).await?;
        }
        Ok(())
    }
}
