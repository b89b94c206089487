//! A resource while it is read: its fields, and the rows that come of them.

use crate::date::{self, Rule, When};
use crate::row::{Cell, Row};
use crate::{Fault, What};
use serde_json::Value;
use std::collections::BTreeMap;

/// Things worth telling the operator that are no errors: sentence and how often.
pub type Notes = BTreeMap<&'static str, u64>;

/// A text that another resource of the bundle may have: the name of a referred medication or reason.
pub(crate) struct Fill {
    pub(crate) column: &'static str,
    pub(crate) reference: String,
    pub(crate) code: bool,
}

/// See the module.
pub(crate) struct Draft<'a> {
    pub(crate) kind: &'a str,
    pub(crate) fhir_id: &'a str,
    pub(crate) value: &'a Value,
    pub(crate) now: i64,
    pub(crate) rows: Vec<Row>,
    pub(crate) fills: Vec<Fill>,
    pub(crate) notes: &'a mut Notes,
}

/// Code and words of a concept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Concept {
    pub(crate) code: Option<String>,
    pub(crate) display: Option<String>,
}

impl<'a> Draft<'a> {
    /// A fault at `field` of this resource; `field` empty means the resource.
    pub(crate) fn fault(&self, field: &str, what: What) -> Fault {
        let dot = if field.is_empty() { "" } else { "." };
        Fault::new(format!("{}{dot}{field}", self.kind), what)
    }

    pub(crate) fn note(&mut self, sentence: &'static str) {
        *self.notes.entry(sentence).or_default() += 1;
    }

    /// The value at a path of keys: `period.start`.
    pub(crate) fn at(&self, path: &str) -> &'a Value {
        path.split('.').fold(self.value, |value, key| &value[key])
    }

    /// A text, if it is there.
    pub(crate) fn text(&self, path: &str) -> Result<Option<&'a str>, Fault> {
        match self.at(path) {
            Value::Null => Ok(None),
            Value::String(text) if !text.trim().is_empty() => Ok(Some(text)),
            _ => Err(self.fault(path, What::Form("a text"))),
        }
    }

    /// Yes or no, if it is there.
    pub(crate) fn flag(&self, path: &str) -> Result<Option<bool>, Fault> {
        match self.at(path) {
            Value::Null => Ok(None),
            Value::Bool(yes) => Ok(Some(*yes)),
            _ => Err(self.fault(path, What::Form("true or false"))),
        }
    }

    /// A list; empty if it is not there.
    pub(crate) fn list(&self, path: &str) -> Result<&'a [Value], Fault> {
        match self.at(path) {
            Value::Null => Ok(&[]),
            Value::Array(list) => Ok(list),
            _ => Err(self.fault(path, What::Form("a list"))),
        }
    }

    /// A date, if it is there.
    pub(crate) fn date(&self, path: &str, rule: Rule) -> Result<Option<When>, Fault> {
        match self.text(path)? {
            None => Ok(None),
            Some(text) => date::read(text, rule, self.now).map(Some).map_err(|what| self.fault(path, what)),
        }
    }

    /// The first date that is there. Those behind it are looked at too: an absurd one is never passed over.
    pub(crate) fn dates(&self, paths: &[&str], rule: Rule) -> Result<Option<When>, Fault> {
        let mut first = None;
        for path in paths {
            first = first.or(self.date(path, rule)?);
        }
        Ok(first)
    }

    /// The concept at a path.
    pub(crate) fn concept(&self, path: &str) -> Result<Concept, Fault> {
        match self.at(path) {
            value @ (Value::Null | Value::Object(_)) => Ok(concept(value)),
            _ => Err(self.fault(path, What::Form("a CodeableConcept"))),
        }
    }

    /// References of a Reference, a list of them, or objects that have one at `inner`. Contained ones are left out.
    pub(crate) fn references(&self, path: &str, inner: &str) -> Vec<String> {
        let value = self.at(path);
        let one = std::slice::from_ref(value);
        let list = value.as_array().map_or(one, Vec::as_slice);
        list.iter()
            .filter_map(|item| if inner.is_empty() { Some(item) } else { item.get(inner) })
            .filter_map(outward)
            .collect()
    }

    /// The row of this resource in a chart: whose, when, and the common columns.
    pub(crate) fn chart_row(
        &self,
        table: &'static str,
        patient: &'static str,
        at: Option<When>,
        status: Option<String>,
        what: Concept,
    ) -> Result<Row, Fault> {
        let reference = match self.at(patient) {
            Value::Null => return Err(self.fault(patient, What::Missing)),
            value => outward(value).ok_or_else(|| self.fault(patient, What::Form("a reference to a Patient")))?,
        };
        let at = at.unwrap_or(When::NEVER);
        Ok(Row::main(table)
            .with("patient_id", Cell::Patient(reference, patient))
            .int("at", Some(at.ms))
            .text("grain", Some(at.grain.code()))
            .text("status", status)
            .text("code", what.code)
            .text("display", what.display))
    }

    /// The status, which these resources cannot be without.
    pub(crate) fn status(&self) -> Result<Option<String>, Fault> {
        match self.text("status")? {
            Some(status) => Ok(Some(status.to_owned())),
            None => Err(self.fault("status", What::Missing)),
        }
    }

    /// Words for a reason: the first concept, or what the first reference says or refers to.
    pub(crate) fn reason(&mut self, column: &'static str) -> Option<String> {
        let said = concept(&self.at("reasonCode")[0]).display;
        let reference = &self.at("reasonReference")[0];
        let said = said.or_else(|| reference["display"].as_str().map(str::to_owned));
        if said.is_none()
            && let Some(reference) = outward(reference)
        {
            self.fills.push(Fill { column, reference, code: false });
        }
        said
    }
}

/// Code and words of a CodeableConcept: its own text first, else the first coding's.
pub(crate) fn concept(value: &Value) -> Concept {
    let codings = value["coding"].as_array().map_or(&[][..], Vec::as_slice);
    let first = |name: &str| codings.iter().find_map(|c| c[name].as_str()).map(str::to_owned);
    let code = first("code");
    let display = value["text"].as_str().map(str::to_owned).or_else(|| first("display")).or_else(|| code.clone());
    Concept { code, display }
}

/// The code of the first coding of the first concept of a list: a category.
pub(crate) fn category(list: &[Value]) -> Option<String> {
    let found = concept(list.first()?);
    found.code.or(found.display)
}

/// The text of a reference that leads out of its resource.
pub(crate) fn outward(value: &Value) -> Option<String> {
    value["reference"].as_str().filter(|raw| !raw.starts_with('#')).map(str::to_owned)
}

/// Money in cents.
pub(crate) fn cents(money: &Value) -> Option<i64> {
    let cents = (money["value"].as_f64()? * 100.0).round();
    #[expect(clippy::cast_possible_truncation, reason = "bounded on the same line")]
    (cents.abs() < 1e15).then_some(cents as i64)
}

/// "5 mg", from a Quantity.
pub(crate) fn quantity(value: &Value) -> Option<String> {
    let number = value["value"].as_number()?;
    let unit = value["unit"].as_str().or_else(|| value["code"].as_str()).unwrap_or_default();
    let comparator = value["comparator"].as_str().unwrap_or_default();
    Some(format!("{comparator}{number} {unit}").trim().to_owned())
}
