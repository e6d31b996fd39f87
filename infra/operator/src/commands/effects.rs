//! `rykker effects`: what waits in the outbox, and what was given up.

use anyhow::bail;
use domain::effect::{Effect, EffectStatus, QueuedEffect};
use domain::ids::EffectId;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use workflows::ports::{CommitError, Jobs, Store, Write};
use workflows::settle_letter::settle_letter;

use crate::arguments::{EffectsCommand, Settled};
use crate::output::{Output, table};
use crate::outside::Outside;

/// A message that is under way is taken up long before.
const LOST_AFTER: SignedDuration = SignedDuration::from_hours(1);

pub async fn carry_out(outside: &Outside, output: Output, command: EffectsCommand) -> anyhow::Result<()> {
    match command {
        EffectsCommand::List => list(outside, output).await,
        EffectsCommand::Redrive { effect } => redrive(outside, output, effect).await,
        EffectsCommand::Settle { effect, how } => settle(outside, output, effect, how).await,
    }
}

async fn list(outside: &Outside, output: Output) -> anyhow::Result<()> {
    let effects = outside.store.undone_effects().await?;
    let values: Vec<Value> = effects.iter().map(as_json).collect();
    output.show(&values, |_| {
        table(
            &["effect", "status", "attempts", "queued", "not before", "last error"],
            effects.iter().map(|effect| {
                vec![
                    effect.id.to_string(),
                    status(effect),
                    effect.attempts.to_string(),
                    effect.queued_at.to_string(),
                    effect.not_before.map_or("–".into(), |at| at.to_string()),
                    effect.last_error.clone().unwrap_or_default(),
                ]
            }),
        )
    })
}

fn as_json(effect: &QueuedEffect) -> Value {
    json!({
        "id": effect.id, "kind": effect.effect.kind(), "tenant": effect.effect.tenant(), "status": effect.status,
        "attempts": effect.attempts, "queued_at": effect.queued_at, "not_before": effect.not_before,
        "last_error": effect.last_error,
    })
}

fn status(effect: &QueuedEffect) -> String {
    let word = serde_json::to_value(effect.status).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

/// Whether nobody will carry it out any more: it was given up, or it could be taken and nobody has (its message was lost,
/// or rests among the dead letters).
fn is_stranded(effect: &QueuedEffect, now: Timestamp) -> bool {
    let may_be_taken = effect.not_before.is_none_or(|at| at < now);
    match effect.status {
        EffectStatus::Done => false,
        EffectStatus::Dead => true,
        EffectStatus::Queued | EffectStatus::Sending => {
            may_be_taken && now.duration_since(effect.queued_at) > LOST_AFTER
        }
    }
}

/// Dead effects get a whole retry plan; one that waits is only put on the queue again, in case its message was lost.
async fn redrive(outside: &Outside, output: Output, wanted: Option<EffectId>) -> anyhow::Result<()> {
    let effects = match wanted {
        Some(id) => match outside.store.effect(&id).await? {
            Some(effect) if effect.status == EffectStatus::Done => bail!("effect: {id} is done"),
            Some(effect) => vec![effect],
            None => bail!("effect: {id} does not exist"),
        },
        None => {
            let (undone, now) = (outside.store.undone_effects().await?, Timestamp::now());
            undone.into_iter().filter(|effect| is_stranded(effect, now)).collect()
        }
    };
    let mut redriven = Vec::new();
    for effect in effects {
        if let Some(anew) = effect.redriven() {
            match outside.store.commit(vec![Write::PutEffect(Box::new(anew))].into()).await {
                Ok(()) => {}
                Err(CommitError::Conflict(_)) => bail!("effect: {} changed meanwhile; look again", effect.id),
                Err(other) => return Err(other.into()),
            }
        }
        outside.jobs.effect(&effect.id, 0).await?;
        redriven.push(effect.id);
    }
    output.show(&redriven, |redriven| format!("{} redriven", redriven.len()))
}

/// Only of what was given up: a worker may be sending anything else at this moment.
async fn settle(outside: &Outside, output: Output, id: EffectId, how: Settled) -> anyhow::Result<()> {
    let left = how == Settled::Sent;
    let effect = match outside.store.effect(&id).await? {
        Some(effect) if effect.status == EffectStatus::Dead => effect.effect,
        Some(effect) => bail!("effect: {id} is {}; only what was given up can be settled", status(&effect)),
        None => bail!("effect: {id} does not exist"),
    };
    match effect {
        Effect::SendLetter { letter, .. } => {
            if !settle_letter(&outside.store, &letter, left, None, Timestamp::now()).await? {
                bail!("effect: it is known already whether the letter of {id} left");
            }
        }
        Effect::HandOver { .. } | Effect::TellAgency { .. } => outside.settle_parcel(&id, left).await?,
        other => {
            bail!("effect: {id} is a {}; only a letter, or a mail to an agency, is settled", other.kind())
        }
    }
    redrive(outside, output, Some(id)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ids::{BatchNumber, TenantId};
    use domain::retry_plan::Claim;

    fn hours(hours: i64) -> Timestamp {
        "2026-11-18T08:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_hours(hours)
    }

    fn queued() -> QueuedEffect {
        let tenant = TenantId::from_random([3; 8]);
        QueuedEffect::new(Effect::SilentStartMail { tenant, batch: BatchNumber::FIRST }, hours(0))
    }

    #[test]
    fn an_effect_that_nobody_took_for_an_hour_is_stranded() {
        assert!(!is_stranded(&queued(), hours(1)));
        assert!(is_stranded(&queued(), hours(2)));
        let Claim::Taken(sending) = queued().claim(hours(2)) else { panic!("free") };
        assert!(!is_stranded(&sending, hours(2)), "its claim holds");
        assert!(is_stranded(&sending, hours(3)));
    }

    #[test]
    fn an_effect_that_waits_for_its_next_try_is_left_alone() {
        let failed = queued().failed("ses did not answer", hours(3));
        assert!(!is_stranded(&failed, hours(3)));
        assert!(is_stranded(&failed, hours(4)));
    }

    #[test]
    fn what_is_dead_is_stranded_at_once_and_what_is_done_never() {
        assert!(is_stranded(&queued().given_up("refused"), hours(0)));
        assert!(!is_stranded(&queued().done(), hours(100)));
    }
}
