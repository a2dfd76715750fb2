//! A briefing as HTML: on a screen a sheet of paper, on paper its pages.

use briefing::{Block, Briefing, Cell, Chart, Figure, Item, KeyEntry, Section, Table};
use leptos::prelude::*;

#[component]
pub(super) fn Sheet(briefing: Briefing) -> impl IntoView {
    let Briefing { title, lead, stand, source, notice, sections, .. } = briefing;
    let sections = sections.into_iter().enumerate().map(|(place, of)| section(place, of)).collect_view();
    view! {
        <article class="lb-sheet">
            // On paper at the head and the foot of every page.
            <p class="lb-sheet__head">
                <span>"Lagebild · Fokusleistungen Bayern"</span>
                {notice.map(|notice| view! { <b>{notice}</b> })}
            </p>
            <h1>{title}</h1>
            <p class="lb-sheet__lead">{lead}</p>
            {sections}
            <p class="lb-sheet__foot">{format!("{stand} · Quelle: {source}")}</p>
        </article>
    }
}

fn section(place: usize, section: Section) -> impl IntoView {
    let id = format!("abschnitt-{}", place + 1);
    let blocks = section.blocks.into_iter().map(|of| block(of, &id)).collect_view();
    view! {
        <section aria-labelledby=id.clone()>
            <h2 id=id.clone()>{section.heading}</h2>
            {blocks}
        </section>
    }
}

fn block(block: Block, heading: &str) -> AnyView {
    match block {
        Block::Say { text } => view! { <p class="lb-sheet__say">{text}</p> }.into_any(),
        Block::Remark { text } => view! { <p class="lb-sheet__remark">{text}</p> }.into_any(),
        Block::Figures { figures } => figures_view(figures),
        Block::Chart(Chart { svg, narrow, .. }) => {
            let drawn = format!("{svg}{}", narrow.unwrap_or_default());
            view! { <div class="lb-figure" inner_html=drawn></div> }.into_any()
        }
        Block::Table(of) => table(of, heading),
        Block::Key { entries } => key(entries),
        Block::List { items } => list(items),
    }
}

fn figures_view(figures: Vec<Figure>) -> AnyView {
    let figures = figures
        .into_iter()
        .map(|figure| {
            view! {
                <div>
                    <dt>{figure.label}</dt>
                    <dd><b>{figure.value}</b><small>{figure.note}</small></dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="lb-sheet__figures">{figures}</dl> }.into_any()
}

fn table(table: Table, heading: &str) -> AnyView {
    let Table { columns, rows } = table;
    let head = columns
        .iter()
        .map(|column| {
            let class = column.is_number.then_some("lb-num");
            view! { <th role="columnheader" scope="col" class=class>{column.name.clone()}</th> }
        })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .zip(&columns)
                .enumerate()
                .map(|(place, (of, column))| {
                    let content = cell(of);
                    let class = column.is_number.then_some("lb-num");
                    if place == 0 {
                        view! { <th role="rowheader" scope="row">{content}</th> }.into_any()
                    } else {
                        let label = column.name.clone();
                        view! { <td role="cell" class=class data-label=label><span>{content}</span></td> }
                            .into_any()
                    }
                })
                .collect_view();
            view! { <tr role="row">{cells}</tr> }
        })
        .collect_view();
    view! {
        <div class="lb-scroll" tabindex="0" role="group" aria-labelledby=heading.to_owned()>
            <table class="lb-table lb-table--small lb-table--stack" role="table" aria-labelledby=heading.to_owned()>
                <thead role="rowgroup"><tr role="row">{head}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn cell(cell: Cell) -> AnyView {
    let Cell { text, note, chart, address } = cell;
    if let Some(chart) = chart {
        return view! { <div inner_html=chart.svg></div> }.into_any();
    }
    let text = linked(text, address);
    view! { {text} {note.map(|note| view! { <small>{note}</small> })} }.into_any()
}

fn linked(text: String, address: Option<String>) -> AnyView {
    match address {
        Some(address) => view! { <a href=address>{text}</a> }.into_any(),
        None => text.into_any(),
    }
}

fn key(entries: Vec<KeyEntry>) -> AnyView {
    let entries = entries
        .into_iter()
        .map(|entry| view! { <li><span aria-hidden="true" inner_html=entry.svg></span>{entry.label}</li> })
        .collect_view();
    view! { <ul class="lb-key lb-key--drawn" aria-label="Legende">{entries}</ul> }.into_any()
}

fn list(items: Vec<Item>) -> AnyView {
    let items = items
        .into_iter()
        .map(|item| {
            let mark = (!item.mark.is_empty()).then(|| view! { <span>{item.mark}</span> });
            let text = linked(item.text, item.address);
            view! {
                <li>
                    {mark}
                    <div>{text} {item.note.map(|note| view! { <small>{note}</small> })}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="lb-sheet__list">{items}</ul> }.into_any()
}
