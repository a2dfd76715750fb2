//! Which measures are shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::text::sort_key;
use domain::workshop::{Measure, MeasureState};
use domain::{Ars, Day};

use crate::components::body_name;
use crate::context::Page;
use crate::people::Visitor;
use crate::urls;

/// The word for one's own measures in addresses.
pub(super) const MINE: &str = "ich";
/// The word for measures in any state.
pub(super) const ALL: &str = "alle";

/// How far the measures are that are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// Neither done nor given up.
    #[default]
    Pending,
    /// In this state.
    In(MeasureState),
    /// In any state.
    Any,
}

/// What is asked for. What the address has and cannot be used is as if it was not asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeasureFilter {
    /// Who does it, by name, or [`MINE`].
    pub owner: String,
    /// For whom or where.
    pub body: Option<Ars>,
    /// How far.
    pub progress: Progress,
}

impl MeasureFilter {
    /// Reads the parameters of the address.
    #[must_use]
    pub fn read(page: &Page) -> Self {
        let progress = match page.parameter("stand") {
            ALL => Progress::Any,
            typed => typed.parse().map_or(Progress::Pending, Progress::In),
        };
        Self {
            owner: page.parameter("wer").to_owned(),
            body: page.parameter("behoerde").parse().ok(),
            progress,
        }
    }

    /// Whether anything is asked for at all.
    #[must_use]
    pub fn is_used(&self) -> bool {
        *self != Self::default()
    }

    /// The word for how far the measures are.
    pub(super) const fn progress_word(&self) -> &'static str {
        match self.progress {
            Progress::Pending => "",
            Progress::In(state) => state.as_str(),
            Progress::Any => ALL,
        }
    }

    /// The address of this selection at `path`, with the number of a page beyond the first.
    #[must_use]
    pub fn url(&self, path: &str, page: usize) -> String {
        urls::with_query(
            path,
            &[
                ("wer", &self.owner),
                ("behoerde", self.body.as_ref().map_or("", Ars::as_str)),
                ("stand", self.progress_word()),
                ("seite", &if page > 1 { page.to_string() } else { String::new() }),
            ],
        )
    }

    fn fits(&self, measure: &Measure, visitor: &Visitor) -> bool {
        let person = visitor.person.as_ref();
        let is_owner = match self.owner.as_str() {
            "" => true,
            MINE => person.is_some_and(|person| measure.facts.owner_person.as_ref() == Some(&person.id)),
            name => measure.facts.owner == name,
        };
        let is_so_far = match self.progress {
            Progress::Pending => measure.ended_on.is_none(),
            Progress::In(state) => measure.state == state,
            Progress::Any => true,
        };
        is_owner && is_so_far && self.body.is_none_or(|body| measure.facts.body == Some(body))
    }
}

/// The measures that fit: the longer overdue or the sooner due, the further up; what has ended comes last, the latest
/// first.
#[must_use]
pub fn found_measures(page: &Page, visitor: &Visitor, filter: &MeasureFilter) -> Vec<Arc<Measure>> {
    let all = page.situation.workshops().measures();
    let mut found: Vec<Arc<Measure>> = all.filter(|measure| filter.fits(measure, visitor)).cloned().collect();
    found.sort_by_key(|measure| match measure.ended_on {
        None => (false, measure.facts.due_on.days_since(Day::BEGINNING), measure.id),
        Some(ended) => (true, Day::BEGINNING.days_since(ended), measure.id),
    });
    found
}

/// Everybody who has a measure, by name.
pub(super) fn owners(page: &Page) -> Vec<String> {
    let names = page.situation.workshops().measures().map(|measure| measure.facts.owner.clone());
    let names: BTreeMap<String, String> = names.map(|name| (sort_key(&name), name)).collect();
    names.into_values().collect()
}

/// Every body that has a measure, by name.
pub(super) fn bodies(page: &Page) -> Vec<(Ars, String)> {
    let register = page.register();
    let bodies = page.situation.workshops().measures().filter_map(|measure| measure.facts.body);
    let bodies: BTreeMap<(String, Ars), String> = bodies
        .map(|ars| {
            let name = body_name(&ars, &register);
            ((sort_key(&name), ars), name)
        })
        .collect();
    bodies.into_iter().map(|((_, ars), name)| (ars, name)).collect()
}
