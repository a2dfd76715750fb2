//! Inviting somebody.

use app::form::Mistake;
use app::people::{InvitePage, Invited};
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::people::{NewPerson, Person, Purpose};
use domain::register::Register;
use store::{Admission, PeopleError};
use url::Url;

use super::letters;
use super::sign_in::signed_in;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::token::{person_id, token};
use crate::typed::Typed;
use crate::{form, pages};

/// `GET /verwaltung/personen/neu`
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let given = InvitePage { sends_mail: state.mailer.is_some(), invited: Vec::new() };
    pages::show_with(&state, &guest, uri, given).await
}

/// `POST /verwaltung/personen/neu`. The link stands on the page that answers and nowhere else: only its digest is
/// kept.
pub(crate) async fn invite(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    headers: HeaderMap,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let mut given = InvitePage { sends_mail: state.mailer.is_some(), invited: Vec::new() };
    let register = pages::page(&state, &uri).await?.register();
    let (email, name) = (typed.email(), typed.name());
    let rights = typed.rights_with_one_body(&register);
    let (Some(email), Some(name), true) = (email, name, typed.is_right()) else {
        return pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await;
    };
    let new = NewPerson { email, name, rights };
    let origin = letters::origin(&state.exposure, &headers).ok_or(AppError::Parameter)?;
    match send(&state, &guest, &new, &origin, &register).await {
        Ok(invited) => {
            given.invited.push(invited);
            pages::show_with(&state, &guest, uri, given).await
        }
        Err(PeopleError::EmailTaken) => {
            typed.wrong("email", Mistake::EmailTaken);
            pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await
        }
        Err(PeopleError::NotAllowed) => {
            let sent = typed.refused(Mistake::NotYours);
            pages::show_form(&state, &guest, uri, given, Some(sent)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes the account and the link, and sends it where mail can be sent.
async fn send(
    state: &AppState,
    guest: &Guest,
    new: &NewPerson,
    origin: &Url,
    register: &Register,
) -> Result<Invited, PeopleError> {
    let by: &Person = guest.visitor.person.as_deref().ok_or(PeopleError::NotAllowed)?;
    let (id, token, now) = (person_id(), token(), state.clock.now());
    state.db.admit(&id, new, Admission::Invitation(&token), &by.id, now).await?;
    let link = letters::address(origin, Purpose::Invitation, &token);
    let until = now + Purpose::Invitation.lifetime();
    let was_sent = letters::invitation(state, by, new, &link, until, register).await;
    Ok(Invited {
        name: new.name.to_string(),
        email: new.email.clone(),
        // What no mail server took has to be handed over by hand.
        link: (!was_sent).then(|| link.into()),
        until,
    })
}
