//! What makes ways longer or shorter, all looked at together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Journey, SMALLEST_GROUP, SizeBand};
use crate::catalogue::Slug;
use crate::criteria::CriterionId;
use crate::key::Ars;
use crate::survival::hazard::{self, Part, Row};
use crate::vendor::VendorId;

/// Days of a period of the model.
const WEEK: u32 = 7;
/// The basic speed may be another in each of so many stretches of time at most, …
const MOST_TIMES: usize = 8;
/// … each of which has so many starts at least.
const FEWEST_STARTS: usize = 15;
/// With fewer starts altogether nothing is told.
const FEWEST_STARTS_IN_ALL: u32 = 30;
/// Half the width of a 95 % interval, in standard errors.
const QUANTILE: f64 = 1.959_964;
/// An effect with a larger standard error cannot be told from those of others.
const TOO_UNCERTAIN: f64 = 3.0;

/// Something that may make a difference.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Factor {
    /// A criterion holds the rollout up at the beginning of the week.
    HeldUp(CriterionId),
    /// A vendor, against the most frequent one.
    Vendor(VendorId),
    /// No vendor is named.
    NoVendor,
    /// A vendor of few rollouts.
    OtherVendors,
    /// A size, against the most frequent one.
    Size(SizeBand),
    /// The authority goes first.
    Pilot,
    /// A service, against the most frequent one.
    Service(Slug),
}

/// What is told of a factor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Told {
    /// How many times as often a rollout goes live in a week, all else being equal, with the 95 % interval.
    Ratio {
        /// The estimate.
        ratio: f64,
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Too few rollouts are concerned.
    TooFew,
    /// None went live with it: no ratio can be told, only that.
    Never,
    /// It goes together with another factor, so that nobody can tell which of them it is.
    Inseparable,
}

/// One factor.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What may make a difference.
    pub factor: Factor,
    /// How many rollouts were concerned for at least a week.
    pub rollouts: u32,
    /// How many went live in a week in which they were.
    pub starts: u32,
    /// What is told of it.
    pub told: Told,
}

/// All factors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Effects {
    /// In the order of [`Factor`].
    pub effects: Vec<Effect>,
    /// With what vendors, sizes and services are compared: the most frequent ones.
    pub references: Vec<Factor>,
    /// Rollouts that were watched for at least a week.
    pub rollouts: u32,
    /// How many of them went live.
    pub starts: u32,
}

/// Weeks on one way in which the same factors were there.
struct Stretch {
    journey: usize,
    first: u32,
    /// The week after the last.
    end: u32,
    /// Whether the rollout went live in the last of them.
    is_start: bool,
    factors: Vec<Factor>,
}

/// Estimates what each factor does while the others stay as they are: a model of proportional hazards in weeks, whose
/// basic speed may change with the time since the first step. Rollouts of one authority count as belonging together.
/// Nothing is told while fewer than 30 went live.
#[must_use]
pub fn effects(journeys: &[Journey]) -> Effects {
    let (statics, references) = statics(journeys);
    let stretches: Vec<Stretch> = journeys
        .iter()
        .enumerate()
        .flat_map(|(place, journey)| of_journey(place, journey, &statics[place]))
        .collect();
    let mut concerned = BTreeMap::<&Factor, (BTreeSet<usize>, u32)>::new();
    let mut all = (BTreeSet::new(), 0);
    for stretch in &stretches {
        all.0.insert(stretch.journey);
        all.1 += u32::from(stretch.is_start);
        for factor in &stretch.factors {
            let (journeys, starts) = concerned.entry(factor).or_default();
            journeys.insert(stretch.journey);
            *starts += u32::from(stretch.is_start);
        }
    }
    let count = |set: &BTreeSet<usize>| u32::try_from(set.len()).unwrap_or(u32::MAX);
    let (rollouts, starts) = (count(&all.0), all.1);
    if starts < FEWEST_STARTS_IN_ALL {
        return Effects { rollouts, starts, references, effects: Vec::new() };
    }
    let mut effects: Vec<Effect> = concerned
        .iter()
        .map(|(factor, (journeys, of_factor))| Effect {
            factor: (*factor).clone(),
            rollouts: count(journeys),
            starts: *of_factor,
            told: match *of_factor {
                _ if journeys.len() < SMALLEST_GROUP => Told::TooFew,
                0 => Told::Never,
                of_factor if of_factor == starts => Told::TooFew,
                _ => Told::Inseparable,
            },
        })
        .collect();
    estimate(journeys, &stretches, &mut effects);
    Effects { effects, references, rollouts, starts }
}

/// What stays the same on the way of each, but for the most frequent vendor, size and service; and these.
fn statics(journeys: &[Journey]) -> (Vec<Vec<Factor>>, Vec<Factor>) {
    let mut vendors = BTreeMap::<Option<VendorId>, usize>::new();
    for journey in journeys {
        *vendors.entry(journey.vendor).or_default() += 1;
    }
    let vendor = |journey: &Journey| match journey.vendor {
        Some(vendor) if vendors.get(&journey.vendor).is_some_and(|count| *count >= SMALLEST_GROUP) => {
            Factor::Vendor(vendor)
        }
        Some(_) => Factor::OtherVendors,
        None => Factor::NoVendor,
    };
    let kinds: [&dyn Fn(&Journey) -> Factor; 3] =
        [&vendor, &|journey| Factor::Size(journey.size), &|journey| {
            Factor::Service(journey.rollout.service.clone())
        }];
    let mut statics: Vec<Vec<Factor>> = journeys
        .iter()
        .map(|journey| journey.is_pilot.then_some(Factor::Pilot).into_iter().collect())
        .collect();
    let mut references = Vec::new();
    for kind in kinds {
        let of_each: Vec<Factor> = journeys.iter().map(kind).collect();
        let mut counts = BTreeMap::<&Factor, usize>::new();
        for factor in &of_each {
            *counts.entry(factor).or_default() += 1;
        }
        let Some(most) = counts.iter().max_by_key(|(_, count)| **count).map(|(factor, _)| (*factor).clone())
        else {
            continue;
        };
        for (statics, factor) in statics.iter_mut().zip(of_each) {
            if factor != most {
                statics.push(factor);
            }
        }
        references.push(most);
    }
    (statics, references)
}

/// The whole weeks in which a way was watched; the one in which it went live counts too.
fn of_journey(place: usize, journey: &Journey, statics: &[Factor]) -> Vec<Stretch> {
    let spell = journey.spell();
    let end = if spell.has_happened { spell.until.saturating_sub(1) / WEEK + 1 } else { spell.until / WEEK };
    let criteria: BTreeSet<CriterionId> = journey.held_up.iter().map(|held_up| held_up.criterion).collect();
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut before: Vec<CriterionId> = Vec::new();
    for week in spell.watched_from.div_ceil(WEEK)..end {
        let first_day = journey.started_on.plus(i64::from(week * WEEK));
        let held_up: Vec<CriterionId> = criteria
            .iter()
            .copied()
            .filter(|criterion| journey.is_held_up(Some(*criterion), first_day))
            .collect();
        let is_start = spell.has_happened && week + 1 == end;
        if let Some(stretch) = stretches.last_mut().filter(|_| held_up == before) {
            (stretch.end, stretch.is_start) = (week + 1, is_start);
        } else {
            let factors =
                held_up.iter().copied().map(Factor::HeldUp).chain(statics.iter().cloned()).collect();
            stretches.push(Stretch { journey: place, first: week, end: week + 1, is_start, factors });
        }
        before = held_up;
    }
    stretches
}

/// Fits the model and puts in what it tells.
fn estimate(journeys: &[Journey], stretches: &[Stretch], effects: &mut [Effect]) {
    let never: BTreeSet<&Factor> =
        effects.iter().filter(|effect| effect.told == Told::Never).map(|effect| &effect.factor).collect();
    // Where a factor leaves no chance at all, its weeks say nothing about any other.
    let stretches: Vec<&Stretch> = stretches
        .iter()
        .filter(|stretch| !stretch.factors.iter().any(|factor| never.contains(factor)))
        .collect();
    let times = times(&stretches);
    let columns: HashMap<Factor, usize> = effects
        .iter()
        .filter(|effect| effect.told == Told::Inseparable)
        .zip(times.len()..)
        .map(|(effect, column)| (effect.factor.clone(), column))
        .collect();
    let count = times.len() + columns.len();
    let mut clusters = BTreeMap::<Ars, u32>::new();
    for journey in journeys {
        let next = u32::try_from(clusters.len()).unwrap_or(u32::MAX);
        clusters.entry(journey.rollout.authority).or_insert(next);
    }
    let mut places = HashMap::<Vec<usize>, usize>::new();
    let mut rows: Vec<Row> = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for stretch in stretches {
        let cluster = clusters[&journeys[stretch.journey].rollout.authority];
        for (time, first) in times.iter().enumerate() {
            let end = times.get(time + 1).map_or(stretch.end, |next| stretch.end.min(*next));
            let periods = end.saturating_sub(stretch.first.max(*first));
            if periods == 0 {
                continue;
            }
            let mut present = vec![time];
            present.extend(stretch.factors.iter().filter_map(|factor| columns.get(factor)));
            let row = *places.entry(present).or_insert_with_key(|present| {
                let mut values = vec![0.0; count];
                for column in present {
                    values[*column] = 1.0;
                }
                rows.push(Row { values, periods: 0.0, events: 0.0 });
                rows.len() - 1
            });
            let periods = f64::from(periods);
            let events = f64::from(u8::from(stretch.is_start && end == stretch.end));
            rows[row].periods += periods;
            rows[row].events += events;
            parts.push(Part { cluster, row, periods, events });
        }
    }
    let Some(fit) = hazard::fit(&rows) else { return };
    let covariance = fit.clustered(&rows, &parts);
    for effect in effects.iter_mut() {
        let Some(&column) = columns.get(&effect.factor) else { continue };
        // What cannot be told from another has no information of its own, which only the model's own error shows.
        let told = fit.covariance[column][column].sqrt();
        let (estimate, error) = (fit.coefficients[column], covariance[column][column].sqrt());
        if told <= TOO_UNCERTAIN && error.is_finite() {
            effect.told = Told::Ratio {
                ratio: estimate.exp(),
                low: (estimate - QUANTILE * error).exp(),
                high: (estimate + QUANTILE * error).exp(),
            };
        }
    }
}

/// The first weeks of times with about as many starts each; in every one of them somebody went live.
fn times(stretches: &[&Stretch]) -> Vec<u32> {
    let mut starts: Vec<u32> =
        stretches.iter().filter(|stretch| stretch.is_start).map(|stretch| stretch.end - 1).collect();
    starts.sort_unstable();
    let count = (starts.len() / FEWEST_STARTS).clamp(1, MOST_TIMES);
    let mut times = vec![0];
    let later = (1..count).map(|time| starts[time * starts.len() / count]);
    times.extend(later.filter(|first| starts.first().is_some_and(|earliest| earliest < first)));
    times.dedup();
    times
}
