//! The same said of many rollouts at once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::day::Day;
use crate::responsibility::Responsibilities;
use crate::rollout::{Actor, History, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use crate::situation::Situation;
use crate::stage::Stage;

/// Rollouts that somebody chose, each with the version that was seen.
pub type Chosen = BTreeMap<RolloutKey, i64>;

/// What is said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Statement {
    /// They are in a stage since a day.
    Stage(Stage, Day),
    /// They are planned to go live on a day.
    PlannedOn(Day),
    /// This vendor makes or runs the software.
    Vendor(String),
    /// What was said last is still true.
    Confirmed,
}

/// Why a chosen rollout gets no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Somebody recorded something since it was chosen.
    Stale,
    /// A later entry says how things stand, and would go on doing so: since that day, in that stage.
    Later(Day, Stage),
    /// It is live: no start is planned any more.
    Live,
    /// Nobody has told how things stand, so that nothing can still be true.
    NothingToConfirm,
    /// It is so already.
    Already,
}

/// What comes of saying something of the chosen rollouts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BulkPlan {
    /// The new entries, each with the version that was seen.
    pub entries: Vec<(RolloutKey, StatusEntry, i64)>,
    /// The others.
    pub left_out: Vec<(RolloutKey, LeftOut)>,
}

impl BulkPlan {
    /// Works out who gets which entry. `note` stands in each: why it was said.
    #[must_use]
    pub fn new(
        situation: &Situation,
        today: Day,
        chosen: &Chosen,
        statement: &Statement,
        note: &str,
    ) -> Self {
        let mut plan = Self::default();
        let nothing = History::default();
        for (rollout, seen) in chosen {
            let history = situation.history(rollout).unwrap_or(&nothing);
            let told = if history.version() == *seen {
                entry(situation, history, today, statement)
            } else {
                Err(LeftOut::Stale)
            };
            match told {
                Ok(entry) => {
                    let entry = StatusEntry { note: Some(note.to_owned()), ..entry };
                    plan.entries.push((rollout.clone(), entry, *seen));
                }
                Err(reason) => plan.left_out.push((rollout.clone(), reason)),
            }
        }
        plan
    }

    /// The situation in which the entries are recorded.
    #[must_use]
    pub fn then(&self, situation: &Situation, now: DateTime<Utc>) -> Situation {
        let events = self.entries.iter().map(|(rollout, entry, _)| RolloutEvent {
            id: i64::MAX,
            rollout: rollout.clone(),
            entry: entry.clone(),
            recorded_at: now,
            actor: Actor { id: String::new(), name: String::new() },
            batch: None,
            retraction: None,
        });
        situation.with_records(events.collect(), Vec::new())
    }
}

fn entry(
    situation: &Situation,
    history: &History,
    today: Day,
    statement: &Statement,
) -> Result<StatusEntry, LeftOut> {
    let on = |day| history.current(Viewpoint::on(day)).map(|event| &event.entry);
    let now = on(today);
    // An entry is complete: what is not said anew stays as it is.
    let same = now.map_or_else(|| StatusEntry::new(Stage::Unknown, today), |entry| entry.confirmed_on(today));
    match statement {
        Statement::Stage(stage, since) => {
            let standing = history.events().iter().filter(|event| event.retraction.is_none());
            let last = standing.map(|event| &event.entry).next_back();
            if on(*since).is_some_and(|entry| entry.stage == *stage)
                && history.stage(Viewpoint::on(today)) == *stage
            {
                return Err(LeftOut::Already);
            }
            if let Some(last) = last.filter(|last| last.effective_on > *since) {
                return Err(LeftOut::Later(last.effective_on, last.stage));
            }
            Ok(StatusEntry { stage: *stage, effective_on: *since, ..same })
        }
        Statement::PlannedOn(_) if same.stage == Stage::Live => Err(LeftOut::Live),
        Statement::PlannedOn(day) if same.planned_on == Some(*day) => Err(LeftOut::Already),
        Statement::PlannedOn(day) => Ok(StatusEntry { planned_on: Some(*day), ..same }),
        Statement::Vendor(name) => {
            let vendors = &situation.obstacles().vendors;
            // Another spelling of the same vendor is no news.
            let is_same =
                same.vendor.as_deref().is_some_and(|known| vendors.name(known) == vendors.name(name));
            if is_same {
                Err(LeftOut::Already)
            } else {
                Ok(StatusEntry { vendor: Some(name.clone()), ..same })
            }
        }
        Statement::Confirmed if same.stage == Stage::Unknown => Err(LeftOut::NothingToConfirm),
        Statement::Confirmed => {
            let confirmed = history.last_confirmed_at(Viewpoint::on(today)).map(Day::of);
            if confirmed == Some(today) { Err(LeftOut::Already) } else { Ok(same) }
        }
    }
}

/// Whom rollouts concern.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Distinct authorities.
    pub authorities: u64,
    /// Communes that need at least one of them.
    pub communes: u64,
    /// Their inhabitants.
    pub inhabitants: u64,
}

impl Reach {
    /// Counts whom the rollouts concern.
    #[must_use]
    pub fn of<'a>(
        rollouts: impl Iterator<Item = &'a RolloutKey> + Clone,
        responsibilities: &Responsibilities,
    ) -> Self {
        let positions: BTreeSet<_> =
            rollouts.clone().filter_map(|rollout| responsibilities.position(rollout)).collect();
        let authorities: BTreeSet<_> = rollouts.map(|rollout| rollout.authority).collect();
        let concerned = responsibilities
            .communes()
            .iter()
            .filter(|commune| commune.rollouts.iter().any(|(needed, _)| positions.contains(needed)));
        let (communes, inhabitants) = concerned
            .fold((0, 0), |(communes, people), commune| (communes + 1, people + commune.inhabitants));
        Self { authorities: authorities.len() as u64, communes, inhabitants }
    }
}
