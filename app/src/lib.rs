//! Pages, components, charts and islands of Lagebild.

#[cfg(feature = "ssr")]
pub mod charts;
