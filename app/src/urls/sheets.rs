//! Addresses of sheets, without their endings: `/daten/verlauf.xlsx`, `.csv` and `.maschine.csv`.

use domain::Ars;
use domain::blocker::BlockerId;
use domain::snapshot::SnapshotId;

use super::with_query;

/// The line of the chart.
pub const SERIES: &str = "/daten/verlauf";
/// Each commitment.
pub const COMMITMENTS: &str = "/daten/zusagen";
/// Each service.
pub const SERVICES: &str = "/daten/leistungen";
/// The next smaller places, and the pilots.
pub const PARTS: &str = "/daten/gebiete";
/// Each Kreis.
pub const KREISE: &str = "/daten/kreise";
/// The found communes.
pub const COMMUNES: &str = "/daten/kommunen";
/// The authorities of a service.
pub const AUTHORITIES: &str = "/daten/behoerden";
/// The status of every authority and service, in the columns that can be imported again.
pub const STATUS: &str = "/daten/stand";
/// A workbook to fill in, to hand to authorities; there is no other form of it.
pub const TEMPLATE: &str = "/daten/vorlage.xlsx";
/// How many authorities of each kind there are.
pub const CLASSES: &str = "/daten/behoerdenarten";
/// What was agreed to be reached.
pub const TARGETS: &str = "/daten/ziele";
/// What has to go live each week.
pub const PACE: &str = "/daten/tempo";
/// Each Kreis against its own path.
pub const GAPS: &str = "/daten/zielabstand";
/// What counts as live, in versions.
pub const DEFINITIONS: &str = "/daten/definitionen";
/// Days of reporting.
pub const REPORTING_DAYS: &str = "/daten/stichtage";
/// What was recorded last.
pub const CHANGES: &str = "/daten/aenderungen";
/// What holds rollouts up.
pub const BLOCKERS: &str = "/daten/hindernisse";
/// Who waits for it.
pub const WAITING: &str = "/daten/wartende";
/// How long it takes until live, group by group.
pub const DURATIONS: &str = "/daten/dauer";
/// What that goes together with.
pub const EFFECTS: &str = "/daten/faktoren";
/// What solving something would free.
pub const LEVERS: &str = "/daten/hebel";
/// Whom to help when.
pub const WAVES: &str = "/daten/wellenplan";
/// Workshops.
pub const WORKSHOPS: &str = "/daten/workshops";
/// What workshops found.
pub const FINDINGS: &str = "/daten/erkenntnisse";
/// What each workshop added.
pub const HARVEST: &str = "/daten/neues";
/// What was adopted for the blueprint.
pub const BLUEPRINT: &str = "/daten/blueprint";
/// What was agreed.
pub const MEASURES: &str = "/daten/massnahmen";
/// What authorities answered about their readiness.
pub const ANSWERS: &str = "/daten/antworten";
/// What is asked of the visitor's authorities.
pub const TASKS: &str = "/daten/aufgaben";
/// What has to be in place.
pub const CRITERIA: &str = "/daten/kriterien";
/// Who makes the software.
pub const VENDORS: &str = "/daten/hersteller";
/// Letters that were sent.
pub const LETTERS_SENT: &str = "/daten/benachrichtigungen";
/// Letters that would be sent now.
pub const LETTERS_DUE: &str = "/daten/briefe";
/// People with an account.
pub const PEOPLE: &str = "/daten/personen";
/// Who did what.
pub const AUDIT: &str = "/daten/protokoll";

/// The figures that were kept of a day of reporting.
#[must_use]
pub fn reporting_day(id: SnapshotId) -> String {
    with_query("/daten/stichtag", &[("stichtag", &id.to_string())])
}
/// Starts that were announced, and what became of them.
pub const STARTS: &str = "/daten/starttermine";
/// How late starts come, by vendor and Kreis.
pub const SLIPS: &str = "/daten/verzug";
/// Why coverage changed between two days.
pub const BRIDGE: &str = "/daten/bruecke";
/// Whose change it was.
pub const MOVES: &str = "/daten/bewegungen";

/// How each commune stands.
pub const MAP: &str = "/daten/karte";

/// Who is responsible for what in a body.
#[must_use]
pub fn responsible(body: &Ars) -> String {
    with_query("/daten/zustaendigkeiten", &[("kommune", body.as_str())])
}

/// What lies in a body.
#[must_use]
pub fn members(body: &Ars) -> String {
    with_query("/daten/mitglieder", &[("kommune", body.as_str())])
}

/// What was ever recorded of a body.
#[must_use]
pub fn history(body: &Ars) -> String {
    with_query("/daten/eintraege", &[("kommune", body.as_str())])
}

/// Whom a blocker holds up.
#[must_use]
pub fn held_up(blocker: BlockerId) -> String {
    with_query("/daten/betroffene", &[("hindernis", &blocker.to_string())])
}

/// The file of a sheet with that ending; the query of its address stays.
#[must_use]
pub fn file(sheet: &str, ending: &str) -> String {
    match sheet.split_once('?') {
        Some((path, query)) => format!("{path}{ending}?{query}"),
        None => format!("{sheet}{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_stands_before_the_query() {
        assert_eq!(file(SERIES, ".xlsx"), "/daten/verlauf.xlsx");
        assert_eq!(file("/daten/verlauf?stand=2026-06-30", ".csv"), "/daten/verlauf.csv?stand=2026-06-30");
    }
}
