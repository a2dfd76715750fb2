//! Every commune where it lies, in one respect, and the same as a table.

mod drawn;
mod respect;
mod table;

use domain::Ars;
use domain::text::sort_key;
use leptos::prelude::*;
use leptos_meta::Title;

use super::insight::InsightNav;
use crate::components::{Downloads, FilterBar, FilterNotice, Lineage, PastNotice};
use crate::context::{Page, page};
use crate::figures::{Filter, Place, Respect, places};
use crate::people::visitor;
use crate::{format, urls, words};

pub use respect::{MapGroup, map_detail, map_groups};

/// The order of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapSorting {
    /// The worst group first.
    #[default]
    Group,
    /// By name.
    Name,
    /// Most inhabitants first.
    Inhabitants,
}

impl MapSorting {
    const fn slug(self) -> &'static str {
        match self {
            Self::Group => "",
            Self::Name => "name",
            Self::Inhabitants => "menschen",
        }
    }
}

/// What a reader asks of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapFilter {
    /// Selection, scope and day.
    pub filter: Filter,
    /// What is coloured.
    pub respect: Respect,
    /// The order of the table.
    pub sorting: MapSorting,
}

impl MapFilter {
    /// Reads the parameters of a [`Filter`], and `zeige` and `sortierung`. The names of those that cannot be used come
    /// back too. Whoever is not inside cannot ask for blockers.
    #[must_use]
    pub fn read(page: &Page, is_inside: bool) -> (Self, Vec<&'static str>) {
        let (filter, mut ignored) = page.filter();
        let text = page.parameter("zeige");
        let respect = respect::choices(is_inside).find(|respect| respect::slug(*respect) == text);
        if respect.is_none() && !text.is_empty() {
            ignored.push("zeige");
        }
        let sorting = match page.parameter("sortierung") {
            "name" => MapSorting::Name,
            "menschen" => MapSorting::Inhabitants,
            _ => MapSorting::Group,
        };
        (Self { filter, respect: respect.unwrap_or(Respect::Coverage), sorting }, ignored)
    }

    /// The communes in the order of the table, each with its name.
    #[must_use]
    pub fn rows(&self, page: &Page) -> Vec<(String, Place)> {
        let register = page.situation.responsibilities(self.filter.viewpoint.on).register();
        let name = |ars: &Ars| register.get(ars).map_or_else(|| ars.to_string(), |body| body.name.clone());
        let places = places(&page.situation, &self.filter, self.respect);
        let mut rows: Vec<(String, Place)> =
            places.into_iter().map(|place| (name(&place.ars), place)).collect();
        match self.sorting {
            // Of blockers, more are worse and come later in the list of groups too.
            MapSorting::Group => rows.sort_by_key(|(_, place)| {
                (std::cmp::Reverse(place.group), std::cmp::Reverse(place.inhabitants), place.ars)
            }),
            MapSorting::Name => rows.sort_by_cached_key(|(name, place)| (sort_key(name), place.ars)),
            MapSorting::Inhabitants => {
                rows.sort_by_key(|(_, place)| (std::cmp::Reverse(place.inhabitants), place.ars));
            }
        }
        rows
    }

    /// The address of a page under it.
    #[must_use]
    pub fn url(&self, path: &str, page: &Page) -> String {
        let respect = if self.respect == Respect::Coverage { "" } else { respect::slug(self.respect) };
        let address = self.filter.url(path, &page.situation.catalogue().land, page.today());
        let more = [("zeige", respect.to_owned()), ("sortierung", self.sorting.slug().to_owned())];
        urls::with_more(&address, &more)
    }
}

/// `/karte`
#[component]
pub(super) fn MapPage() -> impl IntoView {
    let page = page();
    let is_inside = visitor().is_inside(page.is_demo);
    let (asked, ignored) = MapFilter::read(&page, is_inside);
    let filter = asked.filter.clone();
    let rows = asked.rows(&page);
    let scope = page.situation.responsibilities(filter.viewpoint.on).register();
    let scope = scope.get(&filter.scope).map(words::full_name).unwrap_or_default();
    let what = page.selection_name(&filter.selection);
    let sentence = sentence(asked.respect, &rows);
    let sheet = asked.url(urls::sheets::MAP, &page);
    let choices = respect::choices(is_inside)
        .map(|choice| {
            view! {
                <option value=respect::slug(choice) selected=choice == asked.respect>
                    {respect::name(choice)}
                </option>
            }
        })
        .collect_view();
    let key = key(asked.respect, &rows);
    let lineage = filter.clone();
    let shown = urls::with_more(urls::MAP, &[("zeige", respect::slug(asked.respect).to_owned())]);
    view! {
        <Title text="Karte" />
        <InsightNav page=page.clone() here=urls::MAP />
        <div class="lb-head">
            <div><h1>"Karte"</h1><p>{format!("{scope} · {what} · Stand {}", format::day(filter.viewpoint.on))}</p></div>
        </div>
        <FilterBar page=page.clone() filter=filter.clone() path=urls::MAP chooses_selection=true chooses_measure=false>
            <div>
                <label for="zeige">"Zeige"</label>
                <select id="zeige" name="zeige">{choices}</select>
            </div>
        </FilterBar>
        <FilterNotice ignored />
        <PastNotice page=page.clone() filter=filter path=urls::MAP />
        <div class="lb-grid lb-grid--half">
            <section class="lb-card" aria-labelledby="ueberschrift-karte">
                <h2 id="ueberschrift-karte">{respect::name(asked.respect)} " nach Kommune"</h2>
                <p class="lb-say">{sentence.clone()}</p>
                <drawn::Map page=page.clone() asked=asked.clone() rows=rows.clone() sentence />
                {key}
                <Lineage
                    page=page.clone()
                    filter=lineage
                    path=shown
                    figure="Karte"
                    rows=("#ueberschrift-liste".to_owned(), "die Kommunen der Tabelle".to_owned())
                    how="Je Kommune zählt alles, was sie von der Auswahl braucht, gleich welche Behörde zuständig ist. Beim Stand zählt, was am weitesten von live entfernt ist; bei der letzten Bestätigung, was am längsten zurückliegt."
                    sheet=sheet.clone()
                />
            </section>
            <section class="lb-card" aria-labelledby="ueberschrift-liste">
                <h2 id="ueberschrift-liste">"Dasselbe als Tabelle"</h2>
                <table::List page=page.clone() asked rows />
                <Downloads sheet what="Karte" />
            </section>
        </div>
    }
}

/// How many communes are in which group.
fn sentence(respect: Respect, rows: &[(String, Place)]) -> String {
    if rows.is_empty() {
        return "In diesem Gebiet gibt es an diesem Tag keine Kommune.".to_owned();
    }
    let told: Vec<String> = counts(respect, rows)
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(group, count)| format!("{} {}", format::number(count), group.name))
        .collect();
    let communes = format::counted(rows.len() as u64, "einer Kommune", "Kommunen");
    format!("Von {communes}: {}.", told.join(", "))
}

fn counts(respect: Respect, rows: &[(String, Place)]) -> Vec<(MapGroup, u64)> {
    let groups = map_groups(respect).into_iter().enumerate();
    groups
        .map(|(at, group)| (group, rows.iter().filter(|(_, place)| place.group == at).count() as u64))
        .collect()
}

fn key(respect: Respect, rows: &[(String, Place)]) -> impl IntoView + use<> {
    let signs = counts(respect, rows)
        .into_iter()
        .map(|(group, count)| {
            view! {
                <li>
                    <i class=group.look.class() aria-hidden="true"></i>
                    {format!("{} ({})", group.name, format::number(count))}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="lb-key" aria-label="Legende">{signs}</ul> }
}
