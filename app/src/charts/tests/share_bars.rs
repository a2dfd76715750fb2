use proptest::prelude::*;

use super::*;

fn bars(rows: &[(String, f64, f64)], expected: Option<f64>, layout: Layout) -> String {
    let rows: Vec<_> = rows
        .iter()
        .map(|(label, confirmed, possible)| ShareBar {
            label,
            confirmed: *confirmed,
            possible: *possible,
            value: "99,9\u{a0}%",
        })
        .collect();
    let expected = expected.map(|share| Expected { share, label: "Soll 88,3\u{a0}%" });
    crate::charts::share_bars(&ShareBars { caption: caption("b"), rows: &rows, expected }, layout)
}

#[test]
fn a_bar_is_full_only_for_everything_and_empty_only_for_nothing() {
    let width = |share: f64| {
        let svg = bars(&[("Schwaben".into(), share, share)], None, Layout::Wide);
        let document = read(&svg);
        let width_of = |colour| {
            let bar = document.descendants().find(|node| node.attribute("fill") == Some(colour));
            bar.filter(|node| node.has_tag_name("rect")).map(|node| number(node.attribute("width").unwrap()))
        };
        (width_of("#092797"), width_of("#E3E5EE").unwrap())
    };
    assert_eq!(width(0.0).0, None);
    assert!(width(0.000_01).0 >= Some(1.0));
    let (bar, track) = width(0.999_99);
    assert!(bar.is_some_and(|bar| bar <= track - 1.0));
    let (bar, track) = width(1.0);
    assert_eq!(bar, Some(track));
}

#[test]
fn long_names_stay_in_their_column() {
    let name = "Verwaltungsgemeinschaft Neustadt a.d. Aisch-Bad Windsheim und Umgebung";
    for (layout, room) in [(Layout::Wide, 225.0), (Layout::Narrow, 290.0)] {
        let svg = bars(&[(name.into(), 0.5, 0.6)], Some(0.8), layout);
        let document = read(&svg);
        let lines: Vec<_> =
            texts(&document).into_iter().filter(|text| name.contains(text.as_str())).collect();
        assert!(lines.len() > 1 && lines.iter().all(|line| text::width(line, 15.0) <= room), "{lines:?}");
    }
}

#[test]
fn every_kreis_has_its_row() {
    let rows: Vec<_> =
        (0..96).map(|index| (format!("Kreis {index}"), f64::from(index) / 96.0, 1.0)).collect();
    for layout in Layout::ALL {
        let svg = bars(&rows, Some(0.9), layout);
        let document = read(&svg);
        assert_eq!(texts(&document).iter().filter(|text| text.starts_with("Kreis ")).count(), 96);
        assert!(svg.len() < 70_000, "{} bytes", svg.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_shares_are_drawn(
        rows in prop::collection::vec((any::<String>(), share(), share()), 0..12),
        expected in prop::option::of(share()),
        layout in layout(),
    ) {
        read(&bars(&rows, expected, layout));
    }
}
