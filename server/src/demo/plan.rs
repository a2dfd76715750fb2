//! The days people name when they are asked when it will be live.

use domain::Day;
use domain::stage::Stage;

use super::calendar::{monday, working_day};
use super::chance::Chance;

/// How often somebody at a stage names a day, in a thousand.
const fn told(stage: Stage) -> i64 {
    match stage {
        Stage::NotStarted => 180,
        Stage::Ordered => 450,
        Stage::Preparing => 720,
        Stage::Testing | Stage::Pilot => 900,
        Stage::Suspended => 500,
        Stage::Live | Stage::Unknown => 0,
    }
}

/// The day that somebody names on `now`, always a later one, if they name one. Who knows least says "by the
/// deadline"; the others are right or, rather, too hopeful.
pub(super) fn plan(stage: Stage, now: Day, live_on: Day, chance: &mut Chance) -> Option<Day> {
    if !chance.per_mille(told(stage)) {
        return None;
    }
    let ahead = live_on.days_since(now).max(10);
    let deadline = Day::from_ymd(2026, 12, 31).filter(|deadline| deadline.days_since(now) > 30);
    if chance.per_mille(if ahead > 300 { 600 } else { 80 }) && deadline.is_some() {
        return deadline;
    }
    if ahead > 450 {
        return None;
    }
    let guess = now.plus((ahead * chance.rather_low(45..=110) / 100).max(10) + chance.between(0..=9));
    let (year, month, _) = guess.ymd();
    let rounded = match chance.between(0..=9) {
        0..=3 => Day::from_ymd(year, month, 1).unwrap_or(guess),
        4..=7 => monday(guess),
        _ => guess,
    };
    Some(working_day(if rounded > now.plus(4) { rounded } else { guess }))
}
