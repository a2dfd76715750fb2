//! Keys as people and other files write them.

use super::Register;
use crate::body::Body;
use crate::key::{Ags, Ars, Level};

impl Register {
    /// The body that a written key means.
    ///
    /// Besides the canonical ARS that is: the AGS, also without its leading zero; the 5-digit key of
    /// a kreisfreie Stadt and the 9-digit key of a commune outside any Verband; and keys of wider
    /// bodies filled up with zeros to 8 or 12 digits. Blanks do not matter. Nothing else is guessed.
    #[must_use]
    pub fn resolve(&self, text: &str) -> Option<&Body> {
        let digits: String = text.chars().filter(|character| !character.is_whitespace()).collect();
        match digits.len() {
            7 => self.by_ags_or_wider(&format!("0{digits}")),
            8 => self.by_ags_or_wider(&digits),
            12 => self
                .get(&digits.parse().ok()?)
                .or_else(|| self.without_zeros(&digits, &[Level::Verband, Level::Kreis])),
            _ => self.get_or_only_commune(&digits.parse().ok()?),
        }
    }

    fn by_ags_or_wider(&self, digits: &str) -> Option<&Body> {
        let ags: Ags = digits.parse().ok()?;
        self.commune_with(&ags).or_else(|| self.without_zeros(digits, &[Level::Kreis]))
    }

    /// The body whose key becomes `digits` when filled up with zeros.
    fn without_zeros(&self, digits: &str, narrow: &[Level]) -> Option<&Body> {
        narrow.iter().chain(&[Level::Regierungsbezirk, Level::Land]).find_map(|level| {
            let (key, filling) = digits.split_at_checked(level.digits())?;
            let is_filled = filling.bytes().all(|digit| digit == b'0');
            is_filled.then(|| self.get_or_only_commune(&key.parse().ok()?))?
        })
    }

    /// The body with this key, or the commune that has its Kreis or its place for a Verband to itself.
    fn get_or_only_commune(&self, key: &Ars) -> Option<&Body> {
        self.get(key).or_else(|| match key.level() {
            Level::Kreis => self.kreisfreie_stadt(key),
            Level::Verband => self.communes_within(key).next(),
            _ => None,
        })
    }
}
