//! The audit in German.

use domain::Ars;
use domain::criteria::CriterionId;
use domain::vendor::VendorId;

use super::Names;
use crate::context::Page;
use crate::{format, urls, words};

/// Whom the store names when nobody is signed in.
pub(super) const NOBODY: &str = "anonym";

/// Every action, and what it is called.
pub(super) const DEEDS: &[(&str, &str)] = &[
    ("status.set", "Stand eingetragen"),
    ("status.retract", "Eintrag zurückgenommen"),
    ("status.import", "Stände aus einer Tabelle eingelesen"),
    ("status.bulk", "Mehrere Stände auf einmal geändert"),
    ("status.undo", "Import oder Mehrfachänderung zurückgenommen"),
    ("signin.done", "Angemeldet"),
    ("signin.failed", "Anmeldung mit falschem Passwort"),
    ("signin.refused", "Anmeldeversuche ungeprüft abgewiesen"),
    ("signout", "Abgemeldet"),
    ("session.end", "Sitzung beendet"),
    ("person.invite", "Person eingeladen"),
    ("person.add", "Konto angelegt"),
    ("person.provider", "Einladung über die Verwaltung angenommen"),
    ("person.rename", "Namen geändert"),
    ("person.rights", "Rechte geändert"),
    ("person.password", "Passwort gesetzt"),
    ("person.deactivate", "Konto deaktiviert"),
    ("person.activate", "Konto aktiviert"),
    ("person.delete", "Konto gelöscht"),
    ("person.reminders", "Erinnerungen per E-Mail geändert"),
    ("notification.send", "Briefe verschickt"),
    ("link.create", "Link erstellt"),
    ("link.revoke", "Link widerrufen"),
    ("link.spend", "Link eingelöst"),
    ("setup.done", "Lagebild eingerichtet"),
    ("criterion.add", "Kriterium hinzugefügt"),
    ("criterion.word", "Kriterium neu gefasst"),
    ("criterion.move", "Kriterium verschoben"),
    ("criterion.retire", "Kriterium stillgelegt"),
    ("criterion.restore", "Kriterium wieder aufgenommen"),
    ("criteria.assess", "Kriterien beantwortet"),
    ("exemption.grant", "Ausnahme erteilt"),
    ("exemption.end", "Ausnahme beendet"),
    ("vendor.change", "Hersteller geändert"),
    ("vendor.merge", "Hersteller zusammengeführt"),
    ("vendor.unmerge", "Hersteller getrennt"),
    ("blocker.open", "Hindernis eröffnet"),
    ("blocker.change", "Angaben zum Hindernis geändert"),
    ("blocker.join", "Hindernis betrifft weitere"),
    ("blocker.postpone", "Frist des Hindernisses verschoben"),
    ("blocker.close", "Hindernis behoben"),
    ("blocker.reopen", "Hindernis wieder geöffnet"),
    ("blocker.withdraw", "Hindernis als Irrtum zurückgenommen"),
    ("workshop.plan", "Workshop geplant"),
    ("workshop.change", "Workshop geändert"),
    ("workshop.state", "Stand des Workshops geändert"),
    ("finding.capture", "Erkenntnis erfasst"),
    ("finding.change", "Erkenntnis geändert"),
    ("finding.rule", "Über die Erkenntnis entschieden"),
    ("finding.merge", "Mit einer anderen Erkenntnis zusammengeführt"),
    ("finding.separate", "Wieder von einer anderen Erkenntnis getrennt"),
    ("finding.shift", "Im Blueprint verschoben"),
    ("finding.note", "Anmerkung im Blueprint geändert"),
    ("measure.agree", "Maßnahme vereinbart"),
    ("measure.change", "Maßnahme geändert"),
    ("measure.state", "Stand der Maßnahme geändert"),
    ("target.agree", "Ziel vereinbart"),
    ("target.withdraw", "Ziel zurückgenommen"),
    ("definition.add", "Definition von live hinzugefügt"),
    ("snapshot.keep", "Stichtag festgehalten"),
    ("register.import", "Gemeindeverzeichnis eingelesen"),
    ("boundaries.import", "Gemeindegrenzen eingelesen"),
    ("demo.tell", "Demonstration erzählt"),
    ("audit.drop", "Alte Zeilen des Protokolls gelöscht"),
];

/// What was done, in a few words; the word itself where a newer version of the product wrote it.
#[must_use]
pub fn deed(action: &str) -> &str {
    DEEDS.iter().find(|(known, _)| *known == action).map_or(action, |(_, name)| name)
}

/// The name of somebody the audit knows by this id.
#[must_use]
pub fn who(id: &str, names: &Names) -> String {
    match names.get(id) {
        Some(name) => name.clone(),
        None if id == NOBODY => "nicht angemeldet".to_owned(),
        None => id.to_owned(),
    }
}

/// What something was done to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// What it is called.
    pub text: String,
    /// Its page, if it has one.
    pub address: Option<String>,
}

/// What the subject of a row stands for: somebody, a body, a service of a body, a blocker, a criterion, a vendor.
/// `actor` is the id of who did it.
#[must_use]
pub fn subject(subject: &str, actor: &str, page: &Page, names: &Names) -> Subject {
    let plain = |text: String| Subject { text, address: None };
    match subject {
        NOBODY => return plain("nicht bekannt".to_owned()),
        "audit" => return plain("Protokoll".to_owned()),
        "notification" => return plain("Benachrichtigungen".to_owned()),
        // Is also the id of whoever tells it.
        "demo" => return plain("Demonstration".to_owned()),
        _ => {}
    }
    if subject == actor {
        return plain("eigenes Konto".to_owned());
    }
    if let Some(name) = names.get(subject) {
        return plain(name.clone());
    }
    let (key, slug) = subject.split_once('/').unwrap_or((subject, ""));
    if let ("workshop", Ok(id)) = (key, slug.parse()) {
        let title = page.situation.workshops().get(id).map(|workshop| workshop.facts.title.clone());
        let text = title.map_or_else(|| subject.to_owned(), |title| format!("Workshop „{title}“"));
        return Subject { text, address: Some(urls::workshop(id)) };
    }
    if let ("finding", Ok(id)) = (key, slug.parse()) {
        return Subject { text: format!("Erkenntnis {slug}"), address: Some(urls::finding(id)) };
    }
    if let ("measure", Ok(id)) = (key, slug.parse()) {
        let what = page.situation.workshops().measure(id).map(|measure| measure.facts.what.clone());
        let text = what.map_or_else(|| subject.to_owned(), |what| format!("Maßnahme „{what}“"));
        return Subject { text, address: Some(urls::measure(id)) };
    }
    if let Some(ars) = key.parse().ok().filter(|ars| page.situation.editions().last_known(ars).is_some()) {
        let service = slug.parse().ok().and_then(|slug| page.situation.catalogue().service(&slug));
        let service = service.map(|service| format!(", {}", service.name)).unwrap_or_default();
        let text = format!("{}{service}", body(&ars, page));
        return Subject { text, address: Some(urls::body(&ars)) };
    }
    if let Some(id) = slug.parse().ok().filter(|_| key == "blocker") {
        let blocker = page.situation.obstacles().blockers.get(id);
        let text = blocker.map_or_else(|| format!("Hindernis {id}"), |blocker| blocker.facts.title.clone());
        return Subject { text, address: Some(urls::blocker(id)) };
    }
    if let ("batch", Ok(id)) = (key, slug.parse()) {
        let known = page.situation.batches().get(id);
        return plain(known.map_or_else(|| subject.to_owned(), words::batch));
    }
    // Their pages belong to leads, the audit to admins.
    let obstacles = page.situation.obstacles();
    match (key, slug.parse().ok()) {
        ("criterion", Some(id)) => {
            let known = obstacles.criteria.get(CriterionId(id));
            plain(known.map_or_else(|| format!("Kriterium {id}"), |criterion| criterion.name.clone()))
        }
        ("vendor", Some(id)) => {
            let known = obstacles.vendors.get(VendorId(id));
            plain(known.map_or_else(|| format!("Hersteller {id}"), |vendor| vendor.name.clone()))
        }
        _ => of_programme(subject, page),
    }
}

/// A target, a definition or a day of reporting; their pages are for everybody who reads.
fn of_programme(subject: &str, page: &Page) -> Subject {
    let programme = page.situation.programme();
    let found = match subject.split_once('/') {
        Some(("target", id)) => id.parse().ok().and_then(|id| programme.targets.get(id)).map(|target| {
            let text = format!("Ziel {} am {}", format::fraction(target.share), format::day(target.due));
            (text, urls::target(target.id))
        }),
        Some(("definition", id)) => {
            let known = id.parse().ok().and_then(|id| programme.definitions.get(id));
            known.map(|known| (format!("Definition „{}“", known.name), urls::DEFINITIONS.to_owned()))
        }
        Some(("snapshot", id)) => {
            let known = id.parse().ok().and_then(|id| programme.snapshots.get(id));
            known.map(|known| (format!("Stichtag „{}“", known.name), urls::reporting_day(known.id)))
        }
        _ => None,
    };
    match found {
        Some((text, address)) => Subject { text, address: Some(address) },
        None => Subject { text: subject.to_owned(), address: None },
    }
}

/// The name of a body, also of one that does not exist any more.
pub(super) fn body(ars: &Ars, page: &Page) -> String {
    let register = page.register();
    let known = register.get(ars).or_else(|| page.situation.editions().last_known(ars).map(|(body, _)| body));
    known.map_or_else(|| ars.to_string(), words::full_name)
}
