//! Finding communes.

mod search;

use domain::Ars;
use domain::body::{Body, BodyKind};
use domain::catalogue::{Selection, Slug};
use domain::coverage::Measure;
use domain::people::Role;
use domain::rollout::RolloutKey;
use domain::stage::Stage;
use leptos::prelude::*;
use leptos_meta::Title;

pub use search::{CommuneFilter, Found, Row, SIZES, Sorting, found};

use super::bulk::{ChooseBar, Tick};
use super::sent::Sent;
use crate::components::{Column, Downloads, Pages, StageKey, StageLabel, Table, kreise, regierungsbezirke};
use crate::context::{Page, page};
use crate::people::visitor;
use crate::{bulk, format, urls, words};

/// Other bodies named above the table.
const OTHERS: usize = 8;
/// Rows on one page.
const ROWS: usize = 50;

#[component]
pub(super) fn CommunesPage() -> impl IntoView {
    let page = page();
    let filter = CommuneFilter::read(&page);
    let sent = Sent::take();
    let found = found(&page, &filter);
    // Of what could be chosen without a service nothing can be said.
    let chooses = filter.service.is_some() && visitor().has(Role::Lead);
    let count = if chooses { bulk::of_communes(&page, &filter).len() } else { 0 };
    let pages = found.rows.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown: Vec<Row> = found.rows.iter().skip((current - 1) * ROWS).take(ROWS).cloned().collect();
    let inhabitants: u64 = found.rows.iter().map(|row| row.inhabitants).sum();
    let summary = if found.rows.is_empty() {
        "Keine Kommune passt zu dieser Auswahl.".to_owned()
    } else {
        format!(
            "{} mit {}",
            format::counted(found.rows.len() as u64, "Eine Kommune", "Kommunen"),
            format::counted(inhabitants, "einem Menschen", "Menschen")
        )
    };
    let sheet = filter.url(urls::sheets::COMMUNES, &[]);
    let page_filter = filter.clone();
    let address = Box::new(move |page: usize| {
        let page = page.to_string();
        page_filter.url(urls::COMMUNES, &[("seite", if page == "1" { "" } else { &page })])
    });
    let is_empty = found.rows.is_empty();
    let list = filter.url(urls::COMMUNES, &[("seite", page.parameter("seite"))]);
    view! {
        <Title text=sent.title("Kommunen") />
        <div class="lb-head">
            <div>
                <h1>"Kommunen"</h1>
                <p role="status">{summary}</p>
            </div>
        </div>
        {sent.summary()}
        <SearchForm page=page.clone() filter=filter.clone() />
        <Others bodies=found.others />
        {if is_empty {
            view! {
                <p class="lb-say">
                    "Prüfen Sie die Schreibweise oder nehmen Sie Filter weg. " <a href=urls::COMMUNES>"Alle Kommunen anzeigen"</a>
                </p>
            }
                .into_any()
        } else {
            view! {
                <section class="lb-card" aria-label="Gefundene Kommunen">
                    <ChooseBar
                        list
                        count
                        forms=words::measure_forms(Measure::Authorities)
                        has_ticks=true
                        told="Gewählt wird die Behörde, die für die Kommune zuständig ist. Was für sie eingetragen wird, gilt in allen ihren Kommunen."
                    >
                        <CommunesTable page=page.clone() filter rows=shown chooses />
                        <StageKey />
                    </ChooseBar>
                    <Pages current of=pages address />
                    <Downloads sheet what="Kommunen" />
                </section>
            }
                .into_any()
        }}
    }
}

#[component]
fn SearchForm(page: Page, filter: CommuneFilter) -> AnyView {
    let register = page.register();
    let catalogue = page.situation.catalogue().clone();
    let kinds = BodyKind::COMMUNES
        .into_iter()
        .map(|kind| {
            view! { <option value=kind.as_str() selected=filter.kind == Some(kind)>{words::kind(kind)}</option> }
        })
        .collect_view();
    let sizes = SIZES
        .iter()
        .map(|size| view! { <option value=size.slug selected=filter.size == Some(size.slug)>{size.name}</option> })
        .collect_view();
    let services = catalogue
        .services
        .iter()
        .map(|service| {
            view! {
                <option value=service.slug.to_string() selected=filter.service.as_ref() == Some(&service.slug)>
                    {service.name.clone()}
                </option>
            }
        })
        .collect_view();
    let stages = Stage::ALL
        .into_iter()
        .map(|stage| {
            view! { <option value=stage.as_str() selected=filter.stage == Some(stage)>{words::stage(stage)}</option> }
        })
        .collect_view();
    let narrowed = filter.is_narrowed();
    view! {
        <form class="lb-filter" method="get" action=urls::COMMUNES role="search">
            <div class="lb-filter__wide">
                <label for="suche">"Name oder Schlüssel"</label>
                <input type="search" id="suche" name="suche" value=filter.search.clone() maxlength="100" />
            </div>
            <div>
                <label for="leistung">"Leistung"</label>
                <select id="leistung" name="leistung">
                    <option value="">"irgendeine"</option>
                    {services}
                </select>
            </div>
            <div>
                <label for="stufe">"Stand"</label>
                <select id="stufe" name="stufe">
                    <option value="">"alle"</option>
                    {stages}
                </select>
            </div>
            <details class="lb-more" open=narrowed>
                <summary>"Weitere Filter"</summary>
                <div class="lb-more__body">
                    <div>
                        <label for="bezirk">"Regierungsbezirk"</label>
                        <select id="bezirk" name="bezirk"><option value="">"alle"</option>{regierungsbezirke(&register, filter.regierungsbezirk)}</select>
                    </div>
                    <div>
                        <label for="kreis">"Kreis"</label>
                        <select id="kreis" name="kreis"><option value="">"alle"</option>{kreise(&register, filter.kreis)}</select>
                    </div>
                    <div>
                        <label for="art">"Art"</label>
                        <select id="art" name="art"><option value="">"alle"</option>{kinds}</select>
                    </div>
                    <div>
                        <label for="groesse">"Größe"</label>
                        <select id="groesse" name="groesse"><option value="">"alle"</option>{sizes}</select>
                    </div>
                    <div>
                        <label for="pilot">"Pilot"</label>
                        <select id="pilot" name="pilot">
                            <option value="">"alle"</option>
                            <option value="ja" selected=filter.pilot == Some(true)>"nur Pilotkommunen"</option>
                            <option value="nein" selected=filter.pilot == Some(false)>"ohne Pilotkommunen"</option>
                        </select>
                    </div>
                </div>
            </details>
            {(filter.sorting != Sorting::default()).then(|| view! {
                <input type="hidden" name="sortierung" value=filter.sorting.as_str() />
            })}
            <button class="kern-btn kern-btn--primary" type="submit">
                <span class="kern-label">"Suchen"</span>
            </button>
            {(!filter.search.is_empty() || narrowed || filter.service.is_some() || filter.stage.is_some()).then(|| view! {
                <a class="lb-reset" href=urls::COMMUNES>"Zurücksetzen"</a>
            })}
        </form>
    }
    .into_any()
}

/// Landkreise and Verwaltungsgemeinschaften that the search found too.
#[component]
fn Others(bodies: Vec<Body>) -> impl IntoView {
    let hidden = bodies.len().saturating_sub(OTHERS);
    (!bodies.is_empty()).then(|| {
        let links = bodies
            .iter()
            .take(OTHERS)
            .map(|body| view! { <li><a href=urls::body(&body.ars)>{words::full_name(body)}</a></li> })
            .collect_view();
        view! {
            <div class="lb-also">
                <span>"Auch gefunden:"</span>
                <ul>{links}</ul>
                {(hidden > 0).then(|| view! { <span>{format!("und {hidden} weitere; genauer suchen hilft")}</span> })}
            </div>
        }
    })
}

#[component]
fn CommunesTable(page: Page, filter: CommuneFilter, rows: Vec<Row>, chooses: bool) -> AnyView {
    let catalogue = page.situation.catalogue().clone();
    let heading = |sorting: Sorting, name: &'static str| {
        let address = CommuneFilter { sorting, ..filter.clone() }.url(urls::COMMUNES, &[]);
        view! { <a href=address>{name}</a> }
    };
    let order = |sorting: Sorting| (filter.sorting == sorting).then_some(sorting.order());
    let selections: Vec<Selection> = match &filter.service {
        Some(service) => vec![Selection::Service(service.clone())],
        None => catalogue
            .commitments
            .iter()
            .map(|commitment| Selection::Commitment(commitment.slug.clone()))
            .collect(),
    };
    let column_names: Vec<String> =
        selections.iter().map(|selection| page.selection_name(selection)).collect();
    let mut columns: Vec<Column> = chooses.then(|| Column::text("Behörde wählen")).into_iter().collect();
    columns.push(Column::text(heading(Sorting::Name, "Kommune")).sorted(order(Sorting::Name)));
    columns
        .push(Column::number(heading(Sorting::Inhabitants, "Menschen")).sorted(order(Sorting::Inhabitants)));
    columns.extend(column_names.iter().cloned().map(Column::text));
    // The public sees published figures alone.
    let is_inside = visitor().is_inside(page.is_demo);
    columns.extend(is_inside.then(|| Column::number("Hindernisse")));
    let rows = rows
        .into_iter()
        .map(|row| {
            let cells = column_names
                .iter()
                .zip(row.stages)
                .map(|(name, stage)| {
                    view! { <td role="cell" data-label=name.clone()><StageLabel stage /></td> }
                })
                .collect_view();
            let ticks = filter.service.as_ref().filter(|_| chooses).map(|service| ticks(&page, &row.ars, service));
            view! {
                <tr role="row">
                    {ticks}
                    <th role="rowheader" scope="row">
                        <a href=urls::body(&row.ars)>{row.name}</a>
                        <small>{row.place}</small>
                    </th>
                    <td role="cell" class="lb-num" data-label="Menschen">{format::number(row.inhabitants)}</td>
                    {cells}
                    {is_inside.then(|| blockers(&row.ars, row.blockers, filter.service.as_ref()))}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table label="Tabelle der Kommunen" columns>{rows}</Table>
    }
    .into_any()
}

/// The boxes for those who are responsible in a commune.
fn ticks(page: &Page, commune: &Ars, service: &Slug) -> impl IntoView + use<> {
    let responsibilities = page.situation.responsibilities(page.today());
    let boxes = responsibilities
        .authorities_for(commune, service)
        .into_iter()
        .map(|authority| {
            let rollout = RolloutKey { authority: authority.ars, service: service.clone() };
            view! { <Tick page=page.clone() rollout row=commune.to_string() /> }
        })
        .collect_view();
    view! { <td role="cell" data-label="Behörde wählen"><div>{boxes}</div></td> }
}

/// How many blockers there are, with the way to them.
fn blockers(commune: &Ars, count: u64, service: Option<&Slug>) -> impl IntoView + use<> {
    let service = service.map_or("", Slug::as_str);
    let address = urls::with_query(urls::BLOCKERS, &[("leistung", service), ("gebiet", commune.as_str())]);
    let count = match count {
        0 => "–".into_any(),
        count => {
            let noun = if count == 1 { " Hindernis" } else { " Hindernisse" };
            view! {
                <a class="lb-blocked" href=address>{format::number(count)}<span class="lb-hidden">{noun}</span></a>
            }
            .into_any()
        }
    };
    view! { <td role="cell" class="lb-num" data-label="Hindernisse">{count}</td> }
}
