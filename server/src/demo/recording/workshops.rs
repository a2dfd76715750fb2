//! The workshops.

use domain::Day;
use domain::workshop::{Participant, WorkshopState};

use super::{Deed, Meeting, Told, day};
use crate::demo::calendar::{at_work, working_day};
use crate::demo::chance::Chance;

struct Held {
    title: &'static str,
    on: (i32, u32, u32),
    place: &'static str,
    agenda: &'static str,
    /// Keys of bodies; with a star: all communes in it.
    participants: &'static [&'static str],
    services: &'static [&'static str],
}

/// In the order of their days; findings name them by their place, from 1.
const HELD: [Held; 9] = [
    Held {
        title: "Auftakt der Pilotkommunen",
        on: (2026, 2, 24),
        place: "Augsburg, Rathaus",
        agenda: "Wo stehen wir?\nWas hält uns auf?\nWas brauchen wir vom Land?",
        participants: &["096610000000", "097610000000", "09273*", "09375*", "097720177177", "091840139139"],
        services: &[],
    },
    Held {
        title: "Wohnsitzanmeldung: Fachverfahren und Schnittstelle",
        on: (2026, 3, 25),
        place: "Kelheim, Landratsamt",
        agenda: "Transportweg und DVDV\nTestanmeldung vor Ort\nFragen an die Hersteller",
        participants: &["09273*", "097720177177", "091840139139"],
        services: &["wohnsitzanmeldung"],
    },
    Held {
        title: "Bauvorbescheid und Baugenehmigung in der unteren Bauaufsicht",
        on: (2026, 4, 29),
        place: "Regensburg, Landratsamt",
        agenda: "Digitale Bauakte\nBeteiligung der Gemeinden\nGebühren",
        participants: &["09375", "09273", "096610000000", "097610000000"],
        services: &["bauvorbescheid", "baugenehmigung"],
    },
    Held {
        title: "Kleine Gemeinden und Verwaltungsgemeinschaften",
        on: (2026, 6, 10),
        place: "Siegenburg, Verwaltungsgemeinschaft",
        agenda: "Rollout ohne eigene IT\nGemeinsam mit den Nachbarn",
        participants: &["09273*", "091840139139"],
        services: &["wohnsitzanmeldung"],
    },
    Held {
        title: "Führerschein und Aufenthaltstitel in den Landratsämtern",
        on: (2026, 7, 8),
        place: "online",
        agenda: "Lichtbild und Unterschrift\nBezahlweg\nTerminvergabe",
        participants: &["09273", "09375", "096610000000", "097610000000"],
        services: &["fuehrerschein", "aufenthaltstitel"],
    },
    Held {
        title: "Waffenrecht: Modul und Registeranschluss",
        on: (2026, 9, 16),
        place: "Nürnberg, Meistersingerhalle",
        agenda: "Stand der Module\nNationales Waffenregister\nZeitplan der Hersteller",
        participants: &["09273", "09375", "096610000000", "097610000000", "09574", "09571"],
        services: &["waffenrecht"],
    },
    Held {
        title: "Rollout in der Fläche: was trägt",
        on: (2026, 10, 21),
        place: "Würzburg, Regierung von Unterfranken",
        agenda: "Was die Piloten anders gemacht haben\nWellen und Roll-in-Teams",
        participants: &["096610000000", "09679*", "09678*", "09671*"],
        services: &[],
    },
    Held {
        title: "Zwischenbilanz vor dem Stichtag",
        on: (2026, 11, 26),
        place: "München, Ministerium",
        agenda: "Wer schafft es noch?\nWas muss bis Jahresende geschehen?",
        participants: &["096610000000", "097610000000", "09273*", "09375*", "097720177177", "091840139139"],
        services: &[],
    },
    Held {
        title: "Blueprint: was wir weitergeben",
        on: (2027, 1, 20),
        place: "Augsburg, Rathaus",
        agenda: "Kriterien gewichten\nEmpfehlungen für andere Länder",
        participants: &["096610000000", "097610000000", "09273", "09375", "097720177177", "091840139139"],
        services: &[],
    },
];

/// Title and day of the workshop at this place, from 1.
pub(super) fn held(place: usize) -> (&'static str, Day) {
    let held = &HELD[(place - 1).min(HELD.len() - 1)];
    (held.title, day(held.on.0, held.on.1, held.on.2))
}

pub(super) fn all() -> Vec<Told> {
    HELD.iter().flat_map(of).collect()
}

fn of(held: &Held) -> Vec<Told> {
    let held_on = day(held.on.0, held.on.1, held.on.2);
    let mut chance = Chance::of(&["workshop", held.title]);
    let participants = held.participants.iter().filter_map(|key| {
        let body = key.trim_end_matches('*').parse().ok()?;
        Some(Participant { body, with_members: key.ends_with('*') })
    });
    let meeting = Meeting {
        title: held.title,
        held_on,
        begins_at: "09:30",
        ends_at: "15:00",
        place: held.place,
        agenda: held.agenda,
        participants: participants.collect(),
        services: held.services.iter().filter_map(|slug| slug.parse().ok()).collect(),
    };
    let invited_on = working_day(held_on.plus(-chance.between(50..=75)));
    let proceed = |to| Deed::Proceed { title: held.title, to };
    let minutes = chrono::Duration::minutes;
    vec![
        Told { at: at_work(invited_on, &mut chance), deed: Deed::Plan(Box::new(meeting)) },
        Told { at: held_on.start() + minutes(9 * 60 + 25), deed: proceed(WorkshopState::Running) },
        Told { at: held_on.start() + minutes(15 * 60 + 20), deed: proceed(WorkshopState::Closed) },
    ]
}
