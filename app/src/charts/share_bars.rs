//! Shares side by side: districts, pilots and the rest.

use plotters::style::text_anchor::HPos;

use super::palette::{LINE, LIVE, MUTED, SURFACE, TEXT, UNKNOWN_EDGE};
use super::svg::{Area, Drawn, Frame, Type, bar, outline};
use super::{Caption, Layout, drawable, text};

/// One row of [`share_bars`].
#[derive(Clone, Copy, Debug)]
pub struct ShareBar<'a> {
    /// Whose share it is ("Oberbayern").
    pub label: &'a str,
    /// Known to be live, 0 to 1.
    pub confirmed: f64,
    /// Live if everything unknown were, 0 to 1; never drawn below `confirmed`.
    pub possible: f64,
    /// The confirmed value ("62,3 %").
    pub value: &'a str,
}

/// The share that the target path expects.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// 0 to 1.
    pub share: f64,
    /// "Soll 88,3 %".
    pub label: &'a str,
}

/// What [`share_bars`] draws. Texts come formatted, so that they say the same as the page.
#[derive(Clone, Copy, Debug)]
pub struct ShareBars<'a> {
    /// Title and description.
    pub caption: Caption<'a>,
    /// The rows from top to bottom.
    pub rows: &'a [ShareBar<'a>],
    /// A tick on every bar, labelled once.
    pub expected: Option<Expected<'a>>,
}

/// How the parts are laid out, in pixels.
struct Plan {
    width: f64,
    /// Where bars start and end.
    bars: (f64, f64),
    bar_height: f64,
    /// Room for a line of a label.
    label_width: f64,
    line_height: f64,
    /// Labels stand above their bars rather than before them.
    stacked: bool,
    /// Between two rows.
    gap: f64,
    label: Type,
    value: Type,
    note: Type,
}

impl Plan {
    const fn of(layout: Layout) -> Self {
        match layout {
            Layout::Wide => Self {
                width: 620.0,
                bars: (232.0, 550.0),
                bar_height: 14.0,
                label_width: 220.0,
                line_height: 19.0,
                stacked: false,
                gap: 13.0,
                label: Type::new(15.0, TEXT),
                value: Type::bold(15.0, TEXT),
                note: Type::new(15.0, MUTED),
            },
            Layout::Narrow => Self {
                width: 358.0,
                bars: (0.0, 358.0),
                bar_height: 12.0,
                label_width: 280.0,
                line_height: 19.0,
                stacked: true,
                gap: 16.0,
                label: Type::new(15.0, TEXT),
                value: Type::bold(15.0, TEXT),
                note: Type::new(14.5, MUTED),
            },
        }
    }
}

/// A row with its label broken into lines.
struct Row<'a> {
    bar: &'a ShareBar<'a>,
    lines: Vec<String>,
    /// Of the label, and of label and bar, in pixels.
    label_height: f64,
    height: f64,
}

/// Draws one bar for each row: the confirmed share filled, what unknown leaves open outlined, the rest of the
/// way to 100 % as a pale track.
#[must_use]
pub fn share_bars(chart: &ShareBars<'_>, layout: Layout) -> String {
    let plan = Plan::of(layout);
    let rows: Vec<Row<'_>> = chart.rows.iter().map(|bar| plan.row(bar)).collect();
    let head = if chart.expected.is_some() { 24.0 } else { 4.0 };
    let height = head + rows.iter().map(|row| row.height + plan.gap).sum::<f64>().max(30.0);
    let frame = Frame {
        caption: chart.caption,
        class: &format!("{} lb-chart--bars", layout.class()),
        size: (plan.width, height),
        stretches: false,
        strokes: &[],
    };
    frame.draw(|area| {
        if rows.is_empty() {
            return plan.note.write(area, "Noch keine Angaben", HPos::Left, 0.0, head + 16.0);
        }
        if let Some(expected) = chart.expected {
            plan.expected_label(area, expected)?;
        }
        let mut top = head;
        for row in &rows {
            plan.draw(area, row, chart.expected, top)?;
            top += row.height + plan.gap;
        }
        Ok(())
    })
}

impl Plan {
    fn row<'a>(&self, bar: &'a ShareBar<'a>) -> Row<'a> {
        let lines = text::wrap(bar.label, self.label.size, self.label_width);
        let label_height = self.line_height * lines.iter().map(|_| 1.0).sum::<f64>();
        let height = if self.stacked { label_height + 4.0 + self.bar_height } else { label_height };
        Row { bar, lines, label_height, height }
    }

    fn x(&self, share: f64) -> f64 {
        let (left, right) = self.bars;
        left + (right - left) * share
    }

    /// Where a bar of this share ends: at an end of the track only for nothing and for everything.
    fn end(&self, share: f64) -> f64 {
        let (left, right) = self.bars;
        if share <= 0.0 || share >= 1.0 {
            self.x(share)
        } else {
            self.x(share).clamp(left + 1.0, right - 2.0)
        }
    }

    fn draw(&self, area: &Area<'_>, row: &Row<'_>, expected: Option<Expected<'_>>, top: f64) -> Drawn {
        // Of the first line of the label: digits and capitals are 0.7 em high.
        let baseline = top + self.line_height / 2.0 + self.label.size * 0.35;
        for (line, drop) in row.lines.iter().zip(0_u8..) {
            let baseline = baseline + f64::from(drop) * self.line_height;
            self.label.write(area, line, HPos::Left, 0.0, baseline)?;
        }
        let (value_baseline, y) = if self.stacked {
            (baseline, top + row.label_height + 4.0)
        } else {
            let middle = top + row.label_height / 2.0;
            (middle + self.value.size * 0.35, middle - self.bar_height / 2.0)
        };
        self.value.write(area, row.bar.value, HPos::Right, self.width, value_baseline)?;

        let (left, right) = self.bars;
        let confirmed = drawable(row.bar.confirmed);
        let possible = drawable(row.bar.possible).max(confirmed);
        let (confirmed_end, possible_end) = (self.end(confirmed), self.end(possible));
        area.draw(&bar(left, y, right - left, self.bar_height, LINE))?;
        if possible > confirmed {
            // Two pixels of its own, however little is unknown.
            let end = possible_end.max(confirmed_end + 3.0).min(right);
            area.draw(&bar(left, y, end - left, self.bar_height, SURFACE))?;
            area.draw(&outline(confirmed_end, y, end - confirmed_end, self.bar_height, UNKNOWN_EDGE))?;
        }
        if confirmed > 0.0 {
            area.draw(&bar(left, y, confirmed_end - left, self.bar_height, LIVE))?;
        }
        if let Some(expected) = expected {
            let x = self.tick(expected);
            area.draw(&bar(x - 2.0, y - 3.0, 4.0, self.bar_height + 6.0, SURFACE))?;
            area.draw(&bar(x - 1.0, y - 3.0, 2.0, self.bar_height + 6.0, TEXT))?;
        }
        Ok(())
    }

    fn tick(&self, expected: Expected<'_>) -> f64 {
        let (left, right) = self.bars;
        self.x(drawable(expected.share)).clamp(left + 2.0, right - 2.0)
    }

    /// Above the ticks, moved to where it fits.
    fn expected_label(&self, area: &Area<'_>, expected: Expected<'_>) -> Drawn {
        let half = text::width(expected.label, self.note.size) / 2.0;
        let x =
            self.tick(expected).clamp(half.min(self.width / 2.0), (self.width - half).max(self.width / 2.0));
        self.note.write(area, expected.label, HPos::Center, x, self.note.size)
    }
}
