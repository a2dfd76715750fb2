//! Files that were changed at random: none of them stops the program. The same, and more, by the million:
//! `cargo xtask fuzz`.

use std::time::{Duration, Instant};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::changed::changed;
use super::{CSV, parts, read};

/// How many files of each kind.
const FILES: usize = 3_000;

fn smoke(name: &str, file: &[u8], build: impl Fn(Vec<u8>) -> Vec<u8>) {
    let mut random = ChaCha8Rng::seed_from_u64(5);
    let (mut readable, begin) = (0, Instant::now());
    for _ in 0..FILES {
        let mut changes = vec![0; 4 * (1 + random.next_u32() as usize % 4)];
        random.fill_bytes(&mut changes);
        readable += usize::from(read(&build(changed(file, &changes)), name).is_ok());
    }
    assert!(begin.elapsed() < Duration::from_mins(5), "one of them takes too long");
    // Otherwise they all end at the gate.
    assert!(readable > FILES / 100 && readable < FILES, "{readable} of {FILES}");
}

#[test]
fn csv() {
    smoke("x.csv", CSV.as_bytes(), |file| file);
}

#[test]
fn xlsx() {
    smoke("x.xlsx", parts::XLSX.as_bytes(), |file| parts::zip(&parts::split(&file)));
}

#[test]
fn ods() {
    smoke("x.ods", parts::ODS.as_bytes(), |file| parts::zip(&parts::split(&file)));
}

#[test]
fn archive() {
    smoke("x.xlsx", &parts::workbook(parts::XLSX), |file| file);
}
