//! What an authority is asked about its readiness: three questions at a time, and all of them for whoever wants.

mod answers;
mod questions;

use domain::Ars;
use domain::catalogue::Service;
use domain::criteria::{Answer, Criterion};
use domain::rollout::RolloutKey;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use self::answers::AnswersCard;
use self::questions::{Question, QuestionsCard};
use super::sent::Sent;
use super::{answer_with, failure, redirect_to_canonical, segment};
use crate::components::{Crumbs, Notice, NoticeKind};
use crate::context::{Page, page};
use crate::{format, urls, words};

/// More questions are not asked at once.
pub(super) const AT_ONCE: usize = 3;

#[component]
pub(super) fn AssessmentPage() -> impl IntoView {
    let page = page();
    let key = segment("key");
    let Some(body) = page.register().resolve(&key).cloned() else {
        return failure::not_found(Some(format!("Zum Schlüssel „{key}“ gibt es im Register nichts.")));
    };
    if body.ars.as_str() != key {
        redirect_to_canonical(&urls::assessment(&body.ars));
        return ().into_any();
    }
    let services = services(&page, &body.ars);
    let way = vec![(urls::body(&body.ars), words::full_name(&body))];
    let name = words::authority_name(&body);
    if services.is_empty() {
        answer_with(StatusCode::NOT_FOUND);
        let title = format!("{name} ist für keine Leistung zuständig");
        return view! {
            <Title text=title.clone() />
            <Crumbs way here="Kriterien".to_owned() />
            <h1>{title}</h1>
            <p class="lb-say">"Gefragt werden die Behörden, die eine Leistung einführen. Welche das sind, steht auf der Seite der Kommune."</p>
        }
        .into_any();
    }
    view! { <Assessment page authority=body.ars name way services /> }.into_any()
}

/// The services for which a body is responsible today, in the order of the catalogue.
pub(super) fn services(page: &Page, authority: &Ars) -> Vec<Service> {
    let responsibilities = page.situation.responsibilities(page.today());
    let is_own = |service: &&Service| {
        let rollout = RolloutKey { authority: *authority, service: service.slug.clone() };
        responsibilities.position(&rollout).is_some()
    };
    page.situation.catalogue().services.iter().filter(is_own).cloned().collect()
}

#[component]
fn Assessment(
    page: Page,
    authority: Ars,
    name: String,
    way: Vec<(String, String)>,
    services: Vec<Service>,
) -> AnyView {
    let sent = Sent::take();
    let criteria = &page.situation.obstacles().criteria;
    let wanted = page.parameter("leistung");
    // Of a single service there is nothing that differs from the whole.
    let service =
        services.iter().find(|service| services.len() > 1 && service.slug.as_str() == wanted).cloned();
    let asks_all = page.parameter("alle") == "ja" || service.is_some();
    let one = page.parameter("frage").parse().ok().and_then(|id| criteria.get(id));
    let asked: Vec<Criterion> = match one.filter(|criterion| !criterion.is_retired) {
        // What was asked is shown again, also where somebody else has answered it meanwhile.
        _ if sent.is_wrong() => {
            let is_asked = |criterion: &&Criterion| sent.has(&format!("was_{}", criterion.id));
            criteria.asked().into_iter().filter(is_asked).collect()
        }
        _ if asks_all => criteria.asked(),
        Some(criterion) => vec![criterion],
        None => criteria.to_ask(&authority, AT_ONCE),
    }
    .into_iter()
    .cloned()
    .collect();
    let questions: Vec<Question> = asked
        .into_iter()
        .map(|criterion| {
            let slug = service.as_ref().map(|service| &service.slug);
            let said = criteria.said(&authority, slug, criterion.id);
            let otherwise = slug.map(|_| criteria.said(&authority, None, criterion.id));
            Question { criterion, said, otherwise }
        })
        .collect();
    let title = match &service {
        Some(service) => format!("Kriterien: {}", service.name),
        None => "Kriterien".to_owned(),
    };
    let way = match &service {
        Some(_) => [way, vec![(urls::assessment(&authority), "Kriterien".to_owned())]].concat(),
        None => way,
    };
    view! {
        <Title text=sent.title(&format!("{title} – {name}")) />
        <Crumbs way here=service.as_ref().map_or_else(|| title.clone(), |service| service.name.clone()) />
        <div class="lb-head">
            <div>
                <h1>{title}</h1>
                <p>{format!("{name} · {}", words::readiness(readiness(&page, &authority, &services, service.as_ref())))}</p>
            </div>
        </div>
        <Saved page=page.clone() authority is_of_service=service.is_some() has_more=!questions.is_empty() />
        {sent.summary()}
        <QuestionsCard page=page.clone() authority service=service.clone() questions sent />
        {service.is_none().then(|| view! { <AnswersCard page authority services /> })}
    }
    .into_any()
}

/// How ready the authority is: for one service, or as a whole, which is what it says of no service in particular.
pub(super) fn readiness(
    page: &Page,
    authority: &Ars,
    services: &[Service],
    service: Option<&Service>,
) -> domain::criteria::Readiness {
    let criteria = &page.situation.obstacles().criteria;
    match service.or_else(|| services.first().filter(|_| services.len() == 1)) {
        Some(service) => {
            criteria.readiness(&RolloutKey { authority: *authority, service: service.slug.clone() })
        }
        None => criteria.readiness_of(|criterion| criteria.said(authority, None, criterion)),
    }
}

/// What was just saved.
#[component]
fn Saved(page: Page, authority: Ars, is_of_service: bool, has_more: bool) -> AnyView {
    let Ok(count) = page.parameter("gespeichert").parse::<u64>() else { return ().into_any() };
    let criteria = &page.situation.obstacles().criteria;
    let open: Vec<_> = criteria
        .asked()
        .into_iter()
        .filter(|criterion| criteria.said(&authority, None, criterion.id) == Answer::Open)
        .map(|criterion| {
            let query = [("behoerde", authority.as_str()), ("kriterium", &criterion.id.to_string())];
            let address = urls::with_query(urls::NEW_BLOCKER, &query);
            view! { <li>{criterion.name.clone()} ": " <a href=address>"Hindernis melden"</a></li> }
        })
        .collect();
    let open = (!open.is_empty()).then(|| {
        view! {
            <p class="kern-body">"Offen ist noch etwas. Hält es eine Leistung auf, melden Sie es als Hindernis:"</p>
            <ul>{open}</ul>
        }
    });
    let title = match count {
        0 => "Nichts geändert".to_owned(),
        count => format!("{} gespeichert", format::counted(count, "Eine Antwort", "Antworten")),
    };
    let next = if is_of_service {
        "Wo hier nichts anderes gesagt ist, gilt die Antwort für die ganze Behörde."
    } else if has_more {
        "Wenn Sie mögen, beantworten Sie gleich die nächsten Fragen. Sie können auch ein andermal weitermachen."
    } else {
        "Das war alles. Wenn sich etwas ändert, ändern Sie hier die Antwort."
    };
    view! {
        <Notice kind=NoticeKind::Success title>
            <p class="kern-body">{next}</p>
            {open}
            <p class="kern-body"><a href=urls::body(&authority)>"Zurück zur Behörde"</a></p>
        </Notice>
    }
    .into_any()
}
