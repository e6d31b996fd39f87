//! `rykker claims push`: a webhook as a tenant's system would send it.

use std::time::Duration;

use anyhow::{Context, bail};
use claims::samples;
use claims::signature::{self, Secret};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{random, webhook};
use crate::arguments::{ClaimsCommand, PushClaim, Setting};
use crate::output::Output;
use crate::outside::Outside;

/// A person in front of a screen waits no longer.
const PATIENCE: Duration = Duration::from_secs(30);

pub async fn carry_out(outside: &Outside, output: Output, command: ClaimsCommand) -> anyhow::Result<()> {
    match command {
        ClaimsCommand::Push(push) => send(outside, output, *push).await,
    }
}

async fn send(outside: &Outside, output: Output, push: PushClaim) -> anyhow::Result<()> {
    let (tenant, secrets) = webhook::tenant_of(outside, &push.tenant).await?;
    let url = match &push.url {
        Some(url) => url.clone(),
        None => webhook::address(outside, &tenant)?,
    };
    let secret = match push.wrong_secret {
        true => Secret::from_random(random()?),
        false => Secret::parse(&webhook::current(outside, &tenant, &secrets).await?)?,
    };
    let at = push.at.unwrap_or_else(Timestamp::now);
    let (id, body) = body(&push, at)?;
    let client = reqwest::Client::builder().timeout(PATIENCE).build()?;
    let request = client
        .post(&url)
        .header("content-type", "application/json; charset=utf-8")
        .header(signature::ID, &id)
        .header(signature::TIMESTAMP, at.as_second().to_string())
        .header(signature::SIGNATURE, secret.sign(&id, at.as_second(), &body))
        .body(body);
    let answer = request
        .send()
        .await
        .map_err(|problem| problem.without_url())
        .context("the webhook cannot be reached")?;
    let status = answer.status().as_u16();
    let retry_after =
        answer.headers().get("retry-after").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let text = answer.text().await.map_err(reqwest::Error::without_url)?;
    let body = serde_json::from_str::<Value>(&text).unwrap_or(Value::Null);
    let value = json!({"id": id, "status": status, "retry_after": retry_after, "body": body});
    output.show(&value, |value| format!("{status}\n{:#}", value["body"]))?;
    if status >= 400 { bail!("the push was answered {status}") } else { Ok(()) }
}

/// The event's id and the bytes to sign. A file that nothing is set in goes as it is.
fn body(push: &PushClaim, at: Timestamp) -> anyhow::Result<(String, Vec<u8>)> {
    let text = match &push.file {
        Some(file) => {
            std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?
        }
        None => {
            let known = samples::SAMPLES.map(|(name, _)| name).join(", ");
            let sample = samples::sample(&push.event);
            sample.with_context(|| format!("event: {:?} is not one of {known}", push.event))?.to_owned()
        }
    };
    let mut event: Value = match serde_json::from_str(&text) {
        Ok(event) => event,
        // For trying out what is no JSON at all.
        Err(_) => return Ok((push.id.clone().unwrap_or_else(|| "no-json".to_owned()), text.into_bytes())),
    };
    let own_id = event["event_id"].as_str().filter(|_| push.file.is_some()).map(str::to_owned);
    let id = match push.id.clone().or(own_id) {
        Some(id) => id,
        None => format!("evt_{}", data_encoding::HEXLOWER.encode(&random::<12>()?)),
    };
    if push.file.is_some() && push.set.is_empty() && event["event_id"] == json!(id) {
        return Ok((id, text.into_bytes()));
    }
    if push.file.is_none() {
        set(&mut event, "occurred_at", json!(at.to_string()))?;
    }
    set(&mut event, "event_id", json!(id))?;
    for Setting { name, value } in &push.set {
        set(&mut event, name, serde_json::from_str(value).unwrap_or_else(|_| json!(value)))?;
    }
    Ok((id, event.to_string().into_bytes()))
}

/// `invoice.number`, `charges.0.amount`: the value at the path, put there or taken away.
fn set(event: &mut Value, path: &str, value: Value) -> anyhow::Result<()> {
    let (parent, name) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer = if parent.is_empty() { String::new() } else { format!("/{}", parent.replace('.', "/")) };
    let place = match event.pointer_mut(&pointer) {
        Some(Value::Object(fields)) => Some(fields.entry(name).or_insert(Value::Null)),
        Some(Value::Array(rows)) => name.parse::<usize>().ok().and_then(|index| rows.get_mut(index)),
        _ => None,
    };
    *place.with_context(|| format!("set: there is no {path:?} in the event"))? = value;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(set: &[&str]) -> PushClaim {
        PushClaim {
            tenant: "taaaaaaaaaaaa".parse().unwrap(),
            event: "invoice.sent_to_collection".into(),
            file: None,
            id: Some("event-1".into()),
            at: None,
            set: set.iter().map(|pair| pair.parse().unwrap()).collect(),
            wrong_secret: false,
            url: None,
        }
    }

    fn made(set: &[&str]) -> anyhow::Result<Value> {
        let (_, bytes) = body(&push(set), "2026-11-18T08:00:00Z".parse().unwrap())?;
        Ok(serde_json::from_slice(&bytes).unwrap())
    }

    #[test]
    fn a_sample_is_sent_under_its_id_and_its_instant_with_what_was_set() {
        let event =
            made(&["invoice.number=10413", "charges.0.amount=50.00", "reminders=null", "debtor.name=Åse"])
                .unwrap();
        assert_eq!(
            (&event["event_id"], &event["occurred_at"]),
            (&json!("event-1"), &json!("2026-11-18T08:00:00Z"))
        );
        assert_eq!(
            (&event["invoice"]["number"], &event["charges"][0]["amount"]),
            (&json!(10413), &json!(50.0))
        );
        assert_eq!((&event["reminders"], &event["debtor"]["name"]), (&Value::Null, &json!("Åse")));
    }

    #[test]
    fn what_is_not_there_cannot_be_set() {
        for path in ["nobody.name=x", "charges.9.amount=1"] {
            assert!(made(&[path]).unwrap_err().to_string().contains("there is no"), "{path}");
        }
    }

    #[test]
    fn an_event_without_a_sample_is_named_with_those_that_have_one() {
        let unknown = PushClaim { event: "invoice.eaten".into(), ..push(&[]) };
        let refused = body(&unknown, Timestamp::UNIX_EPOCH).unwrap_err().to_string();
        assert!(refused.contains("invoice.eaten") && refused.contains("ping"), "{refused}");
    }
}
