//! The product's table of facts about a Land, from the official register and the boundaries.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use domain::register::facts;
use domain::register::gv100::Gv100;
use domain::{Ags, Ars, Point, Register};
use shapefile::dbase::{FieldValue, Record};
use shapefile::{Polygon, Reader};

use crate::workspace;

/// Year of the boundaries, which their attribution names and their files do not.
const BOUNDARIES: &str = "© GeoBasis-DE / BKG 2021, Daten verändert";

/// Writes the table into the sources of `domain` and says what it holds.
pub(crate) fn run(register: &Path, boundaries: &Path, land: &Ars) -> Result<()> {
    let (file, table) = table(register, boundaries, land)?;
    let path = workspace::root().join("domain/facts").join(file);
    fs::write(&path, table).with_context(|| format!("{} lässt sich nicht schreiben", path.display()))?;
    eprintln!("✓ {}", path.display());
    Ok(())
}

/// Name and text of the table.
fn table(register: &Path, boundaries: &Path, land: &Ars) -> Result<(PathBuf, String)> {
    let bytes =
        fs::read(register).with_context(|| format!("{} lässt sich nicht lesen", register.display()))?;
    let file = Gv100::read(&bytes).with_context(|| format!("Gemeindeverzeichnis {}", register.display()))?;
    let centroids =
        centroids(boundaries).with_context(|| format!("Gemeindegrenzen {}", boundaries.display()))?;

    let mut bodies: Vec<_> = file.land(land)?.bodies().cloned().collect();
    for (commune, name) in bodies.iter_mut().filter_map(|body| Some((body.commune.as_mut()?, &body.name))) {
        commune.centroid = centroids.get(&commune.ags).copied();
        if commune.centroid.is_none() {
            eprintln!("Ohne Grenzen: {} {name}", commune.ags);
        }
    }
    let register = Register::new(bodies)?;
    let name = register.get(land).map(|body| body.name.to_lowercase()).unwrap_or_default();
    let (year, month, day) = file.as_of().ymd();
    let sources = format!("Statistisches Bundesamt, GV-ISys, {day:02}.{month:02}.{year}; {BOUNDARIES}");
    Ok((format!("{name}_{}.tsv", file.as_of()).into(), facts::write(&register, &sources)))
}

/// The centroid of each commune's land, from a layer of communes like VG5000_GEM.
fn centroids(path: &Path) -> Result<BTreeMap<Ags, Point>> {
    let mut reader = Reader::from_path(path)?;
    let mut moments: BTreeMap<Ags, Moments> = BTreeMap::new();
    for area in reader.iter_shapes_and_records_as::<Polygon, Record>() {
        let (polygon, record) = area?;
        if is_land(&record)? {
            // An exclave or an island may be a record of its own.
            moments.entry(ags(&record)?).or_default().add(&polygon);
        }
    }
    moments.into_iter().map(|(ags, moments)| Ok((ags, moments.centroid()?))).collect()
}

fn ags(record: &Record) -> Result<Ags> {
    match record.get("AGS") {
        Some(FieldValue::Character(Some(ags))) => ags.trim().parse().with_context(|| format!("AGS „{ags}“")),
        _ => bail!("das Feld AGS fehlt"),
    }
}

/// Geofaktor 1 and 2 are waters.
fn is_land(record: &Record) -> Result<bool> {
    match record.get("GF") {
        Some(FieldValue::Numeric(Some(factor))) => Ok(*factor > 2.0),
        _ => bail!("das Feld GF fehlt"),
    }
}

/// Area and first moments of polygons. Holes run the other way round and subtract themselves.
#[derive(Default)]
struct Moments {
    double_area: f64,
    x: f64,
    y: f64,
}

impl Moments {
    fn add(&mut self, polygon: &Polygon) {
        for points in polygon.rings().iter().map(shapefile::PolygonRing::points) {
            // Relative to one of its own points, or the digits of a small ring drown in the coordinates.
            let Some(origin) = points.first() else { continue };
            for pair in points.windows(2) {
                let (x1, y1) = (pair[0].x - origin.x, pair[0].y - origin.y);
                let (x2, y2) = (pair[1].x - origin.x, pair[1].y - origin.y);
                let double_area = x1 * y2 - x2 * y1;
                self.double_area += double_area;
                self.x += double_area * (origin.x + (x1 + x2) / 3.0);
                self.y += double_area * (origin.y + (y1 + y2) / 3.0);
            }
        }
    }

    fn centroid(&self) -> Result<Point> {
        let (x, y) = (self.x / self.double_area, self.y / self.double_area);
        // Zone 3 is counted from 3,500,000 metres east; UTM and degrees lie far from there.
        ensure!(
            (3e6..4e6).contains(&x) && (5e6..7e6).contains(&y),
            "die Koordinaten sind nicht in Gauß-Krüger, Zone 3 (EPSG:31467)"
        );
        #[expect(clippy::cast_possible_truncation, reason = "metres within the bounds above")]
        Ok(Point { x: x.round() as i64, y: y.round() as i64 })
    }
}

#[cfg(test)]
mod tests {
    use shapefile::{Point as Corner, PolygonRing};

    use super::*;

    fn square(x: f64, y: f64, side: f64) -> Vec<Corner> {
        [(0.0, 0.0), (0.0, side), (side, side), (side, 0.0), (0.0, 0.0)]
            .map(|(dx, dy)| Corner { x: x + dx, y: y + dy })
            .into()
    }

    #[test]
    fn holes_count_against_the_area_and_exclaves_for_it() {
        let mut moments = Moments::default();
        let (x, y) = (3_600_000.0, 5_400_000.0);
        let hole = PolygonRing::Inner(square(x + 20.0, y, 20.0));
        moments.add(&Polygon::with_rings(vec![PolygonRing::Outer(square(x, y, 40.0)), hole]));
        // 1,600 m² around 20 less 400 m² around 30 (east) and 10 (north).
        assert_eq!(moments.centroid().unwrap(), Point { x: 3_600_017, y: 5_400_023 });
        moments.add(&Polygon::new(PolygonRing::Outer(square(x + 1_000.0, y, 40.0))));
        assert_eq!(moments.centroid().unwrap(), Point { x: 3_600_590, y: 5_400_021 });
    }

    #[test]
    fn other_projections_are_refused() {
        let mut moments = Moments::default();
        moments.add(&Polygon::new(PolygonRing::Outer(square(640_000.0, 5_370_000.0, 40.0))));
        assert!(moments.centroid().is_err());
        assert!(Moments::default().centroid().is_err(), "no area at all");
    }

    #[test]
    fn the_table_in_the_sources_is_what_the_official_files_give() {
        let data = workspace::root().join("../shared/data");
        if !data.is_dir() {
            eprintln!("skipped: {} is not there", data.display());
            return;
        }
        let land = "09".parse().unwrap();
        let (file, table) =
            table(&data.join("GV100AD_301123.txt"), &data.join("VG5000_GEM.shp"), &land).unwrap();
        assert_eq!(file, Path::new("bayern_2023-11-30.tsv"));
        assert!(table == fs::read_to_string(workspace::root().join("domain/facts").join(file)).unwrap());
    }
}
