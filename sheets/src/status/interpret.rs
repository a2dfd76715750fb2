//! From rows to a plan.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::rollout::{History, RolloutKey, Viewpoint};
use domain::situation::Situation;

use super::claim::{Claim, Outcome};
use super::column::Column;
use super::line::{Layout, Line};
use super::plan::{Corrections, Noted, Occasion, Plan, Refused, RowRef, Rows, Source};
use super::row::Reader;
use super::words::{Problem, Remark};
use crate::read::{Cell, Row};

/// Progress is told after so many rows.
const STEP: usize = 1_000;
/// So many rows of a conflict are named.
const ROWS_NAMED: usize = 8;

/// Works out what an import of the sheets would do.
///
/// `progress` is told now and then how many rows of how many are done.
pub fn interpret(
    sources: &[Source<'_>],
    situation: &Situation,
    occasion: &Occasion<'_>,
    corrections: &Corrections,
    progress: &mut dyn FnMut(usize, usize),
) -> Plan {
    let layouts: Vec<Layout<'_>> = sources.iter().map(|source| Layout::new(*source)).collect();
    let corrected: Vec<_> = sources.iter().map(|source| corrected(corrections, &source.sheet.name)).collect();
    let total = sources.iter().map(|source| below(source).len()).sum();
    let mut reader = Reader::new(situation, situation.responsibilities(occasion.today), occasion.today);
    let mut work = Work::default();
    let mut done = 0;
    for ((layout, source), corrected) in layouts.iter().zip(sources).zip(&corrected) {
        for row in below(source) {
            let mut line = Line::new(layout, row, corrected.get(&row.number));
            let is_left_out =
                !corrections.left_out.is_empty() && corrections.left_out.contains(&key(&line.place()));
            let claims = if is_left_out { Vec::new() } else { reader.read(&mut line) };
            work.add(line, claims);
            done += 1;
            if done % STEP == 0 || done == total {
                progress(done, total);
            }
        }
    }
    work.finish(situation, occasion)
}

/// The rows below the headings.
fn below<'a>(source: &Source<'a>) -> &'a [Row] {
    let rows = &source.sheet.rows;
    source.mapping.head.and_then(|head| rows.get(head + 1..)).unwrap_or_default()
}

fn key(at: &RowRef) -> (String, u32) {
    (at.sheet.clone(), at.row)
}

/// The corrected cells of a sheet by row and column.
fn corrected(corrections: &Corrections, sheet: &str) -> HashMap<u32, BTreeMap<usize, Cell>> {
    let mut cells = HashMap::<u32, BTreeMap<usize, Cell>>::new();
    for (place, text) in corrections.cells.iter().filter(|(place, _)| place.sheet == sheet) {
        cells.entry(place.row).or_default().insert(place.column, Cell::Text(text.clone()));
    }
    cells
}

/// A row that was read and what it says of which rollouts.
struct Read<'a> {
    line: Line<'a>,
    claims: Vec<(RolloutKey, Claim)>,
}

/// What was read so far.
#[derive(Default)]
struct Work<'a> {
    rows: Vec<Read<'a>>,
    silent: usize,
    /// What was said once of a word or a name is not said again.
    told: BTreeSet<String>,
}

/// What the rows of a rollout come to.
struct Settled {
    rollout: RolloutKey,
    outcome: Outcome,
}

impl<'a> Work<'a> {
    fn add(&mut self, mut line: Line<'a>, claims: Vec<(RolloutKey, Claim)>) {
        if claims.is_empty() && line.refused.is_empty() {
            self.silent += 1;
            return;
        }
        // A row that counts for several services meets the same fault with each.
        let mut seen: Vec<Refused> = Vec::new();
        line.refused.retain(|refused| {
            let is_new = !seen.contains(refused);
            seen.extend(is_new.then(|| refused.clone()));
            is_new
        });
        let mut remarks: Vec<Remark> = Vec::new();
        for remark in std::mem::take(&mut line.remarks) {
            let is_general = matches!(remark, Remark::ReadAs { .. } | Remark::NotRecognised { .. });
            if !remarks.contains(&remark) && (!is_general || self.told.insert(remark.to_string())) {
                remarks.push(remark);
            }
        }
        line.remarks = remarks;
        self.rows.push(Read { line, claims });
    }

    fn finish(mut self, situation: &Situation, occasion: &Occasion<'_>) -> Plan {
        // A row that falls for one of its rollouts falls for all: until no more do.
        let (settled, first) = loop {
            let rows_of = self.rows_of();
            let (settled, fallen) = self.settle(&rows_of, situation, occasion);
            if fallen.is_empty() {
                break (
                    settled,
                    rows_of.values().filter_map(|rows| rows.first()).map(|(row, _)| *row).collect(),
                );
            }
            for (row, column, problem) in fallen {
                self.rows[row].line.refuse(column, problem, Vec::new());
            }
        };
        self.into_plan(settled, &first, situation, occasion)
    }

    /// The rows without a fault by what they are about, each as its place and that of the claim in it.
    fn rows_of(&self) -> BTreeMap<RolloutKey, Vec<(usize, usize)>> {
        let mut rows_of = BTreeMap::<RolloutKey, Vec<(usize, usize)>>::new();
        for (row, read) in self.rows.iter().enumerate().filter(|(_, read)| read.line.refused.is_empty()) {
            for (claim, (rollout, _)) in read.claims.iter().enumerate() {
                match rows_of.get_mut(rollout) {
                    Some(rows) => rows.push((row, claim)),
                    None => {
                        rows_of.insert(rollout.clone(), vec![(row, claim)]);
                    }
                }
            }
        }
        rows_of
    }

    /// What the rows of each rollout come to, and the rows that fall, each with the column at fault.
    fn settle(
        &self,
        rows_of: &BTreeMap<RolloutKey, Vec<(usize, usize)>>,
        situation: &Situation,
        occasion: &Occasion<'_>,
    ) -> (Vec<Settled>, Vec<(usize, Column, Problem)>) {
        let mut settled = Vec::with_capacity(rows_of.len());
        let mut fallen = Vec::new();
        for (rollout, rows) in rows_of {
            let claims = rows.iter().map(|(row, claim)| &self.rows[*row].claims[*claim].1);
            let said = claims.clone().try_fold(Claim::default(), |said, claim| said.and(claim));
            let outcome = match said {
                Ok(said) => said.against(rollout, situation, occasion).map_err(|problem| {
                    // The day is at fault where the row has one, otherwise what it says.
                    let column = if said.live_since.is_some() { Column::LiveSince } else { Column::Stage };
                    (column, problem)
                }),
                Err(column) => {
                    let named =
                        rows.iter().take(ROWS_NAMED).map(|(row, _)| self.rows[*row].line.place()).collect();
                    let more = rows.len().saturating_sub(ROWS_NAMED);
                    Err((column, Problem::Conflict { rows: named, more }))
                }
            };
            match outcome {
                Ok(outcome) => settled.push(Settled { rollout: rollout.clone(), outcome }),
                Err((column, problem)) => {
                    fallen.extend(rows.iter().map(|(row, _)| (*row, column, problem.clone())));
                }
            }
        }
        (settled, fallen)
    }

    fn into_plan(
        self,
        settled: Vec<Settled>,
        first: &BTreeSet<usize>,
        situation: &Situation,
        occasion: &Occasion<'_>,
    ) -> Plan {
        let mut plan = Plan { rows: Rows { silent: self.silent, ..Rows::default() }, ..Plan::default() };
        let mut newer = BTreeMap::new();
        for Settled { rollout, outcome } in settled {
            match outcome {
                Outcome::Write(entry) => {
                    let history = situation.history(&rollout);
                    let now = Viewpoint::on(occasion.today);
                    let is_new = history.and_then(|history| history.current(now)).is_none();
                    plan.new += usize::from(is_new);
                    plan.changed += usize::from(!is_new);
                    let seen = history.map_or(0, History::version);
                    plan.entries.push((rollout, entry, seen));
                }
                Outcome::Unchanged(remark) => {
                    plan.unchanged += 1;
                    newer.extend(remark.map(|remark| (rollout, remark)));
                }
            }
        }
        for (at, mut read) in self.rows.into_iter().enumerate() {
            if !read.line.refused.is_empty() {
                plan.rows.refused += 1;
                plan.refused.append(&mut read.line.refused);
                continue;
            }
            let counter = if first.contains(&at) { &mut plan.rows.counted } else { &mut plan.rows.repeated };
            *counter += 1;
            let of_history = read.claims.iter().filter_map(|(rollout, _)| newer.get(rollout).cloned());
            let place = read.line.place();
            let remarks = std::mem::take(&mut read.line.remarks).into_iter().chain(of_history);
            plan.remarks.extend(remarks.map(|remark| Noted { at: place.clone(), remark }));
        }
        plan
    }
}
