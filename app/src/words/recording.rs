//! What is recorded beside the stages.

use domain::batch::{Batch, BatchKind};
use domain::blocker::{ActionBy, Severity};
use domain::criteria::{Answer, Readiness};
use domain::workshop::{FindingKind, MeasureState, Verdict, WorkshopState};

use crate::format;

/// What an authority says about a criterion.
#[must_use]
pub const fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "erfüllt",
        Answer::Partly => "teilweise",
        Answer::Open => "offen",
        Answer::NotRelevant => "nicht relevant",
        Answer::Unknown => "unbekannt",
    }
}

/// How ready a rollout is: "5 von 9 erfüllt".
#[must_use]
pub fn readiness(readiness: Readiness) -> String {
    format!("{} von {} erfüllt", format::number(readiness.met), format::number(readiness.total()))
}

/// `eine Behörde`, `1.385 Behörden`.
#[must_use]
pub fn authorities(count: u64) -> String {
    format::counted(count, "eine Behörde", "Behörden")
}

/// Who must act.
#[must_use]
pub const fn action_by(by: ActionBy) -> &'static str {
    match by {
        ActionBy::Commune => "Behörde vor Ort",
        ActionBy::Vendor => "Hersteller",
        ActionBy::Ministry => "Ministerium",
        ActionBy::BayKommun => "BayKommun",
        ActionBy::Third => "Dritte",
    }
}

/// What it means that they must act.
#[must_use]
pub const fn action_by_help(by: ActionBy) -> &'static str {
    match by {
        ActionBy::Commune => "Es fehlt etwas im eigenen Haus.",
        ActionBy::Vendor => "Wer das Fachverfahren herstellt oder betreibt.",
        ActionBy::Ministry => "Das Digitalministerium oder ein Fachministerium.",
        ActionBy::BayKommun => "Wo Dienste bestellt und freigeschaltet werden.",
        ActionBy::Third => "Zum Beispiel das Rechenzentrum oder der Landkreis.",
    }
}

/// How much something hinders.
#[must_use]
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Low => "stört",
        Severity::Medium => "bremst",
        Severity::High => "verhindert den Start",
    }
}

/// How far a workshop is.
#[must_use]
pub const fn workshop_state(state: WorkshopState) -> &'static str {
    match state {
        WorkshopState::Planned => "geplant",
        WorkshopState::Running => "läuft",
        WorkshopState::Closed => "abgeschlossen",
    }
}

/// What a finding is.
#[must_use]
pub const fn finding_kind(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Obstacle => "Hindernis",
        FindingKind::SuccessFactor => "Erfolgsfaktor",
        FindingKind::Recommendation => "Empfehlung",
        FindingKind::Question => "Frage",
    }
}

/// The letter by which a line says what it is: `/h Kein Testzugang`.
#[must_use]
pub const fn finding_letter(kind: FindingKind) -> char {
    match kind {
        FindingKind::Obstacle => 'h',
        FindingKind::SuccessFactor => 'e',
        FindingKind::Recommendation => 'm',
        FindingKind::Question => 'f',
    }
}

/// One finding of a kind and the word for several: "ein Hindernis", "Hindernisse".
#[must_use]
pub const fn finding_forms(kind: FindingKind) -> (&'static str, &'static str) {
    match kind {
        FindingKind::Obstacle => ("ein Hindernis", "Hindernisse"),
        FindingKind::SuccessFactor => ("ein Erfolgsfaktor", "Erfolgsfaktoren"),
        FindingKind::Recommendation => ("eine Empfehlung", "Empfehlungen"),
        FindingKind::Question => ("eine Frage", "Fragen"),
    }
}

/// What has become of a finding.
#[must_use]
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::New => "neu",
        Verdict::Checked => "geprüft",
        Verdict::Adopted => "übernommen",
        Verdict::Rejected => "verworfen",
    }
}

/// How entries came to be recorded together.
#[must_use]
pub const fn batch_kind(kind: BatchKind) -> &'static str {
    match kind {
        BatchKind::Import => "Import",
        BatchKind::Bulk => "Mehrfachänderung",
    }
}

/// Entries that were recorded together: "Import „kelheim.xlsx“".
#[must_use]
pub fn batch(batch: &Batch) -> String {
    format!("{} „{}“", batch_kind(batch.kind), batch.source)
}

/// How far a measure is.
#[must_use]
pub const fn measure_state(state: MeasureState) -> &'static str {
    match state {
        MeasureState::Open => "vereinbart",
        MeasureState::Underway => "begonnen",
        MeasureState::Done => "erledigt",
        MeasureState::Dropped => "aufgegeben",
    }
}
