//! Files as offices have them, and files that are something else.

use domain::register::facts;

use super::*;

/// Two communes that are neighbours, one that is none any more, one of another Land, and water.
const SMALL: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"AGS":"09273111","GEN":"Abensberg"},"geometry":{"type":"Polygon","coordinates":[[[11.8,48.8],[11.9,48.8],[11.9,48.9],[11.8,48.9],[11.8,48.8]]]}},
{"type":"Feature","properties":{"ags":9273116,"gen":"Abbach"},"geometry":{"type":"MultiPolygon","coordinates":[[[[11.9,48.8],[12.0,48.8],[12.0,48.9],[11.9,48.9],[11.9,48.8]]]]}},
{"type":"Feature","properties":{"AGS":"09273999","GEN":"Altdorf"},"geometry":{"type":"Polygon","coordinates":[[[11.8,48.9],[11.9,48.9],[11.9,49.0],[11.8,48.9]]]}},
{"type":"Feature","properties":{"AGS":"08111000","GEN":"Stuttgart"},"geometry":{"type":"Polygon","coordinates":[[[9.1,48.7],[9.2,48.7],[9.2,48.8],[9.1,48.7]]]}},
{"type":"Feature","properties":{"AGS":"09273111","GEN":"Abensberg","GF":1},"geometry":{"type":"Polygon","coordinates":[[[5.0,40.0],[6.0,40.0],[6.0,41.0],[5.0,40.0]]]}}
]}"#;

fn found(text: &str) -> Match {
    matched(geojson::parse(text).unwrap(), &facts::bayern().register)
}

#[test]
fn areas_are_joined_by_key_and_what_cannot_be_is_named() {
    let found = found(SMALL);
    let communes: Vec<&str> = found.areas.iter().map(|area| area.ags.as_str()).collect();
    assert_eq!(communes, ["09273111", "09273116"]);
    assert_eq!(found.unmatched, [("09273999".to_owned(), "Altdorf".to_owned())].into());
    assert_eq!(found.renamed, [("Abbach".to_owned(), "Bad Abbach".to_owned())].into());
    assert_eq!(found.others, 2, "another Land and water");
    assert_eq!(found.missing.len(), 2_054);
}

#[test]
fn neighbours_touch_on_the_grid() {
    let boundaries = simplified(String::new(), &found(SMALL).areas).unwrap();
    let paths: Vec<&str> = boundaries.shapes.values().map(|shape| shape.path.as_str()).collect();
    // A tenth of a degree to the east is two thirds of one to the north here.
    assert_eq!(boundaries.size.0, 1000);
    assert!(paths[0].starts_with("M0 ") && paths[1].starts_with("M500 "), "{paths:?}");
}

#[test]
fn what_is_no_boundaries_says_why() {
    let said = |text: &str| geojson::parse(text).unwrap_err().to_string();
    assert!(said("AGS;Name").contains("kein GeoJSON"));
    assert!(said(r#"{"type":"Point","coordinates":[1,2]}"#).contains("FeatureCollection"));
    let feature = |properties: &str, geometry: &str| {
        said(&format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#
        ))
    };
    let point = r#"{"type":"Point","coordinates":[1,2]}"#;
    assert!(feature(r#"{"AGS":"09273111"}"#, point).contains("Fläche 1 ist keine Fläche"));
    let square = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;
    assert!(feature(r#"{"Schluessel":"1","Name":"x"}"#, square).contains("Gefunden: Name, Schluessel"));
    assert!(read(Path::new("grenzen.gpkg")).unwrap_err().to_string().contains(".shp"));
    assert!(read(Path::new("/gibt/es/nicht.shp")).is_err());
    assert!(
        read(Path::new("/gibt/es/nicht.geojson")).unwrap_err().to_string().contains("lässt sich nicht lesen")
    );
}

#[test]
fn the_official_file_has_every_commune_but_those_merged_since() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/VG5000_GEM.shp");
    if !file.exists() {
        eprintln!("übersprungen: {} fehlt", file.display());
        return;
    }
    let found = matched(read(&file).unwrap(), &facts::bayern().register);
    assert_eq!(found.missing, Vec::<String>::new());
    // Gemeindefreie Gebiete have areas too, and are no communes.
    assert!(found.unmatched.len() < 250, "{}", found.unmatched.len());
    let boundaries = simplified(source_of(&file), &found.areas).unwrap();
    assert_eq!(boundaries.shapes.len(), 2_056);
    assert!(boundaries.source.contains("BKG"));
    let bytes: usize = boundaries.shapes.values().map(|shape| shape.path.len()).sum();
    assert!((40_000..250_000).contains(&bytes), "{bytes} bytes of outlines");
}
