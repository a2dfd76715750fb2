//! Planning a workshop, and changing what is said about it.

use std::sync::Arc;

use domain::workshop::{TITLE_MAX, Workshop, WorkshopFacts};
use leptos::prelude::*;
use leptos_meta::Title;

use super::facts::Facts;
use super::participants::SUGGESTIONS;
use super::{named, nothing, participants, way};
use crate::components::{Check, Crumbs, DayField, Spellings, SubmitButton, TextArea, TextField, field_error};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::{format, urls};

/// Empty rows for more participants.
const MORE: usize = 3;

#[component]
pub(in crate::pages) fn NewPage() -> impl IntoView {
    let title = "Workshop planen";
    let sent = Sent::take();
    view! {
        <Title text=sent.title(title) />
        <Crumbs way=vec![(urls::WORKSHOPS.to_owned(), "Workshops".to_owned())] here=title.to_owned() />
        <h1>{title}</h1>
        {sent.summary()}
        <Form page=page() sent workshop=None />
    }
}

#[component]
pub(in crate::pages) fn EditPage() -> impl IntoView {
    let page = page();
    let Some(workshop) = named(&page) else { return nothing() };
    let sent = Sent::take();
    let title = "Workshop bearbeiten";
    // Whoever is told that somebody was quicker has to see what holds now.
    let current = sent.is_stale().then(|| {
        view! {
            <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-jetzt">
                <h2 id="ueberschrift-jetzt">"Das gilt jetzt"</h2>
                <p class="lb-say">{workshop.facts.title.clone()}</p>
                <Facts page=page.clone() workshop=workshop.clone() />
                <p class="lb-sub">{participants::count(&workshop.facts.participants, &page.register())}</p>
            </section>
        }
    });
    view! {
        <Title text=sent.title(title) />
        <Crumbs way=way(&workshop) here=title.to_owned() />
        <h1>{title}</h1>
        {sent.summary()}
        {current}
        <Form page sent workshop=Some(workshop) />
    }
    .into_any()
}

#[component]
fn Form(
    page: Page,
    sent: Sent,
    /// `None`: it is planned only now.
    workshop: Option<Arc<Workshop>>,
) -> AnyView {
    let facts = workshop.as_ref().map(|workshop| workshop.facts.clone());
    let of = |field: fn(&WorkshopFacts) -> Option<&str>| {
        facts.as_ref().and_then(field).unwrap_or_default().to_owned()
    };
    let day = facts.as_ref().map(|facts| format::day(facts.held_on)).unwrap_or_default();
    let host = visitor().person.as_ref().map(|person| person.name.to_string()).unwrap_or_default();
    let facilitator = if facts.is_some() { of(|facts| facts.facilitator.as_deref()) } else { host };
    let (action, back, label) = match &workshop {
        Some(workshop) => {
            (urls::workshop_action(workshop.id, "bearbeiten"), urls::workshop(workshop.id), "Speichern")
        }
        None => (urls::WORKSHOP_NEW.to_owned(), urls::WORKSHOPS.to_owned(), "Planen"),
    };
    // Whoever corrects a mistake has not seen what others changed meanwhile; whoever was told of it has.
    let version = workshop.as_ref().map(|workshop| {
        let current = workshop.version.to_string();
        let seen = if sent.is_stale() { current } else { sent.value("version", &current) };
        view! { <input type="hidden" name="version" value=seen /> }
    });
    view! {
        <form class="lb-card lb-form" method="post" action=action novalidate>
            {version}
            <TextField
                name="title"
                label="Titel"
                hint="Zum Beispiel: Wohnsitzanmeldung im Kreis Kelheim"
                value=sent.value("title", &of(|facts| Some(&facts.title)))
                error=sent.error("title")
            />
            <DayField
                name="held_on"
                label="Tag"
                value=sent.value("held_on", &day)
                error=sent.error("held_on")
            />
            <div class="lb-pair">
                <TextField
                    name="begins_at"
                    label="Beginn"
                    kind="time"
                    is_optional=true
                    value=sent.value("begins_at", &of(|facts| facts.begins_at.as_deref()))
                    error=sent.error("begins_at")
                />
                <TextField
                    name="ends_at"
                    label="Ende"
                    kind="time"
                    is_optional=true
                    value=sent.value("ends_at", &of(|facts| facts.ends_at.as_deref()))
                    error=sent.error("ends_at")
                />
            </div>
            <TextField
                name="place"
                label="Ort"
                is_optional=true
                max=TITLE_MAX
                value=sent.value("place", &of(|facts| facts.place.as_deref()))
                error=sent.error("place")
            />
            <TextField
                name="link"
                label="Adresse der Videokonferenz"
                kind="url"
                hint="Beginnt mit https://"
                is_optional=true
                value=sent.value("link", &of(|facts| facts.link.as_deref()))
                error=sent.error("link")
            />
            <TextField
                name="facilitator"
                label="Moderation"
                is_optional=true
                max=TITLE_MAX
                value=sent.value("facilitator", &facilitator)
                error=sent.error("facilitator")
            />
            {rows(&page, &sent, facts.as_ref())}
            {services(&page, &sent, facts.as_ref())}
            <TextArea
                name="agenda"
                label="Ablauf"
                is_optional=true
                value=sent.value("agenda", &of(|facts| facts.agenda.as_deref()))
                error=sent.error("agenda")
            />
            <div class="lb-actions">
                <SubmitButton label />
                <a class="kern-btn kern-btn--tertiary" href=back><span class="kern-label">"Zurück"</span></a>
            </div>
        </form>
    }
    .into_any()
}

/// A row for each participant, and some empty ones.
fn rows(page: &Page, sent: &Sent, facts: Option<&WorkshopFacts>) -> impl IntoView + use<> {
    let register = page.register();
    let spellings = Spellings::new(&register);
    let known = facts.map(|facts| facts.participants.as_slice()).unwrap_or_default();
    let was_sent = sent.has("body_0");
    let count = if was_sent { sent.count("body_") } else { known.len() + MORE };
    let rows = (0..count)
        .map(|row| {
            let (field, members) = (format!("body_{row}"), format!("members_{row}"));
            let participant = known.get(row).filter(|_| !was_sent);
            let key = participant.map(|participant| spellings.of(&participant.body)).unwrap_or_default();
            let is_checked = if was_sent {
                sent.has(&members)
            } else {
                participant.is_some_and(|participant| participant.with_members)
            };
            view! {
                <div class="lb-participant">
                    <TextField
                        name=field.clone()
                        label=format!("{}. Behörde", row + 1)
                        is_optional=true
                        suggestions=Some(SUGGESTIONS)
                        value=sent.value(&field, &key)
                        error=sent.error(&field)
                    />
                    <Check name=members label="mit allen Kommunen" is_checked />
                </div>
            }
        })
        .collect_view();
    let suggestions = spellings.list(SUGGESTIONS, register.bodies().map(|body| body.ars));
    view! {
        <fieldset class="kern-fieldset" aria-describedby="beteiligte-hinweis">
            <legend class="kern-label">"Wer nimmt teil?"</legend>
            <p class="kern-hint" id="beteiligte-hinweis">
                "Name, AGS oder ARS. Einen ganzen Kreis laden Sie in einer Zeile ein. Leere Zeilen zählen nicht; nach dem Speichern kommen neue dazu."
            </p>
            <div class="kern-fieldset__body lb-fields">{rows}</div>
            {suggestions}
        </fieldset>
    }
}

/// Boxes for the services it is about.
fn services(page: &Page, sent: &Sent, facts: Option<&WorkshopFacts>) -> impl IntoView + use<> {
    let was_sent = sent.has("title");
    let boxes = page
        .situation
        .catalogue()
        .services
        .iter()
        .map(|service| {
            let name = format!("service_{}", service.slug);
            let is_checked = if was_sent {
                sent.has(&name)
            } else {
                facts.is_some_and(|facts| facts.services.contains(&service.slug))
            };
            view! { <Check name label=service.name.clone() is_checked /> }
        })
        .collect_view();
    view! {
        <fieldset class="kern-fieldset" id="services" tabindex="-1">
            <legend class="kern-label">"Um welche Leistungen geht es?"</legend>
            <p class="kern-hint">"Ohne Auswahl um alle."</p>
            <div class="kern-fieldset__body">{boxes}</div>
            {field_error("services", sent.error("services"))}
        </fieldset>
    }
}
