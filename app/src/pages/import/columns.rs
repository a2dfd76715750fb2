//! Which sheets are read, and what their columns hold.

use std::sync::Arc;

use domain::draft::Draft;
use leptos::prelude::*;

use crate::components::{Check, Column, DayField, Table};
use crate::imports::{ColumnChoice, Preview, SheetChoice};
use crate::{format, urls};

#[component]
pub(super) fn ChoicesCard(draft: Draft, preview: Arc<Preview>) -> AnyView {
    let unknown: Vec<&str> = preview
        .columns
        .iter()
        .filter(|column| column.means.is_empty() && !column.is_by_hand && !column.text.is_empty())
        .map(|column| column.text.as_str())
        .collect();
    let unknown = match unknown.as_slice() {
        [] => "Alle Spalten wurden erkannt.".to_owned(),
        some => format!("Nicht erkannt und nicht übernommen: {}.", some.join(", ")),
    };
    let sheets: Vec<_> =
        preview.sheets.iter().enumerate().map(|(at, sheet)| sheet_choice(at, sheet)).collect();
    let has_sheets = sheets.len() > 1;
    let incomplete: Vec<_> = preview
        .sheets
        .iter()
        .filter(|sheet| sheet.is_chosen && !sheet.missing.is_empty())
        .map(|sheet| {
            let text = format!(
                "Im Blatt „{}“ fehlt eine Spalte dafür, {}.",
                sheet.name,
                sheet.missing.join(" und ")
            );
            view! { <p class="lb-breaks">{text}</p> }
        })
        .collect();
    let rows: Vec<_> =
        preview.columns.iter().enumerate().map(|(at, column)| column_choice(at, column, &preview)).collect();
    let has_columns = !rows.is_empty();
    let since = preview.since.map(format::day).unwrap_or_default();
    view! {
        <form class="lb-card lb-form" method="post" action=urls::import_action(draft.id, "auswahl") novalidate>
            <h2 id="ueberschrift-spalten">"Blätter und Spalten"</h2>
            <p class="lb-sub lb-breaks">{unknown}</p>
            {incomplete}
            <input type="hidden" name="version" value=draft.version.to_string() />
            {has_sheets.then(|| view! {
                <fieldset class="kern-fieldset">
                    <legend class="kern-label">"Welche Blätter gelesen werden"</legend>
                    <div class="kern-fieldset__body">{sheets}</div>
                </fieldset>
            })}
            <DayField
                name="seit"
                label="Seit wann es so ist"
                value=since
                hint="für Zeilen, die keinen Tag nennen; leer: heute."
                is_optional=true
                error=None
            />
            {has_columns.then(|| view! {
                <Table
                    heading="ueberschrift-spalten"
                    columns=vec![Column::text("Überschrift in der Datei"), Column::text("Was darin steht")]
                >
                    {rows}
                </Table>
                <p class="lb-sub">"Was Sie hier ändern, gilt nach dem Übernehmen auch für die nächste Datei mit diesen Überschriften."</p>
            })}
            <div class="lb-actions">
                <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Auswahl anwenden"</span></button>
            </div>
        </form>
    }
    .into_any()
}

fn sheet_choice(at: usize, sheet: &SheetChoice) -> impl IntoView + use<> {
    let hint = match sheet.missing.as_slice() {
        [] => format::counted(sheet.rows, "eine Zeile", "Zeilen"),
        _ => format!("{}; sieht nicht nach Ständen aus", format::counted(sheet.rows, "eine Zeile", "Zeilen")),
    };
    view! {
        <input type="hidden" name=format!("blattname-{at}") value=sheet.name.clone() />
        <Check name=format!("blatt-{at}") label=sheet.name.clone() is_checked=sheet.is_chosen hint />
    }
}

fn column_choice(at: usize, column: &ColumnChoice, preview: &Preview) -> impl IntoView + use<> {
    let name = if column.text.is_empty() {
        format!("(Spalte {} ohne Überschrift)", at + 1)
    } else {
        column.text.clone()
    };
    let options = preview
        .meanings
        .iter()
        .map(|(word, label)| {
            view! { <option value=word.clone() selected=*word == column.means>{label.clone()}</option> }
        })
        .collect_view();
    let note = match (column.repeats, column.is_by_hand) {
        (true, _) => Some("Eine andere Spalte sagt dasselbe und wird statt dieser gelesen."),
        (false, true) => Some("von Ihnen gewählt"),
        (false, false) => None,
    };
    let known = preview.meanings.iter().any(|(word, _)| *word == column.means);
    // A column that is recognised and not read: its word must come back as it is.
    let other = (!known && !column.means.is_empty()).then(|| {
        view! { <option value=column.means.clone() selected=true>"erkannt, wird nicht übernommen"</option> }
    });
    let field = format!("spalte-{at}");
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <label class="lb-breaks" for=field.clone()>{name}</label>
                {note.map(|note| view! { <small>{note}</small> })}
            </th>
            <td role="cell" data-label="Was darin steht">
                <input type="hidden" name=format!("kopf-{at}") value=column.key.clone() />
                <input type="hidden" name=format!("war-{at}") value=column.means.clone() />
                <div class="kern-form-input__select-wrapper">
                    <select class="kern-form-input__select" id=field.clone() name=field>
                        <option value="">"nicht übernehmen"</option>
                        {other}
                        {options}
                    </select>
                </div>
            </td>
        </tr>
    }
}

/// What was found out about the file.
#[component]
pub(super) fn NotesCard(preview: Arc<Preview>) -> AnyView {
    if preview.notes.is_empty() {
        return ().into_any();
    }
    let items: Vec<_> =
        preview.notes.iter().map(|note| view! { <li class="lb-breaks">{note.clone()}</li> }).collect();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-datei">
            <h2 id="ueberschrift-datei">"Über die Datei"</h2>
            <ul class="lb-columns">{items}</ul>
        </section>
    }
    .into_any()
}
