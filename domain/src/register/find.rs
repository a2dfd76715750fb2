//! Bodies as people write them: by key or by name.

mod spelling;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::Register;
use crate::body::{Body, BodyKind};
use crate::key::Level;

use spelling::{TITLES, key_digits, letters, name_key, title_before, title_behind};

/// So many bodies that may be meant are still read.
const MOST: usize = 5;

/// So many parts of a text between commas and brackets are looked at.
const PARTS_MAX: usize = 5;

/// Finds bodies. Made once for all rows of a list: comparing each row with every name would take minutes.
#[derive(Debug)]
pub struct Finder<'a> {
    register: &'a Register,
    names: Vec<Name<'a>>,
    by_name: HashMap<String, usize>,
}

/// A name and who bears it.
#[derive(Debug)]
struct Name<'a> {
    key: String,
    letters: u32,
    bodies: Vec<&'a Body>,
}

/// Why a text names no body.
#[derive(Clone, Debug, PartialEq)]
pub enum Unfound<'a> {
    /// It is the name of all these.
    Ambiguous(Vec<&'a Body>),
    /// It is no name; these are similar, the nearest first.
    Unknown(Vec<&'a Body>),
}

impl<'a> Unfound<'a> {
    /// The bodies that may be meant.
    #[must_use]
    pub fn candidates(&self) -> &[&'a Body] {
        match self {
            Self::Ambiguous(bodies) | Self::Unknown(bodies) => bodies,
        }
    }
}

/// A text taken apart: a name, and what is said beside it.
struct Typed<'a> {
    name: String,
    kinds: Vec<&'static [BodyKind]>,
    kreise: Option<Vec<&'a Body>>,
}

impl Typed<'_> {
    fn fits(&self, body: &Body) -> bool {
        self.kinds.iter().all(|kinds| kinds.contains(&body.kind))
            && self.kreise.as_ref().is_none_or(|kreise| kreise.iter().any(|kreis| lies_in(body, kreis)))
    }
}

/// Whether the body lies in the Landkreis, or is the kreisfreie Stadt.
fn lies_in(body: &Body, kreis: &Body) -> bool {
    kreis.ars.at(Level::Kreis).is_some_and(|kreis| body.ars.is_within(&kreis))
}

impl<'a> Finder<'a> {
    /// Reads the names of a register.
    #[must_use]
    pub fn new(register: &'a Register) -> Self {
        let mut finder = Self { register, names: Vec::new(), by_name: HashMap::new() };
        for body in register.bodies() {
            let key = name_key(&body.name);
            // "Landkreis Rostock" is the name itself there.
            if body.kind == BodyKind::Landkreis
                && let Some((_, bare)) = title_before(&key)
            {
                finder.insert(bare.to_owned(), body);
            }
            finder.insert(key, body);
        }
        finder
    }

    fn insert(&mut self, key: String, body: &'a Body) {
        let next = self.names.len();
        let at = *self.by_name.entry(key.clone()).or_insert(next);
        if at == next {
            self.names.push(Name { letters: letters(&key), key, bodies: Vec::new() });
        }
        self.names[at].bodies.push(body);
    }

    /// The body that a key or a name means.
    pub fn find(&self, typed: &str) -> Result<&'a Body, Unfound<'a>> {
        if let Some(body) = self.with_key(typed) {
            return Ok(body);
        }
        let named = self.named(typed);
        match named[..] {
            [body] => Ok(body),
            [] => Err(Unfound::Unknown(self.near(typed))),
            _ => Err(Unfound::Ambiguous(named)),
        }
    }

    /// The body with this key, whatever stands between its digits and whether or not a spreadsheet has taken its
    /// leading zero.
    #[must_use]
    pub fn with_key(&self, typed: &str) -> Option<&'a Body> {
        let digits = key_digits(typed)?;
        let padded = || match digits.len() {
            4 | 8 | 11 => self.register.resolve(&format!("0{digits}")),
            _ => None,
        };
        self.register.resolve(&digits).or_else(padded)
    }

    /// All bodies that bear the name, in the order of their keys.
    ///
    /// A title before or behind it ("Markt Meitingen", "Meitingen, M", "LRA Kelheim", "Siegenburg (VGem)") leaves
    /// those of that kind, a Kreis behind it ("Hausen (Kelheim)") those that lie there.
    #[must_use]
    pub fn named(&self, typed: &str) -> Vec<&'a Body> {
        let whole = self.bearing(&name_key(typed));
        if !whole.is_empty() {
            return whole.to_vec();
        }
        let typed = self.take_apart(typed);
        self.bearing(&typed.name).iter().copied().filter(|body| typed.fits(body)).collect()
    }

    /// The kinds of body that a text means: "Markt", "VG", "kreisfreie Stadt".
    #[must_use]
    pub fn kinds(typed: &str) -> Option<&'static [BodyKind]> {
        let key = name_key(typed);
        TITLES.iter().find(|(title, _)| *title == key).map(|(_, kinds)| *kinds)
    }

    /// All Landkreise and kreisfreie Städte that a text names.
    #[must_use]
    pub fn kreise(&self, typed: &str) -> Vec<&'a Body> {
        let found = self.with_key(typed).map_or_else(|| self.named(typed), |body| vec![body]);
        found.into_iter().filter(|body| is_kreis(body)).collect()
    }

    /// The bodies whose names are similar, the nearest first, at most five.
    #[must_use]
    pub fn near(&self, typed: &str) -> Vec<&'a Body> {
        let typed = self.take_apart(typed);
        let wanted = typed.name.as_str();
        let length = wanted.chars().count();
        if length == 0 {
            return Vec::new();
        }
        let (slips, wanted_letters) = ((length / 4).max(1), letters(wanted));
        let distance = |name: &Name<'_>| {
            // Counting letters is a hundred times as quick as comparing, and rules nearly all names out.
            let odd = (name.letters ^ wanted_letters).count_ones() as usize;
            let is_similar = odd <= 2 * slips && name.key.len().abs_diff(wanted.len()) <= slips;
            let distance = is_similar.then(|| strsim::osa_distance(&name.key, wanted));
            let may_contain = length >= 3 && name.letters & wanted_letters == wanted_letters;
            // Part of a name counts as farther than any slip.
            let contains = || (may_contain && name.key.contains(wanted)).then_some(usize::MAX);
            distance.filter(|distance| *distance <= slips).or_else(contains)
        };
        let near = self.names.iter().filter_map(|name| Some((distance(name)?, name)));
        let mut near: Vec<(usize, &Body)> =
            near.flat_map(|(distance, name)| name.bodies.iter().map(move |body| (distance, *body))).collect();
        if near.iter().any(|(_, body)| typed.fits(body)) {
            near.retain(|(_, body)| typed.fits(body));
        }
        near.sort_by_key(|(distance, body)| (*distance, body.ars));
        near.dedup_by_key(|(_, body)| body.ars);
        // Beside a name with one slip, those with two are no help.
        let nearest = near.first().map_or(0, |(distance, _)| *distance);
        near.retain(|(distance, _)| *distance == nearest);
        near.into_iter().map(|(_, body)| body).take(MOST).collect()
    }

    /// What to write for [`Finder::named`] to find this body alone: its name with what it is, and its Landkreis.
    #[must_use]
    pub fn told(&self, body: &Body) -> String {
        let kreis = self.register.kreis_of(&body.ars).filter(|kreis| kreis.ars != body.ars);
        match kreis {
            Some(kreis) => format!("{} ({})", body.full_name(), kreis.full_name()),
            None => body.full_name(),
        }
    }

    fn bearing(&self, key: &str) -> &[&'a Body] {
        self.by_name.get(key).map(|at| self.names[*at].bodies.as_slice()).unwrap_or_default()
    }

    fn take_apart(&self, typed: &str) -> Typed<'a> {
        let parts = typed.split([',', '(', ')', ';']).map(name_key).filter(|part| !part.is_empty());
        let mut parts: Vec<String> = parts.take(PARTS_MAX).collect();
        let mut name = if parts.is_empty() { String::new() } else { parts.remove(0) };
        let mut kinds = Vec::new();
        // "Markt Schwaben" is a name.
        let title = || title_before(&name).or_else(|| title_behind(&name));
        if let Some((kind, rest)) = title().filter(|_| self.bearing(&name).is_empty()) {
            kinds.push(kind);
            name = rest.to_owned();
        }
        let mut kreise = None;
        let mut rest = parts.as_slice();
        while let [part, others @ ..] = rest {
            rest = others;
            // "(Landkreis Lindau (Bodensee))" is one Kreis.
            let whole = others.first().map(|other| format!("{part} {other}"));
            let kreise_of_both =
                whole.map(|whole| self.kreise_bearing(&whole)).filter(|found| !found.is_empty());
            let found = self.kreise_bearing(part);
            if let Some((_, kind)) = TITLES.iter().find(|(title, _)| title == part) {
                kinds.push(kind);
            } else if let Some(found) = kreise_of_both {
                kreise = Some(found);
                rest = &others[1..];
            } else if found.is_empty() {
                // "Taufkirchen (Vils)": it is part of the name.
                name = format!("{name} {part}");
            } else {
                kreise = Some(found);
            }
        }
        Typed { name, kinds, kreise }
    }

    fn kreise_bearing(&self, key: &str) -> Vec<&'a Body> {
        let (kind, name) = title_before(key).map_or((None, key), |(kind, name)| (Some(kind), name));
        let is_meant = |body: &&Body| is_kreis(body) && kind.is_none_or(|kind| kind.contains(&body.kind));
        self.bearing(name).iter().copied().filter(is_meant).collect()
    }
}

fn is_kreis(body: &Body) -> bool {
    matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt)
}
