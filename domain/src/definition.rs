//! What counts as live, in versions.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::id::id;
use crate::rollout::{History, Viewpoint};
use crate::stage::{Liveness, Stage};

/// Longest name, in characters.
pub const NAME_MAX: usize = 60;
/// Longest time within which a status may have to be confirmed, in days.
pub const CONFIRMED_WITHIN_MAX: u16 = 3_650;

id!(
    /// Names a [`DefinitionVersion`].
    DefinitionId
);

/// What counts as live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Definition {
    /// The version that says so.
    pub id: DefinitionId,
    /// Whether [`Stage::Pilot`] counts too.
    pub counts_pilot: bool,
    /// What was said so many days ago or less still counts; whether what was said before that is still live, nobody
    /// knows. `None`: however long ago.
    pub confirmed_within: Option<u16>,
}

impl Definition {
    /// [`Stage::Live`] and nothing else, whenever it was said. Comes with the schema, and holds from the beginning.
    pub const USUAL: Self = Self { id: DefinitionId(1), counts_pilot: false, confirmed_within: None };

    /// Whether whoever is at this stage is live, as far as that was confirmed.
    const fn counts(self, stage: Stage) -> bool {
        matches!(stage, Stage::Live) || (self.counts_pilot && matches!(stage, Stage::Pilot))
    }

    /// What a history says about being live.
    pub(crate) fn judge(self, history: &History, viewpoint: Viewpoint) -> Liveness {
        let stage = history.stage(viewpoint);
        if !self.counts(stage) {
            return stage.liveness();
        }
        let Some(days) = self.confirmed_within else { return Liveness::Live };
        let oldest = viewpoint.on.plus(-i64::from(days));
        let is_confirmed = history.last_confirmed_at(viewpoint).is_some_and(|at| oldest <= Day::of(at));
        if is_confirmed { Liveness::Live } else { Liveness::Unknown }
    }
}

/// A definition with its name and its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionVersion {
    /// What counts.
    pub definition: Definition,
    /// A few words.
    pub name: String,
    /// Why it was added.
    pub reason: String,
    /// The day from which it holds, until another does.
    pub valid_from: Day,
    /// The data version with which it was added.
    pub version: i64,
}

/// All versions. None is ever changed: a new one takes its place.
#[derive(Clone, Debug, Default)]
pub struct Definitions(BTreeMap<DefinitionId, DefinitionVersion>);

impl Definitions {
    /// Adds a version.
    pub fn put(&mut self, version: DefinitionVersion) {
        self.0.insert(version.definition.id, version);
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: DefinitionId) -> Option<&DefinitionVersion> {
        self.0.get(&id)
    }

    /// All, in the order in which they were added.
    #[must_use]
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &DefinitionVersion> {
        self.0.values()
    }

    /// The one that holds on a day: the last added of those that began last.
    #[must_use]
    pub fn holding(&self, day: Day) -> Definition {
        self.0
            .values()
            .filter(|version| version.valid_from <= day)
            .max_by_key(|version| (version.valid_from, version.definition.id))
            .map_or(Definition::USUAL, |version| version.definition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(id: i64, valid_from: &str) -> DefinitionVersion {
        DefinitionVersion {
            definition: Definition { id: DefinitionId(id), ..Definition::USUAL },
            name: String::new(),
            reason: String::new(),
            valid_from: valid_from.parse().unwrap(),
            version: 0,
        }
    }

    #[test]
    fn the_last_one_that_has_begun_holds() {
        let mut definitions = Definitions::default();
        let holding = |definitions: &Definitions, day: &str| definitions.holding(day.parse().unwrap()).id.0;
        assert_eq!(holding(&definitions, "2026-01-01"), 1);
        for version in [version(2, "2026-03-01"), version(3, "2026-02-01"), version(4, "2026-03-01")] {
            definitions.put(version);
        }
        assert_eq!(holding(&definitions, "2026-01-31"), 1);
        assert_eq!(holding(&definitions, "2026-02-28"), 3);
        assert_eq!(holding(&definitions, "2026-03-01"), 4);
    }
}
