//! Lagebild.
fn main() {}
