//! What a file has of each area, whichever kind of file it is.

use domain::boundaries::Ring;

/// The fields in which files keep the key of a commune, in the order in which they are believed.
pub(super) const KEYS: [&str; 6] = ["AGS", "ARS", "AGS_0", "ARS_0", "RS", "RS_0"];
/// The field with the name.
pub(super) const NAME: &str = "GEN";
/// The field that tells land from waters (Geofaktor): 1 and 2 are waters.
pub(super) const FACTOR: &str = "GF";

/// One area of a file.
#[derive(Debug)]
pub(super) struct Feature {
    /// As it stands in the file.
    pub(super) key: String,
    /// Empty where the file has none.
    pub(super) name: String,
    pub(super) is_water: bool,
    pub(super) rings: Vec<Ring>,
}

/// Why a file cannot be read, in a German sentence.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("Erwartet wird eine Shape-Datei (.shp) oder GeoJSON (.geojson, .json).")]
    Ending,
    #[error("Die Datei lässt sich nicht lesen: {0}.")]
    Unreadable(String),
    #[error("Neben der .shp-Datei fehlt die Tabelle mit demselben Namen und der Endung .dbf.")]
    NoTable,
    #[error("Das ist keine Shape-Datei, oder sie ist beschädigt: {0}.")]
    NoShapes(String),
    #[error("Das ist kein GeoJSON, oder es ist beschädigt: {0}.")]
    NoGeoJson(String),
    #[error("Die Datei enthält keine FeatureCollection.")]
    NoCollection,
    #[error("Fläche {0} ist keine Fläche; Gemeindegrenzen sind Polygone.")]
    NoArea(usize),
    #[error("Fläche {number} hat keines der Felder AGS, ARS oder RS. Gefunden: {found}.")]
    NoKey { number: usize, found: String },
}

/// `9772177` of a number that a table keeps as such.
pub(super) fn whole(number: f64) -> String {
    format!("{number:.0}")
}

/// The names of the fields that there are, for whoever has to find the right one.
pub(super) fn listed(names: impl Iterator<Item = String>) -> String {
    let mut names: Vec<String> = names.collect();
    names.sort();
    if names.is_empty() { "keine Felder".to_owned() } else { names.join(", ") }
}
