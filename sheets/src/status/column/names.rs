//! Headings of the columns of a status sheet, and others that mean the same.

use super::Column;

/// What a column is called: its word, its heading, and other headings by which it goes, divided by `|`.
pub(super) struct Names(pub(super) Column, pub(super) &'static str, pub(super) &'static str, &'static str);

impl Names {
    /// All headings by which it goes, its own first.
    pub(super) fn headings(&self) -> impl Iterator<Item = &'static str> {
        [self.2].into_iter().chain(self.3.split('|'))
    }
}

pub(super) const NAMES: [Names; 25] = [
    Names(
        Column::AsOf,
        "stand",
        "Stand",
        "stand datum|datum|stand vom|stand am|datenstand|stichtag|berichtsdatum|erhebungsdatum|\
         stand zum|letzter stand|datum stand",
    ),
    Names(
        Column::Ags,
        "ags",
        "AGS",
        "amtlicher gemeindeschlüssel|gemeindeschlüssel|amtl gemeindeschlüssel|ags 8|\
         ags 8 stellig|gemeindekennziffer|gkz|gemeindekennzahl|gemeindenummer|schlüssel|ags nr|\
         ags nummer|gem schlüssel|gemeinde ags",
    ),
    Names(
        Column::Ars,
        "ars",
        "ARS",
        "amtlicher regionalschlüssel|regionalschlüssel|rs|ars 12|ars 12 stellig|\
         amtl regionalschlüssel|ars nr|ars nummer",
    ),
    Names(
        Column::Commune,
        "kommune",
        "Kommune",
        "gemeinde|gemeindename|kommunenname|name der kommune|name der gemeinde|name kommune|\
         name gemeinde|stadt gemeinde|gemeinde stadt|stadt|ort|name|kommunen|gemeinden|\
         körperschaft|gebietskörperschaft|markt",
    ),
    Names(
        Column::Kind,
        "typ",
        "Typ",
        "art|kommunentyp|gemeindetyp|art der kommune|typ der kommune|kommunalart|gemeindeart|\
         bezeichnung art",
    ),
    Names(
        Column::Kreis,
        "landkreis",
        "Landkreis",
        "kreis|lkr|lk|landkreis kreisfreie stadt|landkreis stadt|kreis kreisfreie stadt|\
         kreisname|landkreis name|name landkreis|name des landkreises|\
         landkreis bzw kreisfreie stadt",
    ),
    Names(
        Column::Regierungsbezirk,
        "regierungsbezirk",
        "Regierungsbezirk",
        "bezirk|regbez|reg bez|rb|regierung",
    ),
    Names(
        Column::Verband,
        "vg",
        "VG",
        "verwaltungsgemeinschaft|vgem|verwaltungsgem|mitglied der vg|mitglied in vg|\
         gemeindeverband|name der vg",
    ),
    Names(
        Column::Authority,
        "behoerde",
        "zuständige Behörde",
        "behörde|zuständige stelle|zuständigkeit|zuständig|zust behörde|meldebehörde|verwaltung|\
         dienststelle|behördenname|name der behörde|amt",
    ),
    Names(
        Column::Service,
        "leistung",
        "Leistung",
        "fokusleistung|leistungsname|name der leistung|verwaltungsleistung|dienst|onlinedienst|\
         online dienst|service|ozg leistung|leistungsbezeichnung|efa leistung|efa dienst|\
         digitale leistung",
    ),
    Names(
        Column::Leika,
        "leika",
        "LeiKa",
        "leika schlüssel|leika id|leika nr|leika nummer|leistungsschlüssel|leika key|leika code|\
         leika kennung|fim schlüssel|leika schlüssel id",
    ),
    Names(
        Column::Stage,
        "status",
        "Status",
        "umsetzungsstand|umsetzungsstatus|rollout status|rolloutstatus|stufe|phase|fortschritt|\
         aktueller status|aktueller stand|stand der umsetzung|status der umsetzung|sachstand|\
         rollout stand|bearbeitungsstand|projektstatus|live status",
    ),
    Names(
        Column::PlannedOn,
        "geplant",
        "Geplant zum",
        "geplant|geplanter start|geplanter go live|geplant für|geplant am|geplant ab|plandatum|\
         planung|zieldatum|zieltermin|plantermin|geplanter termin|geplantes datum|\
         geplanter livegang|geplante inbetriebnahme|geplante einführung|start geplant|\
         go live geplant|rollout geplant|voraussichtlich|voraussichtlicher start|\
         voraussichtlicher go live|soll termin|planned",
    ),
    Names(
        Column::LiveSince,
        "live",
        "Live seit",
        "live datum|go live|golive|go live datum|live ab|live am|live|livegang|produktiv seit|\
         produktiv ab|online seit|online ab|inbetriebnahme|echtbetrieb seit|echtbetrieb ab|\
         freigeschaltet am|freigeschaltet seit|freischaltung|startdatum|in betrieb seit|\
         datum go live|datum livegang|produktivsetzung|start",
    ),
    Names(
        Column::Product,
        "fachverfahren",
        "Fachverfahren",
        "software|produkt|verfahren|fachanwendung|fachsoftware|eingesetztes fachverfahren|\
         name fachverfahren",
    ),
    Names(
        Column::Vendor,
        "hersteller",
        "Hersteller",
        "anbieter|softwarehersteller|fachverfahrenshersteller|hersteller fachverfahren|\
         verfahrenshersteller|softwareanbieter|fv hersteller|hersteller des fachverfahrens|\
         hersteller anbieter|hersteller oder it dienstleister|vendor",
    ),
    Names(
        Column::ItProvider,
        "dienstleister",
        "IT-Dienstleister",
        "dienstleister|rechenzentrum|it betreiber|betreiber|it provider|\
         it dienstleister betreiber|kommunaler it dienstleister|edv dienstleister",
    ),
    Names(
        Column::Transport,
        "transportweg",
        "Transportweg",
        "transport|übertragungsweg|transportkanal|übermittlung|transportprotokoll",
    ),
    Names(
        Column::Obstacles,
        "hindernisse",
        "Hindernis-Codes",
        "hindernis|hindernisse|hinderniscode|hinderniscodes|hindernis code|hemmnis|hemmnisse|\
         blocker|probleme",
    ),
    Names(
        Column::Note,
        "bemerkung",
        "Bemerkung",
        "bemerkungen|anmerkung|anmerkungen|kommentar|kommentare|notiz|notizen|hinweis|hinweise|\
         sonstiges|erläuterung|begründung",
    ),
    Names(
        Column::Mailbox,
        "funktionspostfach",
        "Funktionspostfach",
        "e mail|email|mail|postfach|kontakt|ansprechpartner|e mail adresse|funktions postfach|\
         mailadresse",
    ),
    Names(Column::Source, "quelle", "Quelle", "datenquelle|herkunft|gemeldet von|quelle der angabe"),
    Names(
        Column::ConfirmedOn,
        "bestaetigt",
        "bestätigt am",
        "bestätigt|letzte bestätigung|zuletzt bestätigt|bestätigung|bestätigt durch kommune am|\
         geprüft am|zuletzt geprüft|rückmeldung am|gemeldet am|aktualisiert am|\
         letzte aktualisierung",
    ),
    Names(
        Column::EffectiveOn,
        "seit",
        "Gilt seit",
        "seit|gilt ab|gültig seit|gültig ab|status seit|status ab|stand seit|seit wann|status vom",
    ),
    Names(
        Column::Link,
        "adresse",
        "Adresse",
        "link|url|internetadresse|webadresse|adresse des onlinedienstes|link zum onlinedienst|\
         link zum dienst|onlinedienst link|deep link|deeplink|bayernportal link|web adresse|\
         weblink",
    ),
];
