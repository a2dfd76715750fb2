//! Which findings are shown.

use domain::catalogue::Slug;
use domain::criteria::CriterionId;
use domain::workshop::{FindingKind, FoundOften, Verdict, WorkshopId};

use crate::context::Page;
use crate::urls;

/// What is asked for. What the address has and cannot be used is as if it was not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// About this criterion; `Some(None)`: about none.
    pub criterion: Option<Option<CriterionId>>,
    /// About this service by name.
    pub service: Option<Slug>,
    /// Of this kind.
    pub kind: Option<FindingKind>,
    /// In this state; `None`: in any but rejected.
    pub verdict: Option<Verdict>,
    /// Found in this workshop, among others.
    pub workshop: Option<WorkshopId>,
}

/// The word for "about no criterion" in addresses.
pub(super) const NO_CRITERION: &str = "ohne";

impl FindingFilter {
    /// Reads the parameters of the address.
    #[must_use]
    pub fn read(page: &Page) -> Self {
        let criteria = &page.situation.obstacles().criteria;
        let criterion = match page.parameter("kriterium") {
            NO_CRITERION => Some(None),
            typed => typed.parse().ok().filter(|id| criteria.get(*id).is_some()).map(Some),
        };
        let service = page.parameter("leistung").parse().ok();
        Self {
            criterion,
            service: service.filter(|slug| page.situation.catalogue().service(slug).is_some()),
            kind: page.parameter("art").parse().ok(),
            verdict: page.parameter("stand").parse().ok(),
            workshop: page
                .parameter("workshop")
                .parse()
                .ok()
                .filter(|id| page.situation.workshops().get(*id).is_some()),
        }
    }

    /// Whether anything is asked for at all.
    #[must_use]
    pub fn is_used(&self) -> bool {
        *self != Self::default()
    }

    /// The address of this selection at `path`, with the number of a page beyond the first.
    #[must_use]
    pub fn url(&self, path: &str, page: usize) -> String {
        let criterion = match self.criterion {
            None => String::new(),
            Some(None) => NO_CRITERION.to_owned(),
            Some(Some(id)) => id.to_string(),
        };
        urls::with_query(
            path,
            &[
                ("kriterium", &criterion),
                ("leistung", self.service.as_ref().map_or("", Slug::as_str)),
                ("art", self.kind.map_or("", FindingKind::as_str)),
                ("stand", self.verdict.map_or("", Verdict::as_str)),
                ("workshop", &self.workshop.map(|id| id.to_string()).unwrap_or_default()),
                ("seite", &if page > 1 { page.to_string() } else { String::new() }),
            ],
        )
    }

    fn fits(&self, found: &FoundOften) -> bool {
        let facts = &found.head.facts;
        let verdict = found.head.state.verdict();
        self.criterion.is_none_or(|criterion| facts.criterion == criterion)
            && self.service.as_ref().is_none_or(|service| found.services().contains(service))
            && self.kind.is_none_or(|kind| facts.kind == kind)
            && self.verdict.map_or(verdict != Verdict::Rejected, |wanted| verdict == wanted)
            && self.workshop.is_none_or(|workshop| found.workshops().contains(&workshop))
    }
}

/// The findings that fit: by criterion in its order, those without one last; within one what most workshops and
/// bodies named comes first.
#[must_use]
pub fn found_findings(page: &Page, filter: &FindingFilter) -> Vec<FoundOften> {
    let order: Vec<CriterionId> =
        page.situation.obstacles().criteria.all().iter().map(|criterion| criterion.id).collect();
    let mut found: Vec<FoundOften> =
        page.situation.workshops().united().into_iter().filter(|found| filter.fits(found)).collect();
    found.sort_by_cached_key(|found| {
        let criterion = found.head.facts.criterion;
        let place = criterion.and_then(|id| order.iter().position(|known| *known == id));
        (
            place.unwrap_or(order.len()),
            std::cmp::Reverse((found.workshops().len(), found.bodies().len())),
            found.head.id,
        )
    });
    found
}
