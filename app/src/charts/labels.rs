//! Where a label stands so that it covers neither a line nor another label.

use plotters::style::text_anchor::HPos;

use super::svg::{Area, Drawn, Type};
use super::text;

/// Height of a line of text and place of its baseline from the top, in em.
const LINE_HEIGHT: f64 = 1.2;
const BASELINE: f64 = 0.95;

/// A point of the chart, in pixels.
pub(super) type Spot = (f64, f64);

/// A rectangle in pixels.
#[derive(Clone, Copy, Debug)]
struct Block {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Block {
    fn overlaps(self, other: Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    fn moved(self, right: f64, down: f64) -> Self {
        Self {
            left: self.left + right,
            right: self.right + right,
            top: self.top + down,
            bottom: self.bottom + down,
        }
    }

    /// Whether a straight line from `from` to `to` passes through (Liang and Barsky).
    fn is_crossed(self, from: Spot, to: Spot) -> bool {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (direction, distance) in [
            (-dx, from.0 - self.left),
            (dx, self.right - from.0),
            (-dy, from.1 - self.top),
            (dy, self.bottom - from.1),
        ] {
            if direction.abs() < f64::EPSILON {
                if distance < 0.0 {
                    return false;
                }
            } else if direction < 0.0 {
                enter = enter.max(distance / direction);
            } else {
                leave = leave.min(distance / direction);
            }
        }
        enter < leave
    }
}

/// One or two lines of text that belong to a spot.
pub(super) struct Label<'a> {
    pub(super) lines: Vec<(&'a str, Type)>,
    /// What it names; of several spots (along a line) the first is the best.
    pub(super) spots: Vec<Spot>,
    /// Distance from the spot, in pixels.
    pub(super) distance: f64,
    /// Where it may stand, best first; farther off only where every place is bad.
    pub(super) places: &'a [Place],
}

/// On which side of its spot a label stands: -1 left or above, 0 centred, 1 right or below.
pub(super) type Place = (i8, i8);

/// How bad it is to stand on something, against one rank in the order of places.
#[derive(Clone, Copy, Debug)]
pub(super) enum Harm {
    /// Letters on an even tint.
    Tint,
    /// Letters on a thin line.
    Line,
    /// Letters on the line that the chart is about.
    Curve,
    /// Letters on letters, or on the dot that says where a line ends.
    Overprint,
}

impl Harm {
    const fn cost(self) -> f64 {
        match self {
            Self::Tint => 40.0,
            Self::Line => 100.0,
            Self::Curve => 250.0,
            Self::Overprint => 2_000.0,
        }
    }
}

/// Keeps book of what is taken.
pub(super) struct Labels {
    bounds: Block,
    taken: Vec<Block>,
    lines: Vec<(Vec<Spot>, Harm)>,
}

impl Labels {
    /// For labels between these corners (left and top, right and bottom).
    pub(super) fn new((left, top): Spot, (right, bottom): Spot) -> Self {
        Self { bounds: Block { left, top, right, bottom }, taken: Vec::new(), lines: Vec::new() }
    }

    /// Keeps labels off a line through these spots.
    pub(super) fn avoid(&mut self, line: &[Spot], harm: Harm) {
        self.lines.push((line.to_vec(), harm));
    }

    /// Keeps labels off a dot.
    pub(super) fn avoid_dot(&mut self, (x, y): Spot, radius: f64) {
        self.taken.push(Block { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
    }

    /// Writes the label at the best of its places, moved inside the bounds where it would stick out.
    pub(super) fn write(&mut self, area: &Area<'_>, label: &Label<'_>) -> Drawn {
        let mut best: Option<(f64, Spot, Block)> = None;
        let mut rank = 0.0;
        for distance in [1.0, 2.5, 5.0].map(|factor| label.distance * factor) {
            for spot in &label.spots {
                for place in label.places {
                    let (block, cost) = self.placed(label.block(*spot, *place, distance));
                    if best.is_none_or(|(least, ..)| cost + rank < least) {
                        best = Some((cost + rank, *spot, block));
                    }
                    rank += 1.0;
                }
            }
        }
        let Some((_, spot, block)) = best else { return Ok(()) };
        self.taken.push(block);
        // The estimate of the width is generous: the edge next to the spot is the one to keep.
        let (anchor, x) = if block.left >= spot.0 {
            (HPos::Left, block.left)
        } else if block.right <= spot.0 {
            (HPos::Right, block.right)
        } else {
            (HPos::Center, f64::midpoint(block.left, block.right))
        };
        let mut top = block.top;
        for (text, style) in &label.lines {
            style.write(area, text, anchor, x, top + style.size * BASELINE)?;
            top += style.size * LINE_HEIGHT;
        }
        Ok(())
    }

    /// The block moved inside the bounds, and how bad that place is.
    fn placed(&self, block: Block) -> (Block, f64) {
        let right = (self.bounds.left - block.left).max(0.0) - (block.right - self.bounds.right).max(0.0);
        let down = (self.bounds.top - block.top).max(0.0) - (block.bottom - self.bounds.bottom).max(0.0);
        let block = block.moved(right, down);
        let overprints = self.taken.iter().filter(|other| block.overlaps(**other));
        let crossed = self
            .lines
            .iter()
            .filter(|(line, _)| line.windows(2).any(|pair| block.is_crossed(pair[0], pair[1])));
        let harm: f64 =
            overprints.map(|_| Harm::Overprint).chain(crossed.map(|(_, harm)| *harm)).map(Harm::cost).sum();
        (block, harm + (right.abs() + down.abs()) * 3.0)
    }
}

impl Label<'_> {
    fn block(&self, spot: Spot, (horizontal, vertical): Place, distance: f64) -> Block {
        let width = self.lines.iter().map(|(text, style)| text::width(text, style.size)).fold(0.0, f64::max);
        let height = self.lines.iter().map(|(_, style)| style.size * LINE_HEIGHT).sum::<f64>();
        let along = |side: i8, centre: f64, length: f64| match side {
            -1 => centre - distance - length,
            0 => centre - length / 2.0,
            _ => centre + distance,
        };
        let left = along(horizontal, spot.0, width);
        let top = along(vertical, spot.1, height);
        Block { left, top, right: left + width, bottom: top + height }
    }
}
