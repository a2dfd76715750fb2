//! What people write beside an entry. Invented, and about nobody.

use chrono::Datelike;
use domain::Day;
use domain::stage::Stage;

use super::chance::Chance;
use super::subject::Subject;

/// Why something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    /// The survey is answered.
    First(Stage),
    /// The next stage is reached.
    Step(Stage),
    /// Live again.
    Resumed,
    /// The planned day moves.
    Moved,
    /// The day of going live is corrected.
    Redated,
    /// A stage is told after a later one.
    AddedLater,
    /// Nobody knows.
    Lost,
    /// Nothing has changed.
    Confirmed,
    /// Told of the wrong rollout.
    Blunder,
}

/// A note, if somebody takes the time to write one. `{vendor}` is the vendor, `{week}` a week soon to come,
/// `{number}` a small number.
pub(super) fn note(
    occasion: Occasion,
    subject: &Subject<'_>,
    today: Day,
    chance: &mut Chance,
) -> Option<String> {
    let (per_mille, texts): (i64, &[&str]) = match occasion {
        Occasion::First(Stage::NotStarted) => (80, &NOT_STARTED),
        Occasion::First(Stage::Live) => (150, &LONG_LIVE),
        Occasion::Blunder => return None,
        Occasion::First(stage) | Occasion::Step(stage) => match stage {
            Stage::Ordered => (130, &ORDERED),
            Stage::Preparing => (170, &PREPARING),
            Stage::Testing => (170, &TESTING),
            Stage::Pilot => (400, &PILOT),
            Stage::Live => (150, &LIVE),
            Stage::Suspended => (950, &SUSPENDED),
            Stage::NotStarted | Stage::Unknown => return None,
        },
        Occasion::Resumed => (700, &RESUMED),
        Occasion::Moved => (460, &MOVED),
        Occasion::Redated => (900, &REDATED),
        Occasion::AddedLater => (600, &ADDED_LATER),
        Occasion::Lost => (850, &LOST),
        Occasion::Confirmed => (40, &CONFIRMED),
    };
    let text = chance.pick(texts);
    let week = today.plus(chance.between(10..=35)).date().iso_week().week();
    let number = chance.rather_low(2..=14);
    chance.per_mille(per_mille).then(|| {
        text.replace("{vendor}", subject.vendor.name)
            .replace("{week}", &week.to_string())
            .replace("{number}", &number.to_string())
    })
}

/// Why an entry was taken back that told of this stage.
pub(super) fn reason(wrong: Stage, chance: &mut Chance) -> &'static str {
    chance.pick(match wrong {
        Stage::Live => &NOT_LIVE,
        _ => &MIXED_UP,
    })
}

const NOT_STARTED: [&str; 8] = [
    "{vendor} hat noch kein Modul freigegeben.",
    "Noch keine Ansprechperson benannt.",
    "Haushaltsmittel für das kommende Jahr angemeldet.",
    "Beratung im Gremium steht noch aus.",
    "Wartet auf ein Angebot von {vendor}.",
    "Zurückgestellt, bis die Umstellung des Fachverfahrens abgeschlossen ist.",
    "Derzeit kein Personal für die Einführung frei.",
    "Informationsveranstaltung besucht, Entscheidung offen.",
];
const LONG_LIVE: [&str; 4] = [
    "Läuft bereits seit Längerem, keine Auffälligkeiten.",
    "Online-Antrag war schon vor der Zusage verfügbar.",
    "Seit Beginn Pilotbehörde von {vendor}.",
    "Datum aus dem Abnahmeprotokoll übernommen.",
];
const ORDERED: [&str; 7] = [
    "Bestellung bei {vendor} ausgelöst, Bestätigung liegt vor.",
    "Interesse gemeldet, Auftrag folgt nach Freigabe der Mittel.",
    "Auftrag erteilt, Starttermin mit {vendor} in Abstimmung.",
    "Rahmenvertrag genutzt, keine eigene Ausschreibung nötig.",
    "Beschluss gefasst.",
    "Gemeinsam mit benachbarten Behörden bestellt.",
    "Lizenz ist bestellt, Lieferzeit laut {vendor} etwa {number} Wochen.",
];
const PREPARING: [&str; 12] = [
    "Schulung für {number} Mitarbeitende in KW {week} vorgesehen.",
    "Zertifikat für die Übertragung beantragt.",
    "Eintrag im Diensteverzeichnis fehlt noch.",
    "Datenschutz-Folgenabschätzung in Arbeit.",
    "Auftakt mit {vendor} in KW {week}.",
    "Projektleitung benannt, Vertretung noch offen.",
    "Schnittstelle zum Fachverfahren wird eingerichtet.",
    "Anbindung des Bezahlverfahrens in Klärung.",
    "Ablauf wird mit benachbarten Behörden abgestimmt.",
    "Wartet auf die Freischaltung im Behördennetz.",
    "Arbeitsplätze werden bis KW {week} umgestellt.",
    "Vertrag zur Auftragsverarbeitung liegt zur Unterschrift vor.",
];
const TESTING: [&str; 9] = [
    "Testfälle laufen, {number} offene Punkte.",
    "Abnahmetest mit {vendor} in KW {week}.",
    "Testnachrichten kommen an, Rückkanal noch nicht.",
    "Rechte im Fachverfahren werden noch angepasst.",
    "Ausdrucke sind im Test noch fehlerhaft.",
    "Probelauf mit eigenen Beschäftigten.",
    "Freischaltung durch {vendor} für KW {week} zugesagt.",
    "Zertifikat ist eingespielt, Verbindungstest erfolgreich.",
    "Zweiter Testlauf nach Fehlerbehebung.",
];
const PILOT: [&str; 4] = [
    "Vorerst nur für einfache Fälle geöffnet.",
    "Erste {number} echte Anträge abschließend bearbeitet.",
    "Begrenzter Kreis, Bewerbung erst nach dem Pilotbetrieb.",
    "Pilotbetrieb mit {vendor}, wöchentliche Abstimmung.",
];
const LIVE: [&str; 9] = [
    "Erster Antrag am selben Tag eingegangen.",
    "Freigeschaltet mit der Welle von {vendor}.",
    "Im BayernPortal verlinkt.",
    "Hinweis im Mitteilungsblatt folgt in KW {week}.",
    "{number} Anträge in der ersten Woche.",
    "Presseinformation ist veröffentlicht.",
    "Start ohne Störungen.",
    "Bescheide werden vorerst noch per Post versandt.",
    "Gemeinsam mit benachbarten Behörden gestartet.",
];
const SUSPENDED: [&str; 7] = [
    "Nach einem Update abgeschaltet, {vendor} arbeitet an der Behebung.",
    "Zertifikat abgelaufen, Anträge kommen nicht an.",
    "Wegen Personalausfalls vorübergehend nicht betreut.",
    "Umzug des Fachverfahrens ins Rechenzentrum.",
    "Fehler in der Schnittstelle: Anträge gingen unvollständig ein.",
    "Bezahlfunktion gestört.",
    "Auf Bitte von {vendor} bis zum nächsten Release ausgesetzt.",
];
const RESUMED: [&str; 4] = [
    "Störung behoben, wieder erreichbar.",
    "Neues Zertifikat eingespielt.",
    "Nach dem Release von {vendor} wieder freigeschaltet.",
    "Betreuung wieder gesichert.",
];
const MOVED: [&str; 12] = [
    "Schulung verschoben.",
    "{vendor} kann den Termin nicht halten.",
    "Release von {vendor} verspätet sich.",
    "Ansprechperson längere Zeit abwesend.",
    "Schnittstelle noch nicht freigegeben.",
    "Mittel erst mit dem Nachtragshaushalt verfügbar.",
    "Zertifikat noch nicht ausgestellt.",
    "Abnahmetest mit {number} Fehlern, neuer Anlauf nötig.",
    "Andere Umstellung im Haus hat Vorrang.",
    "Anbindung an das Behördennetz verzögert sich.",
    "Vertrag noch nicht unterschrieben.",
    "Neuer Termin mit {vendor} vereinbart, KW {week} wird geprüft.",
];
const REDATED: [&str; 3] = [
    "Datum berichtigt: Eingetragen war der Tag der Erfassung.",
    "Live-Datum nach dem Abnahmeprotokoll berichtigt.",
    "War schon früher live, Datum nachgetragen.",
];
const ADDED_LATER: [&str; 3] = [
    "Nachgetragen.",
    "Zwischenstand der Vollständigkeit halber nachgetragen.",
    "Bei der Durchsicht ergänzt.",
];
const LOST: [&str; 5] = [
    "Keine Rückmeldung trotz Nachfrage.",
    "Zuständigkeit im Haus wird geklärt, Stand derzeit nicht bekannt.",
    "Angaben widersprechen sich, Rückfrage läuft.",
    "Ansprechperson ausgeschieden, Nachfolge offen.",
    "Stand nach Wechsel des Rechenzentrums unklar.",
];
const CONFIRMED: [&str; 5] = [
    "Unverändert.",
    "Telefonisch bestätigt.",
    "Keine Änderung seit der letzten Meldung.",
    "Stand im Jour fixe mit {vendor} bestätigt.",
    "Rückmeldung auf die Monatsabfrage.",
];
const NOT_LIVE: [&str; 4] = [
    "Mit einer benachbarten Behörde verwechselt.",
    "Falsche Leistung ausgewählt.",
    "Nur das Formular ist online, der Dienst noch nicht.",
    "Freigabe war nur für die Testumgebung.",
];
const MIXED_UP: [&str; 4] = [
    "Versehentlich gespeichert.",
    "Galt für eine andere Leistung.",
    "Falsche Behörde ausgewählt.",
    "Missverständnis bei der telefonischen Abfrage.",
];
