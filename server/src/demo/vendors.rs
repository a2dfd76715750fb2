//! Invented vendors. None of these names is meant to be anybody's.

use domain::Day;
use domain::catalogue::Slug;
use domain::key::{Ars, Level};

use super::calendar;
use super::chance::Chance;

/// Who makes or runs the software, as far as one market is concerned.
pub(super) struct Vendor {
    pub(super) name: &'static str,
    /// Share of the market outside its home, relative to the others'; at home it is five times that.
    weight: i64,
    /// Keys of the Regierungsbezirke where it is strong.
    home: &'static [&'static str],
    /// How far its customers are ahead of others, in hundredths of a standard deviation of chance.
    pub(super) lead: i64,
    /// It switches customers on in every so many weeks, counted from [`FIRST_MONDAY`].
    every_weeks: i64,
    /// In which of these weeks.
    week: i64,
}

const fn vendor(
    name: &'static str,
    weight: i64,
    home: &'static [&'static str],
    lead: i64,
    every_weeks: i64,
    week: i64,
) -> Vendor {
    Vendor { name, weight, home, lead, every_weeks, week }
}

static REGISTRATION: [Vendor; 5] = [
    vendor("Musterverlag Kommunal", 10, &["091", "093"], 30, 4, 1),
    vendor("AlpenSoft", 5, &["091", "097"], 90, 6, 3),
    vendor("Frankenkommunal", 2, &["094", "095", "096"], -20, 5, 2),
    vendor("Donau-IT", 2, &["092", "093"], -100, 7, 4),
    vendor("Beispieldaten eG", 2, &["097"], -60, 8, 0),
];
static LICENCE: [Vendor; 3] = [
    vendor("Musterverlag Kommunal", 6, &[], 40, 5, 2),
    vendor("Fahrwerk Beispiel", 3, &["094", "095", "096"], -20, 6, 4),
    vendor("Donau-IT", 2, &["092", "093"], -90, 8, 1),
];
static RESIDENCE: [Vendor; 3] = [
    vendor("AlpenSoft", 4, &["091", "097"], 40, 5, 0),
    vendor("Musterverlag Kommunal", 4, &[], 10, 4, 2),
    vendor("Frankenkommunal", 2, &["094", "095", "096"], -70, 6, 5),
];
static BUILDING: [Vendor; 4] = [
    vendor("Plansatz Muster", 6, &[], 30, 4, 3),
    vendor("AlpenSoft", 3, &["091", "097"], 30, 6, 1),
    vendor("Frankenkommunal", 2, &["094", "095", "096"], -30, 5, 0),
    vendor("Donau-IT", 2, &["092"], -80, 7, 5),
];
/// One of them has no module yet, and its customers wait.
static WEAPONS: [Vendor; 3] = [
    vendor("Musterverlag Kommunal", 5, &[], 80, 6, 1),
    vendor("Registerwerk Beispiel", 4, &["092", "093", "094"], -350, 6, 3),
    vendor("Frankenkommunal", 2, &["095", "096"], 10, 5, 4),
];

/// The vendor to whom the authority keeps for everything in that commitment.
pub(super) fn of(authority: &Ars, commitment: &Slug) -> &'static Vendor {
    let market: &'static [Vendor] = match commitment.as_str() {
        "fuehrerschein" => &LICENCE,
        "aufenthaltstitel" => &RESIDENCE,
        "bauen" => &BUILDING,
        "waffenrecht" => &WEAPONS,
        _ => &REGISTRATION,
    };
    let bezirk = authority.at(Level::Regierungsbezirk);
    let is_home = |vendor: &Vendor| {
        vendor.home.iter().any(|home| bezirk.is_some_and(|bezirk| bezirk.as_str() == *home))
    };
    let weight = |vendor: &Vendor| vendor.weight * if is_home(vendor) { 5 } else { 1 };
    let mut left = Chance::of(&["vendor", authority.as_str(), commitment.as_str()])
        .between(0..=market.iter().map(weight).sum::<i64>() - 1);
    for vendor in market {
        left -= weight(vendor);
        if left < 0 {
            return vendor;
        }
    }
    &market[0]
}

impl Vendor {
    /// The next day on which it switches customers on; not in August.
    pub(super) fn wave(&self, after: Day, chance: &mut Chance) -> Day {
        let mut monday = calendar::monday(after).plus(7);
        while monday.days_since(first_monday()).div_euclid(7).rem_euclid(self.every_weeks) != self.week
            || monday.ymd().1 == 8
        {
            monday = monday.plus(7);
        }
        monday.plus(chance.rather_low(0..=3))
    }
}

/// The Monday from which weeks are counted.
fn first_monday() -> Day {
    Day::from_ymd(2025, 9, 29).unwrap_or(Day::BEGINNING)
}
