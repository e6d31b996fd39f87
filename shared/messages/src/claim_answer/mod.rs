//! What a person reads in the pop-up of the sending system: why an invoice was not taken, and what to do.

mod faults;
mod refusals;

use domain::Language;
use domain::claim::FaultCode;

pub use refusals::Refusal;

/// The same in every language, Danish first.
struct Told {
    danish: &'static str,
    norwegian: &'static str,
    english: &'static str,
}

impl Told {
    fn in_language(&self, language: Language) -> &'static str {
        match language {
            Language::Danish => self.danish,
            Language::Norwegian => self.norwegian,
            Language::English => self.english,
        }
    }
}

/// What is wrong with one field.
pub fn fault(language: Language, code: FaultCode) -> &'static str {
    faults::told(code).in_language(language)
}

/// Why a whole push was not taken.
pub fn refusal(language: Language, why: Refusal) -> &'static str {
    refusals::told(why).in_language(language)
}
