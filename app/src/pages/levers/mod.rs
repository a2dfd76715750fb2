//! What single act would free most people.

mod waves;

use std::sync::Arc;

use domain::leverage::{Lever, Levers};
use domain::waiting::Waiting;
use leptos::prelude::*;
use leptos_meta::Title;

pub(super) use self::waves::WavesPage;
pub use self::waves::{Asked, asked};
use super::blockers::{BlockerFilter, Key, criterion_name};
use super::insight::InsightNav;
use crate::charts::{Caption, Layout, Pareto, ParetoRow, pareto};
use crate::components::{Column, Downloads, FilterNotice, Lineage, Table, scopes, selections};
use crate::context::{Page, page};
use crate::figures::{Filter, LeverBy, LeverKey};
use crate::{format, urls, words};

/// The groupings with the word in addresses and what readers see.
const GROUPINGS: [(LeverBy, &str, &str); 4] = [
    (LeverBy::Criterion, "", "Kriterium"),
    (LeverBy::Vendor, "hersteller", "Hersteller"),
    (LeverBy::Blocker, "hindernis", "Hindernis"),
    (LeverBy::Kreis, "kreis", "Kreis"),
];

/// Bars that are drawn, and rows that are shown at once.
const SHOWN: usize = 10;
/// How many together the sentence tells of.
const TOGETHER: usize = 3;

/// By what blockers are solved together, from the address.
#[must_use]
pub fn lever_by(page: &Page) -> LeverBy {
    let word = page.parameter("nach");
    GROUPINGS.into_iter().find(|(_, known, _)| *known == word).map_or_else(LeverBy::default, |(by, ..)| by)
}

/// What readers see of a grouping.
#[must_use]
pub fn lever_by_name(by: LeverBy) -> &'static str {
    GROUPINGS.into_iter().find(|(is, ..)| *is == by).map_or("", |(.., name)| name)
}

/// What a solution is called.
#[must_use]
pub fn lever_name(page: &Page, key: LeverKey) -> String {
    match key {
        LeverKey::Criterion(criterion) => criterion_name(page, criterion),
        LeverKey::Vendor(vendor) => Key::Vendor(vendor).name(page),
        LeverKey::Kreis(kreis) => Key::Kreis(kreis).name(page),
        LeverKey::Blocker(blocker) => {
            let known = page.situation.obstacles().blockers.get(blocker);
            known.map_or_else(|| format!("Nr. {blocker}"), |blocker| blocker.facts.title.clone())
        }
    }
}

/// What is asked for: as of today, for what can be done is done now.
#[must_use]
pub fn lever_filter(page: &Page) -> (Filter, Vec<&'static str>) {
    let (filter, mut ignored) = page.filter();
    ignored.retain(|name| ["leistung", "gebiet"].contains(name));
    let mut viewpoint = filter.viewpoint;
    (viewpoint.on, viewpoint.known_on) = (page.today(), None);
    (Filter { viewpoint, ..filter }, ignored)
}

/// The address of a page or a sheet with a filter and a grouping.
fn address(page: &Page, filter: &Filter, path: &str, by: LeverBy) -> String {
    let filtered = filter.url(path, &page.situation.catalogue().land, page.today());
    let word = GROUPINGS.into_iter().find(|(is, ..)| *is == by).map_or("", |(_, word, _)| word);
    match (word, filtered.contains('?')) {
        ("", _) => filtered,
        (word, true) => format!("{filtered}&nach={word}"),
        (word, false) => format!("{filtered}?nach={word}"),
    }
}

/// `/hebel`
#[component]
pub(super) fn LeversPage() -> impl IntoView {
    let page = page();
    let (filter, ignored) = lever_filter(&page);
    let by = lever_by(&page);
    let levers = page.figures.levers(&page.situation, page.version, &filter, by);
    let scope = page.register().get(&filter.scope).map(words::full_name).unwrap_or_default();
    let grouping = GROUPINGS.into_iter().find(|(is, ..)| *is == by).map_or("", |(_, word, _)| word);
    let is_empty = levers.ranked.is_empty();
    view! {
        <Title text="Hebel" />
        <InsightNav page=page.clone() here=urls::LEVERAGE />
        <div class="lb-head">
            <div>
                <h1>"Wo Handeln am meisten bewegt"</h1>
                <p>{format!("{scope} · {}", format::day(page.today()))}</p>
            </div>
        </div>
        <form class="lb-filter" method="get" action=urls::LEVERAGE>
            {selections(&page, &filter)}
            {scopes(&page, &filter)}
            {(!grouping.is_empty()).then(|| view! { <input type="hidden" name="nach" value=grouping /> })}
            <button class="kern-btn kern-btn--secondary" type="submit"><span class="kern-label">"Anzeigen"</span></button>
        </form>
        <FilterNotice ignored />
        {if is_empty {
            view! {
                <section class="lb-card" aria-label="Kein Hindernis offen">
                    <h2>"Zurzeit ist kein Hindernis offen"</h2>
                    <p>
                        "Zu dieser Auswahl hält kein gemeldetes Hindernis jemanden auf. Was zuerst zu tun ist, sagt dann der "
                        <a href=urls::WAVES>"Wellenplan"</a> "."
                    </p>
                </section>
            }
                .into_any()
        } else {
            view! { <LeversCard page filter levers by /> }.into_any()
        }}
    }
}

#[component]
fn LeversCard(page: Page, filter: Filter, levers: Arc<Levers<LeverKey>>, by: LeverBy) -> AnyView {
    let choices = GROUPINGS
        .into_iter()
        .map(|(of, _, name)| {
            let is_chosen = (of == by).then_some("true");
            view! { <a href=address(&page, &filter, urls::LEVERAGE, of) aria-current=is_chosen>{name}</a> }
        })
        .collect_view();
    let sheet = address(&page, &filter, urls::sheets::LEVERS, by);
    let (first, others) = levers.ranked.split_at(levers.ranked.len().min(SHOWN));
    let folded = (!others.is_empty()).then(|| {
        view! {
            <details>
                <summary>{format!("{} anzeigen", format::counted(others.len() as u64, "Eine weitere Zeile", "weitere Zeilen"))}</summary>
                {table(&page, &filter, by, others)}
            </details>
        }
    });
    let waves = filter.url(urls::WAVES, &page.situation.catalogue().land, page.today());
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-hebel">
            <h2 id="ueberschrift-hebel">"Was eine Lösung frei macht"</h2>
            <div class="lb-grouping" role="group" aria-label="Gelöst wird gemeinsam, was gleich ist nach">
                <span class="lb-seg">{choices}</span>
            </div>
            <p class="lb-say">{takeaway(&page, &levers)}</p>
            {together(&levers).map(|sentence| view! { <p class="lb-sub">{sentence}</p> })}
            {figure(&page, &levers, first)}
            <ul class="lb-key" aria-label="Legende">
                <li><i class="lb-stage--live" aria-hidden="true"></i>"frei, wenn nur das gelöst wird"</li>
                <li><i class="lb-stage--not_started" aria-hidden="true"></i>"es bleibt anderes offen"</li>
                <li>"● frei, wenn alles bis hierher gelöst wird"</li>
            </ul>
            {table(&page, &filter, by, first)}
            {folded}
            <p class="lb-sub">
                "Frei heißt: Kein gemeldetes Hindernis hält mehr auf. Live ist damit noch niemand. Eine Kommune ist erst frei, wenn auch bei ihrem Landratsamt nichts mehr offen ist."
            </p>
            <Downloads sheet=sheet.clone() what="Hebel" />
            <div class="lb-links"><a href=waves>"Wer zuerst? Zum Wellenplan"</a></div>
            <Lineage
                page=page.clone()
                filter=filter.clone()
                path=address(&page, &filter, urls::LEVERAGE, by)
                figure="Frei durch eine Lösung"
                rows=(blocker_filter(&page, &filter).url(urls::BLOCKERS, &[]), "die offenen Hindernisse".to_owned())
                how="Alle Hindernisse einer Zeile gelten als gelöst. Frei ist, wer vorher wartete und danach auf nichts mehr; die übrigen Wartenden der Zeile stehen unter „es bleibt anderes“. Beide zusammen sind die Wartenden der Seite Hindernisse."
                sheet
            />
        </section>
    }
    .into_any()
}

/// The best single act, in a sentence.
fn takeaway(page: &Page, levers: &Levers<LeverKey>) -> String {
    let Some((key, lever)) = levers.ranked.first() else { return String::new() };
    let name = lever_name(page, *key);
    if lever.freed == Waiting::default() {
        return format!(
            "Keine einzelne Lösung macht jemanden frei: Überall halten mehrere Dinge auf. Auf „{name}“ warten {} mit.",
            format::counted(lever.others_remain.inhabitants, "ein Mensch", "Menschen")
        );
    }
    let rest = if lever.others_remain == Waiting::default() {
        String::new()
    } else {
        format!(
            " Für {} und {} bliebe anderes offen.",
            format::counted(lever.others_remain.authorities, "eine Behörde", "weitere Behörden"),
            format::counted(lever.others_remain.inhabitants, "einen Menschen", "Menschen"),
        )
    };
    format!(
        "Wird {} gelöst, werden {}, {} und {} frei.{rest}",
        match key {
            LeverKey::Criterion(_) | LeverKey::Blocker(_) => format!("„{name}“"),
            LeverKey::Vendor(_) => format!("alles bei Hersteller „{name}“"),
            LeverKey::Kreis(_) => format!("alles im Kreis „{name}“"),
        },
        format::counted(lever.freed.authorities, "eine Behörde", "Behörden"),
        format::counted(lever.freed.communes, "eine Kommune", "Kommunen"),
        format::counted(lever.freed.inhabitants, "ein Mensch", "Menschen"),
    )
}

/// How far the first ones come together.
fn together(levers: &Levers<LeverKey>) -> Option<String> {
    let (_, last) = levers.ranked.get(TOGETHER - 1).filter(|_| levers.ranked.len() > TOGETHER)?;
    let share = domain::coverage::Share { part: last.together.inhabitants, whole: levers.all.inhabitants };
    Some(format!(
        "Die ersten drei zusammen machen {} von {} frei, die warten: {}.",
        format::number(last.together.inhabitants),
        format::counted(levers.all.inhabitants, "einem Menschen", "Menschen"),
        format::share(share),
    ))
}

fn figure(page: &Page, levers: &Levers<LeverKey>, shown: &[(LeverKey, Lever)]) -> impl IntoView + use<> {
    let all = levers.all.inhabitants;
    let share = |part| domain::coverage::Share { part, whole: all }.fraction();
    let named: Vec<(String, String, &Lever)> = shown
        .iter()
        .map(|(key, lever)| (lever_name(page, *key), format::number(lever.freed.inhabitants), lever))
        .collect();
    let rows: Vec<ParetoRow<'_>> = named
        .iter()
        .map(|(label, value, lever)| ParetoRow {
            label,
            value,
            freed: share(lever.freed.inhabitants),
            others_remain: share(lever.others_remain.inhabitants),
            together: share(lever.together.inhabitants),
        })
        .collect();
    let description = takeaway(page, levers);
    let draw = |layout, id| {
        let caption =
            Caption { id, title: "Anteil der Wartenden, die frei werden", description: &description };
        pareto(&Pareto { caption, rows: &rows }, layout)
    };
    let drawn = format!("{}{}", draw(Layout::Wide, "hebel"), draw(Layout::Narrow, "hebel-schmal"));
    view! { <div class="lb-figure" inner_html=drawn></div> }
}

fn table(page: &Page, filter: &Filter, by: LeverBy, rows: &[(LeverKey, Lever)]) -> impl IntoView + use<> {
    let rows = rows
        .iter()
        .map(|(key, lever)| {
            let name = lever_name(page, *key);
            let name = match blockers(page, filter, *key) {
                Some(address) => view! { <a class="lb-breaks" href=address>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            let counts = [
                ("Hindernisse", lever.blockers),
                ("frei: Behörden", lever.freed.authorities),
                ("frei: Kommunen", lever.freed.communes),
                ("frei: Menschen", lever.freed.inhabitants),
                ("es bleibt anderes: Behörden", lever.others_remain.authorities),
                ("es bleibt anderes: Kommunen", lever.others_remain.communes),
                ("es bleibt anderes: Menschen", lever.others_remain.inhabitants),
            ]
            .map(|(label, count)| {
                view! { <td role="cell" class="lb-num" data-label=label>{format::number(count)}</td> }
            });
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{name}</th>
                    {counts.collect_view()}
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text(lever_by_name(by)),
        Column::number("Hindernisse"),
        Column::number("frei: Behörden"),
        Column::number("Kommunen"),
        Column::number("Menschen"),
        Column::number("es bleibt anderes: Behörden"),
        Column::number("Kommunen"),
        Column::number("Menschen"),
    ];
    view! { <Table label=format!("Was eine Lösung frei macht, nach {}", lever_by_name(by)) columns>{rows}</Table> }
}

/// Where the blockers of a row are listed; `None` where nothing can be asked for.
fn blockers(page: &Page, filter: &Filter, key: LeverKey) -> Option<String> {
    let group = match key {
        LeverKey::Blocker(blocker) => return Some(urls::blocker(blocker)),
        LeverKey::Criterion(criterion) => Key::Criterion(criterion),
        LeverKey::Vendor(vendor) => Key::Vendor(vendor),
        LeverKey::Kreis(kreis) => Key::Kreis(kreis),
    };
    Some(group.narrow(&blocker_filter(page, filter))?.url(urls::BLOCKERS, &[]))
}

/// The same place and service, as the page of blockers asks for them.
fn blocker_filter(page: &Page, filter: &Filter) -> BlockerFilter {
    let service = match &filter.selection {
        domain::catalogue::Selection::Service(slug) => Some(slug.clone()),
        _ => None,
    };
    let scope = (filter.scope != page.situation.catalogue().land).then_some(filter.scope);
    BlockerFilter { scope, service, ..BlockerFilter::default() }
}
