//! The rows.

use leptos::prelude::*;

use crate::audit::{Entry, Extract, Names, Subject, deed, lines, subject, who};
use crate::context::Page;
use crate::format;

#[component]
pub(super) fn Table(page: Page, audit: Extract) -> AnyView {
    let rows = audit.entries.iter().map(|entry| row(&page, &audit.names, entry)).collect_view();
    view! {
        <div class="lb-scroll" tabindex="0" role="group" aria-label="Tabelle des Protokolls">
            <table class="lb-table lb-table--small lb-table--stack lb-audit">
                <thead>
                    <tr>
                        <th scope="col">"Wann"</th>
                        <th scope="col">"Wer"</th>
                        <th scope="col">"Was"</th>
                        <th scope="col">"Woran"</th>
                        <th scope="col">"Von was zu was"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
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
        <tr>
            <th scope="row">{format::second(entry.recorded_at)}</th>
            <td data-label="Wer"><span>{who(&entry.actor, names)}</span></td>
            <td data-label="Was"><span>{deed(&entry.action).to_owned()}</span></td>
            <td data-label="Woran">{about(subject(&entry.subject, &entry.actor, page, names))}</td>
            <td>
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
