//! The audit: its page.

use std::sync::Arc;

use app::audit::{AuditFilter, Entry, Extract, Names, Unused};
use app::context::Page;
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use store::{AuditQuery, AuditRow};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::pages;
use crate::state::AppState;

/// Rows on one page.
const ROWS: usize = 50;

/// `GET /verwaltung/protokoll`
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let (filter, mut unused) = AuditFilter::read(&page);
    let names = state.db.actors().await?;
    let query = query(&state, &page, &filter, &names, &mut unused).await?;
    let read = async |current: usize| state.db.audit(&query, (current - 1).saturating_mul(ROWS), ROWS).await;
    let asked = page.parameter("seite").parse().unwrap_or(1).max(1);
    let (mut rows, found) = read(asked).await?;
    let pages = usize::try_from(found).unwrap_or(usize::MAX).div_ceil(ROWS).max(1);
    let current = asked.min(pages);
    if current != asked {
        (rows, _) = read(current).await?;
    }
    let extent = state.db.audit_extent().await?;
    let extract = Extract {
        filter,
        unused,
        entries: rows.into_iter().map(entry).collect(),
        found,
        current,
        pages,
        names: Arc::new(names),
        rows: extent.rows,
        head: extent.head,
        last_drop: extent.last_drop,
    };
    pages::show_with(&state, &guest, uri, extract).await
}

/// What the filter asks of the store. What it cannot ask is noted in `unused` and left out.
pub(crate) async fn query(
    state: &AppState,
    page: &Page,
    filter: &AuditFilter,
    names: &Names,
    unused: &mut Vec<Unused>,
) -> Result<AuditQuery, AppError> {
    let mut within_bounds = |values: Option<Vec<String>>| {
        let values = values?;
        let fits = values.len() <= AuditQuery::MOST_VALUES;
        if !fits {
            unused.push(Unused::TooMuch);
        }
        fits.then_some(values)
    };
    let subjects = if filter.search.is_empty() { Vec::new() } else { state.db.audit_subjects().await? };
    Ok(AuditQuery {
        from: filter.from,
        to: filter.to,
        action: filter.kind.map_or_else(String::new, |kind| kind.prefix.to_owned()),
        actors: within_bounds(filter.actors(names)),
        subjects: within_bounds(filter.subjects(subjects, page, names)),
    })
}

/// A row as its page and its sheet show it.
pub(crate) fn entry(row: AuditRow) -> Entry {
    Entry {
        id: row.id,
        recorded_at: row.recorded_at,
        actor: row.actor.id,
        action: row.action,
        subject: row.subject,
        detail: row.detail,
        hash: row.hash,
    }
}
