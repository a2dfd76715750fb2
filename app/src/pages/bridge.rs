//! Why coverage is not what it was: from one day to another in parts that add up.

mod chart;
mod moves;

use domain::Day;
use domain::bridge::{Bridge, Part};
use domain::coverage::Measure;
use domain::entry::past_day;
use leptos::prelude::*;
use leptos_meta::Title;

use super::insight::InsightNav;
use crate::components::{FilterBar, FilterNotice, Lineage};
use crate::context::{Page, page};
use crate::figures::{FOUR_WEEKS, Filter};
use crate::{format, urls, words};

/// What a reader asks of a bridge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BridgeFilter {
    /// Measure, selection, scope and the last day.
    pub filter: Filter,
    /// The first day.
    pub from: Day,
    /// The part whose rows are listed.
    pub part: Option<Part>,
}

impl BridgeFilter {
    /// Reads the parameters of a [`Filter`], of which `stand` is the last day, and `von` and `teil`. The names of
    /// those that cannot be used come back too.
    #[must_use]
    pub fn read(page: &Page) -> (Self, Vec<&'static str>) {
        let (filter, mut ignored) = page.filter();
        let last = filter.viewpoint.on;
        let text = page.parameter("von");
        let from = past_day(text, page.today()).ok().filter(|from| *from <= last);
        if from.is_none() && !text.is_empty() {
            ignored.push("von");
        }
        let text = page.parameter("teil");
        let part = Part::ALL.into_iter().find(|part| slug(*part) == text);
        if part.is_none() && !text.is_empty() {
            ignored.push("teil");
        }
        (Self { filter, from: from.unwrap_or_else(|| last.plus(-FOUR_WEEKS)), part }, ignored)
    }

    /// What it shows. The first day is seen as it was reported then: with what was known by its evening, and by the
    /// definition that held then unless the reader chose one.
    #[must_use]
    pub fn bridge(&self, page: &Page) -> Bridge {
        let last = self.filter.viewpoint;
        let known_then = last.known_on.map_or(self.from, |known_on| known_on.min(self.from));
        let mut first = last;
        (first.on, first.known_on) = (self.from, Some(known_then));
        if last.definition.id == self.filter.usual {
            first.definition = page.situation.programme().definitions.holding(self.from);
        }
        Bridge::new(&page.situation, &self.filter.selection, self.filter.scope(), first, last)
    }

    /// The address of a page under it.
    #[must_use]
    pub fn url(&self, path: &str, page: &Page) -> String {
        let address = self.filter.url(path, &page.situation.catalogue().land, page.today());
        let part = self.part.map(|part| slug(part).to_owned()).unwrap_or_default();
        urls::with_more(&address, &[("von", self.from.to_string()), ("teil", part)])
    }
}

/// The word for a part in addresses.
const fn slug(part: Part) -> &'static str {
    match part {
        Part::Corrections => "korrekturen",
        Part::Definition => "definition",
        Part::NewlyLive => "neu",
        Part::Relapsed => "zurueck",
        Part::Denominators => "register",
    }
}

/// What belongs to a part, in a sentence.
const fn meaning(part: Part) -> &'static str {
    match part {
        Part::Corrections => "später eingetragen oder zurückgenommen, obwohl es schon am ersten Tag galt",
        Part::Definition => "am ersten Tag zählte etwas anderes als live als am letzten",
        Part::NewlyLive => "am letzten Tag live, am ersten noch nicht",
        Part::Relapsed => "am ersten Tag live, am letzten nicht mehr",
        Part::Denominators => "andere Kommunen, Zuständigkeiten oder Einwohnerzahlen",
    }
}

/// `/bruecke`
#[component]
pub(super) fn BridgePage() -> impl IntoView {
    let page = page();
    let (asked, ignored) = BridgeFilter::read(&page);
    let filter = asked.filter.clone();
    let bridge = asked.bridge(&page);
    let scope = page.register().get(&filter.scope).map(words::full_name).unwrap_or_default();
    let days = format!("{scope} · vom {} bis {}", format::day(asked.from), format::day(filter.viewpoint.on));
    let from = asked.from;
    let kept = vec![("von", from.to_string())];
    let today = page.today();
    let whole = BridgeFilter { part: None, ..asked.clone() };
    let sheet = whole.url(urls::sheets::BRIDGE, &page);
    let lineage = Filter { ..filter.clone() };
    view! {
        <Title text="Was sich verändert hat" />
        <InsightNav page=page.clone() here=urls::BRIDGE />
        <div class="lb-head"><div><h1>"Was sich verändert hat"</h1><p>{days}</p></div></div>
        <FilterBar page=page.clone() filter=filter.clone() path=urls::BRIDGE chooses_selection=true kept>
            <div>
                <label for="von">"Von"</label>
                <input type="date" id="von" name="von" min="2010-01-01" max=today.to_string() value=from.to_string() />
            </div>
        </FilterBar>
        <FilterNotice ignored />
        <section class="lb-card" aria-labelledby="ueberschrift-bruecke">
            <h2 id="ueberschrift-bruecke">"Von einem Stand zum anderen"</h2>
            <chart::Parts page=page.clone() asked=asked.clone() bridge=bridge.clone() sheet=sheet.clone() />
            <Lineage
                page=page.clone()
                path=urls::with_more(urls::BRIDGE, &[("von", from.to_string())])
                figure="Was sich verändert hat"
                rows=(
                    BridgeFilter { part: Some(Part::NewlyLive), ..asked.clone() }.url(urls::BRIDGE, &page),
                    "Behörden und Kommunen, die neu live sind".to_owned(),
                )
                how="Der Stand des ersten Tages ist der, den Lagebild an diesem Tag gezeigt hat. Danach wird eins nach dem anderen ausgetauscht: erst das Wissen über den ersten Tag, dann, was als live zählt, dann die Stände des letzten Tages bei denselben Behörden und Kommunen, zuletzt Register und Zuständigkeiten. Was sich bei jedem Schritt ändert, ist sein Teil; die Teile ergeben zusammen genau den Unterschied. Punkte sind auf eine Stelle gerundet, so dass auch sie aufgehen."
                sheet
                filter=lineage
            />
        </section>
        <moves::MovesCard page asked bridge />
    }
}

/// By how many points a share changed, of shares rounded as they are shown: so the points add up too.
fn points(before: domain::coverage::Share, after: domain::coverage::Share) -> String {
    let (before, after) = (before.permille().cast_signed(), after.permille().cast_signed());
    let difference = after - before;
    let sign = match difference {
        ..0 => "−",
        0 => "±",
        _ => "+",
    };
    format!("{sign}{},{}", difference.unsigned_abs() / 10, difference.unsigned_abs() % 10)
}

/// `+12 −3`, `+12`, `−3` or `±0`.
fn gains(gained: u64, lost: u64) -> String {
    match (gained, lost) {
        (0, 0) => "±0".to_owned(),
        (gained, 0) => format!("+{}", format::number(gained)),
        (0, lost) => format!("−{}", format::number(lost)),
        (gained, lost) => format!("+{} −{}", format::number(gained), format::number(lost)),
    }
}

/// What the rows of a measure are: authorities, or communes with their inhabitants.
const fn listed(measure: Measure) -> Measure {
    match measure {
        Measure::Authorities => Measure::Authorities,
        Measure::Communes | Measure::Inhabitants => Measure::Communes,
    }
}
