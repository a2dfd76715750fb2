//! How far all authorities are, as one bar.

use domain::stage::Stage;
use plotters::prelude::*;

use super::Caption;
use super::palette::{Fill, LINE, STAGE_KEY, StageGroup};
use super::svg::{Frame, bar, outline, pen, px};
use crate::format;

const WIDTH: f64 = 220.0;
const HEIGHT: f64 = 14.0;

/// Between two parts, in pixels.
const GAP: f64 = 2.0;

/// Draws one bar, divided by stage in the order of [`STAGE_KEY`]. Its description says the numbers.
///
/// `id` is a prefix unique on the page; a stage may occur in `counts` more than once or not at all.
#[must_use]
pub fn stage_bar(id: &str, title: &str, counts: &[(Stage, u64)]) -> String {
    let parts: Vec<(&StageGroup, u64)> = STAGE_KEY
        .iter()
        .map(|group| {
            let count = counts.iter().filter(|(stage, _)| group.stages.contains(stage));
            (group, count.fold(0, |sum: u64, (_, count)| sum.saturating_add(*count)))
        })
        .filter(|(_, count)| *count > 0)
        .collect();
    let frame = Frame {
        caption: Caption { id, title, description: &description(&parts) },
        class: "lb-chart lb-chart--stages",
        size: (WIDTH, HEIGHT),
        stretches: true,
        strokes: &hatches(),
    };
    frame.draw(|area| {
        if parts.is_empty() {
            return area.draw(&bar(0.0, HEIGHT / 2.0 - 1.0, WIDTH, 2.0, LINE));
        }
        let mut left = 0.0;
        for ((group, _), width) in parts.iter().zip(widths(&parts)) {
            match group.fill {
                Fill::Solid(colour) => area.draw(&bar(left, 0.0, width, HEIGHT, colour))?,
                Fill::Outlined(colour) => area.draw(&outline(left, 0.0, width, HEIGHT, colour))?,
                Fill::Hatched(colour) => {
                    let middle = [0.0, HEIGHT].map(|y| (px(left + width / 2.0), px(y)));
                    area.draw(&PathElement::new(middle, pen(colour, width)))?;
                }
            }
            left += width + GAP;
        }
        Ok(())
    })
}

/// A hatch is a dashed line from top to bottom, as thick as the part is wide: shorter than a pattern, without
/// an id, and its stripes lie flat, so that nobody takes them for a row of narrow parts.
fn hatches() -> Vec<(RGBColor, &'static str)> {
    let hatched = STAGE_KEY.iter().filter_map(|group| match group.fill {
        Fill::Hatched(colour) => Some((colour, r#"stroke-dasharray="2""#)),
        _ => None,
    });
    hatched.collect()
}

fn description(parts: &[(&StageGroup, u64)]) -> String {
    if parts.is_empty() {
        return "keine".to_owned();
    }
    let parts = parts.iter().map(|(group, count)| format!("{} {}", format::number(*count), group.label));
    parts.collect::<Vec<_>>().join(", ")
}

/// Widths in whole pixels that fill the bar. What is there is seen: no part gets less than its look needs.
fn widths(parts: &[(&StageGroup, u64)]) -> Vec<f64> {
    let least = |group: &StageGroup| match group.fill {
        Fill::Solid(_) => 2.0,
        // Two edges with something between them; stripes longer than thick.
        Fill::Outlined(_) | Fill::Hatched(_) => 4.0,
    };
    #[expect(clippy::cast_precision_loss, reason = "a bar is no more exact than a pixel")]
    let weight = |count: u64| count as f64;
    let gaps = GAP * parts.iter().skip(1).map(|_| 1.0).sum::<f64>();
    let room = WIDTH - gaps;
    let total: f64 = parts.iter().map(|(_, count)| weight(*count)).sum();
    let mut widths: Vec<f64> = parts
        .iter()
        .map(|(group, count)| (weight(*count) / total * room).round().max(least(group)))
        .collect();
    // What rounding and small parts took too much comes out of the widest part.
    let excess = widths.iter().sum::<f64>() - room;
    if let Some(widest) = widths.iter_mut().max_by(|one, other| one.total_cmp(other)) {
        *widest -= excess;
    }
    widths
}
