//! What was recorded last, and what it changed.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::Day;
use domain::rollout::{History, RolloutEvent, RolloutKey};
use domain::situation::Situation;
use domain::stage::Stage;

use super::filter::Filter;
use super::overview::FOUR_WEEKS;

/// Something worth telling.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it is about.
    pub rollout: RolloutKey,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// What happened.
    pub kind: ChangeKind,
    /// Communes concerned.
    pub communes: u64,
    /// Their inhabitants.
    pub inhabitants: u64,
}

/// What happened to a rollout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It reached another stage, since that day.
    Stage(Stage, Day),
    /// The planned start was set or moved.
    Planned(Day),
    /// An entry was taken back.
    Retracted(Stage),
}

/// What happened lately, of each rollout the last change.
#[derive(Clone, Debug)]
pub struct Recent {
    /// Rollouts that went live.
    pub live: u64,
    /// Rollouts that reached another stage.
    pub moved: u64,
    /// Rollouts that are where they were, with a start that was planned or moved.
    pub planned: u64,
    /// Rollouts of which an entry was taken back.
    pub retracted: u64,
    /// Those that concern most people, what went live first.
    pub greatest: Vec<Change>,
}

/// The last changes in the scope and selection of the filter, latest first: what was recorded by the end of
/// the looked-at day, one of each rollout. Confirmations without change are left out.
#[must_use]
pub fn changes(situation: &Situation, filter: &Filter, today: Day, most: usize) -> Vec<Change> {
    let mut found = last_of_each(found(situation, filter, today));
    found.truncate(most);
    with_reach(situation, filter, found)
}

/// What was recorded in the four weeks before the end of the looked-at day, with the `most` that matter most.
#[must_use]
pub fn recent(situation: &Situation, filter: &Filter, today: Day, most: usize) -> Recent {
    let mut found = last_of_each(found(situation, filter, today));
    let since = until(filter, today).plus(-FOUR_WEEKS);
    found.retain(|(_, at, _)| Day::of(*at) > since);
    let count = |of: fn(ChangeKind) -> bool| found.iter().filter(|(.., kind)| of(*kind)).count() as u64;
    let (live, moved, planned, retracted) = (
        count(|kind| matches!(kind, ChangeKind::Stage(Stage::Live, _))),
        count(|kind| matches!(kind, ChangeKind::Stage(stage, _) if stage != Stage::Live)),
        count(|kind| matches!(kind, ChangeKind::Planned(_))),
        count(|kind| matches!(kind, ChangeKind::Retracted(_))),
    );
    let mut greatest = with_reach(situation, filter, found);
    let is_live = |change: &Change| matches!(change.kind, ChangeKind::Stage(Stage::Live, _));
    greatest.sort_by_key(|change| std::cmp::Reverse((is_live(change), change.inhabitants)));
    greatest.truncate(most);
    Recent { live, moved, planned, retracted, greatest }
}

/// One authority that enters much must not push out all others: of each rollout the first that is found.
fn last_of_each(mut found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut told = HashSet::new();
    found.retain(|(rollout, ..)| told.insert(*rollout));
    found
}

/// The last day whose records count.
fn until(filter: &Filter, today: Day) -> Day {
    let on = filter.viewpoint.on;
    filter.viewpoint.known_on.map_or(on, |known| known.min(on)).min(today)
}

/// All changes in the scope and selection of the filter, latest first.
#[must_use]
pub fn all_changes(situation: &Situation, filter: &Filter, today: Day) -> Vec<Change> {
    with_reach(situation, filter, found(situation, filter, today))
}

type Found<'a> = (&'a RolloutKey, DateTime<Utc>, ChangeKind);

fn found<'a>(situation: &'a Situation, filter: &Filter, today: Day) -> Vec<Found<'a>> {
    let selected: Vec<_> =
        situation.catalogue().selected(&filter.selection).map(|service| service.slug.clone()).collect();
    let until = until(filter, today);
    let mut found: Vec<Found<'_>> = situation
        .histories()
        .filter(|(rollout, _)| {
            selected.contains(&rollout.service)
                && (rollout.authority.is_within(&filter.scope) || filter.scope.is_within(&rollout.authority))
        })
        .flat_map(|(rollout, history)| {
            of_history(history, until).into_iter().map(move |(at, kind)| (rollout, at, kind))
        })
        .collect();
    found.sort_unstable_by(|(a, at_a, _), (b, at_b, _)| (at_b, a).cmp(&(at_a, b)));
    found
}

/// Adds for how many communes each change matters.
fn with_reach(situation: &Situation, filter: &Filter, found: Vec<Found<'_>>) -> Vec<Change> {
    let responsibilities = situation.responsibilities(filter.viewpoint.on);
    let mut reach = vec![(0, 0); responsibilities.rollouts().len()];
    for commune in responsibilities.communes() {
        for (rollout, _) in &commune.rollouts {
            reach[*rollout].0 += 1;
            reach[*rollout].1 += commune.inhabitants;
        }
    }
    found
        .into_iter()
        .map(|(rollout, recorded_at, kind)| {
            let position = responsibilities.position(rollout);
            let (communes, inhabitants) = position.map_or((0, 0), |position| reach[position]);
            Change { rollout: rollout.clone(), recorded_at, kind, communes, inhabitants }
        })
        .collect()
}

/// What the entries of one history changed at the time they were recorded.
fn of_history(history: &History, until: Day) -> Vec<(DateTime<Utc>, ChangeKind)> {
    let mut found = Vec::new();
    let mut by_recording: Vec<&RolloutEvent> = history.events().iter().collect();
    by_recording.sort_unstable_by_key(|event| (event.recorded_at, event.id));
    let mut before: Option<&RolloutEvent> = None;
    for event in by_recording {
        if Day::of(event.recorded_at) > until {
            break;
        }
        let stage_before = before.map_or(Stage::Unknown, |before| before.entry.stage);
        if event.entry.stage != stage_before {
            found.push((event.recorded_at, ChangeKind::Stage(event.entry.stage, event.entry.effective_on)));
        } else if let Some(planned) = event.entry.planned_on
            && before.is_none_or(|before| before.entry.planned_on != Some(planned))
        {
            found.push((event.recorded_at, ChangeKind::Planned(planned)));
        }
        if let Some(retraction) = &event.retraction
            && Day::of(retraction.recorded_at) <= until
        {
            found.push((retraction.recorded_at, ChangeKind::Retracted(event.entry.stage)));
        }
        // A wrong entry is no stage from which something changed.
        if event.retraction.is_none() {
            before = Some(event);
        }
    }
    found
}
