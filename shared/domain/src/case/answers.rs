//! What the debtor answered through the link in a letter, and what that does to its case.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::CollectionCase;
use super::status::CaseStatus;
use super::timeline::Happening;
use super::transition::{Step, finish, news_of};
use crate::country::Country;
use crate::ids::BatchNumber;
use crate::moment::{Moment, plus_days};
use crate::news::Tiding;
use crate::statutes::bank_days::bank_days_after;

/// Bank days without a letter after the debtor has said that it has paid: a payment takes a few to be seen in the books.
pub const BANK_DAYS_TO_LOOK: u16 = 5;

/// A debtor's own words: trimmed, without control characters but line ends, and never longer than [`DebtorWords::LONGEST`].
/// Shown to the tenant, and never logged.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct DebtorWords(String);

impl DebtorWords {
    /// In characters; what comes after is cut off.
    pub const LONGEST: usize = 2_000;

    /// Empty when nothing is left of it.
    pub fn new(text: &str) -> Self {
        let plain = text.replace("\r\n", "\n");
        let plain: String = plain.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
        let cut: String = plain.trim().chars().take(Self::LONGEST).collect();
        Self(cut.trim_end().to_owned())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Says how long it is: what a person wrote stands in no log.
impl std::fmt::Debug for DebtorWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DebtorWords({} characters)", self.0.chars().count())
    }
}

impl From<String> for DebtorWords {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<DebtorWords> for String {
    fn from(words: DebtorWords) -> Self {
        words.0
    }
}

/// What the debtor has answered so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebtorAnswers {
    /// The last objection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<Objection>,
    /// The last time that it said that it has paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_paid: Option<SaidPaid>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objection {
    pub reason: DebtorWords,
    pub on: Date,
    /// The tenant has not decided yet: nothing goes on.
    pub is_open: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaidPaid {
    /// When it said so.
    pub on: Date,
    /// When it has paid, by its own words.
    pub paid_on: Date,
    #[serde(default, skip_serializing_if = "DebtorWords::is_empty")]
    pub note: DebtorWords,
    /// How many letters had gone out: each can be answered so once, or a debtor could put every letter off for ever.
    pub after_letters: u16,
}

impl DebtorAnswers {
    pub(crate) fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// An objection that the tenant has not decided about.
    pub fn open_objection(&self) -> Option<&Objection> {
        self.objection.as_ref().filter(|objection| objection.is_open)
    }

    /// The tenant has decided: there is nothing open any more.
    pub(super) fn settle(&mut self) {
        if let Some(objection) = &mut self.objection {
            objection.is_open = false;
        }
    }
}

/// The debtor objects: the procedure and its fees stop at once, until the tenant has decided.
pub(super) fn objected(
    case: &CollectionCase,
    reason: &DebtorWords,
    open_batch: BatchNumber,
    now: Moment,
) -> Option<Step> {
    // What the agency has is objected to over there.
    if !case.is_open() || case.status == CaseStatus::Disputed || case.is_with_agency() {
        return None;
    }
    let mut next = case.clone();
    next.status = CaseStatus::Disputed;
    next.answers.objection = Some(Objection { reason: reason.clone(), on: now.today, is_open: true });
    // The mail that asks links to the page of its own batch.
    next.batch = open_batch;
    next.version += 1;
    let news = news_of(&next, open_batch, vec![Tiding::Objection { reason: reason.clone() }]);
    Some(finish(next, Happening::Objected { reason: reason.clone() }, Some(news), now))
}

/// The debtor says that it has paid: no letter for some bank days, and the tenant is told.
pub(super) fn said_paid(case: &CollectionCase, said: &PaidClaim, now: Moment) -> Option<Step> {
    let known = case.answers.said_paid.as_ref();
    if !case.is_open()
        || case.is_with_agency()
        || known.is_some_and(|known| known.after_letters == case.letters_sent)
    {
        return None;
    }
    let mut next = case.clone();
    next.answers.said_paid = Some(SaidPaid {
        on: now.today,
        paid_on: said.paid_on,
        note: said.note.clone(),
        after_letters: case.letters_sent,
    });
    let looked = bank_days_after(said.country, now.today, BANK_DAYS_TO_LOOK);
    next.dunning.holds_until = Some(plus_days(looked, 1));
    next.version += 1;
    let tidings = vec![Tiding::SaidPaid { on: said.paid_on, note: said.note.clone() }];
    let news = news_of(&next, said.open_batch, tidings);
    let happening = Happening::SaidPaid { on: said.paid_on, note: said.note.clone() };
    Some(finish(next, happening, Some(news), now))
}

/// What the debtor says when it says that it has paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidClaim {
    pub paid_on: Date,
    /// May be empty.
    pub note: DebtorWords,
    /// Whose bank days count.
    pub country: Country,
    pub open_batch: BatchNumber,
}
