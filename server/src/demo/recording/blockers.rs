//! What was in the way of single authorities, between a stage and the next.

use domain::blocker::{ActionBy, Closing, Severity};
use domain::stage::Stage;

use super::{Deed, Obstacle, Told, day};
use crate::demo::calendar::{at_work, working_day};
use crate::demo::chance::Chance;
use crate::demo::path::Step;
use crate::demo::subject::Subject;

/// Something that may be in the way: criterion, who must act, what it is called, and what helped.
pub(super) type Cause = (i64, ActionBy, &'static str, &'static str);

/// The way of a rollout that is shorter than so many days from one stage to the next is not held up.
const HELD_UP: i64 = 55;

pub(super) const CAUSES: [Cause; 18] = [
    (1, ActionBy::Commune, "Ansprechperson fehlt", "Vertretung benannt und eingearbeitet"),
    (
        1,
        ActionBy::Commune,
        "Schulung im Bürgerbüro steht aus",
        "Schulung gemeinsam mit zwei Nachbarn, ein Vormittag",
    ),
    (
        1,
        ActionBy::Commune,
        "Stelle der Projektleitung ist nicht besetzt",
        "Aufgabe auf zwei Kolleginnen verteilt",
    ),
    (
        1,
        ActionBy::Commune,
        "Nur eine Person kennt das Fachverfahren",
        "Kollegin aus der Nachbargemeinde hilft aus",
    ),
    (
        2,
        ActionBy::Vendor,
        "Kein Termin für die Freischaltung",
        "Termin über den Sammelauftrag des Landkreises bekommen",
    ),
    (2, ActionBy::Vendor, "Update des Fachverfahrens nicht eingespielt", "Update am Wochenende eingespielt"),
    (2, ActionBy::Vendor, "Lizenz für das Modul fehlt", "Lizenz über den Rahmenvertrag nachbestellt"),
    (3, ActionBy::Third, "Leitung zum Behördennetz zu langsam", "Anschluss auf Glasfaser umgestellt"),
    (
        3,
        ActionBy::Commune,
        "Arbeitsplätze erreichen den Dienst nicht",
        "Freigabe in der Firewall eingerichtet",
    ),
    (4, ActionBy::Third, "Eintrag im DVDV fehlt", "Eintrag durch die pflegende Stelle vorgenommen"),
    (4, ActionBy::Commune, "Zertifikat abgelaufen", "Zertifikat erneuert und Ablauf im Kalender vermerkt"),
    (4, ActionBy::BayKommun, "Postfach nicht zugeordnet", "Postfach von BayKommun zugeordnet"),
    (5, ActionBy::Commune, "Vereinbarung zur Auftragsverarbeitung offen", "Muster des Landes übernommen"),
    (6, ActionBy::Commune, "Beschluss über die Kosten steht aus", "Gemeinderat hat zugestimmt"),
    (6, ActionBy::Third, "Bezahlweg nicht angebunden", "Kasse hat die Anbindung geprüft und freigegeben"),
    (7, ActionBy::Commune, "Ablage der Anträge ungeklärt", "Ablage in der E-Akte festgelegt"),
    (8, ActionBy::Commune, "Leistung im BayernPortal nicht verlinkt", "Beschreibung ergänzt und verlinkt"),
    (
        9,
        ActionBy::Commune,
        "Leitung stellt die Einführung zurück",
        "Gespräch mit der Bürgermeisterin, Start beschlossen",
    ),
];

pub(super) fn all(ways: &[(&Subject<'_>, Vec<Step>)]) -> Vec<Told> {
    // One for a commitment: both of its services are held up by the same.
    ways.iter()
        .filter(|(subject, _)| subject.place_in_commitment == 0)
        .flat_map(|(subject, steps)| of(subject, steps))
        .collect()
}

fn of(subject: &Subject<'_>, steps: &[Step]) -> Vec<Told> {
    let authority = subject.rollout.authority;
    let mut chance = Chance::of(&["blocker", authority.as_str(), subject.commitment.as_str()]);
    let gap = steps.windows(2).find(|gap| {
        gap[0].stage != Stage::Live
            && gap[0].on >= day(2025, 10, 1)
            && gap[1].on.days_since(gap[0].on) > HELD_UP
    });
    let Some(gap) = gap.filter(|_| chance.per_mille(if subject.is_pilot { 700 } else { 380 })) else {
        return Vec::new();
    };
    let (criterion, action_by, name, resolution) = cause(subject, &mut chance);
    let opened_on = working_day(gap[0].on.plus(chance.rather_low(10..=45)));
    let closed_on = working_day(gap[1].on.plus(-chance.between(3..=14)));
    let due_on = chance.per_mille(620).then(|| working_day(opened_on.plus(chance.between(28..=84))));
    let obstacle = Obstacle {
        title: name,
        criterion,
        opened_on,
        action_by,
        severity: chance.pick(&[Severity::Low, Severity::Medium, Severity::Medium, Severity::High]),
        due_on,
        note: None,
        members: vec![subject.rollout.clone()],
    };
    let mut told = vec![Told { at: at_work(opened_on, &mut chance), deed: Deed::Open(Box::new(obstacle)) }];
    if closed_on > opened_on {
        let closing = Closing { on: closed_on, resolution: resolution.to_owned() };
        told.push(Told {
            at: at_work(closed_on, &mut chance),
            deed: Deed::Close { title: name, first: subject.rollout.clone(), closing },
        });
    }
    told
}

/// Small town halls lack people and a vendor's date, large ones agreements and interfaces.
pub(super) fn cause(subject: &Subject<'_>, chance: &mut Chance) -> Cause {
    if subject.is_large || chance.per_mille(350) { chance.pick(&CAUSES) } else { chance.pick(&CAUSES[..9]) }
}
