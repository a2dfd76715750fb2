//! Coverage over time against the target path.

use domain::Day;
use plotters::coord::combinators::BindKeyPoints as _;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::labels::{Harm, Label, Labels, Place, Spot};
use super::palette::{LINE, LIVE, MUTED, NOT_STARTED, SURFACE, TEXT, UNKNOWN_EDGE};
use super::svg::{Area, Drawn, Frame, Type, pen, pixels, px};
use super::{Caption, Layout, axis, drawable};

/// Coverage on one day, as shares from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The day.
    pub day: Day,
    /// Known to be live.
    pub confirmed: f64,
    /// Live if everything unknown were; never drawn below `confirmed`.
    pub possible: f64,
}

/// A day that gets a line and a label.
#[derive(Clone, Copy, Debug)]
pub struct Marker<'a> {
    /// The day.
    pub day: Day,
    /// "heute" or "Stand 30.09.".
    pub label: &'a str,
}

/// What [`coverage_over_time`] draws. Texts come formatted, so that they say the same as the page.
#[derive(Clone, Copy, Debug)]
pub struct CoverageOverTime<'a> {
    /// Title and description.
    pub caption: Caption<'a>,
    /// The history, in any order.
    pub points: &'a [Point],
    /// The last confirmed value ("36,2 %").
    pub value: &'a str,
    /// What unknown leaves open on the last day ("bis 39,0 %").
    pub possible: Option<&'a str>,
    /// Days and shares (0 to 1) between which the target path is straight, in order; may be empty. After the
    /// last one its share stays wanted.
    pub target: &'a [(Day, f64)],
    /// What is wanted in the end ("Ziel 100 %").
    pub target_label: &'a str,
    /// The day on which the target is due.
    pub due: Day,
    /// The day looked at.
    pub marker: Marker<'a>,
}

/// The height of 100 %: plotters lets only whole numbers choose their ticks.
const WHOLE: i64 = 100_000;

/// Radius of the dot at the last value, in pixels.
const DOT: f64 = 5.0;

/// How the parts are laid out, in pixels.
struct Plan {
    size: (f64, f64),
    top: f64,
    right: f64,
    bottom: f64,
    left: f64,
    scale: Type,
    note: Type,
    value: Type,
    target: Type,
    target_places: &'static [Place],
}

impl Plan {
    const fn of(layout: Layout) -> Self {
        match layout {
            Layout::Wide => Self {
                size: (820.0, 400.0),
                top: 16.0,
                right: 96.0,
                bottom: 34.0,
                left: 60.0,
                scale: Type::new(15.0, MUTED),
                note: Type::new(15.0, MUTED),
                value: Type::bold(20.0, LIVE),
                target: Type::bold(15.0, TEXT),
                target_places: &[(1, 0), (-1, 0), (-1, -1), (-1, 1)],
            },
            Layout::Narrow => Self {
                size: (358.0, 300.0),
                top: 30.0,
                right: 12.0,
                bottom: 30.0,
                left: 52.0,
                scale: Type::new(14.5, MUTED),
                note: Type::new(14.5, MUTED),
                value: Type::bold(18.0, LIVE),
                target: Type::bold(14.5, TEXT),
                target_places: &[(-1, -1), (0, -1), (-1, 0), (-1, 1)],
            },
        }
    }
}

/// Draws coverage over time: the confirmed share as a line, what unknown leaves open as a band above it, the
/// target path dashed, the day looked at as a vertical line.
#[must_use]
pub fn coverage_over_time(chart: &CoverageOverTime<'_>, layout: Layout) -> String {
    let plan = Plan::of(layout);
    let frame = Frame {
        caption: chart.caption,
        class: layout.class(),
        size: plan.size,
        stretches: false,
        strokes: &[
            (TEXT, r#"stroke-dasharray="6 5""#),
            (LIVE, r#"stroke-linejoin="round" stroke-linecap="round""#),
        ],
    };
    frame.draw(|area| draw(chart, &plan, area))
}

fn draw(chart: &CoverageOverTime<'_>, plan: &Plan, area: &Area<'_>) -> Drawn {
    let (first, last) = days(chart);
    let x = |day: Day| day.days_since(first);

    let room = plan.size.0 - plan.left - plan.right;
    let ticks = axis::ticks(first, last, room, plan.scale.size);
    let tick_days = ticks.iter().map(|(day, _)| x(*day)).collect();
    let tick_label = |at: &i64| {
        ticks.iter().find(|(day, _)| x(*day) == *at).map(|(_, label)| label.clone()).unwrap_or_default()
    };
    let quarters = [0.0, 0.25, 0.5, 0.75, 1.0].map(height);
    let mut context = ChartBuilder::on(area)
        .margin_top(px(plan.top))
        .margin_right(px(plan.right))
        .x_label_area_size(px(plan.bottom))
        .y_label_area_size(px(plan.left))
        .build_cartesian_2d(
            (0..x(last)).with_key_points(tick_days),
            (0..WHOLE).with_key_points(quarters.to_vec()),
        )?;
    context
        .configure_mesh()
        .disable_x_mesh()
        .disable_y_axis()
        .bold_line_style(pen(LINE, 1.0))
        .axis_style(pen(UNKNOWN_EDGE, 1.0))
        .set_all_tick_mark_size(px(5.0))
        .label_style(plan.scale.style())
        .x_label_formatter(&tick_label)
        .draw()?;

    let plot = context.plotting_area();
    let spot = |at: &(i64, i64)| -> Spot {
        let (x, y) = plot.map_coordinate(at);
        (pixels(x), pixels(y))
    };
    // plotters labels an axis only together with the line and the ticks that the grid makes needless.
    for share in quarters {
        let (left, y) = spot(&(0, share));
        let label = format!("{}\u{a0}%", share * 100 / WHOLE);
        plan.scale.write(area, &label, HPos::Right, left - 10.0, y + plan.scale.size * 0.35)?;
    }

    let points = sorted(chart.points);
    let confirmed: Vec<_> = points.iter().map(|point| (x(point.day), height(point.confirmed))).collect();
    let possible: Vec<_> = points.iter().map(|point| (x(point.day), height(point.possible))).collect();
    let target = target_path(chart.target, last).into_iter().map(|(day, share)| (x(day), height(share)));
    let target: Vec<_> = target.collect();
    let marker = vec![(x(chart.marker.day), 0), (x(chart.marker.day), WHOLE)];
    let due = chart.target.last().map(|(day, share)| (x(*day), height(drawable(*share))));

    if possible != confirmed {
        let band: Vec<_> = possible.iter().chain(confirmed.iter().rev()).copied().collect();
        plot.draw(&Polygon::new(band, NOT_STARTED.filled()))?;
    }
    plot.draw(&PathElement::new(marker.clone(), pen(UNKNOWN_EDGE, 1.0)))?;
    plot.draw(&PathElement::new(target.clone(), pen(TEXT, 1.5)))?;
    plot.draw(&PathElement::new(confirmed.clone(), pen(LIVE, 3.0)))?;
    if let Some(end) = confirmed.last() {
        plot.draw(&Circle::new(*end, px(DOT + 1.5), SURFACE.filled()))?;
        plot.draw(&Circle::new(*end, px(DOT), LIVE.filled()))?;
    }

    let spots = |line: &[(i64, i64)]| line.iter().map(spot).collect::<Vec<_>>();
    let lines = Lines {
        frame: [spot(&(0, 0)), spot(&(x(last), WHOLE))],
        confirmed: spots(&confirmed),
        possible: spots(&possible),
        target: spots(&target),
        marker: spots(&marker),
        due: due.as_ref().map(spot),
    };
    label(chart, plan, area, &lines)
}

/// What has been drawn, in pixels.
struct Lines {
    /// Where the axes meet, and the corner opposite.
    frame: [Spot; 2],
    confirmed: Vec<Spot>,
    possible: Vec<Spot>,
    target: Vec<Spot>,
    marker: Vec<Spot>,
    /// Where the path to the target ends.
    due: Option<Spot>,
}

/// Names the lines where they end.
fn label(chart: &CoverageOverTime<'_>, plan: &Plan, area: &Area<'_>, lines: &Lines) -> Drawn {
    let [(left, bottom), (right, top)] = lines.frame;
    let end = lines.confirmed.last().copied();
    let mut labels = Labels::new((left + 2.0, 1.0), (plan.size.0 - 2.0, bottom - 3.0));
    labels.avoid(&lines.target, Harm::Line);
    labels.avoid(&lines.marker, Harm::Line);
    labels.avoid(&lines.confirmed, Harm::Curve);
    // To and fro between the edges of the band.
    let band: Vec<_> =
        lines.possible.iter().zip(&lines.confirmed).flat_map(|(high, low)| [*high, *low]).collect();
    labels.avoid(&band, Harm::Tint);
    if let Some(end) = end {
        labels.avoid_dot(end, DOT + 1.5);
    }
    if let Some(spot) = lines.due {
        let lines = vec![(chart.target_label, plan.target)];
        labels.write(area, &Label { lines, spots: vec![spot], distance: 8.0, places: plan.target_places })?;
    }
    if let Some(spot) = end {
        let mut lines = vec![(chart.value, plan.value)];
        lines.extend(chart.possible.map(|text| (text, plan.note)));
        let places = &[(1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1), (-1, 0), (0, -1), (0, 1)];
        labels.write(area, &Label { lines, spots: vec![spot], distance: 10.0, places })?;
    } else {
        let lines = vec![("Noch keine Angaben", plan.note)];
        let spots = vec![(f64::midpoint(left, right), f64::midpoint(top, bottom))];
        let places = &[(-1, -1), (1, 1), (0, -1)];
        labels.write(area, &Label { lines, spots, distance: 10.0, places })?;
    }
    let Some((x, _)) = lines.marker.first().copied() else { return Ok(()) };
    // Anywhere along the line, at the top if possible.
    let spots = (0..8).map(|step| (x, top + (bottom - top) * f64::from(step) / 8.0)).collect();
    let lines = vec![(chart.marker.label, plan.note)];
    labels.write(area, &Label { lines, spots, distance: 6.0, places: &[(-1, 1), (1, 1)] })
}

/// The first and last day of the axis: everything to be shown, and at least four weeks.
fn days(chart: &CoverageOverTime<'_>) -> (Day, Day) {
    let shown = || {
        let points = chart.points.iter().map(|point| point.day);
        let target = chart.target.iter().map(|(day, _)| *day);
        points.chain(target).chain([chart.due, chart.marker.day])
    };
    let last = shown().max().unwrap_or(chart.due);
    let first = shown().min().unwrap_or(chart.due);
    (first.min(last.plus(-28)), last)
}

/// A share from 0 to 1 on the axis.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "at most WHOLE")]
fn height(share: f64) -> i64 {
    (share * WHOLE as f64).round() as i64
}

fn sorted(points: &[Point]) -> Vec<Point> {
    let mut points: Vec<_> = points
        .iter()
        .map(|point| {
            let confirmed = drawable(point.confirmed);
            Point { day: point.day, confirmed, possible: drawable(point.possible).max(confirmed) }
        })
        .collect();
    points.sort_by_key(|point| point.day);
    points
}

/// The path, held at its end until the axis ends.
fn target_path(target: &[(Day, f64)], last: Day) -> Vec<(Day, f64)> {
    let mut path: Vec<_> = target.iter().map(|(day, share)| (*day, drawable(*share))).collect();
    if let Some((day, share)) = path.last().copied()
        && day < last
    {
        path.push((last, share));
    }
    path
}
