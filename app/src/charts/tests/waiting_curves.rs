use proptest::prelude::*;

use super::*;

fn falling(steps: u32, every: u32) -> Vec<CurveStep> {
    (1..=steps)
        .map(|step| {
            let waiting = 1.0 - f64::from(step) / f64::from(steps + 1);
            CurveStep { day: step * every, waiting, low: waiting - 0.1, high: waiting + 0.1 }
        })
        .collect()
}

fn drawn(curves: &[WaitingCurve<'_>], layout: Layout) -> String {
    crate::charts::waiting_curves(&WaitingCurves { caption: caption("k"), curves, from_day: 0 }, layout)
}

#[test]
fn groups_are_told_apart_without_colour_and_named_where_they_end() {
    let steps = falling(200, 2);
    let names = ["AKDB", "Nordwind Kommunal-Software GmbH & Co. KG", "ohne Angabe", "übrige", "komuna"];
    let curves: Vec<_> = names
        .iter()
        .zip(0..)
        .map(|(label, place)| WaitingCurve { label, steps: &steps[..steps.len() - 30 * place], until: 420 })
        .collect();
    for layout in Layout::ALL {
        let svg = drawn(&curves, layout);
        assert!(svg.len() < 45_000, "{} bytes", svg.len());
        let document = read(&svg);
        let looks: std::collections::BTreeSet<_> = document
            .descendants()
            .filter(|node| node.attribute("stroke-width") == Some("2.5"))
            .map(|node| (node.attribute("stroke"), node.attribute("stroke-dasharray")))
            .collect();
        assert_eq!(looks.len(), 5);
        let texts = texts(&document).join(" ");
        for name in names.into_iter().chain(["100\u{a0}%", "180", "Tage seit dem ersten Schritt"]) {
            assert!(texts.contains(name.split([' ', '-']).next().unwrap()), "{name} in {texts}");
        }
    }
}

#[test]
fn a_curve_falls_on_its_day_to_its_share() {
    let half = [CurveStep { day: 50, waiting: 0.5, low: 0.4, high: 0.6 }];
    let svg = drawn(&[WaitingCurve { label: "alle", steps: &half, until: 100 }], Layout::Wide);
    let document = read(&svg);
    let line = document.descendants().find(|node| node.attribute("stroke-width") == Some("2.5")).unwrap();
    let [start, before, after, end] = corners(line)[..] else { panic!("{svg}") };
    assert!((before.0 - f64::midpoint(start.0, end.0)).abs() < 0.3 && (before.0 - after.0).abs() < 0.1);
    assert!((start.1 - before.1).abs() < 0.1 && (after.1 - end.1).abs() < 0.1 && after.1 > before.1);
}

#[test]
fn no_group_is_said() {
    assert!(texts(&read(&drawn(&[], Layout::Narrow))).contains(&"Noch keine Angaben".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_curves_are_drawn(
        curves in prop::collection::vec(
            (any::<String>(), prop::collection::vec((any::<u32>(), share(), share(), share()), 0..50), any::<u32>()),
            0..8,
        ),
        from_day in prop_oneof![Just(0_u32), any::<u32>()],
        layout in layout(),
    ) {
        let steps: Vec<Vec<CurveStep>> = curves
            .iter()
            .map(|(_, steps, _)| {
                let mut steps: Vec<_> = steps
                    .iter()
                    .map(|(day, waiting, low, high)| CurveStep { day: *day, waiting: *waiting, low: *low, high: *high })
                    .collect();
                steps.sort_by_key(|step| step.day);
                steps
            })
            .collect();
        let curves: Vec<_> = curves
            .iter()
            .zip(&steps)
            .map(|((label, _, until), steps)| WaitingCurve { label, steps, until: *until })
            .collect();
        let chart = WaitingCurves { caption: caption("k"), curves: &curves, from_day };
        read(&crate::charts::waiting_curves(&chart, layout));
    }
}
