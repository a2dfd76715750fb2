//! What entries say, and what they change.

use domain::bulk::{LeftOut, Statement};
use domain::rollout::StatusEntry;
use domain::stage::Stage;

use super::stage;
use crate::format;

/// What is said of many rollouts, in a line without quotation marks.
#[must_use]
pub fn statement(statement: &Statement) -> String {
    match statement {
        Statement::Stage(of, since) => format!("Stand {} seit {}", stage(*of), format::day(*since)),
        Statement::PlannedOn(day) => format!("Start geplant für den {}", format::day(*day)),
        Statement::Vendor(name) => format!("Hersteller {name}"),
        Statement::Confirmed => "Stand bestätigt".to_owned(),
    }
}

/// Why chosen rollouts get no entry, as a heading.
#[must_use]
pub const fn left_out(reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::Stale => "Inzwischen geändert",
        LeftOut::Later(..) => "Es gilt schon eine spätere Angabe",
        LeftOut::Live => "Schon live, kein Start mehr zu planen",
        LeftOut::NothingToConfirm => "Noch keine Angabe, die sich bestätigen ließe",
        LeftOut::Already => "Schon so eingetragen",
    }
}

/// What an entry changes: "im Test → live · Hersteller: nicht genannt → AKDB".
#[must_use]
pub fn difference(before: Option<&StatusEntry>, after: &StatusEntry) -> String {
    let nothing = StatusEntry::new(Stage::Unknown, after.effective_on);
    let before = before.unwrap_or(&nothing);
    let mut parts = Vec::new();
    if before.stage != after.stage {
        parts.push(format!("{} → {}", stage(before.stage), stage(after.stage)));
    }
    let mut field = |name: &str, from: Option<String>, to: Option<String>| {
        let shown = |text: Option<String>| text.unwrap_or_else(|| "keine Angabe".to_owned());
        if from != to {
            parts.push(format!("{name}: {} → {}", shown(from), shown(to)));
        }
    };
    field("Start", before.planned_on.map(format::day), after.planned_on.map(format::day));
    field("Hersteller", before.vendor.clone(), after.vendor.clone());
    field("Adresse", before.link.clone(), after.link.clone());
    if parts.is_empty() { format!("{}, bestätigt", stage(after.stage)) } else { parts.join(" · ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_names_what_changed_and_nothing_else() {
        let day = "2026-11-02".parse().unwrap();
        let live = StatusEntry::new(Stage::Live, day);
        assert_eq!(difference(None, &live), "unbekannt → live");
        assert_eq!(difference(Some(&live), &live), "live, bestätigt");
        let with = StatusEntry { vendor: Some("AKDB".into()), planned_on: Some(day), ..live.clone() };
        assert_eq!(
            difference(Some(&live), &with),
            "Start: keine Angabe → 02.11.2026 · Hersteller: keine Angabe → AKDB"
        );
    }
}
