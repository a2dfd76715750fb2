//! Says where the site lies that the program carries. Without `cargo xtask build` it carries none, so that
//! `cargo check` works on a fresh clone.

use std::path::PathBuf;
use std::{env, fs};

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-env-changed=LAGEBILD_SITE");
    if env::var_os("LAGEBILD_SITE").is_none() {
        let empty = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("no-site");
        fs::create_dir_all(&empty)?;
        println!("cargo:rustc-env=LAGEBILD_SITE={}", empty.display());
    }
    Ok(())
}
