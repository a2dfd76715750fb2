//! Saying the same of many rollouts: first what, then a preview of what comes of it.

mod form;
mod preview;
mod ticks;

use domain::bulk::{BulkPlan, Reach};
use domain::rollout::RolloutKey;
use domain::text::sort_key;
use leptos::prelude::*;
use leptos_meta::Title;

pub(super) use ticks::{ChooseBar, Tick};

use crate::bulk::Bulk;
use crate::context::{Page, page};
use crate::{format, urls, words};

#[component]
pub(super) fn BulkPage() -> impl IntoView {
    let page = page();
    let Some(bulk) = use_context::<Bulk>() else { return view! { <Nothing /> }.into_any() };
    match &bulk.said {
        None => view! { <form::Ask page bulk /> }.into_any(),
        Some((statement, note)) => {
            let plan = BulkPlan::new(&page.situation, page.today(), &bulk.chosen, statement, note);
            view! { <preview::Preview page bulk plan /> }.into_any()
        }
    }
}

/// Nobody has chosen anything: the address was typed, or the page was loaded anew.
#[component]
fn Nothing() -> impl IntoView {
    view! {
        <Title text="Mehrere ändern" />
        <div class="lb-head"><h1>"Mehrere ändern"</h1></div>
        <section class="lb-card lb-narrow">
            <p>"Wählen Sie zuerst in einer Liste aus, was geändert werden soll."</p>
            <div class="lb-links">
                <a href=urls::COMMUNES>"Kommunen, nach Wahl einer Leistung"</a>
                <a href=urls::SERVICES>"Leistungen"</a>
            </div>
        </section>
    }
}

/// "41 Behörden, zuständig für 62 Kommunen mit 120.000 Menschen".
fn reach<'a>(page: &Page, rollouts: impl Iterator<Item = &'a RolloutKey> + Clone) -> String {
    let reach = Reach::of(rollouts, page.situation.responsibilities(page.today()));
    format!(
        "{}, zuständig für {} mit {}",
        words::authorities(reach.authorities),
        format::counted(reach.communes, "eine Kommune", "Kommunen"),
        format::counted(reach.inhabitants, "einem Menschen", "Menschen")
    )
}

/// Rollouts with the names of authority and, where there are several, service, in the order of the names.
fn named<'a>(
    page: &Page,
    rollouts: impl Iterator<Item = &'a RolloutKey> + Clone,
) -> Vec<(&'a RolloutKey, String)> {
    let mut services = rollouts.clone().map(|rollout| &rollout.service);
    let first = services.next();
    let has_several = services.any(|service| Some(service) != first);
    let catalogue = page.situation.catalogue();
    let mut named: Vec<_> = rollouts
        .map(|rollout| {
            let authority = page.authority_name(&rollout.authority);
            let service = catalogue.service(&rollout.service).filter(|_| has_several);
            let service = service.map(|service| format!(", {}", service.name)).unwrap_or_default();
            (rollout, format!("{authority}{service}"))
        })
        .collect();
    named.sort_by_cached_key(|(rollout, name)| (sort_key(name), *rollout));
    named
}
