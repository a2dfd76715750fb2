//! All blockers: who waits for them, and who must act.

use domain::blocker::ActionBy;
use leptos::prelude::*;
use leptos_meta::Title;

use super::groups::GroupsCard;
use super::search::{BlockerFilter, BlockerRow, FoundBlockers, Sorting, Standing, found_blockers};
use super::{criterion_name, waiting_sentence};
use crate::components::{Column, Downloads, Pages, Table, kreise, regierungsbezirke};
use crate::context::{Page, page};
use crate::people::visitor;
use crate::{format, urls, words};

/// Rows on one page.
const ROWS: usize = 25;

#[component]
pub(in crate::pages) fn BlockersPage() -> impl IntoView {
    let page = page();
    let filter = BlockerFilter::read(&page);
    let found = found_blockers(&page, &filter);
    let is_empty = found.rows.is_empty();
    let nobody_ever = page.situation.obstacles().blockers.iter().next().is_none();
    let sentence = if nobody_ever { None } else { Some(sentence(&found, &filter)) };
    let reports = visitor().reports();
    view! {
        <Title text="Hindernisse" />
        <div class="lb-head">
            <div>
                <h1>"Hindernisse"</h1>
                {sentence.map(|sentence| view! { <p role="status">{sentence}</p> })}
            </div>
            {reports.then(|| view! {
                <div class="lb-actions">
                    <a class="kern-btn kern-btn--primary" href=urls::NEW_BLOCKER>
                        <span class="kern-label">"Hindernis melden"</span>
                    </a>
                </div>
            })}
        </div>
        {if nobody_ever {
            view! {
                <section class="lb-card" aria-label="Noch keine Hindernisse">
                    <h2>"Noch ist kein Hindernis gemeldet"</h2>
                    <p>
                        "Was eine Behörde aufhält, gehört hierher: ein fehlendes Modul, ein offener Vertrag, fehlendes Personal. Melden können es die Ansprechpersonen der Behörden für sich und die Leitung für viele auf einmal. Hier steht dann, wer am Zug ist und wie viele Menschen warten."
                    </p>
                </section>
            }
                .into_any()
        } else {
            view! {
                <FilterForm page=page.clone() filter=filter.clone() />
                {if is_empty {
                    view! {
                        <p class="lb-say">
                            "Zu dieser Auswahl gibt es kein Hindernis. " <a href=urls::BLOCKERS>"Alle offenen anzeigen"</a>
                        </p>
                    }
                        .into_any()
                } else {
                    view! {
                        <GroupsCard page=page.clone() filter=filter.clone() groups=found.groups />
                        <ListCard page filter rows=found.rows />
                    }
                        .into_any()
                }}
            }
                .into_any()
        }}
    }
}

fn sentence(found: &FoundBlockers, filter: &BlockerFilter) -> String {
    let closed = found.rows.len() as u64 - found.open;
    let closed = (closed > 0).then(|| format::counted(closed, "Ein Hindernis ist", "Hindernisse sind"));
    match (filter.standing, closed) {
        (Standing::Closed, None) => "Kein Hindernis dieser Auswahl ist behoben.".to_owned(),
        (Standing::Closed, Some(closed)) => format!("{closed} behoben."),
        (_, closed) => {
            let closed = closed.map(|closed| format!(" {closed} nicht mehr offen.")).unwrap_or_default();
            format!("{}{closed}", waiting_sentence(found.open, found.waiting))
        }
    }
}

/// A choice of the filter.
pub(super) fn select(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    options: Vec<(String, String)>,
    chosen: &str,
) -> impl IntoView + use<> {
    let options = options
        .into_iter()
        .map(|(value, name)| view! { <option value=value.clone() selected=value == chosen>{name}</option> })
        .collect_view();
    view! {
        <div>
            <label for=name>{label}</label>
            <select id=name name=name>
                {(!all.is_empty()).then(|| view! { <option value="">{all}</option> })}
                {options}
            </select>
        </div>
    }
}

#[component]
fn FilterForm(page: Page, filter: BlockerFilter) -> AnyView {
    let (obstacles, register) = (page.situation.obstacles(), page.register());
    let criteria = obstacles
        .criteria
        .all()
        .into_iter()
        .map(|criterion| (criterion.id.to_string(), criterion.name.clone()))
        .collect();
    let vendors = obstacles
        .vendors
        .all()
        .into_iter()
        .map(|vendor| (vendor.id.to_string(), vendor.name.clone()))
        .collect();
    let services = page
        .situation
        .catalogue()
        .services
        .iter()
        .map(|service| (service.slug.to_string(), service.name.clone()))
        .collect();
    let actors = ActionBy::ALL.iter().map(|by| (by.to_string(), words::action_by(*by).to_owned())).collect();
    let standings = Standing::ALL.map(|(_, word, name)| (word.to_owned(), name.to_owned())).into();
    let chosen = |value: Option<String>| value.unwrap_or_default();
    // A body beside Kreise and Regierungsbezirke comes from a link, not from this list.
    let narrower = filter
        .scope
        .filter(|scope| scope.level() > domain::Level::Kreis)
        .and_then(|scope| register.get(&scope))
        .map(|body| view! { <option value=body.ars.to_string() selected=true>{words::full_name(body)}</option> });
    view! {
        <form class="lb-filter" method="get" action=urls::BLOCKERS role="search">
            {select("kriterium", "Kriterium", "alle", criteria, &chosen(filter.criterion.map(|id| id.to_string())))}
            {select("am-zug", "Am Zug", "alle", actors, filter.action_by.map_or("", ActionBy::as_str))}
            {select("leistung", "Leistung", "alle", services, filter.service.as_ref().map_or("", |slug| slug.as_str()))}
            {select("zustand", "Zustand", "", standings, filter.standing_word())}
            <details class="lb-more" open=filter.is_narrowed()>
                <summary>"Weitere Filter"</summary>
                <div class="lb-more__body">
                    {select("hersteller", "Hersteller", "alle", vendors, &chosen(filter.vendor.map(|id| id.to_string())))}
                    <div>
                        <label for="gebiet">"Gebiet"</label>
                        <select id="gebiet" name="gebiet">
                            <option value="">"ganzes Land"</option>
                            {narrower}
                            <optgroup label="Regierungsbezirke">{regierungsbezirke(&register, filter.scope)}</optgroup>
                            <optgroup label="Landkreise und kreisfreie Städte">{kreise(&register, filter.scope)}</optgroup>
                        </select>
                    </div>
                    {select(
                        "frist",
                        "Frist",
                        "alle",
                        vec![("abgelaufen".to_owned(), "nur abgelaufene".to_owned())],
                        if filter.is_overdue { "abgelaufen" } else { "" },
                    )}
                </div>
            </details>
            {(!filter.sorting_word().is_empty()).then(|| view! {
                <input type="hidden" name="sortierung" value=filter.sorting_word() />
            })}
            {(!filter.grouping.word().is_empty()).then(|| view! {
                <input type="hidden" name="nach" value=filter.grouping.word() />
            })}
            <button class="kern-btn kern-btn--secondary" type="submit">
                <span class="kern-label">"Anzeigen"</span>
            </button>
            {(!filter.is_usual()).then(|| view! { <a class="lb-reset" href=urls::BLOCKERS>"Zurücksetzen"</a> })}
        </form>
    }
    .into_any()
}

#[component]
fn ListCard(page: Page, filter: BlockerFilter, rows: Vec<BlockerRow>) -> AnyView {
    let pages = rows.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown = rows.into_iter().skip((current - 1) * ROWS).take(ROWS);
    let rows = shown.map(|found| row(&page, found)).collect_view();
    let sorted = |sorting: Sorting, name: &'static str| {
        let address = BlockerFilter { sorting, ..filter.clone() }.url(urls::BLOCKERS, &[]);
        view! { <a href=address>{name}</a> }
    };
    let order = |sorting: Sorting, order: &'static str| (filter.sorting == sorting).then_some(order);
    let columns = vec![
        Column::text("Hindernis"),
        Column::text("Am Zug"),
        Column::text(sorted(Sorting::Opened, "Seit")).sorted(order(Sorting::Opened, "ascending")),
        Column::text(sorted(Sorting::Due, "Frist")).sorted(order(Sorting::Due, "ascending")),
        Column::number("Behörden"),
        Column::number("Kommunen"),
        Column::number(sorted(Sorting::Inhabitants, "Menschen"))
            .sorted(order(Sorting::Inhabitants, "descending")),
    ];
    let sheet = filter.url(urls::sheets::BLOCKERS, &[]);
    let address = Box::new(move |page: usize| {
        let page = page.to_string();
        filter.url(urls::BLOCKERS, &[("seite", if page == "1" { "" } else { &page })])
    });
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-liste">
            <h2 id="ueberschrift-liste">"Die Hindernisse im Einzelnen"</h2>
            <Table heading="ueberschrift-liste" is_wide=true columns>{rows}</Table>
            <Pages current of=pages address />
            <Downloads sheet what="Hindernisse" />
        </section>
    }
    .into_any()
}

fn row(page: &Page, found: BlockerRow) -> impl IntoView + use<> {
    let today = page.today();
    let authorities = found.authorities() as u64;
    let BlockerRow { blocker, rollouts, waiting, is_overdue } = found;
    let facts = &blocker.facts;
    let is_open = blocker.is_open_on(today);
    let last = blocker
        .members
        .iter()
        .filter_map(|member| blocker.closing_of(member))
        .map(|closing| closing.on)
        .max();
    let ended = match (&blocker.withdrawn, last) {
        (Some(_), _) => Some(view! { <span class="lb-tag">"zurückgenommen"</span> }.into_any()),
        (None, Some(on)) if !is_open => Some(
            view! { <span class="lb-tag lb-tag--info">{format!("behoben {}", format::day(on))}</span> }
                .into_any(),
        ),
        _ => None,
    };
    let due = match facts.due_on {
        Some(due) if is_overdue => {
            view! { <span class="lb-tag lb-tag--note">"abgelaufen"</span>{format::day(due)} }.into_any()
        }
        Some(due) => format::day(due).into_any(),
        None => "keine".into_any(),
    };
    let mut services: Vec<String> = page
        .situation
        .catalogue()
        .services
        .iter()
        .filter(|service| rollouts.iter().any(|rollout| rollout.service == service.slug))
        .map(|service| service.name.clone())
        .collect();
    if services.len() > 2 {
        services = vec![format!("{} Leistungen", services.len())];
    }
    let about = [
        criterion_name(page, facts.criterion),
        services.join(", "),
        words::severity(facts.severity).to_owned(),
    ]
    .join(" · ");
    let count = |label: &'static str, count: u64| {
        let text = if is_open || label == "Behörden" { format::number(count) } else { "–".to_owned() };
        view! { <td role="cell" class="lb-num" data-label=label>{text}</td> }
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <span class="lb-breaks"><a href=urls::blocker(blocker.id)>{facts.title.clone()}</a></span>
                <small>{about}</small>
                {ended}
            </th>
            <td role="cell" data-label="Am Zug">{words::action_by(facts.action_by)}</td>
            <td role="cell" data-label="Seit">{format::day(facts.opened_on)}</td>
            <td role="cell" data-label="Frist"><span>{due}</span></td>
            {count("Behörden", if is_open { waiting.authorities } else { authorities })}
            {count("Kommunen", waiting.communes)}
            {count("Menschen", waiting.inhabitants)}
        </tr>
    }
}
