//! A transaction bundle, from bytes to rows.

use crate::draft::{Concept, Draft, Fill, Notes, concept};
use crate::entries::entries;
use crate::forbidden::{blank, clean};
use crate::kinds::{DIRECTORY, is_kind};
use crate::limits::slurp;
use crate::names::Names;
use crate::reference::{place_of, references};
use crate::row::Row;
use crate::{Fault, Limits, Link, What, date, json};
use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io::Read;

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The resources, in the order of the file.
    pub resources: Vec<Resource>,
    /// What every reference in them means.
    pub links: HashMap<String, Link>,
    /// Things worth telling.
    pub notes: Notes,
}

/// One resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its place among the entries of the file.
    pub entry: usize,
    /// FHIR type.
    pub kind: String,
    /// FHIR id.
    pub fhir_id: String,
    /// SHA-256 of the content, in hex. Neither white space nor the order of keys counts.
    pub hash: String,
    /// The original, without white space and without what must not be kept.
    pub body: String,
    /// `meta.lastUpdated`, milliseconds UTC.
    pub updated: Option<i64>,
    /// References that may say whose it is.
    pub about: Vec<String>,
    /// All references that lead out of it.
    pub references: Vec<String>,
    /// Rows for the tables that pages read.
    pub rows: Vec<Row>,
}

impl Resource {
    /// A fault at a field of this resource.
    pub fn fault(&self, field: &str, what: What) -> Fault {
        Fault::new(format!("entry[{}] {}.{field}", self.entry, self.kind), what)
    }

    /// A fault at the place of one of its references.
    pub fn fault_at(&self, reference: &str, what: What) -> Fault {
        let body = serde_json::from_str(&self.body).unwrap_or_default();
        Fault::new(format!("entry[{}] {}", self.entry, place_of(&body, &self.kind, reference)), what)
    }
}

/// Reads a bundle. `now` is the time of the import: later dates are refused where only the past makes sense.
pub fn read(source: impl Read, limits: &Limits, now: i64) -> Result<Bundle, Fault> {
    let bytes = slurp(source, limits)?;
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let entries = entries(bytes, limits)?;
    let mut reading =
        Reading { limits, now, secrets: Vec::new(), notes: Notes::new(), names: Names::default(), again: false };
    let mut found = Vec::with_capacity(entries.len());
    for (place, entry) in entries.iter().enumerate() {
        let one = reading.entry(place, entry).map_err(|fault| fault.within(&format!("entry[{place}]")))?;
        reading.names.add(place, &one)?;
        found.push(one);
    }
    reading.blank_secrets(&entries, &mut found)?;
    reading.finish(found)
}

/// Whether the beginning of a file looks like a bundle of organizations and people who work there. Such files are
/// imported first, because others refer to them.
pub fn looks_like_directory(beginning: &[u8]) -> bool {
    let text = String::from_utf8_lossy(beginning);
    let mut kinds = text
        .split("\"resourceType\"")
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?.split('"').next());
    let mut any = false;
    kinds.all(|kind| {
        any |= kind != "Bundle";
        kind == "Bundle" || DIRECTORY.contains(&kind)
    }) && any
}

/// A resource with what only this module needs to know of it.
pub(crate) struct Found {
    pub(crate) resource: Resource,
    pub(crate) full_url: Option<String>,
    pub(crate) identifiers: Vec<(String, String)>,
    label: Option<Concept>,
    fills: Vec<Fill>,
}

struct Reading<'a> {
    limits: &'a Limits,
    now: i64,
    secrets: Vec<String>,
    notes: Notes,
    names: Names,
    /// Whether entries are read for the second time.
    again: bool,
}

impl Reading<'_> {
    /// Reads one entry.
    fn entry(&mut self, place: usize, raw: &RawValue) -> Result<Found, Fault> {
        let fault = |what| Fault::new("", what);
        let mut entry = json::parse(raw.get(), self.limits.values).map_err(fault)?;
        let method = entry["request"]["method"].as_str().unwrap_or("POST");
        if !matches!(method, "POST" | "PUT") {
            return Err(fault(What::NotAPost));
        }
        let full_url = entry["fullUrl"].as_str().map(str::to_owned);
        let mut value = entry.get_mut("resource").map(Value::take).unwrap_or_default();
        let before = self.secrets.len();
        let mut changed = clean(&mut value, &mut self.secrets);
        if self.secrets.len() > before {
            *self
                .notes
                .entry("resources with social security, licence or passport numbers, which were removed")
                .or_default() += 1;
        }
        if !self.secrets.is_empty() && self.again {
            blank(&mut value, &self.secrets);
            changed = true;
        }
        let kind = value["resourceType"].as_str().ok_or_else(|| fault(What::NoResource))?.to_owned();
        if !is_kind(&kind) {
            return Err(fault(What::UnknownType));
        }
        let urn = full_url.as_deref().and_then(|url| url.strip_prefix("urn:uuid:"));
        let fhir_id = match &value["id"] {
            Value::Null => urn.ok_or_else(|| Fault::new(&kind, What::NoId))?.to_owned(),
            Value::String(id) if (1..=64).contains(&id.len()) && id.bytes().all(is_id_letter) => id.clone(),
            _ => return Err(Fault::new(format!("{kind}.id"), What::Form("an id of FHIR"))),
        };
        let mut text = String::new();
        json::canonical(&value, &mut text);
        let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(text.as_bytes()));
        // The text as it came keeps every digit; with anything taken out of it, or with letters written as escapes
        // (which could hide something), it is written anew.
        let original = (!changed).then(|| resource_text(raw)).flatten().filter(|text| !text.contains("\\u"));
        let body = original.map_or(text, json::compact);

        let mut draft = Draft {
            kind: &kind,
            fhir_id: &fhir_id,
            value: &value,
            now: self.now,
            rows: Vec::new(),
            fills: Vec::new(),
            notes: &mut self.notes,
        };
        let updated = draft.date("meta.lastUpdated", date::Rule::Past)?.map(|w| w.ms);
        crate::read::rows(&mut draft)?;
        let (rows, fills) = (draft.rows, draft.fills);

        let mut all = Vec::new();
        references(&value, &kind, &mut |raw| {
            if !all.iter().any(|known| known == raw) {
                all.push(raw.to_owned());
            }
        })?;
        let label = matches!(kind.as_str(), "Medication" | "Condition" | "Observation" | "Procedure")
            .then(|| concept(&value["code"]));
        let identifiers = identifiers(&value);
        let about = about(&value, &kind, &all);
        let resource = Resource { entry: place, kind, fhir_id, hash, body, updated, about, references: all, rows };
        Ok(Found { resource, full_url, identifiers, label, fills })
    }

    /// A number that was taken out of one resource may stand in another: those are read again and blanked.
    fn blank_secrets(&mut self, entries: &[&RawValue], found: &mut [Found]) -> Result<(), Fault> {
        if self.secrets.is_empty() {
            return Ok(());
        }
        self.again = true;
        for one in found {
            if self.secrets.iter().any(|secret| one.resource.body.contains(secret.as_str())) {
                let place = one.resource.entry;
                let notes = self.notes.clone();
                *one = self.entry(place, entries[place]).map_err(|fault| fault.within(&format!("entry[{place}]")))?;
                // What was noted of it is noted already.
                self.notes = notes;
            }
        }
        Ok(())
    }

    /// Resolves references, and lends names where one resource shows another's.
    fn finish(self, found: Vec<Found>) -> Result<Bundle, Fault> {
        let mut links = HashMap::new();
        for one in &found {
            for raw in &one.resource.references {
                if !links.contains_key(raw) {
                    let link = self.names.link(raw).map_err(|what| one.resource.fault_at(raw, what))?;
                    links.insert(raw.clone(), link);
                }
            }
        }
        let mut lent = Vec::new();
        for (place, one) in found.iter().enumerate() {
            for fill in &one.fills {
                let label = match links.get(&fill.reference) {
                    Some(Link::Here(target)) => found.get(*target).and_then(|t| t.label.as_ref()),
                    _ => None,
                };
                if let Some(text) = label.and_then(|l| if fill.code { l.code.clone() } else { l.display.clone() }) {
                    lent.push((place, fill.column, text));
                }
            }
        }
        let mut resources: Vec<Resource> = found.into_iter().map(|one| one.resource).collect();
        for (place, column, text) in lent {
            if let Some(row) = resources[place].rows.first_mut() {
                row.set(column, &text);
            }
        }
        Ok(Bundle { resources, links, notes: self.notes })
    }
}

fn is_id_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.'
}

/// The text of the resource inside an entry.
fn resource_text(entry: &RawValue) -> Option<&str> {
    #[derive(serde::Deserialize)]
    struct Entry<'a> {
        #[serde(borrow)]
        resource: &'a RawValue,
    }
    serde_json::from_str::<Entry<'_>>(entry.get()).ok().map(|entry| entry.resource.get())
}

fn identifiers(value: &Value) -> Vec<(String, String)> {
    let all = value["identifier"].as_array().into_iter().flatten();
    all.filter_map(|id| Some((id["system"].as_str().unwrap_or_default().to_owned(), id["value"].as_str()?.to_owned())))
        .collect()
}

/// Where a resource says whose it is; all its references, if it does not say so in a usual place.
fn about(value: &Value, kind: &str, all: &[String]) -> Vec<String> {
    if kind == "Patient" || DIRECTORY.contains(&kind) {
        return Vec::new();
    }
    let usual = ["subject", "patient", "beneficiary", "for", "individual"];
    let found: Vec<String> = usual.iter().filter_map(|key| crate::draft::outward(&value[*key])).collect();
    if found.is_empty() { all.to_vec() } else { found }
}
