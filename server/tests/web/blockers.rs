//! Blockers: reported, shared, closed and refused by whom that is for, and told alike by every page.

use axum::http::StatusCode;
use domain::Ars;
use domain::blocker::Closing;
use domain::people::{Role, Territory};
use domain::rollout::{Actor, RolloutKey};

use crate::support::{Answer, Product};

/// A Verwaltungsgemeinschaft in the Landkreis Kelheim, and one of another Landkreis.
const OWN: &str = "092735218";
const FOREIGN: &str = "091715101";

/// The product as a contact of one authority sees it.
async fn as_contact() -> Product {
    let mut product = Product::unvisited().await;
    let own = Territory { body: OWN.parse().unwrap(), with_members: false, may_invite: false };
    product.cookie = Some(product.person("kontakt", &[Role::Contact], &[own]).await.1);
    product
}

async fn become_lead(product: &mut Product) {
    product.cookie = Some(product.person("lea", &[Role::Lead], &[]).await.1);
}

fn residence(authority: &str) -> String {
    format!("member_{authority}_wohnsitzanmeldung")
}

/// What the form sends when nothing but the three questions is answered.
fn answered<'a>(title: &'a str, member: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        (member, "on"),
        ("title", title),
        ("criterion", "2"),
        ("action_by", "vendor"),
        ("opened_on", "01.10.2026"),
        ("severity", "medium"),
        ("due_on", ""),
        ("mailbox", ""),
        ("link", ""),
        ("note", ""),
    ]
}

/// The same with one answer in place of another.
fn with<'a>(mut fields: Vec<(&'a str, &'a str)>, name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter_mut().find(|(known, _)| *known == name).unwrap().1 = value;
    fields
}

/// The page that an answer leads to.
async fn followed(product: &Product, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    product.get(answer.header("location")).await.text
}

#[tokio::test]
async fn three_answers_are_enough_and_the_mark_stands_beside_the_stage() {
    let product = as_contact().await;
    let form = product.get("/hindernisse/neu").await.text;
    let own = residence(OWN);
    assert!(form.contains(&format!("id=\"{own}\" name=\"{own}\" checked")), "its own service is chosen");
    let answer = product.post("/hindernisse/neu", &answered("Modul fehlt", &own)).await;
    assert_eq!(answer.header("location"), "/hindernisse/1?erledigt=gemeldet");
    let page = followed(&product, &answer).await;
    for told in
        ["Modul fehlt", "Hält eine Behörde auf; ", "IT-Dienstleister", "Hindernis eröffnet", "VG Siegenburg"]
    {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(page.contains("href=\"/kommunen/092735218/kriterien\">Fragen beantworten</a>"), "{page}");
    let mark = "<a href=\"/hindernisse/1\" title=\"Modul fehlt\" class=\"lb-blocked\">1\u{a0}Hindernis</a>";
    for address in ["/kommunen/092735218", "/leistungen/wohnsitzanmeldung?gebiet=09273", "/meine-kommune"] {
        let page = product.get(address).await.text;
        assert!(page.contains(mark), "{address}: {page}");
    }
    let form = product.get("/kommunen/092735218/leistungen/wohnsitzanmeldung").await.text;
    assert!(form.contains("href=\"/hindernisse/1\" class=\"lb-strong\">Modul fehlt</a>"), "{form}");
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_what_to_do_and_what_was_typed() {
    let product = as_contact().await;
    let (own, foreign, none) = (residence(OWN), residence(FOREIGN), residence("09273"));
    let long = "x".repeat(5_000);
    let good = || answered("Modul fehlt", &own);
    for (fields, told) in [
        (with(good(), "title", &long), "5.000"),
        (with(good(), "title", " "), "Sagen Sie in einer Zeile, worum es geht."),
        (with(good(), "due_on", "30.09.2026"), "Dieser Tag liegt vor dem 01.10.2026."),
        (with(good(), "opened_on", "31.02.2026"), "Diesen Tag gibt es im Kalender nicht."),
        (with(good(), "opened_on", "24.11.2026"), "Dieser Tag liegt in der Zukunft."),
        (with(good(), "criterion", "4711"), "Was gewählt war, gibt es hier nicht"),
        (with(good(), "action_by", ""), "Wählen Sie eine der Möglichkeiten aus."),
        (with(good(), "mailbox", "niemand"), "Das ist keine E-Mail-Adresse."),
        (with(good(), "link", "javascript:alert(1)"), "Geben Sie eine vollständige Adresse an"),
        (good()[1..].to_vec(), "Wählen Sie mindestens eine Leistung einer Behörde aus."),
        (answered("Modul fehlt", &foreign), "dürfen Sie nichts melden."),
        (answered("Modul fehlt", &none), "Was gewählt war, gibt es hier nicht"),
    ] {
        let answer = product.post("/hindernisse/neu", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
        assert!(answer.text.contains(told), "{told}: {}", answer.text);
        assert!(
            answer.text.contains("value=\"01.10.2026\"")
                || told.contains("Kalender")
                || told.contains("Zukunft")
        );
    }
    assert!(product.get("/hindernisse").await.text.contains("Noch ist kein Hindernis gemeldet"));
}

#[tokio::test]
async fn markup_in_a_text_stays_text() {
    let product = as_contact().await;
    let own = residence(OWN);
    let script = "<script>alert(1)</script><svg onload=alert(2)>";
    let fields = with(answered(script, &own), "note", script);
    let page = followed(&product, &product.post("/hindernisse/neu", &fields).await).await;
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    for address in ["/hindernisse/1", "/hindernisse", "/hindernisse/1/bearbeiten", "/kommunen/092735218", "/"]
    {
        let page = product.get(address).await.text;
        assert!(!page.contains("<script>alert") && !page.contains("<svg onload"), "{address}: {page}");
    }
}

#[tokio::test]
async fn two_hundred_authorities_are_one_action_and_every_page_agrees() {
    let mut product = Product::unvisited().await;
    become_lead(&mut product).await;
    let situation = product.state.read_model.current().await.unwrap().situation;
    let responsibilities = situation.responsibilities("2026-11-23".parse().unwrap());
    let residence_of = |rollout: &&RolloutKey| rollout.service.as_str() == "wohnsitzanmeldung";
    let authorities: Vec<Ars> = responsibilities
        .rollouts()
        .iter()
        .filter(residence_of)
        .take(200)
        .map(|rollout| rollout.authority)
        .collect();
    let members: Vec<String> = authorities.iter().map(|authority| residence(authority.as_str())).collect();
    let mut fields = answered("Modul fehlt", &members[0]);
    fields.extend(members[1..].iter().map(|member| (member.as_str(), "on")));

    let page = followed(&product, &product.post("/hindernisse/neu", &fields).await).await;
    assert!(page.contains("Das Hindernis steht jetzt bei 200\u{a0}Behörden neben dem Stand."), "{page}");
    let sentence = "Ein Hindernis hält 200\u{a0}Behörden auf; ";
    let first = format!("/kommunen/{}", authorities[0]);
    let sheet = "/daten/behoerden.csv?leistung=wohnsitzanmeldung";
    for address in ["/", "/hindernisse"] {
        let page = product.get(address).await.text;
        assert!(page.contains(sentence), "{address}: {page}");
    }
    assert!(product.get(&first).await.text.contains("lb-blocked"));
    assert_eq!(product.get(sheet).await.text.matches(";Modul fehlt\r\n").count(), 200);
    assert!(
        product
            .get("/daten/hindernisse.csv")
            .await
            .text
            .contains(";offen;01.10.2026;;;;Wohnsitz anmelden;200;")
    );

    let version = product.get("/hindernisse/1").await.version();
    let closing = [
        ("version", version.as_str()),
        ("close_for", ""),
        ("closed_on", "23.11.2026"),
        ("resolution", "Modul ist da"),
    ];
    let page = followed(&product, &product.post("/hindernisse/1/beheben", &closing).await).await;
    assert!(page.contains("Damit hält das Hindernis niemanden mehr auf."), "{page}");
    assert!(page.contains("Hindernis behoben") && page.contains("Hindernis eröffnet"), "each step is told");
    assert!(!product.get("/").await.text.contains("Ein Hindernis hält"));
    assert!(product.get("/hindernisse").await.text.contains("Zurzeit ist kein Hindernis offen."));
    assert!(!product.get(&first).await.text.contains("lb-blocked"));
    assert_eq!(product.get(sheet).await.text.matches(";Modul fehlt\r\n").count(), 0);
    let sheet = product.get("/daten/hindernisse.csv?zustand=behoben").await.text;
    assert!(
        sheet.contains(";behoben;01.10.2026;;23.11.2026;Modul ist da;Wohnsitz anmelden;200;;;"),
        "{sheet}"
    );
}

#[tokio::test]
async fn a_contact_gets_past_a_shared_blocker_alone_and_changes_nothing_else() {
    let product = as_contact().await;
    let both = [(OWN, "wohnsitzanmeldung"), (FOREIGN, "wohnsitzanmeldung")];
    let id = product.blocker(&both).await;
    let page = product.get(&format!("/hindernisse/{id}")).await;
    for hidden in ["Neue Frist", "War ein Irrtum", "Angaben ändern", "für alle 2 Behörden"] {
        assert!(!page.text.contains(hidden), "{hidden}");
    }
    let version = page.version();
    let closing = |whose| {
        [
            ("version", version.as_str()),
            ("close_for", whose),
            ("closed_on", "20.11.2026"),
            ("resolution", "Wir haben gewechselt"),
        ]
    };
    for whose in ["", FOREIGN] {
        let refused = product.post(&format!("/hindernisse/{id}/beheben"), &closing(whose)).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{whose}");
    }
    for action in ["bearbeiten", "frist", "zuruecknehmen", "oeffnen"] {
        let refused = product.post(&format!("/hindernisse/{id}/{action}"), &[("version", &version)]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{action}");
    }
    let closed = product.post(&format!("/hindernisse/{id}/beheben"), &closing(OWN)).await;
    let page = followed(&product, &closed).await;
    assert!(page.contains("Eine Behörde hält es noch auf."), "{page}");
    let again = product.post(&format!("/hindernisse/{id}/beheben"), &closing(OWN)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text.contains("Das geht nicht mehr"), "{}", again.text);
    let reason = [("reopen_for", OWN), ("reopen_reason", "doch nicht")];
    let page = followed(&product, &product.post(&format!("/hindernisse/{id}/oeffnen"), &reason).await).await;
    assert!(page.contains("2\u{a0}Behörden hält es noch auf."), "{page}");
}

#[tokio::test]
async fn a_stale_form_is_shown_beside_what_was_saved_meanwhile() {
    let mut product = Product::unvisited().await;
    become_lead(&mut product).await;
    let id = product.blocker(&[(OWN, "wohnsitzanmeldung")]).await;
    let address = format!("/hindernisse/{id}/bearbeiten");
    let version = product.get(&address).await.version();
    let change = |title, version| {
        let mut fields = answered(title, "x");
        fields.push(("version", version));
        fields
    };
    let saved = product.post(&address, &change("Modul kommt später", &version)).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let stale = product.post(&address, &change("Modul fehlt ganz", &version)).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    for told in ["Inzwischen gespeichert", "Modul kommt später", "Ihre Fassung", "Modul fehlt ganz"] {
        assert!(stale.text.contains(told), "{told}: {}", stale.text);
    }
    let again = product.post(&address, &change("Modul fehlt ganz", &stale.version())).await;
    assert!(followed(&product, &again).await.contains("Modul kommt später → Modul fehlt ganz"));
}

#[tokio::test]
async fn a_due_day_moves_with_a_reason_and_a_mistake_never_counted() {
    let mut product = Product::unvisited().await;
    become_lead(&mut product).await;
    let id = product.blocker(&[(OWN, "wohnsitzanmeldung")]).await;
    let page = product.get(&format!("/hindernisse/{id}")).await;
    let version = page.version();
    let due = |day, reason| [("version", version.as_str()), ("due_on", day), ("due_reason", reason)];
    for (day, reason, told) in [
        ("30.09.2026", "später", "Dieser Tag liegt vor dem 01.10.2026."),
        ("31.01.2027", "", "Geben Sie in ein paar Worten den Grund an."),
    ] {
        let refused = product.post(&format!("/hindernisse/{id}/frist"), &due(day, reason)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(told) && refused.text.contains("<details open class=\"lb-action\">"));
    }
    let moved =
        product.post(&format!("/hindernisse/{id}/frist"), &due("31.01.2027", "Lieferung verschoben")).await;
    let page = followed(&product, &moved).await;
    assert!(page.contains("15.12.2026 → 31.01.2027") && page.contains("„Lieferung verschoben“"), "{page}");

    let version = product.get(&format!("/hindernisse/{id}")).await.version();
    let reason = [("version", version.as_str()), ("withdraw_reason", "doppelt gemeldet")];
    let page =
        followed(&product, &product.post(&format!("/hindernisse/{id}/zuruecknehmen"), &reason).await).await;
    assert!(page.contains("Zurückgenommen: doppelt gemeldet"), "{page}");
    assert!(!product.get("/kommunen/092735218").await.text.contains("lb-blocked"));
    assert!(product.get("/hindernisse?zustand=alle").await.text.contains("Modul fehlt"));
}

#[tokio::test]
async fn who_waits_is_told_by_criterion_vendor_actor_and_kreis() {
    let mut product = Product::unvisited().await;
    become_lead(&mut product).await;
    let (first, second) = ([("09273", "fuehrerschein")], [(OWN, "wohnsitzanmeldung")]);
    product.blocker(&first).await;
    product.blocker(&second).await;
    for (address, told) in [
        ("/hindernisse", "IT-Dienstleister"),
        ("/hindernisse?nach=hersteller", "nicht angegeben"),
        ("/hindernisse?nach=am-zug", "Hersteller"),
        ("/hindernisse?nach=kreis", "Landkreis Kelheim"),
    ] {
        let page = product.get(address).await.text;
        assert!(
            page.contains("2\u{a0}Hindernisse halten 2\u{a0}Behörden auf; 24\u{a0}Kommunen mit "),
            "{page}"
        );
        let groups =
            page.split("id=\"ueberschrift-gruppen\"").nth(1).unwrap().split("</table>").next().unwrap();
        assert!(groups.contains(told), "{told}: {groups}");
        // The members of the Verwaltungsgemeinschaft lie in the Landkreis: they count once.
        assert!(groups.contains("data-label=\"Kommunen\" class=\"lb-num\">24</td>"), "{groups}");
    }
    for (query, count) in [
        ("leistung=fuehrerschein", 1),
        ("gebiet=09273", 2),
        ("gebiet=09375", 0),
        ("am-zug=ministry", 0),
        ("kriterium=2", 2),
        ("frist=abgelaufen", 0),
        ("zustand=behoben", 0),
    ] {
        let sheet = product.get(&format!("/daten/hindernisse.csv?{query}")).await.text;
        assert_eq!(sheet.lines().count(), 1 + count, "{query}: {sheet}");
    }
}

#[tokio::test]
async fn the_public_sees_nothing_of_it() {
    let mut product = Product::unvisited().await;
    let id = product.blocker(&[(OWN, "wohnsitzanmeldung")]).await;
    product.state.public_reads = true;
    for address in [
        "/",
        "/kommunen",
        "/kommunen/092735218",
        "/leistungen/wohnsitzanmeldung?gebiet=09273",
        "/leistungen/wohnsitzanmeldung",
    ] {
        let page = product.get(address).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("indernis"), "{address}: {}", page.text);
    }
    for address in ["/daten/kommunen.csv", "/daten/behoerden.csv?leistung=wohnsitzanmeldung"] {
        assert!(!product.get(address).await.text.contains("indernis"), "{address}");
    }
    for address in ["/hindernisse".to_owned(), format!("/hindernisse/{id}"), "/daten/hindernisse.csv".into()]
    {
        assert_eq!(product.get(&address).await.status, StatusCode::SEE_OTHER, "{address}");
    }
}

#[tokio::test]
async fn what_a_program_closed_is_on_the_next_page() {
    let mut product = Product::unvisited().await;
    become_lead(&mut product).await;
    let id = product.blocker(&[(OWN, "wohnsitzanmeldung")]).await;
    assert!(product.get("/kommunen/092735218").await.text.contains("lb-blocked"));
    let program = Actor { id: "test".into(), name: "Test".into() };
    let closing = Closing { on: "2026-11-23".parse().unwrap(), resolution: "erledigt".into() };
    let own: Ars = OWN.parse().unwrap();
    product
        .state
        .db
        .close_blocker_for(id, &own, &closing, &program, product.state.clock.now())
        .await
        .unwrap();
    assert!(!product.get("/kommunen/092735218").await.text.contains("lb-blocked"));
}
