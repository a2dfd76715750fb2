//! The columns of a status sheet: a contract with whoever exchanges such sheets.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use domain::UnknownWord;
use domain::text::search_key;

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

/// What a column is called: its word, its heading, and other headings by which it goes, in lower case.
struct Names(Column, &'static str, &'static str, &'static [&'static str]);

const NAMES: [Names; 25] = [
    Names(
        Column::AsOf,
        "stand",
        "Stand",
        &[
            "stand datum",
            "datum",
            "stand vom",
            "stand am",
            "datenstand",
            "stichtag",
            "berichtsdatum",
            "erhebungsdatum",
            "stand zum",
            "letzter stand",
            "datum stand",
        ],
    ),
    Names(
        Column::Ags,
        "ags",
        "AGS",
        &[
            "amtlicher gemeindeschlüssel",
            "gemeindeschlüssel",
            "amtl gemeindeschlüssel",
            "ags 8",
            "ags 8 stellig",
            "gemeindekennziffer",
            "gkz",
            "gemeindekennzahl",
            "gemeindenummer",
            "schlüssel",
            "ags nr",
            "ags nummer",
            "gem schlüssel",
            "gemeinde ags",
        ],
    ),
    Names(
        Column::Ars,
        "ars",
        "ARS",
        &[
            "amtlicher regionalschlüssel",
            "regionalschlüssel",
            "rs",
            "ars 12",
            "ars 12 stellig",
            "amtl regionalschlüssel",
            "ars nr",
            "ars nummer",
        ],
    ),
    Names(
        Column::Commune,
        "kommune",
        "Kommune",
        &[
            "gemeinde",
            "gemeindename",
            "kommunenname",
            "name der kommune",
            "name der gemeinde",
            "name kommune",
            "name gemeinde",
            "stadt gemeinde",
            "gemeinde stadt",
            "stadt",
            "ort",
            "name",
            "kommunen",
            "gemeinden",
            "körperschaft",
            "gebietskörperschaft",
            "markt",
        ],
    ),
    Names(
        Column::Kind,
        "typ",
        "Typ",
        &[
            "art",
            "kommunentyp",
            "gemeindetyp",
            "art der kommune",
            "typ der kommune",
            "kommunalart",
            "gemeindeart",
            "bezeichnung art",
        ],
    ),
    Names(
        Column::Kreis,
        "landkreis",
        "Landkreis",
        &[
            "kreis",
            "lkr",
            "lk",
            "landkreis kreisfreie stadt",
            "landkreis stadt",
            "kreis kreisfreie stadt",
            "kreisname",
            "landkreis name",
            "name landkreis",
            "name des landkreises",
            "landkreis bzw kreisfreie stadt",
        ],
    ),
    Names(
        Column::Regierungsbezirk,
        "regierungsbezirk",
        "Regierungsbezirk",
        &["bezirk", "regbez", "reg bez", "rb", "regierung"],
    ),
    Names(
        Column::Verband,
        "vg",
        "VG",
        &[
            "verwaltungsgemeinschaft",
            "vgem",
            "verwaltungsgem",
            "mitglied der vg",
            "mitglied in vg",
            "gemeindeverband",
            "name der vg",
        ],
    ),
    Names(
        Column::Authority,
        "behoerde",
        "zuständige Behörde",
        &[
            "behörde",
            "zuständige stelle",
            "zuständigkeit",
            "zuständig",
            "zust behörde",
            "meldebehörde",
            "verwaltung",
            "dienststelle",
            "behördenname",
            "name der behörde",
            "amt",
        ],
    ),
    Names(
        Column::Service,
        "leistung",
        "Leistung",
        &[
            "fokusleistung",
            "leistungsname",
            "name der leistung",
            "verwaltungsleistung",
            "dienst",
            "onlinedienst",
            "online dienst",
            "service",
            "ozg leistung",
            "leistungsbezeichnung",
            "efa leistung",
            "efa dienst",
            "digitale leistung",
        ],
    ),
    Names(
        Column::Leika,
        "leika",
        "LeiKa",
        &[
            "leika schlüssel",
            "leika id",
            "leika nr",
            "leika nummer",
            "leistungsschlüssel",
            "leika key",
            "leika code",
            "leika kennung",
            "fim schlüssel",
            "leika schlüssel id",
        ],
    ),
    Names(
        Column::Stage,
        "status",
        "Status",
        &[
            "umsetzungsstand",
            "umsetzungsstatus",
            "rollout status",
            "rolloutstatus",
            "stufe",
            "phase",
            "fortschritt",
            "aktueller status",
            "aktueller stand",
            "stand der umsetzung",
            "status der umsetzung",
            "sachstand",
            "rollout stand",
            "bearbeitungsstand",
            "projektstatus",
            "live status",
        ],
    ),
    Names(
        Column::PlannedOn,
        "geplant",
        "Geplant zum",
        &[
            "geplant",
            "geplanter start",
            "geplanter go live",
            "geplant für",
            "geplant am",
            "geplant ab",
            "plandatum",
            "planung",
            "zieldatum",
            "zieltermin",
            "plantermin",
            "geplanter termin",
            "geplantes datum",
            "geplanter livegang",
            "geplante inbetriebnahme",
            "geplante einführung",
            "start geplant",
            "go live geplant",
            "rollout geplant",
            "voraussichtlich",
            "voraussichtlicher start",
            "voraussichtlicher go live",
            "soll termin",
            "planned",
        ],
    ),
    Names(
        Column::LiveSince,
        "live",
        "Live seit",
        &[
            "live datum",
            "go live",
            "golive",
            "go live datum",
            "live ab",
            "live am",
            "live",
            "livegang",
            "produktiv seit",
            "produktiv ab",
            "online seit",
            "online ab",
            "inbetriebnahme",
            "echtbetrieb seit",
            "echtbetrieb ab",
            "freigeschaltet am",
            "freigeschaltet seit",
            "freischaltung",
            "startdatum",
            "in betrieb seit",
            "datum go live",
            "datum livegang",
            "produktivsetzung",
            "start",
        ],
    ),
    Names(
        Column::Product,
        "fachverfahren",
        "Fachverfahren",
        &[
            "software",
            "produkt",
            "verfahren",
            "fachanwendung",
            "fachsoftware",
            "eingesetztes fachverfahren",
            "name fachverfahren",
        ],
    ),
    Names(
        Column::Vendor,
        "hersteller",
        "Hersteller",
        &[
            "anbieter",
            "softwarehersteller",
            "fachverfahrenshersteller",
            "hersteller fachverfahren",
            "verfahrenshersteller",
            "softwareanbieter",
            "fv hersteller",
            "hersteller des fachverfahrens",
            "hersteller anbieter",
            "hersteller oder it dienstleister",
            "vendor",
        ],
    ),
    Names(
        Column::ItProvider,
        "dienstleister",
        "IT-Dienstleister",
        &[
            "dienstleister",
            "rechenzentrum",
            "it betreiber",
            "betreiber",
            "it provider",
            "it dienstleister betreiber",
            "kommunaler it dienstleister",
            "edv dienstleister",
        ],
    ),
    Names(
        Column::Transport,
        "transportweg",
        "Transportweg",
        &["transport", "übertragungsweg", "transportkanal", "übermittlung", "transportprotokoll"],
    ),
    Names(
        Column::Obstacles,
        "hindernisse",
        "Hindernis-Codes",
        &[
            "hindernis",
            "hindernisse",
            "hinderniscode",
            "hinderniscodes",
            "hindernis code",
            "hemmnis",
            "hemmnisse",
            "blocker",
            "probleme",
        ],
    ),
    Names(
        Column::Note,
        "bemerkung",
        "Bemerkung",
        &[
            "bemerkungen",
            "anmerkung",
            "anmerkungen",
            "kommentar",
            "kommentare",
            "notiz",
            "notizen",
            "hinweis",
            "hinweise",
            "sonstiges",
            "erläuterung",
            "begründung",
        ],
    ),
    Names(
        Column::Mailbox,
        "funktionspostfach",
        "Funktionspostfach",
        &[
            "e mail",
            "email",
            "mail",
            "postfach",
            "kontakt",
            "ansprechpartner",
            "e mail adresse",
            "funktions postfach",
            "mailadresse",
        ],
    ),
    Names(
        Column::Source,
        "quelle",
        "Quelle",
        &["datenquelle", "herkunft", "gemeldet von", "quelle der angabe"],
    ),
    Names(
        Column::ConfirmedOn,
        "bestaetigt",
        "bestätigt am",
        &[
            "bestätigt",
            "letzte bestätigung",
            "zuletzt bestätigt",
            "bestätigung",
            "bestätigt durch kommune am",
            "geprüft am",
            "zuletzt geprüft",
            "rückmeldung am",
            "gemeldet am",
            "aktualisiert am",
            "letzte aktualisierung",
        ],
    ),
    Names(
        Column::EffectiveOn,
        "seit",
        "Gilt seit",
        &[
            "seit",
            "gilt ab",
            "gültig seit",
            "gültig ab",
            "status seit",
            "status ab",
            "stand seit",
            "seit wann",
            "status vom",
        ],
    ),
    Names(
        Column::Link,
        "adresse",
        "Adresse",
        &[
            "link",
            "url",
            "internetadresse",
            "webadresse",
            "adresse des onlinedienstes",
            "link zum onlinedienst",
            "link zum dienst",
            "onlinedienst link",
            "deep link",
            "deeplink",
            "bayernportal link",
            "web adresse",
            "weblink",
        ],
    ),
];

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
            let keys = NAMES.iter().flat_map(|names| {
                let headings = [names.2].into_iter().chain(names.3.iter().copied());
                headings.map(|heading| (search_key(heading), names.0))
            });
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
        for Names(column, _, heading, others) in &NAMES {
            for name in [heading].into_iter().chain(*others) {
                assert!(seen.insert(search_key(name)), "{name}");
                assert_eq!(Column::recognise(name), Some(*column), "{name}");
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
