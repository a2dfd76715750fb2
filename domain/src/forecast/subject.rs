//! What is known of one rollout, and how it stood on any day.

use crate::day::Day;

/// One rollout as the forecast sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// From when on it would have been seen to go live.
    pub watched_from: Day,
    /// The steps on its way, in order. Before the first it has not begun.
    pub steps: Vec<StepTaken>,
    /// Live since.
    pub live_on: Option<Day>,
    /// Which vendor, counted from 0.
    pub vendor: usize,
    /// Which class of size, counted from 0.
    pub size: usize,
    /// Which service, counted from 0.
    pub service: usize,
    /// Whether a pilot body is responsible.
    pub is_pilot: bool,
    /// When it is blocked. An end may lie ahead: that is how one asks what solving it would bring.
    pub blocked: Vec<BlockedTime>,
    /// What was planned, in the order in which it was said.
    pub plans: Vec<PlanSaid>,
}

/// A step that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepTaken {
    /// The day of it.
    pub on: Day,
    /// How far that is: 0 has not begun, higher is closer to going live.
    pub state: usize,
}

/// Days on which something is in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockedTime {
    /// The first of them.
    pub from: Day,
    /// The first day on which it is not any more.
    pub until: Option<Day>,
}

/// A plan and the day from which on it held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanSaid {
    /// Held from that day on.
    pub said_on: Day,
    /// The planned start; `None`: none any more.
    pub planned_on: Option<Day>,
}

/// Each factor of the hazard has levels.
pub(super) const FACTORS: usize = 7;
/// The place of each factor among the levels.
pub(super) const CLOCK: usize = 0;
pub(super) const VENDOR: usize = 1;
/// One level of each factor.
pub(super) type Levels = [u16; FACTORS];

/// Days of waiting after which the hazard may be another one: each about twice the one before.
const WAITING: [i64; 5] = [28, 56, 112, 224, 448];
/// Levels of the clock that each step has.
const CLOCK_LEVELS: usize = WAITING.len() + 1;

impl Subject {
    /// What was known of it before the origin.
    #[must_use]
    pub fn known_before(&self, origin: Day) -> Self {
        let mut known = self.clone();
        known.steps.retain(|step| step.on < origin);
        known.live_on = self.live_on.filter(|live| *live < origin);
        known.blocked.retain(|blocked| blocked.from < origin);
        for blocked in &mut known.blocked {
            blocked.until = blocked.until.filter(|until| *until < origin);
        }
        known.plans.retain(|plan| plan.said_on < origin);
        known
    }

    /// The step it is on and since when; `None`: it has not begun.
    pub(super) fn step_on(&self, day: Day) -> Option<StepTaken> {
        self.steps.iter().rfind(|step| step.on <= day).copied().filter(|step| step.state > 0)
    }

    /// What does not change with what is simulated: all but the clock.
    pub(super) fn levels_on(&self, day: Day) -> Levels {
        let clock = self.step_on(day).map_or(0, |step| clock_level(step.state, day.days_since(step.on)));
        let blocked = self
            .blocked
            .iter()
            .any(|blocked| blocked.from <= day && blocked.until.is_none_or(|until| day < until));
        let levels = [
            clock,
            self.vendor,
            self.size,
            self.service,
            usize::from(self.is_pilot),
            usize::from(blocked),
            self.plan_level(day),
        ];
        levels.map(|level| u16::try_from(level).unwrap_or(u16::MAX))
    }

    /// How the planned day lies. Learning how much each of these is worth is learning how far plans slip.
    fn plan_level(&self, day: Day) -> usize {
        let plan = self.plans.iter().rfind(|plan| plan.said_on <= day).and_then(|plan| plan.planned_on);
        match plan.map(|planned| planned.days_since(day)) {
            None => 0,
            Some(28..) => 1,
            Some(0..28) => 2,
            Some(-28..0) => 3,
            Some(_) => 4,
        }
    }
}

/// The level of the clock after waiting for some days on a step.
pub(super) fn clock_level(state: usize, waited: i64) -> usize {
    if state == 0 {
        return 0;
    }
    1 + (state - 1) * CLOCK_LEVELS + WAITING.partition_point(|bound| *bound <= waited)
}

/// The step that a level of the clock belongs to.
pub(super) fn state_of(clock: usize) -> usize {
    clock.checked_sub(1).map_or(0, |clock| 1 + clock / CLOCK_LEVELS)
}
