//! What authorities say about the criteria.

use std::collections::BTreeMap;

use domain::criteria::Answer;
use domain::stage::Stage;
use domain::{Ars, Day};

use super::{Deed, Told, day};
use crate::demo::calendar::{at_work, working_day};
use crate::demo::chance::Chance;
use crate::demo::path::Step;
use crate::demo::subject::Subject;

/// How many criteria the catalogue has from the start.
const CRITERIA: i64 = 9;

pub(super) fn all(ways: &[(&Subject<'_>, Vec<Step>)]) -> Vec<Told> {
    let mut by_authority = BTreeMap::<Ars, Vec<&(&Subject<'_>, Vec<Step>)>>::new();
    for way in ways {
        by_authority.entry(way.0.rollout.authority).or_default().push(way);
    }
    by_authority.into_iter().flat_map(|(authority, ways)| of(authority, &ways)).collect()
}

fn of(authority: Ars, ways: &[&(&Subject<'_>, Vec<Step>)]) -> Vec<Told> {
    let mut chance = Chance::of(&["answers", authority.as_str()]);
    let Some((subject, _)) = ways.first() else { return Vec::new() };
    if !chance.per_mille(if subject.is_pilot { 1000 } else { 480 }) {
        return Vec::new();
    }
    let first_on = working_day(day(2026, 2, 2).plus(chance.rather_low(0..=220)));
    // Three are asked at a time, and some come back for the rest.
    let rounds = chance.between(1..=3);
    (0..rounds)
        .map(|round| {
            let on = working_day(first_on.plus(round * chance.between(25..=60)));
            let is_live = ways
                .iter()
                .all(|(_, steps)| steps.iter().any(|step| step.stage == Stage::Live && step.on <= on));
            let asked = round * 3 + 1..=(round * 3 + 3).min(CRITERIA);
            let answers =
                asked.map(|criterion| (criterion, None, answer(on, is_live, &mut chance))).collect();
            Told { at: at_work(on, &mut chance), deed: Deed::Answer { authority, answers } }
        })
        .collect()
}

/// Whoever is live has most of it; in time the others have more.
fn answer(on: Day, is_live: bool, chance: &mut Chance) -> Answer {
    let since = on.days_since(day(2026, 2, 1));
    let met = if is_live { 930 } else { 420 + since };
    match chance.between(0..=999) {
        drawn if drawn < met => Answer::Met,
        drawn if drawn < met + (1000 - met) / 3 => Answer::Partly,
        drawn if drawn < 960 => Answer::Open,
        _ => Answer::NotRelevant,
    }
}
