//! The plans that a tenant has unless it chose otherwise. Softer than the law asks.

use super::StepKind;
use super::plan::{Clientele, DunningPlan, DunningStep};
use crate::case::SMALL_REST;
use crate::country::Country;
use crate::ids::SystemName;

const NOTHING: DunningStep = DunningStep {
    kind: StepKind::Handover,
    after_days: 0,
    gap_days: 0,
    deadline_days: 0,
    fee: false,
    compensation: false,
};

/// A letter: its kind, days after the due date, days after the letter before, days to pay.
const fn letter(kind: StepKind, after_days: u16, gap_days: u16, deadline_days: u16) -> DunningStep {
    DunningStep { kind, after_days, gap_days, deadline_days, ..NOTHING }
}

const fn with_fee(step: DunningStep) -> DunningStep {
    DunningStep { fee: true, ..step }
}

const fn with_compensation(step: DunningStep) -> DunningStep {
    DunningStep { compensation: true, ..step }
}

use StepKind::{CollectionNotice, PaymentDemand, Reminder};

struct Standard {
    country: Country,
    clientele: Clientele,
    /// The accounting system whose users have this one; `None` for all others.
    system: Option<&'static str>,
    grace_bank_days: u16,
    steps: &'static [DunningStep],
}

/// The first row that fits is the plan.
const STANDARD_PLANS: &[Standard] = &[
    Standard {
        country: Country::Denmark,
        clientele: Clientele::Business,
        system: None,
        grace_bank_days: 2,
        steps: &[
            with_compensation(with_fee(letter(Reminder, 1, 0, 10))),
            with_fee(letter(Reminder, 0, 11, 10)),
            with_fee(letter(CollectionNotice, 0, 11, 11)),
            NOTHING,
        ],
    },
    Standard {
        country: Country::Denmark,
        clientele: Clientele::Consumer,
        system: None,
        grace_bank_days: 2,
        steps: &[
            with_fee(letter(Reminder, 1, 0, 10)),
            with_fee(letter(Reminder, 0, 11, 10)),
            with_fee(letter(CollectionNotice, 0, 11, 11)),
            NOTHING,
        ],
    },
    // Invoices come 15 days past due: a notice right away, the next step when its 14 days are over.
    Standard {
        country: Country::Norway,
        clientele: Clientele::Business,
        system: Some("tripletex"),
        grace_bank_days: 0,
        steps: &[
            with_compensation(letter(CollectionNotice, 15, 0, 14)),
            letter(PaymentDemand, 0, 14, 14),
            NOTHING,
        ],
    },
    Standard {
        country: Country::Norway,
        clientele: Clientele::Consumer,
        system: Some("tripletex"),
        grace_bank_days: 0,
        steps: &[
            with_fee(letter(CollectionNotice, 15, 0, 14)),
            with_fee(letter(PaymentDemand, 0, 14, 14)),
            NOTHING,
        ],
    },
    Standard {
        country: Country::Norway,
        clientele: Clientele::Business,
        system: None,
        grace_bank_days: 2,
        steps: &[
            with_compensation(letter(Reminder, 1, 0, 14)),
            letter(CollectionNotice, 0, 14, 14),
            letter(PaymentDemand, 0, 14, 14),
            NOTHING,
        ],
    },
    Standard {
        country: Country::Norway,
        clientele: Clientele::Consumer,
        system: None,
        grace_bank_days: 2,
        steps: &[
            with_fee(letter(Reminder, 14, 0, 14)),
            with_fee(letter(CollectionNotice, 0, 14, 14)),
            with_fee(letter(PaymentDemand, 0, 14, 14)),
            NOTHING,
        ],
    },
];

impl DunningPlan {
    /// The standard plan of a country, for the users of an accounting system.
    pub fn standard(country: Country, clientele: Clientele, system: &SystemName) -> Self {
        let fits = |row: &&Standard| {
            row.country == country
                && row.clientele == clientele
                && row.system.is_none_or(|name| name == system.as_str())
        };
        let row = STANDARD_PLANS.iter().find(fits);
        Self {
            steps: row.map(|row| row.steps.to_vec()).unwrap_or_default(),
            grace_bank_days: row.map_or(0, |row| row.grace_bank_days),
            floor: SMALL_REST,
        }
    }
}
