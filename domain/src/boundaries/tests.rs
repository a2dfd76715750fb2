//! Borders stay shared, middles stay where they are, and nothing gets lost.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn ags(number: usize) -> Ags {
    format!("0917{number:04}").parse().unwrap()
}

fn outer(corners: &[Corner]) -> Ring {
    Ring { corners: corners.to_vec(), is_hole: false }
}

fn square(x: f64, y: f64, side: f64) -> Vec<Corner> {
    vec![(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
}

/// The rings of a path, read back.
fn rings(path: &str) -> Vec<Vec<(i64, i64)>> {
    let ring = |text: &str| {
        let spaced = text.replace('l', " ").replace('-', " -");
        let numbers: Vec<i64> = spaced.split_whitespace().map(|number| number.parse().unwrap()).collect();
        let mut at = (0, 0);
        numbers
            .chunks(2)
            .map(|step| {
                at = (at.0 + step[0], at.1 + step[1]);
                at
            })
            .collect()
    };
    path.split('M').filter(|text| !text.is_empty()).map(|text| ring(text.trim_end_matches('z'))).collect()
}

#[test]
fn a_square_is_a_square() {
    let area = Area { ags: ags(1), rings: vec![outer(&square(4_400_000.0, 5_400_000.0, 50.0))] };
    let found = simplified("Quelle".into(), &[area]).unwrap();
    let shape = &found.shapes[&ags(1)];
    assert_eq!(found.size, (1000, 1000));
    assert_eq!(shape.path, "M0 1000l1000 0 0-1000-1000 0z");
    assert_eq!((shape.x, shape.y), (500, 500));
}

#[test]
fn holes_are_cut_out_whichever_way_they_run() {
    let mut hole = Ring { corners: square(0.0, 0.0, 500.0), is_hole: true };
    for _ in 0..2 {
        let area = Area { ags: ags(1), rings: vec![outer(&square(0.0, 0.0, 1000.0)), hole.clone()] };
        let shape = simplified(String::new(), &[area]).unwrap().shapes.remove(&ags(1)).unwrap();
        assert_eq!((shape.x, shape.y), (583, 417));
        assert_eq!(rings(&shape.path).len(), 2);
        hole.corners.reverse();
    }
}

#[test]
fn degrees_are_drawn_as_wide_as_they_are() {
    let area = Area { ags: ags(1), rings: vec![outer(&square(11.0, 59.5, 1.0))] };
    assert_eq!(simplified(String::new(), &[area]).unwrap().size, (500, 1000));
}

#[test]
fn what_is_smaller_than_a_step_is_still_seen() {
    let dot = Area { ags: ags(2), rings: vec![outer(&square(300.0, 300.0, 0.01))] };
    let land = Area { ags: ags(1), rings: vec![outer(&square(0.0, 0.0, 1000.0))] };
    let found = simplified(String::new(), &[land, dot]).unwrap();
    assert_eq!(found.shapes[&ags(2)].path, "M300 700l1 0 0 1-1 0z");
}

#[test]
fn what_has_no_extent_is_refused() {
    let area = |corners: &[Corner]| Area { ags: ags(1), rings: vec![outer(corners)] };
    assert_eq!(simplified(String::new(), &[]), Err(BoundariesError::NoExtent));
    assert_eq!(simplified(String::new(), &[area(&[(1.0, 1.0); 4])]), Err(BoundariesError::NoExtent));
    assert_eq!(simplified(String::new(), &[area(&[(f64::NAN, 1.0)])]), Err(BoundariesError::NotFinite));
}

proptest! {
    /// A row of neighbours with random borders between them: what one loses of a border, the other loses too.
    #[test]
    fn a_shared_border_stays_shared(
        borders in proptest::collection::vec(proptest::collection::vec((-0.4..0.4_f64, 0.0..1.0_f64), 0..20), 1..5),
    ) {
        let count = borders.len() + 1;
        #[expect(clippy::cast_precision_loss, reason = "few")]
        let border = |place: usize| -> Vec<Corner> {
            let x = place as f64;
            let mut inner: Vec<Corner> = match place {
                0 => Vec::new(),
                _ => borders.get(place - 1).into_iter().flatten().map(|(dx, y)| (x + dx, *y)).collect(),
            };
            inner.sort_by(|one, other| one.1.total_cmp(&other.1));
            [vec![(x, 0.0)], inner, vec![(x, 1.0)]].concat()
        };
        // In metres, so that they are no degrees.
        let far = |corners: Vec<Corner>| -> Vec<Corner> {
            corners.into_iter().map(|(x, y)| (4.4e6 + x * 1e4, 5.4e6 + y * 1e4)).collect()
        };
        let areas: Vec<Area> = (0..count)
            .map(|place| {
                let (west, mut east) = (border(place), border(place + 1));
                east.reverse();
                Area { ags: ags(place), rings: vec![outer(&far([west, east].concat()))] }
            })
            .collect();
        let found = simplified(String::new(), &areas).unwrap();
        prop_assert_eq!(found.shapes.len(), count);
        // Every border inside is drawn twice, the outline once: by the areas that the rings enclose.
        let double_area = |ring: &Vec<(i64, i64)>| -> i64 {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|((x1, y1), (x2, y2))| x1 * y2 - x2 * y1).sum::<i64>()
        };
        let sum: i64 = found.shapes.values().flat_map(|shape| rings(&shape.path)).map(|ring| double_area(&ring)).sum();
        let (width, height) = (i64::from(found.size.0), i64::from(found.size.1));
        prop_assert_eq!(sum.abs(), 2 * width * height);
        for shape in found.shapes.values() {
            prop_assert!(shape.x <= found.size.0 && shape.y <= found.size.1);
            let characters: BTreeSet<char> = shape.path.chars().collect();
            prop_assert!(characters.iter().all(|one| "Mlz -0123456789".contains(*one)));
        }
    }
}
