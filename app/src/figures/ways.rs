//! How long it takes until live, and what that goes together with.

use domain::journey::{Effects, Journeys, effects, journeys};
use domain::situation::Situation;

use super::Filter;

/// All ways under a filter, and what makes them longer or shorter.
#[derive(Clone, Debug)]
pub struct Ways {
    /// The ways.
    pub journeys: Journeys,
    /// What goes together with how long they take.
    pub effects: Effects,
}

impl Ways {
    /// Works them out.
    #[must_use]
    pub fn compute(situation: &Situation, filter: &Filter) -> Self {
        let journeys = journeys(situation, &filter.selection, filter.scope, filter.viewpoint);
        let effects = effects(&journeys.watched);
        Self { journeys, effects }
    }
}
