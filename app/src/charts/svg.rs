//! From plotters' drawing to the element that goes into the page.

use std::fmt::Write as _;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::Caption;
use super::text::{escape, line};

/// plotters places everything on whole pixels, which makes a slowly rising line a staircase. Charts are
/// drawn this many times larger and written with one decimal.
const FINE: f64 = 10.0;

/// plotters divides the size of a font by this on its way into the SVG.
const FONT_SCALE: f64 = 1.24;

/// plotters hangs text from its top, which it takes to be this far (in em) above the baseline.
const ASCENT: f64 = 0.76;

pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(super) type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

/// The element around a drawing.
pub(super) struct Frame<'a> {
    pub(super) caption: Caption<'a>,
    pub(super) class: &'a str,
    /// Width and height at which letters have the size they are given.
    pub(super) size: (f64, f64),
    /// Whether the drawing may be stretched in width alone.
    pub(super) stretches: bool,
    /// Further attributes for everything has_stroke in a colour: plotters has no dashes that stay one element.
    pub(super) strokes: &'a [(RGBColor, &'a str)],
}

impl Frame<'_> {
    /// Runs the drawing and returns the finished element.
    pub(super) fn draw(&self, drawing: impl FnOnce(&Area<'_>) -> Drawn) -> String {
        let mut raw = String::new();
        {
            let (width, height) = self.size;
            let area = SVGBackend::with_string(&mut raw, (length(width), length(height))).into_drawing_area();
            drawing(&area).and_then(|()| area.present()).expect("writing to a string does not fail");
        }
        let mut svg = self.opening();
        tidy(&raw, self.strokes, &mut svg);
        svg.push_str("</svg>");
        svg
    }

    fn opening(&self) -> String {
        let (width, height) = self.size;
        let (id, title, description) =
            (escape(self.caption.id), escape(self.caption.title), escape(self.caption.description));
        let stretch = if self.stretches { r#" preserveAspectRatio="none""# } else { "" };
        format!(
            r#"<svg class="{class}" viewBox="0 0 {width} {height}"{stretch} role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>"#,
            class = self.class,
        )
    }
}

/// A length in pixels as plotters wants it.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "charts are some thousand pixels large, and a cast saturates"
)]
fn length(pixels: f64) -> u32 {
    (pixels * FINE).round() as u32
}

/// A coordinate or a thickness in pixels as plotters wants it.
#[expect(
    clippy::cast_possible_truncation,
    reason = "charts are some thousand pixels large, and a cast saturates"
)]
pub(super) fn px(pixels: f64) -> i32 {
    (pixels * FINE).round() as i32
}

/// A coordinate of plotters in pixels.
pub(super) fn pixels(coordinate: i32) -> f64 {
    f64::from(coordinate) / FINE
}

/// A line of this colour and thickness in pixels.
pub(super) fn pen(colour: RGBColor, width: f64) -> ShapeStyle {
    colour.stroke_width(length(width))
}

/// A filled rectangle, in pixels.
pub(super) fn bar(x: f64, y: f64, width: f64, height: f64, colour: RGBColor) -> Rectangle<(i32, i32)> {
    Rectangle::new([(px(x), px(y)), (px(x + width), px(y + height))], colour.filled())
}

/// A rectangle, in pixels, whose outline of one pixel lies inside it.
pub(super) fn outline(x: f64, y: f64, width: f64, height: f64, colour: RGBColor) -> Rectangle<(i32, i32)> {
    let (right, bottom) = ((x + width - 0.5).max(x + 0.5), y + height - 0.5);
    Rectangle::new([(px(x + 0.5), px(y + 0.5)), (px(right), px(bottom))], pen(colour, 1.0))
}

/// How a line of text looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Type {
    /// In pixels.
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) colour: RGBColor,
}

impl Type {
    pub(super) const fn new(size: f64, colour: RGBColor) -> Self {
        Self { size, bold: false, colour }
    }

    pub(super) const fn bold(size: f64, colour: RGBColor) -> Self {
        Self { size, bold: true, colour }
    }

    /// The style for text that plotters places by itself.
    pub(super) fn style(&self) -> TextStyle<'_> {
        let weight = if self.bold { FontStyle::Bold } else { FontStyle::Normal };
        ("sans-serif", self.size * FINE * FONT_SCALE, weight).into_text_style(&(0, 0)).color(&self.colour)
    }

    /// Writes one line of text from (or, by `anchor`, around or up to) `x`.
    pub(super) fn write(self, area: &Area<'_>, text: &str, anchor: HPos, x: f64, baseline: f64) -> Drawn {
        let style = self.style().pos(Pos::new(anchor, VPos::Top));
        area.draw_text(&line(text), &style, (px(x), px(baseline - ASCENT * self.size)))
    }
}

/// Writes what plotters drew with short numbers and without what says nothing.
fn tidy(raw: &str, strokes: &[(RGBColor, &str)], out: &mut String) {
    // plotters writes each tag, and each text between tags, on a line of its own; quotes inside values and
    // angle brackets inside texts are escaped. The root element is ours.
    for row in raw.lines().skip(1).filter(|row| *row != "</svg>") {
        if row.starts_with('<') && !row.starts_with("</") {
            tidy_tag(row, strokes, out);
        } else {
            out.push_str(row);
        }
    }
}

fn tidy_tag(tag: &str, strokes: &[(RGBColor, &str)], out: &mut String) {
    let name = tag.split(' ').next().unwrap_or(tag);
    out.push_str(name);
    let mut has_stroke = true;
    // A straight line encloses nothing to be filled.
    let is_straight = tag.matches(',').count() == 2;
    let mut pieces = tag[name.len()..].split('"');
    loop {
        let Some(key) = pieces.next() else { return };
        let Some(value) = pieces.next() else {
            out.push_str(key);
            return;
        };
        let key = key.trim_start().trim_end_matches('=');
        match (key, value) {
            ("opacity", "1") | ("x" | "y", "0") | ("text-anchor", "start") | ("font-family", _) => {}
            ("fill", "none") if is_straight => {}
            ("stroke", "none") => has_stroke = false,
            ("stroke-width", _) if !has_stroke => {}
            ("stroke", colour) => {
                attribute(out, key, colour);
                let more = strokes.iter().find(|(pen, _)| hex(*pen) == colour);
                if let Some((_, more)) = more {
                    out.push(' ');
                    out.push_str(more);
                }
            }
            ("points", points) => {
                let mut pairs: Vec<String> = points
                    .split_whitespace()
                    .map(|pair| pair.split(',').map(decimal).collect::<Vec<_>>().join(","))
                    .collect();
                pairs.dedup();
                attribute(out, key, &pairs.join(" "));
            }
            ("font-weight", "bold") => attribute(out, key, "600"),
            (
                "x" | "y" | "x1" | "y1" | "x2" | "y2" | "cx" | "cy" | "r" | "width" | "height"
                | "stroke-width" | "font-size",
                number,
            ) => attribute(out, key, &decimal(number)),
            _ => attribute(out, key, value),
        }
    }
}

fn attribute(out: &mut String, key: &str, value: &str) {
    write!(out, r#" {key}="{value}""#).expect("writing to a string does not fail");
}

/// A number of plotters in pixels, with at most one decimal.
fn decimal(number: &str) -> String {
    match number.parse::<f64>() {
        // Adding zero turns -0 into 0.
        Ok(number) => {
            let number = (number.round() / FINE + 0.0).to_string();
            number.strip_prefix("0.").map_or(number.clone(), |decimals| format!(".{decimals}"))
        }
        Err(_) => number.to_owned(),
    }
}

/// The colour as plotters writes it.
pub(super) fn hex(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}
