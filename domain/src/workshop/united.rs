//! Findings that say the same, counted once.
//!
//! Merging makes a tree: a merged finding points to the one that says the same, and whatever had been merged into it
//! comes along. So undoing a merge gives back exactly what was there before. What is counted and shown are the heads,
//! each with all wordings below it; workshops and bodies of a head are those of all of them together.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Finding, FindingId, Workshop, WorkshopId, Workshops};
use crate::catalogue::Slug;
use crate::key::Ars;

/// A finding with the other wordings of it.
#[derive(Clone, Debug)]
pub struct FoundOften {
    /// The finding that stands for all.
    pub head: Arc<Finding>,
    /// What was merged into it, straight or by way of another, by id.
    pub wordings: Vec<Arc<Finding>>,
}

impl FoundOften {
    /// The head and all other wordings.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Finding>> {
        std::iter::once(&self.head).chain(&self.wordings)
    }

    /// The workshops that found it.
    #[must_use]
    pub fn workshops(&self) -> BTreeSet<WorkshopId> {
        self.all().map(|finding| finding.workshop).collect()
    }

    /// The bodies it was seen in, as they were named: a Landkreis is one, however many communes lie in it.
    #[must_use]
    pub fn bodies(&self) -> BTreeSet<Ars> {
        self.all().flat_map(|finding| finding.facts.bodies.iter().copied()).collect()
    }

    /// The services it is about.
    #[must_use]
    pub fn services(&self) -> BTreeSet<Slug> {
        self.all().flat_map(|finding| finding.facts.services.iter().cloned()).collect()
    }
}

/// What a workshop added to what was known.
#[derive(Clone, Debug)]
pub struct Harvest {
    /// The workshop.
    pub workshop: Arc<Workshop>,
    /// How many findings it named, each once.
    pub found: u64,
    /// How many of them no earlier workshop had named.
    pub new: u64,
}

impl Workshops {
    /// The finding that stands for this one: itself, unless it was merged into another.
    #[must_use]
    pub fn head_of(&self, id: FindingId) -> FindingId {
        let mut head = id;
        // The store lets no circle in. Should one come from elsewhere, everything in it stands for itself.
        for _ in 0..=self.findings.len() {
            match self.findings.get(&head).and_then(|finding| finding.merged_into) {
                Some(next) => head = next,
                None => return head,
            }
        }
        id
    }

    /// All findings, those that say the same together, by id of the head.
    #[must_use]
    pub fn united(&self) -> Vec<FoundOften> {
        let mut wordings: BTreeMap<FindingId, Vec<Arc<Finding>>> = BTreeMap::new();
        for finding in self.findings() {
            let others = wordings.entry(self.head_of(finding.id)).or_default();
            if self.head_of(finding.id) != finding.id {
                others.push(finding.clone());
            }
        }
        wordings
            .into_iter()
            .filter_map(|(id, wordings)| Some(FoundOften { head: self.finding(id)?.clone(), wordings }))
            .collect()
    }

    /// What was adopted for the blueprint, in its order.
    #[must_use]
    pub fn blueprint(&self) -> Vec<FoundOften> {
        let mut adopted: Vec<_> =
            self.united().into_iter().filter(|found| found.head.place().is_some()).collect();
        adopted.sort_by_key(|found| (found.head.place(), found.head.id));
        adopted
    }

    /// What each workshop that found anything added, in the order of their days. Rejected findings count nowhere.
    #[must_use]
    pub fn harvest(&self) -> Vec<Harvest> {
        let united = self.united();
        let kept: Vec<BTreeSet<WorkshopId>> = united
            .iter()
            .filter(|found| found.head.rejection().is_none())
            .map(FoundOften::workshops)
            .collect();
        let mut workshops: Vec<&Arc<Workshop>> = self.iter().collect();
        workshops.sort_by_key(|workshop| (workshop.facts.held_on, workshop.id));
        let mut is_known = vec![false; kept.len()];
        let mut harvest = Vec::new();
        for workshop in workshops {
            let (mut found, mut new) = (0, 0);
            for (in_workshops, is_known) in kept.iter().zip(&mut is_known) {
                if in_workshops.contains(&workshop.id) {
                    found += 1;
                    new += u64::from(!std::mem::replace(is_known, true));
                }
            }
            if found > 0 {
                harvest.push(Harvest { workshop: workshop.clone(), found, new });
            }
        }
        harvest
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::{finding, workshop};
    use super::super::{BlueprintPlace, FindingState};
    use super::*;

    fn merged(id: i64, workshop: i64, into: i64) -> Finding {
        Finding { merged_into: Some(FindingId(into)), ..finding(id, workshop) }
    }

    fn workshops(findings: impl IntoIterator<Item = Finding>) -> Workshops {
        let mut workshops = Workshops::default();
        // The second one was held first.
        for (id, day) in [(1, "2026-03-02"), (2, "2026-02-02"), (3, "2026-04-02"), (4, "2026-05-02")] {
            workshops.put(workshop(id, day));
        }
        for finding in findings {
            workshops.put_finding(finding);
        }
        workshops
    }

    fn named(bodies: &[&str], finding: Finding) -> Finding {
        let mut finding = finding;
        finding.facts.bodies = bodies.iter().map(|body| body.parse().unwrap()).collect();
        finding
    }

    #[test]
    fn merged_findings_count_together_and_each_workshop_and_body_once() {
        let workshops = workshops([
            named(&["09273"], finding(1, 1)),
            named(&["09273", "097720177177"], merged(2, 2, 1)),
            merged(3, 2, 2),
            finding(4, 2),
        ]);
        let united = workshops.united();
        assert_eq!(united.iter().map(|found| found.head.id.0).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(united[0].wordings.iter().map(|finding| finding.id.0).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(united[0].workshops().len(), 2);
        assert_eq!(united[0].bodies().len(), 2);
        assert_eq!(workshops.head_of(FindingId(3)), FindingId(1), "by way of another");
    }

    #[test]
    fn a_workshop_adds_what_no_earlier_one_has_named() {
        let mut rejected = finding(6, 3);
        rejected.state = FindingState::Rejected("Tippfehler".into());
        let workshops = workshops([
            finding(1, 1),
            merged(2, 2, 1),
            finding(3, 1),
            merged(4, 3, 3),
            finding(5, 3),
            rejected,
        ]);
        let harvest: Vec<_> = workshops
            .harvest()
            .into_iter()
            .map(|harvest| (harvest.workshop.id.0, harvest.new, harvest.found))
            .collect();
        assert_eq!(
            harvest,
            [(2, 1, 1), (1, 1, 2), (3, 1, 2)],
            "in the order of days; nothing found, nothing told"
        );
    }

    #[test]
    fn the_blueprint_has_its_order_and_no_merged_finding() {
        let adopted = |place: i64, finding: Finding| Finding {
            state: FindingState::Adopted(BlueprintPlace { place, editors_note: None }),
            ..finding
        };
        let workshops =
            workshops([adopted(2, finding(1, 1)), adopted(1, finding(2, 1)), adopted(3, merged(3, 1, 1))]);
        let order: Vec<_> = workshops.blueprint().iter().map(|found| found.head.id.0).collect();
        assert_eq!(order, [2, 1]);
    }

    #[test]
    fn a_circle_from_elsewhere_loses_nothing() {
        let workshops = workshops([merged(1, 1, 2), merged(2, 1, 1), finding(3, 1)]);
        assert_eq!(workshops.united().len(), 3);
    }

    proptest! {
        #[test]
        fn every_finding_stands_in_one_place(
            parents in prop::collection::vec(prop::option::of(1..12_i64), 1..12),
        ) {
            let findings = (1..).zip(&parents).map(|(id, parent)| Finding {
                merged_into: parent.map(FindingId),
                ..finding(id, id % 4 + 1)
            });
            let workshops = workshops(findings);
            let mut standing: Vec<_> = workshops
                .united()
                .iter()
                .flat_map(|found| found.all().map(|finding| finding.id.0).collect::<Vec<_>>())
                .collect();
            standing.sort_unstable();
            let known: Vec<i64> = workshops
                .findings()
                // What points to nothing that is there stands for nothing.
                .filter(|finding| workshops.finding(workshops.head_of(finding.id)).is_some())
                .map(|finding| finding.id.0)
                .collect();
            prop_assert_eq!(standing, known);
            let new: u64 = workshops.harvest().iter().map(|harvest| harvest.new).sum();
            prop_assert_eq!(new, workshops.united().len() as u64);
        }
    }
}
