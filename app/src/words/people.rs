//! Words about people, what they may do, and what was wrong with a form about them.

use domain::people::{
    NAME_MAX, PasswordProblem, PersonNameError, Purpose, Rights, Role, Standing, Territory,
};
use domain::register::Register;

use super::full_name;
use crate::format;
use crate::people::{Done, Mistake};

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

/// What is wrong with a form, and what to do about it.
#[must_use]
pub fn mistake(field: Option<&str>, mistake: &Mistake) -> String {
    match mistake {
        Mistake::Missing => missing(field.unwrap_or_default()).into(),
        Mistake::NotAnEmail => "Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@gemeinde.de.".into(),
        Mistake::EmailTaken => {
            "Zu dieser E-Mail-Adresse gibt es schon ein Konto. Ein zweites ist nicht nötig; die Rechte des \
             vorhandenen ändert die Administration."
                .into()
        }
        Mistake::Name(PersonNameError::Empty) => missing("name").into(),
        Mistake::Name(PersonNameError::TooLong) => {
            format!("Der Name ist zu lang. Möglich sind {NAME_MAX} Zeichen.")
        }
        Mistake::Name(PersonNameError::ControlCharacter) => {
            "Der Name enthält ein unsichtbares Steuerzeichen. Tippen Sie ihn neu, statt ihn einzufügen.".into()
        }
        Mistake::Password(problem) => password(*problem),
        Mistake::WrongPassword => "Das bisherige Passwort stimmt nicht. Es wurde nichts geändert.".into(),
        Mistake::SignIn => {
            "E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beides, oder fordern Sie unter \
             „Passwort vergessen?“ ein neues an."
                .into()
        }
        Mistake::TooMany(seconds) => {
            format!("Zu viele Versuche. Warten Sie {} und versuchen Sie es dann noch einmal.", wait_for(*seconds))
        }
        Mistake::NoRole => "Wählen Sie mindestens eine Rolle aus.".into(),
        Mistake::NoTerritory => {
            "Ein Kommunalkontakt braucht mindestens eine Behörde. Geben Sie ihren Namen, AGS oder ARS an.".into()
        }
        Mistake::NoSuchBody(close) if close.is_empty() => {
            "Diese Behörde gibt es im Register nicht. Prüfen Sie die Schreibweise, oder geben Sie den AGS oder ARS an."
                .into()
        }
        Mistake::NoSuchBody(close) => {
            format!("Welche Behörde ist gemeint? Ähnlich heißen: {}.", close.join(", "))
        }
        Mistake::NotYours => {
            "Diese Rechte dürfen Sie nicht vergeben. Wählen Sie nur, was Sie selbst haben, oder fragen Sie die \
             Administration."
                .into()
        }
        Mistake::LastAdmin => {
            "Das ist das letzte Konto mit der Rolle Administration. Geben Sie die Rolle zuerst einer anderen Person."
                .into()
        }
        Mistake::Stale => {
            "Inzwischen hat jemand anderes diese Angaben geändert. Es wurde nichts überschrieben. Prüfen Sie, was \
             jetzt gilt, und senden Sie Ihre Änderung noch einmal."
                .into()
        }
        Mistake::NotConfirmed => "Setzen Sie das Häkchen, wenn Sie das wirklich wollen.".into(),
        Mistake::Line(line, within) => format!("Zeile {line}: {}", self::mistake(field, within)),
        Mistake::ListedTwice => "Diese E-Mail-Adresse steht schon in einer Zeile darüber.".into(),
        Mistake::Columns => {
            "Die Zahl der Spalten passt nicht zur Kopfzeile. Fehlt ein Trennzeichen, oder ist eines zu viel?".into()
        }
        Mistake::NoColumn(name) => {
            format!("Die Spalte „{name}“ fehlt. Die erste Zeile nennt die Spalten; übernehmen Sie sie aus dem Beispiel.")
        }
        Mistake::NoSuchRole(word) => {
            let known: Vec<_> = Role::ALL.into_iter().map(role).collect();
            format!("Die Rolle „{word}“ gibt es nicht. Möglich sind: {}.", known.join(", "))
        }
        Mistake::ProviderDown => {
            "Der Anmeldedienst der Verwaltung antwortet nicht. Versuchen Sie es in ein paar Minuten noch einmal, \
             oder melden Sie sich mit einem Passwort an."
                .into()
        }
        Mistake::ProviderRefused => {
            "Die Anmeldung über die Verwaltung wurde abgebrochen oder nicht angenommen. Beginnen Sie sie hier neu."
                .into()
        }
        Mistake::NoRoleAtProvider => {
            "Der Anmeldedienst der Verwaltung kennt Sie, gibt Ihnen für Lagebild aber keine Rolle. Bitten Sie die \
             Stelle, die dort die Rechte vergibt."
                .into()
        }
        Mistake::EmailTakenAtProvider => {
            "Zu Ihrer E-Mail-Adresse gibt es hier schon ein Konto mit Passwort. Melden Sie sich damit an."
                .into()
        }
    }
}

/// What to fill into an empty field.
fn missing(field: &str) -> &'static str {
    match field {
        "email" => "Geben Sie eine E-Mail-Adresse an.",
        "name" => "Geben Sie einen Namen an.",
        "password" => "Geben Sie ein Passwort ein.",
        "current" => "Geben Sie Ihr bisheriges Passwort ein.",
        "list" => "Fügen Sie eine Liste ein.",
        "authority" => "Wählen Sie eine Behörde aus.",
        body if body.starts_with("body") => "Geben Sie eine Behörde an: Name, AGS oder ARS.",
        _ => "Hier fehlt eine Angabe.",
    }
}

/// As [`wait`], in the accusative: "Warten Sie …".
fn wait_for(seconds: u64) -> String {
    match seconds {
        0..60 => format::counted(seconds.max(1), "eine Sekunde", "Sekunden"),
        _ => format::counted(seconds.div_ceil(60), "eine Minute", "Minuten"),
    }
}

fn password(problem: PasswordProblem) -> String {
    match problem {
        PasswordProblem::TooShort { min } => format!(
            "Das Passwort ist zu kurz. Nehmen Sie mindestens {min} Zeichen; mehrere Wörter oder ein ganzer Satz \
             sind gut."
        ),
        PasswordProblem::TooLong { max } => {
            format!("Das Passwort ist zu lang. Möglich sind {} Zeichen.", format::number(max as u64))
        }
        PasswordProblem::Common => {
            "Dieses Passwort ist leicht zu erraten. Nehmen Sie ein anderes, zum Beispiel mehrere Wörter, die nichts \
             miteinander zu tun haben."
                .into()
        }
        PasswordProblem::Personal => {
            "Das Passwort besteht aus dem Namen oder der E-Mail-Adresse. Nehmen Sie eines, das daraus niemand errät."
                .into()
        }
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
