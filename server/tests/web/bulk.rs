//! Saying the same of many rollouts: chosen on a list, previewed, recorded together, taken back together.

use axum::http::StatusCode;
use domain::people::{Role, Territory};
use domain::rollout::{RolloutKey, Viewpoint};
use domain::stage::Stage;

use crate::support::{Answer, Product};

const BULK: &str = "/mehrere";
const LICENCES: &str = "/leistungen/fuehrerschein?gebiet=09273";
const ALL: &str = "/leistungen/fuehrerschein";

async fn led() -> Product {
    let mut product = Product::unvisited().await;
    product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
    product
}

/// The value of a hidden field.
fn hidden(answer: &Answer, name: &str) -> String {
    let after = answer.text.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("such a field");
    after.split('"').next().unwrap_or_default().to_owned()
}

fn licences(authority: &str) -> RolloutKey {
    RolloutKey { authority: authority.parse().unwrap(), service: "fuehrerschein".parse().unwrap() }
}

async fn stage(product: &Product, authority: &str) -> Stage {
    let situation = product.state.read_model.current().await.unwrap().situation;
    situation.stage(&licences(authority), Viewpoint::on("2026-11-23".parse().unwrap()))
}

/// Says by the form of one authority that it is in a stage since 1 November; `version` was seen.
async fn tell(product: &Product, authority: &str, stage: &str, version: &str) {
    let fields =
        [("version", version), ("stage", stage), ("effective_on", "01.11.2026"), ("note", "angerufen")];
    let sent = product.post(&format!("/kommunen/{authority}/leistungen/fuehrerschein"), &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
}

/// The fields that say of `chosen` that it is live since 2 November.
fn live<'a>(chosen: &'a str, step: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("auswahl", chosen),
        ("liste", ALL),
        ("was", "stand"),
        ("stage", "live"),
        ("since", "02.11.2026"),
        ("reason", "Rundruf <b>des Ministeriums</b>"),
        ("schritt", step),
    ]
}

#[tokio::test]
async fn the_ticked_are_previewed_recorded_and_taken_back() {
    let product = led().await;
    tell(&product, "09273", "testing", "0").await;
    tell(&product, "09274", "live", "0").await;
    let list = product.get(LICENCES).await;
    assert!(list.text.contains("name=\"wahl.09273.fuehrerschein\" value=\"1\""), "a box with the version");
    assert!(list.text.contains("Eine Behörde ändern"), "{}", list.text);

    let ticked = [
        ("liste", ALL),
        ("wahl.09273.fuehrerschein", "1"),
        ("wahl.09274.fuehrerschein", "1"),
        ("wahl.09375.fuehrerschein", "0"),
    ];
    let asked = product.post(BULK, &ticked).await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.text.contains("3\u{a0}Behörden, zuständig für"), "{}", asked.text);
    let chosen = hidden(&asked, "auswahl");
    assert_eq!(chosen, "fuehrerschein 09273.1 09274.1 09375.0");

    let preview = product.post(BULK, &live(&chosen, "vorschau")).await;
    assert_eq!(preview.status, StatusCode::OK);
    let text = &preview.text;
    assert!(text.contains("Vorschau: Stand live seit 02.11.2026"));
    assert!(text.contains("2\u{a0}Behörden, zuständig für"), "{text}");
    assert!(text.contains("im Test → live") && text.contains("unbekannt → live"));
    assert!(text.contains("Schon so eingetragen: 1"));
    assert!(text.contains("Rundruf &lt;b&gt;des Ministeriums&lt;/b&gt;") && !text.contains("<b>des Min"));
    assert!(
        text.contains("1,0\u{a0}% → ") && text.contains("<b>3,1\u{a0}%</b>"),
        "of 96 authorities: {text}"
    );
    assert_eq!(stage(&product, "09273").await, Stage::Testing, "nothing is recorded yet");

    let saved = product.post(BULK, &live(&chosen, "speichern")).await;
    assert_eq!(saved.header("location"), "/verwaltung/aenderungen/1?erledigt=eingetragen");
    assert_eq!(stage(&product, "09273").await, Stage::Live);
    assert_eq!(stage(&product, "09375").await, Stage::Live);
    let page = product.get(saved.header("location")).await.text;
    assert!(page.contains("Eingetragen: 2\u{a0}Stände"), "{page}");
    assert!(page.contains("Mehrfachänderung „Stand live seit 02.11.2026“"));
    assert!(page.contains("im Test → live") && page.contains("Alle 2 Einträge zurücknehmen"));
    let body = product.get("/kommunen/09273").await.text;
    assert!(body.contains("href=\"/verwaltung/aenderungen/1\""), "the history says where it came from");
    assert!(product.get("/verwaltung/aenderungen").await.text.contains("Stand live seit 02.11.2026"));
    // What was recorded once is so already.
    let again = product.post(BULK, &live("fuehrerschein 09273.2 09375.1", "speichern")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text.contains("Es gibt nichts einzutragen."));

    let undo = "/verwaltung/aenderungen/1/zuruecknehmen";
    let refused = product.post(undo, &[("reason", " ")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Geben Sie in ein paar Worten den Grund an."));
    tell(&product, "09375", "suspended", "1").await;
    let undone = product.post(undo, &[("reason", "<i>falsche</i> Liste")]).await;
    assert_eq!(undone.header("location"), "/verwaltung/aenderungen/1?erledigt=zurueckgenommen");
    assert_eq!(stage(&product, "09273").await, Stage::Testing);
    assert_eq!(stage(&product, "09375").await, Stage::Suspended);
    let page = product.get(undone.header("location")).await.text;
    assert!(page.contains("&lt;i&gt;falsche&lt;/i&gt; Liste"), "{page}");
    assert!(page.contains("Bei einer Behörde gilt, was seither eingetragen wurde"));
    assert!(!page.contains("zurücknehmen</span>"), "there is nothing more to take back");
    let twice = product.post(undo, &[("reason", "noch einmal")]).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn whoever_was_quicker_is_named_and_not_overwritten() {
    let product = led().await;
    let chosen = "fuehrerschein 09273.0 09375.0";
    assert_eq!(product.post(BULK, &live(chosen, "vorschau")).await.status, StatusCode::OK);
    tell(&product, "09273", "suspended", "0").await;

    let refused = product.post(BULK, &live(chosen, "speichern")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let text = &refused.text;
    assert!(text.contains("hat inzwischen jemand anderes etwas eingetragen"), "{text}");
    assert!(text.contains("Landratsamt Kelheim") && text.contains(": jetzt ausgesetzt"));
    assert_eq!(stage(&product, "09375").await, Stage::Unknown, "all or nothing");
    // The others are offered again.
    let rest = hidden(&refused, "auswahl");
    assert_eq!(rest, "fuehrerschein 09375.0");
    assert!(text.contains("Einen Eintrag speichern"));
    let saved = product.post(BULK, &live(&rest, "speichern")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert_eq!(stage(&product, "09375").await, Stage::Live);
    assert_eq!(stage(&product, "09273").await, Stage::Suspended);
    // Already in the preview, where the list is older than that.
    let preview = product.post(BULK, &live(chosen, "vorschau")).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.text.contains("ausgelassen, damit nichts überschrieben wird"));
}

#[tokio::test]
async fn the_whole_list_is_chosen_with_all_its_pages() {
    let product = led().await;
    let list = "/kommunen?leistung=wohnsitzanmeldung";
    let page = product.get(list).await;
    assert!(page.text.contains("Alle 1.385 Behörden ändern"), "{}", page.text);
    let asked = product.post(BULK, &[("liste", list), ("alle", "ja")]).await;
    let chosen = hidden(&asked, "auswahl");
    assert_eq!(chosen.split(' ').count(), 1_386);
    let preview = product.post(BULK, &live(&chosen, "vorschau")).await;
    assert!(preview.text.contains("1.385 Einträge speichern"), "{}", preview.text);
    let saved = product.post(BULK, &live(&chosen, "speichern")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let batch = product.get(saved.header("location")).await.text;
    assert!(batch.contains("Alle 1.385 Einträge zurücknehmen") && batch.contains("?seite=28"), "{batch}");

    // The same filter as that of the list.
    let of_kelheim = [("liste", "/kommunen?leistung=wohnsitzanmeldung&kreis=09273"), ("alle", "ja")];
    let chosen = hidden(&product.post(BULK, &of_kelheim).await, "auswahl");
    assert!(
        chosen.split(' ').skip(1).all(|word| word.starts_with("09273") && word.ends_with(".1")),
        "{chosen}"
    );
    let total = [("liste", "/leistungen/bauen"), ("alle", "ja")];
    let chosen = hidden(&product.post(BULK, &total).await, "auswahl");
    assert!(chosen.contains("baugenehmigung ") && chosen.contains("bauvorbescheid "));
}

#[tokio::test]
async fn what_was_typed_stays_and_each_mistake_is_told() {
    let product = led().await;
    let said = |further: &[(&'static str, &'static str)]| {
        let mut fields = vec![("auswahl", "fuehrerschein 09273.0"), ("liste", ALL), ("schritt", "vorschau")];
        fields.extend(further);
        fields
    };
    for (fields, message) in [
        (&[("reason", "Rundruf")][..], "Wählen Sie eine der Möglichkeiten aus."),
        (&[("was", "stand"), ("since", "24.11.2026"), ("stage", "live")], "liegt in der Zukunft"),
        (&[("was", "stand"), ("since", "02.11.2026"), ("stage", "unknown")], "gibt es hier nicht"),
        (&[("was", "stand"), ("since", "02.11.2026")], "Wählen Sie eine der Möglichkeiten aus."),
        (&[("was", "start"), ("planned_on", "22.11.2026")], "liegt vor dem 23.11.2026"),
        (&[("was", "start")], "Geben Sie ein Datum an"),
        (&[("was", "bestaetigung")], "Geben Sie in ein paar Worten den Grund an."),
        (&[("was", "bestaetigung"), ("reason", "a\u{7}")], "Zeichen"),
    ] {
        let answer = product.post(BULK, &said(fields)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(answer.text.contains(message), "{message}: {}", answer.text);
        assert_eq!(hidden(&answer, "auswahl"), "fuehrerschein 09273.0");
    }
    let script = [("was", "hersteller"), ("vendor", "<script>alert(1)</script>"), ("reason", "\"><script>x")];
    let preview = product.post(BULK, &said(&script)).await;
    assert!(preview.text.contains("Vorschau: Hersteller &lt;script&gt;"), "{}", preview.text);
    assert!(!preview.text.contains("<script>alert(1)") && !preview.text.contains("<script>x"));
    // Back to the form, with all that was typed.
    let mut back = said(&script);
    back[2].1 = "angaben";
    let form = product.post(BULK, &back).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && form.text.contains("checked"));
    let nothing = product.post(BULK, &[("liste", LICENCES)]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.text.contains("Wählen Sie mindestens eine Zeile aus"));
    assert!(nothing.text.contains("Die Behörden im Einzelnen"), "on the list it came from");
}

#[tokio::test]
async fn what_no_form_sends_is_refused() {
    let product = led().await;
    let before = product.state.read_model.current().await.unwrap().version;
    for (name, value) in [
        ("auswahl", "fuehrerschein 09273.x"),
        ("auswahl", "fuehrerschein 092730111111.0"),
        ("auswahl", "kaffee 09273.0"),
        ("liste", "https://anderswo.example/leistungen/fuehrerschein"),
        ("liste", "//anderswo.example/leistungen/fuehrerschein"),
        ("liste", "/verwaltung"),
        ("liste", ""),
    ] {
        let mut fields = live("fuehrerschein 09273.0", "speichern");
        fields.iter_mut().filter(|(field, _)| *field == name).for_each(|field| field.1 = value);
        let answer = product.post(BULK, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
    }
    for (name, value) in
        [("wahl.09273", "0"), ("wahl.09273.kaffee", "0"), ("wahl.09273.fuehrerschein", "viele")]
    {
        let answer = product.post(BULK, &[("liste", ALL), (name, value)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {value}");
    }
    let no_service = product.post(BULK, &[("liste", "/kommunen"), ("alle", "ja")]).await;
    assert_eq!(no_service.status, StatusCode::UNPROCESSABLE_ENTITY);
    // A version that is not the one of today is that of somebody who has not looked.
    for seen in ["1", "-1", "9223372036854775807"] {
        let chosen = format!("fuehrerschein 09273.{seen}");
        let answer = product.post(BULK, &live(&chosen, "speichern")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{seen}");
    }
    assert_eq!(product.state.read_model.current().await.unwrap().version, before, "nothing was written");
}

#[tokio::test]
async fn nobody_but_leads_is_offered_it_or_may_do_it() {
    let mut product = led().await;
    let fields = live("fuehrerschein 09273.0", "speichern");
    let land = Territory { body: "09".parse().unwrap(), with_members: true, may_invite: true };
    for (name, role) in [
        ("contact", Role::Contact),
        ("host", Role::Facilitator),
        ("viewer", Role::Viewer),
        ("admin", Role::Admin),
    ] {
        let territories = if role == Role::Contact { vec![land] } else { vec![] };
        product.cookie = Some(product.person(name, &[role], &territories).await.1);
        for list in [LICENCES, ALL, "/kommunen?leistung=fuehrerschein"] {
            let page = product.get(list).await.text;
            assert!(!page.contains("action=\"/mehrere\"") && !page.contains("wahl."), "{name}: {list}");
        }
        assert_eq!(product.post(BULK, &fields).await.status, StatusCode::FORBIDDEN, "{name}");
    }
    assert_eq!(stage(&product, "09273").await, Stage::Unknown);
}

#[tokio::test]
async fn what_is_past_is_not_changed_and_without_a_service_nothing_is_chosen() {
    let product = led().await;
    for list in ["/leistungen/fuehrerschein?gebiet=09273&stand=2026-10-01", "/kommunen"] {
        assert!(!product.get(list).await.text.contains("action=\"/mehrere\""), "{list}");
    }
    // Of a town with limited building supervision two authorities can be chosen.
    let town = product.get("/kommunen?leistung=baugenehmigung&suche=Waldsassen").await.text;
    for authority in ["Stadt Waldsassen", "Landratsamt Tirschenreuth"] {
        assert!(town.contains(&format!(">{authority}<")), "{authority}: {town}");
    }
    assert_eq!(town.matches("name=\"wahl.").count(), 2);
}
