//! Reading a posted form, however large or odd it is.

use std::collections::HashMap;

use axum::body::Body;
use futures_util::StreamExt as _;

use crate::failure::AppError;

/// Largest form: a note of 4,000 characters, each percent-encoded at its worst, fits several times.
const MAX: usize = 64 * 1024;
/// How much of a body that is too large is still taken in. A browser shows an answer only once it has sent
/// what it wanted to send; beyond this it sees a broken connection.
const DRAINED: usize = 20 * 1024 * 1024;

/// The fields of the form; of a name that occurs twice the last value counts.
pub(crate) async fn read(body: Body) -> Result<HashMap<String, String>, AppError> {
    let mut stream = body.into_data_stream();
    let mut received = Vec::new();
    let mut drained = 0;
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| AppError::Incomplete)?;
        drained += chunk.len();
        if drained > DRAINED {
            return Err(AppError::TooLarge);
        }
        if drained <= MAX {
            received.extend_from_slice(&chunk);
        }
    }
    if drained > MAX {
        return Err(AppError::TooLarge);
    }
    Ok(url::form_urlencoded::parse(&received).into_owned().collect())
}
