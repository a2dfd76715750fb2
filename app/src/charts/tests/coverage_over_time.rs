use proptest::prelude::*;

use super::*;

const LINE_OF_CONFIRMED: &str = "#092797";
const LINE_OF_TARGET: &str = "#171A2B";

fn stroked<'a, 'i>(document: &'a Document<'i>, colour: &str) -> Option<Node<'a, 'i>> {
    document
        .descendants()
        .find(|node| node.has_tag_name("polyline") && node.attribute("stroke") == Some(colour))
}

fn history(values: &[(f64, f64)]) -> Vec<Point> {
    let days = (0..).map(|week| day("2025-10-01").plus(week * 7));
    let points = values.iter().zip(days);
    points
        .map(|((confirmed, possible), day)| Point { day, confirmed: *confirmed, possible: *possible })
        .collect()
}

fn rising(weeks: u32) -> Vec<Point> {
    let shares = (0..weeks).map(|week| 0.37 * (f64::from(week) / f64::from(weeks)).powi(2));
    history(&shares.map(|share| (share, share + 0.03)).collect::<Vec<_>>())
}

pub(super) fn coverage(points: &[Point], today: &str, layout: Layout) -> String {
    let target = [(day("2026-01-21"), 0.06), (day("2026-12-31"), 1.0)];
    crate::charts::coverage_over_time(
        &CoverageOverTime {
            caption: caption("verlauf"),
            points,
            value: "36,2\u{a0}%",
            possible: Some("bis 39,0\u{a0}%"),
            target: &target,
            target_label: "Ziel 100\u{a0}%",
            due: day("2026-12-31"),
            marker: Marker { day: day(today), label: "heute" },
        },
        layout,
    )
}

#[test]
fn a_year_of_weeks_is_one_line_and_small() {
    for (layout, most) in [(Layout::Wide, 8_000), (Layout::Narrow, 8_000)] {
        let svg = coverage(&rising(60), "2026-11-23", layout);
        assert!(svg.len() <= most, "{} bytes", svg.len());
        let document = read(&svg);
        let line = stroked(&document, LINE_OF_CONFIRMED).unwrap();
        assert_eq!((corners(line).len(), line.attribute("stroke-width")), (60, Some("3")));
        let target = stroked(&document, LINE_OF_TARGET).unwrap();
        assert!(target.attribute("stroke-dasharray").is_some());
        let texts = texts(&document);
        for text in ["0\u{a0}%", "25\u{a0}%", "100\u{a0}%", "Okt.\u{a0}25", "Jan.\u{a0}26", "Apr.", "Juli"] {
            assert!(texts.iter().any(|label| label == text), "{text} in {texts:?}");
        }
        for text in ["Ziel 100\u{a0}%", "36,2\u{a0}%", "bis 39,0\u{a0}%", "heute"] {
            assert!(texts.iter().any(|label| label == text), "{text} in {texts:?}");
        }
    }
}

#[test]
fn shares_stand_at_their_height() {
    let svg = coverage(&history(&[(0.0, 0.0), (0.5, 0.5), (1.0, 1.0)]), "2026-11-23", Layout::Wide);
    let document = read(&svg);
    let line = corners(stroked(&document, LINE_OF_CONFIRMED).unwrap());
    let label = |text: &str| {
        let label = document.descendants().find(|node| node.text() == Some(text)).unwrap();
        corners(label.parent_element().filter(|_| label.is_text()).unwrap_or(label))[0].1
    };
    let heights = ["0\u{a0}%", "50\u{a0}%", "100\u{a0}%"].map(label);
    for ((_, y), scale) in line.iter().zip(heights) {
        assert!((y - line[0].1 - (scale - heights[0])).abs() < 0.3, "{line:?} {heights:?}");
    }
}

#[test]
fn the_line_is_drawn_in_the_order_of_days() {
    let mut points = rising(10);
    points.reverse();
    let svg = coverage(&points, "2026-11-23", Layout::Wide);
    let line = corners(stroked(&read(&svg), LINE_OF_CONFIRMED).unwrap());
    assert!(line.is_sorted_by(|one, other| one.0 < other.0), "{line:?}");
}

#[test]
fn extremes_of_the_history_are_drawn() {
    for layout in Layout::ALL {
        let empty = coverage(&[], "2026-11-23", layout);
        assert!(texts(&read(&empty)).contains(&"Noch keine Angaben".to_owned()));
        for points in [history(&[(0.4, 0.6)]), history(&[(0.0, 0.0); 60]), history(&[(1.0, 1.0); 60])] {
            let svg = coverage(&points, "2026-11-23", layout);
            assert!(texts(&read(&svg)).contains(&"36,2\u{a0}%".to_owned()));
        }
    }
}

#[test]
fn after_the_deadline_the_target_stays_wanted() {
    let svg = coverage(&rising(75), "2027-03-12", Layout::Wide);
    let document = read(&svg);
    let target = corners(stroked(&document, LINE_OF_TARGET).unwrap());
    let [.., due, end] = target.as_slice() else { panic!("{target:?}") };
    assert!((due.1 - end.1).abs() < f64::EPSILON && end.0 > due.0 + 50.0, "{target:?}");
}

#[test]
fn labels_keep_apart() {
    // Wherever the line ends: on the day before the target is due everything is in one corner.
    for (step, today) in (0..=20_u8).flat_map(|step| ["2026-11-23", "2026-12-31"].map(|today| (step, today)))
    {
        let end = f64::from(step) / 20.0;
        let weeks = day(today).days_since(day("2025-10-01")) / 7;
        let points: Vec<_> = (0..=weeks).map(|_| (end, end)).collect();
        for layout in Layout::ALL {
            let svg = coverage(&history(&points), today, layout);
            let document = read(&svg);
            let boxes: Vec<_> =
                document.descendants().filter(|node| node.has_tag_name("text")).map(ink).collect();
            for (index, (label, one)) in boxes.iter().enumerate() {
                for (other_label, other) in &boxes[index + 1..] {
                    let apart =
                        one[1] <= other[0] || other[1] <= one[0] || one[3] <= other[2] || other[3] <= one[2];
                    assert!(apart, "{layout:?}, {end}, {today}: {label} on {other_label}");
                }
            }
        }
    }
}

/// A text and about where its letters are: left, right, top, bottom.
fn ink(node: Node<'_, '_>) -> (String, [f64; 4]) {
    let text = node.text().unwrap_or_default().to_owned();
    let size = number(node.attribute("font-size").unwrap());
    let (width, (x, y)) = (text::width(&text, size) * 0.9, corners(node)[0]);
    let left = match node.attribute("text-anchor") {
        Some("end") => x - width,
        Some("middle") => x - width / 2.0,
        _ => x,
    };
    assert_eq!(node.attribute("dy"), Some("0.76em"), "hangs from its top");
    (text, [left, left + width, y, y + size * 0.76])
}

fn any_day() -> impl Strategy<Value = Day> {
    prop_oneof![9 => 0..4_000_i64, 1 => -600_000..2_000_000_i64].prop_map(|days| day("2020-01-01").plus(days))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_history_is_drawn(
        points in prop::collection::vec((any_day(), share(), share()), 0..40),
        target in prop::collection::vec((any_day(), share()), 0..4),
        due in any_day(),
        today in any_day(),
        label in any::<String>(),
        layout in layout(),
    ) {
        let points: Vec<_> = points
            .into_iter()
            .map(|(day, confirmed, possible)| Point { day, confirmed, possible })
            .collect();
        let mut target = target;
        target.sort_by_key(|(day, _)| *day);
        let svg = crate::charts::coverage_over_time(
            &CoverageOverTime {
                caption: Caption { id: "v", title: "Verlauf", description: "-" },
                points: &points,
                value: &label,
                possible: Some(&label),
                target: &target,
                target_label: &label,
                due,
                marker: Marker { day: today, label: &label },
            },
            layout,
        );
        read(&svg);
    }
}
