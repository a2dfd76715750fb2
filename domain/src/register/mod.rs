//! The official register: which bodies there are on a day, and what lies in what.
//!
//! A [`Register`] is one state of it, an [`Edition`] the state of one Land as published, and
//! [`Editions`] all that are known, so that every day has its register.

mod diff;
mod edition;
pub mod facts;
mod find;
pub mod gv100;
mod resolve;

use std::collections::{BTreeMap, BTreeSet};

use crate::body::{Body, BodyKind};
use crate::key::{Ags, Ars, Level};

pub use diff::{BodyChange, InhabitantsChange, RegisterDiff};
pub use edition::{Edition, Editions};
pub use find::{Finder, Unfound};

/// The bodies of one or several Länder on one day.
///
/// What lies in what follows from the keys. There are Regierungsbezirke only where the Land has
/// them, and Verbände only where communes have formed one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    bodies: BTreeMap<Ars, Body>,
    by_ags: BTreeMap<Ags, Ars>,
    shared_names: BTreeSet<String>,
}

/// Why bodies do not make up a [`Register`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// Two bodies have the same key.
    #[error("{0} stands twice")]
    Duplicate(Ars),
    /// Two communes have the same AGS, that is, one commune lies in two Verbände.
    #[error("the AGS {0} stands twice")]
    DuplicateAgs(Ags),
    /// The length of the key does not fit the kind of body.
    #[error("{0} has not the length of its kind")]
    Level(Ars),
    /// A commune has no facts, or a body that is no commune has some.
    #[error("{0}: facts belong to communes, to each of them and to nothing else")]
    Facts(Ars),
    /// The AGS among the facts is not the one in the key.
    #[error("{0} has another AGS in its facts than in its key")]
    Ags(Ars),
}

impl Register {
    /// The register of these bodies, in any order.
    pub fn new(bodies: impl IntoIterator<Item = Body>) -> Result<Self, RegisterError> {
        let mut register = Self::default();
        for body in bodies {
            let ars = body.ars;
            if ars.level() != level_of(body.kind) {
                return Err(RegisterError::Level(ars));
            }
            if body.commune.is_some() != (ars.level() == Level::Commune) {
                return Err(RegisterError::Facts(ars));
            }
            if let Some(facts) = &body.commune {
                if facts.ags != Ags::from(ars) {
                    return Err(RegisterError::Ags(ars));
                }
                if register.by_ags.get(&facts.ags).is_some_and(|other| *other != ars) {
                    return Err(RegisterError::DuplicateAgs(facts.ags));
                }
            }
            if register.bodies.contains_key(&ars) {
                return Err(RegisterError::Duplicate(ars));
            }
            register.insert(body);
        }
        Ok(register.with_shared_names())
    }

    /// One register of several that have no body in common.
    fn merged<'a>(parts: impl IntoIterator<Item = &'a Body>) -> Self {
        let mut register = Self::default();
        parts.into_iter().for_each(|body| register.insert(body.clone()));
        register.with_shared_names()
    }

    fn insert(&mut self, body: Body) {
        if let Some(facts) = &body.commune {
            self.by_ags.insert(facts.ags, body.ars);
        }
        self.bodies.insert(body.ars, body);
    }

    fn with_shared_names(mut self) -> Self {
        let mut names = BTreeSet::new();
        self.shared_names = self
            .communes()
            .filter(|body| !names.insert(body.name.as_str()))
            .map(|body| body.name.clone())
            .collect();
        self
    }

    /// The body with this canonical key. Keys that people type are for [`Register::resolve`].
    #[must_use]
    pub fn get(&self, ars: &Ars) -> Option<&Body> {
        self.bodies.get(ars)
    }

    /// All bodies in the order of their keys: each before what lies in it.
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        self.bodies.values()
    }

    /// All communes in the order of their keys.
    pub fn communes(&self) -> impl Iterator<Item = &Body> {
        self.bodies().filter(|body| body.commune.is_some())
    }

    /// The commune with this AGS.
    #[must_use]
    pub fn commune_with(&self, ags: &Ags) -> Option<&Body> {
        self.by_ags.get(ags).and_then(|ars| self.get(ars))
    }

    /// The body of that key, if there is one, and all bodies that lie in it.
    pub fn within<'a>(&'a self, scope: &Ars) -> impl Iterator<Item = &'a Body> + use<'a> {
        let scope = *scope;
        self.bodies.range(scope..).map(|(_, body)| body).take_while(move |body| body.ars.is_within(&scope))
    }

    /// The communes that lie in `scope` or are it.
    pub fn communes_within<'a>(&'a self, scope: &Ars) -> impl Iterator<Item = &'a Body> + use<'a> {
        self.within(scope).filter(|body| body.commune.is_some())
    }

    /// Inhabitants of the communes that lie in `scope`.
    #[must_use]
    pub fn inhabitants_within(&self, scope: &Ars) -> u64 {
        self.communes_within(scope)
            .filter_map(|body| body.commune.as_ref())
            .map(|facts| facts.inhabitants)
            .sum()
    }

    /// The Verwaltungsgemeinschaft or other Verband that a commune belongs to, if any; a Verband is its own.
    #[must_use]
    pub fn verband_of(&self, ars: &Ars) -> Option<&Body> {
        self.get(&ars.at(Level::Verband)?)
    }

    /// The Landkreis that a commune or Verband lies in; a Landkreis or a kreisfreie Stadt is its own.
    #[must_use]
    pub fn kreis_of(&self, ars: &Ars) -> Option<&Body> {
        let kreis = ars.at(Level::Kreis)?;
        self.get(&kreis).or_else(|| self.kreisfreie_stadt(&kreis))
    }

    /// The Regierungsbezirk that a body lies in or is; `None` too where the Land has none.
    #[must_use]
    pub fn regierungsbezirk_of(&self, ars: &Ars) -> Option<&Body> {
        self.get(&ars.at(Level::Regierungsbezirk)?)
    }

    /// The Land that a body lies in or is.
    #[must_use]
    pub fn land_of(&self, ars: &Ars) -> Option<&Body> {
        self.get(&ars.at(Level::Land)?)
    }

    /// Whether another commune has the same name, so that the Kreis must be told along with it.
    #[must_use]
    pub fn shares_name(&self, body: &Body) -> bool {
        self.shared_names.contains(&body.name)
    }

    /// This register with the positions that `older` knows, for communes that have none here.
    ///
    /// A new register comes without boundaries; a commune that exists on hardly moves.
    #[must_use]
    pub fn with_centroids_of(mut self, older: &Self) -> Self {
        for facts in self.bodies.values_mut().filter_map(|body| body.commune.as_mut()) {
            if facts.centroid.is_none() {
                let before = older.commune_with(&facts.ags).and_then(|body| body.commune.as_ref());
                facts.centroid = before.and_then(|facts| facts.centroid);
            }
        }
        self
    }

    fn kreisfreie_stadt(&self, kreis: &Ars) -> Option<&Body> {
        self.within(kreis).find(|body| body.kind == BodyKind::KreisfreieStadt)
    }
}

const fn level_of(kind: BodyKind) -> Level {
    match kind {
        BodyKind::Land => Level::Land,
        BodyKind::Regierungsbezirk => Level::Regierungsbezirk,
        BodyKind::Landkreis => Level::Kreis,
        BodyKind::Verwaltungsgemeinschaft | BodyKind::Gemeindeverband => Level::Verband,
        BodyKind::KreisfreieStadt
        | BodyKind::GrosseKreisstadt
        | BodyKind::Stadt
        | BodyKind::Markt
        | BodyKind::Gemeinde => Level::Commune,
    }
}

#[cfg(test)]
mod tests;
