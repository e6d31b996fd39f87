//! What a claim's history amounts to in law: which letters counted, what they charged, which deadlines they opened.

use jiff::civil::Date;

use super::LetterKind;
use super::fees::next_free_count;
use super::history::{Asked, ClaimDeed, ClaimHistory, Fate, SentLetter};
use super::judge::{Case, granted, may_be_handed_over};
use super::ledger::{Charge, ChargeKind, Ledger, Walk};
use super::settings::Caution;
use crate::country::Country;
use crate::moment::{days_between, plus_days};
use crate::statutes::{Limits, Minor, Missing, Statutes};

/// A letter that opened a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened {
    pub on: Date,
    /// As printed.
    pub deadline: Date,
}

impl Opened {
    pub fn days(&self) -> i32 {
        days_between(self.on, self.deadline)
    }
}

/// The letters and charges that stand on one day. What was not lawful on its own day is not among them.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// Sorted by date.
    pub charges: Vec<Charge>,
    /// Letters whose fee stands, since the count last began anew.
    pub fee_letters: Vec<Opened>,
    /// Fee letters on other claims of the same unbroken arrears.
    pub fees_elsewhere: Vec<Date>,
    /// The last letter that the Norwegian six months run from.
    pub clock: Option<Date>,
    /// Collection notices that left days enough.
    pub notices: Vec<Opened>,
    pub demand: Option<Opened>,
    pub compensated: bool,
    pub handed_over: Option<Date>,
}

/// What one letter may charge, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Granted {
    pub fee: Minor,
    pub compensation: Minor,
}

impl Record {
    /// Everything up to and with `day`, each letter judged by what was known on its own day.
    pub fn of(claim: &ClaimHistory, statutes: &Statutes, caution: &Caution, day: Date) -> Self {
        let mut record = Record::default();
        for event in claim.known(day) {
            let case = Case { claim, statutes, caution, on: event.on };
            match &event.what {
                ClaimDeed::Letter(letter) if letter.fate == Fate::Sent => record.take_letter(&case, letter),
                ClaimDeed::FeeElsewhere => record.fees_elsewhere.push(event.on),
                ClaimDeed::Handover => record.take_handover(&case),
                _ => {}
            }
        }
        record
    }

    /// The figures at the end of `day`, with what is known then.
    ///
    /// # Errors
    /// When a rate is missing for a day on which principal was open.
    pub fn ledger(&self, claim: &ClaimHistory, statutes: &Statutes, day: Date) -> Result<Ledger, Missing> {
        Walk::figures(claim, statutes, &self.charges, day, day)
    }

    fn take_letter(&mut self, case: &Case<'_>, letter: &SentLetter) {
        let Ok(end) = self.ledger(case.claim, case.statutes, case.on) else { return };
        // The debtor paid on the very day: the letter was unnecessary, so its fee is void and it counts for nothing, but the
        // compensation comes from the lateness and stands.
        let paid_that_day = end.principal == 0 && self.open_the_day_before(case);
        let asked = Asked { fee: letter.asked.fee && !paid_that_day, ..letter.asked };
        if end.principal == 0 && !paid_that_day {
            return;
        }
        let Ok(granted) = granted(case, self, letter.kind, asked) else { return };
        self.charge(case, granted);
        if paid_that_day {
            return;
        }
        let opened = Opened { on: case.on, deadline: letter.deadline };
        if granted.fee > 0 && letter.kind != LetterKind::PaymentDemand {
            self.count(case, opened);
        }
        match letter.kind {
            LetterKind::CollectionNotice => {
                let least = Limits::on(case.claim.country, case.on).notice_days;
                if opened.days() >= i32::from(least) {
                    self.notices.push(opened);
                }
            }
            LetterKind::PaymentDemand => {
                self.clock = Some(case.on);
                self.demand = Some(opened);
            }
            LetterKind::FriendlyReminder | LetterKind::Reminder => {}
        }
    }

    fn open_the_day_before(&self, case: &Case<'_>) -> bool {
        let before = plus_days(case.on, -1);
        Walk::figures(case.claim, case.statutes, &self.charges, before, case.on)
            .is_ok_and(|ledger| ledger.principal > 0)
    }

    fn count(&mut self, case: &Case<'_>, opened: Opened) {
        let restarted = self.clock.and_then(|clock| next_free_count(case.claim.country, clock));
        if restarted.is_some_and(|free| opened.on >= free) {
            self.fee_letters.clear();
        }
        self.fee_letters.push(opened);
        self.clock = Some(opened.on);
    }

    fn charge(&mut self, case: &Case<'_>, granted: Granted) {
        if granted.fee > 0 {
            self.charges.push(Charge { on: case.on, kind: ChargeKind::Fee, adds: granted.fee });
        }
        if granted.compensation > 0 {
            let adds = self.compensation_adds(case.claim.country, granted.compensation);
            self.charges.push(Charge { on: case.on, kind: ChargeKind::Compensation, adds });
            self.compensated = true;
        }
    }

    /// What a compensation adds to the costs. Norway: the larger of the two is owed, so fees before it are taken off
    /// (inkassoforskriften § 1-5). Denmark: both are owed (renteloven § 9 a (3)).
    pub(super) fn compensation_adds(&self, country: Country, compensation: Minor) -> Minor {
        match country {
            Country::Denmark => compensation,
            Country::Norway => (compensation - self.fees_charged()).max(0),
        }
    }

    fn fees_charged(&self) -> Minor {
        self.charges.iter().filter(|charge| charge.kind == ChargeKind::Fee).map(|charge| charge.adds).sum()
    }

    fn take_handover(&mut self, case: &Case<'_>) {
        let lawful = may_be_handed_over(case, self).is_ok();
        if lawful && case.claim.own_currency && self.handed_over.is_none() {
            let fee = case.statutes.handover_fee(case.claim.country, case.on);
            if fee > 0 {
                self.charges.push(Charge { on: case.on, kind: ChargeKind::HandoverFee, adds: fee });
            }
        }
        self.handed_over = self.handed_over.or(Some(case.on));
    }
}
