//! Bodies of the official register: whoever can act, and the communes where people live.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::key::{Ags, Ars};

/// A body of the register. What it lies in and what lies in it follow from its key:
/// see [`Register`](crate::register::Register).
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The canonical key.
    pub ars: Ars,
    /// The name without the register's suffixes: "Meitingen", not "Meitingen, M".
    pub name: String,
    /// What kind of body it is.
    pub kind: BodyKind,
    /// Present exactly for communes (12-digit keys).
    pub commune: Option<CommuneFacts>,
}

impl Body {
    /// The body with what it is: "Markt Meitingen", "Landkreis Kelheim", "VG Siegenburg", "Stadt Augsburg". A name by
    /// law, the same in every language.
    #[must_use]
    pub fn full_name(&self) -> String {
        let title = match self.kind {
            BodyKind::Land | BodyKind::Regierungsbezirk | BodyKind::Gemeindeverband => {
                return self.name.clone();
            }
            BodyKind::Verwaltungsgemeinschaft => "VG",
            BodyKind::KreisfreieStadt => "Stadt",
            other => other.title(),
        };
        // Some register names say what they are themselves: "Landkreis Rostock", "Regionalverband Saarbrücken".
        let says_so = [title, "Regionalverband"].contains(&self.name.split(' ').next().unwrap_or_default());
        if says_so { self.name.clone() } else { format!("{title} {}", self.name) }
    }

    /// The body as whoever has to act: the Landratsamt for a Landkreis.
    #[must_use]
    pub fn authority_name(&self) -> String {
        if self.kind == BodyKind::Landkreis { format!("Landratsamt {}", self.name) } else { self.full_name() }
    }
}

/// What the register and the boundaries say about one commune.
#[derive(Clone, Debug, PartialEq)]
pub struct CommuneFacts {
    /// The AGS contained in the ARS.
    pub ags: Ags,
    /// Inhabitants on the day of the register.
    pub inhabitants: u64,
    /// Area in hectares.
    pub area_ha: u64,
    /// Where to draw it; absent for a commune that the boundaries do not know.
    pub centroid: Option<Point>,
}

/// A planar position in metres, Gauss-Krüger zone 3 (EPSG:31467): `x` east, `y` north.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Metres east.
    pub x: i64,
    /// Metres north.
    pub y: i64,
}

/// What a [`Body`] is, from the Textkennzeichen of the register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// A federal state.
    Land,
    /// An administrative district of a Land; it has no focus service of its own.
    Regierungsbezirk,
    /// A rural district (also called Kreis or Regionalverband outside Bavaria).
    Landkreis,
    /// An association of communes that acts for its members, as Bavaria has it.
    Verwaltungsgemeinschaft,
    /// Any other association of communes: Amt, Samtgemeinde, Verbandsgemeinde and their like.
    Gemeindeverband,
    /// A town that is its own Kreis (Stadtkreis in Baden-Württemberg). One commune, not also a Kreis.
    KreisfreieStadt,
    /// A larger town within a Landkreis that takes over some of its tasks.
    GrosseKreisstadt,
    /// A town within a Landkreis.
    Stadt,
    /// A market town.
    Markt,
    /// Every other commune.
    Gemeinde,
}

impl BodyKind {
    /// All kinds, widest first.
    pub const ALL: [Self; 10] = [
        Self::Land,
        Self::Regierungsbezirk,
        Self::Landkreis,
        Self::Verwaltungsgemeinschaft,
        Self::Gemeindeverband,
        Self::KreisfreieStadt,
        Self::GrosseKreisstadt,
        Self::Stadt,
        Self::Markt,
        Self::Gemeinde,
    ];

    /// The kinds that are communes.
    pub const COMMUNES: [Self; 5] =
        [Self::KreisfreieStadt, Self::GrosseKreisstadt, Self::Stadt, Self::Markt, Self::Gemeinde];

    /// What the law calls a body of this kind.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Land => "Land",
            Self::Regierungsbezirk => "Regierungsbezirk",
            Self::Landkreis => "Landkreis",
            Self::Verwaltungsgemeinschaft => "Verwaltungsgemeinschaft",
            Self::Gemeindeverband => "Gemeindeverband",
            Self::KreisfreieStadt => "kreisfreie Stadt",
            Self::GrosseKreisstadt => "Große Kreisstadt",
            Self::Stadt => "Stadt",
            Self::Markt => "Markt",
            Self::Gemeinde => "Gemeinde",
        }
    }

    /// The word used in databases, files and URLs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Regierungsbezirk => "regierungsbezirk",
            Self::Landkreis => "landkreis",
            Self::Verwaltungsgemeinschaft => "verwaltungsgemeinschaft",
            Self::Gemeindeverband => "gemeindeverband",
            Self::KreisfreieStadt => "kreisfreie_stadt",
            Self::GrosseKreisstadt => "grosse_kreisstadt",
            Self::Stadt => "stadt",
            Self::Markt => "markt",
            Self::Gemeinde => "gemeinde",
        }
    }
}

/// A text names no [`BodyKind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of body")]
pub struct BodyKindError;

impl FromStr for BodyKind {
    type Err = BodyKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(BodyKindError)
    }
}

impl fmt::Display for BodyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
