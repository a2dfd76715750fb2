//! What a page shows of a plan.

use std::collections::BTreeSet;

use app::imports::{CellName, ColumnChoice, Fault, Preview, RowName, SheetChoice};
use domain::Day;
use domain::catalogue::{Catalogue, Selection};
use domain::coverage::Scope;
use domain::rollout::RolloutKey;
use domain::situation::Situation;
use sheets::read::Workbook;
use sheets::status::{Column, Mapping, Meaning, Need, Plan, RowRef};

use super::choices::Choices;

/// The names of the sheets that are read: those chosen, else all that tell what a status sheet has to.
pub(super) fn chosen(book: &Workbook, mappings: &[Mapping], choices: &Choices) -> BTreeSet<String> {
    let names = book.sheets.iter().map(|sheet| sheet.name.clone());
    if let Some(wanted) = &choices.sheets {
        return names.filter(|name| wanted.contains(name)).collect();
    }
    let complete = |mapping: &Mapping| mapping.missing().is_empty();
    let fitting: BTreeSet<String> =
        names.clone().zip(mappings).filter(|(_, mapping)| complete(mapping)).map(|(name, _)| name).collect();
    // So that there are columns to choose from.
    if fitting.is_empty() { names.take(1).collect() } else { fitting }
}

pub(super) fn preview(
    book: &Workbook,
    mappings: &[Mapping],
    chosen: &BTreeSet<String>,
    plan: &Plan,
    situation: &Situation,
    choices: &Choices,
    today: Day,
) -> Preview {
    let row = |at: &RowRef| RowName { sheet: at.sheet.clone(), row: at.row };
    let faults = plan.refused.iter().map(|fault| Fault {
        at: row(&fault.at),
        place: fault.place,
        column: fault.column.clone(),
        value: fault.value.clone(),
        problem: fault.problem.to_string(),
        suggestions: fault.suggestions.clone(),
    });
    let corrected = choices.cells.iter().map(|(sheet, number, column, text)| {
        (CellName { at: RowName { sheet: sheet.clone(), row: *number }, column: *column }, text.clone())
    });
    Preview {
        data_version: 0,
        new: plan.new as u64,
        changed: plan.changed as u64,
        unchanged: plan.unchanged as u64,
        good: (plan.rows.counted + plan.rows.repeated) as u64,
        silent: plan.rows.silent as u64,
        refused: plan.rows.refused as u64,
        effect: effect(plan, situation, today),
        faults: faults.collect(),
        remarks: plan.remarks.iter().map(|noted| (row(&noted.at), noted.remark.to_string())).collect(),
        notes: book.notes.iter().map(ToString::to_string).collect(),
        sheets: sheets(book, mappings, chosen),
        columns: columns(book, mappings, chosen),
        meanings: meanings(situation.catalogue()),
        since: choices.since,
        corrected: corrected.collect(),
        left_out: choices
            .left_out
            .iter()
            .map(|(sheet, number)| RowName { sheet: sheet.clone(), row: *number })
            .collect(),
    }
}

/// Coverage of each service that gets an entry, and of all of them together.
fn effect(
    plan: &Plan,
    situation: &Situation,
    today: Day,
) -> Vec<(String, domain::coverage::Coverage, domain::coverage::Coverage)> {
    let catalogue = situation.catalogue();
    let concerned: BTreeSet<_> = plan.entries.iter().map(|(rollout, ..)| &rollout.service).collect();
    if concerned.is_empty() {
        return Vec::new();
    }
    let services = catalogue.services.iter().filter(|service| concerned.contains(&service.slug));
    let (mut names, mut wanted): (Vec<String>, Vec<_>) = services
        .map(|service| {
            (service.name.clone(), (Selection::Service(service.slug.clone()), Scope::Within(catalogue.land)))
        })
        .unzip();
    names.push("Alle Zusagen".to_owned());
    wanted.push((Selection::Total, Scope::Within(catalogue.land)));
    let counted = plan.coverage(situation, &wanted, today);
    names.into_iter().zip(counted).map(|(name, (before, after))| (name, before, after)).collect()
}

fn sheets(book: &Workbook, mappings: &[Mapping], chosen: &BTreeSet<String>) -> Vec<SheetChoice> {
    let missing = |need| match need {
        Need::Body => "wen eine Zeile betrifft (AGS, ARS, Kommune oder zuständige Behörde)",
        Need::Service => "um welche Leistung es geht (Leistung oder LeiKa)",
        Need::Stage => "wie es steht (Status, Live seit oder Geplant zum)",
    };
    let choice = |(sheet, mapping): (&sheets::read::Sheet, &Mapping)| SheetChoice {
        name: sheet.name.clone(),
        rows: sheet.rows.len() as u64,
        is_chosen: chosen.contains(&sheet.name),
        missing: mapping.missing().into_iter().map(missing).collect(),
    };
    book.sheets.iter().zip(mappings).map(choice).collect()
}

fn columns(book: &Workbook, mappings: &[Mapping], chosen: &BTreeSet<String>) -> Vec<ColumnChoice> {
    let mut met = BTreeSet::new();
    let headings = book
        .sheets
        .iter()
        .zip(mappings)
        .filter(|(sheet, _)| chosen.contains(&sheet.name))
        .flat_map(|(_, mapping)| &mapping.headings);
    headings
        .filter(|heading| met.insert(heading.key.clone()))
        .map(|heading| ColumnChoice {
            key: heading.key.clone(),
            text: heading.text.clone(),
            means: heading.means.as_ref().map(Meaning::to_string).unwrap_or_default(),
            repeats: heading.repeats.is_some(),
            is_by_hand: heading.is_by_hand,
        })
        .collect()
}

/// What a column can hold: the columns of the contract that are read, and the stage of each service.
fn meanings(catalogue: &Catalogue) -> Vec<(String, String)> {
    let columns = Column::ALL
        .into_iter()
        .filter(|column| column.is_read())
        .map(|column| (Meaning::Column(column).to_string(), column.heading().to_owned()));
    let services = catalogue.services.iter().map(|service| {
        (Meaning::Service(service.slug.clone()).to_string(), format!("Status von: {}", service.name))
    });
    columns.chain(services).collect()
}

/// A rollout by the names of its authority and service.
pub(super) fn rollout_name(rollout: &RolloutKey, situation: &Situation, today: Day) -> String {
    let responsibilities = situation.responsibilities(today);
    let authority = responsibilities
        .register()
        .get(&rollout.authority)
        .map_or_else(|| rollout.authority.to_string(), |body| body.name.clone());
    let service = situation.catalogue().service(&rollout.service);
    let service = service.map_or_else(|| rollout.service.to_string(), |service| service.name.clone());
    format!("{authority}: {service}")
}
