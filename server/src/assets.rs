//! The files for the browser that the program carries, each under a name that changes with its content.

use std::borrow::Cow;

use app::context::Site;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use serde::Deserialize;

/// The names of the files change with this hash; naming it here makes cargo embed them anew.
const _SITE_HASH: Option<&str> = option_env!("LAGEBILD_SITE_HASH");

#[derive(RustEmbed)]
#[folder = "$LAGEBILD_SITE"]
struct Embedded;

#[derive(Deserialize)]
struct Manifest {
    css: String,
    output_name: String,
    favicon: String,
    fonts: Vec<String>,
    licences: String,
}

/// The addresses of the carried files. Without any the pages are plain.
#[must_use]
pub fn site() -> Site {
    let manifest =
        Embedded::get("manifest.json").and_then(|file| serde_json::from_slice::<Manifest>(&file.data).ok());
    let Some(manifest) = manifest else {
        return Site::default();
    };
    let address = |name: String| format!("/pkg/{name}");
    Site {
        css: Some(address(manifest.css)),
        favicon: Some(address(manifest.favicon)),
        licences: Some(address(manifest.licences)),
        output_name: Some(manifest.output_name),
        fonts: manifest.fonts.into_iter().map(address).collect(),
        ..Site::default()
    }
}

/// The fonts for PDF, weight 400, then weight 600; none where none are carried.
#[must_use]
pub fn print_fonts() -> Vec<Cow<'static, [u8]>> {
    ["print/fira-sans-400.ttf", "print/fira-sans-600.ttf"]
        .into_iter()
        .filter_map(Embedded::get)
        .map(|file| file.data)
        .collect()
}

/// Serves a carried file in the smallest form that the browser takes. It may keep it for ever.
pub(crate) async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let accepts = |coding: &str| {
        accepted.split(',').any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            parts.next() == Some(coding) && !parts.any(|quality| quality == "q=0")
        })
    };
    let forms = [("br", ".br"), ("gzip", ".gz")];
    let compressed = forms
        .into_iter()
        .filter(|(coding, _)| accepts(coding))
        .find_map(|(coding, ending)| Some((coding, Embedded::get(&format!("pkg/{name}{ending}"))?)));
    let (coding, file) = match compressed {
        Some((coding, file)) => (Some(coding), Some(file)),
        None => (None, Embedded::get(&format!("pkg/{name}"))),
    };
    let Some(file) = file else { return StatusCode::NOT_FOUND.into_response() };
    let mut response = (
        [
            (header::CONTENT_TYPE, content_type(&name)),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::VARY, "accept-encoding"),
        ],
        file.data,
    )
        .into_response();
    if let Some(coding) = coding {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(coding));
    }
    response
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
