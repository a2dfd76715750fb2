//! Inner calls of cargo.

use std::ffi::OsString;
use std::process::Command;

use crate::workspace;

/// What a caller of the outer cargo may set and the inner one must still see.
const KEPT: [&str; 6] = [
    "CARGO_BUILD_JOBS",
    "CARGO_HOME",
    "CARGO_HTTP_",
    "CARGO_NET_",
    "CARGO_REGISTR", // CARGO_REGISTRY_…, CARGO_REGISTRIES_…
    "CARGO_TERM_",
];

/// A call of cargo in the workspace, as free of the outer one's settings as a call from a fresh shell.
///
/// The outer cargo and the person's environment may carry a compiler or flags for another target; the
/// inner calls choose both themselves.
pub(crate) fn command() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")));
    command.current_dir(workspace::root());
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let builds =
            text.starts_with("RUSTC") || text.starts_with("RUSTFLAGS") || text.starts_with("RUSTDOC");
        let outer = text.starts_with("CARGO") && !KEPT.iter().any(|kept| text.starts_with(kept));
        // `cargo run` adds the folders of the outer compiler's libraries; another compiler would load them.
        if builds || outer || text == "LD_LIBRARY_PATH" || text == "DYLD_FALLBACK_LIBRARY_PATH" {
            command.env_remove(name);
        }
    }
    command
}
