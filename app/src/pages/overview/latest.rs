//! What was recorded last.

use leptos::prelude::*;

use super::Shared;
use crate::components::Downloads;
use crate::context::Page;
use crate::figures::{Change, ChangeKind, Filter};
use crate::{format, urls, words};

#[component]
pub(super) fn LatestCard(page: Page, filter: Filter, overview: Shared) -> AnyView {
    let sheet = filter.url(urls::sheets::CHANGES, &page.situation.catalogue().land, page.today());
    let items = overview.latest.iter().map(|change| item(&page, change)).collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-zuletzt">
            <h2 id="ueberschrift-zuletzt">"Zuletzt"</h2>
            {if overview.latest.is_empty() {
                view! {
                    <p class="lb-sub">"Noch ist nichts eingetragen. "<a href=urls::COMMUNES>"Kommune suchen"</a>" und den ersten Stand melden."</p>
                }
                    .into_any()
            } else {
                view! {
                    <ul class="lb-list">{items}</ul>
                    <Downloads sheet what="Alle Änderungen" label="Alle Änderungen herunterladen:" />
                }
                    .into_any()
            }}
        </section>
    }
    .into_any()
}

fn item(page: &Page, change: &Change) -> impl IntoView + use<> {
    let (what, about) = told(page, change);
    view! {
        <li>
            <a class="lb-strong" href=urls::body(&change.rollout.authority)>{what}</a>
            <small>{about}</small>
        </li>
    }
}

/// What happened, and for whom and when.
pub(in crate::pages) fn told(page: &Page, change: &Change) -> (String, String) {
    let authority = page.situation.editions().last_known(&change.rollout.authority);
    let name = authority
        .map_or_else(|| change.rollout.authority.to_string(), |(body, _)| words::authority_name(body));
    let service = page.situation.catalogue().service(&change.rollout.service);
    let service = service.map(|service| service.name.clone()).unwrap_or_default();
    let (what, since) = match change.kind {
        ChangeKind::Stage(stage, since) => (format!("{service} {}", words::stage(stage)), Some(since)),
        ChangeKind::Planned(day) => (format!("{service}: Start geplant für den {}", format::day(day)), None),
        ChangeKind::Retracted(stage) => {
            (format!("{service}: Eintrag „{}“ zurückgenommen", words::stage(stage)), None)
        }
    };
    let recorded = domain::Day::of(change.recorded_at);
    let since =
        since.filter(|since| *since != recorded).map(|since| format!(" · gilt seit {}", format::day(since)));
    let about = format!(
        "{}, {} · {}{}",
        format::counted(change.communes, "eine Kommune", "Kommunen"),
        format::counted(change.inhabitants, "ein Mensch", "Menschen"),
        format::when(change.recorded_at, page.today()),
        since.unwrap_or_default()
    );
    (format!("{name}: {what}"), about)
}
