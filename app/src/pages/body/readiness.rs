//! How far an authority meets what a rollout needs. Stays inside: the public sees stages alone.

use domain::body::Body;
use domain::criteria::{Answer, Readiness};
use domain::rollout::RolloutKey;
use leptos::prelude::*;

use crate::components::Downloads;
use crate::context::Page;
use crate::pages::assessment::{readiness, services};
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn ReadinessCard(page: Page, body: Body) -> AnyView {
    let services = services(&page, &body.ars);
    if services.is_empty() || !visitor().is_inside(page.is_demo) {
        return ().into_any();
    }
    let criteria = &page.situation.obstacles().criteria;
    let whole = readiness(&page, &body.ars, &services, None);
    let may = visitor().warrant(&body.ars).is_some();
    // Services for which something else was said than for the authority.
    let others: Vec<_> = services
        .iter()
        .filter_map(|service| {
            let rollout = RolloutKey { authority: body.ars, service: service.slug.clone() };
            let own = criteria.readiness(&rollout);
            (own != whole).then(|| {
                view! { <li>{format!("{}: {}", service.name, words::readiness(own))}</li> }
            })
        })
        .collect();
    let named = |answer: Answer| {
        let names: Vec<&str> = criteria
            .asked()
            .into_iter()
            .filter(|criterion| criteria.said(&body.ars, None, criterion.id) == answer)
            .map(|criterion| criterion.name.as_str())
            .collect();
        (!names.is_empty()).then(|| {
            view! {
                <dt>{words::answer(answer)}</dt>
                <dd>{names.join(", ")}</dd>
            }
        })
    };
    let has_answers = whole.unknown < whole.total() || !others.is_empty();
    let link = may.then(|| {
        let label = if has_answers { "Antworten ansehen und ändern" } else { "Fragen beantworten" };
        view! {
            <div class="lb-actions">
                <a class="kern-btn kern-btn--secondary" href=urls::assessment(&body.ars)>
                    <span class="kern-label">{label}</span>
                </a>
            </div>
        }
    });
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-kriterien">
            <h2 id="ueberschrift-kriterien">"Kriterien"</h2>
            <p class="lb-sub">{sentence(whole, has_answers)}</p>
            {has_answers.then(|| view! {
                <dl class="lb-facts">
                    {named(Answer::Met)} {named(Answer::Partly)} {named(Answer::Open)} {named(Answer::NotRelevant)}
                </dl>
            })}
            {(!others.is_empty()).then(|| view! {
                <p>"Für einzelne Leistungen ist etwas anders:"</p>
                <ul>{others}</ul>
            })}
            {has_answers.then(|| {
                let sheet = urls::with_query(urls::sheets::ANSWERS, &[("gebiet", body.ars.as_str())]);
                view! { <Downloads sheet what="Antworten zu Kriterien" /> }
            })}
            {link}
        </section>
    }
    .into_any()
}

fn sentence(whole: Readiness, has_answers: bool) -> String {
    if !has_answers {
        return "Dazu hat die Behörde noch nichts gesagt.".to_owned();
    }
    let unknown = match whole.unknown {
        0 => String::new(),
        count => format!(" {} noch ohne Antwort.", format::counted(count, "Eine ist", "sind")),
    };
    format!("{}.{unknown}", words::readiness(whole))
}
