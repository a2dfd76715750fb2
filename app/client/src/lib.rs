//! Lagebild.
