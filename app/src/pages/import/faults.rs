//! Cells with a fault, each with a field to put it right; what was put right; what else there is to know.

use std::sync::Arc;

use domain::draft::Draft;
use leptos::prelude::*;

use crate::components::{Column, Pages, SubmitButton, Table};
use crate::context::Page;
use crate::imports::{Fault, Preview, RowName};
use crate::{format, urls};

/// Rows on one page.
const ROWS: usize = 25;
/// Corrections that are listed one by one.
const LISTED: usize = 20;

fn row_name(at: &RowName, has_sheets: bool) -> String {
    if has_sheets { format!("{}, Zeile {}", at.sheet, at.row) } else { format!("Zeile {}", at.row) }
}

/// Whether rows of several sheets are read, so that each has to say of which it is.
fn has_sheets(preview: &Preview) -> bool {
    preview.sheets.iter().filter(|sheet| sheet.is_chosen).count() > 1
}

#[component]
pub(super) fn FaultsCard(page: Page, draft: Draft, preview: Arc<Preview>) -> AnyView {
    let count = preview.faults.len();
    if count == 0 {
        return ().into_any();
    }
    let of = count.div_ceil(ROWS);
    let current = page.parameter("fehler").parse::<usize>().unwrap_or(1).clamp(1, of);
    let has_sheets = has_sheets(&preview);
    let rows = preview
        .faults
        .iter()
        .enumerate()
        .skip((current - 1) * ROWS)
        .take(ROWS)
        .map(|(at, fault)| row(at, fault, has_sheets))
        .collect_view();
    let columns = vec![
        Column::text("Wo"),
        Column::text("Was nicht stimmt"),
        Column::text("Stattdessen lesen"),
        Column::text("Auslassen"),
    ];
    let id = draft.id;
    let address = Box::new(move |page: usize| {
        let page = page.to_string();
        format!(
            "{}#ueberschrift-fehler",
            urls::with_query(&urls::import(id), &[("fehler", if page == "1" { "" } else { &page })])
        )
    });
    let told = format!(
        "{} in {}. Ihre Korrektur gilt für diesen Import; die Datei bleibt, wie sie ist.",
        format::counted(count as u64, "Ein Fehler", "Fehler"),
        format::counted(preview.refused, "einer Zeile", "Zeilen")
    );
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-fehler">
            <h2 id="ueberschrift-fehler">"Fehler"</h2>
            <p class="lb-sub">{told}</p>
            <form method="post" action=urls::import_action(draft.id, "korrektur") novalidate>
                <input type="hidden" name="version" value=draft.version.to_string() />
                <Table heading="ueberschrift-fehler" columns is_wide=true class="lb-faults">{rows}</Table>
                <div class="lb-actions"><SubmitButton label="Korrekturen übernehmen und neu prüfen" /></div>
            </form>
            <Pages current of address />
        </section>
    }
    .into_any()
}

fn row(at: usize, fault: &Fault, has_sheets: bool) -> impl IntoView + use<> {
    let name = row_name(&fault.at, has_sheets);
    let column = fault.place.map(|column| column.to_string()).unwrap_or_default();
    let place = format!("{}:{column}:{}", fault.at.row, fault.at.sheet);
    let list = format!("vorschlaege-{at}");
    let field = format!("zelle-{at}");
    let suggested =
        (!fault.suggestions.is_empty()).then(|| format!("Vorschlag: {}", fault.suggestions.join(" · ")));
    let options =
        fault.suggestions.iter().map(|text| view! { <option value=text.clone()></option> }).collect_view();
    let has_options = !fault.suggestions.is_empty();
    let told = format!("{name}, {}: stattdessen lesen", fault.column);
    let hint = format!("{field}-hinweis");
    let input = fault.place.map(|_| {
        view! {
            <input type="hidden" name=format!("wert-{at}") value=fault.value.clone() />
            <input
                class="kern-form-input__input"
                type="text"
                id=field.clone()
                name=field
                value=fault.value.clone()
                autocomplete="off"
                aria-label=told
                aria-describedby=has_options.then(|| hint.clone())
                list=has_options.then(|| list.clone())
            />
            {has_options.then(|| view! { <datalist id=list>{options}</datalist> })}
        }
    });
    let nothing = input.is_none().then_some("In der Datei ergänzen, oder die Zeile auslassen");
    let leave_out = format!("weg-{at}");
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {name.clone()}
                <small class="lb-breaks">{fault.column.clone()}</small>
                <input type="hidden" name=format!("ort-{at}") value=place />
            </th>
            <td role="cell" data-label="Was nicht stimmt">
                <span>
                    <q class="lb-breaks">{fault.value.clone()}</q> " " {fault.problem.clone()}
                    {suggested.map(|text| view! { <small class="lb-breaks" id=hint>{text}</small> })}
                </span>
            </td>
            <td role="cell" data-label="Stattdessen lesen">{input}{nothing}</td>
            <td role="cell" data-label="Auslassen">
                <input
                    class="kern-form-check__checkbox"
                    type="checkbox"
                    id=leave_out.clone()
                    name=leave_out
                    aria-label=format!("{name} auslassen")
                />
            </td>
        </tr>
    }
}

/// What was put right so far, and the way back.
#[component]
pub(super) fn CorrectionsCard(draft: Draft, preview: Arc<Preview>) -> AnyView {
    let count = preview.corrected.len() + preview.left_out.len();
    if count == 0 {
        return ().into_any();
    }
    let has_sheets = has_sheets(&preview);
    let cells = preview.corrected.iter().map(|(cell, text)| {
        let text = if text.is_empty() { "leer".to_owned() } else { format!("„{text}“") };
        format!("{}, Spalte {}: {text}", row_name(&cell.at, has_sheets), cell.column + 1)
    });
    let rows = preview.left_out.iter().map(|at| format!("{}: ausgelassen", row_name(at, has_sheets)));
    let items: Vec<_> =
        cells.chain(rows).take(LISTED).map(|text| view! { <li class="lb-breaks">{text}</li> }).collect();
    let more = count.saturating_sub(LISTED);
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-korrekturen">
            <h2 id="ueberschrift-korrekturen">"Ihre Korrekturen"</h2>
            <ul class="lb-columns">{items}</ul>
            {(more > 0).then(|| view! { <p class="lb-sub">{format!("und {} weitere", format::number(more as u64))}</p> })}
            <form method="post" action=urls::import_action(draft.id, "korrektur")>
                <input type="hidden" name="version" value=draft.version.to_string() />
                <input type="hidden" name="zuruecknehmen" value="1" />
                <button class="kern-btn kern-btn--secondary kern-btn--x-small" type="submit">
                    <span class="kern-label">"Alle zurücknehmen"</span>
                </button>
            </form>
        </section>
    }
    .into_any()
}

/// What else there is to know about rows that count.
#[component]
pub(super) fn RemarksCard(page: Page, draft: Draft, preview: Arc<Preview>) -> AnyView {
    let count = preview.remarks.len();
    if count == 0 {
        return ().into_any();
    }
    let of = count.div_ceil(ROWS);
    let current = page.parameter("hinweise").parse::<usize>().unwrap_or(1).clamp(1, of);
    let has_sheets = has_sheets(&preview);
    let rows = preview
        .remarks
        .iter()
        .skip((current - 1) * ROWS)
        .take(ROWS)
        .map(|(at, text)| {
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{row_name(at, has_sheets)}</th>
                    <td role="cell" data-label="Hinweis"><span class="lb-breaks">{text.clone()}</span></td>
                </tr>
            }
        })
        .collect_view();
    let id = draft.id;
    let address = Box::new(move |page: usize| {
        let page = page.to_string();
        format!(
            "{}#ueberschrift-hinweise",
            urls::with_query(&urls::import(id), &[("hinweise", if page == "1" { "" } else { &page })])
        )
    });
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-hinweise">
            <h2 id="ueberschrift-hinweise">"Wie Zeilen gelesen wurden"</h2>
            <p class="lb-sub">"Diese Zeilen zählen. Prüfen Sie, ob sie so gemeint sind."</p>
            <Table heading="ueberschrift-hinweise" columns=vec![Column::text("Wo"), Column::text("Hinweis")]>{rows}</Table>
            <Pages current of address />
        </section>
    }
    .into_any()
}
