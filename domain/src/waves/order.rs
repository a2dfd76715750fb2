//! The order that brings most people for what it costs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Place;

/// Jobs that are done one after the other, and the people whom they bring together.
#[derive(Clone, Debug)]
pub(super) struct Bundle {
    pub(super) jobs: Vec<usize>,
    pub(super) people: u64,
}

impl Bundle {
    /// Whether it brings more people for each job; of two alike the one that brings more.
    fn is_better_than(&self, other: &Self) -> bool {
        let (one, two) = (u128::from(self.people), u128::from(other.people));
        let (first, second) = (one * other.jobs.len() as u128, two * self.jobs.len() as u128);
        (first, one) > (second, two)
    }
}

/// All jobs, ordered by repeatedly taking the bundle with most people for each job (J. B. Sidney, "Decomposition
/// algorithms for single-machine sequencing with precedence relations and deferral costs", Operations Research 23
/// (1975)).
///
/// A commune is live when all of its authorities are, so that one job alone may bring nobody: a Landratsamt is worth what
/// its communes bring after it. Looked at are the jobs that one commune lacks, and a job together with others that each
/// bring communes once it is done. Where no commune lacks more than two, one of them the same for all its neighbours (its
/// own authority and its Kreis, as in Bavaria), nothing better is missed: for every number of jobs at which a bundle ends
/// no other choice brings more people, and in between at most what the bundle brings that has been begun.
pub(super) fn by_inhabitants(jobs: usize, places: &[Place]) -> Vec<usize> {
    let mut order: Vec<usize> = in_order(jobs, places).into_iter().flat_map(|bundle| bundle.jobs).collect();
    let taken: BTreeSet<usize> = order.iter().copied().collect();
    // Those come last that bring no commune: others are left out that it lacks.
    order.extend((0..jobs).filter(|job| !taken.contains(job)));
    order
}

/// The bundles that bring somebody, the best first.
pub(super) fn in_order(jobs: usize, places: &[Place]) -> Vec<Bundle> {
    let mut sequences: Vec<VecDeque<Bundle>> =
        components(jobs, places).into_iter().map(|places| bundles(&places).into()).collect();
    let mut order = Vec::new();
    loop {
        let mut best: Option<usize> = None;
        for (place, sequence) in sequences.iter().enumerate() {
            let Some(bundle) = sequence.front() else { continue };
            let is_better =
                best.and_then(|best| sequences[best].front()).is_none_or(|best| bundle.is_better_than(best));
            if is_better {
                best = Some(place);
            }
        }
        let Some(bundle) = best.and_then(|best| sequences[best].pop_front()) else { break };
        order.push(bundle);
    }
    order
}

/// Places put together that have something to do with each other.
fn components(jobs: usize, places: &[Place]) -> Vec<Vec<&Place>> {
    let mut root: Vec<usize> = (0..jobs).collect();
    let find = |root: &[usize], mut job: usize| {
        while root[job] != job {
            job = root[job];
        }
        job
    };
    for place in places {
        for pair in place.jobs.windows(2) {
            let (one, other) = (find(&root, pair[0]), find(&root, pair[1]));
            root[one.max(other)] = one.min(other);
        }
    }
    let mut components = BTreeMap::<usize, Vec<&Place>>::new();
    for place in places {
        components.entry(find(&root, place.jobs[0])).or_default().push(place);
    }
    components.into_values().collect()
}

/// The bundles of one component, the best first.
fn bundles(places: &[&Place]) -> Vec<Bundle> {
    let mut open: Vec<(u64, Vec<usize>)> =
        places.iter().map(|place| (place.inhabitants, place.jobs.clone())).collect();
    let mut bundles = Vec::new();
    while !open.is_empty() {
        let mut best: Option<Bundle> = None;
        let alone = open.iter().map(|(_, jobs)| of_jobs(&open, jobs));
        let hubs = open.iter().flat_map(|(_, jobs)| jobs).collect::<BTreeSet<_>>();
        for bundle in alone.chain(hubs.into_iter().map(|hub| around(&open, *hub))) {
            if best.as_ref().is_none_or(|best| bundle.is_better_than(best)) {
                best = Some(bundle);
            }
        }
        let Some(best) = best else { break };
        for (_, jobs) in &mut open {
            jobs.retain(|job| !best.jobs.contains(job));
        }
        open.retain(|(_, jobs)| !jobs.is_empty());
        bundles.push(best);
    }
    bundles
}

/// Just these jobs.
fn of_jobs(open: &[(u64, Vec<usize>)], jobs: &[usize]) -> Bundle {
    let brought = open.iter().filter(|(_, lacking)| lacking.iter().all(|job| jobs.contains(job)));
    Bundle { jobs: jobs.to_vec(), people: brought.map(|(people, _)| people).sum() }
}

/// A job and those others that bring communes once it is done, as many as pay.
fn around(open: &[(u64, Vec<usize>)], hub: usize) -> Bundle {
    let mut people = 0;
    let mut others = BTreeMap::<usize, u64>::new();
    for (of_place, jobs) in open {
        match jobs.as_slice() {
            [only] if *only == hub => people += of_place,
            [only] => *others.entry(*only).or_default() += of_place,
            [one, other] if *one == hub => *others.entry(*other).or_default() += of_place,
            [one, other] if *other == hub => *others.entry(*one).or_default() += of_place,
            _ => {}
        }
    }
    let mut others: Vec<(u64, usize)> = others.into_iter().map(|(job, people)| (people, job)).collect();
    others.sort_by_key(|(people, job)| (Reverse(*people), *job));
    let mut best = Bundle { jobs: vec![hub], people };
    let mut longer = best.clone();
    for (of_other, job) in others {
        longer.jobs.push(job);
        longer.people += of_other;
        if longer.is_better_than(&best) {
            best = longer.clone();
        }
    }
    best
}
