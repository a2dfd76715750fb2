//! What is to come: starts that are planned, workshops, what falls due.

use briefing::{Block, Item, Section};
use domain::Day;
use domain::workshop::WorkshopState;

use crate::context::Page;
use crate::figures::{Filter, Starts, planned_starts};
use crate::pages::blockers::authority_name;
use crate::{format, urls};

/// Up to so many starts are named one by one.
const NAMED: usize = 8;

/// Months that are told apart.
const MONTHS: usize = 3;

/// Workshops and due days that are named.
const DUE: usize = 6;

/// The next dates; nothing where there are none. What is due and what is held is known of today alone.
pub(super) fn section(page: &Page, filter: &Filter, is_inside: bool) -> Option<Section> {
    let (overdue, months) = planned_starts(&page.situation, filter);
    let mut blocks = Vec::new();
    let coming: usize = months.values().map(|starts| starts.rollouts.len()).sum();
    let mut items: Vec<Item> = Vec::new();
    if !overdue.rollouts.is_empty() {
        items.push(Item {
            mark: "überfällig".to_owned(),
            text: starts(overdue.rollouts.len()),
            note: Some(format!(
                "Der geplante Tag ist vorbei, die Leistung nicht live; {}.",
                concerned(&overdue)
            )),
            address: None,
        });
    }
    if coming <= NAMED {
        let named = months.values().flat_map(|starts| &starts.rollouts);
        items.extend(named.map(|(day, rollout)| {
            let service = page.situation.catalogue().service(&rollout.service);
            Item {
                mark: format::day(*day),
                text: format!(
                    "{}: {}",
                    authority_name(page, &rollout.authority),
                    service.map(|service| service.name.as_str()).unwrap_or_default()
                ),
                note: None,
                address: Some(urls::body(&rollout.authority)),
            }
        }));
    } else {
        items.extend(months.iter().take(MONTHS).map(|(month, of)| Item {
            mark: format::month(*month),
            text: starts(of.rollouts.len()),
            note: Some(format!("{}.", concerned(of))),
            address: None,
        }));
        let later: usize = months.values().skip(MONTHS).map(|starts| starts.rollouts.len()).sum();
        items.extend((later > 0).then(|| Item {
            mark: "später".to_owned(),
            text: starts(later),
            note: None,
            address: None,
        }));
    }
    if is_inside && filter.viewpoint.on == page.today() {
        items.extend(due(page, filter));
    }
    if !items.is_empty() {
        blocks.push(Block::List { items });
    }
    (!blocks.is_empty()).then(|| Section { heading: "Die nächsten Termine".to_owned(), blocks })
}

fn starts(count: usize) -> String {
    format::counted(count as u64, "ein geplanter Start", "geplante Starts")
}

fn concerned(starts: &Starts) -> String {
    format!("betrifft {}", format::counted(starts.inhabitants, "einen Menschen", "Menschen"))
}

/// Workshops to be held, and the next days by which a blocker or a measure is due.
fn due(page: &Page, filter: &Filter) -> Vec<Item> {
    let today = page.today();
    let is_everywhere = filter.scope == page.situation.catalogue().land;
    let mut dates: Vec<(Day, String, String)> = Vec::new();
    for workshop in page.situation.workshops().iter() {
        let facts = &workshop.facts;
        let is_here = is_everywhere
            || workshop.has(&filter.scope)
            || facts.participants.iter().any(|participant| participant.body.is_within(&filter.scope));
        if workshop.state == WorkshopState::Planned && facts.held_on >= today && is_here {
            dates.push((facts.held_on, format!("Workshop: {}", facts.title), urls::workshop(workshop.id)));
        }
    }
    for measure in page.situation.workshops().measures() {
        let facts = &measure.facts;
        let is_here = is_everywhere || facts.body.is_some_and(|body| body.is_within(&filter.scope));
        if measure.ended_on.is_none() && facts.due_on >= today && is_here {
            dates.push((facts.due_on, format!("Maßnahme fällig: {}", facts.what), urls::measure(measure.id)));
        }
    }
    for blocker in page.situation.obstacles().blockers.iter() {
        let due = blocker.facts.due_on.filter(|due| *due >= today);
        let is_here =
            || is_everywhere || blocker.held_up_on(today).any(|of| of.authority.is_within(&filter.scope));
        if let Some(due) = due.filter(|_| blocker.is_open_on(today) && is_here()) {
            dates.push((due, format!("Frist: {}", blocker.facts.title), urls::blocker(blocker.id)));
        }
    }
    dates.sort();
    dates
        .into_iter()
        .take(DUE)
        .map(|(day, text, address)| Item { mark: format::day(day), text, note: None, address: Some(address) })
        .collect()
}
