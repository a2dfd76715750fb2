use proptest::prelude::*;

use super::*;

fn drawn(rows: &[(f64, f64, f64)], layout: Layout) -> String {
    let rows: Vec<_> = rows
        .iter()
        .map(|(ratio, low, high)| RatioRow {
            label: "Aufgehalten durch Anbindung an das Verwaltungsnetz",
            ratio: *ratio,
            low: *low,
            high: *high,
            value: "0,5-mal",
        })
        .collect();
    crate::charts::ratios(&Ratios { caption: caption("w"), rows: &rows }, layout)
}

#[test]
fn half_as_often_is_as_far_as_twice_as_often() {
    for layout in Layout::ALL {
        let svg = drawn(&[(0.5, 0.25, 1.0), (2.0, 1.0, 4.0), (1.0, 0.5, 2.0)], layout);
        let document = read(&svg);
        let dots: Vec<f64> = document
            .descendants()
            .filter(|node| node.has_tag_name("circle") && node.attribute("fill") == Some("#092797"))
            .map(|node| number(node.attribute("cx").unwrap()))
            .collect();
        assert!((dots[2] - f64::midpoint(dots[0], dots[1])).abs() < 0.3 && dots[0] < dots[1], "{dots:?}");
        let texts = texts(&document);
        for text in ["1/4", "1", "4", "◂ langsamer", "schneller ▸", "0,5-mal"] {
            assert!(texts.iter().any(|label| label == text), "{text} in {texts:?}");
        }
    }
}

#[test]
fn nothing_told_is_said() {
    assert_eq!(texts(&read(&drawn(&[], Layout::Wide))), ["Noch keine Angaben"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_effects_are_drawn(
        rows in prop::collection::vec((any::<String>(), any::<f64>(), any::<f64>(), any::<f64>()), 0..30),
        layout in layout(),
    ) {
        let rows: Vec<_> = rows
            .iter()
            .map(|(label, ratio, low, high)| RatioRow { label, ratio: *ratio, low: *low, high: *high, value: "1" })
            .collect();
        read(&crate::charts::ratios(&Ratios { caption: caption("w"), rows: &rows }, layout));
    }
}
