//! The words of the findings. Invented; nobody has said them.

use domain::blocker::Severity;
use domain::workshop::FindingKind::{self, Obstacle, Question, Recommendation, SuccessFactor};

use super::Fate::{Adopted, Checked, Left, Rejected, SameAs};
use super::{Fate, said};

/// A finding as it was typed, and what became of it.
pub(super) struct Said {
    /// The place of the workshop, from 1.
    pub(super) workshop: usize,
    pub(super) kind: FindingKind,
    /// The place of the criterion, from 1.
    pub(super) criterion: i64,
    pub(super) words: &'static str,
    /// Keys of the bodies it was seen in.
    pub(super) bodies: &'static [&'static str],
    pub(super) fate: Fate,
    pub(super) severity: Option<Severity>,
    pub(super) recommendation: Option<&'static str>,
    pub(super) services: &'static [&'static str],
}

impl Said {
    const fn severe(self) -> Self {
        Self { severity: Some(Severity::High), ..self }
    }

    const fn mild(self) -> Self {
        Self { severity: Some(Severity::Low), ..self }
    }

    const fn so(self, recommendation: &'static str) -> Self {
        Self { recommendation: Some(recommendation), ..self }
    }

    const fn about(self, services: &'static [&'static str]) -> Self {
        Self { services, ..self }
    }
}

/// In the order in which they were typed; others name them by their place, from 1.
#[rustfmt::skip]
pub(super) const FINDINGS: &[Said] = &[
    said(1, Obstacle, 1, "Niemand im Haus hat Zeit, das Projekt zu führen; es läuft neben dem Tagesgeschäft.", &["097720177177", "091840139139", "09273"], Adopted).severe().so("Eine benannte Person mit festen Stunden je Woche, auch für mehrere Gemeinden gemeinsam."),
    said(1, Obstacle, 2, "Der Hersteller nennt keinen verbindlichen Termin für die Freischaltung.", &["097610000000", "09273"], Adopted).severe().so("Termine in Wellen vergeben und veröffentlichen."),
    said(1, Obstacle, 4, "Wer den Eintrag im DVDV beantragt, war zwei Wochen lang unklar.", &["096610000000"], Adopted).so("Ansprechstelle und Formular in die Startmappe aufnehmen."),
    said(1, SuccessFactor, 1, "Eine Ansprechperson beim Landratsamt, die alle Gemeinden kennen, beschleunigt alles.", &["09273"], Adopted),
    said(1, Question, 6, "Wer trägt die Kosten für den Bezahlweg nach 2027?", &["097720177177"], Checked),
    said(1, Recommendation, 7, "Vorlage für eine Dienstanweisung zum Umgang mit Onlineanträgen bereitstellen.", &["097610000000", "09375"], Adopted),
    said(1, Obstacle, 8, "Bürgerinnen finden den Dienst nicht, weil er im BayernPortal nicht verlinkt ist.", &["091840139139"], Checked),
    said(1, Obstacle, 5, "Die Vereinbarung zur Auftragsverarbeitung lag sechs Wochen beim Datenschutz.", &["096610000000", "097610000000"], Adopted).so("Ein geprüftes Muster des Landes für alle."),
    said(1, SuccessFactor, 9, "Der Bürgermeister hat den Start selbst angekündigt; danach zogen alle mit.", &["097720177177"], Checked),
    said(1, Obstacle, 3, "Im Nebengebäude reicht die Leitung nicht für den Abruf der Anträge.", &["091840139139"], Checked).mild(),
    said(2, Obstacle, 4, "Nachrichten kommen an, aber das Fachverfahren übernimmt sie nicht ohne Handgriff.", &["09273", "092735218"], Adopted).severe().about(&["wohnsitzanmeldung"]),
    said(2, Obstacle, 2, "Es gibt keinen festen Termin vom Hersteller, wann freigeschaltet wird.", &["09273"], SameAs(2)).about(&["wohnsitzanmeldung"]),
    said(2, SuccessFactor, 4, "Eine Testanmeldung mit echten Daten eines Kollegen hat drei Fehler vor dem Start gezeigt.", &["097720177177"], Adopted).about(&["wohnsitzanmeldung"]),
    said(2, Recommendation, 4, "Prüfliste für den Transportweg: Zertifikat, Postfach, DVDV, Testnachricht.", &["09273", "097720177177"], Adopted).about(&["wohnsitzanmeldung"]),
    said(2, Obstacle, 1, "Die Schulung war vier Monate vor dem Start; zum Start wusste es niemand mehr.", &["092735218"], Adopted).so("Schulung höchstens zwei Wochen vor dem Start.").about(&["wohnsitzanmeldung"]),
    said(2, Question, 4, "Was geschieht mit Anträgen, die nachts eingehen, wenn das Zertifikat abläuft?", &["09273"], Checked).about(&["wohnsitzanmeldung"]),
    said(2, Obstacle, 2, "Im eigenen Haus betriebene Fachverfahren brauchen ein Update, das niemand einplant.", &["097720177177", "091840139139"], Checked).about(&["wohnsitzanmeldung"]),
    said(2, SuccessFactor, 2, "Der Sammelauftrag des Landkreises hat allen Gemeinden denselben Termin gebracht.", &["09273"], Adopted).about(&["wohnsitzanmeldung"]),
    said(2, Obstacle, 7, "Die Wohnungsgeberbestätigung kommt weiter auf Papier und wird von Hand zugeordnet.", &["097720177177", "092735218"], Checked).about(&["wohnsitzanmeldung"]),
    said(3, Obstacle, 7, "Die Gemeinde wird erst beteiligt, wenn der Antrag ausgedruckt vorliegt.", &["09375", "09273"], Adopted).severe().about(&["bauvorbescheid", "baugenehmigung"]),
    said(3, Obstacle, 6, "Der Nachnutzungsvertrag kam dreimal geändert zurück.", &["09375"], Checked).about(&["baugenehmigung"]),
    said(3, SuccessFactor, 7, "Wer vorher die Bauakte digital geführt hat, war in sechs Wochen live.", &["096610000000", "097610000000"], Adopted).about(&["bauvorbescheid", "baugenehmigung"]),
    said(3, Recommendation, 7, "Erst Bauvorbescheid, dann Baugenehmigung: kleiner Umfang, gleiche Wege.", &["09375"], Adopted).about(&["bauvorbescheid", "baugenehmigung"]),
    said(3, Obstacle, 3, "Große Pläne brechen beim Hochladen ab.", &["09273"], Checked).about(&["baugenehmigung"]),
    said(3, Question, 5, "Wie lange müssen abgelehnte Anträge im Portal liegen bleiben?", &["097610000000"], Left).about(&["bauvorbescheid"]),
    said(3, Obstacle, 9, "Planungsbüros reichen weiter auf Papier ein, weil es schneller gehe.", &["09375", "096610000000"], Checked).so("Büros zu einer Vorführung einladen.").about(&["baugenehmigung"]),
    said(3, Obstacle, 1, "Die Sachbearbeitung ist mit Rückständen ausgelastet und kann nichts Neues anfangen.", &["09273"], SameAs(1)).about(&["baugenehmigung"]),
    said(4, Obstacle, 1, "In der Verwaltung arbeiten vier Menschen; fällt eine aus, steht das Projekt.", &["092735218"], Adopted).severe().so("Tandems: zwei Verwaltungen vertreten sich gegenseitig."),
    said(4, SuccessFactor, 1, "Schulung gemeinsam mit zwei Nachbarn, ein Vormittag.", &["092735218", "091840139139"], Adopted),
    said(4, Obstacle, 2, "Kleine Gemeinden kommen beim Hersteller zuletzt an die Reihe.", &["092735218"], Checked),
    said(4, Recommendation, 2, "Verwaltungsgemeinschaften eines Landkreises als eine Welle anmelden.", &["09273"], Adopted),
    said(4, Obstacle, 3, "Das Behördennetz endet am Rathaus, die Außenstelle hängt an einem Heimanschluss.", &["092735218"], Checked),
    said(4, Obstacle, 4, "Ohne eigene IT weiß niemand, wo das Zertifikat liegt.", &["092735218", "091840139139"], Adopted).so("Ablauf der Zertifikate zentral überwachen."),
    said(4, Question, 6, "Zählt ein kostenloser Dienst als Vergabe?", &["091840139139"], Rejected),
    said(4, SuccessFactor, 9, "Ein Aushang im Rathaus mit QR-Code brachte mehr Anträge als die Zeitung.", &["091840139139"], Checked),
    said(4, Obstacle, 8, "Die Pflege im Portal liegt bei einer Person, die in Elternzeit ist.", &["092735218"], SameAs(7)),
    said(5, Obstacle, 6, "Der Bezahlweg ist für den Führerschein nicht angebunden.", &["09273", "09375"], Adopted).severe().about(&["fuehrerschein"]),
    said(5, Obstacle, 7, "Lichtbild und Unterschrift müssen trotzdem vor Ort abgegeben werden.", &["09273", "096610000000"], Checked).about(&["fuehrerschein"]),
    said(5, SuccessFactor, 7, "Termin zur Abholung gleich im Antrag: halb so viele Anrufe.", &["097610000000"], Adopted).about(&["fuehrerschein", "aufenthaltstitel"]),
    said(5, Obstacle, 5, "Unklar, welche Unterlagen für den Aufenthaltstitel als Scan genügen.", &["09375", "097610000000"], Checked).about(&["aufenthaltstitel"]),
    said(5, Recommendation, 5, "Liste der Unterlagen je Fall, mit der Aufsicht abgestimmt.", &["09375"], Adopted).about(&["aufenthaltstitel"]),
    said(5, Obstacle, 1, "Die Ausländerbehörde ist unterbesetzt; neue Verfahren werden verschoben.", &["097610000000", "09375"], SameAs(1)).about(&["aufenthaltstitel"]),
    said(5, Question, 4, "Kann das Fachverfahren Anträge in englischer Sprache annehmen?", &["097610000000"], Left).about(&["aufenthaltstitel"]),
    said(5, SuccessFactor, 1, "Zwei Kolleginnen aus dem Bürgerservice wurden früh zu Fachfrauen für den Dienst.", &["096610000000"], Checked).about(&["fuehrerschein"]),
    said(6, Obstacle, 2, "Das Modul für Waffenrecht ist noch nicht freigegeben.", &["09273", "09574"], Adopted).severe().about(&["waffenrecht"]),
    said(6, Obstacle, 4, "Der Abgleich mit dem Nationalen Waffenregister meldet Fehler, die niemand deuten kann.", &["09375", "09571"], Checked).about(&["waffenrecht"]),
    said(6, Recommendation, 2, "Ein gemeinsames Schreiben aller Landratsämter an den Hersteller, mit Frist.", &["09574", "09273"], Adopted).about(&["waffenrecht"]),
    said(6, Obstacle, 5, "Zuverlässigkeitsprüfung und Onlineantrag sind rechtlich nicht verbunden.", &["097610000000"], Checked).about(&["waffenrecht"]),
    said(6, SuccessFactor, 4, "Mit einem anderen Fachverfahren lief der Anschluss in zwei Tagen.", &["096610000000"], Checked).about(&["waffenrecht"]),
    said(6, Question, 2, "Dürfen wir für ein Jahr das Verfahren des Nachbarn mitnutzen?", &["09571"], Left).about(&["waffenrecht"]),
    said(7, SuccessFactor, 1, "Roll-in-Teams vor Ort: nach zwei Tagen war jede Gemeinde startklar.", &["09679", "09678"], Adopted),
    said(7, SuccessFactor, 2, "Feste Wellen mit veröffentlichtem Kalender; niemand musste nachfragen.", &["09671"], Adopted),
    said(7, Obstacle, 1, "Nach dem Start fehlt jemand, der Rückfragen aus der Bevölkerung beantwortet.", &["09678"], Checked),
    said(7, Recommendation, 9, "Erfolge sichtbar machen: monatlich zeigen, wer neu live ist.", &["09679"], Adopted),
    said(7, Obstacle, 4, "Abgelaufene Zertifikate haben drei Gemeinden still vom Netz genommen.", &["09671"], Adopted).severe().so("Ablauf der Zertifikate zentral überwachen."),
    said(7, Obstacle, 2, "Der Hersteller verschiebt zugesagte Termine ohne Rückmeldung.", &["09678"], SameAs(2)),
    said(7, Obstacle, 7, "Onlineanträge werden ausgedruckt und abgeheftet.", &["09679"], Checked).mild(),
    said(7, Question, 7, "Wie melden wir, dass ein Dienst gestört ist?", &["096610000000"], Left),
    said(7, Recommendation, 3, "Vor der Welle Leitung und Arbeitsplatz mit einem Prüfprogramm testen.", &["09671"], Checked),
    said(7, SuccessFactor, 6, "Sammelbeschluss im Kreistag statt 24 Beschlüsse in Gemeinderäten.", &["09679"], Adopted),
    said(8, Obstacle, 1, "Über die Feiertage ist in kleinen Verwaltungen niemand für den Start erreichbar.", &["092735218", "091840139139"], Left),
    said(8, Obstacle, 2, "Alle wollen in der letzten Welle starten; der Hersteller hat zwei Teams.", &["09273", "09375"], Left).severe(),
    said(8, Recommendation, 9, "Lieber im Januar gut gestartet als im Dezember auf dem Papier live.", &["097720177177"], Left),
    said(8, SuccessFactor, 2, "Freitagstermine beim Hersteller haben neun Gemeinden noch vor dem Advent gebracht.", &["09273"], Left),
];
