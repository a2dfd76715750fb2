//! Saying the same of many rollouts: what is chosen on a list, and what the forms carry from step to step.

use domain::Ars;
use domain::bulk::{Chosen, Statement};
use domain::catalogue::Slug;
use domain::responsibility::Responsibilities;
use domain::rollout::{History, RolloutKey};

use crate::context::Page;
use crate::figures::{Filter, selection};
use crate::pages::{CommuneFilter, found};
use crate::urls;

/// How the name of a box begins that chooses a rollout; key and service follow, the value is the version.
pub const TICK: &str = "wahl.";

/// What was chosen, and how far the steps are.
#[derive(Clone, Debug)]
pub struct Bulk {
    /// What was chosen.
    pub chosen: Chosen,
    /// The list on which it was chosen, an address of this site.
    pub list: String,
    /// What is to be said of it and why; `None`: that is still to be asked.
    pub said: Option<(Statement, String)>,
    /// Whether it was to be recorded and was not, since somebody else was quicker.
    pub is_refused: bool,
}

/// The chosen as one text, each service followed by its authorities: `fuehrerschein 09273.3 09375.1`.
///
/// Short and of characters that a form sends as they are: all rollouts of the Land fit several times.
#[must_use]
pub fn write(chosen: &Chosen) -> String {
    let mut by_service: Vec<(&RolloutKey, i64)> = chosen.iter().map(|(key, seen)| (key, *seen)).collect();
    by_service.sort_by_key(|(key, _)| &key.service);
    let mut words = Vec::with_capacity(by_service.len());
    let mut last = None;
    for (key, seen) in by_service {
        if last != Some(&key.service) {
            words.push(key.service.to_string());
            last = Some(&key.service);
        }
        words.push(format!("{}.{seen}", key.authority));
    }
    words.join(" ")
}

/// Reads what [`write`] wrote. `None`: somebody else wrote it, or a body is not responsible any more.
#[must_use]
pub fn read(text: &str, responsibilities: &Responsibilities) -> Option<Chosen> {
    let mut chosen = Chosen::new();
    let mut service: Option<Slug> = None;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match word.split_once('.') {
            None => service = Some(known(word, responsibilities)?),
            Some((authority, seen)) => {
                let (key, seen) = one(authority, service.as_ref()?, seen, responsibilities)?;
                chosen.insert(key, seen);
            }
        }
    }
    Some(chosen)
}

/// Reads a ticked box: the rest of its name and its value.
#[must_use]
pub fn ticked(name: &str, seen: &str, responsibilities: &Responsibilities) -> Option<(RolloutKey, i64)> {
    let (authority, service) = name.split_once('.')?;
    one(authority, &known(service, responsibilities)?, seen, responsibilities)
}

/// A service that some authority is responsible for.
fn known(service: &str, responsibilities: &Responsibilities) -> Option<Slug> {
    let service: Slug = service.parse().ok()?;
    responsibilities.rollouts().iter().any(|rollout| rollout.service == service).then_some(service)
}

fn one(
    authority: &str,
    service: &Slug,
    seen: &str,
    responsibilities: &Responsibilities,
) -> Option<(RolloutKey, i64)> {
    let authority: Ars = authority.parse().ok()?;
    let key = RolloutKey { authority, service: service.clone() };
    responsibilities.position(&key)?;
    Some((key, seen.parse().ok()?))
}

/// Everything on the list at that path, with all its pages, as it is now; `page` has the query of the list. `None`:
/// no such list, or one from which nothing can be chosen.
#[must_use]
pub fn everything(page: &Page, path: &str) -> Option<Chosen> {
    let rollouts = if path == urls::COMMUNES {
        let filter = CommuneFilter::read(page);
        filter.service.as_ref()?;
        of_communes(page, &filter)
    } else {
        let slug = path.strip_prefix("/leistungen/")?;
        let selection = selection(slug, page.situation.catalogue())?;
        of_service(page, &Filter { selection, ..page.filter().0 })
    };
    let seen = |key: &RolloutKey| page.situation.history(key).map_or(0, History::version);
    Some(rollouts.into_iter().map(|key| (key.clone(), seen(&key))).collect())
}

/// The rollouts that the found communes need for the one service, each once.
pub(crate) fn of_communes(page: &Page, filter: &CommuneFilter) -> Vec<RolloutKey> {
    let Some(service) = &filter.service else { return Vec::new() };
    let responsibilities = page.situation.responsibilities(page.today());
    let rows = found(page, filter).rows;
    let mut rollouts: Vec<RolloutKey> = rows
        .iter()
        .flat_map(|row| responsibilities.authorities_for(&row.ars, service))
        .map(|authority| RolloutKey { authority: authority.ars, service: service.clone() })
        .collect();
    rollouts.sort();
    rollouts.dedup();
    rollouts
}

/// The rollouts of a selection that the communes of a scope need, each once.
pub(crate) fn of_service(page: &Page, filter: &Filter) -> Vec<RolloutKey> {
    let responsibilities = page.situation.responsibilities(filter.viewpoint.on);
    let services: Vec<_> = page.situation.catalogue().selected(&filter.selection).collect();
    responsibilities
        .needed_within(&filter.scope)
        .into_iter()
        .map(|position| &responsibilities.rollouts()[position])
        .filter(|rollout| services.iter().any(|service| service.slug == rollout.service))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests;
