//! Official keys: the Amtlicher Regionalschlüssel (ARS) and the Amtlicher Gemeindeschlüssel (AGS).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Amtlicher Regionalschlüssel, the canonical key of a [`Body`](crate::Body).
///
/// A key is a path: 2 digits name a Land, 3 a Regierungsbezirk, 5 a Kreis, 9 a Gemeindeverband
/// (in Bavaria: a Verwaltungsgemeinschaft) and 12 a commune, and each key starts with the keys of
/// what it lies in. A kreisfreie Stadt has only its 12-digit key, `097610000000`, not `09761`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ars {
    // Padded with NUL, which sorts before every digit: the derived order puts a body before its parts.
    digits: [u8; 12],
}

/// What the length of an [`Ars`] says about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 2 digits.
    Land,
    /// 3 digits.
    Regierungsbezirk,
    /// 5 digits.
    Kreis,
    /// 9 digits.
    Verband,
    /// 12 digits.
    Commune,
}

impl Level {
    /// All levels from the widest to the narrowest.
    pub const ALL: [Self; 5] =
        [Self::Land, Self::Regierungsbezirk, Self::Kreis, Self::Verband, Self::Commune];

    /// Number of digits of a key of this level.
    #[must_use]
    pub const fn digits(self) -> usize {
        match self {
            Self::Land => 2,
            Self::Regierungsbezirk => 3,
            Self::Kreis => 5,
            Self::Verband => 9,
            Self::Commune => 12,
        }
    }
}

/// Why a text is not an [`Ars`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ArsError {
    /// The text has a character that is not a digit.
    #[error("a key has digits only")]
    NotDigits,
    /// The text has a length that no level uses.
    #[error("a key has 2, 3, 5, 9 or 12 digits, not {0}")]
    Length(usize),
}

impl Ars {
    /// The digits as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Built from ASCII digits only, so this cannot fail; an empty text would be seen at once.
        std::str::from_utf8(&self.digits[..self.len()]).unwrap_or_default()
    }

    fn len(&self) -> usize {
        self.digits.iter().position(|&digit| digit == 0).unwrap_or(self.digits.len())
    }

    /// The level that the length names.
    #[must_use]
    pub fn level(&self) -> Level {
        match self.len() {
            2 => Level::Land,
            3 => Level::Regierungsbezirk,
            5 => Level::Kreis,
            9 => Level::Verband,
            _ => Level::Commune,
        }
    }

    /// The key cut to a wider level, or `None` where this key is the wider one.
    #[must_use]
    pub fn at(&self, level: Level) -> Option<Self> {
        let digits = level.digits();
        (self.len() >= digits).then(|| {
            let mut cut = [0; 12];
            cut[..digits].copy_from_slice(&self.digits[..digits]);
            Self { digits: cut }
        })
    }

    /// Whether this key names the same body as `scope` or lies in it.
    #[must_use]
    pub fn is_within(&self, scope: &Self) -> bool {
        self.digits.starts_with(&scope.digits[..scope.len()])
    }
}

impl FromStr for Ars {
    type Err = ArsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ArsError::NotDigits);
        }
        if !Level::ALL.iter().any(|level| level.digits() == text.len()) {
            return Err(ArsError::Length(text.len()));
        }
        let mut digits = [0; 12];
        digits[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self { digits })
    }
}

impl fmt::Display for Ars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Ars {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ars({self})")
    }
}

/// Amtlicher Gemeindeschlüssel: the 8-digit key of a commune that most other files use.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ags([u8; 8]);

/// Why a text is not an [`Ags`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an AGS has 8 digits")]
pub struct AgsError;

impl Ags {
    /// The digits as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl From<Ars> for Ags {
    /// The AGS that an ARS contains; digits that a wider key lacks are `0` (`09273` is `09273000`).
    fn from(ars: Ars) -> Self {
        let mut digits = [b'0'; 8];
        let len = ars.len();
        digits[..len.min(5)].copy_from_slice(&ars.digits[..len.min(5)]);
        if len == 12 {
            digits[5..].copy_from_slice(&ars.digits[9..]);
        }
        Self(digits)
    }
}

impl FromStr for Ags {
    type Err = AgsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: [u8; 8] = text.as_bytes().try_into().map_err(|_| AgsError)?;
        if digits.iter().all(u8::is_ascii_digit) { Ok(Self(digits)) } else { Err(AgsError) }
    }
}

impl fmt::Display for Ags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Ags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ags({self})")
    }
}

macro_rules! serde_as_text {
    ($($key:ty),*) => {$(
        impl Serialize for $key {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl<'de> Deserialize<'de> for $key {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
serde_as_text!(Ars, Ags);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_knows_what_it_lies_in() {
        let meitingen: Ars = "097720177177".parse().unwrap();
        assert_eq!(meitingen.level(), Level::Commune);
        assert_eq!(meitingen.at(Level::Kreis), Some("09772".parse().unwrap()));
        assert!(meitingen.is_within(&"097".parse().unwrap()));
        assert!(!meitingen.is_within(&"09761".parse().unwrap()));
        assert_eq!("09".parse::<Ars>().unwrap().at(Level::Kreis), None);
        assert_eq!(Ags::from(meitingen).as_str(), "09772177");
        assert_eq!(Ags::from("09273".parse::<Ars>().unwrap()).as_str(), "09273000");
    }

    #[test]
    fn a_body_sorts_before_its_parts() {
        let mut keys: Vec<Ars> =
            ["092735218119", "09274", "092735218", "09273"].map(|key| key.parse().unwrap()).into();
        keys.sort();
        assert_eq!(
            keys.iter().map(Ars::as_str).collect::<Vec<_>>(),
            ["09273", "092735218", "092735218119", "09274"]
        );
    }

    #[test]
    fn other_texts_are_refused() {
        assert_eq!("0977".parse::<Ars>(), Err(ArsError::Length(4)));
        assert_eq!("".parse::<Ars>(), Err(ArsError::Length(0)));
        assert_eq!("09 72".parse::<Ars>(), Err(ArsError::NotDigits));
        assert_eq!("٠٩".parse::<Ars>(), Err(ArsError::NotDigits));
        assert_eq!("9184139".parse::<Ags>(), Err(AgsError));
    }
}
