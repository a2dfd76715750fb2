//! What every chart promises: one well-formed, named, self-contained element that stays inside its frame.

use domain::Day;
use domain::stage::Stage;
use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::*;

mod coverage_over_time;
mod new_findings;
mod pareto;
mod ratios;
mod share_bars;
mod stage_bar;
mod waiting_curves;
mod waterfall;

const TITLE: &str = "<script>alert(\"1\")</script> & mehr";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn caption(id: &str) -> Caption<'_> {
    Caption { id, title: TITLE, description: "36,2\u{a0}% <b>bestätigt</b>" }
}

/// Reads a chart and checks what holds for all of them.
fn read(svg: &str) -> Document<'_> {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let root = document.root_element();
    assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
    assert_eq!((root.attribute("width"), root.attribute("height")), (None, None), "scales");
    assert!(root.attribute("class").is_some_and(|class| class.starts_with("lb-chart ")));
    let mut ids = Vec::new();
    for node in root.descendants().filter(Node::is_element) {
        assert_eq!(node.attribute("style"), None, "the Content-Security-Policy blocks style attributes");
        assert!(!["script", "style", "image", "b"].contains(&node.tag_name().name()), "{svg}");
        if let Some(size) = node.attribute("font-size") {
            assert!(number(size) >= 13.0, "letters of {size} px");
        }
        for (x, y) in corners(node) {
            let (width, height) = size(root);
            assert!(
                (-0.1..=width + 0.1).contains(&x) && (-0.1..=height + 0.1).contains(&y),
                "{x}, {y}: {svg}"
            );
        }
        ids.extend(node.attribute("id"));
    }
    let named_by: Vec<_> = root.attribute("aria-labelledby").unwrap_or_default().split(' ').collect();
    assert_eq!(named_by, ids, "named by its title and its description, and no other ids");
    let text = |name| element(root, name).and_then(|node| node.text().map(str::to_owned));
    assert!(text("title").is_some_and(|title| !title.is_empty()));
    assert!(text("desc").is_some_and(|description| !description.is_empty()));
    document
}

fn number(text: &str) -> f64 {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    assert!(decimals <= 1, "{text} is written too exactly");
    text.parse().unwrap()
}

fn size(root: Node<'_, '_>) -> (f64, f64) {
    let numbers: Vec<f64> = root.attribute("viewBox").unwrap().split(' ').map(number).collect();
    (numbers[2], numbers[3])
}

/// The points that an element is drawn through.
fn corners(node: Node<'_, '_>) -> Vec<(f64, f64)> {
    let at = |name| number(node.attribute(name).unwrap_or("0"));
    match node.tag_name().name() {
        "rect" => vec![(at("x"), at("y")), (at("x") + at("width"), at("y") + at("height"))],
        "line" => vec![(at("x1"), at("y1")), (at("x2"), at("y2"))],
        "circle" => vec![(at("cx"), at("cy"))],
        "text" => vec![(at("x"), at("y"))],
        "polyline" | "polygon" => node
            .attribute("points")
            .unwrap()
            .split_whitespace()
            .map(|pair| pair.split_once(',').map(|(x, y)| (number(x), number(y))).unwrap())
            .collect(),
        _ => Vec::new(),
    }
}

fn element<'a, 'i>(root: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    root.descendants().find(|node| node.has_tag_name(name))
}

fn texts(document: &Document<'_>) -> Vec<String> {
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text().map(str::to_owned)).collect()
}

fn share() -> impl Strategy<Value = f64> {
    prop_oneof![4 => 0.0..=1.0_f64, 1 => Just(0.0), 1 => Just(1.0), 1 => any::<f64>()]
}

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![Just(Layout::Wide), Just(Layout::Narrow)]
}

#[test]
fn a_title_cannot_become_markup() {
    for layout in Layout::ALL {
        let drawn = [
            coverage_over_time::coverage(&[], "2026-11-23", layout),
            super::share_bars(&ShareBars { caption: caption("b"), rows: &[], expected: None }, layout),
            super::stage_bar("s", TITLE, &[(Stage::Live, 1)]),
        ];
        for svg in drawn {
            assert!(!svg.contains("<script"), "{svg}");
            let document = read(&svg);
            let title = element(document.root_element(), "title").and_then(|node| node.text());
            assert_eq!(title, Some(TITLE));
        }
    }
}
