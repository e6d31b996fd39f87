//! How each language writes money, dates and counts, as tables.

mod counts;
mod dates;
mod locale;
mod money;
mod names;

pub use counts::Plural;
pub use locale::Locale;
pub use names::Name;
