//! Templates turned into text.

use askama::Template;

/// What the template says.
#[expect(
    clippy::expect_used,
    reason = "a template only fails where its output does, and a String takes everything"
)]
pub(crate) fn written(template: &impl Template) -> String {
    template.render().expect("a String takes everything that is written to it")
}
