//! What was agreed: who does what, and by when.

mod edit;
mod list;
mod one;
mod parts;
mod search;
mod state;

pub(super) use edit::{EditPage, NewPage};
pub(super) use list::MeasuresPage;
pub(super) use one::MeasurePage;
pub(super) use parts::may_agree;
pub use parts::{Closable, closable, may_write};
pub use search::{MeasureFilter, found_measures};

use std::sync::Arc;

use domain::workshop::Measure;
use leptos::prelude::*;

use super::{failure, segment};
use crate::context::Page;

/// The e-mail address of the account of whoever does it, for the form.
#[derive(Clone, Debug)]
pub struct OwnerEmail(pub String);

/// The measure that the address names.
fn named(page: &Page) -> Option<Arc<Measure>> {
    let id = segment("id").parse().ok()?;
    page.situation.workshops().measure(id).cloned()
}

/// There is no such measure.
fn nothing() -> AnyView {
    failure::not_found(Some("Diese Maßnahme gibt es nicht.".into()))
}
