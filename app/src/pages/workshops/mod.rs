//! Workshops: what is planned, who comes, and what is found.

mod capture;
mod edit;
mod entries;
mod facts;
mod list;
mod one;
pub(super) mod participants;

use std::sync::Arc;

use domain::people::Role;
use domain::workshop::Workshop;
use leptos::prelude::*;

use super::segment;
use crate::context::Page;
use crate::people::visitor;
use crate::{format, urls};

pub(super) use capture::CapturePage;
pub use capture::{CaptureKey, mistakes};
pub(super) use edit::{EditPage, NewPage};
pub use entries::entries;
pub(super) use list::WorkshopsPage;
pub(super) use one::WorkshopPage;
pub use participants::participants;

/// The workshop that the address names.
fn named(page: &Page) -> Option<Arc<Workshop>> {
    segment("id").parse().ok().and_then(|id| page.situation.workshops().get(id).cloned())
}

fn nothing() -> AnyView {
    super::failure::not_found(Some("Diesen Workshop gibt es nicht.".into()))
}

/// Whether the visitor logs workshops.
fn is_host() -> bool {
    let visitor = visitor();
    visitor.has(Role::Facilitator) || visitor.has(Role::Lead)
}

/// The way to a page below a workshop.
fn way(workshop: &Workshop) -> Vec<(String, String)> {
    let all = (urls::WORKSHOPS.to_owned(), "Workshops".to_owned());
    vec![all, (urls::workshop(workshop.id), workshop.facts.title.clone())]
}

/// "03.12.2026, 09:30 bis 12:00 Uhr"
fn when(workshop: &Workshop) -> String {
    let day = format::day(workshop.facts.held_on);
    match (&workshop.facts.begins_at, &workshop.facts.ends_at) {
        (Some(begins), Some(ends)) => format!("{day}, {begins} bis {ends}\u{a0}Uhr"),
        (Some(begins), None) => format!("{day}, {begins}\u{a0}Uhr"),
        (None, Some(ends)) => format!("{day}, bis {ends}\u{a0}Uhr"),
        (None, None) => day,
    }
}
