//! The figures behind the pages, computed once per version of the data and day.

mod blocked;
mod changes;
mod filter;
mod overview;
mod planned;
mod series;

use std::sync::Arc;

use domain::Day;
use domain::situation::Situation;
use quick_cache::sync::Cache;

pub use blocked::Blocked;
pub use changes::{Change, ChangeKind, Recent, all_changes, changes, recent};
pub use filter::{Filter, selection};
pub use overview::{Line, Overview};
pub use planned::{Starts, planned_starts};
pub use series::Series;

/// How many sets of figures are kept: filters are chosen by whoever asks, so the number must be bounded.
const KEPT: usize = 256;

/// Aggregates by version, day and filter. HTML is never kept: it has a nonce and somebody's rights in it.
#[derive(Debug)]
pub struct Figures {
    overviews: Cache<(i64, Day, Filter), Arc<Overview>>,
}

impl Default for Figures {
    fn default() -> Self {
        Self { overviews: Cache::new(KEPT) }
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
        let computed = self.overviews.get_or_insert_with::<_, std::convert::Infallible>(&key, || {
            Ok(Arc::new(Overview::compute(situation, today, filter)))
        });
        match computed {
            Ok(overview) => overview,
        }
    }
}
