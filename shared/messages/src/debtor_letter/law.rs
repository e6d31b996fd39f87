//! Where each country's law says what a letter may ask for. Statutes keep their own names in every language.

use domain::Country;

/// The paragraphs that a letter names.
pub(crate) struct Law {
    pub interest: &'static str,
    pub fee: &'static str,
    pub compensation: &'static str,
}

impl Law {
    pub fn of(country: Country) -> &'static Law {
        match country {
            Country::Denmark => {
                &Law {
                    interest: "renteloven § 5", fee: "renteloven § 9 b", compensation: "renteloven § 9 a"
                }
            }
            Country::Norway => &Law {
                interest: "forsinkelsesrenteloven § 3",
                fee: "inkassoforskriften § 1-2",
                compensation: "forsinkelsesrenteloven § 3 a",
            },
        }
    }
}
