//! From one share to another in steps.

use super::*;

fn drawn(shares: &[f64], layout: Layout) -> String {
    let steps: Vec<WaterfallStep<'_>> = shares
        .windows(2)
        .map(|pair| WaterfallStep {
            label: "Nachträge und Korrekturen",
            before: pair[0],
            after: pair[1],
            value: "+1,3",
        })
        .collect();
    let end = |share: f64| WaterfallEnd { label: "26.10.2026 wie damals", share, value: "58,3\u{a0}%" };
    let (from, to) = (end(*shares.first().unwrap()), end(*shares.last().unwrap()));
    waterfall(&Waterfall { caption: caption("bruecke"), from, steps: &steps, to }, layout)
}

proptest! {
    #[test]
    fn any_shares_stay_inside(shares in proptest::collection::vec(-0.2..1.2_f64, 1..8)) {
        for layout in Layout::ALL {
            read(&drawn(&shares, layout));
        }
    }
}

#[test]
fn a_scale_that_does_not_start_at_nothing_says_so() {
    for layout in Layout::ALL {
        assert!(drawn(&[0.61, 0.64], layout).contains("Skala ab 55"));
        assert!(!drawn(&[0.0, 0.64], layout).contains("Skala ab"));
        assert!(!drawn(&[f64::NAN], layout).contains("NaN"));
    }
}

#[test]
fn what_is_taken_away_is_outlined_and_what_is_added_is_filled() {
    let outlined = |svg: &str| svg.matches(r##"fill="none" stroke="#171A2B""##).count();
    assert_eq!(outlined(&drawn(&[0.6, 0.5], Layout::Wide)), 1);
    assert_eq!(outlined(&drawn(&[0.5, 0.6], Layout::Wide)), 0);
}
