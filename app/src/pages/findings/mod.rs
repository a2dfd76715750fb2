//! What workshops found, across all of them.

mod blueprint;
mod edit;
mod list;
mod one;
mod parts;
mod saturation;
mod search;
mod similar;
mod wordings;

pub(super) use blueprint::BlueprintPage;
pub(super) use edit::EditPage;
pub(super) use list::FindingsPage;
pub(super) use one::FindingPage;
pub use search::{FindingFilter, found_findings};

use std::sync::Arc;

use domain::workshop::Finding;
use leptos::prelude::*;

use super::{failure, segment};
use crate::context::Page;

/// The finding that the address names.
fn named(page: &Page) -> Option<Arc<Finding>> {
    let id = segment("id").parse().ok()?;
    page.situation.workshops().finding(id).cloned()
}

/// There is no such finding.
fn nothing() -> AnyView {
    failure::not_found(Some("Diese Erkenntnis gibt es nicht.".into()))
}
