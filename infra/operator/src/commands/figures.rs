//! How a case's figures came about, and what comes next. The law's own functions say it all; nothing is reckoned here.

use domain::case::{CaseLetter, MovedMoney};
use domain::dunning::{ChargeKind, Forbidden, LetterKind, Record, Rules, because, owed};
use domain::ids::LetterId;
use domain::moment::{civil_date, plus_days};
use domain::statutes::{Minor, Missing};
use domain::{CaseStatus, CollectionCase, Moment, Tenant};
use jiff::civil::Date;
use serde::Serialize;
use workflows::forecast_tenant::{ForecastLine, foresee};

/// What is owed at the end of a day, in minor units, with what each figure rests on.
#[derive(Debug, Serialize)]
pub struct Figures {
    pub on: Date,
    pub principal_minor: Minor,
    pub interest_minor: Minor,
    /// Fees, compensation and hand-over fee, still open.
    pub costs_minor: Minor,
    pub total_minor: Minor,
    pub overpaid_minor: Minor,
    pub moves: Vec<Moved>,
    pub interest: Vec<Span>,
    pub charges: Vec<Charged>,
}

/// A payment, a credit or what is owed again, by the day that counts for it.
#[derive(Debug, Serialize)]
pub struct Moved {
    pub on: Date,
    pub what: MovedMoney,
    pub minor: i64,
}

/// Days with the same balance and the same rate.
#[derive(Debug, Serialize)]
pub struct Span {
    pub from: Date,
    pub to: Date,
    pub days: i32,
    /// Percent a year.
    pub rate: String,
    pub balance_minor: Minor,
    /// Rounded by itself, for show: the interest of all spans is rounded once.
    pub amount_minor: Minor,
    pub source: String,
}

#[derive(Debug, Serialize)]
pub struct Charged {
    pub on: Date,
    pub what: &'static str,
    pub minor: Minor,
    /// The letter that asked for it.
    pub letter: Option<LetterId>,
    pub letter_kind: Option<LetterKind>,
    /// The row of the statutes.
    pub source: String,
}

/// By the end of `today`, or of the day on which the case was closed.
///
/// # Errors
/// When the law of some day is not known.
pub fn of(tenant: &Tenant, case: &CollectionCase, today: Date) -> Result<Figures, Missing> {
    let rules = Rules::of(tenant, case);
    let on = match case.status {
        CaseStatus::Closed { at, .. } => civil_date(at, tenant.country()),
        _ => today,
    };
    let claim = case.history(rules.country);
    let ledger = owed(&claim, &rules.statutes, &rules.caution(), on)?;
    let charges = Record::of(&claim, &rules.statutes, &rules.caution(), on).charges;
    Ok(Figures {
        on,
        principal_minor: ledger.principal,
        interest_minor: ledger.interest,
        costs_minor: ledger.costs,
        total_minor: ledger.total(),
        overpaid_minor: ledger.overpaid,
        moves: case
            .dunning
            .moves
            .iter()
            .map(|moved| Moved { on: moved.on, what: moved.what, minor: moved.minor })
            .collect(),
        interest: ledger
            .stretches
            .iter()
            .map(|stretch| Span {
                from: stretch.from,
                to: stretch.to,
                days: stretch.days,
                rate: stretch.rate.to_string(),
                balance_minor: stretch.balance,
                amount_minor: stretch.amount(),
                source: because::rate_source(rules.country, stretch),
            })
            .collect(),
        charges: charges
            .iter()
            .map(|charge| {
                let letter = asked_by(case, charge.kind, charge.on);
                Charged {
                    on: charge.on,
                    what: name(charge.kind),
                    minor: charge.adds,
                    letter: letter.map(|letter| letter.id.clone()),
                    letter_kind: letter.map(|letter| letter.kind),
                    source: because::charge_source(&claim, charge.kind, charge.on),
                }
            })
            .collect(),
    })
}

fn asked_by(case: &CollectionCase, kind: ChargeKind, on: Date) -> Option<&CaseLetter> {
    let asked = |letter: &&CaseLetter| match kind {
        ChargeKind::Fee => letter.asked.fee,
        ChargeKind::Compensation => letter.asked.compensation,
        ChargeKind::HandoverFee => false,
    };
    case.dunning.counted().filter(|letter| letter.on == on).find(asked)
}

fn name(kind: ChargeKind) -> &'static str {
    match kind {
        ChargeKind::Fee => "fee",
        ChargeKind::Compensation => "compensation",
        ChargeKind::HandoverFee => "handover_fee",
    }
}

/// What comes next for a case, if nobody pays.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Next {
    Step(Box<ForecastLine>),
    Nothing { why: String },
}

/// No step of any plan is further away.
const FAR_DAYS: i32 = 3 * 365;

pub fn next(tenant: &Tenant, case: &CollectionCase, now: Moment) -> Next {
    let nothing = |why: &str| Next::Nothing { why: why.to_owned() };
    if tenant.is_disconnected() {
        return nothing("the tenant is disconnected");
    }
    let coming = foresee(tenant, std::slice::from_ref(case), now, plus_days(now.today, FAR_DAYS));
    match coming.into_iter().next() {
        Some(line) => Next::Step(Box::new(line)),
        None if case.unclear => nothing("its last reading could not be taken for real"),
        None if case.service.in_flight.is_some() => nothing("a payment is on its way into the books"),
        None if matches!(case.status, CaseStatus::Closed { .. }) => nothing("the case is closed"),
        None if matches!(case.status, CaseStatus::Paused { .. }) => nothing("the case rests"),
        None => nothing("its plan is at its end"),
    }
}

/// The refusal's word, where the figures cannot be said.
pub fn refusal(missing: &Missing) -> &'static str {
    Forbidden::from(missing.clone()).code()
}
