//! Borders of communes, simplified once for drawing.
//!
//! Every corner is moved to the nearest point of one grid. Neighbours move the corners of their border alike, so that
//! no gaps open between them; corners that come to lie on a line with their neighbours are left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::key::Ags;

/// Steps of the grid along the longer side of the whole. For a Land one step is about a pixel of a large screen.
const STEPS: f64 = 1000.0;

/// A corner as files have it: first east, then north, in whatever unit.
pub type Corner = (f64, f64);

/// A closed line.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// Its corners; the last may repeat the first.
    pub corners: Vec<Corner>,
    /// Whether it is cut out of the area.
    pub is_hole: bool,
}

/// The area of a commune as a file has it; exclaves and islands are further rings.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The commune.
    pub ags: Ags,
    /// In any order.
    pub rings: Vec<Ring>,
}

/// A commune on the grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its outlines as the path data of SVG, with holes as further outlines: to be filled by the even-odd rule.
    pub path: String,
    /// Steps to the east, of the middle of the area.
    pub x: u32,
    /// Steps to the south.
    pub y: u32,
}

/// The communes of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boundaries {
    /// Where they come from, as the attribution demands it.
    pub source: String,
    /// The extent of all in steps, east and south.
    pub size: (u32, u32),
    /// By commune; the AGS outlives a change of the Verwaltungsgemeinschaft.
    pub shapes: BTreeMap<Ags, Shape>,
}

/// Why areas cannot be simplified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoundariesError {
    /// There is no corner at all, or all are at one place.
    #[error("the areas have no extent")]
    NoExtent,
    /// A coordinate is no number.
    #[error("a coordinate is not a finite number")]
    NotFinite,
}

/// From the coordinates of a file to steps of the grid.
struct Grid {
    west: f64,
    north: f64,
    /// Steps a unit, east and south.
    scale: (f64, f64),
}

impl Grid {
    fn over(areas: &[Area]) -> Result<(Self, (u32, u32)), BoundariesError> {
        let (mut west, mut east, mut south, mut north) =
            (f64::INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::NEG_INFINITY);
        for (x, y) in areas.iter().flat_map(|area| &area.rings).flat_map(|ring| &ring.corners) {
            if !x.is_finite() || !y.is_finite() {
                return Err(BoundariesError::NotFinite);
            }
            (west, east) = (west.min(*x), east.max(*x));
            (south, north) = (south.min(*y), north.max(*y));
        }
        // Degrees: one to the east is shorter than one to the north, by what the latitude makes of it.
        let is_geographic = west >= -180.0 && east <= 180.0 && south >= -90.0 && north <= 90.0;
        let shrink = if is_geographic { f64::midpoint(south, north).to_radians().cos() } else { 1.0 };
        let (width, height) = ((east - west) * shrink, north - south);
        let longest = width.max(height);
        if longest.is_nan() || longest <= 0.0 || longest.is_infinite() {
            return Err(BoundariesError::NoExtent);
        }
        let scale = STEPS / longest;
        let grid = Self { west, north, scale: (shrink * scale, scale) };
        Ok((grid, (steps(width * scale), steps(height * scale))))
    }

    /// Steps to the east and to the south.
    fn at(&self, (x, y): Corner) -> (f64, f64) {
        ((x - self.west) * self.scale.0, (self.north - y) * self.scale.1)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to the steps of the grid"
)]
fn steps(place: f64) -> u32 {
    place.round().clamp(0.0, STEPS) as u32
}

/// Puts the areas on one grid. Several areas of one commune become one.
pub fn simplified(source: String, areas: &[Area]) -> Result<Boundaries, BoundariesError> {
    let (grid, size) = Grid::over(areas)?;
    let mut rings: BTreeMap<Ags, Vec<&Ring>> = BTreeMap::new();
    for area in areas {
        rings.entry(area.ags).or_default().extend(&area.rings);
    }
    let shape = |(ags, rings): (Ags, Vec<&Ring>)| {
        let (x, y) = centroid(&grid, &rings)?;
        let mut path = String::new();
        for ring in rings {
            write_ring(&mut path, &snapped(&grid, &ring.corners));
        }
        if path.is_empty() {
            // Smaller than a step: still to be seen.
            let (x, y) = (i64::from(x), i64::from(y));
            write_ring(&mut path, &[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]);
        }
        Some((ags, Shape { path, x, y }))
    };
    Ok(Boundaries { source, size, shapes: rings.into_iter().filter_map(shape).collect() })
}

/// The ring on the grid without what says nothing: corners on one place, on a line, or to and fro.
fn snapped(grid: &Grid, corners: &[Corner]) -> Vec<(i64, i64)> {
    let mut ring: Vec<(i64, i64)> = Vec::with_capacity(corners.len());
    let is_needless = |(ax, ay): (i64, i64), (bx, by): (i64, i64), (cx, cy): (i64, i64)| {
        (bx - ax) * (cy - by) == (by - ay) * (cx - bx)
    };
    let corners = corners.iter().map(|corner| {
        let (x, y) = grid.at(*corner);
        (i64::from(steps(x)), i64::from(steps(y)))
    });
    for corner in corners {
        while let [.., a, b] = ring[..]
            && is_needless(a, b, corner)
        {
            ring.pop();
        }
        if ring.last() != Some(&corner) {
            ring.push(corner);
        }
    }
    // The same where the end meets the beginning.
    while let [first, second, .., before, last] = ring[..] {
        if first == last || is_needless(before, last, first) {
            ring.pop();
        } else if is_needless(last, first, second) {
            ring.remove(0);
        } else {
            break;
        }
    }
    let has_area = ring.len() > 3 || matches!(ring[..], [a, b, c] if !is_needless(a, b, c) && a != c);
    if has_area { ring } else { Vec::new() }
}

/// `M12 3l3-2 1 0z`
fn write_ring(path: &mut String, ring: &[(i64, i64)]) {
    let Some(((x, y), rest)) = ring.split_first() else { return };
    // Writing to a String cannot fail.
    let _ = write!(path, "M{x} {y}l");
    let (mut before, mut is_first) = ((*x, *y), true);
    for (x, y) in rest {
        for step in [x - before.0, y - before.1] {
            let separator = if is_first || step < 0 { "" } else { " " };
            let _ = write!(path, "{separator}{step}");
            is_first = false;
        }
        before = (*x, *y);
    }
    path.push('z');
}

/// The middle of the area; `None` for one without corners.
fn centroid(grid: &Grid, rings: &[&Ring]) -> Option<(u32, u32)> {
    let origin = grid.at(*rings.iter().find_map(|ring| ring.corners.first())?);
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for ring in rings {
        // Relative to one corner, or the digits of a small ring drown in the coordinates.
        let corners: Vec<Corner> = ring
            .corners
            .iter()
            .map(|corner| grid.at(*corner))
            .map(|(x, y)| (x - origin.0, y - origin.1))
            .collect();
        let (mut of_ring, mut along, mut across) = (0.0, 0.0, 0.0);
        let next = corners.iter().cycle().skip(1);
        for ((x1, y1), (x2, y2)) in corners.iter().zip(next) {
            let cross = x1 * y2 - x2 * y1;
            of_ring += cross;
            along += cross * (x1 + x2) / 3.0;
            across += cross * (y1 + y2) / 3.0;
        }
        // Files disagree on which way round rings run; what is a hole is known.
        let sign = if (of_ring < 0.0) == ring.is_hole { 1.0 } else { -1.0 };
        area += of_ring * sign;
        x += along * sign;
        y += across * sign;
    }
    let (x, y) = if area > 0.0 { (x / area, y / area) } else { (0.0, 0.0) };
    Some((steps(origin.0 + x), steps(origin.1 + y)))
}

#[cfg(test)]
mod tests;
