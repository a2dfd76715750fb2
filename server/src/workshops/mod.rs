//! Workshops: planning them, and writing down what is said.

mod fields;
mod shortcuts;

pub(crate) mod capture;
pub(crate) mod plan;

use std::sync::Arc;

use app::context::Page;
use domain::workshop::Workshop;

use crate::failure::AppError;

/// The workshop that the address names.
fn named(page: &Page, id: &str) -> Result<Arc<Workshop>, AppError> {
    let workshop = id.parse().ok().and_then(|id| page.situation.workshops().get(id).cloned());
    workshop.ok_or(AppError::NotFound)
}
