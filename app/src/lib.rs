//! Pages, components, charts and islands of Lagebild.
//!
//! Pages are rendered on the server from a [`context::Page`]; what the browser loads are the islands alone.

#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::needless_pass_by_value,
        clippy::must_use_candidate,
        unreachable_pub,
        reason = "a component owns its properties, and the component macro writes public items"
    )
)]

pub mod islands;

#[cfg(all(test, feature = "ssr"))]
#[path = "../../domain/tests/support/bavaria.rs"]
mod bavaria;

#[cfg(feature = "ssr")]
pub mod audit;
#[cfg(feature = "ssr")]
pub mod bulk;
#[cfg(feature = "ssr")]
pub mod charts;
#[cfg(feature = "ssr")]
mod components;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod figures;
#[cfg(feature = "ssr")]
pub mod form;
#[cfg(feature = "ssr")]
pub mod format;
#[cfg(feature = "ssr")]
pub mod imports;
#[cfg(feature = "ssr")]
pub mod notifications;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod people;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod steps;
#[cfg(feature = "ssr")]
pub mod urls;
#[cfg(feature = "ssr")]
pub mod words;
