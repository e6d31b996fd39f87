//! What all pages share: their style, and the policy that lets a browser use that and nothing else.

use std::sync::LazyLock;

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

/// The one style sheet, set inline between `<style>` and `</style>` without a character around it.
pub const STYLE: &str = include_str!("style.css");

static STYLE_SOURCE: LazyLock<String> =
    LazyLock::new(|| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(STYLE))));

static POLICY: LazyLock<String> = LazyLock::new(|| {
    format!(
        "default-src 'none'; style-src {}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        *STYLE_SOURCE
    )
});

/// The style sheet's hash as a source for `style-src`: `'sha256-…'`.
pub fn style_source() -> &'static str {
    &STYLE_SOURCE
}

/// The value of `Content-Security-Policy` under which every page works: no script, no picture, nothing of anyone else's.
pub fn content_security_policy() -> &'static str {
    &POLICY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_cannot_end_its_own_element_and_fetches_nothing() {
        assert!(!STYLE.contains('<'));
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }

    #[test]
    fn the_policy_names_the_style_sheets_hash() {
        assert!(style_source().starts_with("'sha256-") && style_source().ends_with("='"));
        assert!(content_security_policy().contains(style_source()));
    }
}
