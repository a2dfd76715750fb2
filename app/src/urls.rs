//! Every address of the product, built in one place.

pub mod sheets;

use domain::Ars;
use domain::batch::BatchId;
use domain::blocker::BlockerId;
use domain::catalogue::Slug;
use domain::criteria::CriterionId;
use domain::draft::DraftId;
use domain::people::{PersonId, Purpose};
use domain::snapshot::SnapshotId;
use domain::target::TargetId;
use domain::vendor::VendorId;
use domain::workshop::{FindingId, MeasureId, WorkshopId};
use url::form_urlencoded::Serializer;

use crate::notifications::LetterKind;

/// The Lagebild.
pub const OVERVIEW: &str = "/";
/// All services.
pub const SERVICES: &str = "/leistungen";
/// Search for communes.
pub const COMMUNES: &str = "/kommunen";
/// How the figures come about.
pub const METHOD: &str = "/berechnung";
/// Who is responsible for the site.
pub const IMPRINT: &str = "/impressum";
/// What happens to personal data.
pub const PRIVACY: &str = "/datenschutz";
/// Declaration of accessibility.
pub const ACCESSIBILITY: &str = "/barrierefreiheit";

/// What the figures tell beyond the Lagebild, in one list.
pub const INSIGHT: &str = "/auswertungen";
/// What is to be reached, by when.
pub const TARGETS: &str = "/ziele";
/// Agreeing on a target.
pub const NEW_TARGET: &str = "/ziele/neu";
/// Whether it will be.
pub const FORECAST: &str = "/prognose";
/// What decides how long it takes.
pub const FACTORS: &str = "/kriterien";
/// Where solving something frees most.
pub const LEVERAGE: &str = "/hebel";
/// Who should go live when.
pub const WAVES: &str = "/hebel/wellen";
/// Planned starts, kept or moved.
pub const PROMISES: &str = "/zusagen";
/// What changed between two days.
pub const BRIDGE: &str = "/bruecke";
/// Every commune in its place.
pub const MAP: &str = "/karte";
/// What is doubtful about the records.
pub const QUALITY: &str = "/datenqualitaet";
/// Days of reporting whose figures stay.
pub const REPORTING_DAYS: &str = "/stichtage";
/// What counts as live.
pub const DEFINITIONS: &str = "/definitionen";

/// The Lagebild for paper.
pub const BRIEFING: &str = "/briefing";
/// The same as PDF, of every place.
pub const BRIEFING_PDF: &str = "/daten/briefing.pdf";

/// Signing in.
pub const SIGN_IN: &str = "/anmelden";
/// Signing in through the provider of the administration.
pub const SIGN_IN_ELSEWHERE: &str = "/anmelden/oidc";
/// Signing out.
pub const SIGN_OUT: &str = "/abmelden";
/// Asking for a new password.
pub const FORGOTTEN: &str = "/passwort";
/// One's own account.
pub const ACCOUNT: &str = "/konto";
/// Everything kept about oneself.
pub const ACCOUNT_DATA: &str = "/konto/daten.json";
/// Changing one's own name.
pub const ACCOUNT_NAME: &str = "/konto/name";
/// Changing one's own password.
pub const ACCOUNT_PASSWORD: &str = "/konto/passwort";
/// Ending all sessions but the one in use.
pub const ACCOUNT_SESSIONS: &str = "/konto/sitzungen";
/// Switching letters that remind on and off for oneself.
pub const ACCOUNT_REMINDERS: &str = "/konto/erinnerungen";
/// Deleting one's own account.
pub const ACCOUNT_DELETION: &str = "/konto/loeschen";
/// People with an account.
pub const PEOPLE: &str = "/verwaltung/personen";
/// Inviting somebody.
pub const INVITE: &str = "/verwaltung/personen/neu";
/// Inviting many.
pub const INVITE_LIST: &str = "/verwaltung/personen/liste";
/// Who did what.
pub const AUDIT: &str = "/verwaltung/protokoll";

/// What holds rollouts up.
pub const BLOCKERS: &str = "/hindernisse";
/// Reporting one.
pub const NEW_BLOCKER: &str = "/hindernisse/neu";
/// What is asked of one's own authority.
pub const MINE: &str = "/meine-kommune";
/// Saying that a status, or several, is still true.
pub const MINE_CONFIRM: &str = "/meine-kommune/bestaetigen";
/// Saying how things stand.
pub const MINE_STATUS: &str = "/meine-kommune/stand";
/// Saying what became of a blocker.
pub const MINE_BLOCKER: &str = "/meine-kommune/hindernis";
/// Workshops.
pub const WORKSHOPS: &str = "/workshops";
/// Planning a workshop.
pub const WORKSHOP_NEW: &str = "/workshops/neu";
/// What workshops found.
pub const FINDINGS: &str = "/erkenntnisse";
/// What was adopted for the blueprint.
pub const BLUEPRINT: &str = "/erkenntnisse/blueprint";
/// What was agreed.
pub const MEASURES: &str = "/massnahmen";
/// Agreeing on a measure.
pub const MEASURE_NEW: &str = "/massnahmen/neu";
/// Everything that leads and admins look after.
pub const MANAGEMENT: &str = "/verwaltung";
/// Who gets which letters.
pub const NOTIFICATIONS: &str = "/verwaltung/benachrichtigungen";
/// What has to be in place.
pub const CRITERIA: &str = "/verwaltung/kriterien";
/// Adding something that has to be in place.
pub const NEW_CRITERION: &str = "/verwaltung/kriterien/neu";
/// Who makes the software.
pub const VENDORS: &str = "/verwaltung/hersteller";

/// What was recorded together.
pub const BATCHES: &str = "/verwaltung/aenderungen";
/// Bringing in a sheet.
pub const IMPORT: &str = "/verwaltung/import";
/// Saying the same of many rollouts.
pub const BULK: &str = "/mehrere";

/// An import that is being prepared.
#[must_use]
pub fn import(id: DraftId) -> String {
    format!("{IMPORT}/{id}")
}

/// Something that is done to it: `auswahl`, `korrektur`, `uebernehmen`, `verwerfen`.
#[must_use]
pub fn import_action(id: DraftId, action: &str) -> String {
    format!("{IMPORT}/{id}/{action}")
}

/// Entries that were recorded together.
#[must_use]
pub fn batch(id: BatchId) -> String {
    format!("{BATCHES}/{id}")
}

/// Taking all of them back.
#[must_use]
pub fn batch_undoing(id: BatchId) -> String {
    format!("{BATCHES}/{id}/zuruecknehmen")
}

/// A target that was agreed on.
#[must_use]
pub fn target(id: TargetId) -> String {
    format!("{TARGETS}/{id}")
}

/// Taking it back.
#[must_use]
pub fn target_withdrawal(id: TargetId) -> String {
    format!("{TARGETS}/{id}/zuruecknehmen")
}

/// A day of reporting.
#[must_use]
pub fn reporting_day(id: SnapshotId) -> String {
    format!("{REPORTING_DAYS}/{id}")
}

/// A criterion.
#[must_use]
pub fn criterion(id: CriterionId) -> String {
    format!("{CRITERIA}/{id}")
}

/// Something that is done to a criterion: `verschieben`, `deaktivieren`, `aktivieren`.
#[must_use]
pub fn criterion_action(id: CriterionId, action: &str) -> String {
    format!("{CRITERIA}/{id}/{action}")
}

/// A vendor.
#[must_use]
pub fn vendor(id: VendorId) -> String {
    format!("{VENDORS}/{id}")
}

/// Something that is done to a vendor: `zusammenfuehren`, `trennen`.
#[must_use]
pub fn vendor_action(id: VendorId, action: &str) -> String {
    format!("{VENDORS}/{id}/{action}")
}

/// Something that holds rollouts up.
#[must_use]
pub fn blocker(id: BlockerId) -> String {
    format!("{BLOCKERS}/{id}")
}

/// What is asked of one's own authority, of several this one.
#[must_use]
pub fn mine(authority: &Ars) -> String {
    with_query(MINE, &[("behoerde", authority.as_str())])
}

/// Something that is done to a blocker: `bearbeiten`, `weitere`, `beheben`, `frist`, `oeffnen`, `zuruecknehmen`.
#[must_use]
pub fn blocker_action(id: BlockerId, action: &str) -> String {
    format!("{BLOCKERS}/{id}/{action}")
}

/// A workshop.
#[must_use]
pub fn workshop(id: WorkshopId) -> String {
    format!("{WORKSHOPS}/{id}")
}

/// Something that is done to a workshop, or a part of it: `bearbeiten`, `erfassen`, `eintraege`, `stand`.
#[must_use]
pub fn workshop_action(id: WorkshopId, action: &str) -> String {
    format!("{WORKSHOPS}/{id}/{action}")
}

/// Something that a workshop found.
#[must_use]
pub fn finding(id: FindingId) -> String {
    format!("{FINDINGS}/{id}")
}

/// Something that is done to a finding: `bearbeiten`, `stand`, `blueprint`, `anmerkung`, `verschieben`,
/// `zusammenfuehren`, `trennen`.
#[must_use]
pub fn finding_action(id: FindingId, action: &str) -> String {
    format!("{FINDINGS}/{id}/{action}")
}

/// Something that is done to a measure: `bearbeiten`, `stand`.
#[must_use]
pub fn measure_action(id: MeasureId, action: &str) -> String {
    format!("{MEASURES}/{id}/{action}")
}

/// Something that was agreed.
#[must_use]
pub fn measure(id: MeasureId) -> String {
    format!("{MEASURES}/{id}")
}

/// Somebody with an account.
#[must_use]
pub fn person(id: &PersonId) -> String {
    format!("{PEOPLE}/{id}")
}

/// Ending one of one's own sessions.
#[must_use]
pub fn session(id: i64) -> String {
    format!("{ACCOUNT_SESSIONS}/{id}")
}

/// Something that is done to a person: `link`, `deaktivieren`, `aktivieren`, `loeschen`.
#[must_use]
pub fn person_action(id: &PersonId, action: &str) -> String {
    format!("{PEOPLE}/{id}/{action}")
}

/// Taking a link back.
#[must_use]
pub fn revocation(link: i64) -> String {
    format!("/verwaltung/links/{link}/widerrufen")
}

/// Where a link leads.
#[must_use]
pub fn link(purpose: Purpose, token: &str) -> String {
    match purpose {
        Purpose::Setup => format!("/einrichten/{token}"),
        Purpose::Invitation => format!("/einladung/{token}"),
        Purpose::Reset => format!("{FORGOTTEN}/{token}"),
        Purpose::Status => format!("/bestaetigen/{token}"),
    }
}

/// Where one's own account says whether it wants letters that remind.
#[must_use]
pub fn account_reminders() -> String {
    format!("{ACCOUNT}#erinnerungen")
}

/// Where whoever holds a link to the status of an authority refuses more of the letters that bring it.
#[must_use]
pub fn refusal(token: &str) -> String {
    format!("{}/abbestellen", link(Purpose::Status, token))
}

/// A letter that somebody would get now.
#[must_use]
pub fn letter(id: &PersonId, kind: LetterKind) -> String {
    format!("{NOTIFICATIONS}/{id}/{}", kind.as_str())
}

/// The same as it looks in a mail program.
#[must_use]
pub fn letter_as_mail(id: &PersonId, kind: LetterKind) -> String {
    format!("{}/brief", letter(id, kind))
}

/// A body.
#[must_use]
pub fn body(ars: &Ars) -> String {
    format!("/kommunen/{ars}")
}

/// A body for paper.
#[must_use]
pub fn briefing(ars: &Ars) -> String {
    format!("{BRIEFING}/{ars}")
}

/// The status form of an authority for a service.
#[must_use]
pub fn status(authority: &Ars, service: &Slug) -> String {
    format!("/kommunen/{authority}/leistungen/{service}")
}

/// Where a wrong entry is taken back.
#[must_use]
pub fn retraction(authority: &Ars, service: &Slug) -> String {
    format!("/kommunen/{authority}/leistungen/{service}/korrektur")
}

/// What an authority is asked about its readiness.
#[must_use]
pub fn assessment(authority: &Ars) -> String {
    format!("/kommunen/{authority}/kriterien")
}

/// Exempting an authority from being asked about a service.
#[must_use]
pub fn exemption(authority: &Ars, service: &Slug) -> String {
    format!("/kommunen/{authority}/leistungen/{service}/ausnahme")
}

/// A service or a commitment.
#[must_use]
pub fn service(slug: &Slug) -> String {
    format!("/leistungen/{slug}")
}

/// An address with the parameters that have a value.
#[must_use]
pub fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let mut serializer = Serializer::new(String::new());
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        serializer.append_pair(name, value);
    }
    match serializer.finish() {
        empty if empty.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// An address that may have parameters already, with those of these that have a value.
#[must_use]
pub fn with_more(address: &str, query: &[(&str, String)]) -> String {
    let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let more = with_query("", &query);
    if address.contains('?') {
        address.to_owned() + &more.replacen('?', "&", 1)
    } else {
        address.to_owned() + &more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_parameters_are_left_out_and_others_escaped() {
        assert_eq!(with_query("/", &[("stand", "")]), "/");
        assert_eq!(
            with_query("/kommunen", &[("suche", "Bad Abbach & mehr"), ("seite", "2")]),
            "/kommunen?suche=Bad+Abbach+%26+mehr&seite=2"
        );
        assert_eq!(with_more("/bruecke", &[("von", String::new())]), "/bruecke");
        assert_eq!(with_more("/bruecke", &[("von", "x".into())]), "/bruecke?von=x");
        assert_eq!(with_more("/bruecke?a=1", &[("von", "x?".into())]), "/bruecke?a=1&von=x%3F");
    }
}
