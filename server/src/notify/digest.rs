//! How the week went.

use domain::Day;
use domain::blocker::BlockerId;
use domain::catalogue::Selection;
use domain::coverage::{Coverage, Scope};
use domain::rollout::{RolloutKey, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::task::CONFIRM_AFTER;
use domain::workshop::MeasureId;

/// What leads are told about the Land.
#[derive(Clone, Debug)]
pub(crate) struct Digest {
    /// The day of the report.
    pub(crate) today: Day,
    /// The day with which it compares.
    pub(crate) week_ago: Day,
    /// All commitments, on the day of the report.
    pub(crate) now: Coverage,
    /// The same as the report of a week ago said: what was recorded since then of the time before is news too.
    pub(crate) before: Coverage,
    /// Live now, and not known to be a week ago.
    pub(crate) newly_live: Vec<RolloutKey>,
    /// Known to be live a week ago, and not live now.
    pub(crate) relapsed: Vec<RolloutKey>,
    /// Opened in the last seven days, and still open.
    pub(crate) new_blockers: Vec<BlockerId>,
    /// Open, and due before today.
    pub(crate) overdue_blockers: Vec<BlockerId>,
    /// Not ended, and due before today.
    pub(crate) overdue_measures: Vec<MeasureId>,
    /// Authorities that have confirmed some status for too long or never, as far as they are asked.
    pub(crate) silent: u64,
}

impl Digest {
    pub(crate) fn compute(situation: &Situation, today: Day) -> Self {
        let week_ago = today.plus(-7);
        let now = situation.viewpoint(today);
        let before = Viewpoint { on: week_ago, known_on: Some(week_ago), ..now };
        let scope = Scope::Within(situation.catalogue().land);
        let coverage = |viewpoint| situation.coverage(&Selection::Total, scope, viewpoint);
        let is_live = |rollout: &RolloutKey, at| situation.stage(rollout, at) == Stage::Live;
        let rollouts = situation.responsibilities(today).rollouts();
        let changed = |to_live: bool| -> Vec<RolloutKey> {
            let has_changed = |rollout: &&RolloutKey| {
                is_live(rollout, now) == to_live && is_live(rollout, before) != to_live
            };
            rollouts.iter().filter(has_changed).cloned().collect()
        };
        let open = || situation.obstacles().blockers.iter().filter(|blocker| blocker.is_open_on(today));
        Self {
            today,
            week_ago,
            now: coverage(now),
            before: coverage(before),
            newly_live: changed(true),
            relapsed: changed(false),
            new_blockers: open()
                .filter(|blocker| blocker.facts.opened_on > week_ago)
                .map(|blocker| blocker.id)
                .collect(),
            overdue_blockers: open()
                .filter(|blocker| blocker.facts.due_on.is_some_and(|due| due < today))
                .map(|blocker| blocker.id)
                .collect(),
            overdue_measures: situation
                .workshops()
                .measures()
                .filter(|measure| measure.is_overdue(today))
                .map(|measure| measure.id)
                .collect(),
            silent: silent(situation, today),
        }
    }
}

/// Authorities with a rollout that nobody has confirmed for [`CONFIRM_AFTER`] days.
fn silent(situation: &Situation, today: Day) -> u64 {
    let responsibilities = situation.responsibilities(today);
    let is_silent = |rollout: &RolloutKey| {
        let confirmed = situation
            .history(rollout)
            .and_then(|history| history.last_confirmed_at(Viewpoint::on(today)))
            .map(Day::of);
        situation.obstacles().exemptions.holding(rollout, today).is_none()
            && confirmed.is_none_or(|day| day.plus(CONFIRM_AFTER) <= today)
    };
    let authorities = responsibilities.authorities().values();
    let silent =
        authorities.filter(|own| own.iter().any(|place| is_silent(&responsibilities.rollouts()[*place])));
    silent.count() as u64
}
