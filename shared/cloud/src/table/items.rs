//! What each entity is as an item of the table.

use domain::case::TimelineEntry;
use domain::claim::{ClaimRecord, ClaimsStanding, InboundEvent};
use domain::dunning::LetterFile;
use domain::effect::{EffectStatus, QueuedEffect};
use domain::ids::{ConnectionId, TenantId};
use domain::run_report::Outcome;
use domain::{Batch, CollectionCase, News, ReceivedPayment, RunReport, SilenceRule, Tenant};
use jiff::Timestamp;

use super::item::{Attributes, Item, days_after, json, number, text};
use super::keys;
use super::rows::KnownRow;
use workflows::ports::EVENT_DAYS;

/// Far longer than news wait to be told: a run tells them even after weeks without a connection.
const NEWS_DAYS: i64 = 60;
const REPORT_DAYS: i64 = 400;
const EFFECT_DAYS: i64 = 30;

/// The uniqueness item of a registration number.
pub fn number_of(tenant: &Tenant) -> Attributes {
    Item::new(keys::number(&tenant.number), keys::NUMBER)
        .with("tenant", text(tenant.id.as_str()))
        .into_attributes()
}

/// Where a connection's id leads.
pub fn connection_of(tenant: &TenantId, id: &ConnectionId) -> Attributes {
    Item::new(keys::connection(id), keys::CONNECTION).with("tenant", text(tenant.as_str())).into_attributes()
}

/// In the index of what is open only while it is followed: a closed case costs nothing a day.
pub fn case(case: &CollectionCase) -> Attributes {
    Item::new(keys::tenant(&case.tenant), keys::case(&case.id))
        .with("case_doc", json(case))
        .with("version", number(case.version))
        .with("batch_pk", text(keys::cases_of_batch(&case.tenant, case.batch)))
        .with_if(case.is_followed(), "open_pk", || text(case.tenant.as_str()))
        .with_if(case.is_followed(), "known", || json(&KnownRow::from(case)))
        .into_attributes()
}

/// In the index of what is open only while silence may still start it: nothing else is left to do for it by itself.
pub fn batch(batch: &Batch) -> Attributes {
    let waits = batch.silence == SilenceRule::Starts && batch.settled_at.is_none();
    Item::new(keys::tenant(&batch.tenant), keys::batch(batch.number))
        .with("batch", json(batch))
        .with("version", number(batch.version))
        .with_if(waits, "open_pk", || text(batch.tenant.as_str()))
        .into_attributes()
}

/// `at` is when the step happened that the news tell of; without it they are kept.
pub fn news(news: &News, at: Option<Timestamp>) -> Attributes {
    let tenant = news.case.tenant();
    let item = Item::new(keys::tenant(&tenant), keys::news(news))
        .with("news", json(news))
        .with("open_pk", text(tenant.as_str()));
    let item = match at {
        Some(at) => item.with("ttl", days_after(at, NEWS_DAYS)),
        None => item,
    };
    item.into_attributes()
}

/// The outcome that no later report replaces.
pub const OK: &str = "ok";

pub fn report(report: &RunReport) -> Attributes {
    let outcome = if report.outcome == Outcome::Ok { OK } else { "failed" };
    Item::new(keys::tenant(&report.tenant), keys::run(&report.run))
        .with("report", json(report))
        .with("outcome", text(outcome))
        .with("ttl", days_after(report.at, REPORT_DAYS))
        .into_attributes()
}

pub fn entry(entry: &TimelineEntry) -> Attributes {
    Item::new(keys::timeline(&entry.case), keys::entry(entry.version))
        .with("entry", json(entry))
        .into_attributes()
}

pub fn inbound(event: &InboundEvent) -> Attributes {
    Item::new(keys::tenant(&event.tenant), keys::inbound(&event.id))
        .with("inbound", json(event))
        .with("ttl", days_after(event.at, EVENT_DAYS))
        .into_attributes()
}

/// Kept for ever: the same invoice never becomes a case twice.
pub fn claim(record: &ClaimRecord) -> Attributes {
    Item::new(keys::tenant(&record.case.tenant()), keys::claim(&record.case))
        .with("claim", json(record))
        .with("version", number(record.version))
        .into_attributes()
}

pub fn claims_standing(standing: &ClaimsStanding) -> Attributes {
    Item::new(keys::tenant(&standing.tenant), keys::CLAIMS_STANDING)
        .with("standing", json(standing))
        .with("version", number(standing.version))
        .into_attributes()
}

/// In no index: only an operator asks for all of them.
pub fn payment(payment: &ReceivedPayment) -> Attributes {
    Item::new(keys::tenant(&payment.tenant), keys::payment(&payment.id))
        .with("payment", json(payment))
        .with("version", number(payment.version))
        .into_attributes()
}

/// Kept for ever, and in no index: a case knows its letters.
pub fn letter(letter: &LetterFile) -> Attributes {
    Item::new(keys::tenant(&letter.tenant), keys::letter(&letter.id))
        .with("letter", json(letter))
        .with("version", number(letter.version))
        .into_attributes()
}

/// In the sharded index until it is done, and forgotten a while after.
pub fn effect(effect: &QueuedEffect) -> Attributes {
    let shard = || text(keys::effects_shard(keys::shard_of(effect.id.as_str())));
    let done = effect.status == EffectStatus::Done;
    Item::new(keys::effect(&effect.id), keys::EFFECT)
        .with("effect", json(effect))
        .with("version", number(effect.version))
        .with_if(!done, "shard_pk", shard)
        .with_if(done, "ttl", || days_after(effect.queued_at, EFFECT_DAYS))
        .into_attributes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::effect::Effect;
    use domain::ids::{BatchNumber, CaseId, InvoiceId, RunId, SystemName};
    use domain::{Currency, Money};

    const DAY: i64 = 86_400;

    fn at() -> Timestamp {
        "2026-11-18T08:00:00Z".parse().unwrap()
    }

    fn tenant() -> TenantId {
        TenantId::from_random([1; 8])
    }

    fn days_kept(item: &Attributes) -> Option<i64> {
        let ttl: i64 = item.get("ttl")?.as_n().unwrap().parse().unwrap();
        Some((ttl - at().as_second()) / DAY)
    }

    #[test]
    fn news_outlive_weeks_in_which_nothing_could_be_told() {
        let told = News {
            case: CaseId::of(&tenant(), &SystemName::known("billy"), &InvoiceId::parse("1").unwrap()),
            batch: BatchNumber(1),
            version: 2,
            invoice_number: "1".into(),
            debtor_name: "Åse".into(),
            outstanding: Money::new(0, Currency::DKK),
            closed: true,
            tidings: vec![],
        };
        assert_eq!(days_kept(&news(&told, Some(at()))), Some(60));
        assert_eq!(days_kept(&news(&told, None)), None);
    }

    #[test]
    fn a_report_outlives_a_financial_year() {
        let date = jiff::civil::date(2026, 11, 18);
        let run = RunReport::new(tenant(), SystemName::known("billy"), RunId::morning(date), date, at());
        assert_eq!(days_kept(&report(&run)), Some(400));
    }

    #[test]
    fn an_effect_is_never_forgotten_while_it_is_undone() {
        let start = Effect::SilentStart { tenant: tenant(), batch: BatchNumber(1), at: at() };
        let queued = QueuedEffect::new(start, at());
        let undone = effect(&queued);
        assert_eq!((days_kept(&undone), undone.contains_key("shard_pk")), (None, true));
        let done = effect(&queued.done());
        assert_eq!((days_kept(&done), done.contains_key("shard_pk")), (Some(30), false));
    }
}
