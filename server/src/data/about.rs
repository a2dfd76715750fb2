//! What is to be said about every table: of what it is a part, where it comes from, what its words mean.

use app::context::Page;
use app::{format, words};
use domain::situation::Situation;
use domain::stage::Stage;

/// What each parameter of an address is called.
const PARAMETERS: &[(&str, &str)] = &[
    ("leistung", "Leistung"),
    ("gebiet", "Gebiet"),
    ("bezirk", "Regierungsbezirk"),
    ("kreis", "Kreis"),
    ("kommune", "Kommune oder Behörde"),
    ("behoerde", "Behörde"),
    ("stand", "Stand oder Status"),
    ("bekannt", "bekannt bis"),
    ("gemessen", "gemessen in"),
    ("kriterium", "Kriterium"),
    ("hersteller", "Hersteller"),
    ("am-zug", "am Zug"),
    ("zustand", "Zustand"),
    ("frist", "Frist"),
    ("nach", "zusammengefasst nach"),
    ("hindernis", "Hindernis Nr."),
    ("workshop", "Workshop Nr."),
    ("art", "Art"),
    ("wer", "wer"),
    ("was", "was"),
    ("von", "von"),
    ("bis", "bis"),
    ("teil", "Teil"),
    ("zeige", "Karte zeigt"),
    ("suche", "Suche"),
    ("stufe", "Stufe"),
    ("groesse", "Größe"),
    ("pilot", "Pilotkommune"),
    ("rolle", "Rolle"),
    ("sortierung", "Reihenfolge"),
];

/// What is chosen, where the figures come from, and that those of a demonstration are invented.
pub(super) fn notes(page: &Page) -> Vec<(String, String)> {
    let chosen = [("Auswahl".to_owned(), selection(page))];
    chosen.into_iter().chain(sources(&page.situation, page.is_demo.0)).chain([about_csv()]).collect()
}

/// Where the figures come from, and that those of a demonstration are invented.
pub(crate) fn sources(situation: &Situation, is_demo: bool) -> Vec<(String, String)> {
    let told = "Lagebild: Angaben der Behörden, der Leitung und aus Workshops";
    let mut notes = vec![("Quelle".to_owned(), told.to_owned())];
    for edition in situation.editions().iter() {
        notes.push((format!("Register vom {}", format::day(edition.as_of)), edition.source.clone()));
    }
    if situation.editions().iter().any(|edition| edition.source.contains("BKG")) {
        let licence = "Datenlizenz Deutschland – Namensnennung – Version 2.0 (www.govdata.de/dl-de/by-2-0)";
        notes.push(("Lizenz der Geodaten".to_owned(), licence.to_owned()));
    }
    if is_demo {
        let said = "Demonstration: Die Kommunen sind echt, alle Stände und Termine sind erfunden.";
        notes.push(("Hinweis".to_owned(), said.to_owned()));
    }
    notes
}

/// How CSV differs from the workbook.
fn about_csv() -> (String, String) {
    let said = "In den CSV-Fassungen stehen Anteile in Prozent. Ein Apostroph vor = + - @ gehört nicht zum Text: Er \
                verhindert, dass ein Programm den Text als Formel liest.";
    ("CSV".to_owned(), said.to_owned())
}

/// What each stage means.
pub(crate) fn stages() -> Vec<(String, String)> {
    let meaning = |stage| (format!("Status „{}“", words::stage(stage)), words::stage_help(stage).to_owned());
    Stage::ALL.map(meaning).into()
}

/// The filter of the address in words.
fn selection(page: &Page) -> String {
    let chosen: Vec<String> = PARAMETERS
        .iter()
        .map(|(name, label)| (*name, *label, page.parameter(name)))
        .filter(|(.., value)| !value.is_empty())
        .map(|(name, label, value)| format!("{label}: {}", meant(page, name, value)))
        .collect();
    if chosen.is_empty() { "alles".to_owned() } else { chosen.join("; ") }
}

/// What the value of a parameter names.
fn meant(page: &Page, name: &str, value: &str) -> String {
    let obstacles = page.situation.obstacles();
    let catalogue = page.situation.catalogue();
    let found = match name {
        "leistung" => app::figures::selection(value, catalogue).map(|of| page.selection_name(&of)),
        "gebiet" | "bezirk" | "kreis" | "kommune" | "behoerde" => {
            page.register().resolve(value).map(words::full_name)
        }
        "kriterium" => value.parse().ok().and_then(|id| obstacles.criteria.get(id)).map(|of| of.name.clone()),
        "hersteller" => value.parse().ok().and_then(|id| obstacles.vendors.get(id)).map(|of| of.name.clone()),
        "stufe" => value.parse().ok().map(|stage| words::stage(stage).to_owned()),
        "stand" | "bekannt" | "von" | "bis" => value.parse().ok().map(format::day),
        "am-zug" => value.parse().ok().map(|by| words::action_by(by).to_owned()),
        "rolle" => value.parse().ok().map(|role| words::role(role).to_owned()),
        "workshop" => value
            .parse()
            .ok()
            .and_then(|id| page.situation.workshops().get(id))
            .map(|of| of.facts.title.clone()),
        _ => None,
    };
    // The same parameter means something else on other pages.
    let word = || {
        let verdict = value.parse().ok().map(words::verdict);
        let progress = || value.parse().ok().map(words::measure_state);
        let kind = || value.parse().ok().map(words::finding_kind);
        let body = || value.parse().ok().map(words::kind);
        verdict.or_else(progress).or_else(kind).or_else(body).map(str::to_owned)
    };
    let is_word = matches!(name, "stand" | "art");
    found.or_else(|| word().filter(|_| is_word)).unwrap_or_else(|| value.to_owned())
}
