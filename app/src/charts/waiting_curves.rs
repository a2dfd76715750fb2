//! The share that is not live yet, by the time since the first step, of several groups.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::labels::{Harm, Label, Labels, Spot};
use super::palette::{LINE, LIVE, MUTED, PILOT, PREPARING, TEXT, UNKNOWN_EDGE};
use super::svg::{Area, Drawn, Frame, Type, pen, px};
use super::{Caption, Layout, drawable, text};

/// A day after which the share is another one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CurveStep {
    /// Days since the start.
    pub day: u32,
    /// The share that still waits, 0 to 1.
    pub waiting: f64,
    /// The band around it, 0 to 1.
    pub low: f64,
    /// The band around it, 0 to 1.
    pub high: f64,
}

/// One group in [`waiting_curves`].
#[derive(Clone, Copy, Debug)]
pub struct WaitingCurve<'a> {
    /// Whose curve it is.
    pub label: &'a str,
    /// The days on which it falls, in order.
    pub steps: &'a [CurveStep],
    /// The last day on which anybody was watched.
    pub until: u32,
}

/// What [`waiting_curves`] draws.
#[derive(Clone, Copy, Debug)]
pub struct WaitingCurves<'a> {
    /// Title and description.
    pub caption: Caption<'a>,
    /// The groups, the most important first; at most [`MOST_CURVES`] can be told apart.
    pub curves: &'a [WaitingCurve<'a>],
    /// The day on which all curves begin with everybody.
    pub from_day: u32,
}

/// How many curves are told apart.
pub const MOST_CURVES: usize = STYLES.len();

/// Colour and dashes of each curve: told apart in grey too.
const STYLES: [(RGBColor, &str); 5] = [
    (LIVE, r#"stroke-linejoin="round""#),
    (PILOT, r#"stroke-dasharray="10 5""#),
    (TEXT, r#"stroke-dasharray="2 4""#),
    (MUTED, r#"stroke-dasharray="14 4 3 4""#),
    (PREPARING, r#"stroke-linejoin="round""#),
];

/// A curve falls at most once on so many pixels, and the edges of its band on these.
const FINEST: (f64, f64) = (3.0, 8.0);

/// How the parts are laid out, in pixels.
struct Plan {
    size: (f64, f64),
    top: f64,
    right: f64,
    bottom: f64,
    left: f64,
    most_ticks: u32,
    scale: Type,
    label_room: f64,
}

impl Plan {
    const fn of(layout: Layout) -> Self {
        let scale = Type::new(15.0, MUTED);
        match layout {
            Layout::Wide => Self {
                size: (820.0, 400.0),
                top: 16.0,
                right: 170.0,
                bottom: 58.0,
                left: 60.0,
                most_ticks: 8,
                scale,
                label_room: 160.0,
            },
            Layout::Narrow => Self {
                size: (358.0, 320.0),
                top: 16.0,
                right: 14.0,
                bottom: 54.0,
                left: 52.0,
                most_ticks: 4,
                scale,
                label_room: 130.0,
            },
        }
    }
}

/// Where the chart stands, and how days and shares are placed in it.
struct Field<'a> {
    plan: &'a Plan,
    first: u32,
    last: u32,
}

impl Field<'_> {
    fn x(&self, day: u32) -> f64 {
        let room = self.plan.size.0 - self.plan.left - self.plan.right;
        let span = f64::from(self.last.saturating_sub(self.first).max(1));
        self.plan.left + room * (f64::from(day.clamp(self.first, self.last) - self.first) / span)
    }

    fn y(&self, share: f64) -> f64 {
        let room = self.plan.size.1 - self.plan.top - self.plan.bottom;
        self.plan.top + room * (1.0 - drawable(share))
    }

    /// A line that stays level until a day and falls on it.
    fn stairs(&self, curve: &WaitingCurve<'_>, finest: f64, of: impl Fn(&CurveStep) -> f64) -> Vec<Spot> {
        let mut line = vec![(self.x(self.first), self.y(1.0))];
        for (place, step) in curve.steps.iter().enumerate() {
            let (x, y) = (self.x(step.day), self.y(of(step)));
            let (before_x, before_y) = line[line.len() - 1];
            let is_last = place + 1 == curve.steps.len();
            if x - before_x < finest && line.len() > 1 && !is_last {
                continue;
            }
            line.extend([(x, before_y), (x, y)]);
        }
        let (_, y) = line[line.len() - 1];
        line.push((self.x(curve.until), y));
        line
    }
}

/// Draws each group as a line of steps with its band in a pale tint and its name where it ends.
#[must_use]
pub fn waiting_curves(chart: &WaitingCurves<'_>, layout: Layout) -> String {
    let plan = Plan::of(layout);
    let frame = Frame {
        caption: chart.caption,
        class: layout.class(),
        size: plan.size,
        stretches: false,
        strokes: &STYLES,
    };
    frame.draw(|area| draw(chart, &plan, area))
}

fn draw(chart: &WaitingCurves<'_>, plan: &Plan, area: &Area<'_>) -> Drawn {
    let curves = &chart.curves[..chart.curves.len().min(MOST_CURVES)];
    let last = curves.iter().map(|curve| curve.until).max().unwrap_or(0);
    let field = Field { plan, first: chart.from_day, last: last.max(chart.from_day.saturating_add(7)) };
    scales(&field, area)?;
    let (left, right) = (plan.left, plan.size.0 - plan.right);
    if curves.is_empty() {
        let middle = f64::midpoint(plan.top, plan.size.1 - plan.bottom);
        let centre = f64::midpoint(left, right);
        return plan.scale.write(area, "Noch keine Angaben", HPos::Center, centre, middle);
    }
    for (curve, (colour, _)) in curves.iter().zip(STYLES) {
        let mut band = field.stairs(curve, FINEST.1, |step| step.high.max(step.waiting));
        band.extend(field.stairs(curve, FINEST.1, |step| step.low.min(step.waiting)).into_iter().rev());
        area.draw(&Polygon::new(placed(&band), colour.mix(0.12).filled()))?;
    }
    let lines: Vec<Vec<Spot>> =
        curves.iter().map(|curve| field.stairs(curve, FINEST.0, |step| step.waiting)).collect();
    for (line, (colour, _)) in lines.iter().zip(STYLES) {
        area.draw(&PathElement::new(placed(line), pen(colour, 2.5)))?;
    }
    let mut labels = Labels::new((left + 4.0, 1.0), (plan.size.0 - 2.0, plan.size.1 - plan.bottom - 3.0));
    for line in &lines {
        labels.avoid(line, Harm::Curve);
    }
    for ((curve, line), (colour, _)) in curves.iter().zip(&lines).zip(STYLES) {
        let style = Type::bold(15.0, if colour == PREPARING { MUTED } else { colour });
        let wrapped = text::wrap(curve.label, style.size, plan.label_room);
        // The end of the line first, and backwards along it where others end there too.
        let spots: Vec<Spot> = line.iter().rev().step_by(line.len().div_ceil(6)).copied().collect();
        let label = Label {
            lines: wrapped.iter().take(2).map(|line| (line.as_str(), style)).collect(),
            spots,
            distance: 8.0,
            places: &[(1, 0), (1, -1), (1, 1), (-1, 1), (0, -1)],
        };
        labels.write(area, &label)?;
    }
    Ok(())
}

/// Lines for shares, and days below.
fn scales(field: &Field<'_>, area: &Area<'_>) -> Drawn {
    let plan = field.plan;
    let (left, right) = (plan.left, plan.size.0 - plan.right);
    let bottom = field.y(0.0);
    for quarter in 0..=4_u8 {
        let y = field.y(f64::from(quarter) / 4.0);
        let colour = if quarter == 0 { UNKNOWN_EDGE } else { LINE };
        area.draw(&PathElement::new(placed(&[(left, y), (right, y)]), pen(colour, 1.0)))?;
        let label = format!("{}\u{a0}%", u32::from(quarter) * 25);
        plan.scale.write(area, &label, HPos::Right, left - 10.0, y + plan.scale.size * 0.35)?;
    }
    let span = field.last - field.first;
    let step = [7, 14, 30, 60, 90, 180, 360, 720, 1_440, 3_600]
        .into_iter()
        .find(|step| span / step <= plan.most_ticks)
        .unwrap_or(span / plan.most_ticks + 1);
    for day in (field.first.div_ceil(step)..=field.last / step).map(|tick| tick * step) {
        let x = field.x(day);
        area.draw(&PathElement::new(placed(&[(x, bottom), (x, bottom + 5.0)]), pen(UNKNOWN_EDGE, 1.0)))?;
        plan.scale.write(area, &day.to_string(), HPos::Center, x, bottom + 21.0)?;
    }
    plan.scale.write(area, "Tage seit dem ersten Schritt", HPos::Left, left, bottom + 44.0)
}

fn placed(line: &[Spot]) -> Vec<(i32, i32)> {
    line.iter().map(|(x, y)| (px(*x), px(*y))).collect()
}
