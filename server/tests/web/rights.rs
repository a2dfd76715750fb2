//! Who may call what: every address × every way × every kind of person × territory, compared with a written table.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use domain::people::{NewPerson, PersonId, Rights, Role, Territory};
use server::rights::rules;
use store::Admission;

use crate::support::Product;

/// What is expected. `+` answered, `>` led to the sign-in, `-` refused, `0` told that there is nothing.
const EXPECTED: &str = include_str!("rights.txt");

/// The body that an address names, seen from the two contacts: that of Markt Meitingen alone, and that of the
/// Landkreis Kelheim with its members.
const BODIES: [(&str, &str); 4] = [
    ("Meitingen", "097720177177"),
    ("Kelheim", "09273"),
    ("VG Siegenburg in Kelheim", "092735218"),
    ("Landshut", "09274"),
];

fn territory(body: &str, is_kreis: bool) -> Territory {
    Territory { body: body.parse().unwrap(), with_members: is_kreis, may_invite: is_kreis }
}

/// Columns: who asks, with a cookie.
async fn visitors(product: &Product) -> Vec<(&'static str, Option<String>)> {
    let mut visitors = vec![("nobody", None)];
    for (name, role, territories) in [
        ("viewer", Role::Viewer, vec![]),
        ("facilitator", Role::Facilitator, vec![]),
        ("town", Role::Contact, vec![territory("097720177177", false)]),
        ("kreis", Role::Contact, vec![territory("09273", true)]),
        ("lead", Role::Lead, vec![]),
        ("admin", Role::Admin, vec![]),
    ] {
        visitors.push((name, Some(product.person(name, &[role], &territories).await.1)));
    }
    visitors
}

/// The addresses that a rule stands for, with a name each.
fn addresses(
    path: &str,
    colleagues: &[(&'static str, PersonId)],
    blockers: &[(&'static str, i64)],
) -> Vec<(String, String)> {
    let path = path.replace("{slug}", "wohnsitzanmeldung").replace("{token}", "0").replace("{name}", "0");
    if path.contains("{key}") {
        BODIES.map(|(name, key)| (format!("{path} {name}"), path.replace("{key}", key))).to_vec()
    } else if path.contains("/hindernisse/{id}") {
        let of =
            |(name, id): &(&str, i64)| (format!("{path} of {name}"), path.replace("{id}", &id.to_string()));
        blockers.iter().map(of).collect()
    } else if path.contains("/personen/{id}") {
        let of = |(name, id): &(&'static str, PersonId)| {
            (format!("{path} in {name}"), path.replace("{id}", id.as_str()))
        };
        colleagues.iter().map(of).collect()
    } else {
        vec![(path.clone(), path.replace("{id}", "999"))]
    }
}

/// A blocker of each of the bodies, for the one service that all of them have to do with.
async fn blockers(product: &Product) -> Vec<(&'static str, i64)> {
    let mut blockers = Vec::new();
    for (name, key) in BODIES {
        let service = if key.len() == 5 { "fuehrerschein" } else { "wohnsitzanmeldung" };
        blockers.push((name, product.blocker(&[(key, service)]).await.0));
    }
    blockers
}

async fn ask(product: &Product, method: Method, address: &str, cookie: Option<&String>) -> char {
    let mut request = Request::builder().method(method).uri(address);
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    let answer = product.ask(request.body(Body::empty()).unwrap()).await;
    match answer.status {
        StatusCode::FORBIDDEN => '-',
        StatusCode::NOT_FOUND => '0',
        StatusCode::SEE_OTHER if answer.header("location").starts_with("/anmelden?zurueck") => '>',
        status if status.is_server_error() => panic!("{address}: {status}"),
        _ => '+',
    }
}

#[tokio::test]
async fn everybody_gets_what_the_table_says_and_nothing_else() {
    let mut product = Product::unvisited().await;
    let visitors = visitors(&product).await;
    let mut colleagues = Vec::new();
    for (name, key) in BODIES {
        let (id, _) = product.person(&format!("c{key}"), &[Role::Contact], &[territory(key, false)]).await;
        colleagues.push((name, id));
    }
    let blockers = blockers(&product).await;
    let mut rules: Vec<_> = rules().collect();
    // Whoever has signed out can show nothing more.
    rules.sort_by_key(|rule| rule.path == "/abmelden");
    let names: Vec<_> = visitors.iter().map(|(name, _)| *name).collect();
    let mut told = format!("{:<88}{}\n", "", names.join(" "));
    for rule in rules {
        // How much somebody may try is another matter.
        product.state.sign_ins = Arc::default();
        product.state.costly = Arc::default();
        for (name, address) in addresses(rule.path, &colleagues, &blockers) {
            for method in [Method::GET, Method::POST] {
                let mut line = format!("{:<88}", format!("{method} {name}"));
                for (visitor, cookie) in &visitors {
                    let answer = ask(&product, method.clone(), &address, cookie.as_ref()).await;
                    write!(line, "{answer:<width$}", width = visitor.len() + 1).unwrap();
                }
                told.push_str(line.trim_end());
                told.push('\n');
            }
        }
    }
    assert!(told == EXPECTED, "not what rights.txt says:\n{told}");
}

#[tokio::test]
async fn methods_that_no_rule_names_are_refused() {
    let product = Product::start().await;
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        for address in ["/", "/kommunen/092735218/leistungen/wohnsitzanmeldung", "/konto"] {
            let request = product.request(Request::builder().method(method.clone()).uri(address));
            let answer = product.ask(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {address}");
        }
    }
}

#[tokio::test]
async fn the_public_reads_what_the_operator_lets_it_and_no_more() {
    let mut product = Product::unvisited().await;
    assert_eq!(ask(&product, Method::GET, "/", None).await, '>');
    product.state.public_reads = true;
    for address in ["/", "/kommunen", "/kommunen/092735218", "/daten/kommunen.csv"] {
        assert_eq!(ask(&product, Method::GET, address, None).await, '+', "{address}");
    }
    for address in ["/konto", "/verwaltung/personen", "/verwaltung/protokoll", "/daten/protokoll.csv"] {
        assert_eq!(ask(&product, Method::GET, address, None).await, '>', "{address}");
    }
}

#[tokio::test]
async fn whoever_loses_a_right_loses_it_at_once() {
    let product = Product::unvisited().await;
    let (id, cookie) = product.person("town", &[Role::Contact], &[territory("097720177177", false)]).await;
    let (admin, _) = product.person("admin", &[Role::Admin], &[]).await;
    let form = "/kommunen/097720177177/leistungen/wohnsitzanmeldung";
    assert_eq!(ask(&product, Method::GET, form, Some(&cookie)).await, '+');
    let rights = Rights { roles: [Role::Viewer].into(), territories: vec![] };
    let (db, now) = (&product.state.db, product.state.clock.now());
    db.set_rights(&id, &rights, 1, &admin, now).await.unwrap();
    let request = Request::get("/konto").header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
    let answer = product.ask(request).await;
    let fresh = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(fresh.starts_with("lagebild_session="), "the session has another token from now on");
    assert_eq!(ask(&product, Method::GET, form, Some(&fresh)).await, '-');
    assert_eq!(ask(&product, Method::GET, "/konto", Some(&cookie)).await, '>', "the old token is worthless");
    db.set_active(&id, false, &admin, now).await.unwrap();
    assert_eq!(ask(&product, Method::GET, "/konto", Some(&fresh)).await, '>', "out at once");
}

#[tokio::test]
async fn who_may_invite_gets_into_no_account_with_more_rights() {
    let product = Product::unvisited().await;
    let (_, kreis) = product.person("kreis", &[Role::Contact], &[territory("09273", true)]).await;
    let (admin, _) = product.person("admin", &[Role::Admin], &[]).await;
    for (number, roles, bodies, expected) in [
        (1, vec![Role::Contact], vec!["092735218"], StatusCode::OK),
        (2, vec![Role::Contact, Role::Admin], vec!["092735218"], StatusCode::FORBIDDEN),
        (3, vec![Role::Contact], vec!["092735218", "09274"], StatusCode::FORBIDDEN),
    ] {
        let territories = bodies.into_iter().map(|body| territory(body, false)).collect();
        let rights = Rights { roles: roles.into_iter().collect(), territories };
        let email = format!("neu{number}@lagebild.example").parse().unwrap();
        let new = NewPerson { email, name: "Neu".parse().unwrap(), rights };
        let id = PersonId::from_random(number);
        let (db, now) = (&product.state.db, product.state.clock.now());
        db.admit(&id, &new, Admission::Invitation(&format!("first{number}")), &admin, now).await.unwrap();
        let request = Request::post(format!("/verwaltung/personen/{id}/link")).header(header::COOKIE, &kreis);
        let answer = product.ask(request.body(Body::from("purpose=invitation")).unwrap()).await;
        assert_eq!(answer.status, expected, "{number}");
    }
}

#[tokio::test]
async fn who_looks_after_colleagues_cannot_act_under_their_names() {
    let product = Product::unvisited().await;
    let (_, kreis) = product.person("kreis", &[Role::Contact], &[territory("09273", true)]).await;
    let (_, admin) = product.person("admin", &[Role::Admin], &[]).await;
    let (id, _) = product.person("colleague", &[Role::Contact], &[territory("092735218", false)]).await;
    let address = format!("/verwaltung/personen/{id}/link");
    for (fields, by_kreis) in [("purpose=reset", '-'), ("purpose=status&authority=092735218", '-')] {
        for (cookie, expected) in [(&kreis, by_kreis), (&admin, '+')] {
            let request = Request::post(&address).header(header::COOKIE, cookie);
            let answer = product.ask(request.body(Body::from(fields)).unwrap()).await;
            let is_refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(is_refused, expected == '-', "{fields}: {}", answer.status);
            assert!(is_refused || answer.status == StatusCode::OK, "{fields}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn an_address_written_in_another_way_opens_nothing() {
    let product = Product::unvisited().await;
    let (_, admin) = product.person("admin", &[Role::Admin], &[]).await;
    for address in [
        "/kommunen/",
        "/kommunen/09273/",
        "/kommunen/09273/leistungen/waffenrecht/",
        "/x/../kommunen",
        "/./kommunen",
        "/einladung/..",
        "/einladung/%2e%2e",
        "/einladung/%2E.",
        "/einladung/..%2fkommunen",
        "/einladung/x%2f..%2f..%2fkommunen",
        "/einladung/x%5c..%5c..%5ckommunen",
        "/impressum/..%2f",
        "/pkg/..",
        "//kommunen",
        "/konto/",
        "/verwaltung/protokoll/",
        "/verwaltung/personen/",
        "/anmelden/",
        "/gibt/es/nicht",
    ] {
        for cookie in [None, Some(&admin)] {
            for method in [Method::GET, Method::HEAD, Method::POST] {
                let answer = ask(&product, method.clone(), address, cookie).await;
                assert_eq!(answer, '0', "{method} {address}");
            }
        }
    }
}
