//! `rykker effects`: what waits in the outbox, and what was given up.

use anyhow::bail;
use domain::effect::{EffectStatus, QueuedEffect};
use domain::ids::EffectId;
use serde_json::{Value, json};
use workflows::ports::{CommitError, Jobs, Store, Write};

use crate::arguments::EffectsCommand;
use crate::output::{Output, table};
use crate::outside::Outside;

pub async fn carry_out(outside: &Outside, output: Output, command: EffectsCommand) -> anyhow::Result<()> {
    match command {
        EffectsCommand::List => list(outside, output).await,
        EffectsCommand::Redrive { effect } => redrive(outside, output, effect).await,
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

/// Dead effects get a whole retry plan; one that waits is only put on the queue again, in case its message was lost.
async fn redrive(outside: &Outside, output: Output, wanted: Option<EffectId>) -> anyhow::Result<()> {
    let effects = match wanted {
        Some(id) => match outside.store.effect(&id).await? {
            Some(effect) if effect.status == EffectStatus::Done => bail!("effect: {id} is done"),
            Some(effect) => vec![effect],
            None => bail!("effect: {id} does not exist"),
        },
        None => {
            let undone = outside.store.undone_effects().await?;
            undone.into_iter().filter(|effect| effect.status == EffectStatus::Dead).collect()
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
