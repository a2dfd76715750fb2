//! What makes it happen sooner or later, several things looked at together.
//!
//! A proportional hazards model in discrete time: in each period the probability that it happens to somebody who still
//! waits is 1 − exp(−exp(η)) (complementary log-log), so that exp of a coefficient is a ratio of hazards as in a model
//! of Cox. Literature: R. L. Prentice, L. A. Gloeckler, "Regression analysis of grouped survival data with application
//! to breast cancer data", Biometrics 34 (1978); P. D. Allison, "Discrete-time methods for the analysis of event
//! histories", Sociological Methodology 13 (1982). Errors that allow for subjects that belong together: K.-Y. Liang,
//! S. L. Zeger, "Longitudinal data analysis using generalized linear models", Biometrika 73 (1986).

use std::collections::BTreeMap;

use crate::linear;

/// The penalty on the square of each coefficient, as if a normal prior of standard deviation 1,000 stood behind it: it
/// moves no estimate that can be told from data, and keeps equations solvable that have no single solution otherwise.
pub const RIDGE: f64 = 1e-6;

/// Iterations after which it is given up; ten are many.
const MOST_ITERATIONS: usize = 50;
/// Coefficients that move less than this have arrived.
const ARRIVED: f64 = 1e-9;
/// Beyond, a probability is 0 or 1 to the precision of numbers.
const PREDICTOR: (f64, f64) = (-30.0, 3.4);

/// Periods of waiting that look alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is known of them, one value for each coefficient.
    pub values: Vec<f64>,
    /// How many periods.
    pub periods: f64,
    /// In how many of them it happened.
    pub events: f64,
}

/// A part of a [`Row`] that belongs to one cluster: to subjects that may have more in common than what is known of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Names the cluster.
    pub cluster: u32,
    /// The place of the row.
    pub row: usize,
    /// How many of its periods.
    pub periods: f64,
    /// In how many of them it happened.
    pub events: f64,
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// One for each value of the rows.
    pub coefficients: Vec<f64>,
    /// Their covariance if every period stood for itself.
    pub covariance: Vec<Vec<f64>>,
}

/// What one period of a row says, at given coefficients.
struct Slope {
    /// The probability that it happens.
    probability: f64,
    /// How that grows with the predictor.
    growth: f64,
    /// How much the period tells.
    weight: f64,
}

impl Slope {
    fn at(predictor: f64) -> Self {
        let hazard = predictor.clamp(PREDICTOR.0, PREDICTOR.1).exp();
        let probability = -(-hazard).exp_m1();
        let growth = hazard * (-hazard).exp();
        Self { probability, growth, weight: growth * growth / (probability * (1.0 - probability)) }
    }

    /// What a deviation of one event pulls at the predictor.
    fn pull(&self) -> f64 {
        self.weight / self.growth
    }
}

/// Fits the model by iterated weighted least squares with halved steps (P. McCullagh, J. A. Nelder, "Generalized Linear
/// Models", 2nd edition (1989), section 2.5). `None` when there is nothing to fit or no maximum is found.
#[must_use]
pub fn fit(rows: &[Row]) -> Option<Fit> {
    let count = rows.first()?.values.len();
    // The first step looks at what happened, pulled a little towards one half so that it has a predictor.
    let mut predictors: Vec<f64> = rows
        .iter()
        .map(|row| (-((row.periods - row.events + 0.5) / (row.periods + 1.0)).ln()).ln())
        .collect();
    let mut coefficients: Option<Vec<f64>> = None;
    for _ in 0..MOST_ITERATIONS {
        let (information, right) = equations(rows, &predictors, count);
        let mut next = linear::solve(information, right)?;
        if let Some(current) = &coefficients {
            let before = likelihood(rows, current);
            for _ in 0..30 {
                if likelihood(rows, &next) >= before - 1e-9 * before.abs() {
                    break;
                }
                next =
                    next.iter().zip(current).map(|(next, current)| f64::midpoint(*next, *current)).collect();
            }
            let moved =
                next.iter().zip(current).map(|(next, current)| (next - current).abs()).fold(0.0, f64::max);
            if moved < ARRIVED {
                predictors = rows.iter().map(|row| predictor(&row.values, &next)).collect();
                let (information, _) = equations(rows, &predictors, count);
                return Some(Fit { coefficients: next, covariance: inverse(&information)? });
            }
        }
        if next.iter().any(|coefficient| !coefficient.is_finite()) {
            return None;
        }
        predictors = rows.iter().map(|row| predictor(&row.values, &next)).collect();
        coefficients = Some(next);
    }
    None
}

impl Fit {
    /// The covariance that holds where the subjects of a cluster have more in common than what is known of them
    /// ("sandwich"): what they tell together counts once. The parts make up the rows that were fitted.
    #[must_use]
    pub fn clustered(&self, rows: &[Row], parts: &[Part]) -> Vec<Vec<f64>> {
        let count = self.coefficients.len();
        let slopes: Vec<Slope> =
            rows.iter().map(|row| Slope::at(predictor(&row.values, &self.coefficients))).collect();
        let mut pulls = BTreeMap::<u32, Vec<f64>>::new();
        for part in parts {
            let slope = &slopes[part.row];
            let pull = slope.pull() * (part.events - part.periods * slope.probability);
            let of_cluster = pulls.entry(part.cluster).or_insert_with(|| vec![0.0; count]);
            for (sum, value) in of_cluster.iter_mut().zip(&rows[part.row].values) {
                *sum += pull * value;
            }
        }
        let mut middle = vec![vec![0.0; count]; count];
        for pull in pulls.values() {
            for (line, one) in middle.iter_mut().zip(pull) {
                for (cell, other) in line.iter_mut().zip(pull) {
                    *cell += one * other;
                }
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "there are some thousand clusters")]
        let clusters = pulls.len() as f64;
        let correction = if clusters > 1.0 { clusters / (clusters - 1.0) } else { 1.0 };
        let product = times(&times(&self.covariance, &middle), &self.covariance);
        product.into_iter().map(|line| line.into_iter().map(|cell| cell * correction).collect()).collect()
    }
}

fn predictor(values: &[f64], coefficients: &[f64]) -> f64 {
    values.iter().zip(coefficients).map(|(value, coefficient)| value * coefficient).sum()
}

/// The weighted least squares of one step: the information, and what it is to yield.
fn equations(rows: &[Row], predictors: &[f64], count: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut information = vec![vec![0.0; count]; count];
    let mut right = vec![0.0; count];
    for (row, predictor) in rows.iter().zip(predictors) {
        let slope = Slope::at(*predictor);
        let weight = row.periods * slope.weight;
        let working = weight * predictor.clamp(PREDICTOR.0, PREDICTOR.1)
            + slope.pull() * (row.events - row.periods * slope.probability);
        // Most values are 0: of a set of choices one holds.
        let present: Vec<(usize, f64)> =
            row.values.iter().copied().enumerate().filter(|(_, value)| *value != 0.0).collect();
        for &(one, value) in &present {
            right[one] += value * working;
            for &(other, second) in &present {
                information[one][other] += weight * value * second;
            }
        }
    }
    for (place, line) in information.iter_mut().enumerate() {
        line[place] += RIDGE;
    }
    (information, right)
}

/// The logarithm of how likely all that happened is, less the penalty.
fn likelihood(rows: &[Row], coefficients: &[f64]) -> f64 {
    let told: f64 = rows
        .iter()
        .map(|row| {
            let hazard = predictor(&row.values, coefficients).clamp(PREDICTOR.0, PREDICTOR.1).exp();
            row.events * (-(-hazard).exp_m1()).ln() - (row.periods - row.events) * hazard
        })
        .sum();
    told - RIDGE / 2.0 * coefficients.iter().map(|coefficient| coefficient * coefficient).sum::<f64>()
}

fn inverse(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let unit = |place| (0..matrix.len()).map(|other| if other == place { 1.0 } else { 0.0 }).collect();
    // The matrix is symmetric, so that the columns of its inverse are the rows.
    (0..matrix.len()).map(|place| linear::solve(matrix.to_vec(), unit(place))).collect()
}

fn times(one: &[Vec<f64>], other: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let cell = |line: &[f64], column: usize| line.iter().zip(other).map(|(a, b)| a * b[column]).sum();
    one.iter().map(|line| (0..line.len()).map(|column| cell(line, column)).collect()).collect()
}

#[cfg(test)]
mod tests;
