//! Services as people write them.

use std::collections::{BTreeMap, BTreeSet};

use domain::catalogue::{Catalogue, Slug};
use domain::text::search_key;

/// Finds services by name, word, key in the Leistungskatalog or OZG catalogue, or by the name of a commitment, which
/// means all its services.
#[derive(Debug)]
pub(super) struct Services {
    /// Names and words as search keys, in the order of the catalogue.
    by_name: BTreeMap<String, BTreeSet<usize>>,
    /// Digits only.
    by_key: BTreeMap<String, BTreeSet<usize>>,
    all: Vec<(Slug, String)>,
}

impl Services {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let mut by_name = BTreeMap::<String, BTreeSet<usize>>::new();
        let mut by_key = BTreeMap::<String, BTreeSet<usize>>::new();
        for (at, service) in catalogue.services.iter().enumerate() {
            for key in [&service.leika, &service.ozg_id] {
                by_key.entry(digits(key)).or_default().insert(at);
            }
            for name in [service.slug.as_str(), &service.name] {
                by_name.entry(search_key(name)).or_default().insert(at);
            }
        }
        by_key.remove("");
        // A commitment may be called like its only service, or like one of several: that one is meant then.
        let services_only = by_name.clone();
        for commitment in &catalogue.commitments {
            let services = || catalogue.services.iter().enumerate();
            let members = services().filter(|(_, service)| service.commitment == commitment.slug);
            let members: BTreeSet<usize> = members.map(|(at, _)| at).collect();
            for name in [commitment.slug.as_str(), &commitment.name].map(search_key) {
                if !services_only.contains_key(&name) {
                    by_name.entry(name).or_default().extend(&members);
                }
            }
        }
        let all = catalogue.services.iter().map(|service| (service.slug.clone(), service.name.clone()));
        Self { by_name, by_key, all: all.collect() }
    }

    /// The services that a heading or the name of a sheet means: nothing is guessed.
    pub(super) fn named(&self, text: &str) -> Vec<Slug> {
        self.slugs(self.by_name.get(&search_key(text)).into_iter().flatten().copied())
    }

    /// The services that a text in a cell means, or names that come near.
    pub(super) fn find(&self, text: &str) -> Result<Vec<Slug>, Vec<String>> {
        let by_key = self.by_key.get(&digits(text)).filter(|_| !text.chars().any(char::is_alphabetic));
        let typed = search_key(text);
        if let Some(found) = by_key.or_else(|| self.by_name.get(&typed)) {
            return Ok(self.slugs(found.iter().copied()));
        }
        // "elektronische Wohnsitzanmeldung (eWA)": the name of one service among other words.
        let padded = format!(" {typed} ");
        let within: BTreeSet<&BTreeSet<usize>> = self
            .by_name
            .iter()
            .filter(|(name, _)| !name.is_empty() && padded.contains(&format!(" {name} ")))
            .map(|(_, services)| services)
            .collect();
        match within.first() {
            Some(only) if within.len() == 1 => Ok(self.slugs(only.iter().copied())),
            _ => Err(self.near(&typed, within)),
        }
    }

    fn near(&self, typed: &str, within: BTreeSet<&BTreeSet<usize>>) -> Vec<String> {
        let is_near = |name: &str| {
            let slips = name.chars().count() / 4;
            name.contains(typed) || strsim::osa_distance(name, typed) <= slips
        };
        let mut near: BTreeSet<usize> = within.into_iter().flatten().copied().collect();
        if near.is_empty() && !typed.is_empty() {
            let names = self.by_name.iter().filter(|(name, _)| is_near(name));
            near.extend(names.flat_map(|(_, services)| services));
        }
        if near.is_empty() {
            near.extend(0..self.all.len());
        }
        near.into_iter().filter_map(|at| self.all.get(at)).map(|(_, name)| name.clone()).collect()
    }

    fn slugs(&self, found: impl Iterator<Item = usize>) -> Vec<Slug> {
        found.filter_map(|at| self.all.get(at)).map(|(slug, _)| slug.clone()).collect()
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
