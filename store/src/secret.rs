//! What a browser or a link shows to get in.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

/// What of a token is kept. The tokens are 256 random bits, so nothing slower than a plain digest is needed.
pub(crate) fn digest(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
