use proptest::prelude::*;

use super::*;

/// Authorities of some Kreise: of each Kreis the Landratsamt and those of its communes, as communes that lack one, the
/// other, or both.
fn work() -> impl Strategy<Value = Work> {
    let place = (0_usize..3, 0_usize..4, 0_u8..3, 1_u64..50);
    let vendors = prop::collection::vec(prop::option::of(0_i64..3), 15);
    (prop::collection::vec(place, 0..16), vendors).prop_map(|(places, vendors)| {
        let authority: Ars = "09273".parse().unwrap();
        let jobs = vendors
            .into_iter()
            .map(|vendor| Job { authority, rollouts: Vec::new(), vendor: vendor.map(VendorId) })
            .collect::<Vec<_>>();
        let places: Vec<Place> = places
            .into_iter()
            .map(|(kreis, commune, lacks, inhabitants)| {
                let (kreis, commune) = (kreis * 5, kreis * 5 + 1 + commune);
                let jobs = match lacks {
                    0 => vec![kreis],
                    1 => vec![commune],
                    _ => vec![kreis, commune],
                };
                Place { inhabitants, jobs }
            })
            .collect();
        let by_inhabitants = order::by_inhabitants(jobs.len(), &places);
        Work { jobs, left_out: 0, places, by_inhabitants }
    })
}

fn capacity() -> impl Strategy<Value = (Capacity, u32)> {
    let slots = prop::option::of(1_u32..4);
    (1_u32..4, 1_u32..3, slots, 0_u32..5).prop_map(|(teams, per_week, vendor_slots, weeks)| {
        (Capacity { teams, per_week, vendor_slots }, weeks)
    })
}

fn measure() -> impl Strategy<Value = Measure> {
    prop::sample::select(Measure::ALL.to_vec())
}

fn people(work: &Work, done: impl Fn(usize) -> bool) -> u64 {
    let live = work.places.iter().filter(|place| place.jobs.iter().all(|job| done(*job)));
    live.map(|place| place.inhabitants).sum()
}

proptest! {
    #[test]
    fn more_capacity_is_never_worse(
        work in work(),
        (capacity, weeks) in capacity(),
        (teams, slots, per_week, more_weeks) in (0_u32..3, 0_u32..3, 0_u32..2, 0_u32..3),
        measure in measure(),
    ) {
        let less = work.plan(measure, capacity, weeks).gained().of(measure);
        let more = Capacity {
            teams: capacity.teams + teams,
            per_week: capacity.per_week + per_week,
            vendor_slots: capacity.vendor_slots.map(|before| before + slots),
        };
        prop_assert!(work.plan(measure, more, weeks + more_weeks).gained().of(measure) >= less);
        let unlimited = Capacity { vendor_slots: None, ..capacity };
        prop_assert!(work.plan(measure, unlimited, weeks).gained().of(measure) >= less);
    }

    #[test]
    fn a_plan_keeps_to_its_capacity_and_counts_what_it_brings(
        work in work(),
        (capacity, weeks) in capacity(),
        measure in measure(),
    ) {
        let plan = work.plan(measure, capacity, weeks);
        prop_assert!(plan.waves.len() <= weeks as usize);
        let mut done = BTreeSet::new();
        for wave in &plan.waves {
            prop_assert!(wave.jobs.len() <= (capacity.teams * capacity.per_week) as usize);
            let mut used = BTreeMap::new();
            for job in &wave.jobs {
                prop_assert!(done.insert(*job), "nobody is helped twice");
                if let Some(vendor) = work.jobs[*job].vendor {
                    *used.entry(vendor).or_insert(0_u32) += 1;
                }
            }
            if let Some(slots) = capacity.vendor_slots {
                prop_assert!(used.values().all(|used| *used <= slots));
            }
            prop_assert_eq!(wave.gained.authorities, done.len() as u64);
            prop_assert_eq!(wave.gained.inhabitants, people(&work, |job| done.contains(&job)));
        }
    }

    /// Against all choices of so many authorities.
    #[test]
    fn no_other_choice_brings_more_than_the_bundle_begun(work in work(), count in 0_usize..=15) {
        let best = (0_u32..1 << 15)
            .filter(|choice| choice.count_ones() as usize == count)
            .map(|choice| people(&work, |job| choice & (1 << job) != 0))
            .max()
            .unwrap_or(0);
        let brought = people(&work, |job| work.by_inhabitants[..count].contains(&job));
        let (mut ended, mut begun) = (0, 0);
        for bundle in order::in_order(work.jobs.len(), &work.places) {
            if ended < count {
                begun = if ended + bundle.jobs.len() > count { bundle.people } else { 0 };
            }
            ended += bundle.jobs.len();
        }
        prop_assert!(brought <= best && best <= brought + begun, "{} of {}, begun {}", brought, best, begun);
        let mut everybody = work.by_inhabitants.clone();
        everybody.sort_unstable();
        prop_assert_eq!(everybody, (0..15).collect::<Vec<_>>());
    }
}

#[test]
fn a_landratsamt_comes_first_where_its_communes_make_it_worth_it() {
    let place = |inhabitants, jobs: &[usize]| Place { inhabitants, jobs: jobs.to_vec() };
    // Three communes that lack the Kreis (0) and themselves, and a town that lacks only itself (4).
    let places = [place(30, &[0, 1]), place(20, &[0, 2]), place(1, &[0, 3]), place(16, &[4])];
    assert_eq!(order::by_inhabitants(5, &places), [0, 1, 2, 4, 3]);
    let places = [place(30, &[0, 1]), place(20, &[0, 2]), place(1, &[0, 3]), place(17, &[4])];
    assert_eq!(order::by_inhabitants(5, &places), [4, 0, 1, 2, 3]);
}

#[test]
fn nothing_to_do_and_nobody_to_do_it_are_no_plan() {
    let capacity = Capacity { teams: 0, per_week: 3, vendor_slots: None };
    assert_eq!(Work::default().plan(Measure::Inhabitants, capacity, 10), Plan::default());
}
