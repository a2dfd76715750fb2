//! Where things lie in the workspace.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    // This package lies directly in the workspace, so it has a parent.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The target folder; fixed, because the README and the tests name the program by its path.
pub(crate) fn target() -> PathBuf {
    root().join("target")
}

/// The finished program.
pub(crate) fn binary() -> PathBuf {
    target().join("release").join(format!("lagebild{}", std::env::consts::EXE_SUFFIX))
}
