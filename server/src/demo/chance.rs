//! Chance that always falls the same way.

use std::ops::RangeInclusive;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Changing it tells another story altogether.
const SEED: [u8; 32] = *b"Lagebild: invented for showing.\0";

/// A generator that belongs to something with a name.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// The generator of what these names name: the same draws every time, and others than anything else has.
    pub(super) fn of(names: &[&str]) -> Self {
        let mut seed = SEED;
        for (place, byte) in names.join("/").bytes().enumerate() {
            let slot = &mut seed[place % SEED.len()];
            *slot = slot.rotate_left(3) ^ byte;
        }
        Self(ChaCha8Rng::from_seed(seed))
    }

    /// A whole number, each as likely.
    pub(super) fn between(&mut self, range: RangeInclusive<i64>) -> i64 {
        self.0.random_range(range)
    }

    /// A whole number, small ones more likely: half of the draws lie in the lowest quarter.
    pub(super) fn rather_low(&mut self, range: RangeInclusive<i64>) -> i64 {
        let length = range.end() - range.start();
        let part = self.between(0..=1000);
        range.start() + length * part * part / 1_000_000
    }

    /// True that many times in a thousand.
    pub(super) fn per_mille(&mut self, times: i64) -> bool {
        self.between(0..=999) < times
    }

    /// Bell-shaped around 0 with about this standard deviation; never more than six times it.
    pub(super) fn bell(&mut self, deviation: i64) -> i64 {
        // Twelve draws from -100..=100 have a standard deviation of 201.
        (0..12).map(|_| self.between(-100..=100)).sum::<i64>() * deviation / 201
    }

    /// One of several.
    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.0.random_range(0..of.len())]
    }
}
