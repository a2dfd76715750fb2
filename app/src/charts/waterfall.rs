//! From one share to another in steps.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::palette::{LINE, LIVE, MUTED, PILOT, SURFACE, TEXT};
use super::svg::{Area, Drawn, Frame, Type, bar, outline, pen, px};
use super::{Caption, Layout, drawable};

/// One row of [`waterfall`] between its two ends.
#[derive(Clone, Copy, Debug)]
pub struct WaterfallStep<'a> {
    /// Why ("neu live").
    pub label: &'a str,
    /// The share before, 0 to 1.
    pub before: f64,
    /// The share after, 0 to 1.
    pub after: f64,
    /// By how much ("+1,3").
    pub value: &'a str,
}

/// Where [`waterfall`] begins or ends.
#[derive(Clone, Copy, Debug)]
pub struct WaterfallEnd<'a> {
    /// When ("26.10.2026").
    pub label: &'a str,
    /// The share, 0 to 1.
    pub share: f64,
    /// The same as text ("58,3 %").
    pub value: &'a str,
}

/// What [`waterfall`] draws. Texts come formatted, so that they say the same as the page.
#[derive(Clone, Copy, Debug)]
pub struct Waterfall<'a> {
    /// Title and description.
    pub caption: Caption<'a>,
    /// Where it begins.
    pub from: WaterfallEnd<'a>,
    /// What lies between, each beginning where the one before ends.
    pub steps: &'a [WaterfallStep<'a>],
    /// Where it ends.
    pub to: WaterfallEnd<'a>,
}

/// How the parts are laid out, in pixels.
struct Plan {
    width: f64,
    /// Where the scale starts and ends.
    scale: (f64, f64),
    /// Labels stand above their bars rather than before them.
    stacked: bool,
    row: f64,
    label: Type,
    value: Type,
    note: Type,
}

/// Thickness of a bar, in pixels.
const BAR: f64 = 16.0;
/// Room below the rows for what the scale says.
const FOOT: f64 = 26.0;

impl Plan {
    const fn of(layout: Layout) -> Self {
        let (label, value) = (Type::new(15.0, TEXT), Type::bold(15.0, TEXT));
        match layout {
            Layout::Wide => Self {
                width: 760.0,
                scale: (226.0, 676.0),
                stacked: false,
                row: 36.0,
                label,
                value,
                note: Type::new(14.5, MUTED),
            },
            Layout::Narrow => Self {
                width: 358.0,
                scale: (0.0, 358.0),
                stacked: true,
                row: 54.0,
                label,
                value,
                note: Type::new(14.5, MUTED),
            },
        }
    }
}

/// The part of the scale that the steps need, as shares: small steps far from zero would not be seen otherwise.
/// Its ends are multiples of five percent.
fn waterfall_scale(shares: impl Iterator<Item = f64>) -> (f64, f64) {
    let (least, most) = shares
        .map(drawable)
        .fold((1.0_f64, 0.0_f64), |(least, most), share| (least.min(share), most.max(share)));
    let low = ((least * 20.0 - 0.5).floor() / 20.0).max(0.0);
    let high = ((most * 20.0 + 0.5).ceil() / 20.0).min(1.0);
    if low < 0.15 { (0.0, high) } else { (low, high) }
}

/// Draws the two ends as bars from the left edge of the scale, and each step between them where it happens: what is
/// added filled, what is taken away outlined.
#[must_use]
pub fn waterfall(chart: &Waterfall<'_>, layout: Layout) -> String {
    let plan = Plan::of(layout);
    let shares = chart.steps.iter().flat_map(|step| [step.before, step.after]);
    let (low, high) = waterfall_scale(shares.chain([chart.from.share, chart.to.share]));
    let rows = chart.steps.iter().map(|_| 1.0).sum::<f64>() + 2.0;
    let bottom = rows * plan.row;
    let frame = Frame {
        caption: chart.caption,
        class: layout.class(),
        size: (plan.width, bottom + FOOT),
        stretches: false,
        strokes: &[],
    };
    let x = |share: f64| {
        let (left, right) = plan.scale;
        left + (right - left) * ((drawable(share) - low) / (high - low)).clamp(0.0, 1.0)
    };
    frame.draw(|area| {
        plan.scale_marks(area, low, high, bottom)?;
        plan.end(area, chart.from, x(chart.from.share), 0.0)?;
        let mut top = plan.row;
        for step in chart.steps {
            plan.step(area, step, (x(step.before), x(step.after)), top)?;
            top += plan.row;
        }
        plan.end(area, chart.to, x(chart.to.share), top)
    })
}

impl Plan {
    /// Baseline of the label, and the upper edge of the bar.
    fn lines(&self, top: f64) -> (f64, f64) {
        if self.stacked { (top + 18.0, top + 26.0) } else { (top + BAR / 2.0 + 11.0, top + 6.0) }
    }

    fn end(&self, area: &Area<'_>, end: WaterfallEnd<'_>, x: f64, top: f64) -> Drawn {
        let (baseline, y) = self.lines(top);
        let left = self.scale.0;
        Type::bold(self.label.size, TEXT).write(area, end.label, HPos::Left, 0.0, baseline)?;
        self.value.write(area, end.value, HPos::Right, self.width, baseline)?;
        area.draw(&bar(left, y, (x - left).max(1.0), BAR, LIVE))
    }

    fn step(
        &self,
        area: &Area<'_>,
        step: &WaterfallStep<'_>,
        (before, after): (f64, f64),
        top: f64,
    ) -> Drawn {
        let (baseline, y) = self.lines(top);
        self.label.write(area, step.label, HPos::Left, 0.0, baseline)?;
        self.value.write(area, step.value, HPos::Right, self.width, baseline)?;
        // From the end of the row above, so that the eye finds the way.
        let way = [(px(before), px(y - self.row + BAR)), (px(before), px(y + BAR))];
        area.draw(&PathElement::new(way, pen(MUTED, 1.0)))?;
        let (left, width) = (before.min(after), (after - before).abs());
        if step.after > step.before {
            area.draw(&bar(left, y, width.max(1.0), BAR, PILOT))
        } else if step.after < step.before {
            let width = width.max(3.0);
            area.draw(&bar(left, y, width, BAR, SURFACE))?;
            area.draw(&outline(left, y, width, BAR, TEXT))
        } else {
            Ok(())
        }
    }

    fn scale_marks(&self, area: &Area<'_>, low: f64, high: f64, bottom: f64) -> Drawn {
        for (share, anchor) in [(low, HPos::Left), (high, HPos::Right)] {
            let x = if share > low { self.scale.1 } else { self.scale.0 };
            let line = [(px(x), px(0.0)), (px(x), px(bottom))];
            area.draw(&PathElement::new(line, pen(LINE, 1.0)))?;
            let label = format!("{:.0}\u{a0}%", share * 100.0);
            // Where the scale does not start at nothing, it says so.
            let label = if low > 0.0 && share <= low { format!("Skala ab {label}") } else { label };
            self.note.write(area, &label, anchor, x, bottom + 19.0)?;
        }
        Ok(())
    }
}
