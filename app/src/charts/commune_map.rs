//! Communes where they lie: as areas where borders are known, otherwise as circles around their middles.
//!
//! Written by hand: two thousand named shapes in few groups stay small, which no drawing library gives.

use std::fmt::Write as _;

use plotters::style::RGBColor;

use super::Caption;
use super::palette::{LIVE, NOT_STARTED, PILOT, PREPARING, SURFACE, UNKNOWN_EDGE};
use super::svg::hex;
use super::text::escape;

/// How the communes of a group look. From dark to light, so that they are told apart in grey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MapLook {
    /// Darkest.
    Most,
    /// Dark.
    More,
    /// Light.
    Less,
    /// Lightest.
    Least,
    /// Striped.
    Striped,
    /// An outline alone.
    Open,
}

impl MapLook {
    /// The class that gives the sign in the key the same look.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Most => "lb-stage--live",
            Self::More => "lb-stage--pilot",
            Self::Less => "lb-stage--preparing",
            Self::Least => "lb-stage--not_started",
            Self::Striped => "lb-stage--suspended",
            Self::Open => "lb-stage--unknown",
        }
    }

    const fn colour(self) -> RGBColor {
        match self {
            Self::Most => LIVE,
            Self::More | Self::Striped => PILOT,
            Self::Less => PREPARING,
            Self::Least => NOT_STARTED,
            Self::Open => SURFACE,
        }
    }
}

/// Where a commune lies, in the units of the map.
#[derive(Clone, Copy, Debug)]
pub enum MapForm<'a> {
    /// Middle and radius.
    Circle(f64, f64, f64),
    /// Path data.
    Area(&'a str),
}

/// A commune on the map.
#[derive(Clone, Copy, Debug)]
pub struct MapPlace<'a> {
    /// Its name, shown by browsers over it.
    pub name: &'a str,
    /// The place of its group among [`CommuneMap::groups`].
    pub group: usize,
    /// Where it lies.
    pub form: MapForm<'a>,
}

/// What [`commune_map`] draws.
#[derive(Clone, Copy, Debug)]
pub struct CommuneMap<'a> {
    /// Title and description.
    pub caption: Caption<'a>,
    /// Width and height.
    pub size: (u32, u32),
    /// How each group looks.
    pub groups: &'a [MapLook],
    /// Drawn in this order within their groups; a group lies over the one before.
    pub places: &'a [MapPlace<'a>],
}

/// Draws every commune, those of one group together.
#[must_use]
pub fn commune_map(map: &CommuneMap<'_>) -> String {
    let (width, height) = map.size;
    let (id, title, description) =
        (escape(map.caption.id), escape(map.caption.title), escape(map.caption.description));
    let mut svg = format!(
        r#"<svg class="lb-chart lb-map" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>"#
    );
    if map.groups.contains(&MapLook::Striped) {
        let (stripe, ground) = (hex(PILOT), hex(SURFACE));
        // Writing to a String cannot fail.
        let _ = write!(
            svg,
            r#"<pattern id="{id}-s" width="4" height="4" patternUnits="userSpaceOnUse"><path d="M0 0h4v4H0z" fill="{ground}"/><path d="M0 1h4" stroke="{stripe}" stroke-width="2"/></pattern>"#
        );
    }
    for (place, look) in map.groups.iter().enumerate() {
        let mut of_group = map.places.iter().filter(|commune| commune.group == place).peekable();
        if of_group.peek().is_none() {
            continue;
        }
        let fill = if *look == MapLook::Striped { format!("url(#{id}-s)") } else { hex(look.colour()) };
        let edge = hex(if matches!(look, MapLook::Open | MapLook::Striped) { UNKNOWN_EDGE } else { SURFACE });
        let _ = write!(svg, r#"<g fill="{fill}" stroke="{edge}">"#);
        for commune in of_group {
            let name = escape(commune.name);
            let _ = match commune.form {
                MapForm::Area(path) => write!(svg, r#"<path d="{path}"><title>{name}</title></path>"#),
                MapForm::Circle(x, y, radius) => {
                    write!(
                        svg,
                        r#"<circle cx="{x:.0}" cy="{y:.0}" r="{radius:.1}"><title>{name}</title></circle>"#
                    )
                }
            };
        }
        svg.push_str("</g>");
    }
    svg.push_str("</svg>");
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(groups: &[MapLook], places: &[MapPlace<'_>]) -> String {
        let caption = Caption { id: "karte", title: "Karte", description: "<b>Bayern</b>" };
        commune_map(&CommuneMap { caption, size: (900, 1000), groups, places })
    }

    #[test]
    fn communes_of_a_group_stand_together_and_names_are_text() {
        let place = |name, group, form| MapPlace { name, group, form };
        let svg = drawn(
            &[MapLook::Open, MapLook::Most, MapLook::Striped],
            &[
                place("A & B", 1, MapForm::Circle(10.04, 20.0, 3.25)),
                place("C", 2, MapForm::Area("M0 0l1 0 0 1z")),
            ],
        );
        let document = roxmltree::Document::parse(&svg).unwrap();
        let groups: Vec<_> = document.descendants().filter(|node| node.has_tag_name("g")).collect();
        let fills: Vec<_> = groups.iter().filter_map(|group| group.attribute("fill")).collect();
        assert_eq!(fills, ["#092797", "url(#karte-s)"], "an empty group is left out");
        let names: Vec<_> = groups
            .iter()
            .flat_map(roxmltree::Node::descendants)
            .filter(|node| node.has_tag_name("title"))
            .map(|node| node.text().unwrap())
            .collect();
        assert_eq!(names, ["A & B", "C"]);
        assert!(svg.contains(r#"cx="10" cy="20" r="3.2""#), "{svg}");
        assert!(!svg.contains("style="));
    }

    #[test]
    fn a_map_of_nothing_is_well_formed() {
        roxmltree::Document::parse(&drawn(&[MapLook::Striped], &[])).unwrap();
    }
}
