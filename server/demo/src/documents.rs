//! Notes and letters as DocumentReferences with their text inside.

use serde_json::json;

use crate::bundle::{Code, named_reference, reference};
use crate::visit::Visit;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paper {
    ProgressNote,
    VisitSummary,
    Consultation,
    DischargeSummary,
}

impl Paper {
    const fn code(self) -> Code {
        match self {
            Self::ProgressNote => Code::loinc("11506-3", "Progress note"),
            Self::VisitSummary => Code::loinc("34133-9", "Summary of episode note"),
            Self::Consultation => Code::loinc("11488-4", "Consult note"),
            Self::DischargeSummary => Code::loinc("18842-5", "Discharge summary"),
        }
    }
}

impl Visit<'_, '_> {
    /// Files a plain text document signed by the provider.
    pub(crate) fn document(&mut self, paper: Paper, title: &str, text: &str) -> &mut Self {
        let author = self.provider.display();
        let practice = self.provider.practice().name();
        let content = format!("{title}\n{practice}, {}\n\n{text}\n\nSigned: {author}\n", self.day());
        let organization = self.chart.world.practices.organization(self.provider.practice());
        let body = json!({
            "status": "current",
            "docStatus": "final",
            "type": paper.code().concept(),
            "category": [{ "coding": [{
                "system": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
                "code": "clinical-note",
                "display": "Clinical Note",
            }], "text": "Clinical Note" }],
            "subject": self.chart.subject(),
            "date": self.end.instant(),
            "author": [self.practitioner()],
            "custodian": named_reference(organization, practice),
            "description": title,
            "content": [{ "attachment": {
                "contentType": "text/plain; charset=utf-8",
                "data": base64(content.as_bytes()),
                "size": content.len(),
                "title": title,
                "creation": self.end.date_time(),
            } }],
            "context": {
                "encounter": [reference(&self.encounter)],
                "period": { "start": self.start.date_time(), "end": self.end.date_time() },
            },
        });
        self.chart.add("DocumentReference", body);
        self
    }
}

/// RFC 4648 with padding: how FHIR carries bytes.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |place: usize| u32::from(group.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            if place > group.len() {
                text.push('=');
            } else {
                let six = bits >> (18 - 6 * place) & 63;
                text.push(char::from(LETTERS[six as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn base64_pads_as_the_standard_says() {
        // The vectors of RFC 4648, section 10.
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, coded) in vectors {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
