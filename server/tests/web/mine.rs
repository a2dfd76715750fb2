//! What is asked of one's own authority, and that answering it changes that and nothing else.

use axum::http::StatusCode;
use domain::blocker::{ActionBy, BlockerFacts, BlockerId, Severity};
use domain::criteria::CriterionId;
use domain::people::{PersonId, Role, Territory};
use domain::rollout::{Actor, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use std::sync::Arc;

use crate::support::{Answer, Product};

const PAGE: &str = "/meine-kommune";
const CONFIRM: &str = "/meine-kommune/bestaetigen";
const STATUS: &str = "/meine-kommune/stand";
const BLOCKER: &str = "/meine-kommune/hindernis";
const MEITINGEN: &str = "097720177177";
const AUGSBURG: &str = "09772";
/// The services of a Landratsamt.
const FIVE: [&str; 5] =
    ["fuehrerschein", "aufenthaltstitel", "bauvorbescheid", "baugenehmigung", "waffenrecht"];

fn rollout(authority: &str, service: &str) -> RolloutKey {
    RolloutKey { authority: authority.parse().unwrap(), service: service.parse().unwrap() }
}

/// Visited by somebody who acts for these bodies alone.
async fn visited(bodies: &[(&str, bool)]) -> (Product, PersonId) {
    let mut product = Product::unvisited().await;
    let territories: Vec<_> = bodies
        .iter()
        .map(|(body, with_members)| Territory {
            body: body.parse().unwrap(),
            with_members: *with_members,
            may_invite: false,
        })
        .collect();
    let (id, cookie) = product.person("erika", &[Role::Contact], &territories).await;
    product.cookie = Some(cookie);
    (product, id)
}

/// Records an entry on its day, `planned_on` with it.
async fn told(product: &Product, of: &RolloutKey, stage: Stage, since: &str, planned_on: Option<&str>) {
    let day = since.parse::<domain::Day>().unwrap();
    let entry = StatusEntry {
        planned_on: planned_on.map(|day| day.parse().unwrap()),
        vendor: Some("AlpenSoft".into()),
        link: Some("https://meitingen.example".into()),
        note: Some("Vertrag liegt vor".into()),
        ..StatusEntry::new(stage, day)
    };
    let program = Actor { id: "test".into(), name: "Test".into() };
    product.state.db.record_status(of, &entry, None, &program, day.start()).await.unwrap();
}

async fn situation(product: &Product) -> Arc<Situation> {
    product.state.read_model.current().await.unwrap().situation
}

async fn current(product: &Product, of: &RolloutKey) -> StatusEntry {
    let today = Viewpoint::on("2026-11-23".parse().unwrap());
    situation(product).await.history(of).unwrap().current(today).unwrap().entry.clone()
}

/// Sends an answer about a rollout of which one entry is known.
async fn answer(product: &Product, how: &str, of: &RolloutKey, fields: &[(&str, &str)]) -> Answer {
    let service = of.service.as_str();
    let named: Vec<_> = fields.iter().map(|(name, value)| (format!("{name}_{service}"), *value)).collect();
    let mut sent = vec![("authority", of.authority.as_str()), ("about", service), ("answer", how)];
    sent.extend(named.iter().map(|(name, value)| (name.as_str(), *value)));
    let version = format!("version_{service}");
    if !named.iter().any(|(name, _)| *name == version) {
        sent.push((&version, "1"));
    }
    product.post(if how == "confirm" { CONFIRM } else { STATUS }, &sent).await
}

#[tokio::test]
async fn what_still_holds_is_said_again_and_only_that() {
    let (product, _) = visited(&[(MEITINGEN, false)]).await;
    let meitingen = rollout(MEITINGEN, "wohnsitzanmeldung");
    told(&product, &meitingen, Stage::Preparing, "2026-10-20", Some("2026-12-01")).await;
    let page = product.get(PAGE).await.text;
    for text in [
        "<h1>Markt Meitingen</h1>",
        "Zuständig für: Wohnsitz anmelden. Alles andere macht das Landratsamt Augsburg.",
        "Seit 34 Tagen nicht bestätigt",
        "Wohnsitz anmelden: in Vorbereitung",
        "Geplanter Start 01.12.2026 · Hersteller AlpenSoft",
        "Stimmt noch",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let done = answer(&product, "confirm", &meitingen, &[]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(done.header("location"), "/meine-kommune?behoerde=097720177177&gespeichert=2");
    let entry = current(&product, &meitingen).await;
    assert_eq!((entry.stage, entry.effective_on.to_string()), (Stage::Preparing, "2026-11-23".into()));
    assert_eq!(entry.planned_on, Some("2026-12-01".parse().unwrap()));
    assert_eq!((entry.vendor.as_deref(), entry.link.is_some(), entry.note), (Some("AlpenSoft"), true, None));
    let page = product.get(done.header("location")).await.text;
    assert!(page.contains("Danke, gespeichert"));
    assert!(
        page.contains("1 von 29 Behörden ist jetzt auf dem Stand der letzten 30 Tage, vorher 0."),
        "{page}"
    );
    assert!(page.contains("1 von 1.385 Behörden ist jetzt auf dem Stand der letzten 30 Tage, vorher 0."));
    // Before the status is 30 days old, the planned start passes.
    assert!(
        page.contains("Für diesen Monat ist alles gesagt.")
            && page.contains("Wir fragen am 02.12.2026 wieder.")
    );
    assert!(page.contains("Mit Ihrem Start können 12.133\u{a0}Menschen „Wohnsitz anmelden“ online nutzen."));
    assert!(page.contains("Landkreis Augsburg: Dann ist 1 von 29 Behörden live."));
}

#[tokio::test]
async fn everything_is_confirmed_in_one_step_or_nothing() {
    let (product, _) = visited(&[(AUGSBURG, false)]).await;
    for service in FIVE {
        told(&product, &rollout(AUGSBURG, service), Stage::Testing, "2026-09-01", None).await;
    }
    let page = product.get(PAGE).await.text;
    assert!(page.contains("5 Stände sind lange nicht bestätigt") && page.contains("Alles stimmt noch"));
    assert!(!page.contains("frage-wohnsitzanmeldung"), "that is for the communes");
    let versions: Vec<_> = FIVE.iter().map(|service| format!("version_{service}")).collect();
    let all = |wrong: Option<usize>| {
        let mut fields = vec![("authority", AUGSBURG)];
        let version = |at| if wrong == Some(at) { "0" } else { "1" };
        fields.extend(versions.iter().enumerate().map(|(at, name)| (name.as_str(), version(at))));
        fields
    };
    let stale = product.post(CONFIRM, &all(Some(3))).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Inzwischen hat jemand anderes diese Angaben geändert"));
    let before = situation(&product).await;
    let events =
        |situation: &Situation| situation.histories().map(|(_, all)| all.events().len()).sum::<usize>();
    assert_eq!(events(&before), 5, "nothing was recorded");
    let done = product.post(CONFIRM, &all(None)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert_eq!(events(&situation(&product).await.clone()), 10);
    let page = product.get(done.header("location")).await.text;
    assert!(page.contains("5 Stände bestätigt: Führerschein beantragen, "));
    assert!(
        page.contains("Für diesen Monat ist alles gesagt. ")
            || page.contains("Wir fragen am 23.12.2026 wieder.")
    );
}

#[tokio::test]
async fn a_first_answer_and_a_change_are_given_in_place() {
    let (product, _) = visited(&[(MEITINGEN, false)]).await;
    let meitingen = rollout(MEITINGEN, "wohnsitzanmeldung");
    assert!(product.get(PAGE).await.text.contains("Noch nie gemeldet"));
    let wrong = answer(&product, "change", &meitingen, &[("version", "0"), ("since", "24.11.2026")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.text.contains("Wählen Sie eine der Möglichkeiten aus.")
            && wrong.text.contains("value=\"24.11.2026\"")
    );
    let told =
        [("version", "0"), ("stage", "preparing"), ("since", "23.11.2026"), ("planned_on", "01.12.2026")];
    assert_eq!(answer(&product, "change", &meitingen, &told).await.status, StatusCode::SEE_OTHER);
    // A plan that moves says why; going live does not.
    let moved = [("stage", "testing"), ("since", "23.11.2026"), ("planned_on", "01.02.2027")];
    let refused = answer(&product, "change", &meitingen, &moved).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why =
        "Sie haben den geplanten Start von 01.12.2026 auf 01.02.2027 geändert. Schreiben Sie dazu, warum.";
    assert!(refused.text.contains(why));
    assert!(refused.text.contains("href=\"#note_wohnsitzanmeldung\""));
    let mut explained = moved.to_vec();
    explained.push(("note", "Modul kommt später </textarea><script>alert(1)</script>"));
    assert_eq!(answer(&product, "change", &meitingen, &explained).await.status, StatusCode::SEE_OTHER);
    let live = [("version", "2"), ("stage", "live"), ("since", "23.11.2026")];
    let done = answer(&product, "change", &meitingen, &live).await;
    let page = product.get(done.header("location")).await.text;
    assert!(page.contains("12.133\u{a0}Menschen können den Dienst jetzt online nutzen, vorher 0."));
    assert!(page.contains("1 von 29 Behörden ist jetzt live, vorher 0."));
    assert!(page.contains("href=\"/kommunen/097720177177/kriterien\""), "what is in place now that it moves");
    let form = product.get("/kommunen/097720177177/leistungen/wohnsitzanmeldung").await.text;
    assert!(form.contains("Frühere Termine") && form.contains("01.02.2027 statt 01.12.2026"));
    assert!(form.contains("Modul kommt später &lt;/textarea") && !form.contains("<script>alert"));
}

#[tokio::test]
async fn a_start_that_has_passed_is_moved_with_a_reason_or_was_kept() {
    let (product, _) = visited(&[(MEITINGEN, false), ("092735218", false)]).await;
    let (meitingen, siegenburg) =
        (rollout(MEITINGEN, "wohnsitzanmeldung"), rollout("092735218", "wohnsitzanmeldung"));
    for of in [&meitingen, &siegenburg] {
        told(&product, of, Stage::Testing, "2026-10-01", Some("2026-11-15")).await;
    }
    let page = product.get("/meine-kommune?behoerde=097720177177").await.text;
    assert!(page.contains("Geplanter Start am 15.11.2026 ist vorbei"));
    for (fields, message) in [
        (vec![("planned_on", "01.02.2027")], "Geben Sie in ein paar Worten den Grund an."),
        (vec![("planned_on", "22.11.2026"), ("note", "x")], "Dieser Tag liegt vor dem 23.11.2026."),
        (vec![("planned_on", "bald"), ("note", "x")], "TT.MM.JJJJ"),
    ] {
        let refused = answer(&product, "replan", &meitingen, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(refused.text.contains(message), "{message}");
    }
    let moved = [("planned_on", "01.02.2027"), ("note", "Der Hersteller liefert im Januar.")];
    assert_eq!(answer(&product, "replan", &meitingen, &moved).await.status, StatusCode::SEE_OTHER);
    let entry = current(&product, &meitingen).await;
    assert_eq!((entry.stage, entry.planned_on), (Stage::Testing, Some("2027-02-01".parse().unwrap())));
    let early = answer(&product, "live", &siegenburg, &[("live_since", "30.09.2026")]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(early.text.contains("Für den 01.10.2026 ist schon „im Test“ eingetragen."));
    let done = answer(&product, "live", &siegenburg, &[("live_since", "15.11.2026")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let entry = current(&product, &siegenburg).await;
    assert_eq!((entry.stage, entry.effective_on.to_string()), (Stage::Live, "2026-11-15".into()));
}

async fn blocker(product: &Product, members: &[RolloutKey]) -> BlockerId {
    let facts = BlockerFacts {
        title: "Ansprechperson <fehlt>".into(),
        criterion: CriterionId(1),
        opened_on: "2026-10-01".parse().unwrap(),
        action_by: ActionBy::Commune,
        severity: Severity::Medium,
        mailbox: None,
        due_on: Some("2026-11-28".parse().unwrap()),
        note: None,
        link: None,
    };
    let program = Actor { id: "test".into(), name: "Test".into() };
    let now = product.state.clock.now();
    product.state.db.open_blocker(&facts, members, &program, now).await.unwrap()
}

#[tokio::test]
async fn a_blocker_is_closed_or_moved_in_place() {
    let (product, _) = visited(&[(MEITINGEN, false)]).await;
    let meitingen = rollout(MEITINGEN, "wohnsitzanmeldung");
    told(&product, &meitingen, Stage::Testing, "2026-11-20", None).await;
    let own = blocker(&product, std::slice::from_ref(&meitingen)).await;
    let shared = blocker(&product, &[meitingen.clone(), rollout("092735218", "wohnsitzanmeldung")]).await;
    let page = product.get(PAGE).await.text;
    assert!(
        page.contains("Hindernis: Ansprechperson &lt;fehlt&gt;") && page.contains("Fällig am 28.11.2026")
    );
    assert!(page.contains("Zu erledigen von: Markt Meitingen · betrifft Wohnsitz anmelden"));
    assert_eq!(page.matches("Neues Datum").count(), 1, "a shared one is not moved by one alone");
    let send = async |id: BlockerId, how: &str, fields: &[(&str, &str)]| {
        let version = situation(&product).await.obstacles().blockers.get(id).unwrap().version.to_string();
        let id = id.to_string();
        let named: Vec<_> = fields.iter().map(|(name, value)| (format!("{name}_{id}"), *value)).collect();
        let version_field = format!("version_{id}");
        let mut sent = vec![("authority", MEITINGEN), ("about", id.as_str()), ("answer", how)];
        sent.push((&version_field, &version));
        sent.extend(named.iter().map(|(name, value)| (name.as_str(), *value)));
        product.post(BLOCKER, &sent).await
    };
    let no_words = send(own, "close", &[("closed_on", "20.11.2026"), ("resolution", "")]).await;
    assert_eq!(no_words.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(no_words.text.contains("was geholfen hat"));
    let too_early = send(own, "close", &[("closed_on", "30.09.2026"), ("resolution", "Schulung")]).await;
    assert!(too_early.text.contains("Dieser Tag liegt vor dem 01.10.2026."));
    let moved = send(own, "postpone", &[("due_on", "15.12.2026"), ("note", "Urlaub")]).await;
    assert_eq!(moved.header("location"), format!("/meine-kommune?behoerde={MEITINGEN}&verschoben={own}"));
    assert!(product.get(moved.header("location")).await.text.contains("ist jetzt fällig am 15.12.2026."));
    let refused = send(shared, "postpone", &[("due_on", "15.12.2026"), ("note", "Urlaub")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for id in [own, shared] {
        let done = send(id, "close", &[("closed_on", "20.11.2026"), ("resolution", "Schulung")]).await;
        assert_eq!(done.header("location"), format!("/meine-kommune?behoerde={MEITINGEN}&erledigt={id}"));
        assert!(product.get(done.header("location")).await.text.contains("hält Sie nicht mehr auf."));
    }
    let now = situation(&product).await;
    let today = "2026-11-23".parse().unwrap();
    let open = |id| now.obstacles().blockers.get(id).unwrap().held_up_on(today).count();
    assert_eq!((open(own), open(shared)), (0, 1), "the others are still held up by the shared one");
    let again = send(own, "close", &[("closed_on", "20.11.2026"), ("resolution", "Schulung")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_foreign_authority_is_refused_whatever_the_form_says() {
    let (mut product, _) = visited(&[(MEITINGEN, false)]).await;
    let foreign = rollout("092735218", "wohnsitzanmeldung");
    told(&product, &foreign, Stage::Testing, "2026-10-01", None).await;
    let held_up = blocker(&product, std::slice::from_ref(&foreign)).await.to_string();
    let live = [("stage", "live"), ("since", "23.11.2026"), ("live_since", "23.11.2026")];
    let version = format!("version_{held_up}");
    let close =
        [("authority", "092735218"), ("about", held_up.as_str()), ("answer", "close"), (&version, "1")];
    for who in ["a contact of another body", "a lead"] {
        for how in ["change", "live", "confirm"] {
            assert_eq!(
                answer(&product, how, &foreign, &live).await.status,
                StatusCode::FORBIDDEN,
                "{who}: {how}"
            );
        }
        assert_eq!(product.post(BLOCKER, &close).await.status, StatusCode::FORBIDDEN, "{who}");
        if who != "a lead" {
            product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
        }
    }
    assert_eq!(current(&product, &foreign).await.effective_on.to_string(), "2026-10-01");
    // Services of the Landkreis are none of the commune's.
    let (product, _) = visited(&[(MEITINGEN, false)]).await;
    let kreis_task = answer(&product, "change", &rollout(MEITINGEN, "waffenrecht"), &live).await;
    assert_eq!(kreis_task.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nothing = product.post(CONFIRM, &[("authority", MEITINGEN)]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown =
        answer(&product, "confirm", &rollout(MEITINGEN, "wohnsitzanmeldung"), &[("version", "0")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing is known that could be confirmed");
    assert!(situation(&product).await.histories().next().is_none());
}

#[tokio::test]
async fn whoever_acts_for_several_begins_where_something_is_asked() {
    let (product, _) = visited(&[("09273", true)]).await;
    for service in FIVE {
        told(&product, &rollout("09273", service), Stage::Live, "2026-11-20", None).await;
    }
    let page = product.get(PAGE).await.text;
    assert!(!page.contains("<h1>Landratsamt Kelheim</h1>"), "nothing is asked of it");
    assert!(page.contains("Sie vertreten 13\u{a0}weitere Behörden, 12 mit offenen Fragen"));
    assert!(page.contains("href=\"/meine-kommune?behoerde=092735218\">VG Siegenburg</a> (1 Frage)"));
    let page = product.get("/meine-kommune?behoerde=09273").await.text;
    assert!(page.contains("<h1>Landratsamt Kelheim</h1>"));
    assert!(page.contains("Alles andere machen die Kommunen und Verwaltungsgemeinschaften."));
}

#[tokio::test]
async fn whoever_acts_for_nobody_is_told_where_to_go() {
    // Train has handed registration to the VG.
    let (mut product, _) = visited(&[("092735218177", false)]).await;
    let page = product.get(PAGE).await.text;
    assert!(page.contains("Gemeinde Train ist für keine der Leistungen selbst zuständig."));
    assert!(page.contains("href=\"/kommunen/092735218\">VG Siegenburg</a>"));
    product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
    let page = product.get(PAGE).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Ihr Konto vertritt keine."));
}

#[tokio::test]
async fn it_is_told_truly_who_does_what() {
    for (key, told) in [
        ("097610000000", "Zuständig für alle Leistungen."),
        ("092735218", "Zuständig für: Wohnsitz anmelden. Alles andere macht das Landratsamt Kelheim."),
        (
            "095750153153",
            "Bauvorbescheid (einfache Fälle), Baugenehmigung (einfache Fälle). Alles andere macht das Landratsamt",
        ),
    ] {
        let (product, _) = visited(&[(key, false)]).await;
        let page = product.get(PAGE).await.text;
        assert!(page.contains(told), "{key}");
    }
}

#[tokio::test]
async fn the_status_form_asks_why_a_plan_moves() {
    let product = Product::start().await;
    let meitingen = rollout(MEITINGEN, "wohnsitzanmeldung");
    told(&product, &meitingen, Stage::Preparing, "2026-10-20", Some("2026-12-01")).await;
    let form = "/kommunen/097720177177/leistungen/wohnsitzanmeldung";
    let send = async |stage, planned_on, note| {
        let since = ("effective_on", "23.11.2026");
        let fields = [("version", "1"), ("stage", stage), since, ("planned_on", planned_on), ("note", note)];
        product.post(form, &fields).await
    };
    for (planned_on, message) in [
        ("01.02.2027", "Sie haben den geplanten Start von 01.12.2026 auf 01.02.2027 geändert."),
        ("", "Sie haben den geplanten Start am 01.12.2026 gestrichen."),
    ] {
        let refused = send("preparing", planned_on, " ").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(message) && refused.text.contains("href=\"#note\""), "{message}");
    }
    assert_eq!(send("preparing", "01.02.2027", "Modul fehlt").await.status, StatusCode::SEE_OTHER);
    let page = product.get("/kommunen/097720177177").await.text;
    assert!(page.contains("Frühere Termine") && page.contains("01.02.2027 statt 01.12.2026"));
    assert_eq!(current(&product, &meitingen).await.note.as_deref(), Some("Modul fehlt"));
    let live = [("version", "2"), ("stage", "live"), ("effective_on", "23.11.2026"), ("planned_on", "")];
    assert_eq!(product.post(form, &live).await.status, StatusCode::SEE_OTHER, "going live explains itself");
}
