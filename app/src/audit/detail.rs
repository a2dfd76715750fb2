//! From what to what: the JSON of a row in words.

use domain::Ars;
use domain::catalogue::Selection;
use domain::coverage::Measure;
use domain::criteria::{Answer, CriterionId};
use domain::people::{Purpose, Rights, Territory};
use domain::stage::Stage;
use domain::workshop::FindingKind;
use serde_json::{Map, Value};

use super::words::body;
use crate::context::Page;
use crate::{format, words};

/// What a row says about its deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is about.
    pub label: String,
    /// What it was and is.
    pub text: String,
}

/// What is only for programs: it stands in the folded detail alone.
const TECHNICAL: [&str; 6] = ["version", "event", "exemption", "last_id", "hash", "owner_person"];

/// What the fields of a detail are called, in the order in which they are read.
const LABELS: &[(&str, &str)] = &[
    ("title", "Titel"),
    ("name", "Name"),
    ("into", "in"),
    ("question", "Frage"),
    ("products", "Produkte"),
    ("answers", "Antworten"),
    ("criterion", "Kriterium"),
    ("action_by", "Am Zug"),
    ("severity", "Schwere"),
    ("opened_on", "besteht seit"),
    ("joined_on", "betrifft sie seit"),
    ("selection", "Was"),
    ("measure", "Gemessen in"),
    ("scope", "Wo"),
    ("share", "Anteil"),
    ("due_on", "Frist"),
    ("counts_pilot", "Pilotbetrieb zählt"),
    ("confirmed_within", "bestätigt in so vielen Tagen"),
    ("known_on", "bekannt bis"),
    ("definition", "Definition Nr."),
    ("closed_on", "behoben am"),
    ("resolution", "Lösung"),
    ("mailbox", "Postfach"),
    ("note", "Bemerkung"),
    ("evidence", "Nachweis"),
    ("authorities", "Behörden"),
    ("services", "Leistungen"),
    ("stage", "Stand"),
    ("effective_on", "gilt seit"),
    ("reason", "Grund"),
    ("as_of", "Gebietsstand"),
    ("source", "Quelle"),
    ("entries", "Einträge"),
    ("followed", "mit neueren Einträgen darüber"),
    ("communes", "Kommunen"),
    ("until", "bis"),
    ("before", "aufgezeichnet vor dem"),
    ("rows", "Zeilen"),
    ("attempts", "Versuche"),
    ("addresses", "von Adressen"),
    ("reminders", "Erinnerungen"),
    ("digests", "Wochenberichte"),
    ("due", "Hinweise auf Fristen"),
    ("refused", "nicht angenommen"),
    ("purpose", "Zweck"),
    ("authority", "Behörde"),
    ("link", "Link Nr."),
    ("via", "über"),
    ("rights", "Rechte"),
    ("held_on", "am"),
    ("begins_at", "Beginn"),
    ("ends_at", "Ende"),
    ("place", "Ort"),
    ("address", "Adresse der Besprechung"),
    ("facilitator", "Moderation"),
    ("agenda", "Ablauf"),
    ("bodies", "Beteiligte"),
    ("with_members", "mit allen Kommunen"),
    ("state", "Stand"),
    ("kind", "Art"),
    ("words", "Wortlaut"),
    ("workshop", "Workshop Nr."),
    ("recommendation", "Empfehlung"),
    ("seen_in", "Gesehen in"),
    ("position", "Platz"),
    ("into_finding", "zu Erkenntnis Nr."),
    ("from_finding", "von Erkenntnis Nr."),
    ("what", "Was"),
    ("body", "Für"),
    ("finding", "Aus Erkenntnis Nr."),
    ("blockers", "Hindernisse Nr."),
];

/// The detail of a row in lines; none where it is empty or not to be read.
#[must_use]
pub fn lines(detail: &str, page: &Page) -> Vec<Line> {
    let Ok(Value::Object(fields)) = serde_json::from_str(detail) else { return Vec::new() };
    // Nothing but before and after: the deed says of what.
    if is_change(&fields) {
        let is_of_rights = fields.get("to").and_then(Value::as_object).is_some_and(is_rights);
        let label = if is_of_rights { "Rechte" } else { "" };
        return vec![Line { label: label.to_owned(), text: change(&fields, "", page) }];
    }
    let mut shown: Vec<(usize, Line)> = fields
        .iter()
        .filter(|(name, value)| !value.is_null() && !TECHNICAL.contains(&name.as_str()))
        .map(|(name, value)| {
            let place = LABELS.iter().position(|(known, _)| known == name);
            let label = place.map_or(name.as_str(), |place| LABELS[place].1).to_owned();
            (place.unwrap_or(LABELS.len()), Line { label, text: text(name, value, page) })
        })
        .collect();
    shown.sort_by_key(|(place, _)| *place);
    shown.into_iter().map(|(_, line)| line).collect()
}

fn is_change(fields: &Map<String, Value>) -> bool {
    fields.len() == 2 && fields.contains_key("from") && fields.contains_key("to")
}

fn change(fields: &Map<String, Value>, name: &str, page: &Page) -> String {
    let side = |side: &str| fields.get(side).filter(|value| !value.is_null());
    match (side("from"), side("to")) {
        (Some(from), Some(to)) => format!("{} → {}", text(name, from, page), text(name, to, page)),
        (Some(from), None) => format!("{} → nichts", text(name, from, page)),
        (None, Some(to)) => text(name, to, page),
        (None, None) => String::new(),
    }
}

fn text(name: &str, value: &Value, page: &Page) -> String {
    match value {
        Value::Null => "nichts".to_owned(),
        Value::Bool(true) => "ja".to_owned(),
        Value::Bool(false) => "nein".to_owned(),
        Value::Number(number) if name == "criterion" => criterion(number.as_i64().unwrap_or_default(), page),
        Value::Number(number) if name == "share" => format::fraction(number.as_f64().unwrap_or_default()),
        Value::Number(number) => number.as_u64().map_or_else(|| number.to_string(), format::number),
        Value::String(word) => of_word(name, word, page),
        Value::Array(values) if values.is_empty() => "nichts".to_owned(),
        Value::Array(values) => {
            values.iter().map(|value| text(name, value, page)).collect::<Vec<_>>().join(", ")
        }
        Value::Object(fields) if is_change(fields) => change(fields, name, page),
        Value::Object(fields) if is_answer(fields) => answer(fields, page),
        Value::Object(fields) if is_rights(fields) => rights(fields, page),
        Value::Object(fields) => {
            let parts = fields.iter().map(|(name, value)| format!("{name}: {}", text(name, value, page)));
            parts.collect::<Vec<_>>().join("; ")
        }
    }
}

fn of_word(name: &str, word: &str, page: &Page) -> String {
    let known = match name {
        "stage" => word.parse().ok().map(|stage: Stage| words::stage(stage).to_owned()),
        "effective_on" | "as_of" | "until" | "before" | "opened_on" | "joined_on" | "due_on"
        | "closed_on" | "held_on" | "known_on" => word.parse().ok().map(format::day),
        "selection" => word.parse().ok().map(|of: Selection| page.selection_name(&of)),
        "measure" => word.parse().ok().map(|of: Measure| words::measure(of).to_owned()),
        "scope" => word.parse().ok().map(|ars: Ars| body(&ars, page)),
        "action_by" => word.parse().ok().map(|by| words::action_by(by).to_owned()),
        "severity" => word.parse().ok().map(|severity| words::severity(severity).to_owned()),
        "service" | "services" => {
            let slug = word.parse().ok();
            slug.and_then(|slug| page.situation.catalogue().service(&slug))
                .map(|service| service.name.clone())
        }
        "answer" => word.parse().ok().map(|answer: Answer| words::answer(answer).to_owned()),
        "mailbox" => Some("geändert".to_owned()),
        "facilitator" => Some("genannt".to_owned()),
        "authority" | "bodies" | "with_members" | "seen_in" | "body" => {
            word.parse().ok().map(|ars: Ars| body(&ars, page))
        }
        "purpose" => word.parse().ok().map(|of: Purpose| words::purpose(of).to_owned()),
        "state" => state(word).map(str::to_owned),
        "kind" => word.parse().ok().map(|of: FindingKind| words::finding_kind(of).to_owned()),
        "reason" | "words" | "agenda" | "recommendation" | "what" => Some(format!("„{word}“")),
        "via" => match word {
            "password" => Some("Passwort".to_owned()),
            "oidc" => Some("Anmeldedienst der Verwaltung".to_owned()),
            "link" => Some("Link".to_owned()),
            _ => None,
        },
        _ => None,
    };
    known.unwrap_or_else(|| word.to_owned())
}

/// How far a workshop or a measure is, or what has become of a finding: no two of them have a word in common.
fn state(word: &str) -> Option<&'static str> {
    let workshop = word.parse().ok().map(words::workshop_state);
    let finding = || word.parse().ok().map(words::verdict);
    let measure = || word.parse().ok().map(words::measure_state);
    workshop.or_else(finding).or_else(measure)
}

/// The name of a criterion.
fn criterion(id: i64, page: &Page) -> String {
    let known = page.situation.obstacles().criteria.get(CriterionId(id));
    known.map_or_else(|| format!("Nr. {id}"), |criterion| criterion.name.clone())
}

fn is_answer(fields: &Map<String, Value>) -> bool {
    fields.contains_key("criterion") && fields.contains_key("answer")
}

/// "Personal: erfüllt", "Personal (Wohnsitz anmelden): offen".
fn answer(fields: &Map<String, Value>, page: &Page) -> String {
    let part =
        |name: &str| fields.get(name).filter(|value| !value.is_null()).map(|value| text(name, value, page));
    let service = part("service").map(|service| format!(" ({service})")).unwrap_or_default();
    format!("{}{service}: {}", part("criterion").unwrap_or_default(), part("answer").unwrap_or_default())
}

fn is_rights(fields: &Map<String, Value>) -> bool {
    fields.contains_key("roles") && fields.contains_key("territories")
}

/// Roles and authorities; what a newer version of the product knows and this one does not is left out.
fn rights(fields: &Map<String, Value>, page: &Page) -> String {
    let list = |name: &str| fields.get(name).and_then(Value::as_array).into_iter().flatten();
    let flag = |value: &Value, name: &str| value.get(name).and_then(Value::as_bool).unwrap_or_default();
    let read = Rights {
        roles: list("roles").filter_map(|role| role.as_str()?.parse().ok()).collect(),
        territories: list("territories")
            .filter_map(|territory| {
                Some(Territory {
                    body: territory.get("body")?.as_str()?.parse().ok()?,
                    with_members: flag(territory, "with_members"),
                    may_invite: flag(territory, "may_invite"),
                })
            })
            .collect(),
    };
    if read.roles.is_empty() { "keine".to_owned() } else { words::rights(&read, &page.register()) }
}
