//! What solving each thing frees, the largest first, and how far the first ones come together.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::palette::{LINE, LIVE, MUTED, NOT_STARTED, SURFACE, TEXT};
use super::svg::{Area, Drawn, Frame, Type, bar, pen, px};
use super::{Caption, Layout, drawable, text};

/// One row of [`pareto`]; shares of all who wait, 0 to 1.
#[derive(Clone, Copy, Debug)]
pub struct ParetoRow<'a> {
    /// What is solved.
    pub label: &'a str,
    /// Who is freed by it alone.
    pub freed: f64,
    /// Who waits for it and for something else.
    pub others_remain: f64,
    /// Who is free when it and all above are solved; never drawn below `freed`.
    pub together: f64,
    /// Who is freed by it alone ("1.234.567").
    pub value: &'a str,
}

/// What [`pareto`] draws. Texts come formatted, so that they say the same as the page.
#[derive(Clone, Copy, Debug)]
pub struct Pareto<'a> {
    /// Title and description.
    pub caption: Caption<'a>,
    /// The rows from top to bottom.
    pub rows: &'a [ParetoRow<'a>],
}

const HEAD: f64 = 26.0;
const DOT: f64 = 4.5;

/// How the parts are laid out, in pixels.
struct Plan {
    width: f64,
    /// Where bars start and end.
    bars: (f64, f64),
    label_room: f64,
    /// Labels stand above their bars rather than before them.
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
                bars: (260.0, 660.0),
                label_room: 245.0,
                stacked: false,
                label,
                value,
                note,
            },
            Layout::Narrow => Self {
                width: 358.0,
                bars: (6.0, 350.0),
                label_room: 250.0,
                stacked: true,
                label,
                value,
                note,
            },
        }
    }

    fn x(&self, share: f64) -> f64 {
        let (left, right) = self.bars;
        left + (right - left) * drawable(share)
    }

    fn row_height(&self, lines: &[String]) -> f64 {
        let labels = lines.iter().map(|_| 19.0).sum::<f64>();
        labels + if self.stacked { 30.0 } else { 13.0 }
    }

    /// Where the bar of a row begins below its top.
    fn drop(&self, lines: &[String]) -> f64 {
        let labels = lines.iter().map(|_| 19.0).sum::<f64>();
        if self.stacked { labels + 3.0 } else { labels / 2.0 - 7.0 }
    }
}

/// Draws a bar for each row: who is freed by it alone dark, for whom others remain pale behind it. The dots along the
/// line say who is free when everything down to them is solved.
#[must_use]
pub fn pareto(chart: &Pareto<'_>, layout: Layout) -> String {
    let plan = Plan::of(layout);
    let rows: Vec<(&ParetoRow<'_>, Vec<String>)> =
        chart.rows.iter().map(|row| (row, text::wrap(row.label, plan.label.size, plan.label_room))).collect();
    let height = HEAD + rows.iter().map(|(_, lines)| plan.row_height(lines)).sum::<f64>().max(30.0);
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
            return plan.note.write(area, "Zurzeit wartet niemand", HPos::Left, 0.0, 20.0);
        }
        for quarter in 0..=4_u8 {
            let x = plan.x(f64::from(quarter) / 4.0);
            area.draw(&PathElement::new([(px(x), px(HEAD - 4.0)), (px(x), px(height))], pen(LINE, 1.0)))?;
            let anchor = match quarter {
                0 => HPos::Left,
                4 => HPos::Right,
                _ => HPos::Center,
            };
            plan.note.write(area, &format!("{}\u{a0}%", u32::from(quarter) * 25), anchor, x, 15.0)?;
        }
        let mut dots = Vec::new();
        let mut top = HEAD;
        for (row, lines) in &rows {
            draw(&plan, area, row, lines, top)?;
            dots.push((px(plan.x(row.together.max(row.freed))), px(top + plan.drop(lines) + 7.0)));
            top += plan.row_height(lines);
        }
        area.draw(&PathElement::new(dots.clone(), pen(TEXT, 1.5)))?;
        for dot in dots {
            area.draw(&Circle::new(dot, px(DOT + 1.5), SURFACE.filled()))?;
            area.draw(&Circle::new(dot, px(DOT), TEXT.filled()))?;
        }
        Ok(())
    })
}

fn draw(plan: &Plan, area: &Area<'_>, row: &ParetoRow<'_>, lines: &[String], top: f64) -> Drawn {
    let mut baseline = top + 15.0;
    for line in lines {
        plan.label.write(area, line, HPos::Left, 0.0, baseline)?;
        baseline += 19.0;
    }
    let y = top + plan.drop(lines);
    let value_baseline = if plan.stacked { top + 15.0 } else { y + 12.0 };
    plan.value.write(area, row.value, HPos::Right, plan.width, value_baseline)?;
    let start = plan.x(0.0);
    let freed = plan.x(row.freed);
    let waiting = plan.x(drawable(row.freed) + drawable(row.others_remain));
    if waiting > freed {
        area.draw(&bar(freed, y, (waiting - freed).max(1.0), 14.0, NOT_STARTED))?;
    }
    if row.freed > 0.0 {
        area.draw(&bar(start, y, (freed - start).max(1.0), 14.0, LIVE))?;
    }
    Ok(())
}
