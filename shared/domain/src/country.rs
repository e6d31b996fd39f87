//! The countries whose law Rykker follows, and the languages it writes in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::money::Currency;

/// Whose law, calendar and company register hold for a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Country {
    #[serde(rename = "dk")]
    Denmark,
    #[serde(rename = "no")]
    Norway,
}

impl Country {
    pub fn code(self) -> &'static str {
        match self {
            Country::Denmark => "dk",
            Country::Norway => "no",
        }
    }

    pub fn time_zone_name(self) -> &'static str {
        match self {
            Country::Denmark => "Europe/Copenhagen",
            Country::Norway => "Europe/Oslo",
        }
    }

    /// The currency that the law fixes its amounts in.
    pub fn currency(self) -> Currency {
        match self {
            Country::Denmark => Currency::DKK,
            Country::Norway => Currency::NOK,
        }
    }

    /// The language that a tenant of this country gets unless it chose another.
    pub fn language(self) -> Language {
        match self {
            Country::Denmark => Language::Danish,
            Country::Norway => Language::Norwegian,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {value:?} is not one of {allowed}")]
pub struct UnknownWord {
    pub field: &'static str,
    pub value: String,
    pub allowed: &'static str,
}

impl FromStr for Country {
    type Err = UnknownWord;

    fn from_str(code: &str) -> Result<Self, UnknownWord> {
        match code {
            "dk" => Ok(Country::Denmark),
            "no" => Ok(Country::Norway),
            other => Err(UnknownWord { field: "country", value: other.into(), allowed: "dk, no" }),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// The language of mails and pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "da")]
    Danish,
    #[serde(rename = "nb")]
    Norwegian,
    #[serde(rename = "en")]
    English,
}

impl Language {
    pub const ALL: [Language; 3] = [Language::Danish, Language::Norwegian, Language::English];

    /// The code for `lang` attributes: `da`, `nb`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Danish => "da",
            Language::Norwegian => "nb",
            Language::English => "en",
        }
    }
}

impl FromStr for Language {
    type Err = UnknownWord;

    fn from_str(code: &str) -> Result<Self, UnknownWord> {
        Language::ALL.into_iter().find(|language| language.code() == code).ok_or_else(|| UnknownWord {
            field: "language",
            value: code.into(),
            allowed: "da, nb, en",
        })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
