//! The outermost layer of a bundle.

use crate::{Fault, Limits, What};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// The entries of a bundle, unread.
pub(crate) fn entries<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Vec<&'a RawValue>, Fault> {
    #[derive(serde::Deserialize)]
    struct Top<'a> {
        #[serde(rename = "resourceType")]
        kind: Option<Value>,
        #[serde(rename = "type")]
        purpose: Option<Value>,
        #[serde(borrow, default)]
        entry: Option<Entries<'a>>,
    }
    // A list in the place of an object would be taken for its fields in their order.
    if bytes.trim_ascii_start().first() == Some(&b'[') {
        return Err(Fault::new("line 1, column 1", What::NotABundle));
    }
    let top: Top<'_> = serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        match error.classify() {
            serde_json::error::Category::Data => Fault::new(place, What::NotABundle),
            _ => Fault::new(place, What::NotJson),
        }
    })?;
    if top.kind.as_ref().and_then(Value::as_str) != Some("Bundle") {
        return Err(Fault::new("resourceType", What::NotABundle));
    }
    if top.purpose.as_ref().and_then(Value::as_str) != Some("transaction") {
        return Err(Fault::new("Bundle.type", What::NotATransaction));
    }
    let list = top.entry.unwrap_or_default().0;
    if list.len() > limits.entries {
        return Err(Fault::new("Bundle.entry", What::TooManyEntries(limits.entries)));
    }
    Ok(list)
}

/// A list of entries. A text of 256 MiB can hold a hundred million empty ones, so the list stops growing long before.
#[derive(Default)]
struct Entries<'a>(Vec<&'a RawValue>);

const MOST_ENTRIES: usize = 2_000_000;

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> Visitor<'de> for List {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Entries<'de>, A::Error> {
                let mut list = Vec::new();
                while let Some(entry) = seq.next_element()? {
                    if list.len() <= MOST_ENTRIES {
                        list.push(entry);
                    }
                }
                Ok(Entries(list))
            }
        }
        deserializer.deserialize_seq(List)
    }
}
