//! One measure.

use std::sync::Arc;

use domain::workshop::Measure;
use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::{StateTag, done_notice, may_progress, may_write};
use super::state::StateCard;
use super::{named, nothing};
use crate::components::{Crumbs, StepsCard, body_name};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::steps::Steps;
use crate::{format, urls};

#[component]
pub(in crate::pages) fn MeasurePage() -> impl IntoView {
    let page = page();
    let Some(measure) = named(&page) else { return nothing() };
    let sent = Sent::take();
    let steps: Steps = use_context().unwrap_or_default();
    let title = measure.facts.what.clone();
    let edit = may_write(&visitor(), measure.facts.body.as_ref()).then(|| {
        view! {
            <a class="kern-btn kern-btn--secondary" href=urls::measure_action(measure.id, "bearbeiten")>
                <span class="kern-label">"Bearbeiten"</span>
            </a>
        }
    });
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way=vec![(urls::MEASURES.to_owned(), "Maßnahmen".to_owned())] here=format!("Maßnahme {}", measure.id) />
        <div class="lb-head">
            <div>
                <h1>{title}</h1>
                <p>{format!("{} · bis {}", measure.facts.owner, format::day(measure.facts.due_on))}</p>
            </div>
            {edit}
        </div>
        {done_notice(&page)}
        {sent.summary()}
        <div class="lb-grid lb-grid--half">
            <div class="lb-column lb-column--top">
                <FactsCard page=page.clone() measure=measure.clone() />
            </div>
            <div class="lb-column lb-column--top">
                {may_progress(&measure).then(|| view! { <StateCard page=page.clone() measure=measure.clone() sent /> })}
                <StepsCard page=page.clone() steps />
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn FactsCard(page: Page, measure: Arc<Measure>) -> AnyView {
    let facts = &measure.facts;
    let register = page.register();
    let finding = facts.finding.and_then(|id| page.situation.workshops().finding(id)).map(|finding| {
        view! {
            <dt>"Folgt aus"</dt>
            <dd><a href=urls::finding(finding.id)>{format!("Erkenntnis {}", finding.id)}</a></dd>
        }
    });
    let blockers: Vec<_> = facts
        .blockers
        .iter()
        .filter_map(|id| page.situation.obstacles().blockers.get(*id))
        .map(|blocker| {
            let is_open = blocker.is_open_on(page.today());
            view! {
                <li>
                    <a href=urls::blocker(blocker.id)>{blocker.facts.title.clone()}</a>
                    <small>{if is_open { "offen" } else { "beseitigt" }}</small>
                </li>
            }
        })
        .collect();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-massnahme">
            <h2 id="ueberschrift-massnahme">"Vereinbart"</h2>
            <dl class="lb-facts">
                <dt>"Stand"</dt>
                <dd><StateTag measure=measure.clone() today=page.today() /></dd>
                <dt>"Wer"</dt>
                <dd>{facts.owner.clone()}</dd>
                <dt>"Für"</dt>
                <dd>
                    {match facts.body {
                        Some(ars) => view! { <a href=urls::body(&ars)>{body_name(&ars, &register)}</a> }.into_any(),
                        None => "–".into_any(),
                    }}
                </dd>
                <dt>"Bis"</dt>
                <dd>{format::day(facts.due_on)}</dd>
                {measure.ended_on.map(|day| view! { <dt>"Beendet"</dt><dd>{format::day(day)}</dd> })}
                {finding}
                {(!blockers.is_empty()).then(|| view! {
                    <dt>"Soll beseitigen"</dt>
                    <dd><ul class="lb-plain-list">{blockers}</ul></dd>
                })}
            </dl>
            {facts.note.clone().map(|note| view! {
                <h3>"Bemerkung"</h3>
                <p class="lb-note">{note}</p>
            })}
        </section>
    }
    .into_any()
}
