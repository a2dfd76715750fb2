//! What is the authority's own: its services, what holds them up, and what it has agreed to do.

use std::collections::BTreeMap;

use domain::blocker::BlockerId;
use domain::body::Body;
use domain::rollout::{RolloutKey, Viewpoint};
use leptos::prelude::*;

use super::stage::service_name;
use crate::components::{Blocked, Column, Downloads, StageLabel, Table};
use crate::context::Page;
use crate::people::visitor;
use crate::{format, urls, words};

/// The rollouts that the authority is responsible for, in the order of the catalogue.
pub(super) fn rollouts(page: &Page, body: &Body) -> Vec<RolloutKey> {
    let responsibilities = page.situation.responsibilities(page.today());
    let services = &page.situation.catalogue().services;
    services
        .iter()
        .map(|service| RolloutKey { authority: body.ars, service: service.slug.clone() })
        .filter(|rollout| responsibilities.position(rollout).is_some())
        .collect()
}

/// Every service with its stage, and where all about it can be changed.
pub(super) fn services(page: &Page, body: &Body) -> AnyView {
    let rows = rollouts(page, body).into_iter().map(|rollout| row(page, &rollout)).collect_view();
    let columns = vec![
        Column::text("Leistung"),
        Column::text("Stand"),
        Column::text("Termin"),
        Column::text("Zuletzt bestätigt"),
        Column::buttons("Ändern"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="meine-leistungen">
            <h2 id="meine-leistungen">"Ihre Leistungen"</h2>
            <Table heading="meine-leistungen" columns>{rows}</Table>
            <Downloads sheet=urls::sheets::responsible(&body.ars) what="Leistungen" />
            <Downloads sheet=urls::sheets::TASKS what="Offene Fragen" label="Offene Fragen herunterladen:" />
            <div class="lb-links"><a href=urls::body(&body.ars)>"Verlauf und alle Angaben"</a></div>
        </section>
    }
    .into_any()
}

fn row(page: &Page, rollout: &RolloutKey) -> impl IntoView + use<> {
    let viewpoint = Viewpoint::on(page.today());
    let history = page.situation.history(rollout);
    let stage = page.situation.stage(rollout, viewpoint);
    let live_since = history.and_then(|history| history.live_since(viewpoint));
    let planned = history.and_then(|history| history.current(viewpoint)?.entry.planned_on);
    let term = match (live_since, planned) {
        (Some(since), _) => format!("live seit {}", format::day(since)),
        (None, Some(planned)) if planned < page.today() => format!("geplant war {}", format::day(planned)),
        (None, Some(planned)) => format!("geplant {}", format::day(planned)),
        (None, None) => "kein Termin".into(),
    };
    let confirmed = history.and_then(|history| history.last_confirmed_at(viewpoint));
    let name = service_name(page, rollout);
    let exempt = page
        .situation
        .obstacles()
        .exemptions
        .holding(rollout, page.today())
        .map(|exemption| format!("Ausnahme bis {}: wird nicht gefragt", format::day(exemption.last_day)));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::service(&rollout.service)>{name.clone()}</a>
            </th>
            <td role="cell" data-label="Stand">
                <span>
                    <StageLabel stage /> <Blocked page=page.clone() rollout=rollout.clone() on=page.today() />
                    {exempt.map(|exempt| view! { <small>{exempt}</small> })}
                </span>
            </td>
            <td role="cell" data-label="Termin">{term}</td>
            <td role="cell" data-label="Zuletzt bestätigt">
                {confirmed.map_or_else(|| "noch nie".to_owned(), |at| format::when(at, page.today()))}
            </td>
            <td role="cell">
                <a
                    class="kern-btn kern-btn--secondary kern-btn--x-small"
                    href=urls::status(&rollout.authority, &rollout.service)
                    aria-label=format!("Stand melden: {name}")
                >
                    <span class="kern-label">"Stand melden"</span>
                </a>
            </td>
        </tr>
    }
}

/// What holds the authority's services up, and where more is reported.
pub(super) fn blockers(page: &Page, body: &Body) -> AnyView {
    let mut open: BTreeMap<BlockerId, Vec<String>> = BTreeMap::new();
    for rollout in rollouts(page, body) {
        for blocker in page.situation.obstacles().blockers.blocking(&rollout, page.today()) {
            open.entry(blocker.id).or_default().push(service_name(page, &rollout));
        }
    }
    let items = open
        .into_iter()
        .filter_map(|(id, services)| Some((page.situation.obstacles().blockers.get(id)?, services)))
        .map(|(blocker, services)| {
            let due = blocker.facts.due_on.map(|due| format!(" · fällig am {}", format::day(due)));
            let by = words::action_by(blocker.facts.action_by);
            view! {
                <li>
                    <b><a href=urls::blocker(blocker.id)>{blocker.facts.title.clone()}</a></b>
                    <small>{services.join(", ")} " · zu erledigen von: " {by} {due}</small>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let list = if items.is_empty() {
        view! { <p class="lb-sub">"Keines gemeldet."</p> }.into_any()
    } else {
        view! { <ul class="lb-list">{items}</ul> }.into_any()
    };
    view! {
        <section class="lb-card" aria-labelledby="meine-hindernisse">
            <h2 id="meine-hindernisse">"Ihre Hindernisse"</h2>
            {list}
            <div class="lb-links"><a href=urls::NEW_BLOCKER>"Hindernis melden"</a></div>
        </section>
    }
    .into_any()
}

/// What the authority has agreed to do, the next due first; nothing where that is nothing.
pub(super) fn measures(page: &Page, body: &Body) -> Option<AnyView> {
    let me = visitor().person.map(|person| person.id.clone());
    let mut open: Vec<_> = page
        .situation
        .workshops()
        .measures()
        .filter(|measure| measure.ended_on.is_none())
        .filter(|measure| {
            let is_own = me.is_some() && measure.facts.owner_person.as_ref() == me.as_ref();
            is_own || measure.facts.body == Some(body.ars)
        })
        .collect();
    open.sort_by_key(|measure| (measure.facts.due_on, measure.id));
    let items: Vec<_> = open
        .into_iter()
        .map(|measure| {
            let due = format::day(measure.facts.due_on);
            let due = if measure.is_overdue(page.today()) {
                view! { <span class="lb-tag lb-tag--note">{format!("überfällig seit {due}")}</span> }
                    .into_any()
            } else {
                format!("bis {due}").into_any()
            };
            view! {
                <li>
                    <b><a href=urls::measure(measure.id)>{measure.facts.what.clone()}</a></b>
                    <small>{measure.facts.owner.clone()} " · " {due}</small>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section class="lb-card" aria-labelledby="meine-massnahmen">
                <h2 id="meine-massnahmen">"Ihre Maßnahmen"</h2>
                <ul class="lb-list">{items}</ul>
            </section>
        }
        .into_any()
    })
}
