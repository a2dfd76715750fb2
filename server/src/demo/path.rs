//! The way of one rollout as it really is, whoever tells of it.

use domain::Day;
use domain::stage::Stage;

use super::calendar::working_day;
use super::chance::Chance;
use super::subject::Subject;

/// A stage and the day on which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) stage: Stage,
    pub(super) on: Day,
}

/// The steps of a rollout that goes live on that day, and what may follow; the first is the earliest.
pub(super) fn steps(subject: &Subject<'_>, live_on: Day, chance: &mut Chance) -> Vec<Step> {
    let mut steps = vec![Step { stage: Stage::Live, on: live_on }];
    before(subject, live_on, chance, &mut steps);
    after(live_on, chance, &mut steps);
    steps
}

fn before(subject: &Subject<'_>, live_on: Day, chance: &mut Chance, steps: &mut Vec<Step>) {
    let mut begin = live_on;
    let mut step_before = |stage, days: i64, steps: &mut Vec<Step>| {
        begin = working_day(begin.plus(-days));
        if steps[0].on > begin {
            steps.insert(0, Step { stage, on: begin });
        }
    };
    let days = |range, chance: &mut Chance| chance.rather_low(range) / if subject.is_pilot { 2 } else { 1 };
    if chance.per_mille(if subject.is_pilot { 700 } else { 170 }) {
        step_before(Stage::Pilot, days(14..=60, chance), steps);
    }
    if chance.per_mille(850) {
        let testing = days(18..=100, chance);
        if testing > 48 && chance.per_mille(150) {
            // Tests fail now and then, and it is back to preparing.
            step_before(Stage::Testing, testing / 3, steps);
            step_before(Stage::Preparing, testing / 3, steps);
            step_before(Stage::Testing, testing / 3, steps);
        } else {
            step_before(Stage::Testing, testing, steps);
        }
    }
    if chance.per_mille(880) {
        // Those who come late mostly began in time and got stuck.
        let stuck = live_on.ymd().0 > 2026 || live_on.ymd() > (2026, 9, 15);
        let times =
            if stuck && !subject.is_pilot && chance.per_mille(550) { chance.between(2..=5) } else { 1 };
        step_before(Stage::Preparing, days(40..=190, chance) * times, steps);
    }
    if chance.per_mille(650) {
        step_before(Stage::Ordered, days(14..=110, chance), steps);
    }
}

fn after(live_on: Day, chance: &mut Chance, steps: &mut Vec<Step>) {
    if !chance.per_mille(45) {
        return;
    }
    let suspended = working_day(live_on.plus(chance.between(15..=200)));
    steps.push(Step { stage: Stage::Suspended, on: suspended });
    if chance.per_mille(750) {
        let again = working_day(suspended.plus(chance.rather_low(10..=80)));
        steps.push(Step { stage: Stage::Live, on: again });
    }
}
