use proptest::prelude::*;

use super::*;

const FILL_OF_NEW: &str = "#092797";
const FILL_OF_KNOWN: &str = "#CFD2E0";

fn drawn(counts: &[(u64, u64)], layout: Layout) -> String {
    let columns: Vec<_> = counts
        .iter()
        .map(|(new, found)| NewFindingsColumn { label: "02.03.", new: *new, found: *found })
        .collect();
    crate::charts::new_findings(&NewFindings { caption: caption("neu"), columns: &columns }, layout)
}

fn heights(document: &Document<'_>, fill: &str) -> Vec<f64> {
    let bars = document.descendants().filter(|node| node.attribute("fill") == Some(fill));
    bars.filter(|node| node.has_tag_name("rect"))
        .map(|node| number(node.attribute("height").unwrap()))
        .collect()
}

#[test]
fn columns_are_as_high_as_what_they_count() {
    let svg = drawn(&[(10, 10), (5, 10), (0, 4)], Layout::Wide);
    let document = read(&svg);
    let (new, known) = (heights(&document, FILL_OF_NEW), heights(&document, FILL_OF_KNOWN));
    assert_eq!((new.len(), known.len()), (2, 2), "{svg}");
    assert!((new[0] - 2.0 * new[1]).abs() < 0.3 && (new[1] - known[0]).abs() < 0.3, "{new:?} {known:?}");
    assert!((known[1] - 0.4 * new[0]).abs() < 0.3, "{known:?}");
    let texts = texts(&document);
    assert_eq!(texts.iter().filter(|text| *text == "02.03.").count(), 3);
    for number in ["10", "5", "0"] {
        assert!(texts.contains(&number.to_owned()), "{number} in {texts:?}");
    }
}

#[test]
fn of_many_workshops_only_some_have_labels_and_the_last_one_does() {
    for layout in Layout::ALL {
        let svg = drawn(&[(3, 9); 60], layout);
        let labels = texts(&read(&svg)).into_iter().filter(|text| text == "02.03.").count();
        assert!((4..20).contains(&labels), "{labels}");
    }
}

#[test]
fn nothing_found_is_said() {
    assert_eq!(texts(&read(&drawn(&[], Layout::Narrow))), ["Noch keine Erkenntnisse"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_workshops_are_drawn(
        columns in prop::collection::vec((any::<String>(), any::<u64>(), any::<u64>()), 0..200),
        layout in layout(),
    ) {
        let columns: Vec<_> = columns
            .iter()
            .map(|(label, new, found)| NewFindingsColumn { label, new: *new, found: *found })
            .collect();
        read(&crate::charts::new_findings(&NewFindings { caption: caption("neu"), columns: &columns }, layout));
    }
}
