//! Starts the islands of the pages in the browser.

// The islands export themselves; nothing here calls them, so the linker has to be told that they are needed.
use app as _;

/// Called by the page once the module is loaded.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
