//! Why coverage on one day is not what it was on another, in parts that add up exactly.
//!
//! One thing is changed after the other, from what was said of the first day to what is said of the last: what is known
//! of the first day, then the stages, then who is counted. What each change makes of every authority and commune is a
//! row of its part, and what a part adds is the sum of its rows.

use std::collections::BTreeMap;

use crate::catalogue::Selection;
use crate::coverage::{Coverage, Measure, Scope, Share, Tally, Unit};
use crate::key::Ars;
use crate::rollout::Viewpoint;
use crate::situation::Situation;
use crate::stage::Liveness;

/// One of the reasons why a figure changed, in the order in which they are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What was recorded or taken back later about the days up to the first one.
    Corrections,
    /// Something else counted as live on the first day, by what is known now.
    Definition,
    /// Live on the last day and not on the first.
    NewlyLive,
    /// Live on the first day and not on the last.
    Relapsed,
    /// Another register, or somebody else responsible: who is counted, and with how many inhabitants.
    Denominators,
}

impl Part {
    /// All parts in the order in which they are applied.
    pub const ALL: [Self; 5] =
        [Self::Corrections, Self::Definition, Self::NewlyLive, Self::Relapsed, Self::Denominators];
}

/// What one part made of one authority or commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The part.
    pub part: Part,
    /// How it was counted before; `None`: not at all.
    pub before: Option<Unit>,
    /// How it is counted after; `None`: not at all.
    pub after: Option<Unit>,
}

impl Row {
    /// Which authority or commune it is.
    #[must_use]
    pub fn ars(&self) -> Option<Ars> {
        self.after.or(self.before).map(|unit| unit.ars)
    }

    /// What it adds to what is live, in a measure.
    #[must_use]
    pub fn live(&self, measure: Measure) -> i64 {
        let live = |unit: Option<Unit>| {
            unit.filter(|unit| unit.liveness == Liveness::Live).map_or(0, |unit| weight(unit, measure))
        };
        live(self.after) - live(self.before)
    }

    /// What it adds to what is counted, in a measure.
    #[must_use]
    pub fn total(&self, measure: Measure) -> i64 {
        let total = |unit: Option<Unit>| unit.map_or(0, |unit| weight(unit, measure));
        total(self.after) - total(self.before)
    }
}

const fn weight(unit: Unit, measure: Measure) -> i64 {
    match measure {
        Measure::Authorities | Measure::Communes => 1,
        Measure::Inhabitants => unit.inhabitants.cast_signed(),
    }
}

/// What a part does to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The part.
    pub part: Part,
    /// The confirmed share before it: that of the first day, or after the step before.
    pub before: Share,
    /// The confirmed share after it.
    pub after: Share,
    /// What became live by it.
    pub gained: u64,
    /// What is not live any more by it.
    pub lost: u64,
    /// By how much more is counted, live or not.
    pub total: i64,
}

/// The way from one figure to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// Coverage as seen from the first viewpoint.
    pub from: Coverage,
    /// Coverage as seen from the last.
    pub to: Coverage,
    /// What changed of authorities, by part and key.
    authorities: Vec<Row>,
    /// What changed of communes, by part and key.
    communes: Vec<Row>,
}

impl Bridge {
    /// From what one viewpoint shows to what another shows.
    #[must_use]
    pub fn new(
        situation: &Situation,
        selection: &Selection,
        scope: Scope,
        from: Viewpoint,
        to: Viewpoint,
    ) -> Self {
        let tally = |viewpoint: Viewpoint| {
            let responsibilities = situation.responsibilities(viewpoint.on);
            Tally::new(responsibilities, situation.catalogue(), selection, scope)
        };
        let (first, last) = (tally(from), tally(to));
        let liveness = |of: Viewpoint, seen_from: Viewpoint| -> Vec<Liveness> {
            let rollouts = situation.responsibilities(of.on).rollouts();
            rollouts.iter().map(|rollout| situation.liveness(rollout, seen_from)).collect()
        };
        let told_then = liveness(from, from);
        let known_now = liveness(from, Viewpoint { known_on: to.known_on, ..from });
        let defined_now = liveness(from, Viewpoint { on: from.on, ..to });
        let same_units = liveness(from, to);
        let now = liveness(to, to);
        let rows = |units: &dyn Fn(&Tally, &[Liveness]) -> Vec<Unit>| {
            let steps =
                [&told_then, &known_now, &defined_now, &same_units].map(|liveness| units(&first, liveness));
            rows(&steps, units(&last, &now))
        };
        Self {
            from: first.count(&told_then),
            to: last.count(&now),
            authorities: rows(&|tally, liveness| tally.authorities(liveness).collect()),
            communes: rows(&|tally, liveness| tally.communes(liveness).collect()),
        }
    }

    /// The rows of a measure, by part and key. Those of communes and inhabitants are the same.
    #[must_use]
    pub fn rows(&self, measure: Measure) -> &[Row] {
        match measure {
            Measure::Authorities => &self.authorities,
            Measure::Communes | Measure::Inhabitants => &self.communes,
        }
    }

    /// The parts in their order: each begins where the one before it ends, the first at the share of the first day, and
    /// the last ends at that of the last day.
    #[must_use]
    pub fn steps(&self, measure: Measure) -> Vec<Step> {
        let start = self.from.of(measure);
        let (mut live, mut whole) = (start.live, start.total);
        let step = |part| {
            let rows = || self.rows(measure).iter().filter(move |row| row.part == part);
            let before = Share { part: live, whole };
            let gained = rows().map(|row| row.live(measure).max(0).unsigned_abs()).sum();
            let lost = rows().map(|row| row.live(measure).min(0).unsigned_abs()).sum();
            let total = rows().map(|row| row.total(measure)).sum();
            live = live + gained - lost;
            whole = whole.saturating_add_signed(total);
            Step { part, before, after: Share { part: live, whole }, gained, lost, total }
        };
        Part::ALL.map(step).into()
    }
}

/// What happened to each unit: first to those of the first day, whose keys and order are the same in all `steps`, then
/// from the last of these to those that are counted now.
fn rows(steps: &[Vec<Unit>; 4], now: Vec<Unit>) -> Vec<Row> {
    let [told_then, known_now, defined_now, same_units] = steps;
    let row = |part, before: &Unit, after: &Unit| Row { part, before: Some(*before), after: Some(*after) };
    let is_live = |unit: &Unit| unit.liveness == Liveness::Live;
    let mut rows = Vec::new();
    for (part, steps) in
        [(Part::Corrections, [told_then, known_now]), (Part::Definition, [known_now, defined_now])]
    {
        for (before, after) in steps[0].iter().zip(steps[1]) {
            if is_live(before) != is_live(after) {
                rows.push(row(part, before, after));
            }
        }
    }
    for (first, last) in defined_now.iter().zip(same_units) {
        match (is_live(first), is_live(last)) {
            (false, true) => rows.push(row(Part::NewlyLive, first, last)),
            (true, false) => rows.push(row(Part::Relapsed, first, last)),
            _ => {}
        }
    }
    let mut counted: BTreeMap<Ars, (Option<Unit>, Option<Unit>)> = BTreeMap::new();
    for unit in same_units {
        counted.entry(unit.ars).or_default().0 = Some(*unit);
    }
    for unit in now {
        counted.entry(unit.ars).or_default().1 = Some(unit);
    }
    for (before, after) in counted.into_values() {
        let count = |unit: Option<Unit>| unit.map(|unit| (unit.inhabitants, is_live(&unit)));
        if count(before) != count(after) {
            rows.push(Row { part: Part::Denominators, before, after });
        }
    }
    rows.sort_by_key(|row| row.part);
    rows
}
