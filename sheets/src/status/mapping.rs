//! Which column of a sheet is which.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use domain::UnknownWord;
use domain::catalogue::{Catalogue, Slug};
use domain::text::search_key;

use super::column::Column;
use super::services::Services;
use super::{days, stages};
use crate::read::{Cell, Row, Sheet};

/// So many rows from above are looked at to find the one with the headings: titles and notes may stand over it.
const HEAD_WITHIN: usize = 40;
/// So many rows below it tell what a heading with two meanings means.
const SAMPLE: usize = 50;
/// So many columns are looked at.
const COLUMNS_MAX: usize = 1_000;

/// What a column of a sheet holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// A column of the contract.
    Column(Column),
    /// The stage of this service: a sheet with a row for each body and a column for each service.
    Service(Slug),
}

/// What is said to be in columns by somebody who looked, by [`Heading::key`]; `None`: nothing to take over. Kept, it
/// holds for the next sheet with the same headings.
pub type ByHand = BTreeMap<String, Option<Meaning>>;

/// What stands above a column, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What the column goes by in [`ByHand`].
    pub key: String,
    /// As it stands in the sheet; empty where nothing stands above the column.
    pub text: String,
    /// What the column holds; `None`: it is not taken over.
    pub means: Option<Meaning>,
    /// Whether somebody said so.
    pub is_by_hand: bool,
    /// The column, counted from 0, that means the same and is taken instead of this one.
    pub repeats: Option<usize>,
}

/// Which column of a sheet is which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The place among [`Sheet::rows`] of the row with the headings; `None`: no row looks like that.
    pub head: Option<usize>,
    /// From the first column on.
    pub headings: Vec<Heading>,
    /// The services that the whole sheet is about, where no column tells them.
    pub services: Vec<Slug>,
}

/// What a sheet has to tell before it can be read as a status sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Whom a row is about.
    Body,
    /// Which service it is about.
    Service,
    /// What is so.
    Stage,
}

impl Mapping {
    /// Finds the headings of a sheet and what they mean. What was said by hand wins.
    #[must_use]
    pub fn recognise(sheet: &Sheet, catalogue: &Catalogue, by_hand: &ByHand) -> Self {
        let services = Services::new(catalogue);
        let recognise = |row: &Row| recognise_row(row, &services, by_hand);
        let best =
            sheet.rows.iter().take(HEAD_WITHIN).enumerate().map(|(at, row)| (distinct(&recognise(row)), at));
        // The first of those with most: a row of data hardly has two headings in it.
        let best = best.max_by_key(|(found, at)| (*found, std::cmp::Reverse(*at)));
        let Some((_, head)) = best.filter(|(found, _)| *found >= 2) else {
            return Self { head: None, headings: Vec::new(), services: Vec::new() };
        };
        let mut headings = recognise(&sheet.rows[head]);
        settle(&mut headings, &sheet.rows[head + 1..]);
        let mut mapping = Self { head: Some(head), headings, services: Vec::new() };
        if !mapping.tells_service() {
            mapping.services = services.named(&sheet.name);
        }
        mapping
    }

    /// The column, counted from 0, that holds this.
    #[must_use]
    pub fn place(&self, column: Column) -> Option<usize> {
        self.headings.iter().position(|heading| heading.means == Some(Meaning::Column(column)))
    }

    /// Columns that nothing was found out about, or that mean what another one does.
    pub fn unknown(&self) -> impl Iterator<Item = &Heading> {
        self.headings
            .iter()
            .filter(|heading| heading.means.is_none() && !heading.is_by_hand && !heading.text.is_empty())
    }

    /// Columns that were recognised and whose content is not taken over all the same.
    pub fn passed_over(&self) -> impl Iterator<Item = (&Heading, Column)> {
        self.headings.iter().filter_map(|heading| match heading.means {
            Some(Meaning::Column(column)) if !column.is_read() => Some((heading, column)),
            _ => None,
        })
    }

    /// What is missing for the sheet to be a status sheet; nothing: it is one.
    #[must_use]
    pub fn missing(&self) -> Vec<Need> {
        let has = |of: &dyn Fn(Column) -> bool| {
            Column::ALL.into_iter().any(|column| of(column) && self.place(column).is_some())
        };
        let tells_stage = |column| matches!(column, Column::Stage | Column::LiveSince | Column::PlannedOn);
        let is_wide = self.wide().next().is_some();
        let mut missing = Vec::new();
        if !has(&Column::names_body) {
            missing.push(Need::Body);
        }
        if !self.tells_service() && self.services.is_empty() {
            missing.push(Need::Service);
        }
        if !has(&tells_stage) && !is_wide {
            missing.push(Need::Stage);
        }
        missing
    }

    /// The columns that hold the stage of one service each.
    pub(super) fn wide(&self) -> impl Iterator<Item = (usize, &Slug)> {
        self.headings.iter().enumerate().filter_map(|(at, heading)| match &heading.means {
            Some(Meaning::Service(slug)) => Some((at, slug)),
            _ => None,
        })
    }

    fn tells_service(&self) -> bool {
        [Column::Service, Column::Leika].into_iter().any(|column| self.place(column).is_some())
            || self.wide().next().is_some()
    }
}

/// What the cells of a row mean if they are headings.
fn recognise_row(row: &Row, services: &Services, by_hand: &ByHand) -> Vec<Heading> {
    let mut seen = BTreeMap::<String, usize>::new();
    let mut headings = Vec::with_capacity(row.cells.len());
    for (at, cell) in row.cells.iter().take(COLUMNS_MAX).enumerate() {
        let text = if let Cell::Text(text) = cell { text.trim() } else { "" };
        let name = match search_key(text) {
            key if key.is_empty() => format!("#{}", at + 1),
            key => key,
        };
        let times = seen.entry(name.clone()).or_default();
        *times += 1;
        let key = if *times == 1 { name } else { format!("{name} #{times}") };
        let said = by_hand.get(&key);
        let recognised = || {
            let service = || match services.named(text).as_slice() {
                [only] => Some(Meaning::Service(only.clone())),
                _ => None,
            };
            Column::recognise(text).map(Meaning::Column).or_else(service)
        };
        headings.push(Heading {
            means: said.cloned().unwrap_or_else(recognised),
            is_by_hand: said.is_some(),
            key,
            text: text.to_owned(),
            repeats: None,
        });
    }
    headings
}

fn distinct(headings: &[Heading]) -> usize {
    headings.iter().filter_map(|heading| heading.means.as_ref()).collect::<BTreeSet<_>>().len()
}

/// Sees to it that every meaning has one column, and that headings with two meanings have the one that fits what
/// stands below.
fn settle(headings: &mut [Heading], rows: &[Row]) {
    let is = |headings: &[Heading], column| {
        headings.iter().any(|heading| heading.means == Some(Meaning::Column(column)))
    };
    for at in 0..headings.len() {
        if headings[at].is_by_hand {
            continue;
        }
        let below = || {
            let cells = rows.iter().filter_map(|row| row.cells.get(at));
            cells.filter(|cell| !cell.shown().trim().is_empty()).take(SAMPLE)
        };
        match headings[at].means {
            // In some sheets "Stand" is the day, in others what is called "Status" elsewhere.
            Some(Meaning::Column(Column::AsOf)) if !is(headings, Column::Stage) => {
                let stages = below().filter(|cell| stages::find(&cell.shown()).is_ok()).count();
                let days = below().filter(|cell| days::looks_like_day(cell)).count();
                if stages > days {
                    headings[at].means = Some(Meaning::Column(Column::Stage));
                }
            }
            // A postal address is none of the service.
            Some(Meaning::Column(Column::Link)) => {
                let is_web = |cell: &Cell| ["://", "www."].iter().any(|sign| cell.shown().contains(sign));
                if below().next().is_some() && !below().any(is_web) {
                    headings[at].means = None;
                }
            }
            // With a column for services, a heading that is called like one is none of its own.
            Some(Meaning::Service(_)) if is(headings, Column::Service) || is(headings, Column::Leika) => {
                headings[at].means = None;
            }
            _ => {}
        }
    }
    let mut first = BTreeMap::<Meaning, usize>::new();
    // What was said by hand comes first, then from left to right.
    let mut order: Vec<usize> = (0..headings.len()).collect();
    order.sort_by_key(|at| (!headings[*at].is_by_hand, *at));
    for at in order {
        let Some(meaning) = headings[at].means.clone() else { continue };
        match first.get(&meaning) {
            Some(other) => {
                headings[at].means = None;
                headings[at].repeats = Some(*other);
            }
            None => {
                first.insert(meaning, at);
            }
        }
    }
}

/// Before the word of a service in the word of a [`Meaning`].
const SERVICE: &str = "leistung:";

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column(column) => f.pad(column.as_str()),
            Self::Service(slug) => write!(f, "{SERVICE}{slug}"),
        }
    }
}

impl FromStr for Meaning {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.strip_prefix(SERVICE) {
            Some(slug) => slug.parse().map(Self::Service).map_err(|_| UnknownWord),
            None => text.parse().map(Self::Column),
        }
    }
}
