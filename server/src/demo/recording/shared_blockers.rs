//! What was in the way of many at once: one blocker, however many it concerns.

use domain::Day;
use domain::blocker::{ActionBy, Closing, Severity};
use domain::stage::Stage;

use super::{Deed, Obstacle, Told, day};
use crate::demo::calendar::at_work;
use crate::demo::chance::Chance;
use crate::demo::path::Step;
use crate::demo::subject::Subject;

struct Shared {
    title: &'static str,
    note: &'static str,
    criterion: i64,
    action_by: ActionBy,
    severity: Severity,
    service: &'static str,
    /// Whose customers it concerns; none: everybody's.
    vendor: Option<&'static str>,
    opened_on: (i32, u32, u32),
    due_on: (i32, u32, u32),
    closed: Option<((i32, u32, u32), &'static str)>,
}

const ALL: [Shared; 5] = [
    Shared {
        title: "Modul für Waffenrecht noch nicht freigegeben",
        note: "Der Hersteller hat die Freigabe zweimal verschoben. Ohne Modul kommen Anträge nicht im Fachverfahren an.",
        criterion: 2,
        action_by: ActionBy::Vendor,
        severity: Severity::High,
        service: "waffenrecht",
        vendor: Some("Registerwerk Beispiel"),
        opened_on: (2026, 3, 2),
        due_on: (2026, 11, 13),
        closed: Some(((2027, 3, 15), "Modul freigegeben")),
    },
    Shared {
        title: "Schnittstelle zur Wohnsitzanmeldung erst mit der nächsten Version",
        note: "Betrifft alle, die das Fachverfahren im eigenen Haus betreiben.",
        criterion: 4,
        action_by: ActionBy::Vendor,
        severity: Severity::High,
        service: "wohnsitzanmeldung",
        vendor: Some("Donau-IT"),
        opened_on: (2026, 5, 4),
        due_on: (2026, 12, 4),
        closed: Some(((2027, 1, 25), "Version ausgeliefert")),
    },
    Shared {
        title: "Termine für die Freischaltung sind bis Jahresende vergeben",
        note: "Zusätzliche Termine an Freitagen werden geprüft.",
        criterion: 2,
        action_by: ActionBy::Vendor,
        severity: Severity::Medium,
        service: "wohnsitzanmeldung",
        vendor: Some("Beispieldaten eG"),
        opened_on: (2026, 9, 21),
        due_on: (2026, 11, 30),
        closed: Some(((2027, 2, 1), "Zweites Team beim Hersteller eingesetzt")),
    },
    Shared {
        title: "Bezahlkomponente für den Führerschein nicht angebunden",
        note: "Das Ministerium klärt mit der Staatskasse, wie Gebühren verbucht werden.",
        criterion: 6,
        action_by: ActionBy::Ministry,
        severity: Severity::Medium,
        service: "fuehrerschein",
        vendor: Some("Donau-IT"),
        opened_on: (2026, 4, 13),
        due_on: (2026, 10, 30),
        closed: None,
    },
    Shared {
        title: "Nachnutzungsvertrag für die Baugenehmigung nicht unterschrieben",
        note: "BayKommun hat den geänderten Vertrag verschickt.",
        criterion: 6,
        action_by: ActionBy::BayKommun,
        severity: Severity::Medium,
        service: "baugenehmigung",
        vendor: None,
        opened_on: (2026, 2, 9),
        due_on: (2026, 5, 29),
        closed: Some(((2026, 6, 22), "Vertrag für alle Behörden in Kraft")),
    },
];

pub(super) fn all(ways: &[(&Subject<'_>, Vec<Step>)]) -> Vec<Told> {
    ALL.iter().flat_map(|shared| of(shared, ways)).collect()
}

fn of(shared: &Shared, ways: &[(&Subject<'_>, Vec<Step>)]) -> Vec<Told> {
    let date = |(year, month, date)| day(year, month, date);
    let (opened_on, closed) = (date(shared.opened_on), shared.closed.map(|(on, text)| (date(on), text)));
    let concerned: Vec<_> = ways
        .iter()
        .filter(|(subject, _)| subject.rollout.service.as_str() == shared.service)
        .filter(|(subject, _)| shared.vendor.is_none_or(|vendor| subject.vendor.name == vendor))
        .map(|(subject, steps)| (subject, live_on(steps)))
        .filter(|(_, live_on)| live_on.is_none_or(|live_on| live_on > opened_on))
        .collect();
    let mut chance = Chance::of(&["shared", shared.title]);
    let obstacle = Obstacle {
        title: shared.title,
        criterion: shared.criterion,
        opened_on,
        action_by: shared.action_by,
        severity: shared.severity,
        due_on: Some(date(shared.due_on)),
        note: Some(shared.note),
        members: concerned.iter().map(|(subject, _)| subject.rollout.clone()).collect(),
    };
    let Some(first) = obstacle.first() else { return Vec::new() };
    let mut told = vec![Told { at: at_work(opened_on, &mut chance), deed: Deed::Open(Box::new(obstacle)) }];
    // Who is live before the others has found another way.
    for (subject, live_on) in &concerned {
        let Some(live_on) = live_on.filter(|live_on| closed.is_none_or(|(on, _)| *live_on < on)) else {
            continue;
        };
        let closing = Closing { on: live_on, resolution: "Mit einer Zwischenlösung gestartet".to_owned() };
        let deed = Deed::Pass {
            title: shared.title,
            first: first.clone(),
            authority: subject.rollout.authority,
            closing,
        };
        told.push(Told { at: at_work(live_on, &mut chance), deed });
    }
    if let Some((on, text)) = closed {
        let closing = Closing { on, resolution: text.to_owned() };
        told.push(Told {
            at: at_work(on, &mut chance),
            deed: Deed::Close { title: shared.title, first, closing },
        });
    }
    told
}

fn live_on(steps: &[Step]) -> Option<Day> {
    steps.iter().find(|step| step.stage == Stage::Live).map(|step| step.on)
}
