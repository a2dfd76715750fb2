//! Bringing in a sheet: the upload, what is being prepared, and what came of earlier ones.

mod columns;
mod draft;
mod faults;
mod summary;

use domain::draft::Draft;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

pub(super) use draft::DraftPage;

use super::answer_with;
use super::batches::BatchList;
use crate::components::{
    Column, Crumbs, ErrorSummary, Notice, NoticeKind, PostButton, SubmitButton, Table, field_error,
};
use crate::context::{Page, page};
use crate::imports::{FileRefusal, ImportsPage as Given};
use crate::{format, urls};

#[component]
pub(super) fn ImportsPage() -> impl IntoView {
    let given: Given = expect_context();
    let page = page();
    let way = vec![(urls::MANAGEMENT.to_owned(), "Verwaltung".to_owned())];
    let refusal = given.refusal.as_ref().map(|refusal| told(refusal, given.most));
    let title = if refusal.is_some() { "Fehler: Import" } else { "Import" };
    let thrown_away = page.parameter("erledigt") == "verworfen";
    view! {
        <Title text=title />
        <Crumbs way here="Import".to_owned() />
        <div class="lb-head"><h1>"Import"</h1></div>
        {thrown_away.then(|| view! {
            <Notice kind=NoticeKind::Success title="Der Entwurf ist verworfen">
                <p class="kern-body">"Eingetragen wurde daraus nichts."</p>
            </Notice>
        })}
        {refusal.clone().map(|text| view! {
            <ErrorSummary title="Die Datei wurde nicht übernommen" items=vec![(Some("datei".to_owned()), text)] />
        })}
        <Upload refusal most=given.most />
        <Drafts page=page.clone() drafts=given.drafts />
        <BatchList page />
    }
}

/// Why the file is not taken, and the status that fits.
fn told(refusal: &FileRefusal, most: usize) -> String {
    answer_with(match refusal {
        FileRefusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        FileRefusal::Missing | FileRefusal::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
    });
    match refusal {
        FileRefusal::Missing => "Wählen Sie eine Datei aus.".to_owned(),
        FileRefusal::TooLarge => format!(
            "Die Datei ist zu groß: gelesen werden höchstens {most} MB. Speichern Sie nur das Blatt mit den Ständen, ohne Bilder, oder teilen Sie die Datei."
        ),
        FileRefusal::Unreadable(reason) => reason.clone(),
    }
}

#[component]
fn Upload(refusal: Option<String>, most: usize) -> AnyView {
    let is_wrong = refusal.is_some();
    let described_by = if is_wrong { "datei-hinweis datei-fehler" } else { "datei-hinweis" };
    let frame = if is_wrong { "kern-form-input kern-form-input--error" } else { "kern-form-input" };
    let error = field_error("datei", refusal);
    view! {
        <form class="lb-card lb-form" method="post" enctype="multipart/form-data" action=urls::IMPORT novalidate>
            <h2>"Tabelle einlesen"</h2>
            <p class="lb-sub">
                "Eine Zeile je Behörde und Leistung, mit Überschriften. Zuerst sehen Sie, was daraus würde; eingetragen wird erst, wenn Sie es übernehmen."
            </p>
            <div class=frame>
                <label class="kern-label" for="datei">"Datei"</label>
                <div class="kern-hint" id="datei-hinweis">
                    {format!("Excel (.xlsx, .xlsm), OpenDocument (.ods) oder CSV, höchstens {most} MB.")}
                </div>
                <input
                    class="kern-form-input__input lb-file"
                    type="file"
                    id="datei"
                    name="datei"
                    accept=".xlsx,.xlsm,.ods,.csv,.txt"
                    required=true
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=described_by
                />
                {error}
            </div>
            <div class="lb-actions"><SubmitButton label="Einlesen und ansehen" /></div>
        </form>
    }
    .into_any()
}

#[component]
fn Drafts(page: Page, drafts: Vec<Draft>) -> AnyView {
    if drafts.is_empty() {
        return ().into_any();
    }
    let rows = drafts
        .into_iter()
        .map(|draft| {
            let told = format!("Verwerfen: {}", draft.file);
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">
                        <a class="lb-breaks" href=urls::import(draft.id)>{draft.file.clone()}</a>
                    </th>
                    <td role="cell" data-label="Zuletzt geändert">{format::when(draft.changed_at, page.today())}</td>
                    <td role="cell">
                        <PostButton action=urls::import_action(draft.id, "verwerfen") label="Verwerfen" told />
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::text("Datei"), Column::text("Zuletzt geändert"), Column::buttons("Verwerfen")];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-entwuerfe">
            <h2 id="ueberschrift-entwuerfe">"Angefangen und noch nicht übernommen"</h2>
            <p class="lb-sub">"Nur Sie sehen das. Nach 14 Tagen ohne Änderung wird es gelöscht."</p>
            <Table heading="ueberschrift-entwuerfe" columns>{rows}</Table>
        </section>
    }
    .into_any()
}
