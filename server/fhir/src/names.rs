//! What the resources of a bundle are called, and what a reference to one of those names means.

use crate::bundle::Found;
use crate::reference::{Asked, asked};
use crate::{Fault, Link, What};
use std::collections::HashMap;

/// By what the resources of a bundle can be referred to.
#[derive(Default)]
pub(crate) struct Names {
    urls: HashMap<String, usize>,
    ids: HashMap<(String, String), usize>,
    identifiers: HashMap<(String, String, String), usize>,
    hashes: Vec<String>,
}

impl Names {
    /// Takes up the resource at a place.
    pub(crate) fn add(&mut self, place: usize, one: &Found) -> Result<(), Fault> {
        let resource = &one.resource;
        let key = (resource.kind.clone(), resource.fhir_id.clone());
        let twins = [self.ids.insert(key, place), one.full_url.clone().and_then(|url| self.urls.insert(url, place))];
        if twins.into_iter().flatten().any(|twin| self.hashes[twin] != resource.hash) {
            return Err(Fault::new(format!("entry[{place}] {}", resource.kind), What::Repeated));
        }
        for (system, value) in &one.identifiers {
            self.identifiers.insert((resource.kind.clone(), system.clone(), value.clone()), place);
        }
        self.hashes.push(resource.hash.clone());
        Ok(())
    }

    /// What a reference means.
    pub(crate) fn link(&self, raw: &str) -> Result<Link, What> {
        if let Some(place) = self.urls.get(raw) {
            return Ok(Link::Here(*place));
        }
        Ok(match asked(raw)? {
            Asked::Urn(id) => Link::Id { kind: None, id: id.to_owned() },
            Asked::Id(kind, id) => match self.ids.get(&(kind.to_owned(), id.to_owned())) {
                Some(place) => Link::Here(*place),
                None => Link::Id { kind: Some(kind.to_owned()), id: id.to_owned() },
            },
            Asked::Identifier(kind, system, value) => {
                let key = (kind.to_owned(), system, value);
                match self.identifiers.get(&key) {
                    Some(place) => Link::Here(*place),
                    None => Link::Identifier { kind: key.0, system: key.1, value: key.2 },
                }
            }
        })
    }
}
