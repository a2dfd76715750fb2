//! What something changes for one's own area, the Kreis and the Land, in figures.

use domain::body::{Body, BodyKind};
use domain::catalogue::{Selection, Slug};
use domain::coverage::Scope;
use domain::rollout::{History, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::task::CONFIRM_AFTER;
use domain::{Ars, Day};
use leptos::prelude::*;

use crate::context::Page;
use crate::{format, words};

/// How the rollouts of some services stand in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    live: u64,
    /// Said or confirmed within the time after which it is asked about.
    fresh: u64,
    blocked: u64,
    total: u64,
}

fn standing(situation: &Situation, services: &[Slug], area: &Ars, today: Day) -> Standing {
    let responsibilities = situation.responsibilities(today);
    let viewpoint = Viewpoint::on(today);
    let mut standing = Standing { live: 0, fresh: 0, blocked: 0, total: 0 };
    for position in responsibilities.needed_within(area) {
        let rollout = &responsibilities.rollouts()[position];
        if !services.contains(&rollout.service) {
            continue;
        }
        let is_fresh = |history: &History| {
            let confirmed = history.last_confirmed_at(viewpoint).map(Day::of);
            confirmed.is_some_and(|day| day.plus(CONFIRM_AFTER) > today)
        };
        standing.total += 1;
        standing.live += u64::from(situation.stage(rollout, viewpoint) == Stage::Live);
        standing.fresh += u64::from(situation.history(rollout).is_some_and(is_fresh));
        standing.blocked +=
            u64::from(situation.obstacles().blockers.blocking(rollout, today).next().is_some());
    }
    standing
}

/// People in an area who can use a service online.
pub(super) fn reached(situation: &Situation, service: &Slug, area: &Ars, today: Day) -> u64 {
    let selection = Selection::Service(service.clone());
    situation.coverage(&selection, Scope::Within(*area), situation.viewpoint(today)).inhabitants.live
}

/// How many authorities of a service are live in an area, and how many there are.
pub(super) fn live(situation: &Situation, service: &Slug, area: &Ars, today: Day) -> (u64, u64) {
    let standing = standing(situation, std::slice::from_ref(service), area, today);
    (standing.live, standing.total)
}

/// What is different between two situations: for the body, its Kreis and the Land. Each with what was before.
pub(super) fn list(page: &Page, body: &Body, services: &[Slug], before: &Situation) -> AnyView {
    let (after, today) = (page.situation.as_ref(), page.today());
    let noun = if services.len() == 1 { "Behörden" } else { "Leistungen" };
    let mut lines: Vec<(String, String)> = Vec::new();
    if let [service] = services {
        let reach = |situation| reached(situation, service, &body.ars, today);
        let (was, is) = (reach(before), reach(after));
        if was != is {
            let people = format::counted(is, "ein Mensch kann", "Menschen können");
            let sentence =
                format!("{people} den Dienst jetzt online nutzen, vorher {}.", format::number(was));
            lines.push((words::full_name(body), sentence));
        }
    }
    for area in wider(page, body) {
        let was = standing(before, services, &area.ars, today);
        let is = standing(after, services, &area.ars, today);
        lines.extend(difference(was, is, noun).map(|sentence| (words::full_name(&area), sentence)));
    }
    if lines.is_empty() {
        return ().into_any();
    }
    let lines = lines.into_iter().map(|(area, told)| view! { <dt>{area}</dt><dd>{told}</dd> }).collect_view();
    view! { <dl class="lb-facts">{lines}</dl> }.into_any()
}

/// The Kreis and the Land that a body lies in.
pub(super) fn wider(page: &Page, body: &Body) -> Vec<Body> {
    let register = page.register();
    let kreis = register.kreis_of(&body.ars).filter(|kreis| kreis.kind == BodyKind::Landkreis);
    let areas = [kreis, register.land_of(&body.ars)];
    areas.into_iter().flatten().cloned().collect()
}

/// The most that has changed, in a sentence. `noun`: what is counted.
fn difference(was: Standing, is: Standing, noun: &str) -> Option<String> {
    let told = |is_now: u64, what: &str, was: u64| {
        let verb = if is_now == 1 { "ist" } else { "sind" };
        let (is_now, of, was) = (format::number(is_now), format::number(is.total), format::number(was));
        Some(format!("{is_now} von {of} {noun} {verb} {what}, vorher {was}."))
    };
    if was.live != is.live {
        told(is.live, "jetzt live", was.live)
    } else if was.blocked != is.blocked {
        told(is.blocked, "noch durch ein Hindernis blockiert", was.blocked)
    } else if was.fresh != is.fresh {
        told(is.fresh, "jetzt auf dem Stand der letzten 30 Tage", was.fresh)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_that_has_changed_is_told_with_what_was_before() {
        let was = Standing { live: 17, fresh: 20, blocked: 3, total: 1_385 };
        let told = |is| difference(was, is, "Behörden");
        assert_eq!(told(was), None);
        let live = Standing { live: 18, fresh: 21, ..was };
        assert_eq!(told(live).unwrap(), "18 von 1.385 Behörden sind jetzt live, vorher 17.");
        assert_eq!(
            told(Standing { fresh: 21, ..was }).unwrap(),
            "21 von 1.385 Behörden sind jetzt auf dem Stand der letzten 30 Tage, vorher 20."
        );
        assert_eq!(
            told(Standing { blocked: 2, ..was }).unwrap(),
            "2 von 1.385 Behörden sind noch durch ein Hindernis blockiert, vorher 3."
        );
    }
}
