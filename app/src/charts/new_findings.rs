//! What each workshop added to what was known.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::palette::{LINE, LIVE, MUTED, NOT_STARTED, TEXT};
use super::svg::{Area, Drawn, Frame, Type, bar, pen, px};
use super::{Caption, Layout, text};

/// One workshop in [`new_findings`].
#[derive(Clone, Copy, Debug)]
pub struct NewFindingsColumn<'a> {
    /// Which one ("02.03.").
    pub label: &'a str,
    /// How many findings no earlier workshop had named.
    pub new: u64,
    /// How many it named; never drawn below `new`.
    pub found: u64,
}

/// What [`new_findings`] draws. Texts come formatted, so that they say the same as the page.
#[derive(Clone, Copy, Debug)]
pub struct NewFindings<'a> {
    /// Title and description.
    pub caption: Caption<'a>,
    /// The workshops in the order of their days.
    pub columns: &'a [NewFindingsColumn<'a>],
}

/// Space between two labels, in pixels.
const GAP: f64 = 8.0;
/// No column is wider, in pixels.
const WIDEST: f64 = 56.0;

/// How the parts are laid out, in pixels.
struct Plan {
    size: (f64, f64),
    /// Where columns end above and stand below.
    top: f64,
    bottom: f64,
    value: Type,
    label: Type,
}

impl Plan {
    const fn of(layout: Layout) -> Self {
        let (value, label) = (Type::bold(15.0, TEXT), Type::new(15.0, MUTED));
        match layout {
            Layout::Wide => Self { size: (860.0, 250.0), top: 24.0, bottom: 222.0, value, label },
            Layout::Narrow => Self { size: (358.0, 210.0), top: 24.0, bottom: 182.0, value, label },
        }
    }
}

/// Draws a column for each workshop: below what was new, above it what earlier workshops had named already. The number
/// is that of the new ones.
#[must_use]
pub fn new_findings(chart: &NewFindings<'_>, layout: Layout) -> String {
    let plan = Plan::of(layout);
    let frame = Frame {
        caption: chart.caption,
        class: layout.class(),
        size: plan.size,
        stretches: false,
        strokes: &[],
    };
    frame.draw(|area| {
        let (width, middle) = (plan.size.0, f64::midpoint(plan.top, plan.bottom));
        if chart.columns.is_empty() {
            return plan.label.write(area, "Noch keine Erkenntnisse", HPos::Left, 0.0, middle);
        }
        let base = [(px(0.0), px(plan.bottom)), (px(width), px(plan.bottom))];
        area.draw(&PathElement::new(base, pen(LINE, 1.0)))?;
        plan.columns(area, chart.columns)
    })
}

impl Plan {
    fn columns(&self, area: &Area<'_>, columns: &[NewFindingsColumn<'_>]) -> Drawn {
        #[expect(clippy::cast_precision_loss, reason = "workshops are some hundred at most")]
        let slot = self.size.0 / columns.len() as f64;
        let width = (slot * 0.7).min(WIDEST);
        let most = columns.iter().map(|column| column.found.max(column.new)).max().unwrap_or(0).max(1);
        let widest = |texts: &mut dyn Iterator<Item = f64>| texts.fold(0.0, f64::max);
        let label_width =
            widest(&mut columns.iter().map(|column| text::width(column.label, self.label.size)));
        let value_width =
            widest(&mut columns.iter().map(|column| text::width(&column.new.to_string(), self.value.size)));
        // Counted back from the last, which has its label in any case.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates")]
        let step = ((label_width + GAP) / slot).ceil().max(1.0) as usize;
        for (place, column) in columns.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "workshops are some hundred at most")]
            let centre = slot * (place as f64 + 0.5);
            let left = centre - width / 2.0;
            let (new, found) =
                (self.height(column.new, most), self.height(column.found.max(column.new), most));
            if found > new {
                area.draw(&bar(left, self.bottom - found, width, found - new, NOT_STARTED))?;
            }
            if new > 0.0 {
                area.draw(&bar(left, self.bottom - new, width, new, LIVE))?;
            }
            if value_width + 2.0 <= slot {
                let baseline = self.bottom - found - 6.0;
                self.value.write(area, &column.new.to_string(), HPos::Center, centre, baseline)?;
            }
            if (columns.len() - 1 - place).is_multiple_of(step) {
                let half = text::width(column.label, self.label.size) / 2.0;
                let x = centre.clamp(half.min(centre), (self.size.0 - half).max(0.0));
                self.label.write(area, column.label, HPos::Center, x, self.bottom + 20.0)?;
            }
        }
        Ok(())
    }

    /// However little it is, one pixel of it is seen.
    fn height(&self, count: u64, most: u64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a chart is not that exact")]
        let share = count as f64 / most as f64;
        if count == 0 { 0.0 } else { ((self.bottom - self.top) * share).max(1.0) }
    }
}
