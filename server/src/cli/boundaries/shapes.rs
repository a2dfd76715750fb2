//! Shape files: outlines in `.shp`, a row of the table beside it in `.dbf`.

use std::path::Path;

use domain::boundaries::Ring;
use shapefile::dbase::{FieldValue, Record};
use shapefile::record::PolygonRing;
use shapefile::record::polygon::GenericPolygon;
use shapefile::record::traits::HasXY;
use shapefile::{Error, Reader, Shape};

use super::features::{FACTOR, Fault, Feature, KEYS, NAME, listed, whole};

pub(super) fn read(path: &Path) -> Result<Vec<Feature>, Fault> {
    let mut reader = Reader::from_path(path).map_err(fault)?;
    let mut features = Vec::new();
    for (place, area) in reader.iter_shapes_and_records().enumerate() {
        let (shape, record) = area.map_err(fault)?;
        let rings = match &shape {
            Shape::Polygon(polygon) => rings(polygon),
            Shape::PolygonM(polygon) => rings(polygon),
            Shape::PolygonZ(polygon) => rings(polygon),
            Shape::NullShape => Vec::new(),
            _ => return Err(Fault::NoArea(place + 1)),
        };
        let Some(key) = KEYS.iter().find_map(|key| text(&record, key)) else {
            let found = listed(record.into_iter().map(|(name, _)| name));
            return Err(Fault::NoKey { number: place + 1, found });
        };
        let factor = text(&record, FACTOR);
        features.push(Feature {
            key,
            name: text(&record, NAME).unwrap_or_default(),
            is_water: factor.is_some_and(|factor| factor == "1" || factor == "2"),
            rings,
        });
    }
    Ok(features)
}

fn rings<P: HasXY>(polygon: &GenericPolygon<P>) -> Vec<Ring> {
    let ring = |ring: &PolygonRing<P>| Ring {
        corners: ring.points().iter().map(|point| (point.x(), point.y())).collect(),
        is_hole: matches!(ring, PolygonRing::Inner(_)),
    };
    polygon.rings().iter().map(ring).collect()
}

fn text(record: &Record, name: &str) -> Option<String> {
    let value = match record.get(name)? {
        FieldValue::Character(text) => text.as_ref()?.trim().to_owned(),
        FieldValue::Numeric(number) => whole((*number)?),
        FieldValue::Integer(number) => number.to_string(),
        FieldValue::Double(number) => whole(*number),
        _ => return None,
    };
    (!value.is_empty()).then_some(value)
}

fn fault(error: Error) -> Fault {
    match error {
        Error::MissingDbf => Fault::NoTable,
        Error::IoError(error) => Fault::Unreadable(error.to_string()),
        other => Fault::NoShapes(other.to_string()),
    }
}
