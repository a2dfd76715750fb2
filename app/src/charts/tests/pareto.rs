use proptest::prelude::*;

use super::*;

const FILL_OF_FREED: &str = "#092797";
const FILL_OF_OTHERS: &str = "#CFD2E0";
const INK: &str = "#171A2B";

fn drawn(shares: &[(f64, f64, f64)], layout: Layout) -> String {
    let rows: Vec<_> = shares
        .iter()
        .map(|(freed, others_remain, together)| ParetoRow {
            label: "Anbindung an das Verwaltungsnetz und Donaudampfschifffahrt",
            freed: *freed,
            others_remain: *others_remain,
            together: *together,
            value: "1.234.567",
        })
        .collect();
    crate::charts::pareto(&Pareto { caption: caption("p"), rows: &rows }, layout)
}

#[test]
fn bars_are_as_long_as_their_shares_and_dots_stand_where_all_come_to() {
    for layout in Layout::ALL {
        let svg = drawn(&[(0.4, 0.2, 0.4), (0.2, 0.1, 0.8)], layout);
        let document = read(&svg);
        let widths = |fill| -> Vec<f64> {
            let bars = document.descendants().filter(|node| node.has_tag_name("rect"));
            bars.filter(|node| node.attribute("fill") == Some(fill))
                .map(|node| number(node.attribute("width").unwrap()))
                .collect()
        };
        let (freed, others) = (widths(FILL_OF_FREED), widths(FILL_OF_OTHERS));
        assert!((freed[0] - 2.0 * freed[1]).abs() < 0.3 && (others[0] - freed[1]).abs() < 0.3, "{svg}");
        let dots: Vec<f64> = document
            .descendants()
            .filter(|node| node.has_tag_name("circle") && node.attribute("fill") == Some(INK))
            .map(|node| number(node.attribute("cx").unwrap()))
            .collect();
        // Both bars begin where nobody is free yet; the dots stand at two and at four fifths of the way.
        assert!((dots[1] - dots[0] - freed[0]).abs() < 0.3, "{svg}");
    }
}

#[test]
fn nobody_waiting_is_said() {
    assert_eq!(texts(&read(&drawn(&[], Layout::Narrow))), ["Zurzeit wartet niemand"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_rows_are_drawn(
        rows in prop::collection::vec((any::<String>(), share(), share(), share()), 0..40),
        layout in layout(),
    ) {
        let rows: Vec<_> = rows
            .iter()
            .map(|(label, freed, others_remain, together)| ParetoRow {
                label,
                freed: *freed,
                others_remain: *others_remain,
                together: *together,
                value: "1",
            })
            .collect();
        read(&crate::charts::pareto(&Pareto { caption: caption("p"), rows: &rows }, layout));
    }
}
