//! `GeoJSON`: a collection of features with polygons.

use std::path::Path;

use domain::boundaries::{Corner, Ring};
use geojson::{FeatureCollection, GeoJson, GeometryValue, JsonValue, Position};

use super::features::{FACTOR, Fault, Feature, KEYS, NAME, listed, whole};

pub(super) fn read(path: &Path) -> Result<Vec<Feature>, Fault> {
    let text = std::fs::read_to_string(path).map_err(|error| Fault::Unreadable(error.to_string()))?;
    parse(&text)
}

pub(super) fn parse(text: &str) -> Result<Vec<Feature>, Fault> {
    let read: GeoJson = text
        .trim_start_matches('\u{feff}')
        .parse()
        .map_err(|error: geojson::Error| Fault::NoGeoJson(error.to_string()))?;
    let GeoJson::FeatureCollection(FeatureCollection { features, .. }) = read else {
        return Err(Fault::NoCollection);
    };
    features.into_iter().enumerate().map(|(place, feature)| one(place + 1, &feature)).collect()
}

fn one(number: usize, feature: &geojson::Feature) -> Result<Feature, Fault> {
    let rings = match feature.geometry.as_ref().map(|geometry| &geometry.value) {
        Some(GeometryValue::Polygon { coordinates }) => rings(coordinates),
        Some(GeometryValue::MultiPolygon { coordinates }) => {
            coordinates.iter().flat_map(|polygon| rings(polygon)).collect()
        }
        None => Vec::new(),
        Some(_) => return Err(Fault::NoArea(number)),
    };
    let property = |wanted: &str| {
        // Tools write the names of fields in either case.
        let properties = feature.properties.as_ref()?;
        let (_, value) = properties.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
        let text = match value {
            JsonValue::String(text) => text.trim().to_owned(),
            JsonValue::Number(number) => whole(number.as_f64()?),
            _ => return None,
        };
        (!text.is_empty()).then_some(text)
    };
    let Some(key) = KEYS.iter().find_map(|key| property(key)) else {
        let names = feature.properties.iter().flatten().map(|(name, _)| name.clone());
        return Err(Fault::NoKey { number, found: listed(names) });
    };
    Ok(Feature {
        key,
        name: property(NAME).or_else(|| property("name")).unwrap_or_default(),
        is_water: property(FACTOR).is_some_and(|factor| factor == "1" || factor == "2"),
        rings,
    })
}

/// The first ring of a polygon is its outline; all others are holes.
fn rings(polygon: &[Vec<Position>]) -> Vec<Ring> {
    let corner = |position: &Position| -> Option<Corner> {
        let [x, y, ..] = position.as_slice() else { return None };
        Some((*x, *y))
    };
    let ring = |(place, ring): (usize, &Vec<Position>)| Ring {
        corners: ring.iter().filter_map(corner).collect(),
        is_hole: place > 0,
    };
    polygon.iter().enumerate().map(ring).collect()
}
