//! Whether the file is whole, as far as it can be seen.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{Columns, Gv100Error, Gv100Fault};
use super::line::{KEY, Line};
use super::row::Row;
use crate::body::BodyKind;
use crate::key::{Ars, Level};

/// Refuses a last line that is shorter than all others, when those are equally long, as they are as a rule.
pub(super) fn last_line_is_whole(lines: &[Line<'_>]) -> Result<(), Gv100Error> {
    let Some((last, [first, others @ ..])) = lines.split_last() else { return Ok(()) };
    let (length, usual) = (last.len(), first.len());
    if length < usual && others.iter().all(|line| line.len() == usual) {
        return Err(last.error(Columns { first: length + 1, last: usual }, Gv100Fault::TooShort));
    }
    Ok(())
}

/// Refuses rows when something that they announce or lie in is not among them.
pub(super) fn nothing_lacks(rows: &BTreeMap<Ars, Row>) -> Result<(), Gv100Error> {
    let mut with_communes = BTreeSet::new();
    for row in rows.values() {
        // Waters and a strip shared with Luxembourg are part of a Land, but of no Kreis.
        let missing = || parents(&row.ars).find(|parent| !rows.contains_key(parent));
        if let Some(parent) = row.kind.and_then(|_| missing()) {
            return Err(row.error(Gv100Fault::Orphan { parent }));
        }
        if row.ars.level() == Level::Commune {
            with_communes.extend(parents(&row.ars));
            let kreis = row.ars.at(Level::Kreis).and_then(|kreis| rows.get(&kreis));
            let lies_in_landkreis = kreis.is_some_and(|kreis| kreis.kind == Some(BodyKind::Landkreis));
            if row.kind.is_some_and(|kind| (kind == BodyKind::KreisfreieStadt) == lies_in_landkreis) {
                return Err(row.error(Gv100Fault::KreisKind(row.ars)));
            }
        }
    }
    let childless = |row: &&Row| row.ars.level() != Level::Commune && !with_communes.contains(&row.ars);
    if let Some(row) = rows.values().find(childless) {
        return Err(row.error(Gv100Fault::Childless(row.ars)));
    }
    all_laender(rows)
}

/// Everything that a body lies in. The digit 0 says that the Land has no Regierungsbezirke.
fn parents(ars: &Ars) -> impl Iterator<Item = Ars> {
    Level::ALL
        .into_iter()
        .take_while(|level| *level < ars.level())
        .filter_map(|level| ars.at(level))
        .filter(|parent| parent.level() != Level::Regierungsbezirk || !parent.as_str().ends_with('0'))
}

/// Refuses a file that begins like that of all sixteen Länder and breaks off at the end of a line.
/// One that has been reduced to single Länder on purpose is welcome.
fn all_laender(rows: &BTreeMap<Ars, Row>) -> Result<(), Gv100Error> {
    let laender: Vec<&Row> = rows.values().filter(|row| row.ars.level() == Level::Land).collect();
    let from_the_first =
        laender.iter().zip(1..).all(|(row, number)| row.ars.as_str() == format!("{number:02}"));
    match laender[..] {
        [_, .., last] if from_the_first && laender.len() < 16 => {
            Err(last.error(Gv100Fault::EndsAfter(last.ars)))
        }
        _ => Ok(()),
    }
}

impl Row {
    fn error(&self, fault: Gv100Fault) -> Gv100Error {
        Gv100Error::at(self.line, KEY, fault)
    }
}
