//! The colours that every chart shares, and the key to the stages.

use domain::stage::Stage;
use plotters::style::RGBColor;

// One hue from dark to light: told apart without seeing hues, and in grey.
pub(super) const LIVE: RGBColor = RGBColor(0x09, 0x27, 0x97);
pub(super) const PILOT: RGBColor = RGBColor(0x44, 0x68, 0xBF);
pub(super) const PREPARING: RGBColor = RGBColor(0x85, 0xA0, 0xDA);
pub(super) const NOT_STARTED: RGBColor = RGBColor(0xCF, 0xD2, 0xE0);
/// The outline of what is unknown; the inside is [`SURFACE`].
pub(super) const UNKNOWN_EDGE: RGBColor = RGBColor(0x8B, 0x90, 0xA8);
/// What the chart stands on.
pub(super) const SURFACE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Lines of the grid and the empty part of a bar.
pub(super) const LINE: RGBColor = RGBColor(0xE3, 0xE5, 0xEE);
/// What is to be read first.
pub(super) const TEXT: RGBColor = RGBColor(0x17, 0x1A, 0x2B);
/// What is read second: scales and notes.
pub(super) const MUTED: RGBColor = RGBColor(0x5B, 0x60, 0x78);

/// How a part of a stage bar is filled.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fill {
    Solid(RGBColor),
    Hatched(RGBColor),
    Outlined(RGBColor),
}

/// Stages that share a part of a bar and a line of the key.
#[derive(Clone, Copy, Debug)]
pub struct StageGroup {
    /// German label, lower case ("in Vorbereitung").
    pub label: &'static str,
    /// Class that gives the sign in the key, or a dot on the map, its look.
    pub class: &'static str,
    /// The stages in the group.
    pub stages: &'static [Stage],
    pub(super) fill: Fill,
}

/// The groups in the order of bars and keys. Every stage is in exactly one.
pub const STAGE_KEY: [StageGroup; 6] = [
    StageGroup { label: "live", class: "lb-stage--live", stages: &[Stage::Live], fill: Fill::Solid(LIVE) },
    StageGroup {
        label: "Test und Pilot",
        class: "lb-stage--pilot",
        stages: &[Stage::Pilot, Stage::Testing],
        fill: Fill::Solid(PILOT),
    },
    StageGroup {
        label: "bestellt oder in Vorbereitung",
        class: "lb-stage--preparing",
        stages: &[Stage::Preparing, Stage::Ordered],
        fill: Fill::Solid(PREPARING),
    },
    StageGroup {
        label: "nicht begonnen",
        class: "lb-stage--not_started",
        stages: &[Stage::NotStarted],
        fill: Fill::Solid(NOT_STARTED),
    },
    StageGroup {
        label: "ausgesetzt",
        class: "lb-stage--suspended",
        stages: &[Stage::Suspended],
        fill: Fill::Hatched(PILOT),
    },
    StageGroup {
        label: "unbekannt",
        class: "lb-stage--unknown",
        stages: &[Stage::Unknown],
        fill: Fill::Outlined(UNKNOWN_EDGE),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_has_one_place_in_the_key() {
        for stage in Stage::ALL {
            let places = STAGE_KEY.iter().filter(|group| group.stages.contains(&stage)).count();
            assert_eq!(places, 1, "{stage}");
        }
    }
}
