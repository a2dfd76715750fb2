//! Everything that was ever recorded of a body, the wrong entries too.

use domain::Ars;
use domain::batch::BatchKind;
use domain::people::Role;
use domain::rollout::{RolloutEvent, RolloutKey};
use leptos::prelude::*;

use crate::components::{Downloads, StageLabel};
use crate::context::Page;
use crate::pages::plans;
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn HistoryCard(page: Page, ars: Ars) -> AnyView {
    // The public sees published figures: neither who entered something nor what was remarked.
    if !visitor().is_inside(page.is_demo) {
        return ().into_any();
    }
    let sections: Vec<_> = page
        .situation
        .catalogue()
        .services
        .iter()
        .filter_map(|service| {
            let rollout = RolloutKey { authority: ars, service: service.slug.clone() };
            let history = page.situation.history(&rollout)?;
            let entries = history.events().iter().rev().map(|event| entry(&page, event)).collect_view();
            let count = format::counted(history.events().len() as u64, "ein Eintrag", "Einträge");
            Some(view! {
                <details class="lb-history">
                    <summary>{service.name.clone()} <small>{count}</small></summary>
                    {plans::earlier(&page, history)}
                    <ol class="lb-timeline">{entries}</ol>
                </details>
            })
        })
        .collect();
    (!sections.is_empty())
        .then(|| {
            view! {
                <section class="lb-card" aria-labelledby="ueberschrift-verlauf">
                    <h2 id="ueberschrift-verlauf">"Verlauf"</h2>
                    <p class="lb-sub">"Jeder Eintrag bleibt erhalten, auch ein zurückgenommener."</p>
                    {sections}
                    <Downloads sheet=urls::sheets::history(&ars) what="Verlauf" />
                </section>
            }
        })
        .into_any()
}

/// With what an entry came in, where it was not entered alone; leads can go there.
fn origin(page: &Page, event: &RolloutEvent) -> impl IntoView + use<> {
    let batch = event.batch.and_then(|id| page.situation.batches().get(id))?;
    let name = if visitor().has(Role::Lead) {
        view! { <a class="lb-breaks" href=urls::batch(batch.id)>{words::batch(batch)}</a> }.into_any()
    } else {
        words::batch(batch).into_any()
    };
    let with = match batch.kind {
        BatchKind::Import => ", mit dem ",
        BatchKind::Bulk => ", mit der ",
    };
    Some(view! { {with} {name} })
}

fn entry(page: &Page, event: &RolloutEvent) -> impl IntoView + use<> {
    let told = &event.entry;
    let retraction = event.retraction.as_ref().map(|retraction| {
        let together =
            if retraction.batch.is_some() { ", mit allem, was dabei eingetragen wurde" } else { "" };
        view! {
            <p class="lb-retracted">
                <span class="lb-tag lb-tag--note">"zurückgenommen"</span>
                {format!(
                    "{} von {}{together}: {}",
                    format::when(retraction.recorded_at, page.today()),
                    retraction.actor.name,
                    retraction.reason,
                )}
            </p>
        }
    });
    let is_counted = event.retraction.is_none();
    // What a body recorded that does not exist any more stays as it is.
    let exists = page.register().get(&event.rollout.authority).is_some();
    let may = visitor().warrant(&event.rollout.authority).is_some();
    let take_back = (is_counted && exists && may).then(|| {
        let id = event.id.to_string();
        let address = urls::with_query(
            &urls::retraction(&event.rollout.authority, &event.rollout.service),
            &[("eintrag", &id)],
        );
        view! { <a href=address>"Eintrag zurücknehmen"</a> }
    });
    let planned = told.planned_on.map(|day| format!(" · Start geplant für den {}", format::day(day)));
    let vendor = told.vendor.as_ref().map(|vendor| format!(" · Hersteller {vendor}"));
    view! {
        <li class:lb-struck=!is_counted>
            <p>
                <b>{format!("Ab {}", format::day(told.effective_on))}</b>
                " "
                <StageLabel stage=told.stage />
                {planned} {vendor}
            </p>
            {told.note.clone().map(|note| view! { <p class="lb-note">{note}</p> })}
            <p class="lb-sub">
                {format!("Eingetragen {} von {}", format::when(event.recorded_at, page.today()), event.actor.name)}
                {origin(page, event)} ". "
                {take_back}
            </p>
            {retraction}
        </li>
    }
}
