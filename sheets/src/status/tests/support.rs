//! Bavaria with nothing or something known, and sheets written as texts.

use std::sync::Arc;

use domain::catalogue::{
    Catalogue, Commitment, Delegation, Extent, ResponsibilityClass, Seat, Service, Slug,
};
use domain::register::facts;
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::{BodyKind, Day, Editions};

use crate::read::{Cell, Row, Sheet};
use crate::status::{ByHand, Corrections, Mapping, Occasion, Plan, Source, interpret};

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(super) fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

pub(super) fn rollout(authority: &str, service: &str) -> RolloutKey {
    RolloutKey { authority: authority.parse().unwrap(), service: slug(service) }
}

pub(super) fn today() -> Day {
    day("2026-11-23")
}

pub(super) fn catalogue() -> Catalogue {
    let class = |name: &str, seat, own_kinds: &[BodyKind]| ResponsibilityClass {
        slug: slug(name),
        name: name.into(),
        seat,
        own_kinds: own_kinds.into(),
    };
    let services = [
        (
            "wohnsitzanmeldung",
            "Wohnsitz anmelden",
            "wohnsitzanmeldung",
            "meldebehoerde",
            "99115005104000",
            "10124",
        ),
        ("fuehrerschein", "Führerschein beantragen", "fuehrerschein", "kreis", "99023001012000", "10169"),
        ("aufenthaltstitel", "Aufenthaltstitel", "aufenthaltstitel", "kreis", "99010001001000", "10255"),
        ("bauvorbescheid", "Bauvorbescheid", "bauen", "bauaufsicht", "99012010001000", "10519"),
        ("baugenehmigung", "Baugenehmigung", "bauen", "bauaufsicht", "99012008001000", "10519"),
        ("waffenrecht", "Waffenrechtliche Erlaubnisse", "waffenrecht", "kreis", "99089018001015", "10151"),
    ];
    let commitments = [
        ("wohnsitzanmeldung", "Wohnsitz anmelden"),
        ("fuehrerschein", "Führerschein beantragen"),
        ("aufenthaltstitel", "Aufenthaltstitel"),
        ("bauen", "Bauvorbescheid und Baugenehmigung"),
        ("waffenrecht", "Waffenrechtliche Erlaubnisse"),
    ];
    Catalogue {
        land: "09".parse().unwrap(),
        commitments: commitments.map(|(of, name)| Commitment { slug: slug(of), name: name.into() }).into(),
        services: services
            .map(|(of, name, commitment, class, leika, ozg)| Service {
                slug: slug(of),
                name: name.into(),
                commitment: slug(commitment),
                class: slug(class),
                leika: leika.into(),
                ozg_id: ozg.into(),
            })
            .into(),
        classes: vec![
            class("meldebehoerde", Seat::Verband, &[]),
            class("kreis", Seat::Kreis, &[]),
            class("bauaufsicht", Seat::Kreis, &[BodyKind::GrosseKreisstadt]),
        ],
        delegations: vec![Delegation {
            class: slug("bauaufsicht"),
            commune: "09575153".parse().unwrap(),
            extent: Extent::Limited,
            valid_from: None,
            valid_until: None,
        }],
        pilots: Vec::new(),
        target: None,
    }
}

/// Bavaria of which nothing is known.
pub(super) fn bavaria() -> Situation {
    Situation::new(Arc::new(catalogue()), Arc::new(Editions::new([facts::bayern()])))
}

/// The situation with entries that were recorded on the day on which they hold, in this order.
pub(super) fn knowing(situation: &Situation, entries: &[(&str, &str, StatusEntry)]) -> Situation {
    let events =
        entries.iter().map(|(authority, service, entry)| (rollout(authority, service), entry.clone()));
    recorded(situation, events, None)
}

/// The situation with more entries, recorded on a day or on the day on which they hold.
pub(super) fn recorded(
    situation: &Situation,
    entries: impl Iterator<Item = (RolloutKey, StatusEntry)>,
    on: Option<Day>,
) -> Situation {
    let known: usize = situation.histories().map(|(_, history)| history.events().len()).sum();
    let events = (known..).zip(entries).map(|(id, (rollout, entry))| RolloutEvent {
        id: i64::try_from(id).unwrap(),
        rollout,
        recorded_at: on.unwrap_or(entry.effective_on).start(),
        entry,
        actor: Actor { id: "test".into(), name: "Test".into() },
        batch: None,
        retraction: None,
    });
    situation.with_records(events.collect(), Vec::new())
}

pub(super) fn entry(stage: Stage, on: &str) -> StatusEntry {
    StatusEntry::new(stage, day(on))
}

/// A sheet of lines with cells divided by `;`. What is a number or a day in angle brackets is one: `<46082>`,
/// `<2026-03-01>`.
pub(super) fn sheet(lines: &[&str]) -> Sheet {
    let cell = |text: &str| match text.strip_prefix('<').and_then(|text| text.strip_suffix('>')) {
        Some("error") => Cell::Error("#NV".into()),
        Some(typed) => typed.parse().map_or_else(|_| Cell::Day(day(typed)), Cell::Number),
        None if text.is_empty() => Cell::Empty,
        None => Cell::Text(text.replace("\\n", "\n")),
    };
    let rows = (1..).zip(lines).filter(|(_, line)| !line.is_empty());
    let rows = rows.map(|(number, line)| Row { number, cells: line.split(';').map(cell).collect() });
    Sheet { name: "Tabelle1".into(), rows: rows.collect() }
}

pub(super) fn mapping(sheet: &Sheet) -> Mapping {
    Mapping::recognise(sheet, &catalogue(), &ByHand::new())
}

/// What an import of one sheet on 23.11.2026 would do.
pub(super) fn plan(sheet: &Sheet, situation: &Situation) -> Plan {
    corrected(sheet, situation, &Corrections::default())
}

pub(super) fn corrected(sheet: &Sheet, situation: &Situation, corrections: &Corrections) -> Plan {
    let mapping = mapping(sheet);
    let occasion = Occasion { file: "kelheim.xlsx", today: today(), since: today() };
    interpret(&[Source { sheet, mapping: &mapping }], situation, &occasion, corrections, &mut |_, _| {})
}

/// The situation after the plan was carried out on 23.11.2026.
pub(super) fn applied(plan: &Plan, situation: &Situation) -> Situation {
    let entries = plan.entries.iter().map(|(rollout, entry, _)| (rollout.clone(), entry.clone()));
    recorded(situation, entries, Some(today()))
}

/// New, changed, unchanged and the faults as "row column: value → suggestions".
pub(super) fn told(plan: &Plan) -> (usize, usize, usize, Vec<String>) {
    let refused = plan.refused.iter().map(|refused| {
        let arrow = if refused.suggestions.is_empty() { "" } else { " → " };
        format!(
            "{} {}: {}{arrow}{}",
            refused.at.row,
            refused.column,
            refused.value,
            refused.suggestions.join(" | ")
        )
    });
    (plan.new, plan.changed, plan.unchanged, refused.collect())
}

/// The only entry, with its authority and service.
pub(super) fn only(plan: &Plan) -> (String, StatusEntry) {
    assert_eq!(plan.refused, Vec::new());
    let [(rollout, entry, _)] = &plan.entries[..] else { panic!("not one entry: {:?}", plan.entries) };
    (format!("{}/{}", rollout.authority, rollout.service), entry.clone())
}
