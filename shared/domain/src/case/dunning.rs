//! What the reminder procedure has done for a case so far: its letters, and the days on which its money moved.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CaseStatus, CollectionCase};
use crate::claim::ReminderElsewhere;
use crate::country::Country;
use crate::dunning::{
    Allocation, Asked, ClaimDeed, ClaimEvent, ClaimHistory, CreditEffect, Fate, LetterKind, SentLetter,
};
use crate::ids::LetterId;
use crate::moment::plus_days;
use crate::money::Money;
use crate::statutes::Minor;
use crate::statutes::bank_days::bank_days_after;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseDunning {
    /// Oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub letters: Vec<CaseLetter>,
    /// Oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<MoneyMove>,
    /// Days on which letters about the debtor's other invoices carried a fee, while this one was overdue, too: in Denmark they
    /// count towards the law's number (renteloven § 9 b, stk. 2). Oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees_of_debtor: Vec<Date>,
    /// The procedure has nothing to do before this day; looked at every day where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rests_until: Option<Date>,
    /// No letter goes before this day: the debtor says that it has paid, a payment was taken back, or the tenant has some
    /// days to say that the charges are paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds_until: Option<Date>,
    /// When the tenant last said that an invoice which cannot be read is still unpaid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// The tenant wants a small rest to be chased.
    #[serde(default, skip_serializing_if = "is_false")]
    pub chases_small_rest: bool,
}

/// A letter to the debtor in which this case's claim stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLetter {
    pub id: LetterId,
    pub kind: LetterKind,
    /// The step of the plan that it is, from 0.
    pub step: u8,
    pub on: Date,
    pub pay_by: Date,
    pub asked: Asked,
    /// It carries a fee that another claim in the same letter bears.
    #[serde(default)]
    pub fee_elsewhere: bool,
    pub standing: LetterStanding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterStanding {
    /// Handed to the mail service, or about to be. Counted as sent: it may have left.
    Sending,
    Sent,
    /// The mail service did not take it.
    NotTaken,
    Bounced,
}

impl LetterStanding {
    /// It counts: it has left, or may have.
    pub fn counts(self) -> bool {
        matches!(self, LetterStanding::Sending | LetterStanding::Sent)
    }
}

/// A change of what is owed, by the day that counts for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoneyMove {
    pub on: Date,
    pub what: MovedMoney,
    /// Minor units, above zero.
    pub minor: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovedMoney {
    /// Paid to the tenant.
    Paid,
    /// Paid to the service.
    Received,
    Credited,
    /// Credited, and the invoice was right until then: counts from that day on.
    CreditedFromDate,
    /// A payment was taken back, or the amount rose.
    OwedMore,
}

/// A change as the law sees it: what was paid and taken back is that payment's reversal, and no higher invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MoveInLaw {
    pub on: Date,
    pub what: MovedMoney,
    pub minor: i64,
    pub taken_back_on: Option<Date>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl CaseDunning {
    pub(crate) fn is_untouched(&self) -> bool {
        *self == Self::default()
    }

    /// Letters that have left, or may have.
    pub fn counted(&self) -> impl DoubleEndedIterator<Item = &CaseLetter> {
        self.letters.iter().filter(|letter| letter.standing.counts())
    }

    /// The changes in their order. What is owed again takes back the last payments to the tenant first; only the rest of it
    /// raises the invoice.
    pub(crate) fn moves_in_law(&self) -> Vec<MoveInLaw> {
        let mut moves: Vec<MoveInLaw> = Vec::new();
        for &MoneyMove { on, what, minor } in &self.moves {
            let mut left = minor;
            for index in (0..moves.len()).rev().filter(|_| what == MovedMoney::OwedMore) {
                let paid = moves[index];
                let part = left.min(paid.minor);
                if paid.what != MovedMoney::Paid || paid.taken_back_on.is_some() || part == 0 {
                    continue;
                }
                moves[index] = MoveInLaw { minor: part, taken_back_on: Some(on), ..paid };
                if part < paid.minor {
                    moves.insert(index, MoveInLaw { minor: paid.minor - part, ..paid });
                }
                left -= part;
            }
            if left > 0 {
                moves.push(MoveInLaw { on, what, minor: left, taken_back_on: None });
            }
        }
        moves
    }

    /// The days on which the debtor was charged a fee in the arrears that this case is part of, as far as it knows.
    pub fn fee_days(&self) -> BTreeSet<Date> {
        self.own_fee_days().chain(self.fees_of_debtor.iter().copied()).collect()
    }

    /// Of letters in which this case stands, whichever of their claims bore the fee.
    fn own_fee_days(&self) -> impl Iterator<Item = Date> {
        self.counted().filter(|letter| letter.asked.fee || letter.fee_elsewhere).map(|letter| letter.on)
    }

    /// The days among these that it does not know of.
    pub(super) fn unknown_of(&self, days: &[Date]) -> Vec<Date> {
        let known = self.fee_days();
        days.iter().copied().filter(|day| !known.contains(day)).collect()
    }

    /// One letter goes to a debtor a day: a fee of one day is one fee.
    fn fees_of_other_letters(&self) -> impl Iterator<Item = Date> {
        let others = self.fees_of_debtor.iter().copied();
        others.filter(|day| !self.own_fee_days().any(|own| own == *day))
    }

    /// How far the letters have brought an approved case.
    pub fn standing(&self) -> CaseStatus {
        match self.counted().next_back().map(|letter| letter.kind) {
            None => CaseStatus::Scheduled,
            Some(LetterKind::FriendlyReminder | LetterKind::Reminder) => CaseStatus::Reminding,
            Some(LetterKind::CollectionNotice | LetterKind::PaymentDemand) => CaseStatus::NoticeSent,
        }
    }

    /// The step of the plan that comes next, from 0.
    pub fn next_step(&self) -> usize {
        self.counted().map(|letter| usize::from(letter.step) + 1).max().unwrap_or(0)
    }
}

/// Records what a step moved.
///
/// What a reading shows today was paid since the reading before it, which was yesterday's: the earlier day counts, so that no
/// interest and no fee of yesterday's letter is asked for that may not be owed. What came to the service counts from the day on
/// which the debtor paid it.
pub(super) fn record_moves(
    before: &CollectionCase,
    after: &mut CollectionCase,
    received_on: Date,
    today: Date,
) {
    let yesterday = plus_days(today, -1).max(after.opened_on);
    let moved = [
        (MovedMoney::Paid, yesterday, after.paid_in_all() - before.paid_in_all()),
        (MovedMoney::Received, received_on, after.service.in_all() - before.service.in_all()),
        (MovedMoney::Credited, yesterday, after.credited.minor - before.credited.minor),
        (MovedMoney::OwedMore, today, after.owed_more.minor - before.owed_more.minor),
    ];
    for (what, on, minor) in moved.into_iter().filter(|(_, _, minor)| *minor > 0) {
        after.dunning.moves.push(MoneyMove { on, what, minor });
        after.dunning.rests_until = None;
    }
}

/// A payment that was taken back may come again: no letter for two bank days (dunning rules, section 8).
pub(super) fn hold_after_reversal(
    before: &CollectionCase,
    after: &mut CollectionCase,
    country: Country,
    today: Date,
) {
    if after.owed_more.minor > before.owed_more.minor {
        let free = plus_days(bank_days_after(country, today, BANK_DAYS_AFTER_A_REVERSAL), 1);
        after.dunning.holds_until = after.dunning.holds_until.max(Some(free));
    }
}

const BANK_DAYS_AFTER_A_REVERSAL: u16 = 2;

/// A tenant's word that an invoice is unpaid holds so long: a letter goes on the next bank day, and Easter takes five.
const WORD_HOLDS_DAYS: i32 = 7;

impl CollectionCase {
    /// The tenant has said, lately and since the last letter, that the invoice is still unpaid.
    pub fn is_confirmed(&self, today: Date) -> bool {
        let last = self.dunning.counted().map(|letter| letter.on).max();
        self.dunning.confirmed_on.is_some_and(|on| {
            today <= plus_days(on, WORD_HOLDS_DAYS) && last.is_none_or(|letter| letter < on)
        })
    }

    /// What was paid to the tenant, what was paid too much with it: it covers charges.
    fn paid_in_all(&self) -> i64 {
        self.paid.minor + self.overpaid
    }

    /// The case as the law sees it.
    pub fn history(&self, country: Country) -> ClaimHistory {
        let mut events: Vec<ClaimEvent> = Vec::new();
        events.extend(self.letters_of_others(country));
        if country == Country::Denmark {
            let fees = self.dunning.fees_of_other_letters();
            events.extend(fees.map(|on| ClaimEvent { on, what: ClaimDeed::FeeElsewhere }));
        }
        let moves = self.dunning.moves_in_law();
        let raised: i64 =
            moves.iter().filter(|moved| moved.what == MovedMoney::OwedMore).map(|moved| moved.minor).sum();
        events.extend(moves.iter().map(|moved| self.moved(moved)));
        for letter in &self.dunning.letters {
            if letter.fee_elsewhere && letter.standing.counts() {
                events.push(ClaimEvent { on: letter.on, what: ClaimDeed::FeeElsewhere });
            }
            events.push(ClaimEvent { on: letter.on, what: ClaimDeed::Letter(letter.in_law()) });
        }
        events.extend(self.handed_over_on().map(|on| ClaimEvent { on, what: ClaimDeed::Handover }));
        // Stable: of one day, money comes before letters.
        events.sort_by_key(|event| event.on);
        ClaimHistory {
            country,
            debtor: self.debtor.kind,
            own_currency: self.principal.currency == country.currency(),
            principal: Minor::from(self.principal.minor) + Minor::from(raised),
            due_date: self.counted_due(),
            allocation: Allocation::PrincipalFirst,
            events,
        }
    }

    /// Letters with a fee that went out before the case was ours: they count towards the law's number.
    fn letters_of_others(&self, country: Country) -> Vec<ClaimEvent> {
        let fees = self.fees_elsewhere.iter().map(|fee| fee.charged_on.unwrap_or(self.opened_on));
        let days = fees.chain(self.fees_told_by_letters().map(|letter| letter.sent_on));
        match country {
            Country::Denmark => days.map(|on| ClaimEvent { on, what: ClaimDeed::FeeElsewhere }).collect(),
            Country::Norway => Vec::new(),
        }
    }

    /// Reminders of others whose fee stands nowhere else: one that is claimed and told of is one.
    fn fees_told_by_letters(&self) -> impl Iterator<Item = &ReminderElsewhere> {
        let claimed = |letter: &ReminderElsewhere, amount: Money| {
            let fees = &mut self.fees_elsewhere.iter();
            fees.any(|fee| fee.amount == amount && fee.charged_on == Some(letter.sent_on))
        };
        self.reminders_elsewhere.iter().filter(move |letter| {
            letter.fee.is_some_and(|amount| amount.is_positive() && !claimed(letter, amount))
        })
    }

    /// Fees that others have charged leave none for a Norwegian letter of ours: their deadlines are not known.
    pub fn fees_are_spent(&self, country: Country) -> bool {
        let charged = !self.fees_elsewhere.is_empty() || self.fees_told_by_letters().next().is_some();
        country == Country::Norway && charged
    }

    /// The case as it is once it knows of these fees of the debtor's other letters.
    #[must_use]
    pub fn knowing_of_fees(mut self, days: &[Date]) -> Self {
        let unknown = self.dunning.unknown_of(days);
        self.dunning.fees_of_debtor.extend(unknown);
        self.dunning.fees_of_debtor.sort_unstable();
        self
    }

    /// The due date that interest, fees and letters count from: one that was moved to an earlier day counts as before (dunning
    /// rules, section 8).
    pub fn counted_due(&self) -> Date {
        self.counts_from.map_or(self.due_date, |from| from.max(self.due_date))
    }

    fn moved(&self, moved: &MoveInLaw) -> ClaimEvent {
        let amount = Minor::from(moved.minor);
        let (on, what) = match moved.what {
            MovedMoney::Paid | MovedMoney::Received => {
                (moved.on, ClaimDeed::Payment { amount, reversed_on: moved.taken_back_on })
            }
            // The lower figure, as long as the tenant has not said otherwise.
            MovedMoney::Credited => (moved.on, ClaimDeed::Credit { amount, effect: CreditEffect::FromStart }),
            MovedMoney::CreditedFromDate => {
                (moved.on, ClaimDeed::Credit { amount, effect: CreditEffect::FromDate })
            }
            // As if it had been paid until it was taken back: from then on it is owed since it was due.
            MovedMoney::OwedMore => {
                (self.counted_due(), ClaimDeed::Payment { amount, reversed_on: Some(moved.on) })
            }
        };
        ClaimEvent { on, what }
    }
}

impl CaseLetter {
    fn in_law(&self) -> SentLetter {
        SentLetter {
            kind: self.kind,
            deadline: self.pay_by,
            asked: self.asked,
            fate: match self.standing {
                LetterStanding::Sending | LetterStanding::Sent => Fate::Sent,
                LetterStanding::NotTaken => Fate::Voided,
                LetterStanding::Bounced => Fate::Bounced,
            },
        }
    }
}
