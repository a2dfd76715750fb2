//! All findings, by criterion.

use domain::criteria::CriterionId;
use domain::workshop::{FindingKind, FoundOften, Verdict};
use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::{BlueprintButton, VerdictTag, done_notice, is_host, name, shortened, workshop_name};
use super::saturation::{ENOUGH, SaturationCard};
use super::search::{FindingFilter, NO_CRITERION, found_findings};
use crate::components::{Column, Downloads, Pages, Table};
use crate::context::{Page, page};
use crate::{format, urls, words};

/// Findings on one page.
const ROWS: usize = 100;

#[component]
pub(in crate::pages) fn FindingsPage() -> impl IntoView {
    let page = page();
    let filter = FindingFilter::read(&page);
    let found = found_findings(&page, &filter);
    let pages = found.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let summary = summary(&page, &filter, &found);
    let back = filter.url(urls::FINDINGS, current);
    let shown: Vec<FoundOften> = found.iter().skip((current - 1) * ROWS).take(ROWS).cloned().collect();
    let sheet = filter.url(urls::sheets::FINDINGS, 1);
    let is_empty = found.is_empty();
    let has_any = page.situation.workshops().findings().next().is_some();
    let page_filter = filter.clone();
    let address = Box::new(move |page| page_filter.url(urls::FINDINGS, page));
    let rejected = rejected(&page, &filter);
    let body = match (has_any, is_empty) {
        (false, _) => view! {
            <p class="lb-say">
                "Erkenntnisse entstehen in Workshops: Dort wird Zeile für Zeile mitgeschrieben, was gesagt wird. "
                <a href=urls::WORKSHOPS>"Zu den Workshops"</a>
            </p>
        }
        .into_any(),
        (true, true) => view! {
            <p class="lb-say">
                "Nehmen Sie Filter weg. " <a href=urls::FINDINGS>"Alle Erkenntnisse anzeigen"</a>
            </p>
        }
        .into_any(),
        (true, false) => view! {
            <Groups page=page.clone() found=shown back />
            <Pages current of=pages address />
            <Downloads sheet what="Erkenntnisse" />
        }
        .into_any(),
    };
    // What the filter leaves out was known all the same: the chart shows all workshops.
    let harvest = page.situation.workshops().harvest();
    view! {
        <Title text="Erkenntnisse" />
        <div class="lb-head">
            <div>
                <h1>"Erkenntnisse"</h1>
                <p role="status">{summary}</p>
            </div>
            <div class="lb-links">
                {has_any.then(|| view! { <a href=urls::BLUEPRINT>"Blueprint"</a> })}
                {(harvest.len() >= ENOUGH).then(|| view! { <a href="#ueberschrift-neues">"Kommt noch Neues dazu?"</a> })}
            </div>
        </div>
        {done_notice(&page)}
        {has_any.then(|| view! { <Search page=page.clone() filter=filter.clone() /> })}
        {body}
        {rejected}
        <SaturationCard harvest />
    }
}

/// How many there are, from where, and how many go into the blueprint.
fn summary(page: &Page, filter: &FindingFilter, found: &[FoundOften]) -> String {
    if page.situation.workshops().findings().next().is_none() {
        return "Noch ist nichts aufgeschrieben.".to_owned();
    }
    if found.is_empty() {
        return "Keine Erkenntnis passt zu dieser Auswahl.".to_owned();
    }
    let workshops: std::collections::BTreeSet<_> = found.iter().flat_map(FoundOften::workshops).collect();
    let adopted = found.iter().filter(|found| found.head.place().is_some()).count();
    let adopted = match adopted {
        0 => "noch keine".to_owned(),
        count => format::number(count as u64),
    };
    let from = match workshops.len() {
        1 => "einem Workshop".to_owned(),
        count => format!("{} Workshops", format::number(count as u64)),
    };
    let of = if filter.verdict == Some(Verdict::Rejected) {
        String::new()
    } else {
        format!(", davon {adopted} für den Blueprint")
    };
    format!("{} aus {from}{of}.", format::counted(found.len() as u64, "Eine Erkenntnis", "Erkenntnisse"))
}

/// Says that rejected findings are left out, and how to see them.
fn rejected(page: &Page, filter: &FindingFilter) -> impl IntoView + use<> {
    let only_rejected = FindingFilter { verdict: Some(Verdict::Rejected), ..filter.clone() };
    let count = if filter.verdict.is_none() { found_findings(page, &only_rejected).len() } else { 0 };
    (count > 0).then(|| {
        let told = if count == 1 {
            "Eine verworfene Erkenntnis zählt nicht mit. ".to_owned()
        } else {
            format!("{} verworfene Erkenntnisse zählen nicht mit. ", format::number(count as u64))
        };
        view! { <p class="lb-sub">{told} <a href=only_rejected.url(urls::FINDINGS, 1)>"Verworfene anzeigen"</a></p> }
    })
}

#[component]
fn Search(page: Page, filter: FindingFilter) -> AnyView {
    let criteria = page
        .situation
        .obstacles()
        .criteria
        .all()
        .into_iter()
        .map(|criterion| {
            view! {
                <option value=criterion.id.to_string() selected=filter.criterion == Some(Some(criterion.id))>
                    {criterion.name.clone()}
                </option>
            }
        })
        .collect_view();
    let services = page
        .situation
        .catalogue()
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
    let kinds = FindingKind::ALL
        .iter()
        .map(|kind| {
            view! { <option value=kind.as_str() selected=filter.kind == Some(*kind)>{words::finding_kind(*kind)}</option> }
        })
        .collect_view();
    let verdicts = Verdict::ALL
        .iter()
        .map(|verdict| {
            view! {
                <option value=verdict.as_str() selected=filter.verdict == Some(*verdict)>{words::verdict(*verdict)}</option>
            }
        })
        .collect_view();
    let workshops = page
        .situation
        .workshops()
        .iter()
        .rev()
        .map(|workshop| {
            view! {
                <option value=workshop.id.to_string() selected=filter.workshop == Some(workshop.id)>
                    {workshop_name(&page, workshop.id)}
                </option>
            }
        })
        .collect_view();
    view! {
        <form class="lb-filter" method="get" action=urls::FINDINGS role="search">
            <div>
                <label for="kriterium">"Kriterium"</label>
                <select id="kriterium" name="kriterium">
                    <option value="">"alle"</option>
                    {criteria}
                    <option value=NO_CRITERION selected=filter.criterion == Some(None)>"ohne Kriterium"</option>
                </select>
            </div>
            <div>
                <label for="leistung">"Leistung"</label>
                <select id="leistung" name="leistung"><option value="">"alle"</option>{services}</select>
            </div>
            <div>
                <label for="art">"Art"</label>
                <select id="art" name="art"><option value="">"alle"</option>{kinds}</select>
            </div>
            <div>
                <label for="stand">"Stand"</label>
                <select id="stand" name="stand"><option value="">"alle außer verworfen"</option>{verdicts}</select>
            </div>
            <div>
                <label for="workshop">"Workshop"</label>
                <select id="workshop" name="workshop"><option value="">"alle"</option>{workshops}</select>
            </div>
            <button class="kern-btn kern-btn--primary" type="submit">
                <span class="kern-label">"Anzeigen"</span>
            </button>
            {filter.is_used().then(|| view! { <a class="lb-reset" href=urls::FINDINGS>"Zurücksetzen"</a> })}
        </form>
    }
    .into_any()
}

/// A card for each criterion.
#[component]
fn Groups(page: Page, found: Vec<FoundOften>, back: String) -> AnyView {
    found
        .chunk_by(|one, other| one.head.facts.criterion == other.head.facts.criterion)
        .map(|group| {
            let criterion = group[0].head.facts.criterion;
            let id = criterion.map_or_else(|| NO_CRITERION.to_owned(), |criterion| criterion.to_string());
            let heading = format!("gruppe-{id}");
            view! {
                <section class="lb-card" aria-labelledby=heading.clone()>
                    <h2 id=heading.clone()>{criterion_name(&page, criterion)}</h2>
                    <FindingsTable page=page.clone() found=group.to_vec() heading=heading.clone() back=back.clone() />
                </section>
            }
        })
        .collect_view()
        .into_any()
}

fn criterion_name(page: &Page, id: Option<CriterionId>) -> String {
    id.and_then(|id| page.situation.obstacles().criteria.get(id))
        .map_or_else(|| "Ohne Kriterium".to_owned(), |criterion| criterion.name.clone())
}

#[component]
fn FindingsTable(page: Page, found: Vec<FoundOften>, heading: String, back: String) -> AnyView {
    let is_host = is_host();
    let rows = found
        .into_iter()
        .map(|found| {
            let head = found.head.clone();
            let services: Vec<String> = found
                .services()
                .iter()
                .filter_map(|slug| Some(page.situation.catalogue().service(slug)?.name.clone()))
                .collect();
            let mut about = vec![words::finding_kind(head.facts.kind).to_owned()];
            about.extend(services);
            if !found.wordings.is_empty() {
                about.push(format!("{} Wortlaute", format::number(found.wordings.len() as u64 + 1)));
            }
            let verdict = head.state.verdict();
            let button = is_host.then(|| {
                let button = (verdict != Verdict::Rejected)
                    .then(|| view! { <BlueprintButton finding=head.clone() back=back.clone() /> });
                view! { <td role="cell" class="lb-button-cell">{button}</td> }
            });
            view! {
                <tr role="row" id=format!("erkenntnis-{}", head.id)>
                    <th role="rowheader" scope="row" class="lb-words">
                        <a href=urls::finding(head.id) aria-label=format!("{}: {}", name(head.id), shortened(&head.facts.words))>
                            {shortened(&head.facts.words)}
                        </a>
                        <small>{about.join(" · ")}</small>
                    </th>
                    <td role="cell" class="lb-num" data-label="Workshops">{format::number(found.workshops().len() as u64)}</td>
                    <td role="cell" class="lb-num" data-label="Behörden">{format::number(found.bodies().len() as u64)}</td>
                    <td role="cell" data-label="Stand"><VerdictTag verdict /></td>
                    {button}
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![
        Column::text("Erkenntnis"),
        Column::number("Workshops"),
        Column::number("Behörden"),
        Column::text("Stand"),
    ];
    if is_host {
        columns.push(Column::buttons("Blueprint"));
    }
    view! { <Table heading class="lb-findings" columns>{rows}</Table> }.into_any()
}
