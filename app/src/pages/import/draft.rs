//! One import that is being prepared.

use std::sync::Arc;

use domain::draft::Draft;
use http::{HeaderName, HeaderValue, StatusCode};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::Title;

use super::columns::{ChoicesCard, NotesCard};
use super::faults::{CorrectionsCard, FaultsCard, RemarksCard};
use super::summary::SummaryCard;
use crate::components::{Crumbs, Notice, NoticeKind, PostButton};
use crate::context::{Page, page};
use crate::imports::{DraftPage as Given, DraftState, Preview, Progress, Trouble};
use crate::pages::answer_with;
use crate::{format, urls};

/// Rollouts that a message names one by one.
const NAMED: usize = 20;

#[component]
pub(in crate::pages) fn DraftPage() -> impl IntoView {
    let Given { draft, state, trouble }: Given = expect_context();
    let page = page();
    let way = [(urls::MANAGEMENT, "Verwaltung"), (urls::IMPORT, "Import")];
    let way = way.map(|(address, name)| (address.to_owned(), name.to_owned())).to_vec();
    if let Some(trouble) = &trouble {
        answer_with(match trouble {
            Trouble::OtherWindow | Trouble::Stale(_) => StatusCode::CONFLICT,
            Trouble::Faulty | Trouble::Nothing | Trouble::Since(_) => StatusCode::UNPROCESSABLE_ENTITY,
        });
    }
    let title = if trouble.is_some() { format!("Fehler: {}", draft.file) } else { draft.file.clone() };
    view! {
        <Title text=title />
        <Crumbs way here=draft.file.clone() />
        <div class="lb-head">
            <div>
                <h1 class="lb-breaks">{draft.file.clone()}</h1>
                <p>"Noch ist nichts eingetragen."</p>
            </div>
        </div>
        {trouble.map(told)}
        {match state {
            DraftState::Working(progress) => view! { <Working progress /> }.into_any(),
            DraftState::Unreadable(reason) => view! { <Unreadable draft reason /> }.into_any(),
            DraftState::Ready(preview) => view! { <Ready page draft preview /> }.into_any(),
        }}
    }
}

/// What was not done, and why.
fn told(trouble: Trouble) -> impl IntoView {
    let (title, text, names) = match trouble {
        Trouble::OtherWindow => (
            "In einem anderen Fenster wurde inzwischen etwas geändert",
            "Es wurde nichts übernommen. Hier sehen Sie den neuen Stand; prüfen Sie ihn und versuchen Sie es noch einmal."
                .to_owned(),
            Vec::new(),
        ),
        Trouble::Stale(names) => (
            "Seit der Vorschau hat jemand anderes etwas eingetragen",
            "Es wurde nichts übernommen. Die Vorschau unten berücksichtigt die neuen Einträge; prüfen Sie sie und übernehmen Sie dann."
                .to_owned(),
            names,
        ),
        Trouble::Faulty => (
            "Einige Zeilen haben Fehler",
            "Es wurde nichts übernommen. Korrigieren Sie die Fehler, oder übernehmen Sie ausdrücklich nur die guten Zeilen."
                .to_owned(),
            Vec::new(),
        ),
        Trouble::Nothing => (
            "Es gibt nichts zu übernehmen",
            "Keine Zeile sagt etwas, was Lagebild nicht schon weiß.".to_owned(),
            Vec::new(),
        ),
        Trouble::Since(typed) => (
            "Der Tag kann nicht stimmen",
            format!("„{typed}“ ist kein Tag bis heute. Schreiben Sie ihn wie 23.11.2026."),
            Vec::new(),
        ),
    };
    let more = names.len().saturating_sub(NAMED);
    let items = names.into_iter().take(NAMED).map(|name| view! { <li>{name}</li> }).collect::<Vec<_>>();
    let has_names = !items.is_empty();
    view! {
        <Notice kind=NoticeKind::Warning title>
            <p class="kern-body">{text}</p>
            {has_names.then(|| view! { <ul class="lb-columns">{items}</ul> })}
            {(more > 0).then(|| view! { <p class="kern-body">{format!("und {} weitere", format::number(more as u64))}</p> })}
        </Notice>
    }
}

/// How far it is. The page asks again by itself, without a script.
#[component]
fn Working(progress: Progress) -> AnyView {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(HeaderName::from_static("refresh"), HeaderValue::from_static("1"));
    }
    let (text, share) = match progress {
        Progress::Reading => ("Die Datei wird gelesen …".to_owned(), None),
        Progress::Comparing(done, of) => (
            format!("{} von {} Zeilen sind geprüft.", format::number(done), format::number(of)),
            Some((done, of)),
        ),
        Progress::Recording => ("Die Stände werden eingetragen …".to_owned(), None),
    };
    let (value, max) = share.unzip();
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-arbeit">
            <h2 id="ueberschrift-arbeit">"Einen Moment"</h2>
            <p role="status">{text}</p>
            <progress
                class="lb-progress"
                aria-labelledby="ueberschrift-arbeit"
                value=value.map(|value| value.to_string())
                max=max.map(|max| max.to_string())
            ></progress>
            <p class="lb-sub">
                "Die Seite lädt sich von selbst neu. Sie können sie auch schließen und später wiederkommen. "
                <a href="">"Jetzt neu laden"</a>
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn Unreadable(draft: Draft, reason: String) -> AnyView {
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-unlesbar">
            <h2 id="ueberschrift-unlesbar">"Die Datei lässt sich nicht lesen"</h2>
            <p>{reason}</p>
            <div class="lb-actions">
                <a class="kern-btn kern-btn--primary" href=urls::IMPORT><span class="kern-label">"Andere Datei wählen"</span></a>
                <PostButton action=urls::import_action(draft.id, "verwerfen") label="Verwerfen" />
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn Ready(page: Page, draft: Draft, preview: Arc<Preview>) -> AnyView {
    let done = match page.parameter("erledigt") {
        "korrigiert" => Some((
            "Ihre Korrekturen sind vermerkt",
            "Die Vorschau unten ist neu gerechnet. Die Datei bleibt, wie sie ist.",
        )),
        "zurueckgenommen" => {
            Some(("Alle Korrekturen sind zurückgenommen", "Es gilt wieder, was in der Datei steht."))
        }
        _ => None,
    };
    view! {
        {done.map(|(title, text)| view! {
            <Notice kind=NoticeKind::Success title><p class="kern-body">{text}</p></Notice>
        })}
        <SummaryCard draft=draft.clone() preview=preview.clone() />
        <FaultsCard page=page.clone() draft=draft.clone() preview=preview.clone() />
        <CorrectionsCard draft=draft.clone() preview=preview.clone() />
        <RemarksCard page draft=draft.clone() preview=preview.clone() />
        <ChoicesCard draft preview=preview.clone() />
        <NotesCard preview />
    }
    .into_any()
}
