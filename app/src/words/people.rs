//! Words about people, what they may do, and what was wrong with a form about them.

use domain::people::{Purpose, Rights, Role, Standing, Territory};
use domain::register::Register;

use super::full_name;
use crate::format;
use crate::notifications::LetterKind;
use crate::people::Done;

/// A role.
#[must_use]
pub const fn role(role: Role) -> &'static str {
    match role {
        Role::Lead => "Projektleitung",
        Role::Contact => "Kommunalkontakt",
        Role::Facilitator => "Moderation",
        Role::Viewer => "Lesezugriff",
        Role::Admin => "Administration",
    }
}

/// What a role may do, for whoever has to choose one.
#[must_use]
pub const fn role_help(role: Role) -> &'static str {
    match role {
        Role::Lead => "Sieht alles, ändert Katalog und Ziele, meldet mit Begründung für jede Behörde.",
        Role::Contact => "Sieht alles Veröffentlichte und meldet für die eigenen Behörden.",
        Role::Facilitator => "Sieht alles und hält Workshops und ihre Ergebnisse fest.",
        Role::Viewer => "Sieht alles und ändert nichts.",
        Role::Admin => "Verwaltet Personen, Einstellungen und Importe.",
    }
}

/// Whether somebody can sign in.
#[must_use]
pub const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Invited => "eingeladen",
        Standing::Active => "aktiv",
        Standing::Deactivated => "deaktiviert",
    }
}

/// What a link is for.
#[must_use]
pub const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Setup => "Einrichtung",
        Purpose::Invitation => "Einladung",
        Purpose::Reset => "Neues Passwort",
        Purpose::Status => "Stand bestätigen",
    }
}

/// What a letter is.
#[must_use]
pub const fn letter_kind(kind: LetterKind) -> &'static str {
    match kind {
        LetterKind::Digest => "Wochenbericht",
        LetterKind::Due => "Hinweis auf Fristen",
        LetterKind::Reminder => "Erinnerung",
    }
}

/// What somebody acts for: "Landkreis Kelheim mit Mitgliedern".
#[must_use]
pub fn territory(territory: &Territory, register: &Register) -> String {
    let name = register.get(&territory.body).map_or_else(|| territory.body.to_string(), full_name);
    if territory.with_members { format!("{name} mit Mitgliedern") } else { name }
}

/// Roles and authorities in a line: "Kommunalkontakt für Markt Meitingen, darf einladen; Lesezugriff".
#[must_use]
pub fn rights(rights: &Rights, register: &Register) -> String {
    let own: Vec<String> = rights
        .own()
        .map(|own| {
            let invites = if own.may_invite { ", darf einladen" } else { "" };
            format!("{}{invites}", territory(own, register))
        })
        .collect();
    let roles: Vec<String> = rights
        .roles
        .iter()
        .map(|of| match of {
            Role::Contact if !own.is_empty() => format!("{} für {}", role(*of), own.join("; ")),
            _ => role(*of).to_owned(),
        })
        .collect();
    roles.join("; ")
}

/// A time to wait: "30 Sekunden", "eine Minute", "15 Minuten".
#[must_use]
pub fn wait(seconds: u64) -> String {
    match seconds {
        0..60 => format::counted(seconds.max(1), "einer Sekunde", "Sekunden"),
        _ => format::counted(seconds.div_ceil(60), "einer Minute", "Minuten"),
    }
}

/// What was done, and what follows from it.
#[must_use]
pub const fn done(done: Done) -> (&'static str, &'static str) {
    match done {
        Done::SignedOut => ("Sie sind abgemeldet", "In diesem Browser ist niemand mehr angemeldet."),
        Done::PasswordChanged => (
            "Das Passwort ist geändert",
            "Es gilt ab sofort. Alle anderen Sitzungen dieses Kontos sind beendet.",
        ),
        Done::AccountDeleted => (
            "Ihr Konto ist gelöscht",
            "Ihre Einträge bleiben erhalten und tragen statt Ihres Namens ein Pseudonym.",
        ),
        Done::RemindersOn => (
            "Erinnerungen sind eingeschaltet",
            "Sie bekommen wieder Post, wenn etwas auf Ihre Antwort wartet.",
        ),
        Done::RemindersOff => (
            "Erinnerungen sind abgeschaltet",
            "Sie bekommen keine mehr. Einladungen und Hinweise zu Ihrem Passwort kommen weiterhin.",
        ),
        Done::Renamed => ("Der Name ist geändert", "So steht er ab jetzt auch neben früheren Einträgen."),
        Done::SessionEnded => ("Sitzung beendet", "Dort muss man sich neu anmelden."),
        Done::RightsChanged => (
            "Die Rechte sind geändert",
            "Sie gelten ab dem nächsten Klick der Person, auch wo sie gerade angemeldet ist.",
        ),
        Done::Deactivated => (
            "Das Konto ist deaktiviert",
            "Alle Sitzungen sind beendet, und niemand kann sich mehr damit anmelden.",
        ),
        Done::Activated => ("Das Konto ist wieder aktiv", "Die Person kann sich wieder anmelden."),
        Done::LinkRevoked => {
            ("Der Link ist zurückgenommen", "Wer ihn öffnet, erfährt, dass er nicht mehr gilt.")
        }
        Done::PersonDeleted => (
            "Das Konto ist gelöscht",
            "Einträge der Person bleiben erhalten und tragen statt des Namens ein Pseudonym.",
        ),
    }
}
