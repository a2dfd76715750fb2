//! The Lagebild: where does the Land stand?

mod commitments;
pub(super) mod headline;
mod latest;
pub(super) mod parts;

use domain::body::{Body, BodyKind};
use domain::catalogue::Selection;
use domain::coverage::Measure;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{FilterNotice, PastNotice};
use crate::context::{Page, page};
use crate::figures::{Filter, Overview};
use crate::{format, urls, words};

#[component]
pub(super) fn OverviewPage() -> impl IntoView {
    let page = page();
    let catalogue = page.situation.catalogue().clone();
    let register = page.register();
    let today = page.today();
    let filter = Filter::read(|name| page.parameter(name), &catalogue, &register, today);
    let overview = page.figures.overview(&page.situation, page.version, today, &filter);
    let scope = register.get(&filter.scope).cloned();
    let title =
        scope.as_ref().map_or_else(|| "Wo stehen wir?".into(), |body| format!("Wo steht {}?", place(body)));
    let deadline = catalogue.target.map(|target| deadline(target.due.days_since(today), target.due));
    let stand = if filter.viewpoint.on == today {
        format!("Stand {}, {}", format::day(today), format::time(page.now))
    } else {
        format!("Stand {}", format::day(filter.viewpoint.on))
    };
    view! {
        <Title text=title.clone() />
        <div class="lb-head">
            <div>
                <h1>{title}</h1>
                <p>{stand} {deadline.map(|deadline| format!(" · {deadline}"))}</p>
            </div>
        </div>
        <FilterBar page=page.clone() filter=filter.clone() />
        <FilterNotice ignored=filter.ignored.clone() />
        <PastNotice filter=filter.clone() page=page.clone() path=urls::OVERVIEW />
        <div class="lb-grid lb-grid--lead">
            <headline::HeadlineCard page=page.clone() filter=filter.clone() overview=overview.clone() />
            <headline::MeasuresCard page=page.clone() filter=filter.clone() overview=overview.clone() />
        </div>
        <commitments::CommitmentsCard filter=filter.clone() overview=overview.clone() page=page.clone() />
        <div class="lb-grid lb-grid--half">
            <parts::PartsCard filter=filter.clone() overview=overview.clone() page=page.clone() />
            <latest::LatestCard overview=overview page=page />
        </div>
    }
}

/// The name of a place within a sentence.
fn place(body: &Body) -> String {
    match body.kind {
        BodyKind::Landkreis => format!("der Landkreis {}", body.name),
        BodyKind::Verwaltungsgemeinschaft => format!("die VG {}", body.name),
        BodyKind::KreisfreieStadt => format!("die Stadt {}", body.name),
        _ => body.name.clone(),
    }
}

fn deadline(days_left: i64, due: domain::Day) -> String {
    let due = format::day(due);
    match days_left {
        1 => format!("noch ein Tag bis zum Ziel am {due}"),
        0 => format!("heute ist der Zieltag, {due}"),
        days if days > 0 => format!("noch {days} Tage bis zum Ziel am {due}"),
        -1 => format!("das Ziel war gestern fällig, am {due}"),
        days => format!("das Ziel war vor {} Tagen fällig, am {due}", -days),
    }
}

/// What is counted, as a part of a sentence: "alle fünf Zusagen", "Führerschein beantragen".
pub(super) fn selection_name(page: &Page, selection: &Selection) -> String {
    let catalogue = page.situation.catalogue();
    match selection {
        Selection::Total => format!("alle {} Zusagen", small_number(catalogue.commitments.len())),
        Selection::Commitment(slug) => {
            catalogue.commitment(slug).map(|commitment| commitment.name.clone()).unwrap_or_default()
        }
        Selection::Service(slug) => {
            catalogue.service(slug).map(|service| service.name.clone()).unwrap_or_default()
        }
    }
}

fn small_number(number: usize) -> String {
    ["null", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn"]
        .get(number)
        .map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

#[component]
fn FilterBar(page: Page, filter: Filter) -> AnyView {
    let catalogue = page.situation.catalogue().clone();
    let register = page.register();
    let today = page.today();
    let land = catalogue.land;
    let measures = Measure::ALL
        .into_iter()
        .map(|measure| {
            let address = Filter { measure, ..filter.clone() }.url(urls::OVERVIEW, &land, today);
            let is_chosen = (measure == filter.measure).then_some("true");
            view! { <a href=address aria-current=is_chosen>{words::measure(measure)}</a> }
        })
        .collect_view();
    let chosen = |selection: &Selection| filter.selection == *selection;
    let selections = catalogue
        .commitments
        .iter()
        .map(|commitment| {
            let selection = Selection::Commitment(commitment.slug.clone());
            view! {
                <option value=commitment.slug.to_string() selected=chosen(&selection)>
                    {commitment.name.clone()}
                </option>
            }
        })
        .collect_view();
    let single_services = catalogue
        .services
        .iter()
        .filter(|service| catalogue.commitment(&service.slug).is_none())
        .map(|service| {
            let selection = Selection::Service(service.slug.clone());
            view! {
                <option value=service.slug.to_string() selected=chosen(&selection)>
                    {format!("nur {}", service.name)}
                </option>
            }
        })
        .collect_view();
    let mut kreise: Vec<&Body> = register
        .bodies()
        .filter(|body| matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt))
        .collect();
    kreise.sort_by_cached_key(|body| domain::text::sort_key(&body.name));
    let option = |body: &Body, name: String| {
        view! { <option value=body.ars.to_string() selected=body.ars == filter.scope>{name}</option> }
    };
    // A VG or commune comes from a link, not from this list: keep it when another filter is changed.
    let narrower = register
        .get(&filter.scope)
        .filter(|body| filter.scope.level() > domain::Level::Kreis && body.kind != BodyKind::KreisfreieStadt)
        .map(|body| option(body, words::full_name(body)));
    let everything = register.get(&land).map(|body| option(body, body.name.clone()));
    let districts = register
        .bodies()
        .filter(|body| body.kind == BodyKind::Regierungsbezirk)
        .map(|body| option(body, body.name.clone()))
        .collect_view();
    let kreise = kreise.into_iter().map(|body| option(body, words::full_name(body))).collect_view();
    let measure =
        if filter.measure == Measure::Inhabitants { "" } else { words::measure_slug(filter.measure) };
    view! {
        <form class="lb-filter" method="get" action=urls::OVERVIEW>
            <div role="group" aria-labelledby="gemessen-in">
                <span class="lb-label" id="gemessen-in">"Gemessen in"</span>
                <span class="lb-seg">{measures}</span>
            </div>
            {(!measure.is_empty()).then(|| view! { <input type="hidden" name="gemessen" value=measure /> })}
            <div>
                <label for="leistung">"Leistung"</label>
                <select id="leistung" name="leistung">
                    <option value="">{selection_name(&page, &Selection::Total)}</option>
                    {selections}
                    {single_services}
                </select>
            </div>
            <div>
                <label for="gebiet">"Gebiet"</label>
                <select id="gebiet" name="gebiet">
                    {narrower}
                    {everything}
                    <optgroup label="Regierungsbezirke">{districts}</optgroup>
                    <optgroup label="Landkreise und kreisfreie Städte">{kreise}</optgroup>
                </select>
            </div>
            <div>
                <label for="stand">"Stand"</label>
                <input
                    type="date"
                    id="stand"
                    name="stand"
                    min="2010-01-01"
                    max=today.to_string()
                    value=filter.viewpoint.on.to_string()
                />
            </div>
            <button class="kern-btn kern-btn--secondary" type="submit">
                <span class="kern-label">"Anzeigen"</span>
            </button>
        </form>
    }
    .into_any()
}

/// The figures that the card needs are shared, not copied.
type Shared = std::sync::Arc<Overview>;
