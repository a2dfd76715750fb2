//! What was agreed.

use axum::http::StatusCode;
use domain::people::{Role, Territory};
use domain::workshop::{Measure, MeasureId, MeasureState};

use crate::support::{Answer, Product};

const MEITINGEN: &str = "097720177177";

async fn measure(product: &Product, id: i64) -> Measure {
    let picture = product.state.read_model.current().await.unwrap();
    picture.situation.workshops().measure(MeasureId(id)).unwrap().as_ref().clone()
}

fn fields<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("what", "Schulung ansetzen"),
        ("owner", "Leitung Bürgerbüro"),
        ("owner_email", ""),
        ("body", "Markt Meitingen"),
        ("due_on", "15.12.2026"),
        ("blocker_0", ""),
        ("note", ""),
    ];
    fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    fields.extend(changes);
    fields
}

async fn agree(product: &Product, changes: &[(&str, &str)]) -> Answer {
    product.post("/massnahmen/neu", &fields(changes)).await
}

/// A contact of Meitingen is signed in.
async fn meitingen() -> Product {
    let mut product = Product::unvisited().await;
    let town = Territory { body: MEITINGEN.parse().unwrap(), with_members: false, may_invite: false };
    product.cookie = Some(product.person("maria", &[Role::Contact], &[town]).await.1);
    product
}

#[tokio::test]
async fn what_was_agreed_is_listed_with_what_is_overdue_on_top() {
    let mut product = meitingen().await;
    assert_eq!(agree(&product, &[]).await.header("location"), "/massnahmen/1?erledigt=vereinbart");
    assert_eq!(
        agree(&product, &[("what", "Netz prüfen"), ("due_on", "23.11.2026")]).await.status,
        StatusCode::SEE_OTHER
    );
    let list = product.get("/massnahmen").await.text;
    assert!(list.contains("2\u{a0}offene Maßnahmen, keine ist überfällig."), "{list}");
    product.state.clock = server::clock::Clock::Fixed("2026-11-26T08:00:00Z".parse().unwrap());
    // Three days later the session is over.
    product.cookie = Some(product.person("vera", &[Role::Viewer], &[]).await.1);
    let list = product.get("/massnahmen").await.text;
    assert!(list.contains("2\u{a0}offene Maßnahmen, davon eine überfällig."), "{list}");
    assert!(list.contains("3\u{a0}Tage überfällig"));
    assert!(list.find("Netz prüfen") < list.find("Schulung ansetzen"));
    let sheet = product.get("/daten/massnahmen.csv").await.text;
    assert!(
        sheet.contains(
            ";Netz prüfen;Leitung Bürgerbüro;097720177177;Markt Meitingen;23.11.2026;vereinbart;ja;"
        ),
        "{sheet}"
    );
}

#[tokio::test]
async fn what_cannot_be_agreed_on_is_refused_with_what_was_typed() {
    let product = meitingen().await;
    let long = "x".repeat(5_000);
    for (field, typed, told) in [
        ("what", long.as_str(), "Der Text hat 5.000 Zeichen, möglich sind 200."),
        ("what", "", "Schreiben Sie in einer Zeile, was zu tun ist."),
        ("owner", " ", "Geben Sie an, wer es tut."),
        ("owner_email", "niemand@nirgends.example", "lässt sich hier niemand erinnern"),
        ("owner_email", "niemand", "Das ist keine E-Mail-Adresse."),
        ("due_on", "22.11.2026", "Dieser Tag liegt vor dem 23.11.2026."),
        ("due_on", "31.02.2027", "gibt es im Kalender nicht"),
        ("due_on", "", "Geben Sie ein Datum an"),
        ("body", "Landkreis Kelheim", "Für Landkreis Kelheim dürfen Sie nichts"),
        ("body", "", "Geben Sie eine Behörde an"),
        ("blocker_0", "12 · Modul", "Dieses Hindernis gibt es nicht."),
        ("note", long.as_str(), "möglich sind 4.000"),
    ] {
        let answer = agree(&product, &[(field, typed)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.text.contains(told), "{field}: {told}");
        assert!(
            answer.text.contains("value=\"Leitung Bürgerbüro\"") || field == "owner",
            "{field}: typed values stay"
        );
    }
    let script = "</textarea><script>alert(1)</script>";
    let answer = agree(&product, &[("what", script), ("note", script), ("due_on", "")]).await;
    assert!(!answer.text.contains("<script>alert(1)"));
    assert!(product.get("/massnahmen").await.text.contains("Noch ist nichts vereinbart."));
    assert_eq!(agree(&product, &[("what", script), ("note", script)]).await.status, StatusCode::SEE_OTHER);
    for address in ["/massnahmen", "/massnahmen/1", "/massnahmen/1/bearbeiten"] {
        let text = product.get(address).await.text;
        assert!(text.contains("alert(1)") && !text.contains("<script>alert(1)"), "{address}");
    }
}

#[tokio::test]
async fn of_two_who_change_a_measure_the_second_sees_both_versions() {
    let product = meitingen().await;
    agree(&product, &[]).await;
    let seen = measure(&product, 1).await.version.to_string();
    let change = async |what: &str, version: &str| {
        product.post("/massnahmen/1/bearbeiten", &fields(&[("what", what), ("version", version)])).await
    };
    assert_eq!(change("Zwei Schulungen ansetzen", &seen).await.status, StatusCode::SEE_OTHER);
    let stale = change("Schulung verschieben", &seen).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    for text in ["Inzwischen gespeichert", "Zwei Schulungen ansetzen", "Ihre Fassung", "Schulung verschieben"]
    {
        assert!(stale.text.contains(text), "{text}");
    }
    assert_eq!(change("Schulung verschieben", &stale.version()).await.status, StatusCode::SEE_OTHER);
    let done = [("state", "done"), ("version", seen.as_str())];
    assert_eq!(product.post("/massnahmen/1/stand", &done).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_is_done_closes_its_blockers_where_that_is_wanted() {
    let mut product = Product::start().await;
    let meitingen = product.cookie.take();
    product.cookie = meitingen;
    let (kept, closed) = (
        product.blocker(&[(MEITINGEN, "wohnsitzanmeldung")]).await,
        product.blocker(&[(MEITINGEN, "wohnsitzanmeldung")]).await,
    );
    let (one, other) = (format!("{kept} · Modul fehlt"), closed.to_string());
    assert_eq!(
        agree(&product, &[("blocker_0", &one), ("blocker_1", &other)]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = product.get("/massnahmen/1").await;
    assert!(page.text.contains("Sind damit auch diese Hindernisse beseitigt?"), "{}", page.text);
    let seen = |id| {
        let name = format!("name=\"seen_{id}\" value=\"");
        page.text.split(&name).nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (seen_kept, seen_closed) = (seen(kept), seen(closed));
    let (box_name, kept_name, closed_name) =
        (format!("close_{closed}"), format!("seen_{kept}"), format!("seen_{closed}"));
    let version = page.version();
    let form = [
        ("state", "done"),
        ("version", version.as_str()),
        (&box_name, "on"),
        (&kept_name, &seen_kept),
        (&closed_name, &seen_closed),
        ("resolution", ""),
    ];
    let refused = product.post("/massnahmen/1/stand", &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "what helped is told");
    let mut told = form.to_vec();
    told[5].1 = "Schulung war genug";
    let done = product.post("/massnahmen/1/stand", &told).await;
    assert_eq!(done.header("location"), "/massnahmen/1?erledigt=stand");
    assert_eq!(measure(&product, 1).await.state, MeasureState::Done);
    let picture = product.state.read_model.current().await.unwrap();
    let blockers = &picture.situation.obstacles().blockers;
    assert!(blockers.get(kept).unwrap().closing.is_none());
    assert_eq!(blockers.get(closed).unwrap().closing.as_ref().unwrap().resolution, "Schulung war genug");
    // And taken up again.
    let version = measure(&product, 1).await.version.to_string();
    let again = product.post("/massnahmen/1/stand", &[("state", "underway"), ("version", &version)]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert_eq!(measure(&product, 1).await.ended_on, None);
}

#[tokio::test]
async fn whoever_is_to_do_it_says_how_far_it_is_and_changes_nothing_else() {
    let mut product = meitingen().await;
    let (_, viewer) = product.person("vera", &[Role::Viewer], &[]).await;
    let (_, other) = product.person("otto", &[Role::Viewer], &[]).await;
    let vera = [("owner_email", "vera@lagebild.example")];
    // Whether somebody has an account a contact learns only of those who act for its own bodies.
    let refused = agree(&product, &vera).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("lässt sich hier niemand erinnern"));
    product.cookie = Some(product.person("frieda", &[Role::Facilitator], &[]).await.1);
    assert_eq!(agree(&product, &vera).await.status, StatusCode::SEE_OTHER);
    let version = measure(&product, 1).await.version.to_string();
    let progress = [("state", "underway"), ("version", version.as_str())];
    product.cookie = Some(other);
    assert_eq!(product.post("/massnahmen/1/stand", &progress).await.status, StatusCode::FORBIDDEN);
    product.cookie = Some(viewer);
    assert!(product.get("/massnahmen?wer=ich").await.text.contains("Schulung ansetzen"));
    let page = product.get("/massnahmen/1").await.text;
    assert!(page.contains("Wie weit ist es?") && !page.contains("/massnahmen/1/bearbeiten"));
    assert_eq!(product.get("/massnahmen/1/bearbeiten").await.status, StatusCode::FORBIDDEN);
    assert_eq!(product.post("/massnahmen/1/stand", &progress).await.status, StatusCode::SEE_OTHER);
    assert_eq!(measure(&product, 1).await.state, MeasureState::Underway);
}
