//! One line for each step, with the seconds it took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs a step, announces it and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    eprintln!("▸ {name}");
    let start = Instant::now();
    let result = work();
    let mark = if result.is_ok() { '✓' } else { '✗' };
    eprintln!("{mark} {name}: {}", seconds(start.elapsed()));
    result
}

/// A duration as "12,3 s".
pub(crate) fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64()).replace('.', ",")
}
