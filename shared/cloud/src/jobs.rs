//! Queues of SQS.

use async_trait::async_trait;
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use domain::EffectId;
use domain::ids::SystemName;
use serde::{Deserialize, Serialize};
use workflows::ports::{FetchJob, JobError, Jobs, ShardPage};

use crate::failure::why;
use crate::settings::Queues;

/// SQS takes this many messages in one request.
const BATCH: usize = 10;

/// SQS delays a message this long at most.
pub const LONGEST_DELAY_SECONDS: u16 = 900;

const FAN_OUT: &str = "fan_out";
const EFFECTS: &str = "effects";

/// What stands on the queue of the outbox: `{"effect": "run_mail.t….1"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EffectJob {
    pub effect: EffectId,
}

/// [`Jobs`] on the queues that the environment names.
pub struct SqsJobs {
    client: Client,
    queues: Queues,
}

impl SqsJobs {
    pub fn new(client: Client, queues: Queues) -> Self {
        Self { client, queues }
    }

    /// Puts effects on the queue of the outbox, ten to a request.
    ///
    /// # Errors
    /// When some could not be put there; all may be put again.
    pub async fn effects(&self, ids: impl IntoIterator<Item = EffectId>) -> Result<(), JobError> {
        let jobs: Vec<EffectJob> = ids.into_iter().map(|effect| EffectJob { effect }).collect();
        self.send(self.named(EFFECTS)?, &jobs, 0).await
    }

    fn named(&self, name: &str) -> Result<&str, JobError> {
        let missing = || JobError::Unavailable(format!("no queue is set for {name}"));
        self.queues.named(name).ok_or_else(missing)
    }

    async fn send<J: Serialize>(&self, queue: &str, jobs: &[J], delay_seconds: u16) -> Result<(), JobError> {
        for some in jobs.chunks(BATCH) {
            let entries = entries(some, delay_seconds)?;
            let failed = self.send_batch(queue, entries).await?;
            if !failed.is_empty() && !self.send_batch(queue, failed).await?.is_empty() {
                return Err(JobError::Unavailable("the queue refused some jobs twice".to_owned()));
            }
        }
        Ok(())
    }

    /// The entries that the queue did not take: a batch may succeed in part.
    async fn send_batch(
        &self,
        queue: &str,
        entries: Vec<SendMessageBatchRequestEntry>,
    ) -> Result<Vec<SendMessageBatchRequestEntry>, JobError> {
        let answer = self
            .client
            .send_message_batch()
            .queue_url(queue)
            .set_entries(Some(entries.clone()))
            .send()
            .await
            .map_err(|error| JobError::Unavailable(why(&error)))?;
        let failed = answer.failed();
        Ok(entries.into_iter().filter(|entry| failed.iter().any(|one| one.id() == entry.id())).collect())
    }
}

fn entries<J: Serialize>(
    jobs: &[J],
    delay_seconds: u16,
) -> Result<Vec<SendMessageBatchRequestEntry>, JobError> {
    let delay = i32::from(delay_seconds.min(LONGEST_DELAY_SECONDS));
    let entry = |(index, job): (usize, &J)| {
        let body =
            serde_json::to_string(job).map_err(|problem| JobError::Unavailable(problem.to_string()))?;
        SendMessageBatchRequestEntry::builder()
            .id(index.to_string())
            .message_body(body)
            .delay_seconds(delay)
            .build()
            .map_err(|problem| JobError::Unavailable(problem.to_string()))
    };
    jobs.iter().enumerate().map(entry).collect()
}

#[async_trait]
impl Jobs for SqsJobs {
    async fn fetch(
        &self,
        system: &SystemName,
        jobs: &[FetchJob],
        delay_seconds: u16,
    ) -> Result<(), JobError> {
        let queue = self.queues.of_system(system).ok_or_else(|| JobError::NoQueue(system.clone()))?;
        self.send(queue, jobs, delay_seconds).await
    }

    async fn fan_out(&self, page: &ShardPage) -> Result<(), JobError> {
        self.send(self.named(FAN_OUT)?, std::slice::from_ref(page), 0).await
    }

    async fn effect(&self, id: &EffectId, delay_seconds: u16) -> Result<(), JobError> {
        self.send(self.named(EFFECTS)?, &[EffectJob { effect: id.clone() }], delay_seconds).await
    }
}
