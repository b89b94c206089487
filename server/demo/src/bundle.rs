//! The envelope: codes, references and the transaction bundle.

use serde_json::{Value, json};

/// The naming systems of the invented clinic.
pub(crate) const MRN_SYSTEM: &str = "https://maplevalley.example.org/mrn";
pub(crate) const PRACTICE_SYSTEM: &str = "https://maplevalley.example.org/practice";
pub(crate) const ROOM_SYSTEM: &str = "https://maplevalley.example.org/location";

/// One code of a public code system, with the words a chart shows for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) system: &'static str,
    pub(crate) code: &'static str,
    pub(crate) display: &'static str,
}

impl Code {
    pub(crate) const fn new(system: &'static str, code: &'static str, display: &'static str) -> Self {
        Self { system, code, display }
    }

    pub(crate) const fn snomed(code: &'static str, display: &'static str) -> Self {
        Self::new("http://snomed.info/sct", code, display)
    }

    pub(crate) const fn loinc(code: &'static str, display: &'static str) -> Self {
        Self::new("http://loinc.org", code, display)
    }

    pub(crate) const fn rxnorm(code: &'static str, display: &'static str) -> Self {
        Self::new("http://www.nlm.nih.gov/research/umls/rxnorm", code, display)
    }

    pub(crate) const fn cvx(code: &'static str, display: &'static str) -> Self {
        Self::new("http://hl7.org/fhir/sid/cvx", code, display)
    }

    pub(crate) fn coding(self) -> Value {
        json!({ "system": self.system, "code": self.code, "display": self.display })
    }

    /// A `CodeableConcept` with the display as its text.
    pub(crate) fn concept(self) -> Value {
        json!({ "coding": [self.coding()], "text": self.display })
    }
}

/// `urn:uuid:` and the id: how the resources of a transaction point at each other.
pub(crate) fn urn(id: &str) -> String {
    format!("urn:uuid:{id}")
}

pub(crate) fn reference(id: &str) -> Value {
    json!({ "reference": urn(id) })
}

pub(crate) fn named_reference(id: &str, display: &str) -> Value {
    json!({ "reference": urn(id), "display": display })
}

/// Money as claims write it. Whole cents go in; a number with at most two decimals comes out.
pub(crate) fn dollars(cents: i64) -> Value {
    // Sums here stay far below 2^53 cents, where every whole number is exact.
    #[expect(clippy::cast_precision_loss, reason = "at most a few million cents")]
    let value = cents as f64 / 100.0;
    json!({ "value": value, "currency": "USD" })
}

/// The entries of one bundle, in the order of the story they tell.
#[derive(Default)]
pub(crate) struct Entries(Vec<Value>);

impl Entries {
    /// Adds a resource of `kind`; `body` holds everything but its type, id and tag.
    pub(crate) fn add(&mut self, kind: &str, id: &str, mut body: Value) {
        body["resourceType"] = json!(kind);
        body["id"] = json!(id);
        body["meta"] = json!({ "tag": [{ "system": "https://maplevalley.example.org/tags", "code": "invented" }] });
        self.0.push(json!({
            "fullUrl": urn(id),
            "resource": body,
            "request": { "method": "POST", "url": kind },
        }));
    }

    pub(crate) fn into_bundle(self) -> Value {
        json!({ "resourceType": "Bundle", "type": "transaction", "entry": self.0 })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Entries, dollars};

    #[test]
    fn an_entry_posts_its_resource() {
        let mut entries = Entries::default();
        entries.add("Patient", "x", json!({ "gender": "female" }));
        let bundle = entries.into_bundle();
        assert_eq!(bundle["type"], "transaction");
        assert_eq!(bundle["entry"][0]["fullUrl"], "urn:uuid:x");
        assert_eq!(bundle["entry"][0]["request"], json!({ "method": "POST", "url": "Patient" }));
        assert_eq!(bundle["entry"][0]["resource"]["gender"], "female");
    }

    #[test]
    fn cents_become_dollars() {
        assert_eq!(dollars(14052).to_string(), r#"{"currency":"USD","value":140.52}"#);
    }
}
