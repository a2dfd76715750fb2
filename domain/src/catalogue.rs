//! What is rolled out, and by what kind of authority: data, so that another Land can differ.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::body::BodyKind;
use crate::day::Day;
use crate::key::{Ags, Ars};
use crate::target::TargetPath;
use crate::word::UnknownWord;

/// The short name of a service, commitment or class in URLs, files and on the command line.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// Why a text is not a [`Slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a slug has 1 to 60 of a-z, 0-9, - and _")]
pub struct SlugError;

impl Slug {
    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = SlugError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
        if (1..=60).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text.into()))
        } else {
            Err(SlugError)
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slug({self})")
    }
}

/// A promise of the pact: one or more services that count as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Unique among commitments.
    pub slug: Slug,
    /// German name.
    pub name: String,
}

/// A focus service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Unique among services.
    pub slug: Slug,
    /// German name.
    pub name: String,
    /// The commitment it belongs to.
    pub commitment: Slug,
    /// Who is responsible for it.
    pub class: Slug,
    /// Key in the Leistungskatalog (LeiKa), 14 digits.
    pub leika: String,
    /// Key in the OZG catalogue.
    pub ozg_id: String,
}

/// At which level responsibility sits before kinds and delegations are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Seat {
    /// The commune itself.
    Commune,
    /// The Verwaltungsgemeinschaft for its members, otherwise the commune.
    Verband,
    /// The Landratsamt, or the kreisfreie Stadt.
    Kreis,
}

impl Seat {
    /// All seats, narrowest first.
    pub const ALL: [Self; 3] = [Self::Commune, Self::Verband, Self::Kreis];

    /// The word used in databases.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Commune => "commune",
            Self::Verband => "verband",
            Self::Kreis => "kreis",
        }
    }
}

/// A text names no [`Seat`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a seat of responsibility")]
pub struct SeatError;

impl FromStr for Seat {
    type Err = SeatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|seat| seat.as_str() == text).ok_or(SeatError)
    }
}

/// A kind of authority that the law names, such as Meldebehörde.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsibilityClass {
    /// Unique among classes: `meldebehoerde`, `kreisverwaltungsbehoerde`, `untere_bauaufsicht`.
    pub slug: Slug,
    /// German name, in the plural.
    pub name: String,
    /// Where responsibility sits in general.
    pub seat: Seat,
    /// Kinds of communes that are responsible for themselves all the same.
    pub own_kinds: Vec<BodyKind>,
}

/// How much of a class's task a delegation hands to a commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// All of it.
    Full,
    /// The simple cases only; the authority that would be responsible otherwise keeps the rest
    /// (Art. 53 BayBO).
    Limited,
}

impl Extent {
    /// Both extents.
    pub const ALL: [Self; 2] = [Self::Full, Self::Limited];

    /// The word used in databases.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Limited => "limited",
        }
    }
}

/// A text names no [`Extent`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an extent of delegation")]
pub struct ExtentError;

impl FromStr for Extent {
    type Err = ExtentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|extent| extent.as_str() == text).ok_or(ExtentError)
    }
}

/// A task handed to one commune by name, for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// The class whose task it is.
    pub class: Slug,
    /// The commune; by AGS, which outlives a change of the Verwaltungsgemeinschaft.
    pub commune: Ags,
    /// How much is handed over.
    pub extent: Extent,
    /// First day; `None`: since before the records begin.
    pub valid_from: Option<Day>,
    /// Last day; `None`: until further notice.
    pub valid_until: Option<Day>,
}

impl Delegation {
    /// Whether it holds on that day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }
}

/// Everything that is set rather than recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    /// The Land the product is run for; the scope where none is named.
    pub land: Ars,
    /// In the order in which they are shown.
    pub commitments: Vec<Commitment>,
    /// In the order in which they are shown.
    pub services: Vec<Service>,
    /// In the order in which they are shown.
    pub classes: Vec<ResponsibilityClass>,
    /// By class, commune and first day; of two for the same day the earlier one holds.
    pub delegations: Vec<Delegation>,
    /// The bodies that go first; a Landkreis or VG stands for its communes.
    pub pilots: Vec<Ars>,
    /// Where coverage is to go.
    pub target: Option<TargetPath>,
}

impl Catalogue {
    /// The service of that slug.
    #[must_use]
    pub fn service(&self, slug: &Slug) -> Option<&Service> {
        self.services.iter().find(|service| service.slug == *slug)
    }

    /// The commitment of that slug.
    #[must_use]
    pub fn commitment(&self, slug: &Slug) -> Option<&Commitment> {
        self.commitments.iter().find(|commitment| commitment.slug == *slug)
    }

    /// The class of that slug.
    #[must_use]
    pub fn class(&self, slug: &Slug) -> Option<&ResponsibilityClass> {
        self.classes.iter().find(|class| class.slug == *slug)
    }

    /// The services of a selection, in order; empty for a slug that the catalogue does not have.
    pub fn selected<'a>(&'a self, selection: &'a Selection) -> impl Iterator<Item = &'a Service> {
        self.services.iter().filter(move |service| match selection {
            Selection::Total => true,
            Selection::Commitment(slug) => service.commitment == *slug,
            Selection::Service(slug) => service.slug == *slug,
        })
    }

    /// Whether the commune lies in a pilot.
    #[must_use]
    pub fn is_pilot(&self, commune: &Ars) -> bool {
        self.pilots.iter().any(|pilot| commune.is_within(pilot))
    }
}

/// What is counted: one service, one commitment, or all of them together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Selection {
    /// All commitments: live is who has every service live.
    Total,
    /// All services of one commitment.
    Commitment(Slug),
    /// One service.
    Service(Slug),
}

/// `total`, `commitment/bauen`, `service/baugenehmigung`: as databases have it.
impl fmt::Display for Selection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Total => f.write_str("total"),
            Self::Commitment(slug) => write!(f, "commitment/{slug}"),
            Self::Service(slug) => write!(f, "service/{slug}"),
        }
    }
}

impl FromStr for Selection {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let slug = |slug: &str| slug.parse().map_err(|_| UnknownWord);
        match text.split_once('/') {
            None if text == "total" => Ok(Self::Total),
            Some(("commitment", name)) => slug(name).map(Self::Commitment),
            Some(("service", name)) => slug(name).map(Self::Service),
            _ => Err(UnknownWord),
        }
    }
}
