//! A server over an empty database, asked without a network.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use server::assets;
use server::clock::Clock;
use server::exposure::Exposure;
use server::router::router;
use server::state::AppState;
use store::Db;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// An answer with its text.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
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
    // Removed with the test.
    _folder: TempDir,
}

impl Product {
    /// Reached from this machine alone.
    pub(crate) async fn start() -> Self {
        Self::exposed(Exposure::default()).await
    }

    pub(crate) async fn exposed(exposure: Exposure) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("lagebild.db").display());
        let db = Db::open(&url).await.unwrap();
        let clock = Clock::Fixed("2026-11-23T08:00:00Z".parse().unwrap());
        Self { state: AppState::new(db, assets::site(), clock, exposure), _folder: folder }
    }

    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(Request::get(address).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(address)
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
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }
}
