//! The columns of a status sheet: a contract with whoever exchanges such sheets.

mod names;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use domain::UnknownWord;
use domain::text::search_key;

use names::{NAMES, Names};

/// A column of a status sheet. Their order and their headings are a contract: append only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// The day whose state the row shows.
    AsOf,
    /// Amtlicher Gemeindeschlüssel of the body.
    Ags,
    /// Amtlicher Regionalschlüssel of the body.
    Ars,
    /// The commune.
    Commune,
    /// What kind of body it is.
    Kind,
    /// The Landkreis, or the kreisfreie Stadt.
    Kreis,
    /// The Regierungsbezirk.
    Regierungsbezirk,
    /// The Verwaltungsgemeinschaft.
    Verband,
    /// The responsible body.
    Authority,
    /// The service.
    Service,
    /// The key of the service in the Leistungskatalog.
    Leika,
    /// The stage.
    Stage,
    /// When it is planned to go live.
    PlannedOn,
    /// Since when it is live.
    LiveSince,
    /// The product; not held by Lagebild.
    Product,
    /// Who makes the software.
    Vendor,
    /// Who runs the software.
    ItProvider,
    /// How applications get to the authority; not held by Lagebild.
    Transport,
    /// Codes of what hinders; not held by Lagebild in one cell.
    Obstacles,
    /// Free text.
    Note,
    /// A functional mailbox; not held by Lagebild.
    Mailbox,
    /// Where the row comes from; not held by Lagebild.
    Source,
    /// When somebody last said that it is so.
    ConfirmedOn,
    /// Since when the entry holds.
    EffectiveOn,
    /// The public address of the service.
    Link,
}

impl Column {
    /// All columns in the order of the contract.
    pub const ALL: [Self; 25] = {
        let mut all = [Self::AsOf; 25];
        let mut at = 0;
        while at < all.len() {
            all[at] = NAMES[at].0;
            at += 1;
        }
        all
    };

    const fn names(self) -> &'static Names {
        &NAMES[self as usize]
    }

    /// The word for it in forms and databases.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.names().1
    }

    /// What stands above it.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        self.names().2
    }

    /// Whether an import takes over what stands in it. The others are for readers of the sheet, or name something
    /// that Lagebild does not hold.
    #[must_use]
    pub const fn is_read(self) -> bool {
        !matches!(
            self,
            Self::Regierungsbezirk
                | Self::Product
                | Self::Transport
                | Self::Obstacles
                | Self::Mailbox
                | Self::Source
        )
    }

    /// Whether a day stands in it.
    #[must_use]
    pub const fn is_day(self) -> bool {
        matches!(self, Self::AsOf | Self::PlannedOn | Self::LiveSince | Self::ConfirmedOn | Self::EffectiveOn)
    }

    /// Whether it helps to tell whom a row is about.
    #[must_use]
    pub const fn names_body(self) -> bool {
        matches!(self, Self::Ags | Self::Ars | Self::Commune | Self::Verband | Self::Authority | Self::Kreis)
    }

    /// The column that a heading means, whatever its spelling.
    #[must_use]
    pub fn recognise(heading: &str) -> Option<Self> {
        static BY_KEY: LazyLock<BTreeMap<String, Column>> = LazyLock::new(|| {
            let keys =
                NAMES.iter().flat_map(|names| names.headings().map(|heading| (search_key(heading), names.0)));
            keys.collect()
        });
        // "Amtlicher Gemeindeschlüssel (AGS)", "Geplant zum [TT.MM.JJJJ]": what is in brackets explains what is not.
        let without_brackets = heading.split(['(', '[', '\n']).next().unwrap_or_default();
        let keys = [search_key(heading), search_key(without_brackets)];
        let exact = keys.iter().find_map(|key| BY_KEY.get(key));
        let nearly = || BY_KEY.iter().find(|(name, _)| is_near(name, &keys[1])).map(|(_, column)| column);
        exact.or_else(nearly).copied()
    }
}

/// Whether two headings differ by one slip of the fingers. Short words differ by as much and mean something else.
fn is_near(name: &str, typed: &str) -> bool {
    name.len() >= 6 && typed.len().abs_diff(name.len()) <= 1 && strsim::osa_distance(name, typed) == 1
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Column {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|column| column.as_str() == text).ok_or(UnknownWord)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_order_and_the_headings_are_the_contract() {
        let headings: Vec<_> = Column::ALL.map(Column::heading).into();
        assert_eq!(
            headings.join("; "),
            "Stand; AGS; ARS; Kommune; Typ; Landkreis; Regierungsbezirk; VG; zuständige Behörde; Leistung; LeiKa; \
             Status; Geplant zum; Live seit; Fachverfahren; Hersteller; IT-Dienstleister; Transportweg; \
             Hindernis-Codes; Bemerkung; Funktionspostfach; Quelle; bestätigt am; Gilt seit; Adresse"
        );
        for column in Column::ALL {
            assert_eq!(column.as_str().parse(), Ok(column));
            assert_eq!(Column::recognise(column.heading()), Some(column));
        }
    }

    #[test]
    fn no_heading_means_two_columns() {
        let mut seen = BTreeSet::new();
        for names in &NAMES {
            for heading in names.headings() {
                assert!(seen.insert(search_key(heading)), "{heading}");
                assert_eq!(Column::recognise(heading), Some(names.0), "{heading}");
            }
        }
    }

    #[test]
    fn spellings_of_headings_are_forgiven() {
        for (heading, column) in [
            ("Amtlicher Gemeindeschlüssel (AGS)", Some(Column::Ags)),
            ("  GEMEINDE ", Some(Column::Commune)),
            ("Stand (Datum)", Some(Column::AsOf)),
            ("Live-Datum", Some(Column::LiveSince)),
            ("Go-Live", Some(Column::LiveSince)),
            ("geplant", Some(Column::PlannedOn)),
            ("Geplant zum\n(TT.MM.JJJJ)", Some(Column::PlannedOn)),
            ("zustaendige Behoerde", Some(Column::Authority)),
            ("IT-Dienstleister", Some(Column::ItProvider)),
            ("Anbieter", Some(Column::Vendor)),
            ("Bemerkugn", Some(Column::Note)),
            ("Leistnug", Some(Column::Service)),
            ("Einwohner", None),
            ("Lfd. Nr.", None),
            ("", None),
        ] {
            assert_eq!(Column::recognise(heading), column, "{heading}");
        }
    }
}
