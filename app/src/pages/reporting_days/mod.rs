//! Days of reporting: what was told when, and what has changed since.

mod compare;
mod list;
mod one;

pub(super) use list::ReportingDaysPage;
pub(super) use one::ReportingDayPage;

use domain::snapshot::Snapshot;

use crate::context::Page;
use crate::figures::Filter;
use crate::format;

/// "20.11.2026, bekannt bis 22.11.2026".
fn days(snapshot: &Snapshot) -> String {
    format!("Stand {}, bekannt bis {}", format::day(snapshot.on), format::day(snapshot.known_on))
}

/// The filter that counts once more what was kept, as far as registers and catalogue are still what they were.
fn as_kept(page: &Page, filter: &Filter, snapshot: &Snapshot) -> Filter {
    let definitions = &page.situation.programme().definitions;
    let definition = definitions.get(snapshot.definition).map(|version| version.definition);
    let viewpoint = domain::rollout::Viewpoint {
        on: snapshot.on,
        known_on: Some(snapshot.known_on),
        definition: definition.unwrap_or(filter.viewpoint.definition),
    };
    Filter { viewpoint, ..filter.clone() }
}
