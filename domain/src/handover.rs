//! What a new edition of the register, or a new delegation, does to responsibilities.

use crate::catalogue::{Catalogue, Slug};
use crate::key::{Ags, Ars};
use crate::responsibility::Responsibilities;
use crate::rollout::RolloutKey;

/// A service for which a commune has other authorities than before. The new ones start unknown; what was
/// recorded of the old ones stays with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// The commune, under its new key.
    pub commune: Ars,
    /// The service.
    pub service: Slug,
    /// Who was responsible.
    pub before: Vec<Ars>,
    /// Who is now.
    pub after: Vec<Ars>,
}

/// Everything that changes hands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Handovers {
    /// Communes that exist before and after, recognised by their AGS, in the order of their keys.
    pub communes: Vec<Handover>,
    /// Rollouts that nobody needs any more.
    pub ended: Vec<RolloutKey>,
    /// Rollouts that did not exist before.
    pub begun: Vec<RolloutKey>,
}

impl Handovers {
    /// What changes from one set of responsibilities to the other.
    #[must_use]
    pub fn between(old: &Responsibilities, new: &Responsibilities, catalogue: &Catalogue) -> Self {
        let mut communes = Vec::new();
        for needs in new.communes() {
            let Some(before) = old.register().commune_with(&Ags::from(needs.ars)) else { continue };
            for service in &catalogue.services {
                let authorities = |of: &Responsibilities, commune: &Ars| -> Vec<Ars> {
                    of.authorities_for(commune, &service.slug).iter().map(|authority| authority.ars).collect()
                };
                let (before, after) = (authorities(old, &before.ars), authorities(new, &needs.ars));
                if before != after {
                    let (commune, service) = (needs.ars, service.slug.clone());
                    communes.push(Handover { commune, service, before, after });
                }
            }
        }
        let missing = |from: &Responsibilities, of: &Responsibilities| {
            let mut missing: Vec<_> =
                of.rollouts().iter().filter(|rollout| from.position(rollout).is_none()).cloned().collect();
            missing.sort();
            missing
        };
        Self { communes, ended: missing(new, old), begun: missing(old, new) }
    }
}
