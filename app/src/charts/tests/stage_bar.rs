use domain::stage::Stage;
use proptest::prelude::*;

use super::*;

#[test]
fn a_stage_bar_is_small_full_and_says_its_counts() {
    let counts = [
        (Stage::Live, 1_012),
        (Stage::Testing, 12),
        (Stage::Pilot, 8),
        (Stage::Preparing, 100),
        (Stage::Ordered, 105),
        (Stage::NotStarted, 140),
        (Stage::Suspended, 2),
        (Stage::Unknown, 30),
    ];
    let svg = crate::charts::stage_bar("s17", "Bauvorbescheid und Baugenehmigung", &counts);
    assert!(svg.len() <= 700, "{} bytes", svg.len());
    let document = read(&svg);
    let description = element(document.root_element(), "desc").and_then(|node| node.text());
    assert_eq!(
        description,
        Some(
            "1.012 live, 20 Test und Pilot, 205 bestellt oder in Vorbereitung, 140 nicht begonnen, 2 ausgesetzt, 30 unbekannt"
        )
    );
    assert_eq!(ends(&document).last().map(|(_, right)| *right), Some(220.0));
}

/// Left and right end of each part of a stage bar, with its outline.
fn ends(document: &Document<'_>) -> Vec<(f64, f64)> {
    let parts = document.descendants().filter(|node| matches!(node.tag_name().name(), "rect" | "polyline"));
    parts
        .map(|node| {
            let corners = corners(node);
            let stroke = node
                .attribute("stroke")
                .map_or(0.0, |_| number(node.attribute("stroke-width").unwrap_or("1")) / 2.0);
            (corners[0].0 - stroke, corners[1].0 + stroke)
        })
        .collect()
}

#[test]
fn a_stage_bar_of_nothing_says_so() {
    let svg = crate::charts::stage_bar("s", "Aufenthaltstitel", &[(Stage::Live, 0)]);
    let document = read(&svg);
    assert_eq!(element(document.root_element(), "desc").and_then(|node| node.text()), Some("keine"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn parts_of_a_stage_bar_are_all_there_and_apart(counts in prop::array::uniform8(prop_oneof![
        Just(0_u64), 1..5_u64, 1..2_000_u64, Just(u64::MAX)
    ])) {
        let counts: Vec<_> = Stage::ALL.into_iter().zip(counts).collect();
        let svg = crate::charts::stage_bar("s", "Stand", &counts);
        let document = read(&svg);
        let ends = ends(&document);
        let groups = STAGE_KEY.iter().filter(|group| {
            counts.iter().any(|(stage, count)| group.stages.contains(stage) && *count > 0)
        });
        prop_assert_eq!(ends.len(), groups.count().max(1));
        prop_assert_eq!((ends[0].0, ends[ends.len() - 1].1), (0.0, 220.0));
        for (left, right) in &ends {
            prop_assert!(right - left >= 2.0, "{:?}", ends);
        }
        for pair in ends.windows(2) {
            prop_assert!((pair[1].0 - pair[0].1 - 2.0).abs() < 0.01, "{:?}", ends);
        }
    }
}
