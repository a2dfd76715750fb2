//! The map itself: areas where borders were imported, otherwise circles.

use domain::register::Register;
use domain::{Ags, Point};
use leptos::prelude::*;

use super::MapFilter;
use super::respect::map_groups;
use crate::charts::{Caption, CommuneMap, MapForm, MapPlace, commune_map};
use crate::context::Page;
use crate::figures::Place;
use crate::format;

/// The longer side of a map of circles, in units.
const LONGEST: f64 = 1000.0;
/// Room around a map of circles, in units.
const EDGE: f64 = 40.0;
/// The radius of a commune with one inhabitant, in units, where the whole Land is shown.
const RADIUS: f64 = 0.036;
/// No circle is smaller.
const SMALLEST: f64 = 2.2;

#[component]
pub(super) fn Map(page: Page, asked: MapFilter, rows: Vec<(String, Place)>, sentence: String) -> AnyView {
    let Some((svg, missing, source)) = drawn(&page, &asked, &rows, &sentence) else {
        return view! { <p class="lb-sub">"Zu keiner Kommune dieses Gebiets ist bekannt, wo sie liegt."</p> }
            .into_any();
    };
    let missing = (!missing.is_empty()).then(|| {
        let named = missing.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        let more = missing.len().saturating_sub(5);
        let more = if more > 0 { format!(" und {more} weitere") } else { String::new() };
        view! { <p class="lb-sub">{format!("Nicht auf der Karte, aber in der Tabelle: {named}{more}.")}</p> }
    });
    view! {
        <div class="lb-figure" inner_html=svg></div>
        <p class="lb-sub">{source}</p>
        {missing}
    }
    .into_any()
}

type Drawn = (String, Vec<String>, String);

fn drawn(page: &Page, asked: &MapFilter, rows: &[(String, Place)], sentence: &str) -> Option<Drawn> {
    let groups: Vec<_> = map_groups(asked.respect).into_iter().map(|group| group.look).collect();
    let register = page.situation.responsibilities(asked.filter.viewpoint.on).register();
    // Smaller ones over larger ones, which would hide them.
    let mut sorted: Vec<&(String, Place)> = rows.iter().collect();
    sorted.sort_by_key(|(_, place)| std::cmp::Reverse(place.inhabitants));
    let is_whole = asked.filter.scope == page.situation.catalogue().land;
    let boundaries =
        page.situation.boundaries().filter(|_| is_whole || asked.filter.scope.level() > domain::Level::Land);
    let mut missing = Vec::new();
    let (size, places, source) = if let Some(boundaries) = boundaries {
        let mut places = Vec::with_capacity(sorted.len());
        for (name, place) in &sorted {
            if let Some(shape) = boundaries.shapes.get(&Ags::from(place.ars)) {
                places.push(MapPlace { name, group: place.group, form: MapForm::Area(&shape.path) });
            } else {
                missing.push(name.clone());
            }
        }
        (boundaries.size, places, boundaries.source.clone())
    } else {
        let (size, places) = circles(&sorted, register, &mut missing)?;
        let source = page.situation.editions().iter().map(|edition| edition.source.as_str());
        let source = source.collect::<Vec<_>>().join("; ");
        (
            size,
            places,
            format!("Jede Kommune ist ein Kreis, dessen Fläche die Zahl ihrer Menschen zeigt. {source}"),
        )
    };
    if places.is_empty() {
        return None;
    }
    let title = format!("Karte von {}", format::counted(places.len() as u64, "einer Kommune", "Kommunen"));
    let caption = Caption { id: "karte", title: &title, description: sentence };
    Some((commune_map(&CommuneMap { caption, size, groups: &groups, places: &places }), missing, source))
}

type Circles<'a> = ((u32, u32), Vec<MapPlace<'a>>);

/// Every commune as a circle around its middle.
fn circles<'a>(
    rows: &[&'a (String, Place)],
    register: &Register,
    missing: &mut Vec<String>,
) -> Option<Circles<'a>> {
    let mut known: Vec<(&'a (String, Place), Point)> = Vec::with_capacity(rows.len());
    for row in rows {
        let facts = register.get(&row.1.ars).and_then(|body| body.commune.as_ref());
        match facts.and_then(|facts| facts.centroid) {
            Some(point) => known.push((row, point)),
            None => missing.push(row.0.clone()),
        }
    }
    let west = known.iter().map(|(_, point)| point.x).min()?;
    let east = known.iter().map(|(_, point)| point.x).max()?;
    let south = known.iter().map(|(_, point)| point.y).min()?;
    let north = known.iter().map(|(_, point)| point.y).max()?;
    #[expect(clippy::cast_precision_loss, reason = "metres within a country")]
    let metres = |metres: i64| metres as f64;
    let longest = metres((east - west).max(north - south)).max(1.0);
    let scale = LONGEST / longest;
    // A smaller scope has more room for each.
    let radius = RADIUS * (400_000.0 / longest).clamp(1.0, 4.0);
    #[expect(clippy::cast_precision_loss, reason = "people of a commune")]
    let place = |((name, place), point): (&'a (String, Place), Point)| {
        let (x, y) = (metres(point.x - west) * scale + EDGE, metres(north - point.y) * scale + EDGE);
        let radius = (radius * (place.inhabitants as f64).sqrt()).max(SMALLEST);
        MapPlace { name, group: place.group, form: MapForm::Circle(x, y, radius) }
    };
    let places = known.into_iter().map(place).collect();
    Some(((units(metres(east - west) * scale), units(metres(north - south) * scale)), places))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most the longer side and its edges"
)]
fn units(side: f64) -> u32 {
    (side + 2.0 * EDGE).round() as u32
}
