//! In which order authorities are helped to go live, when there is only so much help.

mod order;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::catalogue::{Selection, Slug};
use crate::coverage::Measure;
use crate::key::Ars;
use crate::responsibility::RolloutIndex;
use crate::rollout::{RolloutKey, Viewpoint};
use crate::situation::Situation;
use crate::stage::Stage;
use crate::vendor::VendorId;

/// How much can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Capacity {
    /// Teams that help authorities.
    pub teams: u32,
    /// Authorities that a team brings live in a week, with everything they lack.
    pub per_week: u32,
    /// Authorities that a vendor can serve in a week; `None`: as many as there are teams for.
    pub vendor_slots: Option<u32>,
}

/// An authority that is not live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// The authority.
    pub authority: Ars,
    /// What it lacks.
    pub rollouts: Vec<RolloutIndex>,
    /// The vendor of most of it; `None`: nobody knows.
    pub vendor: Option<VendorId>,
}

/// A commune that is not live.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    inhabitants: u64,
    /// The jobs that have to be done, ascending.
    jobs: Vec<usize>,
}

/// All that is to be done. Made once for many plans.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Authorities that can be helped, by key.
    pub jobs: Vec<Job>,
    /// Authorities that lack something and were left out.
    pub left_out: u64,
    places: Vec<Place>,
    /// Jobs in the order in which they bring most people for what they cost.
    by_inhabitants: Vec<usize>,
}

/// What becomes live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// Authorities that lack nothing any more.
    pub authorities: u64,
    /// Communes that lack nothing any more.
    pub communes: u64,
    /// Their inhabitants.
    pub inhabitants: u64,
}

impl Gain {
    /// The gain in one measure.
    #[must_use]
    pub const fn of(&self, measure: Measure) -> u64 {
        match measure {
            Measure::Authorities => self.authorities,
            Measure::Communes => self.communes,
            Measure::Inhabitants => self.inhabitants,
        }
    }
}

/// A week of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// Positions in [`Work::jobs`], the most important first.
    pub jobs: Vec<usize>,
    /// What has become live by the end of the week, since the beginning.
    pub gained: Gain,
}

/// Who is helped when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// One for each week, until everything is done or time is over.
    pub waves: Vec<Wave>,
}

impl Plan {
    /// What has become live in the end.
    #[must_use]
    pub fn gained(&self) -> Gain {
        self.waves.last().map(|wave| wave.gained).unwrap_or_default()
    }

    /// How many authorities are helped.
    #[must_use]
    pub fn jobs(&self) -> usize {
        self.waves.iter().map(|wave| wave.jobs.len()).sum()
    }
}

impl Work {
    /// What the authorities responsible for communes of a place lack. An authority is left out, with all that it lacks,
    /// where `is_left_out` says so of any of it.
    #[must_use]
    pub fn open(
        situation: &Situation,
        selection: &Selection,
        scope: Ars,
        viewpoint: Viewpoint,
        is_left_out: impl Fn(&RolloutKey) -> bool,
    ) -> Self {
        let responsibilities = situation.responsibilities(viewpoint.on);
        let services: BTreeSet<&Slug> =
            situation.catalogue().selected(selection).map(|service| &service.slug).collect();
        let lacks: Vec<bool> = responsibilities
            .rollouts()
            .iter()
            .zip(situation.stages(viewpoint))
            .map(|(rollout, stage)| stage != Stage::Live && services.contains(&rollout.service))
            .collect();
        let concerned: BTreeSet<Ars> = responsibilities
            .needed_within(&scope)
            .into_iter()
            .filter(|rollout| services.contains(&responsibilities.rollouts()[*rollout].service))
            .map(|rollout| responsibilities.rollouts()[rollout].authority)
            .collect();
        let mut work = Self::default();
        let mut job_of = HashMap::<Ars, usize>::new();
        for authority in concerned {
            let rollouts: Vec<RolloutIndex> = responsibilities
                .authorities()
                .get(&authority)
                .into_iter()
                .flatten()
                .copied()
                .filter(|rollout| lacks[*rollout])
                .collect();
            if rollouts.is_empty() {
                continue;
            }
            if rollouts.iter().any(|rollout| is_left_out(&responsibilities.rollouts()[*rollout])) {
                work.left_out += 1;
                continue;
            }
            let vendor =
                vendor(situation, rollouts.iter().map(|of| &responsibilities.rollouts()[*of]), viewpoint);
            job_of.insert(authority, work.jobs.len());
            work.jobs.push(Job { authority, rollouts, vendor });
        }
        for commune in responsibilities.communes().iter().filter(|commune| commune.ars.is_within(&scope)) {
            let lacking =
                commune.rollouts.iter().map(|(rollout, _)| *rollout).filter(|rollout| lacks[*rollout]);
            let jobs: Option<BTreeSet<usize>> = lacking
                .map(|rollout| job_of.get(&responsibilities.rollouts()[rollout].authority).copied())
                .collect();
            // Where somebody is left out nothing brings the commune live.
            if let Some(jobs) = jobs.filter(|jobs| !jobs.is_empty()) {
                let jobs = jobs.into_iter().collect();
                work.places.push(Place { inhabitants: commune.inhabitants, jobs });
            }
        }
        work.by_inhabitants = order::by_inhabitants(work.jobs.len(), &work.places);
        work
    }

    /// Plans so many weeks. Of what it tries, that is taken which brings most in the measure: the order in which most
    /// people come first and the one that keeps all vendors busy, each with no more slots of a vendor than there are.
    ///
    /// More teams, more authorities a week, more slots and more weeks never bring less. With the same slots each week's
    /// plan of the larger capacity is ahead of the smaller one's with every vendor, because both take the first that
    /// still fit from the same list; and a plan that uses fewer slots is tried too.
    #[must_use]
    pub fn plan(&self, measure: Measure, capacity: Capacity, weeks: u32) -> Plan {
        let most = capacity.teams.saturating_mul(capacity.per_week);
        let most = usize::try_from(most).unwrap_or(usize::MAX).min(self.jobs.len());
        let slots = capacity.vendor_slots.and_then(|slots| usize::try_from(slots).ok());
        let busy = self.keeping_vendors_busy();
        let tried: Vec<usize> = match slots.filter(|slots| *slots < most) {
            Some(slots) => (1..=slots).collect(),
            None => vec![most],
        };
        let plans = tried.iter().flat_map(|slots| {
            [&self.by_inhabitants, &busy].map(|order| self.schedule(order, most, *slots, weeks))
        });
        let worth =
            |plan: &Plan| (plan.gained().of(measure), plan.gained().inhabitants, plan.gained().authorities);
        // Of equal plans the first: the one that brings most people early.
        plans.reduce(|best, plan| if worth(&plan) > worth(&best) { plan } else { best }).unwrap_or_default()
    }

    /// The jobs so that of each vendor as few as possible are left at any time.
    fn keeping_vendors_busy(&self) -> Vec<usize> {
        let mut left = BTreeMap::<Option<VendorId>, usize>::new();
        let mut places: Vec<(usize, usize, usize)> = Vec::new();
        for (place, job) in self.by_inhabitants.iter().enumerate().rev() {
            let left = left.entry(self.jobs[*job].vendor).or_default();
            *left += 1;
            places.push((usize::MAX - *left, place, *job));
        }
        places.sort_unstable();
        places.into_iter().map(|(.., job)| job).collect()
    }

    /// Takes from the list, week by week, what still fits.
    fn schedule(&self, order: &[usize], most: usize, slots: usize, weeks: u32) -> Plan {
        let mut done_in = vec![u32::MAX; self.jobs.len()];
        let mut waves: Vec<Vec<usize>> = Vec::new();
        let mut left: Vec<usize> = order.to_vec();
        for week in 0..weeks {
            let mut used = HashMap::<VendorId, usize>::new();
            let mut wave = Vec::new();
            left.retain(|job| {
                let vendor = self.jobs[*job].vendor;
                let free = vendor.is_none_or(|vendor| used.get(&vendor).is_none_or(|used| *used < slots));
                let fits = wave.len() < most && free;
                if fits {
                    wave.push(*job);
                    done_in[*job] = week;
                    if let Some(vendor) = vendor {
                        *used.entry(vendor).or_default() += 1;
                    }
                }
                !fits
            });
            if wave.is_empty() {
                break;
            }
            waves.push(wave);
        }
        let mut gains = vec![Gain::default(); waves.len()];
        for place in &self.places {
            let last = place.jobs.iter().map(|job| done_in[*job]).max();
            let gain = last.and_then(|week| usize::try_from(week).ok()).and_then(|week| gains.get_mut(week));
            if let Some(gain) = gain {
                gain.communes += 1;
                gain.inhabitants += place.inhabitants;
            }
        }
        let mut gained = Gain::default();
        let waves = waves
            .into_iter()
            .zip(gains)
            .map(|(jobs, gain)| {
                gained.authorities += jobs.len() as u64;
                gained.communes += gain.communes;
                gained.inhabitants += gain.inhabitants;
                Wave { jobs, gained }
            })
            .collect();
        Plan { waves }
    }
}

/// The vendor of most of the rollouts; of as many the one with the smallest id.
fn vendor<'a>(
    situation: &Situation,
    rollouts: impl Iterator<Item = &'a RolloutKey>,
    viewpoint: Viewpoint,
) -> Option<VendorId> {
    let mut counts = BTreeMap::<VendorId, usize>::new();
    for rollout in rollouts {
        let current = situation.history(rollout).and_then(|history| history.current(viewpoint));
        let named = current.and_then(|event| event.entry.vendor.as_deref());
        if let Some(vendor) = named.and_then(|named| situation.obstacles().vendors.meant_by(named)) {
            *counts.entry(vendor.id).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|(vendor, count)| (*count, std::cmp::Reverse(*vendor)))
        .map(|(vendor, _)| vendor)
}

#[cfg(test)]
mod tests;
