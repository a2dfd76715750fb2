//! What the field's words are called on the screen. German for now; every page takes them from here.

mod agent;
mod entry;
mod mistake;
mod people;
mod recording;

use domain::body::{Body, BodyKind};
use domain::bridge::Part;
use domain::coverage::Measure;
use domain::definition::Definition;
use domain::entry::{FIRST_YEAR, Field, Problem};
use domain::people::Warrant;
use domain::promises::Fate;
use domain::responsibility::Limit;
use domain::stage::{Liveness, Stage};

use crate::form::Mistake;

pub use agent::browser;
pub use entry::{difference, left_out, statement};
pub use mistake::{mistake, typed};
pub use people::{done, letter_kind, purpose, rights, role, role_help, standing, territory, wait};
pub use recording::{
    action_by, action_by_help, answer, authorities, batch, batch_kind, finding_forms, finding_kind,
    finding_letter, measure_state, readiness, severity, verdict, workshop_state,
};

/// A stage in a few words.
#[must_use]
pub const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Unknown => "unbekannt",
        Stage::NotStarted => "nicht begonnen",
        Stage::Ordered => "bestellt",
        Stage::Preparing => "in Vorbereitung",
        Stage::Testing => "im Test",
        Stage::Pilot => "im Pilotbetrieb",
        Stage::Live => "live",
        Stage::Suspended => "ausgesetzt",
    }
}

/// What a stage means, for whoever has to choose one.
#[must_use]
pub const fn stage_help(stage: Stage) -> &'static str {
    match stage {
        Stage::Unknown => "Es liegt noch keine Angabe vor.",
        Stage::NotStarted => "Es ist noch nichts unternommen.",
        Stage::Ordered => "Der Dienst ist bestellt oder das Interesse gemeldet.",
        Stage::Preparing => "Verträge, Schnittstellen oder Schulungen laufen.",
        Stage::Testing => "Der Dienst wird getestet oder gerade freigeschaltet.",
        Stage::Pilot => "Ein begrenzter Kreis nutzt den Dienst.",
        Stage::Live => "Alle Bürgerinnen und Bürger können den Dienst online nutzen.",
        Stage::Suspended => "Der Dienst war live und ist vorübergehend abgeschaltet.",
    }
}

/// The kind of a body.
#[must_use]
pub const fn kind(kind: BodyKind) -> &'static str {
    kind.title()
}

/// The body with what it is: "Markt Meitingen", "Landkreis Kelheim", "VG Siegenburg", "Stadt Augsburg".
#[must_use]
pub fn full_name(body: &Body) -> String {
    body.full_name()
}

/// The body as whoever has to act: the Landratsamt for a Landkreis.
#[must_use]
pub fn authority_name(body: &Body) -> String {
    body.authority_name()
}

/// The same with its article: "das Landratsamt Augsburg", "die VG Siegenburg".
#[must_use]
pub fn the_authority(body: &Body) -> String {
    let article = match body.kind {
        BodyKind::Landkreis | BodyKind::Land => "das",
        BodyKind::Markt | BodyKind::Gemeindeverband | BodyKind::Regierungsbezirk => "der",
        _ => "die",
    };
    format!("{article} {}", authority_name(body))
}

/// A measure, as a heading or a choice.
#[must_use]
pub const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Authorities => "Behörden",
        Measure::Communes => "Kommunen",
        Measure::Inhabitants => "Menschen",
    }
}

/// One of what is counted, and the noun for several: "eine Behörde", "Behörden".
#[must_use]
pub const fn measure_forms(measure: Measure) -> (&'static str, &'static str) {
    match measure {
        Measure::Authorities => ("eine Behörde", "Behörden"),
        Measure::Communes => ("eine Kommune", "Kommunen"),
        Measure::Inhabitants => ("ein Mensch", "Menschen"),
    }
}

/// The word for a measure in URLs.
#[must_use]
pub const fn measure_slug(measure: Measure) -> &'static str {
    match measure {
        Measure::Authorities => "behoerden",
        Measure::Communes => "kommunen",
        Measure::Inhabitants => "menschen",
    }
}

/// What counts as live, as the end of a sentence: "nur der Stand „live“".
#[must_use]
pub fn definition(definition: Definition) -> String {
    let stages = if definition.counts_pilot {
        format!("der Stand „{}“ oder „{}“", stage(Stage::Live), stage(Stage::Pilot))
    } else {
        format!("nur der Stand „{}“", stage(Stage::Live))
    };
    match definition.confirmed_within {
        None => stages,
        Some(1) => format!("{stages}, wenn er höchstens einen Tag alt ist; sonst gilt er als unbekannt"),
        Some(days) => {
            format!(
                "{stages}, wenn er in den letzten {days} Tagen gemeldet oder bestätigt wurde; sonst gilt er als unbekannt"
            )
        }
    }
}

/// What became of an announced start.
#[must_use]
pub const fn fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Ahead => "steht bevor",
        Fate::Kept => "gehalten",
        Fate::Late => "später live",
        Fate::Moved => "verschoben, noch nicht live",
        Fate::Overdue => "überfällig, kein neuer Termin",
        Fate::Dropped => "Termin gestrichen",
    }
}

/// Whether all that is needed is live, in a word.
#[must_use]
pub const fn liveness(liveness: Liveness) -> &'static str {
    match liveness {
        Liveness::Live => "live",
        Liveness::Unknown => "unbekannt",
        Liveness::NotLive => "nicht live",
    }
}

/// Why coverage changed.
#[must_use]
pub const fn part(part: Part) -> &'static str {
    match part {
        Part::Corrections => "Nachträge und Korrekturen",
        Part::Definition => "andere Definition",
        Part::NewlyLive => "neu live",
        Part::Relapsed => "nicht mehr live",
        Part::Denominators => "anderes Register",
    }
}

/// Which part of a task an authority has, where two share it.
#[must_use]
pub const fn limit(limit: Limit) -> Option<&'static str> {
    match limit {
        Limit::None => None,
        Limit::SimpleCases => Some("einfache Fälle"),
        Limit::OtherCases => Some("alle übrigen Fälle"),
    }
}

/// The label of a field of the status form.
#[must_use]
pub const fn field(field: Field) -> &'static str {
    match field {
        Field::Stage => "Wie ist der Stand?",
        Field::EffectiveOn => "Seit wann gilt das?",
        Field::PlannedOn => "Geplanter Start",
        Field::Vendor => "Hersteller oder IT-Dienstleister",
        Field::Link => "Adresse des Onlinedienstes",
        Field::Note => "Bemerkung",
    }
}

/// The label of a field for whoever has that warrant: the note of a lead is its reason.
#[must_use]
pub const fn field_for(of: Field, warrant: Warrant) -> &'static str {
    match (of, warrant) {
        (Field::Note, Warrant::Lead) => "Begründung",
        _ => field(of),
    }
}

/// What is wrong with a field and what to do about it.
#[must_use]
pub fn problem(field: Field, problem: Problem) -> String {
    match (field, problem) {
        (Field::Stage, Problem::Missing) => "Wählen Sie aus, wie der Stand ist.".into(),
        (Field::Note, Problem::Missing) => "Geben Sie in ein paar Worten den Grund an.".into(),
        (_, Problem::Missing) => mistake(None, &Mistake::MissingDay),
        (_, Problem::InTheFuture) => {
            "Dieser Tag liegt in der Zukunft. Hier zählt, was schon gilt; einen künftigen Start tragen Sie \
             unter „Geplanter Start“ ein."
                .into()
        }
        (_, Problem::TooEarly) => {
            format!(
                "Dieser Tag liegt vor {FIRST_YEAR}. So früh gab es den Onlinedienst nicht; prüfen Sie das Jahr."
            )
        }
        (_, problem) => typed(problem),
    }
}
