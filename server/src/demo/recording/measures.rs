//! What was agreed.

use domain::workshop::MeasureState;

use super::{Agreement, Deed, Told, day, findings};
use crate::demo::calendar::{at_work, working_day};
use crate::demo::chance::Chance;

const LEAD: (&str, Option<&str>) = ("Lea Leitner (Demo)", Some("lead@demo.example"));
const FACILITATOR: (&str, Option<&str>) = ("Fritz Forum (Demo)", Some("facilitator@demo.example"));
const KREIS: (&str, Option<&str>) = ("Kira Kreis (Demo)", Some("kreis@demo.example"));
const CONTACT: (&str, Option<&str>) = ("Konrad Kontakt (Demo)", Some("contact@demo.example"));

struct Agreed {
    what: &'static str,
    owner: (&'static str, Option<&'static str>),
    body: Option<&'static str>,
    /// The place of the finding from which it follows, from 1.
    finding: Option<usize>,
    /// The title of the blocker that it is to close.
    blocker: Option<&'static str>,
    on: (i32, u32, u32),
    due_on: (i32, u32, u32),
    /// When it was done.
    done_on: Option<(i32, u32, u32)>,
}

#[rustfmt::skip]
const AGREED: &[Agreed] = &[
    agreed("Muster für die Auftragsverarbeitung mit dem Datenschutz abstimmen und verteilen", LEAD, None, Some(8), (2026, 2, 24), (2026, 4, 30), Some((2026, 5, 12))),
    agreed("Startmappe mit DVDV-Formular und Ansprechstellen zusammenstellen", FACILITATOR, None, Some(3), (2026, 2, 24), (2026, 3, 31), Some((2026, 3, 27))),
    agreed("Dienstanweisung für Onlineanträge entwerfen", KREIS, Some("09273"), Some(6), (2026, 2, 24), (2026, 5, 15), Some((2026, 5, 13))),
    agreed("Prüfliste für den Transportweg veröffentlichen", FACILITATOR, None, Some(14), (2026, 3, 25), (2026, 4, 17), Some((2026, 4, 21))),
    agreed("Schulungstermine an den Wellenkalender koppeln", LEAD, None, Some(15), (2026, 3, 25), (2026, 6, 30), Some((2026, 7, 20))),
    agreed("Zweiten Schulungsvormittag mit den Nachbarn ausmachen", CONTACT, Some("097720177177"), Some(29), (2026, 6, 10), (2026, 11, 13), None),
    agreed("Vorführung für Planungsbüros", KREIS, Some("09273"), Some(26), (2026, 4, 29), (2026, 9, 30), None),
    agreed("Tandems zwischen Verwaltungsgemeinschaften vermitteln", KREIS, Some("09273"), Some(28), (2026, 6, 10), (2026, 11, 30), None),
    agreed("Überwachung der Zertifikate beim Rechenzentrum anfragen", LEAD, None, Some(33), (2026, 6, 10), (2026, 12, 11), None),
    agreed("Verbuchung der Gebühren mit der Staatskasse klären", LEAD, None, Some(37), (2026, 7, 8), (2026, 10, 30), None).for_blocker("Bezahlkomponente für den Führerschein nicht angebunden"),
    agreed("Liste der Unterlagen für den Aufenthaltstitel abstimmen", FACILITATOR, None, Some(41), (2026, 7, 8), (2026, 10, 16), Some((2026, 10, 22))),
    agreed("Gemeinsames Schreiben der Landratsämter an den Hersteller", KREIS, Some("09273"), Some(47), (2026, 9, 16), (2026, 10, 9), Some((2026, 10, 7))),
    agreed("Zwischenlösung für Waffenrecht mit dem Hersteller vereinbaren", LEAD, None, Some(45), (2026, 9, 16), (2026, 11, 20), None).for_blocker("Modul für Waffenrecht noch nicht freigegeben"),
    agreed("Freitagstermine für die Freischaltung aushandeln", LEAD, None, None, (2026, 10, 21), (2026, 11, 27), None).for_blocker("Termine für die Freischaltung sind bis Jahresende vergeben"),
    agreed("Monatlichen Überblick über neue Starts verschicken", FACILITATOR, None, Some(54), (2026, 10, 21), (2026, 12, 4), None),
    agreed("Prüfprogramm für Leitung und Arbeitsplatz bereitstellen", FACILITATOR, None, Some(59), (2026, 10, 21), (2026, 12, 18), None),
];

const fn agreed(
    what: &'static str,
    owner: (&'static str, Option<&'static str>),
    body: Option<&'static str>,
    finding: Option<usize>,
    on: (i32, u32, u32),
    due_on: (i32, u32, u32),
    done_on: Option<(i32, u32, u32)>,
) -> Agreed {
    Agreed { what, owner, body, finding, blocker: None, on, due_on, done_on }
}

impl Agreed {
    const fn for_blocker(self, title: &'static str) -> Self {
        Self { blocker: Some(title), ..self }
    }
}

pub(super) fn all() -> Vec<Told> {
    AGREED.iter().flat_map(of).collect()
}

fn of(agreed: &Agreed) -> Vec<Told> {
    let date = |(year, month, date)| day(year, month, date);
    let mut chance = Chance::of(&["measure", agreed.what]);
    let agreement = Agreement {
        what: agreed.what,
        owner: agreed.owner.0,
        account: agreed.owner.1,
        body: agreed.body.and_then(|key| key.parse().ok()),
        due_on: date(agreed.due_on),
        finding: agreed.finding.map(findings::key),
        blocker: agreed.blocker,
    };
    // The evening of the workshop, when everything else of it is told.
    let on = date(agreed.on);
    let at = on.start() + chrono::Duration::minutes(16 * 60 + chance.between(0..=50));
    let mut told = vec![Told { at, deed: Deed::Agree(Box::new(agreement)) }];
    let begun_on = working_day(on.plus(chance.between(7..=30)));
    let progress = |to| Deed::Progress { what: agreed.what, to };
    if agreed.done_on.is_some() || chance.per_mille(600) {
        let deed = progress(MeasureState::Underway);
        told.push(Told { at: at_work(begun_on, &mut chance), deed });
    }
    if let Some(done_on) = agreed.done_on.map(date) {
        let deed = progress(MeasureState::Done);
        told.push(Told { at: at_work(done_on.max(begun_on), &mut chance), deed });
    }
    told
}
