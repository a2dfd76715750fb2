//! The rollouts of a situation as the forecast sees them.

use std::collections::BTreeMap;

use super::subject::{BlockedTime, PlanSaid, StepTaken, Subject};
use crate::day::Day;
use crate::rollout::{History, RolloutKey, Viewpoint};
use crate::situation::Situation;
use crate::stage::Stage;

/// Not begun, on the way, in test or pilot.
pub const STATES: usize = 3;

/// Inhabitants from which on a rollout belongs to the next class of size.
const SIZES: [u64; 3] = [5_000, 20_000, 100_000];

/// Every rollout of the day with what is known of it by then, in the order of
/// [`crate::responsibility::Responsibilities::rollouts`].
///
/// All of them are watched from the first day that any record tells of: who was responsible is known even of those of
/// whom nothing was told. Whoever fell back is watched from then on. Vendors are those of the day.
#[must_use]
pub fn subjects(situation: &Situation, today: Day) -> Vec<Subject> {
    let viewpoint = Viewpoint::on(today);
    let responsibilities = situation.responsibilities(today);
    let rollouts = responsibilities.rollouts();
    let mut people = vec![0; rollouts.len()];
    for commune in responsibilities.communes() {
        for (rollout, _) in &commune.rollouts {
            people[*rollout] += commune.inhabitants;
        }
    }
    let first = rollouts
        .iter()
        .filter_map(|rollout| situation.history(rollout))
        .filter_map(|history| history.events().iter().find(|event| viewpoint.counts(event)))
        .map(|event| event.entry.effective_on)
        .min();
    let catalogue = situation.catalogue();
    let mut vendors = BTreeMap::new();
    let mut number_of = |rollout: &RolloutKey| {
        let vendor = situation.history(rollout).and_then(|history| vendor(situation, history, viewpoint));
        let next = vendors.len();
        *vendors.entry(vendor).or_insert(next)
    };
    rollouts
        .iter()
        .zip(people)
        .map(|(rollout, people)| {
            let mut subject = Subject {
                watched_from: first.unwrap_or(today),
                steps: Vec::new(),
                live_on: None,
                vendor: number_of(rollout),
                size: SIZES.partition_point(|bound| *bound <= people),
                service: catalogue
                    .services
                    .iter()
                    .position(|service| service.slug == rollout.service)
                    .unwrap_or_default(),
                is_pilot: catalogue.is_pilot(&rollout.authority),
                blocked: blocked(situation, rollout, today),
                plans: Vec::new(),
            };
            if let Some(history) = situation.history(rollout) {
                tell(&mut subject, history, viewpoint);
            }
            subject
        })
        .collect()
}

/// The vendor under its one name.
fn vendor<'a>(situation: &'a Situation, history: &'a History, viewpoint: Viewpoint) -> Option<&'a str> {
    let text = history.current(viewpoint)?.entry.vendor.as_deref()?;
    Some(situation.obstacles().vendors.name(text))
}

/// Steps, plans, and since when it is live.
fn tell(subject: &mut Subject, history: &History, viewpoint: Viewpoint) {
    let mut was_live = false;
    for event in history.events().iter().filter(|event| viewpoint.counts(event)) {
        let on = event.entry.effective_on;
        let is_live = event.entry.stage == Stage::Live;
        if was_live && !is_live {
            subject.watched_from = on;
            subject.steps.clear();
        }
        was_live = is_live;
        let state = state(event.entry.stage);
        if !is_live && subject.steps.last().map_or(0, |step| step.state) != state {
            subject.steps.push(StepTaken { on, state });
        }
    }
    subject.live_on = history.live_since(viewpoint);
    subject.plans = history
        .plans(viewpoint)
        .into_iter()
        .map(|plan| PlanSaid { said_on: Day::of(plan.said_at), planned_on: plan.planned_on })
        .collect();
}

/// How far a stage is on the way to live.
const fn state(stage: Stage) -> usize {
    match stage {
        Stage::Unknown | Stage::NotStarted => 0,
        Stage::Ordered | Stage::Preparing | Stage::Suspended => 1,
        Stage::Testing | Stage::Pilot | Stage::Live => 2,
    }
}

fn blocked(situation: &Situation, rollout: &RolloutKey, today: Day) -> Vec<BlockedTime> {
    let blockers = situation.obstacles().blockers.of(rollout).filter(|blocker| blocker.withdrawn.is_none());
    blockers
        .flat_map(|blocker| {
            let members = blocker.members.iter().filter(|member| member.rollout == *rollout);
            members.map(move |member| BlockedTime {
                from: blocker.facts.opened_on.max(member.joined_on),
                until: blocker.closing_of(member).map(|closing| closing.on),
            })
        })
        .filter(|blocked| blocked.from <= today)
        .collect()
}
