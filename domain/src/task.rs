//! What is asked of an authority now.

use crate::blocker::{ActionBy, BlockerId};
use crate::day::Day;
use crate::key::Ars;
use crate::rollout::{RolloutKey, Viewpoint};
use crate::situation::Situation;
use crate::stage::Stage;

/// A status that nobody has confirmed for so many days is asked about.
pub const CONFIRM_AFTER: i64 = 30;
/// A blocker is asked about so many days before it is due.
pub const DUE_SOON: i64 = 7;

/// Something an authority is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What.
    pub ask: Ask,
    /// When it was or is to be answered: the earlier, the more urgent.
    pub deadline: Day,
}

/// What an authority is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nobody has ever said how things stand.
    Tell(RolloutKey),
    /// Whether it is still so. Last said on that day.
    Confirm(RolloutKey, Day),
    /// What became of the start that was planned for that day.
    Replan(RolloutKey, Day),
    /// Whether a blocker that the authority must see to is out of the way.
    Unblock(BlockerId, Vec<RolloutKey>),
}

/// What is asked of an authority, the most urgent first. Only what is its own: never about services for which
/// somebody else is responsible, nor about rollouts that are exempt.
#[must_use]
pub fn tasks(situation: &Situation, authority: &Ars, today: Day) -> Vec<Task> {
    let responsibilities = situation.responsibilities(today);
    let own: Vec<&RolloutKey> = responsibilities
        .authorities()
        .get(authority)
        .into_iter()
        .flatten()
        .map(|index| &responsibilities.rollouts()[*index])
        .filter(|rollout| situation.obstacles().exemptions.holding(rollout, today).is_none())
        .collect();
    let mut tasks: Vec<Task> = own.iter().filter_map(|rollout| about(situation, rollout, today)).collect();
    tasks.extend(blockers(situation, &own, today));
    tasks.sort_by_key(|task| task.deadline);
    tasks
}

/// How far ahead [`next_tasks_on`] looks, in days: an exemption hardly lasts longer.
const HORIZON: i64 = 400;

/// The first day after `today` on which something is asked, provided that nobody says anything until then.
#[must_use]
pub fn next_tasks_on(situation: &Situation, authority: &Ars, today: Day) -> Option<Day> {
    (1..=HORIZON).map(|days| today.plus(days)).find(|day| !tasks(situation, authority, *day).is_empty())
}

/// What is asked about the stage of a rollout: one thing at a time.
fn about(situation: &Situation, rollout: &RolloutKey, today: Day) -> Option<Task> {
    let viewpoint = Viewpoint::on(today);
    let known = situation.history(rollout).and_then(|history| {
        let entry = &history.current(viewpoint)?.entry;
        Some((entry.stage, entry.planned_on, Day::of(history.last_confirmed_at(viewpoint)?)))
    });
    match known {
        None | Some((Stage::Unknown, ..)) => {
            Some(Task { ask: Ask::Tell(rollout.clone()), deadline: Day::BEGINNING })
        }
        Some((stage, Some(planned), _)) if stage != Stage::Live && planned < today => {
            Some(Task { ask: Ask::Replan(rollout.clone(), planned), deadline: planned })
        }
        Some((.., confirmed)) => {
            let deadline = confirmed.plus(CONFIRM_AFTER);
            let ask = Ask::Confirm(rollout.clone(), confirmed);
            (deadline <= today).then_some(Task { ask, deadline })
        }
    }
}

/// What is asked about blockers that the authority must see to, each once.
fn blockers(situation: &Situation, own: &[&RolloutKey], today: Day) -> Vec<Task> {
    let blockers = &situation.obstacles().blockers;
    let mut tasks: Vec<(BlockerId, Day, Vec<RolloutKey>)> = Vec::new();
    for rollout in own {
        for blocker in blockers.blocking(rollout, today) {
            let due = blocker.facts.due_on.filter(|due| *due <= today.plus(DUE_SOON));
            let Some(due) = due.filter(|_| blocker.facts.action_by == ActionBy::Commune) else { continue };
            match tasks.iter_mut().find(|(id, ..)| *id == blocker.id) {
                Some((.., rollouts)) => rollouts.push((*rollout).clone()),
                None => tasks.push((blocker.id, due, vec![(*rollout).clone()])),
            }
        }
    }
    tasks
        .into_iter()
        .map(|(id, deadline, rollouts)| Task { ask: Ask::Unblock(id, rollouts), deadline })
        .collect()
}
