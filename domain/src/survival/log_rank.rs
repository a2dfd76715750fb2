//! Whether groups differ in how long they wait.

use statrs::distribution::{ChiSquared, ContinuousCDF as _};

use super::Spell;
use super::curve::RiskSet;
use crate::linear;

/// The log-rank test of the hypothesis that all groups wait alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRank {
    /// The statistic.
    pub chi2: f64,
    /// Degrees of freedom: one less than the groups that can be compared.
    pub df: u32,
    /// How often chance alone gives a difference as large as this one.
    pub p: f64,
}

/// Compares groups, unstratified (Klein and Moeschberger, section 7.3). A group of which nobody was ever waiting
/// while it happened to somebody says nothing and is left out; `None` when fewer than two remain or nothing happened.
#[must_use]
pub fn log_rank(groups: &[Vec<Spell>]) -> Option<LogRank> {
    let mut days: Vec<u32> =
        groups.iter().flatten().filter(|spell| spell.was_seen_to_happen()).map(|spell| spell.until).collect();
    days.sort_unstable();
    days.dedup();
    let k = groups.len();
    let mut risk_sets: Vec<RiskSet> = groups.iter().map(|group| RiskSet::new(group)).collect();
    let mut events = groups.iter().map(|group| Events::new(group)).collect::<Vec<_>>();
    let mut excess = vec![0.0; k];
    let mut covariance = vec![vec![0.0; k]; k];
    let mut ever_at_risk = vec![false; k];
    for day in days {
        let at_risk: Vec<f64> = risk_sets.iter_mut().map(|risk| f64::from(risk.on(day))).collect();
        let happened: Vec<f64> = events.iter_mut().map(|events| f64::from(events.on(day))).collect();
        let (n, d): (f64, f64) = (at_risk.iter().sum(), happened.iter().sum());
        if n < 2.0 {
            continue;
        }
        let ties = d * (n - d) / (n - 1.0);
        for one in 0..k {
            let share = at_risk[one] / n;
            ever_at_risk[one] |= at_risk[one] > 0.0;
            excess[one] += happened[one] - d * share;
            for other in 0..k {
                let same = if one == other { 1.0 } else { 0.0 };
                covariance[one][other] += ties * share * (same - at_risk[other] / n);
            }
        }
    }
    // The excesses add up to nothing, so that one of the groups follows from the others.
    let compared: Vec<usize> = (0..k).filter(|group| ever_at_risk[*group]).collect();
    let free = compared.split_last().map(|(_, free)| free).filter(|free| !free.is_empty())?;
    let matrix = free.iter().map(|one| free.iter().map(|other| covariance[*one][*other]).collect()).collect();
    let excess: Vec<f64> = free.iter().map(|group| excess[*group]).collect();
    let solved = linear::solve(matrix, excess.clone())?;
    let chi2: f64 = excess.iter().zip(solved).map(|(excess, weight)| excess * weight).sum();
    let df = u32::try_from(free.len()).unwrap_or(u32::MAX);
    let p = ChiSquared::new(f64::from(df)).map_or(f64::NAN, |law| law.sf(chi2));
    Some(LogRank { chi2, df, p })
}

/// Counts what happened, for days asked in order.
struct Events {
    days: Vec<u32>,
    counted: usize,
}

impl Events {
    fn new(spells: &[Spell]) -> Self {
        let mut days: Vec<u32> =
            spells.iter().filter(|spell| spell.was_seen_to_happen()).map(|spell| spell.until).collect();
        days.sort_unstable();
        Self { days, counted: 0 }
    }

    fn on(&mut self, day: u32) -> u32 {
        let upto = self.days.partition_point(|happened| *happened <= day);
        let count = upto - self.counted;
        self.counted = upto;
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}
