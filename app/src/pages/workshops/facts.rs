//! What is said about a workshop.

use std::sync::Arc;

use domain::workshop::Workshop;
use leptos::prelude::*;

use super::{participants, when};
use crate::context::Page;
use crate::{urls, words};

/// Day, place, facilitator, services and state.
#[component]
pub(super) fn Facts(page: Page, workshop: Arc<Workshop>) -> AnyView {
    let facts = workshop.facts.clone();
    let catalogue = page.situation.catalogue();
    let services: Vec<&str> = facts
        .services
        .iter()
        .filter_map(|slug| catalogue.service(slug).map(|service| service.name.as_str()))
        .collect();
    let services = if services.is_empty() { "alle".to_owned() } else { services.join(", ") };
    view! {
        <dl class="lb-facts">
            <dt>"Stand"</dt>
            <dd>{words::workshop_state(workshop.state)}</dd>
            <dt>"Termin"</dt>
            <dd>{when(&workshop)}</dd>
            {facts.place.map(|place| view! { <dt>"Ort"</dt><dd>{place}</dd> })}
            {facts.link.map(|link| view! {
                <dt>"Online"</dt>
                <dd><a href=link.clone() rel="noreferrer">{link.clone()}</a></dd>
            })}
            {facts.facilitator.map(|name| view! { <dt>"Moderation"</dt><dd>{name}</dd> })}
            <dt>"Leistungen"</dt>
            <dd>{services}</dd>
        </dl>
    }
    .into_any()
}

/// Who takes part, each with a link.
#[component]
pub(super) fn Participants(page: Page, workshop: Arc<Workshop>) -> AnyView {
    let register = page.register();
    let count = participants::count(&workshop.facts.participants, &register);
    let rows = workshop
        .facts
        .participants
        .iter()
        .map(|participant| {
            let told = participants::told(participant, &register);
            view! { <li><a href=urls::body(&participant.body)>{told}</a></li> }
        })
        .collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-beteiligte">
            <h2 id="ueberschrift-beteiligte">"Beteiligte"</h2>
            <p class="lb-sub">{count}</p>
            <ul class="lb-plain-list">{rows}</ul>
        </section>
    }
    .into_any()
}
