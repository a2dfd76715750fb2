//! What an entry that was just saved, or taken back, has changed.

use domain::body::Body;
use domain::catalogue::Selection;
use domain::coverage::Scope;
use domain::rollout::{History, RolloutEvent, Viewpoint};
use domain::stage::{Liveness, Stage};
use leptos::prelude::*;

use crate::components::{Notice, NoticeKind};
use crate::context::Page;
use crate::{format, urls, words};

#[component]
pub(super) fn SavedNotice(page: Page, body: Body) -> AnyView {
    let saved = find(&page, &body, page.parameter("gespeichert"));
    let retracted = find(&page, &body, page.parameter("zurueckgenommen"));
    saved
        .map(|(event, history)| view! { <Saved page=page.clone() event history /> }.into_any())
        .or_else(|| {
            retracted
                .map(|(event, history)| view! { <TakenBack page=page.clone() event history /> }.into_any())
        })
        .into_any()
}

fn find(page: &Page, body: &Body, id: &str) -> Option<(RolloutEvent, History)> {
    let id: i64 = id.parse().ok()?;
    page.situation.histories().filter(|(rollout, _)| rollout.authority == body.ars).find_map(
        |(_, history)| {
            let event = history.events().iter().find(|event| event.id == id)?;
            Some((event.clone(), history.clone()))
        },
    )
}

#[component]
fn Saved(page: Page, event: RolloutEvent, history: History) -> impl IntoView {
    let service = service_name(&page, &event);
    let current = history.current(Viewpoint::on(page.today()));
    let holds = current.is_some_and(|current| current.id == event.id);
    let what = format!(
        "{service}: {} seit {}.",
        words::stage(event.entry.stage),
        format::day(event.entry.effective_on)
    );
    let undo = {
        let id = event.id.to_string();
        urls::with_query(
            &urls::retraction(&event.rollout.authority, &event.rollout.service),
            &[("eintrag", &id)],
        )
    };
    let consequence = if holds {
        consequence(&page, &event)
    } else {
        let stage = current.map_or(Stage::Unknown, |current| current.entry.stage);
        format!("Der Eintrag ergänzt die Vergangenheit. Der heutige Stand bleibt „{}“.", words::stage(stage))
    };
    view! {
        <Notice kind=NoticeKind::Success title="Gespeichert">
            <p class="kern-body">{what} " " {consequence}</p>
            <p class="kern-body"><a href=undo>"War das falsch? Eintrag zurücknehmen"</a></p>
        </Notice>
    }
}

/// Who is covered now, and what that means for the Land.
fn consequence(page: &Page, event: &RolloutEvent) -> String {
    let viewpoint = Viewpoint::on(page.today());
    let responsibilities = page.situation.responsibilities(page.today());
    let Some(position) = responsibilities.position(&event.rollout) else { return String::new() };
    let stages = page.situation.stages(viewpoint);
    let (mut communes, mut inhabitants, mut waiting) = (0, 0, 0);
    for commune in responsibilities.communes_of(position) {
        let of_service = commune
            .rollouts
            .iter()
            .filter(|(rollout, _)| responsibilities.rollouts()[*rollout].service == event.rollout.service);
        if Liveness::of_all(of_service.map(|(rollout, _)| stages[*rollout].liveness())) == Liveness::Live {
            communes += 1;
            inhabitants += commune.inhabitants;
        } else {
            waiting += 1;
        }
    }
    let people = format!(
        "{}, {}",
        format::counted(communes, "eine Kommune", "Kommunen"),
        format::counted(inhabitants, "ein Mensch", "Menschen")
    );
    if event.entry.stage != Stage::Live {
        return format!("Das betrifft {}.", format::counted(communes + waiting, "eine Kommune", "Kommunen"));
    }
    let land = page.situation.coverage(
        &Selection::Service(event.rollout.service.clone()),
        Scope::Within(page.situation.catalogue().land),
        viewpoint,
    );
    let shared = if waiting == 0 {
        String::new()
    } else {
        format!(
            " In {} fehlt noch die zweite zuständige Behörde.",
            format::counted(waiting, "einer Kommune", "Kommunen")
        )
    };
    format!(
        "Damit abgedeckt: {people}.{shared} Im ganzen Land sind nun {} von {} Behörden live.",
        format::number(land.authorities.live),
        format::number(land.authorities.total)
    )
}

#[component]
fn TakenBack(page: Page, event: RolloutEvent, history: History) -> impl IntoView {
    let service = service_name(&page, &event);
    let stage = history.stage(Viewpoint::on(page.today()));
    event.retraction.is_some().then(|| {
        view! {
            <Notice kind=NoticeKind::Success title="Zurückgenommen">
                <p class="kern-body">
                    {format!(
                        "{service}: Der Eintrag „{}“ zählt nicht mehr. Der heutige Stand ist „{}“.",
                        words::stage(event.entry.stage),
                        words::stage(stage),
                    )}
                </p>
            </Notice>
        }
    })
}

fn service_name(page: &Page, event: &RolloutEvent) -> String {
    page.situation
        .catalogue()
        .service(&event.rollout.service)
        .map(|service| service.name.clone())
        .unwrap_or_default()
}
