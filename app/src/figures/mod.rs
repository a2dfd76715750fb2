//! The figures behind the pages, computed once per version of the data and day.

mod blocked;
mod changes;
mod filter;
mod levers;
mod overview;
mod places;
mod planned;
mod progress;
mod series;
mod ways;

use std::hash::Hash;
use std::sync::Arc;

use domain::Day;
use domain::leverage::Levers;
use domain::rollout::RolloutKey;
use domain::situation::Situation;
use domain::waves::Work;
use quick_cache::sync::Cache;

pub use blocked::Blocked;
pub use changes::{Change, ChangeKind, Recent, all_changes, changes, recent};
pub use filter::{Filter, selection};
pub(crate) use levers::vendor_of;
pub use levers::{LeverBy, LeverKey, levers};
pub use overview::{FOUR_WEEKS, Line, Overview};
pub use places::{Place, Respect, places};
pub use planned::{Starts, planned_starts};
pub use progress::{Gap, GoLives, Pace, gaps, go_lives, paces};
pub use series::Series;
pub use ways::Ways;

/// How many sets of figures are kept: filters are chosen by whoever asks, so the number must be bounded.
const KEPT: usize = 256;

/// Aggregates by version, day and filter. HTML is never kept: it has a nonce and somebody's rights in it.
#[derive(Debug)]
pub struct Figures {
    overviews: Cache<(i64, Day, Filter), Arc<Overview>>,
    ways: Cache<(i64, Filter), Arc<Ways>>,
    levers: Cache<(i64, Filter, LeverBy), Arc<Levers<LeverKey>>>,
    work: Cache<(i64, Filter, bool), Arc<Work>>,
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            overviews: Cache::new(KEPT),
            ways: Cache::new(KEPT),
            levers: Cache::new(KEPT),
            work: Cache::new(KEPT),
        }
    }
}

impl Figures {
    /// The overview under a filter.
    #[must_use]
    pub fn overview(
        &self,
        situation: &Situation,
        version: i64,
        today: Day,
        filter: &Filter,
    ) -> Arc<Overview> {
        let key = (version, today, filter.clone());
        kept(&self.overviews, &key, || Overview::compute(situation, today, filter))
    }

    /// The ways until live under a filter.
    #[must_use]
    pub fn ways(&self, situation: &Situation, version: i64, filter: &Filter) -> Arc<Ways> {
        kept(&self.ways, &(version, filter.clone()), || Ways::compute(situation, filter))
    }

    /// What solving something would free, of what is open under a filter.
    #[must_use]
    pub fn levers(
        &self,
        situation: &Situation,
        version: i64,
        filter: &Filter,
        by: LeverBy,
    ) -> Arc<Levers<LeverKey>> {
        kept(&self.levers, &(version, filter.clone(), by), || levers(situation, filter, by))
    }

    /// What is to be done under a filter; without authorities that something holds up, if so asked.
    #[must_use]
    pub fn work(
        &self,
        situation: &Situation,
        version: i64,
        filter: &Filter,
        without_blocked: bool,
    ) -> Arc<Work> {
        let viewpoint = filter.viewpoint;
        let is_left_out = |rollout: &RolloutKey| {
            without_blocked && situation.obstacles().blockers.blocking(rollout, viewpoint.on).next().is_some()
        };
        kept(&self.work, &(version, filter.clone(), without_blocked), || {
            Work::open(situation, &filter.selection, filter.scope, viewpoint, is_left_out)
        })
    }
}

/// What is kept for a key, or what is worked out now.
fn kept<K: Hash + Eq + Clone, V>(cache: &Cache<K, Arc<V>>, key: &K, compute: impl FnOnce() -> V) -> Arc<V> {
    let computed = cache.get_or_insert_with::<_, std::convert::Infallible>(key, || Ok(Arc::new(compute())));
    match computed {
        Ok(computed) => computed,
    }
}
