//! Who asks: found by the session cookie, before anything else looks at the request.

use std::sync::Arc;

use app::people::Visitor;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::middleware::Next;
use axum::response::Response;

use crate::cookies::CookieKind;
use crate::failure::AppError;
use crate::state::AppState;
use crate::token::token;

/// Who asks, and in which session.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guest {
    pub(crate) visitor: Visitor,
    /// The session; `None`: nobody is signed in.
    pub(crate) session: Option<i64>,
}

/// Finds out who asks. A session whose person was given other rights gets another token on the way.
pub(crate) async fn recognise(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Result<Response, AppError> {
    let known = CookieKind::Session.read(request.headers(), &state.exposure);
    // Files are for everybody and asked for by every page.
    let known = known.filter(|_| !request.uri().path().starts_with("/pkg/"));
    let visit = match &known {
        Some(known) => state.db.visit(known, state.clock.now()).await?,
        None => None,
    };
    let mut fresh = None;
    if let (Some(known), Some(visit)) = (&known, &visit)
        && visit.renew
    {
        let next = token();
        // Of two requests at once the first renews it; the answer to the other brings the old cookie no more.
        if state.db.renew_session(known, &next).await? {
            fresh = Some(CookieKind::Session.set(&next, &state.exposure));
        }
    }
    let guest = visit.map_or_else(Guest::default, |visit| Guest {
        visitor: Visitor { person: Some(Arc::new(visit.person)) },
        session: Some(visit.session),
    });
    request.extensions_mut().insert(guest.clone());
    let mut response = next.run(request).await;
    // For the page about a failure, which is made outside of here.
    response.extensions_mut().insert(guest);
    if let Some(fresh) = fresh {
        response.headers_mut().append(SET_COOKIE, fresh);
    }
    Ok(response)
}
