//! What the field's words are called on the screen. German for now; every page takes them from here.

mod agent;
mod entry;
mod mistake;
mod people;
mod recording;

use domain::body::{Body, BodyKind};
use domain::coverage::Measure;
use domain::entry::{FIRST_YEAR, Field, Problem};
use domain::people::Warrant;
use domain::responsibility::Limit;
use domain::stage::Stage;

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
