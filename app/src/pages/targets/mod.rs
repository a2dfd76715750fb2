//! What is to be reached by when, and how far from it everything is.

mod agreed;
mod edit;
mod gaps;
mod one;
mod pace;

use domain::coverage::Measure;
use domain::people::Role;
use leptos::prelude::*;
use leptos_meta::Title;

pub(super) use edit::NewPage;
pub(super) use one::TargetPage;

use super::insight::{InsightNav, done_notice, page_of_rows};
use super::overview::{deadline, headline};
use crate::charts::Layout;
use crate::components::{AsTable, Downloads, FilterBar, FilterNotice, Lineage, PastNotice};
use crate::context::{Page, page};
use crate::figures::{Filter, Overview};
use crate::people::visitor;
use crate::{format, urls, words};

/// `/ziele`
#[component]
pub(super) fn TargetsPage() -> impl IntoView {
    let page = page();
    let (filter, ignored) = page.filter();
    let overview = page.figures.overview(&page.situation, page.version, page.today(), &filter);
    let stand = format!("Stand {}", format::day(filter.viewpoint.on));
    let deadline = deadline(page.situation.catalogue(), filter.viewpoint.on);
    let add = visitor().has(Role::Lead).then(|| {
        view! {
            <a class="kern-btn kern-btn--primary" href=urls::NEW_TARGET>
                <span class="kern-label">"Neues Ziel"</span>
            </a>
        }
    });
    view! {
        <Title text="Ziele" />
        <InsightNav page=page.clone() here=urls::TARGETS />
        <div class="lb-head">
            <div>
                <h1>"Ziele"</h1>
                <p>{stand} {deadline.map(|deadline| format!(" · {deadline}"))}</p>
            </div>
            <div class="lb-actions">{add}</div>
        </div>
        {done(page.parameter("erledigt"))}
        <FilterBar page=page.clone() filter=filter.clone() path=urls::TARGETS chooses_selection=true />
        <FilterNotice ignored />
        <PastNotice page=page.clone() filter=filter.clone() path=urls::TARGETS />
        <div class="lb-grid lb-grid--lead">
            <ExpectedCard page=page.clone() filter=filter.clone() overview />
            <pace::PaceCard page=page.clone() filter=filter.clone() />
        </div>
        <gaps::GapsCard page=page.clone() filter=filter.clone() />
        <agreed::AgreedCard page filter />
    }
}

/// What was just done.
fn done(word: &str) -> impl IntoView + use<> {
    done_notice(
        word,
        &[
            ("vereinbart", "Das Ziel ist vereinbart", "Es bestimmt ab jetzt überall den Zielpfad."),
            (
                "zurueckgenommen",
                "Das Ziel ist zurückgenommen",
                "Es gilt nicht mehr. Sein Verlauf bleibt erhalten.",
            ),
        ],
    )
}

/// Expected and actual of the day, with the line over time.
#[component]
fn ExpectedCard(page: Page, filter: Filter, overview: std::sync::Arc<Overview>) -> AnyView {
    let count = overview.headline.now.of(filter.measure);
    let sentence = sentence(&filter, &overview);
    let draw = |layout, id| headline::drawn(&page, &filter, &overview, layout, id);
    let drawn = format!("{}{}", draw(Layout::Wide, "zielpfad"), draw(Layout::Narrow, "zielpfad-schmal"));
    let land = page.situation.catalogue().land;
    let sheet = filter.url(urls::sheets::SERIES, &land, page.today());
    let table = headline::series_table(&filter, &overview);
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-soll">
            <h2 id="ueberschrift-soll">"Soll und Ist"</h2>
            <div class="lb-big">
                <b>{format::share(count.confirmed())}</b>
                <span>{headline::what_is_counted(&page, &filter)}</span>
            </div>
            <p class="lb-say">{sentence}</p>
            <div class="lb-figure" inner_html=drawn></div>
            <AsTable>{table}</AsTable>
            <Downloads sheet=sheet.clone() what="Verlauf" />
            <Lineage
                rows=page_of_rows(&page, &filter)
                page
                filter
                path=urls::TARGETS
                figure="Soll und Ist"
                how="Ist: der bestätigte Anteil; was unbekannt ist, zählt nicht mit. Soll: die gerade Linie zwischen den Zielen, vom bestätigten Wert am Beginn an."
                sheet
            />
        </section>
    }
    .into_any()
}

/// How far the confirmed share is from the expected one, and what unknown leaves open.
fn sentence(filter: &Filter, overview: &Overview) -> String {
    let count = overview.headline.now.of(filter.measure);
    let Some(expected) = overview.series.expected else {
        return match overview.series.path.as_ref().map(domain::target::Path::end) {
            Some((due, share)) => format!(
                "Gewollt sind {} am {}. An diesem Tag wird noch nichts erwartet.",
                format::fraction(share),
                format::day(due)
            ),
            None => "Dafür ist kein Ziel vereinbart.".to_owned(),
        };
    };
    let ahead = (count.confirmed().fraction() - expected) * 100.0;
    let possible = (count.possible().fraction() - expected) * 100.0;
    let open = match (count.unknown, possible >= 0.0 && ahead < 0.0) {
        (0, _) => String::new(),
        (_, true) => format!(
            " Ob das Soll erreicht ist, hängt an dem, was unbekannt ist: Höchstens sind es {}.",
            format::share(count.possible())
        ),
        (_, false) => format!(
            " Höchstens sind es {}, wenn alles Unbekannte live wäre.",
            format::share(count.possible())
        ),
    };
    let measured = match filter.measure {
        Measure::Inhabitants => String::new(),
        measure => format!(" (gemessen in {})", words::measure(measure)),
    };
    format!(
        "Erwartet werden {}{measured}, das sind {} Prozentpunkte Abstand.{open}",
        format::fraction(expected),
        format::difference(ahead)
    )
}
