//! Reading a posted form, however large or odd it is.

use std::collections::HashMap;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, header};
use futures_util::StreamExt as _;
use tokio::time::timeout;

use crate::failure::AppError;

/// Largest form: a note of 4,000 characters, each percent-encoded at its worst, fits several times.
const MAX: usize = 64 * 1024;
/// Largest form with a list.
const MAX_LIST: usize = 1024 * 1024;
/// How much of a body that is too large is still taken in. A browser shows an answer only once it has sent
/// what it wanted to send; beyond this it sees a broken connection.
const DRAINED: usize = 20 * 1024 * 1024;
/// A form arrives in this time, also over a bad telephone line: it has a few kilobytes. Shorter than what a
/// request takes altogether, so that the sender learns whose fault it was.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether what was sent is a form of fields, and not of files.
pub(crate) fn has_fields(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    !kind.is_some_and(|kind| kind.starts_with("multipart/"))
}

/// The fields of the form; of a name that occurs twice the last value counts.
pub(crate) async fn read(body: Body) -> Result<HashMap<String, String>, AppError> {
    read_at_most(body, MAX).await
}

/// The same of a form with a list of people in it: some thousand lines fit.
pub(crate) async fn read_list(body: Body) -> Result<HashMap<String, String>, AppError> {
    read_at_most(body, MAX_LIST).await
}

async fn read_at_most(body: Body, max: usize) -> Result<HashMap<String, String>, AppError> {
    read_within(PATIENCE, body, max).await
}

async fn read_within(
    patience: Duration,
    body: Body,
    max: usize,
) -> Result<HashMap<String, String>, AppError> {
    timeout(patience, receive(body, max)).await.map_err(|_| AppError::TooSlow)?
}

async fn receive(body: Body, max: usize) -> Result<HashMap<String, String>, AppError> {
    let mut stream = body.into_data_stream();
    let mut received = Vec::new();
    let mut drained = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| AppError::Incomplete)?;
        drained += chunk.len();
        if drained > DRAINED {
            return Err(AppError::TooLarge);
        }
        if drained <= max {
            received.extend_from_slice(&chunk);
        }
    }
    if drained > max {
        return Err(AppError::TooLarge);
    }
    Ok(url::form_urlencoded::parse(&received).into_owned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use axum::response::IntoResponse as _;
    use futures_util::stream;

    #[tokio::test]
    async fn a_form_that_never_ends_is_not_waited_for() {
        let begun = stream::iter([Ok::<_, std::io::Error>("stage=li")]).chain(stream::pending());
        let read = read_within(Duration::from_millis(1), Body::from_stream(begun), MAX);
        let error = timeout(PATIENCE, read).await.unwrap().unwrap_err();
        assert!(matches!(error, AppError::TooSlow));
        assert_eq!(error.into_response().status(), StatusCode::REQUEST_TIMEOUT);
    }
}
