//! Charts: data in, SVG out.
//!
//! Every chart is a pure function that returns one `<svg>` element to be put into a page as it is. It carries
//! `role="img"`, a title and a description, scales with the width it is given, and has no `style=` attribute
//! (the Content-Security-Policy would block it). Colours are presentation attributes in capital hexadecimal;
//! `style/_charts.scss` maps them onto the theme, so a colour that is new here needs a line there.

mod axis;
mod commune_map;
mod coverage_over_time;
mod labels;
mod new_findings;
mod palette;
mod pareto;
mod ratios;
mod share_bars;
mod stage_bar;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod waiting_curves;
mod waterfall;

pub use commune_map::{CommuneMap, MapForm, MapLook, MapPlace, commune_map};
pub use coverage_over_time::{CoverageOverTime, Marker, Point, coverage_over_time};
pub use new_findings::{NewFindings, NewFindingsColumn, new_findings};
pub use palette::{STAGE_KEY, StageGroup};
pub use pareto::{Pareto, ParetoRow, pareto};
pub use ratios::{RatioRow, Ratios, ratios};
pub use share_bars::{Expected, ShareBar, ShareBars, share_bars};
pub use stage_bar::stage_bar;
pub use waiting_curves::{CurveStep, MOST_CURVES, WaitingCurve, WaitingCurves, waiting_curves};
pub use waterfall::{Waterfall, WaterfallEnd, WaterfallStep, waterfall};

/// What a chart is called and what it says, for whoever does not see it.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// Prefix of all element ids of the chart; unique on the page.
    pub id: &'a str,
    /// What is shown ("Abdeckung über die Zeit").
    pub title: &'a str,
    /// What it says, in a sentence or two.
    pub description: &'a str,
}

/// The width a chart is drawn for. A page that serves both puts both charts into one `.lb-figure`, whose
/// style shows the one that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Screens and paper.
    Wide,
    /// Phones, and narrow columns: fewer ticks, labels inside, letters as large as in the wide one.
    Narrow,
}

impl Layout {
    /// Both, in the order in which they stand in a `.lb-figure`.
    pub const ALL: [Self; 2] = [Self::Wide, Self::Narrow];

    const fn class(self) -> &'static str {
        match self {
            Self::Wide => "lb-chart lb-chart--wide",
            Self::Narrow => "lb-chart lb-chart--narrow",
        }
    }
}

/// A share as it can be drawn: a number from 0 to 1, whatever came in.
fn drawable(share: f64) -> f64 {
    if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
}
