//! A server over an empty database, asked without a network.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use domain::blocker::{ActionBy, BlockerFacts, BlockerId, Severity};
use domain::criteria::CriterionId;
use domain::people::{NewPerson, PersonId, Rights, Role, Territory};
use domain::rollout::{Actor, RolloutKey};
use server::assets;
use server::briefing::Prints;
use server::clock::Clock;
use server::exposure::Exposure;
use server::router::router;
use server::state::AppState;
use store::{Admission, Browser, Db};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// What no password fits: whoever is made with it is signed in by the test.
const NO_PASSWORD: &str = "none";

/// An answer with its text.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// The same as it came: a workbook is no text.
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The value of the hidden field that says which version of a rollout a form has seen.
    pub(crate) fn version(&self) -> String {
        let after = self.text.split("name=\"version\" value=\"").nth(1).expect("a form with a version");
        after.split('"').next().unwrap_or_default().to_owned()
    }
}

/// The product on the morning of 23.11.2026.
pub(crate) struct Product {
    pub(crate) state: AppState,
    /// The cookie of whoever asks by [`Product::get`] and [`Product::post`].
    pub(crate) cookie: Option<String>,
    // Removed with the test.
    _folder: TempDir,
}

impl Product {
    /// Reached from this machine alone, by a contact who acts for every authority of the Land.
    pub(crate) async fn start() -> Self {
        Self::exposed(Exposure::default()).await
    }

    /// The same, standing in its network in a certain way.
    pub(crate) async fn exposed(exposure: Exposure) -> Self {
        let mut product = Self::build(exposure).await;
        let land = Territory { body: "09".parse().unwrap(), with_members: true, may_invite: true };
        product.cookie = Some(product.person("erika", &[Role::Contact], &[land]).await.1);
        product
    }

    /// Reached from this machine alone, by nobody who is signed in.
    pub(crate) async fn unvisited() -> Self {
        Self::build(Exposure::default()).await
    }

    async fn build(exposure: Exposure) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("lagebild.db").display());
        let db = Db::open(&url).await.unwrap();
        let clock = Clock::Fixed("2026-11-23T08:00:00Z".parse().unwrap());
        let mut state = AppState::new(db, assets::site(), clock, exposure);
        // Nothing was built for the browser, and so no fonts.
        state.prints = Arc::new(Prints::new(typst_assets::fonts().map(Into::into)));
        Self { state, cookie: None, _folder: folder }
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(self.request(Request::get(address)).body(Body::empty()).unwrap()).await
    }

    /// A request of whoever asks.
    pub(crate) fn request(&self, request: Builder) -> Builder {
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    /// Makes somebody who is signed in, and returns the id and the cookie.
    pub(crate) async fn person(
        &self,
        name: &str,
        roles: &[Role],
        territories: &[Territory],
    ) -> (PersonId, String) {
        let bits = name.bytes().fold(0_u128, |bits, byte| bits << 8 | u128::from(byte));
        let id = PersonId::from_random(bits);
        let rights = Rights { roles: roles.iter().copied().collect(), territories: territories.to_vec() };
        let email = format!("{name}@lagebild.example").parse().unwrap();
        let new = NewPerson { email, name: name.parse().unwrap(), rights };
        let program = Actor { id: "test".into(), name: "Test".into() };
        let (db, now) = (&self.state.db, self.state.clock.now());
        db.admit(&id, &new, Admission::Password(NO_PASSWORD), &program, now).await.unwrap();
        let browser = Browser { token: name, device: name, agent: "Test" };
        assert!(db.sign_in(&id, browser, "password", None, now).await.unwrap());
        let prefix = if self.state.exposure.is_https() { "__Host-" } else { "" };
        (id, format!("{prefix}lagebild_session={name}"))
    }

    /// Opens a blocker, as a program may: "Modul fehlt" of the vendor, since 01.10.2026 and due on 15.12.2026.
    pub(crate) async fn blocker(&self, members: &[(&str, &str)]) -> BlockerId {
        let facts = BlockerFacts {
            title: "Modul fehlt".to_owned(),
            criterion: CriterionId(2),
            opened_on: "2026-10-01".parse().unwrap(),
            action_by: ActionBy::Vendor,
            severity: Severity::Medium,
            mailbox: None,
            due_on: Some("2026-12-15".parse().unwrap()),
            note: None,
            link: None,
        };
        let rollout = |(authority, service): &(&str, &str)| RolloutKey {
            authority: authority.parse().unwrap(),
            service: service.parse().unwrap(),
        };
        let members: Vec<RolloutKey> = members.iter().map(rollout).collect();
        let program = Actor { id: "test".into(), name: "Test".into() };
        self.state.db.open_blocker(&facts, &members, &program, self.state.clock.now()).await.unwrap()
    }

    pub(crate) async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .request(Request::post(address))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into())
            .unwrap();
        self.ask(request).await
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = router(self.state.clone()).oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }
}
