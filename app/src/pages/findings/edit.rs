//! Changing what is said in a finding.

use std::sync::Arc;

use domain::Ars;
use domain::blocker::Severity;
use domain::workshop::{Finding, FindingKind};
use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::name;
use super::{named, nothing};
use crate::components::{
    Check, Choice, Crumbs, SelectField, Spellings, SubmitButton, TextArea, TextField, Versions, body_name,
};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::pages::workshops::participants;
use crate::{urls, words};

/// The id of the list of bodies that are suggested.
const SUGGESTIONS: &str = "behoerden";
/// Empty rows for more bodies.
const MORE: usize = 2;

#[component]
pub(in crate::pages) fn EditPage() -> impl IntoView {
    let page = page();
    let Some(finding) = named(&page) else { return nothing() };
    let sent = Sent::take();
    let number = name(finding.id);
    let title = format!("{number} bearbeiten");
    let way =
        vec![(urls::FINDINGS.to_owned(), "Erkenntnisse".to_owned()), (urls::finding(finding.id), number)];
    let versions = sent.is_stale().then(|| {
        view! { <Versions saved=Some(saved(&page, &finding)) own=own(&page, &sent) /> }
    });
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way here="Bearbeiten".to_owned() />
        <h1>{title}</h1>
        {sent.summary()}
        {versions}
        <Form page finding sent />
    }
    .into_any()
}

/// What holds now.
fn saved(page: &Page, finding: &Finding) -> Vec<(&'static str, String)> {
    let facts = &finding.facts;
    let register = page.register();
    let criterion = facts.criterion.map(|id| id.to_string()).unwrap_or_default();
    let services: Vec<String> = facts.services.iter().map(ToString::to_string).collect();
    let bodies: Vec<String> = facts.bodies.iter().map(|ars| body_name(ars, &register)).collect();
    told(
        page,
        &facts.words,
        facts.kind.as_str(),
        &criterion,
        facts.severity.map_or("", Severity::as_str),
        facts.recommendation.as_deref().unwrap_or_default(),
        &services,
        &bodies,
    )
}

/// What the visitor wanted.
fn own(page: &Page, sent: &Sent) -> Vec<(&'static str, String)> {
    let services: Vec<String> = page
        .situation
        .catalogue()
        .services
        .iter()
        .map(|service| service.slug.to_string())
        .filter(|slug| sent.has(&format!("service_{slug}")))
        .collect();
    let bodies: Vec<String> = (0..sent.count("body_"))
        .map(|row| sent.value(&format!("body_{row}"), ""))
        .filter(|typed| !typed.is_empty())
        .collect();
    told(
        page,
        &sent.value("words", ""),
        &sent.value("kind", ""),
        &sent.value("criterion", ""),
        &sent.value("severity", ""),
        &sent.value("recommendation", ""),
        &services,
        &bodies,
    )
}

#[expect(clippy::too_many_arguments, reason = "the fields of the form, side by side for two versions of it")]
fn told(
    page: &Page,
    text: &str,
    kind: &str,
    criterion: &str,
    severity: &str,
    recommendation: &str,
    services: &[String],
    bodies: &[String],
) -> Vec<(&'static str, String)> {
    let criteria = &page.situation.obstacles().criteria;
    let criterion =
        criterion.parse().ok().and_then(|id| criteria.get(id)).map(|criterion| criterion.name.clone());
    let catalogue = page.situation.catalogue();
    let services: Vec<String> = services
        .iter()
        .filter_map(|slug| Some(catalogue.service(&slug.parse().ok()?)?.name.clone()))
        .collect();
    vec![
        ("Wortlaut", text.to_owned()),
        ("Art", kind.parse().map(words::finding_kind).unwrap_or_default().to_owned()),
        ("Kriterium", criterion.unwrap_or_default()),
        ("Wie schwer?", severity.parse().map(words::severity).unwrap_or_default().to_owned()),
        ("Empfehlung", recommendation.to_owned()),
        ("Leistungen", services.join(", ")),
        ("Gesehen in", bodies.join(", ")),
    ]
}

#[component]
fn Form(page: Page, finding: Arc<Finding>, sent: Sent) -> AnyView {
    let facts = finding.facts.clone();
    let kinds = FindingKind::ALL
        .iter()
        .map(|kind| (kind.to_string(), words::finding_kind(*kind).to_owned(), String::new()))
        .collect();
    let criterion = sent.value("criterion", &facts.criterion.map(|id| id.to_string()).unwrap_or_default());
    let criteria = page
        .situation
        .obstacles()
        .criteria
        .all()
        .into_iter()
        // One that is retired stays where it was chosen.
        .filter(|known| !known.is_retired || facts.criterion == Some(known.id))
        .map(|known| {
            let id = known.id.to_string();
            view! { <option value=id.clone() selected=id == criterion>{known.name.clone()}</option> }
        })
        .collect_view();
    let severity = sent.value("severity", facts.severity.map_or("", Severity::as_str));
    let severities = Severity::ALL
        .iter()
        .map(|known| {
            view! { <option value=known.as_str() selected=known.as_str() == severity>{words::severity(*known)}</option> }
        })
        .collect_view();
    view! {
        <form class="lb-card lb-form" method="post" action=urls::finding_action(finding.id, "bearbeiten") novalidate>
            <input type="hidden" name="version" value=sent.version(finding.version) />
            <TextArea
                name="words"
                label="Wortlaut"
                hint="Wie es gesagt wurde. Höchstens 4.000 Zeichen."
                value=sent.value("words", &facts.words)
                error=sent.error("words")
            />
            <Choice
                name="kind"
                label="Art"
                options=kinds
                chosen=sent.value("kind", facts.kind.as_str())
                error=sent.error("kind")
            />
            <SelectField name="criterion" label="Kriterium" error=sent.error("criterion")>
                <option value="">"keines"</option>
                {criteria}
            </SelectField>
            <SelectField name="severity" label="Wie schwer?" error=sent.error("severity")>
                <option value="">"keine Angabe"</option>
                {severities}
            </SelectField>
            <TextArea
                name="recommendation"
                label="Empfehlung"
                hint="Was man tun sollte."
                is_optional=true
                rows=3
                value=sent.value("recommendation", facts.recommendation.as_deref().unwrap_or_default())
                error=sent.error("recommendation")
            />
            {services(&page, &sent, &finding)}
            {bodies(&page, &sent, &finding)}
            <div class="lb-actions">
                <SubmitButton label="Speichern" />
                <a class="kern-btn kern-btn--tertiary" href=urls::finding(finding.id)>
                    <span class="kern-label">"Abbrechen"</span>
                </a>
            </div>
        </form>
    }
    .into_any()
}

fn services(page: &Page, sent: &Sent, finding: &Finding) -> impl IntoView + use<> {
    let was_sent = sent.has("words");
    let boxes = page
        .situation
        .catalogue()
        .services
        .iter()
        .map(|service| {
            let name = format!("service_{}", service.slug);
            let is_checked =
                if was_sent { sent.has(&name) } else { finding.facts.services.contains(&service.slug) };
            view! { <Check name label=service.name.clone() is_checked /> }
        })
        .collect_view();
    view! {
        <fieldset class="kern-fieldset">
            <legend class="kern-label">"Um welche Leistungen geht es?"</legend>
            <p class="kern-hint">"Ohne Auswahl um alle oder um keine bestimmte."</p>
            <div class="kern-fieldset__body">{boxes}</div>
        </fieldset>
    }
}

/// A row for each body, and some empty ones. Suggested is first of all who took part.
fn bodies(page: &Page, sent: &Sent, finding: &Finding) -> impl IntoView + use<> {
    let register = page.register();
    let spellings = Spellings::new(&register);
    let known: Vec<Ars> = finding.facts.bodies.iter().copied().collect();
    let was_sent = sent.has("body_0");
    let count = if was_sent { sent.count("body_") } else { known.len() + MORE };
    let rows = (0..count)
        .map(|row| {
            let field = format!("body_{row}");
            let value = known.get(row).filter(|_| !was_sent).map(|ars| spellings.of(ars)).unwrap_or_default();
            view! {
                <TextField
                    name=field.clone()
                    label=format!("{}. Behörde", row + 1)
                    is_optional=true
                    suggestions=Some(SUGGESTIONS)
                    value=sent.value(&field, &value)
                    error=sent.error(&field)
                />
            }
        })
        .collect_view();
    let workshop = page.situation.workshops().get(finding.workshop);
    let near = workshop.map(|workshop| participants::bodies(&workshop.facts.participants, &register));
    let suggestions = spellings.list(SUGGESTIONS, near.unwrap_or_default());
    view! {
        <fieldset class="kern-fieldset">
            <legend class="kern-label">"Wo wurde das gesehen?"</legend>
            <p class="kern-hint">"Name, AGS oder ARS. Leere Zeilen zählen nicht; nach dem Speichern kommen neue dazu."</p>
            <div class="kern-fieldset__body lb-fields">{rows}</div>
            {suggestions}
        </fieldset>
    }
}
