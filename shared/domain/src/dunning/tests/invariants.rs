//! What holds for every claim and every history.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::bed::*;
use crate::country::Country;
use crate::dunning::{
    Asked, ClaimDeed, ClaimEvent, ClaimHistory, CreditEffect, Fate, LetterKind, Record, SentLetter, letter,
    owed,
};
use crate::moment::{days_between, plus_days};
use crate::source_invoice::DebtorKind;
use crate::statutes::{Limits, Minor, Statutes};

const FIRST: Date = date(2023, 1, 1);

fn any_deed() -> impl Strategy<Value = ClaimDeed> {
    let kind = prop_oneof![
        Just(LetterKind::FriendlyReminder),
        Just(LetterKind::Reminder),
        Just(LetterKind::CollectionNotice),
        Just(LetterKind::PaymentDemand),
    ];
    let fate = prop_oneof![4 => Just(Fate::Sent), 1 => Just(Fate::Bounced), 1 => Just(Fate::Voided)];
    let letter = (kind, 0i32..25, any::<bool>(), any::<bool>(), fate).prop_map(
        |(kind, days, fee, compensation, fate)| {
            let deadline = plus_days(FIRST, days);
            ClaimDeed::Letter(SentLetter { kind, deadline, asked: Asked { fee, compensation }, fate })
        },
    );
    prop_oneof![
        6 => letter,
        2 => (1i128..700_000).prop_map(|amount| ClaimDeed::Payment { amount, reversed_on: None }),
        1 => (1i128..300_000).prop_map(|amount| ClaimDeed::Credit { amount, effect: CreditEffect::FromDate }),
        1 => (1i128..300_000).prop_map(|amount| ClaimDeed::Credit { amount, effect: CreditEffect::FromStart }),
        1 => Just(ClaimDeed::Handover),
    ]
}

fn any_claim() -> impl Strategy<Value = ClaimHistory> {
    let debtor = prop_oneof![
        Just(DebtorKind::Company),
        Just(DebtorKind::Consumer),
        Just(DebtorKind::PublicAuthority),
        Just(DebtorKind::Unknown)
    ];
    let events = prop::collection::vec((0i32..300, any_deed()), 0..12);
    (any::<bool>(), any::<bool>(), debtor, 0i32..900, events).prop_map(
        |(norway, costs_first, debtor, due, events)| {
            let country = if norway { Country::Norway } else { Country::Denmark };
            let mut claim = claim(country).due(plus_days(FIRST, due)).by(debtor);
            if costs_first {
                claim = claim.costs_first();
            }
            claim.events = events
                .into_iter()
                .map(|(after, what)| {
                    let on = plus_days(claim.due_date, after);
                    let what = match what {
                        ClaimDeed::Letter(letter) => {
                            let deadline = plus_days(on, days_between(FIRST, letter.deadline));
                            ClaimDeed::Letter(SentLetter { deadline, ..letter })
                        }
                        other => other,
                    };
                    ClaimEvent { on, what }
                })
                .collect();
            claim.events.sort_by_key(|event| event.on);
            claim
        },
    )
}

fn law() -> Statutes {
    Statutes::built_in()
}

fn end(claim: &ClaimHistory) -> Date {
    plus_days(claim.due_date, 320)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn fees_never_pass_the_laws_sum(claim in any_claim()) {
        let record = Record::of(&claim, &law(), &LAW, end(&claim));
        let charged: Minor = record.charges.iter().map(|charge| charge.adds).sum();
        match claim.country {
            Country::Denmark => prop_assert!(charged <= 30_000 + 10_000 + 31_000),
            // The compensation takes the place of fees, and is more than two of them and a demand, twice over.
            Country::Norway => prop_assert!(charged <= 47_000),
        }
        if !claim.pays_compensation() && claim.country == Country::Denmark {
            prop_assert!(charged <= 40_000);
        }
    }

    #[test]
    fn no_two_danish_fee_letters_are_closer_than_ten_days(claim in any_claim()) {
        let record = Record::of(&claim, &law(), &LAW, end(&claim));
        let days: Vec<Date> = record.fee_letters.iter().map(|letter| letter.on).collect();
        if claim.country == Country::Denmark {
            prop_assert!(days.windows(2).all(|pair| days_between(pair[0], pair[1]) >= 10));
        } else {
            prop_assert!(days.iter().all(|day| days_between(claim.effective_due(), *day) >= 14));
        }
    }

    #[test]
    fn a_valid_notice_left_the_days_that_the_law_asks(claim in any_claim()) {
        let least = i32::from(Limits::on(claim.country, claim.due_date).notice_days);
        let record = Record::of(&claim, &law(), &LAW, end(&claim));
        prop_assert!(record.notices.iter().all(|notice| notice.days() >= least));
    }

    #[test]
    fn interest_grows_while_principal_is_open_and_is_zero_until_the_effective_due_date(
        claim in any_claim(), after in 0i32..200
    ) {
        let mut claim = claim;
        claim.events.retain(|event| !matches!(event.what, ClaimDeed::Credit { effect: CreditEffect::FromStart, .. }));
        let due = claim.effective_due();
        prop_assert_eq!(owed(&claim, &law(), &LAW, due).unwrap().accrued_interest, 0);
        let day = plus_days(due, after);
        let before = owed(&claim, &law(), &LAW, day).unwrap().accrued_interest;
        prop_assert!(owed(&claim, &law(), &LAW, plus_days(day, 1)).unwrap().accrued_interest >= before);
    }

    #[test]
    fn interest_of_a_span_is_the_sum_of_its_parts_before_rounding(claim in any_claim(), split in 1i32..200) {
        let mut claim = claim;
        claim.events.clear();
        let whole = owed(&claim, &law(), &LAW, plus_days(claim.effective_due(), 200)).unwrap();
        let middle = plus_days(claim.effective_due(), split);
        let parts = |from: Date, to: Date| -> i128 {
            let mut sum = 0;
            let mut day = plus_days(from, 1);
            while day <= to {
                sum += law().rate_on(claim.country, day).unwrap().share(claim.principal, 1);
                day = plus_days(day, 1);
            }
            sum
        };
        let last = plus_days(claim.effective_due(), 200);
        let by_parts = parts(claim.effective_due(), middle) + parts(middle, last);
        let exact: i128 = whole.stretches.iter().map(|s| s.rate.share(s.balance, s.days.into())).sum();
        prop_assert_eq!(exact, by_parts);
    }

    #[test]
    fn a_consumer_never_owes_a_compensation_and_norway_never_both(claim in any_claim()) {
        use crate::dunning::ChargeKind::{Compensation, Fee};
        let record = Record::of(&claim, &law(), &LAW, end(&claim));
        let last_compensation = record.charges.iter().rposition(|charge| charge.kind == Compensation);
        if !claim.pays_compensation() {
            prop_assert_eq!(last_compensation, None);
        }
        if let (Country::Norway, Some(at)) = (claim.country, last_compensation) {
            prop_assert!(record.charges[at..].iter().all(|charge| charge.kind != Fee));
        }
    }

    #[test]
    fn a_bounced_or_voided_letter_is_as_if_it_had_never_been_sent(claim in any_claim()) {
        let mut without = claim.clone();
        without.events.retain(|event| match &event.what {
            ClaimDeed::Letter(letter) => letter.fate == Fate::Sent,
            _ => true,
        });
        let (one, other) = (
            Record::of(&claim, &law(), &LAW, end(&claim)),
            Record::of(&without, &law(), &LAW, end(&claim)),
        );
        prop_assert_eq!(one.charges, other.charges);
        prop_assert_eq!((one.notices, one.fee_letters), (other.notices, other.fee_letters));
    }

    #[test]
    fn payments_credits_and_what_is_left_make_the_principal(claim in any_claim()) {
        let mut claim = claim;
        claim.events.retain(|event| !matches!(event.what, ClaimDeed::Credit { effect: CreditEffect::FromStart, .. }));
        let day = end(&claim);
        let ledger = owed(&claim, &law(), &LAW, day).unwrap();
        let came: Minor = claim.events.iter().map(|event| match event.what {
            ClaimDeed::Payment { amount, .. } | ClaimDeed::Credit { amount, .. } => amount,
            _ => 0,
        }).sum();
        let interest_paid = ledger.accrued_interest - ledger.interest;
        let costs_paid = ledger.charged - ledger.costs;
        prop_assert_eq!(claim.principal - ledger.principal + interest_paid + costs_paid + ledger.overpaid, came);
    }

    #[test]
    fn the_same_letter_is_never_lawful_twice_on_one_day_with_a_fee(claim in any_claim(), after in 1i32..200) {
        let on = plus_days(claim.effective_due(), after);
        let mut claim = claim;
        claim.events.retain(|event| event.on <= on);
        if let Ok(first) = letter(&claim, &law(), &LAW, LetterKind::Reminder, FEE, on)
            && first.granted.fee > 0
        {
            let sent = claim.reminder(on, plus_days(on, 20), FEE);
            prop_assert!(letter(&sent, &law(), &LAW, LetterKind::Reminder, FEE, on).is_err());
        }
    }
}
