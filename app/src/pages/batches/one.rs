//! One batch: what it was, what it changes, and taking it back.

use std::collections::BTreeSet;

use domain::batch::Batch;
use domain::entry::NOTE_MAX;
use domain::rollout::{Actor, Retraction};
use leptos::prelude::*;
use leptos_meta::Title;

use super::entries::{EntriesCard, Entry};
use crate::components::{Crumbs, Effect, Notice, NoticeKind, SubmitButton, TextArea, effects};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::pages::{failure, segment};
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn BatchPage() -> impl IntoView {
    let page = page();
    match segment("id").parse().ok().and_then(|id| page.situation.batches().get(id).cloned()) {
        Some(batch) => view! { <Known page batch /> }.into_any(),
        None => failure::not_found(Some("Diese Änderung gibt es nicht.".to_owned())),
    }
}

#[component]
fn Known(page: Page, batch: Batch) -> AnyView {
    let sent = Sent::take();
    let title = words::batch(&batch);
    let way = [(urls::MANAGEMENT, "Verwaltung"), (urls::BATCHES, "Änderungen")];
    let way = way.map(|(address, name)| (address.to_owned(), name.to_owned())).to_vec();
    let facts = format!(
        "{}, {} von {}",
        format::counted(batch.entries, "ein Eintrag", "Einträge"),
        format::when(batch.recorded_at, page.today()),
        batch.actor.name
    );
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way here=title.clone() />
        <div class="lb-head"><div><h1 class="lb-breaks">{title}</h1><p>{facts}</p></div></div>
        {done(&page, &batch)}
        {sent.summary()}
        {if batch.undone.is_some() {
            view! { <UndoneCard page=page.clone() batch=batch.clone() /> }.into_any()
        } else {
            view! { <EffectCard page=page.clone() batch=batch.clone() /> }.into_any()
        }}
        <EntriesCard page=page.clone() batch=batch.id />
        {batch.undone.is_none().then(|| view! { <UndoForm page batch sent /> })}
    }
    .into_any()
}

/// What was just done.
fn done(page: &Page, batch: &Batch) -> impl IntoView + use<> {
    let (title, text) = match page.parameter("erledigt") {
        "eingetragen" if batch.undone.is_none() => (
            format!("Eingetragen: {}", format::counted(batch.entries, "ein Stand", "Stände")),
            "War etwas falsch, lässt sich unten alles auf einmal zurücknehmen.",
        ),
        "zurueckgenommen" if batch.undone.is_some() => (
            "Alles zurückgenommen".to_owned(),
            "Es gilt wieder, was davor eingetragen war. Im Verlauf bleibt beides sichtbar.",
        ),
        _ => return None,
    };
    Some(view! { <Notice kind=NoticeKind::Success title><p class="kern-body">{text}</p></Notice> })
}

/// Coverage with the entries and without them.
#[component]
fn EffectCard(page: Page, batch: Batch) -> AnyView {
    let entries = Entry::of(&page, batch.id);
    let standing: Vec<_> =
        entries.iter().map(|entry| entry.event).filter(|event| event.retraction.is_none()).collect();
    let retraction = Retraction {
        recorded_at: page.now,
        actor: Actor { id: String::new(), name: String::new() },
        reason: String::new(),
        batch: Some(batch.id),
    };
    let retractions =
        standing.iter().map(|event| (event.rollout.clone(), event.id, retraction.clone())).collect();
    let without = page.situation.with_records(Vec::new(), retractions);
    let services: BTreeSet<_> = standing.iter().map(|event| &event.rollout.service).collect();
    let rows = effects(&page, &without, &page.situation, &services);
    let is_same = rows.iter().all(|(_, before, after)| before == after);
    let told = match (batch.entries.saturating_sub(standing.len() as u64), is_same) {
        (0, true) => "Die bestätigte Abdeckung ist mit diesen Einträgen dieselbe wie ohne sie.".to_owned(),
        (0, false) => "Bestätigt live, ohne diese Einträge → mit ihnen.".to_owned(),
        (taken_back, _) => format!(
            "Bestätigt live, ohne diese Einträge → mit denen, die noch gelten. {} schon einzeln zurückgenommen.",
            format::counted(taken_back, "Ein Eintrag ist", "Einträge sind")
        ),
    };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-wirkung">
            <h2 id="ueberschrift-wirkung">"Was sie bewirken"</h2>
            <p class="lb-sub">{told}</p>
            {(!is_same).then(|| view! { <Effect heading="ueberschrift-wirkung" rows /> })}
        </section>
    }
    .into_any()
}

/// By whom and why it was taken back, and where something newer stands.
#[component]
fn UndoneCard(page: Page, batch: Batch) -> AnyView {
    let Some(undone) = batch.undone else { return ().into_any() };
    let entries = Entry::of(&page, batch.id);
    let followed: Vec<_> = entries
        .iter()
        .filter(|entry| {
            entry.event.retraction.as_ref().is_some_and(|taken| taken.batch.is_some()) && entry.is_followed()
        })
        .map(|entry| {
            let rollout = &entry.event.rollout;
            view! {
                <li><a href=urls::body(&rollout.authority)>{page.authority_name(&rollout.authority)}</a></li>
            }
        })
        .collect();
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-zurueckgenommen">
            <h2 id="ueberschrift-zurueckgenommen">"Zurückgenommen"</h2>
            <p>{format!("{} von {}", format::when(undone.recorded_at, page.today()), undone.actor.name)}</p>
            <p class="lb-note">{undone.reason}</p>
            {(!followed.is_empty()).then(|| view! {
                <details>
                    <summary>
                        {format!(
                            "Bei {} gilt, was seither eingetragen wurde",
                            format::counted(followed.len() as u64, "einer Behörde", "Behörden"),
                        )}
                    </summary>
                    <ul>{followed}</ul>
                </details>
            })}
        </section>
    }
    .into_any()
}

#[component]
fn UndoForm(page: Page, batch: Batch, sent: Sent) -> AnyView {
    let standing = Entry::of(&page, batch.id).iter().filter(|entry| entry.event.retraction.is_none()).count();
    let label = match standing {
        0 => "Als zurückgenommen vermerken".to_owned(),
        1 => "Den Eintrag zurücknehmen".to_owned(),
        count => format!("Alle {} Einträge zurücknehmen", format::number(count as u64)),
    };
    view! {
        <form class="lb-card lb-form" method="post" action=urls::batch_undoing(batch.id) novalidate>
            <h2>"Zurücknehmen"</h2>
            <p class="lb-sub">
                "Die Einträge bleiben im Verlauf sichtbar und zählen nicht mehr. Was seither für eine der Behörden eingetragen wurde, bleibt gültig."
            </p>
            <TextArea
                name="reason"
                label="Was war falsch?"
                value=sent.value("reason", "")
                hint=format!("Höchstens {} Zeichen, keine Namen von Personen.", format::number(NOTE_MAX as u64))
                rows=3
                error=sent.error("reason")
            />
            <div class="lb-actions"><SubmitButton label /></div>
        </form>
    }
    .into_any()
}
