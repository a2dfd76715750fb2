//! What has just been saved, and what it changes.

use domain::blocker::{Blocker, BlockerId};
use domain::body::Body;
use domain::catalogue::Slug;
use domain::rollout::{Actor, Retraction, RolloutEvent, Viewpoint};
use domain::situation::Situation;
use leptos::prelude::*;

use super::effects;
use super::own::rollouts;
use super::stage::service_name;
use crate::components::{Notice, NoticeKind};
use crate::context::Page;
use crate::pages::body::Questions;
use crate::{format, urls, words};

/// Says what was saved, where the address names it.
pub(super) fn notice(page: &Page, body: &Body) -> Option<AnyView> {
    entries(page, body)
        .or_else(|| closed(page, body, page.parameter("erledigt")))
        .or_else(|| postponed(page, body, page.parameter("verschoben")))
}

/// Entries of the authority's own, by their ids.
fn entries(page: &Page, body: &Body) -> Option<AnyView> {
    let ids: Vec<i64> = page.parameter("gespeichert").split('-').filter_map(|id| id.parse().ok()).collect();
    let is_meant = |event: &&RolloutEvent| ids.contains(&event.id) && event.retraction.is_none();
    let events: Vec<&RolloutEvent> = rollouts(page, body)
        .iter()
        .filter_map(|rollout| page.situation.history(rollout))
        .flat_map(|history| history.events().iter().filter(is_meant))
        .collect();
    let services: Vec<Slug> = events.iter().map(|event| event.rollout.service.clone()).collect();
    let before = without(page, &events);
    let told = match events.as_slice() {
        [] => return None,
        [event] => {
            let planned = event.entry.planned_on.filter(|day| *day >= page.today());
            let planned = planned.map(|day| format!(", Start geplant für den {}", format::day(day)));
            let stage = words::stage(event.entry.stage);
            format!("{}: {stage}{}.", service_name(page, &event.rollout), planned.unwrap_or_default())
        }
        events => {
            let names: Vec<_> = events.iter().map(|event| service_name(page, &event.rollout)).collect();
            format!("{} Stände bestätigt: {}.", events.len(), names.join(", "))
        }
    };
    // Of several, each is taken back on the page of the body.
    let undo = match events.as_slice() {
        [event] => urls::with_query(
            &urls::retraction(&body.ars, &event.rollout.service),
            &[("eintrag", &event.id.to_string())],
        ),
        _ => urls::body(&body.ars),
    };
    let changed = effects::list(page, body, &services, &before);
    let viewpoint = Viewpoint::on(page.today());
    let moves = |event: &&RolloutEvent| {
        before.stage(&event.rollout, viewpoint) != page.situation.stage(&event.rollout, viewpoint)
    };
    let questions =
        events.iter().any(moves).then(|| view! { <Questions page=page.clone() authority=body.ars /> });
    let view = view! {
        <Notice kind=NoticeKind::Success title="Danke, gespeichert">
            <p class="kern-body">{told}</p>
            {changed}
            {questions}
            <p class="kern-body"><a href=undo>"War das falsch? Eintrag zurücknehmen"</a></p>
        </Notice>
    };
    Some(view.into_any())
}

/// How it would be without these entries.
fn without(page: &Page, events: &[&RolloutEvent]) -> Situation {
    let taken_back = |event: &&RolloutEvent| {
        let actor = Actor { id: String::new(), name: String::new() };
        let retraction = Retraction { recorded_at: page.now, actor, reason: String::new(), batch: None };
        (event.rollout.clone(), event.id, retraction)
    };
    page.situation.with_records(Vec::new(), events.iter().map(taken_back).collect())
}

fn find<'a>(page: &'a Page, id: &str) -> Option<&'a Blocker> {
    let id: BlockerId = id.parse().ok()?;
    page.situation.obstacles().blockers.get(id).map(AsRef::as_ref)
}

/// A blocker that the authority has got past.
fn closed(page: &Page, body: &Body, id: &str) -> Option<AnyView> {
    let blocker = find(page, id)?;
    let own = blocker.members.iter().filter(|member| member.rollout.authority == body.ars);
    let services: Vec<Slug> = own
        .filter(|member| blocker.closing_of(member).is_some())
        .map(|member| member.rollout.service.clone())
        .collect();
    if services.is_empty() {
        return None;
    }
    let mut open = Blocker { closing: None, ..blocker.clone() };
    for member in open.members.iter_mut().filter(|member| member.rollout.authority == body.ars) {
        member.closing = None;
    }
    let before = page.situation.with_recordings(|obstacles, _| obstacles.blockers.put(open));
    let told = format!("Das Hindernis „{}“ hält Sie nicht mehr auf.", blocker.facts.title);
    let changed = effects::list(page, body, &services, &before);
    let address = urls::blocker(blocker.id);
    let view = view! {
        <Notice kind=NoticeKind::Success title="Danke, gespeichert">
            <p class="kern-body">{told}</p>
            {changed}
            <p class="kern-body"><a href=address>"War das falsch? Zum Hindernis"</a></p>
        </Notice>
    };
    Some(view.into_any())
}

/// A blocker that is due on another day.
fn postponed(page: &Page, body: &Body, id: &str) -> Option<AnyView> {
    let blocker = find(page, id)?;
    blocker.members.iter().find(|member| member.rollout.authority == body.ars)?;
    let due = blocker.facts.due_on?;
    let told = format!("Das Hindernis „{}“ ist jetzt fällig am {}.", blocker.facts.title, format::day(due));
    let view = view! {
        <Notice kind=NoticeKind::Success title="Danke, gespeichert"><p class="kern-body">{told}</p></Notice>
    };
    Some(view.into_any())
}
