//! Writing down what is said, line by line.

use std::sync::Arc;

use domain::blocker::Severity;
use domain::workshop::{FindingKind, Workshop, WorkshopState};
use leptos::prelude::*;
use leptos_meta::Title;

use super::entries::Entries;
use super::participants::SUGGESTIONS;
use super::{named, nothing, participants, way};
use crate::components::{
    Check, Crumbs, Notice, NoticeKind, SelectField, Spellings, SubmitButton, TextArea, TextField, field_error,
};
use crate::context::{Page, page};
use crate::form::SentForm;
use crate::islands::LiveCapture;
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::{urls, words};

/// Rows for the bodies that a finding was seen in.
const BODIES: usize = 3;

/// Names the next finding, so that a form that is sent twice makes one.
#[derive(Clone, Debug)]
pub struct CaptureKey(pub String);

/// What is wrong with a line, as a sentence for the page that sent it, escaped.
#[must_use]
pub fn mistakes(sent: &SentForm) -> String {
    let told: Vec<String> =
        sent.mistakes.iter().map(|(field, mistake)| words::mistake(field.as_deref(), mistake)).collect();
    view! { <span>{told.join(" ")}</span> }.to_html()
}

#[component]
pub(in crate::pages) fn CapturePage() -> impl IntoView {
    let page = page();
    let (Some(workshop), Some(key)) = (named(&page), use_context::<CaptureKey>()) else { return nothing() };
    let sent = Sent::take();
    let title = "Erkenntnisse erfassen";
    let hint = match workshop.state {
        WorkshopState::Planned => Some((
            "Der Workshop hat noch nicht begonnen",
            "Sie können schon mitschreiben. Beginnen lässt er sich auf seiner Seite.",
        )),
        WorkshopState::Running => None,
        WorkshopState::Closed => Some((
            "Der Workshop ist abgeschlossen",
            "Was Sie jetzt aufschreiben, wird als nachgetragen gekennzeichnet.",
        )),
    };
    let hint = hint.map(|(title, text)| {
        view! {
            <Notice kind=NoticeKind::Info title=title>
                <p class="kern-body">{text}</p>
            </Notice>
        }
    });
    let here = urls::workshop_action(workshop.id, "erfassen");
    view! {
        <Title text=format!("{} – {}", sent.title(title), workshop.facts.title) />
        <Crumbs way=way(&workshop) here=title.to_owned() />
        <h1>{title}</h1>
        {hint}
        {sent.summary()}
        <Form page=page.clone() workshop=workshop.clone() sent key />
        <section class="lb-card" aria-labelledby="ueberschrift-eintraege">
            <h2 id="ueberschrift-eintraege">"Aufgeschrieben"</h2>
            <LiveCapture />
            <noscript>
                <p class="lb-sub"><a href=here>"Neu laden, um zu sehen, was andere geschrieben haben"</a></p>
            </noscript>
            <Entries page workshop />
        </section>
    }
    .into_any()
}

#[component]
fn Form(page: Page, workshop: Arc<Workshop>, sent: Sent, key: CaptureKey) -> AnyView {
    let person = visitor().person.as_ref().map(|person| person.id.to_string()).unwrap_or_default();
    // After a form that was sent without JavaScript the address says what was chosen.
    let chosen = |field: &str| sent.value(field, page.parameter(field));
    let kind = chosen("kind");
    let kinds = FindingKind::ALL
        .iter()
        .map(|of| {
            let word = of.as_str();
            view! { <option value=word selected=word == kind>{words::finding_kind(*of)}</option> }
        })
        .collect_view();
    let criterion = chosen("criterion");
    let criteria = page
        .situation
        .obstacles()
        .criteria
        .asked()
        .into_iter()
        .zip(1..)
        .map(|(of, number)| {
            let id = of.id.to_string();
            let is_chosen = id == criterion;
            view! { <option value=id selected=is_chosen>{format!("{number} · {}", of.name)}</option> }
        })
        .collect_view();
    let letters: Vec<String> = FindingKind::ALL
        .iter()
        .map(|kind| format!("/{} {}", words::finding_letter(*kind), words::finding_kind(*kind)))
        .collect();
    let hint = format!(
        "Enter speichert. Am Anfang der Zeile geht auch: {}, /1 bis /9 für das Kriterium mit dieser Nummer.",
        letters.join(", ")
    );
    let id = workshop.id;
    view! {
        <form
            class="lb-card lb-form lb-form--wide lb-capture"
            id="erfassen"
            method="post"
            action=urls::workshop_action(id, "erfassen")
            autocomplete="off"
            data-queue=format!("lagebild.erfassen.{id}.{person}.")
        >
            <input type="hidden" name="key" value=sent.value("key", &key.0) />
            <input type="hidden" name="person" value=person.clone() />
            <TextField
                name="words"
                label="Was wurde gesagt?"
                hint
                has_focus=true
                value=sent.value("words", "")
                error=sent.error("words")
            />
            <div class="lb-pair">
                <SelectField name="kind" label="Art" error=sent.error("kind")>{kinds}</SelectField>
                <SelectField name="criterion" label="Kriterium" error=sent.error("criterion")>
                    <option value="">"keines"</option>
                    {criteria}
                </SelectField>
            </div>
            <More page workshop sent />
            <div><SubmitButton label="Festhalten" /></div>
        </form>
    }
    .into_any()
}

/// What can be said beside the words, folded: most lines do without.
#[component]
fn More(page: Page, workshop: Arc<Workshop>, sent: Sent) -> AnyView {
    let register = page.register();
    let severity = sent.value("severity", "");
    let severities = Severity::ALL
        .iter()
        .map(|of| {
            let word = of.as_str();
            view! { <option value=word selected=word == severity>{words::severity(*of)}</option> }
        })
        .collect_view();
    let services = page
        .situation
        .catalogue()
        .services
        .iter()
        .map(|service| {
            let name = format!("service_{}", service.slug);
            let is_checked = sent.has(&name);
            view! { <Check name label=service.name.clone() is_checked /> }
        })
        .collect_view();
    let bodies = (0..BODIES)
        .map(|row| {
            let field = format!("body_{row}");
            view! {
                <TextField
                    name=field.clone()
                    label=format!("{}. Behörde oder Kommune", row + 1)
                    is_optional=true
                    suggestions=Some(SUGGESTIONS)
                    value=sent.value(&field, "")
                    error=sent.error(&field)
                />
            }
        })
        .collect_view();
    let near = participants::bodies(&workshop.facts.participants, &register);
    let suggestions = Spellings::new(&register).list(SUGGESTIONS, near);
    view! {
        <details open=sent.is_wrong()>
            <summary>"Leistungen, Orte, Schwere und Empfehlung angeben"</summary>
            <div class="lb-fields">
                <fieldset class="kern-fieldset" id="services" tabindex="-1">
                    <legend class="kern-label">"Um welche Leistungen geht es?"</legend>
                    <div class="kern-fieldset__body lb-columns">{services}</div>
                    {field_error("services", sent.error("services"))}
                </fieldset>
                <fieldset class="kern-fieldset">
                    <legend class="kern-label">"Wo ist es so?"</legend>
                    <p class="kern-hint">"Name, AGS oder ARS; die Beteiligten werden vorgeschlagen."</p>
                    <div class="kern-fieldset__body lb-triple">{bodies}</div>
                    {suggestions}
                </fieldset>
                <SelectField name="severity" label="Wie sehr hindert es?" error=sent.error("severity")>
                    <option value="">"keine Angabe"</option>
                    {severities}
                </SelectField>
                <TextArea
                    name="recommendation"
                    label="Was wäre zu tun?"
                    is_optional=true
                    rows=2
                    value=sent.value("recommendation", "")
                    error=sent.error("recommendation")
                />
            </div>
        </details>
    }
    .into_any()
}
