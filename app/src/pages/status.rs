//! Reporting how far one authority is with one service.

mod conflict;
mod errors;
mod fields;

use domain::Ars;
use domain::body::Body;
use domain::catalogue::{Service, Slug};
use domain::entry::TypedStatus;
use domain::people::Warrant;
use domain::responsibility::Limit;
use domain::rollout::{RolloutKey, Viewpoint};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use super::{answer_with, failure, plans, redirect_to_canonical, segment};
use crate::components::{Crumbs, Notice, NoticeKind};
use crate::context::{Page, RejectedStatus, Rejection, page};
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn StatusPage() -> impl IntoView {
    let page = page();
    match find(&page, urls::status) {
        Target::Nothing(hint) => failure::not_found(hint),
        Target::Elsewhere(address) => {
            redirect_to_canonical(&address);
            ().into_any()
        }
        Target::NotResponsible { body, service } => {
            answer_with(if use_context::<RejectedStatus>().is_some() {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::NOT_FOUND
            });
            view! { <NotResponsible page body service /> }.into_any()
        }
        Target::Rollout { body, service } => {
            // Nobody without a warrant comes here; a lead's is the one that asks for more.
            let warrant = visitor().warrant(&body.ars).unwrap_or(Warrant::Lead);
            view! { <StatusForm page body service warrant /> }.into_any()
        }
    }
}

/// What the address of something about a rollout means.
pub(super) enum Target {
    /// A body that is responsible for the service.
    Rollout { body: Body, service: Service },
    /// A body that is not.
    NotResponsible { body: Body, service: Service },
    /// The same under its canonical address.
    Elsewhere(String),
    /// There is no such body or service.
    Nothing(Option<String>),
}

/// `address`: where the canonical key and the service lead.
pub(super) fn find(page: &Page, address: fn(&Ars, &Slug) -> String) -> Target {
    let (key, slug) = (segment("key"), segment("slug"));
    let Some(body) = page.register().resolve(&key).cloned() else {
        return Target::Nothing(Some(format!("Zum Schlüssel „{key}“ gibt es im Register nichts.")));
    };
    let service = slug.parse().ok().and_then(|slug| page.situation.catalogue().service(&slug).cloned());
    let Some(service) = service else {
        return Target::Nothing(Some(format!("Die Leistung „{slug}“ gibt es nicht.")));
    };
    if body.ars.as_str() != key {
        return Target::Elsewhere(address(&body.ars, &service.slug));
    }
    let rollout = RolloutKey { authority: body.ars, service: service.slug.clone() };
    if page.situation.responsibilities(page.today()).position(&rollout).is_some() {
        Target::Rollout { body, service }
    } else {
        Target::NotResponsible { body, service }
    }
}

#[component]
fn NotResponsible(page: Page, body: Body, service: Service) -> AnyView {
    let responsibilities = page.situation.responsibilities(page.today());
    let register = page.register();
    let authorities = responsibilities
        .authorities_for(&body.ars, &service.slug)
        .into_iter()
        .filter_map(|authority| register.get(&authority.ars).map(|body| (body, authority.limit)))
        .map(|(authority, limit)| {
            let limit = words::limit(limit).map(|limit| format!(" ({limit})"));
            view! {
                <li>
                    <a href=urls::body(&authority.ars)>{words::authority_name(authority)}</a>
                    {limit} {format!(", Schlüssel {}", authority.ars)}
                </li>
            }
        })
        .collect_view();
    let title = format!("{} ist nicht zuständig", words::authority_name(&body));
    view! {
        <Title text=title.clone() />
        <h1>{title}</h1>
        <p class="lb-say">
            {format!("Für „{}“ ist hier eine andere Behörde zuständig. Nur sie meldet den Stand.", service.name)}
            {use_context::<RejectedStatus>().map(|_| " Es wurde nichts gespeichert.")}
        </p>
        {if body.commune.is_some() {
            view! { <ul>{authorities}</ul> }.into_any()
        } else {
            view! {
                <p>
                    "In diesem Gebiet sind es mehrere Behörden, je Kommune eine. "
                    <a href=urls::with_query(urls::COMMUNES, &[("kreis", body.ars.as_str())])>"Kommune wählen"</a>
                </p>
            }
                .into_any()
        }}
        <div class="lb-links"><a href=urls::body(&body.ars)>{format!("Zurück zu {}", words::full_name(&body))}</a></div>
    }
    .into_any()
}

#[component]
fn StatusForm(page: Page, body: Body, service: Service, warrant: Warrant) -> AnyView {
    let rollout = RolloutKey { authority: body.ars, service: service.slug.clone() };
    let rejected = use_context::<RejectedStatus>();
    if let Some(rejected) = &rejected {
        answer_with(match rejected.reason {
            Rejection::Stale(_) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        });
    }
    let history = page.situation.history(&rollout);
    let version = history.map_or(0, domain::rollout::History::version);
    let current = history.and_then(|history| history.current(Viewpoint::on(page.today()))).cloned();
    let typed = match &rejected {
        Some(rejected) => rejected.typed.clone(),
        None => suggested(&page, current.as_ref().map(|event| &event.entry)),
    };
    let problems = match rejected.as_ref().map(|rejected| &rejected.reason) {
        Some(Rejection::Fields(problems)) => problems.clone(),
        _ => Vec::new(),
    };
    let name = words::authority_name(&body);
    let title = format!("Stand melden: {}", service.name);
    let concerned = concerned(&page, &rollout);
    let known = current.as_ref().map(|event| {
        let since = history.and_then(|history| history.stage_since(Viewpoint::on(page.today())));
        format!(
            "Bisher: {} seit {}, zuletzt bestätigt {} von {}.",
            words::stage(event.entry.stage),
            format::day(since.unwrap_or(event.entry.effective_on)),
            format::when(event.recorded_at, page.today()),
            event.actor.name
        )
    });
    let browser_title = if rejected.is_some() {
        format!("Fehler: {title} – {name}")
    } else {
        format!("{title} – {name}")
    };
    let is_stale = matches!(rejected.as_ref().map(|rejected| &rejected.reason), Some(Rejection::Stale(_)));
    view! {
        <Title text=browser_title />
        <Crumbs way=vec![(urls::body(&body.ars), words::full_name(&body))] here=title.clone() />
        <h1>{title}</h1>
        <p class="lb-sub">{format!("{name} · {concerned}")}</p>
        {known.map(|known| view! { <p class="lb-say">{known}</p> })}
        {rejected.as_ref().map(|rejected| errors::summary(&page, &rollout, rejected, warrant))}
        {is_stale.then(|| conflict::versions(&page, &typed, current.as_ref()))}
        <form class="lb-form lb-card" method="post" action=urls::status(&body.ars, &service.slug) novalidate>
            <input type="hidden" name="version" value=version.to_string() />
            {fields::stage(&typed.stage, &problems)}
            {fields::effective_on(&typed.effective_on, &problems, page.today())}
            {fields::planned_on(&typed.planned_on, &problems)}
            {fields::vendor(&typed.vendor, &problems, &page)}
            {fields::link(&typed.link, &problems)}
            {fields::note(&typed.note, &problems, warrant)}
            <div class="lb-actions">
                <button class="kern-btn kern-btn--primary" type="submit">
                    <span class="kern-label">
                        {if is_stale { "Meine Fassung trotzdem speichern" } else { "Speichern" }}
                    </span>
                </button>
                <a class="kern-btn kern-btn--tertiary" href=urls::body(&body.ars)>
                    <span class="kern-label">"Abbrechen"</span>
                </a>
            </div>
        </form>
        {history.and_then(|history| plans::earlier(&page, history))}
        <HeldUp page=page.clone() rollout />
        <SharedTask page=page.clone() body service />
    }
    .into_any()
}

/// What holds the rollout up, and the way to say what else does.
#[component]
fn HeldUp(page: Page, rollout: RolloutKey) -> impl IntoView {
    let blockers = page.situation.obstacles().blockers.blocking(&rollout, page.today());
    let items = blockers
        .map(|blocker| {
            let facts = &blocker.facts;
            let told = format!("seit {} · am Zug: {}", format::day(facts.opened_on), words::action_by(facts.action_by));
            view! {
                <li>
                    <span class="lb-breaks"><a class="lb-strong" href=urls::blocker(blocker.id)>{facts.title.clone()}</a></span>
                    <small>{told}</small>
                </li>
            }
        })
        .collect::<Vec<_>>();
    let query = [("behoerde", rollout.authority.as_str()), ("leistung", rollout.service.as_str())];
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-hindernisse">
            <h2 id="ueberschrift-hindernisse">"Hindernisse"</h2>
            {if items.is_empty() {
                view! { <p class="lb-sub">"Es ist keines gemeldet."</p> }.into_any()
            } else {
                view! { <ul class="lb-list">{items}</ul> }.into_any()
            }}
            <div class="lb-links">
                <a href=urls::with_query(urls::NEW_BLOCKER, &query)>"Hindernis melden"</a>
            </div>
        </section>
    }
}

/// What most likely is to be reported: the same as before, as of today.
fn suggested(page: &Page, current: Option<&domain::rollout::StatusEntry>) -> TypedStatus {
    let day = |day: Option<domain::Day>| day.map(format::day).unwrap_or_default();
    TypedStatus {
        stage: current.map(|entry| entry.stage.to_string()).unwrap_or_default(),
        effective_on: format::day(page.today()),
        planned_on: day(current.and_then(|entry| entry.planned_on)),
        vendor: current.and_then(|entry| entry.vendor.clone()).unwrap_or_default(),
        link: current.and_then(|entry| entry.link.clone()).unwrap_or_default(),
        note: String::new(),
    }
}

fn concerned(page: &Page, rollout: &RolloutKey) -> String {
    let responsibilities = page.situation.responsibilities(page.today());
    let position = responsibilities.position(rollout);
    let (communes, inhabitants) = position
        .into_iter()
        .flat_map(|position| responsibilities.communes_of(position))
        .fold((0, 0), |(communes, people), commune| (communes + 1, people + commune.inhabitants));
    format!(
        "zuständig für {} mit {}",
        format::counted(communes, "eine Kommune", "Kommunen"),
        format::counted(inhabitants, "einem Menschen", "Menschen")
    )
}

/// Says with whom a task is shared, where a town has limited building supervision.
#[component]
fn SharedTask(page: Page, body: Body, service: Service) -> AnyView {
    let others: Vec<_> = page
        .situation
        .responsibilities(page.today())
        .authorities_for(&body.ars, &service.slug)
        .into_iter()
        .filter(|authority| authority.ars != body.ars && authority.limit != Limit::None)
        .filter_map(|authority| page.register().get(&authority.ars).map(words::authority_name))
        .collect();
    (!others.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Info title="Geteilte Aufgabe">
                <p class="kern-body">
                    {format!(
                        "{} entscheidet hier die einfachen Fälle, {} die übrigen. Abgedeckt ist die Kommune erst, wenn beide live sind.",
                        words::full_name(&body),
                        others.join(", "),
                    )}
                </p>
            </Notice>
        }
    })
    .into_any()
}
