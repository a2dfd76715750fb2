use proptest::prelude::*;

use super::*;

/// Weeks in remission of 42 children with leukaemia: E. J. Freireich and others, Blood 21 (1963), as printed in Klein
/// and Moeschberger, section 1.2. `+` (here `false`): still in remission.
pub(super) fn with_6mp() -> Vec<Spell> {
    let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    let ongoing = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    let spells = ended.into_iter().map(|week| Spell::from_start(week, true));
    spells.chain(ongoing.into_iter().map(|week| Spell::from_start(week, false))).collect()
}

pub(super) fn with_placebo() -> Vec<Spell> {
    [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
        .into_iter()
        .map(|week| Spell::from_start(week, true))
        .collect()
}

#[test]
fn the_curve_of_the_textbook() {
    // Klein and Moeschberger, table 4.1.
    let curve = Curve::estimate(&with_6mp());
    let rounded = |share: f64| (share * 1_000.0).round() / 1_000.0;
    let told: Vec<_> =
        curve.steps.iter().map(|step| (step.day, step.at_risk, step.events, rounded(step.waiting))).collect();
    let printed = [
        (6, 21, 3, 0.857),
        (7, 17, 1, 0.807),
        (10, 15, 1, 0.753),
        (13, 12, 1, 0.690),
        (16, 11, 1, 0.627),
        (22, 7, 1, 0.538),
        (23, 6, 1, 0.448),
    ];
    assert_eq!(told, printed);
    assert_eq!((curve.subjects, curve.events(), curve.median()), (21, 9, Some(23)));
    assert_eq!(Curve::estimate(&with_placebo()).median(), Some(8));
    // The band on the scale of log(−log), as survfit(conf.type = "log-log") of R prints it.
    let (first, last) = (curve.steps[0], curve.steps[6]);
    assert_eq!((rounded(first.low), rounded(first.high)), (0.620, 0.952));
    assert_eq!((rounded(last.low), rounded(last.high)), (0.188, 0.680));
}

#[test]
fn the_comparison_of_the_textbook() {
    // survdiff of R on the same data: chisq 16.8 on 1 degree of freedom, p = 4e-05.
    let test = log_rank(&[with_6mp(), with_placebo()]).unwrap();
    assert!((test.chi2 - 16.793).abs() < 0.001, "{test:?}");
    assert_eq!(test.df, 1);
    assert!((test.p - 4.17e-5).abs() < 1e-7, "{test:?}");
}

#[test]
fn whoever_is_watched_late_counts_from_then_on() {
    let late = Spell { watched_from: 5, until: 9, has_happened: true };
    let curve = Curve::estimate(&[Spell::from_start(5, true), Spell::from_start(8, true), late]);
    let told: Vec<_> = curve.steps.iter().map(|step| (step.day, step.at_risk)).collect();
    assert_eq!(told, [(5, 2), (8, 2), (9, 1)]);
    assert!((curve.waiting_after(8) - 0.25).abs() < 1e-12);
}

#[test]
fn without_looking_at_delayed_entry_waiting_would_seem_longer() {
    // A constant hazard of 1 in 50 a day; half of the subjects are looked at from day 40 on, and only if they still
    // wait then. The share that waits beyond day 100 is 0.98^100.
    let mut random = 1_u64;
    let mut uniform = || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(random >> 33).unwrap()) / f64::from(1_u32 << 31)
    };
    let mut spells = Vec::new();
    for subject in 0..20_000 {
        let mut day = 1;
        while uniform() >= 0.02 && day < 400 {
            day += 1;
        }
        let watched_from = if subject % 2 == 0 { 0 } else { 40 };
        if day > watched_from {
            spells.push(Spell { watched_from, until: day, has_happened: day < 400 });
        }
    }
    let right = 0.98_f64.powi(100);
    let estimated = Curve::estimate(&spells).waiting_after(100);
    assert!((estimated - right).abs() < 0.006, "{estimated} instead of {right}");
    let naive: Vec<_> = spells.iter().map(|spell| Spell { watched_from: 0, ..*spell }).collect();
    assert!(Curve::estimate(&naive).waiting_after(100) > right + 0.03, "the test can tell the difference");
}

#[test]
fn what_cannot_be_compared_is_not() {
    assert_eq!(log_rank(&[]), None);
    assert_eq!(log_rank(&[with_6mp()]), None);
    assert_eq!(log_rank(&[with_6mp(), Vec::new()]), None);
    assert_eq!(log_rank(&[vec![Spell::from_start(3, false)], vec![Spell::from_start(4, false)]]), None);
}

#[test]
fn what_happens_on_the_first_day_counts() {
    let curve = Curve::estimate(&[Spell::from_start(0, true), Spell::from_start(9, false)]);
    assert_eq!(curve.steps.len(), 1);
    assert_eq!((curve.steps[0].day, curve.steps[0].at_risk, curve.median()), (0, 2, Some(0)));
}

fn spell() -> impl Strategy<Value = Spell> {
    (0_u32..40, 0_u32..40, any::<bool>()).prop_map(|(one, other, has_happened)| Spell {
        watched_from: one.min(other),
        until: one.max(other),
        has_happened,
    })
}

proptest! {
    #[test]
    fn the_share_that_waits_never_rises_and_its_band_holds_it(spells in prop::collection::vec(spell(), 0..60)) {
        let curve = Curve::estimate(&spells);
        let mut before = 1.0;
        for step in &curve.steps {
            prop_assert!(step.waiting <= before && step.waiting >= 0.0);
            prop_assert!((0.0..=1.0).contains(&step.low) && (0.0..=1.0).contains(&step.high));
            prop_assert!(step.low <= step.waiting + 1e-12 && step.waiting <= step.high + 1e-12);
            let naive = spells.iter().filter(|spell| spell.is_waiting_on(step.day)).count();
            prop_assert_eq!(step.at_risk as usize, naive);
            prop_assert!(step.events <= step.at_risk);
            before = step.waiting;
        }
    }

    #[test]
    fn the_order_of_groups_and_subjects_does_not_matter(
        one in prop::collection::vec(spell(), 1..30),
        other in prop::collection::vec(spell(), 1..30),
    ) {
        let forth = log_rank(&[one.clone(), other.clone()]);
        let back = log_rank(&[other.into_iter().rev().collect(), one.into_iter().rev().collect()]);
        match (forth, back) {
            (Some(forth), Some(back)) => {
                prop_assert!((forth.chi2 - back.chi2).abs() < 1e-6 * (1.0 + forth.chi2));
                prop_assert!(forth.chi2 >= 0.0 && (0.0..=1.0).contains(&forth.p));
            }
            (forth, back) => prop_assert_eq!(forth.is_some(), back.is_some()),
        }
    }
}
