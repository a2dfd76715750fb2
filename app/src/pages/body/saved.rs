//! What an entry that was just saved, or taken back, has changed.

use domain::Ars;
use domain::body::Body;
use domain::catalogue::Selection;
use domain::coverage::Scope;
use domain::rollout::{History, RolloutEvent, Viewpoint};
use domain::stage::{Liveness, Stage};
use leptos::prelude::*;

use crate::components::{Notice, NoticeKind};
use crate::context::Page;
use crate::pages::assessment::AT_ONCE;
use crate::people::visitor;
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

/// What has not been answered yet, now that something moves.
#[component]
pub(in crate::pages) fn Questions(page: Page, authority: Ars) -> AnyView {
    let criteria = &page.situation.obstacles().criteria;
    let questions = criteria.to_ask(&authority, AT_ONCE);
    if questions.is_empty() {
        return ().into_any();
    }
    let items =
        questions.into_iter().map(|question| view! { <li>{question.question.clone()}</li> }).collect_view();
    view! {
        <p class="kern-body">"Wenn Sie noch eine Minute haben, beantworten Sie dazu:"</p>
        <ul>{items}</ul>
        <p class="kern-body"><a href=urls::assessment(&authority)>"Fragen beantworten"</a></p>
    }
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
    let viewpoint = Viewpoint::on(page.today());
    let current = history.current(viewpoint);
    let holds = current.is_some_and(|current| current.id == event.id);
    let before = stage_before(&history, &event, page.today());
    let stage = event.entry.stage;
    let what = format!("{}: {}", service_name(&page, &event), words::stage(stage));
    let day = format::day(event.entry.effective_on);
    let went_offline = holds && before == Stage::Live && stage != Stage::Live;
    let message = if !holds {
        let stage = current.map_or(Stage::Unknown, |current| current.entry.stage);
        format!(
            "{what} seit {day}. Der Eintrag ergänzt die Vergangenheit. Der heutige Stand bleibt „{}“.",
            words::stage(stage)
        )
    } else if before == stage {
        let since = history.stage_since(viewpoint).map(format::day).unwrap_or(day);
        format!("{what}, unverändert seit {since}.")
    } else if went_offline {
        format!("{what} seit {day}. Bisher war der Dienst live. {}", loss(&page, &event))
    } else {
        format!("{what} seit {day}. {}", consequence(&page, &event))
    };
    let may = visitor().warrant(&event.rollout.authority).is_some();
    let id = event.id.to_string();
    let undo = urls::with_query(
        &urls::retraction(&event.rollout.authority, &event.rollout.service),
        &[("eintrag", &id)],
    );
    view! {
        <Notice kind=if went_offline { NoticeKind::Warning } else { NoticeKind::Success } title="Gespeichert">
            <p class="kern-body">{message}</p>
            {(may && holds && before != stage).then(|| view! { <Questions page=page.clone() authority=event.rollout.authority /> })}
            {may.then(|| view! { <p class="kern-body"><a href=undo>"War das falsch? Eintrag zurücknehmen"</a></p> })}
        </Notice>
    }
}

/// The stage that held today before this entry was recorded.
fn stage_before(history: &History, event: &RolloutEvent, today: domain::Day) -> Stage {
    history
        .events()
        .iter()
        .rfind(|earlier| {
            earlier.id < event.id && earlier.retraction.is_none() && earlier.entry.effective_on <= today
        })
        .map_or(Stage::Unknown, |earlier| earlier.entry.stage)
}

/// Who the rollout is for: communes and inhabitants that have the service now, and communes where another
/// authority is still missing.
fn concerned(page: &Page, event: &RolloutEvent) -> (u64, u64, u64) {
    let responsibilities = page.situation.responsibilities(page.today());
    let Some(position) = responsibilities.position(&event.rollout) else { return (0, 0, 0) };
    let liveness = page.situation.livenesses(page.situation.viewpoint(page.today()));
    responsibilities.communes_of(position).fold((0, 0, 0), |(communes, inhabitants, waiting), commune| {
        let of_service = commune
            .rollouts
            .iter()
            .filter(|(rollout, _)| responsibilities.rollouts()[*rollout].service == event.rollout.service);
        if Liveness::of_all(of_service.map(|(rollout, _)| liveness[*rollout])) == Liveness::Live {
            (communes + 1, inhabitants + commune.inhabitants, waiting)
        } else {
            (communes, inhabitants, waiting + 1)
        }
    })
}

/// Who has to do without from now on.
fn loss(page: &Page, event: &RolloutEvent) -> String {
    let (_, _, waiting) = concerned(page, event);
    let has = if waiting == 1 { "gilt" } else { "gelten" };
    let communes = format::counted(waiting, "Eine Kommune", "Kommunen");
    format!("{communes} {has} nicht mehr als abgedeckt.")
}

/// Who is covered now, and what that means for the Land.
fn consequence(page: &Page, event: &RolloutEvent) -> String {
    let (communes, inhabitants, waiting) = concerned(page, event);
    if event.entry.stage != Stage::Live {
        return format!("Das betrifft {}.", format::counted(communes + waiting, "eine Kommune", "Kommunen"));
    }
    let land = page.situation.coverage(
        &Selection::Service(event.rollout.service.clone()),
        Scope::Within(page.situation.catalogue().land),
        page.situation.viewpoint(page.today()),
    );
    let shared = if waiting == 0 {
        String::new()
    } else {
        let where_ = format::counted(waiting, "einer Kommune", "Kommunen");
        format!(" In {where_} fehlt noch die zweite zuständige Behörde.")
    };
    format!(
        "Damit abgedeckt: {}, {}.{shared} Im ganzen Land sind nun {} von {} Behörden live.",
        format::counted(communes, "eine Kommune", "Kommunen"),
        format::counted(inhabitants, "ein Mensch", "Menschen"),
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
