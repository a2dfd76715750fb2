//! `lagebild boundaries`

mod features;
mod geojson;
mod shapes;

use std::collections::BTreeSet;
use std::path::Path;

use app::format;
use domain::boundaries::{Area, BoundariesError, simplified};
use domain::register::Register;
use domain::text::search_key;
use domain::{Ags, Level};
use store::{Db, ReadModel};

use self::features::{Fault, Feature};
use super::args::BoundariesImport;
use super::status::actor;
use super::{Refusal, failed};
use crate::clock::Clock;

/// Lines printed of each kind of finding; the rest is counted.
const SHOWN: usize = 40;

/// What a file says about the communes of a register.
#[derive(Debug, Default)]
struct Match {
    areas: Vec<Area>,
    /// Areas of other Länder, and waters.
    others: usize,
    /// In a Land of the register, but no commune of it: key and name.
    unmatched: BTreeSet<(String, String)>,
    /// The same key under another name: the name in the file and the one in the register.
    renamed: BTreeSet<(String, String)>,
    /// Communes of the register that the file does not have.
    missing: Vec<String>,
}

pub(super) async fn import(db: &Db, clock: Clock, options: BoundariesImport) -> Result<(), Refusal> {
    let file = options.file.display();
    let refuse = |said: String| format!("{file}: {said} Es wurde nichts geändert.");
    let features = read(&options.file).map_err(|fault| refuse(fault.to_string()))?;
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let register = picture.situation.responsibilities(clock.today()).register().clone();
    let matched = matched(features, &register);
    if matched.areas.is_empty() {
        return Err(refuse(
            "Keine Fläche gehört zu einer Kommune des Registers. Die Flächen werden über AGS oder ARS zugeordnet."
                .to_owned(),
        ));
    }
    let source = options.source.unwrap_or_else(|| source_of(&options.file));
    let boundaries = simplified(source, &matched.areas).map_err(|error| {
        refuse(match error {
            BoundariesError::NoExtent => "Die Flächen haben keine Ausdehnung.".to_owned(),
            BoundariesError::NotFinite => "Eine Koordinate ist keine Zahl.".to_owned(),
        })
    })?;
    let points: usize = boundaries.shapes.values().map(|shape| shape.path.len()).sum();
    println!(
        "Grenzen von {} Kommunen, vereinfacht auf {} KB. Quellenvermerk: {}",
        format::number(boundaries.shapes.len() as u64),
        format::number(points.div_ceil(1000) as u64),
        boundaries.source
    );
    report(&matched);
    if options.dry_run {
        println!("Nur geprüft, nichts geändert.");
        return Ok(());
    }
    db.import_boundaries(&boundaries, &actor(), clock.now()).await.map_err(|error| failed(&error))?;
    println!("Die Karte zeigt sie ab jetzt.");
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Feature>, Fault> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "shp" => shapes::read(path),
        "geojson" | "json" => geojson::read(path),
        _ => Err(Fault::Ending),
    }
}

/// What the map says where nobody named the source. The layers of the BKG are known by their names.
fn source_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let is_bkg =
        name.strip_prefix("VG").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()));
    if is_bkg {
        "© GeoBasis-DE / BKG (dl-de/by-2-0), Daten verändert".to_owned()
    } else {
        format!("Grenzen: {name}, vereinfacht")
    }
}

fn matched(features: Vec<Feature>, register: &Register) -> Match {
    let mut found = Match::default();
    let mut seen: BTreeSet<Ags> = BTreeSet::new();
    for feature in features {
        let commune = register.resolve(&feature.key).filter(|body| body.ars.level() == Level::Commune);
        let (Some(body), false) = (commune, feature.is_water) else {
            if !feature.is_water && is_in_land(&feature.key, register) {
                found.unmatched.insert((feature.key, feature.name));
            } else {
                found.others += 1;
            }
            continue;
        };
        let ags = Ags::from(body.ars);
        if !feature.name.is_empty() && search_key(&feature.name) != search_key(&body.name) {
            found.renamed.insert((feature.name, body.name.clone()));
        }
        seen.insert(ags);
        found.areas.push(Area { ags, rings: feature.rings });
    }
    let missing = register.communes().filter(|body| !seen.contains(&Ags::from(body.ars)));
    found.missing = missing.map(|body| format!("{} {}", body.ars, body.full_name())).collect();
    found
}

/// Whether the key begins with a Land that the register has.
fn is_in_land(key: &str, register: &Register) -> bool {
    let digits: String = key.chars().filter(char::is_ascii_digit).collect();
    let digits = if matches!(digits.len(), 7 | 11) { format!("0{digits}") } else { digits };
    digits.get(..2).and_then(|land| land.parse().ok()).is_some_and(|land| register.get(&land).is_some())
}

fn report(found: &Match) {
    if found.others > 0 {
        println!("{} Flächen anderer Länder und Gewässer übergangen.", format::number(found.others as u64));
    }
    let named = |(key, name): &(String, String)| format!("{key} {name}").trim_end().to_owned();
    list(
        "In der Datei, aber nicht im Register (aufgelöst oder zusammengelegt?), nicht übernommen",
        found.unmatched.iter().map(named),
    );
    list(
        "Unter demselben Schlüssel anders benannt, übernommen",
        found.renamed.iter().map(|(file, register)| format!("{file}, im Register {register}")),
    );
    list("Im Register, aber ohne Grenze", found.missing.iter().cloned());
}

fn list(title: &str, lines: impl ExactSizeIterator<Item = String>) {
    let count = lines.len();
    if count == 0 {
        return;
    }
    println!("{title} ({count}):");
    for line in lines.take(SHOWN) {
        println!("  {line}");
    }
    if count > SHOWN {
        println!("  … und {} weitere", count - SHOWN);
    }
}

#[cfg(test)]
mod tests;
