//! Effects as ratios with their intervals: dots and whiskers.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::palette::{LINE, LIVE, MUTED, SURFACE, TEXT, UNKNOWN_EDGE};
use super::svg::{Area, Drawn, Frame, Type, pen, px};
use super::{Caption, Layout, text};

/// One row of [`ratios`].
#[derive(Clone, Copy, Debug)]
pub struct RatioRow<'a> {
    /// What has the effect.
    pub label: &'a str,
    /// The estimate; 1 is no effect.
    pub ratio: f64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end of the interval.
    pub high: f64,
    /// The estimate in words ("0,5-mal").
    pub value: &'a str,
}

/// What [`ratios`] draws. Texts come formatted, so that they say the same as the page.
#[derive(Clone, Copy, Debug)]
pub struct Ratios<'a> {
    /// Title and description.
    pub caption: Caption<'a>,
    /// The rows from top to bottom.
    pub rows: &'a [RatioRow<'a>],
}

/// The scale ends here on either side, as a power of two: whatever goes beyond ends at the edge.
const WIDEST: f64 = 4.0;
const HEAD: f64 = 46.0;

/// How the parts are laid out, in pixels.
struct Plan {
    width: f64,
    /// Where the scale starts and ends.
    field: (f64, f64),
    label_room: f64,
    /// Labels stand above their whiskers rather than before them.
    stacked: bool,
    label: Type,
    value: Type,
    note: Type,
}

impl Plan {
    const fn of(layout: Layout) -> Self {
        let (label, value, note) = (Type::new(15.0, TEXT), Type::bold(15.0, TEXT), Type::new(14.5, MUTED));
        match layout {
            Layout::Wide => Self {
                width: 760.0,
                field: (270.0, 660.0),
                label_room: 250.0,
                stacked: false,
                label,
                value,
                note,
            },
            Layout::Narrow => Self {
                width: 358.0,
                field: (14.0, 344.0),
                label_room: 260.0,
                stacked: true,
                label,
                value,
                note,
            },
        }
    }

    /// Half as often is as far to the left as twice as often is to the right.
    fn x(&self, ratio: f64, widest: f64) -> f64 {
        let power = if ratio > 0.0 { ratio.log2() } else { -widest };
        let power = if power.is_nan() { 0.0 } else { power.clamp(-widest, widest) };
        let (left, right) = self.field;
        f64::midpoint(left, right) + (right - left) / 2.0 * power / widest
    }
}

/// Draws a row for each effect: its estimate as a dot, its interval as a line, and a line for no effect.
#[must_use]
pub fn ratios(chart: &Ratios<'_>, layout: Layout) -> String {
    let plan = Plan::of(layout);
    let rows: Vec<(&RatioRow<'_>, Vec<String>)> =
        chart.rows.iter().map(|row| (row, text::wrap(row.label, plan.label.size, plan.label_room))).collect();
    let row_height = |lines: &[String]| {
        let labels = lines.iter().map(|_| 19.0).sum::<f64>();
        labels + if plan.stacked { 32.0 } else { 14.0 }
    };
    let height = HEAD + rows.iter().map(|(_, lines)| row_height(lines)).sum::<f64>().max(30.0);
    let class = format!("{} lb-chart--bars", layout.class());
    let frame = Frame {
        caption: chart.caption,
        class: &class,
        size: (plan.width, height),
        stretches: false,
        strokes: &[],
    };
    frame.draw(|area| {
        if rows.is_empty() {
            return plan.note.write(area, "Noch keine Angaben", HPos::Left, 0.0, 20.0);
        }
        // No wider than what is to be shown, in whole steps.
        let reach =
            chart.rows.iter().flat_map(|row| [row.low, row.high, row.ratio]).filter(|ratio| *ratio > 0.0);
        let widest = reach.map(|ratio| ratio.log2().abs().ceil()).fold(1.0, f64::max).min(WIDEST);
        scale(&plan, widest, area, height)?;
        let mut top = HEAD;
        for (row, lines) in &rows {
            draw(&plan, widest, area, row, lines, top)?;
            top += row_height(lines);
        }
        Ok(())
    })
}

fn scale(plan: &Plan, widest: f64, area: &Area<'_>, height: f64) -> Drawn {
    let (left, right) = plan.field;
    let middle = f64::midpoint(left, right);
    plan.note.write(area, "◂ langsamer", HPos::Left, left, 15.0)?;
    plan.note.write(area, "schneller ▸", HPos::Right, right, 15.0)?;
    let step = if widest > 2.0 { 2.0 } else { 1.0 };
    let mut power = -widest;
    while power <= widest {
        let x = plan.x(power.exp2(), widest);
        let colour = if power.abs() < 0.5 { UNKNOWN_EDGE } else { LINE };
        let line = [(px(x), px(HEAD - 8.0)), (px(x), px(height))];
        area.draw(&PathElement::new(line, pen(colour, if power.abs() < 0.5 { 1.5 } else { 1.0 })))?;
        let label = if power < 0.0 { format!("1/{}", (-power).exp2()) } else { format!("{}", power.exp2()) };
        let anchor = if x < middle - 1.0 && power <= -widest {
            HPos::Left
        } else if power >= widest {
            HPos::Right
        } else {
            HPos::Center
        };
        plan.note.write(area, &label, anchor, x, HEAD - 12.0)?;
        power += step;
    }
    Ok(())
}

fn draw(plan: &Plan, widest: f64, area: &Area<'_>, row: &RatioRow<'_>, lines: &[String], top: f64) -> Drawn {
    let mut baseline = top + 15.0;
    for line in lines {
        plan.label.write(area, line, HPos::Left, 0.0, baseline)?;
        baseline += 19.0;
    }
    let labels = lines.iter().map(|_| 19.0).sum::<f64>();
    let y = if plan.stacked { top + labels + 10.0 } else { top + labels / 2.0 };
    let value_baseline = if plan.stacked { top + 15.0 } else { y + 5.0 };
    plan.value.write(area, row.value, HPos::Right, plan.width, value_baseline)?;
    let [low, ratio, high] = [row.low, row.ratio, row.high].map(|ratio| plan.x(ratio, widest));
    let (low, high) = (low.min(ratio), high.max(ratio));
    area.draw(&PathElement::new([(px(low), px(y)), (px(high), px(y))], pen(LIVE, 2.5)))?;
    for end in [low, high] {
        area.draw(&PathElement::new([(px(end), px(y - 5.0)), (px(end), px(y + 5.0))], pen(LIVE, 2.0)))?;
    }
    area.draw(&Circle::new((px(ratio), px(y)), px(6.0), SURFACE.filled()))?;
    area.draw(&Circle::new((px(ratio), px(y)), px(4.5), LIVE.filled()))
}
