//! All measures, what is overdue on top.

use std::sync::Arc;

use domain::workshop::{Measure, MeasureState};
use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::{StateTag, done_notice, may_agree};
use super::search::{ALL, MINE, MeasureFilter, Progress, bodies, found_measures, owners};
use crate::components::{Column, Downloads, Pages, Table, body_name};
use crate::context::{Page, page};
use crate::people::visitor;
use crate::{format, urls, words};

/// Rows on one page.
const ROWS: usize = 50;

#[component]
pub(in crate::pages) fn MeasuresPage() -> impl IntoView {
    let page = page();
    let filter = MeasureFilter::read(&page);
    let found = found_measures(&page, &visitor(), &filter);
    let pages = found.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown: Vec<Arc<Measure>> = found.iter().skip((current - 1) * ROWS).take(ROWS).cloned().collect();
    let has_any = page.situation.workshops().measures().next().is_some();
    let summary = summary(&page, &found, has_any);
    let sheet = filter.url(urls::sheets::MEASURES, 1);
    let is_empty = found.is_empty();
    let page_filter = filter.clone();
    let address = Box::new(move |page| page_filter.url(urls::MEASURES, page));
    let body = match (has_any, is_empty) {
        (false, _) => view! {
            <p class="lb-say">
                "Eine Maßnahme sagt, wer bis wann was tut. Vereinbaren Sie sie hier, aus einer Erkenntnis oder aus einem Hindernis."
            </p>
        }
        .into_any(),
        (true, true) => {
            let all = MeasureFilter { progress: Progress::Any, ..MeasureFilter::default() };
            view! {
                <p class="lb-say">
                    "Nehmen Sie Filter weg. " <a href=all.url(urls::MEASURES, 1)>"Alle Maßnahmen anzeigen"</a>
                </p>
            }
            .into_any()
        }
        (true, false) => view! {
            <section class="lb-card" aria-label="Gefundene Maßnahmen">
                <MeasuresTable page=page.clone() measures=shown />
                <Pages current of=pages address />
                <Downloads sheet what="Maßnahmen" />
            </section>
        }
        .into_any(),
    };
    view! {
        <Title text="Maßnahmen" />
        <div class="lb-head">
            <div>
                <h1>"Maßnahmen"</h1>
                <p role="status">{summary}</p>
            </div>
            <div class="lb-actions">
                {may_agree().then(|| view! {
                    <a class="kern-btn kern-btn--primary" href=urls::MEASURE_NEW>
                        <span class="kern-label">"Maßnahme vereinbaren"</span>
                    </a>
                })}
            </div>
        </div>
        {done_notice(&page)}
        {has_any.then(|| view! { <Search page=page.clone() filter=filter.clone() /> })}
        {body}
    }
}

/// How many are open and overdue, and how many have ended.
fn summary(page: &Page, found: &[Arc<Measure>], has_any: bool) -> String {
    if !has_any {
        return "Noch ist nichts vereinbart.".to_owned();
    }
    if found.is_empty() {
        return "Keine Maßnahme passt zu dieser Auswahl.".to_owned();
    }
    let today = page.today();
    let count = |fits: &dyn Fn(&Measure) -> bool| found.iter().filter(|measure| fits(measure)).count() as u64;
    let pending = count(&|measure| measure.ended_on.is_none());
    let overdue = count(&|measure| measure.is_overdue(today));
    let mut parts = Vec::new();
    if pending > 0 {
        let late = match overdue {
            0 => "keine ist überfällig".to_owned(),
            1 => "davon eine überfällig".to_owned(),
            overdue => format!("davon {} überfällig", format::number(overdue)),
        };
        parts.push(format!(
            "{}, {late}",
            format::counted(pending, "Eine offene Maßnahme", "offene Maßnahmen")
        ));
    }
    for (state, one, many) in [
        (MeasureState::Done, "eine erledigt", "erledigt"),
        (MeasureState::Dropped, "eine aufgegeben", "aufgegeben"),
    ] {
        let ended = count(&|measure| measure.state == state);
        if ended > 0 {
            parts.push(format::counted(ended, one, many));
        }
    }
    let mut sentence = parts.join("; ");
    if let Some(first) = sentence.get(..1).map(str::to_uppercase) {
        sentence.replace_range(..1, &first);
    }
    format!("{sentence}.")
}

#[component]
fn Search(page: Page, filter: MeasureFilter) -> AnyView {
    let owners = owners(&page)
        .into_iter()
        .map(
            |name| view! { <option value=name.clone() selected=filter.owner == name>{name.clone()}</option> },
        )
        .collect_view();
    let bodies = bodies(&page)
        .into_iter()
        .map(|(ars, name)| {
            view! { <option value=ars.to_string() selected=filter.body == Some(ars)>{name}</option> }
        })
        .collect_view();
    let states = MeasureState::ALL
        .iter()
        .map(|state| {
            let is_chosen = filter.progress == Progress::In(*state);
            view! { <option value=state.as_str() selected=is_chosen>{words::measure_state(*state)}</option> }
        })
        .collect_view();
    let is_somebody = visitor().person.is_some();
    view! {
        <form class="lb-filter" method="get" action=urls::MEASURES role="search">
            <div>
                <label for="wer">"Wer"</label>
                <select id="wer" name="wer">
                    <option value="">"alle"</option>
                    {is_somebody.then(|| view! { <option value=MINE selected=filter.owner == MINE>"ich selbst"</option> })}
                    {owners}
                </select>
            </div>
            <div>
                <label for="behoerde">"Behörde"</label>
                <select id="behoerde" name="behoerde"><option value="">"alle"</option>{bodies}</select>
            </div>
            <div>
                <label for="stand">"Stand"</label>
                <select id="stand" name="stand">
                    <option value="">"offene"</option>
                    {states}
                    <option value=ALL selected=filter.progress == Progress::Any>"alle"</option>
                </select>
            </div>
            <button class="kern-btn kern-btn--primary" type="submit">
                <span class="kern-label">"Anzeigen"</span>
            </button>
            {filter.is_used().then(|| view! { <a class="lb-reset" href=urls::MEASURES>"Zurücksetzen"</a> })}
        </form>
    }
    .into_any()
}

#[component]
fn MeasuresTable(page: Page, measures: Vec<Arc<Measure>>) -> AnyView {
    let register = page.register();
    let today = page.today();
    let rows = measures
        .into_iter()
        .map(|measure| {
            let facts = &measure.facts;
            let from = facts.finding.map(|finding| format!("aus Erkenntnis {finding}"));
            let closes = match facts.blockers.len() as u64 {
                0 => None,
                count => Some(format!("gegen {}", format::counted(count, "ein Hindernis", "Hindernisse"))),
            };
            let about: Vec<String> = [from, closes].into_iter().flatten().collect();
            let body = facts.body.map_or_else(|| "–".to_owned(), |ars| body_name(&ars, &register));
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row" class="lb-words">
                        <a href=urls::measure(measure.id)>{facts.what.clone()}</a>
                        {(!about.is_empty()).then(|| view! { <small>{about.join(" · ")}</small> })}
                    </th>
                    <td role="cell" data-label="Wer"><span class="lb-words">{facts.owner.clone()}</span></td>
                    <td role="cell" data-label="Behörde"><span>{body}</span></td>
                    <td role="cell" data-label="Bis">{format::day(facts.due_on)}</td>
                    <td role="cell" data-label="Stand"><StateTag measure=measure.clone() today /></td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Was"),
        Column::text("Wer"),
        Column::text("Behörde"),
        Column::text("Bis"),
        Column::text("Stand"),
    ];
    view! { <Table label="Tabelle der Maßnahmen" columns>{rows}</Table> }.into_any()
}
