//! Who is responsible for a service in a commune: the heart of every figure.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::body::Body;
use crate::catalogue::{Catalogue, Delegation, Extent, ResponsibilityClass, Seat, Slug};
use crate::day::Day;
use crate::key::Ars;
use crate::register::Register;
use crate::rollout::RolloutKey;

/// A body responsible for a class's task in a commune, and for how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Authority {
    /// The responsible body.
    pub ars: Ars,
    /// Which part of the task is its own.
    pub limit: Limit,
}

/// Which part of a task an [`Authority`] has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// All of it.
    None,
    /// Only the simple cases; another authority has the rest.
    SimpleCases,
    /// Everything but the simple cases.
    OtherCases,
}

/// The authorities responsible for a class's task in a commune on a day: one, or two that share it.
///
/// With two the commune is covered when both are live. A class seated at the Kreis in a register that lacks
/// the commune's Kreis falls back to the commune itself, so that nobody is left without an authority.
#[must_use]
pub fn authorities_of(
    class: &ResponsibilityClass,
    commune: &Body,
    day: Day,
    register: &Register,
    delegations: &[Delegation],
) -> Vec<Authority> {
    let whole = |ars| Authority { ars, limit: Limit::None };
    if class.own_kinds.contains(&commune.kind) {
        return vec![whole(commune.ars)];
    }
    let general = match class.seat {
        Seat::Commune => None,
        Seat::Verband => register.verband_of(&commune.ars),
        Seat::Kreis => register.kreis_of(&commune.ars),
    }
    .map_or(commune.ars, |body| body.ars);
    let delegation = delegations.iter().find(|delegation| {
        delegation.class == class.slug
            && commune.commune.as_ref().is_some_and(|facts| facts.ags == delegation.commune)
            && delegation.holds_on(day)
    });
    match delegation.map(|delegation| delegation.extent) {
        None => vec![whole(general)],
        Some(Extent::Full) => vec![whole(commune.ars)],
        // Where the commune would be responsible anyway there is nobody to share with.
        Some(Extent::Limited) if general == commune.ars => vec![whole(general)],
        Some(Extent::Limited) => vec![
            Authority { ars: commune.ars, limit: Limit::SimpleCases },
            Authority { ars: general, limit: Limit::OtherCases },
        ],
    }
}

/// Position of a rollout in [`Responsibilities::rollouts`].
pub type RolloutIndex = usize;

/// Everything that [`authorities_of`] says for every commune and service while register and delegations stay
/// the same, laid out for counting.
#[derive(Debug)]
pub struct Responsibilities {
    register: Arc<Register>,
    rollouts: Vec<RolloutKey>,
    index: HashMap<RolloutKey, RolloutIndex>,
    authorities: BTreeMap<Ars, Vec<RolloutIndex>>,
    communes: Vec<CommuneNeeds>,
}

/// What has to be live for one commune.
#[derive(Debug)]
pub struct CommuneNeeds {
    /// The commune.
    pub ars: Ars,
    /// Its inhabitants.
    pub inhabitants: u64,
    /// Every rollout that some service needs here, in the order of the catalogue's services.
    pub rollouts: Vec<(RolloutIndex, Limit)>,
}

impl Responsibilities {
    /// Works out who is responsible on `day`.
    #[must_use]
    pub fn on(day: Day, register: Arc<Register>, catalogue: &Catalogue) -> Self {
        let mut rollouts = Vec::new();
        let mut index = HashMap::new();
        let mut authorities = BTreeMap::<Ars, Vec<RolloutIndex>>::new();
        let mut communes = Vec::new();
        for commune in register.communes() {
            let mut needs = Vec::with_capacity(catalogue.services.len());
            let mut of_class = HashMap::<&Slug, Vec<Authority>>::new();
            for service in &catalogue.services {
                let Some(class) = catalogue.class(&service.class) else { continue };
                let responsible = of_class.entry(&class.slug).or_insert_with(|| {
                    authorities_of(class, commune, day, &register, &catalogue.delegations)
                });
                for authority in responsible {
                    let key = RolloutKey { authority: authority.ars, service: service.slug.clone() };
                    let position = *index.entry(key.clone()).or_insert_with(|| {
                        rollouts.push(key);
                        authorities.entry(authority.ars).or_default().push(rollouts.len() - 1);
                        rollouts.len() - 1
                    });
                    needs.push((position, authority.limit));
                }
            }
            communes.push(CommuneNeeds {
                ars: commune.ars,
                inhabitants: commune.commune.as_ref().map_or(0, |facts| facts.inhabitants),
                rollouts: needs,
            });
        }
        Self { register, rollouts, index, authorities, communes }
    }

    /// The register they rest on.
    #[must_use]
    pub fn register(&self) -> &Arc<Register> {
        &self.register
    }

    /// Every authority × service there is.
    #[must_use]
    pub fn rollouts(&self) -> &[RolloutKey] {
        &self.rollouts
    }

    /// Every authority with its rollouts, by key.
    #[must_use]
    pub fn authorities(&self) -> &BTreeMap<Ars, Vec<RolloutIndex>> {
        &self.authorities
    }

    /// Every commune with what it needs, by key.
    #[must_use]
    pub fn communes(&self) -> &[CommuneNeeds] {
        &self.communes
    }

    /// Where the rollout stands in [`Responsibilities::rollouts`]; `None`: the body is not responsible.
    #[must_use]
    pub fn position(&self, rollout: &RolloutKey) -> Option<RolloutIndex> {
        self.index.get(rollout).copied()
    }

    /// The authorities for a service in one commune; empty for a key that is not a commune.
    #[must_use]
    pub fn authorities_for(&self, commune: &Ars, service: &Slug) -> Vec<Authority> {
        let Ok(place) = self.communes.binary_search_by_key(commune, |needs| needs.ars) else {
            return Vec::new();
        };
        self.communes[place]
            .rollouts
            .iter()
            .filter(|(rollout, _)| self.rollouts[*rollout].service == *service)
            .map(|(rollout, limit)| Authority { ars: self.rollouts[*rollout].authority, limit: *limit })
            .collect()
    }

    /// Every rollout that some commune in the body needs, in the order of [`Responsibilities::rollouts`].
    #[must_use]
    pub fn needed_within(&self, body: &Ars) -> BTreeSet<RolloutIndex> {
        let communes = self.communes.iter().filter(|commune| commune.ars.is_within(body));
        communes.flat_map(|commune| &commune.rollouts).map(|(rollout, _)| *rollout).collect()
    }

    /// The communes for which the rollout is needed.
    pub fn communes_of(&self, rollout: RolloutIndex) -> impl Iterator<Item = &CommuneNeeds> {
        self.communes.iter().filter(move |needs| needs.rollouts.iter().any(|(needed, _)| *needed == rollout))
    }
}
