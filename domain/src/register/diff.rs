//! What a new edition changes.

use std::collections::{BTreeMap, BTreeSet};

use super::Register;
use crate::body::{Body, BodyKind};
use crate::key::Ars;

/// What differs between two registers, each list in the order of the keys.
///
/// A commune keeps being the same one when only its ARS changes (it joined or left a Verband) or
/// when it has another AGS (it lies in another Kreis) but its name and kind let it be recognised.
/// Other bodies are known by their key alone. A body can stand in several lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegisterDiff {
    /// Bodies that are new.
    pub added: Vec<Body>,
    /// Bodies that are gone.
    pub vanished: Vec<Body>,
    /// Bodies with another name.
    pub renamed: Vec<BodyChange>,
    /// Communes with another ARS.
    pub moved: Vec<BodyChange>,
    /// Bodies of another kind: a Gemeinde became a Markt.
    pub kind_changed: Vec<BodyChange>,
    /// Inhabitants before and after.
    pub inhabitants: InhabitantsChange,
}

/// A body before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyChange {
    /// As it was.
    pub old: Body,
    /// As it is.
    pub new: Body,
}

/// How the numbers of inhabitants differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InhabitantsChange {
    /// All inhabitants before.
    pub before: u64,
    /// All inhabitants after.
    pub after: u64,
    /// Communes in both registers with more inhabitants than before.
    pub grown: usize,
    /// Communes in both registers with fewer inhabitants than before.
    pub shrunk: usize,
}

impl RegisterDiff {
    /// What `new` changes of `old`.
    #[must_use]
    pub fn between(old: &Register, new: &Register) -> Self {
        let mut diff = Self::default();
        diff.inhabitants.before = inhabitants(old.bodies());
        diff.inhabitants.after = inhabitants(new.bodies());

        let successors = successors(old, new);
        let mut arrived: BTreeSet<Ars> = BTreeSet::new();
        for before in old.bodies() {
            match successors.get(&before.ars).and_then(|ars| new.get(ars)) {
                Some(after) => {
                    arrived.insert(after.ars);
                    diff.compare(before, after);
                }
                None => diff.vanished.push(before.clone()),
            }
        }
        diff.added = new.bodies().filter(|body| !arrived.contains(&body.ars)).cloned().collect();
        diff
    }

    /// Whether both registers have the same bodies with the same names, kinds and inhabitants.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self { added, vanished, renamed, moved, kind_changed, inhabitants } = self;
        added.is_empty()
            && vanished.is_empty()
            && [renamed, moved, kind_changed].into_iter().all(Vec::is_empty)
            && (inhabitants.grown, inhabitants.shrunk) == (0, 0)
    }

    fn compare(&mut self, old: &Body, new: &Body) {
        let change = || BodyChange { old: old.clone(), new: new.clone() };
        if old.name != new.name {
            self.renamed.push(change());
        }
        if old.ars != new.ars {
            self.moved.push(change());
        }
        if old.kind != new.kind {
            self.kind_changed.push(change());
        }
        let (before, after) = (inhabitants([old]), inhabitants([new]));
        self.inhabitants.grown += usize::from(before < after);
        self.inhabitants.shrunk += usize::from(before > after);
    }
}

fn inhabitants<'a>(bodies: impl IntoIterator<Item = &'a Body>) -> u64 {
    bodies.into_iter().filter_map(|body| body.commune.as_ref()).map(|facts| facts.inhabitants).sum()
}

/// The key that each body of `old` has in `new`, for those that go on.
fn successors(old: &Register, new: &Register) -> BTreeMap<Ars, Ars> {
    let mut successors = BTreeMap::new();
    for body in old.bodies() {
        let same_ags = || new.commune_with(&body.commune.as_ref()?.ags);
        if let Some(successor) = new.get(&body.ars).or_else(same_ags) {
            successors.insert(body.ars, successor.ars);
        }
    }
    let taken: BTreeSet<Ars> = successors.values().copied().collect();
    let gone = by_name(old.communes().filter(|body| !successors.contains_key(&body.ars)));
    let come = by_name(new.communes().filter(|body| !taken.contains(&body.ars)));
    for (name_and_kind, before) in gone {
        if let (Some(before), Some(Some(after))) = (before, come.get(&name_and_kind)) {
            successors.insert(before, *after);
        }
    }
    successors
}

/// The one commune with each name and kind; `None` where several have them.
fn by_name<'a>(communes: impl Iterator<Item = &'a Body>) -> BTreeMap<(&'a str, BodyKind), Option<Ars>> {
    let mut by_name = BTreeMap::new();
    for body in communes {
        by_name
            .entry((body.name.as_str(), body.kind))
            .and_modify(|only| *only = None)
            .or_insert(Some(body.ars));
    }
    by_name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::CommuneFacts;
    use crate::key::Ags;
    use crate::register::facts;

    fn register(bodies: &[(&str, &str, BodyKind, u64)]) -> Register {
        let body = |&(key, name, kind, inhabitants): &(&str, &str, BodyKind, u64)| {
            let ars: Ars = key.parse().unwrap();
            let facts = CommuneFacts { ags: Ags::from(ars), inhabitants, area_ha: 1, centroid: None };
            let commune = BodyKind::COMMUNES.contains(&kind).then_some(facts);
            Body { ars, name: name.to_owned(), kind, commune }
        };
        Register::new(bodies.iter().map(body)).unwrap()
    }

    fn keys(bodies: &[Body]) -> Vec<&str> {
        bodies.iter().map(|body| body.ars.as_str()).collect()
    }

    fn pairs(changes: &[BodyChange]) -> Vec<(&str, &str)> {
        changes.iter().map(|change| (change.old.ars.as_str(), change.new.ars.as_str())).collect()
    }

    use BodyKind::{Gemeinde, Landkreis, Markt, Verwaltungsgemeinschaft};

    #[test]
    fn the_same_register_differs_in_nothing() {
        let bayern = facts::bayern().register;
        let diff = RegisterDiff::between(&bayern, &bayern);
        assert!(diff.is_empty());
        assert_eq!((diff.inhabitants.before, diff.inhabitants.after), (13_369_393, 13_369_393));
        let from_nothing = RegisterDiff::between(&Register::default(), &bayern);
        assert_eq!(from_nothing.added.len(), bayern.bodies().count());
    }

    #[test]
    fn communes_are_recognised_under_another_key() {
        let old = register(&[
            ("09772", "Augsburg", Landkreis, 0),
            ("097725555", "VG", Verwaltungsgemeinschaft, 0),
            ("097720111111", "Joins", Gemeinde, 100),
            ("097725555112", "Leaves", Gemeinde, 100),
            ("097720113113", "Changes Kreis", Gemeinde, 100),
            ("097720114114", "Twin", Gemeinde, 100),
            ("097720115115", "Twin", Gemeinde, 100),
            ("097720116116", "Merges", Gemeinde, 100),
            ("097720117117", "Grows", Gemeinde, 100),
        ]);
        let new = register(&[
            ("09772", "Schwaben", Landkreis, 0),
            ("097725555", "VG", Verwaltungsgemeinschaft, 0),
            ("097725555111", "Joins", Gemeinde, 90),
            ("097720112112", "Leaves now", Gemeinde, 100),
            ("097730213213", "Changes Kreis", Gemeinde, 100),
            ("097730214214", "Twin", Gemeinde, 100),
            ("097720117117", "Grows", Markt, 300),
        ]);
        let diff = RegisterDiff::between(&old, &new);
        assert_eq!(keys(&diff.added), ["097730214214"], "two could have become this one");
        assert_eq!(keys(&diff.vanished), ["097720114114", "097720115115", "097720116116"]);
        assert_eq!(
            pairs(&diff.moved),
            [
                ("097720111111", "097725555111"),
                ("097720113113", "097730213213"),
                ("097725555112", "097720112112"),
            ]
        );
        assert_eq!(pairs(&diff.renamed), [("09772", "09772"), ("097725555112", "097720112112")]);
        assert_eq!(pairs(&diff.kind_changed), [("097720117117", "097720117117")]);
        assert_eq!(diff.inhabitants, InhabitantsChange { before: 700, after: 690, grown: 1, shrunk: 1 });
        assert!(!diff.is_empty());
    }
}
