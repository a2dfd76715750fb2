//! The rows.

use leptos::prelude::*;

use crate::audit::{Entry, Extract, Names, Subject, deed, lines, subject, who};
use crate::components::{Column, Table};
use crate::context::Page;
use crate::format;

#[component]
pub(super) fn EntriesTable(page: Page, audit: Extract) -> AnyView {
    let rows = audit.entries.iter().map(|entry| row(&page, &audit.names, entry)).collect_view();
    let columns = vec![
        Column::text("Wann"),
        Column::text("Wer"),
        Column::text("Was"),
        Column::text("Woran"),
        Column::text("Von was zu was"),
    ];
    view! {
        <Table label="Tabelle des Protokolls" class="lb-audit" columns>{rows}</Table>
    }
    .into_any()
}

fn row(page: &Page, names: &Names, entry: &Entry) -> impl IntoView + use<> {
    let told = lines(&entry.detail, page)
        .into_iter()
        .map(|line| {
            let label = (!line.label.is_empty())
                .then(|| view! { <span class="lb-audit__label">{format!("{}: ", line.label)}</span> });
            view! { <div>{label}{line.text}</div> }
        })
        .collect_view();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{format::second(entry.recorded_at)}</th>
            <td role="cell" data-label="Wer"><span>{who(&entry.actor, names)}</span></td>
            <td role="cell" data-label="Was"><span>{deed(&entry.action).to_owned()}</span></td>
            <td role="cell" data-label="Woran">{about(subject(&entry.subject, &entry.actor, page, names))}</td>
            <td role="cell">
                {told}
                <details>
                    <summary>{format!("Zeile {} im Wortlaut", entry.id)}</summary>
                    <code>{format!("{} {} {}", entry.action, entry.subject, entry.detail)}</code>
                    <code>{entry.hash.clone()}</code>
                </details>
            </td>
        </tr>
    }
}

fn about(subject: Subject) -> AnyView {
    match subject.address {
        Some(address) => view! { <span><a href=address>{subject.text}</a></span> }.into_any(),
        None => view! { <span>{subject.text}</span> }.into_any(),
    }
}
