//! Who goes live when.

use std::collections::BTreeMap;

use domain::Day;

use super::chance::Chance;
use super::subject::Subject;
use super::{calendar, pace};

/// Leads and luck are reckoned in hundredths of a standard deviation.
const SIZE: i64 = 38;
const BEZIRK: i64 = 20;
const KREIS: i64 = 75;
const AUTHORITY: i64 = 45;
const LUCK: i64 = 40;

/// This service of its commitment now and then comes after the other one.
const FOLLOWER: &str = "bauvorbescheid";

/// For each subject the day on which it is live; for some that is years ahead.
pub(super) fn live_days(subjects: &[Subject<'_>]) -> Vec<Day> {
    let mut days = vec![Day::BEGINNING; subjects.len()];
    let mut races = BTreeMap::<_, Vec<usize>>::new();
    for (place, subject) in subjects.iter().enumerate() {
        races.entry((&subject.rollout.service, subject.is_pilot)).or_default().push(place);
    }
    for mut race in races.into_values() {
        // By size first, because how large something is counts relative to the others.
        race.sort_by_key(|place| (subjects[*place].inhabitants, subjects[*place].rollout));
        let of = i64::try_from(race.len()).unwrap_or(i64::MAX);
        let mut standings: Vec<(i64, usize)> = (0..)
            .zip(race)
            // Evenly spread with a standard deviation of 100.
            .map(|(rank, place)| ((2 * rank + 1 - of) * 173 / of, place))
            .map(|(size, place)| (standing(&subjects[place], size), place))
            .collect();
        standings.sort_by_key(|(standing, place)| (-standing, subjects[*place].rollout));
        for (rank, (_, place)) in (0..).zip(standings) {
            days[place] = live_on(&subjects[place], (2 * rank + 1) * pace::WHOLE / (2 * of));
        }
    }
    days
}

fn standing(subject: &Subject<'_>, size: i64) -> i64 {
    let authority = subject.rollout.authority.as_str();
    let kreis = subject.kreis();
    let luck = |names: &[&str], deviation| Chance::of(names).bell(deviation);
    // A shared Landratsamt, the same IT, the same regional meetings: what goes well for one commitment goes
    // well for the next, which is why whole Kreise come to have everything.
    size * SIZE / 100
        + subject.vendor.lead
        + luck(&["bezirk", &kreis[..3.min(kreis.len())]], BEZIRK)
        + luck(&["kreis", &kreis], KREIS)
        + luck(&["authority", authority], AUTHORITY)
        + luck(&["luck", authority, subject.commitment.as_str()], LUCK)
}

fn live_on(subject: &Subject<'_>, quantile: i64) -> Day {
    let Subject { rollout, commitment, is_pilot, vendor, .. } = subject;
    let mut chance = Chance::of(&["live", rollout.authority.as_str(), commitment.as_str()]);
    let mut day = pace::day_of(quantile, commitment, *is_pilot);
    if !is_pilot && chance.per_mille(620) {
        day = vendor.wave(day, &mut chance);
    }
    if rollout.service.as_str() == FOLLOWER && chance.per_mille(200) {
        day = day.plus(chance.between(14..=100));
    }
    // Nobody starts between the years: it is done before, or waits.
    let (_, month, date) = day.ymd();
    calendar::working_day(match (month, date) {
        (12, 20..) => day.plus(-12),
        (1, ..=6) => day.plus(14),
        _ => day,
    })
}
